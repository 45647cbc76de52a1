"""Translate with a converted model through the product's own engine."""

import re
from collections.abc import Sequence
from pathlib import Path

from glossary.model import Language
from translate.argos import load
from translate.engine import (
    Annotation,
    Engine,
    Marker,
    Piece,
    Request,
    marker,
)
from translate.packages.find import ModelPackage
from translate.packages.metadata import parse_metadata

from .normalize import normalize
from .package import metadata

_TAGGED = re.compile(r"<term>(.*?)<as>(.*?)</term>|<x([1-8])>")
_MARKS = {ord(marker(n)): f"<x{n}>" for n in range(1, 9)}


def pieces(text: str) -> tuple[Piece, ...]:
    """Return tagged text as the engine takes it.

    >>> pieces("l'<term> AES<as> AES</term> <x1>dit")
    ("l'", Annotation(source=' AES', target=' AES'), ' ', Marker(number=1), 'dit')
    """
    found: list[Piece] = []
    last = 0
    for match in _TAGGED.finditer(text):
        found.append(text[last : match.start()])
        source, target, number = match.groups()
        found.append(Marker(int(number)) if number else Annotation(source, target))
        last = match.end()
    found.append(text[last:])
    return tuple(piece for piece in found if piece)


class Decoder:
    """A converted model in memory, both directions, with the product's decoding settings."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        directions: tuple[tuple[Language, Language], ...] = (("en", "fr"), ("fr", "en"))
        self._engines = {
            target: engine(folder, source, target, threads) for source, target in directions
        }

    def translate(self, texts: Sequence[str], target: Language) -> list[str]:
        """Translate sentences, annotated or not; markers come back as they went in."""
        source: Language = "en" if target == "fr" else "fr"
        requests = [Request(pieces(normalize(text, source))) for text in texts]
        answers = self._engines[target].translate(requests)
        return [hypotheses[0].text.translate(_MARKS) for hypotheses in answers]


def engine(folder: Path, source: Language, target: Language, threads: int | None = None) -> Engine:
    """Load a converted model for one direction, as the product does."""
    return load(_as_package(folder, source, target), threads=threads)


def _as_package(folder: Path, source: Language, target: Language) -> ModelPackage:
    described = parse_metadata(metadata(source, target, "0").encode())
    return ModelPackage(folder.name, described, folder, folder / "sentencepiece.model")
