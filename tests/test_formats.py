"""What all formats share: names, options, refusals, and that any text at all is survived."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.errors import UserError
from translate import formats
from translate.cli import main
from translate.document import unchanged

DATA = Path(__file__).parent / "data"
FIELDS = formats.Options(fields=("a",))
TABULAR = ("json", "jsonl", "csv")


@pytest.mark.parametrize(
    ("suffixes", "name"),
    [
        ("txt", "text"), ("md markdown", "markdown"), ("po pot", "po"), ("html HTM xhtml", "html"),
        ("srt", "srt"), ("vtt", "vtt"), ("json", "json"), ("jsonl ndjson", "jsonl"),
        ("csv tsv", "csv"), ("xlf xliff", "xliff"), ("unknown", "text"),
    ],
)  # fmt: skip
def test_formats_by_suffix(suffixes: str, name: str) -> None:
    assert {formats.format_of(f"gao.{s}") for s in suffixes.split()} == {name}
    assert name in formats.FORMATS


@given(st.text(max_size=60), st.sampled_from([f for f in formats.FORMATS if f != "lines"]))
@settings(max_examples=300, deadline=None)
def test_any_text_comes_back_or_is_refused(text: str, kind: str) -> None:
    try:
        document = formats.read(
            text, format=kind, options=FIELDS if kind in TABULAR else formats.DEFAULTS
        )
    except UserError:
        return
    assert document.join([unchanged(u) for u in document.units], "en") == text
    assert document.join([None] * len(document.units), "en") == text


@pytest.mark.parametrize("suffix", ["po", "json", "jsonl", "srt", "vtt", "xlf"])
def test_a_wrong_extension_is_refused_with_a_message(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"communique.{suffix}"
    path.write_text("Les FAMa ont repris la ville de Gao.\n\nLe calme est revenu.\n", "utf-8")
    field = ["--field", "title"] if suffix.startswith("json") else []
    result = CliRunner().invoke(main, ["translate", str(path), "--to", "en", *field])
    assert result.exit_code in (2, 3)
    assert f"communique.{suffix}" in result.stderr
    assert "Traceback" not in result.stderr
    assert not result.stdout


@pytest.mark.parametrize("suffix", ["po", "json", "srt", "vtt", "xlf", "html", "csv", "jsonl"])
def test_a_file_that_is_no_text_is_refused(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"picture.{suffix}"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    result = CliRunner().invoke(main, ["translate", str(path), "--to", "en"])
    assert result.exit_code == 3
    assert f"picture.{suffix}" in result.stderr


def test_a_line_of_200_million_characters_is_refused() -> None:
    endless = "a" * 200_000_000
    for kind in ("html", "po", "json", "srt", "xliff"):
        options = FIELDS if kind == "json" else formats.DEFAULTS
        with pytest.raises(UserError, match="a line of more than"):
            formats.read(endless, format=kind, options=options)


def test_fields_are_for_data_alone() -> None:
    with pytest.raises(UserError, match="no fields") as caught:
        formats.read("# Gao", format="markdown", options=FIELDS)
    assert caught.value.status == 2


def test_a_complete_catalogue_is_written_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "done.po"
    text = 'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "Gao"\nmsgstr "Gao"\n'
    path.write_bytes(text.encode())
    result = CliRunner().invoke(main, ["translate", str(path), "--to", "fr", "-q"])
    assert (result.exit_code, result.stdout) == (0, text)
