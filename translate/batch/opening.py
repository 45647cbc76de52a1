"""From a file's bytes to a document that is ready to be translated, or the reason why it is not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from gettext import gettext as _

from glossary.model import Language, other

from .. import formats
from ..detect import is_brief, language_of
from ..document import Document
from ..passes import language_name
from .inputs import TABULAR


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
    wanted = formats.declared(document)[1]
    if wanted and wanted != target:
        raise ForeignError(_("its translations are in {wanted!r}").format(wanted=wanted))
    bare = not any(unit.text.strip() for unit in document.units)
    likely = other(target) if wanted or bare or is_brief(document) else None
    language = language_of(document, source, likely=likely, where=name)
    if language == target:
        raise ForeignError(_("is {language} already").format(language=language_name(target)))
