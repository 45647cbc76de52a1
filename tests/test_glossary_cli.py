"""The ``sahel glossary`` group as an editor or a script meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glossary.cli import glossary
from glossary.errors import ExitStatus
from glossary.formats import po

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
SNIPPET = """#. fr-gender: m
#, fuzzy
msgctxt "lake-faguibine"
msgid "Lake Faguibine"
msgstr "lac Faguibine"
"""
OURS = (
    HEADER
    + """#. fr-gender: m
#, fuzzy
msgctxt "river-front"
msgid "River Front"
msgstr "Front du fleuve"

#, fuzzy
msgctxt "gao-of-ours"
msgid "Gaoville"
msgstr "Gao"
"""
)


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def own(project: Path) -> Path:
    path = project / "own.po"
    path.write_text(OURS, encoding="utf-8")
    return path


def run(*args: object, text: str | None = None) -> Result:
    return CliRunner().invoke(glossary, [str(a) for a in args], input=text)


def test_every_command_has_help_that_ends_with_an_example() -> None:
    assert run("-h").exit_code == 0
    commands = glossary.list_commands(None)  # type: ignore[arg-type]
    assert commands == sorted(
        "add diff edit export find harvest import lint list search show stats".split()
    )
    for name in commands:
        for flag in ("-h", "--help"):
            result = run(name, flag)
            assert result.exit_code == 0
            assert f"Example:\n    sahel glossary {name}" in result.stdout
            assert "--format [text|json]" in result.stdout
    for name in ("add", "edit", "import", "harvest"):
        assert "--dry-run" in run(name, "-h").stdout
    assert "--check" in run("export", "-h").stdout


def test_looking_loads_neither_numpy_nor_the_engine_nor_the_translator() -> None:
    code = (
        "import sys; from glossary.cli import glossary\n"
        "try: glossary(['find', 'le JNIM'])\n"
        "except SystemExit as end: assert end.code == 0\n"
        "names = {n.split('.')[0] for n in sys.modules}\n"
        "print(names & {'numpy', 'ctranslate2', 'argostranslate', 'torch', 'translate', 'lxml'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"


# -- looking ------------------------------------------------------------------------------------


def test_find_in_a_text(own: Path) -> None:
    text = "Le Front du fleuve est\nà Gao."
    result = run("find", "--language", "fr", "--glossary", own, text)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"1:4: fr: Front du fleuve -> River Front  (river-front/full)"
        f"  [unverified; {own.as_posix()}]",
        f"2:3: fr: Gao -> Gaoville  (gao-of-ours/full)  [unverified; {own.as_posix()}]",
    ]


def test_find_as_json_and_in_both_languages(own: Path) -> None:
    result = run("find", "--glossary", own, "--format", "json", "\n Gaoville")
    (match,) = json.loads(result.stdout)["matches"]
    assert (match["start"], match["end"], match["line"], match["column"]) == (2, 10, 2, 2)
    assert (match["surface"], match["languages"]) == ("Gaoville", ["en"])
    assert set(match) == {
        "start", "end", "line", "column", "surface", "languages", "concept", "pairing", "status",
        "target", "review", "layer", "rivals",
    }  # fmt: skip


def test_find_in_a_file_and_in_standard_input(project: Path) -> None:
    path = project / "depeche.txt"
    path.write_text("À Kidal.\n", encoding="utf-8")
    assert run("find", "--language", "fr", path).stdout.startswith(f"{path}:1:3: fr: Kidal")
    piped = run("find", "--language", "fr", "-", text="À Kidal.")
    assert piped.stdout.startswith("standard input:1:3: fr: Kidal")
    missing = run("find", "rapport.txt")
    assert missing.exit_code == ExitStatus.UNREADABLE
    assert missing.stderr.startswith("Error: rapport.txt: no such file")


def test_show_a_card_by_id_and_by_form() -> None:
    by_id, by_form = run("show", "jnim"), run("show", "jnim", "--format", "json")
    assert by_id.exit_code == 0
    assert by_id.stdout.startswith("jnim  (armed-groups; reviewed; ")
    assert "  en  " in by_id.stdout
    assert "  fr  " in by_id.stdout
    assert [c["id"] for c in json.loads(by_form.stdout)["concepts"]] == ["jnim"]
    assert run("show", "burkinabe").exit_code == 0  # without its accent


def test_show_what_is_not_there() -> None:
    result = run("show", "jnimm")
    assert result.exit_code == ExitStatus.USAGE
    assert "did you mean jnim" in result.stderr


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["groupe", "soutien", "islam"], "jnim"),
        (["GROUPE", "SOUTIEN", "ISLM"], "jnim"),
        (["menaka"], "menaka"),
        (["tombouctu"], "timbuktu"),
    ],
)
def test_search_without_accents_capitals_or_care(words: list[str], first: str) -> None:
    found = json.loads(run("search", "--format", "json", *words).stdout)["concepts"]
    assert first in [c["id"] for c in found][:3]
    assert all(0 < c["score"] <= 1 for c in found)


def test_search_finds_nothing() -> None:
    result = run("search", "qzxqzx")
    assert (result.exit_code, result.stdout) == (ExitStatus.FINDINGS, "")


def test_list_by_domain_and_status(own: Path) -> None:
    result = run("list", "--glossary", own, "--domain", "own", "--status", "unverified")
    assert result.stdout.splitlines() == [
        "river-front: River Front = Front du fleuve  (unverified)",
        "gao-of-ours: Gaoville = Gao  (unverified)",
    ]
    rows = json.loads(run("list", "--domain", "operations", "--format", "json").stdout)["concepts"]
    assert {row["domain"] for row in rows} == {"operations"}
    assert set(rows[0]) == {"id", "domain", "review", "en", "fr", "layer"}
    wrong = run("list", "--domain", "nowhere")
    assert wrong.exit_code == ExitStatus.USAGE
    assert "there are armed-groups, " in wrong.stderr


def test_stats_count_everything_once() -> None:
    counts = json.loads(run("stats", "--format", "json").stdout)
    assert sum(sum(row.values()) for row in counts["domains"].values()) == counts["concepts"]
    text = run("stats").stdout
    assert text.splitlines()[0].split() == ["domain", "reviewed", "unverified"]


# -- checking -----------------------------------------------------------------------------------


def test_lint_names_file_line_and_rule(own: Path) -> None:
    result = run("lint", own.name)
    assert result.exit_code == ExitStatus.FINDINGS
    assert result.stdout == ("own.po:11: gao-of-ours: fr-gender is missing [french-gender]\n")
    assert run("lint", own.name, "--without", "french-gender").exit_code == 0


def test_lint_goes_on_after_a_faulty_entry(own: Path) -> None:
    own.write_text(OURS + '\n#. fr-gender: x\nmsgctxt "bad"\nmsgid "B"\nmsgstr "B"\n')
    problems = json.loads(run("lint", own.name, "--format", "json").stdout)["problems"]
    assert [(p["line"], p["rule"]) for p in problems] == [(11, "french-gender"), (16, "format")]


def test_lint_shows_conflicts_between_layers(own: Path) -> None:
    result = run("lint", own.name, "--glossary", own.name)
    assert "layer-conflict" not in result.stdout  # the same entries
    clean = own.parent / "clean.po"
    clean.write_text(HEADER + SNIPPET.replace("lac Faguibine", "Front du fleuve"))
    result = run("lint", own.name, "--glossary", clean, "--without", "french-gender")
    assert result.exit_code == ExitStatus.FINDINGS
    assert "'Front du fleuve' (fr) is 'River Front' in curated (river-front)" in result.stdout


def test_lint_of_what_cannot_be_read(project: Path) -> None:
    assert run("lint", "none.po").exit_code == ExitStatus.UNREADABLE
    (project / "empty").mkdir()
    result = run("lint", "empty")
    assert result.exit_code == ExitStatus.UNREADABLE
    assert "holds no glossary" in result.stderr


def test_diff_by_concept_and_field(own: Path) -> None:
    new = own.parent / "new.po"
    new.write_text(
        OURS.replace('"River Front"', '"Front of the River"')
        .replace("#. fr-gender: m\n", "#. fr-gender: m\n#. fr-variant: FF | front\n")
        .replace("gao-of-ours", "other"),
        encoding="utf-8",
    )
    result = run("diff", own, new)
    assert result.exit_code == 0
    assert result.stdout == (
        "- gao-of-ours: Gaoville = Gao  (own)\n"
        "+ other: Gaoville = Gao  (new)\n"
        "~ river-front: Front of the River = Front du fleuve  (new)\n"
        "    en: River Front -> Front of the River\n"
        "    fr-variant: + FF\n"
        "    fr-variant: + front\n"
    )
    assert result.stderr == "1 added, 1 removed, 1 changed\n"
    assert run("diff", own, new, "--check").exit_code == ExitStatus.FINDINGS
    assert run("diff", own, own, "--check").exit_code == 0
    changes = json.loads(run("diff", own, new, "--format", "json").stdout)["changes"]
    assert [c["kind"] for c in changes] == ["removed", "added", "changed"]


def test_diff_takes_the_name_of_a_single_file_for_no_domain(own: Path, project: Path) -> None:
    copy = project / "own.last-year.po"
    copy.write_bytes(own.read_bytes())
    assert run("diff", copy, own, "--check").exit_code == 0
    before, after = project / "before", project / "after"
    for folder, name in ((before, "places.po"), (after, "forces.po")):
        folder.mkdir()
        (folder / name).write_bytes(own.read_bytes())
    moved = run("diff", before, after, "--check")
    assert moved.exit_code == ExitStatus.FINDINGS
    assert moved.stdout.count("domain: places -> forces") == 2
    table = project / "table.csv"
    table.write_text("id,domain,en,fr\nriver-front,places,River Front,Front du fleuve\n", "utf-8")
    said = run("diff", own, table).stdout
    assert "domain: own -> places" in said, "a table states its domains itself"


# -- changing -----------------------------------------------------------------------------------


def test_add_goes_to_the_project_and_stays_sorted(project: Path) -> None:
    (project / "sahel-glossary").mkdir()
    path = project / "sahel-glossary" / "terms.po"
    assert run("add", "-", text=SNIPPET).exit_code == 0
    result = run("add", "--en", "Ansongo Bridge", "--fr", "pont d'Ansongo", "--set", "fr-gender=m")
    assert result.exit_code == 0
    assert result.stdout == "+ ansongo-bridge: Ansongo Bridge = pont d'Ansongo  (terms)\n"
    text = path.read_text(encoding="utf-8")
    assert text.index("ansongo-bridge") < text.index("lake-faguibine")
    assert po.write(po.read(text, name="terms.po")) == text
    find = ("find", "--language", "fr", "Le pont d'Ansongo.")
    assert "ansongo-bridge/full" in run(*find).stdout
    assert "ansongo-bridge" not in run(*find, "--no-project-glossary").stdout


def test_add_from_a_folder_inside_a_project_without_a_catalogue(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "sahel-glossary").mkdir()
    (project / "sahel-glossary" / "list.csv").write_text("Gao,Gao\n", encoding="utf-8")
    (project / "articles").mkdir()
    monkeypatch.chdir(project / "articles")
    assert run("add", "--en", "Ansongo", "--fr", "Ansongo", "--set", "fr-article=no").exit_code == 0
    assert (project / "sahel-glossary" / "terms.po").is_file()
    assert list((project / "articles").iterdir()) == []


def test_edit_changes_one_field_at_a_time(project: Path) -> None:
    path = project / "terms.po"
    path.write_text(HEADER + SNIPPET, encoding="utf-8")
    edit = ("edit", "lake-faguibine", "--into", path)
    assert run(*edit, "--append", "fr-variant=lac de Faguibine").exit_code == 0
    assert run(*edit, "--label", "short", "--en", "Faguibine", "--fr", "Faguibine").exit_code == 0
    assert run(*edit, "--set", "note=A lake.", "--unset", "fr-variant", "--keep").exit_code == 1
    (lake,) = po.read(path.read_text(encoding="utf-8"), name="terms.po")
    assert [p.label for p in lake.pairings] == ["full", "short"]
    assert [t.form for t in lake.head.in_language("fr")] == ["lac Faguibine", "lac de Faguibine"]
    whole = SNIPPET.replace("lac Faguibine", "lac du Faguibine")
    assert run(*edit, "-", text=whole).exit_code == 0
    (lake,) = po.read(path.read_text(encoding="utf-8"), name="terms.po")
    assert lake.head.preferred("fr").form == "lac du Faguibine"
    again = run(*edit, "-", "--format", "json", text=whole)
    assert again.exit_code == 0
    assert json.loads(again.stdout)["written"] is False
    assert "terms.po was not changed." in run(*edit, "-", text=whole).stderr


def test_nothing_is_written_that_lint_rejects(own: Path) -> None:
    before = own.read_bytes()
    genderless = SNIPPET.replace("#. fr-gender: m\n", "")
    result = run("add", "-", "--into", own, text=genderless)
    assert result.exit_code == ExitStatus.FINDINGS
    assert "[french-gender]" in result.stderr
    assert "own.po was not changed." in result.stderr
    result = run("edit", "river-front", "--into", own, "--reviewed", "--format", "json")
    assert json.loads(result.stdout)["written"] is False
    assert own.read_bytes() == before


def test_a_conflict_with_a_neighbouring_catalogue_is_seen(project: Path) -> None:
    (project / "a.po").write_text(HEADER + SNIPPET, encoding="utf-8")
    rival = SNIPPET.replace("lake-faguibine", "rival").replace("lac Faguibine", "mare Faguibine")
    result = run("add", "-", "--into", "b.po", text=rival)
    assert result.exit_code == ExitStatus.FINDINGS
    assert "[conflict]" in result.stderr
    assert not (project / "b.po").exists()


def test_a_programs_catalogue_is_no_neighbour(project: Path) -> None:
    (project / "django.po").write_text(HEADER + '#. a hint\nmsgid "Save"\nmsgstr "Enregistrer"\n')
    assert run("add", "-", "--into", "x.po", text=SNIPPET).exit_code == 0


def test_a_dry_run_writes_nothing(project: Path) -> None:
    result = run("add", "-", "--into", "x.po", "--dry-run", text=SNIPPET)
    assert (result.exit_code, result.stderr) == (0, "x.po: would be written\n")
    assert not (project / "x.po").exists()


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (["add"], ExitStatus.USAGE, "no catalogue to add to"),
        (["add", "--into", "x.po"], ExitStatus.USAGE, "give --en and --fr"),
        (["add", "--into", "x.csv", "--en", "A", "--fr", "B"], ExitStatus.USAGE, "only PO"),
        (["add", "--into", "x.po", "--en", "A", "--fr", "B", "--set", "q=1"],
         ExitStatus.USAGE, "unknown key 'q'"),
        (["add", "--into", "x.po", "--en", "A", "--fr", "B", "--set", "fr-gender=q"],
         ExitStatus.UNREADABLE, "use f, m"),
        (["add", "--into", "x.po", "--en", "A", "--fr", "B", "--set", "note"],
         ExitStatus.USAGE, "is not KEY=VALUE"),
        (["add", "--into", "own.po", "--id", "river-front", "--en", "A", "--fr", "B"],
         ExitStatus.USAGE, "own.po:5: 'river-front' is there already"),
        (["edit", "nothing", "--into", "own.po", "--en", "A"],
         ExitStatus.USAGE, "has no 'nothing'"),
        (["edit", "river-front", "--into", "own.po"], ExitStatus.USAGE, "say what to change"),
        (["edit", "river-front", "--into", "own.po", "--label", "short", "--en", "A"],
         ExitStatus.USAGE, "there is no 'river-front/short' yet"),
        (["edit", "river-front"], ExitStatus.USAGE, "no catalogue of the project"),
        (["find", "--glossary", "none.po", "x"], ExitStatus.UNREADABLE, "none.po: no such file"),
        (["export", "--to", "docx"], ExitStatus.USAGE, "is not one of"),
        (["export", "--to", "csv", "--check"], ExitStatus.USAGE, "--check needs --output"),
        (["import", "x.docx"], ExitStatus.UNREADABLE, "no such file"),
        (["harvest", "none.txt", "--language", "fr"], ExitStatus.UNREADABLE, "no such file"),
    ],
)  # fmt: skip
def test_a_mistake_gets_one_line_and_its_status(
    own: Path, args: list[str], status: int, message: str
) -> None:
    before = own.read_bytes()
    result = run(*args)
    assert result.exit_code == status
    assert result.stdout == ""
    assert result.stderr.splitlines()[-1].startswith("Error: ")
    assert message in result.stderr
    assert own.read_bytes() == before
    assert not (own.parent / "x.po").exists()


def test_a_fault_elsewhere_in_the_file_stops_nobody(own: Path) -> None:
    faulty = """#, fuzzy
