"""The rules of form: folding with a map to the original offsets, word boundaries, elision.

Everything that compares text in this project compares folds, so that "l’armée", "l'arme\u0301e"
and "L'ARMEE" are one thing, and every result is told in offsets of the text as it was read.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from .model import Language

APOSTROPHES = "'’‘ʼ＇ʹ`´"
HYPHENS = "-‐‑"
_FOLD = {ord(c): "'" for c in APOSTROPHES} | {ord(c): "-" for c in HYPHENS}
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")

ELIDED = frozenset("l d j m t s n c qu jusqu lorsqu puisqu quoiqu quelqu presqu".split())
"""French words that stand before an apostrophe and are words of their own (Le Bon usage, § 45)."""

_FREE_PREFIXES = frozenset("anti pro ex non quasi".split())
"""Prefixes that leave the word after the hyphen what it is (ex-rebelles, Anti-Wagner)."""

_H_ASPIRE = frozenset(
    "hameau hameaux handicap handicapé hangar harcèlement hasard hausse haut haute hauts hautes "
    "haut-commissaire haut-commissariat haut-conseil hauteur hcua hcr héraut héros heurt heurts "
    "hiérarchie hollande hongrie honte hors huit hutte haoussa haoussas hausa houthi houthis "
    "haltère halte hall hache haine haie hall hamas hezbollah hcrrun hongrois hollandais "
    "halpulaar haal huitième hutu hutus harki harkis hub hubs hacker hackers horde hordes "
    "hold-up hurlement hurlements handicapés handicapée handicapées hasards hangars hiérarchique "
    "hiérarchiques hors-la-loi hors-bord hauts-commissaires haftar hifter".split()
)
_Y_CONSONANT = re.compile(r"y[aeiouéèê]")
_VOWEL = "aeiouyàâäéèêëîïôöùûüœæ"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made comparable.

    Attributes:
        key: NFC, lower case, no accents, ' and -, single spaces.
        norm: the same characters before lower-casing and accent removal; as long as ``key``.
        starts, ends: for each character of ``key``, the half-open span of the original text.
    """

    key: str
    norm: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty half-open span of ``key`` to one of the original text."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Return ``text`` made comparable, with a map to the original offsets.

    Decomposed accents are composed, typographic apostrophes, hyphens and spaces become plain,
    runs of white space become one space, invisible characters (soft hyphen, zero-width space)
    vanish. One character of the original never becomes two, so that offsets stay true.

    >>> f = fold("L\u2019E\u0301tat")
    >>> f.key, f.norm, f.span(2, 3)
    ("l'etat", "L'État", (2, 4))
    """
    if _ONE_TO_ONE.fullmatch(text) and not _SPACES.search(text):
        plain = text.translate(_NORMS)
        length = len(text)
        return Folded(
            plain.translate(_KEYS), plain, tuple(range(length)), tuple(range(1, length + 1))
        )
    return _fold_each(text)


# nothing here combines, vanishes or is a surrogate: Latin letters as they are typed, punctuation
_ONE_TO_ONE = re.compile("[\t\n\r -\u00ac\u00ae-\u02ff\u2010-\u2027\u202f-\u205e\u2070-\u20cf]*")
_SPACES = re.compile(r"\s\s")


class _Norms(dict[int, str]):
    """A table for `str.translate` that learns a character when it first meets it."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = " " if char.isspace() else _FOLD.get(code, char)
        return self[code]


