"""French or English: told by their function words, and refused when it is neither.

Only two answers are wanted, and a wrong one costs the user a page: the most frequent words of each
language (about two in five of running text) decide, those of the neighbours speak against.
"""

from __future__ import annotations

import re
from gettext import gettext as _

from glossary.errors import ExitStatus, UserError
from glossary.model import Language

from .document import Document
from .formats import declared

# Words that languages share stand in each list: only what is its own then tells a language.
_WORDS: dict[str, frozenset[str]] = {
    "fr": frozenset(
        "le la les l un une des du de d et est dans pour que qu qui sur avec par plus ne n pas ce "
        "c cette ces il elle ils elles au aux en se s son sa ses été être sont ou nous vous je j "
        "mais leur leurs a ont avait fait après entre selon depuis contre sans sous très aussi "
        "comme dont où deux trois tout tous cet y été était lors".split()
    ),
    "en": frozenset(
        "the a an of and is in for that which on with by more not this it he she they to at as be "
        "are was were or we you i has have had his her its their from but been after who will "
        "would said about into than over when also one two three all there can no if out up "
        "some these those between since against under".split()
    ),
    "es": frozenset(
        "el la de un los las y es por para con una uno del al que en lo se su sus más pero como "
        "fue han ha había sin sobre entre también este esta según hasta desde dos ya".split()
    ),
    "pt": frozenset(
        "o a os as e é de do da dos das no na nos nas um uma para por com não que em se seu sua "
        "mais foi são ao à pelo pela como mas também".split()
    ),
    "it": frozenset(
        "il la lo le l gli i e è di che per con una un del della dei delle nel nella non si da "
        "sono al alla anche più come ha stato dal".split()
    ),
    "de": frozenset(
        "der die das und ist in den von zu mit sich des auf für nicht ein eine dem auch es an "
        "werden aus er hat dass sie nach wird bei einer um am sind noch wie".split()
    ),
    "nl": frozenset(
        "de het een en van in is op te dat die voor met zijn niet aan er om ook als bij door "
        "naar wordt zij".split()
    ),
}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000  # characters: enough for any text
_UNITS = 2_000  # of a document: likewise
_BRIEF = 12  # words: in as many a sentence may have no function word
_THIRD = 0.12  # share of function words of a third language that tells it
_FEW = 4  # words: below that a single function word may decide


def scores(text: str) -> dict[str, float]:
    """Return for each known language the share of the text's words that are its function words."""
    words = [w.lower() for w in _WORD.findall(text[:_SAMPLE])]
    total = max(1, len(words))
    return {name: sum(w in known for w in words) / total for name, known in _WORDS.items()}


def detect(text: str, *, where: str = "") -> Language:
    """Return the language of ``text``.

    Raises:
        UserError: it is neither French nor English, or too short to tell (exit 2).

    >>> detect("Les FAMa ont repris la ville."), detect("The army retook the town.")
    ('fr', 'en')
    """
    found = scores(text)
    best = max(found, key=lambda name: found[name])
    words = len(_WORD.findall(text[:_SAMPLE]))
    second = max((v for k, v in found.items() if k != best), default=0.0)
    floor = 0.12 if words > _FEW else 0.2
    if best == "fr" and found["fr"] >= floor and found["fr"] > second:
        return "fr"
    if best == "en" and found["en"] >= floor and found["en"] > second:
        return "en"
    what = _("the source is neither clearly French nor clearly English")
    raise UserError(
        what if words else _("the source has no words"),
        where=where,
        hint=_("say which with --from fr or --from en"),
        status=ExitStatus.USAGE,
    )


def is_brief(document: Document) -> bool:
    """Tell whether a document has so few words that its language may not show in them.

    A headline (*JNIM attacked Djibo.*) has no function word of any language; one of a third
    language says what it is.
    """
    sample = "\n".join(unit.text for unit in document.units[:_UNITS])
    third = max(v for k, v in scores(sample).items() if k not in ("fr", "en"))
    return 0 < len(_WORD.findall(sample)) <= _BRIEF and third < _THIRD


def language_of(
    document: Document,
    told: str,
    *,
    likely: Language | None = None,
    text: str = "",
    where: str = "",
) -> Language:
    """Return the language of a document: as ``told``, as the file states it, or as its words show.

    ``told`` is ``fr``, ``en`` or ``auto``. ``text`` is looked at where nothing is to be translated.
    ``likely`` is the answer where words cannot tell: the messages of a catalogue are short, and it
    may have none left.

    Raises:
        UserError: it is neither French nor English, or too short to tell (exit 2).
    """
    for known in (told, declared(document)[0]):
        if known in ("fr", "en"):
            return "fr" if known == "fr" else "en"
    sample = "\n".join(unit.text for unit in document.units[:_UNITS])
    try:
        return detect(sample if sample.strip() else text, where=where)
    except UserError:
        if likely is None:
            raise
        return likely
