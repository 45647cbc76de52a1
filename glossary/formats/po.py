"""Gettext PO catalogues: the source of truth of the curated glossary.

One catalogue a domain. One entry a pairing: ``msgid`` is the preferred English form, ``msgstr``
the preferred French one, ``msgctxt`` the concept's id, followed by ``/label`` for every pairing
but the first (``jnim``, ``jnim/acronym``). Everything else stands in extracted comments
(``#.``), one ``key: value`` a line, so that Poedit and Weblate show it beside the term and keep
it. An entry marked fuzzy ("needs work" in both programs) is unverified. That a form crosses as
written is a comment too, ``keep: yes``: Poedit 3.2 and msgcat drop the flag ``read-only``, which
is read all the same. ``glossary/terms/README.md`` is the reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import gettext as _

import polib

from ..errors import UserError
from ..model import Glossary, Origin
from .entries import OnError, concepts
from .entry import FUZZY, KEYS, READ_ONLY, Entry, domain_of
from .entry_values import entries

_KEY_LINE = re.compile(r"([a-z][a-z-]*):(?: (.*))?$")
_LINE_NUMBER = re.compile(r"\(line (\d+)\)")
_OPEN_STRING = re.compile(r'\s*(?:msg[a-z_]+(?:\[\d+\])?\s*)?"(?:[^"]*[^"\s])?\s*\Z')
_KEEP = "keep"
_KNOWN_KEYS = frozenset(KEYS) | {_KEEP}


def read(
    text: str,
    *,
    name: str,
    domain: str | None = None,
    layer: str = "curated",
    on_error: OnError | None = None,
) -> Glossary:
    """Return the glossary in the PO catalogue ``text``.

    ``name`` is the file's name for messages; the domain is its stem unless given. With
    ``on_error`` a concept with a fault is reported and left out instead of raised.

    Raises:
        UserError: not a PO file, or an entry against the format (names file and line).
    """
    found = concepts(
        read_entries(text, name=name, on_error=on_error),
        domain=domain_of(name) if domain is None else domain,
        layer=layer,
        on_error=on_error,
    )
    return Glossary(found, name=layer)


def parse(text: str, *, name: str) -> polib.POFile:
    """Return the catalogue as polib sees it, of a glossary or of a program's messages.

    Raises:
        UserError: not a PO file (names the line where it can be told).
    """
    for number, line in enumerate(text.splitlines(), 1):
        if _OPEN_STRING.match(line):  # polib would take a letter for the quotation mark
            raise _refused(name, number)
    # polib takes a path or contents, and guesses: contents always have a line end
    contents = text if text.endswith("\n") else text + "\n"
    try:
        return polib.pofile(contents, check_for_duplicates=False, wrapwidth=0)
    except (OSError, ValueError, IndexError) as error:
        found = _LINE_NUMBER.search(str(error))
        raise _refused(name, int(found[1]) if found else 0) from None


def _refused(name: str, line: int) -> UserError:
    where = f"{name}:{line}" if name and line else name or (f"line {line}" if line else "")
    return UserError(_("not a PO catalogue"), where=where, hint=_("check it with msgfmt -c"))


def read_entries(text: str, *, name: str, on_error: OnError | None = None) -> Iterator[Entry]:
    """Yield the entries of a catalogue; obsolete ones (``#~``) are left out.

    Raises:
        UserError: as `read`.
    """
    for entry in parse(text, name=name):
        if entry.obsolete:
            continue
        origin = Origin(name, entry.linenum or 1)
        context = entry.msgctxt or ""
        try:
            fields = _fields(entry.comment, str(origin))
            flags = {*entry.flags, *_keep_flag(fields.pop(_KEEP, ()), str(origin))}
            if entry.tcomment:  # an editor's own remark ("# ...") is a note like any other
                own = tuple(x.strip() for x in entry.tcomment.splitlines() if x.strip())
                fields["note"] = (*fields.get("note", ()), *own)
        except UserError as error:
            if on_error is None:
                raise
            on_error(error)
            continue
        yield Entry(
            context=context,
            en=entry.msgid,
            fr=entry.msgstr,
            fields=fields,
            flags=frozenset(flags),
            origin=origin,
        )


def _fields(comment: str, where: str) -> dict[str, tuple[str, ...]]:
    """Return the values of each key; a line without a known key continues the one before it."""
    values: dict[str, list[str]] = {}
    current = ""
    for line in comment.splitlines():
        match = _KEY_LINE.match(line.strip())
        if match and match.group(1) in _KNOWN_KEYS:
            current = match.group(1)
            values.setdefault(current, []).append((match.group(2) or "").strip())
        elif match and re.fullmatch(r"(en|fr)-.*", match.group(1)):
            raise UserError(
                _("unknown key {key!r}").format(key=match.group(1)),
                where=where,
                hint=_("the keys are in glossary/terms/README.md"),
            )
        elif current:
            values[current][-1] = f"{values[current][-1]} {line.strip()}".strip()
        elif line.strip():
            raise UserError(
                _("comment {text!r} has no key").format(text=line.strip()[:40]),
                where=where,
                hint=_("use 'note: ...'"),
            )
    return {key: tuple(lines) for key, lines in values.items()}


def _keep_flag(values: tuple[str, ...], where: str) -> tuple[str, ...]:
    if any(value not in ("yes", "no") for value in values):
        raise UserError(
            _("{key} is {value!r}").format(key=_KEEP, value=" ".join(values)),
            where=where,
            hint=_("use {words}").format(words="no, yes"),
        )
    return (READ_ONLY,) if "yes" in values else ()


def write(glossary: Glossary, *, like: str | None = None, name: str = "") -> str:
    """Return the concepts of one domain as a PO catalogue, sorted by id; the inverse of `read`.

    ``like`` is the catalogue (called ``name`` in messages) that this one replaces: its header and
    its obsolete entries are kept, as Poedit and Weblate write them.

    >>> write(Glossary()).startswith("# ")
    True
    """
    catalogue = polib.POFile(wrapwidth=0)
    domains = sorted({c.domain for c in glossary}) or [""]
    catalogue.header = f"sahel-translate glossary: {', '.join(domains)}"
    catalogue.metadata = {
        "Project-Id-Version": "sahel-translate",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "fr",
        "Plural-Forms": "nplurals=2; plural=(n > 1);",
        "X-Source-Language": "en",
    }
    obsolete = []
    if like is not None:
        old = parse(like, name=name)
        catalogue.header, catalogue.metadata = old.header, old.metadata or catalogue.metadata
        obsolete = old.obsolete_entries()
    for entry in entries(sorted(glossary, key=lambda c: c.id)):
        catalogue.append(_po_entry(entry))
    catalogue.extend(obsolete)
    return str(catalogue).rstrip("\n") + "\n"


def snippet(glossary: Glossary) -> str:
    """Return the entries alone, without a header, as `sahel glossary add` takes them."""
    written = (str(_po_entry(e)).rstrip("\n") + "\n" for e in entries(glossary))
    return "\n".join(written)


def _po_entry(entry: Entry) -> polib.POEntry:
    lines = [f"{key}: {value}" for key in KEYS for value in entry.fields.get(key, ())]
    if READ_ONLY in entry.flags:
        lines.insert(0, f"{_KEEP}: yes")
    return polib.POEntry(
        msgctxt=entry.context,
        msgid=entry.en,
        msgstr=entry.fr,
        comment="\n".join(lines),
        flags=[FUZZY] if FUZZY in entry.flags else [],
    )
