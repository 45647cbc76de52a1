"""HTML: what a reader sees is translated, all else stays byte for byte."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
import shouting
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.cli import main
from translate.document import Code, Crossed, Unit, unchanged
from translate.formats.html import HtmlDocument, read
from translate.formats.html_tokens import tokens

DATA = Path(__file__).parent / "data"
PAGE = (DATA / "page.html").read_text("utf-8")
PIECES = (
    "<p>¦</p>¦<b>¦</b>¦<i class=x>¦</i>¦<br>¦<br/>¦<div translate=no>¦</div>¦<pre>¦</pre>"
    "¦<script>¦</script>¦<!-- c -->¦<!--¦-->¦<a title='Le mot' href=\"x>y\">¦</a>¦<code>¦</code>"
    "¦<svg>¦</svg>¦<img alt=mot>¦<title>¦</title>¦&amp;¦&eacute;¦&¦<¦>¦ ¦\n¦\r\n¦Le mot¦ Gao "
    "¦\u00a0¦{{ x }}¦\"¦'¦=¦/¦<p lang=ar>¦<html lang=fr>¦<li>¦<td>¦<?php x ?>¦<![CDATA[¦]]>¦<!¦</"
    "¦\u2028¦é¦<span lang=fr>¦</span>"
).split("¦")
SOURCE = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=20).map("".join), st.text(max_size=30)
)


def shouted(source: str) -> str:
    return str(shouting.shouted(read(source)))


def texts(source: str) -> list[str]:
    return [u.text for u in read(source).units]


def only(source: str) -> tuple[HtmlDocument, Unit]:
    document = read(source)
    (unit,) = document.units
    return document, unit


@given(SOURCE)
@settings(max_examples=300, deadline=None)
def test_unchanged_gives_the_input_back(source: str) -> None:
    document = read(source)
    assert document.join([unchanged(u) for u in document.units], "en") == source
    assert document.join([None] * len(document.units), "en") == source
    assert "".join(source[t.start : t.end] for t in tokens(source)) == source


@given(SOURCE)
@settings(max_examples=300, deadline=None)
def test_codes_lie_in_their_unit(source: str) -> None:
    for unit in read(source).units:
        assert all(0 <= c.at <= len(unit.text) for c in unit.codes)
        assert [c.at for c in unit.codes] == sorted(c.at for c in unit.codes)
        opens = sorted(c.pair for c in unit.codes if c.kind == "open")
        assert opens == sorted(c.pair for c in unit.codes if c.kind == "close")


@given(SOURCE)
@settings(max_examples=300, deadline=None)
def test_no_tag_is_lost_or_made(source: str) -> None:
    def tags(text: str) -> list[str]:
        return [t.name + t.kind for t in tokens(text) if t.kind in ("start", "end")]

    assert tags(shouted(source)) == tags(source)
    again = shouted(shouted(source))
    assert tags(again) == tags(source)


def test_the_page_comes_back_as_it_was() -> None:
    for text in (PAGE, PAGE.replace("\n", "\r\n")):
        document = read(text)
        assert document.join([unchanged(u) for u in document.units], "en") == text


def test_what_is_translated() -> None:
    found = texts(PAGE)
    for text in (
        "Attaque du JNIM à Gao – Sahel Infos",
        "Les FAMa ont repoussé l’attaque.",
        "Le JNIM attaque un convoi des FAMa",
        "Le ministère de la Défense",
        "La CEDEAO condamne",
        "Communauté économique des États de l'Afrique de l'Ouest",
        "Le préfet <absent> se tait",
        'Un blindé des "FAMa" à Gao',
        "Écrire à La Rédaction ou avec envoyer <texte>.",
        "Rechercher un article",
        "Envoyer",
        "Fermer la fenêtre",
        "Fermer",
        "Le pays est calme.",
        "Un paragraphe mal fermé, 5 < 6",
        "et le suivant",
    ):
        assert text in found
    whole = " ".join(found)
    for text in ("SARL", "Bamako", "reste", "withdrew", "dessin", "device", "ne pas", "#900"):
        assert text not in whole


def test_what_stays() -> None:
    out = shouted(PAGE)
    for kept in (
        "<style>p > b { color: #900 } /* l'armée */</style>",
        '<script>if (a < b && c) { document.write("<p>Le JNIM</p>"); }</script>',
        "<!-- Le JNIM : <p>ne pas traduire</p> -->",
        '<p translate="no">Sahel Infos <b>SARL</b></p>',
        '<p class="pied notranslate">Bamako, Mali</p>',
        '<span translate="no">La Rédaction</span>',
        "<code>envoyer &lt;texte&gt;</code>",
        "<pre>Le   texte    reste</pre>",
        '<blockquote lang="en">The army withdrew.</blockquote>',
        "<textarea>Le texte reste</textarea>",
        "<svg><text>Le dessin</text></svg>",
        '<meta name="viewport" content="width=device-width">',
    ):
        assert kept in out


def test_what_is_written() -> None:
    out = shouted(PAGE)
    for new in (
        '<html lang="en">',
        '<p lang="en">LE PAYS',
        'title="LE MINISTÈRE DE LA DÉFENSE">MALIENNES</a>',
        "<em>VENDREDI</em>.<br>\n   LE BILAN EST DE 12\u00a0MORTS &amp; 30",
        "LE PRÉFET &lt;ABSENT&gt; SE TAIT",
        "alt='UN BLINDÉ DES \"FAMA\" À GAO'",
        'placeholder="RECHERCHER UN ARTICLE"',
        "<title>ATTAQUE DU JNIM À GAO",
        "<i>PARAGRAPHE <b>MAL</i> FERMÉ</b>, 5 &lt; 6\n",
    ):
        assert new.replace("\u00a0", "&nbsp;") in out


def test_codes_follow_the_words() -> None:
    document, unit = only("<p>Le <b>JNIM</b> attaque <a href=/x>Gao</a></p>")
    b, _, a, _ = unit.codes
    new = (
        Code(0, "<a href=/x>", "open", a.pair),
        Code(3, "</a>", "close", a.pair),
        Code(16, "<b>", "open", b.pair),
        Code(20, "</b>", "close", b.pair),
    )
    out = document.join([Crossed("Gao attacked by JNIM", new)], "en")
    assert out == "<p><a href=/x>Gao</a> attacked by <b>JNIM</b></p>"


def test_codes_that_do_not_nest_go_around_the_whole() -> None:
    document, unit = only("<p>un <b>mot</b> et <i>un autre</i></p>")
    b, b_end, i, i_end = unit.codes
    crossing = tuple(
        Code(at, c.raw, c.kind, c.pair) for at, c in ((0, b), (2, i), (4, b_end), (6, i_end))
    )
    out = document.join([Crossed("one and two", crossing)], "en")
    assert out == "<p><b><i>one and two</i></b></p>"


PICTURE = "Le convoi <img src=x> avance vers Gao."


@pytest.mark.parametrize(
    ("source", "text", "at", "written"),
    [
        (PICTURE, "The convoy moves on.", 11, "The convoy <img src=x> moves on."),
        (PICTURE, "The convoy moves on.", 10, "The convoy <img src=x> moves on."),
        (PICTURE, "The convoy moves on.", 0, "<img src=x> The convoy moves on."),
        (PICTURE, "The convoy moves on.", 19, "The convoy moves on <img src=x>."),
        (PICTURE, "The convoy moves on.", 20, "The convoy moves on. <img src=x>"),
        (PICTURE, "The ‘convoy’ moves.", 5, "The ‘<img src=x> convoy’ moves."),
        ("Le convoi<img src=x>avance", "It moves", 3, "It <img src=x>moves"),  # as it was
        ("Un <img src=x>, un mort.", "A dead", 2, "A <img src=x> dead"),
        ("Un <svg></svg> mort", "A dead", 2, "A <svg></svg> dead"),
        ("Un <!-- x --> mort", "A dead", 1, "A<!-- x --> dead"),  # takes no room
        ("Un <wbr> mort", "A dead", 2, "A <wbr>dead"),
        ("Un <img>\n  <i>mort</i>", "A dead", 2, "A <img> dead"),
        ("Un <b>si <img></b> mort", "A dead", 2, "A <img> dead"),
    ],
)
def test_a_picture_touches_no_word_that_it_did_not_touch(
    source: str, text: str, at: int, written: str
) -> None:
    document, unit = only(source)
    around = [replace(c, at=at, raw="") for c in unit.codes]
    out = document.join([Crossed(text, tuple(around))], "en")
    assert re.sub("</?[bi]>", "", out) == written


def test_pictures_side_by_side_stay_apart() -> None:
    document, unit = only("Le <img> <input> drapeau")
    assert unit.text == "Le drapeau"
    out = document.join([Crossed("The flag", tuple(replace(c, at=4) for c in unit.codes))], "en")
    assert out == "The <img> <input> flag"


@pytest.mark.parametrize(
    ("source", "text", "written"),
    [
        ("<p>Tom & Gao</p>", "A & B", "<p>A & B</p>"),
        ("<p>Tom &amp; Gao</p>", "A & B", "<p>A &amp; B</p>"),
        ("<p>Gao</p>", "&lt; <b>", "<p>&amp;lt; &lt;b&gt;</p>"),
        ("<p>l&eacute;gende</p>", "légende à", "<p>l&eacute;gende &agrave;</p>"),
        ("<p>légende</p>", "à", "<p>à</p>"),
        ("<html><p>Gao</p>", "été", "<html><p>&eacute;t&eacute;</p>"),
        ('<meta charset="utf-8"><p>Gao</p>', "été", '<meta charset="utf-8"><p>été</p>'),
        ("<meta charset=latin1><p>Gao</p>", "é’", "<meta charset=latin1><p>é&rsquo;</p>"),
        ("<?xml version='1.0'?>G&#233;", "ét’", "<?xml version='1.0'?>&#233;t&#8217;"),
        ("<img alt=Gao>", 'la "ville" <1>', '<img alt="la &quot;ville&quot; &lt;1>">'),
        ("<img alt='Gao'>", "l'été", "<img alt='l&#39;été'>"),
    ],
)  # fmt: skip
def test_characters_are_written_as_the_file_writes_them(
    source: str, text: str, written: str
) -> None:
    document, _ = only(source)
    assert document.join([Crossed(text)], "fr") == written


@pytest.mark.parametrize(
    "source",
    [
        "<div><p>Gao</p></div>", "<p>Gao", "Gao", "<b>Gao</b>", "<a><div>Gao</div></a>", "<td>Gao",
        "<p><img src=x> Gao <img src=y></p>", "<p>\n  Gao\n</p>", "</p>Gao</p>", "<P>Gao</P>",
        "<p><b><i>Gao</i></b></p>", "<option value=1>Gao</option>", "<p>Gao<!-- c --></p>",
    ],
)  # fmt: skip
def test_markup_around_the_words_is_not_theirs(source: str) -> None:
    document, unit = only(source)
    assert (unit.text, unit.codes) == ("Gao", ())
    assert document.join([Crossed("Kidal")], "en") == source.replace("Gao", "Kidal")


def test_xhtml_closes_what_html_does_not() -> None:
    assert texts("<script src=x /><p>Gao</p>") == []
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><script src="x" /><p>Gao</p></html>'
    assert texts(page) == ["Gao"]


@pytest.mark.parametrize(
    "piece",
    [
        "<b>", "</b>", "<", "</", "<!--", "<?a>", "<![CDATA[", "<a b='", '<a b="', "<a ", "<div>",
        "&", "<p translate=no>", "<script>", " ", "<title>", "<br>", "<code>", "<i></b>", "{{",
    ],
)  # fmt: skip
def test_hostile_input_takes_linear_time(piece: str) -> None:
    source = piece * 20_000 + "Gao"
    start = time.perf_counter()
    document = read(source)
    assert document.join([unchanged(u) for u in document.units], "en") == source
    assert time.perf_counter() - start < 4


def test_a_page_through_the_command(tmp_path: Path) -> None:
    out, report = tmp_path / "page.en.html", tmp_path / "report.json"
    arguments = ["translate", str(DATA / "page.html"), "--to", "en", "-o", str(out)]
    result = CliRunner().invoke(main, [*arguments, "--report", str(report)])
    assert result.exit_code in (0, 1), result.stderr
    text = out.read_text("utf-8")
    assert '<html lang="en">' in text
    assert ">ECOWAS</abbr>" in text
    assert text.count("<b>") == PAGE.count("<b>")
    assert text.count("</a>") == PAGE.count("</a>")
    assert "<pre>Le   texte    reste</pre>" in text
    segments = json.loads(report.read_text("utf-8"))["segments"]
    surfaces = [t["surface"] for s in segments for t in s["terms"]]
    assert "Forces armées maliennes" in surfaces, "a term that markup splits"
