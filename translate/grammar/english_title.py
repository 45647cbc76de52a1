"""A rank or an office before a personal name: no article, and capitals (Chicago 8.19-8.23).

French says *le général Tiani*; an engine that goes word by word says *the general Tiani*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .changes import Change, Placed

_RANKS = (
    r"(?:army|brigadier|major|lieutenant|divisional)[ -]general|general|colonel-major"
    r"|lieutenant[ -]colonel|colonel|second lieutenant|lieutenant|major|captain|marshal"
    r"|(?:vice-|rear )?admiral|sergeant[ -]major|staff sergeant|sergeant|corporal"
    r"|(?:chief )?warrant officer"
)
_OFFICES = (
    r"vice-president|president|prime minister|(?:foreign|interior|defence|defense|justice|finance"
    r"|health|education|security|trade|transport|energy|mines|communications|agriculture"
    r"|environment) minister|minister|imam|governor|archbishop|bishop|emir|sultan|ambassador"
    r"|senator"
)
_S = r"[ \u00a0]"
# What begins with a capital after such a word without being a name of person.
_NO_NAME = (
    r"(?:Staff|Assembly|Secretariat|Secretary|Directorate|Director|Council|Command|Headquarters"
    r"|Inspectorate|Inspector|Delegate|Delegation|Commission|Commissioner|Committee|Court|Office"
    r"|Officer|Party|Palace|Manager|Treasury|Prosecutor|President|Minister|State|Hospital|Union"
    r"|Conference|Congress|Council's|School|Academy|Confederation|Mountains?|Corps|Division"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April"
    r"|May|June|July|August|September|October|November|December|General|Major|Colonel|Governor"
    r"|European|American|African|Asian|Arab|Western|Islamic|Muslim|Christian|British|English|French"
    r"|German|Russian|Chinese)\b"
)
_TITLED = re.compile(
    rf"(?<![\w'’-])(?P<the>[Tt]he{_S})(?P<title>(?i:{_RANKS}|{_OFFICES})){_S}"
    rf"(?!{_NO_NAME})(?P<name>[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ'’-]+)"
)


def titles(text: str, spans: Sequence[Placed]) -> Iterator[Change]:
    """Yield the changes that make *the captain Traoré* *Captain Traoré*.

    A people or a place after the word is no name of person (*the general Malian*).

    >>> from .changes import settle
    >>> text = "According to the general Tiani, the captain left."
    >>> settle(text, list(titles(text, [])), []).text
    'According to General Tiani, the captain left.'
    """
    for match in _TITLED.finditer(text):
        if any(
            s.start <= match.start("name") < s.end and (s.place or s.grammar.pos != "name")
            for s in spans
        ):
            continue
        title = match["title"]
        named = any(s.start == match.start("name") for s in spans)
        if title in ("General", "Major") and not named:
            continue  # the General Affairs Council
        capital = re.sub(r"(?<![^\W_])[a-z]", lambda m: m[0].upper(), title)
        yield Change(*match.span("the"), match["the"], "", "title")
        yield Change(*match.span("title"), title, capital, "title")
