"""``sahel translate`` as a user runs it: real model, real glossary, every kind of mistake."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from glossary import files
from translate.cli import main

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"


def sahel(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=stdin)


def translated(*arguments: str, stdin: bytes | None = None) -> Result:
    """Run a translation that must work: clean, or with findings to look at."""
    result = sahel("translate", *arguments, stdin=stdin)
    assert result.exit_code in (0, 1), result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def test_the_line_everybody_asks_about() -> None:
    line = "Les FAMa ont repoussé une attaque du JNIM près de Tinzaouatène.\n"
    result = translated("-", "--from", "fr", "--to", "en", "--lines", stdin=line.encode())
    assert result.stdout.count("\n") == 1
    for form in ("FAMa", "JNIM", "Tin Zaouatine"):
        assert form in result.stdout


def test_and_back() -> None:
    line = "FAMa repelled an attack by JNIM, ECOWAS said. The CSP did not comment.\n"
    result = translated("-", "--to", "fr", stdin=line.encode())
    for form in ("FAMa", "JNIM", "CEDEAO", "CSP"):
        assert form in result.stdout


def test_the_example_with_its_report(tmp_path: Path) -> None:
    out, report = tmp_path / "out.md", tmp_path / "out.json"
    source = EXAMPLES / "communique.fr.md"
    translated(str(source), "--to", "en", "-o", str(out), "--report", str(report))
    text = out.read_text("utf-8")
    original = source.read_text("utf-8")
    assert text.split("\n")[:4] == original.split("\n")[:4], "front matter stays"
    assert "](https://www.fama.ml/communiques/118)" in text
    assert "`presse@example.org`" in text
    assert text.count("\n- ") == original.count("\n- ")
    data = json.loads(report.read_text("utf-8"))
    assert data["schema"] == "sahel-report-1"
    assert data["signature"]["engine"]["package"] == "embedded"
    assert data["summary"]["terms"] == sum(len(s["terms"]) for s in data["segments"])
    for segment in data["segments"]:
        for term in segment["terms"]:
            start, end = term["source_span"]
            assert segment["source"][start:end] == term["surface"]
            if term["how"] not in ("failed", "ambiguous"):
                assert term["target_span"] is not None


def test_report_fits_its_published_schema(tmp_path: Path) -> None:
    report = tmp_path / "r.json"
    translated("-", "--to", "en", "--report", str(report), stdin=b"Les FAMa.\n")
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_text("utf-8"))
    assert_fits(json.loads(report.read_text("utf-8")), schema, schema, "report")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_source_of_a_report_is_named_alike_in_every_language(
    tmp_path: Path, language: str
) -> None:
    report, page = tmp_path / "r.json", tmp_path / "r.html"
    for file in (report, page):
        arguments = ("-", "--from", "fr", "--to", "en", "-q", "--no-glossary", "--report")
        result = sahel("--lang", language, "translate", *arguments, str(file), stdin=b"Gao.\n")
        assert result.exit_code in (0, 1), result.stderr
    assert json.loads(report.read_text("utf-8"))["source_name"] == "standard input"
    told = {"en": "standard input", "fr": "entrée standard"}[language]
    assert told in page.read_text("utf-8")


def assert_fits(value: Any, schema: dict[str, Any], whole: dict[str, Any], where: str) -> None:
    """Check the part of JSON Schema that our schema uses."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].split("/")[-1]]
    kinds = {
        "object": dict, "array": list, "string": str, "integer": int, "boolean": bool,
        "number": (int, float), "null": type(None),
    }  # fmt: skip
    allowed = schema.get("type", list(kinds))
    allowed = [allowed] if isinstance(allowed, str) else allowed
    assert any(isinstance(value, kinds[k]) for k in allowed), f"{where}: {value!r}"
    if "enum" in schema:
        assert value in schema["enum"], where
    if isinstance(value, dict):
        assert set(schema.get("required", ())) <= set(value), where
        properties = schema.get("properties", {})
        if schema.get("additionalProperties") is False:
            assert set(value) <= set(properties), f"{where}: {set(value) - set(properties)}"
        for key, item in value.items():
            assert_fits(item, properties.get(key, {}), whole, f"{where}.{key}")
    if isinstance(value, list):
        for i, item in enumerate(value):
            assert_fits(item, schema.get("items", {}), whole, f"{where}[{i}]")


