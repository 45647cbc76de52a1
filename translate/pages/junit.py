"""JUnit XML, the form in which build servers count: a suite a file, a test case a check.

There is no standard; these are the elements and attributes that Jenkins, GitLab and GitHub's
reporters all read. A check that found errors or warnings in a file has failed there; notes are
told as its output.
"""

from __future__ import annotations

import re
from collections import defaultdict
from gettext import gettext as _

from lxml import etree  # type: ignore[import-untyped]

from ..checks.model import Checked
from ..result import Severity
from .located import Located, located

# what XML 1.0 cannot hold (section 2.2)
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_junit(checked: Checked) -> str:
    """Return a check as JUnit XML."""
    found: defaultdict[str, defaultdict[str, list[Located]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for item in located(checked):
        found[item.place.file][item.finding.check].append(item)
    root = etree.Element("testsuites", name="sahel check")
    tests = failures = 0
    for file in dict.fromkeys((*checked.files, *found)):
        checks = list(dict.fromkeys((*checked.checks, *found[file])))
        suite = etree.SubElement(root, "testsuite", name=_fit(file) or "text")
        failed = sum(_case(suite, file, check, found[file][check]) for check in checks)
        _count(suite, len(checks), failed)
        tests, failures = tests + len(checks), failures + failed
    _count(root, tests, failures)
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return data.decode()


def _count(element: etree._Element, tests: int, failures: int) -> None:
    element.set("tests", str(tests))
    element.set("failures", str(failures))
    element.set("errors", "0")


def _case(suite: etree._Element, file: str, check: str, items: list[Located]) -> bool:
    """Add a test case; tell whether it failed."""
    case = etree.SubElement(suite, "testcase", name=check, classname=_fit(file) or "text")
    wrong = [i for i in items if i.finding.severity is not Severity.INFO]
    notes = [i for i in items if i.finding.severity is Severity.INFO]
    if wrong:
        worst = min((i.finding.severity for i in wrong), key=list(Severity).index)
        more = " " + _("(and {count} more)").format(count=len(wrong) - 1) if len(wrong) > 1 else ""
        failure = etree.SubElement(
            case, "failure", message=_fit(wrong[0].message) + more, type=worst.value
        )
        failure.text = _fit("\n".join(_line(i) for i in wrong))
    if notes:
        etree.SubElement(case, "system-out").text = _fit("\n".join(_line(i) for i in notes))
    return bool(wrong)


def _line(item: Located) -> str:
    return f"{item.place}: {item.finding.severity.value}: {item.message}"


def _fit(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
