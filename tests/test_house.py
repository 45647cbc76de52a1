"""The house rules: who may import whom, what starts fast, what is pinned, what the README says."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted(p for package in ("glossary", "translate") for p in (ROOT / package).rglob("*.py"))
ENGINE = {"argostranslate", "ctranslate2", "sentencepiece"}


def imported(path: Path) -> set[str]:
    """Return the top-level names that a module imports, anywhere in it."""
    package = path.relative_to(ROOT).parts[:-1]
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = (node.module or "").split(".")[0]
            names.add(base[0] if base else module)
    return names


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_dependency_directions(path: Path) -> None:
    names = imported(path)
    part = path.relative_to(ROOT)
    if part.parts[0] == "glossary":
        assert "translate" not in names, "glossary knows nothing of translation"
    if part != Path("translate/argos.py"):
        assert not names & ENGINE, "the engine is imported in translate/argos.py alone"
    assert not names & {"torch", "stanza", "spacy", "tests", "training", "benchmarks"}


def test_the_command_line_starts_without_the_engine() -> None:
    code = (
        "import sys, translate.cli, translate.commands.translate, translate.commands.models\n"
        "heavy = {'argostranslate', 'ctranslate2', 'sentencepiece', 'torch', 'numpy', 'stanza'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


HELP = [["--help"], ["translate", "-h"], ["models", "-h"], ["doctor", "-h"], ["--version"]]


@pytest.mark.parametrize("arguments", HELP)
def test_help_needs_no_home(arguments: list[str], tmp_path: Path) -> None:
    home = str(tmp_path / "none")
    environment = {**os.environ, "HOME": home, "USERPROFILE": home}
    done = subprocess.run(
        [sys.executable, "-m", "translate.cli", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "none").exists()


def test_the_two_lists_of_pins_are_one() -> None:
    listed = [
        line
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    block = re.search(r"constraint-dependencies = \[\n(.*?)\n\]", project, re.DOTALL)
    assert block is not None
    assert re.findall(r'^  "(.*)",$', block.group(1), re.MULTILINE) == listed
    assert all("==" in line and "://" not in line for line in listed)


def test_light_list_is_what_uv_leaves_out() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    excluded = re.search(r"exclude-dependencies = \[(.*?)\]", project)
    assert excluded is not None
    light = (ROOT / "light.txt").read_text("utf-8").split()
    assert re.findall(r'"(.*?)"', excluded.group(1)) == light


def test_the_import_names_and_the_distribution_name_differ() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert 'name = "sahel-translate"' in project
    assert 'packages = ["glossary", "translate"]' in project


def test_no_registry_host_is_named() -> None:
    hosts = re.compile("py" + r"pi\.(org|io)|python" + r"hosted|registry\.n" + "pmjs")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], capture_output=True, text=True, cwd=ROOT
    ).stdout.split("\0")
    names = [n for n in listed if n and not n.endswith((".bin", ".model", ".png"))]
    if not names:
        pytest.skip("no git checkout")
    for name in names:
        path = ROOT / name
        if path.is_file():
            assert not hosts.search(path.read_text("utf-8", "replace")), name
