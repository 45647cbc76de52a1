"""An acronym is introduced before it stands alone: brackets, findings, first mentions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from translate import formats
from translate.consistency.mentions import bracket, introduces
from translate.consistency.texts import Text
from translate.engine import Abilities
from translate.grammar.changes import replay
from translate.passes import PASSES, replay_all
from translate.pipeline import Settings, translate_document
from translate.result import Result

DATA = Path(__file__).parent / "data" / "consistency"


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("language", "source", "target", "wanted"), rows("brackets.tsv"))
def test_brackets_come_back(language: str, source: str, target: str, wanted: str) -> None:
    del language
    text = replay(target, bracket(Text(source, target)))
    assert text == (target if wanted == "=" else wanted)
    assert bracket(Text(source, text)) == ()


@pytest.mark.parametrize(("target", "short", "wanted"), rows("introduced.tsv"))
def test_what_introduces_an_acronym(target: str, short: str, wanted: str) -> None:
    found = re.search(rf"\b{short}\b", target)
    assert found is not None
    assert introduces(target, *found.span()) is (wanted == "yes")


ENTRIES = """
#. fr-gender: m
msgctxt "csp"
msgid "Permanent Strategic Framework"
msgstr "Cadre stratégique permanent"

msgctxt "csp/acronym"
msgid "CSP"
msgstr "CSP"

#. en-article: no
#. fr-gender: m
msgctxt "ftl"
msgid "Free Tents League"
msgstr "Alliance des tentes libres"

#. en-article: no
msgctxt "ftl/acronym"
msgid "FTL"
msgstr "ATL"

#. fr-gender: f
#. fr-article: no
#. en-article: no
msgctxt "hrx"
msgid "Hope Radio"
msgstr "Espoir Radio"

#, read-only
msgctxt "hrx/acronym"
msgid "HRX"
msgstr "HRX"

#. fr-gender: m
msgctxt "wwc"
msgid "World Wells Council"
msgstr "Conseil mondial des puits"

