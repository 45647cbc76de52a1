"""A translation memory on disk: add, read, count and prune; every change whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import schema
from .model import Direction, Entry, Status
from .rows import COLUMNS, check_writable, entry_of, values_of

_ORDER = "source_language, target_language, source, target, identity"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of units that came in.

    Attributes:
        new: nothing of their text and context was there.
        replaced: another translation stood there, of the same or less trust.
        unchanged: the same translation stood there.
        kept: a more trusted translation stands there and stays.
    """

    new: int = 0
    replaced: int = 0
    unchanged: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """Which units to prune: those that fit everything that is given.

    Attributes:
        status: of this status.
        before: last changed before this day or moment (ISO 8601, UTC); unknown dates do not fit.
        file: learned or imported from a file of this name.
        duplicates: said once more, elsewhere: same source, translation and status, changed later.
    """

    status: Status | None = None
    before: str = ""
    file: str = ""
    duplicates: bool = False


class Store:
    """An open memory. Use :func:`reading`, :func:`writing` or :func:`rehearsing`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    def add(self, entries: Iterable[Entry]) -> Added:
        """Add units, all of them or (on any error) none.

        Of two with the same source, languages and context the later one stays, unless the one
        that is there is more trusted. The same translation again changes nothing but a status
        that becomes better.

        Raises:
            UserError: the memory is damaged, busy or cannot be written.
        """
        counts = {"new": 0, "replaced": 0, "unchanged": 0, "kept": 0}
        # all that can be done before the lock: others wait for it
        ready = [(e, (e.identity, e.fingerprint, *values_of(e))) for e in entries]
        for _, row in ready:
            check_writable(row)
        with self._transaction():
            for entry, row in ready:
                counts[self._add(entry, row)] += 1
        return Added(**counts)

    def _add(self, entry: Entry, row: tuple[Any, ...]) -> str:
        found = self._connection.execute(
            f"SELECT id, {COLUMNS} FROM unit WHERE identity = ?", row[:1]
        ).fetchone()
        if found is None:
            self._connection.execute(_INSERT, row)
            return "new"
        number, old = found[0], entry_of(found[1:])
        if entry.status.rank > old.status.rank:
            return "kept"
        same = (old.target, old.target_codes) == (entry.target, entry.target_codes)
        if same and old.status is entry.status:
            return "unchanged"
        self._connection.execute("DELETE FROM unit WHERE id = ?", (number,))
        self._connection.execute(_INSERT, row)
        return "replaced"

    def entries(
        self, direction: Direction | None = None, statuses: Sequence[Status] = tuple(Status)
    ) -> Iterator[Entry]:
        """Yield units, those of a direction or all, in an order that only their contents decide.

        Raises:
            UserError: the memory is damaged.
        """
        with schema.told(self.path):
            for row in self.rows(direction, statuses):
                yield entry_of(row)

    def rows(
        self, direction: Direction | None, statuses: Sequence[Status]
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the same as rows of the table, for :func:`entry_of`: a tenth of the time."""
        where, values = _where(direction, statuses)
        query = f"SELECT {COLUMNS} FROM unit WHERE {where} ORDER BY {_ORDER}"
        with schema.told(self.path):
            # fetchone has no close(): a reader that stops early must not ask a closed database
            yield from iter(self._connection.execute(query, values).fetchone, None)

    def digest(
        self, direction: Direction | None = None, statuses: Sequence[Status] = tuple(Status)
    ) -> str:
        """Return 16 hexadecimal digits over the units: the same units, the same digits."""
        where, values = _where(direction, statuses)
        query = f"SELECT fingerprint FROM unit WHERE {where} ORDER BY fingerprint"
        with schema.told(self.path):
            whole = b"".join(row[0] for row in self._connection.execute(query, values))
        return hashlib.sha256(whole).hexdigest()[:16]

    @contextlib.contextmanager
    def moment(self) -> Iterator[None]:
        """Let everything read inside be of one moment, whatever others write."""
        with schema.told(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            with schema.told(self.path):
                if self._connection.in_transaction:  # SQLite ends it itself after some errors
                    self._connection.execute("ROLLBACK")

    def count(self, column: str) -> dict[str, int]:
        """Return how many units have each value of a column, the most frequent first."""
        names = {
            "direction": "source_language || '-' || target_language",
            **{name: name for name in ("status", "tool", "file", "author", "glossary")},
        }
        query = f"SELECT {names[column]} AS value, count(*) FROM unit GROUP BY value"
        with schema.told(self.path):
            found = dict(self._connection.execute(f"{query} ORDER BY count(*) DESC, value"))
        return found

    def check(self) -> None:
        """Look at every page and every unit.

        Raises:
            UserError: something is damaged.
        """
        with schema.told(self.path):
            ((verdict,),) = self._connection.execute("PRAGMA quick_check(1)")
            if verdict != "ok":
                raise schema.damaged(self.path, str(verdict).splitlines()[-1])
            query = f"SELECT fingerprint, {COLUMNS} FROM unit"
            for fingerprint, *row in self._connection.execute(query):
                entry = entry_of(row)
                if entry.fingerprint != fingerprint:
                    raise schema.damaged(self.path, f"the unit {entry.source[:40]!r} was altered")

    def prune(self, rule: Rule) -> int:
        """Delete the units that fit ``rule``; return how many.

        The file shrinks where there is room to rewrite it.

        Raises:
            UserError: the memory is damaged, busy or cannot be written.
        """
        wheres, values = ["1"], list[str]()
        for text, value in (
            ("status = ?", rule.status and rule.status.value),
            ("changed <> '' AND changed < ?", rule.before),
            ("file = ?", rule.file),
        ):
            if value:
                wheres.append(f"({text})")
                values.append(value)
        if rule.duplicates:
            wheres.append(_DUPLICATES)
        with self._transaction():
            done = self._connection.execute(
                f"DELETE FROM unit WHERE {' AND '.join(wheres)}", values
            ).rowcount
        if done and str(self.path) != ":memory:":
            # the units are gone for good; a disk too full to rewrite the file takes nothing back
            with schema.told(self.path), contextlib.suppress(sqlite3.OperationalError):
                self._connection.execute("VACUUM")
        return done

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        # IMMEDIATE: two writers wait for each other here, where nothing has been read yet
        with schema.told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise


_INSERT = f"INSERT INTO unit (identity, fingerprint, {COLUMNS}) VALUES ({', '.join('?' * 18)})"
_DUPLICATES = """id IN (SELECT id FROM (SELECT id, row_number() OVER (
    PARTITION BY source_language, target_language, source, source_codes, target, target_codes,
    status ORDER BY changed DESC, identity) AS place FROM unit) WHERE place > 1)"""


def _where(direction: Direction | None, statuses: Sequence[Status]) -> tuple[str, tuple[str, ...]]:
    where = f"status IN ({', '.join('?' * len(statuses))})"
    values = tuple(s.value for s in statuses)
    if direction is None:
        return where, values
    return f"{where} AND source_language = ? AND target_language = ?", (*values, *direction)


@contextlib.contextmanager
def reading(path: Path) -> Iterator[Store]:
    """Open a memory to read it; nothing is written, not even beside it.

    Raises:
        UserError: missing, damaged, not a memory, or made by a later version.
    """
    with contextlib.closing(schema.connect(path, write=False)) as connection:
        yield Store(connection, path)


@contextlib.contextmanager
def writing(path: Path) -> Iterator[Store]:
    """Open a memory to change it; one that is missing is made.

    Raises:
        UserError: as for :func:`reading`, or it cannot be written.
    """
    with contextlib.closing(schema.connect(path, write=True)) as connection:
        yield Store(connection, path)


@contextlib.contextmanager
def rehearsing(path: Path) -> Iterator[Store]:
    """Open a copy of a memory that nobody will ever see, for ``--dry-run``.

    Raises:
        UserError: as for :func:`reading`, but a missing memory is an empty one.
    """
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        if path.exists():
            with (
                contextlib.closing(schema.connect(path, write=False)) as connection,
                schema.told(path),
            ):
                connection.backup(copy)
        else:
            schema.prepare(copy, path)
        yield Store(copy, Path(":memory:"))
