"""What must survive survives: kept spans, inline codes, markers that an engine loses or doubles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.formats import po
from glossary.match import find
from glossary.require import require
from translate.cascade.align import realign, reinsert
from translate.cascade.protect import Sentence, Treatment, compose
from translate.cascade.restore import restore
from translate.document import Code
from translate.engine import Abilities, Annotation, Marker, marker

ENTRIES = (Path(__file__).parent / "data" / "cascade-glossary.po").read_text("utf-8")
GLOSSARY = po.read(ENTRIES, name="cascade-glossary.po")
FULL = Abilities(annotations=True, markers=8)


def bold(start: int, end: int, pair: int = 1) -> tuple[Code, Code]:
    return Code(start, "**", "open", pair), Code(end, "**", "close", pair)


def test_a_plain_sentence_is_one_string() -> None:
    made = compose(Sentence("Rien à signaler.", "fr"), {}, FULL)
    assert made.pieces == ("Rien à signaler.",)


@pytest.mark.parametrize(
    ("text", "at", "piece"),
    [
        ("le 1er ministre", 4, "le Premier ministre"),
        ("la Ve République", 4, "la cinquième République"),
        ("à 18h30 et", 4, "à 18 h 30 et"),
    ],
)
def test_a_code_tears_no_ordinal_and_no_hour(text: str, at: int, piece: str) -> None:
    made = compose(Sentence(text, "fr", codes=bold(at, at + 1)), {}, FULL)
    assert made.pieces == (piece,)
    assert made.loose


def test_kept_spans_and_codes_become_markers_and_come_back() -> None:
    text = "Voir https://un.org et le site."
    sentence = Sentence(text, "fr", keeps=((5, 19),), codes=bold(26, 30))
    made = compose(sentence, {}, FULL)
    assert made.pieces == (
        "Voir ", Marker(1), " et le ", Marker(2), "site", Marker(3), ".",
    )  # fmt: skip
    back = restore(f"See {marker(1)}and the {marker(2)}site{marker(3)}.", sentence, made)
    assert back.text == "See https://un.org and the site."
    assert back.text[back.codes[0].at : back.codes[1].at] == "site"
    assert back.kept == ((4, 18),)
    assert not back.missing
    assert not back.loose


def test_what_is_around_no_word_is_kept_from_the_engine() -> None:
    """A small model took the markers of a linked picture for a noun: *The was gone*."""
    opened, closed = bold(0, 0, 8)
    picture, note = Code(0, "![]()", "standalone", 9), Code(9, "[^1]", "standalone", 2)
    sentence = Sentence("Les FAMa.", "fr", codes=(opened, picture, closed, *bold(4, 8), note))
    made = compose(sentence, {}, FULL)
    assert made.pieces == ("Les ", Marker(1), "FAMa", Marker(2), ".")
    back = restore(f"The {marker(1)}FAMa{marker(2)}.", sentence, made)
    placed = [(c.at, c.raw) for c in realign(back, sentence, ())]
    assert placed == [(0, "**"), (0, "![]()"), (0, "**"), (4, "**"), (8, "**"), (9, "[^1]")]


def test_annotation_around_a_term_split_by_markup() -> None:
    text = "Les FAMa."
    sentence = Sentence(
        text, "fr", tuple(require(m) for m in find(text, GLOSSARY, "fr")), codes=bold(4, 6)
    )
    made = compose(sentence, {0: Treatment.ANNOTATED}, FULL)
    assert made.pieces == ("Les ", Annotation(" FAMa", " FAMa"), ".")
    back = restore("The FAMa.", sentence, made)
    codes = realign(back, sentence, [(4, 8, 4, 8)])
    assert [c.kind for c in codes] == ["open", "close"]
    assert codes[0].at == 4


@pytest.mark.parametrize(
    "hypothesis",
    ["See and the site.", "", f"{marker(9)}"],
)
def test_a_lost_kept_span_is_told_and_can_be_put_back(hypothesis: str) -> None:
    sentence = Sentence("Voir https://un.org et.", "fr", keeps=((5, 19),))
    made = compose(sentence, {}, FULL)
    back = restore(hypothesis, sentence, made)
    assert [h.restore for h in back.missing] == ["https://un.org"]
    whole = reinsert(back, sentence, [])
    assert whole.text.count("https://un.org") == 1
    assert not whole.missing
    assert [whole.text[a:b] for a, b in whole.kept] == ["https://un.org"]


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        ("Les détails sont sur [x.org].", "The details are on.", "The details are on [x.org]."),
        # the second one once stood where the first had pushed it: inside the term
        (
            "Les [@compte] disent Forces armées [x.org/une/page] à Gao.",
            "The say Armed Forces in Gao.",
            "The [@compte] say Armed Forces [x.org/une/page] in Gao.",
        ),
        ("Vers les Forces armées [x.org].", "To the Armed Forces.", "To the Armed Forces [x.org]."),
        ("[@compte] a parlé.", "Has spoken.", "[@compte] Has spoken."),
    ],
)
def test_a_lost_kept_span_goes_back_where_it_stood(source: str, target: str, wanted: str) -> None:
    text = source.replace("[", "").replace("]", "")
    keeps = [m.span(1) for m in re.finditer(r"\[(.*?)\]", source)]
    spans = tuple((a - 2 * i - 1, b - 2 * i - 1) for i, (a, b) in enumerate(keeps))
    sentence = Sentence(text, "fr", keeps=spans)
    anchors = []
    if "Forces" in text:
        at, there = text.index("Forces"), target.index("Armed")
        anchors = [(at, at + len("Forces armées"), there, there + len("Armed Forces"))]
    whole = reinsert(restore(target, sentence, compose(sentence, {}, FULL)), sentence, anchors)
    assert whole.text == wanted.replace("[", "").replace("]", "")
    assert sorted(whole.text[a:b] for a, b in whole.kept) == sorted(text[a:b] for a, b in spans)


def test_a_doubled_kept_span_stands_once() -> None:
    sentence = Sentence("Voir https://un.org et.", "fr", keeps=((5, 19),))
    made = compose(sentence, {}, FULL)
    back = restore(f"See {marker(1)} and {marker(1)}.", sentence, made)
    assert back.text.count("https://un.org") == 1
    assert not back.missing


def test_a_masked_term_is_no_kept_span() -> None:
    """A pass may give it the capital of its place, as it may give it to any other term."""
    text = "Voir https://un.org et les FAMa."
    sentence = Sentence(
        text, "fr", tuple(require(m) for m in find(text, GLOSSARY, "fr")), keeps=((5, 19),)
    )
    made = compose(sentence, {0: Treatment.MASKED}, FULL)
    back = restore(f"See {marker(1)} and the {marker(2)}.", sentence, made)
    assert back.text == "See https://un.org and the FAMa."
    assert [back.text[a:b] for a, b in back.kept] == ["https://un.org"]


def test_more_codes_than_markers_are_aligned() -> None:
    text = "un deux trois quatre cinq six"
    codes = tuple(c for i, a in enumerate((0, 3, 8, 14, 21)) for c in bold(a, a + 2, i + 1))
    sentence = Sentence(text, "fr", codes=codes)
    made = compose(sentence, {}, FULL)
    assert made.loose
    raw = "".join(p if isinstance(p, str) else marker(p.number) for p in made.pieces)  # type: ignore[union-attr]
    back = restore(raw, sentence, made)
    assert sorted((c.pair, c.kind) for c in realign(back, sentence, [])) == sorted(
        (c.pair, c.kind) for c in codes
    )


def test_stand_in_words_where_there_are_no_markers() -> None:
    sentence = Sentence("Voir https://un.org ici.", "fr", keeps=((5, 19),))
    made = compose(sentence, {}, Abilities())
    assert made.pieces == ("Voir XQ1 ici.",)
    assert restore("See xq 1 here.", sentence, made).text == "See https://un.org here."


@pytest.mark.parametrize(("abilities", "sign"), [(FULL, marker(1)), (Abilities(), "XQ1")])
def test_a_first_quarter_is_no_stand_in_word(abilities: Abilities, sign: str) -> None:
    sentence = Sentence("Fox Q1 results on x.org", "en", keeps=((18, 23),))
    back = restore(f"Résultats Fox Q1 sur {sign}", sentence, compose(sentence, {}, abilities))
    assert back.text == "Résultats Fox Q1 sur x.org"


def test_text_cannot_pose_as_a_marker() -> None:
    sentence = Sentence(f"a{marker(1)}b", "fr")
    assert compose(sentence, {}, FULL).pieces == ("ab",)


MANGLED = st.lists(
    st.sampled_from([*(marker(n) for n in range(1, 10)), "the ", "word", " ", ".", "XQ1", "x"]),
    max_size=14,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(MANGLED, st.integers(0, 3), st.booleans(), st.integers(0, 3))
def test_whatever_the_engine_does_every_code_comes_back_well_formed(
    hypothesis: str, pairs: int, markers: bool, empty: int
) -> None:
    text = "Selon les FAMa, deux morts à Gao hier soir."
    codes: list[Code] = []
    for i in range(pairs):
        codes += bold(6 + 9 * i, 9 + 9 * i - 3 * (i == empty), i + 1)
    sentence = Sentence(text, "fr", codes=tuple(codes))
    made = compose(sentence, {}, FULL if markers else Abilities())
    back = restore(hypothesis, sentence, made)
    placed = realign(back, sentence, [])
    assert sorted((c.pair, c.kind, c.raw) for c in placed) == sorted(
        (c.pair, c.kind, c.raw) for c in codes
    )
    assert [c.at for c in placed] == sorted(c.at for c in placed)
    assert all(0 <= c.at <= len(back.text) for c in placed)
    stack: list[int] = []
    for code in placed:
        if code.kind == "open":
            stack.append(code.pair)
        else:
            assert stack.pop() == code.pair
