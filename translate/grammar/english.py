"""Repair English around a term that was put into a sentence: a/an, the, possessive, number.

Only words that touch the term are changed, and only where its grammar and spelling leave no
doubt; a sentence that is right comes back byte for byte. Rules after The Chicago Manual of Style
(17th ed.): a and an 5.74 and 10.9 (by sound, acronyms as they are spoken), possessives 7.16-7.19,
the with names of institutions 8.62 and 10.9; agreement of the verb Quirk et al. 10.34-10.50.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossary.text import is_acronym

from .changes import (
    Change,
    Placed,
    Repaired,
    is_headline,
    recase,
    replay,
    settle,
)
from .echo import without_echoes
from .english_sound import takes_an
from .english_subject import (
    EITHER,
    is_institution,
    joined_subjects,
    language,
    object_article,
    opening_article,
    verb,
)
from .english_title import titles

__all__ = ["Change", "Placed", "Repaired", "repair", "replay", "takes_an"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_S = r"[ \t\r\n\u00a0\u202f]+"
_A_AN = re.compile(rf"(?<![\w'’.-])(?<!\ba )(?<!\ban )(?<!\bthe )(an?){_S}$", re.IGNORECASE)
_RUN = re.compile(rf"(?<![\w'’-])((?:(?:an?|the){_S})+the{_S})$", re.IGNORECASE)
_THE = re.compile(rf"(?<![\w'’-])the{_S}$", re.IGNORECASE)
_PREPOSITION = re.compile(
    rf"(?<![\w'’-])(?:of|by|with|against|from|in|to|for|under|within|inside){_S}$", re.IGNORECASE
)
_RIVER = re.compile(
    r"\b(?:(?:banks?|bend|loop|floods?|flooding|waters?|level|flow|course|mouth|delta|bed|valley"
    rf"|basin){_S}of|along){_S}the{_S}$",
    re.IGNORECASE,
)
_THESE = re.compile(rf"(?<![\w'’-])(this){_S}$", re.IGNORECASE)
_GENITIVE = re.compile(r"['’]s(?!\w)")
_AMOUNT = re.compile(
    rf"(?<![\w'’-])(an?{_S})[$€£]?\d[\d.,]*{_S}(?:(?:million|billion){_S})?$", re.IGNORECASE
)
_COUNTED = re.compile(
    rf"(?<![\w'’.,-])(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many"
    rf"|dozens{_S}of|[2-9]|(?!(?:19|20)\d\d\b)\d[\d,]*\d){_S}$",
    re.IGNORECASE,
)
_NAME = rf"(?:the{_S})?[A-ZÉ][\w'’-]*(?:{_S}[A-ZÉ][\w'’-]*){{0,4}}"
_VERBS = "has|have|had|is|are|was|were|will|would|said|says|claimed|announced"
# What may follow a name that stands alone; before a noun it is an attribute (CSP fighters).
_ALONE = re.compile(
    rf"[.;!?](?:\s|$)|{_S}(?:{_VERBS}"
    r"|in|on|at|by|with|from|to|during|after|before|since|which|that|who|against|near"
    r"|when|while|as|under|into|for)\b"
    rf"|,{_S}(?:which|who|whose|where|while|in|on|at|by|with|from|to|for|but|after|before|since"
    r"|during|led|based|said|says|according|including|the|an?|his|her|its|their|it|he|she|they)\b"
    rf"|(?:,{_S}{_NAME})*,?{_S}and{_S}{_NAME}{_S}(?:{_VERBS})\b"
)
# Verbs only: "a Mali in crisis" is English, "an AQIM has released" is not.
_ACTS = re.compile(rf"{_S}(?:has|have|had|will|would|said|says|claimed|announced|denied)\b")
_CLOSES = re.compile(
    rf"[.,;:!?)]|$|{_S}(?:and|or){_S}(?:an?|the|\d+|two|three|four|five|six|several)\b"
    rf"|{_S}(?:has|have|had|are|were|will|would|in|on|at|by|with|from|during|after|before|since"
    r"|that|who|against|near|when|while)\b"
)
_WHICH = re.compile(rf"{_S}(?:that|which|who)\b")
_OPENS = re.compile(r"(?:^|[.!?:;\"“‘(\[*_#>\n•–—-])\s*$")
_NEVER_THE = _set(
    """
    algeria benin burkina cameroon chad egypt ethiopia france germany ghana guinea israel libya
    mali mauritania morocco niger nigeria qatar russia rwanda senegal somalia spain togo tunisia
    turkey türkiye ukraine venezuela ramadan africa europe asia
    """
) | {"burkina faso", "ivory coast", "saudi arabia", "south sudan", "south africa", "cape verde",
     "sierra leone", "equatorial guinea", "western sahara", "guinea-bissau"}  # fmt: skip
"""Names without "the" though French has its article before them."""


def repair(text: str, spans: Sequence[Placed]) -> Repaired:
    """Return ``text`` with the words around each term put right, and what was changed.

    ``spans`` are half-open code point offsets; the terms themselves are never changed.
    Repairing twice is repairing once, and ``replay(text, changes)`` is the new text.

    >>> from glossary.model import Grammar
    >>> repair("It killed a FLA fighter.", [Placed(12, 15, Grammar())]).text
    'It killed an FLA fighter.'
    """
    return without_echoes(text, sorted(spans, key=lambda s: s.start), _repair)


def _repair(text: str, ordered: Sequence[Placed]) -> Repaired:
    found: list[Change] = []
    left_limit = 0
    for span in ordered:
        if 0 <= span.start < span.end <= len(text):
            found += (
                language(text, span, left_limit)
                or _left(text, span, left_limit)
                or opening_article(text, span, left_limit)
                or object_article(text, span, left_limit)
            )
            found += _amount(text, span)
            found += _counted(text, span, left_limit)
            found += _possessive(text, span)
            found += verb(text, span)
        left_limit = span.end
    found += joined_subjects(text, ordered)
    found += titles(text, ordered)
    return settle(text, found, ordered)


def _left(text: str, span: Placed, limit: int) -> list[Change]:
    """Return the change of the article before the term, if any."""
    form, grammar = text[span.start : span.end], span.grammar
    before = text[limit : span.start]
    named = grammar.pos == "name"

    def change(match: re.Match[str], after: str, rule: str, group: int = 0) -> list[Change]:
        start, end = limit + match.start(group), limit + match.end(group)
        old = text[start:end]
        return [Change(start, end, old, recase(old, after, text), rule)]

    genitive = bool(_GENITIVE.match(text, span.end) or _possessive(text, span))
    bare = named and not grammar.article and form not in EITHER and not _is_landscape(text, span)
    match = _A_AN.search(before)
    if match and bare and genitive:
        return change(match, "", "no-indefinite")
    if match and named and _ACTS.match(text, span.end) and is_acronym(form):
        if grammar.article:
            return change(match, "the", "no-indefinite", 1)
        return change(match, "", "no-indefinite")
    if match:
        an = takes_an(form)
        right = "an" if an else "a"
        if an is None or match.group(1).lower() == right:
            return []
        letter = match.group(1) == "A" and not text.isupper()
        if letter and not _OPENS.search(
            text, max(0, limit + match.start() - 20), limit + match.start()
        ):
            return []  # "Plan A": a letter
        return change(match, right, "a-an", 1)
    match = _RUN.search(before)
    if match:  # "the the", "a the": one article too many
        alone = genitive or _stands_alone(text, span)
        stray = bare and alone and not _may_take_the(form, span)
        return change(match, "" if stray else "the ", "doubled")
    match = _THE.search(before)
    if match:
        disease = form.lower() in _DISEASES and not _WHICH.match(text, span.end)
        bare = (bare and not _may_take_the(form, span)) or disease
        if form.lower().startswith("the ") or (bare and (genitive or _stands_alone(text, span))):
            return change(match, "", "no-article")
        return []
    match = _THESE.search(before)
    if match and grammar.pos == "noun" and span.number == "pl" and form.endswith("s"):
        return change(match, "these", "number", 1) if _ends_phrase(text, span) else []
    match = _PREPOSITION.search(before)
    certain = named and grammar.article and _takes_the(form, span) and _stands_alone(text, span)
    if match and certain and not is_headline(text):
        return [Change(span.start, span.start, "", "the ", "add-article")]
    return []


def _stands_alone(text: str, span: Placed) -> bool:
    """Tell whether the term is a phrase of its own, not an attribute (the Gao region)."""
    return span.end == len(text) or _ALONE.match(text, span.end) is not None


def _ends_phrase(text: str, span: Placed) -> bool:
    return span.end == len(text) or re.match(r"[.,;:!?]", text[span.end :]) is not None


def _may_take_the(form: str, span: Placed) -> bool:
    """Tell whether a name listed bare may yet have "the": a region or river, as in French.

    The Liptako, the Tilemsi, the Niger at Koulikoro; never a country or an acronym.
    """
    acronym = " " not in form and is_acronym(form)
    return bool(span.foreign_article) and not acronym and form.lower() not in _NEVER_THE


def _is_landscape(text: str, span: Placed) -> bool:
    """Tell whether a country's name is that of its river or desert: the banks of the Niger."""
    form = text[span.start : span.end]
    if form == "Niger":
        return _RIVER.search(text, max(0, span.start - 40), span.start) is not None
    return form[:1].islower() and form.lower() in _NEVER_THE  # the western Sahara


