"""Formats in and out: what each promises comes back, what others write is read."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from glossary import formats
from glossary.curated import curated
from glossary.errors import ExitStatus, UserError
from glossary.formats import po
from glossary.formats.entry import KEYS
from glossary.formats.table import read_rows, shield, unshield, write_rows
from glossary.model import LANGUAGES, Glossary, Review, Status

DATA = Path(__file__).parent / "data"
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
# every field once; a concept of the shape that gives formats trouble
RICH = """
#. keep: yes
#. pos: noun
#. case: any
#. direction: fr-en
#. known: yes
#. en-number: pl
#. en-article: no
#. en-plural: forceses
#. en-variant: Armed Forces of Mali | army {sg article}
#. en-accepted: troops {pl} | soldiers
#. en-deprecated: FAMA; Fama
#. en-forbidden: "Malian", Army — not a name: nobody's
#. en-forbidden: M.A.F.
#. en-requires: Mali* | Bamako
#. en-excludes: =1+1
#. en-unless-in: Mr {Name}
#. en-example: One | two, "three"; four.
#. en-counterexample: Not this one.
#. fr-gender: f
#. fr-number: pl
#. fr-elision: no
#. fr-feminine: armées
#. fr-variant: FAMA {m sg no-article}
#. fr-forbidden: armée du Mali — vague
#. fr-example: Les Forces.
#. fr-example: -- Des forces.
#. confidence: high
#. valid-from: 2012
#. valid-to: 2024-01
#. superseded-by: 2nd-concept
#. note: case: this note looks like a key
#. note: @home, +1, <b>&amp;</b>
#. source: https://example.org/a?b=1&c=é
#. source: Journal officiel, n° 3
msgctxt "rich"
msgid "Malian Armed Forces"
msgstr "Forces armées <maliennes> & co"

#. case: transfer
#. note: Of the acronym alone.
msgctxt "rich/acronym"
msgid "FAMa"
msgstr "FAMa"

#. pos: phrase
msgctxt "rich/other-thing"
msgid "in force"
msgstr "en force"

