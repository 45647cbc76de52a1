"""The ``sahel doctor`` command."""

from __future__ import annotations

import click

from ..cli_errors import Command


@click.command(cls=Command)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_context
def doctor(ctx: click.Context, form: str) -> None:
    """Check the installation: versions, models, glossary, import names, directories.

    Uses no network and creates nothing. Ends with 0 when all is well, 1 when something should be
    mended, 4 when no translation is possible.

    \b
    Example:
      sahel doctor
    """
    from ..doctor import examine, model

    found = examine.examine()
    click.echo(model.to_json(found) if form == "json" else model.to_text(found), nl=False)
    ctx.exit(int(model.status(found)))
