"""What a user can choose of a translation, and what a report says about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glossary.model import Glossary
from glossary.variants import Variant

from . import __version__
from .cascade.drafts import Cascade
from .digest import glossary_digest
from .engine import Engine
from .passes import PASSES
from .result import Signature

if TYPE_CHECKING:
    from .memory.recall import Memory


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can choose.

    ``passes`` are the named passes that run; ``memory`` is asked before the engine, and never
    written to. ``variant`` is the spelling of English output, None leaves it as it comes;
    ``expand_first`` writes the first mention of a glossary acronym out.
    """

    cascade: Cascade = field(default_factory=Cascade)
    passes: tuple[str, ...] = PASSES
    memory: Memory | None = None
    variant: Variant | None = None
    expand_first: bool = False


def signature_of(settings: Settings, engine: Engine, glossary: Glossary | None) -> Signature:
    """Return what the output of a run depends on."""
    cascade, memory = settings.cascade, settings.memory
    return Signature(
        __version__,
        tuple(sorted(engine.signature().items())),
        "none" if glossary is None else glossary.name,
        "" if glossary is None else glossary_digest(glossary),
        (
            ("passes", " ".join(settings.passes)),
            ("steps", " ".join(s.value for s in cascade.steps)),
            ("annotate", str(cascade.annotate).lower()),
            ("annotate_first", str(cascade.annotate_first).lower()),
            *(() if memory is None else memory.settings),
            *(() if settings.variant is None else (("variant", settings.variant),)),
            *((("expand_first", "true"),) if settings.expand_first else ()),
        ),
    )
