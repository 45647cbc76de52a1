"""Pages as a user gets them: ``--report x.html``, ``batch --pages``, and a check's report."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result
from lxml import html

from glossary.curated import curated
from translate.batch.outcome import Order, Outcome, Status
from translate.batch.pages import Pages
from translate.cli import main

EXAMPLES = Path(__file__).parent.parent / "examples"


def sahel(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == status, result.output
    return result


@pytest.mark.parametrize("name", ["r.html", "r.HTM", "r.txt", "r.json", "r"])
def test_the_suffix_decides_the_form_of_a_report(tmp_path: Path, name: str) -> None:
    source, report = tmp_path / "a.txt", tmp_path / name
    source.write_text("Les FAMa avancent vers Gao.\n", "utf-8")
    sahel("translate", str(source), "--to", "en", "-q", "--report", str(report))
    text = report.read_text("utf-8")
    if "htm" in name.lower():
        page = html.document_fromstring(text)
        assert page.xpath("//h1")[0].text == "a.txt"
        assert page.xpath("//article/@id") == ["c-fama", "c-gao"]
    elif name.endswith(".txt"):
        assert text.startswith("1 segment, 2 of 2 terms")
        assert "'FAMa' (4-8) -> 'FAMa'" in text
    else:
        assert json.loads(text)["schema"] == "sahel-report-1"


def test_a_check_writes_the_same_page(tmp_path: Path) -> None:
    source, target, report = (tmp_path / n for n in ("a.fr.txt", "a.en.txt", "r.html"))
    source.write_text("Les FAMa ont tué 12 assaillants à Gao.\n", "utf-8")
    target.write_text("FAMa killed 21 attackers in Gao.\n", "utf-8")
    sahel(
        "check", str(source), str(target), "--from", "fr", "--to", "en", "-q",
        "--report", str(report), status=1,
    )  # fmt: skip
    page = html.document_fromstring(report.read_text("utf-8"))
    assert "number-changed" in page.xpath("//li[contains(@class, 'note')]/@data-check")
    assert {"c-fama", "c-gao"} <= set(page.xpath("//article/@id"))
    written = sahel(
        "check", str(source), str(target), "--from", "fr", "--to", "en", "-q",
        "--format", "html", status=1,
    )  # fmt: skip
    assert written.stdout == report.read_text("utf-8")


def batch(tmp_path: Path, *more: str, status: int = 0) -> Result:
    return sahel(
        "batch", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--to", "en", "-q",
        "--report-dir", str(tmp_path / "r"), *more, status=status,
    )  # fmt: skip


def test_pages_of_a_batch(tmp_path: Path) -> None:
    sources = tmp_path / "in" / "Mali & co #1"
    sources.mkdir(parents=True)
    (sources / "a?.md").write_text("Les FAMa avancent vers Gao.\n", "utf-8")
    (tmp_path / "in" / "b.txt").write_text("Les FAMa avancent.\n", "utf-8")
    (tmp_path / "in" / "leer.txt").write_bytes(b"")
    batch(tmp_path, status=3)
    assert not list((tmp_path / "r").rglob("*.html")), "not asked for"

    # asked for afterwards: nothing is translated again
    batch(tmp_path, "--pages", status=3)
    index = html.document_fromstring((tmp_path / "r" / "index.html").read_text("utf-8"))
    lines = index.xpath("//table[@class='files']/tbody/tr")
    assert [line.xpath("string(td[2])").split(" ")[0] for line in lines] == [
        "unchanged", "unchanged", "failed",
    ]  # fmt: skip
    for address in index.xpath("//a[not(starts-with(@href, '#'))]/@href"):
        path, _, anchor = address.partition("#")
        target = tmp_path / "r" / unquote(path)
        assert target.is_file(), address
        page = html.document_fromstring(target.read_text("utf-8"))
        assert not anchor or page.get_element_by_id(anchor) is not None
        (back,) = page.xpath("//nav/a/@href")
        assert (target.parent / back).resolve() == (tmp_path / "r" / "index.html").resolve()
    fama = index.get_element_by_id("c-fama")
    assert [cell.text for cell in fama.xpath("td[@class='n']")] == ["2", "2"]


def test_only_what_changed_is_written_again(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, text in (("a.txt", "Les FAMa avancent."), ("b.txt", "Gao est calme.")):
        (tmp_path / "in" / name).write_text(f"{text}\n", "utf-8")
    batch(tmp_path, "--pages")
    pages = [tmp_path / "r" / n for n in ("a.txt.html", "b.txt.html")]
    before = [p.stat().st_mtime_ns for p in pages]
    (tmp_path / "in" / "b.txt").write_text("Gao est calme, Kidal aussi.\n", "utf-8")
    batch(tmp_path, "--pages")
    after = [p.stat().st_mtime_ns for p in pages]
    assert after[0] == before[0]
    assert after[1] > before[1]
    assert "Kidal" in pages[1].read_text("utf-8")
    pages[0].unlink()
    batch(tmp_path, "--pages")
    assert pages[0].is_file()


def test_pages_need_a_folder_and_a_dry_run_writes_none(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Les FAMa avancent.\n", "utf-8")
    result = sahel(
        "batch", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--to", "en", "--pages",
        status=2,
    )  # fmt: skip
    assert "--pages needs --report-dir" in result.stderr
    batch(tmp_path, "--pages", "--dry-run")
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize("damage", [b"{", b"[]", b'{"schema": "sahel-report-1"}', b"\xff"])
def test_a_damaged_report_is_told_and_stops_nothing(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "a.txt.json").write_bytes(damage)
    outcomes = [
        Outcome("in/a.txt", "a.txt", Status.UNCHANGED, "up to date"),
        Outcome("in/b.txt", "b.txt", Status.EDITED, "was there before"),
    ]
    Pages(Order(tmp_path / "out", "en"), tmp_path, curated()).write(outcomes)
    index = html.document_fromstring((tmp_path / "index.html").read_text("utf-8"))
    first, second = (row.text_content() for row in index.xpath("//tbody/tr"))
    assert "its report is damaged" in first
    assert "was there before" in second
    assert not list(tmp_path.glob("*.txt.html"))
