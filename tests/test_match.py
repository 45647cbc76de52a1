"""Finding terms: longest leftmost, never inside another word, guards, capitals, accents."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.curated import curated
from glossary.formats import po
from glossary.match import Matcher, find
from glossary.model import Glossary, Status
from glossary.placeables import placeables
from glossary.require import require, standings
from glossary.text import fold

DATA = Path(__file__).parent / "data"
GLOSSARY = po.read((DATA / "match-glossary.po").read_text("utf-8"), name="match-glossary.po")
CASES = [
    tuple(line.split("\t"))
    for line in (DATA / "match-cases.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[c[1] for c in CASES])
def test_cases(language: str, text: str, expected: str) -> None:
    found = find(text, GLOSSARY, "fr" if language == "fr" else "en")
    shown = "; ".join(f"{m.surface}={m.concept.id}/{m.pairing.label}" for m in found)
    assert (shown or "-") == expected
    for match in found:
        assert text[match.start : match.end] == match.surface
        assert not match.rivals


def test_number_and_gender_of_the_form_found() -> None:
    (match,) = find("des soldates nigériennes", GLOSSARY, "fr")
    assert (match.number, match.gender) == ("pl", "f")


def test_ambiguous_only_when_targets_differ(glossary_of: Callable[[str], Glossary]) -> None:
    entries = """
#. fr-gender: f
msgctxt "alliance"
msgid "Alliance of Sahel States"
msgstr "Alliance des États du Sahel"

msgctxt "alliance/acronym"
msgid "AES"
msgstr "AES"

#. fr-gender: f
msgctxt "other"
msgid "Advanced Encryption Standard"
msgstr "norme de chiffrement"

