"""Prepositions before countries and towns, and the article that a bare French noun lacks.

Le Bon usage (Grevisse and Goosse, 16th ed.): places § 1051 (au Mali, en Algérie, à Gao), the
indefinite article § 583-587.
"""

from __future__ import annotations

import re

from glossary.text import elides, is_acronym

from .changes import Change, Placed, is_headline, recase
from .french_patterns import SPACE
from .french_words import FEMININE_COUNTRIES, MASCULINE_COUNTRIES

_DANS = re.compile(rf"(?<![\w'’-])(dans{SPACE}(?:l[ea]{SPACE}|l['’]))$", re.IGNORECASE)
_EN = re.compile(rf"(?<![\w'’-])(en{SPACE})$", re.IGNORECASE)
_ENDS = re.compile(r"$|[.,;:!?)]")
_BELIEVES = re.compile(
    rf"\b(?:cro\w+|confiance|foi|voi\w+|vo(?:yai\w+|yant|it)|espoir|transform\w+|rebapti\w+"
    rf"|chang\w+|mu\w+){SPACE}en{SPACE}$",
    re.IGNORECASE,
)
_EN_WITHOUT_ARTICLE = frozenset("israël haïti oman corse crète sicile sardaigne bretagne".split())
"""Names without article that have "en" all the same."""

_INFINITIVE = re.compile(
    r"(?<![\w'’-])(?:(?:pour|de|à|peut|peuvent|peuvent|pourrait|pourraient|doit|doivent|va|vont"
    rf"|veut|veulent|voulait|voulaient|vouloir|pouvoir|devoir|faire|laisser){SPACE}|d['’])"
    rf"[^\W\d_]{{2,}}(?:er|ir|re)({SPACE}(?:[«“\"]{SPACE}?)?)$",
    re.IGNORECASE,
)
_TO_BEAR = re.compile(
    r"(?:quatre|[nv]otre|autre|être|maire|frère|guerre|terre|titre|ordre|père|mère|mer|hier)\W*$",
    re.I,
)
"""Words in -re and -er that are no infinitives with an object."""


def place(text: str, span: Placed, limit: int) -> list[Change]:
    """Return the change of a preposition that a country or a town does not take.

    >>> from glossary.model import Grammar
    >>> gao = Placed(11, 14, Grammar(article=False))
    >>> [c.after for c in place("Il vivait en Gao.", Placed(13, 16, gao.grammar), 0)]
    ['à ']
    """
    form = text[span.start : span.end]
    if span.grammar.pos != "name":
        return []
    if match := _EN.search(text, limit, span.start):
        if form.lower() in MASCULINE_COUNTRIES:
            return [_change(text, match, "au ", "country")]
        if span.gender == "f" and (into := within(span, form, "l'" if elides(form) else "la ")):
            return [] if into == "en " else [_change(text, match, into, "region")]
        if _is_town(form, span) and not _BELIEVES.search(text, limit, span.start):
            return [_change(text, match, "à ", "town")]
        return []
    match = _DANS.search(text, limit, span.start)
    if match and _ENDS.match(text, span.end):
        if form.lower() in MASCULINE_COUNTRIES and match[1].lower().rstrip().endswith("le"):
            return [_change(text, match, "au ", "country")]
        if form.lower() in FEMININE_COUNTRIES - {"azawad", "union"}:
            return [_change(text, match, "en ", "country")]
    return []


def _change(text: str, match: re.Match[str], after: str, rule: str) -> Change:
    gap = re.search(r"\s$", match[1])
    new = recase(match[1], after, text)
    if gap and new.endswith(" "):  # not dans l'
        new = new[:-1] + gap.group()
    return Change(match.start(1), match.end(1), match[1], new, rule)


def _is_town(form: str, span: Placed) -> bool:
    """Tell whether a name is one of a place that takes "à": one word, no article, no acronym."""
    single = re.fullmatch(r"[A-ZÀ-Ý][\w'’-]*", form) is not None and not is_acronym(form)
    return single and not span.grammar.article and form.lower() not in _EN_WITHOUT_ARTICLE


