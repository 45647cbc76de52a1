"""JSON, JSONL and CSV: the named fields are translated, everything else byte for byte."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import shouting
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.errors import UserError
from translate import formats
from translate.cli import main
from translate.document import Crossed, Document, unchanged
from translate.formats.json_strings import DEEPEST, literals

DATA = Path(__file__).parent / "data"
JSON = (DATA / "articles.json").read_text("utf-8")
JSONL = (DATA / "articles.jsonl").read_text("utf-8")
CSV = (DATA / "articles.csv").read_text("utf-8").replace("\n", "\r\n")
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=12), st.just("Le mot")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=12,
)


def opened(text: str, kind: str, *fields: str) -> Document:
    return formats.read(text, format=kind, options=formats.Options(fields=fields))


def shouted(document: Document) -> str:
    return str(shouting.shouted(document))


def rows(text: str, delimiter: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.mark.parametrize(
    ("text", "kind", "fields"),
    [
        (JSON, "json", ["articles.title", "articles.body.html", "articles.body.words"]),
        (JSON.replace("\n", "\r\n"), "json", ["articles.title"]),
        ("\ufeff" + JSON, "json", ["articles.title"]),
        (JSONL, "jsonl", ["title"]),
        (JSONL.rstrip("\n"), "jsonl", ["title"]),
        (CSV, "csv", ["titre", 'corps "long"']),
        ("\ufeff" + CSV.replace("\r\n", "\n").rstrip("\n"), "csv", ["titre"]),
    ],
)
def test_unchanged_gives_the_input_back(text: str, kind: str, fields: list[str]) -> None:
    document = opened(text, kind, *fields)
    assert document.units
    assert document.join([unchanged(u) for u in document.units], "en") == text
    assert document.join([None] * len(document.units), "en") == text


def test_only_the_named_fields_of_json() -> None:
    out = shouted(opened(JSON, "json", "articles.title", "articles.body.html"))
    want: dict[str, Any] = json.loads(JSON)
    first = want["articles"][0]
    first["title"] = first["title"].upper()
    first["body"]["html"] = (
        '<p>LA <b>CEDEAO</b> CONDAMNE L\'ATTAQUE DE GAO.</p>\n<p>LE PRÉFET "SE TAIT".</p>'
    )
    want["articles"][1]["body"]["html"] = "<p>LES FAMA SONT À KIDAL.</p>"
    assert json.loads(out) == want
    assert '"source" : "Sahel Infos", "count": 2, "next": null, "ratio": 1.50e1,' in out
    assert "GAO.<\\/p>\\n<p>" in out, "slashes escaped where they were"
    assert '\n    {"id":8,"title":"","body":{' in out


def test_lists_under_a_field() -> None:
    units = opened(JSON, "json", "articles.body.words").units
    assert [u.text for u in units] == ["Gao", "Mali"]
    assert units[0].where == "line 6: articles.body.words"


def test_characters_are_written_as_the_file_writes_them() -> None:
    escaped = opened('{"a": "\\u00e9"}', "json", "a")
    assert escaped.join([Crossed("à €")], "fr") == '{"a": "\\u00e0 \\u20ac"}'
    plain = opened('{"a": "e"}', "json", "a")
    assert plain.join([Crossed('à "x" \\')], "fr") == '{"a": "à \\"x\\" \\\\"}'


def test_half_a_surrogate_pair_is_left_alone() -> None:
    assert not opened('{"a": "mot \\ud83d"}', "json", "a").units


@given(VALUES, st.sampled_from([None, 1]), st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_json_comes_back(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    paths = sorted({s.path for s in literals(text)})
    if not paths:
        return
    document = opened(text, "json", *paths)
    assert document.join([unchanged(u) for u in document.units], "en") == text
    assert json.loads(shouted(document)) is not Ellipsis, "still JSON"


def test_json_lines() -> None:
    out = shouted(opened(JSONL, "jsonl", "title"))
    assert out == JSONL.replace("Le JNIM attaque Gao", "LE JNIM ATTAQUE GAO").replace(
        "La CEDEAO se réunit à Abuja", "LA CEDEAO SE RÉUNIT À ABUJA"
    )


def test_only_the_named_columns_of_csv() -> None:
    out = shouted(opened(CSV, "csv", "titre", 'corps "long"'))
    assert out.startswith('id;titre;"corps ""long""";date\r\n1;LE JNIM ATTAQUE GAO;"LES FAMA')
    assert out.endswith('\r\n\r\n2;LA CEDEAO SE RÉUNIT;"";"2026-03-02"\r\n')
    assert rows(out)[1][2] == "LES FAMA ONT RIPOSTÉ ; DOUZE MORTS.\r\n\r\nLE CALME EST REVENU."
    assert rows(out)[1][3] == "2026-03-01"


