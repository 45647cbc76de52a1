"""Checks of what must cross byte for byte: addresses, handles, placeholders, inline markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from gettext import gettext as _

from glossary.placeables import placeables

from ..formats.strings import placeholders
from ..result import Severity
from .check import Note, pair_check
from .reading import Reading, Side

_ADDRESS = re.compile(r"(?:https?|ftp)://|www\.|@|#")
_OF_LANGUAGE = re.compile(r"(?<![a-z])(?:fr|en|french|english|francais|anglais)(?![a-z])", re.I)
_TAG = re.compile(r"<(/?[A-Za-z][\w:-]*)(?:\s[^<>]*)?/?>")


@pair_check(
    "placeholder",
    Severity.ERROR,
    "What a program will replace (%s, {name}, ${total}) is missing, added or altered.",
)
def placeholder(reading: Reading) -> Iterator[Note]:
    here, there = _placeholders(reading.source), _placeholders(reading.target)
    lost, new = here - there, there - here
    for item in lost.elements():
        yield Note(
            _("{item!r} is missing").format(item=item), _span(reading.source, item), "source", item
        )
    for item in new.elements():
        yield Note(
            _("{item!r} does not stand in the source").format(item=item),
            _span(reading.target, item),
        )


def _placeholders(side: Side) -> Counter[str]:
    """Return the placeholders of a text; an escaped percent sign is none."""
    found = [side.text[a:b] for a, b in placeholders(side.text)]
    return Counter(p for p in found if p != "%%")


@pair_check(
    "address",
    Severity.WARNING,
    "A web address, mail address, handle or hashtag of the source is missing or altered.",
)
def address(reading: Reading) -> Iterator[Note]:
    there = {_bare(a) for a in _addresses(reading.target)}
    for item in _addresses(reading.source):
        if _bare(item) in there:
            continue
        local = item.startswith("#") or _localised(item, there)
        yield Note(
            _("{item!r} is not in the translation").format(item=item),
            _span(reading.source, item),
            "source",
            item,
            severity=Severity.INFO if local else None,
        )


def _addresses(side: Side) -> list[str]:
    found = (side.text[a:b] for a, b in placeables(side.text))
    return [f for f in found if _ADDRESS.match(f) or "@" in f]


def _bare(item: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?|/$", "", item)


def _localised(item: str, there: set[str]) -> bool:
    """Tell whether the target has the page of its own language on the same site."""
    if not _OF_LANGUAGE.search(item):
        return False
    host = _bare(item).split("/")[0].split(".")[-2:]
    return any(_bare(t).split("/")[0].split(".")[-2:] == host for t in there)


@pair_check(
    "markup",
    Severity.WARNING,
    "Inline markup of the source (a tag, a link, bold type) is missing or added.",
)
def markup(reading: Reading) -> Iterator[Note]:
    if reading.pair.source_codes or reading.pair.target_codes:
        here = Counter(_kind(c.raw) for c in reading.pair.source_codes)
        there = Counter(_kind(c.raw) for c in reading.pair.target_codes)
    else:
        here = Counter(m.group(1).lower() for m in _TAG.finditer(reading.source.text))
        there = Counter(m.group(1).lower() for m in _TAG.finditer(reading.target.text))
    if not reading.target.text.strip():
        return
    for item in (here - there).elements():
        yield Note(_("markup {item!r} is missing").format(item=item), None)
    for item in (there - here).elements():
        yield Note(_("markup {item!r} does not stand in the source").format(item=item), None)


def _kind(raw: str) -> str:
    """Return what a code is, without attributes that a translation may change.

    >>> _kind('<a href="/fr">'), _kind("</a>"), _kind("**"), _kind("](https://a.org)")
    ('a', '/a', '**', '](')
    """
    tag = re.match(r"<(/?[\w:-]+)", raw)
    if tag:
        return tag.group(1).lower()
    return "](" if raw.startswith("](") else raw.strip()


def _span(side: Side, item: str) -> tuple[int, int] | None:
    at = side.text.find(item)
    return (at, at + len(item)) if at >= 0 else None
