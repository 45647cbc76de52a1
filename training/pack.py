"""Tokenise examples and pack them into rows of one length, in compressed shards.

Constant shapes: no padding waste, and no new kernel to prepare in the middle of the training.
"""

import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .align import coverage, read_aligned, tokens
from .annotate import Example, annotate
from .config import Recipe
from .files import write_with
from .normalize import normalize
from .terms import Inventory, read_inventory
from .tokenizer import EOS, PAD, Tokenizer

Rows = NDArray[np.uint16]
_OPEN_ROWS = 96  # more of them fill rows better and cost more time
SHARD_ROWS = 6144
_DEV_PAIRS = 300


class Packed(NamedTuple):
    """Token ids (n, source_row) and (n, target_row); sentence k of both belong together."""

    source: Rows
    target: Rows


def examples(recipe: Recipe, pairs: Path, links: Path, *, decay: bool = False) -> Iterator[Example]:
    """Yield one epoch of annotated examples in random order, by weights or by decay weights.

    A corpus of weight 2.5 gives each pair two or three times, annotated differently each time.
    Every example depends only on the seed, the pair's number and the copy's number.
    """
    inventory = read_inventory(recipe.inventory)
    rows = list(read_aligned(pairs, links))
    weights = {c.name: c.decay_weight if decay else c.weight for c in recipe.corpora}
    in_domain = {c.name for c in recipe.corpora if c.in_domain}
    rng = random.Random(recipe.seed)
    order: list[tuple[int, int]] = []
    for number, (pair, linked) in enumerate(rows):
        weight = weights.get(pair.corpus, 0.0)
        poor = len(tokens(pair.fr)) > 5 and coverage(pair, linked) < recipe.min_alignment
        if poor and pair.corpus not in in_domain:
            continue
        copies = int(weight) + (rng.random() < weight % 1)
        order.extend((number, copy) for copy in range(copies))
    rng.shuffle(order)
    for number, copy in order:
        pair, linked = rows[number]
        own = random.Random(f"{recipe.seed}/{decay:d}/{number}/{copy}")
        known: Inventory | None = inventory if pair.corpus in in_domain else None
        yield from annotate(pair, linked, recipe.annotate, own, known)


def fill_rows(
    encoded: Iterable[tuple[list[int], list[int]]], lengths: tuple[int, int]
) -> Iterator[tuple[list[int], list[int]]]:
    """Pack token lists first-fit into pairs of rows of at most `lengths` (source, target) tokens.

    An example longer than a row on either side is left out.
    """
    long, wide = lengths
    rows: list[tuple[list[int], list[int]]] = []
    for source, target in encoded:
        if len(source) > long or len(target) > wide:
            continue
        for row in rows:
            if len(row[0]) + len(source) <= long and len(row[1]) + len(target) <= wide:
                row[0].extend(source)
                row[1].extend(target)
                break
        else:
            rows.append((list(source), list(target)))
        if len(rows) > _OPEN_ROWS:
            fullest = max(
                range(len(rows)), key=lambda i: max(len(rows[i][0]) / long, len(rows[i][1]) / wide)
            )
            yield rows.pop(fullest)
    yield from rows


def to_packed(rows: list[tuple[list[int], list[int]]], lengths: tuple[int, int]) -> Packed:
    """Return rows as two arrays padded to `lengths` (source, target)."""
    packed = Packed(*(np.full((len(rows), length), PAD, np.uint16) for length in lengths))
    for i, (source, target) in enumerate(rows):
        packed.source[i, : len(source)] = source
        packed.target[i, : len(target)] = target
    return packed


def write_shard(path: Path, packed: Packed) -> None:
    """Write one compressed shard, whole or not at all."""

    def write(temporary: Path) -> None:
        with temporary.open("wb") as out:
            np.savez_compressed(out, source=packed.source, target=packed.target)

    write_with(path, write)


def read_shard(path: Path) -> Packed:
    """Read what `write_shard` wrote."""
    with np.load(path) as arrays:
        return Packed(arrays["source"], arrays["target"])


def encode(found: Iterable[Example], tokenizer: Tokenizer) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the ids of both sides of each example that is not empty."""
    for example in found:
        source = tokenizer.source(example.source)
        target = tokenizer.target(example.target, example.language)
        if len(source) > 1 and len(target) > 2:
            yield source, target


def pack(recipe: Recipe, pairs: Path, links: Path, out: Path, *, decay: bool = False) -> int:
    """Write `out`/shard-000.npz and so on; returns the number of target tokens.

    Shards already there are kept and only skipped over, so the step resumes after a kill, and the
    training may begin as soon as the first one stands.
    """
    tokenizer = Tokenizer(recipe.tokenizer)
    lengths = recipe.train.source_row, recipe.train.target_row
    out.mkdir(parents=True, exist_ok=True)
    total, number = 0, 0
    waiting: list[tuple[list[int], list[int]]] = []

    def flush() -> None:
        nonlocal number, total, waiting
        path = out / f"shard-{number:03}.npz"
        if not path.exists():
            write_shard(path, to_packed(waiting, lengths))
        total += sum(len(target) for _, target in waiting)
        number += 1
        waiting = []

    for row in fill_rows(encode(examples(recipe, pairs, links, decay=decay), tokenizer), lengths):
        waiting.append(row)
        if len(waiting) == SHARD_ROWS:
            flush()
    if waiting:
        flush()
    (out / "complete").touch()
    return total


def segments(rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the sentence number and the position in the sentence of each token.

    Padding after the last sentence counts as a sentence of its own, so it attends to itself only.

    >>> number, position = segments(np.array([[7, 3, 8, 9, 3, 0]]))
    >>> number.tolist(), position.tolist()
    ([[0, 0, 1, 1, 1, 2]], [[0, 1, 0, 1, 2, 0]])
    """
    ends = rows == EOS
    number = np.cumsum(ends, 1) - ends
    columns = np.broadcast_to(np.arange(rows.shape[1]), rows.shape)
    starts = np.where(np.diff(number, axis=1, prepend=-1) > 0, columns, 0)
    return number, columns - np.maximum.accumulate(starts, 1)


def pack_held_out(recipe: Recipe, out: Path) -> list[Path]:
    """Write `out`/dev-NAME.npz for each held-out set with both languages: plain, both ways.

    The first few hundred pairs: they are measured at every save of the training.
    """
    tokenizer = Tokenizer(recipe.tokenizer)
    lengths = recipe.train.source_row, recipe.train.target_row
    sets: dict[str, list[tuple[str, str]]] = {}
    for path in recipe.held_out:
        if path.suffix == ".tsv":
            cells = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
            sets[path.stem] = [(fr, en) for _, fr, en in cells]
        elif path.suffix == ".fr" and path.with_suffix(".en") in recipe.held_out:
            sides = (
                path.with_suffix(suffix).read_text(encoding="utf-8").splitlines()
                for suffix in (".fr", ".en")
            )
            sets[path.stem] = list(zip(*sides, strict=True))
    written = []
    for name, pairs in sets.items():
        plain = [
            example
            for fr, en in ((normalize(a, "fr"), normalize(b, "en")) for a, b in pairs[:_DEV_PAIRS])
            for example in (Example(fr, en, "en"), Example(en, fr, "fr"))
        ]
        rows = list(fill_rows(encode(plain, tokenizer), lengths))
        written.append(out / f"dev-{name}.npz")
        write_shard(written[-1], to_packed(rows, lengths))
    return written
