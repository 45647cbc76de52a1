"""Files from hands one does not know: refused with what, where and what next; nothing written."""
# ruff: noqa: E501

from __future__ import annotations

import io
import os
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.errors import UserError
from translate import formats
from translate.cli import main
from translate.formats import archive, xml_nodes

DATA = Path(__file__).parent / "data" / "formats"
DOCX = (DATA / "pandoc.docx").read_bytes()
ODT = (DATA / "pandoc.odt").read_bytes()
PACKAGES = {"docx": DOCX, "odt": ODT}
BODY = {"docx": "word/document.xml", "odt": "content.xml"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
OLD = b"the translation of last week"

Members = list[tuple[zipfile.ZipInfo, bytes]]


def members(data: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(info, package.read(info)) for info in package.infolist()]


def packed(content: Members) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for info, data in content:
            package.writestr(info, data)
    return out.getvalue()


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    return packed([*members(data), (info, content)])


def with_body(kind: str, change: Callable[[str], str]) -> bytes:
    return packed(
        [
            (info, change(data.decode()).encode() if info.filename == BODY[kind] else data)
            for info, data in members(PACKAGES[kind])
        ]
    )


def directory_patched(data: bytes, name: str, offset: int, value: bytes) -> bytes:
    """Overwrite bytes of a member's entry in the central directory (APPNOTE.TXT 4.3.12)."""
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()))
    return data[: at + offset] + value + data[at + offset + len(value) :]


def refused(data: bytes, name: str, tmp_path: Path, *options: str) -> str:
    """Translate a file, check that it is refused as it must be, and return the message."""
    source, target, report = tmp_path / name, tmp_path / "out", tmp_path / "report.json"
    source.write_bytes(data)
    target.write_bytes(OLD)
    before = sorted(p.name for p in tmp_path.iterdir())
    result = CliRunner().invoke(
        main,
        ["translate", str(source), "--to", "en", "-o", str(target), "--report", str(report), *options],
    )  # fmt: skip
    assert result.exit_code == 3, result.output
    assert name in result.stderr  # where
    assert "; " in result.stderr  # what next
    assert "Traceback" not in result.stderr
    assert len(result.stderr) < 500
    assert not result.stdout
    assert target.read_bytes() == OLD
    assert sorted(p.name for p in tmp_path.iterdir()) == before
    return result.stderr


@pytest.mark.parametrize("kind", PACKAGES)
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: with_member(d, "../../etc/cron.d/x", b"x"), "points out of it"),
        (lambda d: with_member(d, "/etc/passwd", b"x"), "points out of it"),
        (lambda d: with_member(d, "C:/x", b"x"), "points out of it"),
        (lambda d: with_member(d, "META-INF/MANIFEST.XML", b"x") if b"manifest.xml" in d
            else with_member(d, "WORD/document.XML", b"x"), "two members of one name"),
        (lambda d: with_member(d, "bomb.bin", bytes(64 * 2**20)), "grows from"),
        (lambda d: d[: len(d) // 2], "damaged or cut short"),
        (lambda d: d[:-30], "damaged or cut short"),
        (lambda d: d[:40] + bytes(200) + d[240:], "damaged or cut short"),
    ],
    ids="traversal absolute drive duplicate bomb half tail garbled".split(),
)  # fmt: skip
def test_packages_that_no_writer_makes(
    kind: str, change: Callable[[bytes], bytes], message: str, tmp_path: Path
) -> None:
    assert message in refused(change(PACKAGES[kind]), f"note.{kind}", tmp_path)


@pytest.mark.parametrize("kind", PACKAGES)
def test_backslashes_in_names_are_refused(kind: str, tmp_path: Path) -> None:
    data = with_member(PACKAGES[kind], "..XX..XXboot.ini", b"x").replace(b"..XX..XX", b"..\\/..\\/")
    assert "points out of it" in refused(data, f"note.{kind}", tmp_path)


