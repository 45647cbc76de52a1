"""Markdown: units found, markup kept, translations written so that they read back."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shouting import shout, shouted

from translate.document import Code, Crossed, unchanged
from translate.formats.markdown import read

FULL = (Path(__file__).parent / "data" / "markdown-full.md").read_text(encoding="utf-8")
BLOCKS = (
    "\n¦\n\n¦\r\n¦\r¦> ¦- ¦1. ¦# ¦## ¦    ¦\t¦---\n¦===\n¦```\n"
    "¦| a | b |\n|---|---|\n| c \\| d | e |\n"
    "¦|¦[^1]: ¦[r]: /u\n¦<div>\n¦</div>\n¦* ¦- [ ] ¦---\ntitle: x\n---\n"
)
INLINE = (
    "*¦**¦_¦__¦~~¦`¦``¦[¦]¦](u)¦![¦<b>¦</b>¦<br>¦<!-- c -->¦<http://x.y>¦[r]¦[r][]¦[^1]¦\\¦\\*"
    "¦&amp;¦  \n¦\\\n¦Gao¦ le mot ¦é¦\u00a0¦\u2028¦.¦!¦(¦)¦#¦+¦-¦=¦:¦http://a.b/c_d¦\x00¦\ufeff"
    "¦ ¦_a_b¦\x0b¦\x0c¦\x85"
)
PIECES = f"{BLOCKS}¦{INLINE}".split("¦")
SOURCE = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.text(max_size=30)
)


def plain(text: str) -> str:
    return " ".join(text.split())


@given(SOURCE)
@settings(max_examples=200, deadline=None)
def test_unchanged_gives_the_input_back(source: str) -> None:
    document = read(source)
    assert document.join([unchanged(u) for u in document.units], "en") == source
    assert document.join([None] * len(document.units), "en") == source


@given(SOURCE)
@settings(max_examples=200, deadline=None)
def test_codes_lie_in_their_unit(source: str) -> None:
    for unit in read(source).units:
        assert [c.at for c in unit.codes] == sorted(c.at for c in unit.codes)
        assert all(0 <= c.at <= len(unit.text) for c in unit.codes)
        assert all(0 <= a < b <= len(unit.text) for a, b in unit.keep if a != b)
        pairs = [c.pair for c in unit.codes if c.kind == "open"]
        assert sorted(pairs) == sorted(c.pair for c in unit.codes if c.kind == "close")


@given(st.text(max_size=30) | st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
@settings(max_examples=200, deadline=None)
def test_any_text_stays_text_in_any_block(text: str) -> None:
    new = Crossed("x" + text if not text.strip() else text)
    source = "# A\n\nB\nb\n\n- C\n  c\n\n> D\n> d\n\n| E | F |\n|---|---|\n| G | H |\n"
    written = read(source).join([new] * 8, "en")
    again = read(written)
    shown = [plain(u.text) for u in again.units if not u.codes]
    expected = plain(new.text.replace("\0", "\ufffd"))
    if re.search(r"\w", expected):
        assert shown == [expected] * 8, written


@given(SOURCE)
@example("\\\n\ufeff| a | b |\n|---|---|\n| c | d |\n")
@settings(max_examples=200, deadline=None)
def test_a_translated_document_has_the_same_units(source: str) -> None:
    document = read(source)
    again = read(shouted(document))
    wanted = [plain(shout(u).text) for u in document.units]
    # U+FEFF that comes to stand first in the file is a byte order mark and no content
    found = [plain(u.text).strip("\ufeff") for u in again.units]
    assert found == [w.strip("\ufeff") for w in wanted], shouted(document)


@given(SOURCE, st.data())
@settings(max_examples=100, deadline=None)
def test_codes_anywhere_lose_no_word(source: str, data: st.DataObject) -> None:
    document = read(source)
    crossed = []
    for unit in document.units:
        text = "x" + data.draw(st.text(alphabet="ab *_`[]()<>|\\~!#-\n\u2028", max_size=12))
        codes = [replace(c, at=data.draw(st.integers(-1, 14))) for c in unit.codes]
        crossed.append(Crossed(text, tuple(data.draw(st.permutations(codes)))))
    written = document.join(crossed, "en")
    shown = [re.sub(r"\W|_", "", u.text) for u in read(written).units]
    assert shown == [re.sub(r"\W|_", "", c.text) for c in crossed], written


@pytest.mark.parametrize(
    ("source", "at", "written"),
    [
        ("Le <img src=x> convoi", 2, "A <img src=x> car"),
        ("Le <img src=x> convoi", 1, "A <img src=x> car"),
        ("Le <img src=x> convoi", 0, "<img src=x> A car"),
        ("Le <img src=x> convoi", 5, "A car <img src=x>"),
        ("Le [^1] convoi", 2, "A [^1] car"),
        ("Le<img src=x>convoi", 2, "A <img src=x>car"),  # as it was
        ("Le[^1] convoi", 1, "A[^1] car"),
    ],
)
def test_a_picture_touches_no_word_that_it_did_not_touch(
    source: str, at: int, written: str
) -> None:
    note = "\n\n[^1]: n\n"
    document = read(source + note)
    unit = document.units[0]
    new = Crossed("A car", tuple(replace(c, at=at) for c in unit.codes))
    assert document.join([new, *[None] * (len(document.units) - 1)], "en") == written + note


def test_the_full_document() -> None:
    units = [(u.context, u.text) for u in read(FULL).units]
    assert units == [
        ("heading", "Attaque à Ménaka"),
        ("heading", "Le sous-titre"),
        (
            "paragraph",
            "Les FAMa ont repoussé une attaque du JNIM\nprès de Tinzaouatène, selon source_locale "
            "et https://exemple.org/x?a=1&b=2.\u2028"
            "Le bilan *provisoire* & officiel est de 3 morts.",
        ),
        ("paragraph", "Le gouverneur a\nparlé hier soir\nà Gao."),
        ("item", "un point\nsur deux lignes"),
        ("item", "une tâche"),
        ("item", "Premier point\navec suite"),
        ("item", "Un paragraphe du point."),
        ("item", "Second point"),
        ("item", "imbriqué"),
        ("cell", "Ville"),
        ("cell", "Morts"),
        ("cell", "Gao"),
        ("cell", "deux"),
        ("cell", "a|b"),
        ("cell", "le | reste"),
        ("paragraph", "Carte du Mali et du gras, une note fin."),
        ("paragraph", "Voir la carte et l'autre, ou carte2."),
        ("paragraph", "Selon l'armée,\nbilan provisoire."),
        ("paragraph", "Mot."),
        ("paragraph", "Fin à 18 h."),
    ]


def test_the_full_document_translated() -> None:
    expected = (Path(__file__).parent / "data" / "markdown-full.shouted.md").read_text("utf-8")
    assert shouted(read(FULL)) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_the_file_stay(end: str) -> None:
    source = FULL.replace("\n", end)
    assert len(read(source).units) == len(read(FULL).units)
    assert "\n" not in shouted(read(source)).replace(end, "")


@pytest.mark.parametrize(
    ("source", "new", "written"),
    [
        ("Gao", "# Gao", "\\# Gao"),
        ("Gao", "- Gao", "\\- Gao"),
        ("Gao", "+ Gao", "\\+ Gao"),
        ("Gao", "1. Gao", "1\\. Gao"),
        ("Gao", "> Gao", "\\> Gao"),
        ("Gao", "2 * 3 * 4", "2 * 3 * 4"),
        ("Gao", "*Gao*", "\\*Gao\\*"),
        ("Gao", "a_b_c", "a_b_c"),
        ("Gao", "_Gao_", "\\_Gao\\_"),
        ("Gao", "[Gao](x)", "\\[Gao\\](x)"),
        ("Gao", "[sic] Gao", "[sic] Gao"),
        ("Gao", "<b>Gao</b>", "\\<b>Gao\\</b>"),
        ("Gao", "Gao &amp; Kidal", "Gao \\&amp; Kidal"),
        ("Gao", "A & B", "A & B"),
        ("Gao", "*x* http://a.b/c*d_e", "\\*x\\* http://a.b/c*d_e"),
        ("# Gao", "Gao #", "# Gao \\#"),
        ("# Gao", "C#", "# C#"),
        ("Gao\n===", "- Gao\nKidal", "\\- Gao Kidal\n==="),
        ("| a |\n|---|\n| Gao |", "x | y", "| x \\| y |\n|---|\n| x \\| y |"),
        ("Gao\n---", "|x", "&#124;x\n---"),
        ("a | b\n-|-", "- x", "\\- x | - x\n-|-"),
        ("> Gao\n> Kidal", "Gao\nMopti", "> Gao Mopti"),
        ("- [x] Gao", "Kidal", "- [x] Kidal"),
        ("[^1]: Gao\n", "Kidal", "[^1]: Kidal\n"),
        ("Gao", "   ", "Gao"),
    ],
)
def test_what_would_be_markup_is_escaped(source: str, new: str, written: str) -> None:
    document = read(source)
    assert document.join([Crossed(new) for _ in document.units], "en") == written


@pytest.mark.parametrize(
    ("source", "text", "offsets", "written"),
    [
        ("Le **mot** dit", "The word said", [4, 8], "The **word** said"),
        ("Le **mot** dit", "The word said", [3, 9], "The **word** said"),
        ("Le _mot_ dit", "Thewordsaid", [3, 7], "The*word*said"),
        ("Le **mot** dit", "The“x”said", [3, 6], "The“x”said"),
        ("Le **mot** dit", "The said", [4, 4], "The said"),
        ("Voir [la carte].\n\n[la carte]: /u", "See the map.", [4, 11],
         "See [the map][la carte].\n\n[la carte]: /u"),
        ("Voir [Gao].\n\n[Gao]: /u", "See Gao.", [4, 7], "See [Gao].\n\n[Gao]: /u"),
        ("Voir ! [Gao](/u)", "See!Gao", [4, 7], "See\\![Gao](/u)"),
        ("Un `mot_a` ici", "A mot_a here", [2, 7], "A `mot_a` here"),
        ("a  \nb", "A\u2028B", [1], "A  \nB"),
        ("> a\\\n> b", "A - B", [2], "> A\\\n> \\- B"),
        ("a<br>b", "A B", [1], "A<br>B"),
        ("Note[^1] ici", "Here note", [9], "Here note[^1]"),
        ("Le **mot", "The **word", [], "The **word"),
        ("![carte](m.png)", "map", [0, 3], "![map](m.png)"),
        ("Le **mot** dit", "Far", [90, 99], "Far"),
    ],
)  # fmt: skip
def test_codes_at_new_places(source: str, text: str, offsets: list[int], written: str) -> None:
    document = read(source)
    codes = zip(document.units[0].codes, offsets, strict=True)
    crossed = Crossed(text, tuple(replace(code, at=at) for code, at in codes))
    assert document.join([crossed, *[None] * (len(document.units) - 1)], "en") == written


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("---\nGao\n---\n", ["Gao"]),
        ("+++\na = 1\n+++\nGao", ["Gao"]),
        ("---\n# c\na: 1\n...\nGao", ["Gao"]),
        ("\ufeff# Gao", ["Gao"]),
        ("\ufeff---\na: b\n---\nGao", ["Gao"]),
        ("***\n\n* * *\n", []),
        ("| | a |\n|---|---|\n| b | |\n| a | a |", ["a", "b", "a", "a"]),
        ("> | a | b |\n> |---|---|\n> | > | c |", ["a", "b", "c"]),
        ("a | b\n-|-\nc | d", ["a", "b", "c", "d"]),
        ("- - a\n  - b", ["a", "b"]),
        ("> lazy\ncontinued", ["lazy\ncontinued"]),
        ("-\tGao\n\n\tKidal", ["Gao", "Kidal"]),
        ("<div>\nGao\n\nKidal\n\n</div>", ["Kidal"]),
        ("[r]: /u 'Gao'\nKidal", ["Kidal"]),
        ("\u00a0Gao\u00a0", ["Gao"]),
        ("&nbsp;Gao", ["\u00a0Gao"]),
        ("#Gao", ["#Gao"]),
        ("***fort* gras**", ["fort gras"]),
    ],
)
def test_units(source: str, expected: list[str]) -> None:
    assert [u.text for u in read(source).units] == expected


def test_kept_spans_are_code_and_addresses() -> None:
    unit = read("`a b` <http://c.d> https://e.f/g_h, fin").units[0]
    assert [unit.text[a:b] for a, b in unit.keep] == ["a b", "http://c.d", "https://e.f/g_h"]


def test_the_markup_of_a_unit_is_its_source() -> None:
    (unit,) = read("> Le **mot**  \n> [x](<u v> 'T')\n").units
    assert unit.codes == (
        Code(3, "**", "open", 1),
        Code(6, "**", "close", 1),
        Code(6, "  \n> ", "standalone", 2),
        Code(7, "[", "open", 3),
        Code(8, "](<u v> 'T')", "close", 3),
    )
    assert unit.where == "line 1"


def test_the_line_counts_the_front_matter() -> None:
    assert read("---\na: b\n---\n\n# Gao").units[0].where == "line 5"


@pytest.mark.xfail(reason="markdown-it-py reorders an odd run of tildes; the block stays as it is")
def test_odd_strikethrough() -> None:
    assert len(read("~~~~~Gao~~~ Kidal").units) == 1


@pytest.mark.parametrize(
    "piece", ["a ", "*a* ", "[", "> ", "`", "a\n", "| a ", "- a\n", "<b>", "**a"]
)
def test_time_stays_in_bounds(piece: str) -> None:
    source = piece * (6000 // len(piece))
    start = time.perf_counter()
    document = read(source)
    document.join([Crossed(u.text + "*", u.codes) for u in document.units], "en")
    assert time.perf_counter() - start < 10
