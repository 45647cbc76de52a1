"""A memory at work: what people approved comes back, and nothing else does, silently or not."""

from __future__ import annotations

import json
import math
import pickle
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from glossary.errors import ExitStatus, UserError
from glossary.formats import po as glossary_po
from glossary.model import Glossary
from translate import argos, formats, report
from translate.batch.manifest import NAME
from translate.cascade.drafts import How
from translate.cli import main
from translate.document import Code
from translate.interface import speaking
from translate.memory.fuzzy import Index, words_of
from translate.memory.learn import learn
from translate.memory.model import Context, Entry, Kind, Origin, Status, key_of
from translate.memory.recall import Memory, memory_of
from translate.memory.store import reading, rehearsing, writing
from translate.pipeline import Settings, translate_document, translate_documents
from translate.result import Result as Translation
from translate.result import Severity
from translate.sentences.segment import split

DATA = Path(__file__).parent / "data"
GLOSSARY = glossary_po.read(
    (DATA / "cascade-glossary.po").read_text("utf-8"), name="cascade-glossary.po"
)


def entry(source: str, target: str, **values: Any) -> Entry:
    return Entry("fr", "en", source, target, **values)


def memory(*entries: Entry, **options: Any) -> Memory:
    with rehearsing(Path("none")) as store:
        store.add(entries)
        return memory_of(store, ("fr", "en"), **options)


def run(
    engine: Any,
    text: str,
    asked: Memory | None,
    *,
    form: str = "text",
    glossary: Glossary | None = GLOSSARY,
    passes: tuple[str, ...] = (),
) -> Translation:
    document = formats.read(text, format=form)
    return translate_document(document, engine, glossary, Settings(passes=passes, memory=asked))


# --- what wins ------------------------------------------------------------------------------


def test_an_approved_translation_wins_and_the_engine_is_not_asked(stand_in: Any) -> None:
    engine = stand_in()
    asked = memory(entry("La route est coupée.", "The road is shut !"))
    result = run(engine, "La route est coupée. Le pont tient.\n", asked, passes=("typography",))
    assert result.text == "The road is shut ! Le pont tient.\n"  # a person's space stays
    first, second = result.segments
    assert (first.decodings, second.decodings) == (0, 1)
    assert first.recalled is not None
    assert first.recalled.hit.kind is Kind.EXACT
    assert second.recalled is None
    assert all("route" not in str(r.pieces) for r in engine.requests)


@pytest.mark.parametrize("status", [Status.UNREVIEWED, Status.MACHINE])
def test_what_nobody_approved_is_never_used(stand_in: Any, status: Status) -> None:
    asked = memory(entry("La route est coupée.", "The road is shut.", status=status))
    result = run(stand_in(), "La route est coupée.\n", asked)
    assert result.text == "La route est coupée.\n"
    recalled = result.segments[0].recalled
    if status is Status.MACHINE:
        assert recalled is None  # a machine's work tells a machine nothing
    else:
        assert recalled is not None
        assert not recalled.used


def test_an_approved_sentence_is_used_in_a_paragraph_that_nobody_approved(stand_in: Any) -> None:
    text = "La route est coupée. Le pont tient.\n"
    asked = memory(
        entry("La route est coupée.", "The road is shut."),
        entry(text.strip(), "Road shut. Bridge holds.", status=Status.UNREVIEWED),
    )
    result = run(stand_in(), text, asked)
    assert result.text == "The road is shut. Le pont tient.\n"
    used, offered = (s.recalled for s in result.segments)
    assert used is not None
    assert used.used
    assert offered is not None
    assert (offered.used, offered.text) == (False, "Road shut. Bridge holds.")


def test_a_fuzzy_match_is_offered_and_never_used(stand_in: Any) -> None:
    asked = memory(entry("La route de Gao est coupée.", "The Gao road is cut."))
    result = run(stand_in(), "La route de Kidal est coupée.\n", asked)
    assert result.text == "La route de Kidal est coupée.\n"
    values = report.to_dict(result, source_name="a.txt")
    told = values["segments"][0]["memory"]
    assert (told["used"], told["kind"], told["score"]) == (False, "fuzzy", 85)
    assert told["target"] == "The Gao road is cut."
    assert values["summary"]["memory"] == {"context": 0, "exact": 0, "offered": 1}
    assert "offered, fuzzy 85 %" in report.explain(result)
    none = memory(entry("La route de Gao est coupée.", "x"), threshold=90)
    assert run(stand_in(), "La route de Kidal est coupée.\n", none).segments[0].recalled is None


