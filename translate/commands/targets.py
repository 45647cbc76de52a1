"""The files that a command is told to write: refused before any work, not after it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from gettext import gettext as _
from pathlib import Path

from glossary.errors import ExitStatus, UserError


def check_targets(file: str, output: Path | None, report: Path | None, memory: Path | None) -> None:
    """Refuse what would be refused, or would destroy something, once the work is done.

    Raises:
        UserError: a target is the input, the memory, a directory or the other target, or lies in
            a folder that does not exist (exit 2).
    """
    targets: Mapping[str, Path | None] = {"--output": output, "--report": report}
    for what, path in targets.items():
        if path is None or str(path) == "-":
            continue
        check_inputs(what, path, (Path(file),))
        if memory is not None and _same(memory, path):
            raise _refused(
                _("{what} is the translation memory"), what, path, _("name another file")
            )
        if path.is_dir():
            raise _refused(_("{what} is a directory"), what, path, _("name a file to write"))
        if not path.absolute().parent.is_dir():
            raise _refused(
                _("the folder for {what} does not exist"), what, path, _("create it first")
            )
    # without --output, and for '-', it is standard output
    if report is not None and _same(output or Path("-"), report):
        told = _("--output and --report are one file")
        raise _refused(told, "--output", report, _("name two"))


def check_inputs(what: str, path: Path | None, files: Iterable[Path]) -> None:
    """Refuse to write over a file that is read; '-' is standard input, and standard output.

    Raises:
        UserError: ``path`` is one of ``files`` (exit 2).
    """
    if path is None or str(path) == "-":
        return
    if any(str(file) != "-" and _same(file, path) for file in files):
        raise _refused(_("{what} is the input itself"), what, path, _("name another file"))


def check_report_suffix(report: Path | None, known: Collection[str]) -> None:
    """Refuse a report whose suffix asks for a form that there is not; without one it is JSON.

    Raises:
        UserError: another suffix than those of ``known`` (exit 2).
    """
    if report is None or not report.suffix or report.suffix.lower() in known:
        return
    raise _refused(
        _("a report is not written as {suffix}"),
        "--report",
        report,
        _("name it with one of {words}").format(words=", ".join(sorted(known))),
    )


def _refused(told: str, what: str, path: Path, hint: str) -> UserError:
    said = told.format(what=what, suffix=path.suffix)
    return UserError(said, where=str(path), hint=hint, status=ExitStatus.USAGE)


def _same(one: Path, two: Path) -> bool:
    try:
        return os.path.samefile(one, two)  # noqa: PTH121 - also true for hard links
    except OSError:
        return one.absolute() == two.absolute()
