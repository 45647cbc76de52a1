"""Where lost markup is put back: at the words that answer those it stood at."""
# ruff: noqa: E501

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from translate.cascade.align import realign
from translate.cascade.landmarks import chain, landmarks
from translate.cascade.protect import Sentence
from translate.cascade.restore import Restored
from translate.document import Code, Unit
from translate.prepare import prepare


def replaced(
    source: str, target: str, anchors: tuple[tuple[str, str], ...] = (), keep: str = ""
) -> str:
    """Return ``target`` with the brackets that ``source`` has, put back by alignment."""
    codes, text, stack = [], "", []
    for char in source:
        if char == "[":
            stack.append(len(codes) // 2 + 1 + len(stack))
            codes.append(Code(len(text), "[", "open", stack[-1]))
        elif char == "]":
            codes.append(Code(len(text), "]", "close", stack.pop()))
        else:
            text += char
    known = [(text.index(a), text.index(a) + len(a), target.index(b), target.index(b) + len(b)) for a, b in anchors]  # fmt: skip
    keeps, kept = (
        tuple((s.index(keep), s.index(keep) + len(keep)) for _ in keep[:1]) for s in (text, target)
    )
    sentence = Sentence(text, "fr", keeps=keeps, codes=tuple(codes))
    placed = realign(Restored(target, kept, (), (), tuple(codes)), sentence, known)
    for code in reversed(placed):
        target = target[: code.at] + code.raw + target[code.at :]
    return target


@pytest.mark.parametrize(
    ("source", "target", "anchors"),
    [
        ("Elle parle d’une « [opération ciblée] » hier.", "She spoke of a “targeted [operation]” yesterday.", ()),
        ("Les combats ont fait [douze] morts.", "The fighting left [twelve] dead.", ()),
        ("L’attaque de [vendredi] à Gao.", "[Friday]'s attack at Gao.", ()),
        ("Il y a 3 morts et [12 blessés] à Gao.", "In Gao, there are 3 dead and [12 wounded].", ()),
        ("Le [Groupe de soutien] a attaqué Gao.", "In Gao the attack was by [JNIM].", (("Groupe de soutien", "JNIM"),)),
        ("Les [Forces armées] maliennes avancent.", "The [Malian Armed Forces] advance.", (("Forces armées maliennes", "Malian Armed Forces"),)),
        ("Les [Forces armées] [maliennes] avancent.", "The [Malian Armed] [Forces] advance.", (("Forces armées maliennes", "Malian Armed Forces"),)),
        ("Le [ministre] et le [président] à Gao.", "The [minister] and the [president] in Gao.", ()),
        ("Le (petit) [village] de Boni.", "The (small) [village] of Boni.", ()),
        # all words stay all words, whatever answers is known
        ("[Le soldat [malien] est mort.]", "[The [Malian] soldier died.]", (("soldat", "soldier"), ("malien", "Malian"))),
        # a pair around no word takes none in
        ("Le chef [[]] part.", "The boss [[]]leaves.", ()),
        ("Les [FAMa][ ]partent de [Gao].", "From [Gao] the [FAMa][] leave.", (("FAMa", "FAMa"), ("Gao", "Gao"))),
        ("« [Mali est en deuil] »", "“[Mourning in Mali]”", (("Mali", "Mali"),)),
    ],
)  # fmt: skip
def test_markup_finds_its_words(
    source: str, target: str, anchors: tuple[tuple[str, str], ...]
) -> None:
    plain = target.replace("[", "").replace("]", "")
    assert replaced(source, plain, anchors) == target


@pytest.mark.parametrize(
    ("source", "keep", "target"),
    [
        ("Elle [reste][code]", "code", "She [remains][code]"),  # letters touch it
        ("Le [Mali][x] et le drapeau.", "x", "[Mali][x] and the flag."),
        ("Lancez [--a b], puis [lisez].", "--a b", "Run [--a b], then [read]."),
        ("Le [code][avance]", "code", "The [code][advances]"),
    ],
)  # fmt: skip
def test_markup_around_what_is_kept_goes_with_it(source: str, keep: str, target: str) -> None:
    assert replaced(source, target.replace("[", "").replace("]", ""), keep=keep) == target


@pytest.mark.parametrize(
    ("source", "at", "target", "wanted"),
    [("Le rapport dit tout.", 10, "The report says it.", "The report^ says it."),
     ("Le rapport dit tout.", 11, "The report says it.", "The report ^says it."),
     ("Gao tient.", 10, "Gao holds.", "Gao holds.^"), ("« Non »", 0, "“No”", "^“No”"),
     ("Gao tient.", 9, "Gao holds.", "Gao holds^."), ("Gao tient.", 0, "Gao holds.", "^Gao holds.")],
)  # fmt: skip
def test_a_note_stays_behind_its_word(source: str, at: int, target: str, wanted: str) -> None:
    note = (Code(at, "^", "standalone", 1),)
    sentence = Sentence(source, "fr", codes=note)
    (placed,) = realign(Restored(target, (), (), (), note), sentence, ())
    assert target[: placed.at] + "^" + target[placed.at :] == wanted


def test_words_that_only_look_alike_prove_nothing() -> None:
    # two on one side, one on the other; too short; taken by a closer one
    assert landmarks("région et région", "region", "fr") == ()
    assert landmarks("le but", "the butter", "fr") == ()
    assert landmarks("mardi 12", "Tuesday 13", "fr") == ((0, 5, 0, 7),)


WORDS = st.lists(
    st.sampled_from(["Gao", "12", "douze", "twelve", "«", "»", "“", "”", "région", "region", "a"]),
    max_size=12,
).map(" ".join)


@given(WORDS, WORDS)
@settings(max_examples=200, deadline=None)
def test_landmarks_stand_apart_and_a_chain_goes_forward(source: str, target: str) -> None:
    found = landmarks(source, target, "fr")
    for one, two in ((0, 1), (2, 3)):
        spans = sorted((a[one], a[two]) for a in found)
        assert all(e <= s for (_, e), (s, _) in pairwise(spans))
    row = chain(found)
    assert set(row) <= set(found)
    assert all(a[1] <= b[0] and a[3] <= b[2] for a, b in pairwise(row))


def test_markup_belongs_to_its_own_sentence() -> None:
    # once, a pair in the third sentence began in the second
    text = "Gao est calme. Kidal est fermée. Le mot gras est ici."
    for start in (0, 15, 33, 36, 50):
        codes = (Code(start, "[", "open", 1), Code(start + 3, "]", "close", 1))
        parts = prepare([Unit(text, codes)], "fr", None, lambda _: False)
        (home,) = (p for p in parts if p.codes)
        assert [c.kind for c in home.codes] == ["open", "close"]
        assert [c.at + home.start for c in home.codes] == [start, start + 3]


@pytest.mark.parametrize(
    ("text", "start", "end", "wanted"),
    [("Fin du jour. Gao est calme.", 0, 13, 12), ("Fin du jour. Gao est calme.", 7, 13, 12),
     ("Fin du jour. Gao est calme.", 7, 12, 12), ("Gao est calme. ", 4, 15, 14)],
)  # fmt: skip
def test_a_pair_ends_before_the_space_behind_its_sentence(
    text: str, start: int, end: int, wanted: int
) -> None:
    # once its end lay outside the sentence: half a pair, beside which no other found its place
    codes = (Code(start, "[", "open", 1), Code(end, "]", "close", 1))
    part = prepare([Unit(text, codes)], "fr", None, lambda _: False)[0]
    assert [(c.kind, c.at) for c in part.codes] == [("open", start), ("close", wanted)]
    assert not part.tail


MARKUP = st.lists(
    st.sampled_from([*"[[]]", "Gao.", " ", " Fin.", "le mot", "Là. Il part."]), max_size=12
)


@given(MARKUP)
@settings(max_examples=200, deadline=None)
def test_sentences_share_codes_so_that_each_pair_opens_before_it_closes(marked: list[str]) -> None:
    # once a pair around nothing between two sentences closed in the first and opened in the next
    text, codes, stack = "", [], []
    for number, sign in enumerate([*marked, *"]" * len(marked)], 1):
        if sign == "[":
            stack.append(number)
            codes.append(Code(len(text), "[", "open", number))
        elif sign != "]":
            text += sign
        elif stack:
            codes.append(Code(len(text), "]", "close", stack.pop()))
    assume(text)  # no unit is empty
    parts = prepare([Unit(text, tuple(codes))], "fr", None, lambda _: False)
    shared = [c for p in parts for c in (*p.codes, *p.tail)]
    assert sorted((c.pair, c.raw) for c in shared) == sorted((c.pair, c.raw) for c in codes)
    for code in shared:
        if code.raw == "[":
            stack.append(code.pair)
        else:
            assert stack.pop() == code.pair
    for part in parts:
        kinds = [(c.pair, c.kind) for c in part.codes]
        assert all((pair, "close") in kinds for pair, kind in kinds if kind == "open")