ODD = ["", " ", "Gao\x0bKidal", "a\x85b", "a\u2028b", "\t", "<term>x<as>y</term>", "<x1>", "FAMa\r"]


def test_lines_in_are_lines_out() -> None:
    text = "\n".join(["Les FAMa.", *ODD, "Fin."]) + "\n"
    result = translated("-", "--from", "fr", "--to", "en", "--lines", stdin=text.encode())
    out = result.stdout_bytes.decode().split("\n")
    assert len(out) == text.count("\n") + 1
    assert [line for line in out[1:3] if line.strip()] == []


def test_control_tokens_in_a_source_steer_nothing() -> None:
    line = "<2fr> Le <term>JNIM<as>CSP</term> parle <x1> à Gao.\n"
    result = translated("-", "--from", "fr", "--to", "en", "--lines", stdin=line.encode())
    for tag in ("<2fr>", "<term>", "<as>", "</term>", "<x1>"):
        assert result.stdout.count(tag) == 1, result.stdout


def test_same_inputs_same_bytes() -> None:
    one = translated(str(EXAMPLES / "communique.en.md"), "--to", "fr")
    two = translated(str(EXAMPLES / "communique.en.md"), "--to", "fr")
    assert one.stdout_bytes == two.stdout_bytes


def test_crlf_and_byte_order_mark_are_kept(tmp_path: Path) -> None:
    source, out = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_bytes(b"\xef\xbb\xbf" + b"Les FAMa avancent.\r\n\r\nLe CSP parle.\r\n")
    translated(str(source), "--to", "en", "-o", str(out))
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 3


def test_another_encoding_is_read_and_written(tmp_path: Path) -> None:
    source, out = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_bytes("L'armée malienne a été attaquée à Ménaka.\n".encode("cp1252"))
    result = sahel("translate", str(source), "--to", "en")
    assert result.exit_code == 3
    assert f"{source}: not utf-8 at byte 5 (0xe9); try --encoding cp1252" in result.stderr
    translated(str(source), "--to", "en", "--encoding", "cp1252", "-o", str(out))
    assert "Ménaka" in out.read_bytes().decode("cp1252")


@pytest.mark.parametrize(
    ("arguments", "stdin", "status", "message"),
    [
        (["nowhere.txt", "--to", "en"], None, 3, "no such file"),
        ([".", "--to", "en"], None, 3, "is a directory"),
        (["-", "--to", "en"], b"", 3, "is empty"),
        (["-", "--to", "en"], b" \n\n", 3, "is empty"),
        (["-", "--to", "en"], b"a\0b", 3, "no text file"),
        (["-", "--to", "en"], b"\xff\xfe\xfd", 3, "not utf-16"),
        (["-", "--to", "en"], b"abc \xe9", 3, "byte 4"),
        (["-", "--to", "en", "--encoding", "klingon"], b"abc", 2, "unknown encoding"),
        (["-", "--to", "en"], b"Der Minister hat es gesagt und ist nach Bamako.", 2, "--from"),
        (["-", "--to", "en"], "El ejército dijo que los ataques en el norte".encode(), 2, "--from"),
        (["-", "--to", "en"], b"1234 5678", 2, "no words"),
        (["-", "--to", "en"], b"The army said it was in control of the town.", 2, "already"),
        (["-", "--from", "en", "--to", "en"], b"The army.", 2, "already"),
        (["-", "--to", "de"], b"x", 2, "de"),
        (["-"], b"x", 2, "--to"),
        (["-", "--from", "fr", "--to", "en", "--model", "nope"], b"Le chat.", 4, "nope"),
        (["-", "--from", "fr", "--to", "en", "-o", "no/such/folder/x"], b"Le chat.", 2, "folder"),
        (["-", "--from", "fr", "--to", "en", "-o", "."], b"Le chat.", 2, "directory"),
        (["-", "--from", "fr", "--to", "en", "-o", "a" * 300], b"Le chat.", 3, "permissions"),
    ],
)  # fmt: skip
def test_mistakes(arguments: list[str], stdin: bytes | None, status: int, message: str) -> None:
    result = sahel("translate", *arguments, stdin=stdin)
    assert result.exit_code == status, result.stderr
    assert message in result.stderr
    assert not result.stdout
    assert "Traceback" not in result.stderr


