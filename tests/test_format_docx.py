"""DOCX: runs are one text again, markup stays at its words, all else stays byte for byte."""
# ruff: noqa: E501

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
import shouting
from hypothesis import given, settings
from hypothesis import strategies as st
from shouting import shout

from translate import formats
from translate.document import Code, Crossed, Document, Unit, unchanged
from translate.formats.docx import read

DATA = Path(__file__).parent / "data" / "formats"
FILES = sorted(DATA.glob("*.docx"))
NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def package(body: str, **parts: str) -> bytes:
    """Return a Word document of a body and further parts (``styles``, ``header``, ...)."""
    contents = {"document": f"<w:document {NS}><w:body>{body}</w:body></w:document>", **parts}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}'
        f'{"document.main" if name == "document" else name}+xml"/>'
        for name in contents
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{types}</Types>")
        for name, content in contents.items():
            archive.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def body_of(data: bytes, part: str = "document") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(f"word/{part}.xml").decode()
    return re.sub(r"^.*?<w:body>|</w:body>.*$", "", text, flags=re.DOTALL)


def run(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*parts: str) -> str:
    return f"<w:p>{''.join(parts)}</w:p>"


def shouted(document: Document) -> bytes:
    out = shouting.shouted(document)
    assert isinstance(out, bytes)
    return out


def only(body: str, **parts: str) -> tuple[Document, Unit]:
    document = read(package(body, **parts))
    (unit,) = document.units
    return document, unit


def crossed(body: str, text: str, codes: tuple[Code, ...] = (), **parts: str) -> str:
    """Return the body with its only unit translated as ``text``."""
    document, _ = only(body, **parts)
    out = document.join([Crossed(text, codes)], "en")
    assert isinstance(out, bytes)
    return body_of(out)


def spans(unit: Unit) -> list[str]:
    """Return the texts that pairs of codes enclose."""
    ends = {c.pair: c.at for c in unit.codes if c.kind == "close"}
    return [unit.text[c.at : ends[c.pair]] for c in unit.codes if c.kind == "open"]


LANGUAGE = '<w:lang w:val="fr-FR"/>'
NOISE = [
    paragraph(run("Les Forc"), '<w:proofErr w:type="spellStart"/>', run("es arm"), run("ées")),
    paragraph(run("Les For", LANGUAGE), run("ces ", "<w:noProof/>"), run("armées", "<w:bCs/>")),
    paragraph(run("Les ", '<w:rFonts w:cs="Arial"/>'), run("Forces armées", '<w:lang w:val="en-US"/>')),
    paragraph('<w:r w:rsidR="00A1"><w:t>Les Forces</w:t></w:r>', '<w:r w:rsidR="00B2"><w:t xml:space="preserve"> armées</w:t></w:r>'),
    paragraph(run("Les For"), "<w:r><w:softHyphen/></w:r>", run("ces armées")),
    paragraph(run("Les Forces"), "<w:r><w:lastRenderedPageBreak/></w:r>", run(" armées")),
    paragraph(run("Les Forces "), '<w:smartTag w:uri="x" w:element="y">' + run("armées") + "</w:smartTag>"),
    paragraph(run("Les F", "<w:b/>"), run("orces ", '<w:b w:val="1"/>'), run("armées", '<w:b w:val="true"/>')),
    paragraph(run("L"), run("es", "<w:i/>"), run(" Forces armées", "<w:i/>")),
    paragraph(run("Les Forces"), run(" ", "<w:b/>"), run("armées")),
    paragraph(run("Les Forces armées", '<w:rStyle w:val="normaltextrun"/>')),
    paragraph(run("Les "), run("Forces armées", '<w:rStyle w:val="normaltextrun"/>')),
]  # fmt: skip
STYLES = (
    f'<w:styles {NS}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="fr-FR" w:eastAsia="zh-CN"/>'
    '</w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="character" w:styleId="normaltextrun">'
    '<w:name w:val="normaltextrun"/></w:style><w:style w:type="paragraph" w:styleId="Titre1">'
    '<w:name w:val="heading 1"/><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:style></w:styles>'
)


