"""Text whose characters know their place in a file, so that an edit touches nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from gettext import gettext as _

from glossary.errors import ExitStatus, UserError
from glossary.model import Language, other

from ...detect import detect
from ...grammar.changes import Change
from ..model import Pair


@dataclass(frozen=True, slots=True)
class Located:
    """A text and, for each of its characters, the half-open span of the file it was read from."""

    text: str = ""
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    @classmethod
    def of(cls, parts: Iterator[tuple[str, int, int]]) -> Located:
        """Put a text together from characters, or runs of them, with their spans.

        A run is as long as its span, or one character that the file writes with several.
        """
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for run, start, end in parts:
            text.append(run)
            if len(run) == end - start:
                starts += range(start, end)
                ends += range(start + 1, end + 1)
            else:
                starts += [start] * len(run)
                ends += [end] * len(run)
        return cls("".join(text), tuple(starts), tuple(ends))

    def stripped(self) -> Located:
        """Return it without outer white space."""
        begin = len(self.text) - len(self.text.lstrip())
        stop = max(begin, len(self.text.rstrip()))
        return Located(self.text[begin:stop], self.starts[begin:stop], self.ends[begin:stop])

    def patches(self, change: Change, escape: Callable[[str], str]) -> list[tuple[int, int, str]]:
        """Return the replacements in the file that a change of the text asks for.

        What the file has between two characters of the text (a line break of a catalogue, a tag)
        stays.

        >>> Located("ab", (0, 5), (1, 6)).patches(Change(0, 2, "ab", "x", ""), str)
        [(0, 1, 'x'), (5, 6, '')]
        """
        if change.start == change.end:
            inside = change.start < len(self.starts)
            at = self.starts[change.start] if inside else self.ends[-1] if self.ends else 0
            return [(at, at, escape(change.after))] if self.ends else []
        runs: list[list[int]] = []
        for index in range(change.start, change.end):
            if runs and runs[-1][1] == self.starts[index]:
                runs[-1][1] = self.ends[index]
            elif not runs or runs[-1][1] < self.starts[index]:
                runs.append([self.starts[index], self.ends[index]])
        new = escape(change.after)
        return [(a, b, new if i == 0 else "") for i, (a, b) in enumerate(runs)]


@dataclass(frozen=True, slots=True)
class LocatedBitext:
    """A bilingual file: pairs whose targets know where they stand.

    ``extents`` are the half-open ranges of lines, from 1, that each pair's entry takes.
    """

    text: str
    pairs: tuple[Pair, ...]
    targets: tuple[Located, ...]
    escape: Callable[[str], str]
    extents: tuple[tuple[int, int], ...] = ()

    def mended(self, edits: Mapping[int, Sequence[Change]]) -> str:
        """Return the file with edits of targets, by number of pair."""
        patches = [
            patch
            for index, changes in edits.items()
            for change in changes
            for patch in self.targets[index].patches(change, self.escape)
        ]
        parts: list[str] = []
        at = 0
        for start, end, new in sorted(patches):
            if start < at:
                raise ValueError("edits overlap")
            parts += [self.text[at:start], new]
            at = end
        return "".join([*parts, self.text[at:]])


def told(
    source: Language | None,
    target: Language | None,
    stated: tuple[str, str],
    samples: tuple[str, str],
    name: str,
) -> tuple[Language, Language]:
    """Return the languages: as told, as the file states, or as the words of ``samples`` show.

    Raises:
        UserError: one and the same, neither French nor English, or too little to tell.
    """
    first = source or _known(stated[0])
    second = target or _known(stated[1])
    if first is None and second is None:
        second = detect(samples[1] if samples[1].strip() else samples[0], where=name)
    if second is None and first is not None:
        second = other(first)
    if first is None and second is not None:
        first = other(second)
    if first is None or second is None or first == second:
        raise UserError(
            _("source and translation are both {language}").format(
                language=_("French") if first == "fr" else _("English")
            ),
            where=name,
            hint=_("say what they are with --from and --to"),
            status=ExitStatus.USAGE,
        )
    return first, second


def _known(tag: str) -> Language | None:
    primary = tag.replace("_", "-").split("-")[0].lower()
    return "fr" if primary == "fr" else "en" if primary == "en" else None
