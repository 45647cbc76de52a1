"""English clauses that a placed term opens: the article before it, the number of its verb.

The Chicago Manual of Style (17th ed.) 8.62 and 10.9: names of institutions and acronyms that are
spelled out keep "the" in running text; Quirk et al. 10.34-10.50: agreement, two subjects joined by
"and" are a plural.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from glossary.text import is_acronym

from .changes import Change, Placed, is_headline
from .joined import runs


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_S = r"[ \t\r\n\u00a0\u202f]+"
_OPENING = re.compile(rf"(?:^|[.!?:;]{_S}|\b(?:that|but|because){_S})(?:the{_S}|the$)?$", re.I)
_CLAUSE = re.compile(
    rf"(?:^|[.!?]{_S}|\b(?:that|where|which|but|because|while|when|whether|if|and){_S})$",
    re.IGNORECASE,
)
_START = re.compile(rf"(?:^|[.!?]{_S})$")
_ADVERB = rf"(?:{_S}(?:no{_S}longer|also|still|already|now|never|often|therefore))?"
_VERB = re.compile(rf"({_ADVERB}{_S})(\w+)(?![\w'’-])")
_JOIN = re.compile(rf"(?:,|{_S}and|,{_S}and){_S}(?:the{_S})?", re.IGNORECASE)
_AND = re.compile(r"\band\b", re.IGNORECASE)
_TO = re.compile(rf"(?<![\w'’-])to{_S}$", re.IGNORECASE)
_OF_THE = re.compile(rf"{_S}of{_S}(?:the|a|an|its|their)\b")
_SPEAKS = re.compile(
    rf"\b(?:learn\w*|speak\w*|spoke|teach\w*|taught|study\w*|studie[sd]){_S}(the{_S})$", re.I
)
_FINITE = (
    r"(?:has|have|had|is|are|was|were|will|would|could|can|may|must|says?|said|claim(?:s|ed)"
    r"|announced|warned|denie[sd]|accuse[sd]|suspect(?:s|ed)|want(?:s|ed)|confirmed|launched"
    r"|controls?|refuse[sd]|began|begins|took|takes|called|calls|did|does|do)\b"
)
_ACTS = re.compile(
    rf"{_S}{_FINITE}|{_S}\([^()\s]{{2,12}}\)(?:,{_S}(?:which|whose|who)\b|{_S}{_FINITE})"
    rf"|,{_S}(?:which|whose|who)\b"
)

_TO_PLURAL = {"has": "have", "is": "are", "was": "were"}
_MORE_TO_PLURAL = {
    "does": "do", "goes": "go", "says": "say", "wants": "want", "holds": "hold", "denies": "deny",
    "remains": "remain", "continues": "continue", "refuses": "refuse", "accuses": "accuse",
    "recognises": "recognise", "recognizes": "recognize", "believes": "believe", "tries": "try",
    "insists": "insist", "seems": "seem", "appears": "appear", "becomes": "become",
    "keeps": "keep", "takes": "take", "makes": "make", "gives": "give", "comes": "come",
    "seeks": "seek", "intends": "intend", "carries": "carry", "gains": "gain",
}  # fmt: skip
"""Verbs whose -s form is hardly a noun (the rebels claims would be): only after common nouns."""

_BODIES = _set("army forces police guard gendarmerie coalition")
"""Heads written small that take "the" with the name of a people (the Sudanese army)."""

_OFFICES = _set(
    """
    secretary-general under-secretary-general president minister governor mayor prefect
    sub-prefect ambassador spokesman spokeswoman spokesperson commander commander-in-chief
    prosecutor ombudsman commission council court ministry
    """
)
"""Heads of common nouns that stand for one person or body: never without a determiner."""

_INSTITUTIONS = _set(
    """
    union nations front movement framework forces army guard council commission court bank
    organisation organization committee coordination alliance confederation community mission
    authority force ministry agency gendarmerie fund secretariat assembly college
    """
)
"""Heads of names that running text never leaves without "the" (Chicago 8.62)."""


EITHER = frozenset({"IOM", "WFP", "WHO"})
"""Acronyms that good usage writes with and without "the" where they stand alone: left as they are.

