"""Inline Markdown as text with stand-off codes: what was parsed, and where each piece stood.

Text, codes and their raw source follow from the spans ``markdown_parser`` gives, without
guessing; where they do not account for every character the block is not touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from ..document import Code, CodeKind
from .inline import BREAK, room

URL = re.compile(r"(?:https?://|www\.)[^\s<>«»“”\"]*[^\s<>«»“”\".,;:!?)\]}'’*_]")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_VOID = frozenset(("br", "hr", "img", "input", "wbr", "col", "embed", "source", "track"))


@dataclass(frozen=True, slots=True)
class Inline:
    """A block's content as text with stand-off codes.

    Attributes:
        text, codes, keep: as in ``Unit``.
        literals: text between the codes of these pairs, which Markdown does not interpret.
        labels: by pair, the label of a reference link that has no other place for it.
        apart: single codes (pictures, references) that touch no word, by pair.
    """

    text: str
    codes: tuple[Code, ...]
    keep: tuple[tuple[int, int], ...]
    literals: Mapping[int, str]
    labels: Mapping[int, str]
    apart: frozenset[int] = frozenset()


class _LostError(Exception):
    """The tokens do not account for every character of the content."""


@dataclass
class _Builder:
    """Collects text and codes from left to right; never leaves this module."""

    content: str
    raw: Callable[[int, int], str]
    cursor: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0
    codes: list[Code] = field(default_factory=list)
    keep: list[tuple[int, int]] = field(default_factory=list)
    literals: dict[int, str] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    pairs: int = 0
    stack: list[tuple[int, int]] = field(default_factory=list)  # pair, where its label begins
    tags: list[tuple[str, int]] = field(default_factory=list)
    carry: int | None = None  # where a strong emphasis begins, seen before its token
    closing: bool = False  # the last token closed a strong emphasis and its second half is due

    def add_text(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)

    def add_code(self, start: int, end: int, kind: CodeKind, pair: int) -> None:
        self.codes.append(Code(self.length, self.raw(start, end), kind, pair))

    def new_pair(self) -> int:
        self.pairs += 1
        return self.pairs

    def add_literal(self, start: int, inner: int, text: str, outer: int, end: int) -> None:
        """Add text that must survive as it is between its two codes."""
        pair = self.new_pair()
        self.add_code(start, inner, "open", pair)
        self.keep.append((self.length, self.length + len(text)))
        self.literals[pair] = text
        self.add_text(text)
        self.add_code(outer, end, "close", pair)

    def tokens(self, tokens: list[Token], base: int) -> None:
        """Add a run of tokens whose spans count from ``base``."""
        skip = 0
        for index, token in enumerate(tokens):
            if skip:
                skip -= 1
                continue
            span = token.meta.get("span")
            if span is None:
                self._pending(token)
                continue
            start, end = span[0] + base, span[1] + base
            if start != self.cursor:
                raise _LostError
            self.cursor = end
            if token.info == "auto" and token.type == "link_open":
                closing = tokens[index + 2].meta["span"]
                inner, last = closing[0] + base, closing[1] + base
                self.add_literal(start, end, self.content[end:inner], inner, last)
                self.cursor = last
                skip = 2
            else:
                self._token(token, start, end, base)

    def _pending(self, token: Token) -> None:
        end = self.cursor + len(token.content)
        if token.type != "text" or self.content[self.cursor : end] != token.content:
            raise _LostError
        self.add_text(token.content)
        self.cursor = end

    def _token(self, token: Token, start: int, end: int, base: int) -> None:
        kind = token.type
        if kind == "text":
            if token.content:
                self.add_text(token.content)
            else:
                self._half(start, end)
        elif kind == "text_special":
            self.add_text(token.content)
        elif kind == "softbreak":
            self.add_text("\n")
        elif kind == "hardbreak":
            self.add_code(start, end, "standalone", self.new_pair())
            self.add_text(BREAK)
        elif kind == "code_inline":
            self._code_span(token, start, end)
        elif kind == "html_inline":
            self._html(token.content, start, end)
        elif kind == "image":
            label_start, label_end = (offset + base for offset in token.meta["label"])
            pair = self.new_pair()
            self.add_code(start, label_start, "open", pair)
            self.cursor = label_start
            self.tokens(token.children or [], label_start)
            if self.cursor != label_end:
                raise _LostError
            self._label(pair, label_start, label_end, end)
            self.add_code(label_end, end, "close", pair)
            self.cursor = end
        elif token.nesting == 1:
            pair = self.new_pair()
            self.stack.append((pair, end))
            begin, self.carry = (start if self.carry is None else self.carry), None
            self.add_code(begin, end, "open", pair)
        elif token.nesting == -1:
            pair, label_start = self.stack.pop()
            if kind == "link_close":
                self._label(pair, label_start, start, end)
            self.add_code(start, end, "close", pair)
            self.closing = kind == "strong_close"
        elif kind == "footnote_ref":
            self.add_code(start, end, "standalone", self.new_pair())
        else:
            raise _LostError

    def _half(self, start: int, end: int) -> None:
        """Give an emptied delimiter to the strong emphasis it belongs to."""
        last = self.codes[-1] if self.codes else None
        if last and self.closing:
            self.closing = False
            self.codes[-1] = Code(last.at, last.raw + self.raw(start, end), "close", last.pair)
        else:
            self.carry = start

    def _label(self, pair: int, start: int, end: int, stop: int) -> None:
        if self.content[end:stop] in ("]", "][]"):
            self.labels[pair] = self.raw(start, end)

    def _code_span(self, token: Token, start: int, end: int) -> None:
        fence = len(token.markup)
        inner = end - start - 2 * fence
        pad = (inner - len(token.content)) // 2
        edge = fence + pad
        self.add_literal(start, start + edge, token.content, end - edge, end)

    def _html(self, tag: str, start: int, end: int) -> None:
        match = _TAG.match(tag)
        name = match[2].lower() if match else ""
        if match is None or name in _VOID or tag.endswith("/>"):
            self.add_code(start, end, "standalone", self.new_pair())
            if name == "br":
                self.add_text(BREAK)
        elif not match[1]:
            pair = self.new_pair()
            self.tags.append((name, pair))
            self.add_code(start, end, "open", pair)
        else:
            known = next((t for t in reversed(self.tags) if t[0] == name), None)
            if known:
                self.tags.remove(known)
                self.add_code(start, end, "close", known[1])
            else:
                self.add_code(start, end, "standalone", self.new_pair())


def flatten(content: str, children: list[Token], raw: Callable[[int, int], str]) -> Inline | None:
    """Return the inline content of a block as text with codes, or None if it cannot be mapped.

    ``raw`` gives the source of a half-open span of ``content``.

    >>> from translate.formats.markdown_parser import parser
    >>> tokens = parser().parse("un **mot**")[1].children
    >>> flat = flatten("un **mot**", tokens or [], lambda a, b: "un **mot**"[a:b])
    >>> flat and (flat.text, [(c.at, c.raw) for c in flat.codes])
    ('un mot', [(3, '**'), (6, '**')])
    """
    builder = _Builder(content, raw)
    try:
        builder.tokens(children, 0)
    except (_LostError, IndexError):
        return None
    if builder.cursor != len(content) or builder.stack or builder.carry is not None:
        return None
    text = "".join(builder.text)
    open_tags = {pair for _, pair in builder.tags}
    codes = tuple(
        Code(c.at, c.raw, "standalone", c.pair) if c.pair in open_tags else c for c in builder.codes
    )
    urls = [m.span() for m in URL.finditer(text)]
    keep = builder.keep + [
        u for u in urls if not any(a < u[1] and u[0] < b for a, b in builder.keep)
    ]
    apart = frozenset(
        c.pair for c in codes if c.kind == "standalone" and room(text, c.at) == ("", "")
    )
    return Inline(text, codes, tuple(sorted(keep)), builder.literals, builder.labels, apart)
