"""Pages: what they show is what the texts say, linked, escaped, and asking for nothing."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from glossary.curated import curated
from glossary.errors import UserError
from translate.checks.model import Checked, CheckedPair, Pair, Place, TermLink
from translate.cli import main
from translate.pages import charts
from translate.pages.checked import page_of_checked
from translate.pages.model import COLOURS, Card, Name, Names, Note, Page, Row, Term
from translate.pages.overview import Line, line_of, render_index, shared
from translate.pages.render import policy, render, shown
from translate.pages.spans import runs
from translate.pages.translated import FATES, page_of_report
from translate.result import Finding, Severity

DATA = Path(__file__).parent / "data" / "pages"
EXAMPLES = Path(__file__).parent.parent / "examples"
HOSTILE: list[str] = json.loads((DATA / "hostile.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The report of an example, made by the real model."""
    path = tmp_path_factory.mktemp("report") / "r.json"
    done = CliRunner().invoke(
        main,
        ["translate", str(EXAMPLES / "communique.fr.md"), "--to", "en", "--report", str(path)],
    )
    assert done.exit_code in (0, 1), done.output
    value: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return value


def parsed(text: str) -> Any:
    return html.document_fromstring(text)


def text_of(element: Any) -> str:
    return "".join(element.itertext())


def page_with(text: str) -> Page:
    """A page in which one text stands wherever a text can stand."""
    names = Names("full", Name("fr", text, (text,), ((text, text),)), Name("en", text))
    card = Card(
        text, 0, (names,), text, text, False, text, text, text, text, (text,), ((text, text, 1),)
    )
    term = Term(0, (0, len(text)), (0, len(text)), "native", text)
    note = Note(1, text, Severity.ERROR, text, text, "target", (0, len(text)))
    row = Row(1, text, text, text, (term,), (note,), ((text, text),), text)
    return Page(text, "translation", "fr", "en", (row,), (card,), FATES, ((text, text),))


# --- Hostile text -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(text: str) -> None:
    plain, hostile = parsed(render(page_with("x"))), parsed(render(page_with(text)))
    # a path has its last part as title and itself below; an empty translation is said to be one
    varying = {"p", "em"}
    plain_tags, hostile_tags = (
        Counter(e.tag for e in page.iter() if e.tag not in varying) for page in (plain, hostile)
    )
    assert plain_tags == hostile_tags
    assert not hostile.xpath("//comment()")
    for element in hostile.iter():
        assert not [name for name in element.attrib if name.startswith("on")]
    assert hostile.xpath("//script")[0].text == plain.xpath("//script")[0].text


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_shown_is_the_text(text: str) -> None:
    page = parsed(render(page_with(text)))
    (target,) = page.xpath("//*[contains(@class, 'target')]")
    said = "".join(text_of(e) for e in target.xpath("./a"))
    assert said.replace("\r\n", "\n") == shown(text).replace("\r\n", "\n")
    assert target.get("dir") == "auto"


def test_a_source_that_is_no_web_address_is_no_link() -> None:
    page = parsed(render(page_with("javascript:alert(1)")))
    assert all(a.startswith("#") for a in page.xpath("//a/@href"))
    page = parsed(render(page_with("https://unterm.un.org/?a=1&b=<2>")))
    (link,) = page.xpath("//a[@class='source']")
    assert (link.text, link.get("rel")) == ("unterm.un.org", "noreferrer noopener")


