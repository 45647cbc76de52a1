"""SRT and WebVTT: words cross, times and settings stay, lines stay short."""

from __future__ import annotations

import re
import time
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
from translate.formats.subtitle_lines import divide, wrapped

DATA = Path(__file__).parent / "data"
SRT = (DATA / "interview.srt").read_text("utf-8")
VTT = (DATA / "interview.vtt").read_text("utf-8")
PIECES = (
    "1\n¦00:00:01,000 --> 00:00:02,000\n¦00:02,100 --> 00:03,000 line:0\n¦\n¦\r\n¦Le mot\n"
    "¦et le lac¦- Oui\n¦– Non.\n¦<i>¦</i>¦<b>¦</b>¦{\\an8}¦<v Ami>¦NOTE x\n¦ ¦.¦,\n¦&amp;¦<¦-->¦♪\n"
    "¦<00:01.5>¦\u00a0¦-\n¦\ufeff¦\r"
).split("¦")
SOURCE = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


def srt(text: str) -> Document:
    return formats.read(text, format="srt")


def shouted(document: Document) -> str:
    return str(shouting.shouted(document))


def cues(*texts: str, gap: int = 100) -> str:
    out = ""
    for number, text in enumerate(texts):
        start = number * (2000 + gap)
        end = start + 2000
        out += f"{number + 1}\n" + " --> ".join(
            f"00:00:{ms // 1000:02},{ms % 1000:03}" for ms in (start, end)
        )
        out += f"\n{text}\n\n"
    return out


def bodies(text: str) -> list[str]:
    """Return what the cues of an SRT text show."""
    return [block.split("\n", 2)[2].rstrip("\n") for block in re.split(r"\n\n+", text) if block]


@given(SOURCE)
@settings(max_examples=300, deadline=None)
def test_unchanged_gives_the_input_back(source: str) -> None:
    for text, kind in ((f"00:00:00,000 --> 00:00:01,000\n{source}", "srt"), (VTT + source, "vtt")):
        document = formats.read(text, format=kind)
        assert document.join([unchanged(u) for u in document.units], "en") == text
        assert document.join([None] * len(document.units), "en") == text


@given(SOURCE)
@settings(max_examples=300, deadline=None)
def test_times_and_tags_stay(source: str) -> None:
    text = f"00:00:00,000 --> 00:00:01,000\n{source}"
    out = shouted(srt(text))
    for pattern in (r"(?m)^ *\d[\d:,]* -->.*", r"\{\\an8\}"):
        assert re.findall(pattern, out) == re.findall(pattern, text)
    assert out.count("<i>") - out.count("</i>") == text.count("<i>") - text.count("</i>")


def test_the_files_come_back_as_they_were() -> None:
    for text, kind in ((SRT, "srt"), (SRT.replace("\n", "\r\n"), "srt"), (VTT, "vtt")):
        document = formats.read(text, format=kind)
        assert document.join([unchanged(u) for u in document.units], "en") == text


@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
def test_a_number_of_a_cue_is_no_text_without_an_empty_line_before_it(eol: str) -> None:
    source = eol.join(
        ["1", "00:00:01,000 --> 00:00:02,000", "Bonjour à tous.", "2",
         "00:00:03,000 --> 00:00:04,000", "Salut.", ""]
    )  # fmt: skip
    doc = formats.read(source, format="srt")
    assert [u.text for u in doc.units] == ["Bonjour à tous.", "Salut."]
    assert doc.join([Crossed("Hello all."), Crossed("Hi.")], "en") == source.replace(
        "Bonjour à tous.", "Hello all."
    ).replace("Salut.", "Hi.")


def test_sentences_over_cues() -> None:
    assert [u.text for u in srt(SRT).units] == [
        "Les forces armées maliennes ont repoussé une attaque du JNIM près de Gao vendredi.",
        "Où est la population ?",
        "Elle a fui vers Ménaka.",
        "La CEDEAO condamne l'attaque",  # the next cue comes six seconds later
        "et le préfet se tait.",
        "Le ministre de la Défense est arrivé à Bamako.",
    ]
    assert srt(SRT).units[0].where == "00:00:01,000"


def test_what_is_shouted_stands_where_it_stood() -> None:
    new = [re.sub(r"\s", " ", b) for b in bodies(shouted(srt(SRT)))]
    old = [re.sub(r"\s", " ", b) for b in bodies(SRT)]
    tag = re.compile(r"<.*?>|\{.*?\}")
    assert tag.sub("", " ".join(new)) == tag.sub("", " ".join(old)).upper()
    assert len(new) == len(old)
    assert new[-2:] == ["LE MINISTRE DE LA DÉFENSE EST ARRIVÉ", "À BAMAKO."], "'à' goes with it"
    assert new[0] == "<i>LES FORCES ARMÉES MALIENNES</i>"
    assert new[3].startswith("{\\an8}LA CEDEAO")


