"""French word forms by rule: plural, singular, feminine, the phrase around a head noun.

Rules and exceptions after Le Bon usage (Grevisse and Goosse, 16th ed., § 513-536 plural of nouns,
§ 541-556 feminine and plural of adjectives) and, for compounds, the 1990 rectifications where
usage follows them. Words are taken as they are spelt; a capital at the head is kept.
"""

from __future__ import annotations

import re

from .model import Gender, Number
from .text import is_acronym

# ------------------------------------------------------------------ plural of a word

_S_PLURAL_AL = frozenset(
    "bal carnaval festival récital régal chacal cal aval cérémonial choral naval natal fatal final "
    "banal bancal glacial tonal étal narval mistral santal".split()
)
_AIL_AUX = frozenset("bail corail émail soupirail travail vantail vitrail".split())
_S_PLURAL_EU_AU = frozenset("bleu pneu émeu landau sarrau".split())
_X_PLURAL_OU = frozenset("bijou caillou chou genou hibou joujou pou".split())
_IRREGULAR_PLURAL = {
    "œil": "yeux",
    "ciel": "cieux",
    "monsieur": "messieurs",
    "madame": "mesdames",
    "mademoiselle": "mesdemoiselles",
}
NUMBER_INVARIABLE = frozenset(
    "burkinabè burkinabé porte-parole cessez-le-feu hors-la-loi non-lieu pick-up tête-à-tête "
    "franc-tireur-partisan après-guerre rez-de-chaussée qui-vive statu-quo persona sans-abri "
    "sans-papiers sans-emploi kaki orange marron standard mi-temps chasse-neige porte-monnaie "
    "sous-main trompe-l'œil casse-croûte a-priori in-extremis garde-à-vous plus-value-réelle "
    "non quasi très bien mal hors super".split()
)
"""Words that keep their form in the plural though they do not end in -s, -x or -z."""

