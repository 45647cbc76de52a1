"""Faults in how a translation stands there: loss, repetition, foreign words, marks, markup.

The same shape as `checks_seed_words`; imports nothing of the product and knows none of its lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from .checks_pairs import Clean

Damage = tuple[str, str, "tuple[int, int] | None"]
Fault = Callable[[Clean, Random], "Damage | None"]

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_END = re.compile(r"[.!?…](?=[\s\u00a0»”\"')]*$)")
_SENTENCE = re.compile(r"(?<=[.!?…»”\"]) +(?=[«“\"]?\s?[A-ZÀ-Ý])")


def _cut(text: str, spans: list[tuple[int, int]], new: str = "") -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text


# -- loss and repetition ------------------------------------------------------------------------


def dropped_sentence(pair: Clean, chance: Random) -> Damage | None:
    """Leave out a sentence of at least four words, where both sides have as many sentences."""
    parts = _SENTENCE.split(pair.target)
    if len(parts) < 2 or len(parts) != len(_SENTENCE.split(pair.source)):
        return None
    long = [i for i, part in enumerate(parts) if len(part.split()) >= 4]
    if not long:
        return None
    gone = chance.choice(long)
    return " ".join(parts[:gone] + parts[gone + 1 :]), f"sentence {gone + 1} left out", None


def truncated(pair: Clean, chance: Random) -> Damage | None:
    """Break off after 40 to 65 % of the words."""
    words = list(re.finditer(r"\S+", pair.target))
    if len(words) < 10:
        return None
    upto = words[round(len(words) * chance.uniform(0.40, 0.65)) - 1].end()
    return pair.target[:upto].rstrip(" ,;:.«\u00a0"), "broken off", None


def doubled_word(pair: Clean, chance: Random) -> Damage | None:
    """Write a word twice; not one that grammar may double (nous nous, that that)."""
    may = {"nous", "vous", "that", "had", "très", "very"}
    found = [
        m
        for m in _WORD.finditer(pair.target)
        if len(m.group()) > 1 and m.group().islower() and m.group() not in may
    ]
    if not found:
        return None
    match = chance.choice(found)
    new = f"{match.group()} {match.group()}"
    return _cut(pair.target, [match.span()], new), new, None


def loop(pair: Clean, chance: Random) -> Damage | None:
    """Say two to four words four times over."""
    words = list(re.finditer(r"\S+", pair.target))
    if len(words) < 8:
        return None
    size = chance.randint(2, 4)
    first = chance.randrange(1, len(words) - size)
    span = words[first].start(), words[first + size - 1].end()
    phrase = pair.target[slice(*span)]
    return _cut(pair.target, [span], " ".join([phrase] * 4)), f"{phrase!r} four times", None


# -- words of the source ------------------------------------------------------------------------


def _common(word: str) -> bool:
    return word.isalpha() and word.islower() and len(word) > 1


def untranslated(pair: Clean, chance: Random) -> Damage | None:
    """Leave the whole sentence as it was; it has six common words at least."""
    if sum(_common(w) for w in _WORD.findall(pair.source)) < 6:
        return None
    return pair.source, "the source itself", None


def left_words(pair: Clean, chance: Random) -> Damage | None:
    """Put four words of the source, three of them common, at about their place in the target."""
    return _left(pair, chance, 4, lambda ws: sum(_common(w) for w in ws) >= 3)


def left_word(pair: Clean, chance: Random, vocabulary: dict[str, frozenset[str]]) -> Damage | None:
    """Put one common word of the source, of six letters or more, at about its place.

    Only a word that the sets never have in the language of the target (*tension* is both).
    """
    known = vocabulary[pair.target_language]
    return _left(
        pair, chance, 1, lambda ws: _common(ws[0]) and len(ws[0]) >= 6 and ws[0] not in known
    )


def _left(
    pair: Clean, chance: Random, size: int, fits: Callable[[list[str]], bool]
) -> Damage | None:
    theirs, mine = list(_WORD.finditer(pair.source)), list(_WORD.finditer(pair.target))
    here = {m.group().lower() for m in mine}
    found = []
    for i in range(len(theirs) - size + 1):
        words = [m.group() for m in theirs[i : i + size]]
        between = pair.source[theirs[i].start() : theirs[i + size - 1].end()]
        if fits(words) and not here & set(words) and re.fullmatch(r"[^\W\d_' ’-]+( \w+)*", between):
            found.append((i, between))
    if not found or len(mine) < size + 2:
        return None
    i, words_left = chance.choice(found)
    j = min(round(i / len(theirs) * len(mine)), len(mine) - size)
    span = mine[j].start(), mine[j + size - 1].end()
    return _cut(pair.target, [span], words_left), f"{words_left!r} left", None


# -- marks --------------------------------------------------------------------------------------

_OPEN_CLOSE = re.compile(
    r"(«[\s\u00a0\u202f]?|“|(?<!\w)\")([^«»“”\"]+)([\s\u00a0\u202f]?»|”|\"(?!\w))"
)


def dropped_quotes(pair: Clean, chance: Random) -> Damage | None:
    """Take away the marks of a quotation."""
    found = list(_OPEN_CLOSE.finditer(pair.target))
    if not found or not _OPEN_CLOSE.search(pair.source):
        return None
    match = chance.choice(found)
    return _cut(pair.target, [match.span(1), match.span(3)]), "quotation marks left out", None


def unclosed_quotes(pair: Clean, chance: Random) -> Damage | None:
    """Take away the closing mark of a quotation."""
    found = list(_OPEN_CLOSE.finditer(pair.target))
    if not found or not _OPEN_CLOSE.search(pair.source):
        return None
    return _cut(pair.target, [chance.choice(found).span(3)]), "closing mark left out", None


def dropped_bracket(pair: Clean, chance: Random) -> Damage | None:
    """Take away one bracket of a pair."""
    found = list(re.finditer(r"\(([^()]+)\)", pair.target))
    if not found or "(" not in pair.source:
        return None
    match = chance.choice(found)
    at = chance.choice([match.start(), match.end() - 1])
    return _cut(pair.target, [(at, at + 1)]), f"{pair.target[at]} left out", None


def dropped_end(pair: Clean, chance: Random) -> Damage | None:
    """Take away the mark that ends the sentence, where both sides have the same."""
    mine, theirs = _END.search(pair.target), _END.search(pair.source)
    if mine is None or theirs is None or mine.group() != theirs.group():
        return None
    start = len(pair.target[: mine.start()].rstrip())
    return _cut(pair.target, [(start, mine.end())]), f"{mine.group()} left out", None


def changed_end(pair: Clean, chance: Random) -> Damage | None:
    """Put a full stop for a question mark, or the reverse."""
    mine, theirs = _END.search(pair.target), _END.search(pair.source)
    if mine is None or theirs is None or mine.group() != theirs.group():
        return None
    if mine.group() == "?":
        start = len(pair.target[: mine.start()].rstrip())
        return _cut(pair.target, [(start, mine.end())], "."), "? -> .", None
    if mine.group() == ".":
        new = "\u202f?" if pair.target_language == "fr" else "?"
        return _cut(pair.target, [mine.span()], new), ". -> ?", None
    return None


# -- typography ---------------------------------------------------------------------------------


def spaces(pair: Clean, chance: Random) -> Damage | None:
    """Put a space where none may be, or take one where one must be."""
    text = pair.target
    found = [(m.span(), " ,") for m in re.finditer(r"(?<=\w),(?= )", text)]
    if pair.target_language == "fr":
        found += [(m.span(), "") for m in re.finditer(r"(?<=\w)[ \u00a0\u202f](?=[;!?:%])", text)]
        found += [(m.span(), "") for m in re.finditer(r"(?<=«)[ \u00a0\u202f](?=\w)", text)]
    else:
        found += [(m.span(), " " + m.group()) for m in re.finditer(r"(?<=\w)[;!?:](?=\s|$)", text)]
    if not found:
        return None
    span, new = chance.choice(found)
    return _cut(text, [span], new), f"{text[slice(*span)]!r} -> {new!r}", None


def foreign_quotes(pair: Clean, chance: Random) -> Damage | None:
    """Write a quotation in the marks of the other language."""
    found = list(_OPEN_CLOSE.finditer(pair.target))
    if pair.target_language == "fr":
        found = [m for m in found if m.group(1).startswith("«")]
        before, after = "“", "”"
    else:
        found = [m for m in found if not m.group(1).startswith("«")]
        before, after = "«\u00a0", "\u00a0»"
    if not found:
        return None
    match = chance.choice(found)
    made = f"{before}{match.group(2).strip()}{after}"
    return _cut(pair.target, [match.span()], made), "marks of the other language", None


def foreign_figure(pair: Clean, chance: Random) -> Damage | None:
    """Write a figure with the separators of the other language."""
    if pair.target_language == "fr":
        found = [
            (m.span(), m.group().replace(",", "."))
            for m in re.finditer(r"(?<![\w.,])\d+,\d{1,2}(?![\w.,]*\d)", pair.target)
        ]
        found += [
            (m.span(), re.sub(r"\s", ",", m.group()))
            for m in re.finditer(
                r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d])", pair.target
            )
        ]
    else:
        found = [
            (m.span(), m.group().replace(",", " "))
            for m in re.finditer(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\d.])", pair.target)
        ]
        found += [
            (m.span(), m.group().replace(".", ","))
            for m in re.finditer(r"(?<![\w.,])\d+\.\d{1,2}(?![\w.,]*\d)", pair.target)
        ]
    if not found:
        return None
    span, new = chance.choice(found)
    return _cut(pair.target, [span], new), f"{pair.target[slice(*span)]} -> {new}", None


def double_space(pair: Clean, chance: Random) -> Damage | None:
    """Write two spaces for one."""
    found = [m.span() for m in re.finditer(r"(?<=\w) (?=\w)", pair.target)]
    if not found:
        return None
    return _cut(pair.target, [chance.choice(found)], "  "), "two spaces", None


# -- addresses, placeholders, markup: planted on both sides, then damaged on one ----------------

PLANTED = {
    "url": (
        " (https://example.org/rapport/2024?id=7)",
        ("https://example.org/rapport/2024?id=", "https://example.org/report/2024?id=7"),
    ),
    "placeholder": (" {user_name}", ("{nom_utilisateur}", "{user name}", "")),
    "printf": (" %(count)d", ("% (count) d", "%(nombre)d", "")),
    "markup": (" <b>AFP</b>", ("<b>AFP", "<b>AFP<b>", "AFP</b>")),
}


def plant(pair: Clean, what: str) -> Clean:
    """Return the pair with the same address, placeholder or markup at the end of both sides."""
    added = PLANTED[what][0]
    return replace(pair, source=pair.source + added, target=pair.target + added)


def damage_planted(pair: Clean, chance: Random, what: str) -> Damage | None:
    """Damage what :func:`plant` added to the target of ``pair``."""
    added, damaged = PLANTED[what]
    whole = added.strip(" ()") if what == "url" else added.lstrip()
    new = chance.choice(damaged)
    at = pair.target.rfind(whole)
    made = pair.target[:at] + new + pair.target[at + len(whole) :]
    return made, f"{whole} -> {new or 'nothing'}", None


LOSS: dict[str, Fault] = {
    "sentence-dropped": dropped_sentence,
    "truncated": truncated,
    "word-doubled": doubled_word,
    "loop": loop,
    "untranslated": untranslated,
    "source-words-left": left_words,
}
MARKS: dict[str, Fault] = {
    "quotes-dropped": dropped_quotes,
    "quotes-unclosed": unclosed_quotes,
    "bracket-dropped": dropped_bracket,
    "end-dropped": dropped_end,
    "end-changed": changed_end,
    "spaces-broken": spaces,
    "quotes-foreign": foreign_quotes,
    "figure-foreign": foreign_figure,
    "space-doubled": double_space,
}
