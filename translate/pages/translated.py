"""A page from a translation run: from its result, or from the report that was written of it.

Both take the way of the report (``docs/report.schema.json``): what is on a page is in the report,
and the page of a file translated last night can be made today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from gettext import gettext as _
from typing import Any

from glossary.errors import UserError
from glossary.model import Glossary, Language

from ..cascade.drafts import How
from ..interface import N_
from ..labels import placed
from ..report import SCHEMA, to_dict
from ..result import Result, Severity, Side
from .cards import Deck
from .charts import shown_percent
from .model import Fate, Note, Page, Row, Span, Term

FATES = (
    Fate(How.NATIVE.value, N_("Native"), N_("the engine wrote it unasked")),
    Fate(How.ANNOTATED.value, N_("Annotated"), N_("the engine was told, beside the source")),
    Fate(How.N_BEST.value, N_("N-best"), N_("taken from another hypothesis of the engine")),
    Fate(How.SUBSTITUTED.value, N_("Substituted"), N_("written into what the engine read")),
    Fate(How.FORCED.value, N_("Forced"), N_("the engine was made to go on from it")),
    Fate(How.MASKED.value, N_("Masked"), N_("a marker held its place")),
    Fate(How.REPAIRED.value, N_("Repaired"), N_("a wrong or outdated form was replaced")),
    Fate("memory", N_("Memory"), N_("stands so in the translation memory")),
    Fate(How.AMBIGUOUS.value, N_("Ambiguous"), N_("two readings: left to the editor"), None),
    Fate(How.FAILED.value, N_("Failed"), N_("does not stand in the translation"), False),
)
"""What can become of a term in a translation: the rounds of the cascade."""


def page_of_result(result: Result, glossary: Glossary | None, *, name: str) -> Page:
    """Return the page of a translation run; ``name`` is the document's."""
    return page_of_report(to_dict(result, source_name=name), glossary)


def page_of_report(report: Mapping[str, Any], glossary: Glossary | None) -> Page:
    """Return the page of a report as ``translate.report.to_dict`` makes it.

    Concepts that ``glossary`` has not, or no longer, appear with what the report says of them.

    Raises:
        UserError: not a report of a schema known here.
        KeyError: a report that lacks something its schema requires.
    """
    if not isinstance(report, Mapping) or report.get("schema") != SCHEMA:
        raise UserError(_("is no report that this version can show"))
    name = str(report["source_name"])
    source: Language = "fr" if report["source_language"] == "fr" else "en"
    target: Language = "fr" if report["target_language"] == "fr" else "en"
    deck = Deck(glossary, source)
    notes: dict[int, list[Note]] = {}
    for number, finding in enumerate(_in_order(report["findings"]), 1):
        notes.setdefault(finding["segment"], []).append(_note(number, finding))
    rows = []
    for segment in report["segments"]:
        index = segment["index"]
        rows.append(
            Row(
                index + 1,
                placed(segment["where"]),
                segment["source"],
                segment["target"],
                tuple(_term(deck, segment, term) for term in segment["terms"]),
                tuple(notes.get(index, ())),
                tuple(_asides(segment)),
            )
        )
    return Page(
        name, "translation", source, target, tuple(rows), deck.cards(), FATES, _facts(report)
    )


def _in_order(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return findings as the rows stand, in each row the worst first."""
    order = [s.value for s in Severity]
    return sorted(findings, key=lambda f: (f["segment"], order.index(f["severity"])))


def _note(number: int, finding: Mapping[str, Any]) -> Note:
    side: Side = "source" if finding["side"] == "source" else "target"
    return Note(
        number,
        finding["check"],
        Severity(finding["severity"]),
        finding["message"],
        finding["suggestion"],
        side,
        _span(finding["span"]),
    )


def _term(deck: Deck, segment: Mapping[str, Any], term: Mapping[str, Any]) -> Term:
    there = _span(term["target_span"])
    said = "" if there is None else segment["target"][there[0] : there[1]]
    card = deck.deal(
        term["concept"], term["surface"], said, kind=term["pairing"], layer=term["layer"]
    )
    return Term(
        card,
        _span(term["source_span"]),
        there,
        term["how"],
        term["required"],
        term["pairing"],
    )


def _span(value: Any) -> Span | None:
    return None if value is None else (int(value[0]), int(value[1]))


_TYPOGRAPHY = str.maketrans("’‘“”«»\u00a0\u202f‐‑–—", '\'\'""""  ----')


def _asides(segment: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what the memory had, and the engine's first draft where more than signs differ."""
    memory = segment.get("memory")
    if memory is not None:
        told = f"{shown_percent(memory['score'])}, {_(memory['status'])}"
        label = _("From memory ({told})") if memory["used"] else _("Memory offers ({told})")
        yield label.format(told=told), memory["target"]
        if memory["used"]:
            return
    draft, target = str(segment["first_draft"]), str(segment["target"])
    plain = ["".join(t.translate(_TYPOGRAPHY).split()) for t in (draft, target)]
    if plain[0] != plain[1]:
        yield _("First draft"), draft


def _facts(report: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    signature = report["signature"]
    engine = signature["engine"]
    model = " ".join(v for k in ("package", "package_version") if (v := engine.get(k, "")))
    facts = [
        (_("Tool"), f"sahel-translate {signature['tool']}"),
        (_("Model"), model),
        (_("Weights"), str(engine.get("weights_sha256", ""))[:16]),
        (_("Glossary"), signature["glossary"]),
        (_("Glossary digest"), signature["glossary_digest"]),
        (_("Passes"), str(signature["settings"].get("passes", ""))),
    ]
    return tuple((label, value) for label, value in facts if value)