def test_nothing_is_loaded_from_anywhere(report: dict[str, Any]) -> None:
    page = parsed(render(page_of_report(report, curated())))
    assert not page.xpath("//link | //img | //iframe | //object | //embed | //base | //*[@src]")
    style, script = page.xpath("//style")[0].text, page.xpath("//script")[0].text
    assert not re.search(r"@import|url\(|://", style)
    assert not re.search(r"://|fetch|XMLHttp|WebSocket|import\(|innerHTML|eval", script)
    assert not page.xpath("//*[@style]"), "the policy lets no style attribute apply"
    for link in page.xpath("//a[not(starts-with(@href, '#'))]"):
        assert link.get("class") == "source"
    (rule,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert rule == policy(style, script), "the hashes are those of what stands in the page"


# --- The real thing -----------------------------------------------------------------------------


def test_every_pair_of_terms_is_linked(report: dict[str, Any]) -> None:
    page = parsed(render(page_of_report(report, curated())))
    for segment in report["segments"]:
        row = page.get_element_by_id(f"s{segment['index'] + 1}")
        source, target = row.xpath("./div[contains(@class, 'text ')]")
        for number, term in enumerate(segment["terms"]):
            key = f"{segment['index'] + 1}.{number}"
            here, there = (
                [a for a in side.xpath("./a") if key in a.get("data-t").split()]
                for side in (source, target)
            )
            assert "".join(map(text_of, here)) == term["surface"]
            if term["target_span"] is None:
                assert not there
                continue
            start, end = term["target_span"]
            assert "".join(map(text_of, there)) == segment["target"][start:end]
            assert {a.get("class") for a in here} == {a.get("class") for a in there}
            for a in (*here, *there):
                card = page.get_element_by_id(a.get("href")[1:])
                assert card.tag == "article"
                assert card.xpath(".//code")[0].text == term["concept"]


def test_texts_findings_and_counts_are_those_of_the_report(report: dict[str, Any]) -> None:
    page = parsed(render(page_of_report(report, curated())))
    rows = page.xpath("//ol[@class='rows']/li")
    assert len(rows) == report["summary"]["segments"]
    for row, segment in zip(rows, report["segments"], strict=True):
        cells = row.xpath("./div[contains(@class, 'text ')]")
        for cell, side in zip(cells, ("source", "target"), strict=True):
            for extra in cell.xpath("./details | ./em"):
                extra.drop_tree()
            assert text_of(cell) == segment[side]
    assert len(page.xpath("//li[contains(@class, 'note')]")) == len(report["findings"])
    (figure,) = page.xpath("(//p[@class='figure'])[1]")
    assert text_of(figure).startswith(
        f"{report['summary']['terms_met']} of {report['summary']['terms']} as"
    )
    bars = page.xpath("//ul[@class='legend']//button")
    assert {b.get("data-fate"): int(b.find("b").text) for b in bars} == report["summary"]["by_how"]


def test_names_labels_and_landmarks(report: dict[str, Any]) -> None:
    page = parsed(render(page_of_report(report, curated())))
    assert page.get("lang") == "en"
    assert [h.tag for h in page.xpath("//h1")] == ["h1"]
    for landmark in ("header", "main", "footer"):
        assert len(page.xpath(f"/html/body/{landmark}")) == 1
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]
    identifiers = page.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    for control in page.xpath("//input | //select"):
        assert control.getparent().tag == "label"
        assert text_of(control.getparent()).strip()
    for button in page.xpath("//button"):
        assert button.get("aria-label") or text_of(button).strip()
        assert button.getparent().tag == "form" or button.get("type") == "button"
    for name in page.xpath("//@aria-labelledby"):
        assert text_of(page.get_element_by_id(name)).strip()
    for svg in page.xpath("//svg"):
        assert svg.get("aria-hidden") == "true" or svg.get("aria-label")
    for cell in page.xpath("//div[contains(@class, 'text ')]"):
        assert cell.get("lang") in ("fr", "en")


def test_same_report_same_bytes(report: dict[str, Any]) -> None:
    page = page_of_report(report, curated())
    assert render(page) == render(page_of_report(json.loads(json.dumps(report)), curated()))


def test_a_concept_that_has_left_is_shown_as_the_report_has_it(
    report: dict[str, Any],
) -> None:
    page = page_of_report(report, None)
    assert {c.layer for c in page.cards} == {"curated"}
    assert parsed(render(page)).xpath("//article[@id='c-fama']//h3")[0].text_content() == "fama"


def test_a_report_of_another_schema_is_refused(report: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="is no report that this version can show"):
        page_of_report({**report, "schema": "sahel-report-99"}, None)


