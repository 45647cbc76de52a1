"""Turn an aligned pair into training examples: terms, markers, names, figures, casing.

Annotation follows Dinu et al. 2019 (target form beside the source form) and Bergmanis and Pinnis
2021 (sometimes as a lemma, so that the model learns to inflect it).
"""

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from . import edits, invent
from .align import TOKEN, Links
from .config import Annotate
from .edits import Edit
from .prepare import Pair
from .substitute import glossary_edits, renumber
from .terms import Inventory
from .words import INSIDE_TERM, NO_TERM


class Example(NamedTuple):
    """One training example; `language` is the target's, "fr" or "en"."""

    source: str
    target: str
    language: str


class Side(NamedTuple):
    """A sentence with its tokens."""

    text: str
    tokens: list[re.Match[str]]
    language: str


class Phrase(NamedTuple):
    """Aligned token ranges, ends included."""

    first: int
    last: int
    target_first: int
    target_last: int


def annotate(
    pair: Pair, links: Links, shares: Annotate, rng: random.Random, inventory: Inventory | None
) -> list[Example]:
    """Return one example for each direction.

    `inventory` is given for in-domain pairs only: its entities are then swapped and annotated.
    Deterministic for a given state of `rng`.
    """
    sides = {
        language: Side(text, list(TOKEN.finditer(text)), language)
        for language, text in (("fr", pair.fr), ("en", pair.en))
    }
    reverse = tuple((b, a) for a, b in links)
    return [
        _example(sides["fr"], sides["en"], links, shares, rng, inventory),
        _example(sides["en"], sides["fr"], reverse, shares, rng, inventory),
    ]


def _example(
    source: Side,
    target: Side,
    links: Sequence[tuple[int, int]],
    shares: Annotate,
    rng: random.Random,
    inventory: Inventory | None,
) -> Example:
    draw = rng.random()
    left: list[Edit] = []
    right: list[Edit] = []
    exact: list[str] = []  # annotated targets: their case is not ours to change
    long_enough = len(source.tokens) >= 4 and bool(links)
    if inventory:
        with_terms = draw < shares.term + 0.1
        left, right, exact = glossary_edits(
            source.text,
            target.text,
            source.language,
            inventory,
            rng,
            swap=shares.substitute,
            annotate=shares.glossary if with_terms else 0.0,
        )
        if rng.random() < 0.3:
            renumber(source.text, target.text, left, right, rng)
    if draw < shares.term and long_enough:
        _annotate_phrases(source, target, links, shares, rng, left, right, exact)
    elif draw < shares.term + shares.name:
        _swap_name(source, target, links, rng, left, right)
    elif draw < shares.term + shares.name + shares.marker and long_enough:
        _mark(source, target, links, rng, left, right)
    s, t = edits.apply(source.text, left), edits.apply(target.text, right)
    if rng.random() < shares.no_stop and s.endswith(".") and t.endswith("."):
        s, t = s.rstrip("."), t.rstrip(".")
    if rng.random() < shares.upper:
        s, t = edits.upper(s, exact), edits.upper(t, exact)
    return Example(s, t, target.language)


