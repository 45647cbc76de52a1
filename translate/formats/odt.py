"""OpenDocument texts (.odt, .ott) <-> ``Document``: OASIS OpenDocument 1.0 to 1.4.

Translated are the body with its tables, text boxes and notes, headers and footers, and the
descriptions of pictures. Annotations, deleted text, fields, formulas, charts and metadata stay as
they are. Tracked insertions are translated and stay insertions.
"""

from __future__ import annotations

import re
from gettext import gettext as _

from glossary.errors import UserError

from ..interface import N_
from . import DEFAULTS, Options, archive
from .archive import Archive
from .odt_spans import Spans, atoms, looks_of
from .office_atoms import Span
from .office_paragraph import paragraph
from .office_part import Collector, OfficePart
from .package import Languages, PackageDocument, Part, package
from .xml_nodes import Node, content, parse, value_span

_WANTED = N_("an OpenDocument text")
_TYPES = (
    b"application/vnd.oasis.opendocument.text",
    b"application/vnd.oasis.opendocument.text-template",
)
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_PREFIX = re.compile(rf"xmlns:([\w.-]+)\s*=\s*[\"']{_TEXT}[\"']")
_PASSED_OVER = frozenset("tracked-changes annotation forms scripts event-listeners".split())
_PLAIN = {"svg:title": "picture", "svg:desc": "picture", "text:index-title-template": "index"}


def read(data: bytes, options: Options = DEFAULTS, name: str = "") -> PackageDocument:
    """Take an OpenDocument text apart.

    Raises:
        UserError: no OpenDocument text, damaged, encrypted, or beyond the limits of ``archive``.
    """
    found = archive.read(data, name=name, wanted=_WANTED)
    if (found.get("mimetype") or b"").strip() not in _TYPES or "content.xml" not in found:
        raise archive.mistaken(found, name=name, wanted=_WANTED)
    if b"encryption-data" in (found.get("META-INF/manifest.xml") or b""):
        raise UserError(
            _("is encrypted"),
            where=name,
            hint=_("open it with its password and save it without one"),
        )
    parts = [_part(found, "content.xml", "paragraph", name)]
    if "styles.xml" in found:
        parts.append(_part(found, "styles.xml", "header or footer", name))
    if "meta.xml" in found:
        parts.append(_metadata(found, name))
    return package(found, parts)


def _part(found: Archive, member: str, label: str, name: str) -> Part:
    source, mark = archive.text_of(found, member, name=name)
    root = parse(source, name=f"{name}: {member}")
    collector = Collector(label)
    prefix = _PREFIX.search(source, root.start, root.inner)
    text = f"{prefix[1]}:" if prefix else "text:"
    _collect(root, source, text, collector)
    tags, countries = _languages(root, source)
    part = OfficePart(
        source, Spans(text), tuple(collector.units), tuple(collector.places), tags, countries
    )
    return Part(member, part, mark)


def _collect(root: Node, source: str, prefix: str, found: Collector) -> None:
    """Gather the units of a part, in the order of the text."""
    looks = looks_of(root)
    stack = [(root, "paragraph")]
    while stack:
        node, context = stack.pop()
        name = node.name
        if name in _PASSED_OVER:
            continue
        if name in ("p", "h") and node.tag.startswith(prefix):
            row = atoms(node, source, prefix, looks)
            own = paragraph(row, (node.inner, node.stop), source)
            if own is not None:
                found.paragraph(own, "heading" if name == "h" else context)
        elif node.tag in _PLAIN and not node.children:
            span = (node.inner, node.stop)
            found.plain(content(source, *span), span, _PLAIN[node.tag])
        if name in ("list-item", "table-cell", "text-box", "note-body"):
            context = {"list-item": "item", "table-cell": "cell"}.get(name, "paragraph")
        stack += [(c, context) for c in reversed(node.children)]


def _languages(root: Node, source: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return where a part states languages, and first the countries that go with them."""
    paired: list[tuple[Span, Span]] = []
    alone: list[Span] = []
    for node in root.walk():
        if "language" not in node.attributes or node.name in _PASSED_OVER:
            continue
        tag = value_span(source, node, "language")
        country = value_span(source, node, "country")
        if tag and country:
            paired.append((tag, country))
        elif tag:
            alone.append(tag)
    return (*(t for t, _code in paired), *alone), tuple(c for _text, c in paired)


def _metadata(found: Archive, name: str) -> Part:
    source, mark = archive.text_of(found, "meta.xml", name=name)
    root = parse(source, name=f"{name}: meta.xml")
    values = tuple((n.inner, n.stop) for n in root.walk() if n.name == "language")
    return Part("meta.xml", Languages(source, values), mark)
