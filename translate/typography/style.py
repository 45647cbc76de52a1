"""The pass *typography*: a sentence in the typography of its language.

Pure functions from a text to ``Change``s. What a language asks for stands in `french` and
`english`, numbers in `separators`; what only the document can tell (which apostrophe,
which dash) is its ``Style``, read from the source once. Quotations may span sentences of a unit:
each sentence is told how many were open at its beginning in the source, so that every change still
belongs to one segment and replays there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from glossary.model import Language, other
from glossary.placeables import placeables

from ..grammar.changes import Change
from ..passes import Line, apply
from . import english as typography_en
from . import french as typography_fr
from .clock import hours
from .dates import CAPITAL, ORDER, dates
from .numbers import figures, known_values
from .numerals import SPACE
from .quotes import Mark, marks
from .separators import separators

NAME = "typography"
"""Its name in the ledger."""


@dataclass(frozen=True, slots=True)
class Style:
    """What a document's own writing decides about its translation.

    Attributes:
        curly: apostrophes (both languages) and English quotation marks are typographic: ’ “ ”.
        dash: the dash set between spaces; empty where the source has none.
        ellipsis: ``…`` or ``...``; empty leaves what the engine wrote.
    """

    curly: bool = False
    dash: str = ""
    ellipsis: str = ""


def style_of(texts: Iterable[str]) -> Style:
    """Return the style of a document, from the texts of its units.

    The majority decides; without any sign of it marks are straight, as on a keyboard.

    >>> style_of(["L’armée – dit-il – avance…"])
    Style(curly=True, dash='–', ellipsis='…')
    """
    curly = straight = 0
    dashes = {"–": 0, "—": 0}
    dots = {"…": 0, "...": 0}
    for text in texts:
        curly += sum(map(text.count, "‘’“”"))
        straight += text.count("'") + text.count('"')
        for dash in dashes:
            dashes[dash] += len(re.findall(rf"(?:^|(?<=\s)){dash}(?=\s)", text))
        for dot in dots:
            dots[dot] += text.count(dot)
    dash = max(dashes, key=lambda d: dashes[d])
    dot = max(dots, key=lambda d: dots[d])
    return Style(curly > straight, dash if dashes[dash] else "", dot if dots[dot] else "")


def typography(
    text: str,
    language: Language,
    style: Style = Style(),
    *,
    source: str | None = None,
    depth: int = 0,
) -> tuple[Change, ...]:
    """Return the changes that set ``text`` in the typography of ``language``.

    ``source`` is the sentence it translates: it tells what 1,300 is worth and where dashes stood.
    ``depth`` is the number of quotations open at its beginning. Sorted, without overlaps; of two
    that overlap the first rule wins.

    >>> from translate.grammar.changes import replay
    >>> text = '"Les FAMa ont repris 1 300 km": oui!'
    >>> replay(text, typography(text, "fr"))
    '«\\xa0Les FAMa ont repris 1\\xa0300\\xa0km\\xa0»\\xa0: oui\\u202f!'
    """
    found = figures(text, language)
    known = None if source is None else known_values(source, other(language))
    quoted = marks(text, language, depth)
    proposals: list[Change] = []
    if source is not None:
        proposals += [*dates(text, language, source), *hours(text, language, source)]
    if language == "fr":
        proposals += typography_fr.changes(text, quoted, found)
    else:
        proposals += typography_en.changes(text, quoted, found, curly=style.curly)
    proposals += separators(text, found, language, known)
    proposals += _apostrophes(text, quoted, style)
    proposals += _dashes(text, style, source)
    proposals += _ellipses(text, style)
    return _settled(proposals)


def _settled(proposals: Sequence[Change]) -> tuple[Change, ...]:
    """Return the changes that do something, in order; of two that overlap the first proposed."""
    kept: list[Change] = []  # in order
    for change in proposals:
        if change.before == change.after:
            continue
        place = bisect_left(kept, (change.start, change.end), key=_span)
        if not any(_overlap(change, k) for k in _around(kept, place, change)):
            kept.insert(place, change)
    return tuple(kept)


def _span(change: Change) -> tuple[int, int]:
    return change.start, change.end


def _around(kept: Sequence[Change], place: int, change: Change) -> Iterator[Change]:
    """Yield what may overlap a change among ``kept``: in order, without overlaps of its own."""
    for before in reversed(range(place)):
        yield kept[before]
        if kept[before].end > kept[before].start:
            break  # what stands before it ends before it
    for after in range(place, len(kept)):
        if kept[after].start > change.end:
            break
        yield kept[after]


def _overlap(one: Change, two: Change) -> bool:
    return _span(one) == _span(two) or (one.start < two.end and two.start < one.end)


_APOSTROPHE = re.compile(r"(?<=\w)['’](?=[\w«“\"])|(?<=[sS])['’](?=\s)|(?<!\w)['’](?=\d0s\b)")
_HELD = re.compile(r"\d['’](?:\d|[NSEWO]\b)")  # 5'10": feet and inches; 16°16'N


def _apostrophes(text: str, quoted: Sequence[Mark], style: Style) -> Iterator[Change]:
    wanted = "’" if style.curly else "'"
    held = [(m.bare[0]) for m in quoted]
    for match in _APOSTROPHE.finditer(text):
        at = match.start()
        if at not in held and not _HELD.match(text, at - 1):
            yield Change(at, at + 1, match.group(), wanted, "apostrophe")


_SPACED_DASH = re.compile(rf"(?:^|(?<=[{SPACE}]))-(?=[{SPACE}])")
_SPAN = re.compile(r"(?<![\d-])(\d+)-(\d+)(?![\d-])")


def _dashes(text: str, style: Style, source: str | None) -> Iterator[Change]:
    """Give back the dashes that the engine, which reads hyphens, could not see."""
    if source is None:
        return
    if style.dash and re.search(rf"(?:^|\s){style.dash}(?=\s|$)", source):
        for match in _SPACED_DASH.finditer(text):
            yield Change(*match.span(), "-", style.dash, "dash")
    for match in _SPAN.finditer(text):
        if f"{match[1]}–{match[2]}" in source:
            at = match.end(1)
            yield Change(at, at + 1, "-", "–", "dash")


_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)|…")


def _ellipses(text: str, style: Style) -> Iterator[Change]:
    if style.ellipsis:
        for match in _DOTS.finditer(text):
            yield Change(*match.span(), match.group(), style.ellipsis, "ellipsis")


_NEUTRAL = "ʘ"  # a letter no rule knows


# how a sign is drawn is no matter of terminology: d'État and d’État are one term; no month has a
# capital in French
_ALSO_IN_TERMS = frozenset({"apostrophe", CAPITAL})
_OF_FIGURES = frozenset({"thousands", "decimal-sign", "unit", "currency"})


def typeset(
    line: Line,
    language: Language,
    style: Style,
    *,
    source: str,
    depth: int = 0,
    figures_only: bool = False,
) -> Line:
    """Return ``line`` after the pass; kept spans and addresses stay as they are.

    Required terms keep their letters, and take the apostrophe of the document.

    ``figures_only`` is for what never saw the engine: a cell with a number, a rule of asterisks.
    """
    held = [*line.kept, *placeables(line.text)]
    text = line.text
    for start, end in held:
        text = text[:start] + _NEUTRAL * (end - start) + text[end:]
    terms = [s for s in line.terms if s is not None]
    found = [
        replace(c, before=line.text[c.start : c.end])
        for c in typography(text, language, style, source=source, depth=depth)
        if not figures_only or c.rule in _OF_FIGURES
    ]
    free = [
        c
        for c in found
        if not any(c.start < b and a < c.end for a, b in held)
        and (c.rule in _ALSO_IN_TERMS or not any(c.start < b and a < c.end for a, b in terms))
    ]
    if len(free) < len(found) and any(c.rule == ORDER and c not in free for c in found):
        free = [c for c in free if c.rule != ORDER]  # a day that moves is taken and put, or neither
    return apply(line, NAME, free)
