"""Stretches of text that are no words: addresses, handles, tags, file names, other scripts.

A term is never looked for inside one, and a translation carries them over as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache

_OTHER_SCRIPT = (
    "\u0370-\u03ff\u0400-\u058f\u0590-\u08ff\u0900-\u109f\u1200-\u139f\u2d30-\u2d7f\u3040-\u30ff"
    "\u3400-\u9fff\uac00-\ud7af\ufb1d-\ufdff\ufe70-\ufefc"
)
"""Greek, Cyrillic, Hebrew, Arabic, N'Ko, the scripts of India, Ethiopic, Tifinagh, of East Asia."""

_PATTERNS = (
    r"(?:https?|ftp)://[^\s<>\"«»“”]+",
    r"\bwww\.[^\s<>\"«»“”]+",
    # what follows begins where its letters do, or is bounded: time stays linear in a long run
    r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"(?<![\w@])@\w[\w.]*\w",  # handle
    r"(?<![\w&])#\w*[^\W\d_]\w*",  # hashtag: a '#' before figures alone is a number
    # labels of 63 letters (RFC 1035, 2.3.4)
    r"\b[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9-]{1,63}){0,8}"
    r"\.(?:com|org|net|info|int|ml|bf|ne|fr|eu|gov|edu)\b"
    r"(?:/[^\s<>\"«»“”]*)?",
    r"(?<!\w)[\w-]{1,255}\.(?:pdf|docx?|xlsx?|odt|html?|jpe?g|png|mp[34]|csv|json|xml|zip|po|txt|md)\b",
    r"%\(\w+\)[sdfr]|%[sd](?!\w)|%\d+\$[sd]",  # printf
    r"\$?\{\w*(?:[.:!][^{}\s]*)?\}",  # {name}, ${name}, {0:.2f}
    r"</?[A-Za-z][^<>\n]{0,300}>|<\w{1,10}>",  # a tag, or what looks like a control token
    r"&(?:[A-Za-z]+|#\d+|#x[0-9A-Fa-f]+);",
    r"(?<![\w+])(?!\+\d{1,3}(?:[ \u00a0.]\d{3}){1,2}(?!\d|[ \u00a0.-]\d))"  # no +10 000 000
    r"(?=\+(?:[ \u00a0.()-]{0,2}\d){8})"
    r"\+\d{1,3}(?:[ \u00a0.-]?\(?\d{1,4}\)?){2,6}(?!\w)",  # telephone: +226 70 12 34 56
    r"(?<![\w./-])\d\d(?:[ \u00a0.-]\d\d){3,4}(?![\w/-]|[.,]\d)",  # 70 12 34 56
    r"(?<![\w/-])\d[\d-]*(?:/[A-Z]{2,8}(?:-[A-Z]{1,8})*)+(?!\w)",  # of a decree: 0145/MDAC-SG
    r"[\u2190-\u21ff\u2300-\u24ff\u2580-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d"
    r"\u2190-\u21ff\u2300-\u24ff\u2580-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]*",  # arrows, emoji
    rf"[{_OTHER_SCRIPT}]+(?:[ \u00a0-][{_OTHER_SCRIPT}]+)*",
    r"(?<=\s)\|(?=\s)",  # between the parts of a headline
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
    >>> text = "☎ +226 70 12 34 56 ou 70 12 34 56, décret 0145/MDAC-SG 🇲🇱→"
    >>> [text[a:b] for a, b in placeables(text)]
    ['☎', '+226 70 12 34 56', '70 12 34 56', '0145/MDAC-SG', '🇲🇱→']
    >>> text = "Вагнер Групп, أزواد (ⴰⵣⴰⵡⴰⴷ), naïf, N'Ko"
    >>> [text[a:b] for a, b in placeables(text)]
    ['Вагнер Групп', 'أزواد', 'ⴰⵣⴰⵡⴰⴷ']
    >>> placeables("1 300 km, 10 20 km, 2012-13, 24/7, 5/10 GMT, 12 000 000, 12-14 mai 2024")
    ()
    >>> placeables("+5 %, +12.5 %, +125,5 %, +1500 m, +50 000, +10 000 000 de francs")
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
