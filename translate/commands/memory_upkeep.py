"""``sahel memory stats`` and ``prune``: what a memory holds, and what it need not hold."""

from __future__ import annotations

from datetime import date
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

import click

from glossary.cli_options import format_option, print_json
from glossary.errors import ExitStatus, UserError

from ..cli_errors import Command
from .memory_options import STATUSES, dry_run_option, memory_option, opened


@click.command("stats", cls=Command)
@memory_option
@format_option
def stats(path: Path, form: str) -> None:
    """Count the units, and look at every one: a damaged memory is told (exit code 3).

    \b
    Example:
      sahel memory stats --format json
    """
    from ..memory import schema, tell
    from ..memory.store import reading

    with reading(path) as store, store.moment():
        store.check()
        digest = store.digest()
        columns = ("direction", "status", "file", "author", "tool", "glossary")
        counts = {column: store.count(column) for column in columns}
    total = sum(counts["direction"].values())
    size = path.stat().st_size
    if form == "json":
        values = {"units": total, "bytes": size, "version": schema.VERSION, "digest": digest}
        print_json(tell.answer("stats", path, **values, counts=counts))
        return
    click.echo(
        ngettext(
            "{total} unit, {size} bytes, digest {digest}",
            "{total} units, {size} bytes, digest {digest}",
            total,
        ).format(total=total, size=size, digest=digest)
    )
    for column, found in counts.items():
        for value, number in list(found.items())[:10]:
            click.echo(f"{_(column):<11}{number:>8}  {value or _('(unknown)')}")
        if len(found) > 10:
            more = _("... and {count} more (--format json has them all)")
            click.echo(f"{'':<11}{more.format(count=len(found) - 10)}")


def _is_date(text: str) -> bool:
    """Tell whether a text is a day of the calendar as units keep it.

    >>> _is_date("2026-11-21"), _is_date("2026-13-45"), _is_date("20261121")
    (True, False, False)
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@click.command("prune", cls=Command)
@memory_option
@click.option("--status", type=STATUSES, help="Units of this status.")
@click.option(
    "--before", metavar="DATE", default="", help="Last changed before this day, 2026-01-31 (UTC)."
)
@click.option("--file", default="", help="Learned or imported from a file of this name.")
@click.option(
    "--duplicates", is_flag=True, help="Said once more in another context; the newest stays."
)
@dry_run_option
@format_option
def prune(
    path: Path,
    status: str | None,
    before: str,
    file: str,
    duplicates: bool,
    dry_run: bool,
    form: str,
) -> None:
    """Delete units that fit all the options given.

    \b
    Example:
      sahel memory prune --status machine --before 2026-01-01 --dry-run
    """
    from ..memory import tell
    from ..memory.model import Status
    from ..memory.schema import missing
    from ..memory.store import Rule

    if not (status or before or file or duplicates):
        raise click.UsageError(_("say what to delete: --status, --before, --file or --duplicates"))
    if before and not _is_date(before):
        raise UserError(
            _("{before!r} is no date").format(before=before),
            where="--before",
            hint=_("write it as 2026-11-21"),
            status=ExitStatus.USAGE,
        )
    if not path.exists():
        raise missing(path)
    rule = Rule(None if status is None else Status(status), before, file, duplicates)
    with opened(path, dry_run) as store:
        done = store.prune(rule)
    if form == "json":
        print_json(tell.answer("prune", path, dry_run=dry_run, deleted=done))
    else:
        if dry_run:
            told = ngettext("{count} unit would be deleted", "{count} units would be deleted", done)
        else:
            told = ngettext("{count} unit deleted", "{count} units deleted", done)
        click.echo(told.format(count=done))
