"""JSON, JSONL, CSV and TSV <-> ``Document``: the named fields, everything else byte for byte.

Only string values of the fields that ``Options.fields`` names are translated, each as the text or
HTML it holds. Their literals are replaced in the source by offset, so that indentation, order,
numbers, quoting and line ends need not be guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from typing import Literal

from glossary.errors import ExitStatus, UserError
from glossary.model import Language

from ..document import Crossed, Unit
from . import DEFAULTS, Options, strings
from .json_strings import literals, quoted

_LINE = re.compile(r"[^\r\n]+")
_ESCAPED = re.compile(r"\\u[0-9a-fA-F]{4}")
_NAMES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Value:
    """A value to translate: half-open span of its literal, and its column's delimiter in CSV."""

    start: int
    end: int
    kind: Literal["json", "cell"]
    delimiter: str = ","


@dataclass(frozen=True, slots=True)
class TabularDocument:
    """Data, the places of its values, and their strings."""

    source: str
    values: tuple[Value, ...]
    strings: strings.Strings

    @property
    def units(self) -> tuple[Unit, ...]:
        """The stretches to translate, in reading order."""
        return self.strings.units

    def join(self, crossed: Sequence[Crossed | None], language: Language) -> str:
        """Return the data with changed values written as the file writes its own."""
        ascii_only = self.source.isascii() and _ESCAPED.search(self.source) is not None
        parts: list[str] = []
        done = 0
        for value, text in zip(self.values, self.strings.join(crossed, language), strict=True):
            if text is None:
                continue
            old = self.source[value.start : value.end]
            if value.kind == "json":
                new = quoted(text, old, ascii_only=ascii_only)
            else:
                new = _cell(text, old, value.delimiter)
            parts += [self.source[done : value.start], new]
            done = value.end
        return "".join([*parts, self.source[done:]])


def read_json(text: str, options: Options = DEFAULTS, name: str = "") -> TabularDocument:
    """Take a JSON text apart. ``article.title`` is ``title`` inside ``article``; lists are open.

    Raises:
        UserError: not JSON (names the line), or a field that holds no text (exit 2).

    >>> source = '{"id": 7, "tags": ["Mali"], "a": {"title": "Le CSP"}}'
    >>> doc = read_json(source, Options(fields=("a.title",)))
    >>> doc.join([Crossed("The CSP")], "en")
    '{"id": 7, "tags": ["Mali"], "a": {"title": "The CSP"}}'
    """
    start = int(text.startswith("\ufeff"))
    return _from_json(text, [(start, len(text))], options, name)


def read_jsonl(text: str, options: Options = DEFAULTS, name: str = "") -> TabularDocument:
    """Take JSON lines apart: each line that is not blank is a JSON text.

    Raises:
        UserError: as `read_json`.
    """
    start = int(text.startswith("\ufeff"))
    lines = [m.span() for m in _LINE.finditer(text, start) if m.group().strip()]
    return _from_json(text, lines, options, name)


def _from_json(
    text: str, spans: Sequence[tuple[int, int]], options: Options, name: str
) -> TabularDocument:
    names: dict[str, int] = {}
    values: list[Value] = []
    found: list[tuple[str, str, str]] = []
    line, counted = 1, 0
    for start, end in spans:
        for literal in literals(text, name=name, start=start, end=end):
            names[literal.path] = names.get(literal.path, 0) + 1
            if literal.path in options.fields and _is_text(literal.value):
                line += text.count("\n", counted, literal.start)
                counted = literal.start
                values.append(Value(literal.start, literal.end, "json"))
                found.append((literal.value, "field", f"line {line}: {literal.path}"))
    _check(options.fields, list(names), name)
    return TabularDocument(text, tuple(values), strings.read(found))


