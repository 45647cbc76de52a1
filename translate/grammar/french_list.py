"""Lists of countries in French: the preposition or the article of the first serves for none else.

*Au Mali, au Burkina Faso et au Niger*; *du* and *au* hold an article, which is said before every
noun (Le bon usage § 596, § 1043). In brackets a list goes without (*l'AES (Mali, Burkina Faso et
Niger)*), and an engine that gives all but the first one an article is put right. Only a list that
the source has, name for name, is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .changes import Change

_COUNTRIES: dict[str, tuple[str, str]] = {
    "Mali": ("Mali", "le "), "Niger": ("Niger", "le "), "Burkina Faso": ("Burkina Faso", "le "),
    "Tchad": ("Chad", "le "), "Sénégal": ("Senegal", "le "), "Togo": ("Togo", "le "),
    "Bénin": ("Benin", "le "), "Ghana": ("Ghana", "le "), "Nigeria": ("Nigeria", "le "),
    "Nigéria": ("Nigeria", "le "), "Cameroun": ("Cameroon", "le "), "Soudan": ("Sudan", "le "),
    "Maroc": ("Morocco", "le "), "Gabon": ("Gabon", "le "), "Liberia": ("Liberia", "le "),
    "Rwanda": ("Rwanda", "le "), "Kenya": ("Kenya", "le "), "Soudan du Sud": ("South Sudan", "le "),
    "Mauritanie": ("Mauritania", "la "), "Guinée": ("Guinea", "la "), "Gambie": ("Gambia", "la "),
    "Libye": ("Libya", "la "), "Tunisie": ("Tunisia", "la "), "Russie": ("Russia", "la "),
    "Côte d'Ivoire": ("Ivory Coast", "la "), "Sierra Leone": ("Sierra Leone", "la "),
    "France": ("France", "la "), "Algérie": ("Algeria", "l'"), "Égypte": ("Egypt", "l'"),
    "Éthiopie": ("Ethiopia", "l'"),
}  # fmt: skip
"""French name, English name, French article."""

_S = r"[ \u00a0]"
_FRENCH = "|".join(
    re.escape(name).replace("'", "['’]") for name in sorted(_COUNTRIES, key=len, reverse=True)
)
_ENGLISH = "|".join(sorted({e for e, _ in _COUNTRIES.values()}, key=len, reverse=True))
_ITEM = rf"(?:l[ea]{_S}|l['’])?(?:{_FRENCH})(?![\w-])"
_RUN = re.compile(
    rf"(?P<head>\(|(?<![\w'’-])(?:[AaDd]u|[Ll][ea]){_S}|(?<![\w'’-])[Ll]['’])(?P<first>{_FRENCH})(?![\w-])"
    rf"(?P<rest>(?:,?{_S}(?:et{_S}|ou{_S})?{_ITEM})+)"
)
_LATER = re.compile(rf"(?P<article>l[ea]{_S}|l['’])?(?P<name>{_FRENCH})(?![\w-])")
_SAID = re.compile(
    rf"(?<![\w-])(?:{_ENGLISH})(?![\w-])(?:(?:,{_S}(?:and{_S}|or{_S})?|{_S}(?:and|or){_S})"
    rf"(?:{_ENGLISH})(?![\w-]))+"
)


def lists(text: str, source: str) -> Iterator[Change]:
    """Yield what gives each country of a list the preposition or the article it lacks.

    >>> from .changes import replay
    >>> text, source = "Au Mali, Burkina Faso et Niger", "In Mali, Burkina Faso and Niger"
    >>> replay(text, list(lists(text, source)))
    'Au Mali, au Burkina Faso et au Niger'
    >>> text, source = "l'AES (Mali, le Niger)", "AES (Mali, Niger)"
    >>> replay(text, list(lists(text, source)))
    "l'AES (Mali, Niger)"
    """
    said = {tuple(re.findall(_ENGLISH, m.group())): m.group() for m in _SAID.finditer(source)}
    for match in _RUN.finditer(text) if said else ():
        later = list(_LATER.finditer(text, *match.span("rest")))
        names = [match["first"], *(m["name"] for m in later)]
        countries = [_COUNTRIES[name.replace("’", "'")] for name in names]
        written = said.get(tuple(english for english, _ in countries))
        head = match["head"].strip(" \u00a0").lower()
        if written is None or not _is_one(match, head, later, written):
            continue
        if head == "au" and any(article != "le " for _, article in countries):
            continue  # en Algérie, à la Mauritanie: the verb decides
        for one, (_, article) in zip(later, countries[1:], strict=True):
            start, end = one.start(), one.start("name")
            wanted = _before(head, article)
            if text[start:end].replace("’", "'").replace("\u00a0", " ") != wanted:
                yield Change(start, end, text[start:end], wanted, "list")


def _is_one(match: re.Match[str], head: str, later: Sequence[re.Match[str]], written: str) -> bool:
    """Tell whether the countries are one list: *du Mali, le Sénégal a créé* is none."""
    if head == "(":
        return match.string.startswith(")", match.end())
    if not re.search(r"\b(?:and|or)\b", written):
        return False
    if not any(one["article"] for one in later) or head.startswith("l"):
        return True
    return len(later) > 1 and match["head"][0].islower()


def _before(head: str, article: str) -> str:
    if head == "(":
        return ""
    if head == "au":
        return "au "
    if head == "du":
        return "du " if article == "le " else f"de {article}"
    return article
