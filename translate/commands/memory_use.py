"""Options with which a translation run asks a memory, and never changes it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from ..memory.model import Direction
    from ..memory.recall import Memory

_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user said about a memory; without ``path`` there is none."""

    path: Path | None
    threshold: int
    strict: bool

    def load(self, direction: Direction, *, create: bool = False) -> Memory | None:
        """Return the memory as it is now; with ``create`` one that is missing is none.

        Raises:
            UserError: missing, damaged, not a memory, or made by a later version.
        """
        if self.path is None or (create and not self.path.exists()):
            return None
        from ..memory.recall import load

        return load(self.path, direction, threshold=self.threshold, strict=self.strict)


def memory_use_options(function: _F) -> _F:
    """Add ``--memory``, ``--memory-threshold`` and ``--memory-strict`` (argument ``asked``)."""

    @functools.wraps(function)
    def call(
        *args: Any, memory: Path | None, memory_threshold: int, memory_strict: bool, **named: Any
    ) -> Any:
        if memory is None and memory_strict:
            raise click.UsageError(_("--memory-strict needs --memory"))
        return function(*args, asked=Asked(memory, memory_threshold, memory_strict), **named)

    for option in (
        click.option(
            "--memory-strict",
            is_flag=True,
            help="Do not use approved translations that break the glossary.",
        ),
        click.option(
            "--memory-threshold",
            type=click.IntRange(50, 100),
            default=75,
            show_default=True,
            help="Lowest score of a fuzzy match told in the report; 100 for none.",
        ),
        click.option(
            "--memory",
            type=click.Path(path_type=Path),
            help="Translation memory: approved translations of the same text are used.",
        ),
    ):
        call = option(call)
    return call  # type: ignore[return-value]  # the same function with other options
