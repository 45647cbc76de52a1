"""The form that the name of a people takes where it stands in French.

The engine may write the right word in a form that its place does not allow: "un national
nigérienne", "La togolaise". Another form of the same term is written over it, so that the report
shows it. Lexique des règles typographiques en usage à l'Imprimerie nationale: peoples have a
capital as nouns, none as adjectives. Common nouns are left: institutions are written with and
without a capital, often in one text.
"""

from __future__ import annotations

import re

from glossary.inflect import forms, inflect
from glossary.model import Gender, Number
from glossary.require import Standing

from ..grammar.french_words import PRENOMINAL_FORMS

_S = r"[ \t\r\n\u00a0\u202f]+"
_NUMERAL = (
    r"deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|vingt|trente|quarante|cent|\d+"
)
_PERSON = re.compile(
    rf"(?:(?<![\w'’-])|(?<=\b[dD]['’])|(?<=\b[qQ]u['’]))"
    rf"(?:(?P<one>une?|1)|{_NUMERAL}|plusieurs|quelques|certaine?s"
    rf"|(?P<known>(?P<single>la|cette|cet)|les))"
    rf"{_S}$",
    re.IGNORECASE,
)
_AND_BEFORE = re.compile(
    rf"(?:(?:ien|éen|ais|ois|ain)(?:ne|e)?s?,?{_S}(?:et|ou|ni)|\b(?:que|de|à)|,){_S}$",
    re.IGNORECASE,
)
_NOUN = re.compile(
    rf"(?<![\w'’-])(?P<det>(?i:une?|ce|cette|cet|le|la|les|ces|plusieurs|quelques|{_NUMERAL})){_S}"
    rf"(?P<noun>[^\W\d_A-ZÀ-Ý][\wà-ÿ-]{{2,}}){_S}$"
)
_BENDS = re.compile(r"(?:en|ais|ois|ain|and|ol|ati|touareg|peul)$")
"""Endings of peoples that agree; toubou or haoussa often stay as they are."""

_SHARED = re.compile(rf",|{_S}(?:et|ou)\b")
"""What follows where one plural noun has several adjectives (les ministres malien et tchadien)."""

_PRONOUN_BEFORE = re.compile(rf"(?<![\w-])(?:ne|ils?|elles?|on|qui|je|tu|nous|vous){_S}$", re.I)
_NO_NOUNS = frozenset(
    "plus moins peu très fois même mêmes jour tout plupart autre autres seul seule seuls seules "
    "jeune jeunes vieux vieille vieil riche riches pauvre pauvres célèbre célèbres influent simple "
    "simples nombreux nombreuses pays second seconde dernier dernière derniers ancienne anciens "
    "milliers millions dizaine dizaines centaine centaines quinzaine vingtaine trentaine être "
    "plusieurs quelques certains certaines mille moitié part fait dit".split()
)
_GENDER: dict[str, Gender] = {"un": "m", "une": "f", "le": "m", "la": "f", "ce": "m", "cet": "m",
                              "cette": "f"}  # fmt: skip


def own_form(text: str, standing: Standing, surface: str) -> str | None:
    """Return the form that belongs where a term stands, or None where the one there is right.

    ``surface`` is the source form: the English names of peoples have a capital.

    >>> from glossary.model import Grammar, Status, Term
    >>> term = Term("nigérien", "fr", Status.PREFERRED, Grammar(pos="adjective", gender="m"))
    >>> own_form("Un national nigérienne.", Standing(12, 22, "nigérienne", term), "Nigerien")
    'nigérien'
    """
    term, found = standing.term, text[standing.start : standing.end]
    if term.language != "fr" or term.grammar.pos != "adjective" or text.isupper():
        return None
    if not surface[:1].isupper() or not standing.form[:1].islower() or found.isupper():
        return None
    before, after = text[: standing.start], text[standing.end :]
    agreed = _agreed(before, after, standing, found) or _counted(before, standing, found)
    form = _capital(before, agreed or found)
    return None if form == found else form


def _capital(before: str, form: str) -> str:
    """Return the name of a people with the capital of a noun, or without it as an adjective."""
    person = _PERSON.search(before)
    if person and form[:1].islower():
        if person["known"] and _AND_BEFORE.search(before[: person.start()]):
            return form  # l'armée malienne et la nigérienne
        if before[: person.start()].endswith(("l'", "l’", "L'", "L’")):
            return form  # l'un malien, l'autre tchadien
        return "-".join(part[:1].upper() + part[1:] for part in form.split("-"))
    if form[:1].isupper() and _noun_before(before):
        return form[:1].lower() + form[1:]
    return form


def _counted(before: str, standing: Standing, found: str) -> str | None:
    """Return the plural of a people that stands in the singular after a number."""
    person = _PERSON.search(before)
    shown = next((f for f in forms(standing.term) if f.form == standing.form), None)
    if person is None or shown is None or shown.number != "sg" or person["one"] or person["single"]:
        return None
    if not _BENDS.search(standing.term.form) or found.lower() != standing.form:
        return None
    return inflect(standing.term, "pl", shown.gender)


def _agreed(before: str, after: str, standing: Standing, found: str) -> str | None:
    """Return the form of an adjective that agrees with the noun right before it."""
    term = standing.term
    shown = next((f for f in forms(term) if f.form == standing.form), None)
    match = _noun_before(before)
    if shown is None or match is None or found != standing.form or not _BENDS.search(term.form):
        return None
    determiner = match["det"].lower()
    number: Number = "sg" if determiner in _GENDER else "pl"
    if number == "sg":
        gender: Gender | None = _GENDER[determiner]
        if shown.number == "pl" or shown.gender in (None, gender):
            return None
    else:
        gender = shown.gender
        if shown.number != "sg" or not match["noun"].endswith(("s", "x")) or _SHARED.match(after):
            return None
    form = inflect(term, number, gender)
    known = next((f for f in forms(term) if f.form == form), None)
    right = known is not None and known.number in (None, number) and known.gender in (None, gender)
    return form if right else None


def _noun_before(before: str) -> re.Match[str] | None:
    """Return determiner and noun right before a term, where the two are one phrase."""
    match = _NOUN.search(before)
    if match is None or match["noun"] in _NO_NOUNS or match["noun"] in PRENOMINAL_FORMS:
        return None
    return None if _PRONOUN_BEFORE.search(before[: match.start()]) else match
