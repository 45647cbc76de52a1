"""Read the weights of a released CTranslate2 model back, to train on from them.

A release is all that is left when the training state is lost: its int8 rows times their scales are
the weights to within half a step of 1/127 of each row's largest value.
"""

import struct
from pathlib import Path
from typing import BinaryIO

import numpy as np
import torch
from torch import Tensor

from .config import Model as Shape

_TYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
_ATTENTION = (
    ("self_attention/layer_norm", "attention_norm"),
    ("self_attention/linear_0", "attention.query_key_value"),
    ("self_attention/linear_1", "attention.output"),
    ("ffn/layer_norm", "feed_norm"),
    ("ffn/linear_0", "feed.inner"),
    ("ffn/linear_1", "feed.outer"),
)
_CROSS = (
    ("attention/layer_norm", "cross_norm"),
    ("attention/linear_0", "cross.query"),
    ("attention/linear_1", "cross.key_value"),
    ("attention/linear_2", "cross.output"),
)


def read_released(path: Path) -> tuple[dict[str, Tensor], Shape, int]:
    """Return weights by name (float32), shape and vocabulary size of a model.bin of ours.

    Raises ValueError for another format.
    """
    arrays = {name: torch.from_numpy(array) for name, array in _variables(path).items()}
    counts = {
        side: len(
            {n.split("/")[1] for n in arrays if n.startswith(f"{side}/layer_") and "." not in n}
            - {"layer_norm"}
        )
        for side in ("encoder", "decoder")
    }
    weights = {
        "embedding.weight": arrays["decoder/embeddings/weight"],  # all three are one
        "output_bias": arrays["decoder/projection/bias"],
    }
    for side, count in counts.items():
        _norm(weights, f"{side}_norm", arrays, f"{side}/layer_norm")
        for i in range(count):
            for theirs, ours in (*_ATTENTION, *(_CROSS if side == "decoder" else ())):
                there, here = f"{side}/layer_{i}/{theirs}", f"{side}.{i}.{ours}"
                if ours.endswith("norm"):
                    _norm(weights, here, arrays, there)
                else:
                    weights[f"{here}.weight"] = arrays[f"{there}/weight"]
                    weights[f"{here}.bias"] = arrays[f"{there}/bias"]
    vocabulary, width = weights["embedding.weight"].shape
    shape = Shape(
        width=width,
        heads=int(arrays["encoder/num_heads"]),
        hidden=len(weights["encoder.0.feed.inner.bias"]),
        encoder_layers=counts["encoder"],
        decoder_layers=counts["decoder"],
    )
    return weights, shape, vocabulary


def _norm(weights: dict[str, Tensor], here: str, arrays: dict[str, Tensor], there: str) -> None:
    weights[f"{here}.weight"] = arrays[f"{there}/gamma"]
    weights[f"{here}.bias"] = arrays[f"{there}/beta"]


def _variables(path: Path) -> dict[str, np.ndarray]:
    """Return all variables of a CTranslate2 binary (version 6) in float32, scales applied."""
    raw: dict[str, np.ndarray] = {}
    with path.open("rb") as file:
        (version,) = _unpack(file, "I")
        if version != 6 or _string(file) != "TransformerSpec":
            raise ValueError(f"{path}: no CTranslate2 transformer of binary version 6")
        _revision, count = _unpack(file, "II")
        for _ in range(count):
            name = _string(file)
            (rank,) = _unpack(file, "B")
            dimensions = _unpack(file, f"{rank}I")
            kind, size = _unpack(file, "=BI")
            if kind not in _TYPES:
                raise ValueError(f"{path}: {name} has the unknown type {kind}")
            raw[name] = np.frombuffer(file.read(size), _TYPES[kind]).reshape(dimensions)
        (aliases,) = _unpack(file, "I")
        for _ in range(aliases):
            name = _string(file)
            raw[name] = raw[_string(file)]
    found = {}
    for name, array in raw.items():
        scale = raw.get(f"{name}_scale")
        value = array.astype(np.float32)
        found[name] = value if scale is None else value / scale.reshape(-1, 1)
    return found


def _unpack(file: BinaryIO, layout: str) -> tuple[int, ...]:
    return struct.unpack(layout, file.read(struct.calcsize(layout)))


def _string(file: BinaryIO) -> str:
    (length,) = _unpack(file, "H")
    return file.read(length)[:-1].decode("utf-8")
