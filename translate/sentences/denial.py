"""Denials in French and English: what denies, and what may answer a denial.

Languages negate in many ways (*peu*, *sans*, *fail to*, *unknown*, *ne ... que* for *only*), so few
words are a denial and many may answer one. Worked out on some 43,000 pairs of human translation;
of 995 with the denial first (*aucun ... n'a*), seven have no word that answers it.
"""

from __future__ import annotations

import re

from glossary.model import Language

__all__ = ["denial", "may_deny"]

_STRONG: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:ne\s+|n['’]\s*)(?!en\b|y ait\b|est-ce\b)(?:(?!qu[e'’])[\w'’-]+\s+){1,4}?"
        r"(?:pas|jamais|aucune?|nullement)\b"
        r"(?! (?:moins|seulement|uniquement|que|qu['’]|sans|loin|plus|encore|laisser|quitte))"
        # the denial first: aucun groupe n'a revendiqué, jamais l'armée n'avait
        r"|\b(?:aucune?s?|jamais|nulle?|personne|rien)\b(?:\s[^\s,.;:!?«»]+){0,6}?\s(?:ne\b|n['’])",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?<!or )\b(?:not(?! (?:just|only|merely|simply|to mention|least|so much|until|"
        r"(?:so |that |very )?long ago))|never|cannot)\b"
        r"|\b(?:do|does|did|is|are|was|were|has|have|had|wo|ca|could|should|would|must|might|need|"
        r"ai|sha)n['’]t\b(?! (?:I|you|he|she|it|we|they)\b)",  # "couldn't we?" denies nothing
        re.IGNORECASE,
    ),
}
_LITOTES: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:oubli|hésit|manqu|cess|épargn|quitt|désempl|décol[éè]r|dépourv|perd|tari|tard|doute|"
        r"nie|suspend|relâch|recul|anodin|ignor|exclu|impossib|indiff|rar|étonn|surpren|exhausti|limit|rédui|mâch|sans|mal\b)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:forg[eo]t|hesitat|fail|ceas|stop|den[yi]|doubt|los[et]|miss|without|help|wait|mind|"
        r"care\b|know\b|surpris|rare|exclu|limit|confin|exhausti|bad|far\b|an end\b|"
        r"un(?!der|i[tovq]|til|le)|in(?:evit|capab|signif|consid|differ|sens|tact|freq|compat|just|sec|suf|act|vis|adeq)"
        r"|im(?:poss|prob|mun|perv|mat)|ir(?:rel|resp))",
        re.IGNORECASE,
    ),
}
"""What a negation before or behind it makes into an assertion: *n'a pas oublié* is *remembers*."""
_ELAPSED = re.compile(
    r"\b(?:voilà|voici|fait|depuis)\b[^.;]*\bqu[e'’]|\btant qu[e'’]", re.IGNORECASE
)
"""*Trois mois qu'elle n'est pas venue* is *since she last came*, *tant que* is *until*."""
_ANY: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:ne|ni|non|pas|jamais|aucune?s?|rien|personne|sans|peu|contraires?|impossib\w+|"
        r"plus (?:de|d['’]|que|aucun|une?\b|du tout|maintenant|jamais|guère)|p(?:eux|eut) plus|"
        r"défaut|abandonn\w*|négati\w*|confond\w*|attend\w*|muet\w*|gard\w+ (?:bien )?d[e'’]|"
        r"loin d['’]|oubli\w*|minces?|arrêt\w+|dépourvu\w*|"
        r"cach\w+|fich\w+|égal|mauvais\w*|exempt\w*|per(?:d|te)\w*|"
        r"guère|null?es?|nullement|loin de|moins|trop|hors|faute|sauf|sinon|à peine|avant même|"
        r"seul(?:e|s|es|ement)?|uniquement|rare(?:s|ment)?|faux|fausse|absen\w+|manqu\w+|échou\w+|"
        r"échec|refus\w+|évit\w+|ignor\w+|démen\w+|empêch\w+|interdi\w+|cess\w+|rejet\w+|"
        r"renonc\w+|difficile\w*|exclu\w*|tard\w*|lettre morte|contest\w+|dout\w+|priv(?:é|er)\w*|"
        r"anonym\w+|au-delà|vain|a beau|inférieure?s?|basses?|"
        r"quelconque|null?ement|plutôt|déni\w*|"
        r"(?:in|im|il|ir)(?!té|di[qv]|for|ter|st|su[rl]|sp|vit|au|tro(?!uv)|vest|cid|cend|c[il]|fluen|dustr|ternet|f[ei]r|fil|"
        r"age|m[eéi]|mob|port|pos|press|pliq|lustr|ak|an)[a-zéè]{4,}|mé(?:con|fi)\w+|dés?(?:ac|ap|en|hon|in|"
        r"un|or|am|ob|av|ag)\w+|anti\w+|mal(?:gré)?)\b|\bn['’]|\?",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:no|not|none|never|nor|neither|nobody|nothing|nowhere|cannot|without|hardly|barely|"
        r"scarcely|few|little|only|solely|unless|rather|instead|too|less|nil|silent|away|beyond|"
        r"withheld|against|except|no longer|anymore|rarely?|seldom|alone|wrong|lack\w*|fail\w*|"
        r"refus\w+|den(?:y|ies|ied|ying|ial)|avoid\w*|prevent\w*|stop\w*|ceas\w+|absen\w+|"
        r"declin\w+|reject\w+|ban(?:ned|s)?|free of|loss|miss(?:ing|ed)|exclud\w+|"
        r"short of|difficult\w*|ignor\w+|doubt\w*|unlike\w*|up to|slim|budge|yet|far from|"
        r"un(?!der|it|ti|io|iv|i[fqo]|le|do)\w{4,}|in(?:ab|ac|ad|app|ca|comp|conc|cons|corr|def|dep|"
        r"eff|elig|ev|ex[tp]|fre|hum|sec|suf|surm|tol|val|vis|vol|just)\w+|im(?:poss|prob|perf|"
        r"pun|bal|mat|par|pat|pen)\w+|ir(?:reg|rel|resp|rev)\w+|il(?:leg|lic|lit|log)\w+|"
        r"dis(?!tric|cuss|play|trib|cov|p[aeu]|as|eas|mis|mant)\w{4,}|non\w*|anti\w*|mis\w{4,}|"
        r"\w{3,}less|least|spared?|abstain\w*|surviv\w*|held|escap\w+|elud\w+|forgo\w*|"
        r"keep from|until|lest|forbid\w*|los(?:e|es|t|ing)|bad(?:ly)?|poor(?:ly)?|"
        r"futile|forget|below|sorry|worr\w+|wait\w*|absurd\w*|more than (?:just|mere\w*)|"
        r"since \w+ last|oblivious)\b|n['’]t\b|\?",
        re.IGNORECASE,
    ),
}
"""Anything that may answer a negation; more than grammar knows, for translators turn sentences."""


def denial(text: str, language: Language) -> re.Match[str] | None:
    """Return the first denial of a text; one that takes back another is none.

    >>> denial("Il n'a pas revendiqué l'attaque.", "fr").group()
    "n'a pas"
    >>> denial("Jamais l'armée n'avait subi de telles pertes.", "fr").group()
    "Jamais l'armée n'"
    >>> denial("Il n'a pas oublié.", "fr"), denial("It was not without risk.", "en")
    (None, None)
    """
    if language == "fr" and _ELAPSED.search(text):
        return None
    for match in _STRONG[language].finditer(text):
        behind = text[match.end() :].split(maxsplit=3)[:3]
        if not _LITOTES[language].search(f"{match.group()} {' '.join(behind)}"):
            return match
    return None


def may_deny(text: str, language: Language) -> bool:
    """Tell whether anything in a text may answer a denial.

    >>> may_deny("The group failed to claim it.", "en"), may_deny("The group claimed it.", "en")
    (True, False)
    >>> may_deny("Any talks are under way.", "en")
    False
    """
    return _ANY[language].search(text) is not None
