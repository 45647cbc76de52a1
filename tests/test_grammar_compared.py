"""Grammar that compares the target with the source: cases as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.model import Language
from translate import formats
from translate.grammar.changes import replay
from translate.grammar.compared import compared
from translate.pipeline import Settings, translate_document

DATA = Path(__file__).parent / "data" / "compared.tsv"


def cases() -> list[list[str]]:
    lines = DATA.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("# ")]
    return [[row[0], row[1], row[1] if row[2] == "=" else row[2], row[3]] for row in rows]


@pytest.mark.parametrize(("language", "before", "after", "source"), cases())
def test_cases(language: Language, before: str, after: str, source: str) -> None:
    assert replay(before, compared(before, source, language, ())) == after


@pytest.mark.parametrize(("language", "before", "after", "source"), cases())
def test_twice_is_once(language: Language, before: str, after: str, source: str) -> None:
    assert compared(after, source, language, ()) == ()


def test_half_of_the_cases_stay() -> None:
    stay = sum(before == after for _, before, after, _ in cases())
    assert stay * 3 >= len(cases())


def test_a_required_term_keeps_its_letters() -> None:
    text = "Selon Pastor Joseph Guira"
    term = (text.index("Pastor"), text.index("Pastor") + 6)
    (change,) = compared(text, "According to Pastor Joseph Guira", "fr", [term])
    assert (change.before, change.after) == ("", "le ")


PIECES = st.lists(
    st.sampled_from(
        [
            "Selon ", "le ", "de ", "à ", "qu'", "et ", "the ", "of ", "General ", "Général ",
            "pasteur ", "colonel ", "Tiani ", "Guira ", "Mali", "Niger", "Burkina Faso",
            ", ", "and ", "(", ")",
            "tous les ", "trois ", "all three ", "pays ", "touarègue ", "de Tuareg ", "Tuareg ",
            "données ", "story ", ". ", "d'",
        ]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(PIECES, PIECES, st.sampled_from(["fr", "en"]), st.integers(0, 30), st.integers(1, 12))
def test_any_text(text: str, source: str, language: Language, start: int, length: int) -> None:
    term = (start, min(start + length, len(text)))
    terms = [term] if term[0] < term[1] else []
    changes = compared(text, source, language, terms)
    replay(text, changes)  # raises where changes overlap
    for change in changes:
        for a, b in terms:
            inside = change.start < b and a < change.end
            assert not inside or change.before.lower() == change.after.lower()


def test_in_the_ledger_and_switched_off(stand_in: Any) -> None:
    engine = stand_in(source="en", target="fr", words={"According to": "Selon"})
    document = formats.read("According to General Tiani, no.")
    result = translate_document(document, engine, None)
    assert result.text == "Selon le général Tiani, no."
    (segment,) = result.segments
    assert {(p.name, c.rule) for p in segment.passes for c in p.changes} == {("grammar", "title")}
    without = translate_document(document, engine, None, Settings(passes=("typography",)))
    assert without.text == "Selon General Tiani, no."
