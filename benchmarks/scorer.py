"""Score terms in translations against frozen reference spans.

The independent scorer: it imports nothing from ``glossary`` or ``translate``, has rules of its own
for where a word begins and ends, and asks for the forms that a person wrote down in a data file
while reading source and reference. A term in the source ``k`` times is asked for ``k`` times.
"""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["acronym", "name", "noun"]
KINDS: tuple[Kind, ...] = ("acronym", "name", "noun")
DIRECTIONS = ("fr-en", "en-fr")
COLUMNS = ("line", "direction", "start", "end", "kind", "preferred", "accepted")


class SpansError(ValueError):
    """The spans file is not well-formed or does not belong to the text it is used with."""


@dataclass(frozen=True, slots=True)
class Span:
    """A term in one source sentence and what it must become.

    Attributes:
        line: number of the sentence pair, from 1.
        direction: ``fr-en`` or ``en-fr``.
        start, end: where it stands in the source; half-open, code points.
        kind: ``acronym`` and ``name`` are case-sensitive, ``noun`` is not.
        preferred: the form the reference has.
        accepted: every right form, the preferred one first.
    """

    line: int
    direction: str
    start: int
    end: int
    kind: Kind
    preferred: str
    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spans:
    """The spans of a parallel text and the SHA-256 of the file they were made for."""

    digest: str
    spans: tuple[Span, ...]

    def of(self, direction: str) -> tuple[Span, ...]:
        """Return the spans of one direction."""
        return tuple(s for s in self.spans if s.direction == direction)

    def check(self, data: bytes) -> None:
        """Refuse a text other than the one the spans were made for.

        Raises:
            SpansError: the digests differ.
        """
        found = hashlib.sha256(data).hexdigest()
        if found != self.digest:
            raise SpansError(f"spans are for a text with sha256 {self.digest}, this is {found}")


