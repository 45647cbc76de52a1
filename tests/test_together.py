"""A people and a noun side by side: one phrase, in the order and agreement of the target."""

from __future__ import annotations

import pytest

from glossary.curated import curated
from glossary.match import find
from glossary.model import Language
from glossary.require import require
from translate.cascade.protect import Sentence, Treatment, compose
from translate.cascade.together import joined
from translate.document import Code
from translate.engine import Abilities, Annotation, Piece


def sentence(text: str, language: Language) -> Sentence:
    return Sentence(text, language, tuple(require(m) for m in find(text, curated(), language)))


def phrases(text: str, language: Language) -> list[str]:
    made = sentence(text, language)
    every = range(len(made.requirements))
    return [phrase for _, _, phrase in joined(text, language, made.requirements, every)]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Mali's military junta met.", ["junte militaire du Mali"]),
        ("en", "Burkinabe drones fell.", ["drones burkinabè"]),
        ("en", "Russian mercenaries fled.", ["mercenaires russes"]),
        ("en", "the Algerian border", ["frontière algérienne"]),
        ("en", "FAMa soldiers fled.", ["soldats des FAMa"]),
        ("en", "JNIM fighters fled.", ["combattants du JNIM"]),
        ("en", "an ECOWAS convoy", ["convoi de la CEDEAO"]),
        ("en", "AQIM fighters", ["combattants d'AQMI"]),
        ("en", "Wagner mercenaries", ["mercenaires de Wagner"]),
        ("fr", "La junte malienne se tait.", ["Malian junta"]),
        ("fr", "des soldats nigériens", ["Nigerien soldiers"]),
        # listed as one name, not side by side, in the other order, or no people
        ("en", "The Malian army left.", []),
        ("en", "Malian and Nigerien drones", ["drones nigériens"]),
        ("en", "drones, Malian", []),
        ("fr", "les drones de la junte", []),
    ],
)
def test_neighbours_that_are_one_phrase(language: Language, text: str, wanted: list[str]) -> None:
    assert phrases(text, language) == wanted


ABLE = Abilities(annotations=True, markers=8)


def pieces(text: str, told: list[Treatment], codes: tuple[Code, ...] = ()) -> tuple[Piece, ...]:
    made = sentence(text, "en")
    made = Sentence(text, "en", made.requirements, codes=codes)
    return compose(made, dict(enumerate(told)), ABLE).pieces


def test_one_of_them_missing_annotates_the_phrase() -> None:
    for told in ([Treatment.ANNOTATED, Treatment.PLAIN], [Treatment.PLAIN, Treatment.ANNOTATED]):
        assert pieces("Burkinabe drones fell.", told) == (
            Annotation(" Burkinabe drones", " drones burkinabè"),
            " fell.",
        )
    assert pieces("Burkinabe drones fell.", [Treatment.PLAIN] * 2) == ("Burkinabe drones fell.",)


def test_a_masked_term_is_in_no_phrase() -> None:
    made = pieces("Burkinabe drones fell.", [Treatment.ANNOTATED, Treatment.MASKED])
    assert Annotation(" Burkinabe", " burkinabè") in made


def test_markup_inside_a_phrase_is_aligned() -> None:
    text = "Burkinabe drones fell."
    code = Code(10, "<br/>", "standalone", 1)
    made = Sentence(text, "en", sentence(text, "en").requirements, codes=(code,))
    composed = compose(made, {0: Treatment.ANNOTATED}, ABLE)
    assert composed.loose == (code,)
    assert composed.treatments == (Treatment.ANNOTATED, Treatment.ANNOTATED)
