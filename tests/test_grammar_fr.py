"""What is French alone around a placed term; contact cases are in ``test_grammar_laws``."""

from __future__ import annotations

from glossary.model import Grammar
from translate.grammar.french import Placed, repair


def test_markup_and_line_breaks_beside_an_article_stay() -> None:
    term = Placed(8, 11, Grammar(gender="m"))
    assert repair("Chef la\nCSP.", [term]).text == "Chef le\nCSP."


def test_change_is_told_in_offsets_of_the_text_before() -> None:
    (change,) = repair("Le chef de le CSP.", [Placed(14, 17, Grammar(gender="m"))]).changes
    assert (change.start, change.end, change.before, change.after) == (8, 14, "de le ", "du ")
