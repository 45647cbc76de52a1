"""A frozen list of names: how each person or place is to be written, the same in every document.

Agreement within a document can be found in it; agreement between documents cannot, unless it is
written down. A names file is a table of two columns, as a desk keeps it:

    fr<TAB>en
    Iyad Ag Ghali<TAB>Iyad Ag Ghaly

It becomes a glossary layer of names without article that win over every other layer. Several rows
may give one target to several spellings of the source.
"""

from __future__ import annotations

import re
from gettext import gettext as _
from pathlib import Path

from .errors import UserError
from .files import decode, read_bytes
from .formats.columns import language_of, languages_in
from .formats.plain import new_id
from .formats.table import read_rows
from .layers import read_layer
from .model import (
    HEAD,
    Case,
    Concept,
    Glossary,
    Grammar,
    Language,
    Origin,
    Pairing,
    Review,
    Status,
    Term,
    other,
)
from .text import fold, is_acronym

DOMAIN = "names"
"""The domain of what a names file holds."""

_TABLES = (".tsv", ".csv", ".txt", "")


def read_names(path: Path, source: Language) -> Glossary:
    """Return the names in a file as a glossary layer.

    Tables (``.tsv``, ``.csv``, ``.txt``) have the source form and the target form, and perhaps a
    remark; a header (``fr``, ``en``) or the file's name (``names.fr-en.tsv``) says which language
    comes first, else the first is ``source`` and the file holds in that direction only. Lines
    with ``#`` are remarks. Any other suffix is a glossary, such as 'sahel glossary harvest' writes.

    Raises:
        UserError: unreadable; a row without two names; one name with two translations.
    """
    if path.suffix.lower() not in _TABLES:
        return read_layer(path)
    text = _text(path)
    return parse_names(text, source, name=path.as_posix())


def _text(path: Path) -> str:
    data = read_bytes(path)
    try:
        return decode(data, where=str(path))[0]
    except UserError:
        if path.suffix.lower() != ".csv":
            raise
        return decode(data, where=str(path), encoding="cp1252")[0]  # Excel


def parse_names(text: str, source: Language, *, name: str) -> Glossary:
    """Return the names in the text of a table; see `read_names`.

    >>> names = parse_names("Ag Ghali;Ag Ghaly\\nAg Rhali;Ag Ghaly", "fr", name="names.csv")
    >>> [(c.id, [t.form for t in c.head.terms]) for c in names]
    [('name-ag-ghaly', ['Ag Ghaly', 'Ag Ghali', 'Ag Rhali'])]
    """
    order = languages_in(name)
    first: Language = source if order is None else order[0]
    direction: Language | None = source if order is None else None
    # blanked, so that line numbers stay
    text = re.sub(r"(?m)^#.*$", "", text.removeprefix("\ufeff"))
    pairs: dict[str, tuple[str, int]] = {}
    targets: dict[str, list[str]] = {}
    for number, (line, cells) in enumerate(read_rows(text, name=name)):
        told = [language_of(cell) for cell in cells[:2]]
        if number == 0 and len(told) == 2 and told[0] and told[1] and told[0] != told[1]:
            first, direction = told[0], None
            continue
        here, there = (fold(cell).norm.strip() for cell in [*cells, "", ""][:2])
        if not here or not there:
            raise UserError(
                _("{name!r} stands alone").format(name=here or there),
                where=f"{name}:{line}",
                hint=_("a row needs the name in both languages, between them a tab, ';' or ','"),
            )
        known = pairs.setdefault(here, (there, line))
        if known[0] != there:
            raise UserError(
                _("{name!r} is {here!r} here and {there!r} in line {line}").format(
                    name=here, here=there, there=known[0], line=known[1]
                ),
                where=f"{name}:{line}",
                hint=_("one name, one translation"),
            )
        sources = targets.setdefault(there, [])
        if here not in sources:
            sources.append(here)
    taken: set[str] = set()
    concepts = [
        _concept(there, sources, first, direction, Origin(name, pairs[sources[0]][1]), taken)
        for there, sources in targets.items()
    ]
    return Glossary(tuple(concepts), name=name)


def _concept(
    target: str,
    sources: list[str],
    language: Language,
    direction: Language | None,
    origin: Origin,
    taken: set[str],
) -> Concept:
    grammar = Grammar(article=False)
    terms = [Term(target, other(language), Status.PREFERRED, grammar)]
    for index, form in enumerate(sources):
        status = Status.VARIANT if index else Status.PREFERRED
        terms.append(Term(form, language, status, grammar))
    exact = any(is_acronym(form) and " " not in form for form in (target, *sources))
    pairing = Pairing(
        HEAD,
        tuple(terms),
        case=Case.EXACT if exact else Case.TRANSFER,
        direction=direction,
        origin=origin,
    )
    return Concept(
        f"name-{new_id(target, taken)}",
        DOMAIN,
        (pairing,),
        review=Review.REVIEWED,  # whoever froze it decided it
        layer=origin.file,
    )
