"""What a machine has translated, as units for a memory: for other programs, to be worked on."""

from __future__ import annotations

from ..result import Result, Severity
from .model import Context, Entry, Origin, Status, key_of, neighbours


def machine_units(result: Result, origin: Origin) -> tuple[Entry, ...]:
    """Return the sentences that the engine translated and nothing is wrong with.

    They have the status ``machine``: a translation run never uses them.
    """
    wrong = {f.segment for f in result.findings if f.severity is Severity.ERROR}
    keys = [key_of(segment.source) for segment in result.segments]
    return tuple(
        Entry(
            result.source_language,
            result.target_language,
            segment.source,
            segment.target,
            status=Status.MACHINE,
            context=Context("", *neighbours(keys, index)),
            origin=origin,
        )
        for index, segment in enumerate(result.segments)
        if segment.decodings
        and index not in wrong
        and segment.source != segment.target
        and any(c.isalpha() for c in segment.source)
    )
