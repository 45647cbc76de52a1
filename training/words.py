"""Lists of small words: function words that tell a language, words that are never a term."""


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a list written as running text.

    >>> listed("le la les")
    ('le', 'la', 'les')
    """
    return tuple(text.split())


FRENCH = frozenset(
    listed(
        "le la les un une des du de et est dans pour que qui sur avec par plus ne pas ce cette il "
        "elle ils au aux à en se son sa ses été être sont ou nous vous je"
    )
)
ENGLISH = frozenset(
    listed(
        "the a an of and is in for that which on with by more not this it he she they to at as be "
        "are was were or we you i has have his her its from"
    )
)
# A phrase that begins or ends with one of these is no term.
NO_TERM = (
    FRENCH
    | ENGLISH
    | frozenset(
        listed(
            "d' l' n' s' qu' j' c' m' t' lui leur leurs y ont sera était aussi très mais si comme "
            "tout tous toute toutes même these those there their our your my would will can could "
            "should been had do does did no nor so than then also very all any some such into out "
            "up about over"
        )
    )
)
# What may stand inside a term: "groupe de soutien à l'islam", but not "lorries are banned".
INSIDE_TERM = frozenset(listed("de du des d' l' la le les et à au aux en of and the in for"))
