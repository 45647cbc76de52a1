"""The pass *names*: a person or place keeps one spelling from the first sentence to the last.

What the glossary knows has one name already. Of a name it does not know, the engine may write
*Diop* in one sentence and *Diopé* in the next. A rendering near the source's spelling gives way to
it where that spelling stands in the translation elsewhere, in a required term or at least as
often; all else is told and left. Everyday words, the two languages' own names for a thing (Algeria,
Algérie), plurals, demonyms and other words of the source are no drift.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from glossary.text import fold_key

from ..grammar.changes import Change
from .lexicon import is_common, is_exonym
from .texts import Text, Texts

NAME = "names"
"""Its name in the ledger."""

_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 4
_OPENS = re.compile(r"(?:^|[.!?:;…]\s+|\n)[\s\"'“‘«(\[–—•*-]*$")
_TITLE = re.compile(
    r"\b(?:MM?|Mrs?|Ms|Dr|Pr|Prof|Me|G[eé]n|Col|Lt|Capt?|Cdt|Sgt|St|[A-Z])\.[ \u00a0\u202f]+$"
)

Place = tuple[int, int, int]
"""A word of a translation: index of the sentence, half-open span in its target."""


@dataclass(slots=True)
class Renderings:
    """How one name of the source is written in the translation.

    Attributes:
        kept: where it stands as in the source, outside required terms.
        near: where it stands in a spelling near that one, by spelling.
        decided: a required term writes it as the source does.
        official: how the required name of that person writes it, where that is otherwise.
    """

    kept: list[Place] = field(default_factory=list)
    near: dict[str, list[Place]] = field(default_factory=dict)
    decided: bool = False
    official: set[str] = field(default_factory=set)

    def goal(self, name: str) -> str:
        """Return the spelling that the others give way to."""
        return next(iter(self.official)) if len(self.official) == 1 and not self.decided else name


@dataclass(frozen=True, slots=True)
class Drift:
    """A name that is written in several ways: ``place`` is where the rarer one first stands."""

    name: str
    written: str
    place: Place
    counts: tuple[tuple[str, int], ...]


def agree(texts: Texts) -> dict[int, tuple[Change, ...]]:
    """Return, by sentence, the changes after which near renderings of a name agree.

    >>> one = Text("Mr Diop spoke.", "M. Diop a parlé.")
    >>> two = Text("Later Diop left.", "Puis Diopé est parti.")
    >>> [c.after for c in agree(Texts("en", (one, two)))[1]]
    ['Diop']
    """
    found: defaultdict[int, list[Change]] = defaultdict(list)
    for name, how in renderings(texts).items():
        goal = how.goal(name)
        settled = how.decided or goal != name
        if goal != name:
            for index, start, end in how.kept:
                found[index].append(Change(start, end, name, goal, "as-glossary"))
        kept = len(how.kept)
        for written, places in sorted(how.near.items(), key=lambda e: (len(e[1]), e[0])):
            if written == goal or not _may_give_way(name, written):
                continue
            if not (settled or (kept and kept >= len(places))):
                continue
            kept += len(places)
            for index, start, end in places:
                found[index].append(Change(start, end, written, goal, "one-spelling"))
    return {i: tuple(sorted(changes, key=lambda c: c.start)) for i, changes in found.items()}


def drifts(texts: Texts) -> Iterator[Drift]:
    """Yield the names that are written in more than one way, in the order of the document."""
    told: list[Drift] = []
    for name, how in renderings(texts).items():
        written = {**({name: how.kept} if how.kept else {}), **how.near}
        if len(written) < 2:
            continue
        ranked = sorted(written.items(), key=lambda e: (-len(e[1]), e[1][0]))
        counts = tuple((form, len(places)) for form, places in ranked)
        rare = [e for e in ranked if e[0] != name][-1]
        told.append(Drift(name, rare[0], rare[1][0], counts))
    yield from sorted(told, key=lambda d: d.place)


def renderings(texts: Texts) -> dict[str, Renderings]:
    """Return how each name of the source that the translation may have altered is written."""
    here = [_words(t.source) for t in texts.items]
    there = [_words(t.target) for t in texts.items]
    small = {w for words in (*here, *there) for w, _, _ in words if w[0].islower()}
    known = {w for words in here for w, _, _ in words}
    names = _names(texts.items, here, small)
    found: dict[str, Renderings] = {}
    for index, text in enumerate(texts.items):
        if text.silent:
            continue
        wanted = Counter(w for w, _, _ in here[index] if w in names)
        if not wanted:
            continue
        places: defaultdict[str, list[Place]] = defaultdict(list)
        for word, start, end in there[index]:
            if word[0].isupper():
                places[word].append((index, start, end))
        missing = {}
        for name, count in wanted.items():
            at = places.get(name, [])
            how = found.setdefault(name, Renderings())
            free = [p for p in at if not _inside(p, text.frozen)]
            how.kept += free[:count]
            how.decided |= len(free) < len(at)
            how.official |= _official(name, text)
            if len(at) < count:
                missing[name] = count - len(at)
        rivals = {
            word: at
            for word, at in places.items()
            if word not in known
            and _is_name(word, small)
            and not any(_inside(p, text.frozen) for p in at)
        }
        for name, word in _pairs(missing, rivals):
            if len(rivals[word]) <= missing[name]:
                found[name].near.setdefault(word, []).extend(rivals[word])
    return found


_PERSONS = frozenset(("persons-titles", "names"))


def _official(name: str, text: Text) -> set[str]:
    """Return how the required name of a person, in which ``name`` stands, spells it otherwise."""
    found: set[str] = set()
    for requirement, span in text.terms:
        concept = requirement.match.concept
        if span is None or concept.domain not in _PERSONS:
            continue
        if name not in {w for w, _, _ in _words(requirement.match.surface)}:
            continue
        written = {w for w, _, _ in _words(text.target[slice(*span)])}
        if name not in written:
            key = fold_key(name)
            found |= {w for w in written if fold_key(w) == key or is_near(name, w)}
    return found


def _pairs(
    missing: Iterable[str], rivals: Mapping[str, Sequence[Place]]
) -> Iterator[tuple[str, str]]:
    """Yield names and the words near them, where neither could be another's."""
    near = [(name, word) for name in missing for word in rivals if is_near(name, word)]
    for name, word in near:
        if sum(n == name for n, _ in near) == 1 == sum(w == word for _, w in near):
            yield name, word


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]


