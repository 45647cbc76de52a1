"""The independent scorer: what it counts, what it refuses, and that it is independent."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # benchmarks is no installed package

from benchmarks import grammar_rules, scorer, wmt21  # noqa: E402
from benchmarks.scorer import Span, SpansError, find, met, plain, rate, read_spans, score  # noqa: E402

DATA = Path(__file__).parent / "data"
SPANS = ROOT / "benchmarks" / "data" / "sahel-dev-terms.tsv"
SAHEL = ROOT.parent / "shared" / "eval" / "sahel-dev.tsv"
INDEPENDENT = ("scorer.py", "wmt21.py", "grammar_rules.py", "grammar_rules_fr.py")


def span(*accepted: str, kind: scorer.Kind = "name", to: str = "en", line: int = 1) -> Span:
    direction = "fr-en" if to == "en" else "en-fr"
    return Span(line, direction, 0, 1, kind, accepted[0], accepted)


def cases() -> list[tuple[str, ...]]:
    lines = (DATA / "scorer-find.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("language", "kind", "form", "count", "text"), cases())
def test_where_a_form_stands(language: str, kind: str, form: str, count: str, text: str) -> None:
    found = find(plain(text), plain(form), language, exact_case=kind != "noun")
    assert len(found) == int(count)
    for start, end in found:
        assert plain(text)[start:end].lower() == plain(form).lower()


@pytest.mark.parametrize("name", INDEPENDENT)
def test_the_scorer_knows_nothing_of_the_product(name: str) -> None:
    tree = ast.parse((ROOT / "benchmarks" / name).read_text(encoding="utf-8"))
    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add("." * node.level + (node.module or ""))
    assert not [i for i in imported if i.split(".")[0] in ("glossary", "translate")]
    own = {f".{Path(n).stem}" for n in INDEPENDENT}
    assert {i for i in imported if i.startswith(".")} <= own  # nor by way of a neighbour
    assert not imported & {"importlib", "runpy"}


def test_as_many_as_in_the_source_and_no_more() -> None:
    twice = [span("Mali"), span("Mali")]
    assert met("Mali left.", twice, "en", inflected=False) == (True, False)
    assert met("Mali, Mali, Mali", twice, "en", inflected=False) == (True, True)


def test_one_occurrence_answers_one_term() -> None:
    demonym = span("Nigerien", "Nigeriens", "Niger")
    country = span("Niger")
    assert met("Niger's junta in Niger", [demonym, country], "en", inflected=True) == (True, True)
    assert met("Niger's junta", [demonym, country], "en", inflected=True) == (True, False)
    assert met("Nigerien in Niger", [country, demonym], "en", inflected=True) == (True, True)


def test_the_longer_form_counts() -> None:
    both = [span("African Union Commission"), span("African Union")]
    assert met("The African Union Commission", both, "en", inflected=True) == (True, False)


def test_exact_is_the_preferred_form_alone() -> None:
    wanted = [span("peace agreement", "peace deal", kind="noun")]
    assert met("A peace deal", wanted, "en", inflected=False) == (False,)
    assert met("A peace deal", wanted, "en", inflected=True) == (True,)


def test_case_counts_for_names_only() -> None:
    assert met("les fama", [span("FAMa", kind="acronym", to="fr")], "fr", inflected=True) == (
        False,
    )
    assert met("Drones", [span("drones", kind="noun")], "en", inflected=False) == (True,)
    assert met("Al-Qaeda says", [span("al-Qaeda")], "en", inflected=False) == (True,)
    assert met("It says Al-Qaeda", [span("al-Qaeda")], "en", inflected=False) == (False,)


def test_rates_by_kind_and_only_as_far_as_there_are_hypotheses() -> None:
    spans = [
        span("JNIM", kind="acronym"),
        span("drone", "drones", kind="noun", line=2),
        span("Gao", line=3),
    ]
    scored = score(["The JNIM", "two drones"], spans)
    assert rate(scored, inflected=True) == scorer.Rate(2, 2)
    assert rate(scored, inflected=False) == scorer.Rate(1, 2)
    assert rate(scored, inflected=False, kind="noun").share == 0.0
    assert rate(scored, inflected=False, kind="name").share == 1.0  # nothing was asked for


HEAD = "# sha256 " + "0" * 64 + "\n" + "\t".join(scorer.COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("1\tfr-en\t3\t3\tname\tGao\tGao\n", "empty span"),
        ("0\tfr-en\t0\t3\tname\tGao\tGao\n", "line 0"),
        ("1\tfr-de\t0\t3\tname\tGao\tGao\n", "direction"),
        ("1\tfr-en\t0\t3\tverb\tGao\tGao\n", "kind"),
        ("1\tfr-en\t0\t3\tname\tGao\n", "6 columns"),
        ("1\tfr-en\tx\t3\tname\tGao\tGao\n", "numbers"),
        ("1\tfr-en\t0\t3\tname\tGao\tMopti|Gao\n", "preferred one"),
        ("1\tfr-en\t0\t3\tname\tGao\tGao|\n", "preferred one"),
        (
            "2\tfr-en\t0\t3\tname\tGao\tGao\n1\tfr-en\t0\t3\tname\tGao\tGao\n",
            "not sorted",
        ),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, rows: str, message: str) -> None:
    path = tmp_path / "spans.tsv"
    path.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(SpansError, match=message):
        read_spans(path)


def test_a_file_without_digest_or_heading_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "spans.tsv"
    for text in ("", HEAD.split("\n", 1)[1], HEAD.splitlines()[0] + "\n", HEAD[:80] + "\nx\n"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SpansError):
            read_spans(path)


def test_another_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "spans.tsv"
    path.write_text(HEAD, encoding="utf-8")
    with pytest.raises(SpansError, match="sha256"):
        read_spans(path).check(b"changed")


def test_the_frozen_spans_are_well_formed() -> None:
    spans = read_spans(SPANS)
    assert len(spans.spans) > 600
    for direction in scorer.DIRECTIONS:
        upto: dict[int, int] = {}
        for item in spans.of(direction):
            assert item.start >= upto.get(item.line, 0), f"overlap in line {item.line}"
            upto[item.line] = item.end
            folded = [f.lower() if item.kind == "noun" else f for f in item.accepted]
            assert len(set(folded)) == len(folded), f"a form twice in line {item.line}"


def test_the_frozen_spans_fit_the_text() -> None:
    if not SAHEL.exists():
        pytest.skip("shared/eval/sahel-dev.tsv is not beside this checkout")
    data = SAHEL.read_bytes()
    spans = read_spans(SPANS)
    spans.check(data)
    rows = [line.split("\t")[1:] for line in data.decode().rstrip("\n").split("\n")]
    for direction in scorer.DIRECTIONS:
        sources = [r[0 if direction == "fr-en" else 1] for r in rows]
        references = [r[1 if direction == "fr-en" else 0] for r in rows]
        for item in spans.of(direction):
            term = sources[item.line - 1][item.start : item.end]
            assert term
            assert term == term.strip()
            assert find(sources[item.line - 1], term, direction[:2], exact_case=True)
        scored = score(references, spans.of(direction))
        missed = [s.span for s in scored if not s.exact]
        assert not missed, missed[:5]  # every reference meets every term it was read from


def test_wmt21_measures_on_a_pair_of_their_own() -> None:
    source = (
        '<seg id="1"> the <term id="1" type="x" src="cough" tgt="toux|tousser"> cough </term> of '
        '<term id="2" type="x" src="flu" tgt="grippe"> flu </term> . </seg>'
    )
    target = (
        '<seg id="1"> la <term id="1" type="x" src="cough" tgt="toux|tousser"> toux </term> de la '
        '<term id="2" type="x" src="flu" tgt="grippe"> grippe </term> . </seg>'
    )
    (pair,) = wmt21.read(source, target)
    assert pair.source == "the cough of flu ."
    assert pair.reference.split()[pair.terms[1].start : pair.terms[1].end] == ["grippe"]
    right = wmt21.prepared("La toux de la grippe.", pair.source)
    assert right == pair.reference.split()
    assert wmt21.exact_match([right], [pair]) == (2, 2)
    assert wmt21.window_overlap([right], [pair], 2) == 1.0
    assert wmt21.one_minus_term([right], [pair]) == 1.0
    other = wmt21.prepared("Tousser de la fièvre.", pair.source)
    assert wmt21.exact_match([other], [pair]) == (1, 2)
    # "la" lacks (1); another word stands for either term (2 each); six words in the reference
    assert wmt21.one_minus_term([other], [pair]) == pytest.approx(1 - 5 / 6)


def test_a_shift_costs_one() -> None:
    reference = ["a", "b", "c", "d"]
    assert wmt21.edits(["c", "d", "a", "b"], reference, [1, 1, 1, 1]) == 1
    assert wmt21.edits(["a", "b", "c"], reference, [1, 1, 1, 2]) == 2
    assert wmt21.edits([], reference, [1, 1, 1, 1]) == 4


def faults() -> list[tuple[str, ...]]:
    lines = (DATA / "scorer-grammar.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("language", "rules", "text"), faults())
def test_grammar_rules(language: str, rules: str, text: str) -> None:
    entries = grammar_rules.read_entries()
    found = [f.rule for f in grammar_rules.faults(text, language, entries)]
    assert found == ([] if rules == "-" else rules.split("|"))
