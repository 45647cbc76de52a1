"""Finding terms in text: longest leftmost, deterministic, never inside another word.

A trie over words holds every form of every term; a text is folded once, walked once, and each hit
is verified (boundaries, capitals, accents, guards) before it counts. Time is linear in the text
and nearly independent of the size of the glossary.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .context import Passage, Spans
from .found import SOURCE_STATUSES, TARGET_STATUSES, Candidate, Match, match_of
from .inflect import forms
from .model import Case, Concept, Glossary, Language, Pairing, Status, Term
from .placeables import placeables
from .surface import ANY_NAME, case_fits, locate, spelt_out, words_of, written_words
from .text import Folded, Token, fold, is_bounded, tokens

__all__ = [
    "SOURCE_STATUSES",
    "TARGET_STATUSES",
    "Candidate",
    "Match",
    "Matcher",
    "find",
    "locate",
    "matcher_for",
]


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)
    shields: list[str] = field(default_factory=list)


class Matcher:
    """Finds the terms of one glossary in texts of one language. Build once, use often."""

    def __init__(
        self,
        glossary: Glossary,
        language: Language,
        *,
        statuses: Sequence[Status] = SOURCE_STATUSES,
        any_direction: bool = False,
    ) -> None:
        self.language: Language = language
        self._root = _Node()
        for concept in glossary:
            for pairing in concept.pairings:
                applies = pairing.direction in (None, language) or any_direction
                if not applies:
                    continue
                for term in pairing.in_language(language, *statuses):
                    self._add(concept, pairing, term)
                for guarded in pairing.guard(language).unless_in:
                    for phrase in spelt_out(guarded):
                        self._walk_in(words_of(phrase)).shields.append(_owner(concept, pairing))

    def _walk_in(self, words: Iterable[str]) -> _Node:
        node = self._root
        for word in words:
            node = node.children.setdefault(word, _Node())
        return node

    def _add(self, concept: Concept, pairing: Pairing, term: Term) -> None:
        for inflected in forms(term):
            words = words_of(inflected.form)
            if not words:
                continue
            node = self._walk_in(words)
            if any(
                c.concept.id == concept.id and c.pairing is pairing and c.form == inflected.form
                for c in node.candidates
            ):
                continue
            norms = written_words(inflected.form)
            node.candidates.append(
                Candidate(
                    concept,
                    pairing,
                    term,
                    inflected.form,
                    norms,
                    inflected.number,
                    inflected.gender,
                )
            )

    def find(
        self,
        text: str,
        *,
        context: str | None = None,
        skip: Sequence[tuple[int, int]] = (),
        capitals: bool = False,
    ) -> tuple[Match, ...]:
        """Return the matches in ``text``, left to right, none overlapping.

        ``context`` is the passage in which guards look for their words (the text itself unless
        given); ``skip`` are spans, beside addresses and other placeables, in which nothing is
        looked for.
        """
        folded = fold(text)
        words = tokens(folded)
        walks = [self._ends(folded, words, first) for first in range(len(words))]
        reading = _Reading(
            folded,
            words,
            walks,
            Passage(context if context is not None else text),
            Spans((*placeables(text), *skip)),
            _shields(words, walks),
            capitals,
        )
        found: list[Match] = []
        index = 0
        while index < len(words):
            hit = self._longest(reading, index)
            if hit is None:
                index += 1
                continue
            last, candidates = hit
            better = self._overtaken(reading, index, last)
            if better is not None:
                index = better
                continue
            found.append(match_of(text, folded, words[index].start, words[last].end, candidates))
            index = last + 1
        return tuple(found)

    def _ends(self, folded: Folded, words: Sequence[Token], first: int) -> list[tuple[int, _Node]]:
        """Return the nodes that a walk from word ``first`` ends in, with the last word of each."""
        children = self._root.children
        if words[first].text not in children and ANY_NAME not in children:
            return _NO_ENDS
        ends: list[tuple[int, _Node]] = []
        states = [self._root]
        for index in range(first, len(words)):
            word = words[index]
            following: list[_Node] = []
            for node in states:
                child = node.children.get(word.text)
                if child is not None:
                    following.append(child)
                if folded.norm[word.start].isupper():
                    child = node.children.get(ANY_NAME)
                    if child is not None:
                        following.append(child)
            if not following:
                break
            ends += [(index, node) for node in following if node.candidates or node.shields]
            states = following
        return ends

    def _longest(self, reading: _Reading, first: int) -> tuple[int, list[Candidate]] | None:
        folded, words = reading.folded, reading.words
        start = words[first].start
        for last, node in sorted(reading.walks[first], key=lambda e: -e[0]):
            end = words[last].end
            if reading.closed.touches(*folded.span(start, end)):
                continue
            slices = tuple(folded.norm[w.start : w.end] for w in words[first : last + 1])
            fitting = [
                c
                for c in node.candidates
                if is_bounded(
                    folded, start, end, self.language, loose_hyphen=c.pairing.case is Case.EXACT
                )
                and self._case_fits(c, slices, reading.capitals)
                and not any(
                    a <= start and end <= b
                    for a, b in reading.shields.get(_owner(c.concept, c.pairing), ())
                )
                and reading.passage.allows(c.pairing.guard(self.language))
            ]
            if fitting:
                # the first layer decides: what a user says is not ambiguous because of us
                layer = fitting[0].concept.layer
                own = [c for c in fitting if c.concept.layer == layer]
                # the reading written with just these capitals comes first (Maliens, maliens)
                return last, sorted(own, key=lambda c: c.words != slices)
        return None

    def _overtaken(self, reading: _Reading, first: int, last: int) -> int | None:
        """Return where a longer term begins that a match of words first..last would hide.

        "the Niger | Armed Forces": the leftmost term must not cost us the longer one.
        """
        for start in range(first + 1, last + 1):
            if reading.words[start - 1].text not in _ARTICLES:
                return None  # "deputy minister | of defence": the first words carry meaning
            hit = self._longest(reading, start)
            if hit is not None and hit[0] > last and hit[0] - start > last - first:
                return start
        return None

    def _case_fits(self, candidate: Candidate, found: Sequence[str], capitals: bool) -> bool:
        case = candidate.pairing.case
        if capitals and case is Case.EXACT:
            if len(found) == 1 and found[0].lower() in _CAPITAL_WORDS:
                return False
            case = Case.ANY
        return case_fits(case, candidate.words, found, self.language, candidate.term)


_ARTICLES = frozenset("the a an le la les l ' un une des".split())

_CAPITAL_WORDS = frozenset(
    "un est les des son ses car or ou on par pas sur an as at in is it no of or so to up us we who "
    "aid map may".split()
)
"""Words of a headline in capitals that look like acronyms."""


_NO_ENDS: list[tuple[int, _Node]] = []


def _shields(
    words: Sequence[Token], walks: Sequence[list[tuple[int, _Node]]]
) -> dict[str, list[tuple[int, int]]]:
    """Return, by pairing, the spans of the key in which it is not meant."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for first, ends in enumerate(walks):
        for last, node in ends:
            for owner in node.shields:
                spans.setdefault(owner, []).append((words[first].start, words[last].end))
    return spans


def _owner(concept: Concept, pairing: Pairing) -> str:
    return f"{concept.id}/{pairing.label}"


def find(text: str, glossary: Glossary, language: Language) -> tuple[Match, ...]:
    """Return the terms of ``glossary`` in ``text``; the matcher is kept with the glossary."""
    return matcher_for(glossary, language).find(text)


def matcher_for(glossary: Glossary, language: Language) -> Matcher:
    """Return the source matcher of a glossary, built once (a frozen value never outdates it)."""
    kept: dict[Language, Matcher] = glossary.__dict__.setdefault("_matchers", {})
    if language not in kept:
        kept[language] = Matcher(glossary, language)
    return kept[language]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text taken apart for one search; ``walks`` are the ends of the walk from each word."""

    folded: Folded
    words: Sequence[Token]
    walks: Sequence[list[tuple[int, _Node]]]
    passage: Passage
    closed: Spans
    shields: dict[str, list[tuple[int, int]]]
    capitals: bool