@pytest.mark.parametrize(
    ("draft", "target", "wanted"),
    [
        ('l\'armée dit: "oui"', "l’armée dit : « oui »", False),
        ("the CSP - the CMA", "the CSP – the CMA", False),
        ("the army", "the Army", True),
        ("1,300 men", "1 300 men", True),
    ],
)
def test_the_first_draft_is_shown_where_more_than_signs_differ(
    report: dict[str, Any], draft: str, target: str, wanted: bool
) -> None:
    segment = {**report["segments"][0], "first_draft": draft, "target": target, "terms": []}
    page = page_of_report({**report, "segments": [segment], "findings": []}, None)
    assert bool(page.rows[0].asides) is wanted


# --- Spans --------------------------------------------------------------------------------------

TEXTS = st.text(st.sampled_from("ab é\U0001f1f2\u202e<&"), max_size=12)
SPANS = st.tuples(st.integers(-2, 14), st.integers(-2, 14))


@given(TEXTS, st.lists(SPANS, max_size=4), st.lists(st.none() | SPANS, max_size=4))
def test_pieces_joined_are_the_text(
    text: str, terms: list[tuple[int, int]], notes: list[tuple[int, int] | None]
) -> None:
    row = Row(
        1,
        "",
        text,
        text,
        tuple(Term(0, None, span, "native") for span in terms),
        tuple(
            Note(n, "x", Severity.ERROR, "", span=None if span is None else (min(span), max(span)))
            for n, span in enumerate(notes, 1)
        ),
    )
    found = runs(row, "target")
    assert "".join(p.text for run in found for p in run.pieces) == text
    marked = {n for run in found for p in run.pieces for n in p.notes}
    assert marked == {n.number for n in row.notes if n.span is not None}
    for index, (start, end) in enumerate(sorted(span) for span in terms):
        said = "".join(p.text for r in found if index in r.terms for p in r.pieces)
        assert said == text[max(0, start) : max(0, end)]


def test_a_note_inside_a_term_leaves_it_one_link() -> None:
    term = Term(0, None, (4, 20), "met")
    note = Note(1, "x", Severity.WARNING, "", span=(8, 10))
    gap = Note(2, "y", Severity.WARNING, "", span=(12, 12))
    found = runs(Row(1, "", None, "les Forces armées mali", (term,), (note, gap)), "target")
    assert [run.terms for run in found] == [(), (0,), ()]
    assert [p.notes for p in found[1].pieces] == [(), (1,), (), (2,), ()]


# --- Checks -------------------------------------------------------------------------------------


def finding(check: str, severity: Severity, span: tuple[int, int] | None, **more: Any) -> Finding:
    return Finding(check, severity, 0, span, f"{check} says so", **more)


def checked() -> Checked:
    """Two files, a term missing, one in other words, a note on the source, a gap."""
    source = "Les FAMa et le JNIM, selon la CEDEAO"
    pair = Pair(source, "The army and the group said", "fr", "en", Place("a,b.po", 7, "msgstr"))
    return Checked(
        (
            CheckedPair(
                pair,
                (
                    finding("typography-en", Severity.INFO, (0, 3)),
                    finding("term-missing", Severity.ERROR, (4, 8), side="source"),
                    finding("end-punctuation", Severity.WARNING, (27, 27), suggestion="."),
                ),
                (
                    TermLink("fama", (4, 8), None, ("FAMa",), "acronym"),
                    TermLink("jnim", (15, 19), None, ("JNIM",), "acronym", paraphrased=True),
                    TermLink("ecowas", (30, 36), None, ("ECOWAS",), "acronym"),
                ),
            ),
            CheckedPair(
                Pair("Gao", "Gao", "fr", "en", Place("c.po")),
                (),
                (TermLink("gao", (0, 3), (0, 3)),),
            ),
        ),
        ("a,b.po", "c.po"),
        ("term-missing", "end-punctuation", "typography-en"),
        curated(),
    )


