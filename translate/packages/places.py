"""Where packages and the user's choice lie on this machine; nothing here is created.

By our own reading: importing ``argostranslate.settings`` creates directories in the home and fails
when it cannot.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path


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
        found.extend(path for path in folders(bundled / "content_snap_packages"))
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


def choice_file() -> Path | None:
    """Return where the user's choice of models is kept; None without a home."""
    import platformdirs

    try:
        return (
            Path(platformdirs.user_config_dir("sahel-translate", appauthor=False)) / "models.json"
        )
    except (RuntimeError, OSError):
        return None


def folders(directory: Path) -> list[Path]:
    """Return the folders in ``directory``, sorted; none where it cannot be read."""
    try:
        return sorted(path for path in directory.iterdir() if _is_folder(path))
    except OSError:
        return []


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # no right to look
        return False
