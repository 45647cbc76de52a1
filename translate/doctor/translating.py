"""What a translation needs: the libraries of the engine, models that load, a glossary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path

from glossary.errors import UserError
from glossary.model import LANGUAGES, other

from ..packages import find as packages
from ..packages.layout import ModelPackage
from .model import DISTRIBUTION, Check, Health

TERMS = Path(__file__).parent.parent.parent / "glossary" / "terms"
"""The curated glossary, beside us whatever else is on the path."""


def check_libraries(names: Mapping[str, str]) -> Iterable[Check]:
    """Yield whether the libraries of the engine are installed."""
    for name in ("ctranslate2", "sentencepiece"):
        if name in names:
            yield Check(name, Health.OK, names[name])
        else:
            yield Check(name, Health.FAILURE, _("is not installed"), _again())


def check_models() -> Iterable[Check]:
    """Yield, for each direction, the model that is used and whether its files load."""
    for source in LANGUAGES:
        target = other(source)
        name = _("model {source} to {target}").format(source=source, target=target)
        try:
            package = packages.find(source, target)
            _load(package)
        except UserError as error:
            yield Check(name, Health.FAILURE, str(error), _("sahel models use ... embedded"))
        except ImportError as error:
            yield Check(name, Health.FAILURE, str(error), _again())
        else:
            found = _("{name} {version} in {folder}").format(
                name=package.name, version=package.version, folder=package.tokenizer.parent
            )
            yield Check(name, Health.OK, found)


def _load(package: ModelPackage) -> None:
    from .. import argos

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
    if not count:
        found = _("no catalogue (.po) in {folder}").format(folder=folder)
        return Check("glossary", Health.WARNING, found, _again())
    found = ngettext("{count} catalogue in {folder}", "{count} catalogues in {folder}", count)
    return Check("glossary", Health.OK, found.format(count=count, folder=folder))


def _again() -> str:
    return _("install {distribution} again").format(distribution=DISTRIBUTION)
