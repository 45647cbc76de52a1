"""Which model translates: the embedded one, one that Argos Translate installed, the user's choice.

Nothing here writes, except :func:`use`. Files coming in and going out are ``files.py``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from glossary.errors import ExitStatus, UserError
from glossary.files import write_atomic
from glossary.model import Language

from . import places
from .layout import EMBEDDED, ModelPackage, embedded, read_package
from .metadata import MetadataError, OtherPackageError


@dataclass(frozen=True, slots=True)
class Problem:
    """A folder among the packages that is none, and why."""

    path: Path
    what: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """Argos Translate's packages for French and English on this machine, and what is broken."""

    packages: tuple[ModelPackage, ...] = ()
    problems: tuple[Problem, ...] = ()


def installed(directories: tuple[Path, ...] | None = None) -> Inventory:
    """List Argos Translate's packages for French and English.

    A stray folder or a broken ``metadata.json`` is a problem to report, never a reason to stop
    (argostranslate itself stops). Packages of other languages are passed over.
    """
    packages: dict[str, ModelPackage] = {}
    problems = []
    for directory in places.package_directories() if directories is None else directories:
        for folder in places.folders(directory):
            try:
                packages.setdefault(folder.name, read_package(folder))
            except OtherPackageError:
                continue
            except MetadataError as error:
                problems.append(Problem(folder, str(error)))
    return Inventory(tuple(packages.values()), tuple(problems))


def choices() -> dict[str, str]:
    """Return the user's choices, as direction (``fr-en``) to package name.

    Raises:
        UserError: the file is there but not ours; guessing would change the text silently.
    """
    path = places.choice_file()
    try:
        data = path.read_bytes() if path else b"{}"
    except OSError:
        return {}  # no file, no home, or no right to look: nothing was chosen
    try:
        raw = json.loads(data)
        if not isinstance(raw, dict) or not all(isinstance(name, str) for name in raw.values()):
            raise ValueError
    except (ValueError, RecursionError):
        raise UserError(
            _("is not a choice of models"),
            where=str(path),
            hint=_("delete it, or choose again with 'sahel models use fr en embedded'"),
        ) from None
    return dict(raw)


def find(source: Language, target: Language, name: str | None = None) -> ModelPackage:
    """Return the package that translates ``source`` to ``target``.

    That is the one called ``name``; without a name the one the user chose (:func:`use`); without
    a choice the embedded model, whatever else is installed, so that the same command gives the
    same text everywhere.

    Raises:
        UserError: no package of that name for that direction (lists those there are; exit 4).
    """
    origin = ""
    if name is None:
        name = choices().get(f"{source}-{target}", EMBEDDED)
        origin = f"{places.choice_file()}: " if name != EMBEDDED else ""
    if name == EMBEDDED:
        return embedded(source, target)
    there = [p for p in installed().packages if (p.source, p.target) == (source, target)]
    for package in there:
        if package.name == name:
            return package
    names = ", ".join([EMBEDDED, *(p.name for p in there)])
    raise UserError(
        _("{origin}no model {name!r} for {source} to {target}").format(
            origin=origin, name=name, source=source, target=target
        ),
        hint=_("there is: {names}; see 'sahel models list'").format(names=names),
        status=ExitStatus.NO_ENGINE,
    )


def use(source: Language, target: Language, name: str) -> Path:
    """Make ``name`` the package for one direction from now on; return the file that says so.

    ``embedded`` takes an earlier choice back.

    Raises:
        UserError: no such package, or the choice cannot be written.
    """
    find(source, target, name)
    path = places.choice_file()
    if path is None:
        raise UserError(
            _("there is no home directory to keep the choice in"), hint=_("use --model")
        )
    try:
        chosen = choices()
    except UserError:
        chosen = {}  # the broken file this command is the remedy for
    chosen[f"{source}-{target}"] = name
    kept = {pair: chosen[pair] for pair in sorted(chosen) if chosen[pair] != EMBEDDED}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            _("cannot be created ({reason})").format(reason=error.strerror),
            where=str(path.parent),
            hint=_("use --model"),
        ) from None
    write_atomic(path, (json.dumps(kept, indent=1) + "\n").encode())
    return path
