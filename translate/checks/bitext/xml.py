"""XLIFF 1.2 and 2, and TMX 1.4, as pairs; every character knows its place in the file.

The parser refuses document types and entities; the one that the TMX standard itself asks for
(``<!DOCTYPE tmx SYSTEM "tmx14.dtd">``) declares nothing here and is read over.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from gettext import gettext as _

from glossary.errors import UserError
from glossary.model import Language

from ...document import Code
from ...formats.strings import placeholders
from ...formats.xml_nodes import Node, parse
from ..model import Pair, Place
from ..optout import skips_in
from .located import Located, LocatedBitext, told

_DOCTYPE = re.compile(r"<!DOCTYPE\s+tmx\s+(?:SYSTEM|PUBLIC)\s[^\[\]<>]*>")
_TEXT = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(?P<cdata>.*?)\]\]>|(?P<entity>&[^;\s]{1,10};)"
    r"|(?P<plain>[^<&]+|[<&])",
    re.DOTALL,
)
_PROSE = frozenset(("g", "mrk", "pc", "hi"))
"""Inline elements whose content is text; that of the others is code of another format."""


def read_xliff(
    text: str, name: str, source: Language | None, target: Language | None
) -> LocatedBitext:
    """Take an XLIFF file apart: each unit or segment that has a source.

    Raises:
        UserError: no XLIFF, or its languages cannot be told.

    >>> found = read_xliff('<xliff version="2.0" srcLang="fr" trgLang="en"><file><unit id="u">'
    ...     '<segment><source>Le CSP</source><target>The <pc>CPS</pc></target></segment></unit>'
    ...     '</file></xliff>', "a.xlf", None, None)
    >>> found.pairs[0].target, str(found.pairs[0].where), found.pairs[0].target_codes[0].raw
    ('The CPS', 'a.xlf:1 (unit u)', '<pc>')
    """
    root = parse(text, name=name)
    if root.name != "xliff":
        raise UserError(_("no XLIFF file"), where=name, hint=_("its root is <xliff version=...>"))
    first = root.attributes.get("version", "").startswith("1")
    head = next((n for n in root.children if n.name == "file"), root) if first else root
    names = ("source-language", "target-language") if first else ("srcLang", "trgLang")
    stated = head.attributes.get(names[0], ""), head.attributes.get(names[1], "")
    found = list(_units(root, text, name))
    return _bitext(text, name, found, told(source, target, stated, _samples(found, text), name))


_Found = tuple[Node, "Node | None", str, frozenset[str]]


def _units(root: Node, text: str, name: str) -> Iterator[_Found]:
    """Yield source and target elements with the name of their unit and its opt-outs."""
    stack = [(root, "", frozenset[str]())]
    while stack:
        node, unit, skip = stack.pop()
        if node.attributes.get("translate") == "no":
            continue
        if node.name in ("unit", "trans-unit"):
            unit = f"unit {node.attributes.get('id', '')}".rstrip()
            skip = _notes(node, text, name)
        source = node.child("source")
        if node.name in ("trans-unit", "segment") and source is not None:
            yield source, node.child("target"), unit, skip
        else:
            stack += [(c, unit, skip) for c in reversed(node.children)]


def read_tmx(
    text: str, name: str, source: Language | None, target: Language | None
) -> LocatedBitext:
    """Take a translation memory apart: each unit that has both languages.

    Raises:
        UserError: no TMX, or its languages cannot be told.
    """
    blank = _DOCTYPE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text, count=1)
    root = parse(blank, name=name)
    if root.name != "tmx":
        raise UserError(_("no TMX file"), where=name, hint=_("its root is <tmx version=...>"))
    header = root.child("header")
    stated = header.attributes.get("srclang", "") if header is not None else ""
    if stated[:2].lower() not in ("fr", "en") and source is None and target is None:
        stated = "fr"  # *all*: either may be the source, and a check reads both
    one, two = told(source, target, (stated, ""), ("", ""), name)
    found: list[_Found] = []
    for number, unit in enumerate((n for n in root.walk() if n.name == "tu"), 1):
        segments: dict[str, Node] = {}
        for variant in (c for c in unit.children if c.name == "tuv"):
            language = variant.attributes.get("lang", "")[:2].lower()
            segment = variant.child("seg")
            if segment is not None:
                segments.setdefault(language, segment)
        if one in segments and two in segments:
            shown = f"tu {unit.attributes.get('tuid', number)}"
            found.append((segments[one], segments[two], shown, _notes(unit, text, name)))
    return _bitext(text, name, found, (one, two))


def _notes(unit: Node, text: str, name: str) -> frozenset[str]:
    notes = [text[n.inner : n.stop] for n in unit.walk() if n.name == "note"]
    if not any("sahel:" in n for n in notes):
        return frozenset()
    line = text.count("\n", 0, unit.start) + 1
    return skips_in("\n".join(notes), where=f"{name}:{line}")


def _samples(found: list[_Found], text: str) -> tuple[str, str]:
    return (
        "\n".join(_content(s, text)[0].text for s, *_rest in found[:200]),
        "\n".join(_content(t, text)[0].text for _source, t, *_rest in found[:200] if t is not None),
    )


def _bitext(
    text: str, name: str, found: list[_Found], languages: tuple[Language, Language]
) -> LocatedBitext:
    pairs: list[Pair] = []
    targets: list[Located] = []
    extents: list[tuple[int, int]] = []
    line, counted = 1, 0
    for source, target, unit, skip in found:
        at = target.start if target is not None else source.start
        if at >= counted:
            line += text.count("\n", counted, at)
        else:
            line = text.count("\n", 0, at) + 1
        counted = at
        original, source_codes = _content(source, text)
        written, target_codes = _content(target, text) if target is not None else (Located(), ())
        pairs.append(
            Pair(
                original.text,
                written.text,
                languages[0],
                languages[1],
                Place(name, line, unit),
                skip=skip,
                source_codes=source_codes,
                target_codes=target_codes,
                keep=tuple(placeholders(written.text)),
                kind="message",
            )
        )
        targets.append(written)
        first = line - text.count("\n", min(source.start, at), at)
        last = line + text.count("\n", at, max(source.end, target.end if target else at))
        extents.append((first, last + 1))
    return LocatedBitext(text, tuple(pairs), tuple(targets), _escaped, tuple(extents))


def _content(node: Node, text: str) -> tuple[Located, tuple[Code, ...]]:
    """Return the prose of an element and the inline markup in it."""
    codes: list[Code] = []
    whole = Located.of(_characters(node, text, codes, [0]))
    begin = len(whole.text) - len(whole.text.lstrip())
    bare = whole.stripped()
    last = len(bare.text)
    return bare, tuple(replace(c, at=min(max(c.at - begin, 0), last)) for c in codes)


def _characters(
    node: Node, text: str, codes: list[Code], length: list[int]
) -> Iterator[tuple[str, int, int]]:
    at = node.inner
    for child in node.children:
        yield from _text(text, at, child.start, length)
        pair = len(codes) + 1
        if child.name in _PROSE:
            codes.append(Code(length[0], text[child.start : child.inner], "open", pair))
            yield from _characters(child, text, codes, length)
        else:
            codes.append(Code(length[0], text[child.start : child.end], "standalone", pair))
        at = child.end
    yield from _text(text, at, node.stop, length)


def _text(text: str, start: int, end: int, length: list[int]) -> Iterator[tuple[str, int, int]]:
    for match in _TEXT.finditer(text, start, end):
        if match["plain"] is not None:
            run, span = match["plain"], match.span("plain")
        elif match["entity"] is not None:
            run, span = html.unescape(match["entity"]), match.span()
        elif match["cdata"] is not None:
            run, span = match["cdata"], match.span("cdata")
        else:
            continue
        length[0] += len(run)
        yield run, *span


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
