"""A name and its acronym in brackets: *the Rapid Support Forces (RSF)*.

Where a source introduces a name so, a translation that keeps the bracket says both, and each must
be right: nobody paraphrases a name in the breath in which he abbreviates it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from glossary.match import Match
from glossary.text import fold_key, is_acronym

from .answer import Answer, How, is_name
from .kin import all_forms
from .reading import Reading, Word

_OPENS = re.compile(r"[ \u00a0\u202f]\((?P<short>[^\W\d_]+(?:[-’'][^\W\d_]+)*)(?=[,;) ])")
_BEFORE = re.compile(r"[^()]*[^() ]$")


def introduced(reading: Reading, found: Sequence[Answer]) -> tuple[Answer, ...]:
    """Return the answers with what is wrong about names and acronyms that introduce each other."""
    result = list(found)
    for place, (full, short) in enumerate(pairwise(found)):
        if not _introduces(reading, full.match, short.match):
            continue
        if full.span is not None and short.how in (How.AGAIN, How.MISSING):
            wrong = _in_brackets(reading, full.span[1], short.match)
            if wrong is not None:
                result[place + 1] = replace(short, how=How.MISSING, slip=wrong)
        elif short.span is not None and full.how is How.AGAIN and is_name(full.match):
            before = reading.target.text[: short.span[0]]
            if before.endswith("(") and _BEFORE.match(before[:-1].rstrip()):
                result[place] = replace(full, how=How.MISSING)
    return tuple(result)


def _introduces(reading: Reading, full: Match, short: Match) -> bool:
    """Tell whether a source has the acronym of a name in brackets right behind it."""
    between = reading.source.text[full.end : short.start].strip(" \u00a0\u202f")
    return between == "(" and full.concept.id == short.concept.id and is_acronym(short.surface)


def _in_brackets(reading: Reading, end: int, wanted: Match) -> Word | None:
    """Return the acronym in brackets behind a name, unless it is one of the concept's."""
    target = reading.target
    opened = _OPENS.match(target.text, end)
    if opened is None or not is_acronym(opened["short"]):
        return None
    right = {fold_key(form) for form, _ in all_forms(wanted.concept, target.language)}
    if fold_key(opened["short"]) in right:
        return None
    return Word(opened["short"], *opened.span("short"))
