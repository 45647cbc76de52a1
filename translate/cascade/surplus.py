"""What stands in a draft once too often: names said twice, words doubled.

A decoder made to say a name may say it where it belongs and again where it was put: "near JNIM
Tinzaouatène". Such a draft meets every requirement and reads worse than one that does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from glossary.require import Requirement

_DOUBLED = re.compile(r"\b([^\W\d_]{4,})[ \u00a0]+\1\b", re.IGNORECASE)


def surplus(target: str, source: str, requirements: Sequence[Requirement]) -> int:
    """Return how many words and names ``target`` has too often.

    Names are required forms with a capital: those occur as often as the source calls for them.
    Common words may well return, as two words of the source become one in the target.

    >>> surplus("killed 3 soldiers soldiers", "3 militaires tués", ())
    1
    >>> surplus("nous nous battons", "we fight", ())  # doubled, and right
    0
    """
    found = len(doubled(target)) - len(doubled(source))
    wanted = Counter(r.form for r in requirements if any(c.isupper() for c in r.form))
    for form, count in wanted.items():
        inside = sum(other.count(form) * n for other, n in wanted.items() if other != form)
        there = len(re.findall(rf"(?<!\w){re.escape(form)}(?!\w)", target))
        found += max(0, there - count - inside)
    return max(0, found)


def doubled(text: str) -> list[re.Match[str]]:
    """Return the words that stand twice in a row, where no grammar asks for it.

    >>> [m.group() for m in doubled("a statement statement that that man nous nous lisons")]
    ['statement statement']
    """
    return [m for m in _DOUBLED.finditer(text) if m[1].lower() not in _MAY_DOUBLE]


_MAY_DOUBLE = frozenset(("nous", "vous", "that"))
