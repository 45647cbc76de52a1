"""Measure which terms a model writes unasked: the list that its package carries."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from glossary.curated import curated
from glossary.model import LANGUAGES, Glossary, Language, other
from glossary.text import fold_key
from translate import formats
from translate.cascade.drafts import Cascade, How
from translate.engine import Engine
from translate.packages.native import write_native
from translate.pipeline import Settings, translate_document

from .decode import engine
from .files import write_with

_UNASKED = Settings(cascade=Cascade(steps=(), annotate=False))
_MOST = 0.7  # share of a term's occurrences that must come out right


def native_terms(
    engine: Engine, sentences: Iterable[str], glossary: Glossary, share: float = _MOST
) -> list[tuple[str, str]]:
    """Return the terms that `engine` gets right in at least `share` of their occurrences.

    Each as (folded source form, target form). Terms that `sentences` never use are not in the
    list: what nobody has seen come out right is better asked for.
    """
    lines = "\n".join(" ".join(sentence.split()) for sentence in sentences)
    document = formats.read(lines + "\n", name="", format="lines")
    seen, right = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for occurrence in translate_document(document, engine, glossary, _UNASKED).occurrences:
        if occurrence.how in (How.NATIVE, How.FAILED):
            term = fold_key(occurrence.surface), occurrence.required
            seen[term] += 1
            right[term] += occurrence.how is How.NATIVE
    return sorted(term for term, count in seen.items() if right[term] >= share * count)


def sentences_of(in_domain: Path, glossary: Glossary, language: Language) -> list[str]:
    """Return what is measured: one side of the in-domain pairs, and the glossary's own examples.

    `in_domain` is a corpus of lines kind, French, English, between tabs.
    """
    column = {"fr": 1, "en": 2}[language]
    rows = in_domain.read_text(encoding="utf-8").splitlines()
    found = [row.split("\t")[column] for row in rows]
    shown = [p for concept in glossary.concepts for p in concept.pairings]
    return found + [text for p in shown for own, text in p.examples if own == language]


def write_lists(model: Path, in_domain: Path, out: Path) -> list[Path]:
    """Write fr_en-native-terms.tsv and en_fr-native-terms.tsv for a converted model."""
    glossary = curated()
    written = []
    for source in LANGUAGES:
        target = other(source)
        sentences = sentences_of(in_domain, glossary, source)
        terms = native_terms(engine(model, source, target), sentences, glossary)
        comment = f"came out right unasked in {_MOST:.0%} of their occurrences or more"
        data = write_native(terms, comment)
        path = out / f"{source}_{target}-native-terms.tsv"
        write_with(path, lambda temporary, d=data: temporary.write_bytes(d))
        written.append(path)
    return written
