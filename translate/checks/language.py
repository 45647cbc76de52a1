"""Check of words of the source language left in the translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from glossary.model import Language
from glossary.text import fold_key

from ..result import Severity
from .check import Note, pair_check
from .reading import Reading, Side, Word

# Function words that the other language does not have, not even as a name, a loan or a unit.
_OWN: dict[Language, frozenset[str]] = {
    "fr": frozenset(
        "les des une dans pour qui avec ces cette sont ont été était sur par leur leurs aux ses "
        "nous vous mais où dont selon après depuis contre sans très aussi comme être avait ainsi "
        "entre lors afin chez plusieurs toujours déjà alors celui celle ceux".split()
    ),
    "en": frozenset(
        "the of and that which with from this these those was were has have been had his her "
        "their they would could should about into who will said there when after also "
        "than between because while".split()
    ),
}
_RUN = 4


@pair_check(
    "source-language",
    Severity.WARNING,
    "Words of the source's language are left in the translation, outside names and quotations.",
)
def source_language(reading: Reading) -> Iterator[Note]:
    target = reading.target
    foreign = _OWN[reading.source.language]
    words = _prose(target)
    own = [w for w in words if w.text.lower() in foreign]
    native = sum(w.text.lower() in _OWN[target.language] for w in words)
    if len(own) >= 3 and len(own) > native:
        yield Note(f"is {_NAMES[reading.source.language]}, at least in part", _span(own))
        return
    copied = _copied(reading, words)
    for run in copied:
        if any(w.text.lower() in foreign for w in run) and any(_tells(w) for w in run):
            shown = target.text[run[0].start : run[-1].end]
            yield Note(f"{shown!r} is not translated", _span(run))


_NAMES: dict[Language, str] = {"fr": "French", "en": "English"}
_QUOTED = re.compile(
    r"«[^»]*»|“[^”]*”|\"[^\"]*\"|\([^)]*\)|\[[^\]]*\]|[‘'](?=\w)[^’']*[’'](?!\w)|[*_][^*_]+[*_]"
)


def _prose(side: Side) -> list[Word]:
    """Return the words outside quotations, brackets and emphasis, where a foreign word may be."""
    held = [m.span() for m in _QUOTED.finditer(side.text)]
    return [w for w in side.words if not any(a <= w.start < b for a, b in held)]


def _copied(reading: Reading, words: list[Word]) -> Iterator[list[Word]]:
    """Yield runs of at least four lower-case words that stand so in the source as well."""
    source = f" {' '.join(w.text.lower() for w in reading.source.words)} "
    for plain, group in groupby(words, key=lambda w: w.text[:1].islower()):
        run = list(group)
        if not plain:
            continue
        at = 0
        while at < len(run):
            stop = at
            while stop < len(run) and _has(source, run[at : stop + 1]):
                stop += 1
            if stop - at >= _RUN:
                yield run[at:stop]
            at = max(stop, at + 1)


def _has(source: str, run: list[Word]) -> bool:
    return f" {' '.join(w.text.lower() for w in run)} " in source


def _tells(word: Word) -> bool:
    return len(fold_key(word.text)) > 3


def _span(words: list[Word]) -> tuple[int, int]:
    return words[0].start, words[-1].end
