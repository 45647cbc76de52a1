"""Languages as LibreTranslate's clients name them, and how sure we are of a text's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from glossary.model import Language

from ..detect import scores
from .errors import RequestError

NAMES: dict[Language, str] = {"en": "English", "fr": "French"}

_FOREIGN = 0.2  # share of function words from which a text is clearly in another language,
_ENOUGH = 8  # if it has as many words
_SURE = 0.12  # likewise, from which it is clearly French or English


@dataclass(frozen=True, slots=True)
class Detected:
    """A language and how sure we are of it, in percent."""

    language: str
    confidence: float

    def to_dict(self) -> dict[str, str | float]:
        """Return it as LibreTranslate tells it."""
        return {"confidence": self.confidence, "language": self.language}


def language_of(code: str) -> Language:
    """Return the language of a code: ``fr``, but ``fr-ML`` and ``en_US`` as well.

    Raises:
        RequestError: another one.

    >>> language_of("fr-ML")
    'fr'
    """
    found = re.fullmatch("(fr|en)(?:[-_][a-z0-9]{1,8})*", code, re.ASCII | re.IGNORECASE)
    if found is None:
        raise RequestError(400, f"{code[:40]} is not supported")
    return "fr" if found[1].lower() == "fr" else "en"


def candidates(texts: Sequence[str]) -> list[Detected]:
    """Return what the texts may be written in, likeliest first, French and English only.

    Texts without words we know are English with confidence 0, as LibreTranslate has it.

    >>> candidates(["Les FAMa ont repris la ville."])[0].language
    'fr'
    """
    found = scores("\n".join(texts))
    total = sum(found.values())
    if not total:
        return [Detected("en", 0.0)]
    likely = [
        Detected(name, float(round(100 * share / total)))
        for name, share in found.items()
        if name in NAMES and share
    ]
    return sorted(likely, key=lambda d: -d.confidence) or [Detected("en", 0.0)]


def detect(texts: Sequence[str], target: Language) -> Detected:
    """Return the language to translate from when the client leaves it to us.

    Where the words do not tell (a name, a figure, two words), it is the other one than wanted,
    with confidence 0: a client that asks for English has no English.

    Raises:
        RequestError: the texts are clearly in a language we do not translate.

    >>> detect(["Kidal"], "en")
    Detected(language='fr', confidence=0.0)
    """
    text = "\n".join(texts)
    found = scores(text)
    best = max(found, key=lambda name: found[name])
    if best not in NAMES and found[best] >= _FOREIGN and len(text.split()) >= _ENOUGH:
        raise RequestError(400, f"{best} is not supported")
    if best in NAMES and found[best] >= _SURE:
        return candidates(texts)[0]
    return Detected("fr" if target == "en" else "en", 0.0)
