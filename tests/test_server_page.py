"""The page: its strings, its colours, and what it does in a real browser (where there is one)."""

from __future__ import annotations

import json
import re
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import make_page_pictures
import make_pictures
import pytest

pytest.importorskip("uvicorn", reason="the extra 'serve' is not installed")

from glossary.formats import po
from translate.server import run
from translate.server.app import application
from translate.server.service import Service
from translate.server.settings import Access, Keys, Limits

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "translate" / "server" / "page"
STRINGS: dict[str, dict[str, str]] = json.loads((PAGE / "strings.json").read_text("utf-8"))
CODE = "".join(p.read_text("utf-8") for p in sorted(PAGE.glob("*.js")))
HTML = (PAGE / "index.html").read_text("utf-8")
STYLE = (PAGE / "style.css").read_text("utf-8")

GLOSSARY = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

#. note: <img src=x onerror=document.title=1> One army of several.
msgctxt "fama"
msgid "FAMa"
msgstr "FAMa"

msgctxt "gao"
msgid "Gao"
msgstr "Gao"
"""
TEXT = "Les FAMa à Gao, 12 blessés.\n\nLes FAMa restent."
TARGET = "The FAMa in Gao, 21 wounded.\n\nThe FAMa stay\u00a0calm."


# --- without a browser ----------------------------------------------------------------------


def test_both_languages_have_every_string() -> None:
    assert list(STRINGS["en"]) == list(STRINGS["fr"])
    for name, english in STRINGS["en"].items():
        gaps = re.findall(r"\{(\w+)\}", english)
        assert sorted(gaps) == sorted(re.findall(r"\{(\w+)\}", STRINGS["fr"][name])), name


def test_every_string_that_is_asked_for_is_there() -> None:
    asked = set(re.findall(r'\bt\(\s*"([^"]+)"', CODE))
    asked |= set(re.findall(r'data-(?:t|title|placeholder)="([^"]+)"', HTML))
    assert len(asked) > 40
    assert asked <= set(STRINGS["en"])
    documented = (ROOT / "docs" / "how-it-works.md").read_text("utf-8")
    for check in re.findall(r'"check-([a-z-]+)"', json.dumps(STRINGS["en"])):
        assert f"`{check}`" in documented, check


def test_the_french_is_set_as_french() -> None:
    for name, text in STRINGS["fr"].items():
        assert "'" not in text, name
        assert not re.search(r"(?<![\u00a0\u202f]):(?!\w)|(?<!\u202f)[;?!]", text), name


def test_nothing_is_inline_and_nothing_comes_from_elsewhere() -> None:
    assert not re.search(r"\bstyle=|\bon\w+=|<style|<script(?![^>]*\bsrc=)", HTML)
    for source in (HTML, CODE, STYLE):
        assert not re.search(r"https?://(?!www\.w3\.org/)", source)
    assert "innerHTML" not in CODE
    assert "insertAdjacentHTML" not in CODE


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_contrast_enough(scheme: str) -> None:
    blocks = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#\w{6});", blocks[scheme == "dark"]))
    assert len(colours) >= 12
    for ink in ("ink", "soft", "accent", "error", "warning"):
        for ground in ("paper", "sheet"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    for ground in ("term", "lit"):
        assert contrast(colours["ink"], colours[ground]) >= 4.5, ground
    assert contrast(colours["accent-ink"], colours["accent"]) >= 4.5
    assert contrast(colours["term-line"], colours["sheet"]) >= 3, "what tells a term"


# --- in a browser ---------------------------------------------------------------------------


PROGRAM = make_pictures.chromium()
in_browser = pytest.mark.skipif(
    PROGRAM is None or sys.platform == "win32",
    reason="no Chromium: CHROMIUM names one, or install it; not on Windows (inherited pipes)",
)


@pytest.fixture(scope="module")
def tab() -> Iterator[Any]:
    with make_pictures.browser(PROGRAM) as running:
        yield running


@pytest.fixture
def served(stand_in: Any) -> Iterator[Callable[..., str]]:
    """A function that serves the page over a stand-in engine and gives its address."""
    running: list[tuple[Any, threading.Thread, Service]] = []

    def serve(access: Access | None = None, **limits: Any) -> str:
        words = {
            "Les FAMa à Gao, 12 blessés.": ["The FAMa in Gao, 21 wounded."],
            "Les FAMa restent.": ["The FAMa stay\u00a0calm."],
        }
        engines = {
            "fr": stand_in(source="fr", target="en", answers=words),
            "en": stand_in(source="en", target="fr"),
        }
        bounds = replace(Limits(), **limits)
        service = Service(engines, po.read(GLOSSARY, name="test.po"), bounds)
        started = threading.Event()
        server = run.server_of(application(service, access), bounds, started.set)
        listening = run.listen("127.0.0.1", 0)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        assert started.wait(10)
        running.append((server, thread, service))
        return run.address(listening)

    yield serve
    for server, thread, service in running:
        server.should_exit = True
        thread.join(20)
        service.close()


@pytest.fixture
def opened(tab: Any, served: Any) -> Iterator[Callable[..., Any]]:
    """A function that opens the page in a window and lets nothing be complained of."""

    def show(*, query: str = "?lang=en", text: str = "", size: tuple[int, int] = (1360, 860),
             dark: bool = False, access: Access | None = None, **limits: Any) -> Any:  # fmt: skip
        tab.events.clear()
        url = served(access, **limits)
        make_page_pictures.visit(tab, f"{url}/{query}", width=size[0], height=size[1], dark=dark)
        tab.url = url
        if text:
            make_page_pictures.write(tab, text)
        return tab

    yield show
    complaints = [c for c in tab.complaints() if "status of 4" not in c]
    assert complaints == []


def until(tab: Any, condition: str) -> None:
    make_page_pictures.until(tab, condition, 10)


def chord(tab: Any, key: str, *, control: bool = False, shift: bool = False) -> None:
    codes = {"Enter": 13, "F8": 119, "Escape": 27, "Tab": 9, "ArrowRight": 39}
    told = {
        "key": key,
        "modifiers": 2 * control + 8 * shift,
        "windowsVirtualKeyCode": codes.get(key, ord(key[0].upper())),
    }
    tab.call("Input.dispatchKeyEvent", type="rawKeyDown", **told)
    tab.call("Input.dispatchKeyEvent", type="keyUp", **told)


def marks(tab: Any, where: str) -> list[str]:
    found: list[str] = tab.run(
        f"[...document.querySelectorAll('{where} .term')].map(m => m.textContent)"
    )
    return found


@in_browser
def test_typing_translates_and_terms_are_marked_alike(opened: Any) -> None:
    tab = opened()
    tab.call("Input.insertText", text=TEXT)  # the text area has the focus from the start
    until(tab, "document.querySelector('#target').textContent")
    assert tab.run("document.querySelector('#target').textContent") == TARGET
    assert marks(tab, "#source-marks") == marks(tab, "#target") == ["FAMa", "Gao", "FAMa"]
    assert tab.run("document.getElementById('source-marks').textContent") == TEXT
    assert tab.run("document.getElementById('target').lang") == "en"
    assert "1 thing to look at" in tab.run("document.getElementById('status').textContent")
    hosts = {url.split("/")[2] for url in tab.requested() if not url.startswith("about:")}
    assert hosts == {tab.url.removeprefix("http://")}


@in_browser
@pytest.mark.parametrize("size", [(1360, 860), (900, 800), (390, 844)])
def test_marks_lie_exactly_under_the_words(opened: Any, size: tuple[int, int]) -> None:
    long = " ".join([TEXT.replace("\n", " ")] * 8) + "\n\n\tGao\u00a0: 5 %"
    tab = opened(text=long, size=size)
    assert (
        tab.run(
            "(() => { const [a, b] = ['source', 'source-marks'].map(i => document.getElementById(i)"
            ".getBoundingClientRect()); return [a.x - b.x, a.y - b.y, a.width - b.width,"
            "a.height - b.height].map(Math.round).join() })()"
        )
        == "0,0,0,0"
    )
    area, lying = (
        tab.run(
            f"(() => {{ const s = getComputedStyle(document.getElementById('{name}'));"
            "return ['font', 'lineHeight', 'letterSpacing', 'wordSpacing', 'padding', 'whiteSpace',"
            "'overflowWrap', 'tabSize', 'textIndent'].map(p => s[p]).join('|') })()"
        )
        for name in ("source", "source-marks")
    )
    assert area == lying
    assert tab.run("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"


@in_browser
def test_where_text_areas_do_not_grow_both_layers_scroll_alike(opened: Any) -> None:
    older = STYLE.replace("not (field-sizing: content)", "(field-sizing: content)")
    older = older.replace("  field-sizing: content;", "")
    assert older.count("field-sizing") == 1
    tab = opened()
    tab.run(
        "(() => { document.querySelector('link[rel=stylesheet]').remove();"
        f"const sheet = new CSSStyleSheet(); sheet.replaceSync({json.dumps(older)});"
        "document.adoptedStyleSheets = [sheet] })()"
    )
    make_page_pictures.write(tab, (TEXT + "\n\n") * 20)
    tab.run("document.getElementById('source').scrollTop = 300")
    layers = (
        "['source', 'source-marks'].map(name => document.getElementById(name)).map(node =>"
        "[node.clientWidth, node.clientHeight, node.scrollHeight, node.scrollTop].join())"
    )
    until(tab, f"new Set({layers}).size === 1")
    assert tab.run("document.getElementById('source').scrollTop") == 300


@in_browser
def test_a_card_on_hover_focus_and_tap(opened: Any) -> None:
    tab = opened(text=TEXT)
    shown = "!document.getElementById('card').hidden"
    tab.hover("#target .term")
    until(tab, shown)
    assert tab.run("document.querySelectorAll('.term.lit').length") == 4, "alike on both sides"
    card = tab.run("document.getElementById('card').textContent")
    assert "<img src=x onerror=document.title=1> One army of several." in card
    chord(tab, "Escape")
    until(tab, f"!({shown})")
    tab.run("document.querySelector('#target .term').focus()")
    until(tab, shown)
    assert tab.run("document.activeElement.getAttribute('aria-describedby')") == "card"
    chord(tab, "ArrowRight")
    until(tab, "document.getElementById('card').textContent.includes('Gao')")
    assert tab.run("document.activeElement.textContent") == "Gao"
    tab.run("document.activeElement.blur()")
    until(tab, f"!({shown})")
    where = tab.run(
        "(() => { const b = document.querySelector('#source-marks .term').getBoundingClientRect();"
        "return [b.x + b.width / 2, b.y + b.height / 2] })()"
    )
    for kind in ("mousePressed", "mouseReleased"):
        tab.call(
            "Input.dispatchMouseEvent", type=kind, x=where[0], y=where[1], button="left",
            clickCount=1,
        )  # fmt: skip
    until(tab, shown)
    assert tab.run("document.title") == STRINGS["en"]["title"]


@in_browser
def test_findings_stand_in_the_margin(opened: Any) -> None:
    tab = opened(text=TEXT)
    assert tab.run("document.querySelectorAll('#findings button').length") == 1
    told = tab.run("document.querySelector('#findings button').textContent")
    assert "A number is another one" in told
    quoted = tab.run("[...document.querySelectorAll('#findings q')].map(q => q.textContent)")
    assert quoted == ["12", "21"]
    chord(tab, "F8")
    assert tab.run("document.activeElement.closest('#findings') !== null")
    assert tab.run("document.querySelector('.finding.lit').textContent") == "21"


@in_browser
def test_what_is_copied_is_the_text_and_nothing_else(opened: Any) -> None:
    tab = opened(text=TEXT)
    tab.run(
        "Object.defineProperty(navigator, 'clipboard',"
        "{value: {writeText: async text => { window.copied = text }}})"
    )
    chord(tab, "Enter", control=True, shift=True)
    until(tab, "window.copied")
    assert tab.run("window.copied") == TARGET
    assert tab.run("document.getElementById('copy').textContent") == "Copied"
    by_hand = tab.run(
        "(() => { const target = document.getElementById('target');"
        "getSelection().selectAllChildren(target);"
        "const event = new ClipboardEvent('copy', {clipboardData: new DataTransfer(),"
        " bubbles: true, cancelable: true}); target.dispatchEvent(event);"
        "return event.clipboardData.getData('text/plain') })()"
    )
    assert by_hand == TARGET


@in_browser
def test_swapping_languages_swaps_texts(opened: Any) -> None:
    tab = opened(text=TEXT)
    chord(tab, "S", control=True, shift=True)
    until(tab, "document.getElementById('target').lang === 'fr'")
    assert tab.run("document.getElementById('source').value") == TARGET
    assert [tab.run(f"document.getElementById('{i}').value") for i in ("from", "to")] == [
        "en",
        "fr",
    ]


@in_browser
def test_a_text_in_the_language_wanted_turns_the_page_round(opened: Any) -> None:
    tab = opened(text="The army said it was in the town of Gao.")
    assert tab.run("document.getElementById('to').value") == "fr"
    assert tab.run("document.getElementById('detected').textContent") == "it is English"


@in_browser
def test_the_interface_speaks_french(opened: Any) -> None:
    tab = opened(text=TEXT, query="?lang=fr")
    assert tab.run("document.documentElement.lang") == "fr"
    page = tab.run("document.body.innerText")
    for name in ("motto", "margin", "terms", "file", "promise", "check-number-changed"):
        shown = page.casefold()
        assert STRINGS["fr"][name].casefold() in shown, name
        assert STRINGS["en"][name].casefold() not in shown, name
    tab.run("document.getElementById('interface').click()")
    assert STRINGS["en"]["promise"] in tab.run("document.body.innerText")
    assert tab.run("document.documentElement.lang") == "en"
    tab.call("Page.navigate", url=f"{tab.url}/")
    until(tab, "document.body?.dataset.ready === 'yes'")
    assert tab.run("document.documentElement.lang") == "en", "remembered"


@in_browser
def test_drop_a_file_get_a_file(opened: Any) -> None:
    tab = opened()
    tab.run(
        "(() => { const data = new DataTransfer();"
        "data.items.add(new File(['# Les FAMa restent.\\n'], 'note.md'));"
        "data.items.add(new File(['x'], 'note.exe'));"
        "for (const type of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent("
        "new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true})) })()"
    )
    until(tab, "document.querySelectorAll('#file-list .failed').length === 1")
    assert "cannot be translated here" in tab.run(
        "document.querySelector('#file-list .failed').textContent"
    )
    assert "1 of 1 terms" in tab.run("document.querySelector('#file-list .done').textContent")
    got = tab.run("fetch(document.querySelector('#file-list a').href).then(a => a.text())")
    assert got == "# The FAMa stay\u00a0calm.\n"
    assert tab.run("document.getElementById('drop').hidden")


@in_browser
def test_every_control_has_a_name_and_a_place_in_the_order(opened: Any) -> None:
    tab = opened(text=TEXT)
    nodes = tab.call("Accessibility.getFullAXTree")["nodes"]
    controls = [
        n
        for n in nodes
        if not n["ignored"] and n["role"]["value"] in ("button", "combobox", "textbox", "link")
    ]
    assert len(controls) >= 10
    assert all(n.get("name", {}).get("value", "").strip() for n in controls)
    assert any(n["role"]["value"] == "status" for n in nodes if not n["ignored"])
    tab.run("document.getElementById('source').focus()")
    seen = []
    for _ in range(8):
        chord(tab, "Tab")
        seen.append(tab.run("document.activeElement.id || document.activeElement.className"))
    assert seen[0] == "clear"
    assert "file" in seen
    assert "copy" in seen
    assert sum("term" in name for name in seen) == 1, "one stop for all terms of the translation"


@in_browser
def test_a_key_is_asked_for_where_one_is_needed(opened: Any) -> None:
    tab = opened(access=Access(Keys(("a-key-of-the-desk",))))
    tab.call("Input.insertText", text=TEXT)
    until(tab, "document.getElementById('waiting').textContent.includes('API key')")
    for key, done in (
        ("wrong-key", "document.getElementById('waiting').textContent.includes('not accept')"),
        ("a-key-of-the-desk", "document.getElementById('target').textContent"),
    ):
        tab.run(
            f"(() => {{ const k = document.getElementById('key'); k.value = '{key}';"
            "k.dispatchEvent(new Event('change')) })()"
        )
        until(tab, done)
    tab.hover("#target .term")
    until(tab, "!document.getElementById('card').hidden")


@in_browser
def test_a_text_too_long_is_said_to_be(opened: Any) -> None:
    tab = opened(characters=20)
    tab.call("Input.insertText", text=TEXT)
    until(tab, "document.getElementById('waiting').textContent.includes('at most 20 characters')")
    assert (
        tab.run("document.getElementById('count').textContent") == f"{len(TEXT)} of 20 characters"
    )


@in_browser
def test_a_server_that_has_gone_is_said_to_be(opened: Any) -> None:
    tab = opened(text=TEXT)
    tab.call("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0,
             uploadThroughput=0)  # fmt: skip
    try:
        tab.call("Input.insertText", text=" Gao")
        until(tab, "document.getElementById('waiting').textContent.includes('does not answer')")
    finally:
        tab.call("Network.emulateNetworkConditions", offline=False, latency=0,
                 downloadThroughput=-1, uploadThroughput=-1)  # fmt: skip
    tab.events.clear()
