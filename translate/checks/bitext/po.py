"""PO catalogues as pairs: each msgid and its translation, each plural form a pair of its own.

Obsolete entries are left out; fuzzy ones are not, for a person is to look at them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from glossary.model import Language

from ...formats import read as read_format
from ...formats.strings import placeholders
from ..model import Pair, Place
from ..optout import skips_in
from .located import Located, LocatedBitext, told

_STRING = re.compile(
    r"[ \t]*(?:(?P<key>msgctxt|msgid_plural|msgid|msgstr(?:\[(?P<n>\d+)\])?)[ \t]*)?"
    r'"(?P<value>(?:[^"\\]|\\.)*)"'
)
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_LANGUAGE = re.compile(r"^(Language|X-Source-Language):[ \t]*(\S*)", re.MULTILINE)


@dataclass(slots=True)
class _Entry:
    """An entry as it is being read: its comments, and the literals of each keyword."""

    line: int
    last: int = 0
    comments: list[str] = field(default_factory=list)
    literals: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def located(self, key: str) -> Located:
        return Located.of(iter(self.literals.get(key, ())))


def read_po(
    text: str, name: str, source: Language | None, target: Language | None
) -> LocatedBitext:
    """Take a catalogue apart.

    Raises:
        UserError: not a PO catalogue, or its languages cannot be told.

    >>> found = read_po('msgid "Le CSP"\\nmsgstr "The CPS"\\n', "a.po", "fr", "en")
    >>> found.pairs[0].target, str(found.pairs[0].where)
    ('The CPS', 'a.po:2')
    """
    read_format(text, name=name, format="po")  # refuses what is none, with its line
    entries = [e for e in _entries(text) if "msgid" in e.literals]
    header = next((e for e in entries if not e.located("msgid").text), None)
    stated = dict(_LANGUAGE.findall(header.located("msgstr").text)) if header else {}
    body = [e for e in entries if e is not header and e.located("msgid").text]
    samples = (
        "\n".join(e.located("msgid").text for e in body[:500]),
        "\n".join(e.located("msgstr").text for e in body[:500]),
    )
    languages = (stated.get("X-Source-Language", ""), stated.get("Language", ""))
    one, two = told(source, target, languages, samples, name)
    pairs: list[Pair] = []
    targets: list[Located] = []
    extents: list[tuple[int, int]] = []
    for entry in body:
        skip = skips_in("\n".join(entry.comments), where=f"{name}:{entry.line}")
        for key in entry.literals:
            if not key.startswith("msgstr"):
                continue
            many = key not in ("msgstr", "msgstr[0]") and "msgid_plural" in entry.literals
            found = entry.located(key)
            pairs.append(
                Pair(
                    entry.located("msgid_plural" if many else "msgid").text,
                    found.text,
                    one,
                    two,
                    Place(name, entry.lines[key], key if "[" in key else ""),
                    skip=skip,
                    keep=tuple(placeholders(found.text)),
                    kind="message",
                )
            )
            targets.append(found)
            extents.append((entry.line, entry.last + 1))
    return LocatedBitext(text, tuple(pairs), tuple(targets), escaped, tuple(extents))


def _entries(text: str) -> Iterator[_Entry]:
    entry: _Entry | None = None
    key = ""
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        bare = line.strip("\ufeff \t\r\n")
        match = None if bare.startswith("#") else _STRING.match(line.lstrip("\ufeff"))
        if bare.startswith("#") or (match and match["key"] in ("msgctxt", "msgid")):
            done = entry is not None and any(k.startswith("msgstr") for k in entry.literals)
            if entry is not None and done:
                yield entry
                entry = None
            entry = entry or _Entry(number)
        if bare.startswith("#"):
            if entry is not None and not bare.startswith("#~"):
                entry.comments.append(bare)
        elif match and entry is not None:
            key = match["key"] or key
            shift = at + len(line) - len(line.lstrip("\ufeff"))
            entry.lines.setdefault(key, number)
            entry.last = number
            entry.literals.setdefault(key, []).extend(_characters(match, shift))
        at += len(line)
    if entry is not None:
        yield entry


def _characters(match: re.Match[str], shift: int) -> Iterator[tuple[str, int, int]]:
    value, start = match["value"], shift + match.start("value")
    at = 0
    for escape in _ESCAPE.finditer(value):
        if escape.start() > at:
            yield value[at : escape.start()], start + at, start + escape.start()
        octal, hexadecimal, letter = escape.groups()
        code = int(octal, 8) if octal else int(hexadecimal, 16) if hexadecimal else 0
        shown = chr(code) if octal or hexadecimal else _PLAIN.get(letter, letter)
        yield shown, start + escape.start(), start + escape.end()
        at = escape.end()
    if at < len(value):
        yield value[at:], start + at, start + len(value)


def escaped(text: str) -> str:
    """Return a text as it stands in a literal.

    >>> escaped('a "b"')
    'a \\\\"b\\\\"'
    """
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
