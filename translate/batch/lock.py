"""One batch at a time in an output directory: a lock that dies with its process.

The operating system holds the lock (``flock``, on Windows ``LockFile``), so that after kill -9 or
a power cut there is nothing stale to detect: a process id in a file can belong to somebody else by
then, and two that find it stale can both take it. The id and the host's name stand in the file
for the message only.
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from gettext import gettext as _
from pathlib import Path

from glossary.errors import UserError

_BUSY = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}
_POLL = 0.2  # seconds between two tries while waiting

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        # Windows forbids others to read a locked range: lock a byte far behind the text
        os.lseek(handle, 1 << 30, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def locked(
    path: Path, *, wait: bool = False, on_wait: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Hold the lock file ``path`` while the block runs; it is gone afterwards.

    With ``wait``, wait until the other has ended (``on_wait`` is told once who that is).

    Raises:
        UserError: another process holds it, or the file system cannot lock.
    """
    told = False
    while (handle := _acquire(path)) is None:
        holder = _holder(path)
        if not wait:
            raise UserError(
                _("another batch is writing here ({holder})").format(holder=holder),
                where=str(path.parent),
                hint=_("wait for it to end (--wait), or choose another --out"),
            )
        if not told and on_wait is not None:
            on_wait(holder)
            told = True
        time.sleep(_POLL)
    try:
        yield
    finally:
        _release(handle, path)


def _acquire(path: Path) -> int | None:
    """Return an open, locked file, or None when somebody else has it."""
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            if sys.platform == "win32" and error.errno in _BUSY:
                return None  # about to be deleted by its last holder
            raise UserError(
                _("cannot be written ({reason})").format(reason=error.strerror),
                where=str(path),
                hint=_("check the permissions of the output directory"),
            ) from None
        try:
            _take(handle)
        except OSError as error:
            os.close(handle)
            if error.errno in _BUSY:
                return None
            raise UserError(
                _("this file system cannot lock files ({reason})").format(reason=error.strerror),
                where=str(path),
                hint=_("choose an output directory on a local disk"),
            ) from None
        # the holder before us may have deleted the file we opened: then ours protects nothing
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), path.stat()):
                os.ftruncate(handle, 0)
                os.lseek(handle, 0, os.SEEK_SET)
                os.write(handle, f"process {os.getpid()} on {socket.gethostname()}\n".encode())
                return handle
        os.close(handle)


def _release(handle: int, path: Path) -> None:
    if sys.platform == "win32":  # an open file cannot be deleted there
        os.close(handle)
        with contextlib.suppress(OSError):
            path.unlink()
        return
    with contextlib.suppress(OSError):
        path.unlink()
    os.close(handle)


def _holder(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace").strip() or _("unknown process")
    except OSError:
        return _("unknown process")
