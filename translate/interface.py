"""In which language the program speaks: English, or French where the user's locale or --lang says.

The standard library's gettext, as click uses it for its own messages: modules of both packages say
``from gettext import gettext as _``. The catalogue is ``locales/fr/LC_MESSAGES/sahel.po``, beside
it the same compiled; ``docs/make_messages.py`` keeps both.
"""

from __future__ import annotations

import contextlib
import gettext
import locale
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

DOMAIN = "sahel"
LOCALES = Path(__file__).parent / "locales"
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where gettext looks for the user's language, the first that is set."""

Spoken = Literal["en", "fr"]


def spoken(environ: Mapping[str, str], system: str | None = None) -> Spoken:
    """Return the language that the environment asks for, English if it asks for none we have.

    ``SAHEL_LANG`` comes before the locale's variables; ``system`` is the locale's name where the
    environment names none, as on Windows.

    >>> spoken({"LANG": "fr_ML.UTF-8"}), spoken({"LANG": "fr_FR", "SAHEL_LANG": "en"})
    ('fr', 'en')
    >>> spoken({}, "French_France"), spoken({"LANG": "C.UTF-8"}, "French_France")
    ('fr', 'en')
    """
    names = (environ.get(name, "") for name in ("SAHEL_LANG", *VARIABLES))
    wanted = next((name for name in names if name), system or "")
    for name in wanted.split(":"):
        if name.lower().startswith("fr"):
            return "fr"
        if name.lower().startswith("en"):
            return "en"
    return "en"


def N_(message: str) -> str:  # noqa: N802 - gettext's name for it
    """Mark a message that stands in a table, and is translated where it is shown."""
    return message


def language() -> Spoken:
    """Return the language spoken now."""
    asked = gettext.textdomain() == DOMAIN and os.environ.get("LANGUAGE") == "fr"
    return "fr" if asked else "en"


def speak(language: Spoken) -> None:
    """Say the messages that follow in ``language``; only within :func:`speaking`, which ends it."""
    os.environ["LANGUAGE"] = language


@contextlib.contextmanager
def speaking(language: Spoken | None = None) -> Iterator[Spoken]:
    """Speak ``language``, by default the one that the user's environment asks for.

    gettext reads its choice from ``LANGUAGE`` at every message: the variable is put back at the
    end, as is its current domain.
    """
    chosen = language or spoken(os.environ, locale.getlocale()[0])
    before, domain = os.environ.get("LANGUAGE"), gettext.textdomain()
    speak(chosen)
    gettext.bindtextdomain(DOMAIN, str(LOCALES))
    gettext.textdomain(DOMAIN)
    try:
        yield chosen
    finally:
        gettext.textdomain(domain)
        if before is None:
            os.environ.pop("LANGUAGE", None)
        else:
            os.environ["LANGUAGE"] = before
