"""Fixtures shared by the suite: a stand-in engine whose every answer is known."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import settings

from glossary.formats import po
from glossary.model import Glossary, Language
from translate.engine import (
    Abilities,
    Annotation,
    Hypothesis,
    Marker,
    Request,
    marker,
)
from translate.packages import places

os.environ["SAHEL_LANG"] = "en"  # whatever the locale here: most tests read messages

# The suite gives the same verdict every time; HYPOTHESIS_PROFILE=search looks for new cases.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=3000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@dataclass
class StandIn:
    """An engine that upper-cases nothing, invents nothing and can be told to misbehave.

    By default it copies its source. ``words`` replaces words (whole, in order given);
    ``answers`` gives hypotheses for a whole plain source; ``obeys`` says whether annotations take
    effect; ``goes_on`` says what follows a prefix.
    """

    source: Language = "fr"
    target: Language = "en"
    abilities: Abilities = field(default_factory=lambda: Abilities(annotations=True, markers=8))
    words: dict[str, str] = field(default_factory=dict)
    answers: dict[str, list[str]] = field(default_factory=dict)
    obeys: bool = True
    goes_on: dict[str, str] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    def signature(self) -> dict[str, str]:
        return {"package": "stand-in"}

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def translate(self, requests: Sequence[Request]) -> list[tuple[Hypothesis, ...]]:
        self.requests += requests
        return [self._one(r) for r in requests]

    def _one(self, request: Request) -> tuple[Hypothesis, ...]:
        plain = "".join(p for p in request.pieces if isinstance(p, str))
        if plain in self.answers and not request.prefix:
            texts = self.answers[plain][: request.n_best]
            return tuple(Hypothesis(t, -float(i)) for i, t in enumerate(texts, 1))
        out = ""
        for piece in request.pieces:
            if isinstance(piece, Marker):
                out += marker(piece.number)
            elif isinstance(piece, Annotation):
                said = piece.target if self.obeys else self._say(piece.source)
                out += said.lstrip() if out[-1:].isspace() or not out else said
            else:
                out += self._say(piece)
        if request.prefix:
            out = request.prefix + self.goes_on.get(request.prefix, " and so on.")
        return (Hypothesis(out, -1.0),)

    def _say(self, text: str) -> str:
        for word, said in self.words.items():
            text = text.replace(word, said)
        return text


@pytest.fixture(scope="session")
def stand_in() -> type[StandIn]:
    """The class of the stand-in engine."""
    return StandIn


@pytest.fixture
def glossary_of() -> Callable[[str], Glossary]:
    """A function that makes a glossary from the entries of a PO catalogue, without its header."""

    def make(entries: str, name: str = "test.po") -> Glossary:
        return po.read(HEADER + entries, name=name)

    return make


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, not there yet: no packages, no choice of models."""
    for name in list(os.environ):
        if name.startswith(("ARGOS_", "XDG_", "SNAP")):
            monkeypatch.delenv(name)
    folder = tmp_path / "home"
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    # where platformdirs keeps settings on macOS and Windows no variable decides
    monkeypatch.setattr(places, "choice_file", lambda: folder / "config" / "models.json")
    return folder
