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
from glossary.model import Grammar, Language
from glossary.require import Requirement
from glossary.text import is_acronym

from ..grammar.changes import Change
from ..typography.quotes import depth_after
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
"""What readers of the press know without being told; ``keep`` in the glossary says the same."""

_ACRONYM = re.compile(r"(?<![\w.@#/’'-])[A-Z][A-Za-z]?[A-Z][A-Za-z]{0,5}(?![\w@/-]|\.\w)")
_ROMAN = re.compile(r"[IVXLCDM]+")
_SPACE = r"[ \u00a0\u202f]"
_FREE_AFTER = re.compile(r"$|[ \u00a0\u202f,.;:!?»”)]")
_NAME_BEFORE = re.compile(rf"[^\W\d_][\w’'-]*{_SPACE}$")


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


@dataclass(frozen=True, slots=True)
class Expansion:
    """A first mention to write out: ``full`` before the acronym, which goes into brackets."""

    index: int
    span: tuple[int, int]
    full: str
    grammar: Grammar
    article: str = ""


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
    """Yield the definitions of the source that the translation of their sentence lacks."""
    for index, text in enumerate(texts.items):
        if text.silent:
            continue
        missing = {
            (r.match.start, r.match.end) for r, span in text.terms if span is None
        }  # told as missing terms
        for short, long, at in _defined(text.source):
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
        known = {text.target[slice(*s)] for r, s in text.terms if s and r.match.pairing.keep}
        for match in _ACRONYM.finditer(text.target):
            short = match.group()
            if short in done or short in known or not _wants_introduction(short):
                continue
            if _is_shouted(text, match):
                continue
            if any(a < match.end() and match.start() < b for a, b in _addresses(text)):
                continue
            done.add(short)
            if not _introduced(text.target, short):
                yield Bare(index, match.span(), short)


def expansions(texts: Texts) -> Iterator[Expansion]:
    """Yield the first mentions of glossary acronyms that can be written out in place.

    Where grammar or sense do not allow it (a possessive, a compound, a quotation, brackets) the
    next mention is taken.
    """
    done: set[str] = set()
    for index, text in enumerate(texts.items):
        if text.silent or text.headline:
            continue
        for requirement, span in sorted(
            ((r, s) for r, s in text.terms if s is not None), key=lambda e: e[1]
        ):
            short = text.target[slice(*span)]
            if short in done or not is_acronym(short) or " " in short:
                continue
            if not _wants_introduction(short) or requirement.match.pairing.keep:
                continue
            if _introduced(text.target, short):
                done.add(short)
                continue
            found = _expansion(index, text, requirement, span, texts.target)
            if found is not None:
                done.add(short)
                yield found


def introduces(target: str, start: int, end: int) -> bool:
    """Tell whether the acronym at that span is explained there, before it or after it.

    >>> introduces("the Lake Foundation (FDL)", 21, 24), introduces("FDL (a name)", 0, 3)
    (True, True)
    """
    opening = target.rfind("(", 0, start)
    if opening > 0 and ")" not in target[opening:start]:
        return bool(re.search(r"\w[\"”»’']?\s*$", target[:opening]))
    return re.match(rf"[\"”»’']?{_SPACE}?\((?:[^()]*{_SPACE})+[^()]*\)", target[end:]) is not None


def _introduced(target: str, short: str) -> bool:
    found = re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])", target)
    return any(introduces(target, *m.span()) for m in found)


def _is_shouted(text: Text, match: re.Match[str]) -> bool:
    """Tell whether it is a word in capitals (VIDEO, a dateline), no acronym."""
    if any(s is not None and s[0] <= match.start() < s[1] for _, s in text.terms):
        return False
    opening = _OPENS.match(text.target[: match.start()]) is not None
    return is_common(match.group()) or (opening and len(match.group()) > 4)


def _wants_introduction(short: str) -> bool:
    return short not in KNOWN and not _ROMAN.fullmatch(short)


def _defined(source: str) -> Iterator[tuple[str, str, int]]:
    for long, short, at in definitions(source):
        yield short, long, at


def _standing(text: Text, short: str, at: int) -> tuple[int, int] | None:
    """Return where the acronym that answers the one at ``at`` stands; None where in doubt."""
    for requirement, span in text.terms:
        if requirement.match.start <= at < requirement.match.end:
            return span
    found = list(re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])", text.target))
    return found[0].span() if len(found) == 1 else _bracketed(text.target, found)


def _bracketed(target: str, found: list[re.Match[str]]) -> tuple[int, int] | None:
    return next((m.span() for m in found if introduces(target, *m.span())), None)


def _addresses(text: Text) -> Iterator[tuple[int, int]]:
    terms = {span for _, span in text.terms}
    return (s for s in text.frozen if s not in terms)


_DETERMINED = {
    "en": re.compile(rf"(?:^|(?<=\W))(?:the|an?){_SPACE}$", re.IGNORECASE),
    "fr": re.compile(
        rf"(?:^|(?<=\W))(?:(?:le|la|les|du|des|au|aux|un|une){_SPACE}|l['’])$", re.IGNORECASE
    ),
}
_ALONE = re.compile(
    rf"[.,;:!?]|$|{_SPACE}(?:has|have|had|is|are|was|were|will|would|said|says|claimed|announced"
    r"|and|or|in|on|at|by|with|from|to|during|after|before|since|which|that|who|against|near"
    r"|when|while|as|under|into|for|a|est|sont|ont|avait|avaient|était|étaient|sera|seront|et|ou"
    r"|en|dans|sur|à|par|avec|de|du|des|depuis|après|avant|qui|que|dont|contre|pour|lors)\b"
)
_OPENS = re.compile(r"^[\s\"'“‘«(\u00a0]*$")


def _expansion(
    index: int, text: Text, requirement: Requirement, span: tuple[int, int], language: Language
) -> Expansion | None:
    head = requirement.match.concept.head.preferred(language)
    start, end = span
    if is_acronym(head.form) or not head.form[:1].isupper() or _in_quotes(text, start, language):
        return None
    if text.target.count("(", 0, start) > text.target.count(")", 0, start):
        return None
    if re.match(r"[\w’'-]|\s*\(", text.target[end:]):
        return None
    determined = _DETERMINED[language].search(text.target[:start]) is not None
    if determined:
        alone = _ALONE.match(text.target, end) is not None
        if not head.grammar.article and (language == "fr" or alone):
            return None
        return Expansion(index, span, head.form, head.grammar)
    if not _ALONE.match(text.target, end):
        return None
    if not head.grammar.article:
        return Expansion(index, span, head.form, head.grammar)
    if language == "en" and not requirement.grammar.article:
        article = "The " if _OPENS.match(text.target[:start]) else "the "
        return Expansion(index, span, head.form, head.grammar, article)
    return None


def _in_quotes(text: Text, start: int, language: Language) -> bool:
    return depth_after(text.target[:start], language, text.quoted) > 0
