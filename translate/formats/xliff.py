"""XLIFF 1.2 and 2.x <-> ``Document``: empty targets filled, everything else byte for byte.

States say that a machine was here. XLIFF 1.2 (OASIS, 2008): ``state="needs-review-translation"``
("only the text of the item needs to be reviewed") and ``state-qualifier="mt-suggestion"``. XLIFF
2.1 (OASIS, 2018, 4.3.1): the segment's ``state="translated"``, which is before ``reviewed``, with
``subState="sahel:machine"``; what people approved, from a translation memory, is ``translated``
and an ``exact-match``, ``sahel:memory`` in 2.1. Targets that hold something, or are approved, are
left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _

from glossary.errors import UserError
from glossary.model import Language

from ..document import Crossed, Made, Unit
from . import DEFAULTS, Options, strings
from .html_tokens import tokens
from .inline import Run, compose, trim, weave
from .xliff_tree import holders, is_first, key_of, pieces_of
from .xml_nodes import Node, Patched, escaped, parse

_TODO = frozenset(("new", "needs-translation"))
_STATES: dict[Made, tuple[str, str, str]] = {
    "machine": ("needs-review-translation", "mt-suggestion", "sahel:machine"),
    "memory": ("needs-review-translation", "exact-match", "sahel:memory"),
    "approved": ("translated", "exact-match", "sahel:memory"),
}
_CONTENT = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Segment:
    """A source to translate and where its target goes.

    Attributes:
        start, end: half-open span of the source's content.
        runs: its units' contents, by place in it.
        target: half-open span of an empty target, or where a new one is put (twice the same).
        opening: start tag of the target without state.
        lead: white space before a new target.
        state: half-open span of the tag that has the state in XLIFF 2; empty in 1.2.
    """

    start: int
    end: int
    runs: tuple[Run, ...]
    target: tuple[int, int]
    opening: str
    lead: str
    state: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class XliffDocument:
    """An XLIFF text and the segments of it that are to be filled.

    Attributes:
        heads: half-open spans of the tags that state the target's language and do not yet.
        declared: languages of source and target as the file states them.
    """

    source: str
    units: tuple[Unit, ...]
    segments: tuple[Segment, ...]
    heads: tuple[tuple[int, int], ...]
    version: int
    declared: tuple[str, str]

    def join(self, crossed: Sequence[Crossed | None], language: Language) -> str:
        """Return the text with targets for the segments of which something changed."""
        edits: list[tuple[int, int, str]] = []
        at = 0
        for segment in self.segments:
            own = slice(at, at + len(segment.runs))
            at = own.stop
            inner = self._target(segment, self.units[own], crossed[own])
            if inner is None:
                continue
            opening = segment.opening
            state, qualifier, sub_state = _STATES[self._made(crossed[own])]
            if self.version == 1:
                opening = _set(opening, "state", state)
                opening = _set(opening, "state-qualifier", qualifier)
            else:
                tag = self.source[slice(*segment.state)]
                tag = _set(_set(tag, "state", "translated"), "subState", sub_state)
                edits.append((*segment.state, tag))
            name = re.match(r"<([^\s/>]+)", opening)
            closing = f"</{name[1] if name else 'target'}>"
            edits.append((*segment.target, f"{segment.lead}{opening}{inner}{closing}"))
        if at != len(crossed):
            raise ValueError("one translation for each unit")
        if edits:
            key = "target-language" if self.version == 1 else "trgLang"
            edits += [(a, b, _set(self.source[a:b], key, language)) for a, b in self.heads]
        return Patched(self.source, sorted(edits)).span(0, len(self.source))

    def _made(self, crossed: Sequence[Crossed | None]) -> Made:
        """Return who made a segment: the least trusted of those who made its units."""
        return min((c.made for c in crossed if c is not None), key=list(_STATES).index)

    def _target(
        self, segment: Segment, units: Sequence[Unit], crossed: Sequence[Crossed | None]
    ) -> str | None:
        """Return the content of a target, or None if there is nothing new in it."""
        edits: list[tuple[int, int, str]] = []
        for run, unit, new in zip(segment.runs, units, crossed, strict=True):
            if new is None or (new.text, new.codes) == (unit.text, unit.codes):
                continue
            if new.text.strip():
                woven = weave(new, run, lambda a, b: self.source[a:b], escaped)
                edits.append((run.start, run.end, woven.strip(" ")))
        return Patched(self.source, edits).span(segment.start, segment.end) if edits else None


def read(text: str, options: Options = DEFAULTS, name: str = "") -> XliffDocument:
    """Take an XLIFF text apart: the sources of segments without a translation.

    ``translate="no"`` and protected text are respected, ``seg-source`` gives the segments of
    XLIFF 1.2 where there is one.

    Raises:
        UserError: not XML, with a document type, no XLIFF 1 or 2, or several pairs of languages.

    >>> doc = read('<xliff version="2.0" srcLang="fr" trgLang="en"><file id="f"><unit id="1">'
    ...     '<segment><source>Le CSP</source></segment></unit></file></xliff>')
    >>> doc.join([Crossed("The CSP")], "en")[73:-22]
    '<segment state="translated" subState="sahel:machine"><source>Le CSP</source><target>The CSP</target></segment>'
    """  # noqa: E501
    root = parse(text, name=name)
    version = root.attributes.get("version", "")
    if root.name != "xliff" or version[:1] not in ("1", "2"):
        raise UserError(
            _("no XLIFF 1 or 2 file"), where=name, hint=_("its root is <xliff version=...>")
        )
    first = is_first(root)
    heads = [n for n in root.children if n.name == "file"] if first else [root]
    languages = {_languages(h, first) for h in heads}
    if len(languages) > 1:
        raise UserError(
            _("several pairs of languages"), where=name, hint=_("split it into one for each")
        )
    units: list[Unit] = []
    segments: list[Segment] = []
    for holder in holders(root):
        segment = _segment(holder.node, text, first, holder.preserve) if holder.translate else None
        if segment is not None:
            units += [_unit(run, holder.unit) for run in segment.runs]
            segments.append(segment)
    unstated = tuple((h.start, h.inner) for h in heads if not _languages(h, first)[1])
    return XliffDocument(
        text,
        tuple(units),
        tuple(segments),
        unstated,
        int(version[0]),
        next(iter(languages), ("", "")),
    )


def _languages(head: Node, first: bool) -> tuple[str, str]:
    source, target = ("source-language", "target-language") if first else ("srcLang", "trgLang")
    return head.attributes.get(source, ""), head.attributes.get(target, "")


def _unit(run: Run, name: str) -> Unit:
    keep = tuple(sorted({*run.keep, *strings.placeholders(run.text)}))
    return Unit(run.text, run.codes, keep, "message", f"unit {name}".rstrip(), key_of(name))


def _segment(node: Node, text: str, first: bool, preserve: bool) -> Segment | None:
    source, target = node.child("source"), node.child("target")
    if source is None or not _to_do(node, source, target, text, first):
        return None
    content = (node.child("seg-source") if first else None) or source
    parts = [n for n in content.walk() if n.attributes.get("mtype") == "seg"] or [content]
    runs = []
    for part in parts:
        pieces = trim(list(pieces_of(part, text, preserve)))
        if any(p.kind == "text" and not p.keep and _CONTENT.search(p.text) for p in pieces):
            runs.append(compose(pieces, text))
    if not runs:
        return None
    if target is not None:
        place, lead = (target.start, target.end), ""
        opening = text[target.start : target.inner].rstrip("/>").rstrip() + ">"
    else:
        before = text[node.inner : source.start]
        place, lead = (content.end, content.end), before if not before.strip() else ""
        opening = f"<{source.tag[: -len('source')]}target>"
    state = (0, 0) if first else (node.start, node.inner)
    return Segment(content.inner, content.stop, tuple(runs), place, opening, lead, state)


def _to_do(node: Node, source: Node, target: Node | None, text: str, first: bool) -> bool:
    """Tell whether a segment waits for its translation."""
    if node.attributes.get("approved") == "yes":
        return False
    if target is None:
        return True
    content = text[target.inner : target.stop]
    if first:
        return not content.strip() or target.attributes.get("state") in _TODO
    copied = content == text[source.inner : source.stop]
    return node.attributes.get("state", "initial") == "initial" and (copied or not content.strip())


def _set(tag: str, name: str, value: str) -> str:
    """Return a start tag with an attribute set.

    >>> _set("<a b='1' c='2'/>", "b", "x"), _set("<a/>", "b", "x")
    ('<a b="x" c=\\'2\\'/>', '<a b="x"/>')
    """
    for token in tokens(tag):
        for attribute in token.attributes:
            if attribute.name == name.lower():
                return f'{tag[: attribute.start]}"{value}"{tag[attribute.end :]}'
    end = re.search(r"\s*/?>\Z", tag)
    at = end.start() if end else len(tag)
    return f'{tag[:at]} {name}="{value}"{tag[at:]}'