@pytest.mark.parametrize("body", NOISE)
def test_noise_of_the_editor_is_no_markup(body: str) -> None:
    _, unit = only(body, styles=STYLES)
    assert unit.text == "Les Forces armées"
    assert unit.codes == ()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_without_translation_the_file_comes_back(path: Path) -> None:
    data = path.read_bytes()
    document = formats.load(data, name=path.name).document
    assert document.units
    assert document.join([None] * len(document.units), "en") == data
    assert document.join([unchanged(u) for u in document.units], "en") == data


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_translated_files_keep_their_members_and_elements(path: Path) -> None:
    data = path.read_bytes()
    out = shouted(read(data))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(out)) as new:
        assert new.testzip() is None
        assert new.namelist() == old.namelist()
        for name in old.namelist():
            if not re.search(
                r"(document|header\d|footer\d|footnotes|endnotes|styles|settings|core)\.xml", name
            ):
                assert new.read(name) == old.read(name)  # fmt: skip
        assert new.read("word/comments.xml") == old.read("word/comments.xml")
        before, after = (a.read("word/document.xml").decode() for a in (old, new))
    # a run more or less is the only difference there may be, and spelling marks go
    volatile = r"<w:(?:r|rPr|t|lang|b|i|bCs|color|u|vertAlign|proofErr|smartTag)\b"
    elements = [
        sorted(t for t in re.findall(r"<[\w:]+", text) if not re.match(volatile, t))
        for text in (before, after)
    ]
    assert elements[0] == elements[1]
    assert [u.text for u in read(out).units] == [shout(u).text for u in read(data).units]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_same_input_same_bytes(path: Path) -> None:
    assert shouted(read(path.read_bytes())) == shouted(read(path.read_bytes()))


def test_everything_a_reader_sees_is_a_unit() -> None:
    units = read((DATA / "libreoffice.docx").read_bytes()).units
    texts = [u.text for u in units]
    for text in (
        "Attaque contre un convoi des FAMa près de Gao",
        "Le Cadre stratégique permanent (CSP) a démenti toute implication. "
        "La réunion du 1er février se tiendra samedi à Bamako.",
        "Deux civils ont été tués par un engin explosif improvisé.",
        "À retenir : l’état d’urgence est prolongé de six mois.",
        "Cellule de veille – Situation sécuritaire au Mali",
        "Le communiqué ne précise pas le nombre exact de victimes.",
        "Voir le rapport trimestriel de la CEDEAO.",
    ):
        assert texts.count(text) == 1
    assert not any("Vérifier" in t or "dimanche" in t for t in texts)
    assert [u.context for u in units[:5]] == [
        "heading",
        "paragraph",
        "paragraph",
        "heading",
        "cell",
    ]
    assert {u.where.split()[0] for u in units} == {
        "paragraph",
        "header",
        "footer",
        "footnote",
        "endnote",
    }


def test_a_term_is_one_text_whatever_cuts_its_runs() -> None:
    (unit,) = (
        u for u in read((DATA / "python-docx.docx").read_bytes()).units if "Forces" in u.text
    )
    assert unit.text.startswith(
        "Les Forces armées maliennes ont annoncé l’arrestation de trois membres"
    )
    assert spans(unit) == ["l’arrestation de trois membres du groupe armé"]


@pytest.mark.parametrize(
    ("parts", "text", "marked"),
    [
        ((run("le "), run("JNIM", "<w:b/>"), run(" et "), run("Gao", "<w:i/>")), "le JNIM et Gao", ["JNIM", "Gao"]),
        ((run("le ", "<w:b/>"), run("JNIM attaque Gao"), run(" hier", "<w:b/>")), "le JNIM attaque Gao hier", ["le", "hier"]),
        ((run("le"), run(" JNIM ", "<w:b/>"), run("attaque")), "le JNIM attaque", ["JNIM"]),
        ((run("le 1"), run("er", '<w:vertAlign w:val="superscript"/>'), run(" mars, M"), run("me", '<w:vertAlign w:val="superscript"/>'), run(" Sy")), "le 1er mars, Mme Sy", []),
        ((run("40 km"), run("2", '<w:vertAlign w:val="superscript"/>'), run(" de CO"), run("2", '<w:vertAlign w:val="subscript"/>'), run(" ici")), "40 km² de CO2 ici", ["2"]),
        ((run("S", '<w:sz w:val="40"/>'), run("ahel en crise")), "Sahel en crise", []),
        ((run("voir "), '<w:hyperlink w:anchor="x">', run("le ", "<w:u w:val=\"single\"/>"), run("site", "<w:u w:val=\"single\"/>"), "</w:hyperlink>", run(" ici")), "voir le site ici", ["le site"]),
        ((run("voir "), '<w:ins w:id="1">', run("ce"), "</w:ins>", '<w:del w:id="2"><w:r><w:delText>le</w:delText></w:r></w:del>', run(" site")), "voir ce site", ["ce"]),
        ((run("un "), '<w:moveFrom w:id="1">', run("vieux "), "</w:moveFrom>", run("mot "), '<w:moveTo w:id="2">', run("vieux"), "</w:moveTo>", run(" ici")), "un mot vieux ici", ["vieux"]),
        ((run("un "), '<w:commentRangeStart w:id="0"/>', run("mot"), '<w:commentRangeEnd w:id="0"/>', '<w:r><w:commentReference w:id="0"/></w:r>', run(" ici")), "un mot ici", ["mot"]),
        ((run("un "), '<w:bookmarkStart w:id="0" w:name="a"/>', '<w:hyperlink w:anchor="x">', run("mot"), '<w:bookmarkEnd w:id="0"/>', run(" dit"), "</w:hyperlink>", run(" ici")), "un mot dit ici", ["mot dit"]),
        ((run("un mot"), run("caché", "<w:vanish/>"), run(" ici")), "un mot ici", []),
        ((run("le porte"), "<w:r><w:noBreakHyphen/></w:r>", run("parole")), "le porte\u2011parole", []),
        ((run("soit "), "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", run(" le total")), "soit  le total", []),
    ],
)  # fmt: skip
def test_what_is_markup(parts: tuple[str, ...], text: str, marked: list[str]) -> None:
    document, unit = only(paragraph(*parts))
    assert unit.text == text
    assert spans(unit) == marked
    assert body_of(shouted(document)).count("<w:p>") == 1


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN, SEPARATE, END = (FIELD.format(t) for t in ("begin", "separate", "end"))


