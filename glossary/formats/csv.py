"""CSV and TSV with the whole of a concept: a row a pairing, a column a field.

``id``, ``label``, ``domain``, ``en``, ``fr``, ``review`` and ``keep`` come first, then the fields
of ``glossary/terms/README.md``; several lines of a field stand in one cell, a line each.
"""

from __future__ import annotations

from gettext import gettext as _

from ..errors import UserError
from ..model import HEAD, Glossary, Origin, Review
from .entries import OnError, concepts
from .entry import FUZZY, KEYS, READ_ONLY, Entry, domain_of
from .entry_values import entries
from .table import read_rows, write_rows

_OWN = ("id", "label", "domain", "en", "fr", "review", "keep")


def read(
    text: str,
    *,
    name: str,
    domain: str | None = None,
    layer: str = "curated",
    on_error: OnError | None = None,
) -> Glossary:
    """Return the glossary in a table with our columns, in any order; the separator is found out.

    Raises:
        UserError: no table, a column unknown, or an entry against the format.

    >>> table = "id;en;fr\\ngao;Gao;Gao"
    >>> read(table, name="a.csv").concepts[0].review.value
    'unverified'
    """
    rows = read_rows(text, name=name)
    _line, header = next(rows, (1, []))
    columns = [cell.lower() for cell in header]
    unknown = [c for c in columns if c and c not in (*_OWN, *KEYS)]
    missing = [c for c in ("id", "en", "fr") if c not in columns]
    if unknown or missing or len(set(columns)) != len(columns):
        what = (
            _("column {column!r} is unknown").format(column=unknown[0])
            if unknown
            else _("column {column!r} is missing").format(column=missing[0])
            if missing
            else _("a column stands twice")
        )
        raise UserError(
            what, where=f"{name}:1", hint=_("docs/glossary-formats.md lists the columns")
        )
    found = [
        _entry(dict(zip(columns, row, strict=False)), Origin(name, line)) for line, row in rows
    ]
    return Glossary(
        concepts(found, domain=domain or domain_of(name), layer=layer, on_error=on_error),
        name=layer,
    )


def _entry(row: dict[str, str], origin: Origin) -> Entry:
    label = row.get("label", "")
    flags = set()
    if label in ("", HEAD) and row.get("review") != Review.REVIEWED.value:
        flags.add(FUZZY)
    if row.get("keep", "").lower() in ("yes", "true", "1", "oui", "vrai"):
        flags.add(READ_ONLY)
    identifier = row.get("id", "")
    return Entry(
        context=identifier if label in ("", HEAD) else f"{identifier}/{label}",
        en=row.get("en", ""),
        fr=row.get("fr", ""),
        fields={
            key: tuple(line.strip() for line in row[key].splitlines() if line.strip())
            for key in KEYS
            if row.get(key)
        },
        flags=frozenset(flags),
        domain=row.get("domain", ""),
        origin=origin,
    )


def write(glossary: Glossary, *, separator: str = ",") -> str:
    """Return the table of a glossary, with a byte order mark (Excel asks for one).

    Only columns that some entry fills are written. The inverse of `read`.
    """
    found = entries(glossary)
    columns = [key for key in KEYS if any(key in e.fields for e in found)]
    rows = [[*_OWN, *columns]]
    for entry in found:
        identifier, _slash, label = entry.context.partition("/")
        review = "" if label else (Review.UNVERIFIED if FUZZY in entry.flags else Review.REVIEWED)
        rows.append(
            [
                identifier,
                label,
                entry.domain,
                entry.en,
                entry.fr,
                review.value if isinstance(review, Review) else "",
                "yes" if READ_ONLY in entry.flags else "",
                *("\n".join(entry.fields.get(key, ())) for key in columns),
            ]
        )
    return "\ufeff" + write_rows(rows, separator=separator)


def write_tsv(glossary: Glossary) -> str:
    """Return the same table with tabs between the cells."""
    return write(glossary, separator="\t")
