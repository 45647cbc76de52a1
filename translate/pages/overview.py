"""The page over all files of a batch: what became of each, and of each term across them.

It is made from the reports of the files, like the page of each: an unchanged file is on it as
well, and nothing needs to be translated again for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from glossary.model import Glossary, Language

from ..result import Severity
from . import charts
from .cards import Deck
from .model import Card, Fate, Page
from .render import fill, look

INDEX = "index.html"
"""Its name in the folder of reports; no report is called so, as they keep a suffix before .html."""

MOST_PLACES = 40
"""Files named below a term; where there are more, those with rare renderings come first."""

Use = tuple[str, str, str, str, int]
"""Concept, kind, source form, target form (empty: not named), number of the segment."""


@dataclass(frozen=True, slots=True)
class Line:
    """A file of a batch: a line of the table.

    ``href`` is the address of its page, empty where it has none; ``reason`` says why the status.
    """

    name: str
    status: str
    reason: str = ""
    href: str = ""
    segments: int = 0
    terms: int = 0
    kept: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    fates: tuple[tuple[Fate, int], ...] = ()
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A file in which a term is rendered so: how often, and the address of the first time."""

    name: str
    href: str
    times: int


@dataclass(frozen=True, slots=True)
class Rendering:
    """One way in which a term crossed, and where; ``hidden`` counts files not named."""

    source: str
    target: str
    times: int
    places: tuple[Place, ...]
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Shared:
    """A term across files: its card, the files it stands in, its renderings, missing ones first."""

    card: Card
    files: int
    times: int
    missing: int
    renderings: tuple[Rendering, ...]


def line_of(page: Page, *, name: str, status: str, reason: str, href: str) -> Line:
    """Return the line of a file whose page this is."""
    counts = page.severities()
    asked = [times for fate, times in page.fated() if fate.kept is not None]
    uses = []
    for row in page.rows:
        for term in row.terms:
            here = "" if term.source is None else (row.source or "")[slice(*term.source)]
            there = "" if term.target is None else row.target[slice(*term.target)]
            uses.append((page.cards[term.card].concept, term.kind, here, there, row.number))
    return Line(
        name,
        status,
        reason,
        href,
        len(page.rows),
        sum(asked),
        page.kept,
        counts[Severity.ERROR],
        counts[Severity.WARNING],
        counts[Severity.INFO],
        page.fated(),
        tuple(uses),
    )


def shared(
    lines: Iterable[Line], glossary: Glossary | None, first: Language | None = None
) -> tuple[Shared, ...]:
    """Return the terms of all files: those not named somewhere first, then the most widespread."""
    deck = Deck(glossary, first)
    found: list[dict[tuple[str, str], dict[str, list[Place]]]] = []
    written: dict[tuple[str, str, str], tuple[str, str]] = {}
    for line in lines:
        for concept, kind, source, target, number in line.uses:
            index = deck.deal(concept, source, target, kind=kind)
            if index == len(found):
                found.append({})
            # a capital or the shape of an apostrophe is no other rendering
            alike = concept, _bare(source), _bare(target)
            pair = written.setdefault(alike, (source, target))
            places = found[index].setdefault(pair, {}).setdefault(line.name, [])
            places.append(Place(line.name, f"{line.href}#s{number}", 1))
    terms = [_shared(card, uses) for card, uses in zip(deck.cards(), found, strict=True)]
    return tuple(sorted(terms, key=lambda t: (-t.missing, -t.files, -t.times, t.card.title)))


def _bare(form: str) -> str:
    return form.casefold().replace("’", "'")


def _shared(card: Card, found: dict[tuple[str, str], dict[str, list[Place]]]) -> Shared:
    renderings = []
    left = MOST_PLACES
    counted = {key: sum(map(len, files.values())) for key, files in found.items()}
    order = sorted(found, key=lambda key: (key[1] != "", counted[key], key))
    for key in order:
        files = found[key]
        named = [Place(p[0].name, p[0].href, len(p)) for p in files.values()][:left]
        left -= len(named)
        renderings.append(Rendering(*key, counted[key], tuple(named), len(files) - len(named)))
    return Shared(
        card,
        len({name for files in found.values() for name in files}),
        sum(counted.values()),
        sum(times for key, times in counted.items() if not key[1]),
        tuple(sorted(renderings, key=lambda r: (r.target != "", -r.times))),
    )


def render_index(
    lines: Collection[Line],
    glossary: Glossary | None,
    *,
    title: str,
    target: Language,
) -> str:
    """Return the page over all files as HTML; ``title`` names the batch."""
    source: Language = "en" if target == "fr" else "fr"
    fates: dict[str, tuple[Fate, int]] = {}
    for line in lines:
        for fate, times in line.fates:
            fates[fate.key] = fate, fates.get(fate.key, (fate, 0))[1] + times
    kept, terms = sum(f.kept for f in lines), sum(f.terms for f in lines)
    return fill(
        "index.html.j2",
        title=title,
        stamp="",
        target=target,
        source=source,
        lines=lines,
        terms=shared(lines, glossary, source),
        fates=charts.stacked([fates[f.key] for f in _order(fates)]),
        bars={f.name: charts.stacked(f.fates) for f in lines if f.fates},
        kept=kept,
        asked=terms,
        share=charts.percent(kept, terms),
        tallies=[
            (value, count)
            for value, count in (
                ("error", sum(f.errors for f in lines)),
                ("warning", sum(f.warnings for f in lines)),
                ("info", sum(f.notes for f in lines)),
            )
            if count
        ],
        to_see=sum(bool(f.errors or f.warnings) or f.status == "failed" for f in lines),
    )


def _order(fates: dict[str, tuple[Fate, int]]) -> list[Fate]:
    from .translated import FATES

    known = [f for f in FATES if f.key in fates]
    return known + [f for f, _ in fates.values() if f not in known]


def stamp_of(report: bytes) -> str:
    """Return what a page keeps of the report it was made from, and of the look it was given."""
    return hashlib.sha256(report + look().encode()).hexdigest()[:16]


def address(path: str) -> str:
    """Return a relative path as an address: a name may have ``#``, ``?`` or a colon in it.

    >>> address("a b/100%#1.md.html"), address("a:b.html")
    ('a%20b/100%25%231.md.html', 'a%3Ab.html')
    """
    return quote(path, errors="surrogateescape")


def way_back(key: str) -> str:
    """Return the address of the page over all files, from the page of ``key``.

    >>> way_back("a.md"), way_back("mali/2025/a.md")
    ('index.html', '../../index.html')
    """
    return "../" * key.count("/") + INDEX
