"""Each rule of `glossary.lint` on rows that break it; the rows are in data/lint-cases.po."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from glossary import lint
from glossary.formats import po
from glossary.model import Glossary

CASES = Path(__file__).parent / "data" / "lint-cases.po"
BAD = po.read(CASES.read_text(encoding="utf-8"), name=CASES.name)
FOUND = {p.concept: p for p in lint.check(BAD)}


@pytest.mark.parametrize("concept", list(BAD), ids=lambda c: c.id)
def test_a_bad_row_is_found_by_its_rule_and_by_no_other(concept) -> None:
    expected = concept.note.partition("expect ")[2].partition(":")[0]
    rules = {p.rule for p in lint.check(BAD) if p.concept == concept.id}
    assert rules == (set() if expected == "nothing" else {expected})


def test_every_rule_has_a_bad_row_and_a_docstring() -> None:
    by_data = {p.rule for p in FOUND.values()}
    assert set(lint.RULES) - by_data == {"duplicate-id", "forms-exist"}  # tested below
    for rule in lint.RULES.values():
        assert rule.__doc__


def test_a_problem_names_file_line_concept_and_rule() -> None:
    problem = FOUND["french-gender-missing"]
    lines = CASES.read_text(encoding="utf-8").splitlines()
    # polib counts an entry from its first comment
    assert "french-gender" in lines[problem.where.line - 1]
    assert str(problem).startswith(f"lint-cases.po:{problem.where.line}: french-gender-missing: ")
    assert str(problem).endswith("[french-gender]")


def test_problems_come_by_line() -> None:
    lines = [p.where.line for p in lint.check(BAD)]
    assert lines == sorted(lines)


def test_only_some_rules() -> None:
    rules = {p.rule for p in lint.check(BAD, only=frozenset({"validity"}))}
    assert rules == {"validity"}


ONE = """
#. fr-gender: m
#, fuzzy
msgctxt "one"
msgid "One"
msgstr "un"
"""


def test_duplicate_id(glossary_of: Callable[[str], Glossary]) -> None:
    (one,) = glossary_of(ONE)
    twice = Glossary((one, one))
    assert [p.rule for p in lint.check(twice)] == ["duplicate-id"]
    other_layer = Glossary((one, replace(one, layer="theirs.po")))
    assert not lint.check(other_layer)
    labels = replace(one, pairings=(one.head, one.head))
    assert [p.rule for p in lint.check(Glossary((labels,)))] == ["duplicate-id"]


def test_forms_exist(glossary_of, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint, "forms", lambda term: ())
    assert {p.rule for p in lint.check(glossary_of(ONE))} == {"forms-exist"}


def test_a_clean_glossary_is_clean(glossary_of: Callable[[str], Glossary]) -> None:
    assert lint.check(glossary_of(ONE)) == ()
    assert lint.check(Glossary()) == ()
