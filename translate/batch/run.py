"""Many files, all night, nothing lost: decide what each needs, translate in chunks, write safely.

Sentences of several files share the engine's batches: files are collected until a chunk has enough
text, a chunk is translated as a whole, its files are written one by one. Memory holds the chunks
under way and nothing else of the texts. What a file needs is decided from the manifest
(``manifest.py``) and from the output as it lies on the disk; an output that somebody edited is
never replaced without being told to.
"""

from __future__ import annotations

import errno
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from gettext import gettext as _

from glossary.errors import ExitStatus, UserError
from glossary.files import make_folder, remove_leftovers, write_atomic
from glossary.model import Glossary, other

from .. import __version__, formats, report
from ..engine import Engine
from ..pipeline import translate_documents
from ..result import Result
from .crew import Answer, Crew, Threads
from .decide import (
    Decider,
    Todo,
    report_path,
    sha,
    sha_of,
    source_of,
)
from .inputs import Item
from .manifest import (
    NAME,
    Counts,
    Made,
    Manifest,
    Record,
    made_of,
)
from .outcome import (
    Order,
    Outcome,
    Status,
    outcome_of,
    reason_of,
)

LOCK = ".sahel-batch.lock"
"""Name of the lock file in the output directory."""

_MOST_FILES = 500  # a chunk of tiny files: their records and outputs must stay few as well
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


