"""A translation of Markdown cut at its codes, and the ways in which it may be written.

Emphasis that cannot be written where it was put (inside a word, say) is written with stars, and
as a last resort dropped rather than shown as stars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..document import Code, Crossed
from .inline import room
from .markdown_inline import Inline

_BREAKS = re.compile(r"\s*[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")
_BR = re.compile(r"<br\b", re.IGNORECASE)
_EMPHASIS = re.compile(r"[*_]{1,2}|~~")

Part = str | Code


def parts_of(crossed: Crossed, source: Inline) -> list[Part]:
    """Cut the text at its codes; what stood apart in ``source`` touches no word."""
    parts: list[Part] = []
    done, last, after = 0, -1, ""
    for code in sorted(crossed.codes, key=lambda c: c.at):
        at = min(max(code.at, done), len(crossed.text))
        before, behind = room(crossed.text, at) if code.pair in source.apart else ("", "")
        parts += [after + crossed.text[done:at] + (before if at != last else ""), code]
        done, last, after = at, at if behind else last, behind
    parts.append(after + crossed.text[done:])
    return [_BREAKS.sub(" ", p) if isinstance(p, str) else p for p in parts]


def attempts(parts: Sequence[Part]) -> Iterator[tuple[list[Part], int]]:
    """Yield the parts with how much to escape, the most faithful first."""
    for level in (0, 1, 2):
        yield list(parts), level
    starred = [
        Code(p.at, p.raw.replace("_", "*"), p.kind, p.pair)
        if isinstance(p, Code) and _EMPHASIS.fullmatch(p.raw)
        else p
        for p in parts
    ]
    yield starred, 2
    calm = [p for p in parts if not (isinstance(p, Code) and _EMPHASIS.fullmatch(p.raw))]
    yield _merged(calm), 2
    yield _merged([p for p in parts if isinstance(p, str)]), 2


def _merged(parts: Sequence[Part]) -> list[Part]:
    """Return the parts with neighbouring texts made one."""
    merged: list[Part] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        else:
            merged.append(part)
    return merged


def tidy(parts: Sequence[Part]) -> list[Part]:
    """Move white space out of emphasis and away from hard breaks; drop empty emphasis."""
    kept = list(parts)
    for index, part in enumerate(kept):
        if not isinstance(part, Code) or not _EMPHASIS.fullmatch(part.raw):
            continue
        if part.kind == "open":
            _move_space(kept, index + 1, index - 1, at_start=True)
        else:
            _move_space(kept, index - 1, index + 1, at_start=False)
    for index, part in enumerate(kept):
        if isinstance(part, Code) and is_break(part):
            for near, strip in ((index - 1, str.rstrip), (index + 1, str.lstrip)):
                text = kept[near] if 0 <= near < len(kept) else None
                if isinstance(text, str):
                    kept[near] = strip(text)
    kept = [p for p in kept if p != ""]
    while kept and ends_line(kept[0]):  # a break with nothing on one side is none
        del kept[0]
    while kept and ends_line(kept[-1]):
        del kept[-1]
    if kept and isinstance(kept[0], str):
        kept[0] = kept[0].lstrip()
    if kept and isinstance(kept[-1], str):
        kept[-1] = kept[-1].rstrip()
    return _without_empty_emphasis(kept)


def _move_space(parts: list[Part], inside: int, outside: int, *, at_start: bool) -> None:
    inner, outer = parts[inside], parts[outside]
    if not (isinstance(inner, str) and isinstance(outer, str)):
        return
    if at_start:
        core = inner.lstrip()
        parts[outside] = outer + inner[: len(inner) - len(core)]
    else:
        core = inner.rstrip()
        parts[outside] = inner[len(core) :] + outer
    parts[inside] = core


def _without_empty_emphasis(parts: list[Part]) -> list[Part]:
    kept: list[Part] = []
    for part in parts:
        last = kept[-1] if kept else None
        if (
            isinstance(part, Code)
            and isinstance(last, Code)
            and (part.kind, last.kind) == ("close", "open")
            and part.pair == last.pair
            and _EMPHASIS.fullmatch(part.raw)
        ):
            kept.pop()
        else:
            kept.append(part)
    return _merged(kept)


def is_break(code: Code) -> bool:
    """Tell whether a code is a hard line break: two spaces or a backslash, or ``<br>``.

    >>> [is_break(Code(0, raw, "standalone", 1)) for raw in ("  \\n", "<br/>", "[^1]")]
    [True, True, False]
    """
    return code.kind == "standalone" and bool(code.raw[:1] in (" ", "\\") or _BR.match(code.raw))


def ends_line(part: Part) -> bool:
    return isinstance(part, Code) and is_break(part) and not _BR.match(part.raw)
