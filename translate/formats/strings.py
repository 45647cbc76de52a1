"""Strings held by another format (PO, JSON, CSV): each a small text or HTML fragment of its own.

A message may be a line, some paragraphs, a list or a bit of HTML. The text and HTML adapters know
where its sentences are and what between them must stay, so that leading and trailing line ends,
bullets, indentation and tags come out as they went in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from glossary.model import Language

from ..document import Crossed, Made, TextDocument, Unit
from .html import read as read_html
from .text import read as read_text

_HTML = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|cite|code|dd|del|div|dl|dt|em|figure|h[1-6]|hr|i|img|ins|kbd"
    r"|li|mark|ol|p|pre|q|s|section|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"%(?:\d+\$|\(\w+\)|\{\w+\}|<\w+>)?[-+#0']*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh?|ll?|[Lqjzt])?"
    r"[diouxXeEfFgGaAcsrpn@](?!\w)"  # printf, in C, Python and Objective-C
    r"|%(?:\d+\$|\(\w+\))[-+ #0']*\d*(?:\.\d+)?[a-zA-Z@]"
    r"|%%|%L?\d{1,2}(?!\d)|%\{\w+\}"  # an escaped sign; Qt; Ruby
    r"|\{\{[^{}\n]*\}\}|\$?\{[\w.!:,<>^%\[\]-]*\}"  # templates, str.format, the shell
)

Keep = Callable[[str], Iterable[tuple[int, int]]]
"""Gives the half-open spans of a text that must survive as they are."""


@dataclass(frozen=True, slots=True)
class Strings:
    """Several strings taken apart; ``units`` are those of all of them, in order."""

    documents: tuple[TextDocument, ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        """The stretches to translate, in reading order."""
        return tuple(u for d in self.documents for u in d.units)

    def join(self, crossed: Sequence[Crossed | None], language: Language) -> list[str | None]:
        """Return each string in ``language``; None for one of which nothing changed."""
        joined: list[str | None] = []
        at = 0
        for document in self.documents:
            own = crossed[at : at + len(document.units)]
            at += len(own)
            same = all(
                c is None or (c.text, c.codes) == (u.text, u.codes)
                for c, u in zip(own, document.units, strict=True)
            )
            joined.append(None if same else document.join(own, language))
        if at != len(crossed):
            raise ValueError("one translation for each unit")
        return joined

    def made(self, crossed: Sequence[Crossed | None]) -> list[Made]:
        """Return who made each string's translation: the least trusted of its units' makers."""
        trust: tuple[Made, ...] = ("machine", "memory", "approved")
        made: list[Made] = []
        at = 0
        for document in self.documents:
            own = [c.made for c in crossed[at : at + len(document.units)] if c is not None]
            at += len(document.units)
            made.append(min(own, key=trust.index, default="machine"))
        return made


@dataclass(frozen=True, slots=True)
class _Placed:
    """A document whose units say where their string stands in the file."""

    inner: TextDocument
    units: tuple[Unit, ...]

    def join(self, crossed: Sequence[Crossed | None], language: Language) -> str:
        return self.inner.join(crossed, language)


def read(values: Iterable[tuple[str, ...]], keep: Keep = lambda _: ()) -> Strings:
    """Take strings apart: each is value, context, place (``line 12``) and, if it has one, key.

    >>> found = read([("Sauver\\n\\nQuitter\\n", "message", "line 3"), ("%d", "message", "")])
    >>> [(u.text, u.where) for u in found.units]
    [('Sauver', 'line 3'), ('Quitter', 'line 3'), ('%d', '')]
    >>> found.join([Crossed("Save"), Crossed("Quit"), None], "en")
    ['Save\\n\\nQuit\\n', None]
    """
    documents: list[TextDocument] = []
    for value, context, where, *key in values:
        inner: TextDocument = read_html(value) if _HTML.search(value) else read_text(value)
        units = tuple(
            replace(
                unit,
                keep=tuple(sorted({*unit.keep, *keep(unit.text)})),
                context=context,
                where=where,
                key=key[0] if key else "",
            )
            for unit in inner.units
        )
        documents.append(_Placed(inner, units))
    return Strings(tuple(documents))


def placeholders(text: str) -> Iterator[tuple[int, int]]:
    """Yield the half-open spans of what a program will replace in a message.

    >>> text = "%(n)d of {total}, 5 % of it"
    >>> [text[a:b] for a, b in placeholders(text)]
    ['%(n)d', '{total}']
    """
    return (m.span() for m in _PLACEHOLDER.finditer(text))
