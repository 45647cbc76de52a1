"""The way of a document: units, sentences, engine, terms, grammar, document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from glossary.match import matcher_for
from glossary.model import Glossary

from .assemble import assemble
from .cascade.drafts import Cascade, Outcome
from .cascade.recut import recut
from .cascade.terminology import enforce
from .crossing import agree, cross, set_type
from .document import Document
from .engine import Engine
from .prepare import Part, prepare
from .result import Result
from .settings import Settings, signature_of
from .typography.style import NAME as TYPOGRAPHY

__all__ = ["Settings", "translate_document", "translate_documents"]

MAX_SENTENCE_TOKENS = 120
"""Longer sentences are cut at clause boundaries: the embedded model never saw longer ones."""


def translate_document(
    document: Document,
    engine: Engine,
    glossary: Glossary | None,
    settings: Settings = Settings(),
) -> Result:
    """Translate a document so that the terms of ``glossary`` come out as it says.

    None as glossary is the engine alone. Deterministic: same document, engine, glossary and
    settings, same result.
    """
    return translate_documents([document], engine, glossary, settings)[0]


def translate_documents(
    documents: Sequence[Document],
    engine: Engine,
    glossary: Glossary | None,
    settings: Settings = Settings(),
) -> list[Result]:
    """Translate several documents, the sentences of all of them in common batches."""
    language, passes = engine.source, settings.passes
    signature = signature_of(settings, engine, glossary)
    prepared = [_prepared(d, engine, glossary, settings) for d in documents]
    cascade = replace(settings.cascade, normalise="normalise" in passes)
    answers = _answered([part for parts in prepared for part in parts], engine, cascade)
    results = []
    for document, before in zip(documents, prepared, strict=True):
        answered = [pair for _ in before for pair in next(answers)]
        parts = [part for part, _ in answered]
        crossed = [cross(part, outcome, settings) for part, outcome in answered]
        crossed = agree(document.units, parts, crossed, language, settings)
        if TYPOGRAPHY in passes:
            crossed = set_type(document.units, parts, crossed, language)
        results.append(assemble(document, parts, crossed, language, signature, passes))
    return results


def _prepared(
    document: Document, engine: Engine, glossary: Glossary | None, settings: Settings
) -> tuple[Part, ...]:
    """Return a document's sentences with what the glossary asks and the memory has for each."""
    matcher = (
        None if glossary is None or not len(glossary) else matcher_for(glossary, engine.source)
    )

    def too_long(text: str) -> bool:
        # a token has a character at least: short texts need no count
        return len(text) > MAX_SENTENCE_TOKENS and engine.count_tokens(text) > MAX_SENTENCE_TOKENS

    parts = prepare(document.units, engine.source, matcher, too_long)
    if settings.memory is None:
        return parts
    from .memory.reuse import reuse

    return reuse(document.units, parts, settings.memory)


def _answered(
    parts: Sequence[Part], engine: Engine, cascade: Cascade
) -> Iterator[list[tuple[Part, Outcome | None]]]:
    """Yield for each part what stands for it, itself or its pieces, with the engine's answer.

    The answer is None where nothing was asked: no words, or a memory has it.
    """
    outcomes = iter(enforce([p.sentence for p in parts if p.sentence is not None], engine, cascade))
    asked = [(part, None if part.sentence is None else next(outcomes)) for part in parts]
    yield from recut(asked, engine, cascade, engine.source)
