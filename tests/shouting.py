"""Stand in for a translation: capitals, so that lengths and codes keep their place."""

from __future__ import annotations

from translate.document import Crossed, Document, Unit


def shout(unit: Unit) -> Crossed:
    """Return a unit in capitals but for what must be kept and for letters that would grow (ß)."""
    kept = {i for a, b in unit.keep for i in range(a, b)}
    text = "".join(
        c if i in kept or len(c.upper()) != 1 else c.upper() for i, c in enumerate(unit.text)
    )
    return Crossed(text, unit.codes)


def shouted(document: Document) -> str | bytes:
    """Return the file with every unit in capitals."""
    return document.join([shout(u) for u in document.units], "en")