msgctxt "a-lake"
msgid "a  lake"
msgstr "lac"

"""
    own.write_text(HEADER + faulty + OURS.removeprefix(HEADER), encoding="utf-8")
    assert "a-lake" in run("lint", own).stdout
    lines = ("--append", "note=one", "--append", "note=two")  # what follows moves in the file
    gender = ("--set", "fr-gender=m")
    assert run("edit", "gao-of-ours", "--into", own, *lines, *gender).exit_code == 0
    assert run("edit", "river-front", "--into", own, *lines).exit_code == 0
    assert "note: two" in own.read_text(encoding="utf-8")
    assert run("edit", "a-lake", "--into", own, *lines).exit_code == ExitStatus.FINDINGS
    twin = ("add", "--into", own, "--en", "River Front", "--fr", "Berge", "--set", "fr-gender=f")
    clash = run(*twin)  # a new fault, told at the old entry or at the new one
    assert clash.exit_code == ExitStatus.FINDINGS
    assert "[conflict]" in clash.stderr


def test_an_old_conflict_between_two_others_is_not_new_when_its_lines_move(own: Path) -> None:
    rivals = SNIPPET + "\n" + SNIPPET.replace('"lake-fag', '"z-lake-fag').replace('"lac', '"le lac')
    first = SNIPPET.replace("lake-faguibine", "a").replace("Lake Faguibine", "A")
    own.write_text(HEADER + first + "\n" + rivals, encoding="utf-8")
    before = run("lint", own)
    assert "z-lake-faguibine" in before.stdout
    assert run("edit", "a", "--into", own, "--set", "note=new line").exit_code == 0


def test_a_file_of_the_project_does_not_lie_over_itself(project: Path) -> None:
    (project / "sahel-glossary").mkdir()
    path = project / "sahel-glossary" / "own.po"
    path.write_text(HEADER + SNIPPET, encoding="utf-8")
    for named in ("sahel-glossary/own.po", path, "sahel-glossary"):
        result = run("lint", named)
        assert (result.exit_code, result.stdout) == (0, "")
    text = path.read_text(encoding="utf-8")
    (project / "other.po").write_text(text.replace("lac ", "grand lac "), encoding="utf-8")
    between = run("lint", "other.po")  # another file is still compared with the project's
    assert "[layer-conflict]" in between.stdout


# -- exchanging ---------------------------------------------------------------------------------


def test_import_tells_what_it_leaves_out(project: Path) -> None:
    (project / "lexique.csv").write_bytes(
        "français;anglais\nlac Faguibine;Lake Faguibine\nseul;\n".encode("cp1252")
    )
    result = run("import", "lexique.csv", "-o", "lexique.po")
    assert result.exit_code == ExitStatus.FINDINGS
    assert result.stdout == ""
    assert "Warning: lexique.csv:3: 'seul' has no English form" in result.stderr
    assert "1 concept, 1 entry left out" in result.stderr
    found = po.read((project / "lexique.po").read_text(encoding="utf-8"), name="lexique.po")
    assert [c.id for c in found] == ["lake-faguibine"]
    again = run("import", "lexique.csv", "-o", "lexique.po")
    assert again.exit_code == ExitStatus.USAGE
    assert "give --overwrite" in again.stderr
    report = json.loads(run("import", "lexique.csv", "--dry-run", "--format", "json").stdout)
    assert (report["concepts"], report["written"], len(report["left_out"])) == (1, None, 1)


def test_a_missing_output_folder_is_made(project: Path) -> None:
    (project / "lexique.csv").write_text("français;anglais\nlac;lake\n", encoding="utf-8")
    target = project / "sahel-glossary" / "new" / "lexique.po"
    assert run("import", "lexique.csv", "-o", target, "--dry-run").exit_code == 0
    assert run("add", "-", "--into", target, "--dry-run", text=SNIPPET).exit_code == 0
    assert not target.parent.parent.exists()
    imported = run("import", "lexique.csv", "-o", target)
    assert (imported.exit_code, imported.stderr) == (0, "1 concept, 0 entries left out\n")
    assert target.is_file()
    added = run("add", "-", "--into", project / "a" / "b" / "c.po", text=SNIPPET)
    assert added.exit_code == 0
    assert (project / "a" / "b" / "c.po").is_file()
    (project / "file").write_text("x", encoding="utf-8")
    blocked = run("import", "lexique.csv", "-o", project / "file" / "x.po")
    assert blocked.exit_code == ExitStatus.UNREADABLE
    assert "this folder cannot be created" in blocked.stderr


def test_export_and_its_check(own: Path) -> None:
    arguments = ("export", own, "--to", "tbx", "-o", "own.tbx")
    assert run(*arguments, "--check").exit_code == ExitStatus.FINDINGS
    assert not (own.parent / "own.tbx").exists()
    assert run(*arguments).exit_code == 0
    assert run(*arguments, "--check").exit_code == 0
    back = run("import", "own.tbx", "--domain", "own")
    assert back.exit_code == 0
    assert po.read(back.stdout, name="own.po").concepts == tuple(
        sorted(po.read(OURS, name="own.po"), key=lambda c: c.id)
    )
    told = json.loads(run(*arguments, "--format", "json").stdout)
    assert told == {
        "concepts": 2, "file": "own.tbx", "format": "tbx", "changed": False, "written": True,
    }  # fmt: skip


def test_blank_lines_at_the_end_of_one_file_leave_the_next_in_step(project: Path) -> None:
    texts = {
        "1.fr": "Rien.\n\n",
        "1.en": "Nothing.\nNothing more.\n",
        "2.fr": "Le chef de Zorbam, oui de Zorbam.\nRien.\n",
        "2.en": "The head of Zorbama, yes of Zorbama.\nNothing.\n",
    }
    for name, text in texts.items():
        (project / name).write_text(text, encoding="utf-8")
    aligned = ("--aligned", "1.en", "--aligned", "2.en")
    told = run("harvest", "1.fr", "2.fr", *aligned, "--language", "fr", "--format", "json")
    (found,) = json.loads(told.stdout)["candidates"]
    assert (found["form"], found["counterpart"]) == ("Zorbam", "Zorbama")


def test_harvest_is_ready_for_add(project: Path) -> None:
    (project / "a.txt").write_text("Le Groupement des forces du fleuve (GFF) parle.\n")
    (project / "b.txt").write_text("The River Forces Group (RFG) speaks.\n")
    result = run("harvest", "a.txt", "--aligned", "b.txt", "--language", "fr", "-o", "c.po")
    assert (result.exit_code, result.stderr) == (0, "1 acronym, 0 names\n")
    assert run("add", "c.po", "--into", "d.po").exit_code == 0
    (found,) = po.read((project / "d.po").read_text(encoding="utf-8"), name="d.po")
    assert found.pairing("acronym").preferred("en").form == "RFG"
    (project / "b.txt").write_text("One.\nTwo.\n")
    uneven = run("harvest", "a.txt", "--aligned", "b.txt", "--language", "fr")
    assert uneven.exit_code == ExitStatus.USAGE
    assert "1 line here, 2 in the aligned file" in uneven.stderr
    candidates = json.loads(run("harvest", "a.txt", "--language", "fr", "--format", "json").stdout)
    assert candidates["candidates"][0]["expansion"] == "Groupement des forces du fleuve"
