"""TMX 1.4b (LISA OSCAR, 2005) <-> translation units: inline markup, languages, dates, context.

What TMX has no place for stands in ``prop`` elements: ``x-sahel-status`` and ``x-sahel-glossary``
are ours; ``file``, ``id``, ``prev`` and ``next`` are those of OmegaT. Notes, further languages and
the ``type`` of inline elements are not kept.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from gettext import gettext as _

from lxml import etree  # type: ignore[import-untyped]

from glossary.errors import UserError
from glossary.formats.xml import NOT_XML, SAFE, malformed, safe

from .. import __version__
from .model import Context, Direction, Entry, Origin, Status, key_of
from .tmx_inline import read_seg, write_seg

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z")
_MACHINE = frozenset(("mt", "nmt", "amt", "machine"))
_DOUBTFUL = re.compile(r"draft|reject|unspecified", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A unit that was not taken: where (``unit 12``) and why."""

    where: str
    reason: str


def read(
    data: bytes, *, name: str, direction: Direction | None = None, status: Status = Status.APPROVED
) -> Iterator[Entry | Skipped]:
    """Yield the units of a TMX file, one after the other, in their order.

    Languages count by their first part (``fr-FR`` is French); several variants in the target
    language are several units. ``direction`` is for files that say they have no source language
    (``*all*``), and passes over units of another one. ``status`` is that of units of which the
    file does not say that a machine wrote them or that they are drafts.

    Raises:
        UserError: no TMX, or no source language and no ``direction``.
    """
    source = io.BytesIO(safe(data, name=name))
    events = etree.iterparse(source, events=("end",), tag=("header", "tu"), **SAFE)
    header: Mapping[str, str] = {}
    number = 0
    short = name.replace("\\", "/").rpartition("/")[2]
    try:
        for _event, element in events:
            if element.tag == "header":
                header = dict(element.attrib)
                continue
            number += 1
            for found in _units(element, header, direction, status, name):
                if isinstance(found, str):
                    yield Skipped(f"unit {number}", found)
                else:
                    yield _named(found, short)
            element.clear()
            while element.getprevious() is not None:  # else the whole file stays in memory
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise malformed(error, name) from None
    root = events.root
    if root is None or root.tag != "tmx":
        raise UserError(_("no TMX file"), where=name, hint=_("its root is <tmx version=...>"))


def _named(entry: Entry, file: str) -> Entry:
    if entry.origin.file:
        return entry
    return replace(entry, origin=replace(entry.origin, file=file))


def _units(
    tu: etree._Element,
    header: Mapping[str, str],
    direction: Direction | None,
    status: Status,
    name: str,
) -> Iterator[Entry | str]:
    """Yield the units of a ``tu``, or why there is none."""
    told = str(tu.get("srclang") or header.get("srclang") or "*all*")
    if told == "*all*" and direction is None:
        raise UserError(
            _("does not say which language is the source"), where=name, hint=_("say it with --to")
        )
    variants: dict[str, list[etree._Element]] = {}
    for tuv in tu.iterchildren("tuv"):
        language = _primary(tuv.get(_LANG) or tuv.get("lang") or "")
        if tuv.find("seg") is not None:
            variants.setdefault(language, []).append(tuv)
    start = direction[0] if told == "*all*" and direction else _primary(told)
    end = {"fr": "en", "en": "fr"}.get(start)
    if end is None or start not in variants or end not in variants:
        yield _("not in French and English ({languages})").format(
            languages=", ".join(sorted(variants)) or _("no language")
        )
        return
    if direction is not None and (start, end) != direction:
        yield _("from {start} to {end}").format(start=start, end=end)
        return
    for tuv in variants[end]:
        yield _entry(tu, variants[start][0], tuv, header, (start, end), status)


