"""Term candidates from a newsroom's own texts: what it writes and the glossary does not know.

Acronyms with their expansions in brackets, acronyms without, names that recur, and, given two
texts aligned line by line, what answers them on the other side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .acronyms import definitions
from .match import matcher_for
from .model import Glossary, Language, other
from .placeables import placeables
from .text import fold_key, is_acronym

NEAR = 0.5
"""Least Dice coefficient of two candidates that count as counterparts: they stand together in at
least half of the lines that hold either."""

_SMALL = frozenset("de du des la le les l d et à au aux of the and for".split())
_STARTERS = frozenset(
    "le la les l un une des ce cette ces cet son sa ses il elle ils elles on nous vous je en à au "
    "aux dans sur pour par selon après avant depuis mais et ou où qui que si lors alors ainsi "
    "the a an this that these those his her its their he she they we you i in on at for by after "
    "before since but and or when while if as from with it there however according".split()
)
_ACRONYM = re.compile(r"(?<![\w-])[A-Z][A-Za-z0-9]*(?:-[A-Z][A-Za-z0-9]*)*(?![\w])")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term that may be worth an entry.

    Attributes:
        kind: ``acronym`` or ``name``.
        form: as most often written.
        language: of the text it stands in.
        count: occurrences.
        expansion: what it stands for, where the text says so.
        example: the shortest line it stands in.
        counterpart, counterpart_expansion: likely answers in the other language.
        likeness: Dice coefficient of ``form`` and ``counterpart``, 0 to 1.
    """

    kind: str
    form: str
    language: Language
    count: int
    expansion: str = ""
    example: str = ""
    counterpart: str = ""
    counterpart_expansion: str = ""
    likeness: float = 0.0


def harvest(
    text: str,
    glossary: Glossary,
    language: Language,
    *,
    aligned: str | None = None,
    least: int = 2,
) -> tuple[Candidate, ...]:
    """Return the candidates in ``text``, most frequent first; known terms are left out.

    ``aligned`` is the same text in the other language, line for line. ``least`` is how often an
    acronym without an expansion, or a name, must stand there.

    >>> [c.form for c in harvest("L'Union des sables (UDS) parle.", Glossary(), "fr")]
    ['UDS']
    """
    here = _collect(text.splitlines(), glossary, language)
    found = [c for c in here if c.count >= least or c.expansions]
    found.sort(key=lambda c: (-c.count, c.form))
    if aligned is None:
        return tuple(c.candidate(language) for c in found)
    there = _collect(aligned.splitlines(), glossary, other(language))
    by_line: dict[int, list[_Found]] = {}
    for rival in there:
        for number in rival.lines:
            by_line.setdefault(number, []).append(rival)
    return tuple(_counterpart(c, by_line).candidate(language) for c in found)


@dataclass
class _Found:
    """What is gathered of one candidate on the way."""

    kind: str
    forms: Counter[str] = field(default_factory=Counter)
    expansions: Counter[str] = field(default_factory=Counter)
    lines: set[int] = field(default_factory=set)
    example: str = ""
    answer: _Found | None = None
    likeness: float = 0.0

    @property
    def count(self) -> int:
        return sum(self.forms.values())

    @property
    def form(self) -> str:
        return _commonest(self.forms)

    @property
    def expansion(self) -> str:
        return _commonest(self.expansions) if self.expansions else ""

    def candidate(self, language: Language) -> Candidate:
        answer = self.answer
        return Candidate(
            kind=self.kind,
            form=self.form,
            language=language,
            count=self.count,
            expansion=self.expansion,
            example=self.example,
            counterpart=answer.form if answer else "",
            counterpart_expansion=answer.expansion if answer else "",
            likeness=self.likeness,
        )


