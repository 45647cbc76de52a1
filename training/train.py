"""The training loop: constant learning rate, resumable state, pause file; and the decay branch."""

import json
import signal
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch

from . import checkpoint, loss
from .batches import Position, pad_rows, stream, target_tokens, to_batch
from .config import Recipe
from .model import Transformer
from .optimizer import Average, Masters
from .pack import Packed, read_shard
from .threads import Threads

STATE = "state.pt"
PAUSE = "pause"
LOG = "log.jsonl"


def report(folder: Path, **entry: Any) -> None:
    """Append one line to the learning curve and print it."""
    line = json.dumps({"time": round(time.time()), **entry})
    print(line, flush=True)
    with (folder / LOG).open("a", encoding="utf-8") as log:
        log.write(line + "\n")


def wait_while_paused(folder: Path) -> float:
    """Sleep as long as `folder`/pause exists; returns the seconds slept."""
    start = time.monotonic()
    while (folder / PAUSE).exists():
        time.sleep(2)
    return time.monotonic() - start


@dataclass
class Progress:
    """What has been done, in all sessions together."""

    step: int = 0
    tokens: int = 0  # target tokens that carried a loss
    seconds: float = 0.0  # spent training, pauses excluded
    position: Position = field(default_factory=Position)


class Session:
    """A model on its device with its optimiser, its data and its progress."""

    def __init__(self, recipe: Recipe, shards: Path, tag_ids: tuple[int, int]) -> None:
        self.settings = recipe.train
        self.shards = shards
        self.tag_ids = tag_ids
        self.progress = Progress()
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.warm_from = 0
        self._recipe = recipe

    def start(self, vocabulary: int, weights: Path | None = None) -> None:
        """Begin with fresh weights, or with the weights of a file; the optimiser starts cold."""
        torch.manual_seed(self.settings.seed)
        if weights:
            values, shape, vocabulary = checkpoint.load_weights(weights)
            self._build(Transformer(vocabulary, shape))
            self.model.load_state_dict({k: v.float() for k, v in values.items()})
        else:
            self._build(Transformer(vocabulary, self._recipe.model))
        self._finish()

    def resume(self, path: Path) -> None:
        """Go on from a state that `save` wrote.

        A state of other shards goes on with its weights and optimiser at their beginning; a state
        of another optimiser keeps the weights and warms up again.
        """
        state = checkpoint.load(path)
        values, shape, vocabulary = checkpoint.load_weights(path)
        self._build(Transformer(vocabulary, shape))
        self.model.load_state_dict({k: v.float() for k, v in values.items()})
        self._finish()
        done = dict(state["progress"])
        position = Position(**done.pop("position"))
        same_data = state["shards"] == str(self.shards)
        self.progress = Progress(**done, position=position if same_data else Position())
        if state["optimizer"] == self.settings.optimizer:
            self.masters.load_state_dict(state["masters"])
            self.warm_from = state["warm_from"]
        else:
            self.warm_from = self.progress.step
        torch.set_rng_state(state["rng"])

    def _build(self, model: Transformer) -> None:
        self.model = model.to(self.device)

    def _finish(self) -> None:
        # Masters first: they keep the full precision of what was loaded.
        settings = self.settings
        self.masters = Masters(self.model, settings.optimizer, settings.weight_decay)
        self.model.bfloat16()
        self.masters.rebind(self.model)
        loss.compiled = settings.compile
        self._body = torch.compile(self.model.body, dynamic=False) if settings.compile else None

    def save(self, path: Path) -> None:
        """Write everything needed to go on after a kill."""
        progress = asdict(self.progress)
        checkpoint.save(
            path,
            {
                "masters": self.masters.state_dict(),
                "optimizer": self.settings.optimizer,
                "shape": asdict(self.model.shape),
                "vocabulary": self.model.vocabulary,
                "progress": progress,
                "warm_from": self.warm_from,
                "shards": str(self.shards),
                "rng": torch.get_rng_state(),
            },
        )

    def rate(self) -> float:
        """Return the learning rate: linear warm-up since the optimiser was cold, then constant."""
        warm = (self.progress.step + 1 - self.warm_from) / max(1, self.settings.warmup_steps)
        return self.settings.learning_rate * min(1.0, warm)

    def update(self, packed: Packed, learning_rate: float) -> tuple[float, int]:
        """Take one step; returns the summed nll (nats) and the number of tokens with a loss."""
        batch = to_batch(packed, self.tag_ids).to(self.device)
        count = max(1, target_tokens(packed))
        total, nll = self.model(batch, self.settings.label_smoothing, self._body)
        (total / count).backward()
        self.masters.step(learning_rate, self.settings.clip)
        return float(nll), count

    @torch.no_grad()
    def evaluate(self, path: Path) -> float:
        """Return the nll a token (nats) on a shard that is not trained on."""
        packed = read_shard(path)
        rows, total, tokens = self.settings.rows, 0.0, 0
        for start in range(0, len(packed.source), rows):
            part = pad_rows(Packed(*(side[start : start + rows] for side in packed)), rows)
            _, nll = self.model(to_batch(part, self.tag_ids).to(self.device), 0.0, self._body)
            total, tokens = total + float(nll), tokens + target_tokens(part)
        return total / tokens

    def run(
        self,
        folder: Path,
        go_on: Callable[[], bool],
        rate: Callable[[], float],
        every: float = 60.0,
        after: Callable[[], None] = lambda: None,
    ) -> None:
        """Train until `go_on` says no, reporting every `every` seconds and obeying the pause file.

        `after` is called after each step.
        """
        mark, nll, tokens = time.monotonic(), 0.0, 0
        done = self.progress
        adapt = self.settings.adapt_threads and self.device.type == "cpu"
        most = torch.get_num_threads() if adapt else 1
        threads = Threads(most, use=torch.set_num_threads if adapt else lambda _: None)
        for packed, position in stream(
            self.shards, done.position, self.settings.rows, self.settings.seed
        ):
            if not go_on():
                return
            mark += wait_while_paused(folder)
            begun = time.monotonic()
            learning_rate = rate()
            step_nll, count = self.update(packed, learning_rate)
            done.step += 1
            done.tokens += count
            done.position = position
            lasted = time.monotonic() - begun
            done.seconds += lasted
            threads.after(lasted)
            nll, tokens = nll + step_nll, tokens + count
            after()
            if time.monotonic() - mark >= every:
                report(
                    folder,
                    step=done.step,
                    tokens=done.tokens,
                    epoch=position.epoch,
                    rate=learning_rate,
                    nll=round(nll / tokens, 4),
                    tokens_per_second=round(tokens / (time.monotonic() - mark)),
                    threads=threads.count,
                )
                mark, nll, tokens = time.monotonic(), 0.0, 0