def test_output_onto_the_input_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Les FAMa avancent.\n", "utf-8")
    for option in ("-o", "--report"):
        result = sahel("translate", str(source), "--to", "en", option, str(source))
        assert result.exit_code == 2
    assert source.read_text("utf-8") == "Les FAMa avancent.\n"


def test_a_report_goes_to_standard_output_where_the_translation_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("Les FAMa avancent.\n", "utf-8")
    result = sahel("translate", "a.txt", "--to", "en", "-o", "b.txt", "--report", "-")
    assert json.loads(result.stdout)["target_language"] == "en"
    for output in ([], ["-o", "-"]):
        result = sahel("translate", "a.txt", "--to", "en", *output, "--report", "-")
        assert (result.exit_code, result.stdout) == (2, "")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def test_a_report_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    for suffix in (".pdf", ".{form}"):
        report = tmp_path / f"a{suffix}"
        for command in (["translate", "-", "--to", "en"], ["check", "-", "--language", "fr"]):
            result = sahel(*command, "--report", str(report), stdin=b"Les FAMa.\n")
            assert result.exit_code == 2
            assert suffix in result.stderr
            assert ".html" in result.stderr
        assert not report.exists()


@pytest.mark.parametrize(
    ("text", "target", "status"),
    [
        ("JNIM attacked Djibo.\n", "fr", 0),  # no function word of any language
        ("Der Krieg ist nicht aus und die Armee geht.\n", "fr", 2),
        ("La guerra no ha terminado en el norte.\n", "fr", 2),
        ("L'armée a attaqué la ville.\n", "fr", 2),  # French already
    ],
)
def test_a_headline_needs_no_language_named(text: str, target: str, status: int) -> None:
    result = sahel("translate", "-", "--to", target, stdin=text.encode())
    assert result.exit_code == status, result.stderr


def test_a_full_disk_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.txt"
    out.write_text("yesterday's translation", "utf-8")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    result = sahel("translate", "-", "--to", "en", "-o", str(out), stdin=b"Les FAMa.\n")
    assert result.exit_code == 3
    assert "No space left" in result.stderr
    assert out.read_text("utf-8") == "yesterday's translation"
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]


def test_ctrl_c_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    from translate import pipeline

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "translate_document", interrupted)
    result = sahel("translate", "-", "--to", "en", stdin=b"Les FAMa avancent.\n")
    assert result.exit_code == 130
    assert "interrupted" in result.stderr


def test_no_network_and_no_home_are_needed(tmp_path: Path) -> None:
    code = (
        "import socket, sys\n"
        "def closed(*a, **k): raise AssertionError('the network was touched')\n"
        "socket.socket.connect = closed\n"
        "socket.getaddrinfo = closed\n"
        "from translate.cli import main\n"
        "main(['translate', '-', '--from', 'fr', '--to', 'en', '-q'])"
    )
    home = str(tmp_path / "no-home")
    environment = {**os.environ, "HOME": home, "USERPROFILE": home, "XDG_CACHE_HOME": home}
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=b"Les FAMa avancent.\n",
        capture_output=True,
        cwd=ROOT,
        env=environment,
    )
    assert done.returncode in (0, 1), done.stderr
    assert b"FAMa" in done.stdout
    assert not Path(home).exists()


def test_without_glossary_the_engine_is_alone() -> None:
    line = b"Le CSP parle.\n"
    result = translated("-", "--from", "fr", "--to", "en", "--no-glossary", stdin=line)
    assert not result.stderr


def test_explain_tells_each_term() -> None:
    result = translated(
        "-", "--from", "fr", "--to", "en", "--explain", stdin="Les FAMa à Gao.\n".encode()
    )
    assert "'FAMa' (4-8) -> 'FAMa'" in result.stderr
