"""Files as pairs, and edits back into them: only what was to be mended changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.curated import curated
from glossary.errors import ExitStatus, UserError
from translate import formats
from translate.checks.align import align
from translate.checks.bitext import read
from translate.checks.bitext.located import Located
from translate.checks.bitext.po import escaped
from translate.checks.bitext.texts import read_one, read_two
from translate.checks.fix import repairs
from translate.checks.model import ALL
from translate.checks.run import check
from translate.grammar.changes import Change, replay

DATA = Path(__file__).parent / "data" / "checks"
BILINGUAL = ("bilingual.po", "bilingual.xlf", "bilingual.tmx", "bilingual.csv")


def text_of(name: str) -> str:
    text = (DATA / name).read_bytes().decode("utf-8").replace("\r\n", "\n")
    return text.replace("\n", "\r\n") if name.endswith("csv") else text


@pytest.mark.parametrize("name", BILINGUAL)
def test_no_edit_gives_the_file_back(name: str) -> None:
    text = text_of(name)
    assert read(text, name=name).mended({}) == text


@pytest.mark.parametrize("name", BILINGUAL)
def test_a_repair_changes_nothing_else(name: str) -> None:
    text = text_of(name)
    bitext = read(text, name=name)
    found = check(bitext.pairs, curated())
    mended = bitext.mended(repairs(found.findings))
    assert isinstance(mended, str)
    # what stands between two characters (a tag) stays where it was
    wrong, right = (
        ('FA<x id="2"/>MA', 'FAMa<x id="2"/>') if name.endswith("xlf") else ("FAMA", "FAMa")
    )
    assert wrong in text
    assert mended == text.replace(wrong, right)
    again = check(read(mended, name=name).pairs, curated())
    assert "term-outdated" not in again.by_check()


def test_po() -> None:
    found = read(text_of("bilingual.po"), name="x.po").pairs
    assert [(p.source, p.target, p.where.line, p.where.unit) for p in found] == [
        ("Les FAMa ont tué %d hommes.\n", 'The "FAMA" killed %d men.\n', 11, ""),
        ("12 tués", "21 killed", 17, ""),
        ("%d mort", "%d dead", 22, "msgstr[0]"),
        ("%d morts", "%s dead", 23, "msgstr[1]"),
        ("Rien", "", 26, ""),
    ]
    assert found[1].skip == {"number-changed"}
    told = check(found, curated())
    assert told.by_check()["placeholder"] == 2
    assert "number-changed" not in told.by_check()


def test_xliff() -> None:
    found = read(text_of("bilingual.xlf"), name="x.xlf").pairs
    assert [p.target for p in found] == ["The FAMA & the army: 21 killed", "31 killed", ""]
    assert found[0].where.unit == "unit 1"
    assert [c.raw for c in found[0].target_codes] == ['<g id="1">', '<x id="2"/>']
    assert found[1].skip == {ALL}
    assert [f.message for f in check(found, curated()).findings if f.check == "markup"] == [
        "markup 'x' does not stand in the source"
    ]


def test_tmx_reads_over_its_own_document_type_and_other_languages() -> None:
    found = read(text_of("bilingual.tmx"), name="x.tmx").pairs
    assert [(p.source, p.target, str(p.where)) for p in found] == [
        ("Les FAMa", "The FAMA", "x.tmx:5 (tu a)")
    ]


def test_another_document_type_is_refused() -> None:
    evil = '<!DOCTYPE tmx [<!ENTITY a "b">]><tmx version="1.4"><body/></tmx>'
    with pytest.raises(UserError, match="document type"):
        read(evil, name="x.tmx")


def test_csv() -> None:
    found = read(text_of("bilingual.csv"), name="x.csv").pairs
    assert [(p.source, p.target, p.where.line) for p in found] == [
        ('Les "FAMa"', 'The "FAMA", at last', 2),
        ("12 tués", "21 killed", 3),
        ("deux\r\nlignes, 13", "31", 5),
    ]
    assert found[1].skip == {"number-changed"}


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("x.csv", "a,b,c\n1,2,3\n", "--columns"),
        ("x.csv", 'fr,en\n"a,b\n', "quotation mark"),
        ("x.po", 'msgid "a\nmsgstr ""\n', "not a PO catalogue"),
        ("x.po", '# sahel: ignore negatoin\nmsgid "le"\nmsgstr "the"\n', "did you mean negation"),
        ("x.tmx", "<tmx", "x.tmx"),
        ("x.xlf", "<tmx/>", "no XLIFF"),
        ("x.md", "a", "holds one language"),
    ],
)
def test_what_cannot_be_read_is_told(name: str, text: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        read(text, name=name, source="fr", target="en")


def load(text: str, name: str) -> formats.Loaded:
    return formats.load(text.encode(), name=name)


def test_two_documents_by_structure_and_their_markup_after_a_repair() -> None:
    one = load("# Les FAMa\n\nUne **attaque des FAMa** ici.\n", "a.md")
    two = load(
        "# The FAMa\n\n<!-- sahel: ignore brackets -->\n\nAn **attack by FAMA** here (.\n", "b.md"
    )
    found = read_two(one, two, ("a.md", "b.md"), ("fr", "en"), "auto")
    assert [(p.kind, str(p.where), str(p.source_where)) for p in found.pairs] == [
        ("heading", "b.md:1", "a.md:1"),
        ("paragraph", "b.md:5", "a.md:3"),
    ]
    told = check(found.pairs, curated())
    assert "brackets" not in told.by_check()
    assert found.mended(repairs(told.findings)) == two.text.replace("FAMA", "FAMa")


def test_structure_that_differs_is_refused_when_it_is_asked_for() -> None:
    one, two = load("a b\n\nc d\n", "a.txt"), load("a b\n", "b.txt")
    with pytest.raises(UserError, match="--align length"):
        read_two(one, two, ("a.txt", "b.txt"), ("fr", "en"), "structure")


def test_a_lost_paragraph_is_found_by_length() -> None:
    french = [
        "Les FAMa ont repris la ville de Kidal après trois jours de combats dans les rues du nord.",
        "Douze soldats sont morts, selon un bilan provisoire du ministère de la Défense à Bamako.",
        "Court.",
        "Le porte-parole de l'armée a refusé de commenter ces chiffres mardi devant la presse.",
    ]
    english = [
        "The FAMa retook the town of Kidal after three days of fighting in the northern streets.",
        "Short.",
        "The army's spokesman declined to comment on these figures to the press on Tuesday.",
    ]
    found = read_two(
        load("\n\n".join(french), "a.txt"), load("\n\n".join(english), "b.txt"),
        ("a.txt", "b.txt"), ("fr", "en"),
    )  # fmt: skip
    assert [(p.source, p.target) for p in found.pairs] == [
        (french[0], english[0]),
        (french[1], ""),
        (french[2], english[1]),
        (french[3], english[2]),
    ]
    told = check(found.pairs, curated())
    assert [f.check for f in told.findings if f.segment == 1] == ["untranslated"]


def test_one_paragraph_may_answer_two_and_edits_find_their_own() -> None:
    one = load(
        "Les FAMa sont là depuis mardi matin. Le GSIM a fui vers le nord du pays.\n\nOui.", "a.txt"
    )
    two = load(
        "The FAMA have been there since Tuesday morning.\n\n"
        "GSIM fled to the north of the country.\n\nYes.",
        "b.txt",
    )
    found = read_two(one, two, ("a.txt", "b.txt"), ("fr", "en"))
    assert len(found.pairs) == 2
    mended = found.mended(repairs(check(found.pairs, curated()).findings))
    assert mended == two.text.replace("FAMA", "FAMa").replace("GSIM", "JNIM")


def test_lines() -> None:
    one, two = load("a\n\nb\n", "a.txt"), load("c\n\nd\n", "b.txt")
    found = read_two(one, two, ("a.txt", "b.txt"), ("fr", "en"), "line")
    assert [(p.source, p.target) for p in found.pairs] == [("a", "c"), ("", ""), ("b", "d")]


def test_a_whole_file_may_opt_out() -> None:
    loaded = load("<!-- sahel: ignore-file term-outdated -->\n\nThe FAMA\n", "a.md")
    found = read_one(loaded, "a.md", "en")
    assert check(found.pairs, curated()).findings == ()


@given(
    st.lists(st.text("ab. ", max_size=30), max_size=8),
    st.lists(st.text("ab. ", max_size=30), max_size=8),
)
def test_an_alignment_uses_everything_once_in_order(one: list[str], two: list[str]) -> None:
    beads = align(one, two)
    for side, size in (("source", len(one)), ("target", len(two))):
        at = 0
        for bead in beads:
            start, end = getattr(bead, side)
            assert start == at
            at = end
        assert at == size


@given(st.text('ab"\\\n\té%', max_size=20), st.text('ab"\\\n\té%', max_size=5), st.data())
def test_an_edit_of_a_po_string_is_an_edit_of_its_text(
    text: str, new: str, data: st.DataObject
) -> None:
    source = f'msgid "le"\nmsgstr "{escaped("x" + text)}"\n'
    bitext = read(source, name="a.po", source="fr", target="en")
    whole = bitext.pairs[0].target
    assert whole == "x" + text
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    change = Change(start, end, whole[start:end], new, "test")
    mended = bitext.mended({0: [change]})
    assert isinstance(mended, str)
    again = read(mended, name="a.po", source="fr", target="en")
    assert again.pairs[0].target == replay(whole, [change])


def test_an_insertion_at_the_end() -> None:
    where = Located("ab", (3, 4), (4, 5))
    assert where.patches(Change(2, 2, "", "!", ""), str) == [(5, 5, "!")]


def test_a_wrong_opt_out_is_a_wrong_call() -> None:
    with pytest.raises(UserError) as error:
        read('#. sahel: ignore foo\nmsgid "le"\nmsgstr "the"\n', name="a.po")
    assert error.value.status is ExitStatus.USAGE
    assert error.value.where == "a.po:1"
