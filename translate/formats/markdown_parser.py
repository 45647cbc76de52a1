"""The Markdown parser: markdown-it-py with footnotes, and with offsets on inline tokens.

markdown-it-py tells the lines of a block but not where an inline token begins. The rules are
wrapped here so that every token but plain text carries in ``meta["span"]`` its half-open span
of the block's content.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_FOOTNOTE_REF = re.compile(r"\[\^[^\s\[\]]+\]")
_FOOTNOTE = re.compile(r"\[\^[^\s\[\]]+\]:[ \t]*")
_InlineRule = Callable[[StateInline, bool], bool]


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """Return the parser: CommonMark, tables, strikethrough, footnotes, spans on inline tokens."""
    md = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    md.disable(["text_join", "fragments_join"])  # they would merge tokens that have spans
    rules = {rule.name: rule.fn for rule in md.inline.ruler.__rules__}
    wrappers: Mapping[str, Callable[[_InlineRule], _InlineRule]] = {
        "newline": _spanned,
        "escape": _spanned,
        "entity": _spanned,
        "backticks": _spanned,
        "html_inline": _spanned,
        "autolink": _spanned_link,
        "link": _spanned_link,
        "image": _spanned_image,
        "emphasis": _spanned_delimiters,
        "strikethrough": _spanned_delimiters,
    }
    for name, wrap in wrappers.items():
        md.inline.ruler.at(name, wrap(rules[name]))
    md.inline.ruler.before("link", "footnote_ref", _spanned(_footnote_ref))
    md.block.ruler.before(
        "reference", "footnote", _footnote, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    return md


def _footnote_ref(state: StateInline, silent: bool) -> bool:
    match = _FOOTNOTE_REF.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("footnote_ref", "", 0)
    state.pos = match.end()
    return True


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a footnote's text as blocks behind its label, as a list item's behind its bullet."""
    if state.is_code_block(start):
        return False
    begin = state.bMarks[start] + state.tShift[start]
    match = _FOOTNOTE.match(state.src, begin, state.eMarks[start])
    if match is None:
        return False
    if silent:
        return True
    kept = (state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType)
    state.blkIndent += 4
    state.bMarks[start], state.tShift[start] = match.end(), 0
    state.sCount[start] = state.blkIndent
    state.parentType = "footnote"
    state.push("footnote_open", "", 1)
    state.md.block.tokenize(state, start, end)
    state.push("footnote_close", "", -1)
    state.blkIndent -= 4
    state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType = kept
    return True


def _spanned(rule: _InlineRule) -> _InlineRule:
    """Wrap a rule that pushes one token of a type other than ``text``."""

    def wrapped(state: StateInline, silent: bool) -> bool:
        start, count, pending = state.pos, len(state.tokens), state.pending
        ok = rule(state, silent)
        if ok and not silent:
            for token in state.tokens[count:]:
                if token.type in {"softbreak", "hardbreak"} and state.src[start] == "\n":
                    start -= len(pending) - len(pending.rstrip(" "))
                if token.type != "text":
                    token.meta["span"] = (start, state.pos)
        return ok

    return wrapped


def _spanned_link(rule: _InlineRule) -> _InlineRule:
    """Wrap the rules that push ``link_open``, more tokens, ``link_close``."""

    def wrapped(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        ok = rule(state, silent)
        if ok and not silent:
            opening = next(t for t in state.tokens[count:] if t.type == "link_open")
            closing = state.tokens[-1]
            if opening.info == "auto":
                stop = state.pos - 1
            else:
                stop = state.md.helpers.parseLinkLabel(state, start, True)
            opening.meta["span"] = (start, start + 1)
            closing.meta["span"] = (stop, state.pos)
        return ok

    return wrapped


def _spanned_image(rule: _InlineRule) -> _InlineRule:
    def wrapped(state: StateInline, silent: bool) -> bool:
        start = state.pos
        ok = rule(state, silent)
        if ok and not silent:
            token = state.tokens[-1]
            token.meta["span"] = (start, state.pos)
            token.meta["label"] = (start + 2, start + 2 + len(token.content))
        return ok

    return wrapped


def _spanned_delimiters(rule: _InlineRule) -> _InlineRule:
    """Wrap the rules that push a text token for every possible delimiter."""

    def wrapped(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if state.pending:
            count += 1  # pushed first
        ok = rule(state, silent)
        if ok and not silent:
            for token in state.tokens[count:]:
                token.meta["span"] = (start, start + len(token.content))
                start += len(token.content)
        return ok

    return wrapped
