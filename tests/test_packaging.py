"""What a user installs: the wheel's contents, the same bytes each time; man pages; completion."""

from __future__ import annotations

import email
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from translate.cli import main

sys.path.insert(0, str(Path(__file__).parents[1] / "docs"))

import make_man

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    builder = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed")
    folders = [tmp_path_factory.mktemp(name) for name in ("one", "two")]
    return [Path(next(builder.WheelBuilder(str(ROOT)).build(directory=str(f)))) for f in folders]


def test_the_wheel_is_the_same_every_time(wheels: list[Path]) -> None:
    one, two = (wheel.read_bytes() for wheel in wheels)
    assert one == two


def test_the_wheel_holds_the_product_and_nothing_else(wheels: list[Path]) -> None:
    with zipfile.ZipFile(wheels[0]) as archive:
        names = archive.namelist()
        about = next(n for n in names if n.endswith("METADATA"))
        metadata = email.message_from_bytes(archive.read(about))
    tops = {name.split("/")[0] for name in names}
    versioned = f"sahel_translate-{metadata['Version']}"
    assert tops == {"glossary", "translate", f"{versioned}.dist-info", f"{versioned}.data"}
    for wanted in (
        "translate/models/model/model.bin",
        "translate/models/sentencepiece.model",
        "translate/locales/fr/LC_MESSAGES/sahel.mo",
        "glossary/terms/armed-groups.po",
        f"{versioned}.data/data/share/man/man1/sahel.1",
        f"{versioned}.dist-info/licenses/LICENSE",
        f"{versioned}.dist-info/licenses/NOTICE",
    ):
        assert wanted in names
    assert not [n for n in names if "__pycache__" in n or n.endswith((".pyc", ".pot"))]
    assert not [n for n in names if "test" in Path(n).name]
    required = metadata.get_all("Requires-Dist") or []
    assert not [r for r in required if "extra ==" not in r and r.startswith(("torch", "uvicorn"))]


@pytest.mark.parametrize(("name", "text"), sorted(make_man.pages().items()))
def test_man_pages_are_the_commands_own_help(name: str, text: str) -> None:
    path = ROOT / "docs" / "man" / name
    assert path.read_text("utf-8") == text, "run docs/make_man.py"


def test_no_man_page_of_a_command_that_is_gone() -> None:
    assert {p.name for p in (ROOT / "docs" / "man").glob("*.1")} == set(make_man.pages())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    result = CliRunner().invoke(main, ["completion", shell])
    assert result.exit_code == 0
    assert "_SAHEL_COMPLETE" in result.output


def test_the_shell_is_told_what_fits() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from translate.cli import main; main(prog_name='sahel')"],
        env={
            **os.environ,
            "_SAHEL_COMPLETE": "bash_complete",
            "COMP_WORDS": "sahel tran",
            "COMP_CWORD": "1",
        },
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.stdout.split() == ["plain,translate"], done.stderr
