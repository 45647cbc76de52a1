"""Checks: each has examples that must fail and pass; what a whole run does with what they say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.curated import curated
from glossary.model import Glossary, Language
from translate.checks import links, loose
from translate.checks.answer import concepts_of
from translate.checks.catalogue import BY_ID, CHECKS
from translate.checks.fix import repairs
from translate.checks.model import ALL, Pair, Place
from translate.checks.reading import Side, outside, terms_of
from translate.checks.run import Settings, check
from translate.grammar.changes import replay
from translate.prepare import merge, touches
from translate.result import Finding, Severity
from translate.typography.numbers import Figure, Kind

DATA = Path(__file__).parent / "data" / "checks"
Row = tuple[str, str, tuple[Pair, ...]]


def pair(source_language: str, language: str, source: str, target: str, line: int = 1) -> Pair:
    lang: Language = "fr" if language == "fr" else "en"
    if not source_language:
        return Pair(None, target, None, lang, Place("x", line))
    return Pair(source, target, "fr" if source_language == "fr" else "en", lang, Place("x", line))


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text("utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines]


def examples() -> list[Row]:
    found: list[Row] = []
    for path in sorted(DATA.glob("*.tsv")):
        if path.stem != "documents":
            for verdict, one, two, source, target in rows(path.name):
                found.append((path.stem, verdict, (pair(one, two, source, target),)))
    documents: dict[tuple[str, str, str], list[Pair]] = defaultdict(list)
    for identifier, verdict, number, one, two, source, target in rows("documents.tsv"):
        group = documents[identifier, verdict, number]
        group.append(pair(one, two, source, target, len(group) + 1))
    found += [(name, verdict, tuple(pairs)) for (name, verdict, _), pairs in documents.items()]
    return found


EXAMPLES = examples()


def run(pairs: tuple[Pair, ...] | list[Pair], *names: str) -> list[Finding]:
    settings = Settings(tuple(BY_ID[n] for n in names)) if names else Settings()
    return list(check(pairs, curated(), settings).findings)


@pytest.mark.parametrize(
    ("name", "verdict", "pairs"),
    EXAMPLES,
    ids=lambda v: v[0].target[:40] if v and not isinstance(v, str) else v,
)
def test_examples(name: str, verdict: str, pairs: tuple[Pair, ...]) -> None:
    found = run(pairs, name)
    assert bool(found) is (verdict == "fail"), found
    for item in found:
        whole = pairs[item.segment]
        text = whole.target if item.side == "target" else whole.source or ""
        assert item.span is None or 0 <= item.span[0] < item.span[1] <= len(text)


@pytest.mark.parametrize("item", CHECKS, ids=lambda c: c.id)
def test_every_check_has_examples_of_both_kinds(item: object) -> None:
    identifier = getattr(item, "id", "")
    verdicts = {verdict for name, verdict, _ in EXAMPLES if name == identifier}
    assert verdicts == {"pass", "fail"}


def test_ids_are_unique_and_documented() -> None:
    page = (DATA.parents[2] / "docs" / "checks.md").read_text("utf-8")
    assert len(BY_ID) == len(CHECKS)
    for item in CHECKS:
        assert f"| `{item.id}` | {item.severity.value} |" in page, item.id
        assert item.summary.replace("|", "\\|") in page, item.id


def test_clean_pairs_of_all_examples_make_little_noise() -> None:
    """What passes one check passes the others: no rule calls another rule's good example wrong."""
    loud = []
    for name, verdict, pairs in EXAMPLES:
        if verdict == "pass" and name not in ("quotation", "number-missing", "truncated"):
            loud += [
                (name, f.check, f.message) for f in run(pairs) if f.severity is not Severity.INFO
            ]
    assert loud == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What he does does matter.", "en"),
        ("Ceux qui savent savent.", "fr"),
        ("Le journal affichait une une entièrement blanche.", "fr"),
    ],
)
def test_a_word_rightly_twice_is_left_to_the_editor(text: str, language: Language) -> None:
    """A note, which ``--fix`` does not touch."""
    (note,) = run([Pair(None, text, None, language)], "doubled-word")
    (slip,) = run([Pair(None, "It was the the end.", None, "en")], "doubled-word")
    assert (note.severity, note.edits) == (Severity.INFO, ())
    assert (slip.severity, slip.edits[0].before) == (Severity.WARNING, " the")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_rule_of_typography_is_told_in_words(language: Language) -> None:
    """No editor is told *scale-singular*: whatever the cases of the passes change has its words."""
    lines = (DATA.parent / f"typography-{language}.tsv").read_text("utf-8").splitlines()
    cells = [line.replace("~", "\u00a0").split("\t") for line in lines if not line.startswith("# ")]
    pairs = [
        pair("en" if language == "fr" else "fr", language, source, target)
        for target, source in ((c[0], c[2].lstrip("!") if len(c) > 2 else "") for c in cells)
    ] + [pair("", language, "", c[0]) for c in cells]
    found = run(pairs, f"typography-{language}")
    rules = {edit.rule: item.message for item in found for edit in item.edits}
    assert len(rules) > 10
    assert not {rule for rule, message in rules.items() if message.split(" (")[0] == rule}


def test_what_the_file_opts_out_of_is_not_told() -> None:
    wrong = Pair("12 tués", "21 killed (", "fr", "en")
    assert {f.check for f in run([wrong])} >= {"number-changed", "brackets"}
    assert "number-changed" not in {
        f.check for f in run([replace(wrong, skip=frozenset({"number-changed"}))])
    }
    assert run([replace(wrong, skip=frozenset({ALL}))]) == []


