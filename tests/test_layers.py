"""User glossaries over ours: what wins, what is shown, where a project's are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossary.errors import UserError
from glossary.formats import po
from glossary.layers import conflicts, find_project_glossaries, layered, load, read_layer
from glossary.match import find
from glossary.model import Glossary
from glossary.require import require

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
OURS = """
#. fr-gender: m
msgctxt "csp"
msgid "Permanent Strategic Framework"
msgstr "Cadre stratégique permanent"

msgctxt "csp/acronym"
msgid "CSP"
msgstr "CSP"

#. fr-gender: m
msgctxt "fleuve"
msgid "River"
msgstr "Fleuve"
"""


def glossary(entries: str, layer: str = "curated") -> Glossary:
    return po.read(HEADER + entries, name=f"{layer}.po", layer=layer)


def entry(identifier: str, english: str, french: str) -> str:
    return (
        f'#. fr-gender: m\n#, fuzzy\nmsgctxt "{identifier}"\nmsgid "{english}"\n'
        f'msgstr "{french}"\n\n'
    )


BASE = glossary(OURS)


def renderings(text: str, *layers: Glossary) -> list[tuple[str, str]]:
    matches = find(text, layered(BASE, *layers), "fr")
    assert not any(m.rivals for m in matches)
    return [(require(m).form, m.concept.layer) for m in matches]


def test_without_layers_nothing_changes() -> None:
    assert layered(BASE) is BASE
    assert load(BASE) is BASE


def test_the_same_id_replaces_the_whole_entry() -> None:
    mine = glossary(
        entry("csp", "Standing Strategic Frame", "Cadre stratégique permanent"), "my.po"
    )
    assert renderings("Le Cadre stratégique permanent et le CSP.", mine) == [
        ("Standing Strategic Frame", "my.po")
    ]


def test_the_same_form_under_another_id_wins_and_is_never_ambiguous() -> None:
    mine = glossary(entry("ours", "our Frame", "Cadre stratégique permanent"), "my.po")
    assert renderings("Le Cadre stratégique permanent et le CSP.", mine) == [
        ("our Frame", "my.po"), ("CSP", "curated"),
    ]  # fmt: skip


def test_a_layer_wins_whatever_its_capitals() -> None:
    # our entry is written with just the capitals of the text
    mine = glossary(entry("water", "stream", "fleuve"), "my.po")
    assert renderings("Le Fleuve monte.", mine) == [("stream", "my.po")]


def test_the_last_layer_wins() -> None:
    project = glossary(entry("csp", "Project Frame", "Cadre stratégique permanent"), "project.po")
    mine = glossary(entry("x", "My Frame", "Cadre stratégique permanent"), "my.po")
    text = "Le Cadre stratégique permanent."
    assert renderings(text, project, mine) == [("My Frame", "my.po")]
    assert renderings(text, mine, project) == [("Project Frame", "project.po")]


def test_two_readings_inside_one_layer_stay_ambiguous() -> None:
    mine = glossary(
        entry("a", "first", "Cadre stratégique permanent")
        + entry("b", "second", "Cadre stratégique permanent"),
        "my.po",
    )
    (match,) = find("Cadre stratégique permanent", layered(BASE, mine), "fr")
    assert [r.concept.id for r in match.rivals] == ["b"]


def test_conflicts_name_both_layers() -> None:
    mine = glossary(
        entry("csp", "Standing Frame", "Cadre stratégique permanent")
        + entry("my-river", "Stream", "fleuve")
        + entry("other", "Other", "autre"),
        "my.po",
    )
    found = conflicts(BASE, mine)
    assert [(p.rule, p.concept) for p in found] == [
        ("layer-conflict", "csp"), ("layer-conflict", "my-river"),
    ]  # fmt: skip
    assert "replaces 'csp' of curated" in found[0].message
    assert found[1].message == (
        "'fleuve' (fr) is 'River' in curated (fleuve); here it becomes 'Stream'"
    )
    assert str(found[1].where).startswith("my.po.po:")


def test_saying_the_same_is_no_conflict() -> None:
    assert conflicts(BASE, glossary(OURS, "my.po")) == ()
    assert conflicts(BASE, glossary(entry("x", "River", "Fleuve"), "my.po")) == ()


def test_the_nearest_project_folder_is_found(tmp_path: Path) -> None:
    inner = tmp_path / "project" / "texts" / "june"
    inner.mkdir(parents=True)
    assert find_project_glossaries(inner) == ()
    far = tmp_path / ".sahel"
    far.mkdir()
    (far / "far.csv").write_text("id,en,fr\ngao,Gao,Gao\n")
    assert find_project_glossaries(inner) == (far / "far.csv",)
    near = tmp_path / "project" / "sahel-glossary"
    near.mkdir()
    for name in ("b.po", "a.tbx", "notes.txt", "README.md"):
        (near / name).write_text("")
    (near / "old").mkdir()
    assert find_project_glossaries(inner) == (near / "a.tbx", near / "b.po")
    # an empty folder ends the search: a project can opt out of the one above
    (inner / "sahel-glossary").mkdir()
    assert find_project_glossaries(inner) == ()


def test_a_project_is_named_from_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "sahel-glossary"
    folder.mkdir()
    (folder / "terms.po").write_text(HEADER + entry("csp", "X", "Y"), encoding="utf-8")
    mine = tmp_path / "mine.csv"
    mine.write_text("id,en,fr\ncsp,Z,Y\n")
    merged = load(BASE, project=tmp_path)
    assert merged.by_id["csp"].layer == "sahel-glossary/terms.po"
    merged = load(BASE, [mine], project=tmp_path)
    assert merged.by_id["csp"].layer == mine.as_posix()
    assert merged.by_id["csp"].head.preferred("en").form == "Z"


def test_a_layer_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such file"):
        read_layer(tmp_path / "none.po")
    odd = tmp_path / "odd.docx"
    odd.write_bytes(b"")
    with pytest.raises(UserError, match="no format that tells a glossary"):
        read_layer(odd)
    half = tmp_path / "half.csv"
    half.write_text("id,en,fr\ngao,Gao,\nkati,Kati,Kati\n")
    with pytest.raises(UserError, match=r"half\.csv:2: msgstr is empty"):
        read_layer(half)
    left_out: list[UserError] = []
    assert [c.id for c in read_layer(half, on_error=left_out.append)] == ["kati"]
    assert len(left_out) == 1
