"""PO: untranslated entries filled and marked, everything else byte for byte."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.errors import UserError
from translate import formats
from translate.cli import main
from translate.document import Crossed, Document, unchanged

DATA = Path(__file__).parent / "data"
CATALOGUE = (DATA / "catalogue.po").read_text("utf-8")
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
LINES = [
    'msgid "Gao"\n', 'msgstr ""\n', 'msgstr "Gao"\n', '"suite\\n"\n', "\n", "#, fuzzy\n",
    "#, c-format\n", "# note\n", "#: a.py:1\n", '#| msgid "Old"\n', 'msgctxt "verb"\n',
    'msgid_plural "%d mots"\n', 'msgstr[0] ""\n', 'msgstr[1] ""\n', '#~ msgid "x"\n',
    '#~ msgstr ""\n', 'msgid "Un <b>mot</b>\\n"\r\n', 'msgid ""\n', '"Language: \\n"\n',
]  # fmt: skip


def po(text: str, **options: bool) -> Document:
    return formats.read(text, format="po", options=formats.Options(**options))


def shouted(document: Document, language: str = "fr") -> str:
    new = []
    for unit in document.units:
        kept = {i for a, b in unit.keep for i in range(a, b)}
        text = "".join(c if i in kept else c.upper() for i, c in enumerate(unit.text))
        new.append(Crossed(text, unit.codes))
    return document.join(new, "fr" if language == "fr" else "en")


def entry(text: str, msgid: str, context: str | None = None) -> polib.POEntry:
    return next(e for e in polib.pofile(text) if (e.msgid, e.msgctxt) == (msgid, context))


def test_the_catalogue_comes_back_as_it_was() -> None:
    for text in (CATALOGUE, CATALOGUE.replace("\n", "\r\n"), CATALOGUE.rstrip("\n")):
        document = po(text)
        assert document.join([unchanged(u) for u in document.units], "fr") == text
        assert document.join([None] * len(document.units), "fr") == text


@given(st.lists(st.sampled_from(LINES), max_size=14).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_catalogue_comes_back_as_it_was(text: str) -> None:
    try:
        document = po(text)
    except UserError:
        return
    assert document.join([unchanged(u) for u in document.units], "fr") == text
    filled = shouted(document)
    assert po(filled).join([None] * len(po(filled).units), "fr") == filled


def test_only_untranslated_entries_are_units() -> None:
    texts = [u.text for u in po(CATALOGUE).units]
    assert texts[0] == "JNIM attacked a FAMa convoy near Ménaka."
    assert "The army withdrew." not in texts, "translated"
    assert "The new title of the page" not in texts, "fuzzy"
    assert not any("longer used" in t or "Never" in t for t in texts), "obsolete"
    assert po(CATALOGUE).units[0].where == "line 17"


def test_fuzzy_entries_when_asked() -> None:
    again = shouted(po(CATALOGUE, fuzzy=True))
    found = entry(again, "The new title of the page")
    assert found.msgstr == "THE NEW TITLE OF THE PAGE"
    assert found.flags == ["fuzzy"]


def test_machine_output_is_fuzzy_and_says_where_it_comes_from() -> None:
    document = formats.signed(po(CATALOGUE), "sahel-translate 9, model demo")
    out = shouted(document)
    found = entry(out, "JNIM attacked a FAMa convoy near Ménaka.")
    assert found.fuzzy
    assert found.tcomment == "sahel-translate 9, model demo"
    with_flag = entry(out, "%(place)s: %(count)d people were displaced")
    assert with_flag.flags == ["fuzzy", "python-format"]
    assert with_flag.comment == "a headline; at most 60 characters"
    assert with_flag.msgstr == "%(place)s: %(count)d PEOPLE WERE DISPLACED"
    assert entry(out, "Search", "noun").msgstr == "SEARCH"
    assert entry(out, "Search", "verb").msgstr == "Chercher"
    untouched = CATALOGUE[CATALOGUE.index('msgid "The army') :]
    assert out.endswith(untouched), "translated and obsolete entries byte for byte"
    assert out.startswith(CATALOGUE[: CATALOGUE.index("#: app/home.py:12")]), "header kept"
    twice = shouted(po(out, fuzzy=True))
    assert twice.count("model demo") + twice.count("0.") >= out.count("model demo")


def test_line_ends_and_lists_of_a_message_stay() -> None:
    out = shouted(po(CATALOGUE))
    found = next(e for e in polib.pofile(out) if "sanctions" in e.msgid)
    assert found.msgstr.startswith("\nECOWAS IMPOSED SANCTIONS ON {country}.")
    assert found.msgstr.endswith("COMMISSION.\n\n  - THE BORDER WAS OPENED.\n")


def test_markup_of_a_message_is_codes() -> None:
    unit = next(u for u in po(CATALOGUE).units if u.text.startswith("Read the"))
    assert unit.text == "Read the statement of the Malian Armed Forces & the report."
    assert [c.raw for c in unit.codes][1:] == ["<b>", "</b>", "</a>"]
    found = next(e for e in polib.pofile(shouted(po(CATALOGUE))) if "Read" in e.msgid)
    assert 'title="THE STATEMENT">STATEMENT OF THE <b>MALIAN ARMED FORCES</b></a>' in found.msgstr
    assert "&amp;" in found.msgstr
    assert 'href="%(url)s"' in found.msgstr


@pytest.mark.parametrize(
    ("header", "forms"),
    [
        ("nplurals=2; plural=(n > 1);", ["UN JOUR", "%d JOURS"]),
        ("nplurals=1; plural=0;", ["%d JOURS"]),
        ("nplurals=3; plural=(n%10==1 ? 0 : 1);", ["UN JOUR", "%d JOURS", "%d JOURS"]),
    ],
)
def test_plural_forms_as_many_as_the_catalogue_needs(header: str, forms: list[str]) -> None:
    text = HEADER.rstrip("\n") + f'\n"Plural-Forms: {header}\\n"\n\n'
    text += 'msgid "Un jour"\nmsgid_plural "%d jours"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    found = polib.pofile(shouted(po(text), "en"))[0]
    assert list(found.msgstr_plural.values()) == forms


def test_a_template_gets_its_header_filled() -> None:
    template = (
        '#, fuzzy\nmsgid ""\nmsgstr ""\n"Language: \\n"\n'
        '"Content-Type: text/plain; charset=CHARSET\\n"\n'
        '"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"\n\n'
        'msgid "été"\nmsgstr ""\n'
    )
    catalogue = polib.pofile(shouted(po(template), "en"))
    assert catalogue.metadata["Language"] == "en"
    assert catalogue.metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert catalogue.metadata["Content-Type"].endswith("UTF-8")


def test_a_header_without_a_language_gets_one() -> None:
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    written = shouted(po(header + 'msgid "été"\nmsgstr ""\n'), "en")
    assert polib.pofile(written).metadata["Language"] == "en"


def test_a_lost_placeholder_is_named() -> None:
    text = HEADER + 'msgid "%d et %s"\nmsgstr ""\n'
    document = po(text)
    lost = document.join([Crossed("%d and")], "en")
    swapped = document.join([Crossed("%s and %d")], "en")
    right = document.join([Crossed("%d and %s")], "en")
    assert "check the placeholders" in lost
    assert "check the placeholders" in swapped
    assert "check the placeholders" not in right


PLACEHOLDERS = "%s %5.2f %(name)s %1$s %% %ld {x} {0:.2f} ${HOME} {{ name }} %{n} %1 %n"


@pytest.mark.parametrize(
    "placeholder", [*PLACEHOLDERS.replace("{{ name }} ", "").split(), "{{ n }}"]
)
def test_placeholders_are_kept(placeholder: str) -> None:
    text = HEADER + f'msgid "Le mot {placeholder} est là"\nmsgstr ""\n'
    (unit,) = po(text).units
    kept = "".join(unit.text[a:b] for a, b in unit.keep)
    assert placeholder in ("%n", kept) or kept == placeholder


def test_a_percentage_is_no_placeholder() -> None:
    (unit,) = po(HEADER + 'msgid "50 % des écoles et 5% de plus"\nmsgstr ""\n').units
    assert not unit.keep


def test_long_messages_wrap_as_gettext_wraps() -> None:
    out = shouted(po(HEADER + 'msgid ""\n"' + "mot " * 15 + '"\n"fin"\nmsgstr ""\n'))
    assert max(map(len, out.splitlines())) <= 80
    assert polib.pofile(out)[0].msgstr == "MOT " * 15 + "FIN"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<html></html>", "not a PO catalogue"),
        ('msgid "a"\nmsgstr "b\n', "not a PO catalogue"),
        ('msgid "a"\nmsgstr ""\n\nmsgid "a"\nmsgstr ""\n', "once more"),
        ("msgid\nmsgid\n", "not a PO catalogue"),
        ('msgid "a"\n', "line 1: an entry without msgstr; check it with msgfmt -c"),
    ],
)
def test_what_is_no_catalogue_is_refused(text: str, what: str) -> None:
    with pytest.raises(UserError, match=what):
        po(text)


def test_an_endless_line_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "MAX_LINE", 1000)
    with pytest.raises(UserError, match="a line of more than"):
        po('msgid "' + "a" * 2000 + '"\nmsgstr ""\n')
    with pytest.raises(UserError, match="no fields"):
        formats.read("", format="po", options=formats.Options(fields=("title",)))


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="msgfmt (package gettext) is missing")
def test_msgfmt_finds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.po"
    path.write_text(shouted(po(CATALOGUE)), "utf-8")
    for more in ([], ["--use-fuzzy"]):
        done = subprocess.run(
            ["msgfmt", "-c", *more, "-o", str(tmp_path / "out.mo"), str(path)],
            capture_output=True,
            text=True,
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_a_catalogue_through_the_command(tmp_path: Path) -> None:
    out = tmp_path / "out.po"
    arguments = ["translate", str(DATA / "catalogue.po"), "--to", "fr", "-o", str(out)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code in (0, 1), result.stderr
    text = out.read_text("utf-8")
    first = entry(text, "JNIM attacked a FAMa convoy near Ménaka.")
    assert "FAMa" in first.msgstr
    assert "JNIM" in first.msgstr
    assert first.tcomment.endswith(", model embedded")
    assert "CEDEAO" in next(e for e in polib.pofile(text) if "sanctions" in e.msgid).msgstr
    numbered = entry(text, "%d attack")
    assert all("%d" in form for form in numbered.msgstr_plural.values())


def test_a_catalogue_of_another_language_is_refused() -> None:
    german = CATALOGUE.replace("Language: fr", "Language: de")
    arguments = ["translate", "-", "--to", "fr", "--input-format", "po"]
    result = CliRunner().invoke(main, arguments, input=german.encode())
    assert result.exit_code == 2
    assert "'de'" in result.stderr


def test_many_entries_take_linear_time() -> None:
    text = HEADER + "".join(f'msgid "mot {i}"\nmsgstr ""\n\n' for i in range(6000))
    start = time.perf_counter()
    assert shouted(po(text)).count("#, fuzzy") == 6000
    assert time.perf_counter() - start < 6
