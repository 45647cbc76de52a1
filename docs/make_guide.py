"""Write the output of tested blocks in the guide and the READMEs anew, by running them.

Run with ``uv run python docs/make_guide.py`` after a message or the glossary has changed, and look
at the difference; ``tests/test_guide.py`` fails when a block is out of date. A tested block is a
``console`` block below ``<!-- tested -->``; one below ``<!-- shown -->`` has words of the engine,
which may differ from processor to processor: it is written anew and not compared. All of a page
are run in one copy of ``examples/``, in the page's language.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

from translate.cli import main as sahel

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs" / "guide"
TESTED = re.compile(r"(<!-- tested -->\n+```console\n)(.*?)(```)", re.DOTALL)
SHOWN = re.compile(r"(<!-- (?:tested|shown) -->\n+```console\n)(.*?)(```)", re.DOTALL)
PAGES = (*sorted(GUIDE.rglob("*.md")), ROOT / "README.md", ROOT / "README.fr.md")
DESK = "/desk"
"""What stands in a page for the folder a block is run in."""

CLOCK = (
    (re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "2026-01-31T09:00:00Z"),
    (re.compile(r"(?<=\d (?:in|en) )\d+:\d\d\b"), "0:03"),
)
"""What a clock says, and what stands for it."""


def language(page: Path) -> str:
    """Return the language of a page."""
    return "fr" if page.parent.name == "fr" or page.name.endswith(".fr.md") else "en"


def commands(block: str) -> list[str]:
    """Return the command lines of a console block.

    >>> commands("$ sahel doctor\\nok\\n$ sahel serve\\n")
    ['sahel doctor', 'sahel serve']
    """
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


@contextlib.contextmanager
def desk(speech: str) -> Iterator[Path]:
    """Work in a copy of the examples, messages in ``speech``; put everything back at the end."""
    before, there = dict(os.environ), Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder).resolve()
        shutil.copytree(ROOT / "examples", place / "examples")
        os.environ["SAHEL_LANG"] = speech
        os.chdir(place)
        try:
            yield place
        finally:
            os.chdir(there)
            os.environ.clear()
            os.environ.update(before)


def run(command: str, place: Path) -> str:
    """Run a command line of a page in ``place``; return what a terminal would show."""
    said, _, called = command.rpartition(" | ")
    given = shlex.split(said)[1].replace("\\n", "\n") if said.startswith("printf ") else None
    name, *arguments = shlex.split(called.removeprefix("uv run "))
    if name == "mkdir":
        (place / arguments[0]).mkdir()
        return ""
    if name != "sahel":
        raise ValueError(f"a tested block runs sahel, printf and mkdir only: {command}")
    result = CliRunner().invoke(sahel, arguments, prog_name="sahel", input=given)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    shown = result.output.replace(str(place), DESK)
    for clock, fixed in CLOCK:
        shown = clock.sub(fixed, shown)
    return shown


def renewed(page: Path, blocks: re.Pattern[str] = TESTED) -> str:
    """Return the text of ``page`` with the output that its tested blocks have today."""
    with desk(language(page)) as place:

        def block(match: re.Match[str]) -> str:
            shown = "".join(f"$ {line}\n{run(line, place)}" for line in commands(match[2]))
            return match[1] + shown + match[3]

        return blocks.sub(block, page.read_text("utf-8"))


if __name__ == "__main__":
    for path in PAGES:
        path.write_text(renewed(path, SHOWN), "utf-8", newline="\n")