def train(
    session: Session, folder: Path, *, minutes: float | None = None, steps: int | None = None
) -> None:
    """Train at the constant rate until the limit, saving the state every few minutes and at last.

    Without a limit it runs until it gets SIGTERM, and then saves; after a kill -9 at most
    `save_seconds` of work are lost.
    """
    asked_to_stop = False

    def stop(*_: object) -> None:
        nonlocal asked_to_stop
        asked_to_stop = True

    signal.signal(signal.SIGTERM, stop)
    state = folder / STATE
    end = None if minutes is None else time.monotonic() + 60 * minutes
    last_step = None if steps is None else session.progress.step + steps
    saved = time.monotonic()

    def go_on() -> bool:
        late = end is not None and time.monotonic() >= end
        if asked_to_stop or late:
            return False
        return last_step is None or session.progress.step < last_step

    def after() -> None:
        nonlocal saved
        if time.monotonic() - saved < session.settings.save_seconds:
            return
        session.save(state)
        for path in sorted(folder.glob("dev-*.npz")):
            score = session.evaluate(path)
            report(folder, step=session.progress.step, dev=path.stem[4:], nll=round(score, 4))
        saved = time.monotonic()

    session.run(folder, go_on, session.rate, after=after)
    session.save(state)


def decay(session: Session, folder: Path, out: Path, *, minutes: float) -> None:
    """Branch off: let the rate fall to zero over `minutes`, average the end, write the weights.

    The state of the main training is not touched. Linear decay after a plateau reaches what a
    schedule of known length reaches (Hägele et al. 2024), so a release needs no end date.
    """
    begin: float | None = None
    average = Average()
    highest = session.settings.learning_rate

    def passed() -> float:
        return (time.monotonic() - begin) / (60 * minutes) if begin else 0.0

    def after() -> None:
        nonlocal begin
        begin = begin or time.monotonic()  # the first step compiles; the clock starts after it
        if passed() > 0.85 and session.progress.step % 10 == 0:
            average.add(session.masters.weights)

    def rate() -> float:
        return highest * max(0.01, 1 - passed())

    session.run(folder, lambda: passed() < 1, rate, after=after)
    if average.count:
        session.masters.copy_to_model(average.weights)
    weights = average.weights or session.masters.weights
    named = dict(zip(session.masters.names, weights, strict=True))
    checkpoint.save_weights(out, session.model, named)
    for path in sorted(folder.glob("dev-*.npz")):
        report(folder, decayed=str(out), dev=path.stem[4:], nll=round(session.evaluate(path), 4))
