"""The laws of a translation run, with a stand-in engine; the real one has its own tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from glossary.curated import curated
from glossary.formats import po
from glossary.model import Glossary
from translate import formats
from translate.cascade.drafts import How
from translate.document import Code
from translate.engine import Abilities
from translate.grammar.changes import Change
from translate.passes import (
    PASSES,
    Line,
    apply,
    capital,
    end_mark,
    replay_all,
)
from translate.pipeline import Settings, translate_document
from translate.result import Result

ENTRIES = (Path(__file__).parent / "data" / "cascade-glossary.po").read_text("utf-8")
GLOSSARY = po.read(ENTRIES, name="cascade-glossary.po")
BARE = Settings(passes=())


def run(engine: Any, text: str, *, form: str = "text", **options: Any) -> Result:
    glossary = options.pop("glossary", GLOSSARY)
    return translate_document(
        formats.read(text, format=form), engine, glossary, Settings(**options)
    )


SAMPLES = st.lists(
    st.sampled_from(
        [
            "Les FAMa avancent.", "La CEDEAO, le GSIM", "\n", "\r\n", "\n\n", " ", "\t", "\u00a0",
            "- ", "1. ", "« CSP »", "https://a.ml/FAMa", "@FAMa", "%s", "12,5 %", "É", "(", ")",
            "<term>x<as>y</term>", "<x1>", "<2en>", "LE CSP PARLE AUX FAMA DE GAO.", "…",
        ]
    ),
    max_size=10,
).map("".join)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(SAMPLES, st.sampled_from(["text", "lines", "markdown"]))
def test_an_engine_that_copies_gives_the_document_back(stand_in: Any, text: str, form: str) -> None:
    assume(text.count("<") <= 8)  # codes beyond the model's markers are aligned, not copied
    engine = stand_in()
    result = run(engine, text, form=form, glossary=None, passes=())
    if form != "lines":
        # line breaks inside a paragraph become spaces only in a paragraph that changed
        assert result.text.split() == text.split()
    else:
        assert result.text.count("\n") == text.count("\n")


@settings(max_examples=100, deadline=None)
@given(SAMPLES)
def test_replaying_the_ledger_gives_the_text(stand_in: Any, text: str) -> None:
    engine = stand_in(words={"CEDEAO": "CEDEO", "GSIM": "gsim"})
    for segment in run(engine, text).segments:
        assert replay_all(segment.draft, segment.passes) == segment.target


def test_the_draft_is_the_engines_and_a_mended_term_is_a_pass(stand_in: Any) -> None:
    (segment,) = run(stand_in(words={"FAMa": "fama"}), "Les FAMa avancent.").segments
    assert segment.draft == "Les fama avancent."
    assert [p.name for p in segment.passes] == ["term-repair"]
    assert segment.target == "Les FAMa avancent."
    (loud,) = run(stand_in(words={"fama": "fama"}), "LES FAMA AVANCENT.").segments
    assert loud.target == "LES FAMa AVANCENT."
    assert replay_all(loud.draft, loud.passes) == loud.target


@settings(max_examples=60, deadline=None)
@given(SAMPLES)
def test_kept_spans_survive_byte_for_byte(stand_in: Any, text: str) -> None:
    result = run(stand_in(), text)
    for kept in ("https://a.ml/FAMa", "@FAMa", "<term>", "<x1>", "<2en>"):
        assert result.text.count(kept) == text.count(kept)


def test_an_empty_glossary_changes_nothing(stand_in: Any) -> None:
    text = "Les FAMa avancent. La CEDEAO se réunit.\n"
    one = run(stand_in(words={"CEDEAO": "x"}), text, glossary=None)
    two = run(stand_in(words={"CEDEAO": "x"}), text, glossary=Glossary())
    assert one.text == two.text
    assert not one.occurrences


def test_same_inputs_same_bytes(stand_in: Any) -> None:
    text = "Les FAMa avancent. La CEDEAO se réunit.\n"
    engine = stand_in(abilities=Abilities(), words={"CEDEAO": "CEDEO"})
    assert run(engine, text) == run(engine, text)


def test_enforcing_twice_is_enforcing_once(stand_in: Any) -> None:
    engine = stand_in(abilities=Abilities(), words={"CEDEAO": "CEDEO"})
    once = run(engine, "La CEDEAO se réunit.").text
    back = stand_in(source="en", target="fr", abilities=Abilities())
    again = run(back, once)
    assert [o.required for o in again.occurrences] == ["CEDEAO"]


def test_the_ledger_tells_where_each_term_stands(stand_in: Any) -> None:
    result = run(stand_in(), "Le GSIM et la CEDEAO.")
    for segment in result.segments:
        for o in segment.occurrences:
            assert segment.source[slice(*o.source_span)] == o.surface
            assert o.target_span is not None
            assert segment.target[slice(*o.target_span)] == o.required
            assert o.how is How.ANNOTATED


def test_a_headline_in_capitals_stays_one_and_keeps_its_acronyms(stand_in: Any) -> None:
    result = run(stand_in(), "LES FAMA CONTRE LE GSIM PRÈS DE TOMBOUCTOU")
    assert result.text == "LES FAMa CONTRE LE JNIM PRÈS DE TOMBOUCTOU"
    # a town that is found in its own writing alone is no acronym
    assert run(stand_in(), "LES FAMA VONT À BER", glossary=curated()).text == "LES FAMa VONT À BER"


def test_a_term_that_fails_is_a_finding(stand_in: Any) -> None:
    source = "La CEDEAO se réunit."
    engine = stand_in(abilities=Abilities(), answers={source: ["."]}, words={"CEDEAO": "x"})
    from translate.cascade.drafts import Cascade

    result = run(engine, source, cascade=Cascade(steps=()))
    assert [f.check for f in result.findings if f.severity.value == "error"] == ["term-missing"]
    assert not result.clean


def test_long_sentences_are_cut(stand_in: Any) -> None:
    text = ", ".join(["les forces avancent vers la ville voisine de Gao"] * 40) + "."
    engine = stand_in()
    result = run(engine, text, passes=())
    assert len(result.segments) > 1
    assert result.text == text


def test_a_long_sentence_that_fails_crosses_in_pieces(stand_in: Any) -> None:
    one = "les forces de la région avancent vers la ville voisine avec la CEDEAO"
    two = "tandis que les autres unités restent dans leurs camps au nord du pays avec le CSP"
    source = f"{one}, {two}."
    engine = stand_in(abilities=Abilities(), words={"CEDEAO": "ECOWAS"}, answers={source: ["No."]})
    from translate.cascade.drafts import Cascade

    result = run(engine, source, cascade=Cascade(steps=()), passes=())
    assert [s.source for s in result.segments] == [f"{one},", f"{two}."]
    assert result.text == f"{one.replace('CEDEAO', 'ECOWAS')}, {two}."
    assert all(o.how is How.NATIVE for o in result.occurrences)
    short = run(stand_in(answers={"Le CSP.": ["No."]}, abilities=Abilities()), "Le CSP.",
                cascade=Cascade(steps=()))  # fmt: skip
    assert [o.how for o in short.occurrences] == [How.FAILED]


@pytest.mark.parametrize("name", PASSES)
def test_a_pass_switched_off_is_not_in_the_ledger(stand_in: Any, name: str) -> None:
    engine = stand_in(words={"La": "la", "CEDEAO": "x"})
    passes = tuple(p for p in PASSES if p != name)
    result = run(engine, "La CEDEAO se réunit", passes=passes)
    assert all(p.name != name for s in result.segments for p in s.passes)


def test_no_full_stop_is_added_to_a_headline() -> None:
    assert end_mark(Line("Attack in Gao."), "Attaque à Gao").text == "Attack in Gao"
    assert end_mark(Line("Attack in Gao."), "Attaque à Gao.").text == "Attack in Gao."
    assert end_mark(Line("in the U.S."), "aux États-Unis").text == "in the U.S."


def test_capital() -> None:
    assert capital(Line("the army"), "L'armée").text == "The army"
    assert capital(Line("the army"), "armée").text == "the army"
    assert capital(Line("iPhone sales"), "Ventes").text == "iPhone sales"
    assert capital(Line("<a0>statement</a0>"), "<a0>Communiqué</a0>").text == "<a0>Statement</a0>"
    assert capital(Line("the <f0>army</f0>"), "<f0>Armée</f0>").text == "The <f0>army</f0>"
    assert capital(Line("<f0>Des</f0> armes"), "<f0>arms</f0>").text == "<f0>des</f0> armes"
    assert capital(Line("< the army"), "L'armée").text == "< The army"


def test_a_pass_never_touches_a_kept_span() -> None:
    line = Line("see x.org now", kept=((4, 9),))
    assert apply(line, "demo", [Change(5, 6, ".", "!", "r")]).text == "see x.org now"


@settings(max_examples=150, deadline=None)
@given(st.text("ab ", min_size=6, max_size=12), st.data())
def test_codes_stay_in_order(text: str, data: st.DataObject) -> None:
    """A pair inside what a pass rewrites once closed before it opened."""
    places = st.integers(0, len(text))
    first, at, until, last = sorted(data.draw(st.tuples(places, places, places, places)))
    change = Change(first, last, text[first:last], "XYZ", "r")
    codes = (Code(at, "<", "open", 1), Code(at, "!", "standalone", 2), Code(until, ">", "close", 1))
    moved = apply(Line(text, codes), "demo", [change]).codes
    assert [c.raw for c in moved] == ["<", "!", ">"]
    assert [c.at for c in moved] == sorted(c.at for c in moved)


@settings(max_examples=150, deadline=None)
@given(st.text("ab ", min_size=6, max_size=12), st.data())
def test_spans_move_with_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    at = data.draw(st.integers(0, len(text)))
    until = data.draw(st.integers(at, len(text)))
    if (at < end and start < until) or at == until == end:
        return  # it reaches into the span, or is written at its end
    change = Change(at, until, text[at:until], "XYZ", "r")
    line = apply(Line(text, terms=((start, end),)), "demo", [change])
    span = line.terms[0]
    assert span is not None
    assert line.text[span[0] : span[1]] == text[start:end]


def test_bold_travels_with_its_word(stand_in: Any) -> None:
    engine = stand_in(words={"avancent": "advance"})
    result = run(engine, "Les **FAMa** avancent.\n", form="markdown", passes=())
    assert result.text == "Les **FAMa** advance.\n"


@pytest.mark.parametrize(
    ("form", "source", "words", "target"),
    [
        ("markdown", "Elle *reste*`code`\n", {"reste": "remains"}, "Elle *remains*`code`\n"),
        ("markdown", "Le rapport[^1] dit.\n\n[^1]: 1\n", {"rapport": "report"},
         "Le report[^1] dit.\n\n[^1]: 1\n"),
        ("html", "<p>Un <img src=x> mort</p>", {"mort": "dead"}, "<p>Un <img src=x> dead</p>"),
        ("html", "<p>Un <img src=x> <b>mort</b></p>", {"mort": "dead"},
         "<p>Un <img src=x> <b>dead</b></p>"),
    ],
)  # fmt: skip
def test_markup_that_the_engine_lost_is_back_where_it_was(
    stand_in: Any, form: str, source: str, words: dict[str, str], target: str
) -> None:
    engine = stand_in(words=words, abilities=Abilities(annotations=False, markers=1))
    assert run(engine, source, form=form, glossary=None, passes=()).text == target


@pytest.mark.parametrize(
    ("written", "source", "wanted"),
    [
        ("L’ingérence est là", "interference is there", "l’ingérence est là"),
        ("Des villes", "towns", "des villes"),
        ("— Le chef", "— the head", "— le chef"),
        ("M. Diop", "mr diop", "M. Diop"),
        ("Lundi soir", "monday evening", "Lundi soir"),  # may be a name: left
        ("Le chef", "The head", "Le chef"),
    ],
)
def test_a_piece_or_item_that_begins_small_does_so_in_translation(
    written: str, source: str, wanted: str
) -> None:
    assert capital(Line(written), source).text == wanted


def test_a_required_name_keeps_its_capital_at_the_beginning() -> None:
    assert capital(Line("Le Monde écrit", terms=((0, 8),)), "le monde").text == "Le Monde écrit"
