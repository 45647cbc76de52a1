"""The forms a term may take in running text: number, gender, and the persons of a verb.

The listed form always comes first; what ``Grammar`` says overrides the rules; names do not
inflect. The rules themselves are in ``inflect_fr``, ``inflect_fr_verbs`` and ``inflect_en``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from . import inflect_en, inflect_fr
from .inflect_fr_verbs import verb_forms as french_verb_forms
from .model import Gender, Number, Term


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PERSON_NOUNS = _set(
    """
    soldat combattant militant habitant président vice-président directeur commandant général
    colonel lieutenant capitaine caporal sergent adjudant officier sous-officier élu préfet
    sous-préfet gouverneur procureur ministre représentant envoyé ambassadeur conseiller
    député sénateur rebelle terroriste djihadiste jihadiste séparatiste indépendantiste
    islamiste extrémiste journaliste militaire gendarme policier civil réfugié déplacé
    retourné rapatrié migrant éleveur agriculteur cultivateur orpailleur chasseur coupeur
    instructeur mercenaire assaillant insurgé repenti complice indicateur guetteur artificier
    prisonnier détenu suspect volontaire supplétif magistrat juge avocat maire enseignant
    étudiant élève infirmier chercheur expert analyste observateur médiateur secrétaire
    porte-parole chef dirigeant membre partisan sympathisant opposant activiste travailleur
    notable commerçant paysan berger pasteur ressortissant citoyen voisin survivant rescapé
    disparu blessé malien nigérien nigérian tchadien burkinabè ivoirien sénégalais algérien
    mauritanien libyen guinéen togolais béninois ghanéen camerounais russe ukrainien français
    américain européen africain turc touareg peul dogon arabe kamikaze otage
    """
)
"""Nouns for persons whose feminine the rules are sure of."""


@dataclass(frozen=True, slots=True)
class Inflected:
    """One form of a term.

    Attributes:
        form: as it is written.
        number, gender: what the form shows; None where it shows neither or both
            ("russe" is of either gender, a verb form of none).
    """

    form: str
    number: Number | None
    gender: Gender | None


@lru_cache(maxsize=16384)
def forms(term: Term) -> tuple[Inflected, ...]:
    """Return every form ``term`` may take, the listed form first, without duplicates.

    Why: a rendering in the plural is the term too, and a check that does not know it would
    repair what is right. A form that serves both numbers or genders has None for that feature.

    >>> from .model import Grammar, Status
    >>> grammar = Grammar(pos="noun", gender="m")
    >>> [f.form for f in forms(Term("drone kamikaze", "fr", Status.PREFERRED, grammar))]
    ['drone kamikaze', 'drones kamikazes']
    """
    grammar = term.grammar
    if grammar.pos == "verb":
        return _verb(term)
    table = _french(term) if term.language == "fr" else _english(term)
    return _merged(table, term)


def inflect(term: Term, number: Number | None, gender: Gender | None) -> str:
    """Return the form of ``term`` nearest to ``number`` and ``gender``; number counts more.

    None asks for what the term has by itself. The listed form stands where nothing else exists.

    >>> from .model import Grammar, Status
    >>> adjective = Term("malien", "fr", Status.PREFERRED, Grammar(pos="adjective", gender="m"))
    >>> inflect(adjective, "pl", "f"), inflect(adjective, None, "f")
    ('maliennes', 'malienne')
    """
    if term.grammar.pos == "verb":
        return term.form
    wanted_number = number or term.grammar.number
    wanted_gender = gender or term.grammar.gender
    available = forms(term)

    def distance(item: Inflected) -> int:
        far = 0 if item.number in (None, wanted_number) else 2
        far += 0 if wanted_gender is None or item.gender in (None, wanted_gender) else 1
        return far

    return min(available, key=distance).form  # the first of equals: the listed form


_Table = dict[tuple[Number, Gender | None], str]


def _french(term: Term) -> _Table:
    """Return the forms by number and gender; the rules first, then what Grammar says."""
    grammar, form = term.grammar, term.form
    number, gender = grammar.number, grammar.gender
    own: Gender | None = gender
    table: _Table = {(number, own): form}
    if grammar.pos == "adjective" and number == "sg" and gender in (None, "m"):
        feminine = grammar.feminine or inflect_fr.feminine_phrase(form)
        return {
            ("sg", "m"): form,
            ("pl", "m"): grammar.plural or inflect_fr.plural_phrase(form),
            ("sg", "f"): feminine,
            ("pl", "f"): inflect_fr.plural_phrase(feminine),
        }
    if grammar.pos in ("noun", "adjective"):
        if number == "sg":
            table["pl", own] = grammar.plural or inflect_fr.plural_phrase(form)
        elif not grammar.plural:
            table["sg", own] = inflect_fr.singular_phrase(form)
        if gender == "m":
            single = table.get(("sg", own), form)
            if grammar.feminine:
                table["sg", "f"] = grammar.feminine
                table["pl", "f"] = inflect_fr.plural_phrase(grammar.feminine)
            elif _is_person(single):
                table["sg", "f"] = inflect_fr.feminine_phrase(single)
                table["pl", "f"] = inflect_fr.plural_phrase(table["sg", "f"])
    else:
        if grammar.plural:
            table["pl", own] = grammar.plural
        if grammar.feminine:
            table["sg", "f"] = grammar.feminine
            table["pl", "f"] = inflect_fr.plural_phrase(grammar.feminine)
    return table


def _is_person(phrase: str) -> bool:
    """Tell whether the head of a phrase is a noun for persons with a sure feminine."""
    words = phrase.lower().split(" ")
    if words[0] in ("haut", "premier", "ancien", "jeune", "vice") and len(words) > 1:
        return words[1] in PERSON_NOUNS
    return words[0] in PERSON_NOUNS


def _english(term: Term) -> _Table:
    grammar, form = term.grammar, term.form
    table: _Table = {(grammar.number, None): form}
    if grammar.number == "sg" and (grammar.plural or grammar.pos == "noun"):
        table["pl", None] = grammar.plural or inflect_en.plural_phrase(form)
    elif grammar.number == "pl" and grammar.pos == "noun" and not grammar.plural:
        table["sg", None] = inflect_en.singular_phrase(form)
    return table


def _verb(term: Term) -> tuple[Inflected, ...]:
    """Return the forms of a verb; a complement after it does not change (prêter allégeance)."""
    if not term.form[:1].isalpha():
        found: tuple[str, ...] = (term.form,)
    elif term.language == "en":
        found = inflect_en.verb_forms(term.form)
    else:
        verb, space, rest = term.form.partition(" ")
        tail = space + rest
        found = tuple(form + tail for form in french_verb_forms(verb))
    return tuple(Inflected(form, None, None) for form in found)


def _merged(table: _Table, term: Term) -> tuple[Inflected, ...]:
    """Make one entry of each distinct form; what two cells share is told by None."""
    cells: dict[str, list[tuple[Number, Gender | None]]] = {}
    for cell, form in table.items():
        cells.setdefault(form, []).append(cell)
    result = []
    for form, where in cells.items():
        numbers = {number for number, _ in where}
        genders = {gender for _, gender in where}
        result.append(
            Inflected(
                form,
                numbers.pop() if len(numbers) == 1 else None,
                genders.pop() if len(genders) == 1 else None,
            )
        )
    result.sort(key=lambda item: item.form != term.form)  # stable: only the listed form moves
    return tuple(result)
