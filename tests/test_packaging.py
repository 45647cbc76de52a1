"""What a user installs: wheel and sdist, the same bytes each time; man pages; completion."""

from __future__ import annotations

import email
import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import make_man
import pytest
from click.testing import CliRunner

from translate.cli import main

ROOT = Path(__file__).parent.parent
CACHES = ("__pycache__", ".pyc", "_cache", ".hypothesis", ".venv", ".egg-info", "uv.lock", ".git/")

# The backend is called as a library: a build in an environment of its own would need the network.


def wheel_of(source: Path, folder: Path) -> Path:
    builder = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed")
    return Path(next(builder.WheelBuilder(str(source)).build(directory=str(folder))))


def sdist_of(source: Path, folder: Path) -> Path:
    builder = pytest.importorskip("hatchling.builders.sdist", reason="hatchling is not installed")
    return Path(next(builder.SdistBuilder(str(source)).build(directory=str(folder))))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheel_of(ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sdist_of(ROOT, tmp_path_factory.mktemp("sdist"))


def test_wheel_and_sdist_are_the_same_every_time(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    assert wheel_of(ROOT, tmp_path).read_bytes() == wheel.read_bytes()
    assert sdist_of(ROOT, tmp_path).read_bytes() == sdist.read_bytes()


def test_the_sdist_gives_the_same_wheel(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    assert wheel_of(source, tmp_path).read_bytes() == wheel.read_bytes()


def test_the_sdist_has_what_its_own_tests_need(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = ["pyproject.toml", "constraints.txt", "LICENSE", "NOTICE", "CHANGELOG.md"]
    for folder in ("tests", "docs", "examples", "benchmarks", "training"):
        files = (p for p in (ROOT / folder).rglob("*") if p.is_file())
        wanted += [p.relative_to(ROOT).as_posix() for p in files]
    assert [w for w in wanted if not any(c in w for c in CACHES) and w not in names] == []
    assert [n for n in names if any(c in n for c in CACHES)] == []


def test_the_wheel_has_every_file_of_both_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    files = (p for package in ("glossary", "translate") for p in (ROOT / package).rglob("*"))
    wanted = [p.relative_to(ROOT).as_posix() for p in files if p.is_file()]
    assert [w for w in wanted if not any(c in w for c in CACHES) and w not in names] == []


def test_the_metadata_is_what_an_index_accepts(wheel: Path) -> None:
    packaging = pytest.importorskip("packaging.metadata", reason="packaging is not installed")
    with zipfile.ZipFile(wheel) as archive:
        about = next(n for n in archive.namelist() if n.endswith("METADATA"))
        data = archive.read(about)
        licences = [n for n in archive.namelist() if ".dist-info/licenses/" in n]
    metadata = packaging.Metadata.from_email(data, validate=True)  # raises on what is wrong
    _raw, unread = packaging.parse_email(data)
    assert unread == {}
    assert metadata.description_content_type == "text/markdown"
    assert metadata.description == (ROOT / "README.md").read_text("utf-8")
    assert sorted(n.rpartition("/")[2] for n in licences) == sorted(metadata.license_files or ())


def test_the_wheel_holds_the_product_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
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
