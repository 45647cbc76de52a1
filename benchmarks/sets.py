"""The test sets: where they lie, their sentences, and glossaries made for them."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from glossary.curated import curated
from glossary.model import Case, Concept, Glossary, Grammar, Language, Pairing, Status, Term

from . import wmt21
from .scorer import Span, read_spans

SPANS = Path(__file__).parent / "data" / "sahel-dev-terms.tsv"


def evaluation_folder() -> Path:
    """Return where the development sets lie: ``SAHEL_EVAL``, else ``../shared/eval``."""
    named = os.environ.get("SAHEL_EVAL")
    return Path(named) if named else Path(__file__).parents[2] / "shared" / "eval"


@dataclass(frozen=True, slots=True)
class TestSet:
    """A parallel text in one direction and the glossary that decides its terms.

    ``spans`` are what the independent scorer asks for; ``pairs`` the annotation of WMT 2021.
    """

    name: str
    source: Language
    target: Language
    sources: tuple[str, ...]
    references: tuple[str, ...]
    glossary: Glossary
    spans: tuple[Span, ...] = ()
    pairs: tuple[wmt21.Pair, ...] = ()

    @property
    def direction(self) -> str:
        """``fr-en`` or ``en-fr``."""
        return f"{self.source}-{self.target}"

    def first(self, count: int | None) -> TestSet:
        """Return the set cut to its first ``count`` sentences."""
        return TestSet(
            self.name,
            self.source,
            self.target,
            self.sources[:count],
            self.references[:count],
            self.glossary,
            tuple(s for s in self.spans if count is None or s.line <= count),
            self.pairs[:count],
        )


def sahel(folder: Path) -> list[TestSet]:
    """Return sahel-dev in both directions, with the curated glossary and the frozen spans.

    Raises:
        SpansError: the spans were made for another state of the file.
    """
    data = (folder / "sahel-dev.tsv").read_bytes()
    spans = read_spans(SPANS)
    spans.check(data)
    rows = [line.split("\t") for line in data.decode().rstrip("\n").split("\n")]
    french, english = tuple(r[1] for r in rows), tuple(r[2] for r in rows)
    return [
        TestSet("sahel-dev", "fr", "en", french, english, curated(), spans.of("fr-en")),
        TestSet("sahel-dev", "en", "fr", english, french, curated(), spans.of("en-fr")),
    ]


def flores(folder: Path) -> list[TestSet]:
    """Return flores-dev in both directions, with the curated glossary."""
    french, english = (_lines(folder / f"flores-dev.{language}") for language in ("fr", "en"))
    return [
        TestSet("flores-dev", "fr", "en", french, english, curated()),
        TestSet("flores-dev", "en", "fr", english, french, curated()),
    ]


def wmt(folder: Path) -> list[TestSet]:
    """Return the WMT 2021 terminology set with a glossary of its own annotated terms."""
    name = "wmt21-terminology-dev"
    pairs = wmt21.read(
        (folder / f"{name}.en.sgm").read_text(encoding="utf-8"),
        (folder / f"{name}.fr.sgm").read_text(encoding="utf-8"),
    )
    sources = tuple(wmt21.detokenise(p.source) for p in pairs)
    references = tuple(p.reference for p in pairs)
    return [TestSet(name, "en", "fr", sources, references, annotated(pairs), pairs=pairs)]


SETS = {"sahel-dev": sahel, "wmt21": wmt, "flores": flores}


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").rstrip("\n").split("\n"))


def annotated(pairs: Sequence[wmt21.Pair]) -> Glossary:
    """Return a glossary of the terms annotated in ``pairs``, one concept an annotation id.

    The preferred French form is the one the references use most; the others are variants.
    """
    english: dict[str, Counter[str]] = {}
    french: dict[str, Counter[str]] = {}
    for pair in pairs:
        for term in pair.terms:
            english.setdefault(term.id, Counter())[_form(term.source)] += 1
            french.setdefault(term.id, Counter())[_form(term.surface)] += 1
            french[term.id].update({_form(t): 0 for t in term.targets})
    concepts = []
    for id_ in sorted(english, key=int):
        terms = _terms(english[id_], "en") + _terms(french[id_], "fr")
        exact = all(t.form.isupper() for t in terms)
        case = Case.EXACT if exact else Case.TRANSFER
        concepts.append(Concept(f"wmt21-{id_}", "wmt21", (Pairing("full", terms, case=case),)))
    return Glossary(tuple(concepts), name="wmt21-terminology-dev")


def _form(tokens: str) -> str:
    return re.sub(r" ?' ", "'", tokens).strip()


def _terms(forms: Counter[str], language: Language) -> tuple[Term, ...]:
    ordered = sorted(forms, key=lambda f: (-forms[f], len(f), f))
    return tuple(
        Term(
            form,
            language,
            Status.VARIANT if i else Status.PREFERRED,
            Grammar(pos="name" if form[:1].isupper() else "noun"),
        )
        for i, form in enumerate(ordered)
    )
