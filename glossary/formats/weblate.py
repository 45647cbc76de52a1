"""Weblate's glossary catalogues: ``msgid`` a form, ``msgstr`` its translation, flags, comments.

Flags as Weblate documents them: ``terminology``, ``forbidden`` (the translation must not be
used), ``read-only`` (the form is not translated), ``fuzzy`` (needs editing). The explanation
stands in the comments. We write the concept's id as the context, so that it comes back.
"""

from __future__ import annotations

import re

import polib

from ..model import Glossary, Origin, Review, Status
from ..text import fold_key
from .entries import OnError, concepts
from .entry import FUZZY, READ_ONLY, domain_of
from .plain import Row, context_of, entries_of, known_context, pairs
from .po import parse

_PROJECT = "sahel-translate"
_FURTHER = re.compile(r"(.*)#(variant|accepted|deprecated|forbidden)-\d+")


def read(
    text: str,
    *,
    name: str,
    domain: str | None = None,
    layer: str = "curated",
    on_error: OnError | None = None,
) -> Glossary:
    """Return the glossary in a Weblate glossary catalogue from English into French.

    Untranslated entries are left out where Weblate waits for a translator. Entries with the same
    ``msgid`` (or, from us, the same context) are one concept.

    Raises:
        UserError: no PO catalogue, or a forbidden form without a right one.
    """
    rows: list[Row] = []
    catalogue = parse(text, name=name)
    # a context of others is a remark; one of ours is a concept's id
    ours = catalogue.metadata.get("Project-Id-Version") == _PROJECT
    for entry in catalogue:
        if entry.obsolete or not (entry.msgstr or READ_ONLY in entry.flags):
            continue
        context, status = entry.msgctxt or "", Status.PREFERRED
        further = _FURTHER.fullmatch(context) if ours else None
        if further:
            context, status = further.group(1), Status(further.group(2))
        elif "forbidden" in entry.flags:
            status = Status.FORBIDDEN
        context = known_context(context) if ours else ""
        notes = [entry.comment, entry.tcomment]
        if not context and entry.msgctxt:
            notes.append(f"Context: {entry.msgctxt}")
        rows.append(
            Row(
                en=entry.msgid,
                fr=entry.msgstr or entry.msgid,
                group=context or f"{entry.msgctxt or ''}:{fold_key(entry.msgid)}",
                origin=Origin(name, entry.linenum or 0),
                status=status,
                context=context,
                note="\n".join(n for n in notes if n),
                keep=READ_ONLY in entry.flags,
                reviewed=bool(context) and FUZZY not in entry.flags,
            )
        )
    found = concepts(
        entries_of(rows, on_error=on_error),
        domain=domain or domain_of(name),
        layer=layer,
        on_error=on_error,
    )
    return Glossary(found, name=layer)


def write(glossary: Glossary) -> str:
    """Return a Weblate glossary catalogue: an entry for each form, the others as context tells."""
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": _PROJECT,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "fr",
    }
    for concept in glossary:
        for pairing in concept.pairings:
            context = context_of(concept, pairing)
            note = concept.note if pairing is concept.head else pairing.note
            for number, (english, french) in enumerate(pairs(pairing)):
                status = english.status if english.status is not Status.PREFERRED else french.status
                flags = []
                if concept.review is Review.UNVERIFIED:
                    flags.append(FUZZY)
                if status is Status.FORBIDDEN:
                    flags.append("forbidden")
                elif number == 0:
                    flags.append("terminology")
                if pairing.keep:
                    flags.append(READ_ONLY)
                reason = english.reason or french.reason
                catalogue.append(
                    polib.POEntry(
                        msgctxt=context if number == 0 else f"{context}#{status.value}-{number}",
                        msgid=english.form,
                        msgstr=french.form,
                        comment=note if number == 0 else reason,
                        flags=flags,
                    )
                )
    return str(catalogue).rstrip("\n") + "\n"
