"""Bring text to the one form that the model reads and writes: the product's own.

One function serves training and inference: the tokenizer was learned on this form, so that a curly
apostrophe or a no-break space costs byte pieces and quality.
"""

from glossary.model import Language
from translate.sentences.normalise import normalise


def normalize(text: str, language: Language) -> str:
    """Return `text` in the form the model is trained on, without outer spaces.

    >>> normalize(" «\u00a0Halte\u2009!\u00a0» a-t-il crié\u2026", "fr")
    '« Halte ! » a-t-il crié...'
    """
    return normalise(text, language).strip()
