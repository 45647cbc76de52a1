"""The term inventory as the annotator needs it: which forms, which grammar, where in a sentence."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from glossary.model import Language

from .align import TOKEN
from .normalize import normalize

_LONGEST = 9  # words in a term; longer forms do not fit into an annotation anyway


@dataclass(frozen=True)
class Concept:
    """One concept with all its approved forms; the first form of each side is preferred."""

    identifier: str
    domain: str
    fr: tuple[str, ...]
    en: tuple[str, ...]
    fr_acronym: str
    en_acronym: str
    gender: str  # "m", "f" or ""
    number: str  # "s", "p" or ""
    article: str  # the definite article, "none" or ""

    def grammar(self) -> tuple[str, str, str, bool]:
        """Return what must be equal for two concepts to stand in each other's place in French."""
        return self.domain, self.gender, self.number, self.article == "none"


class Found(NamedTuple):
    """A form of a concept in a text, half-open code point offsets."""

    start: int
    end: int
    form: str  # as the inventory writes it
    concept: Concept


class Occurrence(NamedTuple):
    """One concept found on both sides of a pair."""

    fr: Found
    en: Found


def is_acronym(form: str) -> bool:
    """Tell acronyms, mixed-case ones too, from words.

    >>> [is_acronym(x) for x in ("FAMa", "G5 Sahel", "Mali", "JNIM")]
    [True, False, False, True]
    """
    return " " not in form and sum(c.isupper() for c in form) > 1


def _stem(token: str) -> str:
    # Case carries meaning in acronyms ("EI" is not "ei"); elsewhere headlines vary it.
    if is_acronym(token):
        return token
    low = token.lower()
    return re.sub(r"(?:es|s|x|e)$", "", low) if len(low) > 3 else low


def _words(text: str) -> list[re.Match[str]]:
    return [m for m in TOKEN.finditer(text) if m.group()[0].isalnum()]


class Finder:
    """Find the forms of one language, inflected or not, longest first."""

    def __init__(self, entries: Iterable[tuple[str, Concept]]) -> None:
        self._entries: dict[tuple[str, ...], list[tuple[str, Concept]]] = defaultdict(list)
        for form, concept in entries:
            key = tuple(_stem(m.group()) for m in _words(form))
            if 0 < len(key) <= _LONGEST:
                self._entries[key].append((form, concept))

    def find(self, text: str) -> list[Found]:
        """Return every concept at each longest match, leftmost first."""
        words = _words(text)
        stems = [_stem(m.group()) for m in words]
        found: list[Found] = []
        i = 0
        while i < len(words):
            for size in range(min(_LONGEST, len(words) - i), 0, -1):
                entries = self._entries.get(tuple(stems[i : i + size]))
                if entries:
                    start, end = words[i].start(), words[i + size - 1].end()
                    found.extend(Found(start, end, form, concept) for form, concept in entries)
                    i += size - 1
                    break
            i += 1
        return found


class Inventory:
    """All concepts, with finders for both languages and groups that may stand in for each other."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = tuple(concepts)
        self._fr = Finder((form, c) for c in self.concepts for form in c.fr)
        self._en = Finder((form, c) for c in self.concepts for form in c.en)
        groups: dict[tuple[str, str, str, bool], list[Concept]] = defaultdict(list)
        for concept in self.concepts:
            groups[concept.grammar()].append(concept)
        self._groups = dict(groups)

    def find(self, fr: str, en: str) -> list[Occurrence]:
        """Return the concepts that stand equally often on both sides, paired in order."""
        left, right = self._fr.find(fr), self._en.find(en)
        pairs: list[Occurrence] = []
        for identifier in dict.fromkeys(found.concept.identifier for found in left):
            a = _once([f for f in left if f.concept.identifier == identifier])
            b = _once([f for f in right if f.concept.identifier == identifier])
            if len(a) == len(b):
                pairs.extend(Occurrence(x, y) for x, y in zip(a, b, strict=True))
        return pairs

    def alternatives(self, concept: Concept) -> list[Concept]:
        """Return the other concepts with the same domain, gender, number and article habit."""
        return [c for c in self._groups[concept.grammar()] if c is not concept]


def _once(found: list[Found]) -> list[Found]:
    """Keep one form a place: two variants may fold to the same words."""
    return list({f.start: f for f in reversed(found)}.values())[::-1]


def read_inventory(path: Path) -> Inventory:
    """Read the inventory's CSV; forbidden forms are left out, so they are never taught."""
    with path.open(encoding="utf-8", newline="") as lines:
        return Inventory(_concept(row) for row in csv.DictReader(lines))


def _concept(row: dict[str, str]) -> Concept:
    def forms(language: Language) -> tuple[str, ...]:
        forbidden = set(row[f"{language}_forbidden"].split("|"))
        listed = [row[f"{language}_preferred"], row[f"{language}_acronym"]]
        listed += row[f"{language}_variants"].split("|")
        shaped = (normalize(form, language) for form in listed if form not in forbidden)
        return tuple(dict.fromkeys(form for form in shaped if form))

    return Concept(
        identifier=row["id"],
        domain=row["domain"],
        fr=forms("fr"),
        en=forms("en"),
        fr_acronym=row["fr_acronym"],
        en_acronym=row["en_acronym"],
        gender=row["fr_gender"],
        number=row["fr_number"],
        article=row["fr_article"],
    )
