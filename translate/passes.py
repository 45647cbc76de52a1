"""Named passes over a target sentence, each recorded so that it can be replayed or switched off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from gettext import gettext as _

from glossary.model import Language

from .document import Code
from .grammar.changes import Change, replay
from .grammar.english import takes_an
from .sentences.casing import between, capitalise


@dataclass(frozen=True, slots=True)
class Pass:
    """What one pass did: its name and its changes, in offsets of the text before it."""

    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A target text on its way through the passes.

    Attributes:
        text: as it stands now.
        codes: inline markup at its offsets.
        kept: half-open spans that no pass may touch.
        terms: half-open spans of required terms by position in the caller's list; None where a
            term does not stand.
        done: the passes so far; only those that changed something.
    """

    text: str
    codes: tuple[Code, ...] = ()
    kept: tuple[tuple[int, int], ...] = ()
    terms: tuple[tuple[int, int] | None, ...] = ()
    done: tuple[Pass, ...] = ()


def apply(line: Line, name: str, found: Sequence[Change]) -> Line:
    """Return ``line`` after a pass; a change that reaches into a kept span is dropped.

    >>> apply(Line("a b"), "demo", [Change(0, 1, "a", "aa", "x")]).text
    'aa b'
    """
    changes = tuple(
        c
        for c in found
        if c.before != c.after and not any(c.start < b and a < c.end for a, b in line.kept)
    )
    if not changes:
        return line
    text = replay(line.text, changes)
    codes: list[Code] = []
    for code in line.codes:
        at = _moved(code.at, changes, right=code.kind == "open")
        # a pair inside one change is empty after it, and still opens before it closes
        codes.append(replace(code, at=max(at, codes[-1].at) if codes else at))
    return Line(
        text,
        tuple(codes),
        tuple(_moved_span(s, changes) for s in line.kept),
        tuple(None if s is None else _moved_span(s, changes) for s in line.terms),
        (*line.done, Pass(name, changes)),
    )


def _moved(position: int, changes: Iterable[Change], *, right: bool) -> int:
    """Return where an offset stands after ``changes``; inside one, its start or end."""
    shift = 0
    for change in changes:
        if change.end < position or (change.end == position and change.start < position):
            shift += len(change.after) - len(change.before)
        elif change.start < position:
            inside = change.end if right else change.start
            return inside + shift + (len(change.after) - len(change.before) if right else 0)
        elif change.start == position == change.end and right:
            shift += len(change.after)
    return position + shift


def _moved_span(span: tuple[int, int], changes: Sequence[Change]) -> tuple[int, int]:
    start, end = span
    before = sum(len(c.after) - len(c.before) for c in changes if c.end <= start)
    upto = sum(
        len(c.after) - len(c.before)
        for c in changes
        if start < c.end <= end and not c.start == c.end == end  # put in after it: outside
    )
    return start + before, end + before + upto


def replay_all(text: str, done: Sequence[Pass]) -> str:
    """Return ``text`` after all passes: the ledger's promise that nothing else was changed."""
    for item in done:
        text = replay(text, item.changes)
    return text


def capitals(line: Line, keep: Sequence[tuple[int, int]]) -> Line:
    """Set a line in capitals except the spans in ``keep``, where the source is in capitals.

    >>> capitals(Line("The FAMa enter"), [(4, 8)]).text
    'THE FAMa ENTER'
    """
    upper = capitalise(line.text, keep)
    found = [
        Change(start, end, line.text[start:end], upper[start:end], "source-in-capitals")
        for start, end in between(line.text, keep)
    ]
    return apply(line, "capitals", found)


_FIRST_LETTER = re.compile(r"[^\W\d_]")
_TAGS = re.compile(r"(?:\s*</?[^\W\d_][^<>]*>)*")  # written in the text: OmegaT's <f0>
_END_MARK = re.compile(r"([.!?…:;])[\s»”\"')\]]*$")
_STOP = re.compile(r"\s*\.(?=[»”\"')\]]*$)")


_OPENING = re.compile(r"[^\W\d_]+(?:['’]|(?![.\w]))")  # no abbreviation: M. Diop
# Words that open a clause and are never a name, of both languages: "I", "May" are left out.
_SMALL = frozenset(
    """
    a according afin after against ainsi along alors although among an and any après are as at
    au aucun aucune aux avaient avait avant avec because before between but by c' can car ce
    certaines certains ces cet cette chaque chez comme contre could d' dans de depuis des donc
    dont du during dès each elle elles en entre est et every for from had has have he her his if
    il ils in including into is it its j' jusqu' jusque l' la le les leur leurs lorsqu' lorsque
    m' ma mais malgré mes mon my n' near ni no nos not notamment notre nous of on ont or ou our
    over où par parmi pendant plusieurs pour puis qu' quand que quelque quelques qui s' sa sans
    selon ses she si since so some son sont sous sur t' than that the their then there these
    they this those to un under une until vers vos votre vous was we were when where which while
    who whose will with would y you your à étaient était
    """.split()
)