#. fr-article: no
#, fuzzy
msgctxt "2nd-concept"
msgid "=Second"
msgstr "-Second"
"""
RICH_GLOSSARY = po.read(HEADER + RICH, name="state-forces.po")


def back(format_: str, glossary: Glossary = RICH_GLOSSARY) -> Glossary:
    return formats.read(formats.write(glossary, format_), name=f"x.{format_}", format=format_)


@pytest.mark.parametrize("format_", ["po", "csv", "tsv", "tbx", "tbx2"])
def test_our_own_formats_lose_nothing(format_: str) -> None:
    again = back(format_)
    if format_ == "po":  # a catalogue is one domain, named by its file
        again = Glossary(tuple(replace(c, domain="state-forces") for c in again))
        assert again.concepts == tuple(sorted(RICH_GLOSSARY, key=lambda c: c.id))
    else:
        assert again.concepts == RICH_GLOSSARY.concepts


@pytest.mark.parametrize("format_", ["csv", "tbx"])
def test_the_curated_glossary_loses_nothing(format_: str) -> None:
    assert back(format_, curated()).concepts == curated().concepts


def test_the_test_entry_has_every_field() -> None:
    written = po.snippet(RICH_GLOSSARY)
    missing = [key for key in KEYS if f"#. {key}:" not in written]
    # the other language's twin is there for each
    assert {k.split("-", 1)[-1] for k in missing} <= {
        "pos", "gender", "article", "elision", "plural", "feminine", "accepted", "deprecated",
        "requires", "excludes", "unless-in", "counterexample",
    }  # fmt: skip
    assert not {k for k in missing if k.startswith("en-")} & {"en-forbidden", "en-requires"}


@pytest.mark.parametrize("format_", ["weblate", "utx"])
def test_lists_of_forms_keep_ids_pairings_forms_status_and_reasons(format_: str) -> None:
    again = back(format_)
    assert [c.id for c in again] == [c.id for c in RICH_GLOSSARY]
    for one, two in zip(RICH_GLOSSARY, again, strict=True):
        assert [p.label for p in two.pairings] == [p.label for p in one.pairings]
        for left, right in zip(one.pairings, two.pairings, strict=True):
            for language in LANGUAGES:
                for status in Status:
                    kept = [(t.form, t.reason) for t in right.in_language(language, status)]
                    wanted = [(t.form, t.reason) for t in left.in_language(language, status)]
                    if (format_, status) == ("utx", Status.ACCEPTED):
                        wanted = []  # a list to look words up in has no room for them
                    assert kept == wanted


def test_weblate_keeps_notes_flags_and_review() -> None:
    again = back("weblate")
    rich, second = again
    assert rich.note == RICH_GLOSSARY.by_id["rich"].note
    assert (rich.head.keep, rich.review) == (True, Review.REVIEWED)
    assert second.review is Review.UNVERIFIED


@pytest.mark.parametrize("format_", ["tbx", "tbx2"])
def test_what_xml_cannot_hold_is_left_out_of_tbx(format_: str) -> None:
    entry = '#. note: a\x07b\n#. source: a\x07b\nmsgctxt "gao"\nmsgid "Ga\x08o"\nmsgstr "Gao"\n'
    (gao,) = back(format_, po.read(entry, name="a.po"))
    assert (gao.head.preferred("en").form, gao.note, gao.sources) == ("Gao", "ab", ("ab",))


def test_an_id_that_a_file_gives_is_given_to_nothing_else_in_it() -> None:
    header = 'msgid ""\nmsgstr ""\n"Project-Id-Version: sahel-translate\\n"\n\n'
    added = '#, terminology\nmsgid "Gao"\nmsgstr "Gao"\n\n'  # in Weblate, after our export
    ours = '#, terminology\nmsgctxt "gao"\nmsgid "Gao town"\nmsgstr "ville de Gao"\n'
    found = formats.read((header + added + ours).encode(), name="glossary.po", format="weblate")
    assert [(c.id, c.head.preferred("en").form) for c in found] == [
        ("gao-2", "Gao"),
        ("gao", "Gao town"),
    ]


def test_a_first_row_that_names_one_language_twice_is_an_entry() -> None:
    found = formats.read("French,français\nGao,Gao\n".encode(), name="x.csv")
    assert [c.head.preferred("fr").form for c in found] == ["français", "Gao"]


@pytest.mark.parametrize("format_", ["deepl", "omegat"])
def test_two_columns_keep_each_source_form_once(format_: str) -> None:
    once = back(format_)
    # RICH applies from French only, but for the second concept and two pairings
    pairs = {(c.head.preferred("en").form, c.head.preferred("fr").form) for c in once}
    assert pairs == {("FAMa", "FAMa"), ("in force", "en force"), ("=Second", "-Second")}
    assert all(c.review is Review.UNVERIFIED for c in once)
    assert back(format_, once).concepts == once.concepts


@pytest.mark.parametrize("format_", ["deepl", "omegat"])
def test_two_columns_from_french(format_: str) -> None:
    written = formats.write(RICH_GLOSSARY, format_, languages=("fr", "en"))
    again = formats.read(written, name="x.fr-en.txt", format=format_)
    forms = {(c.head.preferred("fr").form, c.head.preferred("en").form) for c in again}
    assert ("FAMA", "Malian Armed Forces") in forms  # a variant of French, from French only
    assert ("-Second", "=Second") in forms


def test_languages_are_for_lists_of_one_direction() -> None:
    with pytest.raises(UserError, match="tbx holds both directions") as error:
        formats.write(RICH_GLOSSARY, "tbx", languages=("fr", "en"))
    assert error.value.status is ExitStatus.USAGE


# -- tables -------------------------------------------------------------------------------------


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\tb", "\rc", "'=d", "''-e"])
def test_a_cell_that_a_spreadsheet_would_run_is_quoted(cell: str) -> None:
    assert shield(cell).startswith("'")
    assert unshield(shield(cell)) == cell


@pytest.mark.parametrize("cell", ["", "Gao", "'t Hooft", "a=b", "l'Aïr", "'"])
def test_other_cells_stay(cell: str) -> None:
    assert shield(cell) == unshield(cell) == cell


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="'=+-@\t\ra b", max_size=6))
def test_quoting_is_undone(cell: str) -> None:
    assert unshield(shield(cell)) == cell
    assert shield(cell)[:1] not in tuple("=+-@\t\r")


def test_no_cell_of_an_export_runs() -> None:
    for format_, separator in (("csv", ","), ("tsv", "\t"), ("deepl", ","), ("omegat", "\t")):
        text = formats.write(RICH_GLOSSARY, format_).decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            assert not [c for c in row if c[:1] in tuple("=+-@\t\r") and c]


def test_csv_has_a_mark_for_excel() -> None:
    assert formats.write(RICH_GLOSSARY, "csv").startswith(b"\xef\xbb\xbfid,label,domain,en,fr,")


EXCEL = 'id;en;fr;fr-gender\r\netat;"State; the";"l\'État";m\r\n\r\n;;;\r\n'


@pytest.mark.parametrize(
    "data",
    [EXCEL.encode("cp1252"), EXCEL.encode("utf-8-sig"), EXCEL.encode("utf-16"),
     EXCEL.replace(";", "\t").encode()],
    ids=["cp1252", "utf-8 with mark", "utf-16", "tabs"],
)  # fmt: skip
def test_excel_in_french(data: bytes) -> None:
    if b"\t" in data:
        data = data.replace(b"State\t the", b"State; the")
    (state,) = formats.read(data, name="termes.csv")
    assert state.head.preferred("en").form == "State; the"
    assert state.head.preferred("fr").form == "l'État"
    assert (state.review, state.domain) == (Review.UNVERIFIED, "termes")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,en,fr,colour\n", "x.csv:1: column 'colour' is unknown"),
        ("id,en\n", "x.csv:1: column 'fr' is missing"),
        ("id,en,fr,en\n", "x.csv:1: a column stands twice"),
        ("id,en,fr\na,A,\n", "x.csv:2: msgstr is empty"),
        ("id,en,fr\na,A,B\na,A,B\n", "x.csv:3: 'a' stands here and in line 2"),
        ('id,en,fr\na,"A,B\n', "x.csv:2: no table can be read here"),
        ("", "column 'id' is missing"),
    ],
)
def test_a_faulty_table(text: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        formats.read(text.encode(), name="x.csv", format="csv")
    assert message in str(caught.value)


def test_lines_are_counted_through_cells_of_several_lines() -> None:
    text = 'id,en,fr\na,"A\nB",C\nb,,\n'
    assert [line for line, _ in read_rows(text, name="x")] == [1, 2, 4]
    assert write_rows([["a\nb", "c"]]) == '"a\nb",c\r\n'


@pytest.mark.parametrize(
    ("name", "text", "english"),
    [
        ("x.csv", "Source,Cible\n", "Source"),
        ("x.csv", "armed forces,forces armées", "armed forces"),
        ("x.csv", "forces armées,armed forces,fr,en", "armed forces"),
        ("x.csv", "forces armées;armed forces;FR;EN-GB", "armed forces"),
        ("x.csv", "français;anglais\nforces armées;armed forces", "armed forces"),
        ("lexique.fr-en.csv", "forces armées,armed forces", "armed forces"),
        ("x.csv", "#FreeMali,#LibérezLeMali", "#FreeMali"),
        ("x.txt", "# a remark\narmed forces\tforces armées\ta comment", "armed forces"),
    ],
)
def test_two_columns_of_others(name: str, text: str, english: str) -> None:
    (concept,) = formats.read(text.encode(), name=name)
    assert concept.head.preferred("en").form == english
    if "comment" in text:
        assert concept.note == "a comment"


def test_two_columns_languages_from_the_caller_and_variants() -> None:
    text = "forces,forces armées\nforces,troupes\n"
    (one,) = formats.read(text.encode(), name="x.csv")
    assert [t.form for t in one.head.in_language("fr")] == ["forces armées", "troupes"]
    two = formats.read(text.encode(), name="x.csv", languages=("fr", "en"))
    assert one.id == "forces"
    assert two.concepts[0].head.preferred("fr").form == "forces"


def test_two_columns_other_languages() -> None:
    with pytest.raises(UserError, match=r"x\.csv:1: its languages are 'de' and 'en'"):
        formats.read(b"a,b,de,en\n", name="x.csv")
    left_out: list[UserError] = []
    found = formats.read(
        b"a,b,de,en\narmy,arm\xc3\xa9e,en,fr\n", name="x.csv", on_error=left_out.append
    )
    assert [c.id for c in found] == ["army"]
    assert [e.where for e in left_out] == ["x.csv:1"]


# -- XML ----------------------------------------------------------------------------------------

SCHEMA = etree.RelaxNG(etree.parse(str(DATA / "tbx-basic-v3.rng")))


@pytest.mark.parametrize("glossary", [RICH_GLOSSARY, curated()], ids=["rich", "curated"])
def test_tbx_is_valid_tbx_basic(glossary: Glossary) -> None:
    root = etree.fromstring(formats.write(glossary, "tbx"))
    assert SCHEMA.validate(root), SCHEMA.error_log


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'style="dca"', b'style="dct"'),
        (b">noun<", b">properNoun<"),
        (b'"subjectField"', b'"domain"'),
        (b'id="rich"', b'id="1rich"'),
        (b'id="_2nd-concept"', b'id="rich"'),
        (b'<langSec xml:lang="en">', b"<langSec>"),
        (b"preferredTerm-admn-sts", b"preferred"),
        (b"https://example.org", b"ftp://example.org"),
    ],
)
def test_the_schema_of_the_test_refuses_what_tbx_basic_does(old: bytes, new: bytes) -> None:
    written = formats.write(RICH_GLOSSARY, "tbx")
    assert old in written
    assert not SCHEMA.validate(etree.fromstring(written.replace(old, new)))


def test_version_2_has_the_elements_of_version_2() -> None:
    root = etree.fromstring(formats.write(RICH_GLOSSARY, "tbx2"))
    assert (root.tag, root.get("type")) == ("martif", "TBX-Basic")
    tags = {e.tag for e in root.iter()}
    assert tags == {
        "martif", "martifHeader", "fileDesc", "sourceDesc", "p", "text", "body", "termEntry",
        "langSet", "tig", "term", "termNote", "descrip", "xref", "admin", "note",
    }  # fmt: skip


def test_as_iate_writes_it() -> None:
    left_out: list[UserError] = []
    data = (DATA / "foreign-iate.tbx").read_bytes()
    (idp,) = formats.read(data, name="iate.tbx", on_error=left_out.append)
    assert (idp.id, idp.domain, idp.review) == ("iate-1", "iate", Review.UNVERIFIED)
    assert [p.label for p in idp.pairings] == ["full", "acronym"]
    assert idp.head.preferred("fr").grammar.gender == "f"
    assert idp.head.preferred("en").form == "internally displaced person"
    (old,) = idp.head.in_language("en", Status.DEPRECATED)
    assert old.form == "displaced insider"
    assert idp.pairings[1].preferred("fr").form == "PDI"
    assert [str(e) for e in left_out] == [
        "iate.tbx:44: IATE-2 has no usable French term; each entry needs one in each language"
    ]
    with pytest.raises(UserError, match="no usable French term"):
        formats.read(data, name="iate.tbx")


def test_as_weblate_writes_tbx() -> None:
    forces, wagner = formats.read((DATA / "foreign-weblate.tbx").read_bytes(), name="w.tbx")
    assert forces.id == "7"
    assert forces.note == "The armed forces as a whole.\nAs in the constitution."
    assert forces.head.preferred("en").grammar.pos == "noun"
    assert wagner.head.keep
    (wrong,) = wagner.head.in_language("fr", Status.FORBIDDEN)
    assert wrong.form == "Vagner"


ENTITY = '<!DOCTYPE martif [<!ENTITY a "b">]><martif><text>&a;</text></martif>'


@pytest.mark.parametrize(
    "data",
    [
        ENTITY.encode(),
        ENTITY.encode("utf-16"),
        b'<?xml version="1.0"?>\n<!DOCTYPE martif SYSTEM "file:///etc/passwd"><martif/>',
        b'<!DOCTYPE martif SYSTEM "http://example.org/evil.dtd"><martif/>',
        b'<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd" [<!ENTITY a "b">]><martif/>',
        b'<!DOCTYPE a [<!ENTITY a0 "x"><!ENTITY a1 "&a0;&a0;">]><a>&a1;</a>',
        b"<!doctype martif><martif/>",
    ],
)
def test_a_document_type_or_an_entity_is_refused(data: bytes) -> None:
    with pytest.raises(UserError, match="document type \\(DTD\\) or entities is not read"):
        formats.read(data, name="x.tbx")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<tbx><text></tbx>", r"x\.tbx:1: no well-formed XML"),
        (b"<html/>", r"x\.tbx:1: is no TBX: it begins with <html>"),
        (b"\xff\xff", "is not utf-8 as it says"),
        (b'<?xml version="1.0" encoding="klingon"?><tbx/>', "is not klingon"),
        (b"", "no well-formed XML"),
        (b"<tbx>&undefined;</tbx>", "no well-formed XML"),
    ],
)
def test_no_tbx(data: bytes, message: str) -> None:
    with pytest.raises(UserError, match=message):
        formats.read(data, name="x.tbx")


# -- other programs -----------------------------------------------------------------------------


def test_as_weblate_writes_po() -> None:
    found = formats.read((DATA / "foreign-weblate.po").read_bytes(), name="glossary.po")
    forces, wagner, tank = found
    assert (forces.id, forces.note) == ("armed-forces", "The armed forces as a whole.")
    (wrong,) = forces.head.in_language("fr", Status.FORBIDDEN)
    assert (wrong.form, wrong.reason) == ("armée de terre", "Too narrow.")
    assert wagner.head.keep
    assert wagner.head.preferred("fr").form == "Wagner"
    assert tank.note == "Context: vehicle"


def test_as_utx_describes_it() -> None:
    forces, bamako = formats.read((DATA / "foreign.utx").read_bytes(), name="x.utx")
    assert [t.form for t in forces.head.in_language("en")] == [
        "armed forces", "military forces", "army forces",
    ]  # fmt: skip
    (wrong,) = forces.head.in_language("en", Status.FORBIDDEN)
    assert wrong.reason == "redundant"
    assert forces.note == "the whole"
    assert forces.head.preferred("fr").grammar.pos == "noun"
    assert bamako.head.preferred("fr").grammar.pos == "name"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\tb\n", "has no UTX header"),
        ("#UTX 1.11; de/en;\n#src\ttgt\n", "its languages are de and en"),
        ("#UTX 1.11; en/fr;\na\tb\n", "names no columns"),
        ("#UTX 1.11; en/fr;\n#src\tdst\n", "names no columns src and tgt"),
        ("#UTX 1.11; en/fr;\n#src\ttgt\tterm status\na\tb\todd\n", "x.utx:3: term status is 'odd'"),
        ("#UTX 1.11; en/fr;\n#src\ttgt\na\t\n", "x.utx:3: 'a' has no French form"),
    ],
)
def test_faulty_utx(text: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        formats.read(text.encode(), name="x.utx")
    assert message in str(caught.value)


def test_a_format_is_known_by_suffix_and_content() -> None:
    assert formats.format_of("a.po", b'msgid ""\nmsgid "x"\nmsgid "y"') == "weblate"
    assert formats.format_of("a.po", b'#, fuzzy, forbidden\nmsgctxt "a"\nmsgid "x"') == "weblate"
    assert formats.format_of("a.po", b'msgctxt "a"\nmsgid "x"\nmsgid "forgotten"') == "po"
    assert formats.format_of("a.po", b"") == "po"
    assert formats.format_of("a.tsv", b"id\ten\tfr\n") == "tsv"
    assert formats.format_of("a.tsv", b"x\ty\n") == "omegat"
    with pytest.raises(UserError, match="say which: po, weblate, csv"):
        formats.format_of("a.docx")
