"""Numbers of both languages, and the check that none changes in value."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.model import Language
from translate import formats
from translate.pipeline import translate_document
from translate.sentences.casing import notation, recase
from translate.sentences.normalise import normalise
from translate.sentences.notation import write_out
from translate.sentences.short_sums import spell_out
from translate.typography.number_check import compare
from translate.typography.numbers import Kind, Written, figures
from translate.typography.style import typography

DATA = Path(__file__).parent / "data" / "numbers-fr-en.tsv"
PAIRS = [
    tuple(line.split("\t"))
    for line in DATA.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (DATA.parent / name).read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("language", "written", "full"), rows("short-sums.tsv"))
def test_short_sums_are_written_out_for_the_engine(
    language: Language, written: str, full: str
) -> None:
    found = spell_out(written, language)
    assert found == (written if full == "=" else full)
    assert normalise(written, language) == normalise(found, language)
    # no figure changes its value on the way
    values = [[f.value for f in figures(text, language)] for text in (written, found)]
    assert values[0] == values[1]


@pytest.mark.parametrize(("language", "written", "full"), rows("notation.tsv"))
def test_notation_is_written_out_for_the_engine(
    language: Language, written: str, full: str
) -> None:
    found = write_out(written, language)
    assert found == (written if full == "=" else full)
    assert write_out(found, language) == found


@pytest.mark.parametrize(
    ("language", "written", "full"),
    [
        ("fr", "XXIE SIÈCLE, LA VE RÉPUBLIQUE", "21e siècle, la cinquième république"),
        ("fr", "LA VIE À 18H30 TU AU T3", "La vie à 18 h 30 GMT au troisième trimestre"),
        ("fr", "UN PRÊT DE 45 M€ ET 12 MDS", "Un prêt de 45 millions d'euros et 12 milliards"),
        ("en", "US$45M IN Q2, ON AUG. 5", "$45 million in the second quarter, on August 5"),
    ],
)
def test_notation_in_a_line_of_capitals(language: Language, written: str, full: str) -> None:
    cased = recase(written, notation(written, language))
    assert cased.upper() == written
    assert normalise(cased, language) == full


@pytest.mark.parametrize(("french", "english", "differs"), PAIRS)
def test_pairs(french: str, english: str, differs: str) -> None:
    found = compare(figures(french, "fr"), figures(english, "en"))
    names = [n for n in ("changed", "missing", "added") if getattr(found, n)]
    assert " ".join(names) == ("" if differs == "=" else differs)


@pytest.mark.parametrize(("french", "english", "differs"), PAIRS)
def test_pairs_the_other_way(french: str, english: str, differs: str) -> None:
    found = compare(figures(english, "en"), figures(french, "fr"))
    turned = {"changed": "changed", "missing": "added", "added": "missing"}
    names = {n for n in turned if getattr(found, n)}
    assert names == {turned[n] for n in differs.split() if n != "="}


def test_enough_pairs() -> None:
    assert len(PAIRS) >= 100
    assert sum(differs != "=" for _, _, differs in PAIRS) >= 30


KINDS: list[tuple[Language, str, str, Kind, Written]] = [
    ("fr", "12,5 %", "12.5", Kind.PERCENT, Written.DIGITS),
    ("fr", "14 h 30", "14.30", Kind.HOUR, Written.DIGITS),
    ("fr", "14 mars", "14", Kind.DAY, Written.DIGITS),
    ("fr", "2e", "2", Kind.ORDINAL, Written.DIGITS),
    ("fr", "5 milliards", "5000000000", Kind.SCALED, Written.DIGITS),
    ("fr", "5 billions", "5000000000000", Kind.SCALED, Written.DIGITS),
    ("fr", "5 000 FCFA", "5000", Kind.CURRENCY, Written.DIGITS),
    ("fr", "douze", "12", Kind.PLAIN, Written.WORDS),
    ("fr", "XXe", "20", Kind.ORDINAL, Written.LOOSE),
    ("en", "5 billion", "5000000000", Kind.SCALED, Written.DIGITS),
    ("en", "2:30 p.m.", "14.30", Kind.HOUR, Written.DIGITS),
    ("en", "1430 GMT", "14.30", Kind.HOUR, Written.DIGITS),
    ("en", "AK-47", "47", Kind.NAME, Written.LOOSE),
    ("en", "TB2", "2", Kind.NAME, Written.LOOSE),
    ("en", "1,300.5", "1300.5", Kind.PLAIN, Written.DIGITS),
    ("en", "2nd", "2", Kind.ORDINAL, Written.DIGITS),
]


@pytest.mark.parametrize(("language", "text", "value", "kind", "written"), KINDS)
def test_kinds(language: Language, text: str, value: str, kind: Kind, written: Written) -> None:
    first = figures(text, language)[0]
    assert (first.value, first.kind, first.written) == (Decimal(value), kind, written)


def french(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=4))
def test_the_same_numbers_in_both_conventions(numbers: list[int]) -> None:
    left = " ; ".join(french(n) for n in numbers)
    right = "; ".join(f"{n:,}" for n in reversed(numbers))
    assert not compare(figures(left, "fr"), figures(right, "en"))


@given(st.text("0123456789 ,.:-hH%€°emdouzthx\u00a0'", max_size=30), st.sampled_from(["fr", "en"]))
def test_any_text_can_be_read(text: str, language: Language) -> None:
    found = figures(text, language)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert not compare(found, found)


def test_a_number_may_be_longer_than_any_amount() -> None:
    account = "1" * 31
    text = f"7,2 milliards sur le compte {account}, puis {account}.5"
    assert [str(f.value) for f in figures(text, "fr")][1:] == [account, f"{account}.5"]
    assert [c.after for c in typography(text, "fr", source=text)] == [","]


def checks(engine: Any, text: str) -> list[tuple[str, str]]:
    result = translate_document(formats.read(text), engine, None)
    return [(f.check, f.severity.value) for f in result.findings]


def test_findings(stand_in: Any) -> None:
    assert checks(stand_in(), "Il y a 12 morts.") == []
    changed = stand_in(words={"12": "13"})
    assert checks(changed, "Il y a 12 morts.") == [("number-changed", "error")]
    lost = stand_in(words={"12": "des"})
    assert checks(lost, "Il y a 12 morts.") == [("number-missing", "warning")]
    new = stand_in(words={"des": "12"})
    assert checks(new, "Il y a des morts.") == [("number-added", "warning")]


def test_a_changed_number_is_never_rewritten(stand_in: Any) -> None:
    engine = stand_in(source="en", target="fr", words={"2.06": "2 006", "people": "gens"})
    result = translate_document(formats.read("There are 2.06 million people."), engine, None)
    assert "2\u00a0006 million" in result.text
    assert [f.check for f in result.findings] == ["number-changed"]
