"""Rules of thumb that find wrong grammar around terms; independent of the product's repair.

A rule is a pattern or a small function over a sentence in the target language. The gender, number
and article of terms come from ``data/grammar-terms.tsv``, written by hand for this purpose.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .grammar_rules_fr import FRENCH
from .scorer import find, plain


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault by a rule: half-open span in the (plain) text."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A term form and its grammar: ``gender`` m, f or -; ``number`` sg, pl or any."""

    language: str
    form: str
    gender: str
    number: str
    article: bool


TERMS = Path(__file__).parent / "data" / "grammar-terms.tsv"


def read_entries(path: Path = TERMS) -> tuple[Entry, ...]:
    """Read the table of terms."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(
            Entry(r["language"], r["form"], r["gender"], r["number"], r["article"] == "yes")
            for r in rows
        )


# -- French ---------------------------------------------------------------------------------------

_BEFORE = re.compile(
    r"(?:^|[^\w'])(le|la|les|l'|un|une|du|de la|de l'|des|au|aux|à la|à l'|ce|cet|cette|ces) ?$",
    re.IGNORECASE,
)
_SHAPES: dict[str, tuple[str, str]] = {
    "le": ("m", "sg"),
    "la": ("f", "sg"),
    "un": ("m", "sg"),
    "une": ("f", "sg"),
    "du": ("m", "sg"),
    "de la": ("f", "sg"),
    "au": ("m", "sg"),
    "à la": ("f", "sg"),
    "ce": ("m", "sg"),
    "cet": ("m", "sg"),
    "cette": ("f", "sg"),
    "l'": ("-", "sg"),
    "de l'": ("-", "sg"),
    "à l'": ("-", "sg"),
    "les": ("-", "pl"),
    "des": ("-", "pl"),
    "aux": ("-", "pl"),
    "ces": ("-", "pl"),
}


def _articles(text: str, entries: Sequence[Entry]) -> Iterator[Fault]:
    """Yield articles that clash with the term right after them."""
    for entry, start, end in _placed(text, entries):
        match = _BEFORE.search(text[:start])
        if match is None:
            continue
        word = match.group(1).lower()
        gender, number = _SHAPES[word]
        at = match.start(1)
        if not entry.article:
            yield Fault("article before a name without", at, end)
        elif entry.number != "any" and number != entry.number:
            yield Fault("number of the article", at, end)
        elif "-" not in (gender, entry.gender) and number == "sg" and gender != entry.gender:
            yield Fault("gender of the article", at, end)


def _towns(text: str, entries: Sequence[Entry]) -> Iterator[Fault]:
    """Yield "en" before a name without article: a town takes "à"."""
    for entry, start, end in _placed(text, entries):
        if not entry.article and " " not in entry.form and entry.form != entry.form.upper():
            before = re.search(r"(?:^|[^\w'])(en) $", text[:start], re.IGNORECASE)
            if before:
                yield Fault("en before a town", before.start(1), end)


def _placed(text: str, entries: Sequence[Entry]) -> list[tuple[Entry, int, int]]:
    """Return where entries stand; longer ones win, and an entry inside another is none."""
    found = [
        (entry, start, end)
        for entry in entries
        for start, end in find(
            text, entry.form, entry.language, exact_case=entry.form != entry.form.lower()
        )
    ]
    found.sort(key=lambda f: (f[1], -f[2]))
    chosen: list[tuple[Entry, int, int]] = []
    for item in found:
        if not chosen or item[1] >= chosen[-1][2]:
            chosen.append(item)
    return chosen


# -- English ------------------------------------------------------------------------------------

_COUNT = r"two|three|four|five|six|seven|eight|nine|ten|several|\d+"
_PLURALS = "^(?:The )?(?:rebels|insurgents|soldiers|militants|jihadists|fighters|attackers)"

_ENGLISH: tuple[tuple[str, str], ...] = (
    ("doubled word", r"\b(the|a|an|of|to|in|by|and|for|with|from) \1\b"),
    ("doubled article", r"\b(?:the an?|an? the|an? an?) \w"),
    ("doubled word", r"\b([^\W\d_]{4,})(?:'s)? \1\b"),
    ("doubled word", r"\b\d+ (mm|kg|km) \w+ (?:\w+ )?\1\b"),
    ("number after a figure", rf"\b(?:{_COUNT}) (?-i:IED|NGO|IDP|UAV)\b(?! [a-z]+s\b)"),
    ("number after a figure", rf"\b(?:{_COUNT}) (?-i:[A-Z]\w+(?:-[A-Z]\w+)?an)(?=[.;]| and an? )"),
    ("number after a figure", r"\ban? \$?\d[\d,.]* (?:[mb]illion )?(?:CFA francs\b|CFA \w+s\b)"),
    (
        "number of the verb",
        rf"\b(?:{_PLURALS})(?: no longer| also| still)? (?:has|is|was|recognises|says)\b",
    ),
    (
        "number of the verb",
        r"^(?-i:[A-Z]\w+)(?:, (?-i:[A-Z]\w+))* and (?-i:[A-Z]\w+) (?:has|is|was)\b",
    ),
    ("possessive", r"\w's's\b|\w's'|\w '?s\b(?!\.)"),
)
_A = re.compile(r"\b(an?) (\w[\w.'-]*)", re.IGNORECASE)
_SOUNDS_CONSONANT = re.compile(r"(?:eu|ewe|one\b|once|uni(?!n|m)|us[aeu]|ut[ie]|uk|ub|uran)", re.I)
_SOUNDS_VOWEL = re.compile(r"(?:hour|honest|honou?r|heir)", re.IGNORECASE)
_SAID_AS_WORDS = frozenset(
    "FAMa MINUSMA GATIA NATO UNESCO UNICEF CILSS SADC FARC FIFA LIFG MUJAO MINUSCA FLA".split()
)
_CLOSED = (
    "in of and or to has have is was were are said says for on at by with from as that which who "
    "but after before near since while when had will would could may can"
).split()
_STANDS_ALONE = re.compile(rf"(?:\s*$|'s\b|\s*[.,;:!?)»\"”]|\s+(?:{'|'.join(_CLOSED)})\b)")


def _indefinite(text: str) -> Iterator[Fault]:
    """Yield "a" before a vowel sound and "an" before a consonant sound."""
    for match in _A.finditer(text):
        article, word = match.group(1).lower(), match.group(2)
        if word[0].isdigit():
            vowel = word[0] == "8" or re.match(r"1[18](?!\d)", word) is not None
        elif re.fullmatch(r"[A-Z]{2,}s?", word) and word not in _SAID_AS_WORDS:
            vowel = word[0] in "AEFHILMNORSX"
            if re.search(r"[AEIOU]", word[1:]) and word[0] in "FLMNRS":
                continue  # may be said as a word
        else:
            vowel = word[0].lower() in "aeiou"
            if _SOUNDS_CONSONANT.match(word):
                vowel = False
            elif _SOUNDS_VOWEL.match(word):
                vowel = True
        if vowel != (article == "an") and word not in ("and", "or"):
            yield Fault("a/an", match.start(), match.end())


def _the(text: str, entries: Sequence[Entry]) -> Iterator[Fault]:
    """Yield "the" before a name without article, and "a" before a plural."""
    for entry, start, end in _placed(text, entries):
        before = re.search(r"\b(the|an?) $", text[:start], re.IGNORECASE)
        if before is None or _STANDS_ALONE.match(text[end:]) is None:
            continue
        indefinite = before.group(1).lower() != "the"
        possessed = text[end : end + 2] == "'s"
        if not entry.article and (not indefinite or possessed):
            yield Fault("the before a name without", before.start(1), end)
        elif entry.number == "pl" and indefinite:
            yield Fault("number of the article", before.start(1), end)


_PREPOSITIONS = "of|for|by|with|from|in|against|to"
_ACTS = re.compile(r" (?:has|have|is|are|was|were|will|said|says|suspects?|warned)\b| \([A-Z]+\)")


def _missing(text: str, entries: Sequence[Entry]) -> Iterator[Fault]:
    """Yield names without the "the" they need: before a verb, or alone after a preposition."""
    if not text.rstrip().endswith((".", "!", "?", '"')):
        return  # a headline
    for entry, start, end in _placed(text, entries):
        if not entry.article or entry.form == entry.form.lower():
            continue
        before, after = text[:start], text[end:]
        opens = re.search(r"(?:^|[.!?] |\b(?:that|where|which) )$", before) is not None
        bare = re.search(rf"\b(?:{_PREPOSITIONS}) $", before) is not None
        if (opens and _ACTS.match(after)) or (bare and re.match(r"[.,;]| in \d", after)):
            yield Fault("article missing", start, end)


# -- all ----------------------------------------------------------------------------------------

Rule = Callable[[str, Sequence[Entry]], Iterator[Fault]]


def faults(text: str, language: str, entries: Sequence[Entry]) -> tuple[Fault, ...]:
    """Return the faults of a sentence in order; one span is one fault.

    >>> [f.rule for f in faults("le chef de le JNIM", "fr", ())]
    ['contraction']
    >>> [f.rule for f in faults("an JNIM fighter", "en", ())]
    ['a/an']
    """
    text = plain(text)
    own = [e for e in entries if e.language == language]
    patterns = FRENCH if language == "fr" else _ENGLISH
    found = [
        Fault(name, m.start(), m.end())
        for name, pattern in patterns
        for m in re.finditer(pattern, text, re.IGNORECASE)
    ]
    if language == "fr":
        found += [*_articles(text, own), *_towns(text, own)]
    else:
        found += [*_indefinite(text), *_the(text, own), *_missing(text, own)]
    chosen: list[Fault] = []
    for fault in sorted(found, key=lambda f: (f.start, -f.end)):
        if not chosen or fault.start >= chosen[-1].end:
            chosen.append(fault)
    return tuple(chosen)


def window(text: str, start: int, end: int, words: int = 3) -> tuple[int, int]:
    """Return the span of ``words`` words on either side of a term.

    >>> window("un deux trois quatre JNIM cinq", 21, 25)
    (3, 30)
    """
    left = re.search(rf"(?:[\w'’-]+\W+){{0,{words}}}$", text[:start])
    right = re.match(rf"(?:\W+[\w'’-]+){{0,{words}}}", text[end:])
    return (left.start() if left else start), end + (right.end() if right else 0)
