"""What the passes over a document see of it: its sentences in both languages, in order."""

from __future__ import annotations

from dataclasses import dataclass

from glossary.model import Language, other
from glossary.require import Requirement


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence and its translation as it stands.

    Attributes:
        source, target: the two texts.
        frozen: half-open spans of ``target`` that may not change: kept spans, required terms.
        terms: required terms with their half-open span in ``target``; None where one is missing.
        headline: a heading, caption or list item; not running text.
        quoted: quotations open at the beginning of ``target``.
        silent: nothing is changed here (a line in capitals, a stretch that never crossed).
    """

    source: str
    target: str
    frozen: tuple[tuple[int, int], ...] = ()
    terms: tuple[tuple[Requirement, tuple[int, int] | None], ...] = ()
    headline: bool = False
    quoted: int = 0
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """The sentences of one document, in document order."""

    language: Language
    items: tuple[Text, ...]

    @property
    def target(self) -> Language:
        """The language of the translations."""
        return other(self.language)
