"""Which quotation mark opens and which closes, for both languages.

A mark with a direction (« » “ ”) has its role; a straight one gets it from its neighbours and from
how many quotations are open. That number comes from the *source* at each sentence's beginning
(``depth_after``), so that a mark an engine lost does not turn all those after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from glossary.model import Language


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark: half-open offsets with the spaces inside it, whether it opens, its depth.

    Depth 0 is an outer quotation, 1 one inside another. ``bare`` are the offsets of the sign.
    """

    start: int
    end: int
    opens: bool
    depth: int
    bare: tuple[int, int]


_SIGN = re.compile(r"\"{3,}|[\"“”„«»‘’']")
_SPACE = " \u00a0\u202f\u2009"
_BEFORE_OPEN = frozenset("([{—–-/«“‘'’\u201e")
_AFTER_CLOSE = frozenset(".,;:!?)]}…»”’—–-/*_")
_ELISION = re.compile(
    r"(?:^|[^\w])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)$", re.IGNORECASE
)


def marks(text: str, language: Language, depth: int = 0) -> tuple[Mark, ...]:
    """Return the quotation marks of a sentence that begins with ``depth`` quotations open.

    >>> [(m.opens, m.depth) for m in marks('He said "yes" and "no', "en")]
    [(True, 0), (False, 0), (True, 0)]
    """
    roles = _roles(text, language, depth)
    found: list[Mark] = []
    for index, (start, end, opens) in enumerate(roles):
        if opens:
            # 'again open' and not nested, where nothing closes it before the sentence ends
            nested = depth > 0 and _closes(roles, index)
            level = min(depth, 1) if nested else 0
            depth = depth + 1 if nested or depth == 0 else depth
        else:
            depth = max(depth - 1, 0)
            level = min(depth, 1)
        a, b = start, end
        while opens and b < len(text) and text[b] in _SPACE:
            b += 1
        while not opens and a > 0 and text[a - 1] in _SPACE:
            a -= 1
        found.append(Mark(a, b, opens, level, (start, end)))
    return tuple(found)


def depth_after(text: str, language: Language, depth: int = 0) -> int:
    """Return how many quotations are open after a sentence that began with ``depth`` open.

    >>> depth_after("« Nous restons.", "fr"), depth_after("Nous partons », dit-il.", "fr", 1)
    (1, 0)
    """
    for mark in marks(text, language, depth):
        depth = mark.depth + 1 if mark.opens else mark.depth
    return depth


def _closes(roles: list[tuple[int, int, bool]], index: int) -> bool:
    level = 0
    for _, _, opens in roles[index:]:
        level += 1 if opens else -1
        if level == 0:
            return True
    return False


def _roles(text: str, language: Language, depth: int) -> list[tuple[int, int, bool]]:
    found: list[tuple[int, int, bool]] = []
    single: int | None = None  # end of the single quotation that is open
    for match in _SIGN.finditer(text):
        start, end = match.span()
        sign = match.group()
        left = text[start - 1 : start]
        right = text[end : end + 1]
        if len(sign) > 1:
            continue  # a row of marks is no quotation
        if sign in ("'", "’", "‘"):
            if single is None:
                close = _single(text, start, language)
                if close is None:
                    continue
                single = close
                found.append((start, end, True))
                depth += 1
            elif start == single:
                single = None
                found.append((start, end, False))
                depth = max(depth - 1, 0)
            continue
        opens = _opens(sign, left, right, depth)
        if opens is None:
            continue
        found.append((start, end, opens))
        depth = depth + 1 if opens else max(depth - 1, 0)
    return found


def _opens(sign: str, left: str, right: str, depth: int) -> bool | None:
    """Tell whether a double mark opens; None where it is no quotation mark (5'10")."""
    before = not left or left.isspace() or left in _BEFORE_OPEN
    after = not right or right.isspace() or right in _AFTER_CLOSE
    if sign in "«„":
        return True
    if sign == "»":
        return False
    if sign in "“”" and before == after:
        return sign == "“"
    if before and not after:
        return True
    if after and not before:
        return None if left.isdigit() and depth == 0 and sign != "”" else False
    return depth == 0 if before else (False if depth else None)


_LONGEST_SINGLE = 1000


def _single(text: str, start: int, language: Language) -> int | None:
    """Return where a single quotation that opens at ``start`` closes; None for an apostrophe.

    It closes within :data:`_LONGEST_SINGLE` code points, so that time stays linear in a long text.
    """
    left, right = text[start - 1 : start], text[start + 1 : start + 2]
    if (left and not left.isspace() and left not in '(["“«[') or not right.isalnum():
        return None
    if right.isdigit() and re.match(r"\d0s\b", text[start + 1 : start + 5]):
        return None  # the '90s
    end = min(len(text), start + _LONGEST_SINGLE)
    for match in re.compile("['’]").finditer(text, start + 2, end):
        at = match.start()
        before, after = text[at - 1], text[at + 1 : at + 2]
        if before.isspace() or (after and not after.isspace() and after not in '.,;:!?)]"”»…-'):
            continue
        if language == "fr" and _ELISION.search(text[max(0, at - 20) : at]):
            continue
        plural = language == "en" and before in "sS" and after.isspace()
        if plural and re.search(r"['’](?=[\s.,;:!?)\"”]|$)", text[at + 1 : end + 1]):
            continue  # the rebels' base: a later mark closes
        return at
    return None
