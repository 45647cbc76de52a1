"""A part of a Word document: which of its paragraphs are units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from gettext import gettext as _

from glossary.errors import UserError

from .docx_runs import atoms
from .office_atoms import Span
from .office_paragraph import paragraph
from .office_part import Collector, OfficePart
from .xml_nodes import Node, escaped, parse, value_span

_MAIN = (
    r"(?:http://schemas\.openxmlformats\.org/wordprocessingml/2006"
    r"|http://purl\.oclc\.org/ooxml/wordprocessingml)/main"
)
_PREFIX = re.compile(rf"xmlns(?::([\w.-]+))?\s*=\s*[\"']{_MAIN}[\"']")
_PASSED_OVER = frozenset(("del", "moveFrom"))


@dataclass(frozen=True, slots=True)
class Styles:
    """What styles.xml says of the styles that text names.

    Attributes:
        headings: ids of the paragraph styles of headings and titles.
        blank: ids of the character styles that change nothing.
    """

    headings: frozenset[str] = frozenset()
    blank: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Runs:
    """Word's way to write text: in runs. ``w`` is the namespace's prefix with its colon."""

    w: str

    def text(self, text: str, dress: str, before: str) -> str:
        """Return text as a run.

        >>> Runs("w:").text("Gao ", "<w:rPr/>", "")
        '<w:r><w:rPr/><w:t xml:space="preserve">Gao </w:t></w:r>'
        """
        parts = []
        for index, part in enumerate(text.split("\u2011")):
            if index:
                parts.append(f"<{self.w}noBreakHyphen/>")
            if part:
                space = ' xml:space="preserve"' if part != part.strip() else ""
                parts.append(f"<{self.w}t{space}>{escaped(part)}</{self.w}t>")
        return self.loose("".join(parts), dress)

    def loose(self, markup: str, dress: str) -> str:
        """Return a run of other content."""
        return f"<{self.w}r>{dress}{markup}</{self.w}r>"


def read(source: str, *, name: str, label: str, styles: Styles) -> OfficePart:
    """Take a part apart; ``label`` says what its paragraphs are, for messages.

    Raises:
        UserError: not well-formed XML, or no part of a Word document.
    """
    root = parse(source, name=name)
    found = _PREFIX.search(source, root.start, root.inner)
    if found is None:
        raise UserError(
            _("is no part of a Word document"),
            where=name,
            hint=_("open it in the program that made it and save it anew"),
        )
    reader = _Reader(source, f"{found[1]}:" if found[1] else "", styles, Collector(label))
    reader.walk(root)
    units, places = reader.found.units, reader.found.places
    return OfficePart(source, Runs(reader.w), tuple(units), tuple(places))


@dataclass(frozen=True, slots=True)
class _Around:
    """What a paragraph is in.

    Attributes:
        cell: a table's cell.
        choice, fallback: where the alternative begins of which it is the new or the old form.
        bound: data bindings of the content controls around it.
    """

    cell: bool = False
    choice: int = 0
    fallback: int = 0
    bound: tuple[Span, ...] = ()


@dataclass(slots=True)
class _Reader:
    """Walks through a part once and collects; never leaves this module."""

    source: str
    w: str
    styles: Styles
    found: Collector
    _choices: dict[int, list[int]] = field(default_factory=dict)

    def walk(self, root: Node) -> None:
        stack: list[tuple[Node, _Around]] = [(root, _Around())]
        while stack:
            node, around = stack.pop()
            name = self._name(node)
            if name in _PASSED_OVER:
                continue
            if name == "p":
                self._paragraph(node, around)
            elif node.name == "docPr":
                for key in ("descr", "title"):
                    if span := value_span(self.source, node, key):
                        self.found.plain(node.attributes[key], span, "picture")
            stack += [(c, self._inside(c, node, around)) for c in reversed(node.children)]

    def _name(self, node: Node) -> str:
        return node.name if node.tag.startswith(self.w) else ""

    def _inside(self, child: Node, parent: Node, around: _Around) -> _Around:
        """Return what is around the content of ``child``."""
        name = self._name(child)
        if name in ("tc", "txbxContent"):
            return replace(around, cell=name == "tc")
        if name == "sdt":
            return replace(around, bound=(*around.bound, *_bindings(child)))
        if parent.name == "AlternateContent":
            old = child.name == "Fallback"
            return replace(
                around, choice=0 if old else parent.start, fallback=parent.start if old else 0
            )
        return around

    def _paragraph(self, node: Node, around: _Around) -> None:
        properties = node.child("pPr")
        inside = list(_own(node))
        own = paragraph(
            atoms(node, self.source, self.w, self.styles.blank),
            (properties.end if properties is not None else node.inner, node.stop),
            self.source,
            [
                span
                for n in inside
                if n.name == "lang" and (span := value_span(self.source, n, "val"))
            ],
            (*around.bound, *(s for n in inside if n.name == "sdt" for s in _bindings(n))),
        )
        if own is None:
            return
        rivals = self._choices.get(around.fallback, ()) if around.fallback else ()
        index = self.found.paragraph(own, self._context(properties, around), rivals)
        if around.choice and index is not None:
            self._choices.setdefault(around.choice, []).append(index)

    def _context(self, properties: Node | None, around: _Around) -> str:
        if properties is not None:
            style = properties.child("pStyle")
            name = "" if style is None else style.attributes.get("val", "")
            if name in self.styles.headings or properties.child("outlineLvl"):
                return "heading"
            if properties.child("numPr"):
                return "item"
        return "cell" if around.cell else "paragraph"


def _bindings(sdt: Node) -> Iterator[Span]:
    """Yield the data bindings of a content control: Word would fill in the bound text again."""
    properties = sdt.child("sdtPr")
    for child in properties.children if properties is not None else ():
        if child.name == "dataBinding":
            yield child.start, child.end


def _own(node: Node) -> Iterator[Node]:
    """Yield what is in a paragraph, without the paragraphs inside it."""
    for child in node.children:
        if child.name != "p":
            yield child
            yield from _own(child)
