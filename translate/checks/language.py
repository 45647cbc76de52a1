"""Check of words of the source language left in the translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import gettext as _
from itertools import groupby

from glossary.model import Language
from glossary.text import fold_key

from ..interface import N_
from ..result import Severity
from .check import Note, pair_check
from .reading import Reading, Side, Word

# Function words that the other language does not have, not even as a name, a loan or a unit.
_OWN: dict[Language, frozenset[str]] = {
    "fr": frozenset(
        "les des une dans pour qui avec ces cette sont ont été était sur par leur leurs aux ses "
        "nous vous mais où dont selon après depuis contre sans très aussi comme être avait ainsi "
        "entre lors afin chez plusieurs toujours déjà alors celui celle ceux".split()
    ),
    "en": frozenset(
        "the of and that which with from this these those was were has have been had his her "
        "their they would could should about into who will said there when after also "
        "than between because while".split()
    ),
}
_RUN = 4
_SHORT_RUN = 3  # words, one of them a function word


@pair_check(
    "source-language",
    Severity.WARNING,
    "Words of the source's language are left in the translation, outside names and quotations.",
)
def source_language(reading: Reading) -> Iterator[Note]:
    target = reading.target
    foreign = _OWN[reading.source.language]
    words = _prose(target)
    own = [w for w in words if w.text.lower() in foreign]
    native = sum(w.text.lower() in _OWN[target.language] for w in words)
    if len(own) >= 3 and len(own) > native:
        yield Note(
            _("is {language}, at least in part").format(
                language=_(_NAMES[reading.source.language])
            ),
            _span(own),
        )
        return
    for run in _copied(reading, words):
        function_word = any(w.text.lower() in foreign for w in run)
        plain = len(run) >= _RUN and not set(",;:") & set(target.text[run[0].start : run[-1].end])
        if (function_word or plain) and sum(_tells(w) for w in run) >= 2:
            shown = target.text[run[0].start : run[-1].end]
            yield Note(_("{shown!r} is not translated").format(shown=shown), _span(run))
            return
    if target.language == "en":
        yield from _single(reading, words)


def _single(reading: Reading, words: list[Word]) -> Iterator[Note]:
    """Look for a French word that its accent betrays; one beside a capital may be of a name."""
    here = {w.text for w in reading.source.words}
    terms = [a.span for a in reading.answers if a.span is not None]
    for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
        beside = [w for w in (before, after) if w is not None and w.text[:1].isupper()]
        if word.text not in here or word.text in _LOANS or not _FRENCH.fullmatch(word.text):
            continue
        if not beside and not any(a <= word.start < b for a, b in terms):
            yield Note(
                _("{text!r} is not translated").format(text=word.text), (word.start, word.end)
            )


_NAMES: dict[Language, str] = {"fr": N_("French"), "en": N_("English")}
_FRENCH = re.compile(r"(?=.{5,})[a-zœç]*(?:[éèêîôûùâ][a-zœç]*)+")
_LOANS = frozenset(
    "cliché clichés communiqué communiqués protégé protégés protégée décor façade façades élite "
    "élites régime régimes émigré émigrés attaché attachés première premières crèche crèches "
    "entrée soirée matinée détente dépôt rôle rôles résumé résumés fiancé fiancée fête fêtes "
    "étude études cortège mêlée négociant café cafés touché exposé exposés château châteaux "
    "département départements préfet préfecture préfectures député députés bâtonnier méhariste "
    "méharistes griot marché médersa élan éclat débâcle déclassé émigrée vérité chargé "
    "chargés lycée lycées crème thiéboudienne hôtel".split()
)
"""French words that English has, accents and all."""
_QUOTED = re.compile(
    r"«[^»]*»|“[^”]*”|\"[^\"]*\"|\([^)]*\)|\[[^\]]*\]|[‘'](?=\w)[^’']*[’'](?!\w)|[*_][^*_]+[*_]"
)


def _prose(side: Side) -> list[Word]:
    """Return the words outside quotations, brackets and emphasis, where a foreign word may be."""
    held = [m.span() for m in _QUOTED.finditer(side.text)]
    return [w for w in side.words if not any(a <= w.start < b for a, b in held)]


def _copied(reading: Reading, words: list[Word]) -> Iterator[list[Word]]:
    """Yield runs of at least three lower-case words that stand so in the source as well."""
    source = f" {' '.join(w.text.lower() for w in reading.source.words)} "
    for plain, group in groupby(words, key=lambda w: w.text[:1].islower()):
        run = list(group)
        if not plain:
            continue
        at = 0
        while at < len(run):
            stop = at
            while stop < len(run) and _has(source, run[at : stop + 1]):
                stop += 1
            if stop - at >= _SHORT_RUN:
                yield run[at:stop]
            at = max(stop, at + 1)


def _has(source: str, run: list[Word]) -> bool:
    return f" {' '.join(w.text.lower() for w in run)} " in source


def _tells(word: Word) -> bool:
    return len(fold_key(word.text)) > 3


def _span(words: list[Word]) -> tuple[int, int]:
    return words[0].start, words[-1].end
