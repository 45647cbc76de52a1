"""What commands say of a memory, as text and as JSON; its schema is ``docs/memory.schema.json``."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import gettext as _
from typing import Any

from .learn import reasons
from .model import Entry, Hit
from .store import Added
from .tmx import Skipped

SCHEMA = "sahel-memory-1"
_SHOWN = 20  # named one by one; the JSON has all


def answer(command: str, memory: object, **values: Any) -> dict[str, Any]:
    """Return the JSON of a command."""
    return {"schema": SCHEMA, "command": command, "memory": str(memory), **values}


def unit(entry: Entry) -> dict[str, Any]:
    """Return a unit as plain values."""
    origin, context = entry.origin, entry.context
    return {
        "source_language": entry.source_language,
        "target_language": entry.target_language,
        "source": entry.source,
        "target": entry.target,
        "status": entry.status.value,
        "key": context.key,
        "file": origin.file,
        "author": origin.author,
        "tool": origin.tool,
        "created": origin.created,
        "changed": origin.changed,
        "glossary_digest": origin.glossary,
    }


def hit(found: Hit) -> dict[str, Any]:
    """Return a hit as plain values."""
    return {
        "kind": found.kind.value,
        "score": found.score,
        "rivals": list(found.rivals),
        **unit(found.entry),
    }


def added(counts: Added) -> dict[str, int]:
    """Return what became of units that came in."""
    return {
        "new": counts.new,
        "replaced": counts.replaced,
        "unchanged": counts.unchanged,
        "kept": counts.kept,
    }


def skipped(items: Sequence[Skipped]) -> list[dict[str, str]]:
    """Return the units that were left out."""
    return [{"where": s.where, "reason": s.reason} for s in items]


def hit_text(found: Hit) -> str:
    """Return a hit as three lines: score and origin, source, translation."""
    entry, origin = found.entry, found.entry.origin
    told = (origin.author, origin.tool, origin.changed, origin.file, entry.context.key)
    where = ", ".join(t for t in told if t)
    head = f"{found.score} % {_(found.kind.value)}, {_(entry.status.value)}"
    lines = [f"{head} ({where})" if where else head]
    lines.append(f"  {entry.source_language}  {' '.join(entry.source.split())}")
    lines.append(f"  {entry.target_language}  {' '.join(entry.target.split())}")
    lines += [
        "  " + _("also approved: {text}").format(text=" ".join(other.split()))
        for other in found.rivals
    ]
    return "\n".join(lines)


def added_text(counts: Added, items: Sequence[Skipped] = (), *, dry_run: bool = False) -> str:
    """Return what became of units, and why others were left out, for the terminal."""
    new, replaced = _("{count} new"), _("{count} replaced")
    if dry_run:
        new, replaced = _("{count} would be new"), _("{count} would be replaced")
    words = {
        new: counts.new,
        replaced: counts.replaced,
        _("{count} there already"): counts.unchanged,
        _("{count} kept as they are (a more trusted translation is there)"): counts.kept,
    }
    told = [what.format(count=number) for what, number in words.items() if number]
    lines = [", ".join(told) or _("nothing to take")]
    if items:
        lines.append(_("{count} not taken:").format(count=len(items)))
        lines += [f"  {number} {reason}" for reason, number in reasons(items).items()]
        lines += [f"  {s.where}: {s.reason}" for s in items[:_SHOWN]]
        if len(items) > _SHOWN:
            more = _("... and {count} more (--format json has them all)")
            lines.append("  " + more.format(count=len(items) - _SHOWN))
    return "\n".join(lines)
