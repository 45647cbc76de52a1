"""English word forms by rule: plural and singular of a noun phrase, forms of a verb.

Rules after The Chicago Manual of Style (17th ed., 7.5-7.15 plurals) and Quirk et al., A
Comprehensive Grammar of the English Language (5.79-5.104); the exceptions are those that
reporting meets.
"""

from __future__ import annotations

import re
from collections.abc import Callable


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


INVARIABLE = _set(
    """
    personnel aircraft police burkinabe burkinabè spacecraft hovercraft headquarters series
    species means crossroads barracks chinese japanese beninese togolese senegalese congolese
    sudanese gabonese portuguese sheep deer cattle offspring livestock intelligence equipment
    ammunition fighting training propaganda violence insecurity mining rustling fulani hausa
    songhai tuareg-led dead wounded missing displaced swiss lakurawa imghad ifoghas daoussahak
    """
)
"""Nouns with one form for both numbers, or without a plural."""

_IRREGULAR = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet",
    "tooth": "teeth", "mouse": "mice", "ox": "oxen", "crisis": "crises", "analysis": "analyses",
    "basis": "bases", "thesis": "theses", "criterion": "criteria", "phenomenon": "phenomena",
    "half": "halves", "knife": "knives", "life": "lives", "wife": "wives", "leaf": "leaves",
    "wolf": "wolves", "thief": "thieves", "shelf": "shelves", "self": "selves", "loaf": "loaves",
    "hero": "heroes", "veto": "vetoes", "embargo": "embargoes", "cargo": "cargoes",
    "torpedo": "torpedoes", "echo": "echoes", "tomato": "tomatoes", "potato": "potatoes",
    "bus": "buses", "gas": "gases", "quiz": "quizzes", "human": "humans", "german": "germans",
    "ottoman": "ottomans", "roman": "romans", "talisman": "talismans",
    "passer-by": "passers-by", "runner-up": "runners-up", "hanger-on": "hangers-on",
    "persona non grata": "personae non gratae",
    "attorney general": "attorneys general", "secretary general": "secretaries general",
    "secretary-general": "secretaries-general", "governor-general": "governors-general",
    "court martial": "courts martial", "inspector general": "inspectors general",
    "director general": "directors general", "director-general": "directors-general",
    "consul general": "consuls general", "next of kin": "next of kin",
    "sergeant major": "sergeants major", "notary public": "notaries public",
    "heir apparent": "heirs apparent", "coup d'état": "coups d'état", "coup d'etat": "coups d'etat",
}  # fmt: skip
_SINGULAR = {plural: single for single, plural in _IRREGULAR.items()}
_KEEPS_S = _set(
    """
    bus gas virus campus census chorus bonus status consensus terminus corps chaos news
    politics logistics tactics ballistics mathematics athletics economics physics ethics
    sanctuary customs genus apparatus cactus nexus caucus focus impetus stimulus lens atlas
    canvas alias bias christmas islamabad iris tennis diabetes rabies texas honduras barbados
    cyprus
    """
)
_LINK = _set(
    """
    of for in to on with against at by from under between without de du des d' en
    """
)


# commander-in-chief: the noun before the link takes the mark
_LINKED = re.compile(r"(\w+)(-(?:in|of|to|at|de)-.+)$", re.IGNORECASE)
_ES = frozenset({"lens", "summons"})
_GENERIC_FIRST = frozenset({"operation", "katiba", "camp", "fort", "lake", "mount"})


def plural_word(word: str) -> str:
    """Return the plural of one English noun.

    >>> [plural_word(w) for w in ("ambush", "militia", "army", "gunman", "aircraft", "IED")]
    ['ambushes', 'militias', 'armies', 'gunmen', 'aircraft', 'IEDs']
    """
    lower = word.lower()
    if lower in INVARIABLE or lower in _SINGULAR or not word[-1:].isalnum():
        return word
    if lower in _IRREGULAR:
        return _like(word, _IRREGULAR[lower])
    if word.isupper() or word[-1:].isdigit() or re.search(r"[a-z][A-Z]+$", word):
        return word + "s"
    linked = _LINKED.match(word)
    if linked:
        return plural_word(linked.group(1)) + linked.group(2)
    if "-" in word:
        head, _, last = word.rpartition("-")
        return f"{head}-{plural_word(last)}"
    if lower.endswith(("woman", "man")) and len(lower) > 3:
        return word[:-2] + "en"
    if lower.endswith("child"):
        return word + "ren"
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if re.search(r"[^suia]s$", lower) and lower not in _ES:
        return word  # listed as a singular, a plural by its look (officers, Accords)
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if lower.endswith(("craft", "people")):
        return word
    return word + "s"


def singular_word(word: str) -> str:
    """Return the singular of one English plural noun, or the word where no rule is safe.

    >>> [singular_word(w) for w in ("ambushes", "armies", "gunmen", "drones", "corps", "IDPs")]
    ['ambush', 'army', 'gunman', 'drone', 'corps', 'IDP']
    """
    lower = word.lower()
    if lower in INVARIABLE or lower in _KEEPS_S or lower.endswith(("ss", "ics", "sis")):
        return word
    if lower in _SINGULAR:
        return _like(word, _SINGULAR[lower])
    if "-" in word and not word.isupper():
        head, _, last = word.rpartition("-")
        return f"{head}-{singular_word(last)}"
    if lower.endswith(("women", "men")):
        return word[:-2] + "an"
    if lower.endswith("children"):
        return word[:-3]
    if lower.endswith("ies") and len(lower) > 4:
        return word[:-3] + "y"
    if lower.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    if lower.endswith("s") and len(lower) > 2:
        return word[:-1]
    return word


