"""Count what became of every term in whole articles; a Markdown table on standard output.

uv run python benchmarks/articles.py --to fr FILE...      (and --to en for French ones)
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from glossary.curated import curated
from glossary.files import decode, read_bytes
from glossary.model import Language, other
from translate import argos, formats
from translate.cascade.drafts import How
from translate.packages import find as packages
from translate.pipeline import translate_document


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--to", "target", required=True, type=click.Choice(["fr", "en"]))
def main(files: tuple[Path, ...], target: Language) -> None:
    """Translate FILES and print counts: segments, terms, how each was met, errors."""
    engine = argos.load(packages.embedded(other(target), target))
    hows = [h for h in How if h not in (How.AMBIGUOUS, How.FAILED)]
    head = [
        "article",
        "to",
        "segments",
        "terms",
        "met",
        *(h.value for h in hows),
        "ambiguous",
        "failed",
    ]
    print("| " + " | ".join(head) + " |")
    print("|---" * len(head) + "|")
    for path in files:
        text, _ = decode(read_bytes(path), where=str(path))
        result = translate_document(formats.read(text, name=path.name), engine, curated())
        count = Counter(o.how for o in result.occurrences)
        met = sum(o.target_span is not None for o in result.occurrences)
        row = [path.stem, target, len(result.segments), len(result.occurrences), met]
        row += [count[h] for h in (*hows, How.AMBIGUOUS, How.FAILED)]
        print("| " + " | ".join(map(str, row)) + " |")
        for finding in result.findings:
            if finding.check == "term-missing":
                click.echo(f"{path.name}: {finding.message}", err=True)


if __name__ == "__main__":
    main()
