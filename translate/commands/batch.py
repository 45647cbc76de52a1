"""``sahel batch``: files, folders and lists into an output directory, again and again."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator, Sequence
from gettext import gettext as _
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from glossary.cli_options import format_option
from glossary.errors import ExitStatus, UserError
from glossary.files import make_folder
from glossary.model import Language

from ..batch.inputs import expand, listed, takes
from ..cli_errors import Command
from .translation_options import Wanted, target_option, translation_options

if TYPE_CHECKING:
    from ..batch.crew import Crew
    from ..batch.outcome import Order
    from ..engine import Engine


@click.command("batch", cls=Command)
@click.argument("inputs", nargs=-1, required=True, metavar="IN...")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Directory for the translations.",
)
@click.option(
    "--from",
    "source",
    type=click.Choice(["fr", "en", "auto"]),
    default="auto",
    show_default=True,
    help="Language of the sources; files in another one are passed over.",
)
@target_option
@click.option(
    "--base",
    type=click.Path(path_type=Path, file_okay=False),
    help="Single files keep their place below this folder.",
)
@click.option(
    "--report-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write what was done for each term, as JSON, a file for each.",
)
@click.option("--pages", is_flag=True, help="With --report-dir: pages to read, and an index.html.")
@translation_options
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Chunks under way at once (threads on one model).",
)
@click.option(
    "--chunk",
    type=click.IntRange(1),
    default=20_000,
    show_default=True,
    help="Source characters translated together; bounds the memory, and what a kill costs.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Translate on the workers of this Dask scheduler (needs the extra 'dask').",
)
@click.option("--force", is_flag=True, help="Replace outputs that were edited, too.")
@click.option("--dry-run", is_flag=True, help="Say what would be done and why; write nothing.")
@click.option("--wait", is_flag=True, help="Wait while another batch writes to the directory.")
@click.option("--watch", "watching", is_flag=True, help="Go on: take files as they come.")
@click.option(
    "--interval",
    type=click.FloatRange(min=0.05),
    default=2.0,
    show_default=True,
    help="Seconds between two looks of --watch.",
)
@format_option
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
def batch(
    inputs: tuple[str, ...],
    out: Path,
    source: str,
    target: Language,
    base: Path | None,
    report_dir: Path | None,
    pages: bool,
    wanted: Wanted,
    jobs: int,
    chunk: int,
    scheduler: str | None,
    force: bool,
    dry_run: bool,
    wait: bool,
    watching: bool,
    interval: float,
    form: str,
    quiet: bool,
) -> None:
    """Translate files, folders and globs into a directory; '-' reads a list of paths.

    A second run does only what changed: a source, the glossary, the model, the settings, an output
    that is missing. An output that was edited by hand stays. A run killed at any moment is resumed
    by running it again. The exit code is 3 when a file could not be read or translated (the others
    were), 1 when an output has something an editor should look at.

    \b
    Example:
      sahel batch dispatches --out english --to en --report-dir reports --pages
    """
    if source == target:
        raise click.UsageError(_("--from and --to are the same"))
    if pages and report_dir is None:
        raise click.UsageError(_("--pages needs --report-dir"))
    paths = _names(inputs)
    _check_folders(out, report_dir, paths)
    items, missing = expand(paths, out, base=base)

    from .. import argos
    from ..batch.outcome import Order
    from ..batch.run import Batch
    from ..batch.session import Session

    order = Order(
        out=out,
        target=target,
        source=source,
        settings=wanted.settings(target),
        options=wanted.options,
        encoding=wanted.encoding,
        report_dir=report_dir,
        force=force,
        dry_run=dry_run,
        jobs=jobs,
        chunk=chunk,
    )
    package = wanted.package(target)
    terms = wanted.glossary(target)

    def load() -> Engine:
        return argos.load(package)

    def workers() -> Crew:
        from ..batch.remote import DaskCrew

        return DaskCrew(scheduler or "", order, package.name, terms)

    hire = workers if scheduler else None
    writer = None
    if pages and report_dir is not None:
        from ..batch.pages import Pages

        writer = Pages(order, report_dir, terms).write
    session = Session(order, form, quiet, missing, writer)
    with _until_stopped(), _exclusive(order, wait):
        work = Batch(order, load, terms, hire)
        if watching and not dry_run:
            session.watch(work, lambda: expand(paths, out, base=base), interval)
        else:
            session.once(work, items)
    session.show()


def _names(inputs: Sequence[str]) -> list[str]:
    names: list[str] = []
    for name in inputs:
        names += listed(sys.stdin.buffer.read()) if name == "-" else [name]
    if not names:
        raise UserError(_("no paths came in"), where=_("standard input"), hint=_("give one a line"))
    return names


def _check_folders(out: Path, report_dir: Path | None, names: Sequence[str]) -> None:
    """Refuse a folder for reports in which they would replace outputs, or become inputs."""
    if report_dir is None:
        return
    if report_dir.resolve() == out.resolve():
        clash = "--out"
    else:
        clash = next((n for n in names if takes(n, report_dir, (".json", ".html"))), "")
    if clash:
        raise UserError(
            _("--report-dir lies in {clash}").format(clash=clash),
            where=str(report_dir),
            hint=_("name a folder of its own"),
            status=ExitStatus.USAGE,
        )


@contextlib.contextmanager
def _exclusive(order: Order, wait: bool) -> Iterator[None]:
    """Make the folders and hold the lock; a dry run does neither."""
    if order.dry_run:
        yield
        return
    from ..batch.lock import locked
    from ..batch.run import LOCK

    make_folder(order.out)
    if order.report_dir is not None:
        make_folder(order.report_dir)

    def tell(holder: str) -> None:
        click.echo(_("Waiting for another batch ({holder}) ...").format(holder=holder), err=True)

    with locked(order.out / LOCK, wait=wait, on_wait=tell):
        yield


@contextlib.contextmanager
def _until_stopped() -> Iterator[None]:
    """Let ``kill`` and a service manager stop a batch as Ctrl-C does."""

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not in the main thread: somebody else handles signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
