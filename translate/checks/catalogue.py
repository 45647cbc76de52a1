"""All checks, in the order in which an editor wants to hear of them."""

from __future__ import annotations

from . import (
    acronyms,
    demonyms,
    language,
    markup,
    measures,
    names,
    naming,
    negation,
    numbers,
    quotations,
    shape,
    terms,
    typography,
)
from .check import Check

CHECKS: tuple[Check, ...] = (
    terms.term_missing,
    terms.term_forbidden,
    terms.term_outdated,
    naming.term_inconsistent,
    naming.term_mixed,
    acronyms.acronym_changed,
    acronyms.acronym_unexpanded,
    demonyms.demonym_slip,
    numbers.number_changed,
    numbers.number_missing,
    numbers.number_added,
    measures.percent,
    measures.currency,
    measures.date_changed,
    names.name_altered,
    names.name_missing,
    names.name_variants,
    negation.negation,
    quotations.quotation,
    quotations.quotation_open,
    quotations.attribution,
    shape.untranslated,
    language.source_language,
    shape.truncated,
    shape.length_ratio,
    shape.repetition,
    shape.doubled_word,
    markup.placeholder,
    markup.address,
    markup.markup,
    shape.brackets,
    shape.end_punctuation,
    typography.typography_fr,
    typography.typography_en,
)

BY_ID: dict[str, Check] = {check.id: check for check in CHECKS}
"""Checks by their name."""
