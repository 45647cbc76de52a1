"""What is French alone around a placed term; contact cases are in ``test_grammar_laws``."""

from __future__ import annotations

import pytest

from glossary.formats import po
from glossary.match import find
from glossary.model import Grammar
from glossary.require import require, standings
from translate.grammar.french import Placed, repair
from translate.grammar.placing import placed

ACCEPTED = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8"

#. fr-gender: f
#. pos: noun
#. fr-accepted: confins | ligne de front | pays {m sg} | frontière commune
msgctxt "border"
msgid "border"
msgstr "frontière"
"""


def test_markup_and_line_breaks_beside_an_article_stay() -> None:
    term = Placed(8, 11, Grammar(gender="m"))
    assert repair("Chef la\nCSP.", [term]).text == "Chef le\nCSP."


def test_change_is_told_in_offsets_of_the_text_before() -> None:
    (change,) = repair("Le chef de le CSP.", [Placed(14, 17, Grammar(gender="m"))]).changes
    assert (change.start, change.end, change.before, change.after) == (8, 14, "de le ", "du ")


@pytest.mark.parametrize(
    ("english", "broken", "expected"),
    [
        ("On the borders of Mali.", "Jusqu'aux confins du Mali.", None),
        ("On the border.", "Ils vont au ligne de front demain.", None),  # whose gender nobody told
        ("On the border.", "Ils vont à la pays demain.", "Ils vont au pays demain."),
        ("On the border.", "Le frontière commune est close.", "La frontière commune est close."),
    ],
)
def test_an_accepted_word_has_a_gender_of_its_own(
    english: str, broken: str, expected: str | None
) -> None:
    glossary = po.read(ACCEPTED, name="accepted")
    needs = [require(m) for m in find(english, glossary, "en")]
    terms = [placed(s, n) for s, n in zip(standings(broken, needs), needs, strict=True) if s]
    assert terms
    assert repair(broken, terms).text == (expected or broken)


@pytest.mark.parametrize(
    ("broken", "name", "gender", "right"),
    [
        ("Deux morts à Tapoa lundi.", "Tapoa", "f", "Deux morts dans la Tapoa lundi."),
        ("Deux morts en Tapoa lundi.", "Tapoa", "f", "Deux morts dans la Tapoa lundi."),
        ("Ils vivent à Oudalan.", "Oudalan", "m", "Ils vivent dans l'Oudalan."),
        ("Il est né à Yatenga.", "Yatenga", "m", "Il est né au Yatenga."),
        ("Il est venu à Casamance.", "Casamance", "f", "Il est venu en Casamance."),
        ("Il vit en Casamance.", "Casamance", "f", "Il vit en Casamance."),
        ("Il vit en Syrie.", "Syrie", "f", "Il vit en Syrie."),
        ("Il vit en Egypte.", "Egypte", "f", "Il vit en Egypte."),
        ("En Guinée-Bissau, rien.", "Guinée-Bissau", "f", "En Guinée-Bissau, rien."),
        ("Il vit à Zambie.", "Zambie", "f", "Il vit en Zambie."),
        ("Il vit en Amazonie.", "Amazonie", "f", "Il vit dans l'Amazonie."),
        ("Il vit à La Mecque.", "Mecque", "f", "Il vit à La Mecque."),
        ("L'avion va de Iran au Mali.", "Iran", "m", "L'avion va d'Iran au Mali."),
    ],
)
def test_regions_have_their_article(broken: str, name: str, gender: str, right: str) -> None:
    start = broken.index(name)
    grammar = Grammar(pos="name", gender="f" if gender == "f" else "m")
    term = Placed(start, start + len(name), grammar, foreign_article=False, place=True)
    result = repair(broken, [term])
    assert result.text == right
    assert repair(result.text, result.spans).changes == ()
