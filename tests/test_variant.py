"""British and American spelling: the hard cases, the laws of the table, the pass."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.variants import VARIANTS, Variant, respelt, spellings
from translate import formats
from translate.passes import PASSES, replay_all
from translate.pipeline import Settings, translate_document
from translate.result import Result

CASES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "data" / "consistency" / "variant.tsv")
    .read_text("utf-8")
    .splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("variant", "written", "wanted"), CASES)
def test_hard_cases(stand_in: Any, variant: Variant, written: str, wanted: str) -> None:
    result = run(stand_in, written, variant=variant)
    assert result.text == wanted


def run(stand_in: Any, written: str, *, glossary: Any = None, **options: Any) -> Result:
    engine = stand_in(answers={"Texte.": [written]})
    passes = options.pop("passes", ("variant",))
    document = formats.read("Texte.", format="text")
    return translate_document(document, engine, glossary, Settings(passes=passes, **options))


def test_each_spelling_stands_once() -> None:
    rows = spellings()
    british = [s.british for s in rows]
    assert len(set(british)) == len(british)
    back = [s.american for s in rows if s.when != "to-american"]
    assert len(set(back)) == len(back)
    assert british == sorted(british)
    for row in rows:
        assert row.british != row.american
        assert row.british.isalpha()
        assert row.british.islower()
        assert row.american.isalpha()
        assert row.american.islower()
        assert row.when in ("", "to-american", "to-british", "measure", "not-computer")


def test_no_spelling_of_one_is_a_word_of_the_other() -> None:
    for variant in VARIANTS:
        for row in spellings():
            one = "5 " + (row.british if variant == "british" else row.american)
            assert respelt(one, variant) == one


@given(st.lists(st.sampled_from(spellings()), max_size=6), st.sampled_from(VARIANTS))
def test_respelling_settles(rows: list[Any], variant: Variant) -> None:
    text = " 7 ".join(row.british if i % 2 else row.american for i, row in enumerate(rows))
    once = respelt(text, variant)
    assert respelt(once, variant) == once
    american = respelt(respelt(text, "british"), "american")
    assert respelt(respelt(american, "british"), "american") == american


@given(st.text(max_size=60), st.sampled_from(VARIANTS))
def test_any_text_settles_and_keeps_its_other_words(text: str, variant: Variant) -> None:
    once = respelt(text, variant)
    assert respelt(once, variant) == once
    assert len(once.split()) == len(text.split())


def test_without_the_option_nothing_is_respelt(stand_in: Any) -> None:
    written = "The defence organized the labour program."
    assert run(stand_in, written, passes=PASSES).text == written


def test_the_pass_can_be_left_out(stand_in: Any) -> None:
    written = "The defence was organized."
    assert run(stand_in, written, variant="british", passes=()).text == written


def test_the_ledger_replays_and_the_signature_tells(stand_in: Any) -> None:
    result = run(stand_in, "The defence was organized.", variant="american", passes=PASSES)
    segment = result.segments[0]
    assert [p.name for p in segment.passes] == ["variant"]
    assert replay_all(segment.draft, segment.passes) == segment.target == result.text
    assert ("variant", "american") in result.signature.settings


def test_french_output_is_left_alone(stand_in: Any) -> None:
    engine = stand_in(source="en", target="fr", answers={"Text.": ["La defence du labour."]})
    result = translate_document(
        formats.read("Text.", format="text"), engine, None, Settings(variant="american")
    )
    assert result.text == "La defence du labour."


TERMS = """
#. pos: noun
#. fr-gender: m
msgctxt "armoured-vehicle"
msgid "armoured vehicle"
msgstr "véhicule blindé"

#. fr-gender: f
#. fr-article: yes
msgctxt "lake-defence-force"
msgid "Lake Defence Force"
msgstr "Force de défense du lac"

#. fr-gender: m
#. en-variant: Labor Center
msgctxt "labour-centre"
msgid "Labour Centre"
msgstr "Centre du travail"
"""


def test_terms_are_respelt_where_they_are_no_names(stand_in: Any, glossary_of: Any) -> None:
    source = "Le véhicule blindé de la Force de défense du lac est au Centre du travail."
    written = "The armoured vehicle of the Lake Defence Force is at the Labour Centre."
    engine = stand_in(answers={source: [written]})
    result = translate_document(
        formats.read(source, format="text"),
        engine,
        glossary_of(TERMS),
        Settings(variant="american"),
    )
    assert result.text == "The armored vehicle of the Lake Defence Force is at the Labor Center."
    spans = [result.text[slice(*o.target_span)] for o in result.occurrences if o.target_span]
    assert spans == ["armored vehicle", "Lake Defence Force", "Labor Center"]


def test_a_first_mention_is_written_out_in_the_same_spelling(
    stand_in: Any, glossary_of: Any
) -> None:
    acronym = '\nmsgctxt "labour-centre/acronym"\nmsgid "LCT"\nmsgstr "CTR"\n'
    engine = stand_in(answers={"Le CTR est loin.": ["The LCT is far."]})
    result = translate_document(
        formats.read("Le CTR est loin.", format="text"),
        engine,
        glossary_of(TERMS + acronym),
        Settings(variant="american", expand_first=True),
    )
    assert result.text == "The Labor Center (LCT) is far."
