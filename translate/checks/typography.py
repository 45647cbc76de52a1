"""Checks of typography, by the same rules with which a translation is set.

Usage differs from house to house, so these are notes; a configuration may make them more. A
quotation marked [sic] stays as it was said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from gettext import gettext as _

from glossary.model import Language

from ..grammar.changes import Change
from ..interface import N_
from ..result import Severity
from ..typography.style import style_of, typography
from .check import Note, Scope, pair_check
from .reading import Reading

_RULES = {
    "guillemets": N_("quotation marks are « »"),
    "quotes": N_("quotation marks"),
    "high-sign": N_("a narrow no-break space stands before ; ! ?"),
    "colon": N_("a no-break space stands before the colon"),
    "no-space": N_("no space here"),
    "comma": N_("a space stands after the comma"),
    "unit": N_("a no-break space stands before the unit"),
    "number-sign": N_("the sign for number"),
    "title": N_("a no-break space stands after the title"),
    "first-of-month": N_("the first of the month"),
    "from-day": N_("du before the first day of a span"),
    "clock": N_("the hour of the source"),
    "date-order": N_("the date in the order of its language"),
    "date-twice": N_("the day stands on both sides of its month"),
    "date-capital": N_("no capital"),
    "date-month": N_("the name of the month"),
    "ordinal": N_("the ordinal"),
    "hour": N_("the hour"),
    "currency": N_("the currency"),
    "scale": N_("the scale"),
    "scale-plural": N_("the plural of million and milliard from two on"),
    "scale-singular": N_("the singular of million and milliard below two"),
    "thousands": N_("the separator of thousands"),
    "decimal-sign": N_("the sign before decimals"),
    "elision": N_("an apostrophe stands before the vowel"),
    "apostrophe": N_("the apostrophe, as elsewhere in the text"),
    "dash": N_("the dash, as in the source"),
    "ellipsis": N_("the ellipsis, as elsewhere in the text"),
}


def _typography(reading: Reading, language: Language) -> Iterator[Note]:
    target = reading.target
    if target.language != language or not target.text.strip():
        return
    source = None if reading.pair.monolingual else reading.source.text
    found: dict[str, list[Change]] = defaultdict(list)
    for change in typography(
        target.text, language, style_of([target.text]), source=source, depth=0
    ):
        if not target.holds(change.start, max(change.end, change.start + 1)):
            found[change.rule].append(change)
    for rule, changes in found.items():
        first = changes[0]
        more = " " + _("({count} times)").format(count=len(changes)) if len(changes) > 1 else ""
        yield Note(
            f"{_(_RULES.get(rule, rule))}{more}",
            (first.start, max(first.end, min(first.start + 1, len(target.text)))),
            suggestion=first.after,
            edits=tuple(changes),
        )


@pair_check(
    "typography-fr",
    Severity.INFO,
    "French typography: guillemets, no-break spaces, numbers, hours, ordinals.",
    Scope.TEXT,
)
def typography_fr(reading: Reading) -> Iterator[Note]:
    yield from _typography(reading, "fr")


@pair_check(
    "typography-en",
    Severity.INFO,
    "English typography: spaces, quotation marks, numbers, hours, currencies.",
    Scope.TEXT,
)
def typography_en(reading: Reading) -> Iterator[Note]:
    yield from _typography(reading, "en")
