"""Pages in a real browser: keys, cards, filters, print, dark; skipped without Chromium."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import make_pictures
import pytest

from glossary.curated import curated
from translate.checks.model import Checked, CheckedPair, Pair, Place, TermLink
from translate.pages.checked import page_of_checked
from translate.pages.model import Note, Page, Row, Term
from translate.pages.overview import line_of, render_index
from translate.pages.render import render
from translate.result import Finding, Severity

ROOT = Path(__file__).parent.parent
HOSTILE: list[str] = json.loads((ROOT / "tests/data/pages/hostile.json").read_text("utf-8"))


PROGRAM = make_pictures.chromium()
pytestmark = [
    pytest.mark.skipif(PROGRAM is None, reason="no Chromium: CHROMIUM names one, or install it"),
    pytest.mark.skipif(sys.platform == "win32", reason="driven over inherited pipes"),
]


@pytest.fixture(scope="module")
def tab() -> Iterator[Any]:
    with make_pictures.browser(PROGRAM) as running:
        yield running


def finding(check: str, severity: Severity, span: tuple[int, int] | None) -> Finding:
    return Finding(check, severity, 0, span, f"{check} says so")


def sample() -> Page:
    """Four segments, three findings, two terms of one concept, one of another."""
    pairs = [
        ("Les FAMa à Gao", "The FAMa in Gao", [(4, 8, "fama", 4, 8), (11, 14, "gao", 12, 15)], []),
        ("Été à Ménaka", "Summer", [], [finding("term-missing", Severity.ERROR, None)]),
        (
            "Les FAMa", "FAMa", [(4, 8, "fama", 0, 4)],
            [finding("brackets", Severity.WARNING, (0, 4))],
        ),
        ("Fin", "End end", [], [finding("doubled-word", Severity.WARNING, (0, 7))]),
    ]  # fmt: skip
    return page_of_checked(
        Checked(
            tuple(
                CheckedPair(
                    Pair(source, target, "fr", "en", Place("a.po", line)),
                    tuple(found),
                    tuple(TermLink(c, (a, b), (d, e), ("x",), "full") for a, b, c, d, e in terms),
                )
                for line, (source, target, terms, found) in enumerate(pairs, 1)
            ),
            ("a.po",),
            (),
            curated(),
        )
    )


@pytest.fixture
def opened(tab: Any, tmp_path: Path) -> Callable[..., Any]:
    """A function that shows a page, or HTML, in the tab."""

    def show(page: Page | str, **how: Any) -> Any:
        path = tmp_path / "page.html"
        text = page if isinstance(page, str) else render(page)
        path.write_text(text, "utf-8")
        tab.show(path, **how)
        assert tab.complaints() == []
        return tab

    return show


def rows(tab: Any) -> list[str]:
    """The numbers of the segments shown."""
    shown: list[str] = tab.run(
        "[...document.querySelectorAll('.rows > .row')].filter(r => r.checkVisibility())"
        ".map(r => r.id)"
    )
    return shown


def now(tab: Any) -> Any:
    """The finding that has the focus."""
    return tab.run("document.activeElement.id")


def test_nothing_but_the_file_is_asked_for(opened: Callable[..., Any]) -> None:
    tab = opened(sample())
    tab.hover(".text .term")
    assert [url.split("/")[-1] for url in tab.requested()] == ["page.html"]


def test_j_and_k_go_from_finding_to_finding(opened: Callable[..., Any]) -> None:
    tab = opened(sample())
    seen = []
    for key in ("j", "j", "ArrowRight", "j", "k", "ArrowLeft"):
        tab.press(key)
        seen.append(now(tab))
    assert seen == ["n1", "n2", "n3", "n1", "n3", "n2"]
    assert tab.run("document.querySelector('mark.now').textContent") == "FAMa"


def test_f_filters_by_words_and_accents_do_not_count(opened: Callable[..., Any]) -> None:
    tab = opened(sample())
    tab.press("f")
    assert now(tab) == "words"
    tab.call("Input.insertText", text="MENAKA")
    wait(lambda: rows(tab) == ["s2"])
    assert tab.run("document.getElementById('shown').textContent") == "1 of 4 segments"
    tab.press("j")
    assert now(tab) == "words", "a letter typed is no command"
    tab.press("Escape")
    tab.press("j")
    assert now(tab) == "n1"


def wait(condition: Callable[[], bool]) -> None:
    for _ in range(100):
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError("it did not happen within two seconds")


def test_filters_narrow_and_reset(opened: Callable[..., Any]) -> None:
    tab = opened(sample())
    tab.press("e")
    assert rows(tab) == ["s2", "s3", "s4"]
    tab.run("document.querySelector('input[value=warning]').click()")
    assert rows(tab) == ["s3", "s4"]
    tab.press("j")
    tab.press("j")
    tab.press("j")
    assert now(tab) == "n2", "what is filtered away is passed over"
    tab.run("document.querySelector('button[data-check=doubled-word]').click()")
    assert rows(tab) == ["s4"]
    tab.run("document.querySelector('button[data-fate=met]').click()")
    assert rows(tab) == []
    assert tab.run("document.getElementById('none').checkVisibility()")
    tab.run("document.getElementById('reset').click()")
    assert rows(tab) == ["s1", "s2", "s3", "s4"]


def test_a_card_on_hover_links_both_sides(opened: Callable[..., Any]) -> None:
    tab = opened(sample())
    tab.hover("#s1 .target .term")
    wait(lambda: tab.run("!document.getElementById('pop').hidden"))
    pair = "[...document.querySelectorAll('.term.pair')].map(t => t.textContent)"
    assert tab.run(pair) == ["FAMa", "FAMa"]
    assert tab.run("document.querySelectorAll('.term.same').length") == 4
    told = tab.run("document.getElementById('pop').innerText")
    for part in (
        "Malian Armed Forces",
        "Forces armées maliennes",
        "As the glossary says",
        "curated",
    ):
        assert part in told
    tab.press("Escape")
    assert tab.run("document.getElementById('pop').hidden")
    assert tab.run(pair) == []


def test_a_card_on_focus_and_its_button(opened: Callable[..., Any]) -> None:
    tab = opened(sample())
    tab.run("document.getElementById('words').focus()")
    tab.run("document.querySelector('#s3 .number a').focus()")
    tab.call(
        "Input.dispatchKeyEvent", type="keyDown", key="Tab", code="Tab", windowsVirtualKeyCode=9
    )
    assert tab.run("document.activeElement.className").startswith("term")
    assert tab.run("!document.getElementById('pop').hidden")
    assert tab.run("document.activeElement.getAttribute('aria-describedby')") == "pop"
    box = "document.getElementById('pop').getBoundingClientRect()"
    assert tab.run(f"{box}.left >= 0 && {box}.right <= innerWidth && {box}.bottom <= innerHeight")
    tab.run("document.querySelector('#pop .do button').click()")
    assert rows(tab) == ["s1", "s3"]
    tab.run("document.getElementById('unpick').click()")
    assert len(rows(tab)) == 4


def test_dark_and_light(opened: Callable[..., Any]) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    tab = opened(sample(), dark=True)
    dark = tab.run(ground)
    tab.press("d")
    light = tab.run(ground)
    assert (dark, light) == ("rgb(20, 23, 26)", "rgb(253, 252, 250)")
    tab.press("d")
    assert tab.run(ground) == dark
    tab.run("localStorage.clear()")


def test_help_opens_and_closes(opened: Callable[..., Any]) -> None:
    tab = opened(sample())
    tab.press("?")
    assert tab.run("document.getElementById('help').open")
    tab.press("j")
    assert now(tab) != "n1"
    tab.run("document.querySelector('#help button').click()")
    assert not tab.run("document.getElementById('help').open")


@pytest.mark.parametrize("width", [320, 390, 768, 1360])
def test_nothing_overflows(opened: Callable[..., Any], width: int) -> None:
    long = "https://www.example.org/" + "a" * 300
    row = Row(1, "line 1", f"Voir {long}", f"See {long}", (), (Note(1, "x", Severity.ERROR, long),))
    wide = Page("b" * 200 + ".md", "check", "fr", "en", (row,), sample().cards, sample().fates)
    for page in (sample(), wide):
        tab = opened(page, width=width)
        assert tab.run("document.documentElement.scrollWidth") <= width


def test_print_shows_all_and_no_tools(opened: Callable[..., Any]) -> None:
    tab = opened(sample(), dark=True)
    tab.run("document.getElementById('words').focus()")
    tab.call("Emulation.setEmulatedMedia", media="print")
    assert not tab.run("document.getElementById('tools').checkVisibility()")
    assert rows(tab) == ["s1", "s2", "s3", "s4"]
    assert tab.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.paper().startswith(b"%PDF")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_runs(opened: Callable[..., Any], text: str) -> None:
    term = Term(0, (0, len(text)), (0, len(text)), "met", text)
    note = Note(1, "x", Severity.ERROR, text, text, span=(0, len(text)))
    row = Row(1, text, text, text, (term,), (note,), ((text, text),), text)
    page = Page(text, "check", "fr", "en", (row,), sample().cards[:1], sample().fates)
    tab = opened(page)
    tab.hover(".text .term")
    tab.press("j")
    assert tab.run("typeof window.hit") == "undefined"
    assert rows(tab) == ["s1"]


def test_the_policy_stops_a_script_that_would_get_in(opened: Callable[..., Any], tab: Any) -> None:
    text = render(sample()).replace("</main>", "<script>window.hit = 1</script></main>")
    with pytest.raises(AssertionError):  # the browser complains
        opened(text)
    assert tab.run("typeof window.hit") == "undefined"


def test_the_page_of_all_files_sorts_and_filters(opened: Callable[..., Any]) -> None:
    page = sample()
    lines = [
        line_of(page, name=name, status="translated", reason="", href=f"{name}.html")
        for name in ("b.md", "a.md", "c.md")
    ]
    tab = opened(render_index(lines, curated(), title="out", target="en"))
    names = (
        "[...document.querySelectorAll('.files tbody tr')].filter(r => r.checkVisibility())"
        ".map(r => r.cells[0].textContent)"
    )
    tab.run("document.querySelector('.files thead button').click()")
    assert tab.run(names) == ["a.md", "b.md", "c.md"]
    tab.run("document.querySelector('.files thead button').click()")
    assert tab.run(names) == ["c.md", "b.md", "a.md"]
    assert tab.run("document.querySelector('.files th').getAttribute('aria-sort')") == "descending"
    tab.press("f")
    tab.call("Input.insertText", text="b.md")
    wait(lambda: tab.run(names) == ["b.md"])


def test_a_page_of_two_thousand_segments_answers(opened: Callable[..., Any]) -> None:
    row = sample().rows[2]
    many = tuple(
        Row(n, "", row.source, row.target, row.terms, (Note(n, "x", Severity.ERROR, "m"),))
        for n in range(1, 2001)
    )
    tab = opened(Page("big.po", "check", "fr", "en", many, sample().cards, sample().fates))
    for _ in range(3):
        tab.press("k")
    assert now(tab) == "n1998"
    tab.run("document.getElementById('only').click()")
    assert len(rows(tab)) == 2000
