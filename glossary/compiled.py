"""The curated glossary compiled: read in a moment, the same to the last value.

Parsing the catalogues costs about four times what reading the finished values does. So they are
kept in the user's cache folder, in a file named by a digest of the catalogues, of the code that
reads them and of the Python version: whatever changes, another file is made. A file appears whole
or not at all, so that runs side by side do not disturb each other; where nothing can be written
nothing is, silently. Only classes of ours are ever loaded from it.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import io
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from . import model
from .model import Concept

_ALLOWED = frozenset("Concept Pairing Term Grammar Guard Origin Status Case Review".split())
_CODE = (
    "model.py", "text.py", "curated.py", "formats/entry.py", "formats/entries.py", "formats/po.py",
)  # fmt: skip
_MAGIC = b"sahel-glossary-2\n"


def cache_folder() -> Path:
    """Return where compiled glossaries are kept; it need not exist."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("sahel-translate", appauthor=False))


def digest(files: Sequence[tuple[str, bytes]]) -> str:
    """Return what names the compiled form of catalogues, each a name and its content.

    >>> digest([("a.po", b"x")]) == digest([("a.po", b"y")])
    False
    """
    found = hashlib.sha256(_MAGIC + sys.version.encode())
    here = Path(__file__).parent
    for name in _CODE:
        with contextlib.suppress(OSError):  # a frozen program has no source; its version counts
            found.update((here / name).read_bytes())
    for name, data in files:
        found.update(f"{name}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


def concepts(
    files: Sequence[tuple[str, bytes]],
    build: Callable[[], tuple[Concept, ...]],
    *,
    folder: Path | None = None,
) -> tuple[Concept, ...]:
    """Return what ``build`` would of ``files``, from the cache where it is there."""
    try:
        folder = cache_folder() if folder is None else folder
        path = folder / f"glossary-{digest(files)[:32]}.bin"
        found = _load(path)
    except (OSError, RuntimeError):  # no home directory can be determined
        return build()
    if found is None:
        found = build()
        _save(path, found)
    return found


class _Unpickler(pickle.Unpickler):
    """Loads values of our model and nothing that could run."""

    def find_class(self, module: str, name: str) -> object:
        if module == model.__name__ and name in _ALLOWED:
            return getattr(model, name)
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a glossary")


def _load(path: Path) -> tuple[Concept, ...] | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    begin = len(_MAGIC) + 32
    if (
        not data.startswith(_MAGIC)
        or hashlib.sha256(data[begin:]).digest() != data[begin - 32 : begin]
    ):
        return None  # cut off, or not ours: it is made anew
    try:
        with _no_collection():
            found = _Unpickler(io.BytesIO(data[begin:])).load()
    except Exception:  # whatever is wrong with a cache, it is made anew
        return None
    if isinstance(found, tuple) and all(isinstance(c, Concept) for c in found):
        return found
    return None


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Hold the garbage collector: it would go through all values again and again, all alive.

    What lives at the end is frozen, the glossary of a process that is there until it ends.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            # else it looks through all that was loaded at once, a fifth of the time of loading
            gc.freeze()
            gc.enable()


def _save(path: Path, found: tuple[Concept, ...]) -> None:
    """Write the file whole, and take away those of other versions; failing is no fault."""
    body = pickle.dumps(found, protocol=5)
    temporary = ""
    try:
        if not Path.home().is_dir() or not path.parent.parent.parent.is_dir():
            return  # no home: none is made
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".glossary-")
        with os.fdopen(handle, "wb") as file:
            file.write(_MAGIC + hashlib.sha256(body).digest() + body)
        os.replace(temporary, path)  # noqa: PTH105
        temporary = ""
        for old in path.parent.glob("glossary-*.bin"):
            if old != path:
                old.unlink()
    except (OSError, RuntimeError):  # no home directory can be determined
        pass
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
