"""What a corrected PO or XLIFF file teaches: the translations that a person has approved.

Read with the same adapters that take such a file apart for translation, so that what was learned
is found again in the next file. What is not taken is named with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from gettext import gettext as _

from glossary.errors import ExitStatus, UserError

from .. import formats
from ..document import Code
from .learn_po import read_po
from .learn_xliff import read_xliff
from .model import Context, Direction, Entry, Origin, Status, key_of, neighbours
from .taught import Side, Taught
from .tmx import Skipped


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a file teaches, and what it does not."""

    entries: tuple[Entry, ...]
    skipped: tuple[Skipped, ...]


def learn(
    text: str,
    *,
    name: str,
    direction: Direction,
    origin: Origin,
    unmarked: bool = False,
) -> Lesson:
    """Return the approved units of a PO or XLIFF text.

    PO: translated entries that are neither fuzzy nor obsolete. XLIFF: targets that are approved or
    in a state that a person gives; with ``unmarked`` those without any state as well. A translation
    that says it is a machine's is never taken.

    Raises:
        UserError: another format (exit 2), not well-formed, or in other languages.
    """
    form = formats.format_of(name)
    readers = {"po": read_po, "xliff": read_xliff}
    if form not in readers:
        raise UserError(
            _("only PO and XLIFF say what a person has approved"),
            where=name,
            hint=_("other pairs of texts: sahel memory add, or import a TMX file"),
            status=ExitStatus.USAGE,
        )
    stated = formats.declared(formats.read(text, name=name, format=form))
    for language, wanted in zip(stated, direction, strict=True):
        if language and language != wanted:
            raise UserError(
                _("is in {language!r} where {wanted!r} is expected").format(
                    language=language, wanted=wanted
                ),
                where=name,
                hint=_("change --to"),
                status=ExitStatus.USAGE,
            )
    taught = list(readers[form](text, name, unmarked))
    keys = [key_of(t.source.text) for t in taught]
    entries: list[Entry] = []
    skipped: list[Skipped] = []
    for index, unit in enumerate(taught):
        reason = unit.reason or _unfit(unit)
        if reason:
            skipped.append(Skipped(unit.where, reason))
            continue
        context = Context(unit.key, *neighbours(keys, index))
        entries.append(_entry(unit, direction, context, origin))
    return Lesson(tuple(entries), tuple(skipped))


def _unfit(unit: Taught) -> str:
    if unit.target is None or not unit.target.text.strip():
        return _("no translation")
    if not any(c.isalpha() for c in unit.source.text):
        return _("no words")
    return ""


def _entry(unit: Taught, direction: Direction, context: Context, origin: Origin) -> Entry:
    assert unit.target is not None
    source, target = _numbered(unit.source, unit.target)
    return Entry(
        *direction,
        source.text,
        target.text,
        source.codes,
        target.codes,
        Status.APPROVED,
        context,
        origin,
    )


def _numbered(source: Side, target: Side) -> tuple[Side, Side]:
    """Number the codes so that those of source and target that are the same have one number.

    The same markup in the same order is the same code: the second ``<b>`` answers the second.
    """
    known: dict[tuple[str, int], int] = {}
    numbers: dict[int, int] = {}
    for code, place in _placed(source.codes):
        number = numbers.setdefault(code.pair, len(numbers) + 1)
        known.setdefault((code.raw, place), number)
    ours = tuple(replace(c, pair=numbers[c.pair]) for c in source.codes)
    theirs: dict[int, int] = {}
    fresh = len(numbers)
    for code, place in _placed(target.codes):
        if code.pair not in theirs:
            answer = known.get((code.raw, place))
            if answer is None or answer in theirs.values():
                fresh += 1
                answer = fresh
            theirs[code.pair] = answer
    return Side(source.text, ours), Side(
        target.text, tuple(replace(c, pair=theirs[c.pair]) for c in target.codes)
    )


def _placed(codes: Sequence[Code]) -> Iterator[tuple[Code, int]]:
    """Yield each code with how often its markup has been there before."""
    seen: dict[str, int] = {}
    for code in codes:
        place = seen.get(code.raw, 0)
        seen[code.raw] = place + 1
        yield code, place


def reasons(skipped: Iterable[Skipped]) -> dict[str, int]:
    """Return how often each reason was given, the most frequent first."""
    counts: dict[str, int] = {}
    for item in skipped:
        counts[item.reason] = counts.get(item.reason, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
