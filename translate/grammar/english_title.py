"""A rank or an office before a personal name: no article, and capitals (Chicago 8.19-8.23).

French says *le général Tiani*; an engine that goes word by word says *the general Tiani*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from glossary.text import fold_key

from .changes import Change, Placed
from .french_title import named_in_french

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
    r"|senator|pastor|reverend|sheikh|king|pope|cardinal|mayor"
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
    r"|Elections?|Mobili[sz]ation|European|American|African|Asian|Arab|Western|Islamic|Muslim"
    r"|Christian|British|English|French|German|Russian|Chinese)\b"
)
_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w'’-]*"
_TITLED = re.compile(
    rf"(?<![\w'’-])(?P<the>[Tt]he{_S})(?P<title>(?i:{_RANKS}|{_OFFICES})){_S}"
    rf"(?!{_NO_NAME})(?P<name>[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ'’-]+)"
    rf"(?P<more>(?:{_S}(?:(?:ag|ould|ben|bin|ibn|al|el|walet){_S})?(?:[A-Z]\.|{_CAPITALISED}))*)"
)
# What is called after a person keeps the article: the President Modibo Keïta airport.
_CALLED = re.compile(
    rf"(?:.*{_S})?(?:airport|avenue|base|bridge|camp|foundation|hospital|hotel|mosque|palace"
    r"|school|square|stadium|street|university|administration|government|junta|regime)\b",
    re.IGNORECASE,
)
_BACKED = re.compile(r"-(?:led|backed|era|style)$")
# "major" and "general" are adjectives as well: the major Islamist groups, the major Barkhane bases
_ADJECTIVE = re.compile(r"\w+(?:ist|ian|ean|ese|ish|ic)s?$")
_NOT_MORE = re.compile(
    rf"$|{_S}?[,.;:!?)»”\"]|{_S}(?:said|says|told|was|is|has|had|who|and|also|will|\w+ed)\b"
)

_TWICE = re.compile(
    rf"(?<![\w'’-])(?P<title>(?i:{_RANKS}|{_OFFICES}))(?:{_S}{_CAPITALISED}){{1,4}}"
    rf"(?P<again>{_S}(?i:(?P=title)))(?=[,.;:!?)]|$|{_S}(?:said|says|told|was|is|has|had|who|and)\b)"
)


def titles(text: str, spans: Sequence[Placed]) -> Iterator[Change]:
    """Yield the changes that make *the captain Traoré* *Captain Traoré*.

    A people or a place after the word is no name of person (*the general Malian*), and what is
    called after a person is none (*the Imam Ali mosque*).

    >>> from .changes import settle
    >>> text = "According to the general Tiani, the captain left."
    >>> settle(text, list(titles(text, [])), []).text
    'According to General Tiani, the captain left.'
    >>> text = "According to General Tiani general, all is calm."
    >>> settle(text, list(titles(text, [])), []).text
    'According to General Tiani, all is calm.'
    """
    for match in _TWICE.finditer(text):
        if match["again"][1:].islower():
            yield Change(*match.span("again"), match["again"], "", "doubled")
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
        if _is_adjective(match) or _is_called_after(match):
            continue
        yield Change(*match.span("the"), match["the"], "", "title")
        yield _capitals(match)


_SMALL = re.compile(
    rf"(?:^|(?:,|(?<![\w'’-])(?:of|by|with|to|from|and|that|against|between|for)){_S})"
    rf"(?P<title>{_RANKS}|{_OFFICES}){_S}(?P<name>[A-ZÀ-ÖØ-Þ][\w'’-]+)"
)


def titles_of(text: str, source: str) -> Iterator[Change]:
    """Yield the same for the persons whom a French source gives a title, and capitals.

    The source tells that a person is meant where the English does not (*the General Affairs
    Council*); what is said after *the former* keeps its small letters.

    >>> from .changes import replay
    >>> text = "The General Lim and the men of colonel Diop left."
    >>> replay(text, list(titles_of(text, "Le général Lim et les hommes du colonel Diop partent.")))
    'General Lim and the men of Colonel Diop left.'
    """
    known = named_in_french(source)
    if not known:
        return
    for match in _TITLED.finditer(text):
        if fold_key(match["name"]) in known and not _is_called_after(match):
            yield Change(*match.span("the"), match["the"], "", "title")
            yield _capitals(match)
    for match in _SMALL.finditer(text):
        if fold_key(match["name"]) in known:
            yield _capitals(match)


def _capitals(match: re.Match[str]) -> Change:
    title = match["title"]
    capital = re.sub(r"(?<![^\W_])[a-z]", lambda m: m[0].upper(), title)
    return Change(*match.span("title"), title, capital, "title")


def _is_adjective(match: re.Match[str]) -> bool:
    title = match["title"].lower()
    if title not in ("general", "major"):
        return False
    if _ADJECTIVE.match(match["name"]) and not match["more"]:
        return True
    return title == "major" and not _NOT_MORE.match(match.string, match.end())


def _is_called_after(match: re.Match[str]) -> bool:
    beside = re.compile(rf"{_S}[\w-]+").match(match.string, match.end())
    words = match["name"] + match["more"] + (beside[0] if beside else "")
    return bool(_CALLED.match(words)) or bool(_BACKED.search(match["name"] + match["more"]))
