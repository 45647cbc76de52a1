"""The measures of the WMT 2021 shared task on terminologies; imports nothing of the product.

Defined in Alam et al., "On the Evaluation of Machine Translation for Terminology Consistency"
(arXiv:2106.11891, 2021) and used in Alam et al., "Findings of the WMT Shared Task on Machine
Translation Using Terminologies" (WMT 2021). Where this reading may differ from the task's script:

* no lemmatiser: the script also accepts a term whose lemma stands in the lemmatised hypothesis;
  here the alternatives of the annotation (``tgt="a|b|c"``, inflected forms among them) and the
  reference's own wording count;
* hypotheses are tokenised and given the source's first-letter case here, as the annotated files
  are tokenised and truecased;
* window overlap is averaged over sentences that have terms; a term that is missing counts 0 (the
  script averages over the terms found, and divides by all sentences);
* TERm is the mean over sentences of the cheapest edits with shifts, an edit on a word of a
  reference term costing 2 and any other 1, divided by the reference's length.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """An annotated term: tokens ``start`` to ``end`` of the reference render ``source``."""

    id: str
    source: str
    lemma: str
    targets: tuple[str, ...]
    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence pair, tokenised, with its terms."""

    source: str
    reference: str
    terms: tuple[Term, ...]


_SEGMENT = re.compile(r"<seg id=\"[^\"]*\">(.*?)</seg>", re.DOTALL)
_TERM = re.compile(r"<term id=\"([^\"]*)\"[^>]*? src=\"([^\"]*)\" tgt=\"([^\"]*)\"\s*>(.*?)</term>")


def read(source: str, target: str) -> tuple[Pair, ...]:
    """Read the task's two ``.sgm`` files, given as text.

    Raises:
        ValueError: they do not run in parallel.
    """
    left, right = _SEGMENT.findall(source), _SEGMENT.findall(target)
    if len(left) != len(right):
        raise ValueError(f"{len(left)} source segments, {len(right)} target segments")
    return tuple(_pair(a, b) for a, b in zip(left, right, strict=True))


def _pair(source: str, target: str) -> Pair:
    surfaces: dict[str, list[str]] = {}
    for id_, _, _, surface in _TERM.findall(source):
        surfaces.setdefault(id_, []).append(html.unescape(surface).strip())
    terms = []
    tokens: list[str] = []
    upto = 0
    for found in _TERM.finditer(target):
        tokens += html.unescape(target[upto : found.start()]).split()
        id_, lemma, targets, surface = (html.unescape(g) for g in found.groups())
        words = surface.split()
        accepted = tuple(dict.fromkeys([*targets.split("|"), " ".join(words)]))
        span = (len(tokens), len(tokens) + len(words))
        own = surfaces[id_].pop(0)
        terms.append(Term(id_, own, lemma, accepted, " ".join(words), *span))
        tokens += words
        upto = found.end()
    tokens += html.unescape(target[upto:]).split()
    plain = html.unescape(re.sub(r"<[^>]*>", "", source))
    return Pair(" ".join(plain.split()), " ".join(tokens), tuple(terms))


def tokenise(text: str) -> str:
    """Set punctuation apart as the task's files do.

    >>> tokenise("L’épidémie, dit-il (1,5 %).")
    "L' épidémie , dit-il ( 1,5 % ) ."
    """
    text = re.sub("[’ʼ]", "'", text)
    text = re.sub(r"(\w')(?=\w)", r"\1 ", text)
    text = re.sub(r"([!?;…%()\[\]\"«»“”])", r" \1 ", text)
    text = re.sub(r"([.,:])(?!\d)", r" \1 ", text)
    return " ".join(text.split())


def detokenise(text: str) -> str:
    """Undo the tokenisation of the task's English, for an engine that never saw any.

    >>> detokenise("i don 't know ( yet ) , sir ?")
    "i don't know (yet), sir?"
    """
    text = re.sub(r" (?=[,.;:!?)\]%]|'\w)", "", text)
    return re.sub(r"(?<=[(\[]) ", "", text)


def prepared(hypothesis: str, source: str) -> list[str]:
    """Return a hypothesis as tokens, its first letter in the case of the source's first."""
    text = tokenise(hypothesis)
    if source[:1].islower() and not text[1:2].isupper():
        text = text[:1].lower() + text[1:]
    return text.split()


# -- exact match --------------------------------------------------------------------------------


def _occurrences(words: Sequence[str], wanted: Sequence[str]) -> list[int]:
    size = len(wanted)
    return [i for i in range(len(words) - size + 1) if list(words[i : i + size]) == list(wanted)]


