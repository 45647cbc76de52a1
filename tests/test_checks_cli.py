"""``sahel check`` and ``sahel dump-config`` as they are called."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glossary.curated import curated
from glossary.errors import UserError
from translate import config
from translate.checks.catalogue import BY_ID
from translate.checks.changed import changed_files
from translate.checks.model import Pair, Place
from translate.checks.run import check
from translate.cli import main
from translate.commands.check import _told
from translate.interface import Spoken, speaking

ROOT = Path(__file__).parent.parent
PO = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n\nmsgid "12 tués par les FAMa"\nmsgstr "{}"\n'
WRONG = PO.format("21 killed by the FAMA")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sahel(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


def test_findings_are_told_as_compilers_do_and_end_with_1() -> None:
    write("en.po", WRONG)
    done = sahel("check", "en.po")
    assert done.exit_code == 1
    assert re.search(r"^en\.po:6: error: '12' became '21' .*\[number-changed\]$", done.stdout, re.M)
    assert "1 error, 1 warning" in done.stdout


def test_clean_is_0_and_notes_do_not_count() -> None:
    write("fr.txt", "L'armée est là\n")
    write("en.txt", "The army is there.\n")
    done = sahel("check", "fr.txt", "en.txt", "--from", "fr", "--to", "en")
    assert done.exit_code == 0, done.output
    assert "end-punctuation" not in done.stdout
    assert "end-punctuation" in sahel("check", "fr.txt", "en.txt", "--notes").stdout


def test_only_and_skip() -> None:
    write("en.po", WRONG)
    assert sahel("check", "en.po", "--skip", "number-changed,term-outdated").exit_code == 0
    done = sahel("check", "en.po", "--only", "term-outdated")
    assert "number-changed" not in done.stdout
    assert "term-outdated" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["nothing.po"], 3, "no such file"),
        (["x.po", "--only", "negatoin"], 2, "did you mean negation"),
        ([], 2, "name a file"),
        (["x.po", "--dry-run"], 2, "--fix"),
        (["x.po", "--language", "fr", "--from", "en"], 2, "--language"),
        (["a.txt"], 2, "--language"),
        (["a.txt", "x.po", "b.txt"], 2, "not bilingual"),
        (["broken.po"], 3, "broken.po:1"),
        (["a.txt", "b.txt", "--align", "structure"], 3, "--align length"),
        (["x.po", "--changed-since", "nowhere"], 2, "no revision"),
    ],
)
def test_mistakes(arguments: list[str], status: int, says: str) -> None:
    write("x.po", WRONG)
    write("a.txt", "le la les des une dans\n\nle")
    write("b.txt", "the of and that which\n")
    write("broken.po", 'msgid "a\n')
    done = sahel("check", *arguments)
    assert done.exit_code == status, done.output
    assert says in done.stderr
    assert "Traceback" not in done.output


def test_fix_writes_only_what_is_safe() -> None:
    write("en.po", WRONG)
    done = sahel("check", "en.po", "--fix", "--dry-run")
    assert done.exit_code == 1
    assert '-msgstr "21 killed by the FAMA"\n+msgstr "21 killed by the FAMa"\n' in done.stdout
    assert Path("en.po").read_text("utf-8") == WRONG
    done = sahel("check", "en.po", "--fix")
    assert done.exit_code == 1  # the number is an editor's
    assert "term-outdated" not in done.stdout
    assert Path("en.po").read_text("utf-8") == WRONG.replace("FAMA", "FAMa")
    assert sahel("check", "en.po", "--fix").stderr == ""


def test_notes_are_repaired_when_their_check_is_named() -> None:
    write("fr.txt", "Il est venu\u00a0: \u00ab Oui! \u00bb\n")
    assert sahel("check", "fr.txt", "--language", "fr", "--fix", "-q").exit_code == 0
    assert "Oui!" in Path("fr.txt").read_text("utf-8")
    sahel("check", "fr.txt", "--language", "fr", "--fix", "--only", "typography-fr", "-q")
    assert Path("fr.txt").read_text("utf-8") == "Il est venu\u00a0: «\u00a0Oui\u202f!\u00a0»\n"


def test_byte_order_mark_and_line_ends_survive_a_fix() -> None:
    data = b"\xef\xbb\xbf" + WRONG.replace("\n", "\r\n").encode()
    Path("en.po").write_bytes(data)
    sahel("check", "en.po", "--fix")
    assert Path("en.po").read_bytes() == data.replace(b"FAMA", b"FAMa")


def test_json_fits_its_schema() -> None:
    write("en.po", WRONG)
    done = sahel("check", "en.po", "--format", "json")
    report = json.loads(done.stdout)
    schema = json.loads((ROOT / "docs" / "check.schema.json").read_text("utf-8"))
    fits(report, schema, schema)
    assert report["summary"]["findings"] == {"error": 1, "warning": 1, "info": 0}
    assert report["pairs"][0]["findings"][0]["edits"] == []


def fits(value: object, schema: dict[str, object], whole: dict[str, object]) -> None:
    """Check the few words of JSON Schema that ours uses."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return fits(value, whole["$defs"][name], whole)  # type: ignore[index]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    known = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "null": type(None),
        "boolean": bool,
    }
    assert any(isinstance(value, known[k]) for k in kinds), (value, schema)
    if "enum" in schema:
        assert value in schema["enum"]  # type: ignore[operator]
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        assert isinstance(properties, dict)
        if schema.get("additionalProperties") is False:
            assert set(value) == set(schema["required"]) == set(properties)  # type: ignore[call-overload]
        for key, item in value.items():
            fits(item, properties.get(key) or schema["additionalProperties"], whole)
    if isinstance(value, list):
        for item in value:
            fits(item, schema["items"], whole)  # type: ignore[arg-type]
    return None


