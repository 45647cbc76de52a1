"""Adapters between files and documents: one module a format, chosen by name here.

An adapter is a function from the text of a file to a ``Document``. Modules are imported when a
file needs them, so that a command that reads none stays fast.

Structured formats (all but text and Markdown) take the ``Options`` as well, and the file's name
for their messages. Their documents may have two attributes beyond the protocol: ``declared``, the
languages of source and target as the file states them, and ``origin``, who the file says wrote
its translations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, is_dataclass, replace
from importlib import import_module
from pathlib import PurePath
from typing import NamedTuple, cast

from glossary.errors import ExitStatus, UserError

from ..document import Document


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


class _Format(NamedTuple):
    module: str
    function: str
    suffixes: tuple[str, ...]
    structured: bool = True


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


def read(
    text: str, *, name: str = "", format: str | None = None, options: Options = DEFAULTS
) -> Document:
    """Take the text of a file apart, by ``format`` or else by the suffix of ``name``.

    Raises:
        UserError: ``format`` is unknown, or ``options`` do not fit it (exit 2); the text is not
            in that format, or has a line of more than ``MAX_LINE`` (exit 3).

    >>> [u.text for u in read("# Gao\\n", name="gao.md").units]
    ['Gao']
    """
    key = format_of(name) if format is None else format
    if key not in _FORMATS:
        raise UserError(
            f"unknown format {key!r}",
            where=name,
            hint=f"choose one of {', '.join(FORMATS)}",
            status=ExitStatus.USAGE,
        )
    chosen = _FORMATS[key]
    if options.fields and chosen.module != "tabular":
        raise UserError(
            f"{key} has no fields to choose",
            where=name,
            hint="leave --field out, or say what the file is with --input-format",
            status=ExitStatus.USAGE,
        )
    if len(text) > MAX_LINE and re.search(rf"[^\r\n]{{{MAX_LINE}}}", text):
        raise UserError(f"a line of more than {MAX_LINE // 2**20} Mi characters", where=name)
    adapter = getattr(import_module(f".{chosen.module}", __name__), chosen.function)
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
