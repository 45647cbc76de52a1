"""The findings of a check with the places an editor, or a pipeline, goes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote

from ..checks.model import Checked, Pair, Place
from ..result import Finding


@dataclass(frozen=True, slots=True)
class Located:
    """A finding, the pair it was found in, and where the translation stands."""

    finding: Finding
    pair: Pair

    @property
    def place(self) -> Place:
        """Where the translation stands: whatever is wrong, that is where it is put right."""
        return self.pair.where

    @property
    def words(self) -> str:
        """The words found, empty where the finding is about the whole."""
        span = self.finding.span
        text = self.pair.source if self.finding.side == "source" else self.pair.target
        return "" if span is None or text is None else text[span[0] : span[1]]

    @property
    def message(self) -> str:
        """The message in one line, with what could stand there instead."""
        text = " ".join(self.finding.message.split())
        return f"{text} -> {self.finding.suggestion}" if self.finding.suggestion else text


def located(checked: Checked) -> Iterator[Located]:
    """Yield all findings in reading order."""
    for pair in checked.pairs:
        for finding in pair.findings:
            yield Located(finding, pair.pair)


def uri(file: str) -> str:
    r"""Return the address of a file as SARIF wants it: relative, or with its scheme.

    >>> uri("po/fr é.po"), uri(r"po\fr.po"), uri("/srv/a.po"), uri("C:\\a.po")
    ('po/fr%20%C3%A9.po', 'po/fr.po', 'file:///srv/a.po', 'file:///C:/a.po')
    """
    windows = PureWindowsPath(file)
    path = windows.as_posix() if "\\" in file or windows.drive else file
    if windows.drive:
        return f"file:///{quote(path, safe='/:', errors='replace')}"
    address = quote(path, errors="replace")
    return f"file://{address}" if PurePosixPath(path).is_absolute() else address
