"""The pass *mentions*: an acronym is introduced before it stands alone.

English and French introduce one alike: the full name, the acronym in brackets, from then on the
acronym. Where the source does so the translation must (brackets that the engine dropped come
back); an acronym that nothing introduces is told, unless readers know it. On request the first
mention of a glossary acronym is written out. Headings, captions and list items neither introduce an
acronym nor need one introduced; words in quotation marks stay what the speaker said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from glossary.acronyms import definitions
from glossary.model import Pairing
from glossary.text import is_acronym

from ..grammar.changes import Change
from .lexicon import is_common
from .texts import Text, Texts

NAME = "mentions"
"""Its name in the ledger."""

KNOWN = frozenset(
    "UN ONU EU UE AU UA US USA UK NATO OTAN NGO NGOs ONG AFP AP DW BBC CNN RFI TV FM GMT UTC TU "
    "CFA FCFA XOF EUR USD GPS SMS PDF USB UNICEF UNESCO FIFA CAF CAN HIV VIH AIDS SIDA COVID DNA "
    "ADN CEO PDG DR RDC CAR RCA HQ VIP AK RPG AM PM OK AI IA CIA FBI MP DC UAE EAU WHO OMS IMF "
    "FMI".split()
)
"""What readers of the press know without being told; ``known`` in the glossary says the same."""

_ACRONYM = re.compile(r"(?<![\w.@#/-])[A-Z][A-Za-z]?[A-Z][A-Za-z]{0,5}(?![\w@/-]|\.\w)")
_ROMAN = re.compile(r"[IVXLCDM]+")
SPACE = r"[ \u00a0\u202f]"
_FREE_AFTER = re.compile(r"$|[ \u00a0\u202f,.;:!?»”)]")
_NAME_BEFORE = re.compile(rf"[^\W\d_][\w’'-]*{SPACE}$")


@dataclass(frozen=True, slots=True)
class Lost:
    """The source explains an acronym where the translation does not."""

    index: int
    source_span: tuple[int, int]
    short: str
    long: str


@dataclass(frozen=True, slots=True)
class Bare:
    """An acronym whose first mention nothing introduces: half-open span in the target."""

    index: int
    span: tuple[int, int]
    short: str


def bracket(text: Text) -> tuple[Change, ...]:
    """Return the change that puts an acronym back into the brackets that the source has.

    Only where it follows a name and ends a word group: nothing else can be meant.

    >>> text = Text("la Fondation du lac (FDL) aide", "the Lake Foundation FDL helps")
    >>> [c.after for c in bracket(text)]
    [' (', ') ']
    """
    changes: list[Change] = []
    for short, _, at in _defined(text.source):
        if text.source[at - 1 : at] != "(" or text.source[at + len(short)] != ")":
            continue
        span = _standing(text, short, at)
        if span is None or introduces(text.target, *span):
            continue
        start, end = span
        before = _NAME_BEFORE.search(text.target[:start])
        after = _FREE_AFTER.match(text.target, end)
        if before is None or after is None or not before.group()[0].isupper():
            continue
        if is_acronym(before.group().strip()) or "(" in text.target[start - 1 : start]:
            continue
        gap, tail = text.target[start - 1], text.target[end : end + 1]
        changes += [
            Change(start - 1, start, gap, f"{gap}(", "brackets"),
            Change(end, end + len(tail), tail, f"){tail}", "brackets"),
        ]
    return tuple(changes) if len(changes) == 2 else ()


def lost(texts: Texts) -> Iterator[Lost]:
    """Yield the definitions of the source that the translation of their sentence lacks.

    An acronym may be another one in the other language (NMR, RMN): as many introduced there as
    here is right.
    """
    for index, text in enumerate(texts.items):
        if text.silent:
            continue
        missing = {
            (r.match.start, r.match.end) for r, span in text.terms if span is None
        }  # told as missing terms
        here = [d for d in _defined(text.source) if d[0] not in KNOWN]
        if len(here) <= _introductions(text.target):
            continue
        for short, long, at in here:
            where = (at, at + len(short))
            if where in missing:
                continue
            span = _standing(text, short, at)
            if span is None or not introduces(text.target, *span):
                yield Lost(index, where, short, long)


def bare(texts: Texts) -> Iterator[Bare]:
    """Yield the acronyms whose first mention in running text nothing introduces, once each."""
    done: set[str] = set()
    for index, text in enumerate(texts.items):
        if text.silent or text.headline:
            continue
        known = {text.target[slice(*s)] for r, s in text.terms if s and is_known(r.match.pairing)}
        for match in _ACRONYM.finditer(text.target):
            short = match.group()
            if short in done or short in known or not wants_introduction(short):
                continue
            if _is_shouted(text, match):
                continue
            if any(a < match.end() and match.start() < b for a, b in _addresses(text)):
                continue
            done.add(short)
            if not is_introduced(text.target, short):
                yield Bare(index, match.span(), short)


def introduces(target: str, start: int, end: int) -> bool:
    """Tell whether the acronym at that span is explained there, before it or after it.

    >>> introduces("the Lake Foundation (FDL)", 21, 24), introduces("FDL (a name)", 0, 3)
    (True, True)
    """
    before, after = target[:start], target[end:]
    opening = before.rfind("(")
    if opening > 0 and ")" not in before[opening:]:
        return _WORD_ENDS.search(before[:opening]) is not None
    return bool(_BY_NAME.search(before) or _EXPLAINED.match(after))


_WORD_ENDS = re.compile(r"\w[\"”»’']?\s*$")
_BY_NAME = re.compile(
    rf"(?:,{SPACE}(?:or|ou)|\b(?:acronyme?|sigle|known as|connue?s? sous le nom de)){SPACE}"
    rf"(?:the{SPACE}|l[ea]s?{SPACE}|l['’])?[«\"“]?{SPACE}?$",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    rf"[\"”»’']?(?:{SPACE}?\((?:[^()]*{SPACE})+[^()]*\)"
    rf"|,{SPACE}(?:or|ou){SPACE}(?:the{SPACE}|l[ea]s?{SPACE}|l['’])?[A-ZÀ-Ý][\w’'-]+{SPACE}\w)"
)


def is_introduced(target: str, short: str) -> bool:
    """Tell whether a sentence introduces the acronym ``short``."""
    found = re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])", target)
    return any(introduces(target, *m.span()) for m in found)


OPENS = re.compile(r"^[\s\"'“‘«(\u00a0]*$")


_SHOUT_BEFORE = re.compile(rf"([A-ZÀ-Ý]{{4,}}){SPACE}$")
_SHOUT_AFTER = re.compile(rf"{SPACE}([A-ZÀ-Ý]{{4,}})(?!\w)")


def _is_shouted(text: Text, match: re.Match[str]) -> bool:
    """Tell whether it is a word in capitals (VIDEO, IN BRIEF, a dateline), no acronym."""
    if any(s is not None and s[0] <= match.start() < s[1] for _, s in text.terms):
        return False
    around = (
        _SHOUT_BEFORE.search(text.target[: match.start()]),
        _SHOUT_AFTER.match(text.target, match.end()),
    )
    if any(word is not None and is_common(word.group(1)) for word in around):
        return True
    opening = OPENS.match(text.target[: match.start()]) is not None
    return is_common(match.group()) or (opening and len(match.group()) > 4)


def _introductions(target: str) -> int:
    """Return how many acronyms a translation introduces."""
    return sum(introduces(target, *m.span()) for m in _ACRONYM.finditer(target))


def is_known(pairing: Pairing) -> bool:
    """Tell whether the glossary says that readers know an acronym, or that it crosses as it is."""
    return pairing.known or pairing.keep


def wants_introduction(short: str) -> bool:
    """Tell whether readers must be told what ``short`` is."""
    return short not in KNOWN and not _ROMAN.fullmatch(short)


_BRACKETED = re.compile(
    r"(?<=[\w”»’'\"])\s\([«“\"]?\s?([A-Z][A-Za-z]?[A-Z][A-Za-z]{0,5}(?:-[A-Z]{2,5})?)\s?[»”\"]?\)"
)


def _defined(source: str) -> Iterator[tuple[str, str, int]]:
    """Yield acronym, what it stands for and where it stands, for each that a sentence introduces.

    An acronym alone in brackets behind a word introduces itself, whatever its letters stand for
    (Forces armées maliennes (FAMa), Jama'at Nusrat al-Islam (GSIM)); a known one is a source
    or a country.
    """
    told: set[int] = set()
    for long, short, at in definitions(source):
        told.add(at)
        yield short, long, at
    for match in _BRACKETED.finditer(source):
        if match.start(1) not in told and wants_introduction(match.group(1)):
            yield match.group(1), "", match.start(1)


def _standing(text: Text, short: str, at: int) -> tuple[int, int] | None:
    """Return where the acronym that answers the one at ``at`` stands; None where in doubt."""
    for requirement, span in text.terms:
        if requirement.match.start <= at < requirement.match.end:
            return span
    found = list(re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])", text.target, re.IGNORECASE))
    return found[0].span() if len(found) == 1 else _bracketed(text.target, found)


def _bracketed(target: str, found: list[re.Match[str]]) -> tuple[int, int] | None:
    return next((m.span() for m in found if introduces(target, *m.span())), None)


def _addresses(text: Text) -> Iterator[tuple[int, int]]:
    terms = {span for _, span in text.terms}
    return (s for s in text.frozen if s not in terms)
