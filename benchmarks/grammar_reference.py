"""Count what grammar repair changes in reference translations: each change there is a false one.

Run from the repository's root:

    python -m benchmarks.grammar_reference corpus.tsv
    python -m benchmarks.grammar_reference corpus.tsv --examples 100

The file has French and English in its second and third column. Terms are found in the source and
looked for in the reference, as in a translation; the two texts are held to be right.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from glossary.curated import curated
from glossary.match import find
from glossary.model import Language, other
from glossary.require import require, standings
from translate.grammar import english, french
from translate.grammar.changes import Change
from translate.grammar.placing import placed

from .terminology import table

_REPAIR = {"fr": french.repair, "en": english.repair}


@dataclass(frozen=True, slots=True)
class Text:
    """A reference translation, the terms that stand in it, and what repair does to it."""

    text: str
    terms: int
    changes: tuple[Change, ...]


def repaired(source: str, target: str, language: Language) -> Text:
    """Return what repair does to a ``target`` in ``language``."""
    needs = [require(m) for m in find(source, curated(), other(language)) if not m.rivals]
    terms = [
        placed(standing, need)
        for standing, need in zip(standings(target, needs), needs, strict=True)
        if standing is not None
    ]
    terms.sort(key=lambda p: p.start)
    return Text(target, len(terms), _REPAIR[language](target, terms).changes)


def shown(text: Text) -> Iterator[tuple[str, str]]:
    """Yield the rule and the surroundings of each change."""
    for c in text.changes:
        left, right = text.text[max(0, c.start - 40) : c.start], text.text[c.end : c.end + 40]
        yield c.rule, f"{left}[{c.before} -> {c.after}]{right}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table by rule, and examples."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--examples", type=int, default=20, help="changes shown for a language")
    options = parser.parse_args(arguments)
    command = ["python", "-m", "benchmarks.grammar_reference", *(arguments or sys.argv[1:])]
    print(f"`{shlex.join(command)}`\n")
    lines = options.corpus.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t")[1:3] for line in lines]
    examples: list[str] = []
    rows = []
    languages: tuple[Language, ...] = ("fr", "en")
    for language in languages:
        ordered = [(en, fr) if language == "fr" else (fr, en) for fr, en in pairs]
        texts = [repaired(source, target, language) for source, target in ordered]
        found = [item for text in texts for item in shown(text)]
        by_rule = Counter(rule for rule, _ in found)
        told = ", ".join(f"{rule} {count}" for rule, count in by_rule.most_common())
        terms = sum(t.terms for t in texts)
        rows.append([language, str(len(texts)), str(terms), str(len(found)), told])
        examples += [f"- {language}, {rule}: {text}" for rule, text in found[: options.examples]]
    print(
        table(["language", "sentences", "terms", "changes", "by rule"], rows), *examples, sep="\n"
    )


if __name__ == "__main__":
    main()
