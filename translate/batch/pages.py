"""The pages of a batch: one beside each report, and one over all of them."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from gettext import gettext as _
from pathlib import Path

from glossary.errors import UserError
from glossary.files import read_bytes, write_atomic
from glossary.model import Glossary

from ..pages.model import Page
from ..pages.overview import INDEX, Line, address, line_of, render_index, stamp_of, way_back
from ..pages.render import render
from ..pages.translated import page_of_report
from .outcome import Order, Outcome, Status
from .watch import Stat, stat_of

_WITHOUT = {Status.FAILED, Status.SKIPPED, Status.PLANNED}


class Pages:
    """Keeps the pages of a folder of reports as its reports are.

    A report that has not changed since the last call is not read again.
    """

    def __init__(self, order: Order, folder: Path, glossary: Glossary | None) -> None:
        self._order = order
        self._folder = folder
        self._glossary = glossary
        self._known: dict[str, tuple[Stat, Line]] = {}

    def write(self, outcomes: Collection[Outcome]) -> None:
        """Write what is missing or out of date, and the page over all files.

        Raises:
            UserError: something cannot be written.
        """
        lines = [self._line(outcome) for outcome in outcomes]
        if not lines:
            return
        title = self._order.out.resolve().name or str(self._order.out)
        text = render_index(lines, self._glossary, title=title, target=self._order.target)
        self._put(self._folder / INDEX, text)

    def _line(self, outcome: Outcome) -> Line:
        bare = Line(outcome.output, outcome.status.value, outcome.reason)
        if outcome.status in _WITHOUT:
            return bare
        path = self._folder / f"{outcome.output}.json"
        stat = stat_of(path)
        if stat is None:
            return bare
        known = self._known.get(outcome.output)
        if known is None or known[0] != stat or not path.with_suffix(".html").exists():
            data = read_bytes(path)
            try:
                page = page_of_report(json.loads(data), self._glossary)
            except (UserError, ValueError, KeyError, TypeError, IndexError):
                return replace(bare, reason=_("its report is damaged"))
            known = self._known[outcome.output] = stat, self._page(outcome, page, stamp_of(data))
        return replace(known[1], status=outcome.status.value, reason=outcome.reason)

    def _page(self, outcome: Outcome, page: Page, stamp: str) -> Line:
        """Write a page unless it is there, made from this very report."""
        name = f"{outcome.output}.html"
        path = self._folder / name
        if not path.exists() or f'content="{stamp}"'.encode() not in read_bytes(path)[:2000]:
            self._put(path, render(page, stamp=stamp, index=way_back(outcome.output)))
        return line_of(page, name=outcome.output, status="", reason="", href=address(name))

    def _put(self, path: Path, text: str) -> None:
        data = text.encode("utf-8", "replace")
        try:
            if read_bytes(path) == data:
                return
        except UserError:
            pass  # not there yet
        write_atomic(path, data, prefix=self._order.prefix)
