"""A project's settings: ``sahel.toml``, or ``[tool.sahel]`` in ``pyproject.toml``.

The nearest of the two, in the working directory or above it, decides; in one folder ``sahel.toml``
does. What the command line says wins. Every key is declared here once, with its kind and its
meaning; an unknown key is an error with its line, for a misspelt setting must not pass in silence.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from gettext import gettext as _
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from glossary.errors import ExitStatus, UserError
from glossary.files import decode, read_bytes

from .interface import N_

Kind = Literal["text", "list", "table", "lists"]
"""A string; strings; a table of strings; a table of lists of strings."""


@dataclass(frozen=True, slots=True)
class Key:
    """A setting: its name with its table, what it holds, its default, and its meaning."""

    name: str
    kind: Kind
    default: Any
    meaning: str
    choices: tuple[str, ...] = ()


SEVERITIES = ("error", "warning", "info")
KEYS: tuple[Key, ...] = (
    Key("check.only", "list", [], N_("the checks that run; empty for all")),
    Key("check.skip", "list", [], N_("checks that do not run")),
    Key("check.from", "text", "", N_("language of the source"), ("", "fr", "en")),
    Key("check.to", "text", "", N_("language of the translation"), ("", "fr", "en")),
    Key("check.align", "text", "auto", N_("how two files are paired"),
        ("auto", "structure", "line", "length")),
    Key("check.columns", "list", [], N_("columns of source and translation in CSV")),
    Key("check.glossary", "list", [], N_("glossaries over ours, from the folder of this file")),
    Key("check.severity", "table", {}, N_("other severities, by check"), SEVERITIES),
    Key("check.per-file-skip", "lists", {}, N_("checks that do not run on files, by pattern")),
)  # fmt: skip
"""Every setting there is."""

_BY_NAME = {key.name: key for key in KEYS}
_TABLES = {key.name.split(".")[0] for key in KEYS}
_LINE = re.compile(r"\(at line (\d+)")
_SHAPE = {
    "text": N_("a string"),
    "list": N_("a list of strings"),
    "table": N_("a table of strings"),
    "lists": N_("a table of lists of strings"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """What a setting is, and where that was said: ``sahel.toml:3``, or ``default``."""

    value: Any
    origin: str = "default"


@dataclass(frozen=True)
class Config:
    """The effective settings by name; ``folder`` is that of the file, for relative paths."""

    values: Mapping[str, Value] = field(
        default_factory=lambda: {key.name: Value(key.default) for key in KEYS}
    )
    file: Path | None = None

    def __getitem__(self, name: str) -> Any:
        return self.values[name].value

    @property
    def folder(self) -> Path:
        """The folder that relative paths of the settings start from."""
        return self.file.parent if self.file is not None else Path()


def find(start: Path) -> Path | None:
    """Return the file with the settings for a folder: its own, or the nearest above it.

    A ``pyproject.toml`` without ``[tool.sahel]`` is passed over.
    """
    for folder in (start.absolute(), *start.absolute().parents):
        own = folder / "sahel.toml"
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and _has_settings(read_bytes(project)):
            return project
    return None


def _has_settings(project: bytes) -> bool:
    """Tell whether a ``pyproject.toml`` has our table; a comment that names it is none.

    One that is no TOML and names it is taken, so that reading it tells what is wrong.
    """
    if b"sahel" not in project:
        return False
    tomllib = _toml()
    try:
        return "sahel" in tomllib.loads(project.decode("utf-8")).get("tool", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError):
        return b"tool.sahel" in project


def _toml() -> Any:
    return import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")


def load(start: Path) -> Config:
    """Return the settings that hold in a folder.

    Raises:
        UserError: no TOML, an unknown key, or a value of another kind (names file and line).
    """
    file = find(start)
    return Config() if file is None else read(decode(read_bytes(file), where=str(file))[0], file)


def read(text: str, file: Path) -> Config:
    """Return the settings in the text of a file.

    Raises:
        UserError: as `load`.

    >>> found = read('[check]\\nskip = ["negation"]\\n', Path("sahel.toml"))
    >>> found["check.skip"], found.values["check.skip"].origin
    (['negation'], 'sahel.toml:2')
    """
    data = _parse(text, file)
    prefix = ""
    if file.name == "pyproject.toml":
        data = data.get("tool", {}).get("sahel", {})
        if not isinstance(data, dict):
            raise _unknown(text, file, "tool", "sahel", sorted(_TABLES))
        prefix = "tool.sahel."
    values = {key.name: Value(key.default) for key in KEYS}
    for table, content in data.items():
        if table not in _TABLES or not isinstance(content, dict):
            raise _unknown(text, file, prefix, table, sorted(_TABLES))
        for name, value in content.items():
            key = _BY_NAME.get(f"{table}.{name}")
            if key is None:
                known = [k.name.partition(".")[2] for k in KEYS if k.name.startswith(f"{table}.")]
                raise _unknown(text, file, f"{prefix}{table}.", name, known)
            line = _line(text, f"{prefix}{table}", name)
            _check(key, value, _where(file, line))
            values[key.name] = Value(value, _where(file, line))
    return Config(values, file)


def _parse(text: str, file: Path) -> dict[str, Any]:
    # the standard library has it from Python 3.11 on
    tomllib = _toml()
    try:
        parsed: dict[str, Any] = tomllib.loads(text)
        return parsed
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        what = str(error).split(" (at")[0]
        raise UserError(
            _("is no TOML: {reason}").format(reason=what[:1].lower() + what[1:]),
            where=_where(file, int(line[1]) if line else 0),
            status=ExitStatus.USAGE,
        ) from None


def _where(file: Path, line: int) -> str:
    try:
        shown = str(file.relative_to(Path.cwd()))
    except ValueError:
        shown = str(file)
    return f"{shown}:{line}" if line else shown


def _line(text: str, table: str, name: str) -> int:
    """Return the line on which a key of a table stands, or its table begins; 0 if not found.

    The parser does not tell; a key is looked for from the header of its table to the next one.
    """
    inside = False
    sub = f"{table}.{name}"
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        header = re.match(r"\[\s*([^\[\]]+?)\s*\]", line)
        if header is not None:
            path = header[1].replace('"', "").replace(" ", "")
            if path == sub or path.startswith(f"{sub}."):
                return number
            inside = path == table
            continue
        key = re.match(r"[\"']?([\w.-]+)[\"']?\s*(?:=|\.)", line)
        if key is not None:
            full = key[1] if not inside else f"{table}.{key[1]}"
            if full == sub or full.startswith(f"{sub}."):
                return number
    return 0


def _unknown(text: str, file: Path, prefix: str, name: str, known: Sequence[str]) -> UserError:
    near = get_close_matches(name, known, 1)
    hint = (
        _("did you mean {near}?").format(near=near[0])
        if near
        else _("known are {names}").format(names=", ".join(known))
    )
    return UserError(
        _("no setting {name!r}").format(name=name),
        where=_where(file, _line(text, prefix.rstrip("."), name)),
        hint=hint,
        status=ExitStatus.USAGE,
    )


def _check(key: Key, value: Any, where: str) -> None:
    """Refuse a value of another kind, or one that is no choice."""

    def strings(item: Any) -> bool:
        return isinstance(item, list) and all(isinstance(v, str) for v in item)

    fits = {
        "text": isinstance(value, str),
        "list": strings(value),
        "table": isinstance(value, dict) and all(isinstance(v, str) for v in value.values()),
        "lists": isinstance(value, dict) and all(strings(v) for v in value.values()),
    }[key.kind]
    if not fits:
        raise UserError(
            _("{name} is not {shape}").format(name=key.name, shape=_(_SHAPE[key.kind])),
            where=where,
            status=ExitStatus.USAGE,
        )
    told = [value] if key.kind == "text" else value.values() if key.kind == "table" else []
    for item in told:
        if key.choices and item not in key.choices:
            raise UserError(
                _("{name} is {item!r}").format(name=key.name, item=item),
                where=where,
                hint=_("one of {names}").format(names=", ".join(c for c in key.choices if c)),
                status=ExitStatus.USAGE,
            )
