"""Which stretches of an HTML text are units: blocks, attribute values, titles."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..document import Unit
from .html_tokens import RAW, Attribute, Token, tokens
from .inline import Piece, Run, compose, trim

_BLOCKS = frozenset(
    "address article aside blockquote body button caption center col colgroup dd details dialog "
    "dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head "
    "header hgroup hr html legend li link main menu meta nav noscript ol optgroup option p pre "
    "search section select summary table tbody td template tfoot th thead title tr ul xmp".split()
)
_VOID = frozenset(
    "area base br col embed frame hr img input link meta param source track wbr".split()
)
_UNSEEN = frozenset(
    "area base col link meta param source track wbr script style title datalist map".split()
)
_VERBATIM = frozenset(("code", "kbd", "samp", "var", "tt"))
_OPAQUE = (RAW - {"title"}) | frozenset(
    "pre svg math object video audio canvas map applet listing plaintext datalist".split()
)
_CONTEXTS = {f"h{n}": "heading" for n in range(1, 7)} | {
    "li": "item", "td": "cell", "th": "cell", "title": "heading", "caption": "heading"
}  # fmt: skip
_ATTRIBUTES = frozenset(
    "alt title placeholder aria-label aria-description aria-placeholder aria-valuetext".split()
)
_META = frozenset(
    "description og:title og:description og:image:alt twitter:title twitter:description "
    "twitter:image:alt".split()
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_AROUND = re.compile(r"([ \t\r\n\f]*)(.*?)([ \t\r\n\f]*)\Z", re.DOTALL)
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
_CONTENT = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands: a run of the source, or an attribute's value (the run is empty then)."""

    run: Run
    attribute: Attribute | None = None

    @property
    def start(self) -> int:
        """Offset in the source."""
        return self.run.start if self.attribute is None else self.attribute.start


