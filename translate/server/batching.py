"""One engine thread for all clients: their sentences are decoded in common batches.

Every request's pipeline runs in a thread of its own and asks a ``SharedEngine``; what several of
them ask within a few milliseconds is decoded together, which costs little more than one of them
alone. Sentences are taken from the callers in turn, so that a word from one is not kept waiting
by a book from another.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from time import monotonic

from glossary.model import Language

from ..engine import Abilities, Engine, Hypothesis, Request

BATCH = 32
"""Sentences decoded by one call of the engine: after it others get their turn."""

Answer = tuple[Hypothesis, ...]


class AbandonedError(Exception):
    """Nobody waits for this work any more: its client left, or its time is over."""


@dataclass(slots=True)
class Ticket:
    """Whether somebody still waits for a piece of work."""

    abandoned: threading.Event = field(default_factory=threading.Event)

    def check(self) -> None:
        """Stop here when nobody waits.

        Raises:
            AbandonedError: nobody does.
        """
        if self.abandoned.is_set():
            raise AbandonedError


@dataclass(eq=False, slots=True)
class _Call:
    """A caller's requests, how many of them the engine has taken, and the answers so far."""

    engine: Engine
    requests: Sequence[Request]
    ticket: Ticket
    taken: int = 0
    answers: dict[int, Answer] = field(default_factory=dict)
    done: Future[list[Answer]] = field(default_factory=Future)


class Batcher:
    """The engine thread and the calls that wait for it.

    ``window`` is the time in seconds it waits for company before it decodes less than a batch.

    The company a sentence is decoded in can change its score in the third decimal (sums of
    floating-point numbers depend on the padding), and so, in a near tie, its words. ``exact``
    decodes every call by itself and whole, as the command line does: the same bytes whatever
    else is asked, at the price of company.
    """

    def __init__(self, window: float = 0.004, batch: int = BATCH, *, exact: bool = False) -> None:
        self._window = 0.0 if exact else window
        self._batch = batch
        self._exact = exact
        self._calls: deque[_Call] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._thread.start()

    def translate(
        self, engine: Engine, requests: Sequence[Request], ticket: Ticket
    ) -> list[Answer]:
        """Have ``requests`` decoded by ``engine`` in the engine thread; wait for the answers.

        Raises:
            AbandonedError: nobody waits for them any more.
            UserError: what the engine raises for one of them.
        """
        ticket.check()
        if not requests:
            return []
        call = _Call(engine, requests, ticket)
        with self._changed:
            if self._closed:
                raise AbandonedError
            self._calls.append(call)
            self._changed.notify()
        return call.done.result()

    def close(self) -> None:
        """End the engine thread after what it has been asked."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._calls and not self._closed:
                    self._changed.wait()
                if not self._calls:
                    return
                self._gather()
                share = self._share()
            self._decode(share)

    def _gather(self) -> None:
        """Wait for company while there is less than a batch, for no longer than the window."""
        end = monotonic() + self._window
        while (
            not self._closed and sum(len(c.requests) - c.taken for c in self._calls) < self._batch
        ):
            left = end - monotonic()
            if left <= 0:
                return
            self._changed.wait(left)

    def _share(self) -> list[tuple[_Call, int]]:
        """Take a batch: one sentence a caller in turn, callers of the oldest one's engine."""
        for call in [c for c in self._calls if c.ticket.abandoned.is_set()]:
            self._calls.remove(call)
            call.done.set_exception(AbandonedError())
        if not self._calls:
            return []
        if self._exact:
            alone = self._calls.popleft()
            alone.taken = len(alone.requests)
            return [(alone, index) for index in range(alone.taken)]
        engine = self._calls[0].engine
        callers = deque(c for c in self._calls if c.engine is engine)
        share: list[tuple[_Call, int]] = []
        while callers and len(share) < self._batch:
            call = callers.popleft()
            share.append((call, call.taken))
            call.taken += 1
            if call.taken < len(call.requests):
                callers.append(call)
            else:
                self._calls.remove(call)
        # whoever is not through goes behind the others: the next batch is another engine's turn
        for call in callers:
            self._calls.remove(call)
            self._calls.append(call)
        return share

    def _decode(self, share: list[tuple[_Call, int]]) -> None:
        if not share:
            return
        try:
            self._answer(share)
        except Exception:
            # one caller's sentence broke the batch: each for itself, so that it breaks only its own
            callers: dict[_Call, list[tuple[_Call, int]]] = {}
            for call, index in share:
                callers.setdefault(call, []).append((call, index))
            for call, own in callers.items():
                try:
                    self._answer(own)
                except Exception as error:
                    self._give_up(call, error)

    def _answer(self, share: list[tuple[_Call, int]]) -> None:
        engine = share[0][0].engine
        answers = engine.translate([call.requests[index] for call, index in share])
        for (call, index), answer in zip(share, answers, strict=True):
            call.answers[index] = answer
            if len(call.answers) == len(call.requests) and not call.done.done():
                call.done.set_result([call.answers[i] for i in range(len(call.requests))])

    def _give_up(self, call: _Call, error: Exception) -> None:
        with self._changed:
            if call in self._calls:
                self._calls.remove(call)
        if not call.done.done():
            call.done.set_exception(error)


class SharedEngine:
    """An engine as one request sees it; see :class:`translate.engine.Engine`.

    ``rank`` makes it answer with another hypothesis than the best: 1 for the second best, where
    the beam has one. Everything after the first drafts asks for the best as usual.
    """

    def __init__(self, engine: Engine, batcher: Batcher, ticket: Ticket, rank: int = 0) -> None:
        self.source: Language = engine.source
        self.target: Language = engine.target
        self.abilities: Abilities = engine.abilities
        self._engine = engine
        self._batcher = batcher
        self._ticket = ticket
        self._rank = rank

    def signature(self) -> dict[str, str]:
        """Return what identifies the engine's output."""
        return self._engine.signature()

    def count_tokens(self, text: str) -> int:
        """Return the length of ``text`` in the model's subword tokens."""
        return self._engine.count_tokens(text)

    def translate(self, requests: Sequence[Request]) -> list[Answer]:
        """Translate all requests, in order, in batches shared with other clients.

        Raises:
            AbandonedError: nobody waits for the answers any more.
            UserError: the model is missing or broken.
        """
        asked = [self._ranked(request) for request in requests]
        answers = self._batcher.translate(self._engine, asked, self._ticket)
        return [
            answer if own is request else answer[min(self._rank, len(answer) - 1) :]
            for own, request, answer in zip(asked, requests, answers, strict=True)
        ]

    def _ranked(self, request: Request) -> Request:
        usual = request.n_best == 1 and not (request.prefix or request.retry or request.brief)
        if not self._rank or not usual:
            return request
        return replace(request, n_best=self._rank + 1)