msgctxt "other/acronym"
msgid "{target}"
msgstr "AES"
"""
    (same,) = find("l'AES", glossary_of(entries.replace("{target}", "AES")), "fr")
    assert not same.rivals
    (match,) = find("l'AES", glossary_of(entries.replace("{target}", "ADVES")), "fr")
    assert [r.concept.id for r in match.rivals] == ["other"]


def test_capitals_in_a_headline() -> None:
    matcher = Matcher(GLOSSARY, "fr")
    assert matcher.find("LES FAMA À GAO")[0].surface != "FAMA"
    found = matcher.find("LES FAMA À GAO", capitals=True)
    assert [m.concept.id for m in found] == ["fama", "gao"]


def test_skipped_spans_hold_no_term() -> None:
    matcher = Matcher(GLOSSARY, "fr")
    assert [m.start for m in matcher.find("FAMa et FAMa", skip=[(0, 4)])] == [8]


def test_guard_looks_at_the_passage_given() -> None:
    matcher = Matcher(GLOSSARY, "fr")
    assert matcher.find("le CSP")
    assert not matcher.find("le CSP", context="le CSP. Une catégorie de travailleurs.")


_PIECES = st.sampled_from(
    [
        "FAMa", "Mali", "So", "malie", "CSP", "-", "'", "’", " ", "l'", "armée", "malienne",
        "\u0301", "\u00ad", "\u00a0", "porte", "parole", "e", "É", "@", "https://", ".", "PSD",
        "İ", "ß", "\n", "Gao", "M. ", "(", ")",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=12).map("".join))
def test_a_match_is_never_a_part_of_a_word(text: str) -> None:
    previous = 0
    for match in find(text, GLOSSARY, "fr"):
        assert match.start >= previous
        previous = match.end
        assert text[match.start : match.end] == match.surface
        before = text[: match.start].rstrip("\u00ad\u0301")[-1:]
        after = text[match.end :].lstrip("\u00ad")[:1]
        assert not before.replace("_", "a").isalnum()
        assert not after.replace("_", "a").isalnum()
        assert not unicodedata.combining(after or "a")


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_folding_keeps_the_offsets(text: str) -> None:
    folded = fold(text)
    assert len(folded.key) == len(folded.norm) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    for start, end in zip(folded.starts, folded.ends, strict=True):
        assert 0 <= start < end <= len(text)


@given(st.sampled_from(["é", "è", "ç", "ô"]), st.booleans())
def test_decomposed_accents_fold_alike(letter: str, upper: bool) -> None:
    letter = letter.upper() if upper else letter
    decomposed = unicodedata.normalize("NFD", letter)
    assert fold(decomposed).key == fold(letter).key
    assert fold(decomposed).norm == fold(letter).norm


def test_an_accepted_form_answers_and_is_never_asked_for(
    glossary_of: Callable[[str], Glossary],
) -> None:
    glossary = glossary_of(
        "#. pos: noun\n#. en-accepted: tank\n#. fr-gender: m\n#. fr-accepted: véhicule {m}\n"
        'msgctxt "armour"\nmsgid "armoured vehicle"\nmsgstr "blindé"\n'
    )
    assert find("Le véhicule est parti.", glossary, "fr") == ()
    assert find("The tank left.", glossary, "en") == ()
    (wanted,) = [require(m) for m in find("Two armoured vehicles left.", glossary, "en")]
    assert standings("Deux véhicules sont partis.", [wanted])[0] is not None
    assert standings("Deux engins sont partis.", [wanted]) == (None,)
    assert not wanted.other_names  # right as it stands: nothing writes it over


def test_an_accepted_word_in_another_number_answers_in_that_number_alone(
    glossary_of: Callable[[str], Glossary],
) -> None:
    glossary = glossary_of(
        "#. pos: noun\n#. fr-gender: f\n#. fr-accepted: soldats {m pl} | aviation\n"
        'msgctxt "army"\nmsgid "army"\nmsgstr "armée"\n'
    )
    (wanted,) = [require(m) for m in find("The army left.", glossary, "en")]
    assert standings("Les soldats sont partis.", [wanted])[0] is not None
    assert standings("Un soldat est parti.", [wanted]) == (None,)
    assert standings("Les aviations sont parties.", [wanted])[0] is not None  # same number: any


def test_a_people_listed_in_the_plural_is_asked_for_in_the_plural(
    glossary_of: Callable[[str], Glossary],
) -> None:
    glossary = glossary_of(
        "#. pos: adjective\n#. en-variant: Bambaras {pl}\n#. fr-gender: m\n"
        'msgctxt "bambara"\nmsgid "Bambara"\nmsgstr "bambara"\n'
    )
    (people, trader) = find("Two Bambaras met a Bambara trader.", glossary, "en")
    assert require(people).form == "bambaras"
    assert require(trader).form == "bambara"


def test_a_form_that_two_entries_share_stands_under_the_entry_it_answers(
    glossary_of: Callable[[str], Glossary],
) -> None:
    glossary = glossary_of(
        "#. pos: noun\n#. fr-gender: m\n#. fr-accepted: justice {f}\n"
        'msgctxt "prosecutor"\nmsgid "prosecutor"\nmsgstr "procureur"\n\n'
        "#. pos: noun\n#. fr-gender: f\n"
        'msgctxt "justice"\nmsgid "justice"\nmsgstr "justice"\n'
    )
    wanted = [require(m) for m in find("The prosecutor wants justice.", glossary, "en")]
    found = standings("La justice veut que justice soit faite.", wanted)
    assert [s.term.status for s in found if s] == [Status.ACCEPTED, Status.PREFERRED]
    assert [s.start for s in found if s] == [3, 20]


@pytest.mark.parametrize(
    ("language", "text", "surface", "number"),
    [
        ("en", "Two unmanned aircraft fell.", "unmanned aircraft", "pl"),
        ("en", "An unmanned aircraft fell.", "unmanned aircraft", "sg"),
        ("fr", "Des obus sont tombés.", "obus", "pl"),
        ("fr", "Un obus est tombé.", "obus", "sg"),
        ("fr", "Le 14 mars 2025, il a plu.", "mars", None),
        ("fr", "Les 4 et 5 mars 2025, il a plu.", "mars", None),
    ],
)
def test_a_noun_with_one_form_has_the_number_of_its_neighbours(
    language: str, text: str, surface: str, number: str | None
) -> None:
    found = find(text, curated(), "fr" if language == "fr" else "en")
    (match,) = [m for m in found if m.surface == surface]
    assert match.number == number


@pytest.mark.parametrize("piece", ["a", "é", "a-", "a.", "1-", "a@", "<a", "{a", "1/AB", "12 "])
def test_addresses_are_looked_for_in_linear_time(piece: str) -> None:
    start = time.process_time()
    placeables(piece * 50_000)  # as of a picture written into a page (base64)
    assert time.process_time() - start < 4


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(jean-luc.diarra+presse@un.org)", ["jean-luc.diarra+presse@un.org"]),
        ("Voir sites.ml.maliweb.net/a, Site-maliweb.net et É.un.org.",
         ["sites.ml.maliweb.net/a", "maliweb.net", "un.org"]),
        ("-rapport-2.final.pdf et a.b-c.docx", ["final.pdf", "b-c.docx"]),
        ("fin.La suite; a.b. c", []),
    ],
)  # fmt: skip
def test_an_address_is_found_whole(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in placeables(text)] == found
