"""Typography of both languages: cases as data, and what must hold of any text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from glossary.model import Language
from translate import formats
from translate.grammar.changes import replay
from translate.passes import Line
from translate.pipeline import Settings, translate_document
from translate.typography.numbers import Figure, Written, figures
from translate.typography.quotes import depth_after
from translate.typography.style import Style, style_of, typeset, typography

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[tuple[str, str, str]]:
    found = []
    for line in (DATA / name).read_text("utf-8").splitlines():
        if line.startswith("# ") or not line:
            continue
        before, after, third = [*line.split("\t"), ""][:3]
        spaced = [c.replace("~", "\u00a0").replace("¬", "\u202f") for c in (before, after)]
        found.append((spaced[0], spaced[0] if after == "=" else spaced[1], third))
    return found


FRENCH = rows("typography-fr.tsv")
ENGLISH = rows("typography-en.tsv")


def style(third: str) -> Style:
    curly = third == "’"
    return style_of([third[1:]]) if third.startswith("!") else Style(curly=curly)


def french(text: str, source: str) -> str:
    return replay(text, typography(text, "fr", style_of([source]), source=source or None))


def english(text: str, third: str) -> str:
    source = third[1:] if third.startswith("!") else None
    return replay(text, typography(text, "en", style(third), source=source))


@pytest.mark.parametrize(("before", "after", "source"), FRENCH)
def test_french(before: str, after: str, source: str) -> None:
    assert french(before, source) == after


@pytest.mark.parametrize(("before", "after", "third"), ENGLISH)
def test_english(before: str, after: str, third: str) -> None:
    assert english(before, third) == after


@pytest.mark.parametrize("cases", [FRENCH, ENGLISH])
def test_enough_cases(cases: list[tuple[str, str, str]]) -> None:
    assert len(cases) >= 80
    assert sum(before == after for before, after, _ in cases) >= 30


@pytest.mark.parametrize(("before", "after", "source"), FRENCH)
def test_french_twice_is_once(before: str, after: str, source: str) -> None:
    assert french(after, source) == after


@pytest.mark.parametrize(("before", "after", "third"), ENGLISH)
def test_english_twice_is_once(before: str, after: str, third: str) -> None:
    assert english(after, third) == after


PIECES = st.lists(
    st.sampled_from(
        [
            *'"\'«»“”’‘:;!?.,()[]-–%€$…° ', "\u00a0", "\u202f", "...", "l'", "l’", "Mali", "FAMa",
            "oui", "1", "12", "300", "1 300", "1,300", "12.5", "12,5", "2020", "14h30", "5 h", "km",
            "FCFA", "million", "millions", "n°", "M. X", "juillet", "July", "TB2", "AK-47", " at ",
            "p.m.", "GMT", "1er", "2ème", "milliards", "https://a.ml/x?b;c", "“", "‘90s",
        ]
    ),
    max_size=14,
).map("".join)  # fmt: skip
LANGUAGES = st.sampled_from(["fr", "en"])
STYLES = st.builds(
    Style, st.booleans(), st.sampled_from(["", "–", "—"]), st.sampled_from(["", "…", "..."])
)


@settings(max_examples=400, deadline=None)
@given(PIECES, LANGUAGES, STYLES, st.one_of(st.none(), PIECES), st.integers(0, 2))
@example("12 million", "fr", Style(), None, 0)
@example("1 millions", "fr", Style(), None, 0)
@example("1 July", "fr", Style(), "1 July", 0)
def test_the_changes_fit_any_text_and_keep_its_digits(
    text: str, language: Language, style: Style, source: str | None, depth: int
) -> None:
    changes = typography(text, language, style, source=source, depth=depth)
    after = replay(text, changes)  # raises where changes overlap
    hours = [c for c in changes if c.rule in ("hour", "clock")]
    if not hours:  # 14h30 is 2:30 p.m.: the rules that rewrite digits
        assert re.findall(r"\d", after) == re.findall(r"\d", text)
    words = re.compile(r"[^\W\d_]{3,}")
    # 5 € is €5, 12 million is 12 millions, 1 July is 1er juillet: the rules that change a word
    if not any(c.rule.startswith(("currency", "scale", "date-")) for c in changes):
        assert [w for w in words.findall(after) if w not in words.findall(text)] == []


@settings(max_examples=400, deadline=None)
@given(PIECES, LANGUAGES, STYLES, st.integers(0, 2))
def test_a_second_pass_changes_nothing(
    text: str, language: Language, style: Style, depth: int
) -> None:
    assume(not re.search(r"[\"'«»“”’‘]\W*[\"'«»“”’‘]", text))  # quotations have words in them
    once = replay(text, typography(text, language, style, depth=depth))
    twice = replay(once, typography(once, language, style, depth=depth))
    assert replay(twice, typography(twice, language, style, depth=depth)) == twice


SOBER = st.lists(
    st.sampled_from(
        [
            "Le Mali", "l'armée", "12 soldats", "1 300 km", "378,000", "12.5 %", '"oui"', "« non »",
            "à 14h30", "le 1 juillet", "n° 5", "5 000 FCFA", "€5", "(fin)", "oui!", "quoi ?",
            "Mali:", "in 2020", "TB2", "M. Traoré", "2,06 millions", "the rebels' camp", "at 9 h",
            "20%",
        ]
    ),
    max_size=6,
).map(" et ".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(SOBER, LANGUAGES, STYLES)
def test_once_is_enough_for_sentences(text: str, language: Language, style: Style) -> None:
    once = replay(text, typography(text, language, style))
    assert replay(once, typography(once, language, style)) == once


def asked_for(text: str, language: Language) -> list[Figure]:
    """Return the figures but those only hinted at: a month takes its name in the language."""
    return [f for f in figures(text, language) if f.written is not Written.LOOSE]


@settings(max_examples=300, deadline=None)
@given(SOBER, LANGUAGES, STYLES, SOBER)
def test_no_value_changes(text: str, language: Language, style: Style, source: str) -> None:
    after = replay(text, typography(text, language, style, source=source))
    before_values = [set(f.values) for f in asked_for(text, language)]
    after_values = [f.value for f in asked_for(after, language)]
    assert len(before_values) == len(after_values)
    for value, allowed in zip(after_values, before_values, strict=True):
        assert value in allowed


@settings(max_examples=200, deadline=None)
@given(PIECES, PIECES, LANGUAGES, STYLES)
def test_kept_spans_are_untouched_and_terms_but_for_the_apostrophe(
    left: str, right: str, language: Language, style: Style
) -> None:
    kept, term = '1,300 "x" !', "Côte d'Ivoire : 12.5 %"
    text = f"{left} {kept} {term} {right}"
    start = len(left) + 1
    middle = start + len(kept) + 1
    line = Line(
        text, kept=((start, start + len(kept)),), terms=((middle, middle + len(term)), None)
    )
    done = typeset(line, language, style, source=text)
    assert done.text[slice(*done.kept[0])] == kept
    span = done.terms[0]
    assert span is not None
    assert done.text[slice(*span)] == term.replace("'", "’" if style.curly else "'")


@pytest.mark.parametrize(
    ("text", "source", "terms", "after"),
    [
        ("Il part le mardi, octobre 4.", "He left on Tuesday, October 4.", ["mardi", "octobre"],
         "Il part le mardi 4 octobre."),
        ("Il part en octobre 4.", "He left on October 4.", ["octobre"], "Il part le 4 octobre."),
        ("Il part en octobre 4.", "He left on October 4.", ["octobre 4"], "Il part en octobre 4."),
        ("Samedi, le 4 octobre", "Saturday, October 4", ["Samedi"], "Le samedi 4 octobre"),
    ],
)  # fmt: skip
def test_a_day_moves_around_required_terms_or_stays(
    text: str, source: str, terms: list[str], after: str
) -> None:
    spans = tuple((text.index(t), text.index(t) + len(t)) for t in terms)
    done = typeset(Line(text, terms=spans), "fr", Style(), source=source)
    assert done.text == after
    shown = [done.text[slice(*span)].lower() for span in done.terms if span]
    assert shown == [t.lower() for t in terms]


def test_the_source_document_decides() -> None:
    assert style_of(["l’armée", "l'armée", "d’Aqmi"]).curly
    assert not style_of(["l'armée", "« oui »"]).curly
    assert style_of([]) == Style()
    assert style_of(["a – b — c – d"]).dash == "–"
    text = "l'armée... n'a pas"
    curly = style_of(["The army’s…"])
    assert replay(text, typography(text, "fr", curly)) == "l’armée… n’a pas"


def test_a_quotation_over_two_sentences() -> None:
    first, second = '"We stay.', 'We fight," he said.'
    assert depth_after(first, "en") == 1
    one = replay('"Nous restons.', typography('"Nous restons.', "fr"))
    text = 'Nous combattons", a-t-il dit.'
    two = replay(text, typography(text, "fr", depth=depth_after(first, "en")))
    assert one == "«\u00a0Nous restons."
    assert two == "Nous combattons\u00a0», a-t-il dit."
    assert depth_after(second, "en", 1) == 0


def run(engine: Any, text: str, form: str = "text", **options: Any) -> str:
    document = formats.read(text, format=form)
    return translate_document(document, engine, None, Settings(**options)).text


def test_a_document(stand_in: Any) -> None:
    engine = stand_in(source="en", target="fr")
    text = "It’s “over”: 1,300 left. “We stay. We fight!” https://a.ml/x?y;z\n"
    assert run(engine, text) == (
        "It’s «\u00a0over\u00a0»\u00a0: 1\u00a0300 left. «\u00a0We stay. "
        "We fight\u202f!\u00a0» https://a.ml/x?y;z\n"
    )


def test_a_cell_of_figures_alone(stand_in: Any) -> None:
    engine = stand_in(source="en", target="fr")
    table = "| Mali | Niger |\n|---|---|\n| 378,000 | 12.5% |\n"
    assert "| 378\u00a0000 | 12,5\u00a0% |" in run(engine, table, "markdown")


def test_switched_off(stand_in: Any) -> None:
    engine = stand_in(source="en", target="fr")
    result = translate_document(formats.read("Yes!"), engine, None, Settings(passes=("capital",)))
    assert all(p.name != "typography" for s in result.segments for p in s.passes)
