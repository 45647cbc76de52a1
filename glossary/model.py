"""The frozen values of a term base: what a concept is called in each language, and how.

Vocabulary follows ISO 30042 (TBX) and ISO 704: a *concept* is designated by *terms*; a term has a
*status*; two terms that are each other's equivalent form a *pairing* (acronym with acronym, full
name with full name).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Literal

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, Language] = ("en", "fr")
Gender = Literal["m", "f"]
Number = Literal["sg", "pl"]

HEAD = "full"
"""Label of the pairing that carries what holds for the whole concept."""


def other(language: Language) -> Language:
    """Return the language on the other side.

    >>> other("fr")
    'en'
    """
    return "en" if language == "fr" else "fr"


class Status(str, Enum):
    """How far a form may be used."""

    PREFERRED = "preferred"  # what we write
    VARIANT = "variant"  # right as well: found in a source, accepted in a target
    ACCEPTED = "accepted"  # right in a target; too general to be looked for in a source
    DEPRECATED = "deprecated"  # found in a source and understood; never written
    FORBIDDEN = "forbidden"  # wrong in a target; not looked for in a source


class Case(str, Enum):
    """How capitals count."""

    EXACT = "exact"  # only this casing matches, and it is written so even in ALL CAPS
    ANY = "any"  # any casing matches; written as listed
    TRANSFER = "transfer"  # any casing matches; a capital or ALL CAPS carries over to the target


class Review(str, Enum):
    """Whether an entry has been reviewed: it has tested examples and a source."""

    REVIEWED = "reviewed"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Grammar:
    """What an inflecting language must know of a term.

    Attributes:
        pos: ``noun``, ``name``, ``adjective``, ``verb`` or ``phrase``.
        gender: French only; None where it does not apply (places without article, verbs).
        number: the number of the form as listed.
        article: whether running text puts an article before it ("les FAMa", "the AES").
        elides: the French article elides before it; None leaves it to the spelling.
        plural, feminine: irregular forms; empty leaves them to the rules.
    """

    pos: str = "name"
    gender: Gender | None = None
    number: Number = "sg"
    article: bool = True
    elides: bool | None = None
    plural: str = ""
    feminine: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One form in one language. ``reason`` says why a forbidden form is forbidden."""

    form: str
    language: Language
    status: Status
    grammar: Grammar = Grammar()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Guard:
    """What must, or must not, stand around a form for it to be this concept.

    Attributes:
        requires: at least one of these words or phrases stands in the same passage.
        excludes: none of these does.
        unless_in: longer phrases in which the form means something else ("M. Gao");
            ``{Name}`` stands for any one capitalised word, ``[a|b]`` for one or the other.
    """

    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    unless_in: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.requires or self.excludes or self.unless_in)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry was read: file name and line, for messages."""

    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.file else ""


@dataclass(frozen=True)
class Pairing:
    """Forms of one kind that answer each other across the languages.

    Attributes:
        label: ``full``, ``acronym``, ``short`` or another slug; unique in its concept.
        terms: preferred forms first; exactly one preferred form a language.
        case: how capitals count.
        keep: the form crosses as it was written in the source.
        known: readers know it without being told what it stands for.
        direction: the only source language this pairing is applied from; None is both.
        guards: by language of the text in which the form is found.
        examples: sentences in which it must be found; by language.
        counterexamples: sentences in which it must not be; by language.
    """

    label: str
    terms: tuple[Term, ...]
    case: Case = Case.TRANSFER
    keep: bool = False
    known: bool = False
    direction: Language | None = None
    guards: tuple[tuple[Language, Guard], ...] = ()
    examples: tuple[tuple[Language, str], ...] = ()
    counterexamples: tuple[tuple[Language, str], ...] = ()
    note: str = ""
    origin: Origin = field(default=Origin(), compare=False)

    def preferred(self, language: Language) -> Term:
        """Return the form we write in ``language``.

        Raises:
            KeyError: the pairing has none (the reader refuses such an entry).
        """
        for term in self.terms:
            if term.language == language and term.status is Status.PREFERRED:
                return term
        raise KeyError(f"{self.label}: no preferred form in {language}")

    def in_language(self, language: Language, *statuses: Status) -> tuple[Term, ...]:
        """Return the terms of one language, of any status or only of those named."""
        return tuple(
            t
            for t in self.terms
            if t.language == language and (not statuses or t.status in statuses)
        )

    def guard(self, language: Language) -> Guard:
        """Return what must hold around a form found in a text in ``language``."""
        return next((g for lang, g in self.guards if lang == language), Guard())


@dataclass(frozen=True)
class Concept:
    """One thing in the world and what it is called.

    Attributes:
        id: stable slug, unique in the glossary (``jnim``, ``demonym-nigerien``).
        domain: the catalogue it belongs to (``armed-groups``).
        pairings: the head pairing first.
        review: whether it has been reviewed.
        valid_from, valid_to: ISO dates or parts of one (``2024``, ``2024-04``), empty when open.
        note: when to use which, for editors.
        sources: where one can go and look.
        confidence: ``high``, ``medium`` or ``low``.
        superseded_by: id of the concept that follows when a name changed.
        layer: the glossary it came from (``curated``, or a user's file).
    """

    id: str
    domain: str
    pairings: tuple[Pairing, ...]
    review: Review = Review.UNVERIFIED
    valid_from: str = ""
    valid_to: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    confidence: str = "medium"
    superseded_by: str = ""
    layer: str = field(default="curated", compare=False)

    def pairing(self, label: str) -> Pairing | None:
        """Return the pairing of that label, or None."""
        return next((p for p in self.pairings if p.label == label), None)

    @property
    def head(self) -> Pairing:
        """The first pairing: the concept's full name."""
        return self.pairings[0]

    def terms(self) -> Iterator[tuple[Pairing, Term]]:
        """Yield every term with the pairing it belongs to."""
        for pairing in self.pairings:
            for term in pairing.terms:
                yield pairing, term


_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_slug(text: str) -> bool:
    """Tell whether ``text`` may be an id, a label or a domain.

    >>> is_slug("al-qaeda"), is_slug("Al Qaeda")
    (True, False)
    """
    return _SLUG.fullmatch(text) is not None


@dataclass(frozen=True)
class Glossary:
    """Concepts in a fixed order: earlier ones win where two claim the same form."""

    concepts: tuple[Concept, ...] = ()
    name: str = "curated"

    @cached_property
    def by_id(self) -> dict[str, Concept]:
        """Concepts by id; the first of a duplicated id."""
        found: dict[str, Concept] = {}
        for concept in self.concepts:
            found.setdefault(concept.id, concept)
        return found

    def __len__(self) -> int:
        return len(self.concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)


def _set_state(self: object, state: Sequence[object]) -> None:
    """Fill a frozen value when it is unpickled.

    Why: what the standard library puts there asks for a class's fields anew for each of some 18,000
    values; without that the compiled glossary loads in about nine tenths of the time.
    """
    for name, value in zip(type(self).__slots__, state, strict=True):  # type: ignore[attr-defined]
        object.__setattr__(self, name, value)


for _class in (Grammar, Term, Guard, Origin):
    _class.__setstate__ = _set_state  # type: ignore[union-attr]
