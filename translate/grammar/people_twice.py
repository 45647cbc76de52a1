"""A people or a country that French says twice where the English source says it once.

*La rébellion touarègue de Tuareg* for *the Tuareg rebellion*, *l'armée malienne du Mali* for *the
Malian army*: a decoder that has two words for one of the source writes both. The second goes, the
adjective stays; a required term never goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .changes import Change

_PEOPLES = """
touareg|touarègue; Touareg|Tuareg|Touarègue; -; Tuareg; -
peul|peule; Peul|Peulh|Fulani|Fula; -; Fulani|Fula|Fulbe|Peul; -
dogon|dogonne; Dogon; -; Dogon; -
arabe; Arabe|Arab; -; Arab; -
haoussa; Haoussa|Hausa; -; Hausa; -
malien|malienne; Malien|Malian; du Mali; Malian; Mali
nigérien|nigérienne; Nigérien|Nigerien; du Niger; Nigerien; Niger
nigérian|nigériane; Nigérian|Nigerian; du Nig[eé]ria; Nigerian; Nigeria
burkinabè|burkinabé; Burkinabè|Burkinabe; du Burkina(?: Faso)?; Burkinab[eéè]; Burkina
tchadien|tchadienne; Tchadien|Chadian; du Tchad; Chadian; Chad
sénégalais|sénégalaise; Sénégalais|Senegalese; du Sénégal; Senegalese; Senegal
ivoirien|ivoirienne; Ivoirien|Ivorian; de Côte d['’]Ivoire; Ivorian; Ivory Coast|Côte d['’]Ivoire
guinéen|guinéenne; Guinéen|Guinean; de(?: la)? Guinée; Guinean; Guinea
mauritanien|mauritanienne; Mauritanien|Mauritanian; de(?: la)? Mauritanie; Mauritanian; Mauritania
algérien|algérienne; Algérien|Algerian; d(?:e l)?['’]Algérie; Algerian; Algeria
libyen|libyenne; Libyen|Libyan; de(?: la)? Libye; Libyan; Libya
marocain|marocaine; Marocain|Moroccan; du Maroc; Moroccan; Morocco
tunisien|tunisienne; Tunisien|Tunisian; de(?: la)? Tunisie; Tunisian; Tunisia
égyptien|égyptienne; Égyptien|Egyptian; d(?:e l)?['’]Égypte; Egyptian; Egypt
soudanais|soudanaise; Soudanais|Sudanese; du Soudan; Sudanese; Sudan
béninois|béninoise; Béninois|Beninese; du Bénin; Beninese; Benin
togolais|togolaise; Togolais|Togolese; du Togo; Togolese; Togo
ghanéen|ghanéenne; Ghanéen|Ghanaian; du Ghana; Ghanaian; Ghana
camerounais|camerounaise; Camerounais|Cameroonian; du Cameroun; Cameroonian; Cameroon
français|française; Français; de(?: la)? France; French; France
russe; Russe|Russian; de(?: la)? Russie; Russian; Russia
ukrainien|ukrainienne; Ukrainien|Ukrainian; d(?:e l)?['’]Ukraine; Ukrainian; Ukraine
turc|turque; Turc|Turkish; de(?: la)? Turquie; Turkish|Turk; Turkey|Türkiye
chinois|chinoise; Chinois|Chinese; de(?: la)? Chine; Chinese; China
"""
"""A line for each people, patterns without the s of the plural: French adjective; the name of the
people, French or left in English; the country after *de*; English adjective; English country."""

_S = r"[ \u00a0]"


@dataclass(frozen=True, slots=True)
class _People:
    """What says a people twice in French, and what says it at all in English."""

    twice: re.Pattern[str]
    said: re.Pattern[str]


@lru_cache(maxsize=1)
def _peoples() -> tuple[_People, ...]:
    return tuple(_people(*map(str.strip, line.split(";"))) for line in _PEOPLES.split("\n") if line)


def _people(adjective: str, name: str, genitive: str, english: str, country: str) -> _People:
    again = rf"(?:des?{_S}|d['’])(?:{name})s?"
    said = rf"(?:{english})s?"
    if country != "-":
        again += "|" + genitive.replace(" ", _S)
        said += f"|{country}"
    return _People(
        re.compile(rf"(?<![\w-])(?:{adjective})s?(?P<again>{_S}(?:{again}))(?![\w'’-])"),
        re.compile(rf"(?<![\w-])(?:{said})(?!\w)"),
    )


def people_twice(text: str, source: str) -> Iterator[Change]:
    """Yield the name of a people that stands after its own adjective.

    >>> [c.before for c in people_twice("La rébellion touarègue de Tuareg", "The Tuareg rebellion")]
    [' de Tuareg']
    >>> [c.before for c in people_twice("L'armée malienne du Mali", "Mali's Malian army")]
    []
    """
    for people in _peoples():
        for match in people.twice.finditer(text):
            if len(people.said.findall(source)) == 1:
                yield Change(*match.span("again"), match["again"], "", "people-twice")