@pytest.mark.parametrize("form", ["html", "sarif", "junit", "github"])
def test_other_forms_are_written(form: str) -> None:
    write("en.po", WRONG)
    done = sahel("check", "en.po", "--format", form)
    assert done.exit_code == 1
    assert "became" in done.stdout


def test_a_report_is_never_written_over_what_is_checked(folder: Path) -> None:
    write("a.fr.html", "<p>Les FAMa avancent.</p>")
    write("a.en.html", "<p>FAMa is advancing.</p>")
    languages = ("--from", "fr", "--to", "en")
    done = sahel("check", "a.fr.html", "a.en.html", *languages, "--report", "a.en.html")
    assert done.exit_code == 2
    assert "--report is the input itself" in done.stderr
    assert (folder / "a.en.html").read_text("utf-8") == "<p>FAMa is advancing.</p>"
    done = sahel("check", "a.fr.html", "a.en.html", *languages, "--report", "-", "-q")
    assert '"schema"' in done.stdout
    assert not (folder / "-").exists()


def test_several_files_are_one_report() -> None:
    write("a.po", WRONG)
    write("b.po", WRONG)
    report = json.loads(sahel("check", "a.po", "b.po", "--format", "json").stdout)
    assert report["files"] == ["a.po", "b.po"]
    assert [p["where"]["file"] for p in report["pairs"]] == ["a.po", "b.po"]


def test_settings_of_a_project_and_where_they_come_from() -> None:
    write(
        "sahel.toml",
        '[check]\nskip = ["number-changed"]\n\n[check.severity]\nterm-outdated = "info"\n',
    )
    write("po/en.po", WRONG)
    assert sahel("check", "po/en.po").exit_code == 0
    assert sahel("check", "po/en.po", "--skip", "brackets").exit_code == 1  # the call wins
    shown = sahel("dump-config").stdout
    assert 'check.skip = ["number-changed"]  # sahel.toml:2: ' in shown
    assert 'check.severity = {"term-outdated": "info"}  # sahel.toml:4: ' in shown
    assert 'check.align = "auto"  # default: ' in shown
    told = json.loads(sahel("dump-config", "--format", "json").stdout)
    assert told["settings"][1] == {
        "key": "check.skip",
        "value": ["number-changed"],
        "origin": "sahel.toml:2",
    }


