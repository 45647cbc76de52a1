"""Terms that good translators render freely, so that their absence is no error.

*Mobilisation* is a demonstration to one translator and a campaign to another. The list was read
off 75,000 pairs of human translation (news, parliament, government, reporting from the Sahel): a
concept is here when more than six in a hundred of its occurrences have no accepted form opposite.
It says nothing against the glossary, which decides what *we* write.
"""

from __future__ import annotations

from glossary.match import Match
from glossary.model import Language

_LOOSE: dict[Language, frozenset[str]] = {
    "fr": frozenset(
        "bn demonstration informant spokesperson statement mediation patrol rout "
        "national-gendarmerie trade-union accomplice donor borehole massacre commune "
        "security-forces coup rebels head-of-government prefect rule-of-law high-representative "
        "aircraft head-of-state missile finance-minister hostage-taker afp ammunition gunfire "
        "clashes incursion reprisals claim-responsibility deputy-minister interference "
        "auxiliaries sniper famine neutralise cercle human-shield trench foreign-ministry "
        "minister-of-state suicide-bomber reinforcements counter-terrorism battlefield stronghold "
        "hostage-taking turnout special-envoy paratrooper resupply drought "
        "cross-border-cooperation political-dialogue prime-minister "
        "modus-operandi hideout radar".split()
    ),
    "en": frozenset(
        "donor demonym-french reinforcements assailants rocket interference gdp "
        "prime-minister member-of-parliament missile arrest beijing shell tanker-truck "
        "demonstration public-prosecutor demonym-african deminer malaria hideout pickup-truck "
        "trench foreign-ministry combat-zone stronghold resilience war-crime mediation "
        "tax-revenues interior-ministry separatists peace-agreement front-line attorney-general "
        "machine-gun demonym-russian drought pledge-allegiance voter-roll high-representative "
        "landlocked head-of-state bn attack radar national-gendarmerie".split()
    ),
}
"""Ids of concepts by the language of the source."""


_EVERYDAY = frozenset(
    "platoon cercle borehole tank rocket national-gendarmerie interference islamist "
    "demonstration general-officer response wire-story resupply siege intelligence airdrop road "
    "ammunition haulier troops senior-figure headcount vehicles ministry witness statement "
    "roadblock".split()
)
"""Ids of concepts whose word means something else outside reporting (*section*), or anything."""


def is_everyday(match: Match) -> bool:
    """Tell whether a word found may well not be the concept, unless the sentence is about such."""
    return match.concept.id in _EVERYDAY


def is_loose(match: Match) -> bool:
    """Tell whether the translation of a term found in a source is the translator's choice."""
    return match.concept.id in _LOOSE[match.term.language]
