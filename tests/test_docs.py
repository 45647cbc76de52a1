"""The documentation says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import make_reference
import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    p
    for folder in (ROOT, ROOT / "docs", ROOT / "glossary" / "terms", ROOT / "translate" / "models")
    for p in folder.glob("*.md")
)


def test_the_reference_is_what_the_commands_say() -> None:
    page = (ROOT / "docs" / "reference.md").read_text("utf-8")
    assert page == make_reference.reference(), "run docs/make_reference.py"


def test_every_command_shows_an_example() -> None:
    for path, command in make_reference.commands(make_reference.sahel, "sahel"):
        assert "Example" in (command.help or ""), path


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" not in target and not target.startswith("#"):
            assert (page.parent / target.split("#")[0]).exists(), target


def test_before_and_after_shows_every_line() -> None:
    lines = (ROOT / "docs" / "before-after.txt").read_text("utf-8").splitlines()
    page = (ROOT / "docs" / "before-after.md").read_text("utf-8")
    for line in lines:
        assert f"| {line[3:]} |" in page, "run docs/make_before_after.py"


def test_passes_and_findings_are_documented() -> None:
    from translate.passes import PASSES

    page = (ROOT / "docs" / "how-it-works.md").read_text("utf-8")
    folders = (ROOT / "translate", ROOT / "translate/memory", ROOT / "translate/consistency")
    source = "".join(p.read_text("utf-8") for folder in folders for p in folder.glob("*.py"))
    checks = re.findall(r'(?:Finding|of_source|of_target)\(\s*"([a-z-]+)"', source)
    assert {"term-missing", "memory-term", "name-drift"} <= set(checks)
    for name in (*PASSES, *checks):
        assert f"`{name}`" in page, name


def test_the_french_readme_has_what_the_english_one_has() -> None:
    english, french = ((ROOT / n).read_text("utf-8") for n in ("README.md", "README.fr.md"))
    links = [set(re.findall(r"\]\(([^)\s]+)\)", t)) for t in (english, french)]
    assert links[0] ^ links[1] == {"README.md", "README.fr.md"}
    for shape in (r"^#+ ", r"^```", r"^sahel [a-z]+ [a-z]*", r"^\| "):
        first, second = (re.findall(shape, t, re.M) for t in (english, french))
        assert first == second


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_of_ours_that_are_named_exist(page: Path) -> None:
    for name in re.findall(
        r"`((?:translate|glossary|tests|docs|benchmarks)/[\w./-]+)`", page.read_text("utf-8")
    ):
        assert (ROOT / name).exists(), name
