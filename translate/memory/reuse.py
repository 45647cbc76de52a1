"""A document's sentences against a memory, before the engine sees them.

The whole of a unit (paragraph, message, cell) is asked for first, then each of its sentences. An
approved translation of the same text is used as it stands: no pass touches a person's words, and
no rule of the glossary changes them, because whoever approved them may have had a reason that no
rule knows; what breaks today's glossary is told instead, as an error. Anything less (another text,
not approved) is offered in the report and never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from glossary.require import require, standings

from ..cascade.align import realign
from ..cascade.protect import Sentence
from ..cascade.restore import Restored
from ..document import Code, Unit
from ..prepare import Part, shifted
from .model import Context, Entry, Hit, Status, key_of, neighbours
from .recall import Memory
from .recalled import Recalled

_BREAK = re.compile("[\\n\\r\\v\\f\\x1c-\\x1e\\x85\u2028\u2029]")


def reuse(units: Sequence[Unit], parts: Sequence[Part], memory: Memory) -> tuple[Part, ...]:
    """Return the parts of a document with what the memory has for each.

    The parts of a unit that is found as a whole become one.
    """
    done: list[Part] = []
    around = [key_of(unit.text) for unit in units]
    flat = [key_of(part.text) for part in parts]
    at = 0
    for index, group in groupby(parts, key=lambda part: part.unit):
        own = tuple(group)
        before = 0
        if not own[0].text:  # white space before the first sentence, with its markup
            done.append(own[0])
            before = len(own[0].codes) + len(own[0].tail)
            own, at = own[1:], at + 1
        start, at = at, at + len(own)
        if any(part.sentence is not None for part in own):
            unit = units[index]
            context = Context(unit.key, *neighbours(around, index))
            whole = _whole(unit, own, unit.codes[before:])
            found = _recalled(whole, memory.exact(whole.text, context, whole.codes), memory)
            if found is not None and found.used:
                done.append(_answered(whole, found))
                continue
            if len(own) > 1:
                contexts = [Context("", *neighbours(flat, place)) for place in range(start, at)]
                done += _sentences(whole, own, contexts, memory, found)
                continue
            own = _offered(own, found or _like(whole, memory))
        done += own
    return tuple(done)


def _sentences(
    whole: Part,
    own: Sequence[Part],
    contexts: Sequence[Context],
    memory: Memory,
    offered: Recalled | None,
) -> Iterator[Part]:
    """Yield the sentences of a unit that is not used as a whole, with what is known of each.

    ``offered`` is what the memory has for the whole: it is shown with the first sentence for which
    there is nothing better, and hides no sentence that people approved.
    """
    found: list[Recalled | None] = []
    for part, context in zip(own, contexts, strict=True):
        hit = None
        if part.sentence is not None:
            hit = memory.exact(part.text, context, part.codes)
        found.append(_recalled(part, hit, memory) or _like(part, memory))
    used = any(recalled is not None and recalled.used for recalled in found)
    if not any(found) or (offered is not None and not used):
        yield from _offered(own, offered or _like(whole, memory))
        return
    for part, recalled in zip(own, found, strict=True):
        if recalled is not None and recalled.used:
            yield _answered(part, recalled)
        elif recalled is None and part.sentence is not None:
            yield replace(part, recalled=offered)
            offered = None
        else:
            yield replace(part, recalled=recalled)


def _offered(own: Sequence[Part], recalled: Recalled | None) -> tuple[Part, ...]:
    """Return a unit's sentences with what is known of the unit at the first that has words."""
    first = next(i for i, part in enumerate(own) if part.sentence is not None)
    return (*own[:first], replace(own[first], recalled=recalled), *own[first + 1 :])


def _like(part: Part, memory: Memory) -> Recalled | None:
    if part.sentence is None:
        return None
    hits = memory.fuzzy(part.text, limit=1)
    return _recalled(part, hits[0], memory, exact=False) if hits else None


