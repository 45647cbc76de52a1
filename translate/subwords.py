"""Between text and the subword tokens of a model: what text may become, and what it may not.

A model steered by control tokens (``<term>``, ``<x1>``, ``<2en>``) reads them from the same string
as the text. Here they exist only as values; a text that spells one is spelled out to the model,
character by character, so that it is translated as text and steers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from .engine import (
    MARKER_RANGE,
    Annotation,
    Marker,
    Piece,
    marker,
)
from .packages.metadata import Metadata

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARKERS = re.compile(f"([{MARKER_RANGE}])")
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")
_CONTROL = re.compile(r"<[^<>\s]+>")
_SPACE = "\u2581"  # how SentencePiece writes a space


def scrub(text: str) -> str:
    """Return ``text`` without private-use characters: our markers are made of those.

    Half a surrogate pair (from undecodable bytes) becomes U+FFFD, as no encoder takes it.

    >>> scrub("FAMa" + marker(1))
    'FAMa'
    """
    return _SURROGATE.sub("\ufffd", _PRIVATE.sub("", text))


def split_markers(text: str) -> tuple[Piece, ...]:
    """Return target text as pieces, its marker characters as values.

    >>> split_markers("The " + marker(1) + "FAMa")
    ('The ', Marker(number=1), 'FAMa')
    """
    first = ord(marker(0))
    return tuple(
        Marker(ord(part) - first) if _MARKERS.fullmatch(part) else part
        for part in _MARKERS.split(text)
        if part
    )


class Codec(Protocol):
    """Text to tokens and back, for one model."""

    def encode(self, pieces: Sequence[Piece]) -> list[str]:
        """Return the tokens of ``pieces``; ValueError for a piece the model does not know."""

    def decode(self, tokens: Sequence[str]) -> str:
        """Return the text of ``tokens``; markers as ``marker(n)``, other control tokens dropped."""


@dataclass(frozen=True)
class SentencePieceCodec:
    """A SentencePiece model with the control tokens of a package's metadata.

    ``processor`` is a ``sentencepiece.SentencePieceProcessor``.
    """

    processor: Any
    metadata: Metadata

    @cached_property
    def reserved(self) -> frozenset[str]:
        """Tokens that no text may become."""
        size = self.processor.get_piece_size()
        vocabulary = self.processor.id_to_piece(list(range(size)))
        known = {
            piece
            for piece in vocabulary
            if _CONTROL.fullmatch(piece) and not _BYTE.fullmatch(piece)
        }
        named = {self.metadata.target_prefix, *self.metadata.term, *self.metadata.markers}
        return frozenset(known | named | {"<s>", "</s>", "<unk>", "<blank>"}) - {""}

    def encode(self, pieces: Sequence[Piece]) -> list[str]:
        """Return the tokens SentencePiece gives for the pieces written out, controls kept apart.

        Raises:
            ValueError: an annotation or a marker that the model was not trained on.
        """
        texts, controls = self._lay_out(pieces)
        if not controls:
            return self._as_text(self.processor.encode(texts[0], out_type=str))
        # A control symbol cuts a SentencePiece encoding in two, so that each stretch of text can
        # be encoded by itself, if between symbols: those keep its outer spaces from being eaten
        # and the word-start mark of the very beginning away.
        fence = controls[0]
        tokens = self._as_text(self.processor.encode(texts[0] + fence, out_type=str)[:-1])
        for control, text in zip(controls, texts[1:-1], strict=False):
            inner = self.processor.encode(fence + text + fence, out_type=str)[2:-1]
            tokens += [control, *self._as_text(inner)]
        last = self.processor.encode(fence + texts[-1], out_type=str)[2:]
        return [*tokens, controls[-1], *self._as_text(last)]

    def _lay_out(self, pieces: Sequence[Piece]) -> tuple[list[str], list[str]]:
        """Return the stretches of text and the control tokens between them (one fewer)."""
        texts, controls = [""], list[str]()

        def control(token: str) -> None:
            controls.append(token)
            texts.append("")

        for piece in pieces:
            if isinstance(piece, Annotation):
                if not self.metadata.term:
                    raise ValueError("this model does not understand term annotations")
                opening, between, closing = self.metadata.term
                control(opening)
                texts[-1] = scrub(piece.source)
                control(between)
                texts[-1] = scrub(piece.target)
                control(closing)
            elif isinstance(piece, Marker):
                if not 1 <= piece.number <= len(self.metadata.markers):
                    raise ValueError(f"this model does not understand marker {piece.number}")
                control(self.metadata.markers[piece.number - 1])
            else:
                texts[-1] += scrub(piece)
        return texts, controls

    def _as_text(self, tokens: Iterable[str]) -> list[str]:
        """Spell out every control token: it came from text."""
        spelled: list[str] = []
        for token in tokens:
            spelled += self._spell(token) if token in self.reserved else [token]
        return spelled

    def _spell(self, token: str) -> list[str]:
        """Return the tokens of a look-alike: "<", "term", ">", as any other word in brackets."""
        fence = next(iter((*self.metadata.term, *self.metadata.markers)), "")
        if fence and _CONTROL.fullmatch(token):
            inner = self.processor.encode(fence + token[1:-1] + fence, out_type=str)[2:-1]
            if not self.reserved.intersection(inner):
                return [*self._character(token[0]), *inner, *self._character(token[-1])]
        return [piece for character in token for piece in self._character(character)]

    def _character(self, character: str) -> list[str]:
        spelled = [f"<0x{byte:02X}>" for byte in character.encode()]
        if not self._unknown(character) or any(map(self._unknown, spelled)):
            return [character]
        return spelled

    def _unknown(self, piece: str) -> bool:
        return bool(self.processor.is_unknown(self.processor.piece_to_id(piece)))

    def decode(self, tokens: Sequence[str]) -> str:
        """Return the text of output tokens.

        Like argostranslate's decoder, except that a ``_`` stays one.
        """
        places = {token: marker(n) for n, token in enumerate(self.metadata.markers, 1)}
        kept = [places.get(t, t) for t in _without_private(tokens) if self._shown(t)]
        text = str(self.processor.decode_pieces(kept)).replace(_SPACE, " ")
        if any(token in self.reserved and token not in places for token in tokens):
            text = re.sub(" {2,}", " ", text)  # the spaces on both sides of a dropped token
        return text

    def _shown(self, token: str) -> bool:
        return token in self.metadata.markers or token not in self.reserved


def _without_private(tokens: Sequence[str]) -> list[str]:
    """Drop private-use characters that a model spells in bytes: they would pass for markers."""
    kept: list[str] = []
    run: list[str] = []
    for token in [*tokens, ""]:
        if _BYTE.fullmatch(token):
            run.append(token)
            continue
        if run:
            text = bytes(int(byte[3:5], 16) for byte in run).decode("utf-8", "replace")
            kept += [scrub(text)] if _PRIVATE.search(text) else run
            run = []
        kept.append(_PRIVATE.sub("", token))
    return kept[:-1]


@dataclass(frozen=True)
class BPECodec:
    """A package with ``bpe.model``: tokenised by Argos Translate's own ``BPETokenizer``.

    Moses tokenisation escapes ``<`` and ``>``, so that text cannot become a control token.
    """

    tokenizer: Any
    target_prefix: str = ""

    def encode(self, pieces: Sequence[Piece]) -> list[str]:
        """Return the tokens of plain text.

        Raises:
            ValueError: an annotation or a marker; these packages know none.
        """
        text = ""
        for piece in pieces:
            if not isinstance(piece, str):
                raise ValueError("this model understands neither annotations nor markers")
            text += scrub(piece)
        if not text.strip():
            return []
        return [str(token) for token in self.tokenizer.encode(text)]

    def decode(self, tokens: Sequence[str]) -> str:
        """Return the text of output tokens."""
        kept = [token for token in tokens if token != self.target_prefix]
        return _PRIVATE.sub("", str(self.tokenizer.decode(kept))) if kept else ""