def _head(words: list[str]) -> int:
    """Return the index of the head: the last word, or the one before the first of/for/in..."""
    for index, word in enumerate(words):
        if index and word.lower() in _LINK:
            head = index - 1
            while head and words[head].endswith("ed"):  # children associated with
                head -= 1
            return head
    if len(words) > 1 and words[0].lower() in _GENERIC_FIRST and words[1][:1].isupper():
        return 0  # Operation Barkhane
    return len(words) - 1


def _phrase(phrase: str, change: Callable[[str], str], listed: dict[str, str]) -> str:
    lower = phrase.lower()
    if lower in listed:
        return _like(phrase, listed[lower])
    if "," in phrase:
        return phrase  # a list of nouns has no head
    words = phrase.split(" ")
    head = _head(words)
    for width in (3, 2):  # "assistant secretary general", "attorney general of Mali"
        start = head + 1 - width
        tail = " ".join(words[start : head + 1]).lower() if start >= 0 else ""
        if tail in listed:
            form = _like(words[start], listed[tail])
            return " ".join([*words[:start], form, *words[head + 1 :]])
    words[head] = change(words[head])
    return " ".join(words)


def plural_phrase(phrase: str) -> str:
    """Return the plural of a noun phrase listed in the singular.

    >>> plural_phrase("chief of staff"), plural_phrase("attorney general")
    ('chiefs of staff', 'attorneys general')
    """
    return _phrase(phrase, plural_word, _IRREGULAR)


def singular_phrase(phrase: str) -> str:
    """Return the singular of a noun phrase listed in the plural.

    >>> singular_phrase("terrorist armed groups"), singular_phrase("children of war")
    ('terrorist armed group', 'child of war')
    """
    return _phrase(phrase, singular_word, _SINGULAR)


def _like(word: str, form: str) -> str:
    return form[0].upper() + form[1:] if word[:1].isupper() else form


# ------------------------------------------------------------------ verbs

_VERBS: dict[str, tuple[str, ...]] = {
    "put": ("puts", "put", "putting"), "take": ("takes", "took", "taken", "taking"),
    "shoot": ("shoots", "shot", "shooting"), "set": ("sets", "set", "setting"),
    "fall": ("falls", "fell", "fallen", "falling"), "hold": ("holds", "held", "holding"),
    "lay": ("lays", "laid", "laying"), "lead": ("leads", "led", "leading"),
    "leave": ("leaves", "left", "leaving"), "fight": ("fights", "fought", "fighting"),
    "break": ("breaks", "broke", "broken", "breaking"), "cut": ("cuts", "cut", "cutting"),
    "give": ("gives", "gave", "given", "giving"), "go": ("goes", "went", "gone", "going"),
    "make": ("makes", "made", "making"), "swear": ("swears", "swore", "sworn", "swearing"),
    "withdraw": ("withdraws", "withdrew", "withdrawn", "withdrawing"),
    "overthrow": ("overthrows", "overthrew", "overthrown", "overthrowing"),
    "seek": ("seeks", "sought", "seeking"), "strike": ("strikes", "struck", "striking"),
    "be": ("is", "are", "was", "were", "been", "being"), "have": ("has", "had", "having"),
    "come": ("comes", "came", "coming"), "lose": ("loses", "lost", "losing"),
    "find": ("finds", "found", "finding"), "send": ("sends", "sent", "sending"),
    "build": ("builds", "built", "building"), "say": ("says", "said", "saying"),
    "beat": ("beats", "beat", "beaten", "beating"), "win": ("wins", "won", "winning"),
    "run": ("runs", "ran", "running"), "stand": ("stands", "stood", "standing"),
    "target": ("targets", "targeted", "targeting"), "cover": ("covers", "covered", "covering"),
}  # fmt: skip
_FINAL_STRESS = ("repel", "compel", "expel", "commit", "refer", "deter", "occur", "admit", "permit",
                 "transfer", "control", "patrol", "submit", "omit", "regret")  # fmt: skip


def verb_forms(phrase: str) -> tuple[str, ...]:
    """Return the forms of a verb (or verb and complement) as listed, -s, -ed, -ing.

    >>> verb_forms("neutralise")
    ('neutralise', 'neutralises', 'neutralised', 'neutralising')
    >>> verb_forms("put out of action")[1:]
    ('puts out of action', 'putting out of action')
    """
    verb, space, rest = phrase.partition(" ")
    tail = space + rest
    lower = verb.lower()
    if lower.endswith(("ed", "ing")) or lower in _LINK:
        return (phrase,)  # a participle or a phrase that was filed as a verb
    if lower in _VERBS:
        forms: tuple[str, ...] = (verb, *_VERBS[lower])
    else:
        forms = (verb, _third(verb), _suffixed(verb, "ed"), _suffixed(verb, "ing"))
    return tuple(dict.fromkeys(form + tail for form in forms))


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _suffixed(verb: str, suffix: str) -> str:
    if verb.endswith("e"):
        keeps = verb.endswith(("ee", "oe", "ye")) and suffix == "ing"  # freeing, but freed
        return (verb if keeps else verb[:-1]) + suffix
    if suffix == "ed" and verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ied"
    short = re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", verb) is not None
    # British spelling doubles l after one vowel whatever the stress (cancelled, travelled)
    ends_l = re.search(r"[^aeiou][aeiou]l$", verb) is not None and len(verb) > 3
    if short or ends_l or verb.endswith(_FINAL_STRESS):
        return verb + verb[-1] + suffix
    return verb + suffix
