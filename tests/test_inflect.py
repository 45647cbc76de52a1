"""The forms of a term: tables of known forms, overrides of Grammar, and laws."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.inflect import Inflected, forms, inflect
from glossary.inflect_fr import adjective_forms, plural_word, singular_word
from glossary.model import Grammar, Language, Status, Term

DATA = Path(__file__).parent / "data"


def term(form: str, language: Language = "fr", **grammar: str) -> Term:
    return Term(form, language, Status.PREFERRED, Grammar(**grammar))  # type: ignore[arg-type]


def cases(language: str) -> list[object]:
    with (DATA / f"inflect-{language}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        pytest.param(
            language,
            row,
            id=f"{language}-{row['pos']}-{row['term']}",
            marks=[pytest.mark.xfail(strict=True, reason=row["xfail"])] if row["xfail"] else [],
        )
        for row in rows
    ]


@pytest.mark.parametrize(("language", "row"), cases("fr") + cases("en"))
def test_forms(language: Language, row: dict[str, str]) -> None:
    grammar = Grammar(
        pos=row["pos"],
        gender=row["gender"] or None,  # type: ignore[arg-type]
        number=row["number"],  # type: ignore[arg-type]
    )
    found = forms(Term(row["term"], language, Status.PREFERRED, grammar))
    assert [item.form for item in found] == row["forms"].split("; ")


def test_features_are_told_and_shared_ones_left_open() -> None:
    assert forms(term("malien", pos="adjective", gender="m")) == (
        Inflected("malien", "sg", "m"),
        Inflected("maliens", "pl", "m"),
        Inflected("malienne", "sg", "f"),
        Inflected("maliennes", "pl", "f"),
    )
    assert forms(term("russe", pos="adjective", gender="m"))[0] == Inflected("russe", "sg", None)
    assert forms(term("burkinabè", pos="adjective"))[0] == Inflected("burkinabè", None, None)
    assert forms(term("français", pos="adjective"))[0] == Inflected("français", None, "m")


def test_grammar_overrides_the_rules() -> None:
    assert inflect(term("FAMa", number="pl", gender="f", plural="x"), "pl", None) == "x"
    assert inflect(term("IED", "en", pos="name", plural="IEDs"), "pl", None) == "IEDs"
    chief = term("maire", pos="noun", gender="m", feminine="mairesse")
    assert inflect(chief, "pl", "f") == "mairesses"
    assert inflect(term("homme", pos="noun", gender="m", plural="gens"), "pl", "m") == "gens"


@pytest.mark.parametrize(
    ("form", "number", "gender", "expected"),
    [
        ("drone kamikaze", "pl", "f", "drones kamikazes"),
        ("drone kamikaze", None, None, "drone kamikaze"),
        ("embuscade", "sg", "m", "embuscade"),
        ("soldat", "pl", "f", "soldates"),
        ("porte-parole", "pl", "f", "porte-parole"),
    ],
)
def test_inflect_takes_the_nearest_form(
    form: str, number: str | None, gender: str | None, expected: str
) -> None:
    own = "f" if form == "embuscade" else "m"
    noun = term(form, pos="noun", gender=own)
    assert inflect(noun, number, gender) == expected  # type: ignore[arg-type]


def test_names_verbs_and_phrases_answer_with_the_listed_form() -> None:
    assert inflect(term("CEDEAO", gender="f"), "pl", "m") == "CEDEAO"
    assert inflect(term("neutraliser", pos="verb"), "pl", "f") == "neutraliser"
    assert inflect(term("under cover", "en", pos="phrase"), "pl", None) == "under cover"


PLURALS = "général réseau feu civil frappe convoi local armé chef-lieu travail genou lieu".split()


@pytest.mark.parametrize("word", PLURALS)
def test_singular_undoes_plural(word: str) -> None:
    assert singular_word(plural_word(word)) == word


@given(
    st.text(alphabet="abcdefgilmnorstuxzéèêçœ-' ABCD", min_size=1, max_size=24),
    st.sampled_from(["noun", "name", "adjective", "verb", "phrase"]),
    st.sampled_from(["m", "f", None]),
    st.sampled_from(["sg", "pl"]),
    st.sampled_from(["fr", "en"]),
)
def test_any_form_is_survived_listed_first_without_duplicates(
    form: str, pos: str, gender: str | None, number: str, language: Language
) -> None:
    grammar = Grammar(pos=pos, gender=gender, number=number)  # type: ignore[arg-type]
    found = forms(Term(form, language, Status.PREFERRED, grammar))
    spelled = [item.form for item in found]
    assert spelled[0] == form
    assert len(set(spelled)) == len(spelled)
    assert all(spelled)


@given(st.sampled_from(["malien", "armé", "officiel", "russe", "touareg", "naval", "meurtrier"]))
def test_forms_of_forms_stay_in_the_table(base: str) -> None:
    table = adjective_forms(base)
    assert plural_word(table["sg", "f"]) == table["pl", "f"]
    assert plural_word(table["pl", "m"]) == table["pl", "m"]
