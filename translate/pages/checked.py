"""A page from a check: of one file or of several, with a source or without."""

from __future__ import annotations

from collections import Counter
from gettext import gettext as _
from gettext import ngettext

from ..checks.model import Checked, CheckedPair, TermLink
from ..interface import N_
from ..result import Severity, Side
from .cards import Deck
from .model import Fate, Note, Page, Row, Span, Term

FATES = (
    Fate(
        "met",
        N_("As the glossary says"),
        N_("a form the glossary accepts stands in the translation"),
    ),
    Fate(
        "paraphrased",
        N_("In other words"),
        N_("the translation refers to it without naming it"),
        None,
    ),
    Fate(
        "open",
        N_("Left open"),
        N_("nothing answers it for sure, and nothing says it is wrong"),
        None,
    ),
    Fate("extra", N_("In one text only"), N_("nothing in the other text asks for it"), None),
    Fate(
        "form", N_("In another form"), N_("named in a form that the glossary does not write"), False
    ),
    Fate("missing", N_("Missing"), N_("does not stand in the translation"), False),
)
"""What can become of a term in a translation that is checked."""


def page_of_checked(checked: Checked) -> Page:
    """Return the page of a check. Rows of a file after the first begin with its name."""
    pairs = [c.pair for c in checked.pairs]
    source = Counter(p.source_language for p in pairs if p.source_language).most_common(1)
    target = Counter(p.target_language for p in pairs).most_common(1)
    deck = Deck(checked.glossary, source[0][0] if source else target[0][0] if target else None)
    rows: list[Row] = []
    number, file = 1, ""
    several = len({p.where.file for p in pairs}) > 1
    for index, pair in enumerate(checked.pairs, 1):
        place = pair.pair.where
        notes = _notes(pair, number)
        number += len(notes)
        line = _("line {number}").format(number=place.line) if place.line else ""
        rows.append(
            Row(
                index,
                ", ".join(part for part in (line, place.unit) if part),
                pair.pair.source,
                pair.pair.target,
                tuple(_term(deck, pair, link) for link in pair.terms),
                notes,
                file=place.file if several and place.file != file else "",
            )
        )
        file = place.file
    many = len(checked.files)
    title = ngettext("{count} file", "{count} files", many).format(count=many)
    return Page(
        checked.files[0] if many == 1 else title,
        "check",
        source[0][0] if source else None,
        target[0][0] if target else "en",
        tuple(rows),
        deck.cards(),
        FATES,
        ((_("Checks"), ", ".join(checked.checks)), (_("Glossary"), checked.glossary.name)),
    )


def _notes(pair: CheckedPair, number: int) -> tuple[Note, ...]:
    order = list(Severity)
    findings = sorted(pair.findings, key=lambda f: order.index(f.severity))
    return tuple(
        Note(n, f.check, f.severity, f.message, f.suggestion, f.side, f.span)
        for n, f in enumerate(findings, number)
    )


def _term(deck: Deck, pair: CheckedPair, link: TermLink) -> Term:
    source = _said(pair.pair.source or "", link.source_span)
    target = _said(pair.pair.target, link.target_span)
    required = link.accepted[0] if link.accepted else ""
    return Term(
        deck.deal(link.concept, source, target, kind=link.pairing),
        link.source_span,
        link.target_span,
        _fate(pair, link),
        required,
        link.pairing,
    )


def _fate(pair: CheckedPair, link: TermLink) -> str:
    """Return what became of a term: something is wrong with it only where a finding says so."""
    if link.target_span is not None and _told(pair, "target", link.target_span):
        return "form"
    if link.source_span is None:
        return "extra"
    if link.target_span is not None:
        return "met"
    if _told(pair, "source", link.source_span):
        return "missing"
    return "paraphrased" if link.paraphrased else "open"


def _told(pair: CheckedPair, side: Side, span: Span) -> bool:
    start, end = span
    return any(
        f.side == side and f.span and f.span[0] < end and start < f.span[1]
        for f in pair.findings
        if f.check.startswith("term-") and f.severity is not Severity.INFO
    )


def _said(text: str, span: Span | None) -> str:
    return "" if span is None else text[span[0] : span[1]]