def test_a_tag_over_two_cues_is_closed_and_opened_again() -> None:
    document = srt(cues("On a <i>repoussé une", "attaque</i> hier."))
    (unit,) = document.units
    new = tuple(
        type(c)(at, c.raw, c.kind, c.pair) for c, at in zip(unit.codes, (12, 35), strict=True)
    )
    out = document.join([Crossed("An attack was repelled quite early on yesterday.", new)], "en")
    assert bodies(out) == ["An attack was <i>repelled</i>", "<i>quite early</i> on yesterday."] or (
        all(b.count("<i>") == b.count("</i>") == 1 for b in bodies(out))
    )


@pytest.mark.parametrize(
    ("one", "two", "joined"),
    [
        ("Il a dit", "que la ville est calme.", True),
        ("Il vient de", "Gao.", True),
        ("Hier,", "Kidal est tombée.", True),
        ("Il a dit.", "que la ville", False),
        ("Il a dit...", "que la ville", False),
        ("Il a dit", "Que faire ?", False),
        ("Il a dit", "- que faire ?", False),
        ("« Oui »", "dit-il.", False),
    ],
)
def test_when_a_sentence_goes_on(one: str, two: str, joined: bool) -> None:
    assert len(srt(cues(one, two)).units) == (1 if joined else 2)
    assert len(srt(cues(one, two, gap=1500)).units) == 2, "after a pause it is another one"


WORDS = st.lists(st.sampled_from("a la ville, est. Bamako Gao de anticonstitutionnelle".split()))


@given(WORDS.map(" ".join), st.lists(st.integers(1, 80), min_size=1, max_size=4))
def test_every_word_is_shown_once(text: str, weights: list[int]) -> None:
    spans = divide(text, weights, [84] * len(weights))
    assert len(spans) == len(weights)
    if text.count(" ") >= len(weights) - 1 and len(set(spans)) == len(spans):
        assert " ".join(text[a:b] for a, b in spans) == text
    lines = wrapped(text, 42)
    assert lines.replace("\n", " ") == text
    assert all(len(line) <= 42 for line in lines.split("\n"))
    if len(text) <= 42:
        assert "\n" not in lines


def test_no_line_is_longer_than_42_or_the_source() -> None:
    long = "The Malian Armed Forces have repelled an attack by armed groups near Gao on Friday."
    document = srt(cues("Les FAMa ont repoussé une attaque.", "x" * 50 + " " + "y" * 9))
    out = bodies(document.join([Crossed(long), Crossed(f"{long} And {long}")], "en"))
    assert [len(x) <= 42 for x in out[0].split("\n")] == [True, True]
    assert all(len(x) <= 60 for x in out[1].split("\n"))


def test_webvtt() -> None:
    document = formats.read(VTT, name="x.vtt")
    assert [u.text for u in document.units] == [
        "Les FAMa & la CEDEAO sont à Gao.",
        "Le préfet est absent.",
    ]
    out = shouted(document)
    for kept in (
        "WEBVTT - Sahel Infos\n\nSTYLE\n::cue(b) { color: red }\n\nNOTE Le JNIM : une remarque\n",
        "intro\n00:01.000 --> 00:04.000 align:start position:10%\n<v Correspondante>LES FAMA &amp;",
        "LE <c.jaune>PRÉFET</c> EST <00:06.500>ABSENT.",
    ):
        assert kept in out


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("Le mot\n", "srt", "no subtitles"),
        ("1\n00:00:01,000 -> 00:00:02,000\nLe mot\n", "srt", "no subtitles"),
        (SRT, "vtt", "no WebVTT file"),
        ("WEBVTTX\n", "vtt", "no WebVTT file"),
    ],
)
def test_what_is_no_subtitle_file_is_refused(text: str, kind: str, what: str) -> None:
    with pytest.raises(UserError, match=what):
        formats.read(text, format=kind)


@pytest.mark.parametrize(
    "piece", ["1", "1:", "<i>", "<", "{\\", "- ", "-->", "a ", "a\n", " ", "\n"]
)
def test_hostile_input_takes_linear_time(piece: str) -> None:
    source = "00:00:00,000 --> 00:00:01,000\n" + piece * 20_000
    start = time.perf_counter()
    document = srt(source)
    assert document.join([unchanged(u) for u in document.units], "en") == source
    shouted(document)
    assert time.perf_counter() - start < 4


@pytest.mark.parametrize("name", ["interview.srt", "interview.vtt"])
def test_subtitles_through_the_command(name: str, tmp_path: Path) -> None:
    out = tmp_path / name
    arguments = ["translate", str(DATA / name), "--to", "en", "-o", str(out)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code in (0, 1), result.stderr
    text = out.read_text("utf-8")
    assert "ECOWAS" in text
    source = (DATA / name).read_text("utf-8")
    assert re.findall(".*-->.*", text) == re.findall(".*-->.*", source)
    shown = re.sub(r"<[^<>]*>|\{[^{}]*\}", "", text)
    assert all(len(line) <= 42 for line in shown.split("\n") if "-->" not in line)
