"""The values of a batch: what was asked, and what became of each file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum
from gettext import gettext as _
from pathlib import Path

from glossary.errors import ExitStatus, UserError
from glossary.model import Language

from .. import formats
from ..pipeline import Settings
from .inputs import Item, is_known
from .manifest import Counts

CHUNK = 20_000
"""Source characters translated together, about 3000 words: enough for full batches of the engine,
little enough that a kill costs seconds."""

_NOTHING = Counts()


@dataclass(frozen=True, slots=True)
class Order:
    """What a batch was asked to do.

    Attributes:
        out: output directory.
        source: ``fr``, ``en`` or ``auto``.
        report_dir: where the report of each file goes, None for none.
        force: replace edited outputs, too.
        chunk: source characters translated together.
        jobs: chunks under way at once (threads that share one engine).
        prefix: begins the names of our temporary files.
    """

    out: Path
    target: Language
    source: str = "auto"
    settings: Settings = field(default_factory=Settings)
    options: formats.Options = formats.DEFAULTS
    encoding: str | None = None
    report_dir: Path | None = None
    force: bool = False
    dry_run: bool = False
    chunk: int = CHUNK
    jobs: int = 1

    @property
    def prefix(self) -> str:
        """The beginning of this output directory's temporary files, its own in a shared folder."""
        name = hashlib.sha256(os.fsencode(self.out.resolve())).hexdigest()[:8]
        return f".sahel-{name}-"


class Status(str, Enum):
    """What became of a file."""

    TRANSLATED = "translated"
    PLANNED = "planned"  # a dry run: would be translated
    UNCHANGED = "unchanged"
    EDITED = "edited"  # the output is not as we wrote it: kept
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, and why. ``stale``: an edited output that needs an editor's eye."""

    source: str
    output: str
    status: Status
    reason: str
    size: int = 0
    counts: Counts = _NOTHING
    stale: bool = False


def outcome_of(
    item: Item,
    status: Status,
    reason: str,
    *,
    size: int = 0,
    counts: Counts = _NOTHING,
    stale: bool = False,
) -> Outcome:
    """Return the outcome of an item."""
    return Outcome(str(item.path), item.key, status, reason, size, counts, stale)


def reason_of(error: Exception, item: Item) -> str:
    """Return an error as a reason in one line, without the file's name, which stands beside it."""
    if isinstance(error, UserError):
        where = "" if error.where in ("", str(item.path)) else f"{error.where}: "
        text = f"{where.removeprefix(f'{item.path}: ')}{error.what}"
        return _("{message}; {hint}").format(message=text, hint=error.hint) if error.hint else text
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "" if trace is None else f" at {Path(trace.tb_frame.f_code.co_filename).name}"
    line = "" if trace is None else f":{trace.tb_lineno}"
    return _("internal error: {name}: {error}{place}{line}; please report it").format(
        name=type(error).__name__, error=error, place=place, line=line
    )


def exit_status(outcomes: Collection[Outcome], missing: int = 0) -> ExitStatus:
    """Return how a batch ends: the state of the directory, however many runs it took.

    3 when an input could not be read, translated or written, or none was of a known format;
    1 when an output has findings or an edited one is out of date; 0 else.
    """
    statuses = {o.status for o in outcomes}
    nothing = statuses == {Status.SKIPPED} and not any(is_known(o.source) for o in outcomes)
    if missing or Status.FAILED in statuses or nothing:
        return ExitStatus.UNREADABLE
    if any(o.stale or o.counts.errors or o.counts.warnings for o in outcomes):
        return ExitStatus.FINDINGS
    return ExitStatus.OK