class _Keys(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = _key(chr(code))
        return self[code]


_NORMS = _Norms()
_KEYS = _Keys()


def _fold_each(text: str) -> Folded:
    """Fold character by character: what combines, vanishes or runs together."""
    key: list[str] = []
    norm: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    length = len(text)
    index = 0
    while index < length:
        stop = index + 1
        char = text[index]
        if char in _INVISIBLE:
            # belongs to the character before it, so that a span never ends inside a word
            if ends:
                ends[-1] = stop
            index = stop
            continue
        if char.isspace():
            while stop < length and text[stop].isspace():
                stop += 1
            char = " "
        elif ord(char) >= 0x41:
            while stop < length and (unicodedata.combining(text[stop]) or text[stop] in _INVISIBLE):
                stop += 1
            if stop > index + 1:
                visible = "".join(c for c in text[index:stop] if c not in _INVISIBLE)
                # a second mark is dropped: no French letter has two
                char = unicodedata.normalize("NFC", visible)[0]
            char = _FOLD.get(ord(char), char)
        else:
            char = _FOLD.get(ord(char), char)
        norm.append(char)
        key.append(_key(char))
        starts.append(index)
        ends.append(stop)
        index = stop
    return Folded("".join(key), "".join(norm), tuple(starts), tuple(ends))


@lru_cache(maxsize=4096)
def _key(char: str) -> str:
    """Return one character for one character: lower case, accent removed where that is exact."""
    lower = char.lower()
    if len(lower) != 1:  # 'İ' lower-cases to two characters
        lower = char
    if lower.isascii():
        return lower
    base = unicodedata.normalize("NFD", lower)[0]
    return base if base.isascii() and base.isalpha() else lower


def fold_key(text: str) -> str:
    """Return only the comparable form, without outer spaces.

    >>> fold_key("  Forces  armées ")
    'forces armees'
    """
    return fold(text).key.strip()


_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a single sign of a folded text; half-open span of ``Folded.key``."""

    text: str
    start: int
    end: int


def tokens(folded: Folded) -> list[Token]:
    """Split a folded text into words and signs.

    >>> [t.text for t in tokens(fold("l’AES, porte-parole"))]
    ['l', "'", 'aes', ',', 'porte', '-', 'parole']
    """
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(folded.key)]


def is_bounded(
    folded: Folded, start: int, end: int, language: Language, *, loose_hyphen: bool
) -> bool:
    """Tell whether key[start:end] is a word or words of its own, not a part of one.

    A hyphen joins (porte-parole, Guinée-Bissau), except that a form with capitals stands free
    beside a lower-case word (Mali-based), any word after a free prefix (ex-rebelles), and an
    acronym beside anything with ``loose_hyphen`` (AES-Russie). An apostrophe joins too
    (aujourd'hui, O'Brien), except after an elided French word (l'armée), as an English genitive
    (Mali's) and as a quote.

    >>> f = fold("le porte-parole de la Somalie")
    >>> is_bounded(f, 3, 8, "fr", loose_hyphen=False)
    False
    """
    key, norm = folded.key, folded.norm
    if start > 0 and _is_word(key[start - 1]) and _is_word(key[start]):
        return False
    if end < len(key) and _is_word(key[end]) and _is_word(key[end - 1]):
        return False
    capital = any(c.isupper() for c in norm[start:end])
    if start > 1 and key[start - 1] == "-" and _is_word(key[start - 2]):
        neighbour = _word_before(norm, start - 1)
        free = loose_hyphen or (capital and neighbour.islower())
        if not (free or neighbour.lower() in _FREE_PREFIXES):
            return False
    if end + 1 < len(key) and key[end] == "-" and _is_word(key[end + 1]):
        neighbour = _word_after(norm, end + 1)
        if not (loose_hyphen or (capital and neighbour.islower())):
            return False
    if start > 1 and key[start - 1] == "'" and _is_word(key[start - 2]):
        before = _word_before(key, start - 1)
        if language == "en" or before not in ELIDED:
            return False
    if end + 1 < len(key) and key[end] == "'" and _is_word(key[end + 1]):
        after = _word_after(key, end + 1)
        genitive = language == "en" and after == "s"
        elided = language == "fr" and key[start:end] in ELIDED
        if not (genitive or elided):
            return False
    return True


def _is_word(char: str) -> bool:
    return char == "_" or char.isalnum()


def _word_before(text: str, end: int) -> str:
    start = end
    while start > 0 and _is_word(text[start - 1]):
        start -= 1
    return text[start:end]


def _word_after(text: str, start: int) -> str:
    end = start
    while end < len(text) and _is_word(text[end]):
        end += 1
    return text[start:end]


def is_acronym(word: str) -> bool:
    """Tell whether a word is written like an acronym: two capitals or more (FAMa, GSIM, G5).

    >>> [is_acronym(w) for w in ("FAMa", "Mali", "G5", "AES", "Aqmi")]
    [True, False, True, True, False]
    """
    capitals = sum(c.isupper() for c in word)
    return capitals >= 2 or (capitals == 1 and any(c.isdigit() for c in word))


def elides(phrase: str) -> bool:
    """Tell whether French elides before ``phrase`` (l'AES, d'Aqmi, but le HCUA, le Yémen).

    Elision before a vowel or mute h (Le Bon usage, § 44); an acronym read letter by letter goes
    by the name of its first letter (la SNCF is an exception French makes for consonant
    letters, so only vowels elide).

    >>> [elides(w) for w in ("AES", "HCUA", "homme", "hameau", "FAMa", "Yémen", "onze", "ONU")]
    [True, False, True, False, False, False, False, True]
    """
    folded = fold(phrase.lstrip('«"“( \u00a0\u202f'))
    lowered = folded.norm.lower()
    match = re.match(r"[\w-]+", lowered)
    if match is None:
        return False
    word = match.group()
    first = word.split("-")[0]
    if first in {"onze", "onzième", "oui", "ouistiti", "yaourt", "uhlan"}:
        return False
    if word[0] == "h":
        aspirate = first in _H_ASPIRE or word in _H_ASPIRE
        return not (aspirate or is_acronym(folded.norm[: len(first)]))
    if word[0] == "y":
        return _Y_CONSONANT.match(word) is None
    return word[0] in _VOWEL
