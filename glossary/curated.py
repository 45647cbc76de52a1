"""The curated glossary that ships with the product: ``glossary/terms/*.po``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from .files import decode, read_bytes
from .formats import po
from .model import Concept, Glossary

TERMS = Path(__file__).parent / "terms"


def read_catalogues(paths: Iterable[Path], *, layer: str = "curated") -> Glossary:
    """Return one glossary from PO catalogues, in the order given.

    Raises:
        UserError: a file that cannot be read, or an entry against the format.
    """
    concepts: list[Concept] = []
    for path in paths:
        text, _ = decode(read_bytes(path), where=str(path))
        concepts += po.read(text, name=path.name, layer=layer).concepts
    return Glossary(tuple(concepts), name=layer)


@lru_cache(maxsize=1)
def curated() -> Glossary:
    """Return the glossary that ships with the product; read once in a process."""
    return read_catalogues(sorted(TERMS.glob("*.po")))
