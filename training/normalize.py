"""Bring text to the one form that the model reads and writes.

The same function must run in training and at inference: the tokenizer was learned on this form,
so that a curly apostrophe or a no-break space costs byte pieces and quality.
"""

import re
import unicodedata

_SIMPLE = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2011": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2026": "...",
        "\u00ad": None,
        "\u200b": None,
        "\ufeff": None,
    }
)
_SPACES = re.compile(r"\s+")
_OPEN = re.compile(r"«\s*")
_CLOSE = re.compile(r"\s*»")
# Only before a space, the end or a quote: a URL or "l'appli!mobile" keeps its form.
_HIGH = re.compile(r'\s*([;!?])(?=\s|$|")')
_COLON = re.compile(r"(?<=[^\W\d_])\s*:(?=\s|$)")


def normalize(text: str, language: str) -> str:
    """Return `text` in the form the model was trained on.

    French gets a plain space inside « » and before ; ! ? and :, whatever the corpus did, because
    each corpus has its own habit and the model should see one.

    >>> normalize("«\u00a0Halte\u2009!\u00a0» a-t-il crié\u2026", "fr")
    '« Halte ! » a-t-il crié...'
    >>> normalize("He said: \u201cstop\u201d", "en")
    'He said: "stop"'
    """
    text = unicodedata.normalize("NFC", text).translate(_SIMPLE)
    text = _SPACES.sub(" ", text).strip()
    if language != "fr":
        return text
    text = _CLOSE.sub(" »", _OPEN.sub("« ", text))
    text = _COLON.sub(" :", _HIGH.sub(r" \1", text))
    return _SPACES.sub(" ", text).strip()
