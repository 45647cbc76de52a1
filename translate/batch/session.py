"""A run of ``sahel batch``: what it came to, shown on a terminal and told at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from gettext import gettext as _

import click

from glossary.cli_options import print_json
from glossary.errors import ExitStatus, UserError

from .inputs import Item, Missing
from .outcome import Order, Outcome, exit_status
from .progress import Progress
from .report import plan, to_dict, to_text
from .run import Batch
from .watch import stat_of, watch


class Session:
    """What a command's run has come to, and how it is told."""

    def __init__(
        self,
        order: Order,
        form: str,
        quiet: bool,
        missing: list[Missing],
        pages: Callable[[Collection[Outcome]], None] | None = None,
    ) -> None:
        """``pages`` is told of all outcomes so far when a run is over, and may write of them."""
        self._order = order
        self._form = form
        self._quiet = quiet
        self._missing = missing
        self._pages = pages
        self._outcomes: dict[tuple[str, str], Outcome] = {}
        self._seconds = 0.0
        self._stopped: UserError | None = None
        self._interrupted = False

    def once(self, work: Batch, items: Sequence[Item]) -> None:
        """Run over the items and keep what became of each."""
        try:
            self._run(work, items)
        except KeyboardInterrupt:
            self._interrupted = True
        except UserError as error:
            self._stopped = error
        self._close(work)

    def watch(
        self, work: Batch, look: Callable[[], tuple[list[Item], list[Missing]]], interval: float
    ) -> None:
        """Run over what comes until Ctrl-C, which is how a watch ends and no mishap."""

        def run(ready: list[Item]) -> None:
            self._run(work, ready)
            work.close()
            self._write_pages()
            if not self._quiet:
                for item in ready:
                    done = self._outcomes[item.key, str(item.path)]
                    line = f"{_(done.status.value)}: {done.source}: {done.reason}"
                    click.echo(line, err=True)

        if not self._quiet:
            click.echo(_("Watching; Ctrl-C ends it."), err=True)
        try:
            watch(lambda: look()[0], run, interval)
        except KeyboardInterrupt:
            self._close(work)
        except UserError as error:
            self._stopped = error
            self._close(work)

    def _run(self, work: Batch, items: Sequence[Item]) -> None:
        stats = (stat_of(item.path) for item in items)
        size = sum(stat[0] for stat in stats if stat is not None)
        show = sys.stderr.isatty() and not self._quiet
        progress = Progress(len(items), size, _write if show else None)
        try:
            for outcome in work.run(items):
                self._outcomes[outcome.output, outcome.source] = outcome
                progress.add(outcome)
        finally:
            self._seconds += progress.seconds
            progress.end()

    def _close(self, work: Batch) -> None:
        try:
            work.close()
            self._write_pages()
        except UserError as error:
            self._stopped = self._stopped or error

    def _write_pages(self) -> None:
        if self._pages is not None and not self._order.dry_run:
            self._pages(self._sorted())

    def _sorted(self) -> list[Outcome]:
        return sorted(self._outcomes.values(), key=lambda o: (o.output, o.source))

    def show(self) -> None:
        """Print the summary and end with the status."""
        outcomes = self._sorted()
        status = exit_status(outcomes, len(self._missing))
        if self._stopped is not None:
            status = self._stopped.status
        elif self._interrupted:
            status = ExitStatus.INTERRUPTED
        stopped = _("interrupted") if self._interrupted else str(self._stopped or "")
        if self._form == "json":
            print_json(
                to_dict(
                    self._order,
                    outcomes,
                    self._missing,
                    seconds=self._seconds,
                    status=status,
                    stopped=stopped,
                )
            )
        elif self._order.dry_run and outcomes:
            click.echo(plan(outcomes))
        if not self._quiet:
            text = to_text(self._order, outcomes, self._missing, seconds=self._seconds)
            click.echo(text, err=True)
        if self._stopped is not None:
            raise self._stopped
        if self._interrupted:
            raise KeyboardInterrupt
        if status is not ExitStatus.OK:
            raise SystemExit(int(status))


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