def test_a_quotation_marked_sic_is_left_alone() -> None:
    loud = Pair("« Les soldats nigériens »", "“Nigerian soldiers”", "fr", "en")
    quoted = Pair("« Les soldats nigériens »", "“Nigerian soldiers” [sic]", "fr", "en")
    inside = Pair("« Les soldats nigériens »", "“Nigerian soldiers [sic]”", "fr", "en")
    elsewhere = Pair(
        "Les soldats nigériens", "Nigerian soldiers, he wrote “their [sic]”", "fr", "en"
    )
    assert [len(run([p], "demonym-slip")) for p in (loud, quoted, inside, elsewhere)] == [
        1,
        0,
        0,
        1,
    ]


def test_a_thing_named_before_may_be_the_group_afterwards() -> None:
    first = pair("fr", "en", "Boko Haram a attaqué.", "Boko Haram attacked.")
    later = pair("fr", "en", "Boko Haram a fui.", "The group fled.", 2)
    assert run([first, later], "term-missing") == []
    alone = run([later], "term-missing")
    assert [f.severity for f in alone] == [Severity.WARNING]


def test_matchers_are_built_once_for_a_glossary() -> None:
    own = Glossary(curated().concepts[:5])
    assert terms_of(own) is terms_of(own)
    assert terms_of(own) is not terms_of(Glossary(curated().concepts[:6]))


def test_severities_of_a_project_hold() -> None:
    settings = Settings((BY_ID["brackets"],), {"brackets": Severity.INFO})
    found = check([Pair("a (b)", "a (b", "fr", "en")], Glossary(), settings)
    assert [f.severity for f in found.findings] == [Severity.INFO]
    assert found.clean


def test_half_a_pair_is_only_said_to_be_half() -> None:
    lost = Pair("12 hommes ont déclaré « non » (hier).", "", "fr", "en")
    added = Pair("", "12 men said no (yesterday).", "fr", "en")
    assert [[f.check for f in run([p])] for p in (lost, added)] == [["untranslated"]] * 2


def test_terms_of_both_texts_are_linked() -> None:
    found = check([pair("fr", "en", "Les FAMa à Kidal", "FAMa in Kidal, JNIM")], curated()).terms
    told = {t.concept: (t.source_span, t.target_span) for t in found}
    assert told["fama"] == ((4, 8), (0, 4))
    assert told["jnim"] == (None, (15, 19))
    assert "FAMa" in next(t for t in found if t.concept == "fama").accepted


WORDS = st.text("aeé'’ (<%s{}\"«»12,.\u00a0[sic]-FAMa", max_size=40)


@given(WORDS, WORDS, st.sampled_from(["fr", "en", ""]))
def test_any_text_is_survived_and_repairs_fit(source: str, target: str, language: str) -> None:
    item = pair(language, "en" if language == "fr" else "fr", source, target)
    found = run([item])
    for edits in repairs(found, notes=BY_ID).values():
        replay(target, edits)


def test_repairing_once_is_enough() -> None:
    """Law: fixing what was fixed changes nothing."""
    item = pair(
        "fr", "en", "Les FAMa ont tué 12 hommes du GSIM.", "The FAMA killed 12 men of of GSIM."
    )
    edits = repairs(run([item]))[0]
    mended = replay(item.target, edits)
    assert mended == "The FAMa killed 12 men of JNIM."
    assert repairs(run([replace(item, target=mended)])) == {}


def test_loose_terms_are_terms() -> None:
    ids = {concept.id for concept in curated().concepts}
    assert {key for keys in loose.LOOSE.values() for key in keys} | loose.EVERYDAY <= ids


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda s: (s[0], sum(s))))


@given(SPANS, SPANS)
def test_spans_are_compared_as_if_each_were_tried(
    spans: list[tuple[int, int]], asked: list[tuple[int, int]]
) -> None:
    for start, end in asked:
        each = any(start < b and a < end for a, b in spans)
        assert touches(merge(spans), start, end) is each
    figures = [Figure(start, end, Decimal(1), Kind.PLAIN) for start, end in asked]
    free = [f for f in figures if not any(a <= f.start and f.end <= b for a, b in spans)]
    assert outside(figures, spans) == free


NAMED = st.lists(
    st.sampled_from("Mali|Malian|Malians|FAMa|army|CSP|Gao|JNIM|coup|police|Niger|AES".split("|"))
)
NOMMÉS = st.lists(
    st.sampled_from("Mali|malien|Maliens|FAMa|armée|CSP|Gao|GSIM|putsch|Niger|AES".split("|"))
)


@given(NOMMÉS, NAMED)
def test_a_term_is_answered_by_the_first_that_is_free_those_of_its_pairing_before_all(
    source: list[str], target: list[str]
) -> None:
    terms = terms_of(curated())
    here = terms.find(Side(", ".join(source), "fr"))
    there = terms.find(Side(", ".join(target), "en"))
    wanted: dict[int, int] = {}
    for same_form in (True, False):
        for index, match in enumerate(here):
            ids = {c.id for c in concepts_of(match)}
            free = (
                place
                for place, term in enumerate(there)
                if place not in wanted.values()
                and any(c.id in ids for c in concepts_of(term))
                and (not same_form or term.pairing.label == match.pairing.label)
            )
            if index not in wanted and (first := next(free, None)) is not None:
                wanted[index] = first
    assert links._paired(here, there) == wanted


def test_a_term_that_is_missing_twice_is_told_twice_at_its_own_place() -> None:
    found = run([pair("fr", "en", "Le CSP parle, puis le CSP se tait.", "They spoke.")])
    lost = [f for f in found if f.check == "term-missing"]
    assert [f.span for f in lost] == [(3, 6), (22, 25)]
