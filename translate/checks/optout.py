"""Opting out where a file says so: ``sahel: ignore`` in a comment.

``sahel: ignore`` leaves everything out, ``sahel: ignore number-missing, negation`` these checks.
The comment is that of the format: ``# sahel: ignore`` before a PO entry, a ``<note>`` in XLIFF and
TMX, ``<!-- sahel: ignore -->`` before a paragraph of Markdown or HTML, ``NOTE sahel: ignore``
before a cue of WebVTT, a further cell of a row of CSV. ``sahel: ignore-file`` holds for the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from gettext import gettext as _

from glossary.errors import ExitStatus, UserError

from .model import ALL, Pair

_DIRECTIVE = re.compile(
    r"\bsahel:[ \t]*ignore(?P<file>-file)?(?![\w-])(?P<checks>(?:[ \t,]+[a-z]+(?:-[a-z]+)*)*)"
)
_COMMENT = re.compile(r"<!--(?P<xml>.*?)-->|^NOTE\b(?P<vtt>[^\r\n]*)", re.DOTALL | re.MULTILINE)


def skips_in(comment: str, *, where: str = "") -> frozenset[str]:
    """Return the ids of the checks that a comment switches off; `ALL` for a bare directive.

    Raises:
        UserError: it names a check that does not exist.

    >>> sorted(skips_in("# sahel: ignore brackets, negation")), skips_in("# sahel: ignore")
    (['brackets', 'negation'], frozenset({'*'}))
    """
    found: set[str] = set()
    for match in _DIRECTIVE.finditer(comment):
        found |= known_checks(re.findall(r"[a-z-]+", match["checks"]), where=where) or {ALL}
    return frozenset(found)


def known_checks(names: Sequence[str], *, where: str = "") -> frozenset[str]:
    """Return names of checks as a set.

    Raises:
        UserError: one of them is none; the nearest is named.
    """
    from difflib import get_close_matches

    from .catalogue import BY_ID

    for name in names:
        if name not in BY_ID:
            near = get_close_matches(name, BY_ID, 1)
            hint = (
                _("did you mean {near}?").format(near=near[0])
                if near
                else _("checks are {by_id}").format(by_id=", ".join(BY_ID))
            )
            raise UserError(
                _("no check {name!r}").format(name=name),
                where=where,
                hint=hint,
                status=ExitStatus.USAGE,
            )
    return frozenset(names)


def with_comments(pairs: Sequence[Pair], text: str, name: str) -> tuple[Pair, ...]:
    """Return the pairs of a text with what its comments opt out of.

    A comment holds for what begins on its line or is the first to begin after it.

    Raises:
        UserError: a comment names a check that does not exist.
    """
    comments: list[tuple[int, frozenset[str]]] = []
    everywhere: frozenset[str] = frozenset()
    for match in _COMMENT.finditer(text):
        inside = match["xml"] or match["vtt"] or ""
        if "sahel:" not in inside:
            continue
        line = text.count("\n", 0, match.start()) + 1
        skips = skips_in(inside, where=f"{name}:{line}")
        if re.search(r"sahel:[ \t]*ignore-file", inside):
            everywhere |= skips
        elif skips:
            comments.append((line, skips))
    if not comments and not everywhere:
        return tuple(pairs)
    result: list[Pair] = []
    for pair in pairs:
        skips = everywhere
        while comments and pair.where.line and comments[0][0] <= pair.where.line:
            skips |= comments.pop(0)[1]
        result.append(replace(pair, skip=pair.skip | skips))
    return tuple(result)
