"""One engine thread for all: whose sentences are decoded together, and whose faults are whose."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("starlette", reason="the extra 'serve' is not installed")

from glossary.errors import UserError
from translate.engine import Abilities, Hypothesis, Request
from translate.server.batching import AbandonedError, Batcher, SharedEngine, Ticket


class Recorder:
    """An engine that remembers its batches, refuses 'bad', and can be held back."""

    source: Any = "fr"
    target: Any = "en"
    abilities = Abilities()

    def __init__(self, hold: threading.Event | None = None) -> None:
        self.hold = hold
        self.begun = threading.Event()
        self.batches: list[list[str]] = []
        self.threads: set[str] = set()

    def signature(self) -> dict[str, str]:
        return {}

    def count_tokens(self, text: str) -> int:
        return len(text)

    def translate(self, requests: Sequence[Request]) -> list[tuple[Hypothesis, ...]]:
        self.begun.set()
        if self.hold is not None:
            assert self.hold.wait(10)
        texts = ["".join(map(str, r.pieces)) for r in requests]
        self.batches.append(texts)
        self.threads.add(threading.current_thread().name)
        if "bad" in texts:
            raise UserError("a sentence is too long")
        return [
            tuple(Hypothesis(f"{t}/{n}", -float(n)) for n in range(r.n_best))
            for t, r in zip(texts, requests, strict=True)
        ]


def requests(*texts: str) -> list[Request]:
    return [Request.plain(text) for text in texts]


@pytest.fixture
def held() -> Iterator[tuple[Recorder, Batcher, threading.Event, ThreadPoolExecutor]]:
    """An engine held back in its first batch, so that what is asked meanwhile piles up."""
    hold = threading.Event()
    engine = Recorder(hold)
    batcher = Batcher(0.05, batch=4)
    with ThreadPoolExecutor(8) as pool:
        pool.submit(batcher.translate, engine, requests("first"), Ticket())
        assert engine.begun.wait(5)
        yield engine, batcher, hold, pool
        hold.set()
    batcher.close()


def waiting(batcher: Batcher, count: int) -> None:
    """Wait until ``count`` calls stand in line."""
    for _ in range(500):
        if len(batcher._calls) >= count:
            return
        threading.Event().wait(0.01)
    raise AssertionError("they never came")


def test_a_word_is_not_kept_waiting_by_a_book(held: Any) -> None:
    engine, batcher, hold, pool = held
    book = pool.submit(batcher.translate, engine, requests(*(f"b{i}" for i in range(12))), Ticket())
    waiting(batcher, 1)
    word = pool.submit(batcher.translate, engine, requests("word"), Ticket())
    waiting(batcher, 2)
    hold.set()
    assert [h[0].text for h in word.result(5)] == ["word/0"]
    assert [h[0].text for h in book.result(5)] == [f"b{i}/0" for i in range(12)]
    assert engine.batches[1] == ["b0", "word", "b1", "b2"]
    assert engine.threads == {"engine"}


def test_one_callers_fault_is_no_others(held: Any) -> None:
    engine, batcher, hold, pool = held
    good = pool.submit(batcher.translate, engine, requests("good"), Ticket())
    bad = pool.submit(batcher.translate, engine, requests("x", "bad"), Ticket())
    waiting(batcher, 2)
    hold.set()
    assert good.result(5)[0][0].text == "good/0"
    with pytest.raises(UserError, match="too long"):
        bad.result(5)
    assert not batcher._calls


def test_what_nobody_waits_for_is_not_decoded(held: Any) -> None:
    engine, batcher, hold, pool = held
    ticket = Ticket()
    left = pool.submit(batcher.translate, engine, requests("left"), ticket)
    stays = pool.submit(batcher.translate, engine, requests("stays"), Ticket())
    waiting(batcher, 2)
    ticket.abandoned.set()
    hold.set()
    with pytest.raises(AbandonedError):
        left.result(5)
    assert stays.result(5)[0][0].text == "stays/0"
    assert ["stays"] in engine.batches


def test_two_engines_take_turns(held: Any) -> None:
    engine, batcher, hold, pool = held
    back = Recorder()
    one = pool.submit(batcher.translate, engine, requests(*"abcdefgh"), Ticket())
    waiting(batcher, 1)
    two = pool.submit(batcher.translate, back, requests("x"), Ticket())
    waiting(batcher, 2)
    hold.set()
    assert len(one.result(5)) == 8
    assert two.result(5)[0][0].text == "x/0"
    assert back.batches == [["x"]]


def test_exactly_as_the_command_line_nobody_has_company() -> None:
    hold = threading.Event()
    engine = Recorder(hold)
    batcher = Batcher(batch=2, exact=True)
    with ThreadPoolExecutor(4) as pool:
        calls = [pool.submit(batcher.translate, engine, requests(*"abcde"), Ticket())]
        assert engine.begun.wait(5)
        calls += [pool.submit(batcher.translate, engine, requests("f"), Ticket())]
        waiting(batcher, 1)
        calls += [pool.submit(batcher.translate, engine, requests("g"), Ticket())]
        waiting(batcher, 2)
        hold.set()
        assert [len(c.result(5)) for c in calls] == [5, 1, 1]
    batcher.close()
    assert engine.batches == [list("abcde"), ["f"], ["g"]]


def test_after_the_end_nothing_is_taken() -> None:
    batcher = Batcher()
    batcher.close()
    with pytest.raises(AbandonedError):
        batcher.translate(Recorder(), requests("late"), Ticket())


@given(
    st.lists(st.lists(st.integers(0, 99), max_size=9), min_size=1, max_size=6),
    st.integers(1, 5),
    st.booleans(),
)
def test_everybody_gets_their_own_answers_in_order(
    calls: list[list[int]], batch: int, exact: bool
) -> None:
    engine = Recorder()
    batcher = Batcher(0.0, batch=batch, exact=exact)
    with ThreadPoolExecutor(len(calls)) as pool:
        asked = [
            pool.submit(batcher.translate, engine, requests(*map(str, call)), Ticket())
            for call in calls
        ]
        for call, found in zip(calls, asked, strict=True):
            assert [h[0].text for h in found.result(5)] == [f"{n}/0" for n in call]
    batcher.close()
    assert exact or all(len(b) <= batch for b in engine.batches)


def test_an_alternative_is_another_hypothesis_of_first_drafts_alone() -> None:
    batcher = Batcher()
    second = SharedEngine(Recorder(), batcher, Ticket(), rank=1)
    asked = [
        Request.plain("draft"),
        Request(("forced",), prefix="The "),
        Request(("n-best",), n_best=3),
        Request(("again",), retry=1),
    ]
    found = second.translate(asked)
    assert [h[0].text for h in found] == ["draft/1", "forced/0", "n-best/0", "again/0"]
    assert len(found[2]) == 3
    batcher.close()
