"""What a check is, and a list of them as text, as JSON and as an exit status."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from gettext import gettext as _

from glossary.errors import ExitStatus

DISTRIBUTION = "sahel-translate"


class Health(str, Enum):
    """How a check came out. Only ``failure`` keeps ``sahel`` from translating."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: what was found, and what to do about it."""

    name: str
    health: Health
    found: str
    advice: str = ""


def status(checks: Iterable[Check]) -> ExitStatus:
    """Return what the command ends with: 4 cannot translate, 1 something to mend, 0 fine."""
    healths = {check.health for check in checks}
    if Health.FAILURE in healths:
        return ExitStatus.NO_ENGINE
    return ExitStatus.FINDINGS if Health.WARNING in healths else ExitStatus.OK


def to_text(checks: Sequence[Check]) -> str:
    """Return the checks as lines for a terminal.

    >>> to_text([Check("python", Health.OK, "3.13")])
    'ok       python: 3.13\\n'
    """
    lines = []
    width = max(8, *(len(_(health.value)) for health in Health))
    for check in checks:
        told = _("{label}: {text}").format(label=check.name, text=check.found)
        lines.append(f"{_(check.health.value):{width}} {told}\n")
        if check.advice:
            lines.append(f"{'':{width}} -> {check.advice}\n")
    return "".join(lines)


def to_json(checks: Sequence[Check]) -> str:
    """Return the checks as a JSON object: ``status`` (the exit code) and ``checks``."""
    document = {"status": int(status(checks)), "checks": [asdict(check) for check in checks]}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"
