"""What a draft has lost of its source, beside its terms: figures and denials.

A sentence decoded again for the sake of a term may drop a year or a *pas* that the first draft had,
and so may a first draft. Of two drafts with the same terms the one that says as much as the source
is the better one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from glossary.model import Language, other

from ..sentences.denial import denial, may_deny
from ..typography.number_check import compare
from ..typography.numbers import Figure, figures

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
    answer = other(language)
    said, denied = _told(source, language)
    lost = 0
    if said:
        found = compare(said, figures(target, answer))
        lost += len(found.missing) + len(found.changed)
    if denied and not may_deny(target, answer):
        lost += 1
    return lost


@lru_cache(maxsize=1024)
def _told(source: str, language: Language) -> tuple[tuple[Figure, ...], bool]:
    """Return the figures of a source, if it has any in digits, and whether it denies.

    A sentence is asked once for each of its drafts.
    """
    said = figures(source, language) if _DIGIT.search(source) else ()
    return said, denial(source, language) is not None
