"""First mentions written out, on request: the Permanent Strategic Framework (CSP).

The words are the glossary's, the article is put right by grammar repair afterwards. Off by default:
it adds words that the source does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from glossary.model import Grammar, Language
from glossary.require import Requirement
from glossary.text import is_acronym
from glossary.variants import Variant

from ..typography.quotes import depth_after
from .mentions import OPENS, SPACE, is_introduced, is_known, wants_introduction
from .spelling import in_variant
from .texts import Text, Texts


@dataclass(frozen=True, slots=True)
class Expansion:
    """A first mention to write out: ``full`` before the acronym, which goes into brackets."""

    index: int
    span: tuple[int, int]
    full: str
    grammar: Grammar
    article: str = ""


def expansions(texts: Texts, variant: Variant | None = None) -> Iterator[Expansion]:
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
            if not wants_introduction(short) or is_known(requirement.match.pairing):
                continue
            if is_introduced(text.target, short):
                done.add(short)
                continue
            found = _expansion(index, text, requirement, span, texts.target)
            if found is not None:
                full = in_variant(requirement.match.concept.head, texts.target, variant)
                found = replace(found, full=full)
            if found is not None:
                done.add(short)
                yield found


_DETERMINED = {
    "en": re.compile(rf"(?:^|(?<=\W))(?:the|an?){SPACE}$", re.IGNORECASE),
    "fr": re.compile(
        rf"(?:^|(?<=\W))(?:(?:le|la|les|du|des|au|aux|un|une){SPACE}|l['’])$", re.IGNORECASE
    ),
}
# what a name without article may follow; after any other word it may be an attribute of that word
_BARE = re.compile(
    rf"(?:^[\s\"'“‘«(\u00a0]*|[,;:—–]{SPACE}|\b(?:of|by|with|against|from|in|to|for|under|within"
    r"|between|and|or|nor|that|but|because|while|when|as|like|than|joined|left|told|quitté|rejoint"
    rf"|de|d['’]|par|avec|contre|en|à|pour|sous|entre|et|ou|ni|que|qu['’]|mais|comme){SPACE}"
    r"|\b[dD]['’]|\b[qQ]u['’])$",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"[.,;:!?]|$|{SPACE}(?:has|have|had|is|are|was|were|will|would|said|says|claimed|announced"
    r"|and|or|in|on|at|by|with|from|to|during|after|before|since|which|that|who|against|near"
    r"|when|while|as|under|into|for|a|est|sont|ont|avait|avaient|était|étaient|sera|seront|et|ou"
    r"|en|dans|sur|à|par|avec|de|du|des|depuis|après|avant|qui|que|dont|contre|pour|lors)\b"
    # a verb in the past with what may follow one; "JNIM armed groups" has none
    rf"|{SPACE}(?:[a-z]+ed|fled|fought|hit|held|left|lost|shot|struck|took|withdrew|won)"
    rf"(?={SPACE}(?:(?:the|an?|its|their|his|her|in|on|at|near|from|to|after|that|against"
    rf"|with|for|about|more)\b|[A-ZÉ\d]))"
)


def _expansion(
    index: int, text: Text, requirement: Requirement, span: tuple[int, int], language: Language
) -> Expansion | None:
    head = requirement.match.concept.head.preferred(language)
    start, end = span
    if " " not in head.form or head.form.islower() or _in_quotes(text, start, language):
        return None
    if head.form[0].islower() and OPENS.match(text.target[:start]):
        return None
    if head.form in text.target:
        return None  # it stands there already, in whatever order the engine put it
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
    if not _ALONE.match(text.target, end) or not _BARE.search(text.target[:start]):
        return None
    if not head.grammar.article:
        return Expansion(index, span, head.form, head.grammar)
    if language == "en":
        article = "The " if OPENS.match(text.target[:start]) else "the "
        return Expansion(index, span, head.form, head.grammar, article)
    return None


def _in_quotes(text: Text, start: int, language: Language) -> bool:
    return depth_after(text.target[:start], language, text.quoted) > 0
