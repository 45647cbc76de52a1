"""Is this file a model package, and a sound one? Asked before anything of it is installed.

An ``.argosmodel`` file is a zip archive with one folder inside. Argos Translate extracts whatever
it is given; here every name, kind and size is looked at first, the archive is read to its end
into a folder of ours, and the model must load.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path, PurePosixPath

from glossary.errors import UserError

from .layout import EMBEDDED, TOKENIZERS, read_package
from .metadata import MAX_METADATA, Metadata, MetadataError, parse_metadata

MAX_UNPACKED = 2 * 1024**3
"""Largest package, in bytes unpacked; the embedded one has 22 million."""

MAX_MEMBERS = 2000
MAX_RATIO = 100  # unpacked to packed; weights hardly shrink, a zip bomb is a thousandfold
_RATIO_FROM = 16 * 1024**2  # bytes; below that any ratio is harmless

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+ -]{0,98}[A-Za-z0-9_+-]|[A-Za-z0-9]")
_DEVICE = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")  # no file names on Windows
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,  # encrypted, or a method this Python lacks (NotImplementedError)
    OverflowError,
)


@dataclass(frozen=True, slots=True)
class PackageFile:
    """An archive that was found sound: the folder inside, its metadata, its size unpacked."""

    folder: str
    metadata: Metadata
    size: int


def validate(path: Path, *, where: str = "") -> PackageFile:
    """Check a package file completely, model included, without installing it.

    ``where`` stands in messages instead of the path.

    Raises:
        UserError: what is wrong with it.
    """
    where = where or str(path)
    with tempfile.TemporaryDirectory(prefix="sahel-") as folder:
        return unpack(path, Path(folder), where)[0]


def unpack(path: Path, folder: Path, where: str) -> tuple[PackageFile, Path]:
    """Check the archive, unpack it into ``folder`` and load the model; return its folder there.

    Raises:
        UserError: what is wrong; ``folder`` may hold a part of it then.
    """
    from .. import argos

    if path.is_dir() or not path.is_file():
        what = _("is a directory") if path.is_dir() else _("no such file")
        raise UserError(what, where=where, hint=_("name a file ending in .argosmodel"))
    try:
        with zipfile.ZipFile(path) as archive:
            root = _check_members(archive, where)
            for info in archive.infolist():
                if not info.is_dir():
                    _extract(archive, info, folder)
    except UserError:
        raise
    except _UNREADABLE as error:
        if not zipfile.is_zipfile(path):
            raise _refusal(_("is not a package (no zip archive) or is cut off"), where) from None
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        reason = str(reason).splitlines()[0]
        raise _refusal(
            _("is damaged or cannot be unpacked ({reason})").format(reason=reason), where
        ) from None
    try:
        package = read_package(folder / root)
        argos.check(package)
    except MetadataError as error:
        raise _refusal(str(error), where) from None
    except UserError as error:
        raise _refusal(error.what, where) from None
    size = sum(file.stat().st_size for file in folder.rglob("*"))
    return PackageFile(root, package.metadata, size), folder / root


def _refusal(what: str, where: str) -> UserError:
    return UserError(what, where=where, hint=_("nothing was installed; get the package again"))


def _check_members(archive: zipfile.ZipFile, where: str) -> str:
    """Return the one folder of the archive, after a look at every name, kind and size."""
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise _refusal(_("holds more than {count} files").format(count=MAX_MEMBERS), where)
    roots, seen = set[str](), set[str]()
    unpacked = 0
    for info in infos:
        name = info.orig_filename
        parts = name.rstrip("/").split("/")
        if not all(
            _NAME.fullmatch(p.lstrip("_.") or p) and not _DEVICE.fullmatch(p) for p in parts
        ):
            raise _refusal(
                _("holds a file with an unsafe name ({name!r})").format(name=name[:60]), where
            )
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR) or (kind == stat.S_IFDIR) > info.is_dir():
            raise _refusal(
                _("holds a link or a special file ({name!r})").format(name=name[:60]), where
            )
        if name.casefold() in seen:
            raise _refusal(_("holds a file twice ({name!r})").format(name=name[:60]), where)
        seen.add(name.casefold())
        roots.add(parts[0])
        unpacked += info.file_size
        if info.flag_bits & 1:
            raise _refusal(_("is encrypted"), where)
    packed = sum(info.compress_size for info in infos)
    if unpacked > MAX_UNPACKED or (unpacked > _RATIO_FROM and unpacked > MAX_RATIO * packed):
        raise _refusal(_("would unpack to {size} MiB").format(size=unpacked // 2**20), where)
    if len(roots) != 1:
        raise _refusal(_("does not hold exactly one folder"), where)
    root = roots.pop()
    if root.casefold() == EMBEDDED:
        raise _refusal(
            _("calls itself {embedded!r}, the name of the model that ships here").format(
                embedded=EMBEDDED
            ),
            where,
        )
    names = {info.filename for info in infos}
    if f"{root}/metadata.json" not in names:
        raise _refusal(_("has no metadata.json"), where)
    with archive.open(f"{root}/metadata.json") as file:
        try:
            parse_metadata(file.read(MAX_METADATA + 1))
        except MetadataError as error:
            raise _refusal(str(error), where) from None
    if f"{root}/model/model.bin" not in names:
        raise _refusal(_("has no model/model.bin"), where)
    if not any(f"{root}/{tokenizer}" in names for tokenizer in TOKENIZERS):
        raise _refusal(_("has neither sentencepiece.model nor bpe.model"), where)
    return root


def _extract(archive: zipfile.ZipFile, info: zipfile.ZipInfo, folder: Path) -> None:
    """Write one member; zipfile checks its size and its checksum as it is read to the end."""
    target = folder.joinpath(*PurePosixPath(info.filename).parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(info) as source, target.open("xb") as file:
        shutil.copyfileobj(source, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())
