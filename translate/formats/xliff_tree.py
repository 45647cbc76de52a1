"""XLIFF 1.2 and 2.x as read: what holds text, and the pieces of its inline content."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .inline import Piece
from .xml_nodes import Node

_TEXT = re.compile(
    r"(?P<other><!--.*?-->|<\?.*?\?>)|<!\[CDATA\[(?P<cdata>.*?)\]\]>"
    r"|(?P<break>(?:[ \t]*(?:\r\n|\n|\r|&#(?:10|13|x0*[aAdD]);))+[ \t]*)"
    r"|(?P<space>[ \t]+)|(?P<text>[^<\s&]+|&[^;]*;|[^<])",
    re.DOTALL,
)
_PAIRED = frozenset(("g", "pc", "mrk"))
_OPENS = {"bpt": "pt", "bx": "x", "sc": "c", "sm": "m"}
_CLOSES = {"ept": "pt", "ex": "x", "ec": "c", "em": "m"}


@dataclass(frozen=True, slots=True)
class Holder:
    """A ``trans-unit`` of XLIFF 1.2 or a ``segment`` of XLIFF 2, and what holds for it from above.

    Attributes:
        unit: ``id`` of its unit.
        translate: it is not protected.
        preserve: white space counts.
    """

    node: Node
    unit: str
    translate: bool
    preserve: bool


def holders(root: Node) -> Iterator[Holder]:
    """Yield what holds a source, in the order of the file."""
    name = "trans-unit" if is_first(root) else "segment"
    stack = [Holder(root, "", True, False)]
    while stack:
        above = stack.pop()
        node, attributes = above.node, above.node.attributes
        unit = attributes.get("id", "") if node.name in ("unit", "trans-unit") else above.unit
        translate = _flag(attributes.get("translate", ""), "yes", "no", above.translate)
        preserve = _flag(attributes.get("space", ""), "preserve", "default", above.preserve)
        if node.name == name:
            yield Holder(node, unit, translate, preserve)
        else:
            stack += [Holder(c, unit, translate, preserve) for c in reversed(node.children)]


def is_first(root: Node) -> bool:
    """Tell XLIFF 1.2 from XLIFF 2."""
    return root.attributes.get("version", "")[:1] == "1"


def _flag(value: str, yes: str, no: str, above: bool) -> bool:
    return {yes: True, no: False}.get(value, above)


def key_of(identifier: str) -> str:
    """Return a unit's ``id`` where it is a name; numbers name nothing beyond their file.

    >>> key_of("menu.open"), key_of("12")
    ('menu.open', '')
    """
    return "" if identifier.isdecimal() else identifier


def pieces_of(node: Node, text: str, preserve: bool, keep: bool = False) -> Iterator[Piece]:
    """Yield the text and the codes of an element's content."""
    at = node.inner
    for child in node.children:
        yield from _text(text, at, child.start, preserve, keep)
        yield from _code(child, text, preserve, keep)
        at = child.end
    yield from _text(text, at, node.stop, preserve, keep)


def _code(node: Node, text: str, preserve: bool, keep: bool) -> Iterator[Piece]:
    a = node.attributes
    if node.name in _PAIRED and node.inner < node.end:
        protected = a.get("mtype") == "protected" or a.get("translate") == "no"
        key = f"{node.name} {node.start}"
        yield Piece(node.start, node.inner, "open", key=key)
        yield from pieces_of(node, text, preserve, keep or protected)
        yield Piece(node.stop, node.end, "close", key=key)
    elif node.name in _OPENS:
        key = f"{_OPENS[node.name]} {a.get('rid') or a.get('id')}"
        yield Piece(node.start, node.end, "open", key=key)
    elif node.name in _CLOSES:
        key = f"{_CLOSES[node.name]} {a.get('startRef') or a.get('rid') or a.get('id')}"
        yield Piece(node.start, node.end, "close", key=key)
    else:
        yield Piece(node.start, node.end, "standalone", shown=True)


def _text(text: str, start: int, end: int, preserve: bool, keep: bool) -> Iterator[Piece]:
    """Yield the text between two elements, white space and comments set apart."""
    for found in _TEXT.finditer(text, start, end):
        span = found.span()
        if found["other"]:
            yield Piece(*span, "standalone")
        elif found["cdata"] is not None:
            yield Piece(*span, "text", found["cdata"], keep=keep)
        elif found["break"] and not keep and (preserve or "&" in found["break"]):
            yield Piece(*span, "break")
        elif found["break"] or found["space"]:
            yield Piece(*span, "text", " ", keep=keep)
        else:
            yield Piece(*span, "text", html.unescape(found.group()), keep=keep)
