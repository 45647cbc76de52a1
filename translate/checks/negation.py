"""Check of negation: *n'a pas revendiqué* must not become *claimed*.

A negation on one side counts as answered by anything negative on the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from gettext import gettext as _

from ..result import Severity
from ..sentences.denial import denial, may_deny
from .check import Note, pair_check
from .reading import Reading

_LONG = 15  # words


@pair_check(
    "negation",
    Severity.WARNING,
    "The source denies, and nothing in the translation does (or the reverse).",
)
def negation(reading: Reading) -> Iterator[Note]:
    source, target = reading.source, reading.target
    if not target.text.strip():
        return
    denied = denial(source.text, source.language)
    if denied and not may_deny(target.text, target.language):
        message = _("{denied!r} is not denied").format(denied=denied.group())
        yield Note(message, denied.span(), "source", severity=_how_sure(reading))
        return
    added = denial(target.text, target.language)
    if added and not may_deny(source.text, source.language):
        message = _("{added!r} denies what the source says").format(added=added.group())
        yield Note(message, added.span(), severity=_how_sure(reading))


def _how_sure(reading: Reading) -> Severity | None:
    """Return how sure a lost denial is: a long sentence is turned in more ways than we know.

    Of 59 false alarms in 43,000 pairs of human translation 33 were in sentences of sixteen to
    twenty words; longer ones had been notes before.
    """
    return Severity.INFO if len(reading.source.words) > _LONG else None
