"""Stretches of text that are no words: addresses, handles, tags, file names, placeholders.

A term is never looked for inside one, and a translation carries them over as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PATTERNS = (
    r"(?:https?|ftp)://[^\s<>\"«»“”]+",
    r"\bwww\.[^\s<>\"«»“”]+",
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"(?<![\w@])@\w[\w.]*\w",  # handle
    r"(?<![\w&])#\w*[^\W\d_]\w*",  # hashtag: a '#' before figures alone is a number
    r"\b[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.(?:com|org|net|info|int|ml|bf|ne|fr|eu|gov|edu)\b"
    r"(?:/[^\s<>\"«»“”]*)?",
    r"(?<!\w)[\w-]+\.(?:pdf|docx?|xlsx?|odt|html?|jpe?g|png|mp[34]|csv|json|xml|zip|po|txt|md)\b",
    r"%\(\w+\)[sdfr]|%[sd](?!\w)|%\d+\$[sd]",  # printf
    r"\$?\{\w*(?:[.:!][^{}\s]*)?\}",  # {name}, ${name}, {0:.2f}
    r"</?[A-Za-z][^<>\n]{0,300}>|<\w{1,10}>",  # a tag, or what looks like a control token
    r"&(?:[A-Za-z]+|#\d+|#x[0-9A-Fa-f]+);",
    r"\[X\d+X\]",  # what Weblate sends to a machine instead of a placeholder or a tag
)
_PLACEABLE = re.compile("|".join(f"(?:{p})" for p in _PATTERNS))
_TRAILING = ".,;:!?…)]'’"


@lru_cache(maxsize=256)
def placeables(text: str) -> tuple[tuple[int, int], ...]:
    """Return the half-open spans of all placeables, left to right, none overlapping.

    Punctuation that ends the sentence is no part of an address.

    >>> [t[a:b] for t in ("Voir https://un.org/fr.",) for a, b in placeables(t)]
    ['https://un.org/fr']
    >>> [t[a:b] for t in ("[X0X] villages (voir [X12X]).",) for a, b in placeables(t)]
    ['[X0X]', '[X12X]']
    >>> placeables("[X] [X12] [XIV] X1X")
    ()
    """
    spans: list[tuple[int, int]] = []
    for match in _PLACEABLE.finditer(text):
        start, end = match.span()
        if text[start] not in "<{$%&[":
            while end > start and text[end - 1] in _TRAILING:
                if text[end - 1] == ")" and text.count("(", start, end) >= text.count(
                    ")", start, end
                ):
                    break
                end -= 1
        if end > start:
            spans.append((start, end))
    return tuple(spans)
