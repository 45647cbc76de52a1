"""The transformer, written so that every batch has the same shape.

Sentences are packed into rows; attention is kept inside a sentence by comparing segment numbers.
A pre-norm encoder-decoder with tied embeddings, exactly what CTranslate2's TransformerSpec runs.
"""

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from .config import Model as Shape
from .loss import smoothed_cross_entropy

MAX_POSITIONS = 512


class Batch(NamedTuple):
    """One batch of packed rows, int64: (rows, source_row) or (rows, target_row)."""

    source: Tensor
    source_position: Tensor
    source_segment: Tensor
    target_input: Tensor
    target_position: Tensor
    target_segment: Tensor
    label: Tensor  # -1: no loss here

    def to(self, device: torch.device) -> "Batch":
        """Return the batch on `device`."""
        return Batch(*(t.to(device, non_blocking=True) for t in self))


def sinusoids(positions: int, width: int) -> Tensor:
    """Return position encodings (positions, width), sines then cosines, counted from 1.

    OpenNMT's variant (Vaswani et al. 2017 interleave them and count from 0); CTranslate2 reads
    the table from the model file, so the two only have to agree with each other.
    """
    half = width // 2
    steps = torch.exp(torch.arange(half).float() * -(math.log(10000) / (half - 1)))
    angles = torch.arange(1, positions + 1).float()[:, None] * steps[None]
    return torch.cat([angles.sin(), angles.cos()], 1)


class Attention(nn.Module):
    """Multi-head attention; queries, keys and values in one product where they share an input."""

    def __init__(self, width: int, heads: int, *, cross: bool = False) -> None:
        super().__init__()
        self.heads = heads
        self.cross = cross
        if cross:
            self.query = nn.Linear(width, width)
            self.key_value = nn.Linear(width, 2 * width)
        else:
            self.query_key_value = nn.Linear(width, 3 * width)
        self.output = nn.Linear(width, width)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        """Attend from `x` to `memory` (both rows, length, width) under an additive mask."""
        rows, length, width = x.shape
        if self.cross:
            query = self.query(x)
            key, value = self.key_value(memory).chunk(2, -1)
        else:
            query, key, value = self.query_key_value(x).chunk(3, -1)

        def split(t: Tensor) -> Tensor:
            return t.reshape(rows, -1, self.heads, width // self.heads).transpose(1, 2)

        y = attend(split(query), split(key), split(value), mask)
        return self.output(y.transpose(1, 2).reshape(rows, length, width))


def attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
    """Scaled dot-product attention: PyTorch's own on a GPU, two plain products on a CPU.

    On a CPU the plain products use the bfloat16 matrix unit in both directions; the built-in
    kernel was slower there for rows of 128.
    """
    if query.is_cuda:
        return functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    scores = torch.matmul(query * query.shape[-1] ** -0.5, key.transpose(-1, -2)) + mask
    return torch.matmul(scores.softmax(-1), value)


class FeedForward(nn.Module):
    """Two linear layers with a ReLU between them."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.inner = nn.Linear(width, hidden)
        self.outer = nn.Linear(hidden, width)

    def forward(self, x: Tensor) -> Tensor:
        """Return a tensor of the shape of `x`."""
        return self.outer(functional.relu(self.inner(x)))


class EncoderLayer(nn.Module):
    """Self-attention and feed-forward, each after a layer norm and added to its input."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(shape.width)
        self.attention = Attention(shape.width, shape.heads)
        self.feed_norm = nn.LayerNorm(shape.width)
        self.feed = FeedForward(shape.width, shape.hidden)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return a tensor of the shape of `x`."""
        normed = self.attention_norm(x)
        x = x + self.attention(normed, normed, mask)
        return x + self.feed(self.feed_norm(x))


class DecoderLayer(nn.Module):
    """Causal self-attention, attention to the source, feed-forward."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention_norm = nn.LayerNorm(shape.width)
        self.attention = Attention(shape.width, shape.heads)
        self.cross_norm = nn.LayerNorm(shape.width)
        self.cross = Attention(shape.width, shape.heads, cross=True)
        self.feed_norm = nn.LayerNorm(shape.width)
        self.feed = FeedForward(shape.width, shape.hidden)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor, cross_mask: Tensor) -> Tensor:
        """Return a tensor of the shape of `x`."""
        normed = self.attention_norm(x)
        x = x + self.attention(normed, normed, mask)
        x = x + self.cross(self.cross_norm(x), memory, cross_mask)
        return x + self.feed(self.feed_norm(x))


class Transformer(nn.Module):
    """The whole model; `vocabulary` is the number of sentencepieces, shared by both sides."""

    positions: Tensor

    def __init__(self, vocabulary: int, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.vocabulary = vocabulary
        self.embedding = nn.Embedding(vocabulary, shape.width)
        self.encoder = nn.ModuleList([EncoderLayer(shape) for _ in range(shape.encoder_layers)])
        self.encoder_norm = nn.LayerNorm(shape.width)
        self.decoder = nn.ModuleList([DecoderLayer(shape) for _ in range(shape.decoder_layers)])
        self.decoder_norm = nn.LayerNorm(shape.width)
        self.output_bias = nn.Parameter(torch.zeros(vocabulary))
        self.register_buffer("positions", sinusoids(MAX_POSITIONS, shape.width), persistent=False)
        self._initialise()

    def _initialise(self) -> None:
        nn.init.normal_(self.embedding.weight, std=self.shape.width**-0.5)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)
        # What is added to the residual stream starts small, so that depth does not blow it up.
        scale = (2 * (self.shape.encoder_layers + self.shape.decoder_layers)) ** -0.5
        for name, parameter in self.named_parameters():
            if name.endswith((".output.weight", ".outer.weight")):
                parameter.data.mul_(scale)

    def body(
        self, source: Tensor, target: Tensor, mask: Tensor, causal: Tensor, cross: Tensor
    ) -> Tensor:
        """Run all layers on embedded input (rows, length, width): the part worth compiling."""
        for layer in self.encoder:
            source = layer(source, mask)
        source = self.encoder_norm(source)
        for layer in self.decoder:
            target = layer(target, source, causal, cross)
        return self.decoder_norm(target)

    def forward(
        self, batch: Batch, smoothing: float = 0.0, body: object = None
    ) -> tuple[Tensor, Tensor]:
        """Return the summed loss (with a gradient) and the summed negative log-likelihood (nats).

        `body` is the compiled `self.body`, when there is one.
        """
        kind = self.embedding.weight.dtype
        positions = self.positions.to(kind)
        scale = math.sqrt(self.shape.width)
        source = self.embedding(batch.source) * scale + positions[batch.source_position]
        target = self.embedding(batch.target_input) * scale + positions[batch.target_position]
        masks = _masks(batch.source_segment, batch.target_segment, kind)
        hidden = (body or self.body)(source, target, *masks)  # type: ignore[operator]
        return smoothed_cross_entropy(
            hidden.reshape(-1, self.shape.width),
            self.embedding.weight,
            self.output_bias,
            batch.label.reshape(-1),
            smoothing,
        )


def _masks(source: Tensor, target: Tensor, kind: torch.dtype) -> tuple[Tensor, Tensor, Tensor]:
    def additive(allowed: Tensor) -> Tensor:
        return ((~allowed).to(kind) * -1e4)[:, None]

    length = target.shape[1]
    before = torch.ones(length, length, dtype=torch.bool, device=target.device).tril()
    return (
        additive(source[:, None, :] == source[:, :, None]),
        additive((target[:, None, :] == target[:, :, None]) & before),
        additive(source[:, None, :] == target[:, :, None]),
    )
