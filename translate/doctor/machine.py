"""What the machine allows: directories that can be written, a terminal that shows French."""

from __future__ import annotations

import os
from collections.abc import Iterable
from gettext import gettext as _
from pathlib import Path

from ..packages import places
from .model import Check, Health


def check_directories() -> Iterable[Check]:
    """Yield whether packages and choices could be written; translating needs neither."""
    choice = places.choice_file()
    wanted = {
        _("package directory"): next(iter(places.package_directories()), None),
        _("settings directory"): choice.parent if choice else None,
    }
    for name, path in wanted.items():
        if path is None:
            yield Check(name, Health.NOTE, _("none: there is no home directory"))
        elif _writable(path):
            yield Check(name, Health.OK, str(path))
        else:
            advice = _("only 'sahel models' writes there; translating does not need it")
            yield Check(name, Health.NOTE, _("{path} cannot be written").format(path=path), advice)


def _writable(path: Path) -> bool:
    """Tell whether ``path`` is, or could be made, a directory we may write to."""
    for place in (path, *path.absolute().parents):
        if os.access(place, os.F_OK):
            return place.is_dir() and os.access(place, os.W_OK | os.X_OK)
    return False


def check_encoding(name: str, encoding: str | None) -> Check:
    """Tell whether a stream can carry French.

    >>> check_encoding("stdout", "cp850").health.value
    'note'
    """
    if (encoding or "").lower().replace("-", "").replace("_", "") == "utf8":
        return Check(name, Health.OK, "UTF-8")
    advice = _("set PYTHONUTF8=1 to see every character")
    return Check(
        name,
        Health.NOTE,
        _("encoding is {encoding}").format(encoding=encoding or _("unknown")),
        advice,
    )
