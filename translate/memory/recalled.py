"""What a memory gave for a stretch of a document."""

from __future__ import annotations

from dataclasses import dataclass

from glossary.require import Standing

from ..cascade.protect import Sentence
from ..document import Code
from .model import Hit, Kind, Status


@dataclass(frozen=True, slots=True)
class Recalled:
    """A hit for a stretch of a document.

    Attributes:
        hit: what was found.
        used: it stands in the translation; else it is information for an editor.
        sentence: the stretch, and what today's glossary asks of its translation.
        text, codes: the translation in the document's own markup.
        standings: where ``text`` meets the requirements of ``sentence``.
    """

    hit: Hit
    used: bool
    sentence: Sentence
    text: str
    codes: tuple[Code, ...]
    standings: tuple[Standing | None, ...]

    @property
    def approved(self) -> bool:
        """Whether a person approved this translation, of this very text."""
        return self.hit.kind is not Kind.FUZZY and self.hit.entry.status is Status.APPROVED

    @property
    def broken(self) -> tuple[int, ...]:
        """Indices of the requirements that the translation does not meet."""
        return tuple(i for i, s in enumerate(self.standings) if s is None)

    @property
    def lost(self) -> tuple[tuple[int, int], ...]:
        """Half-open source spans of addresses and placeholders that the translation lacks."""
        text = self.sentence.text
        return tuple((a, b) for a, b in self.sentence.keeps if text[a:b] not in self.text)