_COMPOUND_PLURAL = {
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
NUMBER_INVARIABLE -= frozenset(_COMPOUND_PLURAL)

# First parts of a compound that never take the mark: prefixes, adverbs, points of the compass.
_FIXED_FIRST = frozenset(
    "sous sur vice ex anti contre co inter intra non mi demi semi avant après arrière auto ultra "
    "extra super micro mini mono multi pan para post pré pro quasi radio télé trans nord sud est "
    "ouest afro franco russo turco arabo anglo germano euro israélo gréco latino socio politico "
    "néo pseudo cyber narco aéro agro bio éco géo méga méta hyper hypo outre entre".split()
)
# Verbs that open a compound: the noun after them takes the mark (1990 rectifications).
_VERB_FIRST = frozenset(
    "porte garde lance couvre casse chasse brise tire coupe pare abat ouvre perce presse rabat "
    "sauve trouble tue vide passe cache grille compte monte appuie allume".split()
)


def plural_word(word: str) -> str:
    """Return the plural of one French word or hyphenated compound.

    Acronyms and words in -s, -x, -z do not change (Le Bon usage, § 523).

    >>> [plural_word(w) for w in ("général", "festival", "réseau", "feu", "pays", "camion-citerne")]
    ['généraux', 'festivals', 'réseaux', 'feux', 'pays', 'camions-citernes']
    """
    lower = word.lower()
    if lower in NUMBER_INVARIABLE or is_acronym(word) or not word[-1:].isalpha():
        return word
    if lower in _COMPOUND_PLURAL:
        return _like(word, _COMPOUND_PLURAL[lower])
    if "-" in word:
        return _hyphenated(word, plural_word)
    if lower in _IRREGULAR_PLURAL:
        return _like(word, _IRREGULAR_PLURAL[lower])
    if lower[-1] in "sxz":
        return word
    if lower.endswith("al") and lower not in _S_PLURAL_AL:
        return word[:-2] + "aux"
    if lower in _AIL_AUX:
        return word[:-3] + "aux"
    if lower.endswith(("au", "eu")) and lower not in _S_PLURAL_EU_AU:
        return word + "x"
    if lower in _X_PLURAL_OU:
        return word + "x"
    return word + "s"


# ------------------------------------------------------------------ singular of a word

_KEEPS_S = frozenset(
    "abus accès avis bas bras cas colis commis compas compromis concours congrès corps cours "
    "débris décès dépens dessous dessus dissous discours dos encours excès fils fois fonds frais "
    "gras gris gros héros intrus jus lapis las legs logis matelas mauvais mépris mets mois mors "
    "obus os ours palais parcours pays permis plus poids pouls précis pris procès progrès propos "
    "puits recours refus relais remords remous repas repos secours sens souris sous succès surplus "
    "surpris sursis tapis temps tiers toujours trépas univers vers virus viscères divers pervers "
    "épais exprès métis indécis concis exclus inclus confus obtus diffus reclus assis mis soumis "
    "admis émis remis transmis promis omis compris appris repris entrepris acquis requis conquis "
    "indivis tennis campus cactus corpus consensus processus terminus prospectus lexis jersis "
    "chassis châssis parvis devis pis fracas embarras amas verglas ananas cadenas plâtras coloris "
    "taillis croquis rubis brebis gars clos enclos repos dispos anus bus autobus minibus sas "
    "pancréas atlas cosmos pathos chaos albinos rhinocéros".split()
)
# Words in -ois and -ais that do lose their s; all others are demonyms and adjectives that keep it.
_DROPS_OIS_AIS = frozenset(
    "lois rois emplois tournois convois exploits parois envois renvois octrois désarrois fois-là "
    "essais délais balais vrais quais déblais remblais minerais geais gais mais".split()
) - {"mais"}
_KEEPS_X = re.compile(r".*(?:eux|oux|aix|oix|ix|ux)$")
_X_SINGULAR = frozenset(
    "feux couvre-feux jeux enjeux lieux milieux cheveux neveux aveux vœux adieux essieux pieux dieux "
    "moyeux bijoux cailloux choux genoux hiboux joujoux poux hébreux".split()
)
_AUX_EAU = {"travaux": "travail", "vitraux": "vitrail", "baux": "bail", "coraux": "corail",
            "émaux": "émail", "soupiraux": "soupirail", "faux": "faux", "taux": "taux",
            "chaux": "chaux", "noyaux": "noyau", "tuyaux": "tuyau", "boyaux": "boyau",
            "joyaux": "joyau", "fléaux": "fléau", "étaux": "étau", "yeux": "œil", "cieux": "ciel"}  # fmt: skip
_IRREGULAR_SINGULAR = {v: k for k, v in {**_IRREGULAR_PLURAL, **_COMPOUND_PLURAL}.items()}


def singular_word(word: str) -> str:
    """Return the singular of one French plural word, or the word where no rule is safe.

    >>> [singular_word(w) for w in ("généraux", "réseaux", "civils", "corps", "français", "poreux")]
    ['général', 'réseau', 'civil', 'corps', 'français', 'poreux']
    """
    lower = word.lower()
    if lower in NUMBER_INVARIABLE or is_acronym(word):
        return word
    if lower in _IRREGULAR_SINGULAR:
        return _like(word, _IRREGULAR_SINGULAR[lower])
    if lower in _AUX_EAU:
        return _like(word, _AUX_EAU[lower])
    if "-" in word and lower not in _X_SINGULAR:
        return _hyphenated(word, singular_word)
    if lower in _X_SINGULAR or lower.endswith("eaux"):
        return word[:-1]
    if lower.endswith("aux"):
        return word[:-3] + "al"
    if lower.endswith("s") and not lower.endswith("ss"):
        if lower in _KEEPS_S:
            return word
        if lower.endswith(("ois", "ais")) and lower not in _DROPS_OIS_AIS:
            return word
        return word[:-1] if len(word) > 2 else word
    return word


# ------------------------------------------------------------------ feminine of a word

_IRREGULAR_FEMININE = {
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
GENDER_INVARIABLE = frozenset(
    "burkinabè burkinabé dogon bambara haoussa songhaï zarma djerma kanouri toubou soninké "
    "gourmantché maure moore mossi dozo peulh lobi bobo sénoufo minianka bozo malinké dioula wolof "
    "kidal tamasheq hassanya berabiche kounta imghad ifoghas daoussahak kaki marron orange standard "
    "chic snob super sniper leader témoin porte-parole bantou kabyle swahili viêt aléoute zoulou "
    "pachtoune ouzbek ouïghour tchétchène bella".split()
) - {"ouzbek", "ouïghour"}
"""Adjectives and nouns with one form for both genders though they do not end in -e."""

_EUR_PLUS_E = frozenset(
    "supérieur inférieur extérieur intérieur ultérieur antérieur postérieur majeur mineur meilleur "
    "prieur".split()
)
_TEUR_TEUSE = frozenset(
    "porteur transporteur menteur chanteur acheteur guetteur recruteur exploiteur coureur flatteur "
    "emprunteur visiteur-payeur apporteur colporteur monteur planteur raconteur rapporteur-né "
    "sauteur toiletteur trotteur sprinteur émeuteur braconteur prêteur".split()
)


def feminine_word(word: str) -> str:
    """Return the feminine singular of one French masculine singular adjective or person noun.

    >>> [feminine_word(w) for w in ("malien", "nigérian", "éleveur", "instructeur", "actif", "armé")]
    ['malienne', 'nigériane', 'éleveuse', 'instructrice', 'active', 'armée']
    """
    lower = word.lower()
    if lower in GENDER_INVARIABLE or is_acronym(word):
        return word
    if lower in _IRREGULAR_FEMININE:
        return _like(word, _IRREGULAR_FEMININE[lower])
    if "-" in word:
        return _hyphenated(word, feminine_word)
    if lower.endswith("e") or not word[-1:].isalpha():
        return word
    if lower.endswith("er"):
        return word[:-2] + "ère"
    if lower.endswith("f"):
        return word[:-1] + "ve"
    if lower.endswith("x"):
        return word[:-1] + "se"
    if lower.endswith("eur"):
        if lower in _EUR_PLUS_E:
            return word + "e"
        if lower.endswith("teur") and lower not in _TEUR_TEUSE:
            return word[:-3] + "rice"
        return word[:-1] + "se"
    if lower.endswith(("el", "eil", "en", "on", "et")):
        return word + word[-1] + "e"
    if lower.endswith("c"):
        return word[:-1] + "que"
    if lower.endswith(("a", "o", "ou", "y")):
        return word  # loan words (les femmes haoussa): no mark is safe
    return word + "e"


def adjective_forms(base: str) -> dict[tuple[Number, Gender], str]:
    """Return the four forms of an adjective or participle given in the masculine singular.

    >>> adjective_forms("malien")[("pl", "f")], adjective_forms("général")[("pl", "m")]
    ('maliennes', 'généraux')
    """
    feminine = feminine_word(base)
    return {
        ("sg", "m"): base,
        ("pl", "m"): plural_word(base),
        ("sg", "f"): feminine,
        ("pl", "f"): plural_word(feminine),
    }


def _hyphenated(word: str, change: object) -> str:
    """Apply ``change`` to the parts of a compound that take the mark."""
    assert callable(change)
    parts = word.split("-")
    lowered = [p.lower() for p in parts]
    if len(parts) > 2 and any(p in STOP or p in {"le", "la", "les"} for p in lowered[1:-1]):
        return "-".join([change(parts[0]), *parts[1:]])  # arcs-en-ciel, face-à-face is listed
    if lowered[0] in _VERB_FIRST:
        if change is feminine_word:
            return word
        return "-".join([*parts[:-1], change(parts[-1])])
    done = [p if low in _FIXED_FIRST else change(p) for p, low in zip(parts, lowered, strict=True)]
    return "-".join(done)


def _like(word: str, form: str) -> str:
    """Give ``form`` the initial capital of ``word``."""
    return form[0].upper() + form[1:] if word[:1].isupper() else form


# ------------------------------------------------------------------ phrases

STOP = frozenset(
    "de du des à au aux en pour par sur contre dans et ou le la les sous sans avec entre chez hors "
    "vers dit selon ni".split()
)
"""Words at which the part of a noun phrase that takes the marks ends."""

_ELIDED_STOP = re.compile(r"^(?:d|l|qu)['’ʼ]", re.IGNORECASE)
# Adjectives of nationality and order: one that ends a phrase and agrees with the head belongs to
# the head, however far away it stands (armée de l'air malienne, forces de sécurité maliennes).
_FAR_ADJECTIVE = re.compile(
    r"(?:ien|ienne|éen|éenne|ain|aine|ois|oise|ais|aise|ian|iane|russe|turc|turque|burkinabè)s?$"
)


def inflecting(words: list[str]) -> list[int]:
    """Return the indexes of the words of a noun phrase that take number and gender marks.

    The head and what follows it up to the first preposition, article, conjunction or name;
    and a nationality at the very end.

    >>> inflecting("engin explosif improvisé de fabrication".split())
    [0, 1, 2]
    >>> inflecting("groupe Wagner".split()), inflecting("armée de l'air malienne".split())
    ([0], [0, 3])
    """
    taken: list[int] = []
    for index, word in enumerate(words):
        if word.lower() in STOP or _ELIDED_STOP.match(word):
            break
        if index and word[:1].isupper() and not words[0][:1].isupper():
            break
        if is_acronym(word) or not word[:1].isalpha():
            break
        taken.append(index)
    last = len(words) - 1
    if taken and last > taken[-1] + 1 and _FAR_ADJECTIVE.search(words[last]):
        taken.append(last)
    return taken


def plural_phrase(phrase: str) -> str:
    """Return the plural of a noun phrase listed in the singular.

    >>> plural_phrase("chef d'état-major"), plural_phrase("général de brigade")
    ("chefs d'état-major", 'généraux de brigade')
    """
    return _each(phrase, plural_word)


def singular_phrase(phrase: str) -> str:
    """Return the singular of a noun phrase listed in the plural.

    >>> singular_phrase("groupes armés terroristes"), singular_phrase("forces de défense")
    ('groupe armé terroriste', 'force de défense')
    """
    return _each(phrase, singular_word)


def feminine_phrase(phrase: str) -> str:
    """Return the feminine of a masculine singular phrase.

    >>> feminine_phrase("haut représentant"), feminine_phrase("président de la transition")
    ('haute représentante', 'présidente de la transition')
    """
    return _each(phrase, feminine_word)


def _each(phrase: str, change: object) -> str:
    assert callable(change)
    words = phrase.split(" ")
    marked = set(inflecting(words))
    return " ".join(change(w) if i in marked else w for i, w in enumerate(words))
