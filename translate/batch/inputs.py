"""What a batch is made of: files, folders, globs and lists, each with its place in the output."""

from __future__ import annotations

import glob
import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from gettext import gettext as _
from pathlib import Path, PurePath

from glossary.errors import ExitStatus, UserError

from ..formats import format_of, suffixes_of

TABULAR = ("json", "jsonl", "csv")
"""Formats in which the user says which fields are text."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file to translate and where its translation goes, relative to the output directory."""

    path: Path
    place: PurePath

    @property
    def key(self) -> str:
        """The place as the manifest writes it, with ``/`` on every system."""
        return self.place.as_posix()


@dataclass(frozen=True, slots=True)
class Missing:
    """An input that is not there, or cannot be looked into."""

    name: str
    reason: str


def expand(
    names: Sequence[str], out: Path, *, base: Path | None = None
) -> tuple[list[Item], list[Missing]]:
    """Return the files that ``names`` stand for, each once, in a fixed order.

    A folder gives all files below it and keeps its structure; hidden files (``.name``) and Word's
    lock files (``~$name``) are passed over. A glob (``*``, ``?``, ``[...]``, ``**``), expanded here
    as Windows shells do not, keeps the structure below its fixed part. A file goes to its bare
    name, or with ``base`` to its path relative to that folder.

    Raises:
        UserError: ``out`` would be translated itself, or a file is not under ``base`` (exit 2).
    """
    items: dict[tuple[Path, str], Item] = {}
    missing: list[Missing] = []
    for name in names:
        path = Path(name)
        found: Iterable[Item]
        if path.is_dir():
            _refuse(out, path, ("**",), name)
            found = _folder(path, missing)
        elif glob.has_magic(name) and not path.exists():
            found = _glob(name, out)
            if not found:
                missing.append(Missing(name, _("no file matches")))
        elif path.is_file():
            found = [Item(path, _relative(path, base))]
        elif path.exists():
            missing.append(Missing(name, _("is no file and no folder")))
            continue
        else:
            missing.append(Missing(name, _("no such file or folder")))
            continue
        for item in found:
            items.setdefault((item.path.absolute(), item.key), item)
    home = out.resolve()
    for item in items.values():
        if home in item.path.resolve().parents:
            raise UserError(
                _("is in the output directory"),
                where=str(item.path),
                hint=_("name an --out that is not among the inputs"),
                status=ExitStatus.USAGE,
            )
    return list(items.values()), missing


def takes(name: str, folder: Path, suffixes: Sequence[str]) -> bool:
    """Tell whether an input takes files with one of ``suffixes`` in ``folder``, or below it.

    >>> takes("in/*.txt", Path("in"), [".json"]), takes("in/**", Path("in/reports"), [".json"])
    (False, True)
    """
    path = Path(name)
    if path.is_dir():
        return _reaches(folder, path, ("**",))
    if not glob.has_magic(name) or path.exists():
        return False
    base, pattern = _fixed(path)
    end = pattern[-1].rpartition("*")[2]
    return _reaches(folder, base, pattern) and any(
        end.endswith(suffix) or fnmatchcase(suffix, f"*{end}") for suffix in suffixes
    )


def _refuse(out: Path, folder: Path, pattern: Sequence[str], name: str) -> None:
    """Refuse an output directory whose files ``pattern`` (parts below ``folder``) would match."""
    if not _reaches(out, folder, pattern):
        return
    raise UserError(
        _("lies in the input {name!r}: the next run would translate its own output").format(
            name=name
        ),
        where=str(out),
        hint=_("name an --out beside it"),
        status=ExitStatus.USAGE,
    )


def _reaches(place: Path, folder: Path, pattern: Sequence[str]) -> bool:
    """Tell whether ``pattern`` (parts below ``folder``) reaches files in ``place``, or below it."""
    try:
        inside = place.resolve().relative_to(folder.resolve()).parts
    except ValueError:
        return False
    if "**" in pattern:
        return True
    steps = pattern[: len(inside)]
    return len(pattern) > len(inside) and all(map(fnmatchcase, inside, steps))


def _folder(folder: Path, missing: list[Missing]) -> Iterator[Item]:
    def note(error: OSError) -> None:
        missing.append(
            Missing(
                str(error.filename),
                _("cannot be read ({reason})").format(reason=error.strerror),
            )
        )

    for where, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if not _hidden(name):
                path = Path(where) / name
                yield Item(path, path.relative_to(folder))


def _glob(name: str, out: Path) -> list[Item]:
    base, pattern = _fixed(Path(name))
    _refuse(out, base, pattern, name)
    paths = (Path(p) for p in sorted(glob.glob(name, recursive=True)))  # noqa: PTH207 - is absolute or not
    return [Item(p, p.relative_to(base)) for p in paths if p.is_file() and not _hidden(p.name)]


def _fixed(path: Path) -> tuple[Path, tuple[str, ...]]:
    """Return the part of a glob that stands for itself, and the rest."""
    fixed = next(i for i, part in enumerate(path.parts) if glob.has_magic(part))
    return Path(*path.parts[:fixed]), path.parts[fixed:]


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _relative(path: Path, base: Path | None) -> PurePath:
    if base is None:
        return PurePath(path.name)
    try:
        return path.absolute().relative_to(base.absolute())
    except ValueError:
        raise UserError(
            _("is not under --base {base}").format(base=base),
            where=str(path),
            hint=_("name a folder that all inputs share"),
            status=ExitStatus.USAGE,
        ) from None


def listed(data: bytes) -> list[str]:
    """Return the paths of a list, one a line, or apart by NUL (``find -print0``).

    >>> listed(b"a.txt\\nb c.txt\\n")
    ['a.txt', 'b c.txt']
    """
    names = data.split(b"\0") if b"\0" in data else data.splitlines()
    return [os.fsdecode(n) for n in names if n.strip()]


def unfit(item: Item, fields: bool) -> str:
    """Return why a file is passed over by its name alone, empty if it is not.

    ``fields`` says whether the user named fields to translate.

    >>> unfit(Item(Path("a.jpg"), PurePath("a.jpg")), False)
    'no known format'
    """
    if not is_known(item.path.name):
        return _("no known format")
    kind = format_of(item.path.name)
    if kind in TABULAR and not fields:
        return _("{kind} needs --field").format(kind=kind)
    return ""


def is_known(name: str) -> bool:
    """Tell whether a file's name tells its format; other commands read the rest as text.

    >>> is_known("in/a.md"), is_known("a.txt"), is_known("a.jpg"), is_known("README")
    (True, True, False, False)
    """
    return format_of(name) != "text" or Path(name).suffix.lower() in suffixes_of("text")


def clash(key: str) -> str:
    """Return what two names share that some file system takes for one.

    >>> clash("Gao.txt") == clash("gao.TXT")
    True
    """
    return unicodedata.normalize("NFC", key).casefold()
