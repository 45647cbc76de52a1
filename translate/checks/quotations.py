"""Checks of quotations: what was said must be said, by whom it was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import gettext as _

from glossary.model import Language

from ..result import Severity
from .check import Note, Scope, pair_check
from .reading import Reading, Side

_QUOTE = re.compile(r"[\"«»“”„‟‹›`]|''|(?<!\w)['‘’](?=\w)|(?<=[^\W\ds])['’](?!\w)")
"""Any sign that may be a quotation mark."""
_SAID: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:selon (?!tout|laquel|lequel)|d['’]après(?!-)|"
        r"a (?:affirmé|indiqué|assuré|annoncé))\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:according to|(?<!is )(?<!are )said (?:that|it|he|she|they|on|in)|announced|"
        r"claimed (?:that|to|it))\b",
        re.IGNORECASE,
    ),
}
"""How a source says, beyond doubt, that someone says so."""

_SAYS: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:selon|d['’]après|aux dires|de l['’]avis|à en croire|source|dixit|"
        r"aurai\w*|serai\w*|veut que|entend\w*|"
        r"pour (?:le|la|l['’]|les|ce|cet|cette|sa|son)|propos|parole|"
        r"(?:dé|pro|re|an|in|ex|ra|con|af|ad|sou|pré|a|e)?"
        r"(?:clam|clar|firm|diqu|pliqu|jout|nonc|cis|surer?|ssur|stim|lign|conn|lanc|port|fi|fess|"
        r"mett|vou|ten|sist|sum|cont|écri|répond|rétorqu|demand|regrett|martel|confi|dénonc|crain|"
        r"promi|jug|pens|croi|cru|parl|évoqu|rapport|salu|plai|rappel|prév|lâch|gliss|soupir|"
        r"gromm|ironis|tranch|résum|témoign|not[eé]|observ|constat|revendiqu|accus|averti|met|"
        r"appel|exig|signal|fait savoir|fait état)\w*|dit|dits|dite|dire|disent|disait|disaient)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|according|stat(?:ed?|es|ing)|add\w*|"
        r"claim\w*|announc\w*|report\w*|alleg\w*|expla\w+|insist\w*|warn\w*|not(?:ed?|es|ing)|"
        r"acknowledg\w*|confirm\w*|declar\w*|stress\w*|believ\w*|th(?:ink|inks|ought)|quot\w+|"
        r"argu\w+|assur\w*|point\w* out|indicat\w*|estimat\w*|would|might|may|could|words|"
        r"describ\w*|emphasi\w*|maintain\w*|ask\w*|comment\w*|remark\w*|repl\w+|recall\w*|"
        r"wr(?:ote|ites?|iting)|conclud\w*|admit\w*|promis\w*|appear\w*|seem\w*|complain\w*|"
        r"view|opinion|for|s[eé]es?|rued|sigh\w*|quip\w*|put it|call\w*|accus\w*|den(?:y|ied|ies)|"
        r"reveal\w*|disclos\w*|lament\w*|regret\w*|sources?|testif\w*|prais\w*|hail\w*|fear\w*|"
        r"suggest\w*|contend\w*|inform\w*|is (?:said|known)|are (?:said|known))\b",
        re.IGNORECASE,
    ),
}
"""Any sign that someone says so."""


@pair_check(
    "quotation",
    Severity.WARNING,
    "A quotation of the source is none in the translation, or the reverse.",
)
def quotation(reading: Reading) -> Iterator[Note]:
    source, target = reading.source, reading.target
    if not target.text.strip():
        return
    for one, two in ((source, target), (target, source)):
        if _QUOTE.search(two.text):
            continue
        for span in _quoted(one):
            if _is_speech(one, span):
                if one is source:
                    message = _("its quotation marks are missing in the translation")
                    yield Note(message, span, "source")
                else:
                    yield Note(_("is a quotation only in the translation"), span)


def _quoted(side: Side) -> list[tuple[int, int]]:
    """Return the spans of quotations that open and close in a text."""
    found: list[tuple[int, int]] = []
    start: int | None = None
    for mark in side.marks:
        if mark.depth:
            continue
        if mark.opens:
            start = mark.bare[0]
        elif start is not None:
            found.append((start, mark.bare[1]))
            start = None
    return found


def _is_speech(side: Side, span: tuple[int, int]) -> bool:
    """Tell whether a quotation is somebody's words, not a title, a nickname or a distance kept."""
    inside = side.text[slice(*span)].strip("«»“”\"'’‘ \u00a0\u202f")
    words = inside.split()
    return len(words) >= 5 and sum(w[:1].isupper() for w in words) <= len(words) // 2


@pair_check(
    "attribution",
    Severity.INFO,
    "The source says who says so, the translation states it as a fact.",
)
def attribution(reading: Reading) -> Iterator[Note]:
    source, target = reading.source, reading.target
    said = _SAID[source.language].search(source.text)
    if said is None or not target.text.strip():
        return
    if _SAYS[target.language].search(target.text) is None:
        yield Note(
            _("{said!r} has no answer in the translation").format(said=said.group()),
            said.span(),
            "source",
        )


@pair_check(
    "quotation-open",
    Severity.WARNING,
    "A quotation opens and does not close, or the reverse.",
    Scope.MONOLINGUAL,
)
def quotation_open(reading: Reading) -> Iterator[Note]:
    text = reading.target.text
    opened, closed = text.count("«"), text.count("»")
    if abs(opened - closed) == 1 and text.rstrip()[-1:] in ".!?»" and opened <= 1 and closed <= 1:
        at = text.find("«") if opened > closed else text.find("»")
        first = text.lstrip().startswith("«") or closed > opened
        yield Note(
            _("{text!r} has no partner").format(text=text[at]),
            (at, at + 1),
            # a quotation of several paragraphs opens anew in each and closes in the last
            severity=Severity.INFO if first else None,
        )
