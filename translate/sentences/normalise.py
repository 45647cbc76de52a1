"""The engine's diet: text in the plain typography the models were trained on.

A named pass, recorded in the signature and switched off with ``--without normalise``: curly quotes
and no-break spaces, which a model never saw, cost it whole sentences.
"""

from __future__ import annotations

import re
import unicodedata

from glossary.model import Language

from .notation import write_out

_PLAIN = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
        "\u2013": "-",
        "\u2014": "-",
        "\u2011": "-",
        "\u2010": "-",
        "\u2026": "...",
    }
)
_SPACES = re.compile(r"\s+")
_JOINING_DASH = re.compile(r"(?<=[^\W\d_])[–—](?=[^\W\d_])")
_OPEN_GUILLEMET = re.compile(r"«\s*")
_CLOSE_GUILLEMET = re.compile(r"\s*»")
_HIGH_SIGN = re.compile(r"\s*([;!?])(?=\s|$|\")")
_COLON = re.compile(r"(?<=[^\W\d_])\s*:(?=\s|$)")


def normalise(text: str, language: Language) -> str:
    """Return ``text`` with plain quotes, hyphens, spaces, notation; outer spaces stay.

    French gets one plain space inside guillemets and before ``; ! ? :``, as in the training data.

    >>> normalise("«L’armée»\u202f: oui!", "fr")
    "« L'armée » : oui !"
    >>> normalise("the Gao–Kidal road", "en")
    'the Gao - Kidal road'
    """
    text = unicodedata.normalize("NFC", text)
    # "Kadiana–Bougouni" are two names: with a plain hyphen they would be one
    text = _JOINING_DASH.sub(" - ", text).translate(_PLAIN)
    text = write_out(_SPACES.sub(" ", text), language)
    if language == "fr":
        text = _OPEN_GUILLEMET.sub("« ", text)
        text = _CLOSE_GUILLEMET.sub(" »", text)
        text = _HIGH_SIGN.sub(r" \1", text)
        text = _COLON.sub(" :", text)
        text = _SPACES.sub(" ", text)
    return text
