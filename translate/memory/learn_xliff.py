"""The units of an XLIFF file with their translations."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from ..formats.inline import compose, trim
from ..formats.xliff_tree import holders, is_first, key_of, pieces_of
from ..formats.xml_nodes import Node, parse
from ..interface import N_
from .taught import Side, Taught

_DONE = frozenset(("translated", "signed-off", "final", "reviewed"))
_NO_STATE = N_("no state says that a person approved it (--unmarked takes it)")


def read_xliff(text: str, name: str, unmarked: bool) -> Iterator[Taught]:
    """Yield the units of an XLIFF 1.2 or 2.x text in order; segments where there are any.

    Raises:
        UserError: not XML, or with a document type.
    """
    root = parse(text, name=name)
    first = is_first(root)
    for holder in holders(root):
        node = holder.node
        source = node.child("source")
        if source is not None:
            reason = "" if holder.translate else 'translate="no"'
            reason = reason or _reason(node, text, first, unmarked)
            yield from _units(node, source, text, holder.preserve, holder.unit, reason)


def _reason(node: Node, text: str, first: bool, unmarked: bool) -> str:
    """Return why a segment's target teaches nothing; empty if a person stands behind it."""
    target = node.child("target")
    if target is None or not text[target.inner : target.stop].strip():
        return _("no translation")
    if first:
        if node.attributes.get("approved") == "yes":
            return ""
        state, how = (target.attributes.get(k, "") for k in ("state", "state-qualifier"))
    else:
        state, how = (node.attributes.get(k, "") for k in ("state", "subState"))
        if state in ("reviewed", "final"):
            return ""
        how = "mt-suggestion" if how == "sahel:machine" else ""
    if how in ("mt-suggestion", "leveraged-mt", "fuzzy-match", "tm-suggestion"):
        return _("not approved ({how})").format(how=how)
    if not state:
        return "" if unmarked else _(_NO_STATE)
    return "" if state in _DONE else _("not approved ({state})").format(state=state)


def _units(
    node: Node, source: Node, text: str, preserve: bool, unit: str, reason: str
) -> Iterator[Taught]:
    target = node.child("target")
    content = node.child("seg-source") or source
    marks = [n for n in content.walk() if n.attributes.get("mtype") == "seg"]
    answers = {}
    if target is not None:
        answers = {
            n.attributes.get("mid", ""): n
            for n in target.walk()
            if n.attributes.get("mtype") == "seg"
        }
    if not marks or (target is not None and not answers):
        pairs = [(source if not marks else content, target)]
    else:
        pairs = [(m, answers.get(m.attributes.get("mid", ""))) for m in marks]
    for ours, theirs in pairs:
        there = None if theirs is None else _side(theirs, text, preserve)
        where = f"unit {unit}".rstrip()
        yield Taught(_side(ours, text, preserve), there, where, key_of(unit), reason)


def _side(node: Node, text: str, preserve: bool) -> Side:
    pieces = trim(list(pieces_of(node, text, preserve)))
    if not pieces:
        return Side("")
    run = compose(pieces, text)
    return Side(run.text, run.codes)
