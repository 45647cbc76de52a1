"""Look at everything, in the order in which it is told."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import sys
from gettext import gettext as _

from ..packages.find import installed
from . import machine, names, translating
from .model import DISTRIBUTION, Check, Health


def examine() -> tuple[Check, ...]:
    """Look at everything, in a fixed order."""
    owners = importlib.metadata.packages_distributions()
    there = names.distributions()
    return (
        Check("python", Health.OK, f"{platform.python_version()} ({sys.platform})"),
        # not translate.__version__: a rival may have overwritten translate/__init__.py
        Check(
            DISTRIBUTION, Health.OK, there.get(DISTRIBUTION, _("not installed, run from source"))
        ),
        *translating.check_libraries(there),
        *translating.check_models(),
        translating.check_installed(installed()),
        translating.check_choice(),
        translating.check_glossary(translating.TERMS),
        *(names.check_owner(name, owners.get(name, ())) for name in names.IMPORT_NAMES),
        names.check_sources(),
        names.check_rivals(there),
        names.check_argos(there, owners.get("argostranslate", ())),
        *machine.check_directories(),
        names.check_heavy(name for name in names.HEAVY if importlib.util.find_spec(name)),
        machine.check_encoding("stdout", getattr(sys.stdout, "encoding", None)),
    )
