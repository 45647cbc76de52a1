"""``sahel glossary add`` and ``edit``: a new or a changed concept, through one validated path."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from gettext import gettext as _
from pathlib import Path
from typing import Any, TypeVar

import click

from .cli_errors import Command
from .cli_options import format_option, print_json, read_input
from .diff import diff
from .edit import (
    Catalogue,
    Edit,
    FieldEdit,
    applied,
    from_snippet,
    merged,
    open_catalogue,
    problems,
    rendered,
    save,
)
from .errors import ExitStatus, UserError
from .formats.plain import new_id
from .layers import FOLDERS, find_project_folder, find_project_glossaries
from .model import HEAD, Concept

_F = TypeVar("_F", bound=Callable[..., Any])


def _edit_options(function: _F) -> _F:
    options = (
        click.option("--into", type=click.Path(path_type=Path), help="The PO catalogue to change."),
        click.option("--label", default=HEAD, help="The pairing meant: acronym, short, ..."),
        click.option("--en", help="Preferred English form."),
        click.option("--fr", help="Preferred French form."),
        click.option("--set", "sets", multiple=True, metavar="KEY=VALUE", help="Its only value."),
        click.option("--append", "appends", multiple=True, metavar="KEY=VALUE", help="One more."),
        click.option("--unset", "unsets", multiple=True, metavar="KEY", help="Take a field away."),
        click.option("--reviewed/--unverified", "reviewed", default=None, help="Review status."),
        click.option("--keep/--no-keep", "keep", default=None, help="It crosses as written."),
        click.option("--dry-run", is_flag=True, help="Show what would change; write nothing."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def _edit(settings: dict[str, Any]) -> Edit:
    fields = [FieldEdit("unset", key) for key in settings["unsets"]]
    for action, given in (("set", settings["sets"]), ("append", settings["appends"])):
        for pair in given:
            key, equals, value = pair.partition("=")
            if not equals or not value.strip():
                raise click.UsageError(_("{pair!r} is not KEY=VALUE").format(pair=pair))
            fields.append(FieldEdit(action, key.strip(), value.strip()))
    return Edit(
        label=settings["label"],
        en=settings["en"],
        fr=settings["fr"],
        fields=tuple(fields),
        reviewed=settings["reviewed"],
        keep=settings["keep"],
    )


def _is_empty(edit: Edit) -> bool:
    return edit == Edit(label=edit.label)


@click.command("add", cls=Command)
@click.argument("snippet", required=False, metavar="[SNIPPET|-]")
@click.option("--id", "identifier", help="The concept's id.  [default: made of the English form]")
@_edit_options
@format_option
def add_command(
    snippet: str | None, identifier: str | None, form: str, dry_run: bool, **settings: Any
) -> None:
    """Add concepts to a PO catalogue: from a PO SNIPPET (a file or '-'), or from options.

    Without --into they go to terms.po in the project's sahel-glossary folder. The keys of --set
    and --append are those of glossary/terms/README.md. A new concept is unverified until
    --reviewed. The file stays sorted; nothing is written when lint finds a problem.

    \b
    Example:
      sahel glossary add --en "Lake Faguibine" --fr "lac Faguibine" --set fr-gender=m
    """
    edit = _edit(settings)
    catalogue = open_catalogue(_target(settings["into"], None))
    if snippet is not None:
        new = _snippet(snippet, catalogue, edit, identifier)
    else:
        if edit.en is None or edit.fr is None:
            raise click.UsageError(_("give --en and --fr, or a snippet"))
        name = identifier or new_id(edit.en, set(catalogue.glossary.by_id))
        if name in catalogue.glossary.by_id:
            merged(catalogue, [catalogue.glossary.by_id[name]], adding=True)  # says so
        new = applied(catalogue, name, edit)
    _finish(catalogue, new, snippet, adding=True, dry_run=dry_run, form=form)


def _snippet(
    snippet: str, catalogue: Catalogue, edit: Edit, identifier: str | None
) -> tuple[Concept, ...]:
    if not _is_empty(edit) or identifier is not None:
        raise click.UsageError(_("a snippet says everything: leave the other options out"))
    text, name = read_input(snippet)
    return from_snippet(text, name=name, domain=catalogue.path.stem)


@click.command("edit", cls=Command)
@click.argument("identifier", metavar="ID")
@click.argument("snippet", required=False, metavar="[SNIPPET|-]")
@_edit_options
@format_option
def edit_command(
    identifier: str, snippet: str | None, form: str, dry_run: bool, **settings: Any
) -> None:
    """Change the concept ID of a PO catalogue: by options, or wholly by a PO SNIPPET.

    Without --into the project's catalogue that holds it is changed. A --label that the concept
    does not have yet, with --en and --fr, makes a new pairing. The file stays sorted; nothing is
    written when lint finds a problem.

    \b
    Example:
      sahel glossary edit lake-faguibine --append fr-variant="Faguibine" --dry-run
    """
    edit = _edit(settings)
    catalogue = open_catalogue(_target(settings["into"], identifier))
    if snippet is not None:
        new = _snippet(snippet, catalogue, edit, None)
        if [c.id for c in new] != [identifier]:
            raise UserError(
                _("the snippet is about {found}, not {identifier}").format(
                    found=", ".join(c.id for c in new), identifier=identifier
                ),
                hint=_("give one concept of that id"),
                status=ExitStatus.USAGE,
            )
    elif _is_empty(edit):
        raise click.UsageError(_("say what to change, for instance --set KEY=VALUE"))
    else:
        if identifier not in catalogue.glossary.by_id:
            raise UserError(
                _("has no {identifier!r}").format(identifier=identifier),
                where=str(catalogue.path),
                hint=_("name another catalogue with --into, or add it"),
                status=ExitStatus.USAGE,
            )
        new = applied(catalogue, identifier, edit)
    _finish(catalogue, new, snippet, adding=False, dry_run=dry_run, form=form)


def _target(into: Path | None, identifier: str | None) -> Path:
    """Return the catalogue to change.

    Raises:
        UserError: none was named, and the project has none (or none with ``identifier``).
    """
    if into is not None:
        return into
    if identifier is not None:
        for path in find_project_glossaries(Path.cwd()):
            if path.suffix.lower() != ".po":
                continue
            if identifier in open_catalogue(path).glossary.by_id:
                return path
        raise UserError(
            _("no catalogue of the project holds {identifier!r}").format(identifier=identifier),
            hint=_("name one: --into FILE.po"),
            status=ExitStatus.USAGE,
        )
    folder = find_project_folder(Path.cwd())
    if folder is not None:
        return folder / "terms.po"
    raise UserError(
        _("no catalogue to add to"),
        hint=_("name one with --into FILE.po, or make a folder {folder} here").format(
            folder=FOLDERS[0]
        ),
        status=ExitStatus.USAGE,
    )


def _finish(
    catalogue: Catalogue,
    new: Iterable[Concept],
    snippet: str | None,
    *,
    adding: bool,
    dry_run: bool,
    form: str,
) -> None:
    """Lint, write and tell; with a problem nothing is written and the exit code is 1."""
    after = merged(catalogue, new, adding=adding)
    text = rendered(catalogue, after)
    came_from = None if snippet is None or snippet == "-" else Path(snippet)
    found = problems(catalogue, text, ignored=came_from)
    changes = diff(catalogue.glossary, after)
    done = not found and text != catalogue.text
    if done and not dry_run:
        save(catalogue, text)
    if form == "json":
        print_json(
            {
                "file": str(catalogue.path),
                "written": done and not dry_run,
                "changes": [asdict(c) for c in changes],
                "problems": [str(p) for p in found],
            }
        )
    else:
        for change in changes:
            click.echo(str(change))
        for problem in found:
            click.echo(str(problem), err=True)
        if done:
            told = _("would be written") if dry_run else _("written")
            click.echo(f"{catalogue.path}: {told}", err=True)
        else:
            click.echo(_("{path} was not changed.").format(path=catalogue.path), err=True)
    if found:
        raise SystemExit(int(ExitStatus.FINDINGS))
