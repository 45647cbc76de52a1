"""British and American spellings of English: organise/organize, defence/defense, centre/center.

The table ``data/spelling-variants.tsv`` lists whole words, inflected forms included: nothing is
derived by rule at run time, so *surprise*, *advertise* and *enterprise* cannot be hit. A row whose
other spelling is another word as well (storey/story) holds one way only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from .files import decode, read_bytes

Variant = Literal["british", "american"]
VARIANTS: tuple[Variant, Variant] = ("british", "american")
TABLE = Path(__file__).parent / "data" / "spelling-variants.tsv"


@dataclass(frozen=True, slots=True)
class Spelling:
    """One row of the table; ``when`` is empty, ``to-american``, ``to-british``, ``measure`` or
    ``not-computer``."""

    british: str
    american: str
    when: str = ""


@lru_cache(maxsize=1)
def spellings() -> tuple[Spelling, ...]:
    """Return the table; read once in a process."""
    text, _ = decode(read_bytes(TABLE), where=TABLE.name)
    rows = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return tuple(Spelling(*row) for row in rows)


@lru_cache(maxsize=2)
def _by_word(variant: Variant) -> dict[str, Spelling]:
    if variant == "british":
        return {s.american: s for s in spellings() if s.when != "to-american"}
    return {s.british: s for s in spellings() if s.when != "to-british"}


@dataclass(frozen=True, slots=True)
class Respelt:
    """A word to write otherwise: half-open span in code points, and the spelling wanted."""

    start: int
    end: int
    before: str
    after: str


_WHOLE = re.compile(r"(?<![^\W_]['’])(?<![\w@#/\\])[A-Za-z]{3,}(?![\w@\\]|[./](?=\w))")
# what makes meters metres: a figure, a number in words, square, cubic
_MEASURED = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundreds?|thousands?|millions?|few|several|some|square|cubic)"
    r"(?: of)?)[ \u00a0\u202f-]$",
    re.IGNORECASE,
)
_COMPUTER = re.compile(r"\b(?:computer|software)[ \u00a0-]$", re.IGNORECASE)
_CAPITALISED = r"[A-Z][\w’'-]*"
_NAME_AFTER = re.compile(rf"(?:[ \u00a0](?:(?:of|for|on|and|the)[ \u00a0])*|-){_CAPITALISED}")
_OPENING = re.compile(r"(?:^|[.!?:;…][\s\u00a0]+)[\s\"'“‘«(\[\u00a0-]*$")
_TITLE = re.compile(
    r"[ \u00a0](?:Minist(?:ers?|ry|ries)|Attach[ée]s?|Spokes(?:man|woman|person))\b"
)


def respell(text: str, variant: Variant, *, names: bool = False) -> Iterator[Respelt]:
    """Yield the words of ``text`` that ``variant`` spells otherwise, left to right.

    A capital inside a sentence marks a name (World Health Organization, Pearl Harbor), which keeps
    its official spelling; at the beginning of a sentence a word counts as a common one unless
    another capital follows. A minister's title is none (Defence Minister, Defence
    Ministry; the Ministry of Defence is one), nor is a form in -ing.
    Capitals are kept. With ``names`` names are respelt, too.

    >>> [w.after for w in respell("Defense Minister: the labor program, 5 meters", "british")]
    ['Defence', 'labour', 'programme', 'metres']
    >>> list(respell("the Department of Defense and the Labor Party", "british"))
    []
    """
    table = _by_word(variant)
    for match in _WHOLE.finditer(text):
        word = match.group()
        row = table.get(word.lower())
        if row is None or (variant == "british" and not _applies(row, text, match.start())):
            continue
        if not names and word[0].isupper() and _is_name(text, match.start(), match.end()):
            continue
        wanted = row.british if variant == "british" else row.american
        yield Respelt(match.start(), match.end(), word, _cased(wanted, word))


def respelt(text: str, variant: Variant) -> str:
    """Return ``text`` in the spelling of ``variant``.

    >>> respelt("Organised defence", "american"), respelt("ORGANIZED", "british")
    ('Organized defense', 'ORGANISED')
    """
    parts: list[str] = []
    at = 0
    for word in respell(text, variant):
        parts += [text[at : word.start], word.after]
        at = word.end
    return "".join([*parts, text[at:]])


def _applies(row: Spelling, text: str, start: int) -> bool:
    """Tell whether an American word is the one that Britain spells otherwise."""
    before = text[max(0, start - 16) : start]
    if row.when == "measure":
        return _MEASURED.search(before) is not None
    if row.when == "not-computer":
        return _COMPUTER.search(before) is None
    return True


def _is_name(text: str, start: int, end: int) -> bool:
    """Tell whether a capitalised word is a name or part of one."""
    if _TITLE.match(text, end):
        return False
    if text[start:end].isupper() and end - start > 1:
        # a line in capitals shows no names; a single word in capitals is one
        return any(c.islower() for c in text)
    if _OPENING.search(text[max(0, start - 12) : start]):
        return not text[:end].endswith("ing") and _NAME_AFTER.match(text, end) is not None
    return True


def _cased(wanted: str, word: str) -> str:
    if word.isupper():
        return wanted.upper()
    return wanted[0].upper() + wanted[1:] if word[0].isupper() else wanted
