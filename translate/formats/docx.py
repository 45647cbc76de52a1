"""Word documents (.docx and kin) <-> ``Document``: ECMA-376, transitional and strict.

Translated are the body with its tables and text boxes, headers, footers, footnotes, endnotes and
the descriptions of pictures. Comments, deleted text, fields that Word computes, formulas, charts
and metadata stay as they are. Tracked insertions are translated and stay insertions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..interface import N_
from . import DEFAULTS, Options, archive, docx_part
from .archive import Archive
from .docx_part import Styles
from .package import Languages, PackageDocument, Part, package
from .xml_nodes import Node, content, parse, value_span

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN = re.compile(
    r"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.(?:document|template)"
    r"|ms-word\.(?:document|template)\.macroEnabled(?:Template)?)\.main\+xml\Z"
)
_LABELS = {"header": "header", "footer": "footer", "footnotes": "footnote", "endnotes": "endnote"}
_WANTED = N_("a Word document")


def read(data: bytes, options: Options = DEFAULTS, name: str = "") -> PackageDocument:
    """Take a Word document apart.

    Raises:
        UserError: no Word document, damaged, encrypted, or beyond the limits of ``archive``.
    """
    found = archive.read(data, name=name, wanted=_WANTED)
    types = dict(_content_types(found, name))
    main = [n for n, kind in types.items() if _MAIN.match(kind) and n in found]
    if not main:
        raise archive.mistaken(found, name=name, wanted=_WANTED)
    styles_part = next((n for n, k in types.items() if k == f"{_WORD}styles+xml"), "")
    parts: list[Part] = []
    styles = Styles()
    if styles_part in found:
        text, mark = archive.text_of(found, styles_part, name=name)
        root = parse(text, name=f"{name}: {styles_part}")
        styles = _styles(root)
        values = _values(root, text, "lang")
        parts.append(Part(styles_part, Languages(text, values), mark))
    labels = [(n, "paragraph") for n in main]
    for label in _LABELS:
        labels += [
            (n, _LABELS[label])
            for n, kind in types.items()
            if kind == f"{_WORD}{label}+xml" and n in found
        ]
    for member, label in labels:
        text, mark = archive.text_of(found, member, name=name)
        part = docx_part.read(text, name=f"{name}: {member}", label=label, styles=styles)
        parts.append(Part(member, part, mark))
    parts += _other_languages(found, types, name)
    return package(found, parts)


def _content_types(found: Archive, name: str) -> Iterator[tuple[str, str]]:
    """Yield each member that has a content type of its own, with it."""
    if "[Content_Types].xml" not in found:
        return
    text, _ = archive.text_of(found, "[Content_Types].xml", name=name)
    names = {m.name.casefold(): m.name for m in found.members}
    for node in parse(text, name=f"{name}: [Content_Types].xml").children:
        member = node.attributes.get("PartName", "").lstrip("/").casefold()
        if node.name == "Override" and member in names:
            yield names[member], node.attributes.get("ContentType", "")


def _styles(root: Node) -> Styles:
    headings: set[str] = set()
    blank: set[str] = set()
    for style in root.children:
        identifier = style.attributes.get("styleId", "")
        if style.name != "style" or not identifier:
            continue
        name = style.child("name")
        said = "" if name is None else name.attributes.get("val", "").lower()
        if re.match(r"heading \d|title\Z|subtitle\Z", said):
            headings.add(identifier)
        alone = style.attributes.get("type") == "character" and style.child("basedOn") is None
        properties = style.child("rPr")
        if alone and (properties is None or all(c.name == "lang" for c in properties.children)):
            blank.add(identifier)
    return Styles(frozenset(headings), frozenset(blank))


def _values(root: Node, text: str, name: str) -> tuple[tuple[int, int], ...]:
    spans = (value_span(text, n, "val") for n in root.walk() if n.name == name)
    return tuple(s for s in spans if s is not None)


def _other_languages(found: Archive, types: dict[str, str], name: str) -> Iterator[Part]:
    """Yield the parts that state the document's language besides the styles."""
    for member, kind in types.items():
        settings = kind == f"{_WORD}settings+xml"
        if not settings and not kind.endswith(".core-properties+xml"):
            continue
        text, mark = archive.text_of(found, member, name=name)
        root = parse(text, name=f"{name}: {member}")
        if settings:
            values = _values(root, text, "themeFontLang")
        else:
            values = tuple(
                (n.inner, n.stop)
                for n in root.walk()
                if n.name == "language" and content(text, n.inner, n.stop).strip()
            )
        yield Part(member, Languages(text, values), mark)
