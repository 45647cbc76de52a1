"""Adding and changing concepts: one path, from fields to a validated catalogue.

Options of the command line and PO snippets both become entries, pass the reader's checks, go into
the catalogue, and the whole is linted before anything is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from gettext import gettext as _
from pathlib import Path

from .diff import diff
from .errors import ExitStatus, UserError
from .files import decode, make_folder, read_bytes, write_atomic
from .formats import format_of, po
from .formats.entries import concepts
from .formats.entry import FUZZY, KEYS, READ_ONLY, Entry
from .formats.entry_values import entries
from .lint import Problem, check
from .model import HEAD, Concept, Glossary


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """What is done to one field: ``set`` its only value, ``append`` a value, or ``unset`` it."""

    action: str
    key: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to one pairing; None leaves a thing as it is."""

    label: str = HEAD
    en: str | None = None
    fr: str | None = None
    fields: tuple[FieldEdit, ...] = ()
    reviewed: bool | None = None
    keep: bool | None = None


@dataclass(frozen=True)
class Catalogue:
    """A PO file that is to be changed: its path, its text (None: new) and what it holds."""

    path: Path
    text: str | None
    glossary: Glossary


def open_catalogue(path: Path) -> Catalogue:
    """Return the catalogue at ``path``; one that does not exist yet is empty.

    Raises:
        UserError: no PO file, or one with a faulty entry.
    """
    if path.suffix.lower() != ".po":
        raise UserError(
            _("only PO catalogues are changed here"),
            where=str(path),
            hint=_("convert it once: sahel glossary import FILE -o FILE.po"),
            status=ExitStatus.USAGE,
        )
    if not path.exists():
        return Catalogue(path, None, Glossary())
    text, _mark = decode(read_bytes(path), where=str(path))
    return Catalogue(path, text, po.read(text, name=str(path)))


def from_snippet(text: str, *, name: str, domain: str) -> tuple[Concept, ...]:
    """Return the concepts of a PO snippet; the header of a catalogue may be missing.

    Raises:
        UserError: no PO, no entry, or a faulty one.

    >>> snippet = 'msgctxt "gao"' + chr(10) + 'msgid "Gao"' + chr(10) + 'msgstr "Gao"'
    >>> [c.id for c in from_snippet(snippet, name="-", domain="places")]
    ['gao']
    """
    found = po.read(text, name=name, domain=domain).concepts
    if not found:
        raise UserError(
            _("holds no entry"), where=name, hint=_("msgctxt, msgid and msgstr make one")
        )
    return found


def edited(old: Sequence[Entry], identifier: str, edit: Edit) -> list[Entry]:
    """Return the entries of a concept after an edit; of a new one if ``old`` is empty.

    Raises:
        UserError: a new pairing without both forms, or an unknown key.

    >>> [e.fr for e in edited([], "gao", Edit(en="Gao", fr="Gao"))]
    ['Gao']
    """
    context = identifier if edit.label == HEAD else f"{identifier}/{edit.label}"
    found = list(old)
    place = next((i for i, e in enumerate(found) if e.context == context), None)
    if place is None:
        if edit.en is None or edit.fr is None:
            raise UserError(
                _("there is no {context!r} yet").format(context=context),
                hint=_("give it an English and a French form: --en FORM --fr FORM"),
                status=ExitStatus.USAGE,
            )
        flags = frozenset({FUZZY}) if edit.label == HEAD else frozenset[str]()
        found.append(Entry(context, edit.en, edit.fr, flags=flags))
        place = len(found) - 1
    entry = found[place]
    found[place] = replace(
        entry,
        en=entry.en if edit.en is None else edit.en,
        fr=entry.fr if edit.fr is None else edit.fr,
        fields=_fields(entry.fields, edit.fields),
        flags=_flag(entry.flags, READ_ONLY, edit.keep),
    )
    if edit.reviewed is not None:  # holds for the concept: its flag stands with the head
        found[0] = replace(found[0], flags=_flag(found[0].flags, FUZZY, not edit.reviewed))
    return found


def _flag(flags: frozenset[str], flag: str, wanted: bool | None) -> frozenset[str]:
    if wanted is None:
        return flags
    return flags | {flag} if wanted else flags - {flag}


