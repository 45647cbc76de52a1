"""The ``sahel models`` group: which model translates, and where it comes from."""

from __future__ import annotations

import json
import sys
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from glossary.errors import UserError
from glossary.model import LANGUAGES, Language

from ..cli_errors import Group
from ..packages import find as packages
from ..packages.layout import EMBEDDED, ModelPackage, embedded

_LANGUAGE = click.Choice(list(LANGUAGES))
_DIRECTIONS: tuple[tuple[Language, Language], ...] = (("en", "fr"), ("fr", "en"))


@click.group(cls=Group)
def models() -> None:
    """Show, choose, install and remove translation models.

    sahel-translate brings a model for French and English in both directions. Packages of Argos
    Translate (.argosmodel files) can be used instead.

    \b
    Example:
      sahel models list
    """


@models.command("list")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def list_models(form: str) -> None:
    """List the models there are and say which one is used for each direction.

    Damaged folders among the packages are named on stderr.

    \b
    Example:
      sahel models list --format json
    """
    inventory = packages.installed()
    problems = [f"{problem.path}: {problem.what}" for problem in inventory.problems]
    try:
        chosen = packages.choices()
    except UserError as error:
        chosen = dict.fromkeys(("en-fr", "fr-en"), "")  # nothing is used until it is mended
        problems.append(str(error))
    found = [embedded(*pair) for pair in _DIRECTIONS] + list(inventory.packages)
    rows = [_row(package, chosen) for package in found]
    if form == "json":
        click.echo(json.dumps({"models": rows, "problems": problems}, indent=1))
        return
    for row in rows:
        mark = "*" if row["used"] else " "
        click.echo(f"{mark} {row['source']} -> {row['target']}  {row['name']}  {row['version']}")
    for problem in problems:
        click.echo(_("Warning: {problem}").format(problem=problem), err=True)


def _row(package: ModelPackage, chosen: dict[str, str]) -> dict[str, Any]:
    used = chosen.get(f"{package.source}-{package.target}", EMBEDDED)
    return {
        "name": package.name,
        "source": package.source,
        "target": package.target,
        "version": package.version,
        "embedded": package.embedded,
        "used": package.name == used,
        "annotations": bool(package.metadata.term),
        "markers": len(package.metadata.markers),
        "path": str(package.tokenizer.parent),
    }


@models.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Only check the file; install nothing.")
def install(file: Path, check: bool) -> None:
    """Install the package FILE (.argosmodel) after checking all of it.

    It goes where Argos Translate keeps its packages and replaces one of the same name. It is not
    used before 'sahel models use' or --model names it.

    \b
    Example:
      sahel models install translate-fr_en-1_9.argosmodel
    """
    from ..packages import check as package_check
    from ..packages import files as package_files

    if check:
        sound = package_check.validate(file)
        click.echo(
            _("{file}: sound: {folder}, {source} -> {target}, {size:.0f} MiB").format(
                file=file,
                folder=sound.folder,
                source=sound.metadata.source,
                target=sound.metadata.target,
                size=sound.size / 2**20,
            )
        )
        return
    _installed(package_files.install(file))


def _installed(package: ModelPackage) -> None:
    click.echo(package.name)
    click.echo(
        _("Installed; to use it: sahel models use {source} {target} {name}").format(
            source=package.source, target=package.target, name=package.name
        ),
        err=True,
    )


@models.command()
@click.argument("source", type=_LANGUAGE)
@click.argument("target", type=_LANGUAGE)
def download(source: Language, target: Language) -> None:
    """Fetch Argos Translate's newest package from SOURCE to TARGET and install it.

    The only command that uses the network.

    \b
    Example:
      sahel models download fr en
    """
    from ..packages import download as fetching

    _two_languages(source, target)
    _installed(fetching.download(source, target, progress=_progress()))


def _progress() -> Any:
    """Return something that shows progress on a terminal; None where nobody looks."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, expected: int) -> None:
        told = _("{done:.0f} of {total:.0f} MiB") if expected else _("{done:.0f} MiB")
        end = "\n" if done == expected else ""
        told = told.format(done=done / 2**20, total=expected / 2**20)
        click.echo(f"\r{told}{end}", nl=False, err=True)

    return show


@models.command()
@click.argument("name")
def remove(name: str) -> None:
    """Remove the installed package NAME.

    A direction that used it goes back to the embedded model.

    \b
    Example:
      sahel models remove translate-fr_en-1_9
    """
    from ..packages import files as package_files

    package, chosen = package_files.remove(name)
    click.echo(package.name)
    if chosen:
        click.echo(
            _("{source} -> {target} uses the embedded model again.").format(
                source=package.source, target=package.target
            ),
            err=True,
        )


@models.command()
@click.argument("source", type=_LANGUAGE)
@click.argument("target", type=_LANGUAGE)
@click.argument("name")
def use(source: Language, target: Language, name: str) -> None:
    """Use the model NAME from SOURCE to TARGET from now on; 'embedded' is the one built in.

    \b
    Example:
      sahel models use fr en translate-fr_en-1_9
    """
    _two_languages(source, target)
    path = packages.use(source, target, name)
    click.echo(
        _("{source} -> {target} uses {name} ({path}).").format(
            source=source, target=target, name=name, path=path
        ),
        err=True,
    )


@models.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
def export(directory: Path) -> None:
    """Write the embedded model into DIRECTORY as ordinary Argos Translate packages.

    \b
    Example:
      sahel models export packages
    """
    from ..packages import files as package_files

    for path in package_files.export(directory):
        click.echo(str(path))


def _two_languages(source: Language, target: Language) -> None:
    if source == target:
        raise click.UsageError(_("the two languages are the same"))