def _tables(links: Sequence[tuple[int, int]]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    there, back = defaultdict(list), defaultdict(list)
    for a, b in links:
        there[a].append(b)
        back[b].append(a)
    return dict(there), dict(back)


def _content(token: re.Match[str]) -> bool:
    text = token.group()
    return text[0].isalpha() and text[-1].isalnum() and text.lower() not in NO_TERM


def _term_like(found: list[re.Match[str]]) -> bool:
    return all(_content(t) or t.group().lower() in INSIDE_TERM for t in found) and (
        _content(found[0]) and _content(found[-1])
    )


def phrases(source: Side, target: Side, links: Sequence[tuple[int, int]]) -> list[Phrase]:
    """Return phrases of one to four tokens that are consistent with the links (Koehn 2003).

    Both begin and end with a content word, and no token of one is linked outside the other.
    """
    there, back = _tables(links)
    found = []
    for first, token in enumerate(source.tokens):
        if first not in there or not _content(token):
            continue
        for last in range(first, min(first + 4, len(source.tokens))):
            if last not in there or not _term_like(source.tokens[first : last + 1]):
                continue
            linked = [b for a in range(first, last + 1) for b in there.get(a, ())]
            low, high = min(linked), max(linked)
            if high - low > 4 or not _term_like(target.tokens[low : high + 1]):
                continue
            if all(first <= a <= last for b in range(low, high + 1) for a in back.get(b, ())):
                found.append(Phrase(first, last, low, high))
    return found


def _free(edited: Sequence[Edit], start: int, end: int) -> bool:
    return all(end <= e.start or start >= e.end for e in edited)


def _annotate_phrases(
    source: Side,
    target: Side,
    links: Sequence[tuple[int, int]],
    shares: Annotate,
    rng: random.Random,
    left: list[Edit],
    right: list[Edit],
    exact: list[str],
) -> None:
    """Annotate up to four phrases in all, names and longer phrases first."""
    wanted = rng.choice((1, 1, 1, 2, 2, 3, 4)) - sum("<term>" in e.text for e in left)
    candidates = phrases(source, target, links)
    interest = {p: _interest(source, p) + 2 * rng.random() for p in candidates}
    for phrase in sorted(candidates, key=lambda p: -interest[p]):
        if wanted <= 0:
            return
        start, end = source.tokens[phrase.first].start(), source.tokens[phrase.last].end()
        low, high = (
            target.tokens[phrase.target_first].start(),
            target.tokens[phrase.target_last].end(),
        )
        if not (_free(left, start, end) and _free(right, low, high)):
            continue
        wanted -= 1
        form, rendering = source.text[start:end], target.text[low:high]
        single = phrase.first == phrase.last and phrase.target_first == phrase.target_last
        named = form[0].isupper() and rendering[0].isupper() and phrase.first > 0
        if single and named and rng.random() < shares.invented:
            # Sometimes the two differ: the annotation decides, not resemblance.
            french = form if source.language == "fr" else rendering
            form = invent.like(french, rng)
            rendering = form if rng.random() < 0.5 else invent.like(french, rng)
            right.append(Edit(low, high, rendering))
            given = rendering
            exact.append(given)
        else:
            given = _dictionary_form(rendering, target.language, shares.lemma, rng)
            if given == rendering and given != given.lower():
                exact.append(given)
        left.append(Edit(start, end, edits.term(form, given)))


def _interest(source: Side, phrase: Phrase) -> float:
    name = source.tokens[phrase.first].group()[0].isupper()
    return 0.5 * (phrase.last - phrase.first) + 0.7 * name


def _dictionary_form(text: str, language: str, share: float, rng: random.Random) -> str:
    """Return `text` or, for `share` of the draws, the lemmas of its one or two words."""
    if rng.random() >= share or text.count(" ") > 1:
        return text
    return lemmas(text, language)


def lemmas(text: str, language: str) -> str:
    """Return each word's lemma (simplemma), keeping capitals; the text itself without simplemma."""
    try:
        import simplemma
    except ImportError:
        return text
    words = []
    for word in text.split(" "):
        lemma = simplemma.lemmatize(word, language)
        words.append(word if word[:1].isupper() and lemma.lower() == word.lower() else lemma)
    return " ".join(words)


def _ones(
    source: Side,
    target: Side,
    links: Sequence[tuple[int, int]],
    left: list[Edit],
    right: list[Edit],
) -> list[tuple[re.Match[str], re.Match[str]]]:
    """Return the tokens linked one to one that no edit has touched yet."""
    there, back = _tables(links)
    pairs = []
    for a, partners in there.items():
        if len(partners) == 1 and len(back[partners[0]]) == 1:
            x, y = source.tokens[a], target.tokens[partners[0]]
            if _free(left, x.start(), x.end()) and _free(right, y.start(), y.end()):
                pairs.append((x, y))
    return pairs


def _swap_name(
    source: Side,
    target: Side,
    links: Sequence[tuple[int, int]],
    rng: random.Random,
    left: list[Edit],
    right: list[Edit],
) -> None:
    """Swap one name that both sides share for an invented one, without annotation."""
    names = [
        (x, y)
        for x, y in _ones(source, target, links, left, right)
        if x.group() == y.group() and x.group()[0].isupper() and len(x.group()) > 2
    ]
    if names:
        x, y = rng.choice(names)
        made = invent.like(x.group(), rng)
        left.append(Edit(x.start(), x.end(), made))
        right.append(Edit(y.start(), y.end(), made))


def _mark(
    source: Side,
    target: Side,
    links: Sequence[tuple[int, int]],
    rng: random.Random,
    left: list[Edit],
    right: list[Edit],
) -> None:
    """Put some of the markers <x1>..<x8> on both sides, in the three ways the product uses them.

    Around an aligned phrase (bold type, a link), beside a word (a note, a line break), or in the
    place of a word (an address, a masked name).
    """
    way = rng.choice(("around", "around", "beside", "instead"))
    numbers = iter(sorted(rng.sample(range(1, 9), 4)) if rng.random() < 0.3 else range(1, 9))
    if way == "around":
        found = phrases(source, target, links)
        rng.shuffle(found)
        for phrase in sorted(found[: rng.choice((1, 1, 2))]):
            start = source.tokens[phrase.first].start(), source.tokens[phrase.last].end()
            end = (
                target.tokens[phrase.target_first].start(),
                target.tokens[phrase.target_last].end(),
            )
            if _free(left, *start) and _free(right, *end):
                opening, closing = next(numbers), next(numbers)
                for (low, high), edited in ((start, left), (end, right)):
                    edited.append(Edit(low, low, f"<x{opening}>"))
                    edited.append(Edit(high, high, f"<x{closing}>"))
        return
    places = _ones(source, target, links, left, right)
    names = [(x, y) for x, y in places if x.group() == y.group() and _content(x)]
    if way == "instead":
        way, places = ("instead", names) if names else ("beside", places)
    rng.shuffle(places)
    places = sorted(places[: rng.choice((1, 1, 2, 3))], key=lambda p: p[0].start())
    for (x, y), number in zip(places, numbers, strict=False):
        after = rng.random() < 0.4
        for token, edited in ((x, left), (y, right)):
            at = token.end() if after else token.start()
            low, high = token.span() if way == "instead" else (at, at)
            edited.append(Edit(low, high, f"<x{number}>"))