@pytest.mark.parametrize("kind", PACKAGES)
def test_too_many_members(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBERS", 3)
    assert "members, more than 3" in refused(PACKAGES[kind], f"note.{kind}", tmp_path)


@pytest.mark.parametrize("kind", PACKAGES)
def test_too_much_in_all(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # each member within bounds, together too much
    monkeypatch.setattr(archive, "MAX_TOTAL", 2**21)
    data = PACKAGES[kind]
    for number in range(3):
        data = with_member(data, f"pictures/{number}.bmp", os.urandom(2**10) * 2**10)
    assert "MiB of content, more than 2" in refused(data, f"note.{kind}", tmp_path)


@pytest.mark.parametrize("kind", PACKAGES)
def test_a_directory_that_lies_about_sizes(kind: str, tmp_path: Path) -> None:
    # says 100 bytes, unpacks to 64 MiB: stopped at what it says, and found out by its checksum
    name = "lie.bin"
    data = with_member(PACKAGES[kind], name, bytes(64 * 2**20))
    data = directory_patched(data, name, 24, struct.pack("<I", 100))
    assert "damaged" in refused(data, f"note.{kind}", tmp_path)
    # says 3 GiB
    data = with_member(PACKAGES[kind], name, b"x")
    data = directory_patched(data, name, 24, struct.pack("<I", 3 * 2**30))
    assert "grows from" in refused(data, f"note.{kind}", tmp_path)


@pytest.mark.parametrize("kind", PACKAGES)
def test_an_unknown_compression(kind: str, tmp_path: Path) -> None:
    data = directory_patched(PACKAGES[kind], BODY[kind], 10, struct.pack("<H", 99))
    assert "packed in a way" in refused(data, f"note.{kind}", tmp_path)


@pytest.mark.parametrize("kind", PACKAGES)
def test_an_encrypted_member(kind: str, tmp_path: Path) -> None:
    data = directory_patched(PACKAGES[kind], BODY[kind], 8, struct.pack("<H", 1))
    message = refused(data, f"note.{kind}", tmp_path)
    assert "is encrypted; open it with its password" in message


def test_documents_with_a_password(tmp_path: Path) -> None:
    docx = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(400)
    assert "is encrypted" in refused(docx, "note.docx", tmp_path)
    manifest = b'<manifest:file-entry><manifest:encryption-data manifest:checksum="x"/>'
    odt = packed(
        [(i, manifest if i.filename == "META-INF/manifest.xml" else d) for i, d in members(ODT)]
    )
    assert "is encrypted" in refused(odt, "note.odt", tmp_path)


@pytest.mark.parametrize("kind", PACKAGES)
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF, not "),
        (OLE, "is a file of an old Office program"),
        (b"{\\rtf1\\ansi Les FAMa}", "is an RTF file, not "),
        (packed([(zipfile.ZipInfo("a.txt"), b"Les FAMa")]), "is a ZIP archive, but not "),
        (packed([(zipfile.ZipInfo("xl/workbook.xml"), b"<x/>")]), "is an Excel workbook, not "),
        (packed([(zipfile.ZipInfo("ppt/presentation.xml"), b"<x/>")]), "is a PowerPoint "),
        (b"Les FAMa ont repris Gao.", "is not a"),
        (b"<html><p>Les FAMa</p></html>", "is not a"),
        (b"PK", "is damaged or cut short"),
        (packed([]), "a ZIP archive"),
        (b"\x00" * 100, "is not a"),
    ],
    ids="pdf ole rtf zip xlsx pptx text html pk empty zeros".split(),
)
def test_a_wrong_extension(kind: str, data: bytes, message: str, tmp_path: Path) -> None:
    assert message in refused(data, f"note.{kind}", tmp_path)


def test_one_package_under_the_others_name(tmp_path: Path) -> None:
    assert "is an OpenDocument text, not a Word document; name it .odt" in refused(
        ODT, "note.docx", tmp_path
    )
    assert "is a Word document, not an OpenDocument text; name it .docx" in refused(
        DOCX, "note.odt", tmp_path
    )


@pytest.mark.parametrize("suffix", "txt md html po xlf srt vtt json jsonl csv rtf pdf doc".split())
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (DOCX, "is a ZIP archive, no text file; name it .docx or .odt"),
        (b"%PDF-1.7\n1 0 obj\n", "is a PDF, no text file; save it as .docx"),
        (OLE, "old Office program"),
        (b"{\\rtf1\\ansi Les FAMa ont repris Gao.}", "is an RTF file, no text file"),
    ],
    ids="docx pdf doc rtf".split(),
)
def test_what_is_no_text_is_named(suffix: str, data: bytes, message: str, tmp_path: Path) -> None:
    fields = ["--field", "a"] if suffix in ("json", "jsonl", "csv") else []
    assert message in refused(data, f"note.{suffix}", tmp_path, *fields)


XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
REMOTE = '<!DOCTYPE x SYSTEM "https://example.org/x.dtd">'


@pytest.mark.parametrize("doctype", [XXE, LAUGHS, REMOTE], ids=["xxe", "laughs", "remote"])
@pytest.mark.parametrize("kind", ["docx", "odt", "xlf"])
def test_document_types_are_refused(kind: str, doctype: str, tmp_path: Path) -> None:
    def put(text: str) -> str:
        found = re.match(r"\ufeff?(<\?xml[^>]*\?>)?", text)
        assert found
        return text[: found.end()] + doctype + text[found.end() :]

    if kind == "xlf":
        xliff = (
            '<xliff version="1.2"><file source-language="fr" datatype="x" original="x"><body>'
            '<trans-unit id="1"><source>Le &e; mot</source></trans-unit></body></file></xliff>'
        )
        data = put(xliff).encode()
    else:
        data = with_body(kind, put)
    message = refused(data, f"note.{kind}", tmp_path)
    assert "a document type declaration" in message
    assert "root:" not in message


