"""What an editor should know of a translation that came from a memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from gettext import gettext as _

from glossary.match import Matcher
from glossary.model import Glossary, Language
from glossary.placeables import placeables
from glossary.require import require, standings

from ..result import Finding, SegmentResult, Severity
from .model import Entry
from .recalled import Recalled


def memory_findings(index: int, segment: SegmentResult, digest: str) -> Iterator[Finding]:
    """Yield what the glossary of today (``digest``) and the source say of a recalled translation.

    Terms are errors, as in the engine's work: the page says something else than the glossary,
    whoever wrote it.
    """
    recalled = segment.recalled
    if recalled is None:
        return
    where = segment.where
    if recalled.used:
        yield from _terms(index, recalled, digest, where)
        for start, end in recalled.lost:
            yield Finding(
                "memory-placeable",
                Severity.WARNING,
                index,
                (start, end),
                _("{text!r} does not stand in the translation from the memory").format(
                    text=recalled.sentence.text[start:end]
                ),
                where=where,
                side="source",
            )
        for other in recalled.hit.rivals:
            yield Finding(
                "memory-rival",
                Severity.INFO,
                index,
                None,
                _("the memory has another approved translation, an older one: {other!r}").format(
                    other=other
                ),
                other,
                where=where,
            )
    elif recalled.approved and recalled.broken:
        wanted = [recalled.sentence.requirements[i] for i in recalled.broken]
        names = ", ".join(f"{r.match.surface!r} -> {r.form!r}" for r in wanted)
        yield Finding(
            "memory-unused",
            Severity.INFO,
            index,
            None,
            _(
                "the memory's approved translation breaks the glossary ({names}) and was not used"
            ).format(names=names),
            recalled.text,
            where=where,
        )


def _terms(index: int, recalled: Recalled, digest: str, where: str) -> Iterator[Finding]:
    then = recalled.hit.entry.origin.glossary
    told = _(
        "{surface!r} must become {form!r}, and the translation from the memory does not have it"
    )
    if then and then != digest:
        told = _(
            "{surface!r} must become {form!r}, and the translation from the memory, "
            "approved under another glossary, does not have it"
        )
    for number in recalled.broken:
        requirement = recalled.sentence.requirements[number]
        match = requirement.match
        yield Finding(
            "memory-term",
            Severity.ERROR,
            index,
            (match.start, match.end),
            told.format(surface=match.surface, form=requirement.form),
            requirement.form,
            where=where,
            side="source",
        )


def breaches(
    entries: Sequence[Entry], glossary: Glossary, language: Language
) -> list[dict[str, str]]:
    """Return the terms of ``entries`` whose translations are not as ``glossary`` wants them."""
    matcher = Matcher(glossary, language)
    found: list[dict[str, str]] = []
    for entry in entries:
        matches = matcher.find(entry.source, skip=placeables(entry.source))
        wanted = [require(m) for m in matches if not m.rivals]
        for requirement, stand in zip(wanted, standings(entry.target, wanted), strict=True):
            if stand is None:
                values = (requirement.match.surface, requirement.form, entry.source, entry.target)
                found.append(
                    dict(zip(("surface", "required", "source", "target"), values, strict=True))
                )
    return found
