"""Sentences of French and English news: ``split`` then ``join`` gives the text back.

Rules of our own rather than a library, judged on ``tests/data/sentences-*.txt`` (see
``tests/test_segment.py``): the ranks, titles and acronyms of Sahel reporting decide most hard
cases, and neither of the light libraries knows them or keeps French quotation marks together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from glossary.model import Language

from . import abbreviations as abbr
from .clauses import cuts


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence and the white space after it.

    Attributes:
        text: the sentence, without outer white space; empty only for leading white space.
        start, end: its half-open span of the text given to ``split``, in code points.
        gap: the white space between its end and the next segment.
    """

    text: str
    start: int
    end: int
    gap: str = ""


def split(text: str, language: Language) -> tuple[Segment, ...]:
    """Split a paragraph into sentences.

    A line break is white space like any other (hard-wrapped text), except that an empty line,
    a line separator (U+2028, form feed, vertical tab) or a bullet at the start of a line
    always ends a segment. White space before the first sentence is the gap of an empty
    segment, so that nothing is lost. A doubtful full stop does not end a sentence: two
    sentences in one segment translate better than half a sentence.

    >>> [s.text for s in split("Le gén. Touré est à Gao. Il y reste.", "fr")]
    ['Le gén. Touré est à Gao.', 'Il y reste.']
    """
    return tuple(_cut(text, _boundaries(text, language)))


def join(segments: tuple[Segment, ...] | list[Segment]) -> str:
    """Return the text ``segments`` were split from.

    >>> join(split("  Fin.\\n\\nDébut ", "fr"))
    '  Fin.\\n\\nDébut '
    """
    return "".join(s.text + s.gap for s in segments)


def divide(text: str, language: Language, too_long: Callable[[str], bool]) -> tuple[Segment, ...]:
    """Cut an over-long sentence into pieces of which none is ``too_long``.

    Cuts stand at clause boundaries where there are any (see ``clauses``), else between words,
    and inside a word only when nothing else is left. A single character that is too long by
    itself stays as it is. ``join`` gives the text back.

    >>> [s.text for s in divide("Gao est calme ; Kidal est fermée.", "fr", lambda t: len(t) > 20)]
    ['Gao est calme ;', 'Kidal est fermée.']
    """
    return tuple(_cut(text, cuts(text, language, too_long)))


def _cut(text: str, starts: Iterable[int]) -> Iterator[Segment]:
    """Yield the stretches of ``text`` that begin at 0 and at ``starts``, white space set apart."""
    if not text:
        return
    begin = len(text) - len(text.lstrip())
    if begin:
        yield Segment("", 0, 0, text[:begin])
    for stop in (*starts, len(text)):
        core = text[begin:stop].rstrip()
        if core:
            end = begin + len(core)
            yield Segment(core, begin, end, text[end:stop])
            begin = stop


