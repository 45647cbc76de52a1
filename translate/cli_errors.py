"""The commands' manner of ending; it lives with ``glossary``, which must not import us."""

from __future__ import annotations

from glossary.cli_errors import Command, Group, ShownError, reported

__all__ = ["Command", "Group", "ShownError", "reported"]