def read_spans(path: Path) -> Spans:
    """Read a spans file: a ``# sha256`` line, a heading, then tab-separated rows in order.

    Raises:
        SpansError: says which line is wrong and why.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    head = re.fullmatch(r"# sha256 ([0-9a-f]{64})", lines[0]) if lines else None
    if head is None:
        raise SpansError(f"{path.name}:1: no '# sha256' line")
    if len(lines) < 2 or tuple(lines[1].split("\t")) != COLUMNS:
        raise SpansError(f"{path.name}:2: the columns are not {' '.join(COLUMNS)}")
    rows = csv.reader(lines[2:], delimiter="\t", quoting=csv.QUOTE_NONE)
    spans = tuple(_span(row, f"{path.name}:{i}") for i, row in enumerate(rows, start=3))
    keys = [(s.line, DIRECTIONS.index(s.direction), s.start) for s in spans]
    if keys != sorted(keys):
        raise SpansError(f"{path.name}: rows are not sorted by line, direction and start")
    return Spans(head.group(1), spans)


def _span(row: list[str], where: str) -> Span:
    if len(row) != len(COLUMNS):
        raise SpansError(f"{where}: {len(row)} columns, not {len(COLUMNS)}")
    line, direction, start, end, kind, preferred, accepted = row
    if direction not in DIRECTIONS:
        raise SpansError(f"{where}: direction {direction!r}")
    known = next((k for k in KINDS if k == kind), None)
    if known is None:
        raise SpansError(f"{where}: kind {kind!r}")
    if not (line.isdecimal() and start.isdecimal() and end.isdecimal()):
        raise SpansError(f"{where}: line, start and end must be numbers")
    forms = tuple(accepted.split("|"))
    if int(line) < 1 or int(start) >= int(end):
        raise SpansError(f"{where}: an empty span or line 0")
    if forms[0] != preferred or not all(f and f == f.strip() for f in forms):
        raise SpansError(f"{where}: accepted forms must begin with the preferred one")
    return Span(int(line), direction, int(start), int(end), known, preferred, forms)


# -- where a form stands ------------------------------------------------------------------------

_ELISION = r"(?:[ldjnsmtc]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|entr)"
_PREFIXES = frozenset(
    "pro anti ex non post pré pre inter intra trans sous mid vice co néo neo multi franco".split()
)  # "pro-JNIM" is JNIM, "porte-drone" is no drone
_ELIDED = re.compile(rf"(?:^|[^\w]){_ELISION}$", re.IGNORECASE)
_AFTER_HYPHEN_FR = re.compile(r"-(?:t-)?(?:il|elle|on|ils|elles|là|ci|je|nous|vous)\b")


def plain(text: str) -> str:
    """Return ``text`` composed (NFC), with one kind of apostrophe, hyphen and space.

    >>> plain("l’Union\\u00a0africaine")
    "l'Union africaine"
    """
    text = unicodedata.normalize("NFC", text)
    text = re.sub("[’ʼ‘`´]", "'", text)
    text = re.sub("[‐‑]", "-", text)
    return re.sub(r"\s", " ", text)


def find(text: str, form: str, language: str, *, exact_case: bool) -> list[tuple[int, int]]:
    """Return where ``form`` stands as a word in ``text`` (both :func:`plain`).

    Left of it a word may have elided (French l', d', qu') or a prefix stand (anti-, ex-); right
    of it an English possessive or a compound (JNIM's, FAMa-led) may follow, a French inverted
    pronoun (dit-il), but no capitalised part of another name (Guinea-Bissau).

    >>> find("Somalia and Mali's army", "Mali", "en", exact_case=True)
    [(12, 16)]
    >>> find("le chef d'Aqmi", "Aqmi", "fr", exact_case=True)
    [(10, 14)]
    """
    flags = 0 if exact_case else re.IGNORECASE
    pattern = re.escape(form).replace(r"\ ", " +")
    found = []
    for match in re.finditer(pattern, text, flags):
        left, right = text[: match.start()], text[match.end() :]
        if _opens(left, language) and _closes(right, language):
            found.append(match.span())
    if exact_case and form[:1].islower() and text[:1] == form[:1].upper():
        return find(form[:1] + text[1:], form, language, exact_case=True)  # sentence start
    return found


def _opens(left: str, language: str) -> bool:
    if not left or not (left[-1].isalnum() or left[-1] in "'-_"):
        return True
    if left[-1] == "'":
        before = left[:-1]
        if not before or not before[-1].isalnum():
            return True  # an opening quote
        return language == "fr" and _ELIDED.search(before) is not None
    if left[-1] == "-":
        word = re.search(r"(\w*)-$", left)
        return word is not None and (not word.group(1) or word.group(1).lower() in _PREFIXES)
    return False


def _closes(right: str, language: str) -> bool:
    if not right or not (right[0].isalnum() or right[0] in "-_"):
        return True
    if right[0] == "-":
        if language == "fr":
            return not right[1:2].isalnum() or _AFTER_HYPHEN_FR.match(right) is not None
        return not right[1:2].isalnum() or right[1].islower()
    return False


# -- dealing occurrences out to spans -----------------------------------------------------------


def met(
    hypothesis: str, spans: Sequence[Span], language: str, *, inflected: bool
) -> tuple[bool, ...]:
    """Tell for each span of one sentence whether ``hypothesis`` meets it.

    ``inflected`` accepts every listed form, else the preferred one alone. One occurrence answers
    one span; where forms overlap the longest counts, so that "African Union Commission" is no
    "African Union".
    """
    hits = _hits(plain(hypothesis), spans, language, inflected=inflected)
    owner: dict[int, int] = {}  # of a hit: the span it answers

    def deal(taker: int, seen: set[int]) -> bool:
        """Give ``taker`` a hit, moving others on where need be (Kuhn's matching)."""
        for index, takers in enumerate(hits):
            if taker in takers and index not in seen:
                seen.add(index)
                if index not in owner or deal(owner[index], seen):
                    owner[index] = taker
                    return True
        return False

    return tuple(deal(i, set()) for i in range(len(spans)))


def _hits(
    text: str, spans: Sequence[Span], language: str, *, inflected: bool
) -> list[frozenset[int]]:
    """Return, for each occurrence of a wanted form, the spans it could answer; none overlap."""
    places: dict[tuple[int, int], set[int]] = {}
    for index, span in enumerate(spans):
        for form in span.accepted if inflected else span.accepted[:1]:
            for place in find(text, plain(form), language, exact_case=span.kind != "noun"):
                places.setdefault(place, set()).add(index)
    chosen = []
    upto = 0
    for (start, end), takers in sorted(places.items(), key=lambda p: (p[0][0], -p[0][1])):
        if start >= upto:
            chosen.append(frozenset(takers))
            upto = end
    return chosen


@dataclass(frozen=True, slots=True)
class Scored:
    """One span and whether a translation met it."""

    span: Span
    exact: bool
    inflected: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of how many."""

    hits: int
    total: int

    @property
    def share(self) -> float:
        """Between 0 and 1; 1 when nothing was asked for."""
        return self.hits / self.total if self.total else 1.0


def score(hypotheses: Sequence[str], spans: Iterable[Span]) -> tuple[Scored, ...]:
    """Score translations, one a sentence in the order of the source; all spans one direction.

    Spans of lines beyond the hypotheses are left out (a run on the first N sentences).
    """
    by_line: dict[int, list[Span]] = {}
    for span in spans:
        if span.line <= len(hypotheses):
            by_line.setdefault(span.line, []).append(span)
    result = []
    for line, listed in sorted(by_line.items()):
        language = listed[0].direction[-2:]
        exact = met(hypotheses[line - 1], listed, language, inflected=False)
        loose = met(hypotheses[line - 1], listed, language, inflected=True)
        result += [Scored(s, e, e or i) for s, e, i in zip(listed, exact, loose, strict=True)]
    return tuple(result)


def rate(scored: Iterable[Scored], *, inflected: bool, kind: Kind | None = None) -> Rate:
    """Return the term success of what was scored, of all kinds or of one."""
    chosen = [s for s in scored if kind is None or s.span.kind == kind]
    return Rate(sum(s.inflected if inflected else s.exact for s in chosen), len(chosen))
