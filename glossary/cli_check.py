"""``sahel glossary lint`` and ``diff``: what is wrong, and what changed."""

from __future__ import annotations

from dataclasses import asdict
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import Any

import click

from .cli_errors import Command
from .cli_options import format_option, glossary_options, overlays_of, print_json
from .errors import ExitStatus, UserError
from .layers import conflicts
from .lint import RULES, Problem, check
from .model import Glossary, Origin


@click.command("lint", cls=Command)
@click.argument("paths", nargs=-1, metavar="[FILES]", type=click.Path(path_type=Path))
@click.option(
    "--without",
    multiple=True,
    type=click.Choice([*RULES, "layer-conflict", "format"]),
    help="Leave out a rule (repeatable).",
)
@glossary_options
@format_option
def lint_command(
    paths: tuple[Path, ...],
    without: tuple[str, ...],
    glossaries: tuple[Path, ...],
    no_project: bool,
    form: str,
) -> None:
    """Show every problem of glossary FILES (or folders), or of the curated glossary without any.

    One line a problem: file, line, concept, what is wrong, and the rule. Glossaries given with
    --glossary, and the project's, are checked too, and wherever they say otherwise than a layer
    below them, that is shown as layer-conflict. The exit code is 1 when there is any problem.

    \b
    Example:
      sahel glossary lint glossary/terms/places.po
    """
    problems = lint(paths, glossaries, no_project)
    problems = [p for p in problems if p.rule not in without]
    if form == "json":
        print_json({"problems": [_problem_record(p) for p in problems]})
    else:
        for problem in problems:
            click.echo(str(problem))
        many = ngettext("{count} problem", "{count} problems", len(problems))
        click.echo(many.format(count=len(problems)) if problems else _("no problems"), err=True)
    if problems:
        raise SystemExit(int(ExitStatus.FINDINGS))


def lint(paths: tuple[Path, ...], glossaries: tuple[Path, ...], no_project: bool) -> list[Problem]:
    """Return the problems of ``paths``, of the layers over them, and between the layers.

    Raises:
        UserError: a file that cannot be read at all.
    """
    from .collect import files_of, read_all

    found: list[Problem] = []

    def note(error: UserError) -> None:
        name, _colon, line = error.where.rpartition(":")
        where = Origin(name, int(line)) if line.isdigit() else Origin(error.where, 1)
        told = f"{error.what}; {error.hint}" if error.hint else error.what
        found.append(Problem("format", Path(where.file).stem, where, told))

    base = read_all(paths, on_error=note)
    itself = [file for path in paths for file in files_of(path)]
    layers = overlays_of(glossaries, no_project, note, besides=itself)
    found += check(base)
    for layer in layers:
        # what follows a name may stand in a layer below
        known = Glossary((*layer.concepts, *base.concepts))
        without_successor = check(known, only=frozenset({"validity"}))
        found += [p for p in check(layer) if p.rule != "validity" or p in without_successor]
    found += conflicts(base, *layers)
    return sorted(found, key=lambda p: (p.where.file, p.where.line, p.rule))


def _problem_record(problem: Problem) -> dict[str, Any]:
    return {
        "rule": problem.rule,
        "concept": problem.concept,
        "file": problem.where.file,
        "line": problem.where.line,
        "message": problem.message,
    }


@click.command("diff", cls=Command)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--check", "checking", is_flag=True, help="Exit with 1 when anything differs.")
@format_option
def diff_command(old: Path, new: Path, checking: bool, form: str) -> None:
    """Show what changed from glossary OLD to NEW, concept by concept.

    Each is a file of any format or a folder of catalogues. '+' is a new concept, '-' one that is
    gone, '~' one that changed, with the fields that did; a concept that only moved in the file
    has not changed.

    \b
    Example:
      sahel glossary diff terms-2024/ glossary/terms/
    """
    from .collect import read_all
    from .diff import diff

    # in a folder the name of a catalogue is its domain; of two single files it only tells versions
    single = not (old.is_dir() or new.is_dir())
    renamed = (old.stem, new.stem) if single else None
    changes = diff(read_all((old,)), read_all((new,)), renamed=renamed)
    if form == "json":
        print_json({"changes": [asdict(c) for c in changes]})
    else:
        for change in changes:
            click.echo(str(change))
        kinds = {k: sum(c.kind == k for c in changes) for k in ("added", "removed", "changed")}
        told = _("{added} added, {removed} removed, {changed} changed")
        click.echo(told.format(**kinds), err=True)
    if checking and changes:
        raise SystemExit(int(ExitStatus.FINDINGS))
