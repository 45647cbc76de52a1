"""A check as JSON; its schema is ``docs/check.schema.json``."""

from __future__ import annotations

import json
from typing import Any

from ..result import Finding, Severity
from .model import Checked, CheckedPair, Place, TermLink

SCHEMA = "sahel-check-1"


def to_dict(checked: Checked) -> dict[str, Any]:
    """Return what was found as plain values, in the order in which they are written."""
    counts = checked.counts()
    return {
        "schema": SCHEMA,
        "files": list(checked.files),
        "checks": list(checked.checks),
        "summary": {
            "pairs": len(checked.pairs),
            "findings": {s.value: counts[s] for s in Severity},
            "by_check": dict(sorted(checked.by_check().items())),
            "terms": len([t for t in checked.terms if t.source_span is not None]),
            "terms_met": len(
                [t for t in checked.terms if t.source_span is not None and t.target_span]
            ),
        },
        "pairs": [_pair(i, pair) for i, pair in enumerate(checked.pairs)],
    }


def to_json(checked: Checked) -> str:
    """Return the same as JSON text, with a final line end."""
    return json.dumps(to_dict(checked), ensure_ascii=False, indent=1) + "\n"


def _pair(index: int, checked: CheckedPair) -> dict[str, Any]:
    pair = checked.pair
    return {
        "index": index,
        "where": _place(pair.where),
        "source_where": None if pair.source_where is None else _place(pair.source_where),
        "source_language": pair.source_language,
        "target_language": pair.target_language,
        "source": pair.source,
        "target": pair.target,
        "terms": [_term(t) for t in checked.terms],
        "findings": [_finding(f) for f in checked.findings],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line or None, "unit": place.unit}


def _term(term: TermLink) -> dict[str, Any]:
    return {
        "concept": term.concept,
        "pairing": term.pairing,
        "source_span": None if term.source_span is None else list(term.source_span),
        "target_span": None if term.target_span is None else list(term.target_span),
        "accepted": list(term.accepted),
        "paraphrased": term.paraphrased,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "severity": finding.severity.value,
        "side": finding.side,
        "span": None if finding.span is None else list(finding.span),
        "message": finding.message,
        "suggestion": finding.suggestion,
        "edits": [
            {"start": e.start, "end": e.end, "before": e.before, "after": e.after}
            for e in finding.edits
        ],
    }