#. known: yes
msgctxt "wwc/acronym"
msgid "WWC"
msgstr "CMP"
"""

FRENCH = {
    "The CSP attacked.": "Le CSP a attaqué.",
    "CSP rebels left the CSP.": "Les rebelles du CSP ont quitté le CSP.",
    "The CSP.": "Le CSP.",
    "He left FTL.": "Il a quitté l'ATL.",
    "A chief of FTL spoke.": "Un chef de l'ATL a parlé.",
    '"The CSP lies," he said.': '"Le CSP ment", a-t-il dit.',
    "The Permanent Strategic Framework (CSP) attacked.": (
        "Le Cadre stratégique permanent (CSP) a attaqué."
    ),
    "HRX said so.": "HRX l'a dit.",
    "The WWC spoke.": "Le CMP a parlé.",
    "IN BRIEF - the XQZ.": "EN BREF - le XQZ.",
    "The army (CSP excepted) left.": "L'armée (CSP excepté) est partie.",
    "The CSP-led force left.": "La force CSP-alliés est partie.",
    "CSP attacks": "Attaques du CSP",
    "He joined the XQZ.": "Il a rejoint le XQZ.",
    "The Lake Front (XQZ) won.": "Le Front du lac a gagné.",
}


def run(stand_in: Any, glossary_of: Any, *sentences: str, **options: Any) -> Result:
    engine = stand_in(
        source="en",
        target="fr",
        abilities=Abilities(),
        answers={s: [FRENCH[s]] for s in sentences},
    )
    text = "\n\n".join(sentences) + "\n"
    document = formats.read(text, format="text")
    return translate_document(document, engine, glossary_of(ENTRIES), Settings(**options))


def told(result: Result, check: str) -> list[tuple[int, str]]:
    found = []
    for finding in result.findings:
        if finding.check == check and finding.span:
            segment = result.segments[finding.segment]
            text = segment.source if check == "expansion-lost" else segment.target
            found.append((finding.segment, text[slice(*finding.span)]))
    return found


def test_an_acronym_that_nothing_introduces_is_told_once(stand_in: Any, glossary_of: Any) -> None:
    one = run(stand_in, glossary_of, "CSP attacks", "The CSP attacked.", "He left FTL.", "The CSP.")
    assert told(one, "acronym-unexplained") == [(1, "CSP"), (2, "ATL")]
    assert one.clean
    two = "The Permanent Strategic Framework (CSP) attacked.", "The CSP attacked."
    assert not told(run(stand_in, glossary_of, *two), "acronym-unexplained")
    late = run(stand_in, glossary_of, *reversed(two))
    assert told(late, "acronym-unexplained") == [(0, "CSP")]


def test_a_known_acronym_needs_no_introduction(stand_in: Any, glossary_of: Any) -> None:
    result = run(stand_in, glossary_of, "HRX said so.", "The WWC spoke.", expand_first=True)
    assert not told(result, "acronym-unexplained")
    assert result.text == "HRX l'a dit.\n\nLe CMP a parlé.\n"


def test_a_word_in_capitals_is_no_acronym(stand_in: Any, glossary_of: Any) -> None:
    result = run(stand_in, glossary_of, "IN BRIEF - the XQZ.")
    assert told(result, "acronym-unexplained") == [(0, "XQZ")]


def test_an_explanation_that_got_lost_is_a_warning(stand_in: Any, glossary_of: Any) -> None:
    result = run(stand_in, glossary_of, "The Lake Front (XQZ) won.", "He joined the XQZ.")
    assert told(result, "expansion-lost") == [(0, "XQZ")]
    assert told(result, "acronym-unexplained") == [(1, "XQZ")]
    assert not result.clean


def test_nothing_is_written_out_unless_asked(stand_in: Any, glossary_of: Any) -> None:
    assert run(stand_in, glossary_of, "The CSP attacked.").text == "Le CSP a attaqué.\n"


EXPANDED = [
    ("The CSP attacked.", "Le Cadre stratégique permanent (CSP) a attaqué."),
    (
        "CSP rebels left the CSP.",
        "Les rebelles du Cadre stratégique permanent (CSP) ont quitté le CSP.",
    ),
    ("He left FTL.", "Il a quitté l'Alliance des tentes libres (ATL)."),
    ("A chief of FTL spoke.", "Un chef de l'Alliance des tentes libres (ATL) a parlé."),
    ('"The CSP lies," he said.', "«\u00a0Le CSP ment\u00a0», a-t-il dit."),
    ("The army (CSP excepted) left.", "L'armée (CSP excepté) est partie."),
    ("The CSP-led force left.", "La force CSP-alliés est partie."),
    ("CSP attacks", "Attaques du CSP"),
    (
        "The Permanent Strategic Framework (CSP) attacked.",
        "Le Cadre stratégique permanent (CSP) a attaqué.",
    ),
]


@pytest.mark.parametrize(("source", "wanted"), EXPANDED)
def test_first_mentions_written_out(
    stand_in: Any, glossary_of: Any, source: str, wanted: str
) -> None:
    result = run(stand_in, glossary_of, source, expand_first=True)
    assert result.text == wanted + "\n"
    for segment in result.segments:
        assert replay_all(segment.draft, segment.passes) == segment.target
        for o in segment.occurrences:
            if o.target_span is not None:
                assert segment.target[slice(*o.target_span)] == o.required


def test_only_the_first_mention_of_running_text(stand_in: Any, glossary_of: Any) -> None:
    sentences = (
        "CSP attacks",
        '"The CSP lies," he said.',
        "CSP rebels left the CSP.",
        "The CSP attacked.",
    )
    result = run(stand_in, glossary_of, *sentences, expand_first=True)
    assert result.text.count("Cadre stratégique permanent (CSP)") == 1
    assert "rebelles du Cadre stratégique permanent (CSP)" in result.text
    assert ("expand_first", "true") in result.signature.settings


def test_the_pass_can_be_left_out_with_its_findings(stand_in: Any, glossary_of: Any) -> None:
    passes = tuple(p for p in PASSES if p != "mentions")
    result = run(stand_in, glossary_of, "The CSP attacked.", expand_first=True, passes=passes)
    assert result.text == "Le CSP a attaqué.\n"
    assert not told(result, "acronym-unexplained")


ENGLISH = [
    ("Le CSP a attaqué.", "CSP attacked.", "CSP attacked."),  # may be an attribute
    (
        "Le CSP a attaqué Ber.",
        "CSP attacked Ber.",
        "The Permanent Strategic Framework (CSP) attacked Ber.",
    ),
    ("Des groupes du CSP.", "CSP armed groups fled the town.", "CSP armed groups fled the town."),
    ("Le CSP est là.", "CSP is here.", "The Permanent Strategic Framework (CSP) is here."),
    (
        "Selon le CSP, non.",
        "According to CSP, no.",
        "According to the Permanent Strategic Framework (CSP), no.",
    ),
    ("L'ATL a parlé.", "FTL spoke.", "FTL spoke."),
    ("L'ATL a gagné.", "FTL has won.", "Free Tents League (FTL) has won."),
    ("Un homme du CSP.", "A CSP man.", "A Permanent Strategic Framework (CSP) man."),
    ("Des rebelles du CSP.", "CSP rebels.", "CSP rebels."),
    ("Un homme de l'ATL.", "An FTL man.", "A Free Tents League (FTL) man."),
    ("La force du CSP.", "The CSP's force.", "The CSP's force."),
    ("La mission du CSP est là.", "The UN CSP is here.", "The UN CSP is here."),
    (
        "Le Cadre stratégique permanent, le CSP, est là.",
        "The Permanent Strategic Framework, the CSP, is here.",
        "The Permanent Strategic Framework, the CSP, is here.",
    ),
]


@pytest.mark.parametrize(("source", "written", "wanted"), ENGLISH)
def test_english_first_mentions(
    stand_in: Any, glossary_of: Any, source: str, written: str, wanted: str
) -> None:
    engine = stand_in(abilities=Abilities(), answers={source: [written]})
    document = formats.read(source, format="text")
    settings = Settings(expand_first=True, passes=("grammar", "a-or-an", "mentions"))
    result = translate_document(document, engine, glossary_of(ENTRIES), settings)
    assert result.text == wanted
    for segment in result.segments:
        assert replay_all(segment.draft, segment.passes) == segment.target