In human English on the Sahel *the WFP* stands 5 times and *WFP* 12, IOM 5 and 2, WHO 2 and 2; the
others keep to one of the two (UNHCR 0 and 16, the FAO 5 and 1, the ICRC 16 and 0).
"""


def head_of(form: str) -> str:
    """Return the noun a name or phrase is built on, as written.

    >>> head_of("Under-Secretary-General for Humanitarian Affairs")
    'Under-Secretary-General'
    """
    words = re.split(r"\s+(?:of|for|in|on|and|to)\s+", form)[0].split()
    return words[-1] if words else ""


def is_institution(form: str) -> bool:
    """Tell whether a name is one of an institution by its head, written with capitals.

    >>> [is_institution(f) for f in ("Sudanese army", "African Union", "Union")]
    [True, True, False]
    """
    head = head_of(form)
    if len(form.split()) < 2 or not form[:1].isupper():
        return False
    return head in _BODIES or (head[:1].isupper() and head.lower() in _INSTITUTIONS)


def opening_article(text: str, span: Placed, limit: int) -> list[Change]:
    """Return "the" before a term that opens its clause without it, where its verb follows."""
    form, grammar = text[span.start : span.end], span.grammar
    if grammar.pos == "name":
        named = form[:1].isupper() and " " in form and span.number == "sg"
        certain = grammar.article and (named or _spelt(form)) and form not in EITHER
    else:
        certain = grammar.pos in ("noun", "phrase") and span.number == "sg" and _is_office(form)
    if not certain or form.lower().startswith("the ") or is_headline(text):
        return []
    before = text[limit : span.start]
    if not _CLAUSE.search(before) or not _ACTS.match(text, span.end):
        return []
    the = "The " if _START.search(before) and limit == 0 else "the "
    return [Change(span.start, span.start, "", the, "add-article")]


def object_article(text: str, span: Placed, limit: int) -> list[Change]:
    """Return "the" between "to" and a noun that "of" narrows down (ready for the recapture of).

    The engine wrote the verb; "to recapture of the town" is neither verb nor noun.
    """
    if span.grammar.pos != "noun" or span.number != "sg" or is_headline(text):
        return []
    if not _TO.search(text, limit, span.start) or not _OF_THE.match(text, span.end):
        return []
    return [Change(span.start, span.start, "", "the ", "add-article")]


def language(text: str, span: Placed, limit: int) -> list[Change]:
    """Take "the" from a language that is learnt or spoken (learning the Chinese)."""
    form = text[span.start : span.end]
    if span.grammar.pos == "name" or not form[:1].isupper():
        return []
    match = _SPEAKS.search(text, limit, span.start)
    if match is None or not re.match(r"$|[.,;:!?]", text[span.end :]):
        return []
    return [Change(match.start(1), match.end(1), match[1], "", "no-article")]


def _spelt(form: str) -> bool:
    return is_acronym(form) and form.isupper() and form.isalpha()


def _is_office(form: str) -> bool:
    return head_of(form).lower() in _OFFICES


def verb(text: str, span: Placed) -> list[Change]:
    """Return the change of has, is, was... after a plural in -s that opens its clause.

    A name that is no plural by its look takes either number (FAMa has, FAMa have), and so does
    a collective (the army have): both are left.
    """
    form = text[span.start : span.end]
    if span.number != "pl" or not form.endswith("s") or span.grammar.pos not in ("noun", "name"):
        return []
    if not _OPENING.search(text, max(0, span.start - 40), span.start):
        return []
    more = _MORE_TO_PLURAL if span.grammar.pos == "noun" else {}
    return list(_plural_verb(text, span.end, {**_TO_PLURAL, **more}))


def joined_subjects(text: str, spans: Sequence[Placed]) -> Iterator[Change]:
    """Yield the plural of a verb that follows two or more terms joined by "and".

    >>> from glossary.model import Grammar
    >>> two = [Placed(0, 4, Grammar()), Placed(9, 14, Grammar())]
    >>> [c.after for c in joined_subjects("Mali and Niger has left.", two)]
    ['have']
    """
    for run, _ in runs(text, spans, _JOIN):
        if any(s.grammar.pos not in ("name", "noun") for s in run):
            continue
        last_gap = text[run[-2].end : run[-1].start]
        begin = run[0].start
        if _AND.search(last_gap) and _OPENING.search(text, max(0, begin - 40), begin):
            yield from _plural_verb(text, run[-1].end, _TO_PLURAL)


def _plural_verb(text: str, end: int, verbs: dict[str, str]) -> Iterator[Change]:
    match = _VERB.match(text, end)
    if match and match[2] in verbs:
        yield Change(match.start(2), match.end(2), match[2], verbs[match[2]], "verb")
