"""Keep the catalogue of the interface: find every message, merge, compile.

Run with ``uv run python docs/make_messages.py`` after changing a message; then translate what is
new in ``translate/locales/fr/LC_MESSAGES/sahel.po`` (Poedit does) and run it again. A test fails
when a message lacks its translation or the compiled catalogue is out of date.

Messages are the literals in ``_("...")``, ``N_("...")`` and ``ngettext("...", "...", n)`` of both
packages and in the templates of pages, the helps of all commands and options, and what click says
itself.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
import polib
from jinja2.ext import extract_from_ast
from make_reference import commands

from translate.cli import main as sahel
from translate.interface import DOMAIN, LOCALES
from translate.pages.render import environment

ROOT = Path(__file__).parent.parent
CATALOGUE = LOCALES / "fr" / "LC_MESSAGES" / f"{DOMAIN}.po"
_CALLS = {"_": 1, "N_": 1, "gettext": 1, "ngettext": 2}


class Message(NamedTuple):
    """A text to translate, its plural if it has one, and where it stands."""

    text: str
    plural: str
    where: str


def messages() -> list[Message]:
    """Return all messages of the program, in a stable order."""
    found = [*_of_code(), *_of_templates(), *_of_helps(), *_of_click()]
    return sorted(set(found), key=lambda m: (m.where, m.text))


def _of_code() -> Iterator[Message]:
    for package in ("glossary", "translate"):
        for path in sorted((ROOT / package).rglob("*.py")):
            where = path.relative_to(ROOT).as_posix()
            yield from _literals(ast.parse(path.read_text("utf-8")), where)


def _of_templates() -> Iterator[Message]:
    templates = environment()
    for path in sorted((ROOT / "translate").rglob("*.html.j2")):
        tree = templates.parse(path.read_text("utf-8"))
        for _line, _function, found in extract_from_ast(tree, ("_", "ngettext")):
            texts = found if isinstance(found, tuple) else (found,)
            texts = tuple(t for t in texts if t)
            if texts:
                yield Message(texts[0], "".join(texts[1:2]), path.relative_to(ROOT).as_posix())


def _of_click() -> Iterator[Message]:
    yield Message("required", "", "click")  # it stands in a variable there
    for path in sorted(Path(click.__file__).parent.glob("*.py")):
        yield from _literals(ast.parse(path.read_text("utf-8")), "click")


def _literals(tree: ast.AST, where: str) -> Iterator[Message]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        texts = [
            a.value
            for a in node.args[: _CALLS.get(node.func.id, 0)]
            if isinstance(a, ast.Constant) and isinstance(a.value, str)
        ]
        if texts and texts[0].strip():
            yield Message(texts[0], texts[1] if len(texts) > 1 else "", where)


def _of_helps() -> Iterator[Message]:
    for path, command in commands(sahel, "sahel"):
        for text in (command.help, command.short_help, command.epilog):
            if text:
                yield Message(inspect.cleandoc(text), "", path)
        for option in command.params:
            if isinstance(option, click.Option) and option.help:
                yield Message(inspect.cleandoc(option.help), "", path)


def merged(old: polib.POFile, found: list[Message]) -> polib.POFile:
    """Return a catalogue of the messages found, with the translations that ``old`` has."""
    new = polib.POFile(wrapwidth=98)
    new.metadata = {
        "Project-Id-Version": "sahel-translate",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "fr",
        "Plural-Forms": "nplurals=2; plural=(n > 1);",
    }
    known = {(e.msgid, e.msgid_plural): e for e in old}
    places: dict[tuple[str, str], list[str]] = {}
    for message in found:
        places.setdefault((message.text, message.plural), []).append(message.where)
    for (text, plural), where in places.items():
        entry = polib.POEntry(msgid=text, msgid_plural=plural)
        entry.occurrences = [(place, "") for place in sorted(set(where))]
        if plural:
            entry.msgstr_plural = {0: "", 1: ""}
        before = known.get((text, plural))
        if before is not None:
            entry.msgstr, entry.flags = before.msgstr, before.flags
            entry.msgstr_plural = before.msgstr_plural or entry.msgstr_plural
            entry.tcomment = before.tcomment
        new.append(entry)
    return new


def compiled(catalogue: polib.POFile) -> bytes:
    """Return the binary catalogue that gettext reads."""
    return bytes(catalogue.to_binary())


def main() -> None:
    """Merge what the program says now into the catalogue, and compile it."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    old = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    catalogue = merged(old, messages())
    CATALOGUE.write_text(f"{catalogue}\n", "utf-8", newline="\n")
    CATALOGUE.with_suffix(".mo").write_bytes(compiled(catalogue))
    done = len(catalogue.translated_entries())
    print(f"{CATALOGUE.relative_to(ROOT)}: {done} of {len(catalogue)} translated")


if __name__ == "__main__":
    main()
