"""Decide whether a pair is worth a training step."""

import re
import unicodedata

from .words import ENGLISH, FRENCH

_WORD = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile(r"\d{2,}")
_KEY = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return a key that ignores case, accents and punctuation: near-identical texts share it.

    >>> fold("L'État, dit-on.")
    'l etat dit on'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _KEY.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def _function_words(text: str) -> tuple[float, float, int]:
    words = _WORD.findall(text.lower())
    count = max(1, len(words))
    return (
        sum(w in FRENCH for w in words) / count,
        sum(w in ENGLISH for w in words) / count,
        len(words),
    )


def fault(fr: str, en: str, max_ratio: float = 2.6, max_words: int = 80) -> str | None:
    """Return why a normalised pair is unfit, or None when it is fit.

    One of "empty", "long", "copied", "ratio", "language", "symbols", "figures".

    >>> fault("Le convoi est arrivé.", "The convoy has arrived.") is None
    True
    >>> fault("The convoy has reached the town of Gao", "Le convoi a atteint la ville de Gao")
    'language'
    """
    a, b = len(fr.split()), len(en.split())
    if not a or not b:
        return "empty"
    if a > max_words or b > max_words:
        return "long"
    if a > 4 and fr.lower() == en.lower():
        return "copied"
    # French is about 1.15 times as long as English, hence the lopsided bounds.
    if (a > 6 or b > 6) and not 0.5 <= a / b <= max_ratio:
        return "ratio"
    fr_fr, fr_en, fr_words = _function_words(fr)
    en_fr, en_en, en_words = _function_words(en)
    if (fr_words >= 6 and fr_en > fr_fr) or (en_words >= 6 and en_fr > en_en):
        return "language"
    if sum(c.isalpha() or c.isspace() for c in fr) < 0.6 * len(fr):
        return "symbols"
    figures = (set(_FIGURE.findall(re.sub("[ ,.]", "", side))) for side in (fr, en))
    if len(next(figures) ^ next(figures)) > 3:
        return "figures"
    return None


class HeldOut:
    """Sentences that must never be trained on, found again even when slightly changed.

    A text is held out when it folds to a held-out text, or when at least half of its word 5-grams
    stand in one of them.
    """

    def __init__(self, texts: list[str]) -> None:
        self._exact: set[str] = set()
        self._grams: set[tuple[str, ...]] = set()
        for text in texts:
            key = fold(text)
            if len(key.split()) > 2:  # "Mali" alone would ban half the lexicons
                self._exact.add(key)
            self._grams.update(_five_grams(key))

    def __contains__(self, text: object) -> bool:
        key = fold(str(text))
        if key in self._exact:
            return True
        grams = _five_grams(key)
        return bool(grams) and 2 * sum(g in self._grams for g in grams) >= len(grams)


def _five_grams(key: str) -> list[tuple[str, ...]]:
    words = key.split()
    return [tuple(words[i : i + 5]) for i in range(len(words) - 4)]
