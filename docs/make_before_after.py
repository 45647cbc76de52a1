"""Write ``docs/before-after.md``: the example lines with and without the glossary.

uv run python docs/make_before_after.py
"""

from __future__ import annotations

from pathlib import Path

from glossary.curated import curated
from glossary.model import Language
from translate import argos, formats
from translate.packages.layout import embedded
from translate.pipeline import translate_document

HERE = Path(__file__).parent
HEAD = """# Before and after

Each line as the embedded model alone translates it (`--no-glossary`), and by default. Written by
`docs/make_before_after.py` from `docs/before-after.txt`; nothing is edited by hand.

| source | engine alone | with the glossary | terms |
|---|---|---|---|
"""


def cell(text: str) -> str:
    """Return ``text`` for a table cell."""
    return " ".join(text.split()).replace("|", "\\|")


def main() -> None:
    """Translate every line both ways and write the table."""
    rows = []
    lines = (HERE / "before-after.txt").read_text("utf-8").splitlines()
    directions: list[tuple[Language, Language]] = [("fr", "en"), ("en", "fr")]
    for source, target in directions:
        engine = argos.load(embedded(source, target))
        chosen = [line[3:] for line in lines if line.startswith(source + " ")]
        document = formats.read("\n".join(chosen), format="lines")
        alone = translate_document(document, engine, None)
        ours = translate_document(document, engine, curated())
        before, after = alone.text.split("\n"), ours.text.split("\n")
        for number, line in enumerate(chosen):
            terms = [
                f"{o.surface} → {o.required}"
                for s in ours.segments
                if s.unit == number
                for o in s.occurrences
            ]
            row = (line, before[number], after[number], "; ".join(terms))
            rows.append("| " + " | ".join(cell(c) for c in row) + " |")
    (HERE / "before-after.md").write_text(HEAD + "\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()
