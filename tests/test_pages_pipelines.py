"""What machines read of a check: SARIF, JUnit XML, annotations, lines."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from glossary.model import Glossary
from translate.checks.model import Checked, CheckedPair, Pair, Place
from translate.pages.formats import FORMS, form_of, write_checked
from translate.result import Finding, Severity, Side

HOSTILE: list[str] = json.loads(
    (Path(__file__).parent / "data" / "pages" / "hostile.json").read_text("utf-8")
)


def finding(
    check: str,
    severity: Severity,
    span: tuple[int, int] | None = None,
    message: str = "is wrong",
    suggestion: str = "",
    side: Side = "target",
) -> Finding:
    return Finding(check, severity, 0, span, message, suggestion, side=side)


def one(place: Place, *findings: Finding, source_where: Place | None = None) -> CheckedPair:
    pair = Pair("Les FAMa", "The army", "fr", "en", place, source_where)
    return CheckedPair(pair, findings)


def checked(*pairs: CheckedPair) -> Checked:
    files = tuple(dict.fromkeys(p.pair.where.file for p in pairs))
    return Checked(pairs, files, ("term-missing", "doubled-word", "brackets"), Glossary())


MISSING = finding("term-missing", Severity.ERROR, (4, 8), "'FAMa' is missing", "FAMa", "source")
TWICE = finding("doubled-word", Severity.WARNING, (0, 3), "'the' twice")
NOTE = finding("brackets", Severity.INFO, message="one bracket")
SAMPLE = checked(
    one(Place("po/a b,é.po", 7, "msgstr[1]"), MISSING, TWICE),
    one(Place("/srv/c.txt", 3), NOTE, source_where=Place("c.fr.txt", 2)),
    one(Place("d.tmx", unit="tu 7")),
)


def sarif(value: Checked) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(write_checked(value, "sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_sarif_places_and_rules() -> None:
    run = sarif(SAMPLE)
    first, second, third = run["results"]
    assert [r["id"] for r in run["tool"]["driver"]["rules"]] == list(SAMPLE.checks)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert [r["level"] for r in run["results"]] == ["error", "warning", "note"]
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "po/a%20b%2C%C3%A9.po"},
                "region": {"startLine": 7},
            },
            "logicalLocations": [{"name": "msgstr[1]"}],
        }
    ]
    assert first["message"]["text"] == "'FAMa' is missing -> FAMa"
    assert first["properties"]["words"] == "FAMa"
    assert second["properties"]["words"] == "The"
    physical = third["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "file:///srv/c.txt"
    assert third["relatedLocations"][0]["physicalLocation"]["region"] == {"startLine": 2}
    assert [a["location"]["uri"] for a in run["artifacts"]][2] == "d.tmx"


def test_sarif_line_zero_is_no_line() -> None:
    run = sarif(checked(one(Place("a.tmx", 0, "tu 7"), TWICE)))
    assert "region" not in run["results"][0]["locations"][0]["physicalLocation"]


def test_sarif_fingerprints_stay_when_lines_move_and_tell_twins_apart() -> None:
    def prints(*lines: int) -> list[str]:
        run = sarif(checked(*(one(Place("a.po", line), MISSING) for line in lines)))
        return [r["partialFingerprints"]["sahelFinding/v1"] for r in run["results"]]

    assert prints(3, 9) == prints(30, 90)
    assert len(set(prints(3, 9))) == 2


@pytest.mark.skipif(
    not os.environ.get("SARIF_SCHEMA"), reason="SARIF_SCHEMA names no schema (docs/reports.md)"
)
def test_sarif_fits_the_published_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(Path(os.environ["SARIF_SCHEMA"]).read_text("utf-8"))
    validator = jsonschema.Draft4Validator(schema)
    log = json.loads(write_checked(SAMPLE, "sarif"))
    assert list(validator.iter_errors(log)) == []
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert list(validator.iter_errors(log)), "the validator looks at all"


def test_junit_counts() -> None:
    root = etree.fromstring(write_checked(SAMPLE, "junit").encode())
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("9", "2", "0")
    first, second, third = root
    assert [s.get("name") for s in root] == ["po/a b,é.po", "/srv/c.txt", "d.tmx"]
    assert [s.get("failures") for s in root] == ["2", "0", "0"]
    assert [c.get("name") for c in third] == list(SAMPLE.checks)
    failures = first.findall("testcase/failure")
    assert [f.get("type") for f in failures] == ["error", "warning"]
    assert failures[0].text == "po/a b,é.po:7 (msgstr[1]): error: 'FAMa' is missing -> FAMa"
    assert second.findtext("testcase/system-out") == "/srv/c.txt:3: info: one bracket"


def test_junit_names_how_many_more() -> None:
    again = one(Place("a.po", 2), TWICE)
    written = write_checked(checked(one(Place("a.po", 1), TWICE), again), "junit")
    root = etree.fromstring(written.encode())
    (failure,) = root.iter("failure")
    assert failure.get("message") == "'the' twice (and 1 more)"
    assert len(failure.text.splitlines()) == 2


def test_github_annotations() -> None:
    assert write_checked(SAMPLE, "github").splitlines() == [
        "::error file=po/a b%2Cé.po,line=7,title=term-missing (msgstr[1])::"
        "'FAMa' is missing -> FAMa",
        "::warning file=po/a b%2Cé.po,line=7,title=doubled-word (msgstr[1])::'the' twice",
        "::notice file=/srv/c.txt,line=3,title=brackets::one bracket",
    ]


def test_lines() -> None:
    assert write_checked(SAMPLE, "text").splitlines() == [
        "po/a b,é.po:7 (msgstr[1]): error: 'FAMa' is missing -> FAMa [term-missing]",
        "po/a b,é.po:7 (msgstr[1]): warning: 'the' twice [doubled-word]",
        "/srv/c.txt:3: info: one bracket [brackets]",
        "3 files, 3 segments: 1 error, 1 warning, 1 note",
    ]


@pytest.mark.parametrize("text", [*HOSTILE, "a\n::error::b", "100%0A::set-env", "]]>", "\ufffe"])
@pytest.mark.parametrize("form", FORMS)
def test_no_text_breaks_a_form(form: str, text: str) -> None:
    bad = finding("term-missing", Severity.ERROR, None, text, text)
    pair = Pair(text, text, "fr", "en", Place(text, 3, text))
    written = write_checked(checked(CheckedPair(pair, (bad,))), form)
    data = written.encode("utf-8", "replace")
    if form == "sarif":
        (result,) = json.loads(data)["runs"][0]["results"]
        assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}
    elif form == "junit":
        assert len(etree.fromstring(data).findall("testsuite/testcase/failure")) == 1
    elif form == "github":
        assert written.count("\n") == 1
        assert written.startswith("::error file=")
        head = written[2:].split("::")[0]
        assert head.count(",") == 2, "file, line, title and nothing else"
    elif form == "html":
        assert data.count(b"<script>") == 1
    else:
        assert "[term-missing]" in written


@pytest.mark.parametrize("form", FORMS)
def test_nothing_found_is_told(form: str) -> None:
    written = write_checked(checked(one(Place("a.po", 1))), form)
    assert bool(written) is (form != "github")
    if form == "text":
        assert written == "1 file, 1 segment: nothing to look at\n"


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.HTML", "html"), ("a.sarif", "sarif"), ("a.sarif.json", "sarif"), ("a.json", "json"),
     ("a.xml", "junit"), ("a.txt", "text"), ("a", "json"), ("html", "json")],
)  # fmt: skip
def test_a_suffix_names_a_form(name: str, form: str) -> None:
    assert form_of(name) == form
