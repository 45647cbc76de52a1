"""Decode requests with a loaded CTranslate2 model: rows of tokens, batches, hypotheses.

The decoding settings are Argos Translate's, so that plain text comes out as it would there. Made
by ``argos.load``; this module imports none of the libraries it drives.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from gettext import gettext as _
from typing import Any

from glossary.errors import ExitStatus, UserError
from glossary.model import Language

from .engine import Abilities, Annotation, Hypothesis, Request
from .packages.layout import ModelPackage
from .subwords import Codec, split_markers

MAX_TOKENS = 510
"""Longest source the engine takes, in tokens: the embedded model has 512 positions and no idea
beyond; it never saw more than 128 in training, so that the pipeline cuts long before."""

_USUAL_TOKENS = 128  # sources up to here get Argos Translate's limit of output tokens
_USUAL_OUTPUT = 256  # that limit; what is longer is a loop
_LONG_OUTPUT = 511  # for longer sources: the last position the model has
_BRIEF_MARGIN = 16  # tokens that even the shortest sentence may need
_BATCH_TOKENS = 512  # tokens, padding included, decoded side by side; larger only costs memory
_CALL_TOKENS = 8 * _BATCH_TOKENS  # tokens a call: between calls Ctrl-C gets through

DECODING: dict[str, object] = {"beam_size": 4, "length_penalty": 0.2, "replace_unknowns": True}
"""Argos Translate's decoding settings (``apply_packaged_translation``)."""

RETRIES: tuple[dict[str, object], ...] = (
    {},
    {"length_penalty": 1.0},
    {"repetition_penalty": 1.2},
    {"no_repeat_ngram_size": 4, "repetition_penalty": 1.1},
    {"no_repeat_ngram_size": 3, "repetition_penalty": 1.3, "beam_size": 8},
)
"""What ``Request.retry`` changes, 1 and up as ``RETRY_WHOLE`` and ``RETRY_LOOPS``; past the end the
last one holds."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A request in tokens; equal rows are translated once."""

    source: tuple[str, ...]
    prefix: tuple[str, ...]
    n_best: int
    retry: int
    brief: bool

    @property
    def settings(self) -> tuple[int, int, int, bool]:
        """What rows decoded by one call have in common."""
        usual = len(self.source) <= _USUAL_TOKENS and len(self.prefix) <= _USUAL_TOKENS
        retry = min(self.retry, len(RETRIES) - 1)
        return self.n_best, retry, _USUAL_OUTPUT if usual else _LONG_OUTPUT, self.brief


