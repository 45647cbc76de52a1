"""Look at the installation and say what is wrong with it. Uses no network and creates nothing."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import platform
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from gettext import gettext as _
from pathlib import Path

from glossary.errors import ExitStatus, UserError
from glossary.model import Language

from .packages import find as packages

DISTRIBUTION = "sahel-translate"
IMPORT_NAMES = ("glossary", "translate")
RIVALS = ("translate-toolkit", "translate")
"""Projects that install a package named ``translate``: the one installed later overwrites ours."""

ARGOS = ("argostranslate", "argos-translate-lt")
"""Projects that install a package named ``argostranslate``: the original and a fork."""

HEAVY = ("torch", "stanza", "spacy", "minisbd")
"""What argostranslate declares and we never import."""


class Health(str, Enum):
    """How a check came out. Only ``failure`` keeps ``sahel`` from translating."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: what was found, and what to do about it."""

    name: str
    health: Health
    found: str
    advice: str = ""


def examine() -> tuple[Check, ...]:
    """Look at everything, in a fixed order."""
    owners = importlib.metadata.packages_distributions()
    names = _distributions()
    return (
        Check("python", Health.OK, f"{platform.python_version()} ({sys.platform})"),
        # not translate.__version__: a rival may have overwritten translate/__init__.py
        Check(
            DISTRIBUTION, Health.OK, names.get(DISTRIBUTION, _("not installed, run from source"))
        ),
        *check_libraries(names),
        *check_models(),
        check_installed(packages.installed()),
        check_choice(),
        check_glossary(Path(__file__).parent.parent / "glossary" / "terms"),
        *(check_owner(name, owners.get(name, ())) for name in IMPORT_NAMES),
        check_sources(),
        check_rivals(names),
        check_argos(names, owners.get("argostranslate", ())),
        *check_directories(),
        check_heavy(name for name in HEAVY if importlib.util.find_spec(name)),
        check_encoding("stdout", getattr(sys.stdout, "encoding", None)),
    )


def status(checks: Iterable[Check]) -> ExitStatus:
    """Return what the command ends with: 4 cannot translate, 1 something to mend, 0 fine."""
    healths = {check.health for check in checks}
    if Health.FAILURE in healths:
        return ExitStatus.NO_ENGINE
    return ExitStatus.FINDINGS if Health.WARNING in healths else ExitStatus.OK


def to_text(checks: Sequence[Check]) -> str:
    """Return the checks as lines for a terminal.

    >>> to_text([Check("python", Health.OK, "3.13")])
    'ok       python: 3.13\\n'
    """
    lines = []
    width = max(8, *(len(_(health.value)) for health in Health))
    for check in checks:
        told = _("{label}: {text}").format(label=check.name, text=check.found)
        lines.append(f"{_(check.health.value):{width}} {told}\n")
        if check.advice:
            lines.append(f"{'':{width}} -> {check.advice}\n")
    return "".join(lines)


def to_json(checks: Sequence[Check]) -> str:
    """Return the checks as a JSON object: ``status`` (the exit code) and ``checks``."""
    document = {"status": int(status(checks)), "checks": [asdict(check) for check in checks]}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def check_libraries(names: Mapping[str, str]) -> Iterable[Check]:
    """Yield whether the libraries of the engine are installed."""
    for name in ("ctranslate2", "sentencepiece"):
        if name in names:
            yield Check(name, Health.OK, names[name])
        else:
            yield Check(
                name,
                Health.FAILURE,
                _("is not installed"),
                _("install {distribution} again").format(distribution=DISTRIBUTION),
            )


def check_models() -> Iterable[Check]:
    """Yield, for each direction, the model that is used and whether its files load."""
    pairs: tuple[tuple[Language, Language], ...] = (("en", "fr"), ("fr", "en"))
    for source, target in pairs:
        name = _("model {source} to {target}").format(source=source, target=target)
        try:
            package = packages.find(source, target)
            _load(package)
        except UserError as error:
            yield Check(name, Health.FAILURE, str(error), _("sahel models use ... embedded"))
        except ImportError as error:
            yield Check(
                name,
                Health.FAILURE,
                str(error),
                _("install {distribution} again").format(distribution=DISTRIBUTION),
            )
        else:
            found = _("{name} {version} in {folder}").format(
                name=package.name, version=package.version, folder=package.tokenizer.parent
            )
            yield Check(name, Health.OK, found)


def _load(package: packages.ModelPackage) -> None:
    from . import argos

    argos.load(package, threads=1)


def check_installed(inventory: packages.Inventory) -> Check:
    """Tell the installed packages; those that do not load or are none need mending."""
    broken = [f"{problem.path} ({problem.what})" for problem in inventory.problems]
    for package in inventory.packages:
        try:
            _load(package)
        except (UserError, ImportError) as error:
            broken.append(str(error))
    if broken:
        return Check(
            _("installed packages"),
            Health.WARNING,
            "; ".join(broken),
            _("remove the folder; argostranslate itself stops at it"),
        )
    listed = ", ".join(package.name for package in inventory.packages)
    return Check(_("installed packages"), Health.OK, listed or _("none (none is needed)"))


def check_choice() -> Check:
    """Tell which models the user chose."""
    try:
        chosen = packages.choices()
    except UserError as error:
        return Check(_("chosen models"), Health.WARNING, f"{error.where}: {error.what}", error.hint)
    listed = ", ".join(f"{pair}: {name}" for pair, name in sorted(chosen.items()))
    return Check(_("chosen models"), Health.OK, listed or "embedded")