def test_a_check_of_two_files() -> None:
    page = page_of_checked(checked())
    assert [t.fate for t in page.terms] == ["missing", "paraphrased", "open", "met"]
    assert [n.check for n in page.notes] == ["term-missing", "end-punctuation", "typography-en"]
    assert [row.file for row in page.rows] == ["a,b.po", "c.po"]
    shown_page = parsed(render(page))
    assert [text_of(h) for h in shown_page.xpath("//li[@class='file']")] == ["a,b.po", "c.po"]
    (share,) = shown_page.xpath("//p[@class='figure'][.//span[@class='share']]")
    assert text_of(share) == "1 of 2 as the glossary says 50%"
    (caret,) = shown_page.xpath("//mark[contains(@class, 'caret')]")
    assert (caret.get("data-n"), text_of(caret)) == ("2", "")


def test_a_term_in_a_form_to_avoid_is_not_as_the_glossary_says() -> None:
    pair = Pair("Le GSIM et le JNIM", "GSIM and JNIM", "fr", "en", Place("a.po", 1))
    outdated = finding("term-outdated", Severity.WARNING, (0, 4))
    links = (TermLink("jnim", (3, 7), (0, 4)), TermLink("jnim", (14, 18), (9, 13)))
    page = page_of_checked(
        Checked((CheckedPair(pair, (outdated,), links),), ("a.po",), (), curated())
    )
    assert [t.fate for t in page.terms] == ["form", "met"]
    assert page.kept == 1


def test_a_monolingual_check_has_one_column() -> None:
    pair = Pair(None, "Les FAMA avancent", None, "fr", Place("a.txt", 1))
    note = finding("term-outdated", Severity.WARNING, (4, 8))
    page = page_of_checked(
        Checked(
            (CheckedPair(pair, (note,), (TermLink("fama", None, (4, 8)),)),),
            ("a.txt",),
            (),
            curated(),
        )
    )
    shown_page = parsed(render(page))
    assert shown_page.xpath("//main/@class") == ["one noted"]
    assert len(shown_page.xpath("//div[contains(@class, 'text ')]")) == 1
    assert "Check report · French" in shown_page.text_content()


def test_an_empty_page_says_so() -> None:
    text = parsed(render(Page("a.txt", "check", None, "fr", (), (), ()))).text_content()
    assert "Nothing to look at." in text
    assert "No term of the glossary stands in this text." in text


def test_thirteen_concepts_share_twelve_colours() -> None:
    row = Row(1, "", "x", "x")
    cards = tuple(Card(f"c{n}", n % COLOURS) for n in range(13))
    page = parsed(render(Page("a", "check", "fr", "en", (row,), cards, ())))
    style = page.xpath("//style")[0].text
    for colour in {c.get("class").split()[1] for c in page.xpath("//article")}:
        assert f".{colour} {{" in style


# --- Colours ------------------------------------------------------------------------------------


