"""The seeded errors: independent of what they measure, repeatable, one fault each."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # benchmarks is no installed package

from benchmarks.checks_pairs import Clean, Term, running  # noqa: E402
from benchmarks.checks_seed import Seeder  # noqa: E402
from benchmarks.checks_seed_words import wrong_forms  # noqa: E402

INDEPENDENT = (
    "checks_pairs.py",
    "checks_seed.py",
    "checks_seed_form.py",
    "checks_seed_words.py",
    "scorer.py",
    "wmt21.py",
)
TERMS = {
    "fr-en": (
        Term("Aqmi", "acronym", ("AQIM",)),
        Term("Mali", "name", ("Mali",)),
        Term("Niamey", "name", ("Niamey",)),
        Term("CEDEAO", "acronym", ("ECOWAS",)),
    ),
    "en-fr": (Term("AQIM", "acronym", ("Aqmi", "AQMI")), Term("ECOWAS", "acronym", ("CEDEAO",))),
}
VOCABULARY = {"fr": frozenset({"soldats", "attaque"}), "en": frozenset({"soldiers", "attack"})}
FR = (
    "« Trois soldats nigériens » ont été tués le 12 mai par Aqmi (près de Niamey), selon Moussa "
    "Traoré. L'armée n'a pas confirmé le bilan de 1 300 blessés, soit 12,5 % et 40 dollars."
)
EN = (
    '"Three Nigerien soldiers" were killed on 12 May by AQIM (near Niamey), according to Moussa '
    "Traoré. The army did not confirm the toll of 1,300 wounded, that is 12.5% and 40 dollars."
)
PAIRS = {
    "fr-en": Clean("made", 1, FR, EN, "fr", "en"),
    "en-fr": Clean("made", 1, EN, FR, "en", "fr"),
}
SAID = {
    "negation-added": ("Les soldats sont revenus lundi.", "The soldiers were back on Monday."),
    "day-changed": ("Les soldats sont revenus lundi.", "The soldiers were back on Monday."),
    "numeral-changed": ("Les trois ont fui.", "All three fled."),
    "scale-changed": ("Il a coûté 3 millions.", "It cost 3 million."),
    "term-wrong": ("Le Niger a voté.", "Niger has voted."),
    "end-changed": ("Qui est là ?", "Who is there?"),
}


def seeder(seed: int = 0) -> Seeder:
    return Seeder(TERMS, wrong_forms(), VOCABULARY, seed=seed)


@pytest.mark.parametrize("name", INDEPENDENT)
def test_the_generator_knows_nothing_of_the_product(name: str) -> None:
    tree = ast.parse((ROOT / "benchmarks" / name).read_text(encoding="utf-8"))
    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            stem = "." * node.level + (node.module or "")
            imported |= {stem + a.name for a in node.names} if stem == "." else {stem}
    assert not [i for i in imported if i.split(".")[0] in ("glossary", "translate")]
    own = {f".{Path(n).stem}" for n in INDEPENDENT}
    assert {i for i in imported if i.startswith(".")} <= own  # nor by way of a neighbour
    assert not imported & {"importlib", "runpy"}


@pytest.mark.parametrize("fault", seeder().faults)
@pytest.mark.parametrize("direction", ["fr-en", "en-fr"])
def test_every_fault_can_be_made_and_is_made_again(fault: str, direction: str) -> None:
    pair = PAIRS[direction]
    if fault in SAID:
        french, english = SAID[fault]
        source, target = (french, english) if direction == "fr-en" else (english, french)
        pair = Clean("made", 1, source, target, *direction.split("-"))
    made = seeder().make(pair, fault)
    assert made is not None
    assert made.target != made.clean.target
    assert made.source == made.clean.source
    assert made == seeder().make(pair, fault)


def test_what_is_not_there_cannot_be_damaged() -> None:
    bare = Clean("made", 1, "Il dort", "He sleeps", "fr", "en")
    possible = {f for f in seeder().faults if seeder().make(bare, f) is not None}
    assert possible <= {
        *(f"{p}-damaged" for p in ("url", "placeholder", "printf", "markup")),
        "word-doubled",
        "space-doubled",
    }


def test_a_figure_that_both_sides_have_loses_one_digit() -> None:
    made = seeder().make(PAIRS["fr-en"], "number-changed")
    assert made is not None
    differing = [(a, b) for a, b in zip(EN, made.target, strict=True) if a != b]
    assert len(differing) == 1
    assert all(c.isdigit() for c in differing[0])


def test_a_negation_is_lost_in_grammatical_words() -> None:
    english = seeder().make(PAIRS["fr-en"], "negation-dropped")
    french = seeder().make(PAIRS["en-fr"], "negation-dropped")
    assert english is not None
    assert "The army did confirm" in english.target
    assert french is not None
    assert "L'armée a confirmé" in french.target


def test_a_term_is_swapped_wherever_it_stands() -> None:
    pair = Clean("made", 1, "Aqmi nie. Aqmi ment.", "AQIM denies. AQIM lies.", "fr", "en")
    made = seeder().make(pair, "term-swapped")
    assert made is not None
    assert "AQIM" not in made.target
    assert made.term == (0, 4)


def test_running_text_of_tokens() -> None:
    assert running('don \'t , he said : " no " .', "en") == 'don\'t, he said: "no".'
    assert running("“ d' accord ” , dit-il", "fr") == "“d'accord”, dit-il"
