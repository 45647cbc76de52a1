"""Translated text as Markdown: escaped as little as possible, parsed again to be sure.

What must be escaped depends on what stands beside it, and the rules are many. So the plain text
is tried first, then more and more escapes, and each attempt is read back; the first that gives
the text and the codes back is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..document import Code, Crossed
from .markdown_inline import URL, Inline, flatten
from .markdown_parser import parser
from .markdown_parts import Part, attempts, ends_line, parts_of, tidy

_SPACE = re.compile(r"\s+")
_SPECIAL = re.compile(r"[\\`*_\[\]<~]|&(?=[#\w])")
_INNER_UNDERSCORE = re.compile(r"(?<=[^\W_])_+(?=[^\W_])")
_LINE_START = re.compile(
    r"#{1,6}(?=\s|\Z)|[-+*](?=\s|\Z)|[=>|:]|-{2,}|\+\+\+|(\d{1,9})(?=[.)](?:\s|\Z))"
)

CELLS = frozenset(("cell", "margin"))
"""Kinds of block in a table row; ``margin`` is a cell without a pipe before it."""


def render(
    crossed: Crossed, source: Inline, kind: str, references: Mapping[str, Any]
) -> str | None:
    """Return ``crossed`` as Markdown on one line, or None if there is nothing to write.

    >>> plain = Inline("", (), (), {}, {})
    >>> render(Crossed("1. * et a_b"), plain, "paragraph", {})
    '1\\\\. \\\\* et a_b'
    """
    parts = parts_of(crossed, source)
    if not any(isinstance(p, str) and p.strip() for p in parts):
        return None
    for attempt, level in attempts(parts):
        attempt = tidy(attempt)
        written = "".join(_written(attempt, source, kind, level))
        checked = "".join(_written(attempt, source, kind, level, alone=True))
        if _read_back(checked, kind, references) == _signature(attempt, source):
            return written
    return None


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
            fresh = ends_line(part)
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
