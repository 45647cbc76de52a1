"""Closed lists of French words that `french.repair` may change; nothing else is ever touched.

After Le Bon usage (Grevisse and Goosse, 16th ed.): determiners § 578-652, agreement of the verb
§ 928-950, of the participle § 938-946.
"""

from __future__ import annotations

from glossary.inflect_fr import adjective_forms
from glossary.inflect_fr_words import DEMONYMS


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _index(bases: frozenset[str]) -> dict[str, str]:
    """Map every form of every adjective to its masculine singular."""
    return {form: base for base in sorted(bases) for form in adjective_forms(base).values()}


ELIDING = {"qu": "que", "jusqu": "jusque", "lorsqu": "lorsque", "puisqu": "puisque",
           "quoiqu": "quoique"}  # fmt: skip
"""Elided conjunctions and their full forms (§ 44)."""

DETERMINERS: dict[str, str] = {
    word: kind
    for kind, words in {
        "un": "un une",
        "ce": "ce cet cette ces",
        "mon": "mon ma mes",
        "ton": "ton ta tes",
        "son": "son sa ses",
        "leur": "leur leurs",
        "notre": "notre nos",
        "votre": "votre vos",
        "aucun": "aucun aucune",
        "quel": "quel quelle quels quelles",
    }.items()
    for word in words.split()
}
"""Determiners other than the definite article, by their masculine singular."""

PRENOMINAL = _set(
    """
    ancien nouveau futur seul dernier premier petit grand même autre propre principal puissant
    """
)
"""Adjectives that stand between the determiner and the noun."""

PRENOMINAL_FORMS = {**_index(PRENOMINAL), "nouvel": "nouveau"}

POSTNOMINAL_FORMS = _index(
    DEMONYMS
    | _set(
        """
        armé abattu détruit piégé déployé engagé allié appuyé soutenu équipé basé composé
        stationné positionné capturé saisi lancé intercepté neutralisé utilisé récupéré mené
        dirigé commandé installé créé fondé dissous rebelle djihadiste jihadiste terroriste
        séparatiste loyaliste paramilitaire local régional national international
        """
    )
)
"""Adjectives and participles that may follow a term and agree with it."""

VERB_PAIRS = {
    "a": "ont", "est": "sont", "était": "étaient", "sera": "seront", "va": "vont",
    "avait": "avaient", "fait": "font", "dit": "disent", "doit": "doivent", "peut": "peuvent",
    "aura": "auront", "serait": "seraient", "aurait": "auraient", "fut": "furent",
    "fera": "feront", "ira": "iront", "tient": "tiennent", "prend": "prennent",
    "vient": "viennent", "perd": "perdent", "mène": "mènent", "reste": "restent",
    "gagne": "gagnent", "contrôle": "contrôlent", "affirme": "affirment",
    "annonce": "annoncent", "déclare": "déclarent", "avance": "avancent",
    "accuse": "accusent", "refuse": "refusent", "dénonce": "dénoncent",
    "occupe": "occupent", "semble": "semblent", "poursuit": "poursuivent",
    "combat": "combattent", "détient": "détiennent", "reprend": "reprennent",
    "veut": "veulent", "pourrait": "pourraient", "devrait": "devraient", "faisait": "faisaient",
}  # fmt: skip
"""Third persons, singular and plural: the only verbs whose number is ever changed."""

TO_PLURAL = VERB_PAIRS
TO_SINGULAR = {plural: single for single, plural in VERB_PAIRS.items()}

BE = _set("est sont était étaient sera seront serait seraient fut furent")
HAVE = _set("a ont avait avaient aura auront aurait auraient")
ADVERBS = _set(
    """
    pas plus déjà aussi également ainsi désormais toujours officiellement ensuite récemment
    notamment jamais encore rapidement
    """
)

PARTICIPLE_FORMS = _index(
    _set(
        """
        pris repris surpris compris mis soumis commis admis promis détruit construit conduit
        produit réduit battu abattu défendu vendu perdu tenu soutenu maintenu obtenu retenu
        détenu venu intervenu parvenu revenu devenu accueilli réuni saisi investi affaibli établi
        choisi sorti ouvert découvert offert dissous contraint rejoint atteint exclu
        entendu attendu suspendu rendu conclu élu vaincu conçu reçu poursuivi suivi averti né
        """
    )
)
"""Past participles that do not end in -é."""

CASUALTIES = _set("tué blessé tombé mort mis porté disparu enlevé décédé fauché")
"""With these a force stands for its soldiers (les FAMa tués): their gender is left alone."""

EPICENE = _set(
    """
    diplomate interprète bénévole dentiste garde-frontière garde-côte démographe photographe
    psychologue anthropologue politologue sociologue géologue philosophe architecte athlète
    camarade collègue cadre guide pilote propriétaire locataire fonctionnaire
    mandataire signataire bénéficiaire adversaire partenaire stagiaire universitaire
    """
)
"""Nouns for persons with one form for both, besides those in -iste (§ 492)."""

REFLEXIVE = _set("retiré emparé réuni engagé replié déployé dispersé regroupé rallié dissous")
"""Participles of reflexive verbs that agree with the subject (§ 952)."""

NO_ARTICLE_AFTER = _set(
    """
    nom noms sigle sigles terme termes acronyme acronymes appellation mot mots titre qualifié
    qualifiés qualifiée qualifiées traité traités pas plus moins beaucoup peu trop assez tant
    autant sans type types version statut label étiquette baptisé rebaptisé marque logo format
    drapeau faute manque absence nombre dizaine dizaines douzaine centaine centaines vingtaine
    trentaine quarantaine cinquantaine quinzaine millier milliers million millions groupe
    ensemble série rôle question hors lieu besoin
    """
)
"""Words after which "de" stands rightly without an article."""

FEMININE_COUNTRIES = _set(
    """
    algérie mauritanie libye guinée gambie russie ukraine turquie france chine tunisie égypte
    éthiopie somalie érythrée allemagne italie espagne belgique azawad union
    guinée-bissau guinée-conakry haute-volta syrie jordanie palestine arabie inde zambie tanzanie
    namibie biélorussie pologne hongrie roumanie bulgarie serbie croatie grèce suisse autriche
    suède norvège finlande irlande géorgie arménie lituanie lettonie estonie moldavie corée
    birmanie thaïlande indonésie malaisie australie argentine bolivie colombie
    egypte ethiopie erythrée algerie guinee
    """
)
"""Names that only a family or a wordplay puts in the plural; some as newspapers print capitals."""

MASCULINE_COUNTRIES = _set(
    """
    mali niger tchad venezuela brésil japon canada mexique liban yémen qatar pakistan kenya rwanda
    burundi mozambique sénégal togo bénin ghana nigeria nigéria cameroun soudan maroc gabon congo
    liberia libéria sahel
    """
) | {"burkina faso", "burkina"}
"""Countries with "au" where the feminine has "en" (§ 1051)."""
