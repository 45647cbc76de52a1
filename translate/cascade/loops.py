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


_ENDED = re.compile(r"[.!?…][»”\"'’)\]\s]*$")
_CUT = re.compile(r"[\w,'’-]$")
_MID_SENTENCE = 0.6  # of the characters of the source: less, and without a final stop
_STUMP = 0.25  # of them: less, however it ends
_ENOUGH = 40  # characters of source: what is shorter may answer with a word


def breaks_off(target: str, source: str) -> bool:
    """Tell whether ``target`` stops where ``source`` is far from its end.

    Beam search adds log probabilities, so that an early end may beat the whole sentence (Murray
    and Chiang 2018); Argos Translate's length penalty of 0.2 makes up for little of it.

    >>> breaks_off("Le porte-parole de l", "The army's spokesman said the coup was not over.")
    True
    >>> breaks_off("Le putsch a échoué.", "The coup was not a success.")
    False
    """
    text, whole = target.strip(), source.strip()
    if len(whole) < _ENOUGH:
        return False
    cut = _ENDED.search(whole) is not None and _CUT.search(text) is not None
    return len(text) < len(whole) * (_MID_SENTENCE if cut else _STUMP)


def is_loop(target: str, source: str) -> bool:
    """Tell whether ``target`` repeats itself where ``source`` does not, or is far too long.

    Bytes that make no character are astray as well: a model spells rare signs byte by byte.

    >>> is_loop("We said: \ufffdrawn", "Nous avons dit : non")
    True
    """
    if "\ufffd" in target and "\ufffd" not in source:
        return True
    if repeats(target) and not repeats(source):
        return True
    longer = len(_WORD.findall(target))
    return longer > 12 + 3 * len(_WORD.findall(source))
