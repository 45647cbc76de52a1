"""What may stand on the left of a French term, as patterns that end where the term begins."""

from __future__ import annotations

import re

from .french_words import DETERMINERS, ELIDING, PRENOMINAL_FORMS

SPACE = r"[ \t\r\n\u00a0\u202f]+"
APOSTROPHE = r"['’ʼ][ \u00a0\u202f]?"
_START = r"(?<![\w'’ʼ-])"
ARTICLES = re.compile(
    rf"(?:{_START}|(?<=\bqu['’])|(?<=\bjusqu['’])|(?<=\blorsqu['’])|(?<=\bpuisqu['’]))"
    rf"((?:(?:de|à|du|des|aux|au|les|le|la){SPACE}|[ld]{APOSTROPHE}|(?-i:\bd){SPACE})+)$",
    re.IGNORECASE,
)
DETERMINER = re.compile(
    rf"(?:{_START}|(?<=\b[dDlL]['’])|(?<=qu['’]))({'|'.join(sorted(DETERMINERS))}){SPACE}$",
    re.IGNORECASE,
)
PRENOMINAL = re.compile(
    rf"(?<![\w-])({'|'.join(sorted(PRENOMINAL_FORMS, key=len, reverse=True))}){SPACE}$",
    re.IGNORECASE,
)
# "avant tout l'Union": there tout is no determiner
ALL = re.compile(
    r"(?<![\w'’-])(?<!\bavant )(?<!\baprès )(?<!\bmalgré )(?<!\bpas )"
    rf"(tout|toute|tous|toutes){SPACE}$",
    re.IGNORECASE,
)
CONJUNCTION = re.compile(
    rf"(?<![\w'’-])(?:({'|'.join(ELIDING)}){APOSTROPHE}|({'|'.join(ELIDING.values())}){SPACE})$",
    re.IGNORECASE,
)
PREPOSITION = re.compile(
    rf"(?<![\w'’-])(par|contre|avec|pour|sur|selon|chez){SPACE}$", re.IGNORECASE
)
PRONOUN = re.compile(rf"(?<![\w-])(?:ne|ils?|elles?|on|qui|je|tu|nous|vous){SPACE}$", re.I)
INDEFINITE = re.compile(r"(?:^|[,.;:!?«(–—][\s\u00a0\u202f]*)$")
LAST_WORD = re.compile(r"([\w-]+)[ \u00a0\u202f]+$")
# What follows a term in which a plural determiner serves several names (les CMA et Plateforme),
# or a name is narrowed down and takes an article (le Gao d'avant la guerre).
SHARED = re.compile(
    rf",?{SPACE}(?:et|ou){SPACE}(?!l[ea]s?\b|l['’]|d['’]|d[eu]s?\b|aux?\b|à\b|une?\b)\w"
    rf"|,{SPACE}[A-ZÉÎ]|/|-\w|{SPACE}[&/]"
)
NARROWED = re.compile(rf"-|{SPACE}(?:d['’]|de\b|du\b|des\b|qui\b|que\b|sans\b|actuel|\d|[A-ZÉ])|\d")

DE, TO = "de", "à"
