"""Plain text: paragraphs found, everything else byte for byte."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.errors import ExitStatus, UserError
from translate import formats
from translate.document import Crossed, unchanged
from translate.formats.text import read, read_lines

DATA = Path(__file__).parent / "data"
SPACES = "\n|\n\n|\r\n|\r|\u00a0|\t|\x0b|\x0c|\x85|\u2028|\u2029|\x1c|\ufeff| |  "
WORDS = (
    "• |- |1. |a) |* |Gao|une attaque contre le poste de l'armée à|le nord du pays|.|Le convoi|\x00"
)
PIECES = f"{SPACES}|{WORDS}".split("|")
TEXT = st.one_of(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.text(max_size=40))


def texts(source: str) -> list[str]:
    return [u.text for u in read(source).units]


@given(TEXT)
@settings(max_examples=200, deadline=None)
def test_unchanged_gives_the_input_back(source: str) -> None:
    for document in (read(source), read_lines(source)):
        assert document.join([unchanged(u) for u in document.units], "en") == source
        assert document.join([None] * len(document.units), "en") == source


@given(TEXT)
@settings(max_examples=200, deadline=None)
def test_units_carry_no_outer_white_space_and_only_line_feeds(source: str) -> None:
    for unit in read(source).units:
        assert unit.text == unit.text.strip()
        assert len(unit.text.splitlines()) == unit.text.count("\n") + 1


@given(TEXT, st.text(max_size=8))
@settings(max_examples=200, deadline=None)
def test_lines_stay_lines_whatever_the_translation(source: str, new: str) -> None:
    document = read_lines(source)
    lines = source.replace("\r\n", "\n").split("\n")
    count = len(lines) - (lines[-1] == "")
    assert len(document.units) == count
    joined = document.join([Crossed("x" + new) for _ in document.units], "en")
    assert len(joined.splitlines()) == count
    for before, after in zip(lines, joined.splitlines(), strict=False):
        assert bool(before.strip("\ufeff\u200b\u2060 ").strip()) <= bool(after.strip())


def test_blank_lines_stay_blank() -> None:
    document = read_lines("a\n\n \r\nb")
    assert [u.text for u in document.units] == ["a", "", "", "b"]
    out = document.join([Crossed("A"), None, Crossed(""), Crossed("B")], "en")
    assert out == "A\n\n \r\nB"


def test_a_wrapped_document() -> None:
    source = (DATA / "text-wrapped.txt").read_text(encoding="utf-8")
    first_words = [t.split()[0] + f"/{t.count(chr(10)) + 1}" for t in texts(source)]
    assert first_words == [
        "Nouvelle/1", "Par/1", "Des/3", "Les/2", "Le/2",
        "Trois/1", "Ménaka,/2", "Andéramboukane/1", "Inékar./1", "Contact/1",
    ]  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_wrapped_paragraphs_become_one_line(end: str) -> None:
    source = end.join(
        ["Des hommes armés ont attaqué mardi un poste de", "l'armée près de Ménaka.", "", "Fin."]
    )
    document = read(source)
    assert [u.text for u in document.units] == [
        "Des hommes armés ont attaqué mardi un poste de\nl'armée près de Ménaka.",
        "Fin.",
    ]
    out = document.join([Crossed("Gunmen\nattacked."), None], "en")
    assert out == end.join(["Gunmen attacked.", "", "Fin."])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Titre\nLe premier paragraphe est long et se termine ici.\nLe second aussi.\n",
         ["Titre", "Le premier paragraphe est long et se termine ici.", "Le second aussi."]),
        ("logo\nUn titre\n", ["logo", "Un titre"]),
        ("fer\nor\nuranium\n", ["fer", "or", "uranium"]),
        ("\n\n  • Dialogue : parler\n  • Justice\n", ["Dialogue : parler", "Justice"]),
        ("1. Le retrait\n2) Le départ\n(3) La fin\na) Un\n",
         ["Le retrait", "Le départ", "La fin", "Un"]),
        ("A. Touré est parti\n", ["A. Touré est parti"]),
        ("1.300 francs\n2012. Une année\n", ["1.300 francs", "2012. Une année"]),
        ("– Partez !\n— Non.\n-5 degrés\n", ["Partez !", "Non.", "-5 degrés"]),
        ("* * *\n-----\nFin\n", ["Fin"]),
        ("\ufeffGao\u00a0\n\tKidal \n", ["Gao", "Kidal"]),
        ("", []), (" \n\t\n", []),
    ],
)  # fmt: skip
def test_units(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


def test_where_and_context() -> None:
    units = read("Gao\n\n- mil\n").units
    assert [(u.where, u.context) for u in units] == [("line 1", "paragraph"), ("line 3", "item")]


def test_an_empty_translation_leaves_the_source() -> None:
    assert read("Gao\nKidal\n").join([Crossed(" "), Crossed("Kidal!")], "en") == "Gao\nKidal!\n"


@pytest.mark.xfail(reason="a wrapped paragraph of two lines that both begin with a capital")
def test_a_capital_at_every_line_start_hides_the_wrapping() -> None:
    source = "Le ministre a rencontré mardi à Bamako le président\nGoïta et le colonel Camara.\n"
    assert len(texts(source)) == 1


@pytest.mark.parametrize("piece", ["a", " ", "\n", "\r", "a\n", "• ", "mot long\n", " \n a", "1."])
def test_time_is_linear(piece: str) -> None:
    source = piece * (100_000 // len(piece))
    start = time.perf_counter()
    document = read(source)
    assert document.join([Crossed(u.text + " ") for u in document.units], "en") == source
    assert time.perf_counter() - start < 5


def test_the_registry_chooses_by_suffix_and_name() -> None:
    assert [u.text for u in formats.read("# Gao\n", name="a.md").units] == ["Gao"]
    assert [u.text for u in formats.read("# Gao\n", name="a.txt").units] == ["# Gao"]
    assert [u.text for u in formats.read("# Gao\n", format="markdown").units] == ["Gao"]
    assert len(formats.read("a\n\nb", format="lines").units) == 3


def test_an_unknown_format_is_a_usage_error() -> None:
    with pytest.raises(UserError, match="markdown") as error:
        formats.read("", name="a.doc", format="doc")
    assert error.value.status is ExitStatus.USAGE