def code(instruction: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'


def test_fields_stay_and_links_are_pairs() -> None:
    link = (BEGIN, code(' HYPERLINK "https://example.org" '), SEPARATE)
    body = paragraph(
        run("voir "), *link, run("le site", "<w:i/>"), END, run(" page "), BEGIN, code(" PAGE "),
        SEPARATE, run("12"), END, run(" ou "), '<w:fldSimple w:instr=" DATE ">', run("lundi"),
        "</w:fldSimple>", run(" ici"),
    )  # fmt: skip
    document, unit = only(body)
    assert unit.text == "voir le site page  ou  ici"
    assert spans(unit) == ["le site"]
    out = body_of(shouted(document))
    assert re.findall(r"<w:instrText[^>]*>([^<]*)", out) == [
        ' HYPERLINK "https://example.org" ',
        " PAGE ",
    ]
    assert re.findall(r'fldCharType="(\w+)', out) == ["begin", "separate", "end"] * 2
    assert '<w:t xml:space="preserve">12</w:t>' in out
    assert 'DATE "><w:r><w:t xml:space="preserve">lundi' in out
    order = [
        out.index(x)
        for x in ("VOIR", "HYPERLINK", "LE SITE", " PAGE </w:instr", "12<", "OU", "DATE", "ICI")
    ]
    assert order == sorted(order)


def test_a_contents_table_is_text_and_its_page_numbers_are_not() -> None:
    entry = '<w:hyperlink w:anchor="_Toc1">{}<w:r><w:tab/></w:r>{}{}{}{}{}</w:hyperlink>'
    page = (BEGIN, code(" PAGEREF _Toc1 "), SEPARATE, run("3"), END)
    body = paragraph(BEGIN, code(' TOC \\o "1-3" '), SEPARATE, entry.format(run("Le bilan"), *page))
    body += paragraph(entry.format(run("La suite"), *page)) + paragraph(END)
    document = read(package(body))
    assert [u.text for u in document.units] == ["Le bilan", "La suite"]
    assert all(u.codes == () for u in document.units)
    out = body_of(shouted(document))
    assert re.findall(r'fldCharType="(\w+)', out) == re.findall(r'fldCharType="(\w+)', body)


def test_codes_carry_their_markup_to_the_right_words() -> None:
    body = paragraph(
        run("le "), run("JNIM", "<w:b/>"), run(" attaque "), '<w:hyperlink w:anchor="x">',
        run("Gao", '<w:rStyle w:val="Lien"/>'), "</w:hyperlink>", run(" hier"),
    )  # fmt: skip
    _, unit = only(body)
    b, b_end, a, a_end = unit.codes
    codes = (
        Code(0, a.raw, "open", a.pair), Code(3, a_end.raw, "close", a.pair),
        Code(16, b.raw, "open", b.pair), Code(20, b_end.raw, "close", b.pair),
    )  # fmt: skip
    out = crossed(body, "Gao attacked by JNIM", codes)
    assert out == (
        '<w:p><w:hyperlink w:anchor="x"><w:r><w:rPr><w:rStyle w:val="Lien"/></w:rPr><w:t>Gao</w:t>'
        '</w:r></w:hyperlink><w:r><w:t xml:space="preserve"> attacked by </w:t></w:r>'
        "<w:r><w:rPr><w:b/></w:rPr><w:t>JNIM</w:t></w:r></w:p>"
    )


def test_a_note_stays_at_its_word() -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = paragraph(run("le mot"), note, run(" suivant"))
    _, unit = only(body)
    moved = Code(9, unit.codes[0].raw, "standalone", unit.codes[0].pair)  # as alignment has it
    assert crossed(body, "the word following", (moved,)) == paragraph(
        run("the word").replace(' xml:space="preserve"', ""), note, run(" following")
    )


@pytest.mark.parametrize(
    ("after", "text", "at", "written"),
    [
        (" sur deux", "page of two", 5, "page 1 of two"),
        (".", "the page.", 8, "the page 1."),
        (" fin", "page end", 4, "page 1 end"),
    ],
)
def test_a_field_keeps_its_spaces(after: str, text: str, at: int, written: str) -> None:
    body = paragraph(run("page "), BEGIN, code("PAGE"), SEPARATE, run("1"), END, run(after))
    _, unit = only(body)
    moved = Code(at, unit.codes[0].raw, "standalone", unit.codes[0].pair)
    out = crossed(body, text, (moved,))
    assert "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", out)) == written


