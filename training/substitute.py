"""Multiply in-domain pairs: swap and annotate glossary entities, change figures, on both sides."""

import random
import re

from . import edits, invent
from .edits import Edit
from .elision import refit
from .terms import Concept, Found, Inventory, Occurrence, is_acronym

_COMMON_NOUNS = ("demonym", "military-term", "weapon", "politics")
_FIGURE = re.compile(r"(?<![\w.,])\d{1,4}(?![\w])")


def glossary_edits(
    source: str,
    target: str,
    source_language: str,
    inventory: Inventory,
    rng: random.Random,
    *,
    swap: float,
    annotate: float,
) -> tuple[list[Edit], list[Edit], list[str]]:
    """Return edits of the source, edits of the target, and the annotated exact target forms.

    Each concept on both sides is swapped for another with probability `swap` (only names and
    acronyms, whose grammar the inventory knows) and annotated with probability `annotate`.
    """
    french, english = (source, target) if source_language == "fr" else (target, source)
    left: list[Edit] = []
    right: list[Edit] = []
    exact: list[str] = []
    taken = {"fr": -1, "en": -1}
    marked = 0
    for occurrence in sorted(inventory.find(french, english), key=lambda o: o.fr.start):
        if occurrence.fr.start < taken["fr"] or occurrence.en.start < taken["en"]:
            continue
        taken = {"fr": occurrence.fr.end, "en": occurrence.en.end}
        forms = {
            "fr": french[occurrence.fr.start : occurrence.fr.end],
            "en": english[occurrence.en.start : occurrence.en.end],
        }
        start, before, replaced = occurrence.fr.start, "", None
        if _swappable(occurrence, forms) and rng.random() < swap:
            replaced = _replacement(occurrence, inventory, rng)
            if replaced:
                forms = {"fr": replaced[0], "en": replaced[1]}
                start, before = _refit(french, occurrence.fr, forms["fr"])
        target_language = "en" if source_language == "fr" else "fr"
        annotated = marked < 4 and rng.random() < annotate
        marked += annotated
        shown = dict(forms)
        if annotated:
            used = forms[target_language]
            given = used if replaced else _given(occurrence, used, target_language, rng)
            shown[source_language] = edits.term(forms[source_language], given)
            if given == used and given != given.lower():
                exact.append(given)
        fr_edit = Edit(start, occurrence.fr.end, before + shown["fr"])
        en_edit = Edit(occurrence.en.start, occurrence.en.end, shown["en"])
        first, second = (fr_edit, en_edit) if source_language == "fr" else (en_edit, fr_edit)
        left.append(first)
        right.append(second)
    return left, right, exact


def _swappable(occurrence: Occurrence, forms: dict[str, str]) -> bool:
    concept = occurrence.fr.concept
    if concept.number == "p" or concept.domain in _COMMON_NOUNS:
        return False
    fr, en = forms["fr"], forms["en"]
    if fr != occurrence.fr.form or en != occurrence.en.form:
        return False  # inflected or recased: another form may not fit
    return (is_acronym(fr) and is_acronym(en)) or (concept.domain == "place" and fr[0].isupper())


def _replacement(
    occurrence: Occurrence, inventory: Inventory, rng: random.Random
) -> tuple[str, str] | None:
    """Return French and English forms of an equal kind, one in four acronyms invented."""
    concept = occurrence.fr.concept
    if is_acronym(occurrence.fr.form):
        if rng.random() < 0.25:
            made = invent.acronym(rng)
            return made, made if rng.random() < 0.6 else invent.acronym(rng)
        pool = [c for c in inventory.alternatives(concept) if c.fr_acronym and c.en_acronym]
        choice = rng.choice(pool) if pool else None
        return (choice.fr_acronym, choice.en_acronym) if choice else None
    pool = [c for c in inventory.alternatives(concept) if _plain_name(c) and not c.fr_acronym]
    choice = rng.choice(pool) if pool else None
    return (choice.fr[0], choice.en[0]) if choice else None


def _plain_name(concept: Concept) -> bool:
    # "région de Gao" or "the Three Borders" bring their own grammar; bare names do not.
    return all(f[0][0].isupper() and f[0].count(" ") < 2 for f in (concept.fr, concept.en))


def _refit(french: str, found: Found, form: str) -> tuple[int, str]:
    """Return where the edit must start and what stands there before the new form."""
    head = french[: found.start]
    gender = found.concept.gender or "m"
    fitted = refit(head, form, gender)
    if found.concept.article == "none" and re.search(r"\b[ld]'$|\b(le|la) $", head):
        return found.start, ""  # an article that belongs to the name
    shared = 0
    while shared < min(len(head), len(fitted)) and head[shared] == fitted[shared]:
        shared += 1
    return (shared, fitted[shared:]) if fitted != head else (found.start, "")


def _given(occurrence: Occurrence, used: str, language: str, rng: random.Random) -> str:
    """Return the annotation: the form `used` in the target, or the dictionary form it inflects."""
    found = occurrence.en if language == "en" else occurrence.fr
    inflects = used != found.form and used.lower() != found.form.lower() and not is_acronym(used)
    if inflects and found.form[0].lower() == used[0].lower() and rng.random() < 0.7:
        return found.form
    # A capital that only the sentence's start or the title asks for is not the glossary's.
    if used.lower() == found.form.lower() and rng.random() < 0.7:
        return found.form
    return used


def renumber(
    source: str, target: str, left: list[Edit], right: list[Edit], rng: random.Random
) -> None:
    """Add edits that change figures standing once on both sides, keeping size and plausibility."""
    theirs = _single_figures(target)
    for figure, start in _single_figures(source).items():
        if figure not in theirs or int(figure) < 2 or figure[0] == "0" or rng.random() < 0.4:
            continue
        end, low, high = start + len(figure), theirs[figure], theirs[figure] + len(figure)
        if any(e.start < end and start < e.end for e in left):
            continue
        if any(e.start < high and low < e.end for e in right):
            continue
        made = _other_figure(int(figure), len(figure), rng)
        left.append(Edit(start, end, made))
        right.append(Edit(low, high, made))


def _single_figures(text: str) -> dict[str, int]:
    found = [(m.group(), m.start()) for m in _FIGURE.finditer(text)]
    counts = [figure for figure, _ in found]
    return {figure: start for figure, start in found if counts.count(figure) == 1}


def _other_figure(value: int, digits: int, rng: random.Random) -> str:
    if digits == 4 and 1900 <= value <= 2099:
        return str(rng.randint(1958, 2026))
    if digits == 2 and value <= 28:
        return str(rng.randint(10, 28))  # it may be a day or an hour's minutes
    return str(rng.randint(max(2, 10 ** (digits - 1)), 10**digits - 1))
