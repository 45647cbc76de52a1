"""Read the corpora, clean, deduplicate and sample them into one file of pairs."""

import lzma
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from .clean import HeldOut, fault
from .config import Recipe
from .files import write_text
from .normalize import normalize


class Pair(NamedTuple):
    """One sentence in both languages, and the corpus it came from."""

    corpus: str
    fr: str
    en: str


def read_pairs(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a `.tsv` or `.tsv.xz` file with the columns corpus, French, English.

    Raises ValueError for a line with another number of columns.
    """
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            cells = line.rstrip("\n").split("\t")
            if len(cells) != 3:
                raise ValueError(f"{path}:{number}: {len(cells)} columns, not 3")
            yield Pair(*cells)


def _sampled(recipe: Recipe) -> Iterator[Pair]:
    """Yield the wanted pairs, normalised.

    A checksum of the raw text decides, so that a larger `sample` keeps what a smaller one chose,
    and so that nothing costly is done for what is left out.
    """
    wanted = {c.name: c for c in recipe.corpora}
    for path in [*sorted(recipe.corpora_dir.glob("*.tsv*")), *recipe.own]:
        if path.name.startswith("research-only"):
            continue
        # the first column of in-domain pairs is a topic, not a corpus
        topical = path.name == "sahel.tsv" or path in recipe.own
        for pair in read_pairs(path):
            corpus = wanted.get(path.stem if topical else pair.corpus)
            if corpus and zlib.crc32(f"{pair.fr}\t{pair.en}".encode()) < corpus.sample * 2**32:
                yield Pair(corpus.name, normalize(pair.fr, "fr"), normalize(pair.en, "en"))


def read_held_out(paths: tuple[Path, ...]) -> HeldOut:
    """Read plain text files, and both text columns of TSV files, into a held-out set."""
    texts: list[str] = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            texts.extend(line.split("\t")[1:] if path.suffix == ".tsv" else [line])
    return HeldOut(texts)


def prepare(recipe: Recipe, out: Path) -> Counter[str]:
    """Write the pairs kept to `out` (TSV) and return why the others were dropped."""
    held_out = read_held_out(recipe.held_out)
    seen: set[str] = set()
    lines: list[str] = []
    why: Counter[str] = Counter()
    for pair in _sampled(recipe):
        corpus = recipe.corpus(pair.corpus)
        words = max(len(pair.fr.split()), len(pair.en.split()))
        reason = fault(pair.fr, pair.en, recipe.max_ratio, corpus.max_words)
        key = f"{pair.fr}\t{pair.en}".casefold()
        if words < corpus.min_words:
            reason = "short"
        elif not reason and key in seen:
            reason = "duplicate"
        elif not reason and (pair.fr in held_out or pair.en in held_out):
            reason = "held out"
        if reason:
            why[reason] += 1
            continue
        seen.add(key)
        why[f"kept {pair.corpus}"] += 1
        lines.append("\t".join(pair))
    write_text(out, "\n".join(lines) + "\n")
    return why
