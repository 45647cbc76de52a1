"""Seeded errors found: which of the faults put into clean pairs the checks speak of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from glossary.curated import curated
from glossary.inflect import forms
from glossary.match import TARGET_STATUSES, Matcher
from glossary.model import Language
from translate.result import Finding, Severity

from .checks_pairs import UNSEEN, Clean, Seeded
from .checks_seed import Seeder
from .terminology import percent, table

UPTO = 250
"""Seeded pairs of one fault, at most."""

TERMS = ("term-missing", "term-forbidden", "term-outdated", "demonym-slip", "term-inconsistent")
NUMBERS = (
    "number-changed",
    "number-missing",
    "number-added",
    "percent",
    "currency",
    "date-changed",
)
LEFT = ("source-language", "untranslated")
LOST = ("truncated", "length-ratio", "end-punctuation")
QUOTES = ("quotation", "quotation-open")
RIGHT = {
    "term-swapped": TERMS,
    "term-wrong": TERMS,
    "term-forbidden": (*TERMS, "acronym-changed"),
    "number-changed": NUMBERS,
    "number-dropped": NUMBERS,
    "numeral-changed": NUMBERS,
    "percent-dropped": NUMBERS,
    "currency-changed": (*NUMBERS, *TERMS),
    "scale-changed": NUMBERS,
    "month-changed": NUMBERS,
    "day-changed": NUMBERS,
    "negation-dropped": ("negation",),
    "negation-added": ("negation",),
    "name-altered": ("name-altered", "name-missing", *TERMS),
    "name-replaced": ("name-altered", "name-missing", *TERMS),
    "name-dropped": ("name-altered", "name-missing", *TERMS),
    "sentence-dropped": LOST,
    "truncated": LOST,
    "word-doubled": ("doubled-word", "repetition"),
    "loop": ("repetition", "doubled-word"),
    "untranslated": LEFT,
    "source-words-left": LEFT,
    "source-word-left": LEFT,
    "quotes-dropped": QUOTES,
    "quotes-unclosed": (*QUOTES, "typography-fr", "typography-en"),
    "bracket-dropped": ("brackets",),
    "end-dropped": ("end-punctuation", "truncated"),
    "end-changed": ("end-punctuation",),
    "spaces-broken": ("typography-fr", "typography-en"),
    "quotes-foreign": ("typography-fr", "typography-en"),
    "figure-foreign": ("typography-fr", "typography-en", *NUMBERS),
    "space-doubled": ("typography-fr", "typography-en"),
    "url-damaged": ("address",),
    "placeholder-damaged": ("placeholder",),
    "printf-damaged": ("placeholder",),
    "markup-damaged": ("markup", "placeholder"),
}
"""The checks that are right about a seeded fault."""


@dataclass(frozen=True, slots=True)
class Text:
    """A source and a target to check, each pair a document of its own."""

    source: str
    target: str
    source_language: Language
    target_language: Language


Findings = Callable[[Sequence["Clean | Text"]], list[tuple[Finding, ...]]]
"""What says of each pair what the product finds in it."""


def recall(
    pairs: Sequence[Clean],
    seeder: Seeder,
    findings: Findings,
    *,
    faults: Sequence[str] | None = None,
    upto: int = UPTO,
    show: int = 0,
) -> str:
    """Return the table of seeded errors found, by fault, and ``show`` missed ones of each.

    An error is *found* when a check that is right about it says something that it does not say
    of the clean pair. The glossary *knows* a term when it finds one at that place of the source.
    None of an unseen set is shown.
    """
    rows, shown = [], []
    for fault in faults or seeder.faults:
        made = seeder.all(pairs, fault, upto=upto)
        new = _new_findings(made, findings)
        right = [[f for f in n if f.check in RIGHT[fault]] for n in new]
        cells = [fault, str(len(made))]
        cells.append(percent(sum(bool(loud(r)) for r in right), len(made)))
        cells.append(percent(sum(bool(r) for r in right), len(made)))
        cells.append(percent(sum(bool(loud(n)) for n in new), len(made)))
        known = [(s, bool(loud(r))) for s, r in zip(made, right, strict=True) if _known(s)]
        for met in (
            [warned for _, warned in known],
            [warned for s, warned in known if s.clean.set in UNSEEN],
        ):
            cells.append(percent(sum(met), len(met)) if fault.startswith("term-") else "")
        rows.append(cells)
        missed = [
            s
            for s, r in zip(made, right, strict=True)
            if not loud(r) and s.clean.set not in UNSEEN and (not s.term or _known(s))
        ]
        shown += [f"- {fault}: {s.what}: {s.target} | {s.source}" for s in missed[:show]]
    heading = ["fault put in", "pairs", "warned of", "seen at all", "any warning", "where known"]
    heading.append("of them unseen")
    return "\n".join([table(heading, rows), *shown])


def loud(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings that make a run unclean."""
    return [f for f in found if f.severity is not Severity.INFO]


def _new_findings(made: Sequence[Seeded], findings: Findings) -> list[list[Finding]]:
    """Return for each seeded pair what is said of it and not of the clean one."""
    before = findings([s.clean for s in made])
    after = findings(
        [
            Text(s.source, s.target, s.clean.source_language, s.clean.target_language)  # type: ignore[arg-type]
            for s in made
        ]
    )
    return [
        [f for f in now if (f.check, f.message) not in {(g.check, g.message) for g in then}]
        for then, now in zip(before, after, strict=True)
    ]


_MATCHERS: dict[str, Matcher] = {}


def _known(seeded: Seeded) -> bool:
    """Tell whether the glossary has a term where the damaged one stands, and has a say.

    It has none where it accepts the form put in as one of the same concept (*Peul* for *Fulani*).
    """
    if seeded.term is None:
        return False
    language: Language = seeded.clean.source_language  # type: ignore[assignment]
    matcher = _MATCHERS.setdefault(language, Matcher(curated(), language))
    start, end = seeded.term
    found = [m for m in matcher.find(seeded.source) if m.start < end and start < m.end]
    put_in = seeded.what.split(" -> ")[-1]
    accepted = {
        inflected.form
        for match in found
        for _, term in match.concept.terms()
        if term.language != language and term.status in TARGET_STATUSES
        for inflected in forms(term)
    }
    return bool(found) and put_in not in accepted
