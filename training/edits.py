"""Edit both sides of a pair at once, by offsets into the text as it was."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

TAG = re.compile(r"(<term>|</term>|<as>|<x[1-8]>)")


@dataclass(frozen=True)
class Edit:
    """Replace [start, end) of the original text; start == end inserts."""

    start: int
    end: int
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Apply non-overlapping edits.

    >>> apply("le JNIM avance", [Edit(3, 7, "GSIM"), Edit(0, 0, "<x1>")])
    '<x1>le GSIM avance'
    """
    for edit in sorted(edits, key=lambda e: (e.start, e.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def term(source: str, target: str) -> str:
    """Return the annotation the model knows.

    Each half begins with a space, as the product writes it (translate/cascade/protect.py): subwords
    mark the start of a word by the space before it, and a name learned as "▁AQ IM" is another
    sequence than "AQ IM" in the middle of a word.

    >>> term("AQMI", "AQIM")
    '<term> AQMI<as> AQIM</term>'
    """
    return f"<term> {source}<as> {target}</term>"


def upper(text: str, keep: Iterable[str] = ()) -> str:
    """Return `text` in capitals, except tags, annotated targets and the strings in `keep`.

    >>> upper("des <term>soldats<as>FAMa</term> tués", ["FAMa"])
    'DES <term>SOLDATS<as>FAMa</term> TUÉS'
    """
    kept = [re.escape(k) for k in keep if k]
    pattern = re.compile("|".join([*kept, TAG.pattern])) if kept else TAG
    out, last = [], 0
    for match in pattern.finditer(text):
        out += [text[last : match.start()].upper(), match.group()]
        last = match.end()
    return "".join(out) + text[last:].upper()
