"""An XML text as a tree of elements with their offsets; document type declarations are refused.

expat parses, because it says where each element stands: what is not changed then stays byte for
byte, which no serialiser gives. Without a document type there are no entities to expand (billion
laughs) and nothing external to fetch (XXE).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from glossary.errors import UserError

DEEPEST = 200
"""Most levels of elements; exchange formats have a dozen."""

_TAG = re.compile(rb"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")


@dataclass(slots=True)
class Node:
    """An element: its tag is ``start`` to ``inner``, its content ends at ``stop``.

    Offsets are those of the text in code points. ``name`` and the names of ``attributes`` are
    without prefix, ``tag`` has it.
    """

    tag: str
    attributes: dict[str, str]
    start: int
    inner: int = 0
    stop: int = 0
    end: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Local name."""
        return self.tag.rpartition(":")[2]

    def child(self, name: str) -> Node | None:
        """Return the first child of that name."""
        return next((c for c in self.children if c.name == name), None)

    def walk(self) -> Iterator[Node]:
        """Yield the element and all inside it, in the order of the text."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack += reversed(node.children)


def parse(text: str, *, name: str = "") -> Node:
    """Return the root element.

    Raises:
        UserError: not well-formed (names the line), a document type, or deeper than ``DEEPEST``.

    >>> root = parse("<a>é<x:b c='1'/></a>")
    >>> [(n.name, n.attributes, n.start, n.end) for n in root.walk()]
    [('a', {}, 0, 20), ('b', {'c': '1'}, 4, 16)]
    """
    data = text.encode("utf-8", "surrogatepass")
    parser = expat.ParserCreate("utf-8")
    top = Node("", {}, 0)
    stack = [top]

    def refuse(what: str, hint: str = "") -> None:
        where = f"{name}:{parser.CurrentLineNumber}" if name else f"line {parser.CurrentLineNumber}"
        raise UserError(what, where=where, hint=hint)

    def doctype(*_: object) -> None:
        refuse("a document type declaration", "its entities could be anything; take it out")

    def opened(tag: str, attributes: dict[str, str]) -> None:
        if len(stack) > DEEPEST:
            refuse(f"more than {DEEPEST} levels deep")
        start = parser.CurrentByteIndex
        found = _TAG.match(data, start)
        inner = found.end() if found else start
        local = {k.rpartition(":")[2]: v for k, v in attributes.items()}
        node = Node(tag, local, start, inner, inner, inner)
        stack[-1].children.append(node)
        stack.append(node)

    def closed(_: str) -> None:
        node = stack.pop()
        if data[node.inner - 2 : node.inner] != b"/>":
            node.stop = parser.CurrentByteIndex
            node.end = data.index(b">", node.stop) + 1

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        where = f"{name}:{error.lineno}" if name else f"line {error.lineno}"
        raise UserError(f"not XML: {expat.ErrorString(error.code)}", where=where) from None
    (root,) = top.children
    if len(data) != len(text):
        _to_characters(root, data)
    return root


def _to_characters(root: Node, data: bytes) -> None:
    """Turn offsets in bytes into offsets in code points."""
    nodes = list(root.walk())
    known: dict[int, int] = {}
    done = count = 0
    for offset in sorted({o for n in nodes for o in (n.start, n.inner, n.stop, n.end)}):
        count += len(data[done:offset].decode("utf-8", "surrogatepass"))
        known[offset] = count
        done = offset
    for node in nodes:
        node.start, node.inner = known[node.start], known[node.inner]
        node.stop, node.end = known[node.stop], known[node.end]
