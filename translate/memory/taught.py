"""A pair of texts as a corrected file holds it."""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Code


@dataclass(frozen=True, slots=True)
class Side:
    """A text with its inline markup."""

    text: str
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Taught:
    """A unit of a file.

    Attributes:
        where: its place, for messages.
        key: its name in the file.
        reason: why it teaches nothing; empty if it does.
    """

    source: Side
    target: Side | None
    where: str
    key: str = ""
    reason: str = ""
