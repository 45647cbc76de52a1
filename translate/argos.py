"""The engine of Argos Translate packages: CTranslate2 and a subword model, loaded when asked for.

The only file that imports argostranslate, ctranslate2 or sentencepiece, and only when called:
commands that need no engine must start without them. Argos Translate's own translation code is
not used, as it imports stanza (hence torch) and cuts sentences its own way.
"""

from __future__ import annotations

import os
from gettext import gettext as _

from glossary.errors import ExitStatus, UserError

from .decoding import MAX_TOKENS, ArgosEngine, one_line, versions
from .engine import Abilities, Engine, Request
from .packages.layout import ModelPackage
from .packages.native import read_native
from .subwords import BPECodec, Codec, SentencePieceCodec

__all__ = ["MAX_TOKENS", "ArgosEngine", "check", "index_url", "load", "versions"]


def load(package: ModelPackage, *, threads: int | None = None, annotations: bool = True) -> Engine:
    """Load a package and return its engine.

    ``threads`` is the number of processor cores to use, all this process may use by default;
    ``annotations=False`` treats the model as one that was not trained on term annotations.

    Raises:
        UserError: a file is missing or damaged (exit 4).
    """
    import ctranslate2

    threads = threads or _cores()
    codec = _codec(package)
    kinds = ctranslate2.get_supported_compute_types("cpu")
    try:
        translator = ctranslate2.Translator(
            str(package.weights),
            device="cpu",
            compute_type="int8" if "int8" in kinds else "default",
            # A batch a core: two threads on one batch of a small model wait for each other more
            # than they work (docs/performance.md).
            inter_threads=threads,
            intra_threads=1,
        )
    except Exception as error:  # its C++ core raises RuntimeError, ValueError, MemoryError, ...
        raise _broken(package, str(package.weights), error) from None
    abilities = Abilities(
        annotations=annotations and bool(package.metadata.term),
        markers=len(package.metadata.markers),
        native=_native(package),
    )
    return ArgosEngine(package, abilities, translator, codec)


def check(package: ModelPackage) -> None:
    """Load a package and have it translate a word: files can be there and not fit together.

    Raises:
        UserError: it cannot (exit 4).
    """
    load(package, threads=1).translate([Request.plain("Mali")])


def index_url() -> str:
    """Return the address of Argos Translate's package index.

    Asks ``argostranslate.settings``, which creates its directories in the home: for commands
    that are about to install something only.

    Raises:
        UserError: those directories cannot be created.
    """
    try:
        from argostranslate import settings
    except OSError as error:
        raise UserError(
            _("the directories of Argos Translate cannot be created ({reason})").format(
                reason=error.strerror
            ),
            where=str(error.filename or ""),
            hint=_("set HOME or ARGOS_PACKAGES_DIR to a place you may write to"),
            status=ExitStatus.NO_ENGINE,
        ) from None
    return str(settings.remote_package_index)


def _codec(package: ModelPackage) -> Codec:
    path = package.tokenizer
    try:
        if path.name == "bpe.model":
            from argostranslate.tokenizer import BPETokenizer

            tokenizer = BPETokenizer(path, package.source, package.target)
            tokenizer.lazy_load()
            return BPECodec(tokenizer, package.metadata.target_prefix)
        import sentencepiece

        processor = sentencepiece.SentencePieceProcessor()
        processor.LoadFromSerializedProto(path.read_bytes())
        return SentencePieceCodec(processor, package.metadata)
    except Exception as error:
        raise _broken(package, str(path), error) from None


def _native(package: ModelPackage) -> frozenset[tuple[str, str]] | None:
    if package.native is None:
        return None
    try:
        return read_native(package.native.read_bytes())
    except (OSError, ValueError) as error:
        raise _broken(package, str(package.native), error) from None


def _broken(package: ModelPackage, where: str, error: Exception) -> UserError:
    hint = (
        _("install sahel-translate again")
        if package.embedded
        else _("install the package again, or use --model embedded")
    )
    return UserError(
        _("the model {name!r} cannot be loaded ({reason})").format(
            name=package.name, reason=one_line(error)
        ),
        where=where,
        hint=hint,
        status=ExitStatus.NO_ENGINE,
    )


def _cores() -> int:
    """Return how many cores this process may use (a container or taskset may grant fewer)."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
