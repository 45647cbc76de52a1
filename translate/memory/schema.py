"""The file of a translation memory: SQLite, its tables, its version, what can be wrong with it.

A rollback journal and not a write-ahead log (WAL): then a memory is one file between two writes,
which can be copied, mailed and read on a medium or share that cannot be written, and its locks
work on network drives. WAL needs shared memory on one machine and a folder to write into even for
readers (sqlite.org/wal.html, 1 and 4). What it would give, readers that do not wait for a writer,
is not missed: nobody reads for longer than it takes to load the units.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from gettext import gettext as _
from pathlib import Path
from urllib.parse import quote

from glossary.errors import ExitStatus, UserError

VERSION = 1
"""Of the tables; kept in SQLite's ``user_version``."""

APPLICATION = 0x53_48_4C_4D  # "SHLM"
"""Kept in SQLite's ``application_id``: tells a memory from any other database."""

PATIENCE = 30.0
"""Seconds to wait while another process writes."""

MIGRATIONS: dict[int, tuple[str, ...]] = {
    1: (
        """CREATE TABLE unit (
            id INTEGER PRIMARY KEY,
            identity BLOB NOT NULL UNIQUE,
            fingerprint BLOB NOT NULL,
            source_language TEXT NOT NULL,
            target_language TEXT NOT NULL,
            source TEXT NOT NULL,
            target TEXT NOT NULL,
            source_codes TEXT NOT NULL,
            target_codes TEXT NOT NULL,
            status TEXT NOT NULL,
            key TEXT NOT NULL,
            before TEXT,
            after TEXT,
            file TEXT NOT NULL,
            author TEXT NOT NULL,
            tool TEXT NOT NULL,
            created TEXT NOT NULL,
            changed TEXT NOT NULL,
            glossary TEXT NOT NULL
        )""",
    ),
}
"""What leads from each version to the next one; a new memory goes through all of them."""


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says into a :class:`UserError` that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise _error(error, path) from None
    except (ValueError, TypeError) as error:
        raise damaged(path, str(error)) from None


def damaged(path: Path, why: str) -> UserError:
    """Return the error for a file whose contents make no sense."""
    return UserError(
        _("is damaged, or no translation memory ({why})").format(why=why),
        where=str(path),
        hint=_("take the last good copy, or an export: sahel memory import FILE.tmx"),
    )


def _error(error: sqlite3.Error, path: Path) -> UserError:
    text, where = str(error), str(path)
    if "locked" in text or "busy" in text:
        return UserError(
            _("another process has been writing for {patience:.0f} seconds").format(
                patience=PATIENCE
            ),
            where=where,
            hint=_("try again when it has finished"),
        )
    if "readonly" in text or "read-only" in text:
        return UserError(_("cannot be written"), where=where, hint=_("check its permissions"))
    if "unable to open" in text:
        return UserError(
            _("cannot be opened"),
            where=where,
            hint=_("check the name, its folder, and the permissions of both"),
        )
    if "full" in text or "disk I/O" in text:
        return UserError(
            _("cannot be written ({text}); nothing was changed").format(text=text),
            where=where,
            hint=_("check free space"),
        )
    return damaged(path, text)


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open a memory; a writer creates one that is missing, a reader changes nothing.

    But for this: the half transaction of a killed writer is rolled back before anything is read.

    Raises:
        UserError: missing (exit 2), not a memory, damaged, or made by a later version.
    """
    if path.is_dir():
        raise UserError(_("is a directory"), where=str(path), hint=_("name a file"))
    if not write and not path.is_file():
        raise missing(path)
    if not write:
        _roll_back(path)
    connection = _open(path, "rwc" if write else "ro")
    try:
        with told(path):
            if write:
                connection.execute("PRAGMA journal_mode = DELETE")
                connection.execute("BEGIN IMMEDIATE")
                _migrate(connection, path)
                connection.execute("COMMIT")
            elif _version(connection, path) < VERSION:
                raise UserError(
                    _("was made by an earlier version"),
                    where=str(path),
                    hint=_("the next 'sahel memory add', 'import' or 'learn' brings it up to date"),
                )
    except BaseException:
        connection.close()
        raise
    return connection


def _open(path: Path, mode: str) -> sqlite3.Connection:
    # not Path.as_uri(): SQLite takes no host, which a Windows share would be
    place = quote(os.fsencode(path.absolute().as_posix()), safe="/:")
    address = f"file://{'' if place.startswith('/') else '/'}{place}?mode={mode}"
    with told(path):
        return sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)


def _roll_back(path: Path) -> None:
    """Let SQLite undo what a killed writer left, which a connection for reading may not do."""
    journal = path.with_name(f"{path.name}-journal")
    if not journal.exists():
        return
    with contextlib.closing(_open(path, "rw")) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        except sqlite3.OperationalError as error:
            if journal.exists() and "locked" not in str(error):
                raise UserError(
                    _("a writer was killed here, and what it left cannot be undone"),
                    where=str(path),
                    hint=_("copy both files (with -journal) to a place that can be written"),
                ) from None
        except sqlite3.Error:
            pass  # told when it is opened for reading


def missing(path: Path) -> UserError:
    """Return the error for a memory that is not there."""
    return UserError(
        _("no such memory"),
        where=str(path),
        hint=_("'sahel memory add', 'import' or 'learn' makes one"),
        status=ExitStatus.USAGE,
    )


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a memory in a database that has none.

    Raises:
        UserError: it is another program's, or made by a later version.
    """
    _migrate(connection, path)


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection, path, empty=True)
    for step in range(version + 1, VERSION + 1):
        for statement in MIGRATIONS[step]:
            connection.execute(statement)
    if version < VERSION:
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _version(connection: sqlite3.Connection, path: Path, *, empty: bool = False) -> int:
    """Return the version of the tables; 0 for a new file, where that is allowed."""
    ((application,),) = connection.execute("PRAGMA application_id")
    ((version,),) = connection.execute("PRAGMA user_version")
    if application != APPLICATION:
        ((tables,),) = connection.execute("SELECT count(*) FROM sqlite_master")
        if tables or version or not empty:
            raise UserError(
                _("is no translation memory"),
                where=str(path),
                hint=_("name another file for --memory"),
            )
        return 0
    if version > VERSION:
        raise UserError(
            _("was made by a later version (its tables are {theirs}, ours {ours})").format(
                theirs=version, ours=VERSION
            ),
            where=str(path),
            hint=_("update sahel-translate, or export it there and import the TMX file here"),
        )
    return int(version)
