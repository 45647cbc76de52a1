"""The curated glossary that ships with the product: ``glossary/terms/*.po``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from . import compiled
from .files import decode, read_bytes
from .model import Concept, Glossary

TERMS = Path(__file__).parent / "terms"


def read_catalogues(paths: Iterable[Path], *, layer: str = "curated") -> Glossary:
    """Return one glossary from PO catalogues, in the order given.

    Raises:
        UserError: a file that cannot be read, or an entry against the format.
    """
    files = [(path.name, read_bytes(path)) for path in paths]
    return Glossary(_parsed(files, layer), name=layer)


def _parsed(files: Sequence[tuple[str, bytes]], layer: str) -> tuple[Concept, ...]:
    from .formats import po  # only when there is something to parse: polib takes its time

    concepts: list[Concept] = []
    for name, data in files:
        text, _ = decode(data, where=name)
        concepts += po.read(text, name=name, layer=layer).concepts
    return tuple(concepts)


@lru_cache(maxsize=1)
def curated() -> Glossary:
    """Return the glossary that ships with the product; read once in a process.

    It comes from the compiled cache where there is one (`glossary.compiled`), the same to the
    last value.
    """
    files = [(path.name, read_bytes(path)) for path in sorted(TERMS.glob("*.po"))]
    return Glossary(compiled.concepts(files, lambda: _parsed(files, "curated")))