_DISEASES = _set("mpox cholera malaria meningitis polio dengue ebola diphtheria typhoid noma")
"""Without "the" in English wherever they stand alone."""


def _takes_the(form: str, span: Placed) -> bool:
    """Tell whether a name listed with its article never goes without it after a preposition."""
    if form in EITHER:
        return False
    if " " not in form and form[:1].isupper():
        return form.isupper() or (span.number == "sg" and not is_acronym(form))
    return is_institution(form)


def _amount(text: str, span: Placed) -> list[Change]:
    """Take "a" away before an amount in the plural (a 30 billion CFA francs)."""
    form = text[span.start : span.end]
    if not form.endswith("francs"):
        return []  # as an attribute it is a CFA franc
    match = _AMOUNT.search(text, max(0, span.start - 40), span.start)
    if match is None:
        return []
    return [Change(match.start(1), match.end(1), match[1], "", "no-indefinite")]


def _counted(text: str, span: Placed, limit: int) -> list[Change]:
    """Add the plural s to an acronym or a people after a number, where the phrase ends."""
    form = text[span.start : span.end]
    common = span.grammar.pos == "noun" and form.isupper() and form.isalpha()
    people = span.grammar.pos == "adjective" and form[:1].isupper() and form.endswith("an")
    if not (common or people) or not _CLOSES.match(text, span.end):
        return []
    if people and text.startswith(",", span.end):
        return []  # 900 Malian, Burkinabe and Nigerien soldiers
    if not _COUNTED.search(text, limit, span.start):
        return []
    return [Change(span.end, span.end, "", "s", "number")]


def _possessive(text: str, span: Placed) -> list[Change]:
    """Return the change of the possessive mark after the term (Chicago 7.16-7.19).

    A plural in -s takes the apostrophe alone; everything else takes 's.
    """
    form = text[span.start : span.end]
    plural = span.number == "pl" and form.endswith("s")
    match = re.compile(r"(['’])s(?!\w)").match(text, span.end)
    if match and plural:
        mark = match.group(1)
        return [Change(span.end, match.end(), match.group(), mark, "possessive")]
    match = re.compile(rf"(?:s(['’])(?!\w)|(['’])(?={_S}\w))").match(text, span.end)
    if match is None or form.endswith("s"):
        return []
    mark = match.group(1) or match.group(2)
    if match.group(2) and re.search(r"(?:^|[\s(])['‘]", text[: span.start]):
        return []  # it closes a quotation
    return [Change(span.end, match.end(), match.group(), f"{mark}s", "possessive")]