def _answered(part: Part, found: Recalled) -> Part:
    """Return the part as one that the engine need not see."""
    return replace(part, sentence=None, recalled=found, ambiguous=(), torn=())


def _whole(unit: Unit, own: Sequence[Part], markup: Sequence[Code]) -> Part:
    """Return a unit as one part; its terms are looked for in no other way than sentence-wise."""
    if len(own) == 1:
        return own[0]
    start, last = own[0].start, own[-1]
    end = last.start + len(last.text)
    requirements = [
        shifted(r, start - part.start)
        for part in own
        if part.sentence is not None
        for r in part.sentence.requirements
    ]
    torn = {(m.start, m.end): m for part in own for m in part.torn if not m.rivals}
    requirements += [shifted(require(m), start) for m in torn.values()]
    requirements.sort(key=lambda r: r.match.start)
    keeps = [
        (a + part.start - start, b + part.start - start)
        for part in own
        if part.sentence is not None
        for a, b in part.sentence.keeps
    ]
    text = unit.text[start:end]
    codes = tuple(replace(c, at=max(0, c.at - start)) for c in markup if c.at <= end)
    tail = tuple(replace(c, at=min(c.at - end, len(last.gap))) for c in markup if c.at > end)
    language = next(p.sentence.language for p in own if p.sentence is not None)
    sentence = Sentence(text, language, tuple(requirements), tuple(keeps), codes)
    return Part(own[0].unit, start, text, last.gap, sentence, codes, tail, own[0].caps)


def _recalled(
    part: Part, hit: Hit | None, memory: Memory, *, exact: bool = True
) -> Recalled | None:
    if hit is None or part.sentence is None:
        return None
    text = hit.entry.target.strip()
    if not _BREAK.search(part.text):
        text = _BREAK.sub(" ", text)  # one for one: offsets stay
    stand = standings(text, part.sentence.requirements)
    found = Recalled(hit, False, part.sentence, text, (), stand)
    used = exact and hit.entry.status is Status.APPROVED and not (memory.strict and found.broken)
    if not used:
        return found
    return replace(found, used=True, codes=_codes(part.sentence, hit.entry, found))


def _codes(sentence: Sentence, entry: Entry, found: Recalled) -> tuple[Code, ...]:
    """Return the document's markup at its places in the translation.

    As the person put it, where the memory knows the same markup at the same places of the source;
    otherwise by alignment between the terms, as for the engine's work.
    """
    placed = _as_remembered(sentence, entry, len(found.text))
    if placed is not None:
        return placed
    anchors = [
        (r.match.start, r.match.end, s.start, s.end)
        for r, s in zip(sentence.requirements, found.standings, strict=True)
        if s is not None
    ]
    return realign(Restored(found.text, (), (), (), sentence.codes), sentence, anchors)


def _as_remembered(sentence: Sentence, entry: Entry, size: int) -> tuple[Code, ...] | None:
    def places(text: str, codes: Sequence[Code]) -> list[tuple[str, int]]:
        return [(c.kind, len(key_of(text[: c.at]))) for c in codes]

    # markup in the white space around is no part of a sentence
    start = len(entry.source) - len(entry.source.lstrip())
    end = len(entry.source.rstrip())
    inner = [c for c in entry.source_codes if start <= c.at <= end]
    outer = {(c.kind, c.pair) for c in entry.source_codes} - {(c.kind, c.pair) for c in inner}
    target = [c for c in entry.target_codes if (c.kind, c.pair) not in outer]
    if places(sentence.text, sentence.codes) != places(entry.source, inner):
        return None
    known = {
        (theirs.kind, theirs.pair): ours for theirs, ours in zip(inner, sentence.codes, strict=True)
    }
    if sorted(known) != sorted((c.kind, c.pair) for c in target):
        return None
    cut = len(entry.target) - len(entry.target.lstrip())
    return tuple(replace(known[c.kind, c.pair], at=max(0, min(size, c.at - cut))) for c in target)
