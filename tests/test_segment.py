"""Sentences: hard cases as data, the laws of form as properties, the time it takes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.model import LANGUAGES, Language
from translate.sentences.segment import divide, join, split

DATA = Path(__file__).parent / "data"
BREAK = "‖"


def cases() -> list[object]:
    """Read ``expected [TAB xfail]`` lines; the input is the line without its breaks.

    Where the break replaces more than one space the line has both, input first.
    """
    found: list[object] = []
    for language in LANGUAGES:
        lines = (DATA / f"sentences-{language}.txt").read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if not line or line.startswith("#"):
                continue
            first, _, second = line.partition("\t")
            marks = [pytest.mark.xfail(strict=True)] if second == "xfail" else []
            expected = second if BREAK in second else first
            found.append(
                pytest.param(
                    language,
                    first.replace(BREAK, " ").replace("\\n", "\n"),
                    [p.replace("\\n", "\n") for p in expected.split(BREAK)],
                    marks=marks,
                    id=f"{language}-{number}",
                )
            )
    return found


@pytest.mark.parametrize(("language", "text", "expected"), cases())
def test_sentences(language: Language, text: str, expected: list[str]) -> None:
    assert [s.text for s in split(text, language)] == expected


SIGNS = " |\u00a0|\u202f|\n|\r\n|\r|\t|\x0b|\x0c|\x85|\u2028|.|…|?|!|« | »|“|”|'|\"|(|)|[|-|–|•|,|;"
WORDS = "M|U.S|Gén|J|le|Le|etc|12|1.3|e\u0301|👩🏾\u200d🚒|🇲🇱|www.a.ml|qui"
TROUBLE = st.lists(
    st.sampled_from(f"{SIGNS}|{WORDS}".split("|")),
    max_size=40,
).map("".join)
LANGUAGE = st.sampled_from(LANGUAGES)


@given(st.one_of(TROUBLE, st.text(max_size=60)), LANGUAGE)
@settings(max_examples=300, deadline=None)
def test_split_then_join_gives_the_text_back(text: str, language: Language) -> None:
    segments = split(text, language)
    assert join(segments) == text
    for segment in segments:
        assert segment.text == text[segment.start : segment.end] == segment.text.strip()
        assert not segment.gap.strip()
    assert all(s.text for s in segments[1:])


@given(TROUBLE, LANGUAGE, st.integers(1, 30))
@settings(max_examples=300, deadline=None)
def test_divide_fits_and_joins(text: str, language: Language, limit: int) -> None:
    pieces = divide(text, language, lambda t: len(t) > limit)
    assert join(pieces) == text
    assert all(len(p.text) <= limit for p in pieces)


@pytest.mark.parametrize(
    ("language", "text", "limit", "expected"),
    [
        ("fr", "Gao est calme ; Kidal, fermée.", 20, ["Gao est calme ;", "Kidal, fermée."]),
        ("en", "Gao is calm: the market, and the port, work.", 35,
         ["Gao is calm:", "the market, and the port, work."]),
        ("fr", "Le maire est parti, et le préfet, resté.", 30,
         ["Le maire est parti,", "et le préfet, resté."]),
        ("fr", "Les soldats partis hier qui tenaient le pont", 30,
         ["Les soldats partis hier", "qui tenaient le pont"]),
        ("en", "The gunmen, the cattle, the herders left", 30,
         ["The gunmen, the cattle,", "the herders left"]),
        ("fr", "Le prix 300\u00a0francs", 14, ["Le prix", "300\u00a0francs"]),
        ("en", "abcdefghij", 5, ["abcde", "fghij"]),
    ],
)  # fmt: skip
def test_divide_prefers_clauses(
    language: Language, text: str, limit: int, expected: list[str]
) -> None:
    assert [p.text for p in divide(text, language, lambda t: len(t) > limit)] == expected


def test_divide_leaves_what_fits() -> None:
    assert [p.text for p in divide("Un, deux ; trois.", "fr", lambda t: False)] == [
        "Un, deux ; trois."
    ]


def test_divide_does_not_tear_characters() -> None:
    word = "e\u0301" * 30 + "🇲🇱" * 20 + "👩🏾‍🚒" * 10
    for piece in divide(word, "fr", lambda t: len(t) > 9):
        assert piece.text[0] not in "\u0301\u200d🏾"
        assert sum(0x1F1E6 <= ord(c) <= 0x1F1FF for c in piece.text) % 2 == 0


def test_divide_stops_even_when_nothing_fits() -> None:
    pieces = divide("Bamako", "fr", lambda t: True)
    assert join(pieces) == "Bamako"
    assert len(pieces) == 6


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "a " * 50_000, ". " * 50_000, " " * 100_000, "." * 100_000, "\u0301" * 100_000,
     "M. " * 30_000, '"' * 100_000 + " A", ".\n" * 50_000, "🇲" * 50_000, "J." * 50_000,
     "»" * 90_000],
    ids=lambda t: repr(t[:4]),
)  # fmt: skip
def test_time_is_linear(text: str) -> None:
    seen = 0

    def too_long(piece: str) -> bool:
        nonlocal seen
        seen += len(piece)
        return len(piece) > 300

    start = time.perf_counter()
    assert join(split(text, "fr")) == text
    assert join(divide(text, "fr", too_long)) == text
    assert time.perf_counter() - start < 5
    assert seen < 60 * len(text)
