"""The content of a Word paragraph as a row of atoms, without what an editor's noise cut apart.

Word splits runs at every pause of a writer's work: revision numbers, spelling marks, language
tags, properties of scripts that do not occur. Atoms compare formats by what a reader sees, so that
text of one look is one stretch again. Names are those of ECMA-376 part 1, chapter 17.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .office_atoms import Atom, Kind, Look, nested
from .xml_nodes import Node, content

_UNSEEN = frozenset("lang noProof bCs iCs szCs webHidden".split())
_FONTS = ("ascii", "hAnsi", "asciiTheme", "hAnsiTheme")
_ON = ("", "1", "true", "on")
_LINED = frozenset("u strike dstrike highlight shd bdr".split())
_HEIGHTS = {"vertAlign val=superscript": "raised", "vertAlign val=subscript": "lowered"}
_DROPPED = frozenset("proofErr".split())
_BREAKS = frozenset("tab ptab br cr".split())
_WRAPPERS = frozenset("hyperlink ins moveTo customXml dir bdo".split())
_SHOWN = frozenset("fldSimple sdt sym object pgNum ruby".split())
_CHOICES = frozenset("dropDownList comboBox date checkbox picture docPartList".split())
_FIELDS_OF_TEXT = frozenset("HYPERLINK TOC FORMTEXT QUOTE".split())
"""Fields whose result is text of the document; Word computes all others anew."""

_RANGES = {
    "bookmarkStart": ("bookmark", "open"), "bookmarkEnd": ("bookmark", "close"),
    "commentRangeStart": ("comment", "open"), "commentRangeEnd": ("comment", "close"),
}  # fmt: skip


def atoms(
    paragraph: Node, source: str, prefix: str, blank: frozenset[str] = frozenset()
) -> list[Atom]:
    """Return the content of a ``w:p``; ``prefix`` is that of the namespace, with its colon.

    ``blank`` are character styles that change nothing.
    """
    return nested(_fields(list(_content(paragraph, source, prefix, blank))))


def _content(node: Node, source: str, w: str, blank: frozenset[str]) -> Iterator[Atom]:
    for child in node.children:
        name = child.name if child.tag.startswith(w) else ""
        if name == "pPr" or name in _DROPPED:
            continue
        if name == "r":
            yield from _run(child, source, w, blank)
        elif name == "smartTag":
            yield from _content(child, source, w, blank)
        elif name == "sdt" and (inner := child.child("sdtContent")) and _is_text(child):
            yield from _wrapped(child, inner, source, w, blank)
        elif name in _WRAPPERS or (name == "fldSimple" and _field_name(child) in _FIELDS_OF_TEXT):
            if child.inner < child.end:
                yield from _wrapped(child, child, source, w, blank)
        else:
            range_, kind = _RANGES.get(name, ("", "mark"))
            key = f"{range_} {child.attributes.get('id', '')}" if range_ else ""
            if kind == "open":
                yield Atom("open", child.start, child.end, key=key)
            elif kind == "close":
                yield Atom("close", child.start, child.end, key=key)
            else:
                yield Atom("mark", child.start, child.end, shows=name in _SHOWN)


def _wrapped(
    outer: Node, inner: Node, source: str, w: str, blank: frozenset[str]
) -> Iterator[Atom]:
    key = f"element {outer.start}"
    yield Atom("open", outer.start, inner.inner, key=key, wraps=True)
    yield from _content(inner, source, w, blank)
    yield Atom("close", inner.stop, outer.end, key=key, wraps=True)


def _is_text(sdt: Node) -> bool:
    """Tell whether a content control holds text, not a choice or a date."""
    properties = sdt.child("sdtPr")
    return properties is None or not any(c.name in _CHOICES for c in properties.children)


def _field_name(simple: Node) -> str:
    return (simple.attributes.get("instr", "").split() or [""])[0].upper()


def _run(run: Node, source: str, w: str, blank: frozenset[str]) -> Iterator[Atom]:
    properties = run.child("rPr")
    if properties is not None and _is_on(properties.child("vanish")):
        yield Atom("mark", run.start, run.end)
        return
    plain = Atom("text", 0, 0, look=look(properties, source, blank), loose=True)
    if properties is not None:
        plain = replace(plain, dress=((properties.start, properties.end),))
    for item in run.children:
        name = item.name if item.tag.startswith(w) else ""
        plain = replace(plain, start=item.start, end=item.end)
        if item is properties or name in ("lastRenderedPageBreak", "softHyphen"):
            continue
        if name == "t":
            text = content(source, item.inner, item.stop)
            if item.attributes.get("space") != "preserve":
                text = text.strip(" \t\r\n")
            text = re.sub(r"[\t\r\n]", " ", text).replace("\u00ad", "")
            if text:
                yield replace(plain, text=text)
        elif name == "noBreakHyphen":
            yield replace(plain, text="\u2011")
        elif name in _BREAKS:
            yield replace(plain, kind="break")
        else:
            field, key = "", ""
            if name == "fldChar":
                field = item.attributes.get("fldCharType", "")
            elif name == "instrText":
                field, key = "instruction", content(source, item.inner, item.stop)
            shows = name in _SHOWN or item.child("inline") is not None
            yield replace(plain, kind="mark", key=key, field=field, shows=shows)


def _is_on(toggle: Node | None) -> bool:
    return toggle is not None and toggle.attributes.get("val", "") in _ON


def _fields(row: Sequence[Atom]) -> list[Atom]:
    """Make one atom of each field that Word computes; links and their like become pairs."""
    result: list[Atom] = []
    at = 0
    while at < len(row):
        atom = row[at]
        end = _end_of_field(row, at) if atom.field == "begin" else None
        if end is None:
            stop = at + 1
            while atom.field and stop < len(row) and row[stop].field not in ("", "begin"):
                stop += 1  # halves of a field that spans paragraphs
            result.append(_compound("mark", row[at:stop]) if stop > at + 1 else atom)
            at = stop
            continue
        middle = _separator(row, at, end)
        instruction = "".join(a.key for a in row[at:middle] if a.field == "instruction").split()
        if middle < end and instruction and instruction[0].upper() in _FIELDS_OF_TEXT:
            key = f"field {atom.start}"
            result.append(_compound("open", row[at : middle + 1], key))
            result += _fields(row[middle + 1 : end])
            result.append(_compound("close", row[end : end + 1], key))
        else:
            result.append(_compound("mark", row[at : end + 1]))
        at = end + 1
    return result


def _compound(kind: Kind, parts: Sequence[Atom], key: str = "") -> Atom:
    start, end = parts[0].start, parts[-1].end
    return Atom(kind, start, end, key=key, wraps=True, shows=True, parts=tuple(parts))


def _end_of_field(row: Sequence[Atom], at: int) -> int | None:
    """Return where a field ends, None if not in this paragraph, or across elements."""
    depth = level = 0
    for index in range(at, len(row)):
        field, kind = row[index].field, row[index].kind
        depth += (field == "begin") - (field == "end")
        if row[index].wraps:
            level += (kind == "open") - (kind == "close")
        if level < 0:
            return None
        if depth == 0:
            return index if level == 0 else None
    return None


def _separator(row: Sequence[Atom], at: int, end: int) -> int:
    depth = 0
    for index in range(at, end):
        field = row[index].field
        depth += (field == "begin") - (field == "end")
        if field == "separate" and depth == 1:
            return index
    return end


def look(properties: Node | None, source: str, blank: frozenset[str] = frozenset()) -> Look:
    """Return what a reader sees of run properties; ``blank`` are styles that change nothing.

    >>> from .xml_nodes import parse
    >>> bold = "<w:rPr xmlns:w='x'><w:b w:val='1'/><w:lang w:val='fr-FR'/></w:rPr>"
    >>> look(parse(bold), bold), look(None, "")
    (('b',), ())
    """
    if properties is None:
        return ()
    seen = []
    for child in properties.children:
        name, attributes = child.name, dict(child.attributes)
        if name in _UNSEEN or (name == "rStyle" and attributes.get("val") in blank):
            continue
        if name == "rFonts":
            attributes = {k: v for k, v in attributes.items() if k in _FONTS}
            if not attributes:
                continue
        if len(attributes) == 1 and attributes.get("val") in _ON:
            attributes = {}
        inner = source[child.inner : child.stop]
        said = " ".join([name, *(f"{k}={v}" for k, v in sorted(attributes.items())), inner])
        said = f"lined {said}" if name in _LINED else said.rstrip()
        seen.append(_HEIGHTS.get(said, said))
    return tuple(sorted(seen))
