"""Optimise float32 masters of bfloat16 weights.

bfloat16 keeps 8 bits of mantissa: an update a thousand times smaller than its weight would vanish,
so the sum lives in float32 and the model gets a rounded copy after each step.
"""

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn


class Masters:
    """The optimiser of a bfloat16 model: AdamW, or Muon for hidden matrices and AdamW for the rest.

    Muon (Jordan et al. 2024, torch.optim.Muon) runs with the update scaled to AdamW's, so that one
    learning rate serves both.
    """

    def __init__(self, model: nn.Module, kind: str, weight_decay: float) -> None:
        named = list(model.named_parameters())
        self.names = [name for name, _ in named]
        self._working = [p for _, p in named]
        self.weights = [p.detach().clone().float().requires_grad_() for p in self._working]
        pairs = list(zip(self.names, self.weights, strict=True))
        if kind == "muon":
            hidden = [w for name, w in pairs if w.ndim == 2 and not name.startswith("embedding")]
        elif kind == "adamw":
            hidden = []
        else:
            raise ValueError(f"optimizer {kind!r}: choose adamw or muon")
        chosen = {id(w) for w in hidden}
        rest = [w for w in self.weights if id(w) not in chosen]
        adamw = torch.optim.AdamW(
            rest, lr=0.0, betas=(0.9, 0.98), eps=1e-9, weight_decay=weight_decay, fused=True
        )
        self._optimizers: list[torch.optim.Optimizer] = [adamw]
        if hidden:
            muon = torch.optim.Muon(
                hidden, lr=0.0, weight_decay=weight_decay, adjust_lr_fn="match_rms_adamw"
            )
            self._optimizers.append(muon)

    def rebind(self, model: nn.Module) -> None:
        """Follow the model after it was cast: the parameters may be other objects now."""
        self._working = [p for _, p in model.named_parameters()]

    def step(self, learning_rate: float, clip: float) -> float:
        """Apply the gradients of the working weights and clear them; returns their norm."""
        for master, working in zip(self.weights, self._working, strict=True):
            master.grad = None if working.grad is None else working.grad.float()
            working.grad = None
        norm = float(nn.utils.clip_grad_norm_(self.weights, clip))
        for optimizer in self._optimizers:
            for group in optimizer.param_groups:
                group["lr"] = learning_rate
            optimizer.step()
        self.copy_to_model()
        return norm

    @torch.no_grad()
    def copy_to_model(self, weights: Iterable[Tensor] | None = None) -> None:
        """Round the masters (or other float32 weights in their order) into the model."""
        for working, master in zip(self._working, weights or self.weights, strict=True):
            working.copy_(master)

    def state_dict(self) -> dict[str, Any]:
        """Return everything needed to go on as if nothing had happened."""
        return {
            "weights": dict(zip(self.names, (w.detach() for w in self.weights), strict=True)),
            "optimizers": [o.state_dict() for o in self._optimizers],
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Restore what `state_dict` gave and copy it into the model."""
        with torch.no_grad():
            for name, weight in zip(self.names, self.weights, strict=True):
                weight.copy_(state["weights"][name])
        for optimizer, saved in zip(self._optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        self.copy_to_model()


class Average:
    """The running mean of the weights over the last part of a training (Polyak averaging)."""

    def __init__(self) -> None:
        self.count = 0
        self.weights: list[Tensor] = []

    @torch.no_grad()
    def add(self, weights: Iterable[Tensor]) -> None:
        """Take one more set of weights into the mean."""
        self.count += 1
        if self.count == 1:
            self.weights = [w.detach().clone() for w in weights]
            return
        for mean, weight in zip(self.weights, weights, strict=True):
            mean.add_((weight - mean) / self.count)