def exact_match(hypotheses: Sequence[Sequence[str]], pairs: Sequence[Pair]) -> tuple[int, int]:
    """Return how many annotated terms stand in the hypotheses, and how many there are.

    An occurrence answers one term; any target of the annotation counts.
    """
    met = total = 0
    for words, pair in zip(hypotheses, pairs, strict=True):
        used: set[int] = set()
        for term in pair.terms:
            total += 1
            places = (i for t in term.targets for i in _occurrences(words, t.split()))
            place = next((i for i in places if i not in used), None)
            if place is not None:
                used.add(place)
                met += 1
    return met, total


# -- window overlap -----------------------------------------------------------------------------


def _window(words: Sequence[str], start: int, end: int, size: int) -> list[str]:
    left = [w for w in words[:start] if re.search(r"\w", w)][-size:]
    return left + [w for w in words[end:] if re.search(r"\w", w)][:size]


def window_overlap(hypotheses: Sequence[Sequence[str]], pairs: Sequence[Pair], size: int) -> float:
    """Return how much of the words around the reference's terms stands around the hypothesis's.

    ``size`` words on either side, punctuation left out; of several occurrences the best counts.
    """
    means = []
    for words, pair in zip(hypotheses, pairs, strict=True):
        if not pair.terms:
            continue
        reference = pair.reference.split()
        found = []
        for term in pair.terms:
            wanted = Counter(_window(reference, term.start, term.end, size))
            length = len(term.surface.split())
            overlaps = [
                sum((wanted & Counter(_window(words, i, i + length, size))).values())
                / max(1, wanted.total())
                for i in _occurrences(words, term.surface.split())
            ]
            found.append(max(overlaps, default=0.0))
        means.append(sum(found) / len(found))
    return sum(means) / len(means) if means else 0.0


# -- TERm ---------------------------------------------------------------------------------------

_MAX_SHIFT_WORDS = 10
_MAX_SHIFT_DISTANCE = 50
_MAX_SHIFTS = 30  # candidates tried at a time, longest runs first


def one_minus_term(hypotheses: Sequence[Sequence[str]], pairs: Sequence[Pair]) -> float:
    """Return 1 - TERm: translation edit rate with a double price on the words of terms."""
    rates = []
    for words, pair in zip(hypotheses, pairs, strict=True):
        reference = pair.reference.split()
        prices = [1] * len(reference)
        for term in pair.terms:
            prices[term.start : term.end] = [2] * (term.end - term.start)
        rates.append(edits(words, reference, prices) / max(1, len(reference)))
    return 1 - sum(rates) / max(1, len(rates))


def edits(words: Sequence[str], reference: Sequence[str], prices: Sequence[int]) -> int:
    """Return the price of the edits and shifts that turn ``words`` into ``reference``.

    Shifts are searched greedily as in Snover et al. 2006: a run of words that stands in the
    reference elsewhere is moved there if that lowers the price by more than the 1 it costs.
    """
    current = list(words)
    shifts = 0
    best = _distance(current, reference, prices)
    while best:
        moved = min(
            ((_distance(c, reference, prices), c) for c in _shifted(current, reference)),
            key=lambda found: found[0],
            default=None,
        )
        if moved is None or moved[0] + 1 >= best:
            break
        best, current = moved
        shifts += 1
    return best + shifts


def _distance(words: Sequence[str], reference: Sequence[str], prices: Sequence[int]) -> int:
    row = [0]
    for price in prices:
        row.append(row[-1] + price)
    for word in words:
        before, row[0] = row[0], row[0] + 1
        for j, (wanted, price) in enumerate(zip(reference, prices, strict=True), start=1):
            here = before if word == wanted else before + price
            before = row[j]
            row[j] = min(here, before + 1, row[j - 1] + price)
    return row[-1]


def _shifted(words: list[str], reference: Sequence[str]) -> list[list[str]]:
    positions: dict[str, list[int]] = {}
    for j, word in enumerate(reference):
        positions.setdefault(word, []).append(j)
    found: list[tuple[int, list[str]]] = []
    for start, word in enumerate(words):
        for j in positions.get(word, ()):
            if abs(j - start) > _MAX_SHIFT_DISTANCE or j == start:
                continue
            if j < len(words) and words[j] == reference[j]:
                continue  # something right already stands there
            size = 1
            while (
                size < _MAX_SHIFT_WORDS
                and start + size < len(words)
                and j + size < len(reference)
                and words[start + size] == reference[j + size]
            ):
                size += 1
            run, rest = words[start : start + size], words[:start] + words[start + size :]
            found.append((-size, rest[:j] + run + rest[j:]))
    found.sort(key=lambda candidate: candidate[0])
    return [candidate for _, candidate in found[:_MAX_SHIFTS]]
