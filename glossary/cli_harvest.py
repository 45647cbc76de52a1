"""``sahel glossary harvest``: candidates from a newsroom's own texts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

import click

from .cli_errors import Command
from .cli_options import (
    LANGUAGE,
    chosen,
    format_option,
    glossary_options,
    print_json,
    read_input,
    write_output,
)
from .errors import ExitStatus, UserError
from .formats import po
from .model import Language


@click.command("harvest", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="FILES|-")
@click.option("--language", type=LANGUAGE, required=True, help="Language of FILES.")
@click.option(
    "--aligned",
    multiple=True,
    metavar="FILE",
    help="The same text in the other language, line for line: one for each of FILES, in order.",
)
@click.option(
    "--least",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="Occurrences of a name, or of an acronym nothing explains.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write.")
@click.option("--dry-run", is_flag=True, help="Only count the candidates.")
@glossary_options
@format_option
def harvest_command(
    files: tuple[str, ...],
    language: Language,
    aligned: tuple[str, ...],
    least: int,
    output: Path | None,
    dry_run: bool,
    glossaries: tuple[Path, ...],
    no_project: bool,
    form: str,
) -> None:
    """Propose terms from text FILES ('-' is standard input) that the glossary does not know.

    Acronyms with what they stand for in brackets, acronyms without, and names that recur. With
    --aligned their likely counterparts are found too. What comes out is a PO snippet of
    unverified entries for 'sahel glossary add -': read it before.

    \b
    Example:
      sahel glossary harvest --language fr depeches.txt -o candidates.po
    """
    from .harvest import harvest
    from .harvest_entries import to_glossary

    if aligned and len(aligned) != len(files):
        raise click.UsageError(
            ngettext(
                "{files} file, but {aligned} aligned with it",
                "{files} files, but {aligned} aligned with them",
                len(files),
            ).format(files=len(files), aligned=len(aligned))
        )
    texts = [read_input(name)[0] for name in files]
    others = [read_input(name)[0] for name in aligned]
    for name, text, answer in zip(files, texts, others, strict=False):
        counts = len(text.splitlines()), len(answer.splitlines())
        if counts[0] != counts[1]:
            raise UserError(
                ngettext(
                    "{here} line here, {aligned} in the aligned file",
                    "{here} lines here, {aligned} in the aligned file",
                    counts[0],
                ).format(here=counts[0], aligned=counts[1]),
                where=name,
                hint=_("aligned files answer each other line for line"),
                status=ExitStatus.USAGE,
            )
    known = chosen(glossaries, no_project)
    found = harvest(
        _lines(texts),
        known,
        language,
        aligned=_lines(others) if others else None,
        least=least,
    )
    if form == "json":
        print_json({"candidates": [asdict(c) for c in found]})
    elif not dry_run:
        write_output(po.snippet(to_glossary(found, known)).encode(), output)
    acronyms, names = (sum(c.kind == kind for c in found) for kind in ("acronym", "name"))
    told = (
        ngettext("{count} acronym", "{count} acronyms", acronyms).format(count=acronyms),
        ngettext("{count} name", "{count} names", names).format(count=names),
    )
    click.echo(", ".join(told), err=True)


def _lines(texts: Iterable[str]) -> str:
    """Return texts as one, with every line of each: the aligned ones must stay in step."""
    return "\n".join(line for text in texts for line in text.splitlines())
