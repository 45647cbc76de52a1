"""Finding terms in text: longest leftmost, deterministic, never inside another word.

A trie over words holds every form of every term; a text is folded once, walked once, and each hit
is verified (boundaries, capitals, accents, guards) before it counts. Time is linear in the text
and nearly independent of the size of the glossary.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from .inflect import forms
from .model import Case, Concept, Gender, Glossary, Guard, Language, Number, Pairing, Status, Term
from .placeables import placeables
from .text import Folded, Token, fold, fold_key, is_bounded, tokens

SOURCE_STATUSES = (Status.PREFERRED, Status.VARIANT, Status.DEPRECATED)
TARGET_STATUSES = (Status.PREFERRED, Status.VARIANT)
_ANY_NAME = "{name}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form in the index: whose it is, and how it is inflected."""

    concept: Concept
    pairing: Pairing
    term: Term
    form: str
    words: tuple[str, ...]
    number: Number | None
    gender: Gender | None


@dataclass(frozen=True, slots=True)
class Match:
    """A term found: half-open span in code points of the text as read.

    ``rivals`` holds further readings of the same span whose targets differ: then the occurrence
    is ambiguous, to be reported and not applied.
    """

    start: int
    end: int
    surface: str
    concept: Concept
    pairing: Pairing
    term: Term
    number: Number | None
    gender: Gender | None
    rivals: tuple[Candidate, ...] = ()


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
                for phrase in pairing.guard(language).unless_in:
                    self._walk_in(_words(phrase)).shields.append(_owner(concept, pairing))

    def _walk_in(self, words: Iterable[str]) -> _Node:
        node = self._root
        for word in words:
            node = node.children.setdefault(word, _Node())
        return node

    def _add(self, concept: Concept, pairing: Pairing, term: Term) -> None:
        for inflected in forms(term):
            words = _words(inflected.form)
            if not words:
                continue
            node = self._walk_in(words)
            if any(
                c.concept.id == concept.id and c.pairing is pairing and c.form == inflected.form
                for c in node.candidates
            ):
                continue
            norms = _norm_words(inflected.form)
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
            _Passage(context if context is not None else text),
            _Spans((*placeables(text), *skip)),
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
            found.append(_match(text, folded, words[index].start, words[last].end, candidates))
            index = last + 1
        return tuple(found)

    def _ends(self, folded: Folded, words: Sequence[Token], first: int) -> list[tuple[int, _Node]]:
        """Return the nodes that a walk from word ``first`` ends in, with the last word of each."""
        children = self._root.children
        if words[first].text not in children and _ANY_NAME not in children:
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
                    child = node.children.get(_ANY_NAME)
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


def locate(
    text: str, wanted: Sequence[tuple[str, Term, Case | None]], language: Language
) -> tuple[tuple[int, int, int], ...]:
    """Return where any of the ``wanted`` forms stands: (start, end, index in ``wanted``).

    Longest first, none overlapping, sorted by position. For checking a target text: unlike
    `Matcher.find` it is not distracted by longer terms of other concepts. With None for a case,
    capitals and accents do not count.

    >>> from .model import Term
    >>> locate("les FAMa", [("FAMa", Term("FAMa", "fr", Status.PREFERRED), Case.EXACT)], "fr")
    ((4, 8, 0),)
    """
    folded = fold(text)
    words = tokens(folded)
    positions: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        positions.setdefault(word.text, []).append(index)
    hits: list[tuple[int, int, int, int]] = []
    for number, (form, term, case) in enumerate(wanted):
        keys = _words(form)
        norms = _norm_words(form)
        if not keys:
            continue
        for first in positions.get(keys[0], ()):
            last = first + len(keys) - 1
            if last >= len(words) or any(
                words[first + k].text != key for k, key in enumerate(keys)
            ):
                continue
            start, end = words[first].start, words[last].end
            slices = tuple(folded.norm[w.start : w.end] for w in words[first : last + 1])
            fits = case is None or case_fits(case, norms, slices, language, term)
            if fits and is_bounded(
                folded, start, end, language, loose_hyphen=case in (Case.EXACT, None)
            ):
                hits.append((start, end, number, len(keys)))
    taken: list[tuple[int, int, int]] = []
    for start, end, number, _ in sorted(hits, key=lambda h: (-h[3], h[0] - h[1], h[0], h[2])):
        if all(end <= a or b <= start for a, b, _ in taken):
            taken.append((start, end, number))
    return tuple((*folded.span(a, b), n) for a, b, n in sorted(taken))


