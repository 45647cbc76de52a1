"""``sahel glossary import`` and ``export``: other programs' formats, in and out."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

import click

from .cli_errors import Command
from .cli_options import (
    FORMAT,
    chosen,
    format_option,
    glossary_options,
    print_json,
    warn,
    write_output,
)
from .collect import read_all
from .errors import ExitStatus, UserError
from .files import read_bytes
from .formats import po, read, write
from .model import Concept, Glossary, Language

_ORDERS: dict[str, tuple[Language, Language]] = {"en-fr": ("en", "fr"), "fr-en": ("fr", "en")}
_LANGUAGES = click.option(
    "--languages",
    type=click.Choice(list(_ORDERS)),
    help="Of the columns of a plain list, first to second.",
)


@click.command("import", cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="FILES", type=click.Path(path_type=Path))
@click.option("--from", "source", type=FORMAT, help="Their format.  [default: by suffix]")
@_LANGUAGES
@click.option("--domain", help="Their domain.  [default: the file's name, or what it says]")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="PO file to write.")
@click.option("--overwrite", is_flag=True, help="Replace the file if it exists.")
@click.option("--dry-run", is_flag=True, help="Read and report; write nothing.")
@format_option
def import_command(
    paths: tuple[Path, ...],
    source: str | None,
    languages: str | None,
    domain: str | None,
    output: Path | None,
    overwrite: bool,
    dry_run: bool,
    form: str,
) -> None:
    """Turn glossary FILES of another program into a PO catalogue of ours.

    CSV and TSV (ours, DeepL's, OmegaT's, Excel's), TBX 2 and 3, Weblate PO, UTX;
    docs/glossary-formats.md says what each carries. What cannot be used is named on standard
    error and left out, and the exit code is then 1. Imported concepts are unverified unless the
    file says that they are reviewed.

    \b
    Example:
      sahel glossary import lexique.csv --languages fr-en -o sahel-glossary/lexique.po
    """
    if output is not None and output.exists() and not overwrite and not dry_run:
        raise UserError(
            _("exists"), where=str(output), hint=_("give --overwrite to replace it"),
            status=ExitStatus.USAGE,
        )  # fmt: skip
    left_out: list[str] = []

    def note(error: UserError) -> None:
        left_out.append(str(error))
        warn(error)

    concepts: list[Concept] = []
    for path in paths:
        concepts += read(
            read_bytes(path),
            name=str(path),
            format=source,
            domain=domain,
            languages=_ORDERS[languages] if languages else None,
            on_error=note,
        ).concepts
    glossary = Glossary(tuple(concepts))
    if len(glossary.by_id) != len(concepts):
        ids = [c.id for c in concepts]
        twice = next(i for i in ids if ids.count(i) > 1)
        raise UserError(
            _("{twice!r} is in two of the files").format(twice=twice),
            hint=_("import them one by one"),
        )
    if not dry_run and (output is not None or form == "text"):
        write_output(po.write(glossary).encode(), output)
    if form == "json":
        written = None if dry_run or output is None else str(output)
        print_json({"concepts": len(concepts), "left_out": left_out, "written": written})
    else:
        many, lost = len(concepts), len(left_out)
        told = (
            ngettext("{count} concept", "{count} concepts", many).format(count=many),
            ngettext("{count} entry left out", "{count} entries left out", lost).format(count=lost),
        )
        click.echo(", ".join(told), err=True)
    if left_out:
        raise SystemExit(int(ExitStatus.FINDINGS))


@click.command("export", cls=Command)
@click.argument("paths", nargs=-1, metavar="[FILES]", type=click.Path(path_type=Path))
@click.option("--to", "target", type=FORMAT, required=True, help="Format wanted.")
@_LANGUAGES
@click.option("--domain", help="Only this domain.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write.")
@click.option("--check", "checking", is_flag=True, help="Exit with 1 if the file would change.")
@glossary_options
@format_option
def export_command(
    paths: tuple[Path, ...],
    target: str,
    languages: str | None,
    domain: str | None,
    output: Path | None,
    checking: bool,
    glossaries: tuple[Path, ...],
    no_project: bool,
    form: str,
) -> None:
    """Write glossary FILES, or without any the glossary in use, in another format.

    'tbx' is TBX-Basic version 3, 'tbx2' version 2; 'csv', 'tsv', 'tbx' and 'po' carry everything,
    the others what their format has room for (docs/glossary-formats.md).

    \b
    Example:
      sahel glossary export --to tbx -o sahel.tbx
    """
    if checking and output is None:
        raise click.UsageError(_("--check needs --output"))
    if form == "json" and output is None:
        raise click.UsageError(_("--format json tells about a file: give --output"))
    glossary = read_all(paths) if paths else chosen(glossaries, no_project)
    concepts = tuple(c for c in glossary if domain in (None, c.domain))
    if not concepts:
        raise UserError(
            _("there is nothing to export"), where=domain or "", status=ExitStatus.USAGE
        )
    order = _ORDERS[languages] if languages else None
    data = write(Glossary(concepts, name=glossary.name), target, languages=order)
    differs = True
    if output is not None and output.is_file():
        differs = read_bytes(output) != data
    if not checking:
        write_output(data, output)
    if form == "json":
        print_json(
            {
                "concepts": len(concepts),
                "file": str(output),
                "format": target,
                "changed": differs,
                "written": not checking,
            }
        )
    elif output is not None:
        told = _("written")
        if checking:
            told = _("would change") if differs else _("unchanged")
        line = ngettext(
            "{output}: {count} concept, {told}", "{output}: {count} concepts, {told}", len(concepts)
        )
        click.echo(line.format(output=output, count=len(concepts), told=told), err=True)
    if checking and differs:
        raise SystemExit(int(ExitStatus.FINDINGS))
