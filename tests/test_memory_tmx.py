"""TMX as other programs write it, and ours out and in again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from glossary.errors import ExitStatus, UserError
from translate.cli import main
from translate.document import Code
from translate.memory import tmx
from translate.memory.model import Context, Entry, Origin, Status
from translate.memory.store import reading

DATA = Path(__file__).parent / "data" / "memory"
HEAD = '<tmx version="1.4"><header srclang="{}"/><body>'
END = "</body></tmx>"


def read(data: bytes | str, **options: object) -> list[Entry | tmx.Skipped]:
    data = data.encode() if isinstance(data, str) else data
    return list(tmx.read(data, name="a.tmx", **options))  # type: ignore[arg-type]


def units(data: bytes | str, **options: object) -> list[Entry]:
    return [e for e in read(data, **options) if isinstance(e, Entry)]


def tu(source: str, target: str, attributes: str = "", props: str = "") -> str:
    return (
        f'<tu {attributes}>{props}<tuv xml:lang="fr"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="en"><seg>{target}</seg></tuv></tu>'
    )


def sahel(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["memory", *map(str, arguments)])


@pytest.mark.parametrize(
    "hostile",
    [
        '<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + HEAD + tu("&x;", "x") + END,
        '<!DOCTYPE tmx SYSTEM "http://e.org/tmx14.dtd" [<!ENTITY a "b">]>' + HEAD + END,
        '<!DOCTYPE tmx SYSTEM "other.dtd">' + HEAD + END,
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd">' + HEAD + tu("&eacute;", "x") + END,
        HEAD + tu("Un", "One"),
        HEAD + "<tu><tuv></tu>" + END,
        "<martif/>",
        "",
        "pas du XML",
    ],
)
def test_hostile_and_broken_files_are_refused(hostile: str, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        read(hostile.replace("{}", "fr"))
    file = tmp_path / "a.tmx"
    file.write_text(hostile.replace("{}", "fr"), "utf-8")
    result = sahel("import", file, "--memory", tmp_path / "m.sqlite")
    assert result.exit_code == ExitStatus.UNREADABLE
    assert not (tmp_path / "m.sqlite").exists()


def test_trados_in_utf_16(tmp_path: Path) -> None:
    data = (DATA / "trados-utf16.tmx").read_bytes()
    first, machine, draft, foreign, empty = read(data)
    assert isinstance(first, Entry)
    assert first.source == "Les Forces armées maliennes avancent."
    assert first.target == "The Malian Armed Forces are advancing."
    assert [(c.at, c.raw, c.kind, c.pair) for c in first.source_codes] == [
        (4, "<b>", "open", 1),
        (17, "</b>", "close", 1),
        (27, "<fn>note de bas de page</fn>", "standalone", 2),
    ]
    # i is 7 in the target: it is x that says what answers what
    assert [(c.at, c.kind, c.pair) for c in first.target_codes] == [
        (11, "open", 1), (23, "close", 1), (23, "standalone", 2)
    ]  # fmt: skip
    assert first.status is Status.APPROVED
    assert first.origin == Origin(
        "a.tmx", "DESK\\olga", "SDL Language Platform",
        "2026-03-01T09:01:00Z", "2026-03-02T10:00:00Z",
    )  # fmt: skip
    assert isinstance(machine, Entry)
    assert machine.status is Status.MACHINE
    assert isinstance(draft, Entry)
    assert draft.status is Status.UNREVIEWED
    assert draft.source == "Le préfet est parti."
    assert [(c.kind, c.pair) for c in draft.source_codes] == [("open", 1)]
    assert isinstance(foreign, tmx.Skipped)
    assert "(de, fr)" in foreign.reason
    assert empty == tmx.Skipped("unit 5", "empty source or translation")
    memory = tmp_path / "m.sqlite"
    result = sahel("import", DATA / "trados-utf16.tmx", "--memory", memory, "--format", "json")
    assert result.exit_code == ExitStatus.FINDINGS
    assert json.loads(result.output)["new"] == 3


def test_omegat_with_its_context() -> None:
    plain, machine, alternative = units((DATA / "omegat.tmx").read_bytes())
    assert (plain.target, plain.origin.author) == ("The curfew has been lifted in Gao.", "aminata")
    assert plain.origin.changed == "2026-04-12T08:15:00Z"
    assert plain.context == Context()
    assert machine.status is Status.MACHINE
    assert alternative.context == Context("menu.open", "Premier point", "")
    assert alternative.origin.file == "gao.md"


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-8"])
def test_byte_order_marks(mark: str) -> None:
    text = '<?xml version="1.0"?>' + HEAD.format("FR-fr") + tu("Été", "Summer") + END
    assert units(text.encode(mark))[0].source == "Été"


def test_directions() -> None:
    body = (
        tu("Un", "One") + tu("Deux", "Two", 'srclang="en"') + tu("Trois", "Three", 'srclang="de"')
    )
    found = read(HEAD.format("fr-FR") + body + END)
    assert [(e.source, e.target_language) for e in found if isinstance(e, Entry)] == [
        ("Un", "en"), ("Two", "fr")
    ]  # fmt: skip
    both = HEAD.format("*all*") + tu("Un", "One") + END
    with pytest.raises(UserError, match="--to"):
        read(both)
    assert units(both, direction=("en", "fr"))[0].source == "One"
    only = read(HEAD.format("fr") + tu("Un", "One") + END, direction=("en", "fr"))
    assert only == [tmx.Skipped("unit 1", "from fr to en")]


def test_a_variant_without_a_language_answers_no_third_language() -> None:
    nameless = '<tuv><seg>Gao</seg></tuv><tuv xml:lang="de"><seg>Gau</seg></tuv>'
    for header in ("de", "fr"):
        (left,) = read(HEAD.format(header) + f'<tu srclang="de">{nameless}</tu>' + END)
        assert left == tmx.Skipped("unit 1", "not in French and English (, de)")


def test_variants_are_units_of_their_own() -> None:
    two = '<tu><tuv xml:lang="fr"><seg>Un</seg></tuv>' + "".join(
        f'<tuv xml:lang="en-{c}"><seg>{t}</seg></tuv>' for c, t in (("GB", "a"), ("US", "b"))
    )
    assert [e.target for e in units(HEAD.format("fr") + two + "</tu>" + END)] == ["a", "b"]


LETTERS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=6
)
WORDS = LETTERS.filter(lambda t: bool(t.strip()))
KINDS = st.sampled_from(["pair", "standalone", "open", "close"])


@st.composite
def sides(draw: st.DrawFn) -> tuple[str, str, tuple[Code, ...], tuple[Code, ...]]:
    source, target = draw(WORDS), draw(WORDS)
    codes: tuple[list[Code], list[Code]] = ([], [])
    for number, kind in enumerate(draw(st.lists(KINDS, max_size=4)), 1):
        for text, found in ((source, codes[0]), (target, codes[1])):
            at = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
            if kind == "pair":
                found += [
                    Code(at[0], draw(LETTERS), "open", number),
                    Code(at[1], draw(LETTERS), "close", number),
                ]
            else:
                found.append(Code(at[0], draw(LETTERS), kind, number))  # type: ignore[arg-type]
    ordered = [tuple(sorted(c, key=lambda c: (c.at, c.pair, c.kind != "open"))) for c in codes]
    numbers = {pair: i for i, pair in enumerate(dict.fromkeys(c.pair for c in ordered[0]), 1)}
    source_codes, target_codes = (
        tuple(Code(c.at, c.raw, c.kind, numbers[c.pair]) for c in cs) for cs in ordered
    )
    return source, target, source_codes, target_codes


DATES = st.sampled_from(["", "2026-11-21T13:43:00Z"])
ENTRIES = st.builds(
    lambda languages, side, status, context, origin: Entry(
        *languages, side[0], side[1], side[2], side[3], status, context, origin
    ),
    st.sampled_from([("fr", "en"), ("en", "fr")]),
    sides(),
    st.sampled_from(Status),
    st.builds(Context, LETTERS, st.sampled_from([None, "", "Un pont"]), st.just("")),
    st.builds(Origin, WORDS, LETTERS, WORDS, DATES, st.just("2026-11-22T00:00:00Z"), LETTERS),
)


@given(st.lists(ENTRIES, max_size=4))
def test_what_is_written_is_read(entries: list[Entry]) -> None:
    data, left = tmx.write(entries)
    assert left == 0
    assert read(data) == entries
    assert tmx.write(entries)[0] == data


def test_line_ends_and_spaces_survive() -> None:
    entry = Entry("fr", "en", " Un\r\n\tdeux\u2028 ", "\nOne  two ", origin=Origin("f", tool="t"))
    assert read(tmx.write([entry])[0]) == [entry]


def test_what_xml_cannot_hold_is_left_out_and_told(tmp_path: Path) -> None:
    memory, file = tmp_path / "m.sqlite", tmp_path / "out.tmx"
    sahel("add", "Un\x0b", "One", "--to", "en", "--memory", memory)
    sahel("add", "Deux", "Two", "--to", "en", "--memory", memory)
    result = sahel("export", file, "--memory", memory)
    assert result.exit_code == ExitStatus.FINDINGS
    assert "1 left out" in result.output
    assert [e.source for e in units(file.read_bytes())] == ["Deux"]


def test_a_memory_out_and_in_again_is_the_same(tmp_path: Path) -> None:
    one, two = tmp_path / "1.sqlite", tmp_path / "2.sqlite"
    for name in ("omegat.tmx", "trados-utf16.tmx"):
        sahel("import", DATA / name, "--memory", one)
    assert sahel("export", tmp_path / "a.tmx", "--memory", one).exit_code == 0
    assert sahel("import", tmp_path / "a.tmx", "--memory", two).exit_code == 0
    assert sahel("export", tmp_path / "b.tmx", "--memory", two).exit_code == 0
    assert (tmp_path / "a.tmx").read_bytes() == (tmp_path / "b.tmx").read_bytes()
    with reading(one) as first, reading(two) as second:
        assert first.digest() == second.digest()
    out = sahel("export", "-", "--memory", one, "--to", "en", "--status", "approved")
    assert etree.fromstring(out.stdout.encode()).tag == "tmx"
    assert sahel("export", one, "--memory", one).exit_code == ExitStatus.USAGE
    assert sahel("export", tmp_path / "c.tmx", "--memory", one, "--dry-run").exit_code == 0
    assert not (tmp_path / "c.tmx").exists()
