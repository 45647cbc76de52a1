"""Every form in which a check can be told, by name and by the suffix of a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from ..checks.model import Checked

FORMS: tuple[str, ...] = ("text", "html", "sarif", "junit", "github")
"""Names `write_checked` knows."""

_SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".sarif": "sarif",
    ".xml": "junit",
    ".txt": "text",
    ".json": "json",
}


def write_checked(checked: Checked, form: str) -> str:
    """Return a check in one of `FORMS`.

    Raises:
        KeyError: no such form.
    """
    return _writer(form)(checked)


def _writer(form: str) -> Callable[[Checked], str]:
    # imported when asked for: a page needs templates, JUnit needs lxml
    if form == "html":
        from .checked import page_of_checked
        from .render import render

        return lambda checked: render(page_of_checked(checked))
    if form == "sarif":
        from .sarif import to_sarif

        return to_sarif
    if form == "junit":
        from .junit import to_junit

        return to_junit
    from .lines import to_github, to_text

    return {"text": to_text, "github": to_github}[form]


def form_of(name: str, default: str = "json") -> str:
    """Return the form that the suffix of a file asks for.

    >>> form_of("report.html"), form_of("out.sarif.json"), form_of("report"), form_of("a.xml")
    ('html', 'sarif', 'json', 'junit')
    """
    path = PurePath(name.lower())
    if path.suffixes[-2:] == [".sarif", ".json"]:
        return "sarif"
    return _SUFFIXES.get(path.suffix, default)