_EN_REGIONS = frozenset(
    "casamance crimée cisjordanie sibérie iran irak angola ouganda afghanistan équateur".split()
)
_TOWNS_WITH_ARTICLE = frozenset("mecque caire havane haye".split())


def is_region(span: Placed, form: str) -> bool:
    """Tell whether a term is a place whose article is French alone: le Yatenga, la Tapoa."""
    own = span.grammar.article and span.foreign_article is False
    one = re.fullmatch(r"[A-ZÀ-Ý][\w'’-]*", form) is not None
    return span.place and one and own and span.number == "sg"


def within(span: Placed, form: str, definite: str) -> str:
    """Return what stands before a region that has an article, where English says *in* or *to*.

    ``definite`` is the article with its space; "" leaves it to *à* and the article.

    >>> from glossary.model import Grammar
    >>> region = Placed(0, 5, Grammar(), foreign_article=False, place=True)
    >>> within(region, "Tapoa", "la "), within(region, "Oudalan", "l'")
    ('dans la ', "dans l'")
    >>> within(region, "Yatenga", "le "), within(region, "Casamance", "la ")
    ('', 'en ')
    """
    name = form.lower()
    if not is_region(span, form) or name in _TOWNS_WITH_ARTICLE:
        return ""
    if name in _EN_REGIONS or name in FEMININE_COUNTRIES:
        return "en "
    return "" if definite == "le " else f"dans {definite}"


def indefinite(text: str, span: Placed, limit: int) -> list[Change]:
    """Return "des" before a noun in the plural that follows an infinitive without an article.

    >>> from glossary.model import Grammar
    >>> rebels = Placed(24, 31, Grammar(pos="noun", gender="m"), "pl")
    >>> [c.after for c in indefinite("Ils refusent d'héberger rebelles.", rebels, 0)]
    ['des ']
    """
    form = text[span.start : span.end]
    if span.grammar.pos != "noun" or span.surface_number != "pl" or not form[:1].islower():
        return []
    match = _INFINITIVE.search(text, max(limit, span.start - 60), span.start)
    if match is None or is_headline(text) or _TO_BEAR.search(text, limit, match.start(1)):
        return []
    at = match.start(1) + len(re.match(r"\s*", match[1]).group())  # type: ignore[union-attr]
    return [Change(at, at, "", "des ", "add-article")]


def language(text: str, span: Placed, limit: int) -> list[Change]:
    """Return "le" before a language that is learnt (apprendre le chinois)."""
    form = text[span.start : span.end]
    if span.grammar.pos == "name" or span.number == "pl" or span.gender != "m":
        return []
    if not form.endswith(_LANGUAGE_ENDS) or not re.match(r"$|[.,;:!?]", text[span.end :]):
        return []
    match = _LEARNS.search(text, limit, span.start)
    if match is None:
        return []
    return [Change(span.start, span.start, "", "l'" if elides(form) else "le ", "add-article")]


_LANGUAGE_ENDS = ("ais", "ois", "ien", "ol", "and", "arabe", "russe", "peul", "turc", "hek")
_LEARNS = re.compile(
    rf"\b(?:appr(?:endre|end|ennent|enait|is)|enseign(?:er|e|ent|ait)|étudi(?:er|e|ent|ait)"
    rf"|compren(?:dre|d|nent|ait)){SPACE}$",
    re.IGNORECASE,
)


def de_or_du(form: str) -> bool:
    """Tell whether a name is built on a word for a landform, which keeps its article.

    >>> [de_or_du(f) for f in ("lac Tchad", "Lac", "golfe de Guinée")]
    [True, False, True]
    """
    words = form.split()
    return len(words) > 1 and words[0] in _LANDFORMS and not elides(words[0])


_LANDFORMS = frozenset(
    "lac fleuve golfe parc bassin massif désert delta barrage mont plateau corridor".split()
)
