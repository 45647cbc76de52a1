"""ODT: spans are one text again, white space survives, all else stays byte for byte."""
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

from glossary.errors import UserError
from translate import formats
from translate.document import Code, Crossed, Document, Unit, unchanged
from translate.formats.odt import read

DATA = Path(__file__).parent / "data" / "formats"
FILES = sorted(DATA.glob("*.odt"))
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NS = " ".join(
    f'xmlns:{p}="{OASIS}:{n}:1.0"'
    for p, n in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"),
        ("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
STYLES = "".join(
    f'<style:style style:name="{name}" style:family="text"><style:text-properties {attributes}/></style:style>'
    for name, attributes in (
        ("B", 'fo:font-weight="bold"'), ("B2", 'fo:font-weight="bold" officeooo:rsid="0011"'),
        ("I", 'fo:font-style="italic"'), ("N", 'officeooo:rsid="0012"'),
        ("EN", 'fo:language="en" fo:country="US"'), ("ASIA", 'style:font-name-asian="Noto"'),
        ("SUP", 'style:text-position="super 58%"'), ("SUB", 'style:text-position="sub 58%"'),
    )
).replace("officeooo:", "style:")  # fmt: skip


def package(
    body: str, *, mimetype: str = "application/vnd.oasis.opendocument.text", **parts: str
) -> bytes:
    """Return an OpenDocument text of a body and further members (``styles``, ``meta``)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            f"<office:document-content {NS}><office:automatic-styles>{STYLES}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        for name, content in parts.items():
            archive.writestr(f"{name}.xml", content)
    return out.getvalue()


def member(data: bytes, name: str = "content.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def body_of(data: bytes) -> str:
    return re.sub(r"^.*?<office:text>|</office:text>.*$", "", member(data), flags=re.DOTALL)


def shouted(document: Document) -> bytes:
    out = shouting.shouted(document)
    assert isinstance(out, bytes)
    return out


def only(body: str) -> Unit:
    (unit,) = read(package(body)).units
    return unit


def crossed(body: str, text: str, *codes: Code) -> str:
    document = read(package(body))
    out = document.join([Crossed(text, codes)], "en")
    assert isinstance(out, bytes)
    return body_of(out)


def span(text: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def paragraph(*parts: str) -> str:
    return f"<text:p>{''.join(parts)}</text:p>"


@pytest.mark.parametrize(
    "parts",
    [
        ("Les ", span("Forces", "N"), " armées"),
        (span("Les For", "N"), span("ces ", "EN"), span("armées", "ASIA")),
        (span(span("Les Forces", "N") + " armées", "EN"),),
        (span("Les Forces", "B"), span(" armées", "B2")),
        ("Les", span(" ", "B"), "Forces armées"),
        ("\n  Les   Forces\n", span(" armées", "N")),
        ("Les Forces<text:soft-page-break/> armées",),
        (span("L", "I"), "es Forces armées"),
        ("Les<text:s/>Forces<!-- x --> <![CDATA[armées]]>",),
    ],
)
def test_noise_of_the_editor_is_no_markup(parts: tuple[str, ...]) -> None:
    unit = only(paragraph(*parts))
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
        first = new.infolist()[0]  # OpenDocument 1.3, part 2, 3.3: first, stored, nothing extra
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
        assert out[30:38] == b"mimetype"
        for name in old.namelist():
            if name not in ("content.xml", "styles.xml", "meta.xml"):
                assert new.read(name) == old.read(name)
    before, after = (
        sorted(t for t in re.findall(r"<[\w:-]+", member(d)) if t != "<text:span")
        for d in (data, out)
    )
    assert before == after
    assert [u.text for u in read(out).units] == [shout(u).text for u in read(data).units]


def test_everything_a_reader_sees_is_a_unit() -> None:
    units = read((DATA / "libreoffice.odt").read_bytes()).units
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
    assert {u.context for u in units} == {"heading", "paragraph", "cell", "item"}


def test_what_stays() -> None:
    data = (DATA / "libreoffice.odt").read_bytes()
    content = member(shouted(read(data)))
    for kept in ("Vérifier le nom du préfet.", ">dimanche</text:p>", "<dc:creator>Rédaction<"):
        assert kept in member(data)
        assert kept in content
    assert "<text:page-number" in member(shouted(read(data)), "styles.xml")


def test_languages_become_the_targets() -> None:
    data = (DATA / "libreoffice.odt").read_bytes()
    out = shouted(read(data))
    assert 'fo:language="fr" fo:country="FR"' in member(data, "styles.xml")
    assert 'fo:language="fr"' not in member(out, "styles.xml")
    assert 'fo:language="en" fo:country="GB"' in member(out, "styles.xml")
    assert "<dc:language>en-GB</dc:language>" in member(out, "meta.xml")


@pytest.mark.parametrize(
    ("parts", "text", "marked"),
    [
        (("le ", span("JNIM", "B"), " et ", span("Gao", "I")), "le JNIM et Gao", ["JNIM", "Gao"]),
        (("le", span(" JNIM ", "B"), "attaque"), "le JNIM attaque", ["JNIM"]),
        (("un ", span("mot " + span("fort", "I") + " dit", "B"), " ici, bien plus long"), "un mot fort dit ici, bien plus long", ["mot", "fort", "dit"]),
        (("voir ", '<text:a xlink:href="x">', span("le site", "Lien"), "</text:a>", " ici"), "voir le site ici", ["le site"]),
        (("le 1", span("er", "SUP"), " mars, 40 km", span("2", "SUP"), " de CO", span("2", "SUB"), " ici"), "le 1er mars, 40 km² de CO2 ici", ["2"]),
        (("un ", '<text:bookmark-start text:name="a"/>', "mot", '<text:bookmark-end text:name="a"/>', " ici"), "un mot ici", ["mot"]),
        (("un ", '<text:change-start text:change-id="c"/>', "mot", '<text:change-end text:change-id="c"/>', '<text:change text:change-id="d"/>', " ici"), "un mot ici", ["mot"]),
        (("page ", "<text:page-number>1</text:page-number>", " ici"), "page  ici", []),
        (("un", "<office:annotation><text:p>note</text:p></office:annotation>", " mot"), "un mot", []),
        (("a", '<text:s text:c="3"/>', "b"), "a   b", []),
    ],
)  # fmt: skip
def test_what_is_markup(parts: tuple[str, ...], text: str, marked: list[str]) -> None:
    body = paragraph(*parts)
    unit = only(body)
    assert unit.text == text
    ends = {c.pair: c.at for c in unit.codes if c.kind == "close"}
    assert [text[c.at : ends[c.pair]] for c in unit.codes if c.kind == "open"] == marked
    assert read(shouted(read(package(body)))).units[0].text == shout(unit).text


def test_a_note_is_a_unit_of_its_own_inside_another() -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>"
    body = paragraph("le mot", note.format(paragraph("la note")), " suit")
    document = read(package(body))
    assert [u.text for u in document.units] == ["le mot suit", "la note"]
    assert body_of(shouted(document)) == paragraph(
        "LE MOT", note.format(paragraph("LA NOTE")), " SUIT"
    )
    inner = document.join([None, shout(document.units[1])], "en")
    assert isinstance(inner, bytes)
    assert body_of(inner) == body.replace("la note", "LA NOTE")


def test_codes_carry_their_markup_to_the_right_words() -> None:
    body = paragraph(
        "le ",
        span("JNIM", "B"),
        " attaque ",
        '<text:a xlink:href="x">',
        "Gao",
        "</text:a>",
        " hier",
    )
    b, b_end, a, a_end = only(body).codes
    out = crossed(
        body, "Gao attacked by JNIM",
        Code(0, a.raw, "open", a.pair), Code(3, a_end.raw, "close", a.pair),
        Code(16, b.raw, "open", b.pair), Code(20, b_end.raw, "close", b.pair),
    )  # fmt: skip
    assert out == paragraph('<text:a xlink:href="x">Gao</text:a> attacked by ', span("JNIM", "B"))


def test_spaces_and_tabs_are_written_as_elements() -> None:
    body = paragraph(
        "a", '<text:s text:c="3"/>', "b", "<text:tab/>", "c", "<text:line-break/>", "d"
    )
    out = body_of(shouted(read(package(body))))
    assert out == paragraph(
        "A", ' <text:s text:c="2"/>', "B", "<text:tab/>", "C", "<text:line-break/>", "D"
    )


def test_descriptions_of_pictures_are_translated() -> None:
    frame = "<draw:frame text:anchor-type='as-char'><draw:image/><svg:title>Le pont</svg:title><svg:desc>Un pont &amp; un lac</svg:desc></draw:frame>"
    document = read(package(paragraph("un mot ", frame, " ici")))
    assert [u.text for u in document.units] == ["un mot  ici", "Le pont", "Un pont & un lac"]
    assert "<svg:desc>UN PONT &amp; UN LAC</svg:desc>" in body_of(shouted(document))


def test_a_template_is_read_and_a_drawing_is_not() -> None:
    kind = "application/vnd.oasis.opendocument.text-template"
    assert read(package(paragraph("un mot"), mimetype=kind)).units
    with pytest.raises(UserError, match="is an OpenDocument file, but no text"):
        read(package("", mimetype="application/vnd.oasis.opendocument.graphics"), name="x.odt")


ATOMS = [
    "le mot", " et ", "\n", span("gras", "B"), span(" ", "B"), span("n", "N"), span("er", "SUP"),
    span("2", "SUP"), '<text:s text:c="2"/>', "<text:s/>", "<text:tab/>", "<text:line-break/>",
    "<text:page-number>1</text:page-number>", '<text:bookmark-start text:name="a"/>',
    '<text:bookmark-end text:name="a"/>', '<text:change text:change-id="d"/>', "&lt;&amp;",
    '<text:a xlink:href="x">', "</text:a>", '<text:span text:style-name="I">', "</text:span>",
    "<office:annotation><text:p>reste</text:p></office:annotation>", "\u2028",
    "<text:note><text:note-body><text:p>la note</text:p></text:note-body></text:note>",
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
        elif atom in ('<text:a xlink:href="x">', '<text:span text:style-name="I">'):
            stack.append(f"</{atom[1:].split()[0]}>")
        parts.append(atom)
    return paragraph(*parts, *reversed(stack))


@given(st.lists(paragraphs(), max_size=3).map("".join), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_any_paragraph_is_survived(body: str, random) -> None:  # type: ignore[no-untyped-def]
    data = package(body)
    document = read(data)
    assert document.join([unchanged(u) for u in document.units], "en") == data
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
        said = ["".join(re.findall(r"\w+", u.text)) for u in read(out).units]
        assert said == ["".join(re.findall(r"\w+", c.text)) for c in new]
        for name in (
            "<text:a ",
            "<text:tab/>",
            "bookmark",
            "page-number>",
            "<text:note>",
            "reste",
            "<text:change ",
        ):
            assert body_of(out).count(name) == body.count(name)
    whole = document.join([shout(u) for u in document.units], "en")
    assert isinstance(whole, bytes)
    assert [u.text.strip() for u in read(whole).units] == [
        shout(u).text.strip() for u in document.units
    ]
