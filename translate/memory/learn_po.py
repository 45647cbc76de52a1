"""The units of a PO catalogue with their translations."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import ngettext

import polib

from glossary.formats.po import parse

from ..formats import strings
from .taught import Side, Taught


def read_po(text: str, name: str, unmarked: bool) -> Iterator[Taught]:
    """Yield the units of all entries in order; a message of several paragraphs has several.

    Raises:
        UserError: not a PO catalogue.
    """
    del unmarked  # an entry without ``fuzzy`` is approved: that is what the flag is for
    for entry in parse(text, name=name):
        if entry.obsolete or not entry.msgid:
            continue
        reason = "fuzzy" if "fuzzy" in entry.flags else ""
        where = f"line {max(1, entry.linenum)}"
        for source, target in _strings(entry):
            yield from _units(source, target, where, entry.msgctxt or "", reason)


def _strings(entry: polib.POEntry) -> Iterator[tuple[str, str]]:
    if not entry.msgid_plural:
        yield entry.msgid, entry.msgstr
        return
    forms = [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)]
    yield entry.msgid, forms[0] if len(forms) > 1 else ""
    yield entry.msgid_plural, forms[-1] if forms else ""


def _units(source: str, target: str, where: str, key: str, reason: str) -> Iterator[Taught]:
    ours = strings.read([(source, "message", where, key)]).units
    theirs = strings.read([(target, "message", where, key)]).units
    if target and len(ours) != len(theirs):
        told = ngettext(
            "{here} paragraph, {there} in the translation",
            "{here} paragraphs, {there} in the translation",
            len(ours),
        )
        reason = reason or told.format(here=len(ours), there=len(theirs))
    for index, unit in enumerate(ours):
        answer = theirs[index] if index < len(theirs) else None
        side = None if answer is None else Side(answer.text, answer.codes)
        yield Taught(Side(unit.text, unit.codes), side, where, key, reason)
