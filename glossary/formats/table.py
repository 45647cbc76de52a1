"""Tables in text files: separators, quotes, and cells that a spreadsheet would run.

A cell beginning with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return is a formula to a
spreadsheet (OWASP, "CSV Injection"). Written, it gets an apostrophe in front, which the reader
takes away again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from gettext import gettext as _

from ..errors import UserError

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_SHIELDED = re.compile(r"'+[=+\-@\t\r]")


def shield(cell: str) -> str:
    """Return ``cell`` safe to open in a spreadsheet; the inverse of `unshield`.

    >>> shield("=SUM(A1)"), shield("Gao"), shield("'t Hooft")
    ("'=SUM(A1)", 'Gao', "'t Hooft")
    """
    return "'" + cell if _RISKY.match(cell) else cell


def unshield(cell: str) -> str:
    """Return a cell as it was before `shield`.

    >>> unshield("'=SUM(A1)")
    '=SUM(A1)'
    """
    return cell[1:] if _SHIELDED.match(cell) else cell


def read_rows(text: str, *, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table with the number of the line each begins in.

    The separator is the tab, semicolon or comma that the first line has most of: Excel in French
    writes semicolons. Empty rows are left out.

    Raises:
        UserError: a quote that is not closed (names the line).
    """
    text = text.removeprefix("\ufeff")
    first = text.split("\n", 1)[0]
    outside = re.sub(r'"[^"]*"', "", first)
    separator = max("\t;,", key=outside.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, [unshield(cell.strip(" \u00a0")).strip() for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        raise UserError(
            _("no table can be read here ({reason})").format(reason=error),
            where=f"{name}:{line}",
            hint=_("check its quotes"),
        ) from None


def write_rows(rows: Iterable[Sequence[str]], *, separator: str = ",") -> str:
    """Return rows as a table (RFC 4180), every cell safe to open in a spreadsheet.

    >>> write_rows([["-1", "a,b"]])
    '\\'-1,"a,b"\\r\\n'
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows([shield(cell) for cell in row] for row in rows)
    return out.getvalue()
