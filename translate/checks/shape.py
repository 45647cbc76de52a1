"""Checks of a text's outline: its length, its end, its brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from gettext import gettext as _

from ..result import Severity
from ..sentences import segment
from .check import Note, Scope, pair_check, replaced
from .reading import Reading, Side

_LEAST, _MOST = 0.42, 2.4
"""Length of the target for one character of the source, English and French alike. In 20,000 pairs
of human translations one in a thousand lies outside."""
_SLACK = 40  # characters: short texts have no ratio
_USUAL = 1.15
"""French is so much longer than English, in the median of human translations."""
_BROKEN_OFF, _SENTENCE_SHORT = 0.8, 0.72
"""Share of the usual length below which a text without an end mark was broken off, and one with
fewer sentences than its source lost one."""
_OPENERS, _CLOSERS = "([{", ")]}"
_LIST = re.compile(r"(?:^|(?<=[\s;:,.]))(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[°.]?\)")
_SMILEY = re.compile(r"[:;]-?[()]")
_QUOTE_END = "»”\"'’)]*_ \u00a0\u202f"
_MARKS = {"?": "?", "!": "!", "…": "…", ":": ":", ".": ".", "؟": "?"}


@pair_check(
    "untranslated",
    Severity.WARNING,
    "The target is its source, word for word; or a paragraph has no counterpart.",
)
def untranslated(reading: Reading) -> Iterator[Note]:
    source, target = reading.source, reading.target
    if not target.text.strip():
        # an entry still to be translated is no fault of the translation; a lost paragraph is
        waits = reading.pair.kind in ("message", "cell")
        yield Note(
            _("has no translation"), None, "source", severity=Severity.INFO if waits else None
        )
        return
    if not source.text.strip():
        yield Note(_("answers nothing in the source"))
        return
    words = [w for w in source.words if w.text[:1].islower() and len(w.text) > 2]
    same = " ".join(source.text.split()) == " ".join(target.text.split())
    if same and len(words) >= 3:
        yield Note(_("is the source, word for word"))


@pair_check(
    "length-ratio",
    Severity.WARNING,
    "The translation is far too short or far too long for its source.",
)
def length_ratio(reading: Reading) -> Iterator[Note]:
    source, target = len(reading.source.text.strip()), len(reading.target.text.strip())
    if not source or not target:
        return
    if target > source * _MOST + _SLACK:
        yield Note(
            _("{target} characters for {source}: too long for its source").format(
                target=target, source=source
            )
        )
    elif target < source * _LEAST - _SLACK / 4 and source > _SLACK:
        yield Note(
            _("{target} characters for {source}: too short for its source").format(
                target=target, source=source
            )
        )


@pair_check(
    "truncated",
    Severity.WARNING,
    "The translation stops before its end: in mid-sentence where the source ends one, or a "
    "sentence or more of several short.",
)
def truncated(reading: Reading) -> Iterator[Note]:
    source, target = reading.source.text.rstrip(), reading.target.text.rstrip()
    if not target or len(target.split()) < 3:
        return
    ends = re.search(r"(?<![ap]\.m)[.!?…][»”\"'’)\]\s]*$", source) is not None
    last = target.rstrip(_QUOTE_END)[-1:]
    dangling = re.search(
        r"(?:,|\b(?:the|a|an|of|to|and|or|with|in|le|la|les|un|une|des|du|de|et|ou|à|au|aux|dans|"
        r"avec|pour|par))$",
        target,
    )
    if ends and dangling is not None and last not in ".!?…":
        yield Note(_("stops in mid-sentence"), (dangling.start(), len(target)))
        return
    usual = _USUAL if reading.target.language == "fr" else 1 / _USUAL
    share = len(target) / (len(source) * usual) if source else 1
    if ends and last.isalnum() and share < _BROKEN_OFF and len(source) > _SLACK:
        yield Note(_("stops in mid-sentence"), (len(target) - 1, len(target)))
        return
    here = _sentences(reading.source)
    there = _sentences(reading.target)
    unasked = "?" in source and "?" not in target and share < _BROKEN_OFF
    shorter = share < _SENTENCE_SHORT or unasked
    if len(here) >= 2 and len(there) < len(here) and shorter and not length_says(reading):
        yield Note(
            _(
                "{there} of {here} sentences, and {target} characters for "
                "{source}: something may be missing"
            ).format(there=len(there), here=len(here), target=len(target), source=len(source))
        )


def length_says(reading: Reading) -> bool:
    """Tell whether the check of the length has said it already."""
    run = length_ratio.of_pair
    return run is not None and any(run(reading))


def _sentences(side: Side) -> list[str]:
    return [s.text for s in segment.split(side.text, side.language) if s.text.strip()]


@pair_check(
    "brackets",
    Severity.WARNING,
    "A bracket of the translation opens and does not close, or the reverse, and the source's do.",
    Scope.TEXT,
)
def brackets(reading: Reading) -> Iterator[Note]:
    loose = _unbalanced(reading.target)
    if not loose:
        return
    mono = reading.pair.monolingual
    if not mono and _unbalanced(reading.source):
        return  # a quotation or an aside that goes on in the next paragraph
    for at in loose[:1]:
        yield Note(_("{text!r} has no partner").format(text=reading.target.text[at]), (at, at + 1))


def _unbalanced(side: Side) -> list[int]:
    """Return the offsets of brackets without partner; list numbers and smileys are none."""
    held = [m.end() - 1 for pattern in (_LIST, _SMILEY) for m in pattern.finditer(side.text)]
    stack: list[int] = []
    loose: list[int] = []
    for at, char in enumerate(side.text):
        if char in _OPENERS and not side.holds(at, at + 1):
            stack.append(at)
        elif char in _CLOSERS and not side.holds(at, at + 1):
            opened = _OPENERS[_CLOSERS.index(char)]
            if stack and side.text[stack[-1]] == opened:
                stack.pop()
            elif at not in held:
                loose.append(at)
    return sorted([*loose, *(a for a in stack if a + 1 not in held and a not in held)])


@pair_check(
    "end-punctuation",
    Severity.INFO,
    "The translation ends otherwise than its source: a question that is none, a full stop too "
    "many or missing.",
)
def end_punctuation(reading: Reading) -> Iterator[Note]:
    here, there = _ending(reading.source.text), _ending(reading.target.text)
    if here == there or not reading.target.text.strip():
        return
    shown = {"": _("no mark")}
    text = reading.target.text.rstrip()
    span = (max(0, len(text) - 1), len(text))
    yield Note(
        _("ends with {target}, its source with {source}").format(
            target=shown.get(there, there), source=shown.get(here, here)
        ),
        span,
    )


def _ending(text: str) -> str:
    text = text.rstrip(_QUOTE_END)
    if text.endswith("..."):
        return "…"
    return _MARKS.get(text[-1:], "")


_DOUBLED = re.compile(r"(?<![\w'’-])(?P<word>[^\W\d_]{2,})(?P<space>\s+)(?P=word)(?![\w'’-])", re.I)
_PHRASAL = re.compile(
    r"\b(?:sworn|log\w*|check\w*|mov\w+|settl\w+|br[eo]\w+|com\w+|came|go\w*|went|brought|usher\w*|"
    r"phas\w+|call\w*|weigh\w*|kick\w*|set|build\w*|built|cav\w+|clos\w+|liv\w+|stay\w*|turn\w*|"
    r"hand\w*|published|pass\w*|stand\w*|fill\w*|dig|digs|digging|dug|bring\w*|lock\w*|hemm\w*|"
    r"step\w*|drop\w*|giv\w*|gave|join\w*|ke(?:ep|pt)\w*|tak\w*|took|plug\w*|pour\w*|rush\w*)\s$",
    re.IGNORECASE,
)
_MAY_DOUBLE = frozenset(
    "nous vous had that is was her très bien non si oui never very ha ah bla so many no yes much "
    "long far well really trop all again on up over leu mieux kif faire".split()
)
_OFTEN_RIGHT = frozenset("does did do have has are will can one une".split())
"""What may end one clause and begin the next (*what he does does matter*), *une une* blanche."""
_WHO = re.compile(r"\b(?:qui|who)\s$", re.IGNORECASE)
_FOR_A_TIME = re.compile(
    r"\s+(?:\w+\s+){0,3}?(?:years?|months?|weeks?|days?|decades?|hours?|long|time|ages)\b"
)
_ASKS_FOR = re.compile(
    r"\b(?:call|ask|wait|look|search|hop|fight|vot|car|pay|appl|push|press|plead|pled|campaign|work|"
    r"hunt|long|yearn|prepar|plan|provid|account|lobby|lobbi|pray|aim|go)\w*\s$|"
    r"\b(?:fought|paid|gone|went)\s$",
    re.IGNORECASE,
)
_GERUND = re.compile(r"\s+[^\W\d_]+ant\b")


@pair_check(
    "doubled-word",
    Severity.WARNING,
    "A word stands twice running where the source has nothing of the kind.",
    Scope.TEXT,
)
def doubled_word(reading: Reading) -> Iterator[Note]:
    text = reading.target.text
    for match in _DOUBLED.finditer(text):
        word = match["word"]
        again = match.group()[-len(word) :]
        if word.lower() in _MAY_DOUBLE or reading.target.holds(*match.span()):
            continue
        if again[0].isupper() or word == "Est":
            continue  # a name: Boutros Boutros-Ghali, in In Guezzam, le Grand Est est calme
        if word.lower() == "de" and text[match.end() :].lstrip()[:1].isupper():
            continue  # citations de de Gaulle
        if word.lower() == "en" and _GERUND.match(text, match.end()):
            continue  # tout en en parlant
        if word.lower() in ("in", "as", "by") and _PHRASAL.search(text[: match.start()]):
            continue  # sworn in in Abuja
        asked = word.lower() == "for" and _ASKS_FOR.search(text[: match.start()])
        if asked and _FOR_A_TIME.match(text, match.end()):
            continue  # what they have called for for months
        if not reading.pair.monolingual and _DOUBLED.search(reading.source.text):
            continue
        # ceux qui savent savent
        sure = word.lower() not in _OFTEN_RIGHT and not _WHO.search(text[: match.start()])
        taken = replaced(text, match.start("space"), match.end(), "", "doubled-word")
        yield Note(
            _("{word!r} twice").format(word=word),
            match.span(),
            suggestion=word,
            edits=taken if sure else (),
            severity=None if sure else Severity.INFO,
        )


@pair_check(
    "repetition",
    Severity.ERROR,
    "The translation says the same thing several times running, as an engine does that lost its "
    "way.",
    Scope.TEXT,
)
def repetition(reading: Reading) -> Iterator[Note]:
    from ..cascade.loops import repeats

    if repeats(reading.target.text) and not repeats(reading.source.text):
        yield Note(_("repeats itself"))
        return
    source = Counter(_phrases(reading.source))
    target = Counter(_phrases(reading.target))
    for phrase, count in target.items():
        if count >= 3 and not any(n >= 3 for n in source.values()):
            yield Note(_("says {phrase!r} {count} times").format(phrase=phrase, count=count))
            return


def _phrases(side: Side) -> Iterator[str]:
    words = [w.text.lower() for w in side.words]
    for at in range(len(words) - 5):
        yield " ".join(words[at : at + 6])