@pytest.mark.parametrize("kind", PACKAGES)
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t[: len(t) // 2], "not XML"),
        (lambda t: t.replace("</", "<a>" * 300 + "</a>" * 300 + "</", 1), "levels deep"),
        (lambda t: re.sub(r"encoding=[\"'][\w-]+", 'encoding="EBCDIC', t, count=1), "EBCDIC"),
    ],
    ids="cut deep encoding".split(),
)  # fmt: skip
def test_xml_in_packages_that_is_none(
    kind: str, change: Callable[[str], str], message: str, tmp_path: Path
) -> None:
    found = refused(with_body(kind, change), f"note.{kind}", tmp_path)
    assert message in found
    assert BODY[kind] in found


@pytest.mark.parametrize("kind", PACKAGES)
def test_text_that_is_too_large(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_XML", 1000)
    assert "MiB of text; split it first" in refused(PACKAGES[kind], f"note.{kind}", tmp_path)


@pytest.mark.parametrize("kind", [*PACKAGES, "xlf"])
def test_too_many_elements(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_nodes, "MOST", 5)
    data = PACKAGES.get(kind, b"<xliff>" + b"<a/>" * 10 + b"</xliff>")
    assert "more than 5 elements; split it first" in refused(data, f"note.{kind}", tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="limits the memory of a process as Linux does")
def test_memory_stays_bounded(tmp_path: Path) -> None:
    # zeros that say to be 4 GiB, a text of one line of 200 MB, and a body of 48 MB of elements
    block = zlib.compressobj(9, zlib.DEFLATED, -15)
    zeros = bytes(2**24)
    stream = b"".join(block.compress(zeros) for _ in range(64)) + block.flush()
    bomb = with_member(DOCX, "bomb.bin", b"x")
    at = bomb.rindex(b"PK\x01\x02")
    local = zipfile.ZipFile(io.BytesIO(bomb)).getinfo("bomb.bin").header_offset
    size = struct.pack("<IIII", 0, len(stream), 0xFFFFFFF0, 8)[:12]
    header = bomb[local : local + 14] + size + struct.pack("<HH", 8, 0) + b"bomb.bin"
    entry = bomb[at : at + 16] + size + bomb[at + 28 : bomb.rindex(b"PK\x05\x06")]
    directory = bomb[bomb.index(b"PK\x01\x02") : at] + entry
    end = bomb[bomb.rindex(b"PK\x05\x06") :]
    place = local + len(header) + len(stream)
    end = end[:12] + struct.pack("<II", len(directory), place) + end[20:]
    (tmp_path / "bomb.docx").write_bytes(bomb[:local] + header + stream + directory + end)
    (tmp_path / "line.txt").write_bytes(b"a" * 200_000_000)
    many = with_body("docx", lambda t: t.replace("<w:body>", "<w:body>" + "<w:a/>" * 8_000_000, 1))
    (tmp_path / "many.docx").write_bytes(many)
    (tmp_path / "many.xlf").write_bytes(b"<xliff>" + b"<a/>" * 20_000_000 + b"</xliff>")
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))\n"
        "from translate.cli import main\n"
        "main()"
    )
    for name in ("bomb.docx", "line.txt", "many.docx", "many.xlf"):
        done = subprocess.run(
            [sys.executable, "-c", program, "translate", str(tmp_path / name), "--to", "en"],
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 3, (name, done.stderr[-500:])
        assert name in done.stderr
        assert "MemoryError" not in done.stderr
        assert not done.stdout


@pytest.mark.parametrize(
    ("kind", "piece"),
    [("txt", "a\n\n"), ("md", "- a\n"), ("html", "<p>a"), ("po", 'msgid ""\n'), ("jsonl", "{}\n"),
     ("json", "[],"), ("csv", "a,"), ("srt", "1\n"), ("xlf", "<a/>")],
)  # fmt: skip
def test_dense_text_is_refused_before_it_is_taken_apart(
    kind: str, piece: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "MOST_PIECES", 1000)
    fields = ["--field", "a"] if kind in ("json", "jsonl", "csv") else []
    message = refused((piece * 2000).encode(), f"note.{kind}", tmp_path, *fields)
    assert "more than 1,000 lines, tags or cells; split it first" in message


def test_long_prose_is_not_dense(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MOST_PIECES", 10)
    text = "Les FAMa ont repris Gao, selon un communiqué du ministère de la Défense, lundi.\n" * 50
    assert formats.read(text, name="note.txt").units


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_damage_anywhere_gives_a_document_or_a_message(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(PACKAGES)))
    whole = bytearray(PACKAGES[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    try:
        document = formats.load(bytes(whole), name=f"x.{kind}").document
    except UserError:
        return
    assert document.join([None] * len(document.units), "en") == bytes(whole)