def test_codes_that_do_not_nest_still_give_a_document() -> None:
    body = paragraph(run("un "), run("mot", "<w:b/>"), run(" et "), run("deux", "<w:i/>"), run("."))
    _, unit = only(body)
    b, b_end, i, i_end = unit.codes
    wrong = tuple(
        Code(at, c.raw, c.kind, c.pair) for at, c in ((0, b), (2, i), (4, b_end), (6, i_end))
    )
    out = crossed(body, "a word and two.", wrong)
    assert "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", out)) == "a word and two."


def test_text_boxes_in_both_forms_get_one_translation() -> None:
    inner = "<w:txbxContent>" + paragraph(run("Le "), run("bilan", "<w:b/>")) + "</w:txbxContent>"
    box = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{inner}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    body = paragraph(run("Avant "), f"<w:r>{box}</w:r>", run("après"))
    document = read(package(body))
    assert [u.text for u in document.units] == ["Avant après", "Le bilan"]
    out = body_of(shouted(document))
    assert out.count("BILAN") == 2
    assert out.count("AVANT") == out.count("APRÈS") == 1
    # the box alone
    alone = document.join([None, shout(document.units[1])], "en")
    assert isinstance(alone, bytes)
    assert body_of(alone).count("BILAN") == 2
    assert "Avant" in body_of(alone)


def test_descriptions_of_pictures_are_translated() -> None:
    picture = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Image" descr="Le &quot;pont&quot;"/></wp:inline></w:drawing></w:r>'
    document = read(package(paragraph(run("Un mot "), picture, run(" ici"))))
    assert [u.text for u in document.units] == ["Un mot  ici", 'Le "pont"']
    assert 'name="Image" descr="LE &quot;PONT&quot;"/>' in body_of(shouted(document))


def test_languages_become_the_targets() -> None:
    body = paragraph(run("Le mot", '<w:lang w:val="fr-FR" w:bidi="ar-SA"/>'))
    body += paragraph(run("123 ,", LANGUAGE)) + paragraph(run("…", LANGUAGE))
    settings_part = f'<w:settings {NS}><w:themeFontLang w:val="fr-FR"/></w:settings>'
    document = read(package(body, styles=STYLES, settings=settings_part))
    out = document.join([shout(document.units[0]), None], "en")
    assert isinstance(out, bytes)
    assert '<w:lang w:val="en-GB" w:bidi="ar-SA"/></w:rPr><w:t>LE MOT' in body_of(out)
    assert body_of(out).count('w:val="fr-FR"') == 2  # what was not translated
    styles = body_of(out, "styles")
    assert '<w:lang w:val="en-GB" w:eastAsia="zh-CN"/>' in styles
    assert '<w:lang w:val="de-DE"/>' in styles
    assert 'themeFontLang w:val="en-GB"' in body_of(out, "settings")


