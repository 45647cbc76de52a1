"""The form of a people's name where it stands: capitals and agreement, and what must stay."""

from __future__ import annotations

import pytest
from contact_cases import rows

from glossary.inflect import forms
from glossary.model import Grammar, Status, Term
from glossary.require import Standing
from translate.cascade.own_form import own_form


def applied(row: dict[str, str], text: str, found: str) -> str:
    """Return ``text`` with the form that belongs there in the place of ``found``."""
    term = Term(row["listed"], "fr", Status.PREFERRED, Grammar(pos="adjective", gender="m"))
    start = text.index(found)
    listed = next((f.form for f in forms(term) if f.form == found.lower()), found.lower())
    standing = Standing(start, start + len(found), listed, term)
    form = own_form(text, standing, row["surface"]) or found
    return text[:start] + form + text[start + len(found) :]


@pytest.mark.parametrize("row", rows("own-form.tsv"), ids=lambda r: r["text"])
def test_form(row: dict[str, str]) -> None:
    assert applied(row, row["text"], row["found"]) == row["expected"]


@pytest.mark.parametrize("row", rows("own-form.tsv"), ids=lambda r: r["expected"])
def test_what_it_gives_is_right(row: dict[str, str]) -> None:
    start = row["text"].index(row["found"])
    tail = len(row["text"]) - start - len(row["found"])
    found = row["expected"][start : len(row["expected"]) - tail]
    assert applied(row, row["expected"], found) == row["expected"]


def test_english_is_left() -> None:
    term = Term("Malian", "en", Status.PREFERRED, Grammar(pos="adjective"))
    assert own_form("A malian.", Standing(2, 8, "Malian", term), "malien") is None
