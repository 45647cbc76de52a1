"""The passes over a whole document, in document order; nothing outside the document counts.

What one document says of a name never reaches another: agreement between documents comes from the
glossary and from a names file, so that neither the order nor the company of files matters.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from gettext import gettext as _

from glossary.model import Language
from glossary.placeables import placeables
from glossary.require import Requirement
from glossary.variants import Variant

from ..document import Unit
from ..grammar.changes import Change, Placed, Repaired, is_headline
from ..passes import Line, apply
from ..prepare import Part
from ..result import Finding, SegmentResult, Severity
from ..typography.quotes import depth_after
from . import expand, mentions, names
from .texts import Text, Texts

Repair = Callable[[str, Sequence[Placed]], Repaired]
"""Grammar repair of the target language."""


def settle(
    units: Sequence[Unit],
    parts: Sequence[Part],
    lines: Sequence[Line],
    language: Language,
    *,
    passes: Collection[str],
    expand_first: bool,
    variant: Variant | None,
    repair: Repair,
) -> list[Line]:
    """Return a document's lines after the passes over all of it.

    ``language`` is the source's. Deterministic, and done twice it changes nothing more.
    """
    done = list(lines)
    if names.NAME in passes:
        for index, changes in names.agree(texts_of(units, parts, done, language)).items():
            done[index] = apply(done[index], names.NAME, changes)
    if mentions.NAME in passes:
        for index, text in enumerate(texts_of(units, parts, done, language).items):
            if not text.silent and parts[index].ready is None:
                done[index] = apply(done[index], mentions.NAME, mentions.bracket(text))
        if expand_first:
            found = list(expand.expansions(texts_of(units, parts, done, language), variant))
            # from the end of each sentence: spans before an insertion stay true
            for expansion in reversed(found):
                done[expansion.index] = _expanded(done[expansion.index], expansion, repair)
    return done


def _expanded(line: Line, found: expand.Expansion, repair: Repair) -> Line:
    start, end = found.span
    head = f"{found.article}{found.full} ("
    changed = apply(
        line,
        mentions.NAME,
        [
            Change(start, start, "", head, "first-mention"),
            Change(end, end, "", ")", "first-mention"),
        ],
    )
    begin = start + len(found.article)
    whole = Placed(begin, begin + len(found.full) + 2 + (end - start) + 1, found.grammar)
    return apply(changed, mentions.NAME, repair(changed.text, [whole]).changes)


def texts_of(
    units: Sequence[Unit], parts: Sequence[Part], lines: Sequence[Line], language: Language
) -> Texts:
    """Return what the passes see of a document."""
    items: list[Text] = []
    depth, unit = 0, -1
    for part, line in zip(parts, lines, strict=True):
        depth, unit = (0 if part.unit != unit else depth), part.unit
        requirements: Sequence[Requirement] = ()
        if part.sentence is not None:
            requirements = part.sentence.requirements
        frozen = (*line.kept, *placeables(line.text), *(s for s in line.terms if s is not None))
        if part.ready is not None:
            frozen = ((0, len(line.text)),)  # a person's words decide and stay
        items.append(
            Text(
                part.text,
                line.text,
                frozen,
                tuple(zip(requirements, line.terms, strict=False)),
                units[unit].context in _HEADINGS or is_headline(units[unit].text),
                depth,
                part.caps or (part.sentence is None and part.ready is None),
            )
        )
        depth = depth_after(part.text, language, depth)
    return Texts(language, tuple(items))


_HEADINGS = frozenset(("heading", "caption", "title"))


def findings(
    units: Sequence[Unit],
    parts: Sequence[Part],
    lines: Sequence[Line],
    segments: Sequence[SegmentResult],
    language: Language,
    *,
    passes: Collection[str],
) -> Iterator[Finding]:
    """Yield what is not of a piece in the finished document, as far as its pass ran."""
    texts = texts_of(units, parts, lines, language)
    if names.NAME in passes:
        yield from _drifts(texts, segments)
    if mentions.NAME in passes:
        yield from _mentions(texts, segments)


def _drifts(texts: Texts, segments: Sequence[SegmentResult]) -> Iterator[Finding]:
    for drift in names.drifts(texts):
        index, start, end = drift.place
        ways = ", ".join(f"{form!r} ({count})" for form, count in drift.counts)
        yield Finding(
            "name-drift",
            Severity.INFO,
            index,
            (start, end),
            _("{name!r} is written {ways} in this document").format(name=drift.name, ways=ways),
            drift.name,
            segments[index].where,
        )


def _mentions(texts: Texts, segments: Sequence[SegmentResult]) -> Iterator[Finding]:
    for lost in mentions.lost(texts):
        yield Finding(
            "expansion-lost",
            Severity.WARNING,
            lost.index,
            lost.source_span,
            _("the source introduces {short!r} here, the translation does not").format(
                short=lost.short
            ),
            lost.long,
            where=segments[lost.index].where,
        )
    for bare in mentions.bare(texts):
        yield Finding(
            "acronym-unexplained",
            Severity.INFO,
            bare.index,
            bare.span,
            _("{short!r} is first used here, and nothing introduces it").format(short=bare.short),
            where=segments[bare.index].where,
        )