def _collect(lines: Sequence[str], glossary: Glossary, language: Language) -> list[_Found]:
    found: dict[str, _Found] = {}
    matcher = matcher_for(glossary, language)
    for number, line in enumerate(lines):
        defined = list(definitions(line))
        forms = list(_forms(line))
        if not defined and not forms:
            continue
        closed = [*((m.start, m.end) for m in matcher.find(line)), *placeables(line)]
        inside = [(at, at + len(long)) for long, _, _ in defined if (at := line.rfind(long)) >= 0]
        for kind, form, start in forms:
            end = start + len(form)
            if any(a < end and start < b for a, b in closed):
                continue
            if kind == "name" and any(a <= start and end <= b for a, b in inside):
                continue
            one = found.setdefault(fold_key(form), _Found(kind))
            one.forms[form] += 1
            one.lines.add(number)
            told = line.strip()
            if not one.example or len(told) < len(one.example):
                one.example = told
        for long, short, at in defined:
            known = found.get(fold_key(short))
            if known and not any(a < at + len(short) and at < b for a, b in closed):
                known.expansions[long] += 1
    return list(found.values())


def _commonest(counter: Counter[str]) -> str:
    return min(counter, key=lambda form: (-counter[form], form))


def _forms(line: str) -> Iterator[tuple[str, str, int]]:
    """Yield (kind, form, start) of acronyms and of runs of capitalised words."""
    capitals = line.upper() == line
    taken: list[tuple[int, int]] = []
    for match in _ACRONYM.finditer(line):
        if is_acronym(match.group()) and not capitals and len(match.group()) > 1:
            taken.append(match.span())
            yield "acronym", match.group(), match.start()
    if capitals:
        return
    for start, words in _runs(line):
        form = " ".join(words) if len(words) > 1 else words[0]
        end = start + len(form)
        if line[start:end] == form and not any(a < end and start < b for a, b in taken):
            yield "name", form, start


def _runs(line: str) -> Iterator[tuple[int, list[str]]]:
    """Yield runs of capitalised words, small words inside allowed, without sentence starters."""
    run: list[re.Match[str]] = []
    words = list(re.finditer(r"[^\W\d_][\w-]*", line))

    def whole() -> tuple[int, list[str]] | None:
        while run and not run[-1].group()[:1].isupper():
            run.pop()
        if run and _starts_sentence(line, run[0].start()) and fold_key(run[0].group()) in _STARTERS:
            run.pop(0)
        while run and not run[0].group()[:1].isupper():
            run.pop(0)
        if not run or (len(run) == 1 and _starts_sentence(line, run[0].start())):
            return None
        if len(run) == 1 and len(run[0].group()) == 1:  # what is left of L', D'; an initial
            return None
        start, end = run[0].start(), run[-1].end()
        return start, [line[start:end]]

    for index, word in enumerate(words):
        joined = not run or line[run[-1].end() : word.start()] in (" ", "'", "’", "\u00a0")
        capital = word.group()[:1].isupper()
        small = bool(run) and word.group().lower() in _SMALL
        if joined and (capital or small):
            run.append(word)
        else:
            found = whole()
            if found:
                yield found
            run = [word] if capital else []
        if index == len(words) - 1:
            found = whole()
            if found:
                yield found


def _starts_sentence(line: str, at: int) -> bool:
    before = line[:at].rstrip(" \u00a0\u202f«»“”\"'(—–-*#>")
    return not before or before[-1] in ".!?…:;"


def _counterpart(found: _Found, by_line: dict[int, list[_Found]]) -> _Found:
    """Give a candidate what most often stands in the lines that answer its own."""
    together = Counter(id(r) for n in found.lines for r in by_line.get(n, ()))
    rivals = {id(r): r for n in found.lines for r in by_line.get(n, ())}
    # of two that stand together equally often, the one spelt alike, then the first by name
    ranked = sorted(
        (-2 * shared / (len(found.lines) + len(rivals[key].lines)), rivals[key].form != found.form,
         rivals[key].form, key)
        for key, shared in together.items()
        if rivals[key].kind == found.kind
    )  # fmt: skip
    if ranked and -ranked[0][0] >= NEAR:
        found.answer, found.likeness = rivals[ranked[0][3]], round(-ranked[0][0], 3)
    return found
