"""A package of XML parts (DOCX, ODT) as one ``Document``: its parts are documents themselves.

Parts are edited as text by offsets, as XLIFF is, and not through python-docx, odfdo or lxml: a
parser that writes its tree anew changes declarations, prefixes, quotation marks and white space
of what nobody translated, and it would be one more dependency. What is not translated stays byte
for byte.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from glossary.model import Language, other

from ..document import Crossed, TextDocument, Unit
from . import archive as archives
from .archive import Archive
from .xml_nodes import Edit, Patched

TAGS: dict[Language, tuple[str, str]] = {"fr": ("fr", "FR"), "en": ("en", "GB")}
"""Language and country written into documents: the typography of English output is British."""


@dataclass(frozen=True, slots=True)
class Part:
    """A member of the package whose text is translated, or whose languages are set."""

    name: str
    document: TextDocument
    mark: bytes


@dataclass(frozen=True, slots=True)
class PackageDocument:
    """A package taken apart; its units are those of its parts, one after the other."""

    archive: Archive
    parts: tuple[Part, ...]
    units: tuple[Unit, ...]

    def join(self, crossed: Sequence[Crossed | None], language: Language) -> bytes:
        """Return the package in ``language``.

        Without any change it is the package as it was read, byte for byte.
        """
        if len(crossed) != len(self.units):
            raise ValueError("one translation for each unit")
        if all(
            new is None or same(unit, new) for unit, new in zip(self.units, crossed, strict=True)
        ):
            return self.archive.source
        new_members: dict[str, bytes] = {}
        at = 0
        for part in self.parts:
            own = crossed[at : at + len(part.document.units)]
            at += len(own)
            new_members[part.name] = archives.bytes_of(part.document.join(own, language), part.mark)
        return self.archive.replaced(new_members)


def package(archive: Archive, parts: Sequence[Part]) -> PackageDocument:
    """Return parts as one document."""
    return PackageDocument(archive, tuple(parts), tuple(u for p in parts for u in p.document.units))


def same(unit: Unit, new: Crossed) -> bool:
    """Tell whether a translation is the unit itself, or nothing."""
    return (new.text, new.codes) == (unit.text, unit.codes) or not new.text.strip()


@dataclass(frozen=True, slots=True)
class Languages:
    """A part that says in which language text is (styles, settings, metadata); it has no units.

    ``values`` are half-open spans of language tags (``fr-FR``, ``fr``) and, where they stand apart,
    of countries.
    """

    source: str
    values: tuple[tuple[int, int], ...]
    countries: tuple[tuple[int, int], ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """None."""
        return ()

    def join(self, crossed: Sequence[Crossed | None], language: Language) -> str:
        """Return the part with the source's language replaced by ``language``."""
        edits = language_edits(self.source, self.values, self.countries, other(language), language)
        return Patched(self.source, edits).span(0, len(self.source))


def language_edits(
    source: str,
    values: Sequence[tuple[int, int]],
    countries: Sequence[tuple[int, int]],
    old: Language,
    new: Language,
) -> list[Edit]:
    """Return the edits that turn language ``old`` into ``new``, others left alone.

    A country in ``countries`` belongs to the value of the same index.

    >>> language_edits("<a fr-ML><b de-DE>", [(3, 8), (12, 17)], (), "fr", "en")
    [(3, 8, 'en-GB')]
    """
    edits: list[Edit] = []
    tag, country = TAGS[new]
    for index, (start, end) in enumerate(values):
        value = source[start:end]
        primary, *rest = re.split("[-_]", value)
        if primary.lower() != old:
            continue
        if index < len(countries):
            edits += [(start, end, tag), (*countries[index], country)]
        else:
            edits.append((start, end, f"{tag}-{country}" if rest else tag))
    return sorted(edits)
