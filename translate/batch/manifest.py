"""What a batch has written, and from what: JSON lines beside the outputs.

Lines and no database: a line is appended and synced *before* its output takes its place, so that
after a kill at any moment every output is known; a torn last line is passed over; the file can be
read with ``grep``, compared with ``diff``, and holds nothing that depends on time or machine. At
the end of a run it is written anew, sorted: the same work leaves the same bytes, however often it
was interrupted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from gettext import gettext as _
from pathlib import Path

from glossary.errors import UserError
from glossary.files import append, read_bytes, write_atomic

from ..result import Signature

NAME = ".sahel-batch.jsonl"
"""Its name in the output directory."""

SCHEMA = "sahel-manifest-1"


@dataclass(frozen=True, slots=True)
class Counts:
    """What a report sums up: words, terms, and findings by severity."""

    words: int = 0
    terms: int = 0
    terms_met: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0

    def __add__(self, other: Counts) -> Counts:
        pairs = zip(_values(self), _values(other), strict=True)
        return Counts(*(a + b for a, b in pairs))


def _values(counts: Counts) -> tuple[int, ...]:
    return tuple(getattr(counts, f.name) for f in fields(counts))


@dataclass(frozen=True, slots=True)
class Made:
    """What decides an output besides its source, each as a short text that changes with it."""

    tool: str
    engine: str
    glossary: str
    settings: str

    def changes(self, now: Made) -> tuple[str, ...]:
        """Return the names of what is different now.

        >>> Made("1", "a", "b", "c").changes(Made("1", "a", "x", "c"))
        ('glossary',)
        """
        return tuple(f.name for f in fields(self) if getattr(self, f.name) != getattr(now, f.name))


def made_of(signature: Signature, *extra: str) -> Made:
    """Return what of a record a run's signature decides; ``extra`` are further settings."""
    return Made(
        signature.tool,
        _short(repr(signature.engine)),
        signature.glossary_digest,
        _short(repr((signature.settings, extra))),
    )


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Record:
    """One output: ``output`` and ``source`` are paths relative to the output directory."""

    output: str
    source: str
    language: str
    source_sha256: str
    output_sha256: str
    made: Made
    counts: Counts

    def line(self) -> bytes:
        """Return the record as a line of the manifest."""
        return _line(asdict(self))


def _line(value: dict[str, object]) -> bytes:
    # surrogates stand for bytes of a file name that are no UTF-8; escapes keep the file valid
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = json.dumps(value, separators=(",", ":"))
    return text.encode() + b"\n"


def _parse(line: bytes) -> Record | None:
    """Return the record of a line, None for one that was torn."""
    try:
        value = json.loads(line)
        made, counts = Made(**value.pop("made")), Counts(**value.pop("counts"))
        return Record(**value, made=made, counts=counts)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


class Manifest:
    """The records of an output directory, on disk and in memory.

    An output can have several records while a run is under way, oldest first: a kill may have come
    between a record and its output, which is then still the one of an older record.
    """

    def __init__(self, path: Path, *, prefix: str = ".sahel-") -> None:
        """Read ``path``; a missing file is an empty manifest.

        Raises:
            UserError: unreadable, or written by a later version.
        """
        self.path = path
        self._prefix = prefix
        self._records: dict[str, tuple[Record, ...]] = {}
        self._bytes = b""
        if path.exists():
            self._bytes = read_bytes(path, limit=1 << 32)
        self._torn = bool(self._bytes) and not self._bytes.endswith(b"\n")
        self._new = not self._bytes
        for number, line in enumerate(self._bytes.splitlines()):
            if number == 0:
                self._check(line)
            elif (record := _parse(line)) is not None:
                self._records[record.output] = (*self.history(record.output), record)

    def _check(self, line: bytes) -> None:
        try:
            schema = json.loads(line)["schema"]
        except (ValueError, TypeError, KeyError):
            self._new = True  # torn at its very beginning: nothing had been written then
            return
        if schema != SCHEMA:
            raise UserError(
                _("was written by another version ({schema})").format(schema=schema),
                where=str(self.path),
                hint=_("use that version, or move the file away and use --force"),
            )

    def history(self, output: str) -> tuple[Record, ...]:
        """Return the records of an output, oldest first."""
        return self._records.get(output, ())

    def add(self, records: Iterable[Record]) -> None:
        """Append records of outputs about to be written.

        Raises:
            UserError: they cannot be written; then the outputs must not be.
        """
        kept = list(records)
        data = b"".join(r.line() for r in kept)
        if self._new:
            data = _line({"schema": SCHEMA}) + data
        if self._torn:
            data = b"\n" + data
        # what a failed append leaves is a torn line: the next one starts anew
        self._torn = True
        self._bytes = b""
        append(self.path, data)
        self._torn = self._new = False
        for record in kept:
            self._records[record.output] = (*self.history(record.output), record)

    def settle(self, output: str) -> None:
        """Forget the older records of an output: the newest one's bytes are in place."""
        self._records[output] = self._records[output][-1:]
        self._bytes = b""

    def save(self) -> None:
        """Write the manifest anew, sorted and without what is settled.

        Raises:
            UserError: it cannot be written; the old one then still holds.
        """
        lines = [_line({"schema": SCHEMA})]
        lines += [r.line() for key in sorted(self._records) for r in self._records[key]]
        data = b"".join(lines)
        if self._records and data != self._bytes:
            write_atomic(self.path, data, prefix=self._prefix)
            self._bytes = data
