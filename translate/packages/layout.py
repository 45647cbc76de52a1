"""What a model package is on disk, and the one that ships inside this distribution.

A package is a folder in the layout of Argos Translate: ``metadata.json``, ``model/`` (CTranslate2
weights) and ``sentencepiece.model`` or ``bpe.model``. The embedded model is laid out the same, with
a metadata file a direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from glossary.errors import ExitStatus, UserError
from glossary.model import Language

from .metadata import MAX_METADATA, Metadata, MetadataError, parse_metadata
from .native import NAME as NATIVE

EMBEDDED = "embedded"
"""Name of the model that ships inside this distribution, for both directions."""

MODELS = Path(__file__).parent.parent / "models"
"""Where it lies: one ``model/`` and one ``sentencepiece.model``, a metadata file a direction."""

TOKENIZERS = ("sentencepiece.model", "bpe.model")
"""Subword models Argos Translate knows, in its order of preference."""


@dataclass(frozen=True, slots=True)
class ModelPackage:
    """A model for one direction, and where its files are.

    Attributes:
        name: ``embedded`` or the name of its folder.
        weights: directory of the CTranslate2 model.
        tokenizer: ``sentencepiece.model`` or ``bpe.model``.
        native: the list of terms that it writes unasked, if it carries one.
    """

    name: str
    metadata: Metadata
    weights: Path
    tokenizer: Path
    embedded: bool = False
    native: Path | None = None

    @property
    def source(self) -> Language:
        """Language it reads."""
        return self.metadata.source

    @property
    def target(self) -> Language:
        """Language it writes."""
        return self.metadata.target

    @property
    def version(self) -> str:
        """Version of the package as its metadata tells."""
        return self.metadata.version


def read_package(folder: Path, *, name: str = "") -> ModelPackage:
    """Return the package in ``folder``; looks whether its files are there, not whether they load.

    Raises:
        MetadataError: something is missing, unreadable or wrong (says what).
    """
    try:
        with (folder / "metadata.json").open("rb") as file:
            metadata = parse_metadata(file.read(MAX_METADATA + 1))
    except FileNotFoundError:
        raise MetadataError(_("has no metadata.json")) from None
    except OSError as error:
        raise MetadataError(
            _("metadata.json cannot be read ({reason})").format(reason=error.strerror)
        ) from None
    if not _is_file(folder / "model" / "model.bin"):
        raise MetadataError(_("has no model/model.bin"))
    for tokenizer in TOKENIZERS:
        path = folder / tokenizer
        if _is_file(path):
            native = folder / NATIVE if _is_file(folder / NATIVE) else None
            weights = folder / "model"
            return ModelPackage(name or folder.name, metadata, weights, path, native=native)
    raise MetadataError(_("has neither sentencepiece.model nor bpe.model"))


def embedded(source: Language, target: Language) -> ModelPackage:
    """Return the embedded model for one direction. Needs no network, home or installation.

    Raises:
        UserError: its files are not there (a broken installation; exit 4).

    >>> embedded("fr", "en").metadata.target_prefix
    '<2en>'
    """
    folder = MODELS
    try:
        data = (folder / f"metadata-{source}_{target}.json").read_bytes()
        metadata = parse_metadata(data)
    except (OSError, MetadataError):
        raise UserError(
            _("the embedded model for {source} to {target} is missing or damaged").format(
                source=source, target=target
            ),
            where=str(folder),
            hint=_("install sahel-translate again"),
            status=ExitStatus.NO_ENGINE,
        ) from None
    native = folder / f"{source}_{target}-{NATIVE}"
    return ModelPackage(
        EMBEDDED,
        metadata,
        folder / "model",
        folder / TOKENIZERS[0],
        embedded=True,
        native=native if _is_file(native) else None,
    )


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
