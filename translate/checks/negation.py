"""Check of negation: *n'a pas revendiqué* must not become *claimed*.

Languages negate in many ways (*peu*, *sans*, *fail to*, *unknown*, *ne ... que* for *only*), so a
negation on one side counts as answered by anything negative on the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.model import Language

from ..result import Severity
from .check import Note, pair_check
from .reading import Reading

_STRONG: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:ne|n['’])\s*(?:[\w'’-]+\s+){1,4}?(?:pas|jamais|aucun|aucune|rien|personne|plus|"
        r"nullement|guère)\b|\b(?:ne|n['’])\s*(?:pas|jamais|rien)\s+\w+",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:not(?! (?:just|only|merely|simply|to mention|least|so much))|never|cannot)\b"
        r"|n['’]t\b",
        re.IGNORECASE,
    ),
}
_ANY: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:ne|ni|non|pas|jamais|aucune?s?|rien|personne|plus|sans|peu|guère|nul|nulle|"
        r"nullement|loin|moins|trop|avant|hors|faute|sauf|sinon|contre|à peine|seul\w*|seulement|"
        r"uniquement|rare\w*|faux|fausse|absence|manqu\w+|éch\w+|refus\w+|évit\w+|ignor\w+|"
        r"démen\w+|empêch\w+|interdi\w+|cess\w+|rejet\w+|perd\w+|renonc\w+|impossib\w+|"
        r"difficile\w*|incapab\w+|inconnu\w*|inutil\w*|exclu\w*|tard\w*|encore|toujours|même|"
        r"reste\w*|pourtant|mal|mauvais\w*|contest\w+|dout\w+|priv\w+|aussi|autre\w*|"
        r"dé[a-z]\w+|in[a-z]\w+|im[mp]\w+|ir[r]\w+|il[l]\w+|anti\w+)\b|\bn['’]|-il\b|\?",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:no|not|none|never|nor|neither|nobody|nothing|nowhere|cannot|without|hardly|barely|"
        r"scarcely|few|little|only|just|yet|unless|rather|instead|too|less|before|until|away|out|"
        r"off|far|against|but|except|more|longer|even|still|rare\w*|seldom|alone|last|wrong|"
        r"lack\w*|fail\w*|refus\w+|den[iy]\w*|avoid\w*|prevent\w*|stop\w*|ceas\w+|absence|"
        r"declin\w+|reject\w+|ban\w*|impossib\w+|free|loss|los[et]\w*|miss\w*|exclud\w+|"
        r"short|hard|difficult\w*|bad\w*|ignor\w+|doubt\w*|unlike\w*|end\w*|remain\w*|"
        r"un\w{3,}|in\w{4,}|im\w{4,}|ir\w{4,}|dis\w{3,}|non\w*|anti\w*|\w+less)\b|"
        r"n['’]t\b|\?",
        re.IGNORECASE,
    ),
}


@pair_check(
    "negation",
    Severity.WARNING,
    "The source denies, and nothing in the translation does (or the reverse).",
)
def negation(reading: Reading) -> Iterator[Note]:
    source, target = reading.source, reading.target
    if not target.text.strip():
        return
    denied = _STRONG[source.language].search(source.text)
    if denied and not _ANY[target.language].search(target.text):
        yield Note(f"{denied.group()!r} is not denied", denied.span(), "source")
        return
    added = _STRONG[target.language].search(target.text)
    if added and not _ANY[source.language].search(source.text):
        yield Note(f"{added.group()!r} denies what the source says", added.span())
