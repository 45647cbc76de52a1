"""Sums and round numbers written short, as headlines have them: $45m, €2bn, 45 M€, 12 Mds FCFA.

Engines have hardly met them: *US$45m* came out as *45 dollars aux États-Unis*, *CFA 30,000* as
*franc CFA 30 000*. Written out, the currency of West Africa behind its number, they cross. Bare
*5m* and *10k* stay: they may be metres and a race.
"""

from __future__ import annotations

import re

from glossary.model import Language

_S = "[ \u00a0\u202f]?"
_ENGLISH = {
    **dict.fromkeys(("m", "mn", "M"), "million"),
    **dict.fromkeys(("bn", "b", "B"), "billion"),
    **dict.fromkeys(("tn", "trn", "T"), "trillion"),
}
_SHORT_EN = re.compile(
    rf"(?:(?<!\w)(?:US)?(?P<money>[$€£]){_S}(?P<n>\d[\d,]*(?:\.\d+)?){_S}(?P<scale>mn|m|M|bn|b|B|trn|tn|T)"
    rf"|(?<![\w.,])(?P<bare>\d[\d,]*(?:\.\d+)?){_S}(?P<sure>bn|mn|trn|tn))(?!\w)"
)
_THOUSANDS_EN = re.compile(rf"(?<!\w)(?:US)?(?P<money>[$€£]){_S}(?P<n>\d{{1,3}})[kK](?!\w)")
_NUMBER_EN = rf"(?P<n>\d[\d,.]*\d|\d)(?P<scale>{_S}(?:million|billion|trillion))?"
_NAIRA = re.compile(
    rf"₦{_S}(?:(?P<k>\d{{1,3}})[kK]|(?P<short>\d[\d,]*(?:\.\d+)?){_S}(?P<size>mn|m|M|bn|b|B|trn|tn|T)"
    rf"|{_NUMBER_EN})(?!\w)"
)
_CFA = re.compile(rf"(?<!\w)(?<!\d )(?:CFAF?|FCFA) {_NUMBER_EN}(?!\w|[,.]\d| CFA)")

_FRENCH = {
    "M": "million",
    "Md": "milliard",
    "Mds": "milliard",
    "Mrd": "milliard",
    "Mrds": "milliard",
}
_MONEY_FR = {"€": "euros", "$": "dollars", "£": "livres"}
_SHORT_FR = re.compile(
    rf"(?<![\w.,])(?P<n>\d+(?:[ \u00a0\u202f.]\d{{3}})*(?:,\d+)?){_S}"
    rf"(?:(?P<scale>Mr?ds?|M){_S}(?:US)?(?P<money>[€$£])(?:(?<=\$)US(?!\w))?|(?P<sure>Mr?ds?)(?!\w)"
    rf"|(?P<before>M)(?={_S}(?:F{_S}CFA|FCFA|XOF|d'euros|de dollars|de francs)))"
)
_THOUSANDS_FR = re.compile(rf"(?<![\w.,])(?P<n>\d{{1,3}}){_S}k(?P<money>[€$£])(?:(?<=\$)US)?(?!\w)")


def spell_out(text: str, language: Language) -> str:
    """Return ``text`` with short sums in full; everything else stays.

    >>> spell_out("US$45m, €2.5bn, $300k, 2bn trees, a 5m wall", "en")
    '$45 million, €2.5 billion, $300,000, 2 billion trees, a 5m wall'
    >>> spell_out("45 M€, 1,5 Md€, 12 Mds FCFA, 300 k€, M. 5", "fr")
    "45 millions d'euros, 1,5 milliard d'euros, 12 milliards FCFA, 300 000 euros, M. 5"
    """
    if language == "en":
        text = _SHORT_EN.sub(_english, text)
        text = _THOUSANDS_EN.sub(r"\g<money>\g<n>,000", text)
        text = _CFA.sub(r"\g<n>\g<scale> CFA francs", text)
        return _NAIRA.sub(_naira, text)
    text = _SHORT_FR.sub(_french, text)
    return _THOUSANDS_FR.sub(lambda m: f"{m['n']} 000 {_MONEY_FR[m['money']]}", text)


def _english(match: re.Match[str]) -> str:
    number, scale = match["n"] or match["bare"], match["scale"] or match["sure"]
    return f"{match['money'] or ''}{number} {_ENGLISH[scale]}"


def _naira(match: re.Match[str]) -> str:
    if match["k"]:
        return f"{match['k']},000 naira"
    if match["short"]:
        return f"{match['short']} {_ENGLISH[match['size']]} naira"
    return f"{match['n']}{match['scale'] or ''} naira"


def _french(match: re.Match[str]) -> str:
    scale = _FRENCH[match["scale"] or match["sure"] or match["before"]]
    plural = "" if re.match(r"[01](?:,|$)", match["n"]) else "s"
    money = _MONEY_FR.get(match["money"] or "", "")
    of = "" if not money else " d'" if money == "euros" else " de "
    return f"{match['n']} {scale}{plural}{of}{money}"