def _is_name(word: str, small: set[str]) -> bool:
    return (
        len(word) >= _LEAST
        and word[0].isupper()
        and not word.isupper()
        and word.lower() not in small
        and not is_common(word)
    )


def _names(
    items: Sequence[Text], here: Sequence[Sequence[tuple[str, int, int]]], small: set[str]
) -> set[str]:
    """Return the names of the source; a word that only opens sentences may be any word."""
    found: set[str] = set()
    for text, words in zip(items, here, strict=True):
        for word, start, _ in words:
            if (
                word not in found
                and _is_name(word, small)
                and not _opens(text.source[max(0, start - 12) : start])
            ):
                found.add(word)
    return found


def _opens(before: str) -> bool:
    """Tell whether a sentence begins after ``before``; "M. Diop" is none.

    >>> _opens("Il part. "), _opens("avec M. ")
    (True, False)
    """
    return _OPENS.search(before) is not None and _TITLE.search(before) is None


def _inside(place: Place, spans: Sequence[tuple[int, int]]) -> bool:
    return any(place[1] < b and a < place[2] for a, b in spans)


def is_near(name: str, word: str) -> bool:
    """Tell whether ``word`` may be a slip of the engine for ``name``, and nothing else.

    One edit in up to five letters, two in up to nine, three beyond, accents apart; the same first
    letter.

    >>> [is_near("Diop", w) for w in ("Diopé", "Diallo", "Niop")]
    [True, False, False]
    >>> is_near("Algeria", "Algérie"), is_near("Dogon", "Dogons"), is_near("Mali", "Malien")
    (False, False, False)
    """
    one, two = fold_key(name), fold_key(word)
    if one != two and (
        _inflected(name, word) or _inflected(word, name) or _plain(name) == _plain(word)
    ):
        return False
    most = 1 if len(one) <= 5 else 2 if len(one) <= 9 else 3
    if one[:1] != two[:1] or abs(len(one) - len(two)) > most:
        return False
    edits = Levenshtein.distance(one, two, score_cutoff=most)  # most + 1 beyond it
    return edits <= most and not is_exonym(name, word)


_ENDINGS = frozenset(("s", "x", "e", "es", "n", "an", "in", "ne", "ans", "ns"))
_DEMONYM = re.compile(
    r"(?:ien|ienne|en|enne|ais|aise|ois|oise|ain|aine|an|ian|ese|ine?|ite|iste?|ique|i)s?"
)


def _inflected(one: str, two: str) -> bool:
    """Tell whether ``two`` may be a plural, a feminine or a demonym of ``one``.

    >>> _inflected("Peul", "Peuls"), _inflected("Kidal", "Kidalois"), _inflected("Diop", "Diopé")
    (True, True, False)
    """
    one, two = one.lower(), two.lower()
    if two.startswith(one) and two[len(one) :] in _ENDINGS:
        return True
    stem = one.rstrip("aeio")
    return len(stem) > 3 and two.startswith(stem) and bool(_DEMONYM.fullmatch(two[len(stem) :]))


def _plain(word: str) -> str:
    """Return a name as a transliteration of either school would have it.

    The two languages end names in vowels of their own (Medina, Médine; Borno, Bornou).

    >>> _plain("Bashir") == _plain("Bachir"), _plain("Medina") == _plain("Médine")
    (True, True)
    """
    word = fold_key(re.sub(r"[aeiou]+$", "", word.lower()))
    for before, after in (("ou", "u"), ("tch", "ch"), ("sh", "ch"), ("dj", "j"), ("gu", "g")):
        word = word.replace(before, after)
    return word


def _may_give_way(name: str, written: str) -> bool:
    """Tell whether a rendering is a slip; one that differs in accents alone may be the better."""
    return fold_key(name) != fold_key(written)