class Batch:
    """A batch on one output directory. The caller holds the lock (``LOCK``) unless it is a dry run.

    ``load_engine`` is called once, when the first file needs it.
    """

    def __init__(
        self,
        order: Order,
        load_engine: Callable[[], Engine],
        glossary: Glossary | None,
        hire: Callable[[], Crew] | None = None,
    ) -> None:
        """Read the manifest and remove what a killed run left half-written.

        ``hire`` is called once for the crew that translates, when the first file needs it;
        without it that is ``order.jobs`` threads of this process.

        Raises:
            UserError: the manifest cannot be read.
        """
        self.order = order
        self._prefix = order.prefix
        self._load = load_engine
        self._glossary = glossary
        self._hire = hire or (lambda: Threads(order.jobs, self._translate))
        self._engine: Engine | None = None
        self._made: Made | None = None
        self._manifest = Manifest(order.out / NAME, prefix=self._prefix)
        if not order.dry_run:
            for folder in (order.out, order.report_dir):
                if folder is not None:
                    remove_leftovers(folder, self._prefix)

    @property
    def engine(self) -> Engine:
        """The engine, loaded on first use."""
        if self._engine is None:
            self._engine = self._load()
        return self._engine

    @property
    def made(self) -> Made:
        """What decides outputs besides their sources, as the manifest keeps it."""
        if self._made is None:
            # an empty document carries the signature of the run
            empty = formats.read("", format="text")
            result = translate_documents([empty], self.engine, self._glossary, self.order.settings)[
                0
            ]
            options = (self.order.encoding or "", repr(self.order.options))
            self._made = made_of(result.signature, *options)
        return self._made

    def run(self, items: Sequence[Item]) -> Iterator[Outcome]:
        """Translate what needs it; yield each file's outcome as soon as it is final.

        Raises:
            UserError: the engine cannot be loaded, or nothing can be written any more (full disk).
        """
        running: deque[tuple[list[Todo], Future[Answer]]] = deque()
        crew: Crew | None = None
        try:
            for part in self._chunks(items):
                if isinstance(part, Outcome):
                    yield part
                    continue
                crew = crew or self._hire()
                running.append((part, crew.submit(part)))
                if len(running) > crew.size or running[0][1].done():
                    first, future = running.popleft()
                    yield from self._finish(first, future.result())
            while running:
                first, future = running.popleft()
                yield from self._finish(first, future.result())
        finally:
            if crew is not None:
                crew.close()

    def close(self) -> None:
        """Write the manifest in its final form.

        Raises:
            UserError: it cannot be written; what was appended to it still holds.
        """
        if not self.order.dry_run:
            self._manifest.save()

    def _chunks(self, items: Sequence[Item]) -> Iterator[Outcome | list[Todo]]:
        chunk: list[Todo] = []
        characters = 0
        decider = Decider(self.order, items, self._manifest, lambda: self.made)
        for item in items:
            try:
                decided = decider.decide(item)
            except Exception as error:
                if isinstance(error, UserError) and error.status is ExitStatus.NO_ENGINE:
                    raise
                decided = outcome_of(item, Status.FAILED, reason_of(error, item))
            if isinstance(decided, Outcome):
                yield decided
                continue
            decided = self._signed(decided)
            chunk.append(decided)
            characters += decided.opened.characters
            if characters >= self.order.chunk or len(chunk) >= _MOST_FILES:
                yield chunk
                chunk, characters = [], 0
        if chunk:
            yield chunk

    def _signed(self, todo: Todo) -> Todo:
        package = self.engine.signature().get("package", "unknown")
        origin = f"sahel-translate {__version__}, model {package}"
        document = formats.signed(todo.opened.document, origin)
        return replace(todo, opened=replace(todo.opened, document=document))

    def _translate(self, chunk: Sequence[Todo]) -> Answer:
        """Return each file's result, or why it has none: a file that fails fails alone."""
        try:
            return [*self._documents(chunk)]
        except Exception as error:
            if len(chunk) == 1:
                return [reason_of(error, chunk[0].item)]
        return [result for todo in chunk for result in self._translate([todo])]

    def _documents(self, chunk: Sequence[Todo]) -> list[Result]:
        return translate_documents(
            [t.opened.document for t in chunk], self.engine, self._glossary, self.order.settings
        )

    def _finish(self, chunk: Sequence[Todo], results: Sequence[Result | str]) -> Iterator[Outcome]:
        """Write the files of a chunk: first their records, then each report and its output."""
        ready: list[tuple[Todo, Result, bytes, Record]] = []
        for todo, result in zip(chunk, results, strict=True):
            if isinstance(result, str):
                yield outcome_of(todo.item, Status.FAILED, result, size=todo.size)
                continue
            try:
                data = formats.dump(
                    result.content,
                    where=todo.item.key,
                    encoding=self.order.encoding,
                    bom=todo.opened.bom,
                )
            except UserError as error:
                reason = reason_of(error, todo.item)
                yield outcome_of(todo.item, Status.FAILED, reason, size=todo.size)
                continue
            ready.append((todo, result, data, self._record(todo, result, data)))
        if ready:
            self._manifest.add(record for *_others, record in ready)
        for todo, result, data, record in ready:
            yield self._write(todo, result, data, record)

    def _record(self, todo: Todo, result: Result, data: bytes) -> Record:
        summary = report.summary(result)
        found = summary["findings"]
        counts = Counts(
            todo.opened.words,
            summary["terms"],
            summary["terms_met"],
            found["error"],
            found["warning"],
            found["info"],
        )
        item = todo.item
        return Record(
            item.key,
            source_of(self.order, item),
            other(self.order.target),
            todo.source_sha256,
            sha(data),
            self.made,
            counts,
        )

    def _write(self, todo: Todo, result: Result, data: bytes, record: Record) -> Outcome:
        item, prefix = todo.item, self._prefix
        target, path = self.order.out / item.place, report_path(self.order, item)
        try:
            if sha_of(target) != todo.seen:
                return outcome_of(item, Status.EDITED, _("edited just now: kept"), stale=True)
            if path is not None:
                make_folder(path.parent)
                text = report.to_json(result, source_name=item.key)
                write_atomic(path, text.encode("utf-8", "replace"), prefix=prefix)
            make_folder(target.parent)
            # last of all: when the output is in place, so is everything else
            write_atomic(target, data, prefix=prefix)
        except UserError as error:
            cause = error.__context__
            if isinstance(cause, OSError) and cause.errno in _FULL:
                raise  # no other file would fare better
            return outcome_of(item, Status.FAILED, reason_of(error, item), size=todo.size)
        self._manifest.settle(item.key)
        return outcome_of(
            item, Status.TRANSLATED, todo.reason, size=todo.size, counts=record.counts
        )