def case_fits(
    case: Case, form: Sequence[str], surface: Sequence[str], language: Language, term: Term
) -> bool:
    """Tell whether capitals and accents of the words found fit those of the words listed.

    Accents may be missing from capitals (Etat, ALL CAPS) and from names, which English writes
    without; elsewhere they distinguish words (pêche, péché). A listed capital asks for one in
    the text: at the start of a single word, anywhere in a name of two; longer names are often
    written small (les forces armées maliennes).
    """
    lenient = language == "en" or term.grammar.pos == "name"
    for listed, found in zip(form, surface, strict=True):
        if len(listed) != len(found):
            return False
        for a, b in zip(listed, found, strict=True):
            if case is Case.EXACT and a.isupper() != b.isupper():
                return False
            if a.lower() == b.lower():
                continue
            # the keys are equal, so the letters differ in their accent only
            if not (lenient or b.isupper()):
                return False
    if case is Case.EXACT:
        return True
    if any(c.isupper() for word in form for c in word):
        words = sum(w[:1].isalnum() for w in form)
        if words == 1:
            return surface[0][:1].isupper() or not form[0][:1].isupper()
        # two words may be common ones (le monde, Le Monde); three are a name in any casing
        return words > 2 or any(c.isupper() for word in surface for c in word)
    return True


def _match(
    text: str, folded: Folded, start: int, end: int, candidates: Sequence[Candidate]
) -> Match:
    best = candidates[0]
    low, high = folded.span(start, end)
    rivals = tuple(
        c for c in candidates[1:] if c.concept.id != best.concept.id and _differ(best, c)
    )
    return Match(
        low,
        high,
        text[low:high],
        best.concept,
        best.pairing,
        best.term,
        best.number,
        best.gender,
        rivals,
    )


def _differ(a: Candidate, b: Candidate) -> bool:
    """Tell whether two readings of a form have no translation in common."""
    target: Language = "en" if a.term.language == "fr" else "fr"
    left = {fold_key(t.form) for t in a.pairing.in_language(target, *TARGET_STATUSES)}
    right = {fold_key(t.form) for t in b.pairing.in_language(target, *TARGET_STATUSES)}
    return not left & right


@lru_cache(maxsize=65536)
def _words(form: str) -> tuple[str, ...]:
    """Return the key words of a form; ``{Name}`` in it stands for any capitalised word."""
    words: list[str] = []
    for index, part in enumerate(form.split("{Name}")):
        if index:
            words.append(_ANY_NAME)
        words += [t.text for t in tokens(fold(part))]
    return tuple(words)


@lru_cache(maxsize=65536)
def _norm_words(form: str) -> tuple[str, ...]:
    folded = fold(form)
    return tuple(folded.norm[t.start : t.end] for t in tokens(folded))


class _Spans:
    """Spans of a text in which nothing is looked for; those that overlap are made one."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, end)
        return at > 0 and start < self._ends[at - 1]


class _Passage:
    """The words around a match, for guards; folded when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._key: str | None = None

    def allows(self, guard: Guard) -> bool:
        if not guard.requires and not guard.excludes:
            return True
        if self._key is None:
            self._key = fold(self._text).key
        if any(_pattern(w).search(self._key) for w in guard.excludes):
            return False
        return not guard.requires or any(_pattern(w).search(self._key) for w in guard.requires)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text taken apart for one search; ``walks`` are the ends of the walk from each word."""

    folded: Folded
    words: Sequence[Token]
    walks: Sequence[list[tuple[int, _Node]]]
    passage: _Passage
    closed: _Spans
    shields: dict[str, list[tuple[int, int]]]
    capitals: bool


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern[str]:
    """Return the pattern of a guard's word or phrase; a final ``*`` stands for any ending."""
    stem = word.endswith("*")
    escaped = re.escape(fold_key(word.rstrip("*")))
    return re.compile(rf"(?<!\w){escaped}" + ("" if stem else r"(?!\w)"))
