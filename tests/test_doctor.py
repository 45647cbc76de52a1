"""``sahel doctor``: what it looks at, what it says, what it leaves alone."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from glossary.errors import ExitStatus, UserError
from translate.commands.doctor import doctor as command
from translate.doctor import examine, machine, model, names, translating
from translate.doctor.model import Check, Health
from translate.packages import find as packages
from translate.packages import layout, places

pytestmark = pytest.mark.usefixtures("home")


def by_name(checks):
    return {check.name: check for check in checks}


def test_every_promised_check_is_there_once():
    checks = examine.examine()
    names = [check.name for check in checks]
    assert len(names) == len(set(names))
    assert {
        "python", "sahel-translate", "ctranslate2", "sentencepiece", "argostranslate",
        "model en to fr", "model fr to en", "installed packages", "chosen models", "glossary",
        "import name glossary", "import name translate", "package directory",
        "settings directory", "not needed", "stdout",
    } <= set(names)  # fmt: skip
    assert all(check.found for check in checks)


def test_this_installation_translates():
    checks = by_name(examine.examine())
    for name in ("model en to fr", "model fr to en", "import name glossary", "code"):
        assert checks[name].health is Health.OK
    assert "embedded" in checks["model fr to en"].found


def test_nothing_is_created_and_no_connection_made(home, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("doctor uses the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    examine.examine()
    assert not home.exists()


@pytest.mark.parametrize("place", ["a-file", "nowhere/deep"])
def test_a_home_that_cannot_be_written_is_no_failure(tmp_path, place):
    (tmp_path / "a-file").write_text("")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "ARGOS_"))}
    environment.update(HOME=str(tmp_path / place), USERPROFILE=str(tmp_path / place))
    code = "from translate.commands.doctor import doctor; doctor(['--format', 'json'])"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False
    )
    assert run.returncode in (0, 1), run.stderr
    document = json.loads(run.stdout)
    assert document["status"] == run.returncode
    assert "failure" not in {check["health"] for check in document["checks"]}
    assert [path.name for path in tmp_path.iterdir()] == ["a-file"]


def test_a_missing_model_is_a_failure(monkeypatch, tmp_path):
    monkeypatch.setattr(layout, "MODELS", tmp_path)
    checks = list(translating.check_models())
    assert [check.health for check in checks] == [Health.FAILURE] * 2
    assert model.status(checks) is ExitStatus.NO_ENGINE


def test_a_model_that_does_not_load_is_a_failure(monkeypatch):
    def fail(package):
        raise UserError("cannot be loaded", status=ExitStatus.NO_ENGINE)

    monkeypatch.setattr(translating, "_load", fail)
    assert {check.health for check in translating.check_models()} == {Health.FAILURE}


def test_missing_libraries_are_failures():
    healths = [check.health for check in translating.check_libraries({"ctranslate2": "4"})]
    assert healths == [Health.OK, Health.FAILURE]


def test_broken_folders_among_the_packages_are_named(tmp_path):
    problem = packages.Problem(tmp_path / "stray", "has no metadata.json")
    check = translating.check_installed(packages.Inventory((), (problem,)))
    assert check.health is Health.WARNING
    assert "stray (has no metadata.json)" in check.found


def test_an_installed_package_that_does_not_load_is_named(tmp_path):
    metadata = layout.embedded("fr", "en").metadata
    package = layout.ModelPackage("mine", metadata, tmp_path, tmp_path / "sentencepiece.model")
    check = translating.check_installed(packages.Inventory((package,)))
    assert check.health is Health.WARNING
    assert "'mine' cannot be loaded" in check.found


def test_a_broken_choice_is_named():
    path = places.choice_file()
    path.parent.mkdir(parents=True)
    path.write_text("{")
    assert translating.check_choice().health is Health.WARNING
    assert "models.json" in translating.check_choice().found


@pytest.mark.parametrize(
    ("owners", "health"),
    [
        ([], Health.OK),
        (["sahel-translate"], Health.OK),
        (["sahel_translate", "sahel-translate"], Health.OK),
        (["sahel-translate", "translate-toolkit"], Health.WARNING),
        (["translate"], Health.WARNING),
    ],
)
def test_who_owns_our_import_names(owners, health):
    check = names.check_owner("translate", owners)
    assert check.health is health
    assert ("environment of its own" in check.advice) == (health is Health.WARNING)


def test_no_name_is_taken_from_the_package_a_rival_overwrites():
    assert all("__version__" not in vars(m) for m in (examine, machine, names, translating))


def test_rivals_are_named():
    there = {"translate": "3.6", "translate-toolkit": "3.14", "click": "8"}
    check = names.check_rivals(there)
    assert check.health is Health.WARNING
    assert check.found == "translate-toolkit 3.14, translate 3.6"
    assert names.check_rivals({"click": "8"}).health is Health.OK


def test_argostranslate_or_its_fork_but_not_both():
    one, fork = {"argostranslate": "1.11.0"}, {"argos-translate-lt": "1.12"}
    assert names.check_argos(one, ["argostranslate"]).found == "argostranslate 1.11.0"
    assert names.check_argos(fork, ["argos_translate_lt"]).found == "argos-translate-lt 1.12"
    assert names.check_argos(fork, ["argos_translate_lt"]).health is Health.OK
    assert names.check_argos({**one, **fork}, []).health is Health.WARNING
    assert names.check_argos({}, []).health is Health.NOTE


def test_a_glossary_without_catalogues_is_noticed(tmp_path):
    assert translating.check_glossary(tmp_path / "terms").health is Health.WARNING
    (tmp_path / "a.po").write_text("")
    assert translating.check_glossary(tmp_path).found.startswith("1 catalogue in")


def test_encodings():
    assert machine.check_encoding("stdout", "UTF-8").health is Health.OK
    assert machine.check_encoding("stdout", "utf8").health is Health.OK
    assert machine.check_encoding("stdout", None).health is Health.NOTE
    assert "PYTHONUTF8" in machine.check_encoding("stdout", "cp1252").advice


def test_what_is_not_needed_is_only_noted():
    assert names.check_heavy(["torch"]).health is Health.NOTE
    assert names.check_heavy([]).health is Health.OK


def test_status_is_that_of_the_worst():
    ok, note = Check("a", Health.OK, "x"), Check("b", Health.NOTE, "x")
    warning, failure = Check("c", Health.WARNING, "x"), Check("d", Health.FAILURE, "x", "mend")
    assert model.status([ok, note]) is ExitStatus.OK
    assert model.status([ok, warning]) is ExitStatus.FINDINGS
    assert model.status([warning, failure]) is ExitStatus.NO_ENGINE
    assert model.to_text([ok, failure]) == (
        "ok       a: x\nfailure  d: x\n         -> mend\n"
    )  # fmt: skip
    assert json.loads(model.to_json([failure]))["checks"][0]["health"] == "failure"


def test_the_command_ends_with_the_status(monkeypatch):
    checks = (Check("c", Health.WARNING, "é"),)
    monkeypatch.setattr(examine, "examine", lambda: checks)
    result = CliRunner().invoke(command, [])
    assert (result.exit_code, result.stdout) == (1, "warning  c: é\n")
    result = CliRunner().invoke(command, ["--format", "json"])
    assert json.loads(result.stdout) == {
        "status": 1,
        "checks": [{"name": "c", "health": "warning", "found": "é", "advice": ""}],
    }


def test_help_ends_with_an_example():
    for flag in ("-h", "--help"):
        result = CliRunner().invoke(command, [flag])
        assert result.exit_code == 0
        assert "Example:\n    sahel doctor" in result.stdout


def test_the_folder_of_the_glossary_is_ours():
    terms = Path(__file__).parent.parent / "glossary" / "terms"
    assert by_name(examine.examine())["glossary"].found.endswith(str(terms))
