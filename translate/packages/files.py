"""Install, remove and export model packages: each change happens whole or not at all."""

from __future__ import annotations

import contextlib
import io
import shutil
import stat
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from gettext import gettext as _
from pathlib import Path

from glossary.errors import ExitStatus, UserError
from glossary.files import write_atomic
from glossary.model import Language

from .check import unpack
from .find import choices, installed, use
from .layout import EMBEDDED, MODELS, ModelPackage, embedded, read_package
from .native import NAME as NATIVE
from .places import package_directories


def install(path: Path, *, where: str = "") -> ModelPackage:
    """Check a package file and install it where Argos Translate looks for packages.

    It is unpacked beside that directory, on the same volume, then renamed: another process sees
    the whole package or none. One of the same name is replaced.

    Raises:
        UserError: what is wrong with it, or why it cannot be written; nothing was changed then.
    """
    where = where or str(path)
    directory = install_directory()
    with staging(directory) as stage:
        package, unpacked = unpack(path, stage / "new", where)
        try:
            with _locked(directory):
                _swap(unpacked, directory / package.folder, stage / "old")
        except OSError as error:
            raise _unwritable(directory, error) from None
    return read_package(directory / package.folder)


def remove(name: str) -> tuple[ModelPackage, bool]:
    """Remove an installed package; return it, and whether the user's choice fell back on
    the embedded model.

    Raises:
        UserError: not installed, the embedded one, in use by another process (Windows), or the
            user's choices cannot be read; nothing was removed then.
    """
    if name == EMBEDDED:
        raise UserError(
            _("the embedded model is part of sahel-translate and stays"),
            hint=_("choose another with 'sahel models use'"),
            status=ExitStatus.USAGE,
        )
    there = installed().packages
    package = next((p for p in there if p.name == name), None)
    if package is None:
        names = ", ".join(p.name for p in there) or _("none")
        raise UserError(
            _("no model {name!r} is installed").format(name=name),
            hint=_("installed: {names}").format(names=names),
            status=ExitStatus.NO_ENGINE,
        )
    folder = package.tokenizer.parent
    chosen = choices().get(f"{package.source}-{package.target}") == name
    try:
        with staging(folder.parent) as stage, _locked(folder.parent):
            folder.rename(stage / "old")
            if (stage / "old").is_symlink():  # someone linked it in: the link goes, no more
                (stage / "old").unlink()
    except OSError as error:
        raise _unwritable(folder, error) from None
    if chosen:
        use(package.source, package.target, EMBEDDED)
    return package, chosen


def export(directory: Path) -> tuple[Path, ...]:
    """Write the embedded model as ordinary packages, one a direction; return the files.

    The same bytes every time and everywhere: members in order, a fixed date, no compression
    (whose output differs between versions of zlib).

    Raises:
        UserError: the directory cannot be made or written.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(directory, error) from None
    written = []
    pairs: tuple[tuple[Language, Language], ...] = (("en", "fr"), ("fr", "en"))
    for source, target in pairs:
        package = embedded(source, target)
        name = f"translate-{source}_{target}-{package.version.replace('.', '_')}"
        path = directory / f"{name}.argosmodel"
        write_atomic(path, _archive(name, package))
        written.append(path)
    return tuple(written)


def _archive(name: str, package: ModelPackage) -> bytes:
    metadata = MODELS / f"metadata-{package.source}_{package.target}.json"
    members = {"README.md": MODELS / "README.md", "metadata.json": metadata}
    for path in sorted(package.weights.iterdir()):
        members[f"model/{path.name}"] = path
    members[package.tokenizer.name] = package.tokenizer
    if package.native is not None:
        members[NATIVE] = package.native
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for member, path in members.items():
            info = zipfile.ZipInfo(f"{name}/{member}", (1980, 1, 1, 0, 0, 0))
            info.create_system = 3  # as written on Unix, wherever this runs
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(info, path.read_bytes())
    return buffer.getvalue()


def install_directory() -> Path:
    """Return the directory packages are installed in; makes it.

    Raises:
        UserError: there is none, or it cannot be made.
    """
    directory = next(iter(package_directories()), None)
    if directory is None:
        raise UserError(
            _("there is no home directory to install in"),
            hint=_("set ARGOS_PACKAGES_DIR to a directory"),
        )
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(directory, error) from None
    return directory.absolute()


@contextlib.contextmanager
def staging(directory: Path) -> Iterator[Path]:
    """Give a temporary folder on the volume of ``directory`` and remove it in the end.

    Beside it if possible: Argos Translate stumbles over folders among its packages.
    """
    folder = ""
    for parent in (directory.parent, directory):
        with contextlib.suppress(OSError):
            if parent.stat().st_dev == directory.stat().st_dev:
                folder = tempfile.mkdtemp(prefix=".sahel-", dir=parent)
                break
    if not folder:
        raise UserError(
            _("cannot be written"), where=str(directory), hint=_("check free space and permissions")
        )
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _locked(directory: Path) -> Iterator[None]:
    """Keep other processes of ours from renaming in ``directory``; a crash frees the lock."""
    with (directory / ".sahel-translate.lock").open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _swap(new: Path, target: Path, old: Path) -> None:
    """Put ``new`` in the place of ``target``, which moves to ``old``; undo when that fails."""
    if target.exists() and not (target / "metadata.json").is_file():
        raise UserError(
            _("is in the way and is no package"), where=str(target), hint=_("move it elsewhere")
        )
    replaced = target.exists()
    if replaced:
        target.rename(old)
    try:
        new.rename(target)
    except OSError:
        if replaced:
            old.rename(target)
        raise


def _unwritable(path: Path, error: OSError) -> UserError:
    return UserError(
        _("cannot be written ({reason}); nothing was changed").format(reason=error.strerror),
        where=str(path),
        hint=_("check free space, permissions, and that no program is using the model"),
    )
