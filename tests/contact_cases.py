"""Contact cases of both languages: a term among the words that touch it, as tab-separated data."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import strategies as st

from glossary.model import Grammar, Language
from translate.grammar import english, french
from translate.grammar.changes import Placed, Repaired

REPAIRS: dict[Language, Callable[[str, Sequence[Placed]], Repaired]] = {
    "fr": french.repair,
    "en": english.repair,
}
_WORDS: dict[Language, str] = {
    "en": "a an the A An The the this of by with and , has is was were have left 's. ' fighters",
    "fr": "le la les l' du des de d' à au aux un une ce cette ses leur que qu' jusqu' tout toutes "
    "nouveau et , ou par contre en dans Les L' La malien abattus a ont est n'a se été créé "
    "dissous Gao chef.",
}

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a data file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def placed(text: str, row: dict[str, str]) -> Placed:
    """Return where the row's term stands in ``text``, with its grammar."""
    term = row["term"]  # a title takes capitals before a name
    start = text.index(term) if term in text else text.lower().index(term.lower())
    grammar = Grammar(
        pos=row["pos"],
        gender=row.get("gender") or None,  # type: ignore[arg-type]
        number=row["number"] or "sg",  # type: ignore[arg-type]
        article=row["article"] == "yes",
    )
    # an empty number is a form that serves both, as the matcher tells it (obus, pick-up)
    surface = (row["number"] or None) if row["pos"] == "noun" else None
    return Placed(start, start + len(row["term"]), grammar, surface)  # type: ignore[arg-type]


def several(row: dict[str, str]) -> list[Placed]:
    """Return the terms of a row of ``contact-several.tsv``, from left to right in its text.

    A term is told as form:pos:gender:number:article, and whether its source form has an article.
    """
    found: list[Placed] = []
    for told in row["terms"].split(" | "):
        form, pos, gender, number, article, *abroad = told.split(":")
        start = row["broken"].index(form, found[-1].end if found else 0)
        grammar = Grammar(pos, gender or None, number, article == "yes")  # type: ignore[arg-type]
        surface = number if pos == "noun" else None
        foreign = abroad[0] == "yes" if abroad else None
        found.append(Placed(start, start + len(form), grammar, surface, None, foreign))  # type: ignore[arg-type]
    return found


def cases(name: str, column: str) -> list[object]:
    """Return the rows as parameters named by a column; known failures are strict xfails."""
    return [
        pytest.param(
            row,
            id=row[column],
            marks=[pytest.mark.xfail(strict=True, reason=row["xfail"])] if row.get("xfail") else [],
        )
        for row in rows(name)
    ]


@st.composite
def sentences(draw: st.DrawFn, language: Language) -> tuple[str, list[Placed]]:
    """Build word salad around one or two terms: no meaning, every contact."""
    words = st.sampled_from(_WORDS[language].split())
    contacts = rows(f"contact-{language}.tsv")
    text, spans = "", []

    def salad() -> str:
        drawn = draw(st.lists(words, max_size=4))
        return "".join(w if language == "fr" and w.endswith("'") else w + " " for w in drawn)

    for _ in range(draw(st.integers(1, 2))):
        text += salad()
        row = draw(st.sampled_from(contacts))
        one = placed(row["term"], row)
        spans.append(Placed(len(text), len(text) + len(row["term"]), one.grammar))
        text += row["term"]
        text += draw(
            st.sampled_from([" ", ", ", ". ", "’s ", "' ", "s' ", "-", f" {row['term']} "])
        )
    return text + salad(), spans
