"""How a command ends that cannot do what was asked: one line on stderr, a documented status."""

from __future__ import annotations

import contextlib
import errno
import gettext
import inspect
from collections.abc import Iterator
from gettext import gettext as _
from typing import Any

import click

from .errors import ExitStatus, UserError


class ShownError(click.ClickException):
    """A message that click prints as ``Error: ...`` before it ends with ``status``."""

    def __init__(self, message: str, status: ExitStatus) -> None:
        super().__init__(" ".join(message.split("\n")))
        self.exit_code = int(status)  # type: ignore[misc]  # click declares it for the class only


@contextlib.contextmanager
def reported() -> Iterator[None]:
    """Turn a :class:`UserError` into ``Error: ...`` and its status, Ctrl-C into status 130.

    So does a path that cannot even be looked at: ``Path.is_dir`` and its kin raise for a folder
    that may not be entered and for a name that is too long. Anything else stays a traceback: it is
    our mistake, and the traceback is what we need.
    """
    try:
        yield
    except UserError as error:
        raise ShownError(str(error), error.status) from None
    except OSError as error:
        if error.filename is None or error.errno not in (errno.EACCES, errno.ENAMETOOLONG):
            raise
        told = UserError(
            _("cannot be reached ({reason})").format(reason=error.strerror),
            where=str(error.filename),
            hint=_("check the name, its folder, and the permissions of both"),
        )
        raise ShownError(str(told), told.status) from None
    except KeyboardInterrupt:
        # click itself would end with 1, which means findings here
        raise ShownError(_("interrupted"), ExitStatus.INTERRUPTED) from None


def _with_h_option(settings: dict[str, Any]) -> dict[str, Any]:
    context = dict(settings.get("context_settings") or {})
    context.setdefault("help_option_names", ["-h", "--help"])
    return {**settings, "context_settings": context}


@contextlib.contextmanager
def _spoken(command: click.Command) -> Iterator[None]:
    """Have the texts of a command in the language of the interface, as long as they are shown.

    They are written as literals, before anybody has said which language that is.
    """
    texts: list[tuple[Any, str, str]] = []
    for owner, name in ((command, "help"), (command, "short_help"), (command, "epilog")):
        texts.append((owner, name, getattr(owner, name) or ""))
    texts += [(p, "help", p.help) for p in command.params if isinstance(p, click.Option) and p.help]
    shown = [(owner, name, text) for owner, name, text in texts if text]
    for owner, name, text in shown:
        setattr(owner, name, gettext.gettext(inspect.cleandoc(text)))
    try:
        yield
    finally:
        for owner, name, text in shown:
            setattr(owner, name, text)


class Command(click.Command):
    """A command with ``-h``, in the user's language, whose user errors end in one line."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **_with_h_option(settings))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; see :func:`reported`."""
        with reported():
            return super().invoke(ctx)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help."""
        with _spoken(self):
            super().format_help(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the line that stands for the command, or the group, in its group's help."""
        with _spoken(self):
            return super().get_short_help_str(limit)


class Group(Command, click.Group):
    """A group of such commands, and of such groups."""

    command_class = Command
    group_class = type
