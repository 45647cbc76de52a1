"""Read and write the state of a training, and weights alone."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from .config import Model as Shape
from .files import write_with
from .model import Transformer
from .released import read_released

_PROTOTYPE_NAMES = (
    (r"^emb\.", "embedding."),
    (r"^ob$", "output_bias"),
    (r"^en\.", "encoder_norm."),
    (r"^dn\.", "decoder_norm."),
    (r"^enc\.(\d+)\.n1\.", r"encoder.\1.attention_norm."),
    (r"^enc\.(\d+)\.n2\.", r"encoder.\1.feed_norm."),
    (r"^dec\.(\d+)\.n1\.", r"decoder.\1.attention_norm."),
    (r"^dec\.(\d+)\.n2\.", r"decoder.\1.cross_norm."),
    (r"^dec\.(\d+)\.n3\.", r"decoder.\1.feed_norm."),
    (r"^enc\.", "encoder."),
    (r"^dec\.", "decoder."),
    (r"\.att\.qkv\.", ".attention.query_key_value."),
    (r"\.att\.o\.", ".attention.output."),
    (r"\.x\.q\.", ".cross.query."),
    (r"\.x\.kv\.", ".cross.key_value."),
    (r"\.x\.o\.", ".cross.output."),
    (r"\.ff\.a\.", ".feed.inner."),
    (r"\.ff\.b\.", ".feed.outer."),
)


def save(path: Path, content: dict[str, Any]) -> None:
    """Write `content` whole or not at all: a kill -9 leaves the previous state readable."""
    write_with(path, lambda temporary: torch.save(content, temporary))


def load(path: Path) -> dict[str, Any]:
    """Read what `save` wrote; only tensors and plain values are accepted."""
    content: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return content


def save_weights(path: Path, model: Transformer, weights: dict[str, Tensor]) -> None:
    """Write the weights in bfloat16 with the shape of the model: what convert and resume read."""
    save(
        path,
        {
            "weights": {name: w.detach().bfloat16() for name, w in weights.items()},
            "shape": asdict(model.shape),
            "vocabulary": model.vocabulary,
        },
    )


def mix(parts: list[tuple[Path, float]]) -> dict[str, Any]:
    """Return a weights file's content: the weighted mean of several releases of one training.

    Branches of one run lie in one basin, where the mean of weights does what an ensemble would, at
    the cost of one model (Wortsman et al. 2022, model soups).

    Raises ValueError for shapes that differ, and for shares that do not add up to 1.
    """
    if abs(sum(share for _, share in parts) - 1) > 1e-6:
        raise ValueError(f"the shares add up to {sum(share for _, share in parts):g}, not 1")
    loaded = [(load_weights(path), share) for path, share in parts]
    (_, shape, vocabulary), _ = loaded[0]
    if any((s, v) != (shape, vocabulary) for (_, s, v), _ in loaded):
        raise ValueError("the models differ in shape: only branches of one training can be mixed")
    names = loaded[0][0][0]
    return {
        "weights": {
            name: torch.stack([w[name].float() * share for (w, _, _), share in loaded])
            .sum(0)
            .bfloat16()
            for name in names
        },
        "shape": asdict(shape),
        "vocabulary": vocabulary,
    }


def load_weights(path: Path) -> tuple[dict[str, Tensor], Shape, int]:
    """Return weights by name, shape and vocabulary size of a weights file or a training state.

    The first model's checkpoint (keys "m" and "cfg", short names) is read too, and the model.bin
    of a release.
    """
    if path.suffix == ".bin":
        return read_released(path)
    content = load(path)
    if "m" not in content:
        weights = content.get("weights") or content["masters"]["weights"]
        return weights, Shape(**content["shape"]), content["vocabulary"]
    weights = {}
    for name, weight in content["m"].items():
        for pattern, replacement in _PROTOTYPE_NAMES:
            name = re.sub(pattern, replacement, name)
        weights[name] = weight
    old = content["cfg"]
    shape = Shape(
        width=old["d"],
        heads=old["h"],
        hidden=old["f"],
        encoder_layers=old["ne"],
        decoder_layers=old["nd"],
    )
    return weights, shape, old["V"]
