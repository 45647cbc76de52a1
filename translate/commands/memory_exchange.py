"""``sahel memory import`` and ``export``: TMX, the format of other programs' memories."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

import click

from glossary.cli_options import format_option, print_json, write_output
from glossary.errors import ExitStatus, UserError
from glossary.files import read_bytes
from glossary.model import Language, other

from ..cli_errors import Command
from .memory_options import LANGUAGE, STATUSES, dry_run_option, memory_option, opened


@click.command("import", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to", "language", type=LANGUAGE, help="Take units into this language; needed for '*all*'."
)
@memory_option
@click.option(
    "--status",
    type=STATUSES,
    default="approved",
    show_default=True,
    help="Of units that are not marked as a machine's or a draft.",
)
@dry_run_option
@format_option
def import_command(
    file: Path, language: Language | None, path: Path, status: str, dry_run: bool, form: str
) -> None:
    """Add the units of a TMX FILE, all of them or (on any error) none.

    Units that are not French and English are left out and named; the exit code is then 1. What
    other programs mark as machine translation or as a draft is not taken as approved.

    \b
    Example:
      sahel memory import project_save.tmx --dry-run
    """
    from ..memory import tell, tmx
    from ..memory.model import Status

    direction = None if language is None else (other(language), language)
    entries, left = [], []
    data = read_bytes(file)
    for found in tmx.read(data, name=str(file), direction=direction, status=Status(status)):
        if isinstance(found, tmx.Skipped):
            left.append(found)
        else:
            entries.append(found)
    with opened(path, dry_run) as store:
        counts = store.add(entries)
    if form == "json":
        values = {**tell.added(counts), "skipped": tell.skipped(left)}
        print_json(tell.answer("import", path, dry_run=dry_run, file=str(file), **values))
    else:
        click.echo(tell.added_text(counts, left, dry_run=dry_run))
    if left:
        raise SystemExit(int(ExitStatus.FINDINGS))


@click.command("export", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", "language", type=LANGUAGE, help="Only units into this language.")
@memory_option
@click.option("--status", "statuses", type=STATUSES, multiple=True, help="Only these (repeatable).")
@dry_run_option
@format_option
def export_command(
    file: Path,
    language: Language | None,
    path: Path,
    statuses: tuple[str, ...],
    dry_run: bool,
    form: str,
) -> None:
    """Write the units to a TMX 1.4b FILE, or to standard output for '-'.

    The same memory gives the same bytes. Units with characters that XML does not have are left
    out and counted; the exit code is then 1.

    \b
    Example:
      sahel memory export approved.tmx --status approved
    """
    from ..memory import tell, tmx
    from ..memory.model import Status
    from ..memory.store import reading

    if file.exists() and path.exists() and file.samefile(path):
        raise UserError(
            _("is the memory itself"),
            where=str(file),
            hint=_("name another file"),
            status=ExitStatus.USAGE,
        )
    direction = None if language is None else (other(language), language)
    wanted = tuple(Status(s) for s in statuses) or tuple(Status)
    with reading(path) as store:
        entries = list(store.entries(direction, wanted))
    data, left = tmx.write(entries)
    if not dry_run:
        write_output(data, None if str(file) == "-" else file)
    done = len(entries) - left
    if form == "json":
        to_stdout = str(file) == "-" and not dry_run
        values = {"file": str(file), "units": done, "left_out": left}
        if not to_stdout:
            print_json(tell.answer("export", path, dry_run=dry_run, **values))
    else:
        if dry_run:
            told = ngettext("{count} unit would be written", "{count} units would be written", done)
        else:
            told = ngettext("{count} unit written", "{count} units written", done)
        if left:
            told += ", " + _("{count} left out").format(count=left)
        click.echo(told.format(count=done), err=True)
    if left:
        raise SystemExit(int(ExitStatus.FINDINGS))
