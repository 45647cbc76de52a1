"""Adapters between files and documents: one module a format, chosen by name here.

An adapter is a function from the text of a file, or the bytes of a package (DOCX, ODT), to a
``Document``. Modules are imported when a file needs them, so that a command that reads none stays
fast. ``load`` and ``dump`` stand between the bytes of any file and its document.

Structured formats (all but text and Markdown) take the ``Options`` as well, and the file's name
for their messages. Their documents may have two attributes beyond the protocol: ``declared``, the
languages of source and target as the file states them, and ``origin``, who the file says wrote
its translations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, is_dataclass, replace
from gettext import gettext as _
from importlib import import_module
from pathlib import PurePath
from typing import NamedTuple, cast

from glossary.errors import ExitStatus, UserError
from glossary.files import decode, encode

from ..document import Document
from .signatures import signature


@dataclass(frozen=True, slots=True)
class Options:
    """What a user can choose about a format.

    Attributes:
        fields: names of the fields or columns to translate (JSON, JSONL, CSV).
        fuzzy: translate entries anew that are marked fuzzy (PO).
    """

    fields: tuple[str, ...] = ()
    fuzzy: bool = False


DEFAULTS = Options()


MAX_LINE = 64 * 2**20
"""Longest line read, in code points: no writer of text makes one, and it would cost gigabytes."""

MOST_PIECES = 2_000_000
"""Most lines, tags or cells of a text whose pieces are shorter than ``_SHORT`` on average."""

_SHORT = 40  # characters; commas of prose stand further apart


class _Format(NamedTuple):
    module: str
    function: str
    suffixes: tuple[str, ...]
    structured: bool = True
    package: bool = False


_FORMATS = {
    "text": _Format("text", "read", (".txt", ".text"), structured=False),
    "lines": _Format("text", "read_lines", (), structured=False),
    "markdown": _Format(
        "markdown", "read", (".md", ".markdown", ".mdown", ".mkd"), structured=False
    ),
    "po": _Format("po", "read", (".po", ".pot")),
    "html": _Format("html", "read", (".html", ".htm", ".xhtml")),
    "xliff": _Format("xliff", "read", (".xlf", ".xliff")),
    "srt": _Format("subtitles", "read_srt", (".srt",)),
    "vtt": _Format("subtitles", "read_vtt", (".vtt",)),
    "json": _Format("tabular", "read_json", (".json",)),
    "jsonl": _Format("tabular", "read_jsonl", (".jsonl", ".ndjson")),
    "csv": _Format("tabular", "read_csv", (".csv", ".tsv")),
    "docx": _Format("docx", "read", (".docx", ".docm", ".dotx", ".dotm"), package=True),
    "odt": _Format("odt", "read", (".odt", ".ott"), package=True),
}
FORMATS: tuple[str, ...] = tuple(_FORMATS)
"""Names ``read`` knows, as a user gives them."""


def format_of(name: str) -> str:
    """Return the format of a file by the suffix of its name; plain text when none tells.

    >>> format_of("rapport.MD"), format_of("depeche.txt"), format_of("-")
    ('markdown', 'text', 'text')
    """
    suffix = PurePath(name).suffix.lower()
    return next((key for key, known in _FORMATS.items() if suffix in known.suffixes), "text")


def suffixes_of(format: str) -> tuple[str, ...]:
    """Return the suffixes by which a format is known.

    >>> suffixes_of("html")
    ('.html', '.htm', '.xhtml')
    """
    return _FORMATS[format].suffixes


class Loaded(NamedTuple):
    """A document, the byte order mark of its file, and its text (empty for a package)."""

    document: Document
    bom: bytes
    text: str


def load(
    data: bytes,
    *,
    name: str,
    format: str | None = None,
    encoding: str | None = None,
    options: Options = DEFAULTS,
    suffix: bool = True,
) -> Loaded:
    """Take the bytes of a file apart; the inverse of ``dump``.

    ``name`` is for messages, and tells the format by its suffix unless ``format`` or ``suffix``
    say otherwise.

    Raises:
        UserError: empty, neither text nor a package, or refused by ``read``.

    >>> load("été".encode(), name="saison.txt").document.units[0].text
    'été'
    """
    if not data.strip():
        raise UserError(_("is empty"), where=name, hint=_("there is nothing to translate"))
    key = format or (format_of(name) if suffix else "text")
    if key in _FORMATS and _FORMATS[key].package:
        return Loaded(read(data, name=name, format=key, options=options), b"", "")
    if kind := signature(data):
        raise UserError(
            _("{what}, no text file").format(what=kind.what), where=name, hint=kind.hint
        )
    text, bom = decode(data, where=name, encoding=encoding, choosable=True)
    if not text.strip():
        raise UserError(_("is empty"), where=name, hint=_("there is nothing to translate"))
    if "\0" in text:
        raise UserError(_("is no text file"), where=name, hint=_("it has NUL bytes"))
    return Loaded(read(text, name=name, format=key, options=options), bom, text)


def dump(
    content: str | bytes, *, where: str, encoding: str | None = None, bom: bytes = b""
) -> bytes:
    """Return what a document's ``join`` gave as the bytes of its file.

    Raises:
        UserError: a character that ``encoding`` lacks.
    """
    if isinstance(content, bytes):
        return content
    return encode(content, where=where, encoding=encoding or "utf-8", bom=bom)


def read(
    content: str | bytes,
    *,
    name: str = "",
    format: str | None = None,
    options: Options = DEFAULTS,
) -> Document:
    """Take the content of a file apart, by ``format`` or else by the suffix of ``name``.

    It is text, or the bytes of a package.

    Raises:
        UserError: ``format`` is unknown, or ``options`` do not fit it (exit 2); the text is not
            in that format, has a line of more than ``MAX_LINE``, or more than ``MOST_PIECES`` that
            are short: each costs up to a kilobyte of memory (exit 3).

    >>> [u.text for u in read("# Gao\\n", name="gao.md").units]
    ['Gao']
    """
    key = format_of(name) if format is None else format
    if key not in _FORMATS:
        raise UserError(
            _("unknown format {key!r}").format(key=key),
            where=name,
            hint=_("choose one of {formats}").format(formats=", ".join(FORMATS)),
            status=ExitStatus.USAGE,
        )
    chosen = _FORMATS[key]
    if options.fields and chosen.module != "tabular":
        raise UserError(
            _("{key} has no fields to choose").format(key=key),
            where=name,
            hint=_("leave --field out, or say what the file is with --input-format"),
            status=ExitStatus.USAGE,
        )
    adapter = getattr(import_module(f".{chosen.module}", __name__), chosen.function)
    if chosen.package:
        if isinstance(content, str):
            content = content.encode("utf-8", "surrogatepass")
        return cast(Document, adapter(content, options, name))
    text = content if isinstance(content, str) else content.decode()
    if len(text) > MAX_LINE and re.search(rf"[^\r\n]{{{MAX_LINE}}}", text):
        raise UserError(
            _("a line of more than {size} Mi characters").format(size=MAX_LINE // 2**20),
            where=name,
            hint=_("break it into lines first"),
        )
    if len(text) > MOST_PIECES:
        pieces = max(text.count(c) for c in "\n<,")
        if pieces > max(MOST_PIECES, len(text) // _SHORT):
            raise UserError(
                _("more than {most:,} lines, tags or cells").format(most=MOST_PIECES),
                where=name,
                hint=_("split it first"),
            )
    if chosen.structured:
        return cast(Document, adapter(text, options, name))
    return cast(Document, adapter(text))


def declared(document: Document) -> tuple[str, str]:
    """Return the languages of source and target that a file states, each empty if it does not.

    >>> declared(read('msgid ""\\nmsgstr "Language: fr_ML\\\\n"\\n', format="po"))
    ('', 'fr')
    """
    source, target = getattr(document, "declared", ("", ""))
    return _primary(source), _primary(target)


def _primary(tag: str) -> str:
    return re.split(r"[-_@.]", tag, maxsplit=1)[0].lower()


def signed(document: Document, origin: str) -> Document:
    """Return the document so that it names ``origin`` where its format says who translated.

    >>> signed(read("", format="po"), "sahel-translate 1, model embedded").origin
    'sahel-translate 1, model embedded'
    """
    if hasattr(document, "origin") and is_dataclass(document) and not isinstance(document, type):
        return cast(Document, replace(document, origin=origin))
    return document