def test_context_comes_first_then_the_newest(stand_in: Any) -> None:
    asked = memory(
        entry("Ouvert.", "old", origin=Origin(changed="2020-01-01T00:00:00Z")),
        entry("Ouvert.", "named", context=Context("menu")),
        entry("Ouvert.", "between", context=Context("", "Avant.", "Après.")),
        entry("Ouvert.", "new", origin=Origin(changed="2026-01-01T00:00:00Z"),
              context=Context("", "x", "y")),
    )  # fmt: skip
    text = "Avant.\n\nOuvert.\n\nAprès.\n"
    assert run(stand_in(), text, asked).segments[1].target == "between"
    alone = run(stand_in(), "Ouvert.\n", asked)
    assert alone.segments[0].target == "new"
    rivals = [f for f in alone.findings if f.check == "memory-rival"]
    assert sorted(f.suggestion for f in rivals) == ["between", "named", "old"]
    assert alone.clean  # information, not a fault
    catalogue = 'msgctxt "menu"\nmsgid "Ouvert."\nmsgstr ""\n'
    assert 'msgstr "named"' in run(stand_in(), catalogue, asked, form="po").text
    assert run(stand_in(), text, asked).findings == ()


@pytest.mark.parametrize(
    "written",
    ["L’armée avance !", "L'armée\u00a0avance\u202f!", "L'arme\u0301e \tavance !"],
)
def test_typing_is_no_difference_and_a_letter_is(stand_in: Any, written: str) -> None:
    asked = memory(entry("L'armée avance !", "The army advances!"))
    assert run(stand_in(), written + "\n", asked).text == "The army advances!\n"
    assert run(stand_in(), "L'armee avance !\n", asked).text != "The army advances!\n"
    assert run(stand_in(), "L'ARMÉE AVANCE !\n", asked).text != "The army advances!\n"


def test_a_paragraph_is_known_as_a_whole(stand_in: Any) -> None:
    asked = memory(
        entry("Un pont. Deux ponts.", "One bridge, then two."), entry("Un pont.", "never")
    )
    result = run(stand_in(), "  Un pont. Deux ponts.  \n\nUn pont. Trois ponts.\n", asked)
    assert result.text == "  One bridge, then two.  \n\nnever Trois ponts.\n"
    assert [s.decodings for s in result.segments] == [0, 0, 1]


def test_without_words_there_is_nothing_to_recall(stand_in: Any) -> None:
    asked = memory(entry("12", "13"))
    assert run(stand_in(), "12\n\n***\n", asked).text == "12\n\n***\n"


def test_a_stretch_without_words_asks_no_engine_and_gets_no_offer(stand_in: Any) -> None:
    asked = memory(entry("4567. La CEDEAO se réunit.", "4567. CEDEAO meets."), strict=True)
    result = run(stand_in(), "4567. La CEDEAO se réunit.\n", asked)
    figure, sentence = result.segments
    assert (figure.decodings, figure.recalled) == (0, None)
    assert sentence.decodings
    assert sentence.recalled is not None  # left out, and where a reader would look for it
    assert [f.segment for f in result.findings if f.check == "memory-unused"] == [1]


# --- the glossary ---------------------------------------------------------------------------


def test_a_hit_against_the_glossary_stays_and_is_an_error(stand_in: Any) -> None:
    asked = memory(entry("La CEDEAO se réunit.", "CEDEAO meets.", origin=Origin(glossary="old")))
    result = run(stand_in(), "La CEDEAO se réunit.\n", asked)
    assert result.text == "CEDEAO meets.\n"
    (finding,) = result.findings
    assert (finding.check, finding.severity) == ("memory-term", Severity.ERROR)
    assert finding.suggestion == "ECOWAS"
    assert "under another glossary" in finding.message
    assert not result.clean
    (occurrence,) = result.occurrences
    assert occurrence.how is How.FAILED
    kept = run(
        stand_in(), "La CEDEAO se réunit.\n", memory(entry("La CEDEAO se réunit.", "ECOWAS meets."))
    )
    assert kept.clean
    assert kept.occurrences[0].how is How.MEMORY
    assert kept.occurrences[0].target_span == (0, 6)


