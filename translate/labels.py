"""The values of enumerations that people read: ``_(severity.value)`` says them in their language.

Scripts get the values bare. A test compares this list with the enumerations.
"""

from __future__ import annotations

from .interface import N_

SEVERITIES = (N_("error"), N_("warning"), N_("info"))
HOWS = (
    N_("native"),
    N_("annotated"),
    N_("n-best"),
    N_("substituted"),
    N_("forced"),
    N_("masked"),
    N_("repaired"),
    N_("memory"),
    N_("ambiguous"),
    N_("failed"),
)
OUTCOMES = (
    N_("translated"),
    N_("planned"),
    N_("unchanged"),
    N_("edited"),
    N_("skipped"),
    N_("failed"),
)
HEALTHS = (N_("ok"), N_("note"), N_("warning"), N_("failure"))
MEMORY = (
    N_("approved"),
    N_("unreviewed"),
    N_("machine"),
    N_("context"),
    N_("exact"),
    N_("fuzzy"),
)