def _fields(
    fields: Mapping[str, tuple[str, ...]], edits: Iterable[FieldEdit]
) -> dict[str, tuple[str, ...]]:
    found = dict(fields)
    for edit in edits:
        if edit.key not in KEYS:
            raise UserError(
                _("unknown key {key!r}").format(key=edit.key),
                hint=_("the keys are in glossary/terms/README.md"),
                status=ExitStatus.USAGE,
            )
        if edit.action == "unset":
            found.pop(edit.key, None)
        elif edit.action == "set":
            found[edit.key] = (edit.value,)
        else:
            found[edit.key] = (*found.get(edit.key, ()), edit.value)
    return found


def applied(
    catalogue: Catalogue, identifier: str, edit: Edit, *, domain: str = ""
) -> tuple[Concept, ...]:
    """Return the concept ``identifier`` of a catalogue (or a new one) after ``edit``.

    Raises:
        UserError: the edit does not pass the reader.
    """
    old = catalogue.glossary.by_id.get(identifier)
    found = edited(entries([old]) if old else [], identifier, edit)
    return concepts(found, domain=domain or catalogue.path.stem)


def merged(catalogue: Catalogue, new: Iterable[Concept], *, adding: bool) -> Glossary:
    """Return the catalogue's glossary with ``new`` concepts added, or put in place of old ones.

    Raises:
        UserError: an id to be added exists, or one to be replaced does not.
    """
    found = {c.id: c for c in catalogue.glossary}
    for concept in new:
        if adding and concept.id in found:
            raise UserError(
                _("{id!r} is there already").format(id=concept.id),
                where=str(found[concept.id].head.origin),
                hint=_("change it: sahel glossary edit {id}").format(id=concept.id),
                status=ExitStatus.USAGE,
            )
        if not adding and concept.id not in found:
            raise UserError(
                _("has no {id!r}").format(id=concept.id),
                where=str(catalogue.path),
                hint=_("add it: sahel glossary add"),
                status=ExitStatus.USAGE,
            )
        found[concept.id] = replace(concept, domain=catalogue.path.stem)
    return Glossary(tuple(found.values()))


def rendered(catalogue: Catalogue, after: Glossary) -> str:
    """Return the text of the catalogue's file with ``after`` in it, sorted and canonical."""
    return po.write(after, like=catalogue.text, name=str(catalogue.path))


def problems(
    catalogue: Catalogue, text: str, *, ignored: Path | None = None
) -> tuple[Problem, ...]:
    """Return what lint finds in the changed concepts, and what the change causes elsewhere.

    The other catalogues of the folder are looked at together with it: forms conflict, and names
    follow each other, across files. A fault that was there before, of a concept that was left
    alone, stops nobody. ``ignored`` is the file the new entries come from.
    """
    rest = _neighbours(catalogue.path, ignored)
    after = po.read(text, name=str(catalogue.path))
    changed = {change.concept for change in diff(catalogue.glossary, after)}
    found = check(Glossary((*after.concepts, *rest)))
    before = {_fault(p) for p in check(Glossary((*catalogue.glossary.concepts, *rest)))}
    return tuple(
        p
        for p in found
        if (p.where.file == str(catalogue.path) and p.concept in changed) or _fault(p) not in before
    )


def _fault(problem: Problem) -> tuple[str, str, str]:
    """Return what makes a problem the same one after lines have moved in the file."""
    return problem.rule, problem.concept, re.sub(r"(?<=:)\d+", "", problem.message)


def _neighbours(path: Path, ignored: Path | None) -> list[Concept]:
    """Return the concepts of the other catalogues in the folder.

    What is no catalogue of ours (a program's translations, say) is no neighbour.
    """
    found: list[Concept] = []
    for other in sorted(path.parent.glob("*.po")):
        if other.name == path.name or (ignored is not None and _same(other, ignored)):
            continue
        try:
            data = read_bytes(other)
            if format_of(other.name, data) == "po":
                found += po.read(decode(data, where=str(other))[0], name=str(other)).concepts
        except UserError:
            continue
    return found


def _same(one: Path, two: Path) -> bool:
    return one.resolve() == two.resolve()


def save(catalogue: Catalogue, text: str) -> None:
    """Write the new text, wholly or not at all; a folder that is missing is made.

    Raises:
        UserError: the file cannot be written.
    """
    make_folder(catalogue.path.parent)
    write_atomic(catalogue.path, text.encode())
