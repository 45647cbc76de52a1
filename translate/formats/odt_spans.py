"""The content of an OpenDocument paragraph as a row of atoms.

Names and rules of white space are those of OpenDocument 1.3, part 3 (6.1 text content, 7 fields).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .office_atoms import Atom, Look, Span, nested
from .xml_nodes import Node, content, escaped

_WRAPPERS = frozenset(("a", "meta"))
_RANGE = re.compile(r"(bookmark|reference-mark|.*-mark|change)-(start|end)\Z")
_UNSEEN = re.compile(r"language|country|script|rfc-language-tag|.*rsid|.*-(?:asian|complex)\Z")
_LINED = re.compile(r"text-(?:underline|line-through|overline)|background-color")
_MANY = re.compile(r"(?<= ) +")
_MOST_SPACES = 1000


@dataclass(frozen=True, slots=True)
class Spans:
    """OpenDocument's way to write text: bare or in spans, several spaces as an element.

    ``text_`` is the namespace's prefix with its colon.
    """

    text_: str

    def text(self, text: str, dress: str, before: str) -> str:
        """Return text in its spans; ``before`` decides whether its first space would be lost.

        >>> Spans("text:").text(" a  b", "", "")
        '<text:s text:c="1"/>a <text:s text:c="1"/>b'
        """
        kept = "" if before.strip(" ") else "-"  # stands for the space before
        lead = len(text) - len(text.lstrip(" ")) if kept else 0
        parts = [self._spaces(lead)] if lead else []
        at = lead
        for found in _MANY.finditer(text, lead):
            parts += [escaped(text[at : found.start()]), self._spaces(len(found[0]))]
            at = found.end()
        parts.append(escaped(text[at:]))
        return self.loose("".join(parts), dress)

    def loose(self, markup: str, dress: str) -> str:
        """Return markup in its spans."""
        return f"{dress}{markup}{f'</{self.text_}span>' * dress.count('<')}"

    def _spaces(self, count: int) -> str:
        return f'<{self.text_}s {self.text_}c="{count}"/>'


def atoms(paragraph: Node, source: str, prefix: str, looks: Mapping[str, Look]) -> list[Atom]:
    """Return the content of a ``text:p``; ``looks`` are those of the automatic styles by name."""
    reader = _Reader(source, prefix, looks)
    return nested(list(reader.content(paragraph, (), ())))


@dataclass(slots=True)
class _Reader:
    """Walks through a paragraph once; white space collapses across elements."""

    source: str
    prefix: str
    looks: Mapping[str, Look]
    _space: bool = field(default=True)

    def content(self, node: Node, look: Look, dress: tuple[Span, ...]) -> Iterator[Atom]:
        at = node.inner
        for child in node.children:
            yield from self._text(at, child.start, look, dress)
            yield from self._child(child, look, dress)
            at = child.end
        yield from self._text(at, node.stop, look, dress)

    def _text(self, start: int, end: int, look: Look, dress: tuple[Span, ...]) -> Iterator[Atom]:
        text = re.sub(r"[ \t\r\n]+", " ", content(self.source, start, end))
        if self._space:
            text = text.removeprefix(" ")
        if text:
            self._space = text.endswith(" ")
            text = text.replace("\u00ad", "")
            yield Atom("text", start, end, text, look=look, dress=dress, loose=True)

    def _child(self, child: Node, look: Look, dress: tuple[Span, ...]) -> Iterator[Atom]:
        name = child.name if child.tag.startswith(self.prefix) else ""
        start, end = child.start, child.end
        if name == "soft-page-break":
            return
        if name == "span" and child.inner < end:
            style = child.attributes.get("style-name", "")
            seen = self.looks.get(style, (f"style {style}",))
            if seen:
                look = tuple(sorted({*look, *seen}))
                dress = (*dress, (start, child.inner))
            yield from self.content(child, look, dress)
        elif name == "s":
            count = child.attributes.get("c", "1")
            spaces = " " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES)
            yield Atom("text", start, end, spaces, look=look, dress=dress, loose=True)
        elif name in ("tab", "line-break"):
            self._space = False
            yield Atom("break", start, end, look=look, dress=dress, loose=True)
        elif name in _WRAPPERS and child.inner < end:
            key = f"element {start}"
            yield Atom("open", start, child.inner, key=key, wraps=True)
            yield from self.content(child, look, dress)
            yield Atom("close", child.stop, end, key=key, wraps=True)
        elif found := _RANGE.match(name):
            names = ("name", "id", "change-id")
            which = next((child.attributes[n] for n in names if n in child.attributes), "")
            key = f"{found[1]} {which}"
            if found[2] == "start":
                yield Atom("open", start, end, key=key)
            else:
                yield Atom("close", start, end, key=key)
        else:
            shows = name not in ("", "note") and not name.endswith(("mark", "change"))
            shows = shows or child.attributes.get("anchor-type") == "as-char"
            self._space = self._space and not shows and name != "note"
            yield Atom("mark", start, end, look=look, dress=dress, loose=True, shows=shows)


def looks_of(root: Node) -> dict[str, Look]:
    """Return what the automatic text styles of a part look like; ``()`` if like the text around.

    >>> from .xml_nodes import parse
    >>> looks_of(parse('<a xmlns:f="x"><f:automatic-styles><f:style f:name="T1" f:family="text">'
    ...     '<f:text-properties f:rsid="001" f:language="fr"/></f:style></f:automatic-styles></a>'))
    {'T1': ()}
    """
    automatic = root.child("automatic-styles")
    result: dict[str, Look] = {}
    for style in automatic.children if automatic is not None else ():
        if style.name != "style" or style.attributes.get("family") != "text":
            continue
        seen = set()
        if parent := style.attributes.get("parent-style-name"):
            seen.add(f"style {parent}")
        for properties in style.children:
            for name, value in properties.attributes.items():
                if not _UNSEEN.match(name):
                    seen.add(_seen(name, value))
        result[style.attributes.get("name", "")] = tuple(sorted(seen))
    return result


def _seen(name: str, value: str) -> str:
    if name == "text-position":
        height = value.split()[0] if value.split() else ""
        if height.startswith("super") or re.match(r"[1-9]", height):
            return "raised"
        if height.startswith(("sub", "-")):
            return "lowered"
    return f"lined {name} {value}" if _LINED.match(name) else f"{name} {value}"
