"""Acronyms and what they stand for, as a text defines them in brackets.

A. Schwartz and M. Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in
Biomedical Text", Pacific Symposium on Biocomputing 2003.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .text import fold_key, is_acronym


def expansion(before: str, short: str) -> str:
    """Return what ``short``, in brackets after ``before``, stands for; empty if it is not there.

    Schwartz and Hearst: each letter of the short form is found from right to left, the first at
    the beginning of a word, within min(n + 5, 2 n) words for n letters.

    >>> expansion("Il rejoint le Groupe de soutien à l'islam et aux musulmans", "GSIM")
    "Groupe de soutien à l'islam et aux musulmans"
    """
    letters = [c for c in fold_key(short) if c.isalnum()]
    if len(letters) < 2:
        return ""
    words = list(re.finditer(r"\S+", before))
    words = words[-min(len(letters) + 5, len(letters) * 2) :]
    if not words:
        return ""
    begin = words[0].start()
    text = before[begin:]
    key = "".join(fold_key(c)[:1] or " " for c in text)
    at = len(key)
    for number in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and not (
            key[at] == letters[number]
            and (number > 0 or at == 0 or not (key[at - 1].isalnum() or key[at - 1] == "-"))
        ):
            at -= 1
        if at < 0:
            return ""
    found = text[at:].strip(" ,;:'’\"«»“”\u00a0\u202f(")
    # the long form is longer, and does not hold the short one
    if len(found) <= len(short) or fold_key(short) in fold_key(found).split():
        return ""
    return found


def definitions(line: str) -> Iterator[tuple[str, str, int]]:
    """Yield (expansion, acronym, where the acronym stands) for each definition in a line.

    >>> [d[:2] for d in definitions("le Mouvement du fleuve (MDF) et le MDL (Mouvement du lac)")]
    [('Mouvement du fleuve', 'MDF'), ('Mouvement du lac', 'MDL')]
    """
    for match in re.finditer(r"\(\s*([^()]{2,60}?)\s*\)", line):
        inside = match.group(1)
        short = re.split(r"[,;:]| or | ou ", inside)[0].strip("«»“”\"' \u00a0\u202f")
        short = short.split()[-1] if short and is_acronym(short.split()[-1]) else short
        before = line[: match.start()].rstrip()
        if is_acronym(short) and " " not in short:
            long = expansion(before, short)
            if long:
                yield long, short, line.index(short, match.start())
            continue
        word = re.search(r"[\w-]+$", before)  # the other way round: GSIM (Groupe de ...)
        if word and is_acronym(word.group()):
            long = expansion(inside, word.group())
            if long and long == inside:
                yield long, word.group(), word.start()
