"""HTML <-> ``Document``: fragments and pages, blocks as units, inline elements as codes.

What is not translated is never written anew: units, attribute values and ``lang`` are replaced in
the source by their offsets. ``translate="no"``, the class ``notranslate``, scripts, styles,
preformatted text, forms' contents, drawings and formulas stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from html.entities import codepoint2name

from glossary.model import Language, other

from ..document import Crossed, Unit
from . import DEFAULTS, Options
from .html_read import Place, Reader
from .html_tokens import Attribute
from .inline import weave
from .xml_nodes import Edit, Patched

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos)\b)(?:[A-Za-z]+|#\d+|#[xX][0-9A-Fa-f]+);")
_AMBIGUOUS = re.compile(r"&(?=[A-Za-z#])")


@dataclass(frozen=True, slots=True)
class HtmlDocument:
    """An HTML text, its units and their places.

    Attributes:
        places: where each unit stands.
        languages: the ``lang`` attributes of what is translated.
    """

    source: str
    units: tuple[Unit, ...]
    places: tuple[Place, ...]
    languages: tuple[Attribute, ...] = ()

    def join(self, crossed: Sequence[Crossed | None], language: Language) -> str:
        """Return the text with unit i replaced by ``crossed[i]``, ``lang`` set to ``language``.

        ``&`` and ``<`` are escaped; other characters are where the file writes its own so, or
        could not hold them.
        """
        xml = _is_xml(self.source)
        writer = _Writer("\u00a0" in self.source, xml, _target_charset(self.source))
        edits: list[Edit] = []  # those of attributes, which may lie inside a block
        blocks: list[tuple[Place, Crossed]] = []
        for unit, place, new in zip(self.units, self.places, crossed, strict=True):
            same = new is None or (new.text, new.codes) == (unit.text, unit.codes)
            if new is None or same or not new.text.strip():
                continue
            if place.attribute is None:
                blocks.append((place, new))
            else:
                old = place.attribute
                value = writer.value(self.source[old.start], "&amp;" in old.value, new.text)
                edits.append((old.start, old.end, value))
        if not edits and not blocks:
            return self.source
        for attribute in self.languages:
            if re.split("[-_]", attribute.value)[0].lower() == other(language):
                edits.append((attribute.start, attribute.end, f'"{language}"'))
        patched = Patched(self.source, sorted(edits))
        parts: list[str] = []
        done = 0
        for place, new in blocks:
            start, end = place.run.start, place.run.end
            parts.append(patched.span(done, start))
            old_text = re.sub(r"<[^>]*>", "", self.source[start:end])
            escape = partial(writer.text, "&amp;" in old_text, ">" not in old_text)
            parts.append(weave(new, place.run, patched.span, escape).strip(" "))
            done = end
        return "".join([*parts, patched.span(done, len(self.source))])


@dataclass(frozen=True, slots=True)
class _Writer:
    """How a file writes its characters; found out once, because it needs the whole file.

    ``spaces`` tells that no-break spaces stand in it as they are, ``charset`` is None for Unicode.
    """

    spaces: bool
    xml: bool
    charset: str | None

    def text(self, ampersands: bool, brackets: bool, text: str) -> str:
        """Return ``text`` as content; ``&`` and ``>`` are always escaped where those tell so."""
        text = text.replace("&", "&amp;") if ampersands else _AMBIGUOUS.sub("&amp;", text)
        text = text.replace("<", "&lt;")
        return self._characters(text.replace(">", "&gt;") if brackets else text)

    def value(self, quote: str, ampersands: bool, text: str) -> str:
        """Return ``text`` as an attribute's value in its quotation marks."""
        quote = quote if quote in "\"'" else '"'
        text = text.replace("&", "&amp;") if ampersands else _AMBIGUOUS.sub("&amp;", text)
        text = text.replace(quote, "&quot;" if quote == '"' else "&#39;").replace("<", "&lt;")
        return f"{quote}{self._characters(text)}{quote}"

    def _characters(self, text: str) -> str:
        """Write as references what the file's character set lacks or the file writes so itself."""
        if not self.spaces:
            text = text.replace("\u00a0", "&#160;" if self.xml else "&nbsp;")
        if self.charset is None or text.isascii():
            return text
        return "".join(c if _fits(c, self.charset) else _reference(c, self.xml) for c in text)


def read(text: str, options: Options = DEFAULTS, name: str = "") -> HtmlDocument:
    """Take a fragment or page apart. Malformed markup is kept as it is.

    In unit texts white space is one space, a hard line break U+2028 on both sides of its code;
    character references are resolved.

    >>> doc = read('<p class=x>Le <b>JNIM</b> &amp; Cie</p>')
    >>> doc.units[0].text
    'Le JNIM & Cie'
    >>> doc.join([Crossed("JNIM & Co", ())], "en")
    '<p class=x><b>JNIM &amp; Co</b></p>'
    """
    reader = Reader(text, xml=_is_xml(text))
    found = sorted(reader.read(), key=lambda f: f[1].start)
    units = tuple(unit for unit, _ in found)
    places = tuple(place for _, place in found)
    return HtmlDocument(text, units, places, tuple(reader.languages))


def _is_xml(source: str) -> bool:
    return source.lstrip("\ufeff \r\n\t").startswith("<?xml") or (
        "http://www.w3.org/1999/xhtml" in source[:2000]
    )


def _target_charset(source: str) -> str | None:
    """Return the character set to which text must be limited; None for Unicode."""
    found = _CHARSET.search(source[:4096])
    if found:
        try:
            "".encode(found[1])
        except LookupError:
            return None
        return None if found[1].lower().startswith(("utf", "ucs")) else found[1]
    if not source.isascii():
        return None
    # pure ASCII: a page that names no character set, or one that writes 'é' as a reference
    whole = re.search(r"<html[\s>]", source[:4096], re.IGNORECASE) is not None
    return "ascii" if (whole and not _is_xml(source)) or _NAMED.search(source) else None


def _fits(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _reference(char: str, xml: bool) -> str:
    name = None if xml else codepoint2name.get(ord(char))
    return f"&{name};" if name else f"&#{ord(char)};"