def test_strict_leaves_it_out_and_says_so(stand_in: Any) -> None:
    asked = memory(entry("La CEDEAO se réunit.", "CEDEAO meets."), strict=True)
    result = run(stand_in(), "La CEDEAO se réunit.\n", asked)
    assert "ECOWAS" in result.text
    assert [f.check for f in result.findings] == ["memory-unused"]
    assert result.clean


def test_a_term_across_the_cut_of_a_paragraph_is_still_asked_for(stand_in: Any) -> None:
    source = "Les forces de la CEDEAO. " + "mot " * 200 + "la CEDEAO."
    asked = memory(entry(source.strip(), "ECOWAS only once."))
    result = run(stand_in(), source + "\n", asked)
    assert [f.check for f in result.findings] == ["memory-term"]


def test_numbers_and_addresses_are_compared_as_for_the_engine(stand_in: Any) -> None:
    asked = memory(entry("Il y a 12 morts, voir https://a.ml/x.", "13 dead."))
    checks = {
        f.check for f in run(stand_in(), "Il y a 12 morts, voir https://a.ml/x.\n", asked).findings
    }
    assert checks == {"number-changed", "memory-placeable"}


# --- markup ---------------------------------------------------------------------------------


def test_markup_goes_where_the_person_put_it(stand_in: Any) -> None:
    b = (Code(4, "<b>", "open", 1), Code(17, "</b>", "close", 1))
    theirs = (Code(11, "<b>", "open", 1), Code(23, "</b>", "close", 1))
    unit = entry("Les Forces armées avancent.", "The Malian Armed Forces advance.",
                 source_codes=b, target_codes=theirs)  # fmt: skip
    markdown = "Les **Forces armées** avancent.\n"
    assert run(stand_in(), markdown, memory(unit), form="markdown", glossary=None).text == (
        "The Malian **Armed Forces** advance.\n"
    )
    # other markup, or none in the memory: by alignment, all of it, well nested
    plain = entry("Les Forces armées avancent.", "The Armed Forces advance.")
    html = "<p>Les <i>Forces <b>armées</b></i> avancent.</p>"
    out = run(stand_in(), html, memory(plain), form="html", glossary=None).text
    open_tags: list[str] = []
    for closing, tag in re.findall(r"<(/?)(\w)>", out):
        if closing:
            assert open_tags.pop() == tag
        else:
            open_tags.append(tag)
    assert sorted(re.findall(r"<\w>", out)) == ["<b>", "<i>", "<p>"]
    assert re.sub(r"<.*?>", "", out) == "The Armed Forces advance."


def test_the_one_with_the_same_markup_is_better(stand_in: Any) -> None:
    b = (Code(4, "<b>", "open", 1), Code(8, "</b>", "close", 1))
    theirs = (Code(0, "", "open", 1), Code(4, "", "close", 1))
    asked = memory(
        entry("Les FAMa", "plain", origin=Origin(changed="2026-01-01T00:00:00Z")),
        entry("Les FAMa", "bold", source_codes=b, target_codes=theirs),
    )
    assert (
        run(stand_in(), "Les **FAMa**\n", asked, form="markdown", glossary=None).text
        == "**bold**\n"
    )


# --- the laws -------------------------------------------------------------------------------


def test_no_memory_and_an_empty_one_change_no_text(stand_in: Any) -> None:
    text = "La CEDEAO se réunit. Le pont tient.\n\n12 %\n"
    without = run(stand_in(), text, None)
    empty = run(stand_in(), text, memory())
    assert without.text == empty.text
    assert without.segments == empty.segments
    values = report.to_json(without, source_name="a")
    assert "memory" not in values
    assert "memory" in dict(empty.signature.settings)


def test_same_memory_same_bytes_and_a_memory_travels(stand_in: Any) -> None:
    units = [entry(f"Le poste {i} tient.", f"Post {i} holds.") for i in range(30)]
    one, two = memory(*units), memory(*reversed(units))
    text = "Le poste 3 tient. Le poste 99 tient.\n"
    first = report.to_json(run(stand_in(), text, one), source_name="a")
    assert first == report.to_json(run(stand_in(), text, two), source_name="a")
    copy = pickle.loads(pickle.dumps(one))
    assert first == report.to_json(run(stand_in(), text, copy), source_name="a")


