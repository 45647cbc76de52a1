"""The only place that opens a user's file: decoding on the way in, atomic writing out."""

from __future__ import annotations

import codecs
import contextlib
import os
import stat
import tempfile
from gettext import gettext as _
from pathlib import Path

from .errors import ExitStatus, UserError

MAX_BYTES = 256 * 1024 * 1024
"""Largest file read into memory (256 MiB): beyond it the machine, not the text, is at risk."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read_bytes(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """Return the whole content of ``path``.

    Raises:
        UserError: missing, a directory, unreadable or larger than ``limit`` bytes.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        hint = _("check the name; '-' reads standard input")
        if str(path) == "-":  # where it does not
            hint = _("name one file")
        raise UserError(_("no such file"), where=str(path), hint=hint) from None
    except IsADirectoryError:
        raise UserError(_("is a directory"), where=str(path), hint=_("name one file")) from None
    except PermissionError:
        if path.is_dir():  # Windows answers so for a directory
            raise UserError(_("is a directory"), where=str(path), hint=_("name one file")) from None
        raise UserError(
            _("cannot be read"), where=str(path), hint=_("check its permissions")
        ) from None
    except OSError as error:
        raise UserError(
            _("cannot be read ({reason})").format(reason=error.strerror), where=str(path)
        ) from None
    if len(data) > limit:
        raise UserError(
            _("is larger than {size} MiB").format(size=limit // 2**20),
            where=str(path),
            hint=_("split it first"),
        )
    return data


def decode(
    data: bytes, *, where: str, encoding: str | None = None, choosable: bool = False
) -> tuple[str, bytes]:
    """Return the text of ``data`` and its byte order mark (kept apart, so that it can be restored).

    Without ``encoding`` the text is UTF-8, or what its byte order mark says. Line ends are left
    as they are. ``choosable``: the user can name another with ``--encoding``, and is told so.

    Raises:
        UserError: not in that encoding (names the byte offset), or an encoding unknown to Python.

    >>> decode("été".encode("utf-8-sig"), where="x")
    ('été', b'\\xef\\xbb\\xbf')
    """
    bom = b""
    found = None
    for mark, name in _BOMS:
        if data.startswith(mark):
            bom, found = mark, name
            break
    if encoding is not None and found is not None and not _same_codec(encoding, found):
        bom, found = b"", None
    codec = found or encoding or "utf-8"
    try:
        return data[len(bom) :].decode(codec), bom
    except UnicodeDecodeError as error:
        offset = error.start + len(bom)
        hint = _("save it as UTF-8")
        if choosable:
            hint = _("try --encoding cp1252") if encoding is None else _("try another --encoding")
        raise UserError(
            _("not {codec} at byte {offset} (0x{byte:02x})").format(
                codec=codec, offset=offset, byte=data[offset]
            ),
            where=where,
            hint=hint,
        ) from None
    except (LookupError, UnicodeError):  # of no text: 'base64', 'undefined'
        raise UserError(
            _("unknown encoding {codec!r}").format(codec=codec),
            where=where,
            hint=_("try utf-8, cp1252 or latin-1"),
            status=ExitStatus.USAGE,
        ) from None


def _same_codec(a: str, b: str) -> bool:
    def family(name: str) -> str:
        # "utf-16" reads the byte order from the mark itself
        return codecs.lookup(name).name.replace("-sig", "").replace("-le", "").replace("-be", "")

    try:
        return family(a) == family(b)
    except LookupError:
        return False


def encode(text: str, *, where: str, encoding: str = "utf-8", bom: bytes = b"") -> bytes:
    """Return ``text`` as bytes behind ``bom``.

    Raises:
        UserError: a character that ``encoding`` lacks (names it).
    """
    codec = next((name for mark, name in _BOMS if bom == mark), encoding)
    try:
        return bom + text.encode(codec)
    except UnicodeEncodeError as error:
        raise UserError(
            _("{character!r} cannot be written in {encoding}").format(
                character=text[error.start], encoding=codec
            ),
            where=where,
            hint=_("write UTF-8 (leave out --encoding)"),
        ) from None
    except (LookupError, UnicodeError):
        raise UserError(
            _("unknown encoding {encoding!r}").format(encoding=codec),
            where=where,
            hint=_("try utf-8, cp1252 or latin-1"),
            status=ExitStatus.USAGE,
        ) from None


def write_atomic(path: Path, data: bytes, *, prefix: str | None = None) -> None:
    """Replace ``path`` by ``data``: wholly or not at all.

    The bytes go to a temporary file beside the target, reach the disk, then take its name, so
    that a full disk, a crash or Ctrl-C leaves the old file as it was. A link is followed, and the
    permissions of an existing target are kept. A pipe or a device (``/dev/null``) is written to,
    never replaced by a file. ``prefix`` begins the temporary file's name, for callers that must
    know it again after a kill (:func:`remove_leftovers`).

    Raises:
        UserError: the folder is missing, the target is a directory, the disk is full, ...
    """
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise UserError(_("is a directory"), where=str(path), hint=_("name a file to write"))
    if path.exists() and not path.is_file():
        _write_through(path, data)
        return
    temporary = ""
    try:
        # of a long name only the beginning: with more it would be too long for the folder
        handle, temporary = tempfile.mkstemp(
            dir=target.parent, prefix=f".{target.name[:32]}." if prefix is None else prefix
        )
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode_for(target))  # noqa: PTH101 - a string path, not a user's file
        os.replace(temporary, target)  # noqa: PTH105
        temporary = ""
    except FileNotFoundError:
        raise UserError(
            _("its folder does not exist"), where=str(path), hint=_("create the folder first")
        ) from None
    except OSError as error:
        raise UserError(
            _("cannot be written ({reason}); nothing was changed").format(reason=error.strerror),
            where=str(path),
            hint=_("check free space and permissions"),
        ) from None
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()


def _write_through(path: Path, data: bytes) -> None:
    try:
        with path.open("wb") as file:
            file.write(data)
    except OSError as error:
        raise UserError(
            _("cannot be written ({reason})").format(reason=error.strerror),
            where=str(path),
            hint=_("check free space and permissions"),
        ) from None


def _mode_for(target: Path) -> int:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask


def remove_leftovers(folder: Path, prefix: str) -> int:
    """Delete, in ``folder`` and below, the temporary files that a killed writer left; count them.

    Only for a caller that knows no other writer uses ``prefix`` now. What cannot be deleted stays.
    """
    removed = 0
    for where, _folders, names in os.walk(folder):
        for name in names:
            if name.startswith(prefix):
                with contextlib.suppress(OSError):
                    (Path(where) / name).unlink()
                    removed += 1
    return removed


def append(path: Path, data: bytes) -> None:
    """Add ``data`` to the end of ``path`` and wait until it has reached the disk.

    A full disk or a kill can leave a part of ``data``: the reader must bear a torn end.

    Raises:
        UserError: it cannot be written.
    """
    try:
        with path.open("ab") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise UserError(
            _("cannot be written ({reason})").format(reason=error.strerror),
            where=str(path),
            hint=_("check free space and permissions"),
        ) from None


def make_folder(path: Path) -> None:
    """Create a folder and those above it; one that is there is fine.

    Raises:
        UserError: it cannot be created, or a file has that name.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            _("this folder cannot be created ({reason})").format(reason=error.strerror),
            where=str(path),
            hint=_("check the name and its permissions"),
        ) from None
