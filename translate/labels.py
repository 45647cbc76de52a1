"""The values of enumerations that people read: ``_(severity.value)`` says them in their language.

Scripts get the values bare. A test compares this list with the enumerations.
"""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext

from .interface import N_

SEVERITIES = (N_("error"), N_("warning"), N_("info"))
HOWS = (
    N_("native"),
    N_("annotated"),
    N_("n-best"),
    N_("substituted"),
    N_("forced"),
    N_("masked"),
    N_("repaired"),
    N_("memory"),
    N_("ambiguous"),
    N_("failed"),
)
OUTCOMES = (
    N_("translated"),
    N_("planned"),
    N_("unchanged"),
    N_("edited"),
    N_("skipped"),
    N_("failed"),
)
ORIGINS = (N_("default"),)
HEALTHS = (N_("ok"), N_("note"), N_("warning"), N_("failure"))
COLUMNS = (
    N_("direction"),
    N_("status"),
    N_("file"),
    N_("author"),
    N_("tool"),
    N_("glossary"),
)
MEMORY = (
    N_("approved"),
    N_("unreviewed"),
    N_("machine"),
    N_("context"),
    N_("exact"),
    N_("fuzzy"),
)


def placed(where: str) -> str:
    """Return a place in a document as people read it; documents and JSON say it in English.

    >>> placed("line 12"), placed("title")
    ('line 12', 'title')
    """
    number = where.removeprefix("line ")
    return _("line {number}").format(number=number) if number != where else where


def counted(severity: str, number: int) -> str:
    """Return how ``number`` findings of a severity are told; ``{count}`` is still to be filled in.

    >>> counted("warning", 2)
    '{count} warnings'
    """
    if severity == "error":
        return ngettext("{count} error", "{count} errors", number)
    if severity == "warning":
        return ngettext("{count} warning", "{count} warnings", number)
    return ngettext("{count} note", "{count} notes", number)
