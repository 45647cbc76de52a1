"""What goes wrong, told so that the reader knows what to do next, and the exit codes."""

from __future__ import annotations

from enum import IntEnum
from gettext import gettext as _


class ExitStatus(IntEnum):
    """Exit codes of every command; documented in ``docs/reference.md``."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    NO_ENGINE = 4
    INTERRUPTED = 130


class UserError(Exception):
    """A mistake the user can mend: what happened, where, and what to do next.

    ``status`` is the exit code the command line ends with. Never shown as a traceback.

    >>> str(UserError("not UTF-8", where="note.txt: byte 12", hint="try --encoding cp1252"))
    'note.txt: byte 12: not UTF-8; try --encoding cp1252'
    """

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        hint: str = "",
        status: ExitStatus = ExitStatus.UNREADABLE,
    ) -> None:
        self.what = what
        self.where = where
        self.hint = hint
        self.status = status
        message = f"{where}: {what}" if where else what
        super().__init__(
            _("{message}; {hint}").format(message=message, hint=hint) if hint else message
        )
