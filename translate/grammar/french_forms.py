"""The forms of French determiners, of contraction and of elision; no context is looked at.

Le Bon usage (Grevisse and Goosse, 16th ed.): elision § 44-51, contraction § 590, possessives and
demonstratives before a vowel § 610, 618.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from glossary.model import Gender, Number
from glossary.text import elides, is_acronym

from .french_words import FEMININE_COUNTRIES, MASCULINE_COUNTRIES


@dataclass(frozen=True, slots=True)
class Elision:
    """Whether French elides before a form; ``free`` where usage has both (d'Hombori)."""

    yes: bool
    free: bool = False


def elision_of(form: str, given: bool | None) -> Elision:
    if given is not None:
        return Elision(given)
    word = form.split(" ")[0]
    free = bool(
        re.match(r"[Oo]u[aeiéèï]", word)
        or (word[:1] == "H" and not is_acronym(word) and elides(form))
    )
    return Elision(elides(form), free)


FREE = frozenset({"ce", "cet", "son", "sa", "mon", "ma", "ton", "ta"})


def agree(kind: str, number: Number, gender: Gender | None, vowel: bool) -> str | None:
    """Return the form of a determiner; None where the gender would have to be known."""
    if kind in ("mon", "ton", "son"):
        if number == "pl":
            return kind[0] + "es"
        return kind[0] + "a" if gender == "f" and not vowel else kind
    if kind == "ce":
        if number == "pl":
            return "ces"
        return "cette" if gender == "f" else "cet" if vowel else "ce"
    if kind in ("leur", "notre", "votre"):
        return kind if number == "sg" else {"leur": "leurs"}.get(kind, kind[:2] + "s")
    if kind == "quel" and gender is not None:
        return {"sgm": "quel", "sgf": "quelle", "plm": "quels", "plf": "quelles"}[number + gender]
    if kind == "aucun" and gender is not None and number == "sg":
        return "aucune" if gender == "f" else "aucun"
    return None


def contract(preposition: str, article: str) -> str:
    """Join de or à and the definite article (Le Bon usage, § 590).

    >>> contract("de", "les "), contract("à", "l'"), contract("", "la ")
    ('des ', "à l'", 'la ')
    """
    joined = {"dele": "du ", "deles": "des ", "àle": "au ", "àles": "aux "}
    if not preposition:
        return article
    return joined.get(preposition + article.strip()) or f"{preposition} {article}"


def last_group(words: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the articles and prepositions at the end of a run that belong together.

    "de la la" is one group said twice; in "à des" and "à de la" the second part is a partitive
    of its own and stays.
    """
    index = len(words) - 1
    while index > 0:
        word, previous = words[index][0], words[index - 1][0]
        plain = word in ("le", "la", "les", "l'")
        same = (word in ("de", "d'", "du", "des") and previous in ("de", "d'", "du", "des")) or (
            word in ("à", "au", "aux") and previous in ("à", "au", "aux")
        )
        if not (plain or same):
            break
        index -= 1
    return words[index:]


def plain(text: str) -> str:
    """Return words in lower case with plain spaces and apostrophes, for comparison only."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", text.lower()).replace("’", "'").replace("ʼ", "'")


def may_multiply(form: str, pos: str) -> bool:
    """Tell whether several things may bear a name listed in the singular.

    Models do (les Akinci), and people named without a mark (les Touareg); states, acronyms and
    names built of common words do not.

    >>> [may_multiply(w, "name") for w in ("Akinci", "Mali", "CEDEAO", "Front de libération")]
    [True, False, False, False]
    """
    if pos == "adjective":
        return True
    if pos != "name" or form.lower() in MASCULINE_COUNTRIES | FEMININE_COUNTRIES:
        return False
    words = form.split(" ")
    return not is_acronym(words[0]) and not any(w.islower() for w in words)
