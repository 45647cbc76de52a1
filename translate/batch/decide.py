"""What a file of a batch needs: nothing, a translation, or to be left alone; and why."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path

from glossary.errors import UserError
from glossary.files import read_bytes

from .inputs import Item, clash, unfit
from .manifest import Counts, Made, Manifest, Record
from .opening import ForeignError, Opened, open_document
from .outcome import Order, Outcome, Status, outcome_of


@dataclass(frozen=True, slots=True)
class Todo:
    """A file to translate, with what was known when that was decided."""

    item: Item
    data: bytes
    opened: Opened
    source_sha256: str
    seen: str | None  # hash of the output as it lay there when this was decided
    reason: str
    size: int


class Decider:
    """Decides file after file of one run. ``made`` is called when a record must be compared."""

    def __init__(
        self, order: Order, items: Sequence[Item], manifest: Manifest, made: Callable[[], Made]
    ) -> None:
        self._order = order
        self._manifest = manifest
        self._made = made
        self._inputs = {os.path.realpath(item.path) for item in items}
        self._taken: dict[str, Item] = {}

    def decide(self, item: Item) -> Outcome | Todo:
        """Return what is to be done with a file, or what has become of it already.

        Raises:
            UserError: it cannot be read or taken apart, or its output is not its own.
        """
        order = self._order
        if reason := unfit(item, bool(order.options.fields)):
            return outcome_of(item, Status.SKIPPED, reason)
        target = order.out / item.place
        first = self._taken.setdefault(clash(item.key), item)
        if first is not item:
            raise UserError(_("its output would be that of {path}, too").format(path=first.path))
        if os.path.realpath(target) in self._inputs:
            raise UserError(_("its output would replace an input"))
        if item.path.exists() and not item.path.is_file():
            raise UserError(_("is a pipe or a device"))  # reading it might never end
        data = read_bytes(item.path)
        digest, seen = sha(data), sha_of(target)
        history = self._manifest.history(item.key)
        size = len(data)
        if history:
            self._check_owner(item, history[-1])
        why = self._why(item, digest, history)
        if seen is not None and not order.force and seen not in {r.output_sha256 for r in history}:
            if not history:
                reason = _("was there before, not written by a batch (--force replaces it)")
            elif why:
                reason = _("edited by hand, but {why} (--force translates anew)").format(why=why)
            else:
                reason = _("edited by hand: kept")
            self._settle(item, history)
            return outcome_of(item, Status.EDITED, reason, size=size, stale=bool(why))
        if seen is None:
            why = _("output is missing") if history else _("new")
        elif history and seen != history[-1].output_sha256:
            edited = seen not in {r.output_sha256 for r in history}
            why = _("edited by hand, --force") if edited else _("an earlier run was interrupted")
        if not why:
            self._settle(item, history)
            return outcome_of(
                item, Status.UNCHANGED, _("up to date"), size=size, counts=history[-1].counts
            )
        try:
            opened = open_document(
                data,
                str(item.path),
                source=order.source,
                target=order.target,
                encoding=order.encoding,
                options=order.options,
            )
        except ForeignError as error:
            return outcome_of(item, Status.SKIPPED, str(error), size=size)
        if order.dry_run:
            return outcome_of(
                item, Status.PLANNED, why, size=size, counts=Counts(words=opened.words)
            )
        return Todo(item, data, opened, digest, seen, why, size)

    def _settle(self, item: Item, history: Sequence[Record]) -> None:
        """Drop records of interrupted runs once the output is known to be of none of them."""
        if len(history) > 1:
            self._manifest.settle(item.key)

    def _why(self, item: Item, digest: str, history: Sequence[Record]) -> str:
        """Return what has changed since the last record, empty if nothing has."""
        if not history:
            return _("new")
        last = history[-1]
        if last.source_sha256 != digest:
            return _("the source has changed")
        if changes := last.made.changes(self._made()):
            return _("changed: {parts}").format(parts=", ".join(changes))
        path = report_path(self._order, item)
        return _("its report is missing") if path is not None and not path.is_file() else ""

    def _check_owner(self, item: Item, last: Record) -> None:
        """Refuse a file whose output belongs to another input that is still there."""
        if last.source != source_of(self._order, item):
            owner = self._order.out / last.source
            if owner.is_file() and not _same(owner, item.path):
                raise UserError(
                    _("its output belongs to {path}").format(path=os.path.normpath(owner))
                )


def sha(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def sha_of(path: Path) -> str | None:
    """Return the hash of a file, None where there is none."""
    if not path.exists():
        return None
    return sha(read_bytes(path))


def _same(one: Path, two: Path) -> bool:
    try:
        return one.samefile(two)
    except OSError:
        return False


def source_of(order: Order, item: Item) -> str:
    """Return where a source is, relative to the output directory."""
    try:
        relative = os.path.relpath(item.path.resolve(), order.out.resolve())
    except ValueError:  # another drive
        return item.path.resolve().as_posix()
    return Path(relative).as_posix()


def report_path(order: Order, item: Item) -> Path | None:
    """Return where the report of a file goes, None where none is wanted."""
    folder = order.report_dir
    return None if folder is None else folder / f"{item.key}.json"
