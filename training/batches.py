"""Walk through the shards batch by batch, from any position, in a reproducible order."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from .model import Batch
from .pack import Packed, read_shard, segments
from .tokenizer import BOS, EOS, PAD


@dataclass(frozen=True)
class Position:
    """Where the training stands in the data: the next batch to read."""

    epoch: int = 0
    shard: int = 0
    row: int = 0


def to_batch(packed: Packed, tag_ids: tuple[int, int]) -> Batch:
    """Return tensors for rows; there is no loss on padding or on direction tags.

    The tag is given at inference, so learning to guess it would be wasted.
    """
    source = packed.source.astype(np.int64)
    target = packed.target.astype(np.int64)
    source_segment, source_position = segments(source)
    target_segment, target_position = segments(target)
    before: NDArray[np.int64] = np.roll(target, 1, axis=1)
    shifted = np.where(target_position == 0, BOS, before)
    label = np.where((target == PAD) | np.isin(target, tag_ids), -1, target)
    # Padded rows would otherwise share a segment number with a sentence of the other side.
    source_segment[source == PAD] = -1
    target_segment[target == PAD] = -2
    arrays = (
        *(source, source_position, source_segment),
        *(shifted, target_position, target_segment, label),
    )
    return Batch(*(torch.from_numpy(np.ascontiguousarray(a)) for a in arrays))


def pad_rows(packed: Packed, rows: int) -> Packed:
    """Append empty rows, so that the last batch has the shape of the others."""
    missing = rows - len(packed.source)
    if not missing:
        return packed
    return Packed(*(np.pad(side, ((0, missing), (0, 0)), constant_values=PAD) for side in packed))


def stream(
    folder: Path, start: Position, rows: int, seed: int
) -> Iterator[tuple[Packed, Position]]:
    """Yield batches of `rows` packed rows for ever, each with the position after it.

    Shards go in order, rows are shuffled within a shard by seed, epoch and shard, a shard's last
    incomplete batch is left out. New shards that appear meanwhile are read when their turn comes.
    Raises FileNotFoundError when the folder holds no shard.
    """
    epoch, number, row = start.epoch, start.shard, start.row
    while True:
        path = folder / f"shard-{number:03}.npz"
        if not path.exists():
            if number == 0:
                raise FileNotFoundError(f"{path}: run the pack step first")
            epoch, number, row = epoch + 1, 0, 0
            continue
        packed = read_shard(path)
        order = np.random.default_rng((seed, epoch, number)).permutation(len(packed.source))
        while row + rows <= len(order):
            chosen = order[row : row + rows]
            row += rows
            yield Packed(packed.source[chosen], packed.target[chosen]), Position(epoch, number, row)
        number, row = number + 1, 0


def target_tokens(packed: Packed) -> int:
    """Return how many target tokens, </s> included and tags not, the rows teach."""
    return int((packed.target != PAD).sum() - (packed.target == EOS).sum())