class ArgosEngine:
    """A loaded package; made by :func:`load`. See :class:`translate.engine.Engine`."""

    def __init__(
        self, package: ModelPackage, abilities: Abilities, translator: Any, codec: Codec
    ) -> None:
        self.package = package
        self.source: Language = package.source
        self.target: Language = package.target
        self.abilities = abilities
        self._translator = translator
        self._codec = codec

    @cached_property
    def _digest(self) -> str:
        with (self.package.weights / "model.bin").open("rb") as file:
            digest = hashlib.sha256()
            while block := file.read(1 << 20):
                digest.update(block)
        return digest.hexdigest()

    @property
    def _native_digest(self) -> str:
        terms = self.abilities.native
        if terms is None:
            return "none"
        return hashlib.sha256(repr(sorted(terms)).encode()).hexdigest()[:16]

    def signature(self) -> dict[str, str]:
        """Return what identifies the engine's output: package, weights, libraries, settings."""
        return {
            "package": self.package.name,
            "package_version": self.package.version,
            "direction": f"{self.source}-{self.target}",
            "weights_sha256": self._digest,
            "compute_type": str(self._translator.compute_type),
            "decoding": ", ".join(f"{key}={value}" for key, value in DECODING.items()),
            "annotations": str(self.abilities.annotations).lower(),
            "native_terms": self._native_digest,
            **{name: versions()[name] or "" for name in ("ctranslate2", "sentencepiece")},
        }

    def count_tokens(self, text: str) -> int:
        """Return the length of ``text`` in the model's subword tokens."""
        return len(self._codec.encode((text,)))

    def translate(self, requests: Sequence[Request]) -> list[tuple[Hypothesis, ...]]:
        """Translate all requests, in order; each gets ``n_best`` hypotheses at most.

        A request without any token (blank text) gives its prefix back, with score 0.

        Raises:
            ValueError: a piece the model does not understand, or ``n_best`` below 1.
            UserError: a source longer than :data:`MAX_TOKENS`, or a failure of the model (exit 4).
        """
        rows = [self._row(request) for request in requests]
        groups: dict[tuple[int, int, int, bool], dict[_Row, None]] = {}
        for row in rows:
            if row.source:
                groups.setdefault(row.settings, {})[row] = None
        results: dict[_Row, Any] = {}
        for settings, members in groups.items():
            for call in _calls(list(members)):
                results.update(zip(call, self._decode(call, *settings), strict=True))
        return [
            self._hypotheses(request, row, results[row])
            if row.source
            else (Hypothesis(request.prefix, 0.0),)
            for request, row in zip(requests, rows, strict=True)
        ]

    def _row(self, request: Request) -> _Row:
        if request.n_best < 1 or request.retry < 0:
            raise ValueError("n_best starts at 1, retry at 0")
        if not self.abilities.annotations and any(
            isinstance(piece, Annotation) for piece in request.pieces
        ):
            raise ValueError("this model does not understand term annotations")
        source = self._codec.encode(request.pieces)
        direction = self.package.metadata.target_prefix
        prefix = [direction] if direction else []
        prefix += self._codec.encode(split_markers(request.prefix))
        for what, tokens in ((_("sentence"), source), (_("prefix"), prefix)):
            if len(tokens) > MAX_TOKENS:
                start = "".join(p for p in request.pieces if isinstance(p, str))[:60]
                raise UserError(
                    _(
                        "a {what} of {count} tokens is too long for the model"
                        " (at most {max_tokens}): {start!r}..."
                    ).format(what=what, count=len(tokens), max_tokens=MAX_TOKENS, start=start),
                    hint=_("cut it into shorter sentences"),
                )
        return _Row(tuple(source), tuple(prefix), request.n_best, request.retry, request.brief)

    def _decode(
        self, rows: Sequence[_Row], n_best: int, retry: int, limit: int, brief: bool
    ) -> list[Any]:
        if brief:  # a loop costs more than all honest candidates of its batch
            longest = max(2 * len(row.source) + len(row.prefix) for row in rows)
            limit = min(limit, longest + _BRIEF_MARGIN)
        options = {**DECODING, **RETRIES[retry]}
        options["beam_size"] = max(n_best, int(str(options["beam_size"])))
        prefixes = [list(row.prefix) for row in rows]
        try:
            return list(
                self._translator.translate_batch(
                    [list(row.source) for row in rows],
                    target_prefix=prefixes if any(prefixes) else None,
                    num_hypotheses=n_best,
                    max_batch_size=_BATCH_TOKENS,
                    batch_type="tokens",
                    max_input_length=0,  # 0 is no limit: the default drops the rest silently
                    max_decoding_length=limit,
                    return_scores=True,
                    return_end_token=True,
                    **options,
                )
            )
        except (RuntimeError, ValueError) as error:
            raise UserError(
                _("the model {name!r} failed ({reason})").format(
                    name=self.package.name, reason=one_line(error)
                ),
                hint=_("try the embedded one: --model embedded"),
                status=ExitStatus.NO_ENGINE,
            ) from None

    def _hypotheses(self, request: Request, row: _Row, result: Any) -> tuple[Hypothesis, ...]:
        forced = len(row.prefix)
        direction = 1 if self.package.metadata.target_prefix else 0
        found = []
        for tokens, score in zip(result.hypotheses, result.scores, strict=True):
            ended = bool(tokens) and tokens[-1] == "</s>"
            body = tokens[direction : len(tokens) - ended]
            # CTranslate2 divides the log probability of what it chose itself (the end included,
            # the forced prefix not) by length ** length_penalty, the prefix counted in length.
            total = score * len(tokens) ** _length_penalty(row.retry)
            mean = total / max(1, len(tokens) - forced)
            text = self._text(request.prefix, row.prefix[direction:], body)
            found.append(Hypothesis(text, mean, truncated=not ended))
        return tuple(found)

    def _text(self, prefix: str, forced: Sequence[str], body: Sequence[str]) -> str:
        """Return the text of ``body``; where it was forced, as the caller wrote it."""
        whole = self._codec.decode(body)
        if not prefix:
            return whole.strip()
        start = self._codec.decode(forced)
        if whole.startswith(start):
            rest = whole[len(start) :]
        else:  # pieces that join differently across the seam
            rest = " " + self._codec.decode(body[len(forced) :])
        return prefix + (rest.strip() if prefix[-1].isspace() else rest.rstrip())


def _length_penalty(retry: int) -> float:
    options = {**DECODING, **RETRIES[min(retry, len(RETRIES) - 1)]}
    return float(str(options["length_penalty"]))


def _calls(rows: list[_Row]) -> Iterator[list[_Row]]:
    """Sort rows by length and cut them into calls; the order never depends on anything else."""
    rows = sorted(rows, key=lambda row: (-len(row.source), row.source, row.prefix))
    call: list[_Row] = []
    tokens = 0
    for row in rows:
        if call and tokens + len(row.source) > _CALL_TOKENS:
            yield call
            call, tokens = [], 0
        call.append(row)
        tokens += len(row.source)
    if call:
        yield call


def one_line(error: Exception) -> str:
    """Return the first line of what a library says went wrong."""
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]


def versions() -> dict[str, str | None]:
    """Return the installed versions of the engine's libraries, without importing them.

    >>> sorted(versions())
    ['argos-translate-lt', 'argostranslate', 'ctranslate2', 'sentencepiece']
    """
    found: dict[str, str | None] = {}
    for name in ("argostranslate", "argos-translate-lt", "ctranslate2", "sentencepiece"):
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = None
    return found
