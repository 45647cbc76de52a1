"""Markdown <-> ``Document``: CommonMark, tables, strikethrough, footnotes, front matter.

markdown-it-py finds the blocks; every unit is then located in the source line by line, so that
all that is not text (bullets, quotation prefixes, fences, pipes, front matter, reference
definitions, HTML blocks) is never rewritten. A block that cannot be located is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it.token import Token

from glossary.model import Language

from ..document import Crossed, Unit
from .markdown_inline import Inline, flatten
from .markdown_parser import parser
from .markdown_write import render

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_YAML = re.compile(r"\s*(?:#|[\w\"'-]+[ \t]*:)")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_CONTEXTS = {"setext": "heading", "margin": "cell"}
_CONTENT = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class MarkdownDocument:
    """A Markdown text, its units, and what is needed to write them."""

    source: str
    units: tuple[Unit, ...]
    blocks: tuple[Block, ...]
    references: Mapping[str, Any]

    def join(self, crossed: Sequence[Crossed | None], language: Language) -> str:
        """Return the text with unit i replaced by ``crossed[i]``, each behind its first prefix.

        Characters that would become markup are escaped, and what was written is parsed again to
        see that they did not. A unit that is None or unchanged, or whose translation is empty,
        stays byte for byte.
        """
        parts: list[str] = []
        done = 0
        for unit, block, new in zip(self.units, self.blocks, crossed, strict=True):
            parts.append(self.source[done : block.start])
            done = block.end
            text = self.source[block.start : block.end]
            if new is not None and (new.text, new.codes) != (unit.text, unit.codes):
                text = render(new, block.inline, block.kind, self.references) or text
            parts.append(text)
        text = "".join([*parts, self.source[done:]])
        # an invisible mark that has come to stand first would be read as a byte order mark
        return text if self.source.startswith("\ufeff") else text.lstrip("\ufeff")


@dataclass(frozen=True, slots=True)
class Block:
    """A unit's place: half-open span of the source, kind of block, parsed content."""

    start: int
    end: int
    kind: str
    line: int
    inline: Inline


def read(text: str) -> MarkdownDocument:
    """Take a Markdown text apart.

    In unit texts a soft line break is ``\\n`` and a hard one U+2028 behind its code; backslash
    escapes and entities are resolved.

    >>> from translate.document import Code
    >>> doc = read("> Le **JNIM**\\n> attaque.\\n")
    >>> doc.units[0].text
    'Le JNIM\\nattaque.'
    >>> codes = tuple(Code(c.at - 3, c.raw, c.kind, c.pair) for c in doc.units[0].codes)
    >>> doc.join([Crossed("JNIM attacks.", codes)], "en")
    '> **JNIM** attacks.\\n'
    """
    body = _front_matter(text)
    env: dict[str, Any] = {}
    tokens = parser().parse(text[body:], env)
    lines = [(m.start(), m.group().rstrip("\r\n")) for m in _LINE.finditer(text, body)]
    before = text[:body].count("\n") or text[:body].count("\r")
    blocks: list[Block] = []
    for block in _blocks(tokens, text, lines, env):
        if block.start >= (blocks[-1].end if blocks else 0):
            blocks.append(block)
    units = tuple(
        Unit(
            b.inline.text,
            b.inline.codes,
            b.inline.keep,
            _CONTEXTS.get(b.kind, b.kind),
            f"line {b.line + before + 1}",
        )
        for b in blocks
    )
    return MarkdownDocument(text, units, tuple(blocks), env.get("references", {}))


def _front_matter(text: str) -> int:
    """Return where the body begins: behind a byte order mark and YAML or TOML front matter.

    Between two thematic breaks stands text; YAML begins with a key or a comment.
    """
    start = int(text.startswith("\ufeff"))
    fence = text[start : start + 3]
    if fence not in ("---", "+++"):
        return start
    for number, match in enumerate(_LINE.finditer(text, start)):
        line = match.group().rstrip()
        if number == 0:
            if line != fence or (fence == "---" and not _YAML.match(text, match.end())):
                return start
        elif line == fence or (fence == "---" and line == "..."):
            return match.end()
    return start


_Lines = Sequence[tuple[int, str]]


