"""What an editor should know of a translation that came from a memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from gettext import gettext as _

from glossary.match import Matcher
from glossary.model import Glossary, Language
from glossary.placeables import placeables
from glossary.require import require, standings

from ..result import Finding, Severity, Spot
from .model import Entry
from .recalled import Recalled


def memory_findings(spot: Spot, recalled: Recalled, digest: str) -> Iterator[Finding]:
    """Yield what the glossary of today (``digest``) and the source say of a recalled translation.

    Terms are errors, as in the engine's work: the page says something else than the glossary,
    whoever wrote it.
    """
    if recalled.used:
        yield from _terms(spot, recalled, digest)
        for start, end in recalled.lost:
            told = _("{text!r} does not stand in the translation from the memory").format(
                text=recalled.sentence.text[start:end]
            )
            yield spot.of_source("memory-placeable", Severity.WARNING, (start, end), told)
        for other in recalled.hit.rivals:
            told = _("the memory has another approved translation, an older one: {other!r}").format(
                other=other
            )
            yield spot.of_target("memory-rival", Severity.INFO, None, told, other)
    elif recalled.approved and recalled.broken:
        wanted = [recalled.sentence.requirements[i] for i in recalled.broken]
        names = ", ".join(f"{r.match.surface!r} -> {r.form!r}" for r in wanted)
        told = _(
            "the memory's approved translation breaks the glossary ({names}) and was not used"
        ).format(names=names)
        yield spot.of_target("memory-unused", Severity.INFO, None, told, recalled.text)


def _terms(spot: Spot, recalled: Recalled, digest: str) -> Iterator[Finding]:
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
        match, form = requirement.match, requirement.form
        message = told.format(surface=match.surface, form=form)
        span = (match.start, match.end)
        yield spot.of_source("memory-term", Severity.ERROR, span, message, form)


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
