"""UTX, the simple glossary format of the Asia-Pacific Association for Machine Translation.

Tab-separated, UTF-8, a header of lines beginning with ``#``: the first names version and
languages (``#UTX 1.11; en/fr; ...``), the last the columns (``#src<tab>tgt<tab>src:pos``; in 1.20
``#term:en<tab>term:fr``). Lines beginning with ``##`` are remarks in 1.20. Written from the
format's description and from files that public converters make; untested with AAMT's own tools.
"""

from __future__ import annotations

import re
from gettext import gettext as _

from ..errors import UserError
from ..model import Glossary, Language, Origin, Status
from ..text import fold_key
from .entries import OnError, concepts
from .entry import domain_of
from .plain import Row, context_of, entries_of, known_context, pairs

_STATUS = {
    "": Status.PREFERRED,
    "approved": Status.PREFERRED,
    "provisional": Status.VARIANT,
    "non-standard": Status.DEPRECATED,
    "obsolete": Status.DEPRECATED,
    "forbidden": Status.FORBIDDEN,
    "rejected": Status.FORBIDDEN,
}
_WRITTEN = {
    Status.PREFERRED: "approved",
    Status.VARIANT: "provisional",
    Status.DEPRECATED: "non-standard",
    Status.FORBIDDEN: "forbidden",
}
_POS = {"noun": "noun", "propernoun": "name", "verb": "verb", "adjective": "adjective"}
_HEADER = re.compile(r"#\s*UTX(?:-S)?\s+(\d+\.\d+);\s*([A-Za-z-]+)/([A-Za-z-]+)")


def read(
    text: str,
    *,
    name: str,
    domain: str | None = None,
    layer: str = "curated",
    on_error: OnError | None = None,
) -> Glossary:
    """Return the glossary in a UTX file between English and French.

    Rows with the same concept ID, or else the same source form, are one concept.

    Raises:
        UserError: no UTX header, other languages, an unknown term status.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    source, target = _languages(lines, name)
    columns = _columns(lines, name, source, target)
    rows: list[Row] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        origin = Origin(name, number)
        cells = dict(zip(columns, (c.strip() for c in line.split("\t")), strict=False))
        cells = {key: "" if cell == "-" else cell for key, cell in cells.items()}
        status = _STATUS.get(cells.get("term status", "").lower())
        if status is None:
            error = UserError(
                _("term status is {status!r}").format(status=cells["term status"]),
                where=str(origin),
                hint=_("use {words}").format(words=", ".join(k for k in _STATUS if k)),
            )
            if on_error is None:
                raise error
            on_error(error)
            continue
        rows.append(_row(cells, origin, source, target, status))
    found = concepts(
        entries_of(rows, on_error=on_error),
        domain=domain or domain_of(name),
        layer=layer,
        on_error=on_error,
    )
    return Glossary(found, name=layer)


def _row(
    cells: dict[str, str], origin: Origin, source: Language, target: Language, status: Status
) -> Row:
    forms: dict[Language, str] = {source: cells.get("src", ""), target: cells.get("tgt", "")}
    identifier = cells.get("concept id", "")
    context = known_context(identifier)
    pos = _POS.get(cells.get("src:pos", "").lower(), "")
    if pos == "noun" and all(form[:1].isupper() for form in forms.values()):
        pos = "name"  # UTX 1.11 calls names nouns, and ours never inflect
    notes = [cells.get(f"{side}:comment", "") for side in ("src", "tgt")]
    return Row(
        en=forms["en"],
        fr=forms["fr"],
        group=identifier or f"{source}:{fold_key(cells.get('src', ''))}",
        origin=origin,
        status=status,
        context=context,
        note="\n".join(n for n in notes if n),
        fields={"pos": (pos,)} if pos and pos != "name" else {},
    )


def _languages(lines: list[str], name: str) -> tuple[Language, Language]:
    found = _HEADER.match(lines[0]) if lines else None
    if found is None:
        raise UserError(
            _("has no UTX header"), where=f"{name}:1", hint=_("it begins '#UTX 1.11; en/fr; ...'")
        )
    codes = [code.split("-")[0].lower() for code in found.groups()[1:]]
    if sorted(codes) != ["en", "fr"]:
        raise UserError(
            _("its languages are {first} and {second}").format(first=codes[0], second=codes[1]),
            where=f"{name}:1",
            hint=_("only French and English"),
        )
    return ("en", "fr") if codes[0] == "en" else ("fr", "en")


def _columns(lines: list[str], name: str, source: Language, target: Language) -> list[str]:
    for number, line in enumerate(lines, 1):
        if not line.startswith("#") or line.startswith("##") or "\t" not in line:
            continue
        cells = [cell.strip().lower() for cell in line[1:].split("\t")]
        same = {f"term:{source}": "src", f"term:{target}": "tgt"}
        cells = [same.get(re.sub(r"^(term:[a-z]+)-.*", r"\1", c), c) for c in cells]
        if {"src", "tgt"} <= set(cells):
            return cells
        raise UserError(
            _("names no columns src and tgt"),
            where=f"{name}:{number}",
            hint=_("see the UTX description"),
        )
    raise UserError(
        _("names no columns"), where=name, hint=_("a header line '#src<tab>tgt<tab>src:pos'")
    )


def write(glossary: Glossary) -> str:
    """Return a UTX 1.11 file from English into French, a row for each form."""
    lines = [
        "#UTX 1.11; en/fr; copyright: see the glossary; license: see the glossary; bidirectional; "
        "dictionary ID: sahel-translate",
        "#src\ttgt\tsrc:pos\tterm status\tsrc:comment\tconcept ID",
    ]
    for concept in glossary:
        for pairing in concept.pairings:
            for english, french in pairs(pairing):
                status = english.status if english.status is not Status.PREFERRED else french.status
                if status not in _WRITTEN:  # accepted only: nothing to look for
                    continue
                reason = english.reason or french.reason
                pos = pairing.preferred("en").grammar.pos
                cells = (
                    english.form,
                    french.form,
                    "noun" if pos in ("name", "noun") else pos if pos in _POS else "-",
                    _WRITTEN[status],
                    " ".join(reason.split()) or "-",
                    context_of(concept, pairing),
                )
                lines.append("\t".join(cells))
    return "\r\n".join(lines) + "\r\n"