_OPENERS = "«“„‘\"'([{‹¿¡*_"
_CLOSERS = "»”’\"')\\]}›*_"
_SPACE = re.compile(r"\s+")
_NEWLINE = re.compile(r"\r\n|\n|\r")
_SEPARATORS = frozenset("\u2028\u2029\x0b\x0c")
_BULLET = re.compile(r"[•◦▪‣●■►]|[-–—*][^\S\r\n]")
# Repetitions are bounded so that no text, however odd, takes quadratic time.
_STOP = re.compile(
    rf"(?<![.!?…‽])(?P<stop>\.(?:[ \u00a0\u202f]\.){{1,4}}"
    rf"|[.!?…‽]+(?:[ \u00a0\u202f][!?]+){{0,2}})"
    rf"(?P<close>(?:[\u00a0\u202f ]?»|[{_CLOSERS}]){{0,6}})"
    rf"\s+(?=\S)"
)
_WORD_BEFORE = re.compile(r"\S{1,40}\Z")
_ELISION = re.compile(r"(?:[ldjmtnscLDJMTNSC]|[Qq]u)['’]")
_INITIAL = re.compile(r"[^\W\d_](?:\.-?[^\W\d_])*(?:-[^\W\d_])?")
_DOTTED = re.compile(r"[^\W\d_]{1,2}(?:\.-?[^\W\d_]{1,2})+")
_NEXT_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*['’]?")
_REPORTING = re.compile(r"(?:[^\W\d_][\w'’-]* ){1,4}(\w+)")
_FIGURE = re.compile(r"[\dIVXLC]")


def _boundaries(text: str, language: Language) -> Iterator[int]:
    """Yield the offsets at which a new segment begins, rising."""
    hard = {m.end() for m in _SPACE.finditer(text) if _separates(text, m)}
    soft = {m.end() for m in _STOP.finditer(text) if _ends(text, m, language)}
    yield from sorted((hard | soft) - {0, len(text)})


def _separates(text: str, space: re.Match[str]) -> bool:
    """Tell whether white space ends a segment whatever stands before it."""
    breaks = len(_NEWLINE.findall(space.group()))
    if breaks == 1:
        return _BULLET.match(text, space.end()) is not None
    return breaks > 1 or not _SEPARATORS.isdisjoint(space.group())


def _ends(text: str, match: re.Match[str], language: Language) -> bool:
    """Tell whether the terminator found ends a sentence."""
    following = match.end()
    letter = _first_letter(text, following)
    if letter is None or text[letter].islower():
        # « Guerre ? » reprised in mid-sentence, ellipses, dashes and asides go on in lower case
        return False
    if text[following] in ",;:)»”!?":
        return False
    before = text[match.start() - 1 : match.start()]
    if before in {"[", "("}:  # an omission: […]
        return False
    stop, closers = match["stop"], match["close"].strip()
    if stop != ".":
        asks = language == "en" and closers and "…" not in stop and ".." not in stop
        return not (asks and _is_reporting(text, following))
    return _full_stop_ends(text, match.start(), letter, closers, language)


def _first_letter(text: str, start: int) -> int | None:
    """Return the offset of the first letter, digit or sign of a new sentence, past openers."""
    index = start
    while index < len(text) and (text[index] in _OPENERS or text[index] in "-–— \u00a0\u202f"):
        index += 1
    return index if index < len(text) else None


def _is_reporting(text: str, start: int) -> bool:
    """Tell whether a clause such as "Camara asked" follows a quoted question."""
    match = _REPORTING.match(text, start, start + 80)
    if match is None:
        return False
    words = match.group().split()
    verb = next((i for i, word in enumerate(words) if word in abbr.SAID), None)
    return verb is not None and all(w[:1].isupper() or w == "the" for w in words[:verb])


def _full_stop_ends(text: str, stop: int, letter: int, closers: str, language: Language) -> bool:
    """Tell whether a single full stop at ``stop`` ends a sentence; ``letter`` begins the next."""
    found = _WORD_BEFORE.search(text, max(0, stop - 40), stop)
    if found is None:
        return True
    word = _ELISION.sub("", found.group().lstrip(_OPENERS + "-–—"), count=1)
    if word.isdigit() and _opens_line(text, found.start()) and len(word) <= 2:
        return False  # 1. a numbered item
    if (word in abbr.TITLES[language] or _is_rank(word)) and text[letter].isalpha():
        return False
    if word in abbr.NEVER[language]:
        return False
    if word in abbr.BEFORE_FIGURE[language] and _FIGURE.match(text, letter):
        # letters may be a Roman figure, or the first word of a sentence
        roman = _NEXT_WORD.match(text, letter)
        return roman is not None and not roman.group().isupper()
    if word.casefold() in {"a.m", "p.m"}:
        return _next_word(text, letter) not in abbr.NOT_AFTER_HOUR
    if word in abbr.OPEN[language] or _DOTTED.fullmatch(word):
        return _starts_sentence(text, letter, language)
    if _INITIAL.fullmatch(word) and word[0].isupper():
        # "plan B. Le…" ends; "Jean B. Le Roux", "et J. Le Roux" do not
        previous = text[max(0, found.start() - 40) : found.start()].split()
        plain = bool(previous) and previous[-1].isalpha() and previous[-1].islower()
        plain = plain and previous[-1].capitalize() not in abbr.STARTERS[language]
        return plain and not closers and _starts_sentence(text, letter, language)
    return True


def _is_rank(word: str) -> bool:
    """Tell whether a word is a rank in two parts, its last full stop apart.

    >>> _is_rank("lt-col"), _is_rank("Maj.-Gen"), _is_rank("Col")
    (True, True, False)
    """
    parts = word.casefold().split("-")
    return len(parts) > 1 and all(part.rstrip(".") in abbr.RANKS for part in parts)


def _opens_line(text: str, start: int) -> bool:
    head = text[max(0, start - 20) : start].rstrip(" \t\u00a0")
    return not head or head[-1] in "\r\n"


def _next_word(text: str, start: int) -> str:
    match = _NEXT_WORD.match(text, start)
    return match.group() if match else ""


def _starts_sentence(text: str, start: int, language: Language) -> bool:
    """Tell whether the word at ``start`` is one that opens sentences."""
    return _next_word(text, start) in abbr.STARTERS[language]
