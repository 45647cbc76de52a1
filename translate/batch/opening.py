"""From a file's bytes to a document that is ready to be translated, or the reason why it is not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from gettext import gettext as _

from glossary.errors import UserError
from glossary.model import Language, other

from .. import formats
from ..detect import detect
from ..document import Document
from ..passes import language_name
from .inputs import TABULAR

_SAMPLE = 2000  # units looked at to tell the language


@dataclass(frozen=True, slots=True)
class Opened:
    """A document with what is needed to write it again.

    ``characters`` counts the code points of what is translated, ``words`` its words.
    """

    document: Document
    bom: bytes
    characters: int
    words: int


class ForeignError(Exception):
    """The document is not in the language to be translated; nothing is wrong with it."""


def open_document(
    data: bytes,
    name: str,
    *,
    source: str,
    target: Language,
    encoding: str | None = None,
    options: formats.Options = formats.DEFAULTS,
) -> Opened:
    """Take a file apart. ``source`` is ``fr``, ``en`` or ``auto``.

    Raises:
        UserError: empty, no text, in no known language, or against its format.
        ForeignError: in the target language already.
    """
    if formats.format_of(name) not in TABULAR:
        options = replace(options, fields=())
    document, bom, _format = formats.load(data, name=name, encoding=encoding, options=options)
    _check_language(document, name, source, target)
    return Opened(
        document,
        bom,
        sum(len(u.text) for u in document.units),
        sum(len(u.text.split()) for u in document.units),
    )


def _check_language(document: Document, name: str, source: str, target: Language) -> None:
    stated, wanted = formats.declared(document)
    if wanted and wanted != target:
        raise ForeignError(_("its translations are in {wanted!r}").format(wanted=wanted))
    language = source
    if source == "auto":
        language = stated
    if language not in ("fr", "en"):
        sample = "\n".join(unit.text for unit in document.units[:_SAMPLE])
        try:
            language = detect(sample, where=name)
        except UserError:
            if not wanted and sample.strip():
                raise
            language = other(target)  # a catalogue's messages are short, and it may have none left
    if language == target:
        raise ForeignError(_("is {language} already").format(language=language_name(target)))
