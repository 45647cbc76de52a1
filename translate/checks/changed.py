"""What changed since a revision, as git tells it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from glossary.errors import ExitStatus, UserError

from .model import Checked, CheckedPair, Pair

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a file, as half-open ranges from 1; ``None`` for all of a new file."""

    ranges: tuple[tuple[int, int], ...] | None

    def touches(self, first: int, after: int) -> bool:
        """Tell whether any of the lines first..after-1 is among them.

        >>> Lines(((5, 7),)).touches(6, 9), Lines(((5, 7),)).touches(7, 9)
        (True, False)
        """
        return self.ranges is None or any(a < after and first < b for a, b in self.ranges)


def changed_lines(path: Path, revision: str) -> Lines:
    """Return the lines of a file that are not as they were at a revision.

    A line taken away counts as the two that it stood between: either may have been its pair's.

    Raises:
        UserError: no git, no repository, or no such revision.
    """
    folder, name = path.absolute().parent, path.name
    _revision(folder, revision)
    if not _git(folder, "ls-files", "--", name).strip():
        return Lines(None)  # git does not know it yet: all of it is new
    told = _git(folder, "diff", "--no-ext-diff", "--no-color", "-U0", revision, "--", name)
    found = []
    for match in _HUNK.finditer(told):
        first, count = int(match[1]), int(match[2] or "1")
        found.append((max(first, 1), first + max(count, 1)) if count else (first, first + 2))
    return Lines(tuple(found))


def changed_files(folder: Path, revision: str) -> tuple[Path, ...]:
    """Return the files in a folder and below that are not as they were at a revision.

    Raises:
        UserError: as `changed_lines`.
    """
    _revision(folder, revision)
    told = _git(folder, "diff", "--name-only", "--relative", "--diff-filter=d", "-z", revision)
    new = _git(folder, "ls-files", "--others", "--exclude-standard", "-z")
    names = sorted({n for n in (told + new).split("\0") if n})
    return tuple(folder / n for n in names)


def _revision(folder: Path, revision: str) -> None:
    try:
        _git(
            folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        )
    except UserError as error:
        if error.status is ExitStatus.USAGE:
            raise  # no git at all
        raise UserError(
            _("no revision {revision!r}, or no git repository").format(revision=revision),
            where=str(folder),
            hint=_("see 'git log'; in CI, fetch it first (fetch-depth: 0)"),
            status=ExitStatus.USAGE,
        ) from None


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            check=True,
            timeout=60,
        )
    except FileNotFoundError:
        raise UserError(
            _("git is not found"),
            hint=_("--changed-since needs it"),
            status=ExitStatus.USAGE,
        ) from None
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        said = (error.stderr or b"").decode("utf-8", "replace").strip()
        raise UserError(
            _("git {command}: {answer}").format(command=arguments[0], answer=said or _("failed")),
            where=str(folder),
        ) from None
    return done.stdout.decode("utf-8", "replace")


def only_changed(
    checked: Checked,
    target: Lines,
    source: Lines | None = None,
    extents: Sequence[tuple[int, int]] = (),
) -> Checked:
    """Return a check of one file without the findings of pairs that did not change.

    ``extents`` are the lines of each pair; without them a pair reaches from its line to that of
    the next. All pairs are still read, so that checks of the whole document know it all.
    """
    if target.ranges is None:
        return checked
    places = extents or _extents([c.pair.where.line for c in checked.pairs])
    origins = _extents([_origin(c.pair) for c in checked.pairs])
    kept: list[CheckedPair] = []
    for item, place, origin in zip(checked.pairs, places, origins, strict=True):
        touched = target.touches(*place) or (source is not None and source.touches(*origin))
        kept.append(item if touched else CheckedPair(item.pair, (), item.terms))
    return Checked(tuple(kept), checked.files, checked.checks, checked.glossary)


def _origin(pair: Pair) -> int:
    return pair.source_where.line if pair.source_where is not None else 0


def _extents(lines: Sequence[int]) -> list[tuple[int, int]]:
    """Return from each line to the next greater one."""
    rising = sorted(set(lines))
    after = dict(zip(rising, [*rising[1:], 10**9], strict=True))
    return [(line, max(after[line], line + 1)) for line in lines]
