"""Applying the findings that have one safe repair."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable

from ..grammar.changes import Change
from ..result import Finding, Severity


def repairs(
    findings: Iterable[Finding], *, notes: Collection[str] = ()
) -> dict[int, tuple[Change, ...]]:
    """Return the edits of errors and warnings by number of pair; of notes those of ``notes``.

    A finding's edits are applied together or not at all: where two findings want the same place,
    the graver has it. So what is applied is what each finding promised.

    >>> from translate.grammar.changes import Change
    >>> edit = Change(0, 1, "a", "b", "x")
    >>> repairs([Finding("brackets", Severity.WARNING, 3, None, "", edits=(edit,))])[3][0].after
    'b'
    """
    found: dict[int, list[Change]] = {}
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
    for finding in sorted(findings, key=lambda f: order[f.severity]):
        wanted = finding.severity is not Severity.INFO or finding.check in notes
        kept = found.setdefault(finding.segment, []) if wanted and finding.edits else []
        if wanted and not any(_meet(e, k) for e in finding.edits for k in kept):
            kept += finding.edits
    return {
        index: tuple(sorted(set(edits), key=lambda e: (e.start, e.end)))
        for index, edits in found.items()
        if edits
    }


def _meet(one: Change, two: Change) -> bool:
    if (one.start, one.end) == (two.start, two.end):
        return True
    return one.start < two.end and two.start < one.end


def diff(before: str, after: str, name: str) -> str:
    """Return a unified diff of a file, empty where nothing changed.

    >>> print(diff("a\\n", "b\\n", "x.txt").splitlines()[-1])
    +b
    """
    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        f"a/{name}",
        f"b/{name}",
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
