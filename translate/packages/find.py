"""Model packages: the embedded one, those Argos Translate installed, and the user's choice.

A package is a folder in the layout of Argos Translate: ``metadata.json``, ``model/`` (CTranslate2
weights) and ``sentencepiece.model`` or ``bpe.model``. The folders are found by our own reading:
importing ``argostranslate.settings`` creates directories in the home and fails when it cannot.
Nothing here writes, except :func:`use`. Files coming in and going out are ``package_files.py``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from glossary.errors import ExitStatus, UserError
from glossary.files import write_atomic
from glossary.model import Language

from .metadata import (
    MAX_METADATA,
    Metadata,
    MetadataError,
    OtherPackageError,
    parse_metadata,
)
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


def package_directories(environ: Mapping[str, str] | None = None) -> tuple[Path, ...]:
    """Return the directories in which Argos Translate looks for packages; it installs in the first.

    As ``argostranslate.settings`` computes them (``ARGOS_PACKAGES_DIR`` from the environment or
    its ``settings.json``, ``XDG_DATA_HOME``, ``SNAP``), without creating any. Empty when the
    user has no home.

    >>> package_directories({"ARGOS_PACKAGES_DIR": "models"}) == (Path("models"),)
    True
    """
    env = os.environ if environ is None else environ
    try:
        home = Path(env["SNAP_USER_DATA"]) if "SNAP" in env else Path.home()
    except (KeyError, RuntimeError):
        home = None
    main = env.get("ARGOS_PACKAGES_DIR") or _argos_setting("ARGOS_PACKAGES_DIR", env, home)
    if not main:
        data = env.get("XDG_DATA_HOME") or (home / ".local" / "share" if home else None)
        main = str(Path(data) / "argos-translate" / "packages") if data else None
    found = [Path(main)] if main else []
    if "SNAP" in env:
        bundled = Path(env["SNAP"]) / "snap_custom"
        found.append(bundled / "packages")
        found.extend(path for path in _folders(bundled / "content_snap_packages"))
    return tuple(found[:1] + [path for path in found[1:] if _is_folder(path)])


def _argos_setting(key: str, env: Mapping[str, str], home: Path | None) -> str | None:
    """Read one value of Argos Translate's own settings file; a broken file says nothing."""
    config = env.get("XDG_CONFIG_HOME") or (home / ".config" if home else None)
    if not config:
        return None
    try:
        raw = json.loads((Path(config) / "argos-translate" / "settings.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    value = raw.get(key) if isinstance(raw, dict) else None
    return value if isinstance(value, str) else None


def _folders(directory: Path) -> list[Path]:
    try:
        return sorted(path for path in directory.iterdir() if _is_folder(path))
    except OSError:
        return []


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # no right to look
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def installed(directories: tuple[Path, ...] | None = None) -> Inventory:
    """List Argos Translate's packages for French and English.

    A stray folder or a broken ``metadata.json`` is a problem to report, never a reason to stop
    (argostranslate itself stops). Packages of other languages are passed over.
    """
    packages: dict[str, ModelPackage] = {}
    problems = []
    for directory in package_directories() if directories is None else directories:
        for folder in _folders(directory):
            try:
                packages.setdefault(folder.name, read_package(folder))
            except OtherPackageError:
                continue
            except MetadataError as error:
                problems.append(Problem(folder, str(error)))
    return Inventory(tuple(packages.values()), tuple(problems))


def choice_file() -> Path | None:
    """Return where the user's choice of models is kept; None without a home."""
    import platformdirs

    try:
        return (
            Path(platformdirs.user_config_dir("sahel-translate", appauthor=False)) / "models.json"
        )
    except (RuntimeError, OSError):
        return None


def choices() -> dict[str, str]:
    """Return the user's choices, as direction (``fr-en``) to package name.

    Raises:
        UserError: the file is there but not ours; guessing would change the text silently.
    """
    path = choice_file()
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
        origin = f"{choice_file()}: " if name != EMBEDDED else ""
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
    path = choice_file()
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