def test_pyproject_and_patterns_of_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        "pyproject.toml",
        '[project]\nname = "x"\n\n[tool.sahel.check.per-file-skip]\n'
        '"old/*" = ["number-changed", "term-outdated"]\n',
    )
    write("old/en.po", WRONG)
    write("new/en.po", WRONG)
    assert sahel("check", "old/en.po").exit_code == 0
    assert sahel("check", "new/en.po").exit_code == 1
    monkeypatch.chdir(folder / "new")
    assert "pyproject.toml:4" in sahel("dump-config").stdout
    write("pyproject.toml", "[tool]\nsahel = 3  # for tool.sahel\n")
    done = sahel("dump-config")
    assert done.exit_code == 2
    assert "pyproject.toml:2: no setting 'sahel'; known are check" in done.stderr


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[check\n", "sahel.toml:1: is no TOML"),
        ("[check]\nonly = 3\n", "sahel.toml:2: check.only is not a list of strings"),
        (
            "[check]\nfrom = 'fr'\nskpi = []\n",
            "sahel.toml:3: no setting 'skpi'; did you mean skip?",
        ),
        ("[chekc]\nskip = []\n", "no setting 'chekc'; did you mean check?"),
        ("[check]\nalign = 'magic'\n", "sahel.toml:2: check.align is 'magic'; one of auto"),
        ("[check]\nskip = ['negatoin']\n", "sahel.toml:2: no check 'negatoin'"),
        ("[check.severity]\nnegation = 'fatal'\n", "sahel.toml:1: check.severity is 'fatal'"),
    ],
)
def test_mistakes_in_settings_have_their_line(text: str, says: str) -> None:
    write("sahel.toml", text)
    write("en.po", WRONG)
    done = sahel("check", "en.po")
    assert done.exit_code == 2
    assert says in done.stderr


def git(*arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments],
        check=True,
        capture_output=True,
    )


def test_only_what_changed_since_a_revision() -> None:
    old = PO.format("21 killed by the FAMa")
    write("en.po", old)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    assert sahel("check", "en.po", "--changed-since", "HEAD").exit_code == 0
    nothing = sahel("check", "--changed-since", "HEAD")
    assert "no bilingual file changed" in nothing.stderr
    assert nothing.stdout == ""
    told = sahel("check", "--changed-since", "HEAD", "--format", "json", "--report", "r.sarif")
    assert json.loads(told.stdout)["pairs"] == []  # a pipeline reads what it asked for
    assert json.loads(Path("r.sarif").read_text("utf-8"))["runs"][0]["results"] == []
    write("en.po", old + '\nmsgid "13 tués"\nmsgstr "31 killed"\n')
    done = sahel("check", "--changed-since", "HEAD")
    assert done.exit_code == 1
    assert "'13' became '31'" in done.stdout
    assert "'12' became '21'" not in done.stdout
    write("new.po", WRONG)  # git does not know it yet
    assert "new.po:6" in sahel("check", "--changed-since", "HEAD").stdout


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_missing_git_is_told_from_a_missing_revision(
    language: Spoken, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path("not found")
    folder.mkdir()
    with speaking(language):
        with pytest.raises(UserError) as caught:
            changed_files(folder.absolute(), "HEAD")
        assert caught.value.hint  # no repository
        assert "HEAD" in caught.value.what
        monkeypatch.setenv("PATH", "")
        with pytest.raises(UserError, match=r"git is not found|git est introuvable"):
            changed_files(folder.absolute(), "HEAD")


def test_the_hook_calls_what_there_is() -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    for entry in re.findall(r"entry: sahel (.*)", hooks):
        write("en.po", PO.format("12 killed by the FAMa"))
        assert sahel(*entry.split(), "en.po").exit_code == 0
    for name in re.findall(r"^- id: (.*)$", hooks, re.M):
        assert name in (ROOT / "docs" / "checks.md").read_text("utf-8")


def test_examples_of_the_documentation_name_checks_that_exist() -> None:
    page = (ROOT / "docs" / "checks.md").read_text("utf-8")
    for names in re.findall(r"(?:ignore(?:-file)?|--only|--skip) ([a-z]+(?:-[a-z]+)*)", page):
        assert names in BY_ID


@pytest.mark.parametrize("form", ["text", "json", "html", "sarif", "junit", "github"])
def test_half_a_surrogate_pair_can_be_reported(form: str) -> None:
    place = Place("b\udcff.txt", 1)  # a file name that is no UTF-8
    half = Pair("Deux soldats \ud83d à Gao", "Two \ud83d soldiers in in Gao (", "fr", "en", place)
    told = _told(check([half], curated()), form, notes=True)
    assert told.encode("utf-8")
    assert "doubled-word" in told


def test_a_project_that_only_speaks_of_the_table_is_passed_over(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "sahel.toml").write_text('[check]\nskip = ["negation"]\n', encoding="utf-8")
    (inner / "pyproject.toml").write_text("# no [tool.sahel] here\n[project]\n", encoding="utf-8")
    assert config.find(inner) == tmp_path / "sahel.toml"
    (inner / "pyproject.toml").write_text("[ tool.sahel.check ]\n", encoding="utf-8")
    assert config.find(inner) == inner / "pyproject.toml"
