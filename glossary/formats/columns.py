"""Two-column lists: DeepL's CSV glossaries and OmegaT's TSV glossaries.

DeepL: ``source,target`` or ``source,target,source language,target language``, no header.
OmegaT: ``source<tab>target<tab>comment``, lines beginning with ``#`` are remarks.
Which column is which language is told by the columns three and four, by a header (``fr;en``),
by the caller, or by the file's name (``notre-lexique.fr-en.csv``); else English comes first.
"""

from __future__ import annotations

import re
from gettext import gettext as _

from ..errors import UserError
from ..model import LANGUAGES, Glossary, Language, Origin, Status
from ..text import fold_key
from .entries import OnError, concepts
from .entry import domain_of
from .plain import Row, directed, entries_of
from .table import read_rows, shield, write_rows

_NAMES: dict[str, Language] = {
    "en": "en", "eng": "en", "english": "en", "anglais": "en",
    "fr": "fr", "fra": "fr", "fre": "fr", "french": "fr", "francais": "fr",
}  # fmt: skip
_IN_NAME = re.compile(r"(?<![a-z])(en|fr)[-_>](en|fr)(?![a-z])", re.IGNORECASE)


def read(
    text: str,
    *,
    name: str,
    domain: str | None = None,
    layer: str = "curated",
    languages: tuple[Language, Language] | None = None,
    on_error: OnError | None = None,
) -> Glossary:
    """Return the glossary in a list of two columns or more.

    Rows with the same source form are one concept: the first target is preferred. All are
    unverified.

    Raises:
        UserError: a row without a target, or another language pair than French and English;
            reported and left out with ``on_error``.

    >>> read("français;anglais\\nRégion de Gao;Gao Region", name="x.csv").concepts[0].id
    'gao-region'
    """
    text = text.removeprefix("\ufeff")
    if not name.lower().endswith(".csv"):  # there "#FreeMali" is a term
        # OmegaT's remarks are no rows; blanked, so that line numbers stay
        text = re.sub(r"(?m)^#.*$", "", text)
    order = languages or languages_in(name) or LANGUAGES
    rows: list[Row] = []
    first = True
    for line, cells in read_rows(text, name=name):
        origin = Origin(name, line)
        told = [language_of(cell) for cell in cells]
        # "French, français" names one language: an entry like any other
        if first and len(cells) >= 2 and told[0] and told[1] and told[0] != told[1]:
            order = (told[0], told[1])
            first = False
            continue
        first = False
        pair = order
        comment = cells[2] if len(cells) > 2 else ""
        if len(cells) > 3 and _is_code(cells[2]) and _is_code(cells[3]):
            try:
                pair, comment = _codes(cells, origin), ""
            except UserError as error:
                if on_error is None:
                    raise
                on_error(error)
                continue
        forms = dict(zip(pair, [*cells, ""][:2], strict=True))
        rows.append(
            Row(
                en=forms["en"],
                fr=forms["fr"],
                group=f"{pair[0]}:{fold_key(cells[0])}",
                origin=origin,
                note=comment,
                status=Status.PREFERRED,
            )
        )
    found = concepts(
        entries_of(rows, on_error=on_error),
        domain=domain or domain_of(name),
        layer=layer,
        on_error=on_error,
    )
    return Glossary(found, name=layer)


def language_of(cell: str) -> Language | None:
    """Return the language that a column's header names, None for any other cell."""
    return _NAMES.get(fold_key(cell))


def languages_in(name: str) -> tuple[Language, Language] | None:
    """Return the languages of the columns as a file's name tells, None where it does not.

    >>> languages_in("names.fr-en.tsv"), languages_in("names.tsv")
    (('fr', 'en'), None)
    """
    found = _IN_NAME.search(re.split(r"[\\/]", name)[-1])
    if found and found.group(1).lower() != found.group(2).lower():
        return ("fr", "en") if found.group(1).lower() == "fr" else ("en", "fr")
    return None


def _is_code(cell: str) -> bool:
    return re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z]{2,4})?", cell) is not None


def _codes(cells: list[str], origin: Origin) -> tuple[Language, Language]:
    source, target = (_NAMES.get(fold_key(re.split(r"[-_]", c)[0])) for c in cells[2:4])
    if source is None or target is None or source == target:
        raise UserError(
            _("its languages are {first!r} and {second!r}").format(first=cells[2], second=cells[3]),
            where=str(origin),
            hint=_("only French and English"),
        )
    return source, target


def write_deepl(glossary: Glossary, *, languages: tuple[Language, Language] | None = None) -> str:
    """Return a DeepL glossary, by default from English; a source form stands once."""
    source, target = languages or LANGUAGES
    return write_rows([a, b, source, target] for a, b in _pairs(glossary, source))


def write_omegat(glossary: Glossary, *, languages: tuple[Language, Language] | None = None) -> str:
    """Return an OmegaT glossary, by default for projects from English."""
    # OmegaT knows no quotes: a tab or a line end cannot stand in a cell
    pairs = _pairs(glossary, (languages or LANGUAGES)[0])
    return "".join(f"{shield(a)}\t{shield(b)}\n" for a, b in pairs)


def _pairs(glossary: Glossary, source: Language) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for concept in glossary:
        for pairing in concept.pairings:
            for form, target in directed(pairing, source):
                found.setdefault(" ".join(form.split()), " ".join(target.split()))
    return list(found.items())
