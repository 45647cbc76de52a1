"""Candidates as entries: unverified, with what the text shows of their French grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .formats.entries import concepts
from .formats.entry import FUZZY, Entry
from .formats.plain import new_id
from .harvest import Candidate
from .model import Glossary, other
from .text import fold_key


def to_glossary(
    candidates: Iterable[Candidate], glossary: Glossary, *, domain: str = "harvest"
) -> Glossary:
    """Return entries ready for ``add``: unverified, of low confidence, to be looked at.

    Without a counterpart the form stands in both languages, as acronyms and names mostly do; a
    note says so. An expansion becomes the full name only where both languages have one.
    """
    taken = set(glossary.by_id)
    found: list[Entry] = []
    for candidate in candidates:
        found += _entries(candidate, taken)
    return Glossary(concepts(found, domain=domain, layer="harvest"))


def _entries(candidate: Candidate, taken: set[str]) -> list[Entry]:
    answer = candidate.counterpart or candidate.form
    forms = {candidate.language: candidate.form, other(candidate.language): answer}
    longs = {
        candidate.language: candidate.expansion,
        other(candidate.language): candidate.counterpart_expansion,
    }
    notes = [f"Harvested: {candidate.count} times."]
    if not candidate.counterpart:
        language = "English" if candidate.language == "fr" else "French"
        notes.append(f"No {language} counterpart was seen: check it.")
    else:
        notes.append(f"Counterpart by co-occurrence ({candidate.likeness}): check it.")
    notes += [f"{lang}: {long}" for lang, long in longs.items() if long and not all(longs.values())]
    identifier = new_id(forms["en"], taken)
    fields: dict[str, tuple[str, ...]] = dict(
        _french_grammar(longs["fr"] or forms["fr"], candidate)
    )
    fields["confidence"] = ("low",)
    fields["note"] = tuple(notes)
    flags = frozenset({FUZZY})
    if all(longs.values()):
        head = Entry(identifier, longs["en"], longs["fr"], fields, flags)
        return [head, Entry(f"{identifier}/acronym", forms["en"], forms["fr"])]
    return [Entry(identifier, forms["en"], forms["fr"], fields, flags)]


def _french_grammar(form: str, candidate: Candidate) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield gender and number as the text shows them; a name without article has neither."""
    if candidate.language == "fr":
        shown = candidate.expansion or candidate.form
        before = re.search(
            rf"(?i)(?<!\w)(les|des|aux|la|le|du|au|l['’])\s?{re.escape(shown)}(?!\w)",
            candidate.example,
        )
        article = before.group(1).lower() if before else ""
        if article in ("les", "des", "aux"):
            yield "fr-number", ("pl",)
            yield "fr-gender", ("m",)
            return
        if article in ("la", "le", "du", "au"):
            yield "fr-gender", ("f" if article == "la" else "m",)
            return
    first = fold_key(form).split()[:1]
    if first and first[0] in _FEMININE:
        yield "fr-gender", ("f",)
    elif first and first[0] in _MASCULINE:
        yield "fr-gender", ("m",)
    else:
        yield "fr-article", ("no",)


_FEMININE = frozenset(
    "alliance armee agence association autorite brigade banque coalition commission communaute "
    "confederation coordination cellule cour direction ecole federation force forces fondation "
    "garde haute initiative legion ligue mission mouvance operation organisation plateforme "
    "police province region societe union unite".split()
)
_MASCULINE = frozenset(
    "accord bataillon bureau cadre camp centre cercle comite conseil corps etat front "
    "gouvernement groupe groupement institut ministere mouvement parti plan programme "
    "rassemblement regiment reseau secretariat service syndicat traite tribunal".split()
)
