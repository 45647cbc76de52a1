"""The values of a translation memory: its units, where they come from, what a look-up finds.

A *translation unit* (TMX: ``tu``) is a stretch of text with its translation. Inline markup stands
off from the text, as in a document (``translate/document.py``), so that a unit is found whatever
its markup is. Codes of source and target that answer each other have the same ``pair``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from glossary.model import Language

from ..document import Code

Direction = tuple[Language, Language]
"""Source and target language."""


class Status(str, Enum):
    """Who answers for a translation; the order is that of trust."""

    APPROVED = "approved"  # a person wrote or accepted it
    UNREVIEWED = "unreviewed"  # nobody says
    MACHINE = "machine"  # an engine wrote it

    @property
    def rank(self) -> int:
        """0 for the most trusted."""
        return list(Status).index(self)


@dataclass(frozen=True, slots=True)
class Context:
    """What stood around a unit; a part that is not known is empty or None.

    Attributes:
        key: its name in its file: ``msgctxt`` of PO, ``id`` of XLIFF.
        before, after: ``key_of`` of the neighbouring sources; empty at the ends of a file, None
            where nobody noted them.
    """

    key: str = ""
    before: str | None = None
    after: str | None = None

    @property
    def values(self) -> tuple[str, str | None, str | None]:
        """The fields in order."""
        return self.key, self.before, self.after

    def answers(self, other: Context) -> bool:
        """Tell whether two contexts are the same: by name, or by both neighbours.

        Names that differ are two contexts, whatever the neighbours; a unit alone in its file has
        no neighbours that could tell anything.

        >>> Context("menu").answers(Context("menu")), Context("a", "x", "y").answers(Context("b", "x", "y"))
        (True, False)
        """  # noqa: E501
        if self.key and other.key:
            return self.key == other.key
        known = None not in (self.before, self.after) and bool(self.before or self.after)
        return known and (self.before, self.after) == (other.before, other.after)


NOWHERE = Context()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a unit comes from.

    Attributes:
        file: name of the file it was learned or imported from, without folders.
        author: who translated it, as told by the file or the user.
        tool: the program that wrote it.
        created, changed: ISO 8601 in UTC (``2026-11-21T13:43:00Z``), empty where unknown.
        glossary: digest of the glossary that was in force, empty where unknown.
    """

    file: str = ""
    author: str = ""
    tool: str = ""
    created: str = ""
    changed: str = ""
    glossary: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """The fields in order."""
        return (self.file, self.author, self.tool, self.created, self.changed, self.glossary)


@dataclass(frozen=True, slots=True)
class Entry:
    """A translation unit. Offsets of codes are in code points of their text."""

    source_language: Language
    target_language: Language
    source: str
    target: str
    source_codes: tuple[Code, ...] = ()
    target_codes: tuple[Code, ...] = ()
    status: Status = Status.APPROVED
    context: Context = field(default_factory=Context)
    origin: Origin = field(default_factory=Origin)

    @property
    def identity(self) -> bytes:
        """What a later unit replaces: 16 bytes over languages, source, its markup and context."""
        kinds = tuple((c.kind, c.pair) for c in self.source_codes)
        value = (self.source_language, self.target_language, key_of(self.source), kinds)
        return _hash((value, self.context.values))

    @property
    def fingerprint(self) -> bytes:
        """Return 16 bytes over everything; equal units have equal ones, in every memory."""
        codes = [[(c.at, c.raw, c.kind, c.pair) for c in cs] for cs in self.codes]
        texts = (self.source_language, self.target_language, self.source, self.target)
        return _hash((texts, codes, self.status.value, self.context.values, self.origin.values))

    @property
    def codes(self) -> tuple[tuple[Code, ...], tuple[Code, ...]]:
        """Inline markup of source and target."""
        return self.source_codes, self.target_codes

    @property
    def name(self) -> str:
        """Return a short name for reports and messages."""
        return self.fingerprint.hex()[:12]


def _hash(value: object) -> bytes:
    return hashlib.sha256(repr(value).encode("utf-8", "backslashreplace")).digest()[:16]


class Kind(str, Enum):
    """How a unit answers a text."""

    CONTEXT = "context"  # the same text between the same neighbours, or of the same name
    EXACT = "exact"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit found for a text.

    Attributes:
        score: 100 for the same text; below, the share of words and marks that stay, in per cent.
        rivals: other approved translations of the same text, in no better context.
    """

    entry: Entry
    kind: Kind
    score: int
    rivals: tuple[str, ...] = ()


def neighbours(keys: Sequence[str], index: int) -> tuple[str, str]:
    """Return what stands before and after a place, empty at the ends; blanks are passed over.

    >>> neighbours(["a", "", "b", "c"], 2)
    ('a', 'c')
    """
    # by place, not by slice: asked for every place of a long document
    before = next((keys[i] for i in range(index - 1, -1, -1) if keys[i]), "")
    after = next((keys[i] for i in range(index + 1, len(keys)) if keys[i]), "")
    return before, after


_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_APOSTROPHE = re.compile("[’‘ʼ´]")


def key_of(text: str) -> str:
    """Return what two texts have in common that are the same for a memory.

    Composition, kinds and number of spaces, invisible characters and the shape of apostrophes
    make no difference; every letter, figure and mark does.

    >>> key_of(" L’armée\\u202f!\\n") == key_of("L'arme\\u0301e !")
    True
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = _APOSTROPHE.sub("'", _INVISIBLE.sub("", text))
    return " ".join(text.split())
