"""XML from strangers: no document type of their own, no entities, no network.

A document type declaration can make a parser read other files, call other machines, or fill the
memory with a few lines ("billion laughs"). So the text is decoded here, by us, and refused before
any parser sees it. A bare reference to one of the published TBX or TMX document types, as IATE and
many programs write it, declares nothing and is taken out: nothing is ever loaded for it.
"""

from __future__ import annotations

import codecs
import re
from gettext import gettext as _

from lxml import etree  # type: ignore[import-untyped]

from ..errors import UserError

_DECLARATION = re.compile(r"<\?xml\b[^>]*\?>")
_ENCODING = re.compile(rb"<\?xml\b[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_HARMLESS = re.compile(
    r"<!DOCTYPE\s+(?:martif|tmx)\s+(?:SYSTEM|PUBLIC\s+[\"'][^\"']*[\"'])\s*"
    r"[\"'](?:[^\"'\[\]<>]*/)?(?:TBX\w*|tmx\d*)\.dtd[\"']\s*>"
)
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, escaped or not (section 2.2)."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
         (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip


def parse(data: bytes, *, name: str) -> etree._Element:
    """Return the root of an XML file; comments and processing instructions are left out.

    Raises:
        UserError: no well-formed XML, or a document type or an entity of its own.

    >>> parse(b"<a/>", name="a.xml").tag
    'a'
    """
    parser = etree.XMLParser(**SAFE, encoding="utf-8")
    try:
        return etree.fromstring(safe(data, name=name), parser)
    except etree.XMLSyntaxError as error:
        raise malformed(error, name) from None


SAFE = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""Options of every parser of lxml that reads a stranger's file."""


def malformed(error: etree.XMLSyntaxError, name: str) -> UserError:
    """Return the error for XML that is not well-formed."""
    what = (error.msg or "").split(", line")[0]
    return UserError(
        _("no well-formed XML ({reason})").format(reason=what),
        where=f"{name}:{error.lineno or 1}",
        hint=_("export it again"),
    )


def safe(data: bytes, *, name: str) -> bytes:
    """Return an XML file as UTF-8 without its declaration, for a parser with ``SAFE`` options.

    Raises:
        UserError: not in its encoding, or a document type or an entity of its own.

    >>> safe(b'<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx/>', name="a.tmx")
    b'<tmx/>'
    """
    text = _decoded(data, name)
    # line ends stay, so that line numbers stay
    text = _DECLARATION.sub(lambda m: "\n" * m.group().count("\n"), text, count=1)
    text = _HARMLESS.sub(lambda m: "\n" * m.group().count("\n"), text, count=1)
    dtd = _DOCTYPE.search(text)
    if dtd is not None or "<!ENTITY" in text:
        raise UserError(
            _("XML with a document type (DTD) or entities is not read"),
            where=f"{name}:{text.count(chr(10), 0, dtd.start()) + 1}" if dtd else name,
            hint=_("delete the <!DOCTYPE ...> and write the characters themselves"),
        )
    return text.encode("utf-8")


def _decoded(data: bytes, name: str) -> str:
    codec = next((codec for mark, codec in _BOMS if data.startswith(mark)), None)
    if codec is None:
        told = _ENCODING.match(data.lstrip()[:200])
        codec = told.group(1).decode("ascii") if told else "utf-8"
    try:
        return data.decode(codec).removeprefix("\ufeff").lstrip()
    except (LookupError, UnicodeError):
        raise UserError(
            _("is not {codec} as it says").format(codec=codec),
            where=name,
            hint=_("export it as UTF-8"),
        ) from None
