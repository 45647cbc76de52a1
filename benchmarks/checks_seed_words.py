"""Faults in what a translation says: terms, figures, dates, negations, names.

Each takes a clean pair and a generator of chance, and returns the damaged target, or None where
the pair gives no occasion. Imports nothing of the product and knows none of its lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from . import scorer
from .checks_pairs import Clean, Term

Damage = tuple[str, str, tuple[int, int] | None]
"""The target, what was done to it, and where the term stands in the source."""

WRONG = Path(__file__).parent / "data" / "seed-terms.tsv"

MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
DAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
NUMERALS = {
    "fr": "deux trois quatre cinq six sept huit dix onze douze quinze vingt trente quarante",
    "en": "two three four five six seven eight ten eleven twelve fifteen twenty thirty forty",
}
CURRENCIES = {
    "fr": ("dollars", "euros", "francs CFA", "FCFA", "livres", "$", "€", "£"),
    "en": ("dollars", "euros", "CFA francs", "pounds", "$", "€", "£"),
}
SCALES = {
    "fr": (("millions", "milliards"), ("million", "milliard"), ("milliers", "millions")),
    "en": (("million", "billion"), ("thousands", "millions"), ("thousand", "million")),
}
OTHER_NAMES = ("Petrovitch", "Lindqvist", "Okonjo", "Fernandes", "Yamamoto", "Kowalski")


# -- terms --------------------------------------------------------------------------------------


def places(text: str, forms: Sequence[str], language: str, *, exact: bool) -> list[tuple[int, int]]:
    """Return where any of ``forms`` stands as a word, the longest first, none overlapping."""
    plain = scorer.plain(text)
    if len(plain) != len(text):
        return []
    taken: list[tuple[int, int]] = []
    lower = plain.lower()
    present = [f for f in forms if scorer.plain(f).lower() in lower]  # most are not: this is fast
    for form in sorted(present, key=lambda f: (-len(f), f)):
        for start, end in scorer.find(plain, scorer.plain(form), language, exact_case=exact):
            if all(end <= a or b <= start for a, b in taken):
                taken.append((start, end))
    return sorted(taken)


def put(text: str, spans: Sequence[tuple[int, int]], new: str) -> str:
    """Return ``text`` with ``new`` in place of every span."""
    for start, end in reversed(spans):
        text = text[:start] + new + text[end:]
    return text


def swapped_term(pair: Clean, chance: Random, terms: dict[str, tuple[Term, ...]]) -> Damage | None:
    """Put another term of the same kind wherever the target has one that the source has."""
    known = terms[pair.direction]
    found = []
    for term in known:
        exact = term.kind != "noun"
        at = places(pair.source, (term.surface,), pair.source_language, exact=exact)
        there = places(pair.target, term.accepted, pair.target_language, exact=exact)
        if at and there:
            found.append((term, at[0], there))
    # the longest only: "Burkina" within "Burkina Faso" is no term of its own
    found = [f for f in found if not any(_inside(f[1], g[1]) for g in found)]
    if not found:
        return None
    term, at, there = chance.choice(found)
    present = {f for other, _, _ in found for f in other.accepted}
    capital = term.accepted[0][:1].isupper()
    others = [
        other.accepted[0]
        for other in known
        if other.kind == term.kind
        and other.accepted[0][:1].isupper() == capital
        and not set(other.accepted) & (present | set(term.accepted))
        and other.accepted[0].lower() not in f"{pair.target} {pair.source}".lower()
    ]
    if not others:
        return None
    other = chance.choice(sorted(set(others)))
    return put(pair.target, there, other), f"{term.accepted[0]} -> {other}", at


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


WrongForm = tuple[str, dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]
"""``forbidden`` or ``wrong``, the right forms by language, their wrong twins."""


def wrong_forms(path: Path = WRONG) -> tuple[WrongForm, ...]:
    """Read the frozen list of wrong forms."""
    lines = [
        line.split("\t")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    return tuple(
        (
            row[0],
            {"en": tuple(row[1].split("|")), "fr": tuple(row[2].split("|"))},
            {"en": tuple(row[3].split("|")), "fr": tuple(row[4].split("|"))},
        )
        for row in lines[1:]
    )


def wrong_term(
    pair: Clean, chance: Random, forms: Sequence[WrongForm], which: str
) -> Damage | None:
    """Put a form known to be wrong in place of a right one that answers the source."""
    found = []
    for class_, right, wrong in forms:
        if class_ != which:
            continue
        at = places(pair.source, right[pair.source_language], pair.source_language, exact=True)
        if not at:
            continue
        language = pair.target_language
        for form, twin in zip(right[language], wrong[language], strict=True):
            there = places(pair.target, (form,), language, exact=True)
            if there and form != twin:
                found.append((form, twin, at[0], there))
    found = [f for f in found if not any(_inside(f[2], g[2]) for g in found)]
    if not found:
        return None
    form, twin, at, there = chance.choice(found)
    return put(pair.target, there, twin), f"{form} -> {twin}", at


# -- figures and dates --------------------------------------------------------------------------

_FIGURE = re.compile(r"(?<![\w.,:-])\d+(?:[.,\u00a0\u202f ]\d+)*(?![\w:-])")
_PERCENT = re.compile(r"[ \u00a0\u202f]?%| (?:percent|per cent|pour cent|p\. 100)\b")


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _shared_figures(pair: Clean) -> list[re.Match[str]]:
    there = [_digits(m.group()) for m in _FIGURE.finditer(pair.source)]
    here = list(_FIGURE.finditer(pair.target))
    values = [_digits(m.group()) for m in here]
    # one that both sides have, and once: else what stands elsewhere may answer it
    return [
        m
        for m, v in zip(here, values, strict=True)
        if v in there and values.count(v) == 1 == there.count(v)
    ]


def changed_figure(pair: Clean, chance: Random) -> Damage | None:
    """Change one digit of a figure."""
    shared = _shared_figures(pair)
    if not shared:
        return None
    match = chance.choice(shared)
    index = chance.choice([i for i, c in enumerate(match.group()) if c.isdigit()])
    old = match.group()[index]
    new = chance.choice([d for d in "123456789" if d != old])
    at = match.start() + index
    changed = match.group()[:index] + new + match.group()[index + 1 :]
    if _digits(changed) in {_digits(m.group()) for m in _FIGURE.finditer(pair.source)}:
        return None  # it happens to be another figure of the source
    return pair.target[:at] + new + pair.target[at + 1 :], f"{match.group()} -> {changed}", None


def dropped_figure(pair: Clean, chance: Random) -> Damage | None:
    """Leave a figure out."""
    shared = _shared_figures(pair)
    if not shared:
        return None
    match = chance.choice(shared)
    left, right = pair.target[: match.start()], pair.target[match.end() :]
    return _joined(left, right), f"{match.group()} left out", None


def _joined(left: str, right: str) -> str:
    return left + (right.lstrip() if not left or left.endswith((" ", "(", "« ")) else right)


def dropped_percent(pair: Clean, chance: Random) -> Damage | None:
    """Leave the percent sign or word out."""
    found = list(_PERCENT.finditer(pair.target))
    if not found or not _PERCENT.search(pair.source):
        return None
    match = chance.choice(found)
    return pair.target[: match.start()] + pair.target[match.end() :], "percent left out", None


def changed_currency(pair: Clean, chance: Random) -> Damage | None:
    """Put another currency."""
    mine = CURRENCIES[pair.target_language]
    if not any(_word(c).search(pair.source) for c in CURRENCIES[pair.source_language]):
        return None
    found = [(m, c) for c in mine for m in _word(c).finditer(pair.target)]
    if len(found) != 1:
        return None
    match, old = found[0]
    same = {"$": "dollars", "€": "euros", "£": "pounds", "FCFA": "francs CFA", "livres": "pounds"}
    sign = old in "$€£"
    others = [c for c in mine if (c in "$€£") == sign and same.get(c, c) != same.get(old, old)]
    new = chance.choice(others)
    return put(pair.target, [match.span()], new), f"{old} -> {new}", None


def changed_scale(pair: Clean, chance: Random) -> Damage | None:
    """Put billions for millions, or the like."""
    if not any(_word(w).search(pair.source) for p in SCALES[pair.source_language] for w in p):
        return None
    for low, high in SCALES[pair.target_language]:
        for old, new in ((low, high), (high, low)):
            found = list(_word(old).finditer(pair.target))
            if len(found) == 1:
                return put(pair.target, [found[0].span()], new), f"{old} -> {new}", None
    return None


def changed_month(pair: Clean, chance: Random) -> Damage | None:
    """Put another month."""
    return _other(pair, chance, MONTHS, needs=r"(?:\d+(?:er|st|nd|rd|th)? {}|{},? \d+)")


def changed_day(pair: Clean, chance: Random) -> Damage | None:
    """Put another day of the week."""
    return _other(pair, chance, DAYS)


def changed_numeral(pair: Clean, chance: Random) -> Damage | None:
    """Put another number in words."""
    return _other(pair, chance, NUMERALS)


def _other(
    pair: Clean, chance: Random, lists: dict[str, str], *, needs: str = "{}"
) -> Damage | None:
    there, here = lists[pair.source_language].split(), lists[pair.target_language].split()
    found = []
    for original, old in zip(there, here, strict=True):
        spans = [m.span() for m in _word(old).finditer(pair.target)]
        wanted = re.compile(needs.replace("{}", re.escape(old)))
        if len(spans) == 1 and _word(original).search(pair.source) and wanted.search(pair.target):
            found.append((old, spans))
    if not found:
        return None
    old, spans = chance.choice(found)
    taken = {b for a, b in zip(there, here, strict=True) if _word(a).search(pair.source)}
    new = chance.choice([w for w in here if w not in taken])
    return put(pair.target, spans, new), f"{old} -> {new}", None


def _word(form: str) -> re.Pattern[str]:
    return re.compile(re.escape(form) if form in "$€£" else rf"\b{re.escape(form)}\b")


# -- negations ----------------------------------------------------------------------------------

_NEGATIVE = {
    "fr": re.compile(
        r"\b(?:ne|pas|jamais|rien|aucune?|sans|ni|nulle?|personne|non|plus de|guère)\b|\bn['’]",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:not|cannot|never|no|none|nothing|nobody|without|nor|neither|hardly|barely)\b"
        r"|n['’]t\b",
        re.IGNORECASE,
    ),
}
_NE_PAS = re.compile(r"\b(?:ne |n['’])(\w+(?:[ -]\w+)?) (pas|jamais)\b")
_NE_PAS_TO = re.compile(r"\bne (pas|jamais) ")
_NOT = re.compile(r"\b(can)not\b| (?:not|never)\b|(?<=[a-z])n['’]t\b")
_AUXILIARY = {
    "fr": re.compile(
        r"(?<=\w )(est|sont|était|étaient|sera|seront|ont|avait|avaient|peut|peuvent|doit|doivent)"
        r"(?= \w)"
    ),
    "en": re.compile(
        r"(?<=\w )(is|are|was|were|has|had|will|would|can|could|should|must)"
        r"(?= [a-z])(?! (?:you|we|they|he|she|it)\b)"
    ),
}


def dropped_negation(pair: Clean, chance: Random) -> Damage | None:
    """Take out the one negation of the target."""
    if not _NEGATIVE[pair.source_language].search(pair.source):
        return None
    text = pair.target
    if pair.target_language == "fr":
        if len(re.findall(r"\b(?:pas|jamais|rien|aucune?|sans|ni|plus)\b", text)) != 1:
            return None
        made = _NE_PAS_TO.sub("", text, count=1)
        if made == text:
            made = _NE_PAS.sub(r"\1", text, count=1)
            made = re.sub(r"\b([Jj])e (?=[aeéèiouyh])", r"\1'", made)
    else:
        if len(_NEGATIVE["en"].findall(text)) != 1:
            return None
        made = re.sub(r"\bwon['’]t\b", "will", text)
        if made == text:
            made = _NOT.sub(lambda m: m.group(1) or "", text, count=1)
    return (made, "negation taken out", None) if made != text else None


def added_negation(pair: Clean, chance: Random) -> Damage | None:
    """Negate a verb where neither side has a negation."""
    if any(
        _NEGATIVE[language].search(text)
        for language, text in (
            (pair.source_language, pair.source),
            (pair.target_language, pair.target),
        )
    ):
        return None
    found = list(_AUXILIARY[pair.target_language].finditer(pair.target))
    if not found:
        return None
    match = chance.choice(found)
    verb = match.group(1)
    if pair.target_language == "en":
        new = f"{verb} not"
    else:
        new = f"n'{verb} pas" if verb[0] in "aeéo" else f"ne {verb} pas"
    return put(pair.target, [match.span()], new), f"{verb} -> {new}", None


# -- names --------------------------------------------------------------------------------------

_NAME = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Ý][a-zà-ÿ]{4,}\b(?!-)")


def _shared_names(pair: Clean) -> list[re.Match[str]]:
    """Return names that stand once on either side, written alike, and begin no sentence."""
    return [
        m
        for m in _NAME.finditer(pair.target)
        if len(re.findall(rf"\b{m.group()}\b", pair.target)) == 1
        and len(re.findall(rf"\b{m.group()}\b", pair.source)) == 1
    ]


def altered_name(pair: Clean, chance: Random) -> Damage | None:
    """Swap two letters inside a name."""
    shared = _shared_names(pair)
    if not shared:
        return None
    match = chance.choice(shared)
    name = match.group()
    swaps = [i for i in range(1, len(name) - 1) if name[i] != name[i + 1]]
    i = chance.choice(swaps)
    new = name[:i] + name[i + 1] + name[i] + name[i + 2 :]
    return put(pair.target, [match.span()], new), f"{name} -> {new}", None


def replaced_name(pair: Clean, chance: Random) -> Damage | None:
    """Put another person's name."""
    shared = _shared_names(pair)
    if not shared:
        return None
    match = chance.choice(shared)
    new = chance.choice([n for n in OTHER_NAMES if n not in pair.target])
    return put(pair.target, [match.span()], new), f"{match.group()} -> {new}", None


def dropped_name(pair: Clean, chance: Random) -> Damage | None:
    """Leave a name out."""
    shared = _shared_names(pair)
    if not shared:
        return None
    match = chance.choice(shared)
    left, right = pair.target[: match.start()], pair.target[match.end() :]
    return _joined(left, right), f"{match.group()} left out", None


Fault = Callable[[Clean, Random], "Damage | None"]

FIGURES: dict[str, Fault] = {
    "number-changed": changed_figure,
    "number-dropped": dropped_figure,
    "numeral-changed": changed_numeral,
    "percent-dropped": dropped_percent,
    "currency-changed": changed_currency,
    "scale-changed": changed_scale,
    "month-changed": changed_month,
    "day-changed": changed_day,
}
SENSE: dict[str, Fault] = {
    "negation-dropped": dropped_negation,
    "negation-added": added_negation,
    "name-altered": altered_name,
    "name-replaced": replaced_name,
    "name-dropped": dropped_name,
}
