"""The string values of a JSON text with their places, found without building the data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from gettext import gettext as _

from glossary.errors import UserError

_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_TOKEN = re.compile(rf"[\s,]*(?:({_STRING})(\s*:)?|([\[{{])|([\]}}])|[^\s,\"\[\]{{}}]+)", re.DOTALL)
DEEPEST = 200
"""Most levels of nesting: data written for people has a dozen."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A string value: dotted path of keys (lists add nothing), half-open span with its quotes."""

    path: str
    start: int
    end: int
    value: str


def literals(
    source: str, *, name: str = "", start: int = 0, end: int | None = None
) -> list[Literal]:
    """Return the string values of the JSON text in a span of ``source``, in order.

    Raises:
        UserError: not JSON, or nested deeper than ``DEEPEST`` (names the line).

    >>> [(s.path, s.value) for s in literals('{"a": [{"b": "Gao"}, {"b": "\\\\u00e9"}], "c": 1}')]
    [('a.b', 'Gao'), ('a.b', 'é')]
    """
    stop = len(source) if end is None else end
    found = list(_strings(source, start, stop, name))
    try:
        json.loads(source[start:stop])
    except json.JSONDecodeError as error:
        more = error.msg == "Extra data"  # a whole JSON text, and something behind it
        raise UserError(
            _("not JSON: {reason}").format(reason=error.msg),
            where=_where(name, _line(source, start + error.pos)),
            hint=_("mend that line; a file of one JSON text a line is --input-format jsonl")
            if more
            else _("mend that line, or export the file anew"),
        ) from None
    except (RecursionError, ValueError):  # a whole number of more digits than Python takes
        raise UserError(
            _("not JSON that can be read"),
            where=_where(name, 1),
            hint=_("export it anew; numbers of thousands of digits go between quotation marks"),
        ) from None
    return found


def _strings(source: str, start: int, stop: int, name: str) -> Iterator[Literal]:
    path: list[str] = []  # one a level; empty for lists
    key = ""
    at = start
    while at < stop and (token := _TOKEN.match(source, at, stop)):
        at = token.end()
        string, colon, opening, closing = token.groups()
        if string is not None and colon:
            key = _value(string)
        elif string is not None:
            where = ".".join(p for p in (*path, key) if p)
            yield Literal(where, token.start(1), token.end(1), _value(string))
        elif opening:
            path.append(key)
            key = ""
            if len(path) > DEEPEST:
                line = _line(source, at)
                raise UserError(
                    _("more than {deepest} levels deep").format(deepest=DEEPEST),
                    where=_where(name, line),
                    hint=_("export it with the texts nearer to the top"),
                )
        elif closing and path:
            key = path.pop()


def _value(literal: str) -> str:
    try:
        return str(json.loads(literal, strict=False))
    except ValueError:
        return ""  # the whole will be refused


def quoted(text: str, like: str, *, ascii_only: bool) -> str:
    """Return ``text`` as a string literal, its slashes escaped as in the literal ``like``.

    >>> quoted("1/2 é", '"a\\\\/b"', ascii_only=True)
    '"1\\\\/2 \\\\u00e9"'
    """
    written = json.dumps(text, ensure_ascii=ascii_only)
    return written.replace("/", "\\/") if "\\/" in like else written


def _line(source: str, at: int) -> int:
    return source.count("\n", 0, at) + 1


def _where(name: str, line: int) -> str:
    return f"{name}:{line}" if name else f"line {line}"
