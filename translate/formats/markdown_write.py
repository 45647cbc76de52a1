"""Translated text as Markdown: escaped as little as possible, parsed again to be sure.

What must be escaped depends on what stands beside it, and the rules are many. So the plain text
is tried first, then more and more escapes, and each attempt is read back; the first that gives
the text and the codes back is taken. Emphasis that cannot be written where it was put (inside a
word, say) is written with stars, and as a last resort dropped rather than shown as stars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..document import Code, Crossed
from .markdown_inline import URL, Inline, flatten
from .markdown_parser import parser

_BREAKS = re.compile(r"\s*[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")
_SPACE = re.compile(r"\s+")
_SPECIAL = re.compile(r"[\\`*_\[\]<~]|&(?=[#\w])")
_INNER_UNDERSCORE = re.compile(r"(?<=[^\W_])_+(?=[^\W_])")
_LINE_START = re.compile(
    r"#{1,6}(?=\s|\Z)|[-+*](?=\s|\Z)|[=>|:]|-{2,}|\+\+\+|(\d{1,9})(?=[.)](?:\s|\Z))"
)
_BR = re.compile(r"<br\b", re.IGNORECASE)
_EMPHASIS = re.compile(r"[*_]{1,2}|~~")

CELLS = frozenset(("cell", "margin"))
"""Kinds of block in a table row; ``margin`` is a cell without a pipe before it."""

Part = str | Code


def render(
    crossed: Crossed, source: Inline, kind: str, references: Mapping[str, Any]
) -> str | None:
    """Return ``crossed`` as Markdown on one line, or None if there is nothing to write.

    >>> plain = Inline("", (), (), {}, {})
    >>> render(Crossed("1. * et a_b"), plain, "paragraph", {})
    '1\\\\. \\\\* et a_b'
    """
    parts = _parts(crossed, source)
    if not any(isinstance(p, str) and p.strip() for p in parts):
        return None
    for attempt, level in _attempts(parts):
        attempt = _tidy(attempt)
        written = "".join(_written(attempt, source, kind, level))
        checked = "".join(_written(attempt, source, kind, level, alone=True))
        if _read_back(checked, kind, references) == _signature(attempt, source):
            return written
    return None


def _parts(crossed: Crossed, source: Inline) -> list[Part]:
    """Cut the text at its codes; put text in verbatim spans back as it was."""
    parts: list[Part] = []
    done = 0
    for code in sorted(crossed.codes, key=lambda c: c.at):
        at = min(max(code.at, done), len(crossed.text))
        parts += [crossed.text[done:at], code]
        done = at
    parts.append(crossed.text[done:])
    return [_BREAKS.sub(" ", p) if isinstance(p, str) else p for p in parts]


def _attempts(parts: Sequence[Part]) -> Iterator[tuple[list[Part], int]]:
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


def _tidy(parts: Sequence[Part]) -> list[Part]:
    """Move white space out of emphasis and away from hard breaks; drop empty emphasis."""
    tidy = list(parts)
    for index, part in enumerate(tidy):
        if not isinstance(part, Code) or not _EMPHASIS.fullmatch(part.raw):
            continue
        if part.kind == "open":
            _move_space(tidy, index + 1, index - 1, at_start=True)
        else:
            _move_space(tidy, index - 1, index + 1, at_start=False)
    for index, part in enumerate(tidy):
        if isinstance(part, Code) and is_break(part):
            for near, strip in ((index - 1, str.rstrip), (index + 1, str.lstrip)):
                text = tidy[near] if 0 <= near < len(tidy) else None
                if isinstance(text, str):
                    tidy[near] = strip(text)
    tidy = [p for p in tidy if p != ""]
    while tidy and _ends_line(tidy[0]):  # a break with nothing on one side is none
        del tidy[0]
    while tidy and _ends_line(tidy[-1]):
        del tidy[-1]
    if tidy and isinstance(tidy[0], str):
        tidy[0] = tidy[0].lstrip()
    if tidy and isinstance(tidy[-1], str):
        tidy[-1] = tidy[-1].rstrip()
    return _without_empty_emphasis(tidy)


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


def _ends_line(part: Part) -> bool:
    return isinstance(part, Code) and is_break(part) and not _BR.match(part.raw)


def _written(
    parts: Sequence[Part], source: Inline, kind: str, level: int, *, alone: bool = False
) -> Iterator[str]:
    """Yield the parts as written; ``alone`` writes breaks without the prefix of the next line."""
    literal: int | None = None
    fresh = True  # at the start of a line
    before = ""
    for index, part in enumerate(parts):
        if isinstance(part, Code):
            before = _raw(part, parts, index, source)
            if part.pair in source.literals and part.kind != "standalone":
                literal = part.pair if part.kind == "open" else None
            fresh = _ends_line(part)
            yield _alone(before) if alone else before
            continue
        if literal is not None:
            text = part.replace("|", r"\|") if kind in CELLS else part
        else:
            following = parts[index + 1] if index + 1 < len(parts) else None
            # over an underline even an escaped pipe makes a table
            hidden = kind == "setext" and level == 2
            text = part.replace("\0", "\ufffd").replace("|", "\0") if hidden else part
            text = _escaped(text, level, fresh, before, following)
            if hidden:
                text = text.replace("\0", "&#124;")
            if kind == "margin" and fresh and not level:
                text = _at_line_start(text)  # a list item there would end the table
            if kind in CELLS:
                text = text.replace("|", r"\|")
            if kind == "heading" and level and following is None:
                text = re.sub(r"#(?=#*\Z)", r"\\#", text)
        fresh = False
        before = ""
        yield text


def _escaped(text: str, level: int, fresh: bool, before: str, following: Part | None) -> str:
    """Return ``text`` with the escapes of a level: 0 none, 1 outside URLs and words, 2 all."""
    if level == 0:
        return text
    spare = [m.span() for m in URL.finditer(text)] if level == 1 else []
    if level == 1:
        spare += [m.span() for m in _INNER_UNDERSCORE.finditer(text)]
    escaped = _SPECIAL.sub(
        lambda m: m[0] if any(a <= m.start() < b for a, b in spare) else "\\" + m[0], text
    )
    if fresh:
        escaped = _at_line_start(escaped)
    if before.endswith("]") and escaped[:1] in ("(", ":", "{"):
        escaped = "\\" + escaped
    if isinstance(following, Code) and following.raw.startswith("[") and escaped.endswith("!"):
        escaped = escaped[:-1] + "\\!"
    return escaped


def _at_line_start(text: str) -> str:
    match = _LINE_START.match(text)
    if match is None:
        return text
    split = match.end() if match[1] else 0
    return text[:split] + "\\" + text[split:]


def _raw(code: Code, parts: Sequence[Part], index: int, source: Inline) -> str:
    """Return a code as written; a translated reference link needs its label spelled out."""
    label = source.labels.get(code.pair)
    if label is None or code.kind != "close":
        return code.raw
    opening = next(
        (i for i in range(index) if isinstance(c := parts[i], Code) and c.pair == code.pair), index
    )
    inner = "".join(p if isinstance(p, str) else p.raw for p in parts[opening + 1 : index])
    return code.raw if inner == label else f"][{label}]"


def _alone(raw: str) -> str:
    """Return a code as it would be written outside of its block."""
    if "\n" not in raw and "\r" not in raw:
        return raw
    if raw[0] in " \\":
        return "  \n" if raw[0] == " " else "\\\n"
    return re.sub(r"\s*[\r\n][\s>]*", " ", raw)


_Signature = list[str]


def _signature(parts: Sequence[Part], source: Inline) -> _Signature:
    """Return what reading back must give: texts, white space aside, and codes."""
    signature: _Signature = []
    text = ""
    for index, part in enumerate(parts):
        if isinstance(part, str):
            text += part
            continue
        signature += [*_plain(text), "\0" + _alone(_raw(part, parts, index, source))]
        text = ""
    return signature + _plain(text)


def _plain(text: str) -> list[str]:
    text = _SPACE.sub(" ", text.replace("\0", "\ufffd")).strip()
    return [text] if text else []


def _read_back(written: str, kind: str, references: Mapping[str, Any]) -> _Signature | None:
    """Return the signature of ``written`` read as a block of its kind; None if it is not one."""
    env = {"references": dict(references)}
    shape = ["paragraph_open", "inline", "paragraph_close"]
    frame = written
    if kind == "heading":
        shape = ["heading_open", "inline", "heading_close"]
        frame = f"# {written}"
    elif kind == "setext":
        shape = ["heading_open", "inline", "heading_close"]
        frame = f"{written}\n---"  # could make a table of it as well
    elif kind in CELLS:
        frame = f"| {written} |\n|---|"
    tokens = parser().parse(frame, env)
    if kind in CELLS:
        if not tokens or tokens[0].type != "table_open":
            return None
        tokens = [t for t in tokens if t.type == "inline"]
    elif [t.type for t in tokens] != shape:
        return None
    inlines = [t for t in tokens if t.type == "inline"]
    if len(inlines) != 1:
        return None
    content = inlines[0].content
    raw = content.replace("|", r"\|") if kind in CELLS else content
    starts = [0]
    for char in content:
        starts.append(starts[-1] + (2 if kind in CELLS and char == "|" else 1))
    flat = flatten(content, inlines[0].children or [], lambda a, b: raw[starts[a] : starts[b]])
    if flat is None:
        return None
    parts: list[Part] = []
    done = 0
    for code in flat.codes:
        parts += [flat.text[done : code.at], code]
        done = code.at
    parts.append(flat.text[done:])
    return _signature(parts, Inline("", (), (), {}, {}))
