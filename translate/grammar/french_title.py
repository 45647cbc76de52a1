"""A rank or an office before a personal name in French: an article, and no capital.

*Selon le général Tiani*, where English has *General Tiani* and an engine that goes word by word
*selon Général Tiani* or *selon Pastor Joseph Guira* (Le Bon usage § 592; Lexique des règles
typographiques en usage à l'Imprimerie nationale, s. v. *titres*). The counterpart of
:mod:`english_title`. Only what the source calls so, title and name side by side, is looked at; a
title in apposition, in an address or in the name of a place has no article and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary.text import elides, fold_key

from .changes import Change

TITLES: dict[str, str] = {
    "general": "général", "colonel": "colonel", "lieutenant colonel": "lieutenant-colonel",
    "lieutenant-colonel": "lieutenant-colonel", "colonel-major": "colonel-major",
    "captain": "capitaine", "major": "commandant", "commander": "commandant",
    "lieutenant": "lieutenant", "sergeant": "sergent", "corporal": "caporal",
    "marshal": "maréchal", "admiral": "amiral", "gen.": "général", "gen": "général",
    "col.": "colonel", "col": "colonel", "capt.": "capitaine", "lt.": "lieutenant",
    "president": "président", "vice president": "vice-président",
    "vice-president": "vice-président", "prime minister": "Premier ministre",
    "minister": "ministre", "governor": "gouverneur", "senator": "sénateur", "mayor": "maire",
    "ambassador": "ambassadeur", "prefect": "préfet", "judge": "juge", "professor": "professeur",
    "prosecutor": "procureur", "king": "roi", "emir": "émir", "sultan": "sultan",
    "pope": "pape", "cardinal": "cardinal", "archbishop": "archevêque", "bishop": "évêque",
    "pastor": "pasteur", "reverend": "révérend", "imam": "imam", "sheikh": "cheikh",
    "sheik": "cheikh", "rabbi": "rabbin", "commissioner": "commissaire",
}  # fmt: skip
"""English titles before a name, in small letters, and the French noun of each."""

_FEMININE = {"présidente": "président", "ministre": "ministre", "sénatrice": "sénateur",
             "gouverneure": "gouverneur", "ambassadrice": "ambassadeur", "juge": "juge",
             "professeure": "professeur", "procureure": "procureur"}  # fmt: skip
_FRENCH = sorted({*TITLES.values(), *_FEMININE}, key=len, reverse=True)
_ENGLISH = sorted(TITLES, key=len, reverse=True)
# as it may stand in a draft; "major" is a rank in French too, and abbreviations are written in both
_LEFT = [word for word in _ENGLISH if len(word) > 4 and word != "major"] + ["king", "emir", "pope"]
_S = r"[ \u00a0]"
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’-]+"
_SAID = re.compile(
    rf"(?<![\w'’-])(?P<title>(?i:{'|'.join(map(re.escape, _ENGLISH))})){_S}(?P<name>{_NAME})"
)
_POST = (  # what may stand between: ministre ukrainien, ministre des Affaires étrangères
    rf"(?:{_S}[a-zà-ÿ]+(?:ien|ienne|éen|éenne|ais|aise|ois|oise|ain|aine|an|ane|bè)(?=[ \u00a0])"
    rf"|{_S}d(?:e{_S}la{_S}|u{_S}|es{_S}|e{_S}l['’]|e{_S}|['’])[A-ZÀ-Ý]?[\w'’-]+"
    rf"(?:{_S}(?:étrangères|intérieure|territoriale|publique))?)?"
)
_WRITTEN = re.compile(
    rf"(?:(?<![\w'’-])|(?<=\b[dD]['’])|(?<=\b[qQ]u['’]))"
    rf"(?P<title>(?i:{'|'.join(map(re.escape, [*_FRENCH, *_LEFT]))}))(?P<post>{_POST})"
    rf"{_S}(?:(?:M\.|Mme){_S})?(?P<name>{_NAME})(?P<more>(?:{_S}(?:{_NAME}|(?:ag|ould|ben|al){_S}{_NAME}))*)"
)
_IN_FRENCH = re.compile(
    rf"(?<![\w-])(?P<title>(?i:{'|'.join(map(re.escape, _FRENCH))})){_POST}{_S}(?P<name>{_NAME})"
)
_SLOT = re.compile(
    rf"(?:(?P<open>(?:^|(?<=[a-zà-ÿ\d]{{2}})[.!?]{_S}+))|(?P<of>(?<![\w'’-])[dD]e{_S}|(?<![\w'’-])[dD]['’])"
    rf"|(?P<to>(?<![\w'’-])[àÀ]{_S})"
    r"|(?<![\w'’-])(?P<free>(?:[Ss]elon|[Aa]vec|[Pp]ar|[Pp]our|[Cc]ontre|[Cc]hez|[Ss]ur|[Ss]ous"
    r"|[Ee]nvers|[Dd]evant|[Ss]ans|[Ee]ntre|[Aa]près|[Dd]['’]après|(?<!tant )[Qq]ue|[Ss]i|[Qq]uand"
    rf"|[Ll]orsque|[Mm]ais|[Cc]ar|[Oo]ù|[Dd]epuis|\w{{3,}}[ei]r)){_S}"
    rf"|(?<![\w'’-])(?P<qu>[qQ]u['’])|(?<![\w'’-])(?P<and>et){_S})$"
)
_DETERMINED = re.compile(rf"(?<![\w'’-])(?:le|du|au|ce|notre|son|leur|un){_S}$", re.IGNORECASE)
_HELD = re.compile(  # what de + title may belong to without an article
    r"\b(?:poste|titre|rang|grade|fonctions?|candidate?|qualité|nom|camp|place|rue|avenue|lycée"
    r"|stade|pont|caserne|mandat|statut|femmes?|épouse)[ \u00a0]$",
    re.IGNORECASE,
)
_NOUNS_IN_ER = re.compile(
    r"\b(?:premier|dernier|officier|conseiller|chevalier|particulier|héritier|avenir|souvenir"
    r"|policier|brigadier)[ \u00a0]$",
    re.IGNORECASE,
)
_OF_A_WOMAN = re.compile(r"\b(?:[Ss]he|[Hh]ers?|Mrs|Ms|Madam|woman|female)\b")
_GOES_ON = re.compile(rf"{_S}(?!et{_S}(?:vous|ch(?:er|ère)s?)\b|ou\b)[a-zà-ÿ]")
_NO_NAME = frozenset(
    """
    Motors Electric Mills Dynamics Assembly Staff Council League America Christmas Command
    Secretary Directorate Inspectorate Hasina Mujib Mujibur Affairs Delegate Court Office State
    """.split()
)


def called(source: str) -> dict[str, set[str]]:
    """Return the French titles that an English source puts before each name, by folded name.

    >>> called("General Tiani met Pastor Guira.") == {"tiani": {"général"}, "guira": {"pasteur"}}
    True
    """
    found: dict[str, set[str]] = {}
    for match in _SAID.finditer(source):
        name = re.sub(r"['’]s?$", "", match["name"])
        if name not in _NO_NAME and name.capitalize() not in _NO_NAME:  # GENERAL MOTORS
            found.setdefault(fold_key(name), set()).add(TITLES[match["title"].lower()])
    return found


def named_in_french(source: str) -> frozenset[str]:
    """Return the names before which a French source puts a title, folded.

    >>> sorted(named_in_french("Le général Tiani et l'ancien Premier ministre Maïga"))
    ['maiga', 'tiani']
    """
    return frozenset(fold_key(m["name"]) for m in _IN_FRENCH.finditer(source))


def titles(text: str, source: str) -> Iterator[Change]:
    """Yield what gives the titles before the names of ``source`` their article in ``text``.

    >>> from .changes import replay
    >>> def mended(text, source):
    ...     return replay(text, list(titles(text, source)))
    >>> mended("Selon Pastor Joseph Guira, rien.", "According to Pastor Joseph Guira, nothing.")
    'Selon le pasteur Joseph Guira, rien.'
    >>> mended("Général Tiani a dit oui à imam Dicko.", "General Tiani said yes to imam Dicko.")
    "Le général Tiani a dit oui à l'imam Dicko."
    >>> mended("Merci, président Tiani !", "Thank you, President Tiani!")
    'Merci, président Tiani !'
    """
    known = called(source)
    if not known:
        return
    woman = _OF_A_WOMAN.search(source) is not None
    for match in _WRITTEN.finditer(text):
        title = match["title"].lower()
        french = title not in TITLES or TITLES[title].lower() == title
        noun = _noun(match["title"])
        wanted = known.get(fold_key(match["name"]), set())
        if _FEMININE.get(noun, noun) not in wanted and noun not in wanted:
            continue
        feminine = noun in _FEMININE and noun != _FEMININE[noun]
        if woman and not feminine:
            continue
        yield from _change(text, source, match, noun, french, feminine)


def _noun(title: str) -> str:
    low = title.lower()
    noun = TITLES.get(low, low)
    return "Premier ministre" if noun.lower() == "premier ministre" else noun


def _change(
    text: str, source: str, match: re.Match[str], noun: str, french: bool, feminine: bool
) -> Iterator[Change]:
    start, end = match.span("title")
    before = text[max(0, start - 24) : start]
    if not french and _DETERMINED.search(before):
        if not elides(noun):
            yield Change(start, end, match["title"], noun, "title")
        return
    slot = _SLOT.search(before)
    if slot is None or _NOUNS_IN_ER.search(before):
        return
    at = start - len(before) + slot.start()
    article = "l'" if elides(noun) else "la " if feminine else "le "
    if slot["open"] is not None:
        if (start > 0 and not slot["open"].strip()) or not _GOES_ON.match(text, match.end()):
            return
        lead, at = article[0].upper() + article[1:], start
    elif slot["of"]:
        if _HELD.search(text[:at]):
            return
        lead = _contracted("de ", article)
        lead = lead.capitalize() if slot["of"][0].isupper() else lead
    elif slot["to"]:
        lead = _contracted("à ", article)
        lead = lead[0].upper() + lead[1:] if slot["to"][0].isupper() else lead
    elif slot["qu"]:
        lead = f"{slot['qu'][:2]}e {article}"
    else:
        if slot["and"] and not re.search(rf"\band{_S}[^,.;]{{0,40}}{_S}{match['name']}", source):
            return
        lead, at = article, start
    yield Change(at, start, text[at:start], lead, "title")
    if match["title"] != noun:
        yield Change(start, end, match["title"], noun, "title")


def _contracted(preposition: str, article: str) -> str:
    if article != "le ":
        return preposition + article
    return "du " if preposition == "de " else "au "
