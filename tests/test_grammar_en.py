"""English around a placed term: contact cases, sentences that must stay, and laws."""

from __future__ import annotations

import pytest
from contact_cases import cases, placed, rows
from hypothesis import given
from hypothesis import strategies as st

from glossary.model import Grammar
from translate.grammar.english import Placed, repair, replay, takes_an

CONTACTS = rows("contact-en.tsv")
RIGHT = rows("contact-en-right.tsv")


def test_there_are_enough_cases() -> None:
    assert len(CONTACTS) >= 100
    assert len(RIGHT) >= 50


@pytest.mark.parametrize("row", cases("contact-en.tsv", "broken"))
def test_contact(row: dict[str, str]) -> None:
    assert repair(row["broken"], [placed(row["broken"], row)]).text == row["expected"]


@pytest.mark.parametrize("row", CONTACTS, ids=lambda r: r["expected"])
def test_what_a_repair_aims_at_is_left_alone(row: dict[str, str]) -> None:
    result = repair(row["expected"], [placed(row["expected"], row)])
    assert result.text == row["expected"]
    assert result.changes == ()


@pytest.mark.parametrize("row", cases("contact-en-right.tsv", "text"))
def test_right_sentence_comes_back_byte_for_byte(row: dict[str, str]) -> None:
    result = repair(row["text"], [placed(row["text"], row)])
    assert result.text == row["text"]
    assert result.changes == ()


WORDS = st.sampled_from(
    "a an the A An The the this of by with and , has is was were have left 's. ' fighters".split()
)


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, list[Placed]]:
    """Build word salad around one or two terms: no meaning, every contact."""
    text, spans = "", []
    for _ in range(draw(st.integers(1, 2))):
        for word in draw(st.lists(WORDS, max_size=4)):
            text += word + " "
        row = draw(st.sampled_from(CONTACTS))
        one = placed(row["term"], row)
        spans.append(Placed(len(text), len(text) + len(row["term"]), one.grammar))
        text += row["term"]
        text += draw(st.sampled_from([" ", ", ", ". ", "’s ", "' ", "s' ", "-"]))
    for word in draw(st.lists(WORDS, max_size=4)):
        text += word + " "
    return text, spans


@given(sentences())
def test_repairing_twice_is_repairing_once(case: tuple[str, list[Placed]]) -> None:
    once = repair(*case)
    assert repair(once.text, once.spans).text == once.text


@given(sentences())
def test_replay_gives_the_text_and_terms_stand(case: tuple[str, list[Placed]]) -> None:
    text, spans = case
    result = repair(text, spans)
    assert replay(text, result.changes) == result.text
    assert result.text.strip()
    for before, after in zip(spans, result.spans, strict=True):
        assert result.text[after.start : after.end] == text[before.start : before.end]
    starts = [c.start for c in result.changes]
    assert starts == sorted(starts)


@given(sentences())
def test_nothing_changes_beyond_a_few_words_of_a_term(case: tuple[str, list[Placed]]) -> None:
    text, spans = case
    for change in repair(text, spans).changes:
        gaps = [
            text[change.end : s.start] if change.end <= s.start else text[s.end : change.start]
            for s in spans
        ]
        assert min(len(gap.split()) for gap in gaps) <= 3


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_any_text_and_span_is_survived(text: str, start: int, end: int) -> None:
    span = Placed(start, end, Grammar(gender="f", number="pl"))
    result = repair(text, [span])
    assert replay(text, result.changes) == result.text


def test_sound_of_an_acronym_decides() -> None:
    assert takes_an("UNHCR") is False or takes_an("UNHCR") is None
    assert takes_an("MNJTF")
    assert takes_an("8th division")
    assert takes_an("...") is None
