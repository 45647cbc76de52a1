"""Plain lists of pairs, as other programs keep them, made into entries.

A row pairs an English form with a French one and says how far the pair may be used. Rows of one
group are one pairing: its first preferred row names the preferred forms, the others add variants,
outdated and forbidden forms. Nothing from outside counts as reviewed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from gettext import gettext as _

from ..errors import UserError
from ..match import SOURCE_STATUSES
from ..model import HEAD, Concept, Language, Origin, Pairing, Status, Term, is_slug, other
from ..text import fold_key
from .entries import OnError
from .entry import FUZZY, READ_ONLY, REASON, Entry


@dataclass(frozen=True)
class Row:
    """One pair of forms.

    Attributes:
        en, fr: the forms.
        group: rows of one group are one pairing.
        status: how far the pair may be used; of the form that differs from the preferred one.
        context: ``id`` or ``id/label`` where the file tells, else empty.
        note: what the file says about the pair; for a forbidden form, the reason.
        fields: further fields of the entry.
        keep: the form crosses as it is.
        reviewed: the file says so.
        domain: the catalogue it belongs to.
    """

    en: str
    fr: str
    group: str
    origin: Origin
    status: Status = Status.PREFERRED
    context: str = ""
    note: str = ""
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    keep: bool = False
    reviewed: bool = False
    domain: str = ""


def entries_of(rows: Iterable[Row], *, on_error: OnError | None = None) -> list[Entry]:
    """Return one entry a group of rows.

    Raises:
        UserError: a row without a form in one of the languages, or a group of forbidden forms
            only; reported and left out with ``on_error``.

    >>> one = Row("Gao", "Gao", "gao", Origin())
    >>> [(e.context, e.fields) for e in entries_of([one])]
    [('gao', {})]
    """
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.en and row.fr:
            groups.setdefault(row.group, []).append(row)
            continue
        language = _("English") if not row.en else _("French")
        error = UserError(
            _("{form!r} has no {language} form").format(form=row.en or row.fr, language=language),
            where=str(row.origin),
            hint=_("each entry needs one in each language"),
        )
        if on_error is None:
            raise error
        on_error(error)
    # ids that the file gives are its own, wherever they stand in it
    taken = {row.context.partition("/")[0] for group in groups.values() for row in group}
    found: list[Entry] = []
    for group in groups.values():
        try:
            found.append(_entry(group, taken))
        except UserError as error:
            if on_error is None:
                raise
            on_error(error)
    return found


def _entry(rows: list[Row], taken: set[str]) -> Entry:
    usable = [r for r in rows if r.status is Status.PREFERRED]
    usable += [r for r in rows if r.status is Status.VARIANT]
    if not usable:
        raise UserError(
            _("{en!r} = {fr!r} is {status}, and nothing says what is right").format(
                en=rows[0].en, fr=rows[0].fr, status=rows[0].status.value
            ),
            where=str(rows[0].origin),
            hint=_("add the right pair"),
        )
    head = usable[0]
    fields: dict[str, list[str]] = {key: list(lines) for key, lines in head.fields.items()}
    seen: set[tuple[Language, str]] = {("en", head.en), ("fr", head.fr)}
    if head.note:
        fields.setdefault("note", []).extend(_lines(head.note))
    for row in rows:
        if row is head:
            continue
        sides: tuple[tuple[Language, str], ...] = (("en", row.en), ("fr", row.fr))
        for language, form in sides:
            if (language, form) in seen:
                continue
            seen.add((language, form))
            status = Status.VARIANT if row.status is Status.PREFERRED else row.status
            reason = " ".join(row.note.split()) if status is Status.FORBIDDEN else ""
            fields.setdefault(f"{language}-{status.value}", []).append(
                f"{form}{REASON}{reason}" if reason else form
            )
        if row.note and row.status is not Status.FORBIDDEN:
            fields.setdefault("note", []).extend(_lines(row.note))
    flags = {READ_ONLY} if head.keep else set()
    if not head.reviewed:
        flags.add(FUZZY)
    return Entry(
        context=head.context or new_id(head.en, taken),
        en=head.en,
        fr=head.fr,
        fields={key: tuple(lines) for key, lines in fields.items()},
        flags=frozenset(flags),
        domain=head.domain,
        origin=head.origin,
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def new_id(form: str, taken: set[str]) -> str:
    """Return an id made of ``form`` that is not yet ``taken``, and take it.

    >>> taken = set()
    >>> new_id("Forces armées", taken), new_id("forces armees", taken), new_id("!", taken)
    ('forces-armees', 'forces-armees-2', 'entry')
    """
    plain = unicodedata.normalize("NFD", fold_key(form)).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain)) or "entry"
    found, number = slug, 2
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    taken.add(found)
    return found


def known_context(text: str) -> str:
    """Return ``text`` where it may be a context of ours, else an empty string.

    >>> known_context("jnim/acronym"), known_context("C002")
    ('jnim/acronym', '')
    """
    parts = text.split("/")
    return text if len(parts) <= 2 and all(is_slug(p) for p in parts) else ""


def context_of(concept: Concept, pairing: Pairing) -> str:
    """Return ``id`` for the head pairing, ``id/label`` for another."""
    return concept.id if pairing.label == HEAD else f"{concept.id}/{pairing.label}"


def pairs(pairing: Pairing) -> Iterator[tuple[Term, Term]]:
    """Yield every (English, French) pair of a pairing, the preferred one first.

    Each further form stands beside the preferred form of the other language.
    """
    preferred: dict[Language, Term] = {"en": pairing.preferred("en"), "fr": pairing.preferred("fr")}
    yield preferred["en"], preferred["fr"]
    for term in pairing.terms:
        if term.status is Status.PREFERRED:
            continue
        if term.language == "en":
            yield term, preferred["fr"]
        else:
            yield preferred["en"], term


def directed(pairing: Pairing, source: Language) -> Iterator[tuple[str, str]]:
    """Yield (source form, target form) as a list for one direction has them."""
    if pairing.direction in (None, source):
        target = pairing.preferred(other(source)).form
        for term in pairing.in_language(source, *SOURCE_STATUSES):
            yield term.form, target
