"""An entry: a pairing as an editor writes it, the neutral shape between a file and a concept.

An English form, a French form, a context (``id`` or ``id/label``) and fields, ``key`` to lines.
``glossary/terms/README.md`` describes the fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from gettext import gettext as _

from ..errors import UserError
from ..model import LANGUAGES, Language, Origin

FUZZY = "fuzzy"
READ_ONLY = "read-only"
REASON = " — "
"""Stands between a forbidden form and the reason."""

_ONCE_CONCEPT = ("confidence", "valid-from", "valid-to", "superseded-by")
_ONCE_PAIRING = ("pos", "case", "direction", "known")
_ONCE_LANGUAGE = ("gender", "number", "article", "elision", "plural", "feminine", "pos")
_MANY_LANGUAGE = (
    "variant",
    "accepted",
    "deprecated",
    "forbidden",
    "requires",
    "excludes",
    "unless-in",
    "example",
    "counterexample",
)
_SENTENCES = ("example", "counterexample")
_MANY = ("note", "source")

KEYS: tuple[str, ...] = (
    *_ONCE_PAIRING,
    *(f"{lang}-{key}" for lang in LANGUAGES for key in (*_ONCE_LANGUAGE, *_MANY_LANGUAGE)),
    *_ONCE_CONCEPT,
    *_MANY,
)
"""Every key an entry may have, in the order in which they are written."""

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True)
class Entry:
    """One pairing as written in a file.

    Attributes:
        context: the concept's id, followed by ``/label`` for every pairing but the first.
        en, fr: the preferred forms.
        fields: the lines of each key.
        flags: ``fuzzy`` (the concept is unverified), ``read-only`` (the form crosses as it is).
        domain: the catalogue it belongs to.
        origin: file and line, for messages.
    """

    context: str
    en: str
    fr: str
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    domain: str = ""
    origin: Origin = field(default=Origin(), compare=False)

    @property
    def where(self) -> str:
        """File and line, for messages."""
        return str(self.origin)

    @property
    def forms(self) -> Mapping[Language, str]:
        """The preferred forms by language."""
        return {"en": self.en, "fr": self.fr}

    def once(self, key: str, allowed: Iterable[str] | None = None) -> str:
        """Return the only value of ``key``, or an empty string.

        Raises:
            UserError: given twice, or not among those allowed.
        """
        values = self.fields.get(key)
        if not values:
            return ""
        if len(values) > 1:
            raise UserError(
                _("{key!r} is given twice").format(key=key), where=self.where, hint=_("keep one")
            )
        value = values[0]
        if value and allowed is not None and value not in allowed:
            raise UserError(
                _("{key} is {value!r}").format(key=key, value=value),
                where=self.where,
                hint=_("use {words}").format(words=", ".join(sorted(allowed))),
            )
        return value

    def many(self, key: str) -> tuple[str, ...]:
        """Return all values of ``key``: one a line, and several joined by ``|`` where allowed."""
        values = self.fields.get(key)
        if not values:
            return ()
        if one_a_line(key):
            return tuple(v for v in values if v)
        return tuple(part.strip() for v in values for part in v.split(" | ") if part.strip())

    def date(self, key: str) -> str:
        """Return a date or a part of one.

        Raises:
            UserError: no date.
        """
        value = self.once(key)
        if value and not _DATE.fullmatch(value):
            raise UserError(
                _("{key} is {value!r}").format(key=key, value=value),
                where=self.where,
                hint=_("write 2024, 2024-04 or 2024-04-25"),
            )
        return value


def domain_of(name: str) -> str:
    """Return the domain of a file that names none: the file's name without folders and suffix.

    >>> domain_of("terms/armed-groups.po"), domain_of("C:\\\\lexique.fr-en.csv")
    ('armed-groups', 'lexique.fr-en')
    """
    return re.split(r"[\\/]", name)[-1].rsplit(".", 1)[0]


def one_a_line(key: str) -> bool:
    """Tell whether values of ``key`` are sentences, never joined by ``|``.

    >>> one_a_line("fr-example"), one_a_line("fr-variant")
    (True, False)
    """
    return key in _MANY or key.split("-", 1)[-1] in (*_SENTENCES, "forbidden")
