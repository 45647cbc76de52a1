"""What a decoder says a second time beside a term it was made to write; the same in both languages.

"Mossi Mossi chiefs", "an 82 mm mortar shell mm": the term stands where it was put, and the word the
engine had begun with stands on. Only words that touch the term go, never the term.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from .changes import Change, Placed, Repaired, settle

_S = r"[ \t\r\n\u00a0\u202f]+"
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*['’]?")
_UNIT = re.compile(rf"\d{_S}(mm|cm|km|m|kg|g|litres?|tonnes?|mètres?|metres?){_S}$")
_SHORTEST = 4
"""Letters of a single word that is taken for an echo; "nous nous" is French."""


def echoes(text: str, spans: Sequence[Placed]) -> Iterator[Change]:
    """Yield what repeats a term, its first or its last words right beside it.

    ``spans`` are sorted and do not overlap; another term is no echo, for the source has it twice.

    >>> from glossary.model import Grammar
    >>> term = Placed(3, 18, Grammar(pos="noun", gender="m"))
    >>> [c.before for c in echoes("Un obus de mortier de mortier est tombé.", [term])]
    [' de mortier']
    """
    for index, span in enumerate(spans):
        if not 0 <= span.start < span.end <= len(text):
            continue
        left = spans[index - 1].end if index else 0
        right = spans[index + 1].start if index + 1 < len(spans) else len(text)
        words = list(_WORD.finditer(text, span.start, span.end))
        yield from _after(text, span, words, right)
        yield from _before(text, span, words, left)


def without_echoes(
    text: str, spans: Sequence[Placed], repair: Callable[[str, Sequence[Placed]], Repaired]
) -> Repaired:
    """Return what ``repair`` makes of a text whose echoes are gone, told as one list of changes.

    Why: an article agrees with the term only once nothing stands between them.
    """
    bare = settle(text, list(echoes(text, spans)), spans)
    done = repair(bare.text, bare.spans)
    if not bare.changes:
        return done
    return Repaired(done.text, _joined(text, bare.changes, done.changes), done.spans)


def _joined(text: str, deleted: Sequence[Change], later: Sequence[Change]) -> tuple[Change, ...]:
    """Return deletions and the changes made after them in offsets of the text before both."""
    points: list[tuple[int, Change]] = []
    gone = 0
    for change in deleted:
        points.append((change.start - gone, change))
        gone += change.end - change.start

    def before(position: int, *, after_deletion: bool) -> int:
        return position + sum(
            c.end - c.start
            for at, c in points
            if at < position or (after_deletion and at == position)
        )

    merged: list[Change] = []
    left = list(deleted)
    for change in later:
        start = before(change.start, after_deletion=False)
        start = max(start, merged[-1].end if merged else 0)
        end = before(change.end, after_deletion=True)
        left = [c for c in left if not (start <= c.start and c.end <= end)]
        merged.append(Change(start, end, text[start:end], change.after, change.rule))
    return tuple(sorted([*merged, *left], key=lambda c: (c.start, c.end)))


def _after(text: str, span: Placed, words: Sequence[re.Match[str]], right: int) -> Iterator[Change]:
    for word in words:
        tail = text[word.start() : span.end]
        if not _says_enough(tail):
            continue
        match = re.compile(
            rf"(?:(?:['’]s)?{_S}{_either_number(tail)}(?![\w-]|['’]\w{{2}}))+", re.IGNORECASE
        ).match(text, span.end, right)
        if match:
            yield Change(span.end, match.end(), match.group(), "", "echo")
            return
    unit = _UNIT.search(text, max(0, span.start - 20), span.start)
    if unit:
        match = re.compile(rf"{_S}{unit[1]}(?![\w'’-])").match(text, span.end, right)
        if match:
            yield Change(span.end, match.end(), match.group(), "", "echo")


_NAME_BEFORE = re.compile(rf"([\w'’]+){_S}([A-ZÀ-Ý][^\W\d_]{{3,}}){_S}$")
_ADJECTIVE_ENDS = ("ian", "ien", "ienne", "iens", "iennes", "éen", "ean")
_PREPOSITIONS = frozenset("in at from of near to by au en du à de la le dans pour par".split())


def _before(text: str, span: Placed, words: Sequence[re.Match[str]], left: int) -> Iterator[Change]:
    for word in reversed(words):
        head = text[span.start : word.end()]
        if not _says_enough(head):
            continue
        match = re.compile(rf"(?<![\w'’-])(?:{re.escape(head)}{_S})+$", re.IGNORECASE).search(
            text, max(left, span.start - 4 * len(head)), span.start
        )
        if match:
            yield Change(match.start(), span.start, match.group(), "", "echo")
            return
    stem = _stem_before(text, span, words, left)
    if stem is not None:
        yield stem


def _stem_before(
    text: str, span: Placed, words: Sequence[re.Match[str]], left: int
) -> Change | None:
    """Return a name that stands before its own adjective (the Sahel Sahelian countries)."""
    match = _NAME_BEFORE.search(text, max(left, span.start - 40), span.start)
    if match is None or not words:
        return None
    name, first = match[2], words[0].group()
    derived = first.lower().startswith(name.lower()[:-1]) and len(name) < len(first)
    if not derived or not first.endswith(_ADJECTIVE_ENDS) or match[1].lower() in _PREPOSITIONS:
        return None
    return Change(match.start(2), span.start, text[match.start(2) : span.start], "", "echo")


def _either_number(words: str) -> str:
    """Return a pattern for words with or without the s of the plural ("rebelles rebelle")."""
    return f"{re.escape(words.removesuffix('s'))}s?"


def _says_enough(words: str) -> bool:
    return sum(c.isalpha() for c in words) >= _SHORTEST