def check_glossary(folder: Path) -> Check:
    """Tell how many catalogues the curated glossary has; without any, no term is decided."""
    count = len(list(folder.glob("*.po")))
    if count:
        return Check(
            "glossary",
            Health.OK,
            _("{count} catalogues in {folder}").format(count=count, folder=folder),
        )
    advice = _("install {distribution} again").format(distribution=DISTRIBUTION)
    return Check(
        "glossary",
        Health.WARNING,
        _("no catalogue (.po) in {folder}").format(folder=folder),
        advice,
    )


def check_owner(name: str, owners: Iterable[str]) -> Check:
    """Tell whether an import name is ours alone.

    An installation for development records no owner, which is as good.

    >>> check_owner("translate", ["sahel-translate", "sahel-translate"]).health.value
    'ok'
    """
    others = sorted({_normal(owner) for owner in owners} - {DISTRIBUTION})
    if others:
        return Check(
            _("import name {name}").format(name=name),
            Health.WARNING,
            _("is also installed by {others}; the later one overwrote files").format(
                others=", ".join(others)
            ),
            _("install {distribution} in an environment of its own (uv tool, pipx)").format(
                distribution=DISTRIBUTION
            ),
        )
    return Check(_("import name {name}").format(name=name), Health.OK, _("is ours alone"))


def check_sources() -> Check:
    """Tell whether both packages come from one place."""
    import glossary

    places = {Path(str(glossary.__file__)).parent.parent, Path(__file__).parent.parent}
    if len(places) == 1:
        return Check("code", Health.OK, str(places.pop()))
    listed = _(" and ").join(sorted(map(str, places)))
    found = _("glossary and translate come from {places}").format(places=listed)
    return Check("code", Health.WARNING, found, _("look at PYTHONPATH and the current directory"))


def check_rivals(names: Mapping[str, str]) -> Check:
    """Tell whether a project is installed that claims our import name ``translate``."""
    rivals = [f"{name} {names[name]}" for name in RIVALS if name in names]
    if rivals:
        return Check(
            _("rivals for the name translate"),
            Health.WARNING,
            ", ".join(rivals),
            _("install {distribution} in an environment of its own (uv tool, pipx)").format(
                distribution=DISTRIBUTION
            ),
        )
    return Check(_("rivals for the name translate"), Health.OK, _("none"))


def check_argos(names: Mapping[str, str], owners: Iterable[str]) -> Check:
    """Tell which project provides ``argostranslate``; used for downloads and old packages only."""
    there = {name for name in ARGOS if name in names} | {_normal(owner) for owner in owners}
    listed = ", ".join(f"{name} {names.get(name, '')}".strip() for name in sorted(there))
    if len(there) > 1:
        return Check(
            "argostranslate",
            Health.WARNING,
            _("{listed} share the import name").format(listed=listed),
            _("keep one of them"),
        )
    if not there:
        return Check("argostranslate", Health.NOTE, _("is not installed; downloads need it"))
    return Check("argostranslate", Health.OK, listed)


def check_directories() -> Iterable[Check]:
    """Yield whether packages and choices could be written; translating needs neither."""
    choice = packages.choice_file()
    places = {
        _("package directory"): next(iter(packages.package_directories()), None),
        _("settings directory"): choice.parent if choice else None,
    }
    for name, path in places.items():
        if path is None:
            yield Check(name, Health.NOTE, _("none: there is no home directory"))
        elif _writable(path):
            yield Check(name, Health.OK, str(path))
        else:
            advice = _("only 'sahel models' writes there; translating does not need it")
            yield Check(name, Health.NOTE, _("{path} cannot be written").format(path=path), advice)


def _writable(path: Path) -> bool:
    """Tell whether ``path`` is, or could be made, a directory we may write to."""
    for place in (path, *path.absolute().parents):
        if os.access(place, os.F_OK):
            return place.is_dir() and os.access(place, os.W_OK | os.X_OK)
    return False


def check_heavy(present: Iterable[str]) -> Check:
    """Tell whether what we do not need is installed."""
    listed = ", ".join(present)
    if listed:
        return Check(
            _("not needed"),
            Health.NOTE,
            _("{listed}: installed, never imported here").format(listed=listed),
        )
    return Check(
        _("not needed"),
        Health.OK,
        _("{heavy}: not installed, not needed").format(heavy=", ".join(HEAVY)),
    )


def check_encoding(name: str, encoding: str | None) -> Check:
    """Tell whether a stream can carry French.

    >>> check_encoding("stdout", "cp850").health.value
    'note'
    """
    if (encoding or "").lower().replace("-", "").replace("_", "") == "utf8":
        return Check(name, Health.OK, "UTF-8")
    advice = _("set PYTHONUTF8=1 to see every character")
    return Check(
        name,
        Health.NOTE,
        _("encoding is {encoding}").format(encoding=encoding or _("unknown")),
        advice,
    )


def _distributions() -> dict[str, str]:
    """Return the installed distributions and their versions, names normalised."""
    found: dict[str, str] = {}
    for distribution in importlib.metadata.distributions():
        name = distribution.metadata["Name"]
        if name:
            found.setdefault(_normal(name), distribution.version)
    return found


def _normal(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")
