"""A result for people and for scripts; the JSON's schema is ``docs/report.schema.json``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from gettext import gettext as _
from gettext import ngettext
from typing import Any

from .cascade.drafts import How
from .labels import placed
from .memory.recalled import Recalled
from .passes import Pass
from .result import (
    Finding,
    Occurrence,
    Result,
    SegmentResult,
    Severity,
)

SCHEMA = "sahel-report-1"


def to_dict(result: Result, *, source_name: str) -> dict[str, Any]:
    """Return the report as plain values, in the order in which they are written."""
    signature = result.signature
    return {
        "schema": SCHEMA,
        "source_name": source_name,
        "source_language": result.source_language,
        "target_language": result.target_language,
        "signature": {
            "tool": signature.tool,
            "engine": dict(signature.engine),
            "glossary": signature.glossary,
            "glossary_digest": signature.glossary_digest,
            "settings": dict(signature.settings),
        },
        "summary": summary(result),
        "segments": [_segment(i, s) for i, s in enumerate(result.segments)],
        "findings": [_finding(f) for f in result.findings],
    }


def to_json(result: Result, *, source_name: str) -> str:
    """Return the report as JSON: UTF-8 text, two spaces of indentation, a final line end."""
    return json.dumps(to_dict(result, source_name=source_name), ensure_ascii=False, indent=2) + "\n"


def summary(result: Result) -> dict[str, Any]:
    """Return the counts of a result."""
    hows = Counter(o.how.value for o in result.occurrences)
    severities = Counter(f.severity.value for f in result.findings)
    total = len(result.occurrences)
    met = sum(o.target_span is not None for o in result.occurrences)
    return {
        "segments": len(result.segments),
        "terms": total,
        "terms_met": met,
        "by_how": {how.value: hows[how.value] for how in How if hows[how.value]},
        "findings": {s.value: severities[s.value] for s in Severity},
        "unverified": sum(not o.verified for o in result.occurrences),
        **_memory_counts(result),
    }


def _memory_counts(result: Result) -> dict[str, Any]:
    """Return what a memory gave; nothing at all where none was asked."""
    if "memory" not in dict(result.signature.settings):
        return {}
    found = [s.recalled for s in result.segments if s.recalled is not None]
    kinds = Counter(r.hit.kind.value for r in found if r.used)
    return {
        "memory": {
            "context": kinds["context"],
            "exact": kinds["exact"],
            "offered": sum(not r.used for r in found),
        }
    }


def _segment(index: int, segment: SegmentResult) -> dict[str, Any]:
    return {
        "index": index,
        "where": segment.where,
        "source": segment.source,
        "target": segment.target,
        "first_draft": segment.first_draft,
        "draft": segment.draft,
        "passes": [_pass(p) for p in segment.passes],
        "terms": [_occurrence(o) for o in segment.occurrences],
        "decodings": segment.decodings,
        **({} if segment.recalled is None else {"memory": _recalled(segment.recalled)}),
    }


def _recalled(recalled: Recalled) -> dict[str, Any]:
    entry, hit = recalled.hit.entry, recalled.hit
    origin = entry.origin
    return {
        "used": recalled.used,
        "kind": hit.kind.value,
        "score": hit.score,
        "source": entry.source,
        "target": entry.target,
        "status": entry.status.value,
        "file": origin.file,
        "author": origin.author,
        "tool": origin.tool,
        "changed": origin.changed,
        "glossary_digest": origin.glossary,
        "rivals": list(hit.rivals),
    }


def _pass(item: Pass) -> dict[str, Any]:
    return {
        "name": item.name,
        "changes": [
            {"start": c.start, "end": c.end, "before": c.before, "after": c.after, "rule": c.rule}
            for c in item.changes
        ],
    }


def _occurrence(o: Occurrence) -> dict[str, Any]:
    return {
        "concept": o.concept,
        "pairing": o.pairing,
        "layer": o.layer,
        "verified": o.verified,
        "surface": o.surface,
        "required": o.required,
        "source_span": list(o.source_span),
        "target_span": None if o.target_span is None else list(o.target_span),
        "how": o.how.value,
        "score_before": o.score_before,
        "score_after": o.score_after,
    }


def _finding(f: Finding) -> dict[str, Any]:
    return {
        "check": f.check,
        "severity": f.severity.value,
        "segment": f.segment,
        "side": f.side,
        "span": None if f.span is None else list(f.span),
        "where": f.where,
        "message": f.message,
        "suggestion": f.suggestion,
    }


def to_text(result: Result, *, limit: int = 20) -> str:
    """Return a few lines for the terminal: counts, then what an editor must look at."""
    counts = summary(result)
    tally = _("{count} {how}")
    how = ", ".join(tally.format(count=n, how=_(name)) for name, n in counts["by_how"].items())
    many = ngettext("{segments} segment", "{segments} segments", counts["segments"])
    told = ngettext(
        "{terms_met} of {terms} term as the glossary says",
        "{terms_met} of {terms} terms as the glossary says",
        counts["terms"],
    )
    lines = [f"{many}, {told}".format_map(counts) + (f" ({how})" if how else "")]
    if "memory" in counts:
        told = _("memory: {context} in context, {exact} exact, {offered} offered (in the report)")
        lines.append(told.format_map(counts["memory"]))
    shown = [f for f in result.findings if f.severity is not Severity.INFO]
    for finding in shown[:limit]:
        place = f"{placed(finding.where)}: " if finding.where else ""
        lines.append(f"{_(finding.severity.value)}: {place}{finding.message} [{finding.check}]")
    if len(shown) > limit:
        more = len(shown) - limit
        told = ngettext(
            "... and {count} more finding (--report FILE has them all)",
            "... and {count} more findings (--report FILE has them all)",
            more,
        )
        lines.append(told.format(count=more))
    if counts["unverified"]:
        told = ngettext(
            "{unverified} occurrence comes from an entry not yet reviewed",
            "{unverified} occurrences come from entries not yet reviewed",
            counts["unverified"],
        )
        lines.append(told.format_map(counts))
    return "\n".join(lines)


def explain(result: Result) -> str:
    """Return the ledger as text: each segment's two lines, and what was done for each term."""
    blocks: list[str] = []
    for index, segment in enumerate(result.segments, 1):
        if not segment.occurrences and not segment.passes and segment.recalled is None:
            continue
        lines = [
            f"[{index}] {placed(segment.where)}",
            f"  {result.source_language}  {_one_line(segment.source)}",
            f"  {result.target_language}  {_one_line(segment.target)}",
        ]
        if segment.draft != segment.target:
            lines.append("  " + _("engine: {text}").format(text=_one_line(segment.draft)))
        if segment.recalled is not None:
            lines += _explained(segment.recalled)
        for o in segment.occurrences:
            where = "-" if o.target_span is None else f"{o.target_span[0]}-{o.target_span[1]}"
            got = (
                _("not in the target")
                if o.target_span is None
                else repr(segment.target[o.target_span[0] : o.target_span[1]])
            )
            score = ""
            if o.score_before is not None and o.score_after != o.score_before:
                score = ", " + _("score {before:.2f} -> {after:.2f}").format(
                    before=o.score_before, after=o.score_after
                )
            lines.append(
                f"    {o.surface!r} ({o.source_span[0]}-{o.source_span[1]}) -> {got} ({where}): "
                f"{_(o.how.value)}, {o.concept}/{o.pairing}, {o.layer}{score}"
            )
        for item in segment.passes:
            for change in item.changes:
                lines.append(
                    f"    {item.name}: {change.before!r} -> {change.after!r} ({change.rule})"
                )
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _explained(recalled: Recalled) -> Iterator[str]:
    """Yield the lines on what a memory had: used, or offered with its two texts."""
    hit, origin = recalled.hit, recalled.hit.entry.origin
    told = [_(hit.entry.status.value), origin.author, origin.tool, origin.changed, origin.file]
    use = _("used") if recalled.used else _("offered")
    line = _("memory: {use}, {kind} {score} % ({told})")
    yield "  " + line.format(
        use=use,
        kind=_(hit.kind.value),
        score=hit.score,
        told=", ".join(t for t in told if t),
    )
    if not recalled.used:
        yield f"    {hit.entry.source_language}  {_one_line(hit.entry.source)}"
        yield f"    {hit.entry.target_language}  {_one_line(hit.entry.target)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
