"""A batch's end for people and for scripts; the JSON's schema is ``docs/batch.schema.json``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from gettext import gettext as _
from typing import Any

from glossary.errors import ExitStatus

from ..labels import counted
from .inputs import Missing
from .manifest import Counts
from .outcome import Order, Outcome, Status
from .progress import clock

SCHEMA = "sahel-batch-1"

_LIMIT = 20  # files named under the table; the JSON has all


def to_dict(
    order: Order,
    outcomes: Collection[Outcome],
    missing: Sequence[Missing],
    *,
    seconds: float,
    status: ExitStatus,
    stopped: str = "",
) -> dict[str, Any]:
    """Return everything a script may want; ``stopped`` is why the batch ended early, if it did."""
    return {
        "schema": SCHEMA,
        "out": str(order.out),
        "target_language": order.target,
        "dry_run": order.dry_run,
        "stopped": stopped,
        "exit_status": int(status),
        "summary": _summary(outcomes, missing, seconds),
        "files": [_file(o) for o in outcomes],
        "missing": [{"name": m.name, "reason": m.reason} for m in missing],
    }


def _summary(
    outcomes: Collection[Outcome], missing: Sequence[Missing], seconds: float
) -> dict[str, Any]:
    by_status = Counter(o.status for o in outcomes)
    total = sum((o.counts for o in outcomes), Counts())
    words = sum(o.counts.words for o in outcomes if o.status is Status.TRANSLATED)
    return {
        "files": {status.value: by_status[status] for status in Status},
        "missing": len(missing),
        "words": words,
        "seconds": round(seconds, 3),
        "words_per_second": round(words / seconds, 1) if seconds > 0 else 0.0,
        "terms": total.terms,
        "terms_met": total.terms_met,
        "findings": {"error": total.errors, "warning": total.warnings, "info": total.notes},
    }


def _file(outcome: Outcome) -> dict[str, Any]:
    counts = outcome.counts
    return {
        "source": outcome.source,
        "output": outcome.output,
        "status": outcome.status.value,
        "reason": outcome.reason,
        "out_of_date": outcome.stale,
        "words": counts.words,
        "terms": counts.terms,
        "terms_met": counts.terms_met,
        "findings": {"error": counts.errors, "warning": counts.warnings, "info": counts.notes},
    }


def to_text(
    order: Order, outcomes: Collection[Outcome], missing: Sequence[Missing], *, seconds: float
) -> str:
    """Return a table of what was done, then the files an editor must look at."""
    summary = _summary(outcomes, missing, seconds)
    rows = [(_(name), str(count)) for name, count in summary["files"].items() if count]
    if missing:
        rows.append((_("missing"), str(len(missing))))
    if not order.dry_run:
        told = _("{words} in {time}")
        rows.append((_("words"), told.format(words=summary["words"], time=clock(seconds))))
        found = summary["findings"]
        kept = _("{terms_met} of {terms} as the glossary says")
        rows.append((_("terms"), kept.format_map(summary)))
        rows.append((_("findings"), _tally(found["error"], found["warning"])))
    width = max(12, *(len(name) + 2 for name, value in rows))
    lines = [f"{name:<{width}}{value}" for name, value in rows]
    line = _("{label}: {text}")
    shown = [line.format(label=_("missing"), text=f"{m.name}: {m.reason}") for m in missing]
    shown += [
        line.format(label=_(o.status.value), text=f"{o.source}: {o.reason}")
        for status in (Status.FAILED, Status.EDITED, Status.SKIPPED)
        for o in outcomes
        if o.status is status
    ]
    shown += [
        line.format(
            label=_("findings"),
            text=f"{o.output}: {_tally(o.counts.errors, o.counts.warnings)}",
        )
        for o in outcomes
        if o.counts.errors or o.counts.warnings
    ]
    lines += shown[:_LIMIT]
    if len(shown) > _LIMIT:
        more = _("... and {count} more (--format json has them all)")
        lines.append(more.format(count=len(shown) - _LIMIT))
    return "\n".join(lines)


def _tally(errors: int, warnings: int) -> str:
    found = (("error", errors), ("warning", warnings))
    return ", ".join(counted(kind, number).format(count=number) for kind, number in found)


def plan(outcomes: Collection[Outcome]) -> str:
    """Return what a dry run found: a line a file, apart by tabs: status, source, output, reason."""
    return "\n".join("\t".join((o.status.value, o.source, o.output, o.reason)) for o in outcomes)
