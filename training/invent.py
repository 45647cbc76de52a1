"""Invent names and acronyms that no model has seen, so that copying is all it can do."""

import random

from .elision import elides
from .words import listed

_SYLLABLES = listed(
    "ba ka ma ta dio di na go sa la ti ré lé ou an tin mo bo dé né fa gui wa ya ké sé lo za men ni "
    "ko bi du ga djé chi"
)
_PARTICLES = ("Tin", "Ansar", "Ould", "El", "In", "Dan", "Bir", "N'")


def acronym(rng: random.Random) -> str:
    """Return two to five capitals, one in six with a small last letter as in FAMa."""
    size = rng.choice((2, 3, 3, 3, 4, 4, 5))
    letters = "".join(rng.choice("ABCDEFGHIJKLMNOPRSTUVW") for _ in range(size))
    if rng.random() < 0.17:
        letters += rng.choice("aeius")
    return letters


def name(rng: random.Random) -> str:
    """Return a name shaped like the region's, one in seven of two words."""
    word = "".join(rng.choice(_SYLLABLES) for _ in range(rng.choice((2, 2, 3, 3, 4)))).capitalize()
    if rng.random() < 0.14:
        particle = rng.choice(_PARTICLES)
        return particle + word if particle.endswith("'") else f"{particle} {word}"
    return word


def name_or_acronym(rng: random.Random) -> str:
    """Return either, acronyms somewhat less often."""
    return acronym(rng) if rng.random() < 0.42 else name(rng)


def like(old: str, rng: random.Random) -> str:
    """Return an invented name before which French words keep the form they have before `old`."""
    while True:
        made = name_or_acronym(rng)
        if elides(made) == elides(old):
            return made
