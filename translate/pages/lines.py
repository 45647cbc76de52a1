"""Findings a line each: for a terminal, and as annotations that GitHub Actions understand."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext

from ..checks.model import Checked
from ..labels import counted
from ..result import Severity
from .located import Located, located

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def to_text(checked: Checked) -> str:
    """Return a line a finding, as compilers write them, then a line of counts.

    Editors and terminals know ``file:line:`` and jump there.
    """
    lines = [_line(item) for item in located(checked)]
    return "\n".join((*lines, summary(checked))) + "\n"


def summary(checked: Checked) -> str:
    """Return the counts in one line.

    >>> from glossary.model import Glossary
    >>> summary(Checked((), ("a.po",), (), Glossary()))
    '1 file, 0 segments: nothing to look at'
    """
    counts = checked.counts()
    told = [
        counted(severity.value, counts[severity]).format(count=counts[severity])
        for severity in Severity
        if counts[severity]
    ]
    files, segments = len(checked.files), len(checked.pairs)
    return _("{files}, {segments}: {told}").format(
        files=ngettext("{count} file", "{count} files", files).format(count=files),
        segments=ngettext("{count} segment", "{count} segments", segments).format(count=segments),
        told=", ".join(told) or _("nothing to look at"),
    )


def _line(item: Located) -> str:
    place = f"{item.place}: " if str(item.place) else ""
    finding = item.finding
    return f"{place}{_(finding.severity.value)}: {item.message} [{finding.check}]"


def to_github(checked: Checked) -> str:
    """Return workflow commands: annotations beside the changed lines of a pull request.

    Escaped as the runner's toolkit does, so that no text of a file can end a command or begin
    another.
    """
    return "".join(f"{_command(item)}\n" for item in located(checked))


def _command(item: Located) -> str:
    finding, place = item.finding, item.place
    properties = [("file", place.file)] if place.file else []
    if place.line:
        properties.append(("line", str(place.line)))
    properties.append(("title", f"{finding.check} ({place.unit})" if place.unit else finding.check))
    told = ",".join(f"{name}={_property(value)}" for name, value in properties)
    return f"::{_COMMANDS[finding.severity]} {told}::{_data(item.message)}"


def _data(text: str) -> str:
    r"""Return text as the value of a workflow command.

    >>> _data("50 %\n::error::x")
    '50 %25%0A::error::x'
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return text as the value of a property, where two more signs have a meaning.

    >>> _property("a,b:c")
    'a%2Cb%3Ac'
    """
    return _data(text).replace(":", "%3A").replace(",", "%2C")
