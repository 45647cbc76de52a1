"""Contact cases of both languages: a term among the words that touch it, as tab-separated data."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from glossary.model import Grammar
from translate.grammar.changes import Placed

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a data file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def placed(text: str, row: dict[str, str]) -> Placed:
    """Return where the row's term stands in ``text``, with its grammar."""
    start = text.index(row["term"])
    grammar = Grammar(
        pos=row["pos"],
        gender=row.get("gender") or None,  # type: ignore[arg-type]
        number=row["number"] or "sg",  # type: ignore[arg-type]
        article=row["article"] == "yes",
    )
    # an empty number is a form that serves both, as the matcher tells it (obus, pick-up)
    surface = (row["number"] or None) if row["pos"] == "noun" else None
    return Placed(start, start + len(row["term"]), grammar, surface)  # type: ignore[arg-type]


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
