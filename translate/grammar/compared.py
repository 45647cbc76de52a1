"""Rules of grammar that need the source sentence, not a required term.

:mod:`french` and :mod:`english` look at what touches a term. What stands here is found anywhere in
a sentence, and is changed only where the source shows what is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from glossary.model import Grammar, Language

from . import english_title, french_list, french_title
from .changes import Change, Placed, settle
from .english_quotes import outer_quotes
from .french_all import all_of_them
from .people_twice import people_twice
from .twice import twice

_RULES: dict[Language, tuple[Callable[[str, str], Iterator[Change]], ...]] = {
    "fr": (french_title.titles, french_list.lists, all_of_them, people_twice, twice),
    "en": (english_title.titles_of, outer_quotes, twice),
}


def compared(
    text: str, source: str, language: Language, terms: Sequence[tuple[int, int] | None]
) -> tuple[Change, ...]:
    """Return what a comparison with ``source`` asks for in ``text``, which is in ``language``.

    ``terms`` are half-open spans of required terms, which keep their letters save for the capitals
    of a title. Changes do not overlap and are told in offsets of ``text``.

    >>> [c.after for c in compared("Selon général Tiani", "According to General Tiani", "fr", [])]
    ['le ']
    """
    found = [change for rule in _RULES[language] for change in rule(text, source)]
    if not found:
        return ()
    spans = [Placed(*span, Grammar()) for span in terms if span is not None]
    return settle(text, found, spans).changes
