"""Names keep one spelling within a document, and between documents by a frozen file alone."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.errors import UserError
from glossary.model import Glossary
from glossary.names import parse_names, read_names
from translate import formats
from translate.consistency.lexicon import is_common, is_exonym
from translate.consistency.names import agree, drifts, is_near
from translate.consistency.texts import Text, Texts
from translate.grammar.changes import replay
from translate.passes import PASSES, replay_all
from translate.pipeline import Settings, translate_document, translate_documents
from translate.result import Result

DATA = Path(__file__).parent / "data" / "consistency"
CASES: dict[str, list[list[str]]] = {}
for _line in (DATA / "names.tsv").read_text("utf-8").splitlines():
    if not _line.startswith("#"):
        _name, *_cells = _line.split("\t")
        CASES.setdefault(_name, []).append(_cells)


def document_of(rows: list[list[str]]) -> Texts:
    language = "fr" if rows[0][0] == "fr" else "en"
    return Texts(
        language,
        tuple(Text(source, target, silent=source.isupper()) for _, source, target, _ in rows),
    )


def settled(texts: Texts) -> list[str]:
    changes = agree(texts)
    return [replay(t.target, changes.get(i, ())) for i, t in enumerate(texts.items)]


@pytest.mark.parametrize("name", CASES)
def test_hard_cases(name: str) -> None:
    rows = CASES[name]
    wanted = [target if expected == "=" else expected for _, _, target, expected in rows]
    assert settled(document_of(rows)) == wanted


def again(texts: Texts, targets: list[str]) -> Texts:
    return Texts(
        texts.language,
        tuple(
            Text(t.source, target, silent=t.silent)
            for t, target in zip(texts.items, targets, strict=True)
        ),
    )


@pytest.mark.parametrize("name", CASES)
def test_done_twice_is_done_once(name: str) -> None:
    texts = document_of(CASES[name])
    once = settled(texts)
    assert settled(again(texts, once)) == once


SPELT = st.sampled_from(["Zorin", "Zorine", "Zorim", "Zorinx", "Zorinov", "Diop", "Diope", "Kidal"])


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(["Zorin", "Diop", "Kidal"]), SPELT), max_size=8))
def test_any_drift_settles(pairs: list[tuple[str, str]]) -> None:
    texts = Texts("en", tuple(Text(f"Then {a} left.", f"Puis {b} part.") for a, b in pairs))
    once = settled(texts)
    assert settled(again(texts, once)) == once
    # a sentence that has its name right is never touched
    for (a, b), text in zip(pairs, once, strict=True):
        if a == b:
            assert text == f"Puis {b} part."


def test_what_agreement_leaves_is_told() -> None:
    left = ["majority is altered", "accent alone", "two candidates", "never as in the source"]
    told = [[(d.name, d.written) for d in drifts(document_of(CASES[name]))] for name in left]
    assert told == [[("Zorin", "Zorim")], [("Bourem", "Bourém")], [], []]
    assert not list(drifts(document_of(CASES["exonym"])))
    assert not list(drifts(document_of(CASES["plural of a people"])))


@pytest.mark.parametrize(
    ("name", "word", "near"),
    [
        ("Gossi", "Gassi", True),
        ("Gossi", "Gassu", False),
        ("Laessing", "Lassink", True),
        ("Laessing", "Lossink", False),
        ("Abdelkader", "Abdolkidir", True),
        ("Abdelkader", "Abdolkidiru", False),
        ("Touré", "Toure", True),
    ],
)
def test_longer_names_bear_more_slips(name: str, word: str, near: bool) -> None:
    assert is_near(name, word) is near


def test_the_lists_know_words_from_names() -> None:
    assert is_common("Minister")
    assert is_common("Libération")
    assert not any(is_common(w) for w in ("Diop", "Kidal", "Goïta", "Tinzaouatène", "Ghaly"))
    assert is_exonym("Moscou", "Moscow")
    assert not is_exonym("Moscow", "Moscow")
    lists = Path(__file__).parent.parent / "translate" / "consistency"
    for name in ("common-words.txt", "exonyms.tsv"):
        lines = [
            line
            for line in (lists / name).read_text("utf-8").splitlines()
            if not line.startswith("#")
        ]
        assert lines == sorted(set(lines))


def run(engine: Any, text: str, glossary: Glossary | None = None, **options: Any) -> Result:
    return translate_document(
        formats.read(text, format="text"), engine, glossary, Settings(**options)
    )


SOURCE = "Le maire Laessing a parlé. Puis Laessing est parti. « Laessing ment », dit-il.\n"
ANSWERS = {
    "Le maire Laessing a parlé.": ["Mayor Laessing spoke."],
    "Puis Laessing est parti.": ["Then Lassing left."],
    "« Laessing ment », dit-il.": ['"Lassinge lies," he says.'],
    '"Laessing ment", dit-il.': ['"Lassinge lies," he says.'],
}


def test_the_ledger_names_the_pass_and_replays(stand_in: Any) -> None:
    result = run(stand_in(answers=ANSWERS), SOURCE)
    assert result.text.count("Laessing") == 3
    assert [p.name for p in result.segments[1].passes] == ["names"]
    for segment in result.segments:
        assert replay_all(segment.draft, segment.passes) == segment.target
    assert not [f for f in result.findings if f.check == "name-drift"]


def test_the_pass_can_be_left_out_with_its_findings(stand_in: Any) -> None:
    passes = tuple(p for p in PASSES if p != "names")
    result = run(stand_in(answers=ANSWERS), SOURCE, passes=passes)
    assert "Then Lassing left." in result.text
    assert not [f for f in result.findings if f.check == "name-drift"]


def test_a_document_without_drift_is_what_the_engine_gives(stand_in: Any) -> None:
    text = "Le maire Laessing a parlé à Gao.\n\nSelon Laessing, tout va bien à Kidal.\n"
    bare = run(stand_in(), text, passes=())
    assert run(stand_in(), text, passes=("names", "mentions")).text == bare.text
    assert run(stand_in(), text, Glossary(), passes=("names", "mentions")).text == bare.text


PERSON = """
#. fr-article: no
msgctxt "jean-laessing"
msgid "Jean Lässing"
msgstr "Jean Laessing"
"""


def test_a_required_name_decides_for_the_whole_document(stand_in: Any, glossary_of: Any) -> None:
    glossary = glossary_of(PERSON, name="persons-titles.po")
    source = "Jean Laessing a parlé. Le maire Laessing est parti. Selon Laessing, non.\n"
    engine = stand_in(
        answers={
            "Jean Laessing a parlé.": ["Jean Lässing spoke."],
            "Le maire Laessing est parti.": ["Mayor Laessing left."],
            "Selon Laessing, non.": ["According to Lassing, no."],
        }
    )
    result = run(engine, source, glossary)
    assert result.text.count("Lässing") == 3
    assert {c.rule for s in result.segments for p in s.passes for c in p.changes} == {
        "as-glossary",
        "one-spelling",
    }


def test_nothing_passes_from_one_document_to_another(stand_in: Any) -> None:
    texts = [
        "Le maire Laessing a parlé.\n",
        "Puis Laessing est parti.\n",
        "Puis Laessing est parti. Le maire Laessing a parlé.\n",
        "Le maire Laessing a parlé. Puis Laessing est parti.\n",
    ]
    alone = [run(stand_in(answers=ANSWERS), text).text for text in texts]
    assert "Lassing" in alone[1]
    assert "Lassing" not in alone[2] + alone[3]
    order = list(range(len(texts)))
    for seed in range(5):
        random.Random(seed).shuffle(order)
        together = translate_documents(
            [formats.read(texts[i], format="text") for i in order],
            stand_in(answers=ANSWERS),
            None,
        )
        assert [r.text for r in together] == [alone[i] for i in order]


def test_a_names_file_forces_its_names_in_every_document(stand_in: Any) -> None:
    names = parse_names("fr\ten\nLaessing\tLässing\n", "fr", name="names.tsv")
    for text in ("Puis Laessing est parti.\n", "Le maire Laessing a parlé.\n"):
        result = run(stand_in(), text, names)
        assert "Lässing" in result.text
        assert [o.layer for o in result.occurrences] == ["names.tsv"]
        assert result.clean
        assert not [f for f in result.findings if f.check == "term-unverified"]


def test_a_names_file_holds_in_the_other_direction_by_its_header(stand_in: Any) -> None:
    table = "fr;en\nAg Ghali;Ag Ghaly\nAg Rhali;Ag Ghaly\n"
    names = parse_names(table, "fr", name="names.csv")
    back = run(stand_in(source="en", target="fr"), "Then Ag Ghaly spoke.\n", names)
    assert "Ag Ghali" in back.text
    other = run(stand_in(), "Puis Ag Rhali a parlé.\n", names)
    assert "Ag Ghaly" in other.text
    bare = parse_names("Ag Ghali\tAg Ghaly\n", "fr", name="names.tsv")
    back = run(stand_in(source="en", target="fr"), "Then Ag Ghaly spoke.\n", bare)
    assert not back.occurrences


@pytest.mark.parametrize(
    ("table", "where"),
    [
        ("fr\ten\nDiop\n", "names.tsv:2"),
        ("fr\ten\nDiop\t\n", "names.tsv:2"),
        ("# a remark\nDiop\tDiop\nDiop\tDiope\n", "names.tsv:3"),
    ],
)
def test_a_names_file_that_cannot_be_meant_is_refused(table: str, where: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_names(table, "fr", name="names.tsv")
    assert where in str(caught.value)


def test_names_files_of_excel_and_of_harvest(tmp_path: Path) -> None:
    table = tmp_path / "noms.fr-en.csv"
    table.write_bytes("Goïta;Goïta\r\nKéïta;Keïta\r\n".encode("cp1252"))
    names = read_names(table, "en")
    assert [[t.form for t in c.head.terms] for c in names] == [["Goïta"] * 2, ["Keïta", "Kéïta"]]
    assert {t.language for c in names for t in c.head.terms} == {"fr", "en"}
    snippet = tmp_path / "candidates.po"
    from glossary.formats import po
    from glossary.harvest import harvest
    from glossary.harvest_entries import to_glossary

    found = harvest("Ils ont vu Zorin. On cherche Zorin. Puis Zorin fuit.", Glossary(), "fr")
    snippet.write_text(po.snippet(to_glossary(found, Glossary())), "utf-8")
    assert [c.head.preferred("en").form for c in read_names(snippet, "fr")] == ["Zorin"]


def test_a_batch_gives_the_same_bytes_in_any_order(stand_in: Any, tmp_path: Path) -> None:
    from translate.batch.inputs import expand
    from translate.batch.outcome import Order
    from translate.batch.run import Batch

    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in {
        "a.txt": "Puis Laessing est parti.\n",
        "b.txt": "Le maire Laessing a parlé. Puis Laessing est parti.\n",
        "c.txt": "Le maire Laessing a parlé.\n",
    }.items():
        (folder / name).write_text(text, "utf-8")
    made = []
    for number, chunk in enumerate((1, 10_000, 10_000)):
        out = tmp_path / f"out{number}"
        out.mkdir()
        items, _ = expand([str(folder)], out)
        order = Order(out=out, target="en", source="fr", chunk=chunk)
        work = Batch(order, lambda: stand_in(answers=ANSWERS), None)
        list(work.run(items if number < 2 else items[::-1]))
        made.append({p.name: p.read_bytes() for p in out.glob("*.txt")})
    assert made[0] == made[1] == made[2]
    assert b"Lassing" in made[0]["a.txt"]
    assert b"Lassing" not in made[0]["b.txt"]
