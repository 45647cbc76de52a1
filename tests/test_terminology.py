"""The cascade, round by round, with an engine whose every answer is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.curated import curated
from glossary.formats import po
from glossary.match import find
from glossary.model import Glossary, Language
from glossary.require import require, standings
from translate.cascade.drafts import Cascade, How, Step
from translate.cascade.loops import breaks_off
from translate.cascade.protect import Sentence
from translate.cascade.surplus import surplus
from translate.cascade.terminology import enforce
from translate.engine import (
    RETRY_LOOPS,
    RETRY_WHOLE,
    Abilities,
    Annotation,
    Hypothesis,
    Request,
)

ENTRIES = (Path(__file__).parent / "data" / "cascade-glossary.po").read_text("utf-8")
GLOSSARY = po.read(ENTRIES, name="cascade-glossary.po")
PLAIN = Abilities()


def sentence(text: str, language: Language = "fr", glossary: Glossary = GLOSSARY) -> Sentence:
    return Sentence(text, language, tuple(require(m) for m in find(text, glossary, language)))


def test_annotations_can_come_first(stand_in: Any) -> None:
    engine = stand_in()
    (outcome,) = enforce([sentence("Le GSIM attaque.")], engine, Cascade(annotate_first=True))
    assert outcome.final.text == "Le JNIM attaque."
    assert outcome.hows == (How.ANNOTATED,)
    assert len(engine.requests) == 1


def test_only_what_is_missing_is_annotated(stand_in: Any) -> None:
    engine = stand_in()
    (outcome,) = enforce([sentence("Le GSIM et le CSP.")], engine)
    assert outcome.final.text == "Le JNIM et le CSP."
    assert outcome.hows == (How.ANNOTATED, How.NATIVE)
    assert engine.requests[-1].pieces == ("Le ", Annotation(" GSIM", " JNIM"), " et le CSP.")


def test_what_stands_already_is_left_alone(stand_in: Any) -> None:
    engine = stand_in(abilities=PLAIN, answers={"Le GSIM attaque.": ["JNIM attacks."]})
    (outcome,) = enforce([sentence("Le GSIM attaque.")], engine)
    assert outcome.final.text == "JNIM attacks."
    assert outcome.hows == (How.NATIVE,)
    assert len(engine.requests) == 1


def test_the_wrong_case_is_mended_without_another_decoding(stand_in: Any) -> None:
    engine = stand_in(abilities=PLAIN, words={"FAMa": "fama"})
    (outcome,) = enforce([sentence("Les FAMa avancent.")], engine)
    assert outcome.final.text == "Les FAMa avancent."
    assert outcome.hows == (How.REPAIRED,)
    assert len(engine.requests) == 1


def test_another_hypothesis_is_taken(stand_in: Any) -> None:
    source = "La CEDEAO se réunit."
    engine = stand_in(
        abilities=PLAIN, answers={source: ["The CEDEO meets.", "ECOWAS meets.", "Ecowas met."]}
    )
    (outcome,) = enforce([sentence(source)], engine, Cascade(steps=(Step.N_BEST,)))
    assert outcome.final.text == "ECOWAS meets."
    assert outcome.hows == (How.N_BEST,)
    assert outcome.decodings == 1


def test_the_source_is_rewritten(stand_in: Any) -> None:
    engine = stand_in(abilities=PLAIN, words={"CEDEAO": "CEDEO"})
    step = Cascade(steps=(Step.SUBSTITUTION,))
    (outcome,) = enforce([sentence("La CEDEAO se réunit.")], engine, step)
    assert "ECOWAS" in outcome.final.text
    assert outcome.hows == (How.SUBSTITUTED,)


def test_the_translation_goes_on_from_the_term(stand_in: Any) -> None:
    engine = stand_in(abilities=PLAIN, words={"CEDEAO": "CEDEO", "ECOWAS": "the bloc"})
    (outcome,) = enforce([sentence("La CEDEAO se réunit.")], engine, Cascade(steps=(Step.FORCING,)))
    assert outcome.final.text == "La ECOWAS and so on."
    assert outcome.hows == (How.FORCED,)


def test_a_marker_stands_for_the_term(stand_in: Any) -> None:
    engine = stand_in(abilities=Abilities(markers=8), words={"CEDEAO": "x", "ECOWAS": "y"})
    (outcome,) = enforce([sentence("La CEDEAO se réunit.")], engine, Cascade(steps=(Step.MASKING,)))
    assert outcome.final.text == "La ECOWAS se réunit."
    assert outcome.hows == (How.MASKED,)


def test_a_stand_in_word_where_the_model_has_no_markers(stand_in: Any) -> None:
    engine = stand_in(abilities=PLAIN, words={"CEDEAO": "x", "ECOWAS": "y"})
    (outcome,) = enforce([sentence("La CEDEAO se réunit.")], engine, Cascade(steps=(Step.MASKING,)))
    assert outcome.final.text == "La ECOWAS se réunit."


def test_a_known_wrong_rendering_is_replaced(stand_in: Any) -> None:
    engine = stand_in(abilities=PLAIN, words={"CEDEAO": "EWS", "ECOWAS": "EWS"})
    (outcome,) = enforce([sentence("La CEDEAO se réunit.")], engine, Cascade(steps=(Step.REPAIR,)))
    assert outcome.final.text == "La ECOWAS se réunit."
    assert outcome.hows == (How.REPAIRED,)


def test_a_name_said_twice_gives_way_to_another_hypothesis(stand_in: Any) -> None:
    source = "Le CSP avance."
    said = ["The CSP near CSP moves.", "The CSP moves."]
    engine = stand_in(abilities=PLAIN, answers={source: said})
    (outcome,) = enforce([sentence(source)], engine)
    assert outcome.final.text == "The CSP moves."
    assert outcome.hows == (How.NATIVE,)
    (kept,) = enforce([sentence(source)], stand_in(answers={source: said[:1]}))
    assert kept.final.text == said[0]  # nothing better came: a term that is there is not lost


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Le CSP a perdu 14 hommes en 2024.", ["CSP lost 14 men.", "CSP lost 14 men in 2024."]),
        ("Le CSP n'a pas attaqué.", ["CSP attacked.", "CSP did not attack."]),
        ("Le CSP a tué 12 hommes.", ["CSP killed 21 men.", "CSP killed twelve men."]),
    ],
)
def test_a_figure_or_denial_lost_gives_way_to_another_hypothesis(
    source: str, said: list[str], stand_in: Any
) -> None:
    (outcome,) = enforce([sentence(source)], stand_in(abilities=PLAIN, answers={source: said}))
    assert outcome.final.text == said[1]
    # a term weighs more than a figure
    worse = [said[0], said[1].replace("CSP", "They")]
    (kept,) = enforce([sentence(source)], stand_in(abilities=PLAIN, answers={source: worse}))
    assert kept.final.text == said[0]
    bare = source.replace("CSP", "chef")
    (plain,) = enforce([sentence(bare)], stand_in(abilities=PLAIN, answers={bare: said}))
    assert (plain.first.text, plain.final.text) == (said[0], said[1])


def test_a_draft_that_stops_short_of_a_term_goes_on(stand_in: Any) -> None:
    source = "Il parle du CSP au siège de la CEDEAO."
    settings = {"abilities": PLAIN, "answers": {source: ["He speaks of CSP."]}}
    engine = stand_in(**settings, goes_on={"He speaks of CSP,": " at the ECOWAS seat."})
    (outcome,) = enforce([sentence(source)], engine)
    assert outcome.final.text == "He speaks of CSP, at the ECOWAS seat."
    assert outcome.hows[-1] is How.FORCED
    assert not [r.prefix for r in engine.requests if r.prefix.startswith("ECOWAS")]
    # where nothing leads to the term, the beginning is tried last
    engine = stand_in(**settings)
    enforce([sentence(source)], engine)
    tried = [r.prefix for r in engine.requests if r.prefix]
    assert tried[:3] == ["He speaks of CSP,", "He speaks of CSP", "ECOWAS"]


def test_a_doubled_word_goes_before_another_hypothesis_is_asked_for(stand_in: Any) -> None:
    source = "Le CSP n'a rien publié."
    said = ["The CSP made no statement statement.", "The CSP no made statement."]
    (outcome,) = enforce([sentence(source)], stand_in(abilities=PLAIN, answers={source: said}))
    assert outcome.final.text == "The CSP made no statement."
    assert outcome.decodings == 0


def test_a_word_doubled_in_every_hypothesis_is_said_once(stand_in: Any) -> None:
    source = "Le CSP n'a rien publié."
    said = ["The CSP made no statement statement on Monday."]
    (outcome,) = enforce([sentence(source)], stand_in(abilities=PLAIN, answers={source: said}))
    assert outcome.final.text == "The CSP made no statement on Monday."
    assert outcome.final.raw == said[0]
    assert [c.before for c in outcome.final.edits] == [" statement"]
    bare = source.replace("CSP", "chef")
    (plain,) = enforce([sentence(bare)], stand_in(abilities=PLAIN, answers={bare: said * 2}))
    assert plain.final.text == said[0]  # without terms it is the engine's own
    assert plain.decodings == 0
    twice = "Le CSP dit : « jamais jamais »."
    said = ["The CSP said never never."]
    (kept,) = enforce([sentence(twice)], stand_in(abilities=PLAIN, answers={twice: said}))
    assert kept.final.text == said[0]


@pytest.mark.parametrize(
    ("target", "source", "expected"),
    [
        ("the CSP and the CSP", "le CSP et le CSP", 0),
        ("the CSP and the CSP", "le CSP", 1),
        ("the CSP-led CSPA", "le CSP", 0),
        ("soldiers soldiers", "soldats", 1),
        ("Sidi Sidi", "Sidi Sidi", 0),
        ("that that man", "que cet homme", 0),
        ("12 12", "12", 0),
    ],
)
def test_surplus(target: str, source: str, expected: int) -> None:
    requirements = tuple(require(m) for m in find(source, GLOSSARY, "fr"))
    assert surplus(target, source, requirements) == expected


def test_what_cannot_be_met_is_told(stand_in: Any) -> None:
    source = "La CEDEAO se réunit."
    engine = stand_in(abilities=PLAIN, answers={source: ["They meet."]})
    (outcome,) = enforce([sentence(source)], engine, Cascade(steps=()))
    assert outcome.hows == (How.FAILED,)
    assert outcome.final.text == "They meet."


def test_each_occurrence_needs_its_own(stand_in: Any) -> None:
    source = "CSP, CSP et CSP."
    engine = stand_in(abilities=PLAIN, answers={source: ["CSP and CSP."]})
    (outcome,) = enforce([sentence(source)], engine, Cascade(steps=()))
    assert outcome.hows == (How.NATIVE, How.NATIVE, How.FAILED)


def test_an_inflected_form_meets_the_requirement() -> None:
    (match,) = find("des drones kamikazes", GLOSSARY, "fr")
    requirement = require(match)
    assert requirement.form == "kamikaze drones"
    assert standings("a kamikaze drone", [requirement])[0] is not None
    assert standings("a kamikaze", [requirement])[0] is None


def test_both_spellings_of_english_meet_a_common_noun() -> None:
    (match,) = (m for m in find("un véhicule blindé", curated(), "fr") if "véhicule" in m.surface)
    assert standings("an armored vehicle", [require(match)])[0] is not None
    assert standings("an armoured vehicle", [require(match)])[0] is not None
    (name,) = find("les Volontaires pour la défense de la patrie", curated(), "fr")
    accepted = {form for form, *_ in require(name).accepted}
    assert not any("Defense" in form for form in accepted)  # a name is spelt as it is


def test_a_term_inside_another_word_does_not_meet_it() -> None:
    (match,) = find("le CSP", GLOSSARY, "fr")
    assert standings("the CSPA", [require(match)]) == (None,)


@pytest.mark.parametrize("annotations", [True, False])
def test_a_sentence_without_terms_gets_what_the_engine_alone_gives(
    stand_in: Any, annotations: bool
) -> None:
    engine = stand_in(abilities=Abilities(annotations, 8))
    texts = ["Rien à signaler.", "Deux morts, trois blessés."]
    outcomes = enforce([sentence(t) for t in texts], engine)
    assert [o.final.text for o in outcomes] == texts
    assert all(len(r.pieces) == 1 and r.n_best == 1 and not r.prefix for r in engine.requests)


def test_only_sentences_that_miss_a_term_are_decoded_again(stand_in: Any) -> None:
    engine = stand_in(abilities=PLAIN, words={"CEDEAO": "CEDEO"})
    enforce([sentence("Le CSP parle."), sentence("La CEDEAO se réunit.")], engine)
    again = engine.requests[2:]
    assert again
    assert all("réunit" in "".join(map(str, r.pieces)) for r in again)


def test_only_terms_that_the_model_does_not_write_unasked_are_annotated_at_once(
    stand_in: Any,
) -> None:
    known = frozenset({("csp", "CSP")})
    engine = stand_in(
        abilities=Abilities(annotations=True, native=known), words={"CEDEAO": "CEDEO"}
    )
    both, free = enforce([sentence("Le CSP et la CEDEAO."), sentence("Rien du tout.")], engine)
    assert len(engine.requests) == 2  # nothing was missed, so nothing was asked twice
    annotated = [p for p in engine.requests[0].pieces if isinstance(p, Annotation)]
    assert [a.target.strip() for a in annotated] == ["ECOWAS"]
    assert both.hows == (How.NATIVE, How.ANNOTATED)
    assert free.first.raw == "Rien du tout."


def test_a_term_in_the_list_that_is_missed_all_the_same_is_annotated_then(stand_in: Any) -> None:
    known = frozenset({("cedeao", "ECOWAS")})
    engine = stand_in(
        abilities=Abilities(annotations=True, native=known), words={"CEDEAO": "CEDEO"}
    )
    (outcome,) = enforce([sentence("La CEDEAO se réunit.")], engine)
    assert outcome.hows == (How.ANNOTATED,)
    assert outcome.first.text == "La CEDEO se réunit."


def test_without_a_list_the_model_is_asked_plainly_first(stand_in: Any) -> None:
    engine = stand_in(words={"CEDEAO": "ECOWAS"})
    (outcome,) = enforce([sentence("La CEDEAO se réunit.")], engine)
    assert outcome.hows == (How.NATIVE,)


def test_a_loop_is_decoded_again(stand_in: Any) -> None:
    source = "Rien à signaler."
    engine = stand_in(answers={source: ["no no no no no no no no no no no"]})
    (outcome,) = enforce([sentence(source)], engine)
    assert outcome.final.looping
    assert {r.retry for r in engine.requests} == {0, *RETRY_LOOPS}


def test_a_term_that_comes_with_the_end_of_a_loop_stands(stand_in: Any) -> None:
    source = "La CEDEAO se réunit."

    class Engine(stand_in):  # type: ignore[misc]
        def _one(self, request: Request) -> tuple[Hypothesis, ...]:
            text = "ECOWAS meets." if request.retry == 3 else "no no no no no no no no no no"
            return (Hypothesis(text, -1.0),)

    (outcome,) = enforce([sentence(source)], Engine(abilities=PLAIN))
    assert outcome.final.text == "ECOWAS meets."
    assert outcome.hows == (How.NATIVE,)


def test_what_breaks_off_is_decoded_again_as_a_whole(stand_in: Any) -> None:
    source = "The army's spokesman said on Monday that the coup was over."
    whole = "Le porte-parole de l'armée a déclaré lundi que le putsch était terminé."

    class Engine(stand_in):  # type: ignore[misc]
        def _one(self, request: Request) -> tuple[Hypothesis, ...]:
            text = whole if request.retry == RETRY_WHOLE else "Le porte-parole de l"
            return (Hypothesis(text, -1.0),)

    engine = Engine(abilities=PLAIN)
    (outcome,) = enforce([sentence(source, "en")], engine)
    assert outcome.final.text == whole
    assert not outcome.final.truncated
    assert {r.retry for r in engine.requests} == {0, RETRY_WHOLE}


def test_a_lost_address_is_told_but_breaks_nothing_off(stand_in: Any) -> None:
    text = "Voir https://example.org/mali/2024/03/12/attaque-de-gao-le-recit-complet"
    said = Sentence(text, "fr", keeps=((5, len(text)),))

    class Engine(stand_in):  # type: ignore[misc]
        def _one(self, request: Request) -> tuple[Hypothesis, ...]:
            return (Hypothesis("See", -1.0),)

    (outcome,) = enforce([said], Engine())
    assert text[5:] in outcome.final.text
    assert outcome.lost
    assert not outcome.final.truncated


def test_a_repair_is_forgotten_with_its_draft_though_a_name_is_mended(stand_in: Any) -> None:
    source = "Les FAMa ont libéré Souleymane Diarra."

    class Engine(stand_in):  # type: ignore[misc]
        def _one(self, request: Request) -> tuple[Hypothesis, ...]:
            copied = any(isinstance(p, Annotation) for p in request.pieces)
            text = "The FAMa freed Soulmane Diarra." if copied else "The fama freed Souleymane."
            return (Hypothesis(text, -1.0),)

    (outcome,) = enforce([sentence(source)], Engine())
    assert outcome.final.text == "The FAMa freed Souleymane Diarra."
    assert outcome.hows == (How.NATIVE,)


@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("Non", "Under no circumstances at all."),  # too short a source to tell
        ("Le chef de l'État a parlé lundi", "The head of state spoke on Monday in Gao."),
        ("Trois morts dans le nord", "Three soldiers killed by a mine in the north of Mali"),
    ],
)
def test_what_is_only_short_does_not_break_off(target: str, source: str) -> None:
    assert not breaks_off(target, source)


def test_a_name_spelt_anew_gets_its_spelling_back(stand_in: Any) -> None:
    source = "Le GSIM a libéré Souleymane Diarra."
    engine = stand_in(answers={source: ["JNIM has freed Soulmane Diarra."]})
    (outcome,) = enforce([sentence(source)], engine)
    assert outcome.final.text == "JNIM has freed Souleymane Diarra."
    assert [c.rule for c in outcome.final.edits] == ["name"]


def test_a_name_that_is_half_lost_is_copied(stand_in: Any) -> None:
    source = "Le GSIM a libéré Souleymane Diarra."
    engine = stand_in(answers={source: ["JNIM has freed Souleymane."]}, words={"GSIM": "JNIM"})
    (outcome,) = enforce([sentence(source)], engine)
    asked = [p for r in engine.requests for p in r.pieces if isinstance(p, Annotation)]
    assert Annotation(" Souleymane Diarra", " Souleymane Diarra") in asked
    assert "Souleymane Diarra" in outcome.final.text


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Le GSIM cite Vladimir Makarine.", "JNIM quotes Vladimir Makarin."),  # each its own
        ("Le GSIM est en Nouvelle Zélande.", "JNIM is in New Zealand."),
        ("Le GSIM cite Ousmane Sidibé.", "JNIM quotes the man."),  # lost whole: nobody can tell
        ("Le GSIM cite Evgueni Prigojine.", "JNIM quotes Yevgeny Prigozhin."),  # none as it was
        ("Le GSIM cite le Camerounais Issa Hayatou.", "JNIM quotes Cameroon's Issa Hayatou."),
        ("JNIM freed Pastor Joseph Guira.", "Le JNIM a libéré le Pasteur Joseph Guira."),
        ("JNIM quotes Rwandan Issa Hayatou.", "Le JNIM cite le Rwandanais Issa Hayatou."),
    ],
)
def test_a_name_that_may_have_its_own_form_is_left_alone(
    stand_in: Any, source: str, target: str
) -> None:
    engine = stand_in(answers={source: [target]})
    language: Language = "en" if source.startswith("JNIM") else "fr"
    (outcome,) = enforce([sentence(source, language)], engine)
    assert outcome.final.text == target
    assert len(engine.requests) == 1


def test_without_a_term_a_name_is_spelt_but_nothing_is_decoded_again(stand_in: Any) -> None:
    for said, text in (("Soulmane Diarra", "Souleymane Diarra"), ("Diarra", "Diarra")):
        source = "Il a vu Souleymane Diarra."
        engine = stand_in(answers={source: [f"He saw {said}."]})
        (outcome,) = enforce([sentence(source)], engine)
        assert outcome.final.raw == f"He saw {said}."
        assert outcome.final.text == f"He saw {text}."
        assert len(engine.requests) == 1


def test_a_repair_is_not_told_of_a_draft_that_needs_none(stand_in: Any) -> None:
    engine = stand_in(words={"FAMa": "fama", "CSP": "PSC"})
    (outcome,) = enforce([sentence("Les FAMa et le CSP.")], engine)
    assert outcome.final.text == "Les FAMa et le CSP."
    assert outcome.final.edits == ()
    assert outcome.hows == (How.ANNOTATED, How.ANNOTATED)


TERMS = st.sampled_from(["CEDEAO", "GSIM", "FAMa", "CSP", "drones kamikazes", "et", "Gao", ","])


@settings(max_examples=60, deadline=None)
@given(st.lists(TERMS, min_size=1, max_size=7), st.booleans(), st.booleans())
def test_every_occurrence_is_met_or_told(
    stand_in: Any, words: list[str], obeys: bool, annotations: bool
) -> None:
    engine = stand_in(
        obeys=obeys,
        abilities=Abilities(annotations, 8),
        words={"CEDEAO": "CEDEO", "GSIM": "gsim", "FAMa": "fama", "CSP": "PSC"},
    )
    todo = sentence(" ".join(words))
    (outcome,) = enforce([todo], engine)
    stand = standings(outcome.final.text, todo.requirements)
    assert [s is None for s in stand] == [h is How.FAILED for h in outcome.hows]
    again = enforce([todo], engine)
    assert again[0].final == outcome.final
