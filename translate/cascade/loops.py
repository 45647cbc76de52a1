"""Signs that a decoder lost its way: repetition and a length out of all proportion."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+|[^\w\s]")
_SYLLABLES = re.compile(r"([^\W\d_]{2,10}?)\1{3,}")


def repeats(text: str) -> bool:
    """Tell whether a text says the same thing three times running.

    >>> repeats("the attack on the attack on the attack on"), repeats("very, very long")
    (True, False)
    """
    if _SYLLABLES.search(text.lower()):
        return True
    words = [w.lower() for w in _WORD.findall(text)]
    for size in range(1, 9):
        needed = 3 if size > 1 else 4
        run = 1
        at = size
        while at + size <= len(words):
            if words[at : at + size] == words[at - size : at] and any(
                w[0].isalpha() for w in words[at : at + size]
            ):
                run += 1
                if run >= needed:
                    return True
                at += size
            elif run > 1:
                run = 1
                at += 1
            else:
                at += 1
    return False


def is_loop(target: str, source: str) -> bool:
    """Tell whether ``target`` repeats itself where ``source`` does not, or is far too long."""
    if repeats(target) and not repeats(source):
        return True
    longer = len(_WORD.findall(target))
    return longer > 12 + 3 * len(_WORD.findall(source))
