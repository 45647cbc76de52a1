"""XLIFF 1.2 and 2: empty targets filled, states set, everything else byte for byte."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
import shouting
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.errors import UserError
from translate import formats
from translate.cli import main
from translate.document import Crossed, Document, unchanged
from translate.formats.xml_nodes import DEEPEST, parse

DATA = Path(__file__).parent / "data"
ONE = (DATA / "strings.xlf").read_text("utf-8")
TWO = (DATA / "strings2.xliff").read_text("utf-8")
INLINE = (
    '<g id="1">¦</g>¦<x id="2"/>¦<bpt id="3">&lt;b></bpt>¦<ept id="3"/>¦Le mot¦ Gao ¦ ¦\n¦&amp;'
    '¦&#10;¦<mrk mtype="protected">¦</mrk>¦<!-- c -->¦<![CDATA[a<b]]>¦é¦%d¦<g id="4"/>¦\u2028'
).split("¦")


def xliff(text: str) -> Document:
    return formats.read(text, format="xliff", name="x.xlf")


def shouted(text: str) -> str:
    return str(shouting.shouted(xliff(text)))


@pytest.mark.parametrize("text", [ONE, TWO, ONE.replace("\n", "\r\n"), TWO.replace("é", "𝒆é")])
def test_unchanged_gives_the_input_back(text: str) -> None:
    document = xliff(text)
    assert document.units
    assert document.join([unchanged(u) for u in document.units], "en") == text
    assert document.join([None] * len(document.units), "en") == text


@given(st.lists(st.sampled_from(INLINE), max_size=12).map("".join), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_source_comes_back_and_its_target_is_xml(content: str, preserve: bool) -> None:
    space = ' xml:space="preserve"' if preserve else ""
    text = (
        f'<xliff version="1.2"><file source-language="fr"><body><trans-unit id="1"{space}>'
        f"<source>{content}</source></trans-unit></body></file></xliff>"
    )
    try:
        document = xliff(text)
    except UserError:
        return  # tags that do not match
    assert document.join([unchanged(u) for u in document.units], "en") == text
    out = shouted(text)
    root = parse(out)
    assert xliff(out).join([None] * len(xliff(out).units), "en") == out
    if out != text:
        source, target = (next(n for n in root.walk() if n.name == k) for k in ("source", "target"))
        assert [n.tag for n in target.walk()][1:] == [n.tag for n in source.walk()][1:]


def test_what_is_translated() -> None:
    assert [u.text for u in xliff(ONE).units] == [
        "Le JNIM attaque un convoi & se retire",
        "Les Forces armées maliennes ont lu\u2028\u2028le communiqué à %1$s.",
        "Gao est calme.",
        "Kidal est La Ville.",
        "Le préfet",
        "%d",  # the pipeline leaves it as it is
    ]
    assert [u.text for u in xliff(TWO).units] == [
        "Les Forces armées maliennes sont à Gao.",
        "Le préfet se tait.",
        "La ville de La Paix",
    ]
    lead = xliff(ONE).units[1]
    assert lead.where == "unit lead"
    assert [lead.text[a:b] for a, b in lead.keep] == ["%1$s"]
    assert [(c.kind, c.raw) for c in lead.codes] == [
        ("open", '<g id="1" ctype="bold">'),
        ("close", "</g>"),
        ("standalone", '<x id="2"/>'),
        ("standalone", "\n"),
        ("open", '<bpt id="3">&lt;a&gt;</bpt>'),
        ("close", '<ept id="3">&lt;/a&gt;</ept>'),
    ]


@pytest.mark.parametrize("code", ['<x id="1"/>', '<ph id="1">%d</ph>'])
@pytest.mark.parametrize("at", [3, 4])
def test_a_value_to_come_touches_no_word(code: str, at: int) -> None:
    text = (
        '<xliff version="1.2"><file source-language="fr"><body><trans-unit id="1">'
        f"<source>Il y a {code} morts.</source></trans-unit></body></file></xliff>"
    )
    document = xliff(text)
    (unit,) = document.units
    new = Crossed("All dead.", tuple(replace(c, at=at) for c in unit.codes))
    assert f">All {code} dead.</target>" in document.join([new], "en")


def test_targets_of_version_1() -> None:
    out = shouted(ONE)
    state = 'state="needs-review-translation" state-qualifier="mt-suggestion"'
    for new in (
        'source-language="fr" datatype="html" target-language="en">',
        "se retire</source>\n"
        f"        <target {state}>LE JNIM ATTAQUE UN CONVOI &amp; SE RETIRE</target>\n",
        f'<target {state}>LES <g id="1" ctype="bold">FORCES ARMÉES</g> <x id="2"/>MALIENNES ONT LU'
        '\n<bpt id="3">&lt;a&gt;</bpt>LE COMMUNIQUÉ<ept id="3">&lt;/a&gt;</ept> À %1$s.</target>\n'
        "          <note>",
        f'<target {state}><mrk mtype="seg" mid="0">GAO EST CALME.</mrk> <mrk mtype="seg" mid="1">'
        'KIDAL EST <mrk mtype="protected">La Ville</mrk>.</mrk></target>\n',
        '<target state="needs-review-translation" xml:lang="en" state-qualifier="mt-suggestion">'
        "LE PRÉFET</target>",
    ):
        assert new in out
    done = ONE[ONE.index('<trans-unit id="done"') :]
    assert out.endswith(done), "translated, approved and untranslatable units byte for byte"


def test_targets_of_version_2() -> None:
    out = shouted(TWO)
    state = 'state="translated" subState="sahel:machine"'
    for new in (
        'srcLang="fr" trgLang="en">',
        f'<segment id="s1" {state}>',
        'Gao.</source>\n    <target>LES <pc id="1">FORCES ARMÉES</pc> MALIENNES SONT À '
        '<ph id="2"/>GAO.</target>\n',
        f'<segment id="s2" {state}>',
        '<target>LE <sc id="3"/>PRÉFET<ec startRef="3"/> SE TAIT.</target>',
        '<segment id="s3" state="reviewed"><source>Le lac</source><target>The lake</target>',
        "<ignorable><source> </source></ignorable>",
        'LA VILLE DE <mrk id="m" translate="no">La Paix</mrk></target>',
        "<segment><source>La Rédaction</source></segment>",
    ):
        assert new in out
    assert not xliff(out).units, "nothing is left to do"


def test_prefixed_elements_get_prefixed_targets() -> None:
    text = (
        '<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><x:file><x:body>'
        "<x:trans-unit><x:source>mot</x:source></x:trans-unit></x:body></x:file></x:xliff>"
    )
    assert "MOT</x:target></x:trans-unit>" in shouted(text)


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (BOMB + "<xliff version='1.2'>&c;</xliff>", "document type"),
        (
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xliff>&e;</xliff>',
            "document type",
        ),
        ('<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><xliff version="1.2"/>', "document type"),
        ("<xliff version='1.2'>&e;</xliff>", "not XML"),
        ("<xliff version='1.2'>", "not XML"),
        ("Le mot", "not XML"),
        ("<html></html>", "no XLIFF"),
        ("<xliff version='3.0'/>", "no XLIFF"),
        ("<xliff version='1.2'>" + "<g>" * 100_000, f"{DEEPEST} levels"),
        (
            '<xliff version="1.2"><file source-language="fr"/><file source-language="de"/></xliff>',
            "several pairs",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, what: str) -> None:
    with pytest.raises(UserError, match=what) as caught:
        xliff(text)
    assert "x.xlf" in str(caught.value)


def test_many_units_take_linear_time() -> None:
    unit = '<trans-unit id="é"><source>mot <x id="1"/>é</source></trans-unit>'
    text = f'<xliff version="1.2"><file><body>{unit * 5000}</body></file></xliff>'
    start = time.perf_counter()
    assert shouted(text).count("É</target>") == 5000
    assert time.perf_counter() - start < 6


@pytest.mark.parametrize("name", ["strings.xlf", "strings2.xliff"])
def test_xliff_through_the_command(name: str, tmp_path: Path) -> None:
    out = tmp_path / name
    arguments = ["translate", str(DATA / name), "--to", "en", "-o", str(out)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code in (0, 1), result.stderr
    text = out.read_text("utf-8")
    root = parse(text)
    targets = [n for n in root.walk() if n.name == "target"]
    sources = [n for n in parse((DATA / name).read_text("utf-8")).walk() if n.name == "target"]
    assert len(targets) > len(sources)
    assert "prefect" in text
    if name.endswith("xlf"):
        assert ">JNIM" in text


def test_the_language_the_file_states_is_believed(tmp_path: Path) -> None:
    german = tmp_path / "german.xlf"
    stated = 'source-language="fr" target-language="de"'
    german.write_text(ONE.replace('source-language="fr"', stated), "utf-8")
    result = CliRunner().invoke(main, ["translate", str(german), "--to", "en"])
    assert result.exit_code == 2
    assert "'de'" in result.stderr