class Reader:
    """Walks through the tokens once and collects; never leaves this package.

    Attributes:
        page: the language that ``<html lang>`` states.
        languages: ``lang`` attributes of what is translated.
    """

    def __init__(self, source: str, *, xml: bool = False) -> None:
        self.source = source
        self.page = ""
        self.languages: list[Attribute] = []
        self._xml = xml
        self._pieces: list[Piece] = []
        self._context = ""
        self._kept: list[tuple[str, bool]] = []  # open elements whose text is kept; asked for?
        self._asked = 0  # how many of them ask for it
        self._skip = ""  # element that is passed over, how deep, where it began, as a block?
        self._depth = 0
        self._from = 0
        self._line = 1
        self._counted = 0

    def read(self) -> Iterator[tuple[Unit, Place]]:
        """Yield units and their places, those of attributes before the block they stand in."""
        for token in tokens(self.source, xml=self._xml):
            if self._skip:
                self._pass_over(token)
                if self._skip or token.kind != "start":
                    continue
            if token.kind == "text":
                self._text(token)
            elif token.kind == "other":
                self._add(token, "standalone")
            elif token.kind == "end":
                yield from self._end(token)
            else:
                yield from self._start(token)
        yield from self._flush()

    def _text(self, token: Token) -> None:
        written = self.source[token.start : token.end]
        if self._kept:
            shown = html.unescape(written)
            self._pieces.append(Piece(token.start, token.end, "text", shown, keep=True))
            return
        # outer white space stands by itself, so that it can be left outside of the unit
        found = _AROUND.match(written)
        for group in (1, 2, 3):
            start, end = found.span(group) if found else (0, 0)
            if start < end:
                shown = html.unescape(_SPACES.sub(" ", written[start:end]))
                span = (token.start + start, token.start + end)
                self._pieces.append(Piece(*span, "text", shown))

    def _add(self, token: Token, kind: str) -> None:
        start, end = token.start, token.end
        if kind == "open":
            self._pieces.append(Piece(start, end, "open", key=token.name))
        elif kind == "close":
            self._pieces.append(Piece(start, end, "close", key=token.name))
        elif kind == "break":
            self._pieces.append(Piece(start, end, "break"))
        else:
            shown = token.kind == "start" and token.name not in _UNSEEN
            self._pieces.append(Piece(start, end, "standalone", shown=shown))

    def _start(self, token: Token) -> Iterator[tuple[Unit, Place]]:
        name = token.name
        block = name in _BLOCKS
        if block:
            yield from self._flush()
            self._context = name
        void = name in _VOID or (self._xml and token.closed)
        if name == "html":
            self.page = token.get("lang") or token.get("xml:lang") or ""
        silent = self._silent(token)
        if not silent and not self._asked:
            if name not in _OPAQUE:
                self.languages += [a for a in token.attributes if a.name in ("lang", "xml:lang")]
            yield from self._attributes(token)
        if name == "br":
            self._add(token, "break")
        elif void:
            if not block:
                self._add(token, "standalone")
        elif name in _OPAQUE or (silent and block):
            self._skip, self._depth, self._from = name, 1, token.start
        elif not block:
            if silent or (name in _VERBATIM and not self._asked):
                self._kept.append((name, silent))
                self._asked += silent
            self._add(token, "open")

    def _end(self, token: Token) -> Iterator[tuple[Unit, Place]]:
        if token.name in _BLOCKS:
            yield from self._flush()
            self._context = ""
            return
        if self._kept and token.name == self._kept[-1][0]:
            self._asked -= self._kept.pop()[1]
        self._add(token, "close")

    def _silent(self, token: Token) -> bool:
        """Tell whether an element asks not to be translated, or is in a third language."""
        if token.get("translate") == "no" or "notranslate" in (token.get("class") or "").split():
            return True
        language = _primary(token.get("lang") or token.get("xml:lang") or "")
        if not language or token.name == "html":
            return False
        page = _primary(self.page)
        return language != page if page else language not in ("fr", "en")

    def _pass_over(self, token: Token) -> None:
        """Go on until the end of an element that stays as it is."""
        if token.name == self._skip and token.kind in ("start", "end"):
            implied = self._skip == "p" and token.kind == "start"  # '<p>' ends '<p>'
            self._depth += 1 if token.kind == "start" and not implied else -1
        if self._depth:
            return
        if self._skip not in _BLOCKS:
            shown = self._skip not in _UNSEEN
            self._pieces.append(Piece(self._from, token.end, "standalone", shown=shown))
        self._skip = ""

    def _attributes(self, token: Token) -> Iterator[tuple[Unit, Place]]:
        for attribute in token.attributes:
            if not self._is_text(token, attribute):
                continue
            text = _SPACES.sub(" ", html.unescape(attribute.value)).strip()
            if not _CONTENT.search(text):
                continue
            keep = tuple(m.span() for m in _TEMPLATE.finditer(text))
            unit = Unit(text, (), keep, "attribute", self._where(attribute.start))
            yield unit, Place(Run(text, (), keep, {}, 0, 0), attribute)

    def _is_text(self, token: Token, attribute: Attribute) -> bool:
        name = attribute.name
        if token.name == "meta":
            what = token.get("name") or token.get("property") or ""
            return name == "content" and what.lower() in _META
        if name == "label":
            return token.name in ("option", "optgroup", "track")
        if name == "value":
            kind = (token.get("type") or "").lower()
            return token.name == "input" and kind in ("submit", "button", "reset")
        return name in _ATTRIBUTES

    def _flush(self) -> Iterator[tuple[Unit, Place]]:
        """Yield the block that ends here, if it has words."""
        pieces, self._pieces = trim(self._pieces), []
        if len(self._kept) > self._asked:  # an open <code> ends with its block
            self._kept = [k for k in self._kept if k[1]]
        run = compose(pieces, self.source)
        templates = tuple(m.span() for m in _TEMPLATE.finditer(run.text))
        keep = tuple(sorted({*run.keep, *templates}))
        if any(p.kind == "text" and not p.keep and _CONTENT.search(p.text) for p in pieces):
            run = replace(run, keep=keep)
            context = _CONTEXTS.get(self._context, "paragraph")
            yield Unit(run.text, run.codes, keep, context, self._where(run.start)), Place(run)

    def _where(self, at: int) -> str:
        if at < self._counted:
            self._line, self._counted = 1, 0
        self._line += self.source.count("\n", self._counted, at)
        self._counted = at
        return f"line {self._line}"


def _primary(tag: str) -> str:
    return re.split("[-_]", tag.strip(), maxsplit=1)[0].lower()
