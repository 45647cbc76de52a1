"""What a draft has lost of its source, beside its terms: figures and denials.

A sentence decoded again for the sake of a term may drop a year or a *pas* that the first draft had.
Of two drafts with the same terms the one that says as much as the source is the better one.
"""

from __future__ import annotations

import re

from glossary.model import LANGUAGES, Language

from ..sentences.denial import denial, may_deny
from ..typography.number_check import compare
from ..typography.numbers import figures

_DIGIT = re.compile(r"\d")


def losses(target: str, source: str, language: Language) -> int:
    """Return how many figures of ``source``, in ``language``, and denials ``target`` lacks.

    >>> losses("Elections in March 2026.", "Des élections en mars 2026 et en mai 2027.", "fr")
    1
    >>> losses("JNIM claimed the attack.", "Le JNIM n'a pas revendiqué l'attaque.", "fr")
    1
    >>> losses("Twelve dead; no group claimed it.", "12 morts, aucune revendication.", "fr")
    0
    """
    other = next(name for name in LANGUAGES if name != language)
    lost = 0
    if _DIGIT.search(source):
        found = compare(figures(source, language), figures(target, other))
        lost += len(found.missing) + len(found.changed)
    if denial(source, language) and not may_deny(target, other):
        lost += 1
    return lost
