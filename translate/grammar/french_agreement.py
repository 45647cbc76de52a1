"""Agreement on the right of a placed French term: adjective, verb of a closed list, participle.

Le Bon usage (Grevisse and Goosse, 16th ed.): adjective § 342-350, verb § 928-950, participle with
être § 938-940. An adjective after "de X" may belong to the noun before it, a verb after "A et X"
to both: in such places nothing is changed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from glossary.counted import counted
from glossary.inflect import PERSON_NOUNS
from glossary.inflect_fr import (
    adjective_forms,
    feminine_word,
    plural_phrase,
    plural_word,
    singular_phrase,
    singular_word,
)
from glossary.inflect_fr_words import STOP
from glossary.model import Gender, Number
from glossary.text import is_acronym

from .changes import Change, Placed
from .french_words import (
    ADVERBS,
    BE,
    CASUALTIES,
    EPICENE,
    HAVE,
    PARTICIPLE_FORMS,
    POSTNOMINAL_FORMS,
    REFLEXIVE,
    TO_PLURAL,
    TO_SINGULAR,
)

_S = r"[ \t\r\n\u00a0\u202f]+"
_WORD = re.compile(rf"{_S}([\w]+)(?![\w'’-])")
_VERBS = "|".join(sorted({*TO_PLURAL, *TO_SINGULAR}, key=len, reverse=True))
_VERB = re.compile(rf"{_S}(?:(n|s)(['’]|e{_S}))?({_VERBS})(?![\w'’-])")
_PREPOSED = re.compile(
    r"(?:de|d['’]|du|des|à|au|aux|par|contre|avec|pour|sur|selon|chez|en)\b|d['’]", re.I
)
OPENING = re.compile(
    r"(?:^|[.!?:;«“\"(–—•]|\b(?:que|mais|car|si|où|quand|lorsque|puisque|donc|alors|dont"
    r"|l[ea]s?quel(?:le)?s?|tandis)"
    r"|\b(?:qu|lorsqu|puisqu)['’])[\s\u00a0\u202f*_#>-]*$",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?:^|['’]|{_S})(?:l[ea]{_S}|l['’])$", re.IGNORECASE)
_AS_WELL = re.compile(r"\b(?:tant|bien|ainsi|autant|plutôt|même)\b[^.!?;:]*$", re.IGNORECASE)
REACH = 200
"""Code points that are looked at on the left, so that time stays linear in a long text."""
_COMMA = re.compile(r",[\s\u00a0\u202f]+$")
_JOINED = re.compile(r"(?:\b(?:et|ou|ni)|,)[\s\u00a0\u202f]+$", re.IGNORECASE)
_HEAD_BEFORE = re.compile(
    rf"(?<![\w'’-])(?:(le|la|les|un|une|du|au|aux|ce|cet|cette|ces){_S}|(l)['’])[\w-]+{_S}$",
    re.IGNORECASE,
)
_HEAD_CELL: dict[str, tuple[Number, Gender | None]] = {
    "le": ("sg", "m"), "la": ("sg", "f"), "l": ("sg", None), "les": ("pl", None),
    "un": ("sg", "m"), "une": ("sg", "f"), "du": ("sg", "m"), "au": ("sg", "m"),
    "aux": ("pl", None), "ce": ("sg", "m"), "cet": ("sg", "m"), "cette": ("sg", "f"),
    "ces": ("pl", None),
}  # fmt: skip
_NOT_PARTICIPLES = frozenset({"député", "députée", "députés", "députées", "été", "comité", "degré"})


def gender_of(text: str, span: Placed) -> Gender | None:
    """Return the gender the words around a term agree with; None where it is open.

    A noun for persons with one form for both (le ministre, la ministre) leaves it open.
    """
    if span.grammar.pos == "noun" and span.number == "sg":
        head = text[span.start : span.end].split(" ")[0].lower()
        if head in EPICENE or head.endswith("iste"):
            return None
        open_form = span.surface_gender is None and feminine_word(head) == head
        if open_form and head in PERSON_NOUNS:
            return None
    return span.gender


def number_of(text: str, span: Placed) -> Number:
    """Return the number the words around a term agree with.

    A noun with one form for both (obus, pick-up, Béninois) takes it from the word before it.
    """
    if _is_open(text, span):
        return counted(text, span.start, span.end, "fr") or "sg"
    return span.number


def _is_open(text: str, span: Placed) -> bool:
    """Tell whether the form serves both numbers and nobody said which it is here."""
    if span.surface_number is not None or span.grammar.pos not in ("noun", "adjective"):
        return False
    form = text[span.start : span.end]
    listed_alone = span.grammar.number == "sg" or singular_phrase(form) == form
    return listed_alone and plural_phrase(form) == form


def is_credible(text: str, span: Placed) -> bool:
    """Tell whether the number that is claimed for a term shows in the spelling of its head.

    Why: a variant that was filed under the number of another form would spoil what is right.

    >>> from glossary.model import Grammar
    >>> is_credible("les positions", Placed(4, 13, Grammar(pos="noun"), "sg"))
    False
    """
    form = text[span.start : span.end]
    head = re.split(r"[ -]", form)[0]
    number = number_of(text, span)
    if is_acronym(head) or _is_open(text, span):
        return True
    shows = plural_word(head) == head and singular_word(head) != head
    if number == "sg":
        return not shows or (span.grammar.pos == "name" and head == form)
    if span.grammar.pos == "name" and not head.islower():
        return True
    return plural_word(head) == head


def agreements(
    text: str, span: Placed, unit_start: int, left: int, right: int, reach: int
) -> list[Change]:
    """Return the changes on the right of a term.

    ``unit_start`` is where its own words (preposition, article) begin, ``left`` and ``right`` the
    bounds set by its neighbours, ``reach`` the end of a neighbour that is an adjective and may be
    its own (*un char tchadien*), else ``right``; all are code point offsets of ``text``.
    """
    grammar = span.grammar
    if grammar.pos == "adjective":
        return []
    span = replace(span, surface_number=number_of(text, span))
    bare = grammar.pos == "name" and not grammar.article
    unit = text[unit_start : span.start]
    words = text[span.start : span.end].split()
    opening = OPENING.search(text, max(0, unit_start - REACH), unit_start) is not None
    indefinite = opening and unit.lower().startswith("des") and grammar.pos == "noun"
    complement = _PREPOSED.match(unit) is not None and not indefinite
    # "la FAMa a": where the article turns plural the verb it had goes along
    turned = span.number == "pl" and _ONE.search(unit) is not None
    found: list[Change] = []
    # an adjective after "lutte contre le terrorisme" may belong to its last noun
    simple = not any(w.lower() in STOP or "'" in w or "’" in w for w in words)
    if not bare and simple and (unit or opening):
        found += _attribute(text, span, unit_start, reach, complement)
    if not complement and (unit or bare or opening):
        found += predicate(text, span, unit_start, right, opening or turned, bare)
    return found


def _attribute(text: str, span: Placed, start: int, right: int, complement: bool) -> list[Change]:
    """Make an adjective or participle that touches the term agree with it."""
    match = _WORD.match(text, span.end, right)
    own = gender_of(text, span)
    if match is None or own is None or match.group(1) not in POSTNOMINAL_FORMS:
        return []
    word = match.group(1)
    forms = adjective_forms(POSTNOMINAL_FORMS[word])
    target = forms[span.number, own]
    cells = [cell for cell, form in forms.items() if form == word]
    if word == target:
        return []
    if _JOINED.search(text, max(0, start - REACH), start) and any(
        number == "pl" for number, _ in cells
    ):
        return []  # le CSP et le FLA alliés
    if complement:
        head = _HEAD_BEFORE.search(text, max(0, start - REACH), start)
        if head is None:
            return []
        number, gender = _HEAD_CELL[(head.group(1) or head.group(2)).lower()]
        if any(n == number and gender in (None, g) for n, g in cells):
            return []  # les positions des FAMa détruites
    return [Change(match.start(1), match.end(1), word, target, "adjective")]


def predicate(
    text: str, span: Placed, start: int, right: int, opening: bool, bare: bool
) -> list[Change]:
    """Make a verb of the closed list, and the participle after être, agree with the subject."""
    match = _VERB.match(text, span.end, right)
    if match is None:
        return []
    clitic, verb = match.group(1), match.group(3)
    number: Number = "pl" if verb in TO_SINGULAR else "sg"
    found: list[Change] = []
    comma = _COMMA.search(text, max(0, start - REACH), start) is not None
    if not opening and not comma:
        return []
    if number != span.number:
        if number == "pl" and _AS_WELL.search(text, max(0, start - REACH), start):
            return []  # tant la Russie que l'UE sont
        if comma and span.number == "sg":
            return []  # le FLA, le CSP ont: several subjects
        new = (TO_PLURAL if span.number == "pl" else TO_SINGULAR)[verb]
        begin = match.start(1) if clitic else match.start(3)
        before = text[begin : match.end(3)]
        if clitic:
            mark = match.group(2) if match.group(2) in "'’" else "'"
            gap = match.group(2)[1:] or " " if match.group(2) not in ("'", "’") else " "
            new = f"{clitic}{mark}{new}" if new[0] in "aeéo" else f"{clitic}e{gap}{new}"
        found.append(Change(begin, match.end(3), before, new, "verb"))
        verb = new.split()[-1]
    if (
        not bare
        and gender_of(text, span) is not None
        and not (comma and span.number == "sg" and found)
    ):
        found += _participle(text, span, match, right)
    return found


def _participle(text: str, span: Placed, match: re.Match[str], right: int) -> list[Change]:
    """Make the participle agree that ends the verb: within three words of the term."""
    verb, clitic = match.group(3), match.group(1)
    position, words = match.end(), 1
    passive = verb in BE
    while words < 3:
        following = _WORD.match(text, position, right)
        if following is None:
            return []
        word = following.group(1)
        words += 1
        position = following.end()
        if verb in HAVE and word == "été" and not passive:
            passive = True
            continue
        if word in ADVERBS:
            continue
        base = _base(word)
        if not passive or base is None or base in CASUALTIES:
            return []
        if clitic == "s" and base not in REFLEXIVE:
            return []
        assert span.gender is not None
        target = adjective_forms(base)[span.number, span.gender]
        return [Change(following.start(1), position, word, target, "participle")]
    return []


def _base(word: str) -> str | None:
    """Return the masculine singular of a past participle, or None for another word."""
    if word in PARTICIPLE_FORMS:
        return PARTICIPLE_FORMS[word]
    match = re.fullmatch(r"(\w{2,}é)e?s?", word)
    return match.group(1) if match and word not in _NOT_PARTICIPLES else None
