"""A batch on Dask workers: chunks are tasks, a model a worker; losing a worker loses no file.

Needs the extra ``dask``. What travels to a worker are the bytes of the sources and the settings,
what comes back are results; the glossary travels once. Workers read no file of the batch and write
none: they need the same release of sahel-translate and the same model, and no shared disk. A
worker that dies leaves its chunk to another one; a chunk that takes down three workers in a row is
given up, and its files with it, not the batch.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import lru_cache
from gettext import gettext as _
from typing import Any

from glossary.errors import ExitStatus, UserError
from glossary.model import Glossary, Language, other

from .. import __version__, formats
from ..engine import Engine
from ..interface import Spoken, language, speaking
from ..pipeline import Settings, translate_documents
from ..result import Result
from .crew import Answer
from .decide import Todo
from .inputs import Item
from .opening import open_document
from .outcome import Order, reason_of

_WAIT = 30.0  # seconds in which a scheduler and a first worker must answer


@dataclass(frozen=True, slots=True)
class Task:
    """A chunk as it travels: files and their bytes, and how to read them."""

    files: tuple[tuple[Item, bytes], ...]
    source: str
    target: Language
    model: str
    encoding: str | None
    options: formats.Options
    release: str = __version__
    spoken: Spoken = field(default_factory=language)  # that of the desk, not of the worker


@dataclass(frozen=True, slots=True)
class Luggage:
    """What all chunks of a batch share; it travels once to each worker."""

    glossary: Glossary | None
    settings: Settings


def carry(luggage: Luggage) -> Luggage:
    """Return it. A task of its own, not data laid on a worker, so that it outlives any worker."""
    return luggage


def translate_task(task: Task, luggage: Luggage) -> Answer:
    """Do a task, on the worker: each file's result, or the reason why it has none.

    Raises:
        UserError: the worker runs another release, or has not the model.
    """
    with speaking(task.spoken):
        return _done(task, luggage)


def _done(task: Task, luggage: Luggage) -> Answer:
    if task.release != __version__:
        raise UserError(
            _("a worker runs sahel-translate {version}, the batch {release}").format(
                version=__version__, release=task.release
            ),
            hint=_("install the same release on all machines"),
            status=ExitStatus.NO_ENGINE,
        )
    engine = _engine(other(task.target), task.target, task.model)
    try:
        return [*_results(task, engine, luggage)]
    except Exception as error:
        if len(task.files) == 1:
            return [reason_of(error, task.files[0][0])]
    alone = [replace(task, files=(file,)) for file in task.files]
    return [result for each in alone for result in _done(each, luggage)]


def _results(task: Task, engine: Engine, luggage: Luggage) -> list[Result]:
    origin = f"sahel-translate {__version__}, model {task.model}"
    documents = [
        formats.signed(
            open_document(
                data,
                str(item.path),
                source=task.source,
                target=task.target,
                encoding=task.encoding,
                options=task.options,
            ).document,
            origin,
        )
        for item, data in task.files
    ]
    return translate_documents(documents, engine, luggage.glossary, luggage.settings)


@lru_cache(maxsize=2)
def _engine(source: Language, target: Language, model: str) -> Engine:
    from .. import argos
    from ..packages import find as packages

    return argos.load(packages.find(source, target, model), threads=1)


class DaskCrew:
    """The workers of a Dask scheduler, for as long as a batch lasts."""

    def __init__(self, address: str, order: Order, model: str, glossary: Glossary | None) -> None:
        """Connect to the scheduler at ``address`` (``tcp://host:8786``).

        Raises:
            UserError: Dask is not installed, no scheduler answers, or it has no worker (exit 4).
        """
        try:
            distributed: Any = importlib.import_module("distributed")
        except ImportError:
            raise UserError(
                _("--scheduler needs Dask, which is not installed"),
                hint=_("in the folder of the project: pip install '.[dask]'"),
                status=ExitStatus.NO_ENGINE,
            ) from None
        try:
            self._client: Any = distributed.Client(address, timeout=_WAIT, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise _unreachable(
                address, _("no Dask scheduler answers ({reason})").format(reason=error)
            ) from None
        try:
            self._client.wait_for_workers(1, timeout=_WAIT)
        except TimeoutError:
            self._client.close()
            raise _unreachable(address, _("the Dask scheduler has no worker")) from None
        self._order = order
        self._model = model
        # two chunks a thread: one under way, one waiting beside it
        self.size = max(1, 2 * sum(self._client.nthreads().values()))
        luggage = Luggage(glossary, order.settings)
        self._luggage = self._client.submit(carry, luggage, pure=False)

    def submit(self, chunk: Sequence[Todo]) -> Future[Answer]:
        """Send a chunk; the future ends with its answer, whichever worker gave it."""
        order = self._order
        task = Task(
            tuple((todo.item, todo.data) for todo in chunk),
            order.source,
            order.target,
            self._model,
            order.encoding,
            order.options,
        )
        answer: Future[Answer] = Future()
        remote = self._client.submit(translate_task, task, self._luggage, pure=False)
        items = [todo.item for todo in chunk]
        remote.add_done_callback(lambda done: _settle(answer, done, items))
        return answer

    def close(self) -> None:
        """Leave the scheduler; what it had not begun for us is dropped."""
        self._client.close()


def _settle(answer: Future[Answer], remote: Any, items: Sequence[Item]) -> None:
    """Hand a task's end on. Called in a thread of the client."""
    if remote.status == "finished":
        try:
            answer.set_result(remote.result())
        except Exception as error:  # the answer was lost on its way
            answer.set_exception(error)
        return
    if remote.status == "cancelled":
        answer.set_result([_("the scheduler dropped it")] * len(items))
        return
    reason = remote.exception()
    if isinstance(reason, UserError):
        answer.set_exception(reason)
    else:
        answer.set_result([_given_up(reason, item) for item in items])


def _given_up(error: Exception, item: Item) -> str:
    if type(error).__name__ == "KilledWorker":
        return _("the workers that tried it died, one after the other; the others went on")
    return reason_of(error, item)


def _unreachable(address: str, what: str) -> UserError:
    return UserError(
        what,
        where=address,
        hint=_("start one with 'dask scheduler' and workers with 'dask worker ADDRESS'"),
        status=ExitStatus.NO_ENGINE,
    )