def capital(line: Line, source: str) -> Line:
    """Begin with a capital where the source does, and with a small word where it does not.

    A name written small keeps its writing. A sentence that crossed in pieces, or an item of a
    list, begins small: an engine begins all it writes with a capital.

    >>> capital(Line("the army"), "L'armée").text
    'The army'
    >>> capital(Line("Des drones"), "drones").text, capital(Line("Mali left"), "le Mali").text
    ('des drones', 'Mali left')
    >>> capital(Line("<f0>the army</f0>"), "<f0>L'armée</f0>").text
    '<f0>The army</f0>'
    """
    first = _FIRST_LETTER.search(line.text, _after_tags(line.text))
    wanted = _FIRST_LETTER.search(source, _after_tags(source))
    if first is None or wanted is None:
        return line
    if wanted.group().islower():
        return _small(line, first.start())
    if not wanted.group().isupper():
        return line
    letter = first.group()
    upper = letter.upper()
    if letter == upper or len(upper) != 1 or not _opens(line.text, first.start()):
        return line
    word = re.compile(r"\w+").match(line.text, first.start())
    if word is not None and any(c.isupper() for c in word.group()):
        return line  # iPhone, al-Qaeda is mended: 'al' has no capital
    at = first.start()
    return apply(line, "capital", [Change(at, at + 1, letter, upper, "sentence-capital")])


def _after_tags(text: str) -> int:
    tags = _TAGS.match(text)
    return tags.end() if tags else 0


def _opens(text: str, at: int) -> bool:
    """Tell whether at most two quotes or brackets stand before ``at``, tags apart."""
    return at - _after_tags(text) <= 2


def _small(line: Line, at: int) -> Line:
    word = _OPENING.match(line.text, at)
    if (
        word is None
        or not _opens(line.text, at)
        or word.group().lower().replace("’", "'") not in _SMALL
    ):
        return line
    terms = (span for span in line.terms if span is not None)
    if any(a <= at < b for a, b in (*line.kept, *terms)):
        return line  # Le Monde
    letter = word.group()[0]
    if not letter.isupper():
        return line
    return apply(line, "capital", [Change(at, at + 1, letter, letter.lower(), "no-capital")])


def end_mark(line: Line, source: str) -> Line:
    """Take away the full stop that an engine adds to a headline or list item without one.

    >>> end_mark(Line("Attack in Gao."), "Attaque à Gao").text
    'Attack in Gao'
    """
    if _END_MARK.search(source) or not (match := _STOP.search(line.text)):
        return line
    if line.text[: match.start()].endswith((".", "etc")) or re.search(
        r"\b(?:\w\.)+\w$|\b(?:Inc|Ltd|No|St)$", line.text[: match.start()]
    ):
        return line
    change = Change(match.start(), match.end(), match.group(), "", "no-full-stop")
    return apply(line, "end-mark", [change])


_TWO_DOTS = re.compile(r"(?<![./])\.\.(?![./])")  # ../here is a path


def ellipsis(line: Line, source: str) -> Line:
    """Give points of suspension the third point that an engine dropped.

    >>> ellipsis(Line("Kidal, Gao.."), "Kidal, Gao…").text
    'Kidal, Gao...'
    >>> ellipsis(Line("See ../notes.."), "Voir ../notes…").text
    'See ../notes...'
    """
    if "..." not in source and "…" not in source:
        return line
    found = [Change(m.end(), m.end(), "", ".", "ellipsis") for m in _TWO_DOTS.finditer(line.text)]
    return apply(line, "end-mark", found)


def grammar(line: Line, changes: Sequence[Change]) -> Line:
    """Record what grammar repair found."""
    return apply(line, "grammar", changes)


_ARTICLE = re.compile(r"\b([Aa])(n?) (?=[^\W_])")
_LETTER_A = re.compile(r"\w[ ,]$")  # "Group A 8 points": no article


def a_or_an(line: Line) -> Line:
    """Write a or an by the sound of the word after it, where the sound is sure.

    >>> a_or_an(Line("a attack on an CSP post")).text
    'an attack on a CSP post'
    >>> a_or_an(Line("A 82 mm shell, a 8% rise, Group A 8 points")).text
    'An 82 mm shell, an 8% rise, Group A 8 points'
    """
    changes = []
    for match in _ARTICLE.finditer(line.text):
        digit = line.text[match.end()].isdigit()
        if digit and match[1] == "A" and _LETTER_A.search(line.text[: match.start()]):
            continue
        wanted = takes_an(line.text[match.end() :])
        if wanted is not None and wanted != bool(match.group(2)):
            end = match.end() - 1
            letter = match.group(1)
            after = letter + ("n" if wanted else "")
            changes.append(
                Change(match.start(), end, line.text[match.start() : end], after, "a-an")
            )
    return apply(line, "a-or-an", changes)


PASSES: tuple[str, ...] = (
    "normalise",
    "grammar",
    "a-or-an",
    "variant",
    "capital",
    "end-mark",
    "names",
    "mentions",
    "typography",
)
"""Names of the passes a user can switch off."""


def language_name(language: Language) -> str:
    """Return the name of a language, for messages.

    >>> language_name("fr")
    'French'
    """
    return _("French") if language == "fr" else _("English")