def read_csv(text: str, options: Options = DEFAULTS, name: str = "") -> TabularDocument:
    """Take a table apart. A field is a column's name in the first row, or its number from 1.

    With numbers alone the first row is data like any other, unless it has such a name. The
    delimiter is the one of comma, semicolon, tab and bar that the first row has most of.

    Raises:
        UserError: a quotation mark that nothing closes (names the line), or no such column.

    >>> doc = read_csv("id;titre\\n1;Le CSP\\n", Options(fields=("titre",)))
    >>> doc.join([Crossed('The "CSP"; today')], "en")
    'id;titre\\n1;"The ""CSP""; today"\\n'
    """
    delimiter = _delimiter(text, name)
    columns: set[int] = set()
    values: list[Value] = []
    found: list[tuple[str, str, str]] = []
    for number, (line, row) in enumerate(_rows(text, delimiter, name)):
        if number == 0:
            header = [_content(text[a:b]).strip("\ufeff ") for a, b in row]
            named = any(f in header for f in options.fields)
            numbers = [] if named else [str(n) for n in range(1, len(header) + 1)]
            _check(options.fields, [*header, *numbers], name)
            known = numbers or header
            columns = {i for i, label in enumerate(known) if label in options.fields}
            if named:
                continue
        for index in sorted(columns):
            if index < len(row):
                start, end = row[index]
                if text[start:end].startswith('"') and not _is_quoted(text[start:end]):
                    continue  # text behind the quotation mark: who knows what it means
                values.append(Value(start, end, "cell", delimiter))
                found.append((_content(text[start:end]), "cell", f"line {line}"))
    return TabularDocument(text, tuple(values), strings.read(found))


def _check(fields: Sequence[str], names: Sequence[str], name: str) -> None:
    """Refuse a choice that would translate nothing."""
    shown = ", ".join(repr(n) for n in dict.fromkeys(names) if n) or _("none with text")
    if len(names) > _NAMES_SHOWN:
        shown = ", ".join(repr(n) for n in list(dict.fromkeys(names))[:_NAMES_SHOWN]) + ", ..."
    unknown = [f for f in fields if f not in names]
    if not fields or unknown:
        raise UserError(
            _("no field {unknown!r}").format(unknown=unknown[0])
            if unknown
            else _("say which fields to translate"),
            where=name,
            hint=_("--field NAME, one of: {shown}").format(shown=shown),
            status=ExitStatus.USAGE,
        )


def _delimiter(text: str, name: str) -> str:
    if name.lower().endswith(".tsv"):
        return "\t"
    first = re.sub(r'"(?:[^"]|"")*"', "", text[:100_000]).lstrip("\ufeff\r\n")
    first = re.split(r"[\r\n]", first, maxsplit=1)[0]
    return max(",;\t|", key=first.count)


def _rows(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield rows as line number and half-open spans of their cells, quotes included."""
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    at = int(text.startswith("\ufeff"))
    line, row, began = 1, [], 1
    while at < len(text):
        start = at
        if text[at] == '"':
            at = _closing(text, at, name, line)
        rest = plain.match(text, at)
        at = rest.end() if rest else at
        row.append((start, at))
        line += text.count("\n", start, at)
        following = text[at : at + 1]
        if following == delimiter:
            at += 1
            if at == len(text):
                row.append((at, at))
        else:
            at += 2 if text.startswith("\r\n", at) else 1
            if row != [(start, start)]:  # a blank line is no row
                yield began, row
            row, line = [], line + 1
            began = line
    if row:
        yield began, row


def _closing(text: str, at: int, name: str, line: int) -> int:
    """Return where a quoted cell ends, behind its quotation mark."""
    position = at + 1
    while (found := text.find('"', position)) >= 0:
        if text[found + 1 : found + 2] != '"':
            return found + 1
        position = found + 2
    where = f"{name}:{line}" if name else f"line {line}"
    raise UserError(
        _("a quotation mark that nothing closes"),
        where=where,
        hint=_(
            'close it where its cell ends; in a cell between quotation marks, "" stands for one'
        ),
    )


def _content(cell: str) -> str:
    if _is_quoted(cell):
        return cell[1:-1].replace('""', '"')
    return cell


def _is_quoted(cell: str) -> bool:
    return len(cell) > 1 and cell[0] == cell[-1] == '"'


def _is_text(value: str) -> bool:
    """Tell whether a string can be written as UTF-8: half a surrogate pair cannot."""
    return all(not "\ud800" <= c <= "\udfff" for c in value)


def _cell(text: str, old: str, delimiter: str) -> str:
    if _is_quoted(old) or any(c in text for c in (delimiter, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text
