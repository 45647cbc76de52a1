"""The program speaks French to those who ask for it, and every message has its translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import make_messages
import polib
import pytest
from click.testing import CliRunner
from lxml import html

from glossary.errors import UserError
from translate import formats, labels
from translate.batch.outcome import Status
from translate.batch.remote import Luggage, Task, translate_task
from translate.cascade.drafts import How
from translate.cli import main
from translate.doctor.model import Health
from translate.interface import Spoken, speaking
from translate.memory.model import Kind
from translate.memory.model import Status as Trust
from translate.pages.model import Note, Page, Row
from translate.pages.render import look, render
from translate.pages.translated import FATES
from translate.pipeline import Settings
from translate.result import Severity

ROOT = make_messages.ROOT
CATALOGUE = polib.pofile(str(make_messages.CATALOGUE))
# what must cross unchanged: options, placeholders, file names, environment variables
FIXED = re.compile(
    r"--[a-z][a-z-]+|%\(\w+\)s|\{[^{}]*\}|\b[A-Z]{2,}_[A-Z_]+\b|\b[\w-]+\.(?:toml|po)\b"
)
# in French a no-break space stands before these, and within quotation marks
UNSPACED = re.compile(r"(?<![\N{NO-BREAK SPACE}}])[;:?!»](?=\s|$)|«(?!\N{NO-BREAK SPACE})")

QUOTED = re.compile(r"«\N{NO-BREAK SPACE}[^»]*\N{NO-BREAK SPACE}»")


def test_the_catalogue_has_every_message_and_no_other() -> None:
    found = {(m.text, m.plural) for m in make_messages.messages()}
    assert {(e.msgid, e.msgid_plural) for e in CATALOGUE} == found, "run docs/make_messages.py"


def test_every_message_has_its_translation() -> None:
    assert [e.msgid for e in CATALOGUE if not e.translated()] == []


def test_what_is_counted_is_told_of_one_as_well() -> None:
    counted = re.compile(r"\{(?:count|total|files|here|unverified)\} (?:more )?[a-z]{3,}s\b")
    several = {e.msgid for e in CATALOGUE if not e.msgid_plural and counted.search(e.msgid)}
    assert several == {  # never of one
        "({count} times)",
        "a {what} of {count} tokens is too long for the model (at most {max_tokens}): {start!r}...",
        "has {count} members, more than {most}",
        "holds more than {count} files",
        "says {phrase!r} {count} times",
        "{count} files that are not bilingual",  # there are two or more where this is said
        "{language}: {count} forms: {told}",
        "{there} of {here} sentences, and {target} characters for {source}: "
        "something may be missing",
    }


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda e: e.msgid[:50])
def test_options_and_placeholders_cross_unchanged(entry: polib.POEntry) -> None:
    for translation in filter(None, [entry.msgstr, *entry.msgstr_plural.values()]):
        originals = {frozenset(FIXED.findall(t)) for t in (entry.msgid, entry.msgid_plural) if t}
        assert frozenset(FIXED.findall(translation)) in originals


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda e: e.msgid[:50])
def test_french_marks_have_their_space(entry: polib.POEntry) -> None:
    for translation in filter(None, [entry.msgstr, *entry.msgstr_plural.values()]):
        assert UNSPACED.findall(QUOTED.sub("", translation)) == []


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    binary = make_messages.CATALOGUE.with_suffix(".mo").read_bytes()
    assert binary == make_messages.compiled(CATALOGUE), "run docs/make_messages.py"


def help_of(*arguments: str, **environ: str | None) -> str:
    result = CliRunner().invoke(main, [*arguments], env={"SAHEL_LANG": None, **environ})
    return result.output


def test_help_is_french_where_asked_for() -> None:
    french = help_of("--lang", "fr", "translate", "-h", LANG="C.UTF-8")
    assert "Usage\N{NO-BREAK SPACE}:" in french
    assert "Traduit" in french
    assert "Write" not in french
    assert help_of("-h", LANG="fr_ML.UTF-8", LANGUAGE="") == help_of("--lang", "fr", "-h")
    assert "Translate" in help_of("-h", LANG="fr_ML.UTF-8", LANGUAGE="", SAHEL_LANG="en")
    assert "Translate" in help_of("--lang", "en", "-h", LANG="fr_ML.UTF-8", LANGUAGE="")


def test_a_mistake_is_told_in_french_too() -> None:
    assert "manque" in help_of("--lang", "fr", "translate", "x.md").lower()


def test_the_language_is_put_back() -> None:
    before = help_of("-h")
    with speaking("fr"):
        pass
    assert help_of("-h") == before


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_is_in_the_language_of_the_interface(language: Spoken) -> None:
    row = Row(1, "", "Kidal", "Kidal", notes=(Note(1, "number-missing", Severity.ERROR, "x"),) * 2)
    page = Page("a.txt", "translation", "fr", "en", (row,), (), FATES)
    with speaking(language):
        text = render(page)
    words = {"en": ["Findings", "2 errors to look at."], "fr": ["Constats", "À examiner"]}
    assert f'<html lang="{language}">' in text
    for spoken, expected in words.items():
        assert all((word in text) is (spoken == language) for word in expected)
    shown = html.fromstring(text)
    for foreign in shown.xpath("//style|//script|//*[@lang and @lang != $own]", own=language):
        foreign.drop_tree()
    english = {e.msgid for e in CATALOGUE if e.msgid not in {e.msgstr, ""} and " " in e.msgid}
    if language == "fr":
        said = {" ".join(t.split()) for t in shown.itertext()}
        said |= {str(v) for v in shown.xpath("//@title|//@aria-label|//@placeholder")}
        assert said & english == set()


def test_a_page_made_in_another_language_is_made_again() -> None:
    with speaking("fr"):
        french = look()
    assert french != look()


def test_people_are_told_every_value_of_the_enumerations() -> None:
    tables = (
        (labels.SEVERITIES, Severity),
        (labels.HOWS, How),
        (labels.OUTCOMES, Status),
        (labels.HEALTHS, Health),
    )
    for told, values in tables:
        assert set(told) == {value.value for value in values}
    assert {*labels.MEMORY} >= {*(s.value for s in Trust), *(k.value for k in Kind)}


# what people read of a call: positions and keywords of its arguments
SAID: dict[str, tuple[int, ...]] = {
    "UserError": (0,),
    "UsageError": (0,),
    "BadParameter": (0,),
    "ShownError": (0,),
    "Note": (0,),
    "Finding": (4,),
    "Problem": (3,),
    "echo": (0,),
}
WORDS = re.compile(r"[a-z]{2}")
NOT_WORDS = re.compile(r"\{[^{}]*\}|MiB|\b[\w-]+\.po\b")


def unsaid(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield the literals that would be told in English whatever the language of the interface."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else None
        name = call.func.id if isinstance(call.func, ast.Name) else name
        if name not in SAID:
            continue
        said = [call.args[i] for i in SAID[name] if i < len(call.args)]
        said += [k.value for k in call.keywords if k.arg in ("what", "hint", "message")]
        while said:
            text = said.pop()
            if isinstance(text, ast.IfExp):
                said += [text.body, text.orelse]
            elif isinstance(text, ast.BinOp):
                said += [text.left, text.right]
            elif isinstance(text, ast.JoinedStr):
                said += [v for v in text.values if isinstance(v, ast.Constant)]
            elif isinstance(text, ast.Constant) and WORDS.search(
                NOT_WORDS.sub("", str(text.value))
            ):
                yield text


SOURCES = [p for f in ("glossary", "translate") for p in sorted((ROOT / f).rglob("*.py"))]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_message_is_told_in_english_alone(path: Path) -> None:
    found = [
        f"line {n.lineno}: {ast.unparse(n)}" for n in unsaid(ast.parse(path.read_text("utf-8")))
    ]
    assert found == []


def test_a_bare_message_would_be_found() -> None:
    bare = 'UserError("no such file")', 'UserError(_("x"), hint=f"try {name}" if name else "")'
    assert [len(list(unsaid(ast.parse(text)))) for text in bare] == [1, 1]
    assert list(unsaid(ast.parse('UserError(_("no {x}").format(x=1), where="line 1")'))) == []


def test_the_name_of_gettext_is_given_to_nothing_else() -> None:
    for path in SOURCES:
        tree = ast.parse(path.read_text("utf-8"))
        names = {a.asname for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}
        if "_" in names:
            bound = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id == "_"]
            assert [n.lineno for n in bound if isinstance(n.ctx, ast.Store)] == [], path


def test_a_worker_speaks_the_language_of_the_desk() -> None:
    with speaking("fr"):
        task = Task((), "fr", "en", "embedded", None, formats.DEFAULTS, release="0.0.1")
    with pytest.raises(UserError, match="installez la même version"):
        translate_task(task, Luggage(None, Settings()))


def test_no_message_is_empty_or_translated_twice() -> None:
    """An empty message is answered with the header of the catalogue, which nobody means."""
    for package in ("glossary", "translate"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "_":
                    said = ast.unparse(node.args[0])
                    assert said not in ("''", '""'), f"{path}:{node.lineno}"
                    assert not said.startswith("_("), f"{path}:{node.lineno}"
