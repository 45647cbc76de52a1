"""What is English alone around a placed term; contact cases are in ``test_grammar_laws``."""

from __future__ import annotations

from translate.grammar.english import takes_an


def test_sound_of_an_acronym_decides() -> None:
    assert takes_an("UNHCR") is False or takes_an("UNHCR") is None
    assert takes_an("MNJTF")
    assert takes_an("8th division")
    assert takes_an("...") is None