def contrast(one: tuple[float, ...], two: tuple[float, ...]) -> float:
    """WCAG 2.2, relative luminance and contrast ratio; colours as sRGB from 0 to 1."""

    def light(colour: tuple[float, ...]) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colour(value: str) -> tuple[float, ...]:
    import colorsys

    if value.startswith("#"):
        return tuple(int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, saturation, lightness = (float(n.strip("%")) for n in value[4:-1].split())
    return colorsys.hls_to_rgb(hue / 360, lightness / 100, saturation / 100)


def themes() -> dict[str, dict[str, str]]:
    style = parsed(render(Page("a", "check", None, "fr", (), (), ()))).xpath("//style")[0].text
    light = style[style.index(":root {") : style.index("@media screen")]
    dark = style[style.index("@media screen") : style.index("*, *::before")]
    named = re.compile(r"--([\w-]+): (#[0-9a-f]{6}|hsl\([^)]*\))")
    return {"light": dict(named.findall(light)), "dark": dict(named.findall(dark))}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast_is_enough(theme: str) -> None:
    """4.5:1 for text (AA, 1.4.3), 3:1 for what is no text (1.4.11)."""
    values = {name: colour(value) for name, value in themes()[theme].items()}
    texts = [
        ("ink", "paper"),
        ("ink", "raised"),
        ("soft", "paper"),
        ("soft", "raised"),
        ("accent", "paper"),
    ]
    for severity in ("error", "warning", "info"):
        texts += [
            (severity, f"{severity}-bg"),
            ("ink", f"{severity}-bg"),
            ("soft", f"{severity}-bg"),
        ]
        texts += [(severity, "raised"), (severity, "paper")]
    texts += [("clean", "paper")]
    for n in range(COLOURS):
        texts += [("ink", f"k{n}"), ("paper", f"p{n}")]
    for front, back in texts:
        assert contrast(values[front], values[back]) >= 4.5, (front, back)
    for n in range(COLOURS):
        assert contrast(values[f"l{n}"], values["paper"]) >= 3, n
    assert contrast(values["focus"], values["paper"]) >= 3


# --- All files ----------------------------------------------------------------------------------


def test_terms_across_files(report: dict[str, Any]) -> None:
    page = page_of_report(report, curated())
    lines = [
        line_of(page, name=name, status="translated", reason="", href=f"{name}.html")
        for name in ("a.md", "b/c.md")
    ]
    lost = replace(
        lines[0], name="d.md", href="d.md.html", uses=(("fama", "acronym", "FAMa", "", 4),)
    )
    found = shared([*lines, lost], curated(), "fr")
    assert (found[0].card.concept, found[0].files, found[0].missing) == ("fama", 3, 1)
    first = found[0].renderings[0]
    assert (first.source, first.target, first.places[0].href) == ("FAMa", "", "d.md.html#s4")
    times = Counter(t["concept"] for s in report["segments"] for t in s["terms"])
    for term in found[1:]:
        assert (term.files, term.times) == (2, 2 * times[term.card.concept])


def test_spelling_makes_a_rendering_capitals_do_not() -> None:
    uses = tuple(
        ("goita", "full", here, there, 1)
        for here, there in [
            ("Goita", "Goïta"),
            ("Goita", "Goita"),
            ("GOITA", "goïta"),
            ("Mali's", "x"),
            ("Mali’s", "X"),
        ]
    )
    (term,) = shared([Line("a", "translated", uses=uses)], None)
    assert {(r.source, r.target, r.times) for r in term.renderings} == {
        ("Goita", "Goïta", 2), ("Goita", "Goita", 1), ("Mali's", "x", 2)
    }  # fmt: skip


def test_files_named_below_a_term_are_bounded_and_rare_ones_come_first() -> None:
    many = [
        Line(f"{n:03}", "translated", uses=(("mali", "full", "Mali", "Mali", 1),))
        for n in range(90)
    ]
    odd = Line("odd", "translated", uses=(("mali", "full", "Mali", "Malí", 1),))
    (term,) = shared([*many, odd], None)
    common, rare = term.renderings
    assert (len(common.places), common.hidden, common.times) == (39, 51, 90)
    assert [p.name for p in rare.places] == ["odd"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_name_of_a_file_becomes_markup(text: str) -> None:
    lines = [
        Line(text, "failed", text),
        Line("ok", "translated", uses=((text, text, text, text, 1),)),
    ]
    page = parsed(render_index(lines, None, title=text, target="en"))
    assert len(page.xpath("//script")) == 1
    assert len(page.xpath("//table[@class='files']/tbody/tr")) == 2
    assert not page.xpath("//*[@onload or @onerror or @onmouseover] | //img | //comment()")


@pytest.mark.parametrize(
    ("count", "total", "share"),
    [(1, 200, "<1%"), (199, 200, ">99%"), (3, 200, "2%"), (0, 200, "0%"), (200, 200, "100%")],
)
def test_a_share_is_neither_none_nor_all_unless_it_is(count: int, total: int, share: str) -> None:
    assert charts.percent(count, total) == share


@given(st.lists(st.integers(0, 5000), max_size=9))
def test_stacked_bars_fill_the_width(counts: list[int]) -> None:
    bars = charts.stacked(list(enumerate(counts)))
    assert sum(b.width for b in bars) == pytest.approx(charts.WIDTH if sum(counts) else 0, abs=0.1)
    for one, two in pairwise(bars):
        assert two.x == pytest.approx(one.x + one.width, abs=0.02)
