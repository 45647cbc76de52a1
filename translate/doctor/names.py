"""Whose the import names are: what other installed projects do to ours, and what is not needed."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable, Mapping
from gettext import gettext as _
from pathlib import Path

from .model import DISTRIBUTION, Check, Health

IMPORT_NAMES = ("glossary", "translate")
RIVALS = ("translate-toolkit", "translate")
"""Projects that install a package named ``translate``: the one installed later overwrites ours."""

ARGOS = ("argostranslate", "argos-translate-lt")
"""Projects that install a package named ``argostranslate``: the original and a fork."""

HEAVY = ("torch", "stanza", "spacy", "minisbd")
"""What argostranslate declares and we never import."""


def distributions() -> dict[str, str]:
    """Return the installed distributions and their versions, names normalised."""
    found: dict[str, str] = {}
    for distribution in importlib.metadata.distributions():
        name = distribution.metadata["Name"]
        if name:
            found.setdefault(_normal(name), distribution.version)
    return found


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
            _apart(),
        )
    return Check(_("import name {name}").format(name=name), Health.OK, _("is ours alone"))


def check_sources() -> Check:
    """Tell whether both packages come from one place."""
    import glossary

    places = {Path(str(glossary.__file__)).parent.parent, Path(__file__).parent.parent.parent}
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
            _apart(),
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


def _apart() -> str:
    return _("install {distribution} in an environment of its own (uv tool, pipx)").format(
        distribution=DISTRIBUTION
    )


def _normal(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")
