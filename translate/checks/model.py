"""The frozen values of a check: what is compared, what was found, which term answers which.

A *pair* is a stretch of a source and its translation, or, in a monolingual text, a stretch alone.
Findings are the same values as those of a translation run (`translate.result.Finding`); their
``segment`` is the index of the pair, their ``side`` says in which text the span lies.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from glossary.model import Glossary, Language

from ..document import Code
from ..result import Finding, Severity

ALL = "*"
"""Stands among a pair's opt-outs for every check."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: the file as it was named, its line from 1 (0: unknown), its unit.

    >>> str(Place("fr.po", 12, "msgstr[1]")), str(Place("a.tmx", unit="tu 7")), str(Place())
    ('fr.po:12 (msgstr[1])', 'a.tmx (tu 7)', '')
    """

    file: str = ""
    line: int = 0
    unit: str = ""

    def __str__(self) -> str:
        shown = f"{self.file}:{self.line}" if self.line else self.file
        if not self.unit:
            return shown
        return f"{shown} ({self.unit})" if shown else self.unit


@dataclass(frozen=True, slots=True)
class Pair:
    """A stretch of text and what it is said to be in the other language.

    Attributes:
        source: the text translated; None in a monolingual check.
        target: its translation, or the text itself in a monolingual check. Both are plain text
            without markup; a source without translation has an empty target.
        source_language, target_language: ``source_language`` is None when ``source`` is.
        where: of the target: this is where an editor goes.
        source_where: of the source, where it is another file.
        skip: ids of checks that the file itself opts out of here, or `ALL`.
        source_codes, target_codes: inline markup by offset.
        keep: half-open spans of the target that are no prose (inline code, placeholders).
        kind: ``paragraph``, ``heading``, ``message``, ``cell``, ...
    """

    source: str | None
    target: str
    source_language: Language | None
    target_language: Language
    where: Place = Place()
    source_where: Place | None = None
    skip: frozenset[str] = frozenset()
    source_codes: tuple[Code, ...] = ()
    target_codes: tuple[Code, ...] = ()
    keep: tuple[tuple[int, int], ...] = ()
    kind: str = "paragraph"

    @property
    def monolingual(self) -> bool:
        """Whether there is no source to compare with."""
        return self.source is None

    def skips(self, check: str) -> bool:
        """Tell whether the file opts out of a check here.

        >>> Pair("a", "b", "fr", "en", skip=frozenset({"brackets"})).skips("brackets")
        True
        """
        return check in self.skip or ALL in self.skip


@dataclass(frozen=True, slots=True)
class TermLink:
    """A term of the glossary found in a pair, and what answers it on the other side.

    Attributes:
        concept: id of the concept in the glossary.
        source_span: half-open span in the source; None in a monolingual check, and for a term
            that only the target has.
        target_span: half-open span in the target; None where nothing answers the term.
        accepted: forms that would satisfy, the preferred one first.
        pairing: label of the pairing found (``full``, ``acronym``, ...).
        paraphrased: whether the target says it in other words (*the group* for JNIM): then
            ``target_span`` is None and nothing is wrong.
    """

    concept: str
    source_span: tuple[int, int] | None
    target_span: tuple[int, int] | None
    accepted: tuple[str, ...] = ()
    pairing: str = ""
    paraphrased: bool = False


@dataclass(frozen=True, slots=True)
class CheckedPair:
    """A pair, what was found in it, and the terms on both sides; findings in reading order."""

    pair: Pair
    findings: tuple[Finding, ...] = ()
    terms: tuple[TermLink, ...] = ()


@dataclass(frozen=True)
class Checked:
    """Everything a check of one or more files found: the value behind every report.

    Attributes:
        pairs: in reading order; a finding's ``segment`` is an index of it.
        files: the files checked, as they were named.
        checks: ids of the checks that ran.
        glossary: whose terms were looked for (concepts for hover cards by ``by_id``).
    """

    pairs: tuple[CheckedPair, ...]
    files: tuple[str, ...]
    checks: tuple[str, ...]
    glossary: Glossary

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings in reading order."""
        return tuple(f for pair in self.pairs for f in pair.findings)

    @property
    def terms(self) -> tuple[TermLink, ...]:
        """All terms in reading order."""
        return tuple(t for pair in self.pairs for t in pair.terms)

    @property
    def clean(self) -> bool:
        """Whether nothing needs an editor's eye: notes of severity *info* do not count."""
        return all(f.severity is Severity.INFO for f in self.findings)

    def counts(self) -> Counter[Severity]:
        """Return how many findings there are of each severity."""
        return Counter(f.severity for f in self.findings)

    def by_check(self) -> Counter[str]:
        """Return how many findings each check has."""
        return Counter(f.check for f in self.findings)
