"""A pair taken apart once, for all checks: its words, figures, addresses and terms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from glossary.match import SOURCE_STATUSES, Match, Matcher
from glossary.model import Glossary, Language, Status
from glossary.placeables import placeables
from glossary.text import Folded, fold, fold_key

from ..prepare import merge, touches
from ..sentences.casing import is_all_caps
from ..typography.numbers import Figure, figures
from ..typography.quotes import Mark, marks
from .model import Pair, TermLink

if TYPE_CHECKING:
    from .answer import Answer

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True)
class Word:
    """A word as written: half-open offsets in its text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Side:
    """One text of a pair."""

    text: str
    language: Language
    keep: tuple[tuple[int, int], ...] = ()

    @cached_property
    def held(self) -> tuple[tuple[int, int], ...]:
        """Half-open spans that are no prose: addresses, placeholders, code."""
        return merge((*self.keep, *placeables(self.text)))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Its numbers outside addresses and code."""
        return tuple(f for f in figures(self.text, self.language) if not self.holds(f.start, f.end))

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Its quotation marks."""
        return tuple(
            m for m in marks(self.text, self.language) if not self.holds(m.bare[0], m.bare[1])
        )

    @cached_property
    def folded(self) -> Folded:
        """The text made comparable."""
        return fold(self.text)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words outside addresses and code; a hyphen or an apostrophe joins."""
        return tuple(
            Word(m.group(), *m.span())
            for m in _WORD.finditer(self.text)
            if not self.holds(*m.span())
        )

    @cached_property
    def keys(self) -> frozenset[str]:
        """Its words folded; those joined by a hyphen or an apostrophe apart as well."""
        return self.keys_outside(())

    def keys_outside(self, spans: Sequence[tuple[int, int]]) -> frozenset[str]:
        """Return the same of the words that touch none of ``spans``, in order and apart."""
        found: set[str] = set()
        for word in self.words:
            if touches(spans, word.start, word.end):
                continue
            key = key_of(word.text)
            found.add(key)
            if "-" in key or "'" in key:
                found.update(key.replace("'", "-").split("-"))
        return frozenset(found)

    @cached_property
    def capitals(self) -> bool:
        """Whether it is set in capitals."""
        return is_all_caps(self.text)

    def holds(self, start: int, end: int) -> bool:
        """Tell whether a span touches what is no prose."""
        return touches(self.held, start, end)


@lru_cache(maxsize=65536)
def key_of(word: str) -> str:
    """Return a word folded; words come again and again.

    >>> key_of("L’Été")
    "l'ete"
    """
    return fold_key(word)


@dataclass(frozen=True)
class Terms:
    """The glossary as the checks look for it: built once for a run, used for every pair."""

    glossary: Glossary
    _matchers: dict[tuple[Language, bool], Matcher] = field(default_factory=dict)
    _within: dict[tuple[str, Language], tuple[Match, ...]] = field(default_factory=dict)

    def find(self, side: Side) -> tuple[Match, ...]:
        """Return the terms in a text, in either direction and of every status but *forbidden*."""
        return self._find(side, SOURCE_STATUSES, forbidden=False)

    def find_forbidden(self, side: Side) -> tuple[Match, ...]:
        """Return the forms in a text that are wrong for their concept."""
        return self._find(side, (Status.FORBIDDEN,), forbidden=True)

    def within(self, match: Match) -> tuple[Match, ...]:
        """Return the terms that a longer one holds at either end; offsets are of no text."""
        key = match.surface, match.term.language
        if key not in self._within:
            words = list(_WORD.finditer(match.surface))
            parts = [match.surface[w.start() :] for w in words[1:]]
            parts += [match.surface[: w.end()] for w in words[:-1]]
            found = [m for p in parts for m in self.find(Side(p, match.term.language))]
            self._within[key] = tuple({m.concept.id: m for m in found}.values())
        return self._within[key]

    def _find(
        self, side: Side, statuses: Sequence[Status], *, forbidden: bool
    ) -> tuple[Match, ...]:
        key = side.language, forbidden
        if key not in self._matchers:
            self._matchers[key] = Matcher(
                self.glossary, side.language, statuses=statuses, any_direction=True
            )
        return self._matchers[key].find(side.text, skip=side.held, capitals=side.capitals)


def terms_of(glossary: Glossary) -> Terms:
    """Return how the checks look for the terms of a glossary, built once.

    It is kept with the glossary, as its matchers are (`glossary.match.matcher_for`): a frozen
    value never outdates it, and `sahel serve` checks a sentence at a time.

    >>> glossary = Glossary()
    >>> terms_of(glossary) is terms_of(glossary)
    True
    """
    kept: Terms = glossary.__dict__.setdefault("_check_terms", Terms(glossary))
    return kept


@dataclass(frozen=True)
class Reading:
    """A pair as the checks see it; what no check asks for is never computed.

    Attributes:
        pair: what was read.
        terms: the glossary.
        known: ids of concepts that the document has named before this pair.
    """

    pair: Pair
    terms: Terms
    known: frozenset[str] = frozenset()

    @cached_property
    def source(self) -> Side:
        """The source; an empty one in a monolingual check."""
        return Side(self.pair.source or "", self.pair.source_language or "fr")

    @cached_property
    def target(self) -> Side:
        """The translation, or the text itself."""
        return Side(self.pair.target, self.pair.target_language, self.pair.keep)

    @cached_property
    def source_terms(self) -> tuple[Match, ...]:
        """The glossary's terms in the source."""
        return self.terms.find(self.source)

    @cached_property
    def target_terms(self) -> tuple[Match, ...]:
        """The glossary's terms in the target."""
        return self.terms.find(self.target)

    @cached_property
    def target_spans(self) -> tuple[tuple[int, int], ...]:
        """Half-open spans of the target that are terms, in order and apart."""
        return merge([(m.start, m.end) for m in self.target_terms])

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """What became of each term of the source."""
        from .links import answers  # it needs this module's values

        return answers(self)

    @cached_property
    def links(self) -> tuple[TermLink, ...]:
        """Which term answers which."""
        from .links import links

        return links(self)


def outside(found: Sequence[Figure], spans: Sequence[tuple[int, int]]) -> list[Figure]:
    """Return the figures that are no part of a term, whose figures are the glossary's affair."""
    ordered = sorted(spans)
    # the farthest end of the spans so far: they may overlap, and the first need not be the longest
    ends = list(accumulate((b for _, b in ordered), max))

    def within(figure: Figure) -> bool:
        begun = bisect_right(ordered, figure.start, key=lambda span: span[0])
        return begun > 0 and figure.end <= ends[begun - 1]

    return [f for f in found if not within(f)]
