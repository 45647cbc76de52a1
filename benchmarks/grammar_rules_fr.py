"""French patterns of ``grammar_rules``: what is wrong around a term wherever it stands."""

from __future__ import annotations

_VOWEL = "aàâäeéèêëiîïoôöuùûüœæAÀÂÄEÉÈÊËIÎÏOÔÖUÙÛÜŒÆ"
_NO_ELISION = r"(?!(?:onz|oui\b|ouistiti|ouï|uhlan|ululement|un\b|une\b|[Oo]u[aae]h?[a-z])\w*)"
"""Words with a vowel before which French does not elide: le onze, de Ouagadougou."""

_LE = (
    "Mali|Niger|Tchad|Burkina Faso|Togo|Bénin|Sénégal|Ghana|Nigeria|Cameroun|Soudan|Maroc|Venezuela"
)
_LA = "Libye|Mauritanie|Guinée|Russie|France|Tunisie|Turquie|Gambie|CEDEAO"
_STATE = rf"l(?:e |a |')(?:{_LE}|{_LA})"
_ONE = "a|est|était|avait|sera|va"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_FIGURE = "[Dd]eux|[Tt]rois|[Qq]uatre|[Cc]inq|[Ss]ix|[Ss]ept|[Hh]uit|[Nn]euf|[Dd]ix"
_PEOPLE = (
    "malien|nigérien|tchadien|mauritanien|algérien|ivoirien|béninois|togolais|ghanéen|guinéen"
    "|camerounais|libyen|ukrainien|sénégalais|gambien|africain|kényan|rwandais|mauricien|namibien"
    "|santoméen|capverdien|soussou|émirati"
)
_NOUNS = "terroristes|djihadistes|rebelles|soldats|officiers supérieurs|combattants|nitrate|drones"
"""Words for the rules below, chosen by hand: independent of the product's own lists."""

FRENCH: tuple[tuple[str, str], ...] = (
    ("contraction", r"\b(?:de|à) les? (?!\w+(?:er|ir|re|oir)\b)\w"),
    (
        "elision missing",
        rf"\b(?:l[ea]|de|que|ne|se|jusque|lorsque|puisque) {_NO_ELISION}[{_VOWEL}]",
    ),
    ("elision missing", rf"\b(?:du|au|ce) {_NO_ELISION}(?=[{_VOWEL}])\w+"),
    (
        "elision before consonant",  # N'Djamena is a name
        rf"(?-i:\b(?:[ldnjstmcLDJSTMC]|[Qq]u)'(?![{_VOWEL}hHyY«\"]))\w+",
    ),
    ("doubled word", r"\b(le|la|les|de|du|des|à|au|aux|un|une|en|dans|par|pour|et) \1\b"),
    ("doubled article", r"\b(?:le|les|du|des|aux?) (?:le|la|les|du|des|une?)\b"),
    ("doubled article", r"\bl'(?:les?|la|du|des|une?)\b"),
    ("doubled article", r"\bde (?:des|du|aux?)\b"),
    ("doubled article", r"\bd'(?:des|du|les?|la|aux?)\b"),
    ("doubled word", r"\b([^\W\d_]{5,})(?: de)? \1\b"),
    ("contraction", rf"\bde \d{{1,2}} (?:(?:{_MONTHS}) )?au \d{{1,2}} (?:{_MONTHS})\b"),
    ("elision before consonant", r"(?-i:(?<= )[dl] (?=[a-zà-ÿ]{3}))\w+"),
    (
        "preposition before a country",
        rf"\b(?:dans le (?:{_LE})(?=[.,;:!?]|$)|dans la (?:{_LA})(?=[.,;:!?]|$)|en (?:{_LE})\b)",
    ),
    (
        "capital of a people",
        rf"(?-i:\b(?:[Uu]ne?|{_FIGURE}|[Ll]es \d+) (?:{_PEOPLE})(?:ne|e)?s?\b)",
    ),
    ("capital of a people", rf"(?-i:\b[Ll]a (?:{_PEOPLE})(?:ne|e)\b)"),
    ("gender of the adjective", rf"(?-i:\bun [a-zà-ÿ]{{4,}} (?:{_PEOPLE})(?:ne|e)\b)"),
    ("gender of the adjective", rf"(?-i:\bune [a-zà-ÿ]{{4,}} (?:{_PEOPLE})\b)"),
    (
        "number of the verb",
        rf"\bles (?:FSR|FAMa|FDS|VDP) (?:n'|s'|ne |se )?(?:{_ONE}|gagne|tient|dit)\b",
    ),
    (
        "number of the verb",
        rf"\b{_STATE}(?:, {_STATE})* et {_STATE} (?:n'|s'|ne |se )?(?:{_ONE})\b",
    ),
    ("article missing", rf"\b(?:peut|de|à|pour) \w+(?:er|ir)(?: [«\"])? (?:{_NOUNS})\b"),
    ("article missing", r"\b(?:de|à) lac [A-Z]"),
)