def test_a_control_bound_to_data_is_cut_loose() -> None:
    # else Word writes the source's title into it when it opens the file
    control = '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/t"/><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    body = control.format(paragraph(run("Le titre"))) + paragraph(
        control.format(run("Le mot")), run(" fin")
    )
    document = read(package(body))
    assert [u.text for u in document.units] == ["Le titre", "Le mot fin"]
    half = document.join([shout(document.units[0]), None], "en")
    assert isinstance(half, bytes)
    assert body_of(half).count("dataBinding") == 1
    assert "dataBinding" not in body_of(shouted(document))


def test_choices_and_dates_of_controls_stay() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>"
        + run("oui")
        + "</w:sdtContent></w:sdt>"
    )
    _, unit = only(paragraph(run("Réponse "), control, run(" du préfet")))
    assert unit.text == "Réponse  du préfet"


def test_what_xml_cannot_hold_is_left_out() -> None:
    body = paragraph(run("le mot"))
    assert crossed(body, "a < b & c\x0b\ud800 > d") == paragraph(
        "<w:r><w:t>a &lt; b &amp; c &gt; d</w:t></w:r>"
    )


def test_strict_documents_and_other_prefixes() -> None:
    body = paragraph(run("le mot")).replace("w:", "x:")
    xml = f'<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body>{body}</x:body></x:document>'
    document = read(package("", document=xml))
    assert [u.text for u in document.units] == ["le mot"]
    assert "<x:r><x:t>LE MOT</x:t></x:r>" in body_of(shouted(document))


@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_a_byte_order_mark_is_kept(mark: str) -> None:
    xml = f"{mark}<w:document {NS}><w:body>{paragraph(run('le mot'))}</w:body></w:document>"
    document = read(package("", document=xml))
    with zipfile.ZipFile(io.BytesIO(shouted(document))) as archive:
        assert archive.read("word/document.xml").decode().startswith(mark + "<w:document")


ATOMS = [
    run("le mot"), run(" gras ", "<w:b/>"), run("ou"), run("pas", "<w:i/>"), run(" "), run("\u2028"),
    run("caché", "<w:vanish/>"), "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", BEGIN, SEPARATE, END,
    code("HYPERLINK x"), code("PAGE"), '<w:hyperlink w:anchor="x">', "</w:hyperlink>",
    '<w:ins w:id="1">', "</w:ins>", '<w:bookmarkStart w:id="1" w:name="a"/>',
    '<w:bookmarkEnd w:id="1"/>', '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/>',
    '<w:r><w:footnoteReference w:id="1"/></w:r>', '<w:proofErr w:type="spellStart"/>',
    "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", "<w:r/>", "<w:sdt/>", run("&lt;&amp;"),
    run("2", '<w:vertAlign w:val="superscript"/>'), run("er", '<w:vertAlign w:val="superscript"/>'),
]  # fmt: skip


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    parts: list[str] = []
    stack: list[str] = []
    for atom in draw(st.lists(st.sampled_from(ATOMS), max_size=14)):
        if atom.startswith("</"):
            if not stack or stack[-1] != atom:
                continue
            stack.pop()
        elif atom.startswith(("<w:hyperlink", "<w:ins")):
            stack.append(f"</{atom[1:].split()[0]}>")
        parts.append(atom)
    return paragraph(*parts, *reversed(stack))


@given(st.lists(paragraphs(), max_size=3).map("".join), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_any_paragraph_is_survived(body: str, random) -> None:  # type: ignore[no-untyped-def]
    data = package(body)
    document = read(data)
    assert document.join([unchanged(u) for u in document.units], "en") == data
    for unit in document.units:
        assert all(0 <= c.at <= len(unit.text) for c in unit.codes)
        opens = sorted(c.pair for c in unit.codes if c.kind == "open")
        assert opens == sorted(c.pair for c in unit.codes if c.kind == "close")
    # codes anywhere at all: the document is sound, and says what the translation says
    moved = [
        Crossed(
            shout(u).text,
            tuple(Code(random.randint(0, len(u.text)), c.raw, c.kind, c.pair) for c in u.codes),
        )
        for u in document.units
    ]
    for new in ([shout(u) for u in document.units], moved):
        out = document.join(new, "en")
        assert isinstance(out, bytes)
        again = read(out)

        def words(texts: list[str]) -> list[str]:
            return [w for t in texts for w in re.findall(r"\w+", t)]

        assert "".join(words([u.text for u in again.units])) == "".join(
            words([c.text for c in new])
        )
        for name in (
            "footnoteReference",
            "fldChar ",
            "instrText>",
            "<w:hyperlink ",
            "<w:tab/>",
            "bookmark",
            "<w:del>",
        ):
            assert body_of(out).count(name) == body.count(name)
