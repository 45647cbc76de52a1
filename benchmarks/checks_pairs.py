"""The pairs that checks are measured on: clean ones, and what a fault makes of them.

Imports nothing of the product: what is measured may not choose what it is measured on.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

from . import scorer, wmt21

SPANS = Path(__file__).parent / "data" / "sahel-dev-terms.tsv"
UNSEEN = ("flores-dev", "wmt21-terminology-dev")


@dataclass(frozen=True, slots=True)
class Clean:
    """A sentence and its translation by people.

    ``set`` and ``line`` (from 1) tell where it stands; the languages are ``fr`` and ``en``.
    """

    set: str
    line: int
    source: str
    target: str
    source_language: str
    target_language: str

    @property
    def direction(self) -> str:
        """``fr-en`` or ``en-fr``."""
        return f"{self.source_language}-{self.target_language}"


@dataclass(frozen=True, slots=True)
class Seeded:
    """A clean pair with one fault put in.

    ``source`` differs from the clean one only where something was planted on both sides.
    ``term`` is where the damaged term stands in the source, for faults of terms.
    """

    fault: str
    clean: Clean
    source: str
    target: str
    what: str
    term: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A term as the frozen spans have it: what stands in a source, what may answer it."""

    surface: str
    kind: str
    accepted: tuple[str, ...]


def rows(folder: Path, name: str) -> list[tuple[str, str]]:
    """Return the (French, English) pairs of a set; the tokenised one as running text."""
    if name == "sahel-dev":
        lines = (folder / "sahel-dev.tsv").read_text(encoding="utf-8").splitlines()
        return [(row.split("\t")[1], row.split("\t")[2]) for row in lines]
    french, english = (
        (folder / f"{name}.{language}").read_text(encoding="utf-8").rstrip("\n").split("\n")
        for language in ("fr", "en")
    )
    if name == "wmt21-terminology-dev":
        french = [running(line, "fr") for line in french]
        english = [running(line, "en") for line in english]
    return list(zip(french, english, strict=True))


def running(text: str, language: str) -> str:
    """Undo the tokenisation of the WMT 2021 set: an assumption about what its writers wrote.

    Its straight quotation marks stand alone between spaces; they are joined by turns.

    >>> running('l\\' OMS a dit " oui " , mais ( hier ) à 5 % ; et vous ?', "fr")
    'l\\'OMS a dit "oui", mais (hier) à 5 % ; et vous ?'
    >>> running("they 're 5 % , he said . - well", "en")
    "they're 5%, he said. - well"
    """
    if language == "en":
        text = re.sub(r" (n't|'(?:s|re|ve|ll|d|m|t))\b", r"\1", wmt21.detokenise(text))
    else:
        text = re.sub(r"(?<=\w') (?=\w)", "", text)
        text = re.sub(r" (?=[,.)\]])", "", text)
        text = re.sub(r"(?<=[(\[]) ", "", text)
    text = re.sub(r"(?<=“) | (?=”)", "", text)
    opened = False
    parts = re.split(r'(\s?"\s?)', text)
    for i in range(1, len(parts), 2):
        spaced = parts[i]
        before = " " if spaced.startswith(" ") else ""
        after = " " if spaced.endswith(" ") else ""
        parts[i] = f'"{after}' if opened else f'{before}"'
        opened = not opened
    return "".join(parts) if not opened else text


def pairs(folder: Path, name: str, count: int | None = None, *, seed: int = 0) -> list[Clean]:
    """Return clean pairs of a set in both directions: all, or ``count`` lines drawn by ``seed``."""
    found = rows(folder, name)
    lines = range(len(found))
    if count is not None and count < len(found):
        lines = sorted(random.Random(f"{seed}|{name}").sample(lines, count))
    fr_en = [Clean(name, i + 1, found[i][0], found[i][1], "fr", "en") for i in lines]
    en_fr = [Clean(name, i + 1, found[i][1], found[i][0], "en", "fr") for i in lines]
    return fr_en + en_fr


def vocabulary(folder: Path) -> dict[str, frozenset[str]]:
    """Return every word of the three sets by language, in lower case."""
    words: dict[str, set[str]] = {"fr": set(), "en": set()}
    for name in (*UNSEEN, "sahel-dev"):
        for french, english in rows(folder, name):
            words["fr"].update(re.findall(r"\w+", french.lower()))
            words["en"].update(re.findall(r"\w+", english.lower()))
    return {language: frozenset(found) for language, found in words.items()}


def lexicon(folder: Path) -> dict[str, tuple[Term, ...]]:
    """Return, by direction, the terms of the frozen reference spans, each surface once.

    Raises:
        SpansError: the spans were made for another state of the file.
    """
    spans = scorer.read_spans(SPANS)
    spans.check((folder / "sahel-dev.tsv").read_bytes())
    sentences = rows(folder, "sahel-dev")
    found: dict[str, dict[tuple[str, str], set[str]]] = {d: {} for d in scorer.DIRECTIONS}
    for direction in scorer.DIRECTIONS:
        for span in spans.of(direction):
            source = sentences[span.line - 1][0 if direction == "fr-en" else 1]
            key = (source[span.start : span.end], span.kind)
            found[direction].setdefault(key, set()).update(span.accepted)
    return {
        direction: tuple(
            Term(surface, kind, tuple(sorted(accepted, key=lambda f: (-len(f), f))))
            for (surface, kind), accepted in sorted(terms.items())
        )
        for direction, terms in found.items()
    }
