"""The work behind the requests: texts and files through the pipeline, bounded in every respect."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic
from typing import TypeVar

from glossary.errors import UserError
from glossary.model import Glossary, Language, other

from .. import __version__, formats
from ..batch.opening import ForeignError, open_document
from ..document import Document
from ..engine import Engine
from ..passes import PASSES, language_name
from ..pipeline import Settings, translate_document, translate_documents
from ..result import Result
from .batching import AbandonedError, Batcher, SharedEngine, Ticket
from .errors import RequestError, of_user_error
from .languages import detect
from .settings import Limits

T = TypeVar("T")

_SAMPLE = 2000  # units looked at to tell the language


@dataclass(frozen=True, slots=True)
class Order:
    """How a text is to be translated; ``form`` is a name that ``formats`` knows."""

    source: Language
    form: str = "text"
    glossary: bool = True
    passes: tuple[str, ...] = PASSES


class Service:
    """Engines for both directions, the glossary, and the requests under way.

    Made and used in one event loop; the work is done in threads. ``close`` waits for all of it.
    """

    def __init__(
        self, engines: Mapping[Language, Engine], glossary: Glossary, limits: Limits
    ) -> None:
        self.glossary = glossary
        self.limits = limits
        self._engines = engines
        self._batcher = Batcher(limits.window, exact=limits.exact)
        self._texts = ThreadPoolExecutor(limits.workers, "text")
        self._files = ThreadPoolExecutor(limits.file_workers, "file")
        self._waiting = 0
        self._weight = 0
        self._pace = 0.5  # seconds from one answer to the next, when there is always work
        self._last = 0.0

    def close(self) -> None:
        """Finish what was accepted, then end all threads."""
        self._texts.shutdown()
        self._files.shutdown()
        self._batcher.close()

    async def translate(
        self, texts: Sequence[str], order: Order, *, alternatives: int = 0
    ) -> list[list[Result | None]]:
        """Return the results for the texts, then those of each alternative.

        A result is None for a text without anything to translate. An alternative takes another
        of the engine's hypotheses; what follows, terms and grammar, is the same for all.

        Raises:
            RequestError: refused by its format (400), too much under way (429), too long (503).
        """

        def work(ticket: Ticket) -> list[list[Result | None]]:
            return [self._translate(texts, order, r, ticket) for r in range(alternatives + 1)]

        weight = sum(len(t) for t in texts)
        return await self._run(self._texts, work, weight, self.limits.timeout)

    async def translate_file(
        self, data: bytes, name: str, source: str, target: Language
    ) -> tuple[bytes, Result]:
        """Return the translated file and its result; see :meth:`translate`.

        ``source`` may be ``auto``; ``name`` tells the format by its suffix and opens nothing.
        """

        def work(ticket: Ticket) -> tuple[bytes, Result]:
            return self._translate_file(data, name, source, target, ticket)

        return await self._run(self._files, work, len(data), self.limits.file_timeout)

    async def think(self, work: Callable[[Ticket], T], weight: int) -> T:
        """Return what ``work`` comes to, under the bounds of a text."""
        return await self._run(self._texts, work, weight, self.limits.timeout)

    def _translate(
        self, texts: Sequence[str], order: Order, rank: int, ticket: Ticket
    ) -> list[Result | None]:
        engine = SharedEngine(self._engines[order.source], self._batcher, ticket, rank)
        glossary = self.glossary if order.glossary else None
        read = [self._document(text, order, engine) for text in texts]
        documents = [d for d in read if d is not None]
        settings = Settings(passes=order.passes)
        results = iter(translate_documents(documents, engine, glossary, settings))
        return [None if d is None else next(results) for d in read]

    def _document(self, text: str, order: Order, engine: Engine) -> Document | None:
        if not text.strip():
            return None
        return self._signed(formats.read(text, format=order.form), engine)

    def _translate_file(
        self, data: bytes, name: str, source: str, target: Language, ticket: Ticket
    ) -> tuple[bytes, Result]:
        told = other(target) if source == "auto" else source
        try:
            opened = open_document(data, name, source=told, target=target)
            if source == "auto" and _language(opened.document, target) == target:
                raise ForeignError(f"is {language_name(target)} already")
        except ForeignError as error:
            raise RequestError(400, f"{name}: {error}") from None
        engine = SharedEngine(self._engines[other(target)], self._batcher, ticket)
        document = self._signed(opened.document, engine)
        result = translate_document(document, engine, self.glossary)
        return formats.dump(result.content, where=name, bom=opened.bom), result

    def _signed(self, document: Document, engine: Engine) -> Document:
        model = engine.signature().get("package", "")
        return formats.signed(document, f"sahel-translate {__version__}, model {model}")

    async def _run(
        self, pool: ThreadPoolExecutor, work: Callable[[Ticket], T], weight: int, timeout: float
    ) -> T:
        limits = self.limits
        full = self._weight and self._weight + weight > limits.weight
        # better told at once to come back than given up after a minute
        late = self._waiting > limits.workers and self._waiting * self._pace > timeout / 2
        if self._waiting >= limits.queue or full or late:
            raise RequestError(
                429,
                "Slowdown: too much is under way, ask again later",
                retry=min(60.0, self._waiting * self._pace),
            )
        self._waiting += 1
        self._weight += weight
        ticket = Ticket()

        def start() -> T:
            ticket.check()
            return work(ticket)

        future = asyncio.get_running_loop().run_in_executor(pool, start)
        future.add_done_callback(lambda done: self._finish(done, weight))
        try:
            return await asyncio.wait_for(asyncio.shield(future), timeout)
        except asyncio.TimeoutError:
            raise RequestError(
                503,
                f"not done within {timeout:g} seconds: send less at once, or ask again later",
                retry=min(60.0, self._waiting * self._pace),
            ) from None
        except AbandonedError:
            raise RequestError(503, "the server is stopping", retry=5.0) from None
        except UserError as error:
            raise of_user_error(error) from None
        finally:
            ticket.abandoned.set()

    def _finish(self, done: asyncio.Future[T], weight: int) -> None:
        """Count out a piece of work, whatever became of it and of its client."""
        if not done.cancelled():
            done.exception()  # taken notice of, should its client have left
        self._waiting -= 1
        self._weight -= weight
        now = monotonic()
        if self._waiting and self._last:
            self._pace += 0.1 * (min(now - self._last, 10.0) - self._pace)
        self._last = now if self._waiting else 0.0


def _language(document: Document, target: Language) -> str:
    """Return the language of a document, as it states it or as its words show.

    Raises:
        RequestError: they show one that we do not translate.
    """
    stated, _ = formats.declared(document)
    if stated in ("fr", "en"):
        return stated
    return detect([unit.text for unit in document.units[:_SAMPLE]], target).language