@given(st.text(max_size=8), st.sampled_from(["\u2028", "\u200b", " ", "\u00a0"]))
def test_a_key_does_not_hang_on_what_makes_no_difference(text: str, nothing: str) -> None:
    assert key_of(key_of(text)) == key_of(text)
    assert key_of(nothing + text) == key_of(text)


PIECES = st.sampled_from(
    ["Les FAMa avancent.", "Le **pont** tient", "Il part. Elle *reste*", " *Gao* est calme. ", "\n",
     "\r\n\r\n",
     "\n\n", " ",
     "- ", "# ", "| a | b |\n|---|---|\n", "`code`", "« CSP »", "https://a.ml/x", "12,5 %", ". ",
     "[un lien](https://b.ml)", "<br>", "LE CSP À GAO", "\u00a0", "e\u0301"]
)  # fmt: skip


@settings(max_examples=150)
@given(
    st.lists(PIECES, max_size=12).map("".join),
    st.sampled_from(["text", "lines", "markdown", "html"]),
    st.none() | st.lists(st.booleans(), min_size=12, max_size=12),
    st.booleans(),
)
def test_a_memory_of_the_text_itself_gives_it_back(
    stand_in: Any, text: str, form: str, some: list[bool] | None, sentences: bool
) -> None:
    units = formats.read(text, format=form).units
    known = [u for u, keep in zip(units, some or [True] * len(units), strict=False) if keep]
    asked = memory(
        *(
            entry(s.text, s.text)
            for u in units
            for s in split(u.text, "fr")
            if s.text.strip() and sentences
        ),
        *(
            entry(u.text, u.text, source_codes=u.codes, target_codes=u.codes)
            for u in known
            if u.text.strip()
        ),
    )
    recalled = run(stand_in(), text, asked, form=form, glossary=None)
    if some is None:
        assert recalled.text.split() == text.split()
    plain = run(stand_in(), text, None, form=form, glossary=None)
    # wherever markup was put, none of it is lost, and no word either
    assert not Counter("".join(plain.text.split())) - Counter("".join(recalled.text.split()))


def test_documents_in_one_batch_do_not_mix(stand_in: Any) -> None:
    asked = memory(entry("Un.", "One."))
    documents = [formats.read(t, format="text") for t in ("Un.\n", "Deux.\n", "Un. Deux.\n")]
    chosen = Settings(passes=(), memory=asked)
    results = translate_documents(documents, stand_in(), None, chosen)
    assert [r.text for r in results] == ["One.\n", "Deux.\n", "One. Deux.\n"]


WORDS = st.lists(st.sampled_from("le la pont route Gao est . , 12".split()), max_size=8).map(
    " ".join
)


@given(st.lists(WORDS, max_size=12), WORDS, st.sampled_from([50, 60, 75, 80, 100]))
def test_nothing_above_the_threshold_is_missed(texts: list[str], query: str, least: int) -> None:
    wanted = words_of(query)
    expected = []
    for index, text in enumerate(texts):
        words = words_of(text)
        if not wanted or not words:
            continue
        share = 1 - Levenshtein.distance(wanted, words) / max(len(wanted), len(words))
        if share >= least / 100 - 1e-12:
            expected.append((index, math.floor(share * 100 + 1e-9)))
    expected.sort(key=lambda pair: (-pair[1], pair[0]))
    assert Index(texts, least).find(query, limit=99) == expected
    loose = Index(texts, 50).find(query, least, limit=99)
    assert loose == expected


# --- PO and XLIFF ---------------------------------------------------------------------------


