"""The verb after two or more placed terms joined by "et": French has it in the plural.

Le Bon usage (Grevisse and Goosse, 16th ed.) § 445-447.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .changes import Change, Placed
from .french_agreement import OPENING, REACH, gender_of, predicate
from .french_patterns import SPACE
from .joined import runs

_JOIN = re.compile(rf"(?:,|{SPACE}et|,{SPACE}et){SPACE}(?:l[ea]s?{SPACE}|l['’])?", re.IGNORECASE)
_COMMA = re.compile(rf",{SPACE}$")
_AND = re.compile(r"\bet\b", re.IGNORECASE)
_ARTICLE = re.compile(rf"(?<![\w'’-])(?:l[ea]s?{SPACE}|l['’])$", re.IGNORECASE)


def joined_subjects(text: str, spans: Sequence[Placed]) -> Iterator[Change]:
    """Yield the plural of a verb, and of its participle, that follows terms joined by "et".

    ``spans`` are sorted and do not overlap.

    >>> from glossary.model import Grammar
    >>> two = [Placed(3, 7, Grammar(gender="m")), Placed(14, 19, Grammar(gender="m"))]
    >>> [c.after for c in joined_subjects("Le Mali et le Niger a signé.", two)]
    ['ont']
    """
    for run, right in runs(text, spans, _JOIN):
        for skipped in range(len(run) - 1):  # "En quittant la CEDEAO, le Mali et le Niger"
            found = list(_plural(text, run[skipped:], right))
            yield from found
            if found:
                break


def _plural(text: str, run: Sequence[Placed], right: int) -> Iterator[Change]:
    article = _ARTICLE.search(text, max(0, run[0].start - 5), run[0].start)
    begin = article.start() if article else run[0].start
    if not _AND.search(text, run[-2].end, run[-1].start):
        return
    if any(s.grammar.pos not in ("name", "noun") for s in run):
        return
    opening = OPENING.search(text, max(0, begin - REACH), begin)
    if not opening and not (article and _COMMA.search(text, 0, begin)):
        return
    feminine = all(gender_of(text, s) == "f" for s in run)
    both = replace(
        run[-1], surface_number="pl", surface_gender="f" if feminine else "m", start=begin
    )
    yield from predicate(text, both, begin, right, opening=True, bare=False)
