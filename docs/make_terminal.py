"""Draw the terminal pictures of the guide: run the commands, write SVG.

Run with ``uv run --with rich python docs/make_terminal.py``. The pictures name no font to fetch:
they use the reader's own monospaced one.
"""

from __future__ import annotations

import importlib.util
import io
import re
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
SESSIONS = {
    "terminal-translate": (
        "sahel translate examples/communique.fr.md --to en"
        " -o communique.en.md --report communique.html",
        "sahel check examples/breve.fr.txt examples/breve.en.txt --from fr --to en",
    ),
    "terminal-glossary": (
        'sahel glossary find --language fr "Le CSP affronte les FAMa à Kidal."',
        "sahel glossary show UNHCR",
    ),
}
FONT = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"


def draw(name: str, commands: tuple[str, ...], language: str) -> str:
    """Return the picture of a session, messages in ``language``, as SVG."""
    spec = importlib.util.spec_from_file_location("make_guide", HERE / "make_guide.py")
    assert spec is not None
    assert spec.loader is not None
    guide = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(guide)
    console = Console(record=True, width=100, file=io.StringIO(), legacy_windows=False)
    with guide.desk(language) as place:
        for command in commands:
            console.print(Text.assemble(("$ ", "bold green"), (command, "bold")))
            console.print(Text(guide.run(command, place).rstrip("\n")))
    svg = console.export_svg(title="sahel", unique_id=name)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"font-family: [^;]+;", f"font-family: {FONT};", svg) + "\n"


if __name__ == "__main__":
    for name, commands in SESSIONS.items():
        for language, suffix in (("en", ".svg"), ("fr", ".fr.svg")):
            picture = HERE / "pictures" / f"{name}{suffix}"
            picture.write_text(draw(name, commands, language), "utf-8", newline="\n")
