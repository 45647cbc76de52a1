"""What tells names from other words: words that are common, names that differ by language.

Two frozen lists beside this module, read when a document first needs them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from glossary.files import decode, read_bytes

_HERE = Path(__file__).parent


def _lines(name: str) -> list[str]:
    text, _ = decode(read_bytes(_HERE / name), where=name)
    return [line for line in text.splitlines() if line and line[0] != "#"]


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(_lines("common-words.txt"))


@lru_cache(maxsize=1)
def _exonyms() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(line.split("\t")) for line in _lines("exonyms.tsv"))


def is_common(word: str) -> bool:
    """Tell whether a word is an everyday one of English or French, whatever its capitals.

    >>> is_common("Liberation"), is_common("Libération"), is_common("Diop")
    (True, True, False)
    """
    return unicodedata.normalize("NFC", word).lower() in _common()


def is_exonym(one: str, two: str) -> bool:
    """Tell whether two names are what the two languages call one thing.

    >>> is_exonym("Algérie", "Algeria"), is_exonym("Diop", "Diopé")
    (True, False)
    """
    return frozenset((one, two)) in _exonyms()


_RESPELT = str.maketrans("kywzqo", "civscu")
_SOUNDS = (
    ("ou", "u"), ("tch", "ch"), ("dj", "j"), ("ie", "i"), ("zh", "j"), ("sch", "ch"),
    ("ph", "f"), ("kh", "h"), ("sh", "ch"), ("gu", "g"), ("h", ""),
)  # fmt: skip


def transliterated(word: str) -> str:
    """Return a name, in small letters without accents, as any school would transliterate it.

    French and English spell what comes from Arabic or Russian each in their own way (Bachir,
    Bashir), and end names in vowels of their own (Médine, Medina).

    >>> transliterated("poutine") == transliterated("putin")
    True
    >>> transliterated("souleymane") == transliterated("soulmane")
    False
    """
    for before, after in _SOUNDS:
        word = word.replace(before, after)
    word = re.sub(r"(.)\1", r"\1", word.translate(_RESPELT))
    return re.sub(r"[eaionu]+$", "", word)
