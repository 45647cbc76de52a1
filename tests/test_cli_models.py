"""The ``sahel models`` group as a user or a script meets it."""

import json
import os
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from glossary.errors import ExitStatus, UserError
from translate.cli_errors import Command, Group
from translate.commands import models as cli_models
from translate.commands.models import models
from translate.packages import files as package_files
from translate.packages.layout import embedded

RELEASE = embedded("fr", "en").version
SOUND = f"translate-fr_en-{RELEASE.replace('.', '_')}"

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(scope="module")
def package_file(tmp_path_factory):
    return str(package_files.export(tmp_path_factory.mktemp("exported"))[1])


def run(*args, command=models):
    return CliRunner().invoke(command, args)


def used(result):
    return {
        f"{row['source']}-{row['target']}": row["name"]
        for row in json.loads(result.stdout)["models"]
        if row["used"]
    }


def test_every_command_has_help_that_ends_with_an_example():
    assert run("-h").exit_code == 0
    for name, command in models.commands.items():
        for flag in ("-h", "--help"):
            result = run(name, flag)
            assert result.exit_code == 0
            assert "Example:\n    sahel models " + name in result.stdout
        assert command.help.strip().splitlines()[-1].strip().startswith(f"sahel models {name}")


def test_list_names_the_embedded_model():
    result = run("list")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (f"* en -> fr  embedded  {RELEASE}\n* fr -> en  embedded  {RELEASE}\n")
    assert used(run("list", "--format", "json")) == {"en-fr": "embedded", "fr-en": "embedded"}


def test_the_life_of_a_package(package_file):
    result = run("install", package_file)
    assert (result.exit_code, result.stdout) == (0, SOUND + "\n")
    assert f"sahel models use fr en {SOUND}" in result.stderr
    assert used(run("list", "--format", "json"))["fr-en"] == "embedded"

    result = run("use", "fr", "en", SOUND)
    assert (result.exit_code, result.stdout) == (0, "")
    assert used(run("list", "--format", "json")) == {"en-fr": "embedded", "fr-en": SOUND}
    assert f"* fr -> en  {SOUND}" in run("list").stdout

    result = run("remove", SOUND)
    assert (result.exit_code, result.stdout) == (0, SOUND + "\n")
    assert "uses the embedded model again" in result.stderr
    assert used(run("list", "--format", "json"))["fr-en"] == "embedded"


def test_check_installs_nothing(package_file, home):
    result = run("install", "--check", package_file)
    assert result.exit_code == 0
    assert f"sound: {SOUND}, fr -> en, 21 MiB" in result.stdout
    assert not home.exists()


def test_json_has_every_field(package_file):
    run("install", package_file)
    rows = json.loads(run("list", "--format", "json").stdout)["models"]
    assert len(rows) == 3
    for row in rows:
        assert set(row) == {
            "name", "source", "target", "version", "embedded", "used", "annotations", "markers",
            "path",
        }  # fmt: skip
        assert row["annotations"] is True
        assert row["markers"] == 8


def test_list_reports_what_is_broken_and_goes_on(home):
    (home / "data" / "argos-translate" / "packages" / "stray").mkdir(parents=True)
    (home / "config").mkdir()
    (home / "config" / "models.json").write_text("{")
    result = run("list")
    assert result.exit_code == 0
    assert result.stdout == f"  en -> fr  embedded  {RELEASE}\n  fr -> en  embedded  {RELEASE}\n"
    assert "stray: has no metadata.json" in result.stderr
    assert "models.json" in result.stderr
    assert len(json.loads(run("list", "--format", "json").stdout)["problems"]) == 2


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (("use", "fr", "en", "other"), ExitStatus.NO_ENGINE),
        (("remove", "other"), ExitStatus.NO_ENGINE),
        (("remove", "embedded"), ExitStatus.USAGE),
        (("install", "missing.argosmodel"), ExitStatus.UNREADABLE),
        (("install", "."), ExitStatus.UNREADABLE),
        (("install", __file__), ExitStatus.UNREADABLE),
        (("use", "fr", "fr", "embedded"), ExitStatus.USAGE),
        (("download", "en", "en"), ExitStatus.USAGE),
        (("use", "fr", "es", "embedded"), ExitStatus.USAGE),
        (("list", "--format", "xml"), ExitStatus.USAGE),
        (("export", __file__), ExitStatus.USAGE),
        (("nonsense",), ExitStatus.USAGE),
    ],
)
def test_a_mistake_gets_one_line_and_its_status(args, status):
    result = run(*args)
    assert result.exit_code == status
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1].startswith("Error: ")
    if status is not ExitStatus.USAGE:
        assert len(result.stderr.splitlines()) == 1


def test_export_names_its_files(tmp_path):
    result = run("export", str(tmp_path / "out"))
    assert result.exit_code == 0
    written = sorted(str(path) for path in (tmp_path / "out").iterdir())
    assert result.stdout.splitlines() == written


def real(args, **environment):
    """Run in a process of its own, where argostranslate reads its settings afresh."""
    code = "from translate.commands.models import models; models()"
    return subprocess.run(
        [sys.executable, "-c", code, *args],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )


def test_download_offline_is_one_line_and_status_4(home):
    result = real(
        ["download", "fr", "en"], ARGOS_PACKAGE_INDEX="http://127.0.0.1:9/", no_proxy="127.0.0.1"
    )
    assert result.returncode == ExitStatus.NO_ENGINE
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "127.0.0.1:9/index.json: cannot fetch the package index" in result.stderr


@pytest.mark.parametrize("command", ["download", "install", "use"])
def test_without_a_writable_home_one_line_says_so(home, package_file, command):
    home.write_text("a file")
    args = {"download": ["fr", "en"], "install": [package_file], "use": ["fr", "en", "embedded"]}
    environment = {"XDG_CONFIG_HOME": str(home), "ARGOS_PACKAGE_INDEX": "http://127.0.0.1:9/"}
    result = real([command, *args[command]], **environment)
    assert result.returncode in (ExitStatus.UNREADABLE, ExitStatus.NO_ENGINE)
    assert len(result.stderr.splitlines()) == 1, result.stderr


def test_interruption_is_130_and_a_bug_is_a_traceback():
    @click.group(cls=Group)
    def group():
        pass

    @group.command()
    def stop():
        raise KeyboardInterrupt

    @group.command()
    def wrong():
        raise UserError("two\nlines", where="x", status=ExitStatus.FINDINGS)

    @group.command()
    def bug():
        raise ZeroDivisionError

    @group.group()
    def inner():
        pass

    assert isinstance(inner, Group)
    assert isinstance(stop, Command)
    result = run("stop", command=group)
    assert (result.exit_code, result.stderr) == (130, "Error: interrupted\n")
    result = run("wrong", command=group)
    assert (result.exit_code, result.stderr) == (1, "Error: x: two lines\n")
    assert isinstance(run("bug", command=group).exception, ZeroDivisionError)


def test_progress_is_for_terminals_only(monkeypatch, capsys):
    assert cli_models._progress() is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    show = cli_models._progress()
    show(2**20, 2**21)
    show(2**21, 2**21)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "\r1 of 2 MiB\r2 of 2 MiB\n"