def _entry(
    tu: etree._Element,
    ours: etree._Element,
    theirs: etree._Element,
    header: Mapping[str, str],
    languages: tuple[str, str],
    status: Status,
) -> Entry | str:
    numbers: dict[str, int] = {}
    source, source_codes = read_seg(ours.find("seg"), numbers)
    target, target_codes = read_seg(theirs.find("seg"), numbers)
    if not source.strip() or not target.strip():
        return _("empty source or translation")
    props = {
        str(p.get("type")): "".join(p.itertext())
        for e in (tu, theirs)
        for p in e.iterchildren("prop")
    }

    def said(*names: str) -> str:
        found = (str(e.get(n) or "") for n in names for e in (theirs, tu))
        return next((value for value in found if value), "")

    created = _iso(said("creationdate"))
    return Entry(
        "fr" if languages[0] == "fr" else "en",
        "fr" if languages[1] == "fr" else "en",
        source,
        target,
        source_codes,
        target_codes,
        _status(props, said("creationid"), status),
        Context(props.get("id", ""), _neighbour(props, "prev"), _neighbour(props, "next")),
        Origin(
            props.get("file", ""),
            said("changeid", "creationid"),
            said("creationtool") or header.get("creationtool", ""),
            created,
            _iso(said("changedate")) or created,
            props.get("x-sahel-glossary", ""),
        ),
    )


def _neighbour(props: Mapping[str, str], name: str) -> str | None:
    return key_of(props[name]) if name in props else None


def _status(props: Mapping[str, str], author: str, status: Status) -> Status:
    """Return a unit's status: as we wrote it, or as other programs mark machines and drafts."""
    ours = props.get("x-sahel-status", "")
    if ours in [s.value for s in Status]:
        return Status(ours)
    origin = props.get("origin") or props.get("x-origin") or props.get("x-Origin") or ""
    if origin.lower() in _MACHINE or author.upper() == "MT!":  # Trados Workbench's machine
        return Status.MACHINE
    if _DOUBTFUL.search(props.get("x-ConfirmationLevel", "")):
        return Status.UNREVIEWED
    return status


def _primary(tag: str) -> str:
    return re.split(r"[-_]", tag, maxsplit=1)[0].lower()


def _iso(date: str) -> str:
    """Return a TMX date as ISO 8601.

    >>> _iso("20261121T134300Z"), _iso("yesterday")
    ('2026-11-21T13:43:00Z', '')
    """
    match = _DATE.fullmatch(date)
    return "{}-{}-{}T{}:{}:{}Z".format(*match.groups()) if match else ""


def write(entries: Iterable[Entry]) -> tuple[bytes, int]:
    """Return a TMX file of the units, and how many were left out: those XML has no letters for.

    UTF-8; the same units in the same order give the same bytes.
    """
    head = {
        "creationtool": "sahel-translate",
        "creationtoolversion": __version__,
        "segtype": "block",
        "o-tmf": "sahel-memory",
        "adminlang": "en",
        "srclang": "*all*",
        "datatype": "unknown",
    }
    out = [
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n',
        b'<tmx version="1.4">\n',
        etree.tostring(etree.Element("header", head)),
        b"\n<body>\n",
    ]
    left = 0
    for entry in entries:
        if NOT_XML.search(" ".join(_texts(entry))):
            left += 1
            continue
        out += [etree.tostring(_tu(entry), encoding="UTF-8", xml_declaration=False), b"\n"]
    return b"".join([*out, b"</body>\n</tmx>\n"]), left


def _texts(entry: Entry) -> Iterator[str]:
    yield from (entry.source, entry.target, entry.context.key)
    yield from (entry.context.before or "", entry.context.after or "")
    yield from entry.origin.values
    yield from (code.raw for codes in entry.codes for code in codes)


def _tu(entry: Entry) -> etree._Element:
    origin, context = entry.origin, entry.context
    attributes = {
        "srclang": entry.source_language,
        "creationtool": origin.tool,
        "creationdate": _tmx_date(origin.created),
        "creationid": origin.author,
        "changedate": _tmx_date(origin.changed),
    }
    tu = etree.Element("tu", {k: v for k, v in attributes.items() if v})
    props = {
        "x-sahel-status": entry.status.value,
        "x-sahel-glossary": origin.glossary or None,
        "file": origin.file or None,
        "id": context.key or None,
        "prev": context.before,
        "next": context.after,
    }
    for name, value in props.items():
        if value is not None:
            etree.SubElement(tu, "prop", {"type": name}).text = value
    for language, text, codes in (
        (entry.source_language, entry.source, entry.source_codes),
        (entry.target_language, entry.target, entry.target_codes),
    ):
        tuv = etree.SubElement(tu, "tuv", {_LANG: language})
        write_seg(etree.SubElement(tuv, "seg"), text, codes)
    return tu


def _tmx_date(date: str) -> str:
    match = _ISO.fullmatch(date)
    return "{}{}{}T{}{}{}Z".format(*match.groups()) if match else ""
