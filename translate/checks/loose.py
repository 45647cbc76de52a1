"""Terms that good translators render freely, so that their absence is no error.

*Mobilisation* is a demonstration to one translator and a campaign to another. The list has two
origins. It was first read off 75,000 pairs of human translation (news, parliament, government,
reporting from the Sahel), with a smaller glossary: a concept was loose when more than six in a
hundred of its occurrences had no accepted form opposite. In November 2026 38,000 pairs of the same
kinds were read again, both ways (``python -m benchmarks.checks_loose`` prints what it finds): what
they leave without any answer as often was added; what they do at most four times in a hundred,
of thirty or more, was taken out. It says nothing against the glossary, which decides what *we*
write.
"""

from __future__ import annotations

from glossary.match import Match
from glossary.model import Language

LOOSE: dict[Language, frozenset[str]] = {
    "fr": frozenset(
        "abduction abuses accomplice afp aircraft ammunition atlantic-ocean auxiliaries "
        "battlefield bn borehole call-for-tenders casualty-toll central-african-republic "
        "cercle civil-party civilian claim-responsibility clashes commune counter-attack "
        "coup cross-border-cooperation demonstration deputy-minister detainee donor "
        "drought dyke famine fighting finance-minister foreign-ministry general-officer "
        "gunfire head-of-government head-of-state headcount health-ministry hideout "
        "high-representative hostage hostage-taker hostage-taking human-shield "
        "in-absentia incursion informant intelligence interference landlocked landmine "
        "livestock maize massacre mediation member-of-parliament minister-of-state "
        "ministry missile modus-operandi national-gendarmerie neutralise paratrooper "
        "parliament peace-talks petrol political-dialogue power-plant radar "
        "reinforcements reprisals resupply roadblock rout rule-of-law security-forces "
        "siege skirmish sniper special-envoy statement stronghold subsidy suicide-bomber "
        "term-of-office thermal-power-plant trade-union trench turnout voluntary-return "
        "witness worshipper".split()
    ),
    "en": frozenset(
        "abuses air-assets airdrop airline arrest arrested attack attorney-general "
        "beijing blunder build-up cartridge casualty-toll claim-responsibility clashes "
        "combat-zone community-leaders counterpart csps deminer demonstration "
        "demonym-french deployment donor drought elysee fatigues fighter-jet fighting "
        "flood flood-victim foreign-ministry front-line gdp headquarters hideout "
        "high-representative instructor intelligence intelligence-service interference "
        "interior-ministry landlocked letters-of-credence looting machine-gun magistrate "
        "major media-regulator mediterranean member-of-parliament ministry missile "
        "missing month-may neutralise peace-agreement people-in-need pickup-truck "
        "pledge-allegiance prime-minister put-out-of-action radar rainy-season rebels "
        "recapture reinforcements repelled resilience response resupply retreat road "
        "roadblock rocket safe-haven senior-figure separatists shell shelling "
        "social-cohesion south-africa statement stronghold subsidy surrendered-fighter "
        "tanker-truck tax-revenues treasury trench troops vehicles voter-roll war-crime "
        "wheat wire-story wreckage".split()
    ),
}
"""Ids of concepts by the language of the source."""


EVERYDAY = frozenset(
    "platoon cercle borehole tank rocket national-gendarmerie interference islamist "
    "demonstration general-officer response wire-story resupply siege intelligence airdrop road "
    "ammunition haulier troops senior-figure headcount vehicles ministry witness statement "
    "roadblock fighter retreat veteran".split()
)
"""Ids of concepts whose word means something else outside reporting (*section*), or anything."""


def is_everyday(match: Match) -> bool:
    """Tell whether a word found may well not be the concept, unless the sentence is about such."""
    return match.concept.id in EVERYDAY


def is_loose(match: Match) -> bool:
    """Tell whether the translation of a term found in a source is the translator's choice."""
    return match.concept.id in LOOSE[match.term.language]


def may_stand_for(stray: Match, match: Match) -> bool:
    """Tell whether a term nobody asked for may be a translator's choice for one that is lost.

    Both are rendered freely and of one field: no *special envoy* stands for a *rainy season*.
    """
    return is_loose(stray) and is_loose(match) and stray.concept.domain == match.concept.domain
