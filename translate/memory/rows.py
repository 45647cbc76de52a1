"""A translation unit as a row of the table, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from gettext import gettext as _
from typing import Any

from glossary.errors import UserError

from ..document import Code
from .model import Context, Entry, Origin, Status

COLUMNS = (
    "source_language, target_language, source, target, source_codes, target_codes, status, "
    "key, before, after, file, author, tool, created, changed, glossary"
)
"""What ``entry_of`` takes, in order."""

_CODES, _BESIDE = slice(4, 6), slice(8, 10)  # places in a row; what stands beside may be missing
_TEXT, _TEXT_OR_NONE = frozenset((str,)), frozenset((str, type(None)))
_HALF = re.compile("[\ud800-\udfff]")


def values_of(entry: Entry) -> tuple[str | None, ...]:
    """Return a unit as the values of ``COLUMNS``."""
    context, origin = entry.context, entry.origin
    return (
        entry.source_language, entry.target_language, entry.source, entry.target,
        _written(entry.source_codes), _written(entry.target_codes), entry.status.value,
        context.key, context.before, context.after, origin.file, origin.author, origin.tool,
        origin.created, origin.changed, origin.glossary,
    )  # fmt: skip


def entry_of(row: Sequence[Any]) -> Entry:
    """Return the unit of a row."""
    (source_language, target_language, source, target, source_codes, target_codes, status,
     key, before, after, *origin) = row  # fmt: skip
    return Entry(
        source_language,
        target_language,
        source,
        target,
        _read(source_codes),
        _read(target_codes),
        Status(status),
        Context(key, before, after),
        Origin(*origin),
    )


def check_readable(row: Sequence[Any]) -> None:
    """Refuse a row that :func:`entry_of` can make nothing of, without making a unit.

    SQLite keeps any kind of value in any column, and a damaged page may hold anything.

    Raises:
        TypeError: a value is no text, or the codes have another shape.
        ValueError: the codes are no JSON.
    """
    if not (
        _TEXT.issuperset(map(type, row[: _BESIDE.start]))
        and _TEXT_OR_NONE.issuperset(map(type, row[_BESIDE]))
        and _TEXT.issuperset(map(type, row[_BESIDE.stop :]))
    ):
        raise TypeError("a value that is no text")
    for codes in row[_CODES]:
        _read(codes)


def _written(codes: Sequence[Code]) -> str:
    values = [(c.at, c.raw, c.kind, c.pair) for c in codes]
    return json.dumps(values, ensure_ascii=False) if values else ""


def _read(text: str) -> tuple[Code, ...]:
    return tuple(Code(*values) for values in json.loads(text)) if text else ()


def check_writable(row: Sequence[Any]) -> None:
    """Refuse half characters, as a terminal in another encoding hands them over."""
    for value in row:
        if isinstance(value, str) and _HALF.search(value):
            shown = value.encode("utf-8", "replace").decode()
            raise UserError(
                _("{shown!r} has half a character").format(shown=shown[:60]),
                hint=_("check the encoding of the terminal"),
            )
