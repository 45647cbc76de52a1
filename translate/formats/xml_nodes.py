"""An XML text as a tree of elements with their offsets; document type declarations are refused.

expat parses, because it says where each element stands: what is not changed then stays byte for
byte, which no serialiser gives. Without a document type there are no entities to expand (billion
laughs) and nothing external to fetch (XXE).
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from gettext import gettext as _
from xml.parsers import expat

from glossary.errors import UserError

from ..interface import N_

DEEPEST = 200
"""Most levels of elements; exchange formats have a dozen."""

MOST = 2_000_000
"""Most elements, at about 0.5 kB each in memory; a book of 1,000 pages has some 300,000."""

_ANEW = N_("open it in the program that made it and save it anew")

Edit = tuple[int, int, str]
"""A half-open span of a text and what is to stand there."""

_MARKUP = re.compile(r"<!\[CDATA\[(?P<cdata>.*?)\]\]>|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
# what XML 1.0 cannot hold, escaped or not (section 2.2)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
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
        UserError: not well-formed (names the line), a document type, deeper than ``DEEPEST`` or
            more than ``MOST`` elements.

    >>> root = parse("<a>é<x:b c='1'/></a>")
    >>> [(n.name, n.attributes, n.start, n.end) for n in root.walk()]
    [('a', {}, 0, 20), ('b', {'c': '1'}, 4, 16)]
    """
    data = text.encode("utf-8", "surrogatepass")
    parser = expat.ParserCreate("utf-8")
    top = Node("", {}, 0)
    stack = [top]
    count = 0

    def refuse(what: str, hint: str = "") -> None:
        where = f"{name}:{parser.CurrentLineNumber}" if name else f"line {parser.CurrentLineNumber}"
        raise UserError(what, where=where, hint=hint)

    def doctype(*_name: object) -> None:
        refuse(_("a document type declaration"), _("its entities could be anything; take it out"))

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if len(stack) > DEEPEST:
            refuse(_("more than {deepest} levels deep").format(deepest=DEEPEST), _(_ANEW))
        if count > MOST:
            refuse(_("more than {most:,} elements").format(most=MOST), _("split it first"))
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
        raise UserError(
            _("not XML: {reason}").format(reason=expat.ErrorString(error.code)),
            where=where,
            hint=_(_ANEW),
        ) from None
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


def content(text: str, start: int, end: int) -> str:
    """Return the characters of a span that holds no element: references and CDATA resolved.

    >>> content("5 &lt; 6<!-- ! --><![CDATA[ & 7]]>", 0, 34)
    '5 < 6 & 7'
    """
    parts: list[str] = []
    for found in _MARKUP.finditer(text, start, end):
        parts += [html.unescape(text[start : found.start()]), found["cdata"] or ""]
        start = found.end()
    return "".join([*parts, html.unescape(text[start:end])])


def escaped(text: str) -> str:
    """Return ``text`` as content of an element, without what XML cannot hold.

    >>> escaped("a < b & c\x0b")
    'a &lt; b &amp; c'
    """
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _FORBIDDEN.sub("", text)


def quoted(text: str) -> str:
    """Return ``text`` as an attribute's value, without its quotation marks."""
    return escaped(text).replace('"', "&quot;").replace("'", "&apos;")


def value_span(text: str, node: Node, name: str) -> tuple[int, int] | None:
    """Return where the value of an attribute stands, without its quotation marks.

    >>> source = "<a><x:b x:c='1'/></a>"
    >>> value_span(source, parse(source).children[0], "c")
    (13, 14)
    """
    for found in _ATTRIBUTE.finditer(text, node.start + 1 + len(node.tag), node.inner):
        if found[1].rpartition(":")[2] == name:
            return found.span(2 if found[2] is not None else 3)
    return None


@dataclass(frozen=True, slots=True)
class Patched:
    """A text with edits, which are sorted and apart from one another."""

    source: str
    edits: Sequence[Edit]

    def span(self, start: int, end: int) -> str:
        """Return what becomes of a span of the text.

        >>> Patched("abcdef", [(1, 2, "X"), (4, 5, "Y")]).span(1, 4)
        'Xcd'
        """
        parts: list[str] = []
        done = start
        for index in range(bisect_left(self.edits, (start,)), len(self.edits)):
            first, last, new = self.edits[index]
            if last > end:
                break
            parts += [self.source[done:first], new]
            done = last
        return "".join([*parts, self.source[done:end]])
