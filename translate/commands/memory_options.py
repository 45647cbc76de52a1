"""Options and habits that the commands of ``sahel memory`` share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .. import __version__

if TYPE_CHECKING:
    from ..memory.store import Store

_F = TypeVar("_F", bound=Callable[..., Any])

DEFAULT = Path("sahel-memory.sqlite")
STATUSES = click.Choice(["approved", "unreviewed", "machine"])
LANGUAGE = click.Choice(["fr", "en"])
TOOL = f"sahel-translate {__version__}"


def memory_option(function: _F) -> _F:
    """Add ``--memory FILE`` (argument ``path``)."""
    return click.option(
        "--memory",
        "path",
        type=click.Path(path_type=Path),
        default=DEFAULT,
        show_default=True,
        help="The memory's file.",
    )(function)


def dry_run_option(function: _F) -> _F:
    """Add ``--dry-run``."""
    return click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")(
        function
    )


def opened(path: Path, dry_run: bool) -> AbstractContextManager[Store]:
    """Return the memory to write to, or for a dry run a copy of it."""
    from ..memory.store import rehearsing, writing

    return rehearsing(path) if dry_run else writing(path)


def now() -> str:
    """Return the time, as units keep it."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
