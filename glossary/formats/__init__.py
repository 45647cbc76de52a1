"""Readers and writers of term bases, chosen by name or by the suffix of a file.

A format is a module with ``read(text, *, name, ...) -> Glossary`` and ``write(glossary) -> str``
(TBX takes and gives bytes: XML names its own encoding). Modules are imported when a file needs
them. ``docs/glossary-formats.md`` says what each format carries and what it loses.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from gettext import gettext as _
from importlib import import_module
from pathlib import PurePath
from typing import Any, NamedTuple

from ..errors import ExitStatus, UserError
from ..files import decode
from ..model import Glossary, Language


class _Format(NamedTuple):
    module: str
    reader: str
    writer: str
    suffixes: tuple[str, ...]
    text: str = "utf-8"  # "" where the module takes bytes, "excel" where cp1252 may come
    columns: bool = False  # whether the languages of two columns must be known


_FORMATS = {
    "po": _Format("po", "read", "write", (".po", ".pot")),
    "weblate": _Format("weblate", "read", "write", ()),
    "csv": _Format("csv", "read", "write", (".csv",), "excel"),
    "tsv": _Format("csv", "read", "write_tsv", (".tsv", ".tab"), "excel"),
    "deepl": _Format("columns", "read", "write_deepl", (), "excel", True),
    "omegat": _Format("columns", "read", "write_omegat", (".txt",), "excel", True),
    "tbx": _Format("tbx", "read", "write", (".tbx", ".xml"), ""),
    "tbx2": _Format("tbx", "read", "write_v2", (), ""),
    "utx": _Format("utx", "read", "write", (".utx",)),
}
FORMATS: tuple[str, ...] = tuple(_FORMATS)
"""Names that `read` and `write` know."""

SUFFIXES: tuple[str, ...] = tuple(s for f in _FORMATS.values() for s in f.suffixes if s != ".txt")
"""Suffixes by which a project's glossaries are found."""


def format_of(name: str, data: bytes = b"") -> str:
    """Return the format of a file by its suffix, told apart by its content where two share one.

    Raises:
        UserError: no format has that suffix.

    >>> format_of("termes.CSV", b"source,cible"), format_of("a.po", b'msgctxt "gao"')
    ('deepl', 'po')
    """
    suffix = PurePath(name).suffix.lower()
    found = next((key for key, known in _FORMATS.items() if suffix in known.suffixes), None)
    if found is None:
        raise UserError(
            _("is of no format that tells a glossary"),
            where=name,
            hint=_("say which: {formats}").format(formats=", ".join(FORMATS)),
            status=ExitStatus.USAGE,
        )
    if found == "po" and data and _is_weblates(data):
        return "weblate"
    if found in ("csv", "tsv") and data and not _has_our_columns(_from_excel(data, name)):
        return "deepl" if found == "csv" else "omegat"
    return found


def _is_weblates(data: bytes) -> bool:
    """Tell a glossary of Weblate from a catalogue of ours, in which every entry has a context."""
    if re.search(rb"^#,.*\b(terminology|forbidden)\b", data, re.MULTILINE):
        return True
    entries = len(re.findall(rb"^msgid ", data, re.MULTILINE))
    contexts = len(re.findall(rb"^msgctxt ", data, re.MULTILINE))
    return 2 * contexts < entries - 1  # one entry is the header


def _has_our_columns(text: str) -> bool:
    first = text.split("\n", 1)[0].lower()
    cells = {cell.strip(" \"'\r") for cell in re.split(r"[,;\t]", first)}
    return {"id", "en", "fr"} <= cells


def read(
    data: bytes,
    *,
    name: str,
    format: str | None = None,
    domain: str | None = None,
    layer: str = "curated",
    languages: tuple[Language, Language] | None = None,
    on_error: Callable[[UserError], None] | None = None,
) -> Glossary:
    """Return the glossary in ``data``, by ``format`` or else by the suffix of ``name``.

    ``languages`` are those of the two columns of a plain list. With ``on_error`` an entry that
    cannot be used is reported and left out; without, it is raised.

    Raises:
        UserError: not of that format, or an entry against it (names file and line).
    """
    known = _FORMATS[format_of(name, data) if format is None else format]
    content: bytes | str = data
    if known.text == "excel":
        content = _from_excel(data, name)
    elif known.text:
        content, _mark = decode(data, where=name)
    settings: dict[str, Any] = {"domain": domain, "layer": layer, "on_error": on_error}
    if known.columns:
        settings["languages"] = languages
    reader = getattr(import_module(f".{known.module}", __name__), known.reader)
    glossary: Glossary = reader(content, name=name, **settings)
    return glossary


def _from_excel(data: bytes, name: str) -> str:
    """Return the text of a table: what its mark says, UTF-8, or else Windows-1252 (Excel)."""
    try:
        return decode(data, where=name)[0]
    except UserError:
        return decode(data, where=name, encoding="cp1252")[0]


def write(
    glossary: Glossary, format: str, *, languages: tuple[Language, Language] | None = None
) -> bytes:
    """Return ``glossary`` as a file of ``format``.

    ``languages`` are those of the two columns of a plain list, English first by default.

    Raises:
        UserError: languages for a format that holds both directions.
    """
    known = _FORMATS[format]
    writer = getattr(import_module(f".{known.module}", __name__), known.writer)
    settings: dict[str, Any] = {}
    if languages is not None:
        if not known.columns:
            plain = ", ".join(name for name, form in _FORMATS.items() if form.columns)
            raise UserError(
                _("{format} holds both directions").format(format=format),
                hint=_("leave --languages out; it is for {formats}").format(formats=plain),
                status=ExitStatus.USAGE,
            )
        settings["languages"] = languages
    written: str | bytes = writer(glossary, **settings)
    return written.encode() if isinstance(written, str) else written
