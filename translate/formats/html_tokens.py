"""HTML as tokens with offsets: tags, comments, text, as the HTML standard's tokenizer cuts them.

Own code because neither lxml nor ``html.parser`` says where a tag ends or a value begins in the
source, and what is not translated must stay byte for byte, malformed or not. Nothing is fetched
and no entity is declared here, so there is nothing to expand. Rules: HTML Living Standard, 13.2.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*)))?")
_REST = re.compile(r"[\s/]*")
RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
"""Elements whose content is text up to their end tag, whatever stands in it."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute: name in lower case, value as written, half-open span of it with its quotes."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Token:
    """A token and its half-open span; ``name`` in lower case for tags.

    ``other`` is a comment, a declaration, a processing instruction or a CDATA section. ``closed``
    tells of ``<br/>``.
    """

    kind: Literal["start", "end", "text", "other"]
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()
    closed: bool = False

    def get(self, name: str) -> str | None:
        """Return an attribute's value, the first if it stands twice."""
        return next((a.value for a in self.attributes if a.name == name), None)


def tokens(source: str, *, xml: bool = False) -> Iterator[Token]:
    """Yield the tokens of a document or fragment; their spans make up all of it.

    In XHTML (``xml``) ``<script/>`` is closed, in HTML it is not.

    >>> [(t.kind, t.name) for t in tokens("<p>5 < 6<BR/>")]
    [('start', 'p'), ('text', ''), ('start', 'br')]
    """
    at = begin = 0
    instructions = source.rfind("?>")  # looked for once, not at every '<?'
    while (found := source.find("<", at)) >= 0:
        token = _token(source, found, instructions)
        if token is None:
            at = found + 1
            continue
        if begin < found:
            yield Token("text", begin, found)
        yield token
        at = begin = token.end
        if token.kind == "start" and token.name in RAW and not (xml and token.closed):
            stop = re.compile(rf"</{re.escape(token.name)}(?=[\s/>])", re.IGNORECASE)
            close = stop.search(source, at)
            at = close.start() if close else len(source)
            if begin < at:
                yield Token("text", begin, at)
            begin = at
    if begin < len(source):
        yield Token("text", begin, len(source))


def _token(source: str, at: int, instructions: int) -> Token | None:
    """Return the tag or comment that begins at ``at``, or None if it is only a ``<``."""
    if name := _NAME.match(source, at + 1):
        return _tag(source, at, name)
    if source.startswith("</", at):
        name = _NAME.match(source, at + 2)
        end = _until(source, ">", at)
        return Token("end", at, end, name[0].lower()) if name else Token("other", at, end)
    if source.startswith("<!--", at):
        short = next((s for s in ("<!-->", "<!--->") if source.startswith(s, at)), "")
        return Token("other", at, at + len(short) if short else _until(source, "-->", at + 4))
    if source.startswith("<![CDATA[", at):
        return Token("other", at, _until(source, "]]>", at))
    if source.startswith("<?", at):  # to HTML it ends at '>'; PHP and XML mean '?>'
        return Token("other", at, _until(source, "?>" if instructions > at else ">", at))
    if source.startswith("<!", at):
        return Token("other", at, _until(source, ">", at))
    return None


def _until(source: str, end: str, at: int) -> int:
    found = source.find(end, at)
    return len(source) if found < 0 else found + len(end)


def _tag(source: str, at: int, name: re.Match[str]) -> Token:
    position = name.end()
    attributes: list[Attribute] = []
    while found := _ATTRIBUTE.match(source, position):
        group = next((g for g in (2, 3, 4) if found[g] is not None), 0)
        quoted = group in (2, 3)
        start = found.start(group) - quoted if group else found.end()
        value = found[group] if group else ""
        attributes.append(Attribute(found[1].lower(), value, start, found.end()))
        position = found.end()
    rest = _REST.match(source, position)
    end = rest.end() if rest else position
    if source[end : end + 1] != ">":
        return Token("other", at, len(source))  # the file ends inside the tag
    return Token("start", at, end + 1, name[0].lower(), tuple(attributes), source[end - 1] == "/")
