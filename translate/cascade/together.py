"""Two terms side by side that change places when they cross: a people or a name, and a noun.

*Mali's junta* is *la junte du Mali*, *FAMa soldiers* are *des soldats des FAMa*. Annotated one by
one they come back in the order of the source, *du Mali junte*; annotated as one phrase, in the
order of the target, they come back right.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from glossary.inflect import inflect
from glossary.model import Grammar, Language
from glossary.require import Requirement

from ..grammar.french_forms import contract, elision_of

_GENITIVE = re.compile(r"(?:du|des|de la|de) |d['’]|de l['’]")


def joined(
    text: str, language: Language, requirements: Sequence[Requirement], annotated: Collection[int]
) -> Iterator[tuple[int, int, str]]:
    """Yield neighbours to be annotated as one: their indices, in reading order, and the phrase.

    ``annotated`` are the requirements that are to be annotated: one of the two at least. No term
    is in two phrases.
    """
    order = sorted(range(len(requirements)), key=lambda i: requirements[i].match.start)
    taken = -1
    for one, two in pairwise(order):
        if taken == one or not {one, two} & set(annotated):
            continue
        left, right = requirements[one], requirements[two]
        if text[left.match.end : right.match.start] not in (" ", "\u00a0"):
            continue
        phrase = phrase_of(left, right, language)
        if phrase is not None:
            taken = two
            yield one, two, phrase


def phrase_of(left: Requirement, right: Requirement, language: Language) -> str | None:
    """Return what two neighbours of a source in ``language`` are as one phrase, if they are one."""
    people, noun = (left, right) if language == "en" else (right, left)
    if _pos(noun) != "noun":
        return None
    if language == "en" and _pos(people) == "name":
        of = _of(people.form, people.grammar)
        return None if of is None else f"{noun.form} {of}"
    if _pos(people) != "adjective":
        return None
    if language == "fr":
        return f"{people.form} {noun.form}"
    if _GENITIVE.match(people.form):
        return f"{noun.form} {people.form}"
    grammar = noun.grammar
    if grammar.gender is None:
        return None
    adjective = inflect(people.match.pairing.preferred("fr"), grammar.number, grammar.gender)
    return f"{noun.form} {adjective}"


def _of(form: str, grammar: Grammar) -> str | None:
    """Return a French name after *de*, with its article; None where that cannot be told.

    >>> _of("FAMa", Grammar(number="pl")), _of("CEDEAO", Grammar(gender="f"))
    ('des FAMa', 'de la CEDEAO')
    >>> _of("Aqmi", Grammar(article=False)), _of("AES", Grammar(gender="f"))
    ("d'Aqmi", "de l'AES")
    """
    elided = elision_of(form, grammar.elides).yes
    if not grammar.article:
        return f"d'{form}" if elided else f"de {form}"
    if grammar.number == "pl":
        return contract("de", "les ") + form
    if elided:
        return contract("de", "l'") + form
    if grammar.gender is None:
        return None
    return contract("de", "la " if grammar.gender == "f" else "le ") + form


def _pos(requirement: Requirement) -> str:
    return requirement.match.pairing.preferred(requirement.language).grammar.pos
