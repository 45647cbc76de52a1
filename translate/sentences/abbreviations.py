"""What a full stop after a word means in French and English news: data for ``segment``.

Every set holds keys as ``segment`` looks them up: without the final full stop. Capitals count
unless a set says otherwise, because "Col." is a rank and "col." may end a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping

from glossary.model import Language


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES: Mapping[Language, frozenset[str]] = {
    "fr": _words(
        "M MM Mr Mme Mmes Mlle Mlles Mgr Dr dr Drs Pr Prof Gén gén Gal Col Lt lt Lieut Maj Cdt "
        "cdt Cne cne Cap Capt Adj Adjt Sgt Cpl Brig Amb Me Vve Ste St Sts Cie-Gén Lcl "
        "Cl Ing Insp Rép Dép Sén Min S.E S.E.M S.E.Mme S.A.R Art div bde brig"
    ),
    "en": _words(
        "Mr Mrs Ms Messrs Dr Drs Prof Gen Gens Col Cols Lt Capt Cdr Cmdr Maj Sgt Cpl "
        "Pvt Spc Lieut Brig Adm Rev Fr Hon Sen Sens Rep Reps Gov "
        "Pres Amb Insp Supt Det Msgr St Mt Ft M MM Mme Mgr Gal H.E Mohd Muh Abd"
    ),
}
"""Stand before a name: a full stop after them never ends a sentence."""

RANKS = _words("lt col cl maj gén gen brig adj adjt sgt cpl cne cdt chef s")
"""Parts of a rank in two, in small letters: *lt-col.*, *Col.-maj.*, *Sgt-chef.*, *Maj.-Gen.*"""

NEVER: Mapping[Language, frozenset[str]] = {
    "fr": _words("cf Cf vs p.ex p.e ex c.-à-d c-à-d i.e e.g av dir trad éd resp N.B NB"),
    "en": _words("e.g i.e cf Cf vs v viz eds al N.B NB incl E.g I.e"),
}
"""Lead on to what they announce: a full stop after them never ends a sentence."""

BEFORE_FIGURE: Mapping[Language, frozenset[str]] = {
    "fr": _words(
        "n nº n° nos no No Nº N° p pp art Art al vol fig chap ch t tél Tél tel env Env max "
        "min ca b bd janv févr avr juil sept oct nov déc §"
    ),
    "en": _words(
        "No Nos no nos p pp vol Vol art Art fig Fig ch sec Sec para par approx ca c max "
        "min tel Tel Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
    ),
}
"""Abbreviations only before a figure ("No. 5"; but "He said no. The…")."""

OPEN: Mapping[Language, frozenset[str]] = {
    "fr": _words("etc Etc cie Cie Cies ltd S.A s.a J.-C R.-V apr adj dép Jr h min km"),
    "en": _words(
        "etc Inc Ltd Corp Co Cos Bros Jr Sr a.m p.m A.M P.M Ph.D Dept Univ Gov't Govt "
        "Ave Blvd Intl Assn est"
    ),
}
"""May end a sentence: the next word decides (see ``STARTERS``)."""

STARTERS: Mapping[Language, frozenset[str]] = {
    "fr": _words(
        "Le La Les L’ L' Un Une Des De Du D’ D' Il Elle Ils Elles On Nous Vous Je J’ J' "
        "Ce Cet Cette Ces C’ C' Cela Ceci Ça Celui Celle Ceux Son Sa Ses Leur Leurs "
        "Notre Nos Mon En Dans Sur Sous Pour Par Avec Sans Selon Après Avant Depuis "
        "Pendant Lors Lorsque Quand Alors Ainsi Mais Or Et Ou Donc Car Si S’ S' Comme "
        "Cependant Toutefois Pourtant Puis Ensuite Enfin Aussi Aujourd’hui Aujourd'hui "
        "Hier Demain Ici Là Tout Tous Toute Toutes Plusieurs Certains Certaines "
        "Quelques Chaque Aucun Aucune Qui Que Qu’ Qu' Quoi Où Dont Au Aux À A Entre "
        "Vers Chez Contre Face Malgré Grâce Outre Dès Parmi Interrogé Pas Plus Deux "
        "Trois Quatre Cinq Six Sept Huit Neuf Dix N’ N' Ni Reste Rien Personne"
    ),
    "en": _words(
        "The A An This That These Those He She It They We I You His Her Its Their Our "
        "My There Here In On At By For From With Without Within After Before Since "
        "During While When Where Who What Which Why How If As Although Though But And "
        "Or Yet So Thus Then Now However Meanwhile Moreover Still Also Both Each Every "
        "All Some Many Most Several Few No Not Nor None Nobody One Two Three Four Five "
        "Six Seven Eight Nine Ten Once Under Over Between Among Against According "
        "Despite Because Following To Today Yesterday Earlier Later Last Next It's He's "
        "They're I'm That's"
    ),
}
"""Capitalised words that open a sentence far more often than they stand in a name."""

NOT_AFTER_HOUR = _words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February "
    "March April May June July August September October November December GMT UTC "
    "EST EDT CET CEST WAT BST Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec "
    "Local Bamako Paris"
)
"""What goes on after "6 p.m." without a new sentence."""

SAID = _words(
    "said says asked asks told added adds wrote writes declared insisted replied "
    "answered warned wondered shouted cried exclaimed explained argued"
)
"""English verbs of speech: "Why?" Camara asked."""
