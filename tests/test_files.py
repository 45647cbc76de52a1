"""Files of the user: encoded, and written wholly or not at all."""

from __future__ import annotations

import codecs
import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from glossary.cli_errors import ShownError, reported
from glossary.errors import ExitStatus, UserError
from glossary.files import decode, encode, read_bytes, write_atomic


def test_a_name_as_long_as_the_folder_allows(tmp_path: Path) -> None:
    target = tmp_path / f"{'dépêche ' * 25}.txt"
    write_atomic(target, b"one")
    write_atomic(target, b"two")
    assert target.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for path in (pipe, link):
        end = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)  # a reader, so that no writer waits
        write_atomic(path, b"Gao")
        assert os.read(end, 16) == b"Gao"
        os.close(end)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert sorted(tmp_path.iterdir()) == [link, pipe]


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE, b""])
def test_a_mark_comes_back_and_half_a_character_is_told(mark: bytes) -> None:
    written = encode("Sévaré", where="a.txt", bom=mark)
    assert decode(written, where="a.txt") == ("Sévaré", mark)
    with pytest.raises(UserError, match="cannot be written in utf-"):
        encode("S\udce9varé", where="a.txt", bom=mark)


def test_standard_input_is_not_offered_where_it_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match=r"^-: no such file; name one file$"):
        read_bytes(Path("-"))
    with pytest.raises(UserError, match="a: no such file; check the name; '-' reads"):
        read_bytes(Path("a"))


def test_an_option_is_named_where_there_is_one() -> None:
    with pytest.raises(UserError, match=r"byte 0 .*; save it as UTF-8"):
        decode(b"\xe9", where="lexique.csv")
    with pytest.raises(UserError, match="try --encoding cp1252"):
        decode(b"\xe9", where="a.txt", choosable=True)


@pytest.mark.parametrize("name", ["klingon", "base64", "undefined"])
def test_an_encoding_that_nobody_knows(name: str) -> None:
    with pytest.raises(UserError, match="try utf-8") as caught:
        encode("Gao", where="a.txt", encoding=name)
    assert caught.value.status is ExitStatus.USAGE
    with pytest.raises(UserError, match="try utf-8") as caught:
        decode(b"Gao", where="a.txt", encoding=name)
    assert caught.value.status is ExitStatus.USAGE


def test_a_path_that_cannot_be_looked_at_is_told() -> None:
    with (
        pytest.raises(ShownError, match=r"there: cannot be reached \(denied\)") as caught,
        reported(),
    ):
        raise PermissionError(errno.EACCES, "denied", "there")  # as Path.is_file() does
    assert caught.value.exit_code == ExitStatus.UNREADABLE
    with pytest.raises(FileNotFoundError), reported():  # our own data: our mistake
        raise FileNotFoundError(errno.ENOENT, "missing", "strings.json")