def test_po_says_what_people_approved(stand_in: Any) -> None:
    catalogue = (
        '#, fuzzy, c-format\nmsgid "Un pont."\nmsgstr "A ponte."\n\n'
        'msgid "Un pont. Une route."\nmsgstr ""\n\n'
        'msgid "La CEDEAO."\nmsgstr ""\n'
    )
    asked = memory(entry("Un pont.", "A bridge."), entry("La CEDEAO.", "The CEDEAO."))
    document = formats.read(catalogue, format="po", options=formats.Options(fuzzy=True))
    document = formats.signed(document, "sahel-translate 0, model m")
    chosen = Settings(passes=(), memory=asked)
    text = translate_document(document, stand_in(), GLOSSARY, chosen).text
    assert isinstance(text, str)
    first, second, third = text.split("\n\n")
    assert "#, c-format" in first
    assert "fuzzy" not in first
    assert ", translation memory" in first
    assert 'msgstr "A bridge."' in first
    # half of it is the machine's
    assert "#, fuzzy" in second
    assert "model m" in second
    # a person's, but against the glossary
    assert "#, fuzzy" in third
    assert ", translation memory" in third


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_xliff_says_so_too(stand_in: Any, version: str) -> None:
    source = "<source>Un pont.</source>"
    body = {
        "1.2": '<file source-language="fr" target-language="en"><body>'
        f'<trans-unit id="a">{source}</trans-unit></body></file>',
        "2.0": f'<file id="f"><unit id="a"><segment>{source}</segment></unit></file>',
    }[version]
    text = f'<xliff version="{version}" srcLang="fr" trgLang="en">{body}</xliff>'
    out = run(stand_in(), text, memory(entry("Un pont.", "A bridge.")), form="xliff").text
    said = {
        "1.2": 'state="translated" state-qualifier="exact-match"',
        "2.0": 'subState="sahel:memory"',
    }
    assert said[version] in out
    assert "A bridge." in out


def taught(
    name: str, **options: Any
) -> tuple[dict[str, str], list[tuple[str, str]], tuple[Entry, ...]]:
    text = (DATA / "memory" / name).read_text("utf-8")
    lesson = learn(text, name=name, direction=("fr", "en"), origin=Origin(name), **options)
    learned = {e.source: e.target for e in lesson.entries}
    return learned, [(s.where, s.reason) for s in lesson.skipped], lesson.entries


def test_learning_from_po() -> None:
    learned, skipped, entries = taught("corrected.po")
    assert learned == {
        "Le CSP reprend Kidal": "CSP retakes Kidal",
        "Le couvre-feu est levé à Gao.": "In Gao, the curfew has been lifted.",
        "%d mort": "%d killed",
        "%d morts": "%d people killed",
    }
    assert skipped == [
        ("line 11", "fuzzy"),
        ("line 20", "no translation"),
        ("line 28", "2 paragraphs, 1 in the translation"),
        ("line 28", "2 paragraphs, 1 in the translation"),
        ("line 31", "no words"),
    ]
    title, bold, *_ = entries
    assert title.context.key == "title"
    assert bold.context.before == "La route est coupée."
    assert [(c.kind, c.pair) for c in bold.source_codes] == [("open", 1), ("close", 1)]
    assert [(c.at, c.kind, c.pair) for c in bold.target_codes] == [
        (28, "open", 1), (34, "close", 1)
    ]  # fmt: skip
    assert all(e.status is Status.APPROVED for e in entries)


def test_learning_from_xliff() -> None:
    learned, skipped, entries = taught("corrected.xlf")
    assert learned == {
        "Le convoi est arrivé": "The convoy has arrived",
        "Les Forces armées avancent.": "The Armed Forces are advancing.",
        "Gao est calme.": "Gao is calm.",
        "Kidal aussi.": "So is Kidal.",
    }
    assert skipped == [
        ("unit 3", "not approved (mt-suggestion)"),
        ("unit 4", "no state says that a person approved it (--unmarked takes it)"),
        ("unit 5", "no translation"),
    ]
    assert [e.context.key for e in entries] == ["title", "", "", ""]
    assert "Le pont tient." in taught("corrected.xlf", unmarked=True)[0]
    learned, skipped, entries = taught("corrected2.xliff")
    assert learned == {
        "Le convoi est arrivé.": "The convoy has arrived.", "Le pont tient.": "The bridge holds."
    }  # fmt: skip
    assert skipped == [
        ("unit lead", "not approved (mt-suggestion)"),
        ("unit lead", "not approved (initial)"),
    ]
    assert len(entries[0].target_codes) == 2