def test_columns_by_number_have_no_header() -> None:
    document = opened("Le mot,a\nLe lac,b", "csv", "1")
    assert shouted(document) == "LE MOT,a\nLE LAC,b"


def test_cells_are_quoted_when_they_must_be() -> None:
    document = opened("a,b\nmot,x\n", "csv", "a")
    (unit,) = document.units
    assert (unit.text, unit.where) == ("mot", "line 2")
    assert rows(document.join([Crossed('a, "b"')], "en"), ",")[1] == ['a, "b"', "x"]


def test_tab_separated() -> None:
    text = "id\ttitle\n1\tLe mot, le lac\n"
    document = formats.read(text, name="a.tsv", options=formats.Options(fields=("title",)))
    assert shouted(document) == text.replace("Le mot, le lac", "LE MOT, LE LAC")


@given(
    st.lists(st.lists(st.text("ab é,;\"\n\r\t'", max_size=6), min_size=2, max_size=2), max_size=4),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=200, deadline=None)
def test_any_table_comes_back(table: list[list[str]], delimiter: str, eol: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=eol).writerows([["x", "y"], *table])
    text = file.getvalue()
    document = opened(text, "csv", "x", "y")
    assert document.join([unchanged(u) for u in document.units], "en") == text
    new = rows(shouted(document), delimiter)
    assert [len(r) for r in new] == [len(r) for r in rows(text, delimiter)]


@pytest.mark.parametrize(
    ("text", "kind", "fields", "what", "status"),
    [
        (JSON, "json", [], "say which fields to translate", 2),
        (JSON, "json", ["titel"], "no field 'titel'.*'articles.title'", 2),
        (CSV, "csv", ["titel"], "no field 'titel'.*'titre'", 2),
        (CSV, "csv", [], "say which", 2),
        ('{"a": "b",}', "json", ["a"], "not JSON", 3),
        ('{"a": "b', "json", ["a"], "line 1: not JSON", 3),
        ('{"a": "b"}\n{"a": }\n', "jsonl", ["a"], "line 2: not JSON", 3),
        ('{"a": "b"}\n{"a": "c"}\n', "json", ["a"], "line 2: not JSON.*format jsonl", 3),
        ('{"a": ' + "9" * 5000 + "}", "json", ["a"], "JSON that can be read.*digits", 3),
        ("<html>", "json", ["a"], "not JSON", 3),
        ("[" * (DEEPEST + 1), "json", ["a"], "levels deep", 3),
        ('{"a":' * 100_000, "json", ["a"], "levels deep", 3),
        ('a,b\n"x,y\n', "csv", ["a"], "line 2: a quotation mark that nothing closes", 3),
    ],
)
def test_what_cannot_be_read_is_refused(
    text: str, kind: str, fields: list[str], what: str, status: int
) -> None:
    with pytest.raises(UserError, match=what) as caught:
        opened(text, kind, *fields)
    assert caught.value.status == status
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("articles.json", ["articles.title", "articles.body.html"]),
        ("articles.jsonl", ["title"]),
        ("articles.csv", ["titre", 'corps "long"']),
    ],
)
def test_data_through_the_command(name: str, fields: list[str], tmp_path: Path) -> None:
    source, out = tmp_path / name, tmp_path / f"out-{name}"
    text = {"articles.json": JSON, "articles.jsonl": JSONL, "articles.csv": CSV}[name]
    source.write_bytes(text.encode())
    chosen = [part for field in fields for part in ("--field", field)]
    arguments = ["translate", str(source), "--to", "en", "-o", str(out), *chosen]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code in (0, 1), result.stderr
    text = out.read_bytes().decode()
    assert "ECOWAS" in text
    assert "JNIM" in text
    if name.endswith("json"):
        data = json.loads(text)
        assert data["articles"][0]["body"]["words"] == ["Gao", "Mali"]
        assert data["articles"][0]["body"]["html"].count("<b>") == 1
    elif name.endswith("csv"):
        assert [len(r) for r in rows(text)] == [len(r) for r in rows(CSV)]
        assert "\r\n\r\n" in rows(text)[1][2]
    else:
        assert [json.loads(x)["id"] for x in text.split("\n") if x] == [1, 2]
