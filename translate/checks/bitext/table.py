"""CSV and TSV as pairs: one column is the source, one its translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from gettext import gettext as _

from glossary.errors import ExitStatus, UserError
from glossary.model import Language, other
from glossary.text import fold_key

from ...detect import detect
from ..model import Pair, Place
from ..optout import skips_in
from .located import Located, LocatedBitext, told

_LANGUAGE: dict[str, Language] = {
    "fr": "fr", "french": "fr", "francais": "fr", "fra": "fr", "fre": "fr", "fr-fr": "fr",
    "en": "en", "english": "en", "anglais": "en", "eng": "en", "en-us": "en", "en-gb": "en",
}  # fmt: skip
_SOURCE = frozenset(("source", "src", "original", "texte", "source text"))
_TARGET = frozenset(("target", "tgt", "translation", "traduction", "cible", "target text"))


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    line: int


def read_table(
    text: str,
    name: str,
    source: Language | None,
    target: Language | None,
    columns: Sequence[str] = (),
) -> LocatedBitext:
    """Take a table apart. Columns are named by ``columns``, by the first row, or are the first two.

    Raises:
        UserError: no two such columns, or a quotation mark that nothing closes.

    >>> found = read_table("fr;en\\n12 tués;21 killed\\n", "a.csv", None, None)
    >>> found.pairs[0].source, found.pairs[0].target, found.pairs[0].where.line
    ('12 tués', '21 killed', 2)
    """
    delimiter = _delimiter(text, name)
    rows = list(_rows(text, delimiter, name))
    if not rows:
        raise UserError(_("has no rows"), where=name)
    header = [fold_key(_located(text, c).text) for c in rows[0]]
    one, two, named = _columns(header, columns, source, name)
    body = rows[1:] if named else rows
    cells = [r for r in body if len(r) > max(one, two)]
    samples = tuple("\n".join(_located(text, r[i]).text for r in cells[:300]) for i in (one, two))
    stated = _LANGUAGE.get(header[one], ""), _LANGUAGE.get(header[two], "")
    if not any(stated) and source is None and target is None and samples[0].strip():
        first = detect(samples[0], where=name)
        stated = first, other(first)
    languages = told(source, target, stated, (samples[0], samples[1]), name)
    pairs: list[Pair] = []
    targets: list[Located] = []
    nothing: frozenset[str] = frozenset()
    for row in cells:
        found = _located(text, row[two]).stripped()
        rest = "\n".join(text[c.start : c.end] for i, c in enumerate(row) if i not in (one, two))
        skip = skips_in(rest, where=f"{name}:{row[0].line}") if "sahel:" in rest else nothing
        pairs.append(
            Pair(
                _located(text, row[one]).text.strip(),
                found.text,
                *languages,
                Place(name, row[two].line),
                skip=skip,
                kind="cell",
            )
        )
        targets.append(found)
    quoted = any(text[r[two].start : r[two].start + 1] == '"' for r in cells)
    extents = tuple(
        (r[0].line, r[-1].line + text.count("\n", r[-1].start, r[-1].end) + 1) for r in cells
    )
    return LocatedBitext(text, tuple(pairs), tuple(targets), _doubled if quoted else str, extents)


def _columns(
    header: Sequence[str], columns: Sequence[str], source: Language | None, name: str
) -> tuple[int, int, bool]:
    """Return the columns of source and target, and whether the first row names them."""
    if columns:
        found = [_column(header, c, name) for c in columns]
        if len(found) != 2 or found[0] == found[1]:
            raise UserError(
                _("two columns are wanted"),
                where=name,
                hint=_("--columns fr,en"),
                status=ExitStatus.USAGE,
            )
        return found[0], found[1], not all(c.isdigit() for c in columns)
    roles = [next((i for i, h in enumerate(header) if h in r), -1) for r in (_SOURCE, _TARGET)]
    if min(roles) >= 0:
        return roles[0], roles[1], True
    told_by = [i for i, h in enumerate(header) if h in _LANGUAGE]
    if len(told_by) == 2:
        one, two = told_by
        if source is not None and _LANGUAGE[header[one]] != source:
            one, two = two, one
        return one, two, True
    if len(header) == 2:
        return 0, 1, False
    raise UserError(
        _("says not which columns are source and translation"),
        where=name,
        hint=_("--columns A,B by name or number; the first row is {header}").format(
            header=", ".join(header)[:80]
        ),
        status=ExitStatus.USAGE,
    )


def _column(header: Sequence[str], wanted: str, name: str) -> int:
    key = fold_key(wanted)
    if key in header:
        return header.index(key)
    if wanted.isdigit() and 1 <= int(wanted) <= len(header):
        return int(wanted) - 1
    raise UserError(
        _("no column {wanted!r}").format(wanted=wanted),
        where=name,
        hint=_("by name or number; the first row is {header}").format(
            header=", ".join(header)[:80]
        ),
        status=ExitStatus.USAGE,
    )


def _delimiter(text: str, name: str) -> str:
    if name.lower().endswith(".tsv"):
        return "\t"
    bare = re.sub(r'"(?:[^"]|"")*"', "", text[:100_000]).lstrip("\ufeff\r\n")
    return max(",;\t|", key=re.split(r"[\r\n]", bare, maxsplit=1)[0].count)


def _rows(text: str, delimiter: str, name: str) -> Iterator[list[_Cell]]:
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    cell = re.compile(rf'(?:"(?P<quoted>(?:[^"]|"")*)")?{plain.pattern}')
    at, line = int(text.startswith("\ufeff")), 1
    row: list[_Cell] = []
    quotes = delimiter != "\t"
    while at < len(text):
        quoted = quotes and text[at] == '"'
        match = (cell if quoted else plain).match(text, at)
        if match is None or (quoted and match["quoted"] is None):
            where = f"{name}:{line}"
            raise UserError(_("a quotation mark that nothing closes"), where=where)
        end = match.end()
        row.append(_Cell(at, end, line))
        line += text.count("\n", at, end)
        following = text[end : end + 1]
        at = end + (2 if text.startswith("\r\n", end) else 1)
        if following != delimiter:
            if any(c.end > c.start for c in row):
                yield row
            row, line = [], line + 1
    if row:
        yield row


def _located(text: str, cell: _Cell) -> Located:
    start, end = cell.start, cell.end
    raw = text[start:end]
    if len(raw) < 2 or raw[0] != '"' or raw[-1] != '"':
        return Located.of(iter([(raw, start, end)]))
    parts: list[tuple[str, int, int]] = []
    at = start + 1
    for match in re.finditer('""', raw[1:-1]):
        a = start + 1 + match.start()
        parts += [(text[at:a], at, a), ('"', a, a + 2)]
        at = a + 2
    return Located.of(iter([*parts, (text[at : end - 1], at, end - 1)]))


def _doubled(text: str) -> str:
    return text.replace('"', '""')
