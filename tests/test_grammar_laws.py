"""Repair around placed terms in both languages: contact cases, sentences that must stay, laws."""

from __future__ import annotations

import pytest
from contact_cases import REPAIRS, cases, placed, rows, sentences, several
from hypothesis import given
from hypothesis import strategies as st

from glossary.model import Grammar, Language
from translate.grammar.changes import Placed, replay

LANGUAGES: tuple[Language, ...] = ("fr", "en")
ENOUGH = {"fr": (300, 100), "en": (150, 100)}
BOTH = pytest.mark.parametrize("language", LANGUAGES)


def each(name: str, column: str, *, marked: bool = True) -> list[object]:
    """Return the cases of both languages, each with its language before it."""
    return [
        pytest.param(language, *case.values, id=case.id, marks=case.marks if marked else ())
        for language in LANGUAGES
        for case in cases(name.format(language), column)
    ]


@BOTH
def test_there_are_enough_cases(language: Language) -> None:
    contacts, right = ENOUGH[language]
    assert len(rows(f"contact-{language}.tsv")) >= contacts
    assert len(rows(f"contact-{language}-right.tsv")) >= right


@pytest.mark.parametrize(("language", "row"), each("contact-{}.tsv", "broken"))
def test_contact(language: Language, row: dict[str, str]) -> None:
    broken = row["broken"]
    assert REPAIRS[language](broken, [placed(broken, row)]).text == row["expected"]


@pytest.mark.parametrize("row", cases("contact-several.tsv", "broken"))
def test_contact_of_several_terms(row: dict[str, str]) -> None:
    repair = REPAIRS[row["language"]]  # type: ignore[index]
    result = repair(row["broken"], several(row))
    assert result.text == row["expected"]
    assert repair(result.text, result.spans).changes == ()


@pytest.mark.parametrize(("language", "row"), each("contact-{}.tsv", "expected", marked=False))
def test_what_a_repair_aims_at_is_left_alone(language: Language, row: dict[str, str]) -> None:
    expected = row["expected"]
    result = REPAIRS[language](expected, [placed(expected, row)])
    assert result.text == expected
    assert result.changes == ()


@pytest.mark.parametrize(("language", "row"), each("contact-{}-right.tsv", "text"))
def test_right_sentence_comes_back_byte_for_byte(language: Language, row: dict[str, str]) -> None:
    result = REPAIRS[language](row["text"], [placed(row["text"], row)])
    assert result.text == row["text"]
    assert result.changes == ()


@BOTH
@given(data=st.data())
def test_repairing_twice_is_repairing_once(language: Language, data: st.DataObject) -> None:
    repair = REPAIRS[language]
    once = repair(*data.draw(sentences(language)))
    assert repair(once.text, once.spans).text == once.text


@BOTH
@given(data=st.data())
def test_replay_gives_the_text_and_terms_stand(language: Language, data: st.DataObject) -> None:
    text, spans = data.draw(sentences(language))
    result = REPAIRS[language](text, spans)
    assert replay(text, result.changes) == result.text
    assert result.text.strip()
    for before, after in zip(spans, result.spans, strict=True):
        if before.grammar.pos != "adjective":  # it may take another of its own forms
            assert result.text[after.start : after.end] == text[before.start : before.end]
    starts = [c.start for c in result.changes]
    assert starts == sorted(starts)


@BOTH
@given(data=st.data())
def test_nothing_changes_beyond_a_few_words_of_a_term(
    language: Language, data: st.DataObject
) -> None:
    text, spans = data.draw(sentences(language))
    for change in REPAIRS[language](text, spans).changes:
        gaps = [
            text[change.end : s.start] if change.end <= s.start else text[s.end : change.start]
            for s in spans
        ]
        assert min(len(gap.split()) for gap in gaps) <= 3


@BOTH
@given(text=st.text(max_size=40), start=st.integers(0, 40), end=st.integers(0, 40))
def test_any_text_and_span_is_survived(language: Language, text: str, start: int, end: int) -> None:
    span = Placed(start, end, Grammar(gender="f", number="pl"))
    result = REPAIRS[language](text, [span])
    assert replay(text, result.changes) == result.text
