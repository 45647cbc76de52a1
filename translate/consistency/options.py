"""Options of the commands that translate: spelling, first mentions, frozen names."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from typing import Any, TypeVar

import click

from glossary.layers import layered
from glossary.model import Glossary, Language
from glossary.variants import VARIANTS, Variant

_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the user said about agreement: within English, between documents, of acronyms."""

    variant: Variant | None
    names: tuple[Path, ...]
    expand_first: bool

    def over(self, glossary: Glossary | None, source: Language) -> Glossary | None:
        """Return ``glossary`` under the names files; the last file named wins.

        Raises:
            UserError: a file that cannot be read, or that contradicts itself.
        """
        if not self.names:
            return glossary
        from glossary.names import read_names

        layers = [read_names(path, source) for path in self.names]
        return layered(Glossary(name="none") if glossary is None else glossary, *layers)


def consistency_options(function: _F) -> _F:
    """Add ``--variant``, ``--names`` and ``--expand-first`` (argument ``agreement``)."""

    @functools.wraps(function)
    def call(
        *args: Any,
        variant: Variant | None,
        names: tuple[Path, ...],
        expand_first: bool,
        **named: Any,
    ) -> Any:
        _check_variant(variant, named.get("target"))
        return function(*args, agreement=Agreement(variant, names, expand_first), **named)

    for option in (
        click.option(
            "--expand-first",
            is_flag=True,
            help="Write glossary acronyms out at their first mention.",
        ),
        click.option(
            "--names",
            multiple=True,
            type=click.Path(path_type=Path),
            help="A table of names and what they become, in every document (repeatable).",
        ),
        click.option(
            "--variant",
            type=click.Choice(VARIANTS),
            help="Spelling of English output.  [default: as it comes]",
        ),
    ):
        call = option(call)
    return call  # type: ignore[return-value]  # the same function with other options


def _check_variant(variant: Variant | None, target: str | None) -> None:
    """Refuse ``--variant`` on the command line where the output is not English.

    A default from elsewhere may stand for both directions.
    """
    source = click.get_current_context().get_parameter_source("variant")
    named = source is click.core.ParameterSource.COMMANDLINE
    if variant and named and target not in (None, "en"):
        raise click.UsageError(_("--variant is about English output, and --to is fr"))