@pytest.mark.parametrize("name", ["corrected.po", "corrected.xlf", "corrected2.xliff"])
def test_the_same_is_learned_in_whatever_language_the_program_speaks(name: str) -> None:
    with speaking("fr"):
        french = taught(name)[0]
    assert french == taught(name)[0] != {}


def test_learning_needs_a_format_that_says_who_approved() -> None:
    with pytest.raises(UserError, match="only PO and XLIFF") as caught:
        learn("x", name="a.txt", direction=("fr", "en"), origin=Origin())
    assert caught.value.status is ExitStatus.USAGE
    with pytest.raises(UserError, match="expected"):
        learn(
            'msgid ""\nmsgstr "Language: en\\n"\n',
            name="a.po",
            direction=("en", "fr"),
            origin=Origin(),
        )


# --- commands -------------------------------------------------------------------------------


@pytest.fixture
def sahel(stand_in: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command line in an empty folder, with a stand-in engine that says BRIDGE for pont."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(argos, "load", lambda package: stand_in(words={"pont": "BRIDGE"}))

    def call(*arguments: object, code: int = 0) -> Result:
        result = CliRunner().invoke(main, list(map(str, arguments)))
        assert result.exit_code == code, (result.output, result.exception)
        return result

    return call


def test_corrected_learned_and_back(sahel: Callable[..., Result], tmp_path: Path) -> None:
    catalogue = tmp_path / "a.po"
    catalogue.write_text(
        'msgid "Le pont tient."\nmsgstr ""\n\nmsgid "Un autre pont."\nmsgstr ""\n', "utf-8"
    )
    sahel("translate", "a.po", "--from", "fr", "--to", "en", "-o", "b.po")
    text = (tmp_path / "b.po").read_text("utf-8")
    assert text.count("#, fuzzy") == 2
    corrected = text.replace("#, fuzzy\n", "", 1).replace("Le BRIDGE tient.", "The bridge holds.")
    (tmp_path / "b.po").write_text(corrected, "utf-8")
    told = sahel("memory", "learn", "b.po", "--to", "en", "--author", "A", "--format", "json")
    values = json.loads(told.stdout)
    assert (values["new"], [s["reason"] for s in values["skipped"]]) == (1, ["fuzzy"])
    before = (tmp_path / "sahel-memory.sqlite").read_bytes()
    (tmp_path / "a.txt").write_text("Le pont tient.\n\nUn autre pont.\n", "utf-8")
    options = ("--from", "fr", "--to", "en", "--memory", "sahel-memory.sqlite")
    out = sahel("translate", "a.txt", *options, "--report", "r.json")
    assert out.stdout == "The bridge holds.\n\nUn autre BRIDGE.\n"
    assert "memory: 1 in context, 0 exact, 0 offered" in out.stderr
    told_of = json.loads((tmp_path / "r.json").read_text("utf-8"))["segments"][0]["memory"]
    assert (told_of["author"], told_of["file"], told_of["kind"]) == ("A", "b.po", "context")
    assert (tmp_path / "sahel-memory.sqlite").read_bytes() == before
    sahel("memory", "learn", "b.po", "--to", "en", "--author", "A")
    with reading(tmp_path / "sahel-memory.sqlite") as store:
        assert len(list(store.entries())) == 1


def test_learning_against_the_glossary_is_told(
    sahel: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "a.po").write_text(
        'msgid "La CEDEAO se réunit."\nmsgstr "CEDEAO meets."\n', "utf-8"
    )
    result = sahel("memory", "learn", "a.po", "--to", "en", code=ExitStatus.FINDINGS)
    assert "'CEDEAO' must become 'ECOWAS'" in result.stderr
    assert "1 new" in result.stdout


def test_only_memory_write_writes(sahel: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Le pont tient. Gao.\n", "utf-8")
    options = ("translate", "a.txt", "--from", "fr", "--to", "en", "--memory", "m.sqlite")
    sahel(*options, code=ExitStatus.USAGE)  # a memory that is not there is no empty one
    assert not (tmp_path / "m.sqlite").exists()
    first = sahel(*options, "--memory-write")
    with reading(tmp_path / "m.sqlite") as store:
        units = list(store.entries())
    assert [(e.target, e.status, e.origin.file) for e in units] == [
        ("Le BRIDGE tient.", Status.MACHINE, "a.txt")
    ]
    assert sahel(*options).stdout == first.stdout  # a machine's work changes nothing
    sahel("translate", "a.txt", "--to", "en", "--memory-write", code=ExitStatus.USAGE)
    sahel("translate", "a.txt", "--to", "en", "--memory-strict", code=ExitStatus.USAGE)
    sahel(*options, "-o", "m.sqlite", code=ExitStatus.USAGE)
    piped = ("translate", "-", "--from", "fr", "--to", "en", "--memory", "p.sqlite")
    CliRunner().invoke(main, [*piped, "--memory-write"], input="Le pont tient.\n")
    with reading(tmp_path / "p.sqlite") as store:
        assert [e.origin.file for e in store.entries()] == [""]  # no file, in any language


def test_a_changed_memory_does_a_batch_again(sahel: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Le pont tient.\n", "utf-8")
    plain = ("batch", "in", "--out", "out", "--from", "fr", "--to", "en", "--format", "json")
    sahel(*plain)
    manifest = (tmp_path / "out" / NAME).read_bytes()
    with writing(tmp_path / "m.sqlite"):
        pass
    options = (*plain, "--memory", "m.sqlite")

    def done(*arguments: str) -> str:
        return json.loads(sahel(*arguments).stdout)["files"][0]["status"]

    assert done(*options) == "translated"  # the settings are others
    assert done(*options) == "unchanged"
    sahel("memory", "add", "Le pont tient.", "It holds.", "--to", "en", "--memory", "m.sqlite")
    assert done(*options) == "translated"
    assert (tmp_path / "out" / "a.txt").read_text("utf-8") == "It holds.\n"
    assert done(*options) == "unchanged"
    machine = ("--to", "en", "--memory", "m.sqlite", "--status", "machine")
    sahel("memory", "add", "Autre chose.", "x", *machine)
    sahel("memory", "add", "The army.", "L'armée.", "--to", "fr", "--memory", "m.sqlite")
    assert done(*options) == "unchanged"  # neither is ever asked for here
    assert done(*plain) == "translated"
    assert (tmp_path / "out" / NAME).read_bytes() == manifest


def test_looking_up(sahel: Callable[..., Result]) -> None:
    for source, target in (
        ("Le pont de Gao tient.", "The Gao bridge holds."),
        ("Rien.", "Nothing."),
    ):
        sahel("memory", "add", source, target, "--to", "en", "--author", "A. D.")
    out = sahel("memory", "lookup", "Le pont de Kidal tient.", "--to", "en")
    assert out.stdout.startswith("83 % fuzzy, approved (A. D., ")
    values = json.loads(
        sahel("memory", "lookup", "Le pont de Gao tient.", "--to", "en", "--format", "json").stdout
    )
    assert [(h["kind"], h["score"]) for h in values["hits"]] == [("exact", 100)]
    nothing = sahel("memory", "lookup", "Tout autre chose ici.", "--to", "en")
    assert nothing.stdout == ""
    assert "Nothing like it among 2 units" in nothing.stderr
    sahel("memory", "lookup", "Rien.", "--to", "fr")


def test_the_json_is_as_its_schema_says(sahel: Callable[..., Result]) -> None:
    schema = json.loads(
        (Path(__file__).parent.parent / "docs" / "memory.schema.json").read_text("utf-8")
    )
    calls = {
        "add": ("add", "Le pont.", "The bridge.", "--to", "en"),
        "lookup": ("lookup", "Le pont.", "--to", "en"),
        "learn": ("learn", DATA / "memory" / "corrected.po"),
        "import": ("import", DATA / "memory" / "omegat.tmx"),
        "export": ("export", "a.tmx"),
        "stats": ("stats",),
        "prune": ("prune", "--status", "machine"),
    }
    assert set(calls) == set(schema["$defs"]["commands"])
    for name, arguments in calls.items():
        values = json.loads(sahel("memory", *arguments, "--format", "json").stdout)
        wanted = schema["$defs"]["commands"][name]
        assert list(values) == wanted["required"], name
        assert set(values) == set(wanted["properties"]), name
        for key in ("hits", "units"):
            for unit in values.get(key, []) if isinstance(values.get(key), list) else []:
                known = schema["$defs"]["hit" if key == "hits" else "unit"]
                assert list(unit) == known["required"]
