"""French verb forms that reporting uses, so that an inflected rendering is recognised.

Third persons, infinitive and participles only: news prose has hardly anything else. Regular -er
and -ir verbs by rule with the changes of the stem (Le Bon usage, § 790-792), a few families of
irregular verbs by their ending.
"""

from __future__ import annotations

from .inflect_fr import adjective_forms

_IRREGULAR: dict[str, tuple[str, ...]] = {
    # infinitive ending -> present sg, present pl, participle, stem of imparfait and participle in
    # -ant, stem of the future, passé simple sg, pl
    "mettre": ("met", "mettent", "mis", "mett", "mettr", "mit", "mirent"),
    "prendre": ("prend", "prennent", "pris", "pren", "prendr", "prit", "prirent"),
    "battre": ("bat", "battent", "battu", "batt", "battr", "battit", "battirent"),
    "vendre": ("vend", "vendent", "vendu", "vend", "vendr", "vendit", "vendirent"),
    "rendre": ("rend", "rendent", "rendu", "rend", "rendr", "rendit", "rendirent"),
    "tendre": ("tend", "tendent", "tendu", "tend", "tendr", "tendit", "tendirent"),
    "fendre": ("fend", "fendent", "fendu", "fend", "fendr", "fendit", "fendirent"),
    "pendre": ("pend", "pendent", "pendu", "pend", "pendr", "pendit", "pendirent"),
    "perdre": ("perd", "perdent", "perdu", "perd", "perdr", "perdit", "perdirent"),
    "tenir": ("tient", "tiennent", "tenu", "ten", "tiendr", "tint", "tinrent"),
    "venir": ("vient", "viennent", "venu", "ven", "viendr", "vint", "vinrent"),
    "truire": ("truit", "truisent", "truit", "truis", "truir", "truisit", "truisirent"),
    "duire": ("duit", "duisent", "duit", "duis", "duir", "duisit", "duisirent"),
    "ouvrir": ("ouvre", "ouvrent", "ouvert", "ouvr", "ouvrir", "ouvrit", "ouvrirent"),
    "frir": ("fre", "frent", "fert", "fr", "frir", "frit", "frirent"),
    "quérir": ("quiert", "quièrent", "quis", "quér", "querr", "quit", "quirent"),
    "suivre": ("suit", "suivent", "suivi", "suiv", "suivr", "suivit", "suivirent"),
    "faire": ("fait", "font", "fait", "fais", "fer", "fit", "firent"),
    "dire": ("dit", "disent", "dit", "dis", "dir", "dit", "dirent"),
}  # fmt: skip


def verb_forms(infinitive: str) -> tuple[str, ...]:
    """Return the infinitive and its third persons and participles, in a fixed order.

    >>> verb_forms("neutraliser")[:4]
    ('neutraliser', 'neutralise', 'neutralisent', 'neutralisé')
    >>> "libèrent" in verb_forms("libérer"), "menaçait" in verb_forms("menacer")
    (True, True)
    """
    parts = _parts(infinitive)
    if parts is None:
        return (infinitive,)
    singular, plural, participle, stem, future, past, pasts = parts
    found = [infinitive, singular, plural, *adjective_forms(participle).values()]
    soft = _soften(stem)  # ç and e before a
    found += [soft + "ant", soft + "ait", soft + "aient", past, pasts]
    found += [future + end for end in ("a", "ont", "ait", "aient")]
    return tuple(dict.fromkeys(found))


def _parts(verb: str) -> tuple[str, str, str, str, str, str, str] | None:
    for ending in sorted(_IRREGULAR, key=len, reverse=True):
        if verb.endswith(ending):
            a, b, c, d, e, f, g = (verb[: -len(ending)] + form for form in _IRREGULAR[ending])
            return a, b, c, d, e, f, g
    if verb.endswith("er") and len(verb) > 3:
        stem = verb[:-2]
        mute = _mute(stem)
        # é before a syllable with a mute e keeps its accent in the future (libérera)
        future = verb if "é" in stem[-3:] or mute == stem else mute + "er"
        soft = _soften(stem)
        return mute + "e", mute + "ent", stem + "é", stem, future, soft + "a", stem + "èrent"
    if verb.endswith("ir") and len(verb) > 3:
        stem = verb[:-2]
        return (
            stem + "it",
            stem + "issent",
            stem + "i",
            stem + "iss",
            verb,
            stem + "it",
            stem + "irent",
        )
    return None


def _soften(stem: str) -> str:
    """Write the stem as it stands before a: menac- -> menaç-, engag- -> engage-."""
    if stem.endswith("c"):
        return stem[:-1] + "ç"
    return stem + "e" if stem.endswith("g") else stem


_DOUBLES = ("appel", "rappel", "jet", "projet", "rejet", "étiquet")


def _mute(stem: str) -> str:
    """Write the stem as it stands before a mute ending: mèn-, libèr-, appell-, déploi-."""
    if stem.endswith(_DOUBLES):
        return stem + stem[-1]
    if stem.endswith(("oy", "uy")):
        return stem[:-1] + "i"
    for width in (1, 2):  # one consonant, or two that count as one (intègre, sèche)
        vowel, tail = stem[-width - 1 : -width], stem[-width:]
        if vowel not in ("e", "é") or not vowel or any(c in "aeiouéèy" for c in tail):
            continue
        if width == 2 and (
            vowel == "e" or (tail[1] not in "rl" and tail not in ("ch", "gn", "gu"))
        ):
            continue
        return stem[: -width - 1] + "è" + tail
    return stem
