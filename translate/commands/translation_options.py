"""What a user can say of a translation, whatever the command that makes it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from glossary.cli_options import chosen, glossary_options
from glossary.model import Glossary, Language, other

from .. import formats
from ..consistency.options import Agreement, consistency_options
from ..passes import PASSES
from .memory_use import Asked, memory_use_options

if TYPE_CHECKING:
    from ..packages.layout import ModelPackage
    from ..settings import Settings

_F = TypeVar("_F", bound=Callable[..., Any])

model_option = click.option("--model", help="Use this model (see 'sahel models list').")
target_option = click.option(
    "--to", "target", type=click.Choice(["fr", "en"]), required=True, help="Language wanted."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user said of a translation, but for the languages."""

    glossaries: tuple[Path, ...]
    no_project: bool
    no_glossary: bool
    model: str | None
    encoding: str | None
    options: formats.Options
    without: tuple[str, ...]
    asked: Asked
    agreement: Agreement

    def package(self, target: Language) -> ModelPackage:
        """Return the model that translates into ``target``.

        Raises:
            UserError: there is none of that name for that direction (exit 4).
        """
        from ..packages.find import find

        return find(other(target), target, self.model)

    def glossary(self, target: Language) -> Glossary | None:
        """Return the glossary in force, None for the engine alone.

        Raises:
            UserError: a glossary or a table of names cannot be read.
        """
        known = None if self.no_glossary else chosen(self.glossaries, self.no_project)
        return self.agreement.over(known, other(target))

    def settings(self, target: Language, *, create: bool = False) -> Settings:
        """Return the settings of the run, its memory loaded; with ``create`` it may be missing.

        Raises:
            UserError: the memory cannot be read.
        """
        from ..settings import Settings

        return Settings(
            passes=tuple(p for p in PASSES if p not in self.without),
            memory=self.asked.load((other(target), target), create=create),
            variant=self.agreement.variant,
            expand_first=self.agreement.expand_first,
        )


def translation_options(function: _F) -> _F:
    """Add glossary, model, input and passes, memory and agreement (argument ``wanted``)."""

    @functools.wraps(function)
    def call(
        *args: Any,
        glossaries: tuple[Path, ...],
        no_project: bool,
        no_glossary: bool,
        model: str | None,
        encoding: str | None,
        fields: tuple[str, ...],
        fuzzy: bool,
        without: tuple[str, ...],
        asked: Asked,
        agreement: Agreement,
        **named: Any,
    ) -> Any:
        wanted = Wanted(
            glossaries,
            no_project,
            no_glossary,
            model,
            encoding,
            formats.Options(fields, fuzzy),
            without,
            asked,
            agreement,
        )
        return function(*args, wanted=wanted, **named)

    for option in (
        consistency_options,
        memory_use_options,
        click.option(
            "--without",
            multiple=True,
            type=click.Choice(PASSES),
            help="Leave out a pass over the engine's text (repeatable).",
        ),
        click.option("--fuzzy", is_flag=True, help="Translate PO entries marked fuzzy anew."),
        click.option(
            "--field",
            "fields",
            multiple=True,
            metavar="NAME",
            help="Translate this field of JSON or column of CSV (repeatable; a.b for b inside a).",
        ),
        click.option(
            "--encoding", help="Encoding of the input, and of the output.  [default: UTF-8]"
        ),
        model_option,
        click.option("--no-glossary", is_flag=True, help="The engine alone."),
        glossary_options,
    ):
        call = option(call)
    return call  # type: ignore[return-value]  # the same function with other options
