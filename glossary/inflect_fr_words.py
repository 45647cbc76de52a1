"""Tables of French words that go against the rules of ``inflect_fr``.

After Le Bon usage (Grevisse and Goosse, 16th ed., § 513-556); only words that reporting may meet.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


S_PLURAL_AL = _set(
    """
    bal carnaval festival récital régal chacal cal aval cérémonial choral naval natal fatal
    final banal bancal glacial tonal étal narval mistral santal
    """
)
AIL_AUX = _set(
    """
    bail corail émail soupirail travail vantail vitrail
    """
)
S_PLURAL_EU_AU = _set(
    """
    bleu pneu émeu landau sarrau
    """
)
X_PLURAL_OU = _set(
    """
    bijou caillou chou genou hibou joujou pou
    """
)
IRREGULAR_PLURAL = {
    "œil": "yeux",
    "ciel": "cieux",
    "monsieur": "messieurs",
    "madame": "mesdames",
    "mademoiselle": "mesdemoiselles",
}
NUMBER_INVARIABLE = _set(
    """
    non antipersonnel appui-feu
    burkinabè burkinabé porte-parole cessez-le-feu hors-la-loi pick-up tête-à-tête
    après-guerre rez-de-chaussée qui-vive statu-quo persona sans-abri sans-papiers sans-emploi
    kaki orange marron standard mi-temps chasse-neige porte-monnaie sous-main trompe-l'œil
    casse-croûte a-priori in-extremis garde-à-vous sol-air air-sol air-air
    sol-sol mer-mer arrière avant grata ifoghas non quasi très bien mal hors super
    """
)
"""Words that keep their form in the plural though they do not end in -s, -x or -z."""

COMPOUND_PLURAL = {
    "arc-en-ciel": "arcs-en-ciel",
    "non-lieu": "non-lieux",
    "garde-côte": "garde-côtes",
    "garde-frontière": "gardes-frontières",
    "franc-tireur": "francs-tireurs",
    "timbre-poste": "timbres-poste",
    "chef-d'œuvre": "chefs-d'œuvre",
    "haut-parleur": "haut-parleurs",
    "grand-mère": "grands-mères",
    "laissez-passer": "laissez-passer",
    "va-et-vient": "va-et-vient",
    "bas-fond": "bas-fonds",
    "face-à-face": "face-à-face",
    "aide-soignant": "aides-soignants",
    "sage-femme": "sages-femmes",
    "plus-value": "plus-values",
    "talkie-walkie": "talkies-walkies",
    "week-end": "week-ends",
    "check-point": "check-points",
    "pull-over": "pull-overs",
    "stand-by": "stand-by",
    "coup-de-poing": "coups-de-poing",
}

# First parts of a compound that never take the mark: prefixes, adverbs, points of the compass.
FIXED_FIRST = _set(
    """
    sous sur vice ex anti contre co inter intra non mi demi semi avant après arrière auto
    ultra extra super micro mini mono multi pan para post pré pro quasi radio télé trans nord
    sud est ouest afro franco russo turco arabo anglo germano euro israélo gréco latino socio
    bissau équato centr sierra nigéro algéro maliano
    politico néo pseudo cyber narco aéro agro bio éco géo méga méta hyper hypo outre entre
    """
)
# Verbs that open a compound: the noun after them takes the mark (1990 rectifications).
VERB_FIRST = _set(
    """
    porte garde lance couvre casse chasse brise tire coupe pare abat ouvre perce presse rabat
    sauve trouble tue vide passe cache grille compte monte appuie allume
    """
)


KEEPS_S = _set(
    """
    abus blocus accès avis bas bras cas colis commis compas compromis concours congrès corps cours
    débris décès dépens dessous dessus dissous discours dos encours excès fils fois fonds
    frais gras gris gros héros intrus jus lapis las legs logis matelas mauvais mépris mets
    mois mors obus os ours palais parcours pays permis plus poids pouls précis pris procès
    progrès propos puits recours refus relais remords remous repas repos secours sens souris
    sous succès surplus surpris sursis tapis temps tiers toujours trépas univers vers virus
    viscères divers pervers épais exprès métis indécis concis exclus inclus confus obtus
    diffus reclus assis mis soumis admis émis remis transmis promis omis compris appris repris
    entrepris acquis requis conquis indivis tennis campus cactus corpus consensus processus
    terminus prospectus lexis jersis chassis châssis parvis devis pis fracas embarras amas
    verglas ananas cadenas plâtras coloris taillis croquis rubis brebis gars clos enclos
    dispos anus bus autobus minibus sas pancréas atlas cosmos pathos chaos albinos rhinocéros
    """
)
# Words in -ois and -ais that do lose their s; all others are demonyms and adjectives that keep it.
DROPS_OIS_AIS = _set(
    """
    lois rois emplois tournois convois exploits parois envois renvois octrois désarrois essais
    délais balais vrais quais déblais remblais minerais geais gais
    """
)
X_SINGULAR = _set(
    """
    feux couvre-feux jeux enjeux lieux milieux cheveux neveux aveux vœux adieux essieux pieux
    dieux moyeux bijoux cailloux choux genoux hiboux joujoux poux hébreux
    """
)
AUX_SINGULAR = {"travaux": "travail", "vitraux": "vitrail", "baux": "bail", "coraux": "corail",
            "émaux": "émail", "soupiraux": "soupirail", "faux": "faux", "taux": "taux",
            "chaux": "chaux", "noyaux": "noyau", "tuyaux": "tuyau", "boyaux": "boyau",
            "joyaux": "joyau", "fléaux": "fléau", "étaux": "étau"}  # fmt: skip
IRREGULAR_SINGULAR = {v: k for k, v in {**IRREGULAR_PLURAL, **COMPOUND_PLURAL}.items()}


IRREGULAR_FEMININE = {
    "touareg": "touarègue", "turc": "turque", "grec": "grecque", "public": "publique",
    "caduc": "caduque", "blanc": "blanche", "franc": "franche", "sec": "sèche", "frais": "fraîche",
    "long": "longue", "beau": "belle", "nouveau": "nouvelle", "jumeau": "jumelle", "fou": "folle",
    "mou": "molle", "vieux": "vieille", "roux": "rousse", "faux": "fausse", "doux": "douce",
    "gros": "grosse", "gras": "grasse", "bas": "basse", "las": "lasse", "épais": "épaisse",
    "métis": "métisse", "dissous": "dissoute", "absous": "absoute", "favori": "favorite",
    "aigu": "aiguë", "malin": "maligne", "bénin": "bénigne", "gentil": "gentille", "nul": "nulle",
    "pareil": "pareille", "vermeil": "vermeille", "paysan": "paysanne", "andalou": "andalouse",
    "hébreu": "hébraïque", "préfet": "préfète", "complet": "complète", "incomplet": "incomplète",
    "concret": "concrète", "discret": "discrète", "indiscret": "indiscrète", "inquiet": "inquiète",
    "secret": "secrète", "désuet": "désuète", "sot": "sotte", "vieillot": "vieillotte",
    "gouverneur": "gouverneure", "procureur": "procureure", "ingénieur": "ingénieure",
    "professeur": "professeure", "auteur": "autrice", "coauteur": "coautrice", "chef": "cheffe",
    "ambassadeur": "ambassadrice", "enquêteur": "enquêtrice", "sénateur": "sénatrice",
    "entrepreneur": "entrepreneuse", "maître": "maîtresse", "héros": "héroïne", "roi": "reine",
    "dieu": "déesse", "homme": "femme", "frère": "sœur", "père": "mère", "compagnon": "compagne",
    "duc": "duchesse", "émir": "émire", "hôte": "hôtesse", "dû": "due", "mû": "mue", "crû": "crue",
    "suisse": "suisse", "canadien": "canadienne", "bref": "brève", "sauf": "sauve", "veuf": "veuve",
    "neuf": "neuve", "témoin": "témoin", "otage": "otage", "bourreau": "bourreau",
    "médecin": "médecin", "imam": "imam", "marabout": "marabout",
}  # fmt: skip
GENDER_INVARIABLE = _set(
    """
    non antipersonnel
    burkinabè burkinabé dogon bambara haoussa songhaï zarma djerma kanouri toubou soninké
    gourmantché maure moore mossi dozo peulh lobi bobo sénoufo minianka bozo malinké dioula
    wolof kidal tamasheq hassanya berabiche kounta imghad ifoghas daoussahak kaki marron
    orange standard chic snob super sniper leader témoin porte-parole bantou kabyle swahili
    viêt aléoute zoulou pachtoune tchétchène bella
    """
)
"""Adjectives and nouns with one form for both genders though they do not end in -e."""

EUR_PLUS_E = _set(
    """
    supérieur inférieur extérieur intérieur ultérieur antérieur postérieur majeur mineur
    meilleur prieur
    """
)
TEUR_TEUSE = _set(
    """
    porteur transporteur menteur chanteur acheteur guetteur recruteur exploiteur coureur
    flatteur emprunteur apporteur colporteur monteur planteur raconteur sauteur toiletteur
    trotteur sprinteur émeuteur braconteur prêteur
    """
)


STOP = _set(
    """
    de du des à au aux en pour par sur contre dans et ou le la les sous sans avec entre chez
    hors vers dit selon ni
    """
)
"""Words at which the part of a noun phrase that takes the marks ends."""

DEMONYMS = _set(
    """
    malien nigérien nigérian burkinabè burkinabé tchadien mauritanien sénégalais algérien
    ivoirien béninois togolais ghanéen guinéen camerounais libyen russe ukrainien turc sahélien
    ouest-africain touareg français européen africain américain marocain tunisien égyptien
    soudanais centrafricain congolais azawadien chinois britannique espagnol italien allemand
    """
)
"""Adjectives of nationality, masculine singular: they agree with the head from afar."""
