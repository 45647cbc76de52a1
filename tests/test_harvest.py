"""Term candidates: what is defined in brackets, what recurs, what answers it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from glossary import lint
from glossary.acronyms import definitions, expansion
from glossary.formats import po
from glossary.harvest import harvest
from glossary.harvest_entries import to_glossary
from glossary.model import Glossary, Review

KNOWN = """
#. fr-gender: m
msgctxt "known"
msgid "Known Front of the River"
msgstr "Front connu du fleuve"

msgctxt "known/acronym"
msgid "KFR"
msgstr "FCF"

msgctxt "amadou"
msgid "Amadou Sarakole"
msgstr "Amadou Sarakolé"
"""
FRENCH = """Le Groupement des forces du fleuve (GFF) a attaqué le poste, selon l'ATX.
L'ATX cite la Coordination des sages du désert (CSD).
Hier, Moussa Tiéfolo a rencontré le GFF. Moussa Tiéfolo est revenu.
Le FCF et Amadou Sarakolé parlent. Amadou Sarakolé et le FCF sont connus.
"""
ENGLISH = """The River Forces Group (RFG) attacked the post, according to ATX.
ATX quotes the Council of Desert Elders (CDE).
Yesterday Moussa Tiefolo met the RFG. Moussa Tiefolo returned.
The KFR and Amadou Sarakole speak. Amadou Sarakole and the KFR are known.
"""


@pytest.mark.parametrize(
    ("before", "short", "long"),
    [
        ("attaque du Groupe de soutien à l'islam et aux musulmans", "GSIM",
         "Groupe de soutien à l'islam et aux musulmans"),
        ("the Economic Community of West African States", "ECOWAS",
         "Economic Community of West African States"),
        ("Les Forces armées maliennes", "FAMa", "Forces armées maliennes"),
        ("il a été vu par l'Organisation des Nations unies", "ONU",
         "Organisation des Nations unies"),
        ("l'État islamique au Grand Sahara", "EIGS", "État islamique au Grand Sahara"),
        ("rien de tel ici", "GSIM", ""),
        ("le mot", "AB", ""),
        ("", "AB", ""),
        ("le MNLA du MNLA", "MNLA", ""),
    ],
)  # fmt: skip
def test_schwartz_and_hearst(before: str, short: str, long: str) -> None:
    assert expansion(before, short) == long


def test_definitions_either_way_round() -> None:
    line = "le GFF (Groupement des forces du fleuve) et le Cadre du sud (CDS, ex-CX) (hier)"
    assert [d[:2] for d in definitions(line)] == [
        ("Groupement des forces du fleuve", "GFF"), ("Cadre du sud", "CDS"),
    ]  # fmt: skip


def test_known_concepts_are_left_out(glossary_of: Callable[[str], Glossary]) -> None:
    found = harvest(FRENCH, glossary_of(KNOWN), "fr")
    assert [(c.kind, c.form, c.count) for c in found] == [
        ("acronym", "ATX", 2), ("acronym", "GFF", 2), ("name", "Moussa Tiéfolo", 2),
        ("acronym", "CSD", 1),
    ]  # fmt: skip
    assert found[1].expansion == "Groupement des forces du fleuve"


def test_counterparts_by_co_occurrence(glossary_of: Callable[[str], Glossary]) -> None:
    found = {c.form: c for c in harvest(FRENCH, glossary_of(KNOWN), "fr", aligned=ENGLISH)}
    assert found["GFF"].counterpart == "RFG"
    assert found["GFF"].counterpart_expansion == "River Forces Group"
    assert found["ATX"].counterpart == "ATX"
    assert found["Moussa Tiéfolo"].counterpart == "Moussa Tiefolo"
    assert found["CSD"].likeness <= 1


def test_the_order_of_lines_of_text_does_not_count_twice(glossary_of) -> None:
    once = harvest(FRENCH, glossary_of(KNOWN), "fr", aligned=ENGLISH)
    assert once == harvest(FRENCH, glossary_of(KNOWN), "fr", aligned=ENGLISH)


def test_headlines_in_capitals_and_addresses_give_nothing() -> None:
    text = "LES SOLDATS SONT PARTIS\nLES SOLDATS SONT PARTIS\nhttps://ABC.org/XYZ @ABC #XYZ\n" * 2
    assert harvest(text, Glossary(), "fr") == ()


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    assert harvest("Demain il pleut. Demain il pleut.\n", Glossary(), "fr") == ()


def test_what_comes_out_is_ready_for_add(glossary_of: Callable[[str], Glossary]) -> None:
    known = glossary_of(KNOWN)
    made = to_glossary(harvest(FRENCH, known, "fr", aligned=ENGLISH), known)
    assert lint.check(made) == ()
    assert all(c.review is Review.UNVERIFIED and c.confidence == "low" for c in made)
    again = po.read(po.snippet(made), name="-", domain="harvest")
    assert again.concepts == made.concepts
    force = made.by_id["rfg"]
    assert [p.label for p in force.pairings] == ["full", "acronym"]
    assert force.head.preferred("fr").grammar.gender == "m"
    assert "check it" in force.note


def test_without_a_counterpart_the_note_says_so(glossary_of: Callable[[str], Glossary]) -> None:
    known = glossary_of(KNOWN)
    made = to_glossary(harvest(FRENCH, known, "fr"), known)
    force = made.by_id["gff"]
    assert force.head.preferred("en").form == force.head.preferred("fr").form == "GFF"
    assert "No English counterpart was seen" in force.note
    assert "fr: Groupement des forces du fleuve" in force.note


def test_an_empty_text() -> None:
    assert harvest("", Glossary(), "en") == ()
    assert harvest("", Glossary(), "en", aligned="") == ()


def test_a_single_letter_is_no_candidate() -> None:
    text = "Hier, L'armée a vu Oumar Diarra.\nPuis, L'armée et le plan B, dit Oumar Diarra.\n"
    found = {c.form for c in harvest(text, Glossary(), "fr", least=1)}
    assert not {form for form in found if len(form) == 1}
    assert "Oumar Diarra" in found