def _blocks(
    tokens: Sequence[Token], text: str, lines: _Lines, env: dict[str, Any]
) -> Iterator[Block]:
    """Yield the blocks that hold text and can be located."""
    stack: list[Token] = []
    cell = 0  # where the search for the next table cell begins
    for token in tokens:
        if token.nesting == 1:
            stack.append(token)
            if token.type == "tr_open" and token.map:
                cell = 0
        elif token.nesting == -1:
            stack.pop()
        elif token.type == "inline" and token.map and token.content and stack:
            parent = stack[-1]
            kind = _kind(stack)
            line = token.map[0]
            if kind == "cell":
                starts, cell = _locate_cell(token.content, lines[line], cell)
                if starts and "|" not in text[lines[line][0] : starts[0]]:
                    kind = "margin"
            elif kind == "heading":
                starts = _locate_heading(token.content, lines[line], len(parent.markup))
            else:
                starts = _locate_lines(token.content, lines[line : token.map[1]])
            block = _block(token, starts, kind, text, line, env) if starts else None
            if block is not None:
                yield block


def _kind(stack: Sequence[Token]) -> str:
    parent = stack[-1].type
    if parent == "heading_open":
        return "heading" if stack[-1].markup.startswith("#") else "setext"
    if parent in {"th_open", "td_open"}:
        return "cell"
    return "item" if len(stack) > 1 and stack[-2].type == "list_item_open" else "paragraph"


def _block(
    token: Token, starts: Sequence[int], kind: str, text: str, line: int, env: dict[str, Any]
) -> Block | None:
    """Return the block, or None if it has no text or its markup cannot be told apart."""
    content = token.content
    first = 0
    children = token.children or []
    task = _TASK.match(content) if kind == "item" else None
    if task:
        # the box of a task list is no text; parse what stands behind it
        first = task.end()
        content = content[first:]
        children = parser().parseInline(content, env)[0].children or []
    inline = flatten(content, children, lambda a, b: text[starts[a + first] : starts[b + first]])
    if inline is None or not _CONTENT.search(inline.text):
        return None
    return Block(starts[first], starts[-1], kind, line, inline)


def _locate_lines(content: str, lines: _Lines) -> list[int] | None:
    """Return the source offset of every character of ``content``, and of its end.

    A line of the content is what is left of the source line behind its prefix. The parser
    drops outer lines that are blank to Python and not to Markdown (U+0085).
    """
    parts = content.split("\n")
    for skipped in range(len(lines) - len(parts) + 1):
        starts: list[int] = []
        for index, (part, (begin, line)) in enumerate(zip(parts, lines[skipped:], strict=False)):
            core = part.lstrip(" \t") if index else part
            end = _end_of(core, line.replace("\0", "\ufffd"))
            if end is None:
                break
            offset = begin + end - len(core)
            starts += [offset] * (len(part) - len(core))
            starts += range(offset, offset + len(core) + 1)  # the last is the line's end
        else:
            return starts
    return None


def _end_of(core: str, line: str) -> int | None:
    """Return where ``core`` ends in a line, if nothing but white space follows it."""
    ends = (line, line.rstrip(" \t"), line.rstrip())
    return next((len(end) for end in ends if end.endswith(core)), None)


def _locate_heading(content: str, line: tuple[int, str], level: int) -> list[int] | None:
    begin, source = line
    source = source.replace("\0", "\ufffd")
    match = re.search(rf"#{{{level}}}[ \t]\s*({re.escape(content)})\s*#*\s*\Z", source)
    if match is None:
        return None
    return list(range(begin + match.start(1), begin + match.end(1) + 1))


def _locate_cell(content: str, line: tuple[int, str], cursor: int) -> tuple[list[int] | None, int]:
    """Return the offsets of a table cell's characters, and where the next cell may begin."""
    begin, source = line
    source = source.replace("\0", "\ufffd")
    written = re.escape(content).replace(r"\|", r"\\\|")
    before = r"(?<!\\)\|\s*" if cursor else r"(?:\A|[|\s>])\s*?"
    match = re.compile(rf"{before}({written})\s*(?=\||\Z)").search(source, cursor)
    if match is None:
        return None, cursor
    offset = match.start(1)
    starts: list[int] = []
    for char in content:
        starts.append(begin + offset)
        offset += 2 if char == "|" else 1
    return [*starts, begin + offset], match.end()
