"""A page as one file of HTML: no network, no font, no script but the one it carries.

What the texts say is escaped by the templates, and a second lock stands behind that: the page's
content security policy lets no script run and no style apply but those whose hashes it names, and
lets nothing be loaded from anywhere.
"""

from __future__ import annotations

import gettext
import hashlib
from base64 import b64encode
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from gettext import gettext as _
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from glossary.model import LANGUAGES

from .. import __version__
from ..interface import language
from ..labels import counted
from ..passes import language_name
from ..result import Severity
from . import charts
from .model import Page, Row
from .spans import runs

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a page comes to, in one sentence, and how bad that is."""

    severity: str
    text: str


def render(page: Page, *, stamp: str = "", index: str = "") -> str:
    """Return a page as HTML.

    Args:
        page: what is shown.
        stamp: kept in the page's head (`overview.stamp_of`).
        index: address of the page of all files, where there is one.
    """
    asked = [(fate, times) for fate, times in page.fated() if fate.kept is not None]
    severities = page.severities()
    return fill(
        "page.html.j2",
        page=page,
        stamp=stamp,
        index=index,
        verdict=verdict(page),
        bilingual=page.bilingual,
        fates=charts.stacked(page.fated()),
        asked=sum(times for _fate, times in asked),
        share=charts.percent(page.kept, sum(times for _fate, times in asked)),
        checks=charts.ranked([((check, worst), n) for check, worst, n in page.checks()]),
        severities=[(s.value, severities[s]) for s in Severity if severities[s]],
        flagged=sum(bool(row.notes) for row in page.rows),
    )


def verdict(page: Page) -> Verdict:
    """Return the sentence under the title.

    >>> verdict(Page("a.txt", "translation", "fr", "en", (), (), ())).text
    'Nothing to look at.'
    """
    counts = page.severities()
    parts = [counted(s.value, counts[s]).format(count=counts[s]) for s in Severity if counts[s]]
    if not parts:
        return Verdict("clean", _("Nothing to look at."))
    if not counts[Severity.ERROR] and not counts[Severity.WARNING]:
        return Verdict("info", _("{notes} for your information.").format(notes=parts[0]))
    worst = "error" if counts[Severity.ERROR] else "warning"
    told = parts[0]
    if len(parts) > 1:
        told = _("{most} and {last}").format(most=", ".join(parts[:-1]), last=parts[-1])
    return Verdict(worst, _("{told} to look at.").format(told=told))


def fill(template: str, **values: Any) -> str:
    """Return a template with its values, style, script and policy, as a page can hold it."""
    style, script = _asset("style.css.j2"), _asset("page.js")
    from markupsafe import Markup

    text = (
        environment()
        .get_template(template)
        .render(
            style=Markup(style),
            script=Markup(script),
            policy=policy(style, script),
            version=__version__,
            languages={code: sentence(language_name(code)) for code in LANGUAGES},
            lang=language(),
            tally=tally,
            **values,
        )
    )
    return shown(text)


def policy(style: str, script: str) -> str:
    """Return the content security policy of a page with this style and this script.

    >>> policy("", "").split("; ")[0]
    "default-src 'none'"
    """
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _asset(name: str) -> str:
    """Return the style sheet, whose colours are filled in, or the script as it is."""
    if name.endswith(".j2"):
        return environment().get_template(name).render()
    return _source(name)


def _source(name: str) -> str:
    loader = environment().loader
    assert loader is not None
    # hashed as a browser reads it: line ends of a checkout do not count
    return loader.get_source(environment(), name)[0].replace("\r\n", "\n")


def look() -> str:
    """Return a digest of all that decides a page besides its content: a new look, a new digest.

    The language of the interface is part of it.
    """
    hashed = hashlib.sha256(f"{__version__} {language()}".encode())
    for name in sorted(environment().list_templates()):
        hashed.update(_source(name).encode())
    return hashed.hexdigest()[:16]


@cache
def environment() -> Environment:
    """Return the templates' environment: everything is escaped, nothing may be undefined."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    env = Environment(
        loader=PackageLoader("translate.pages"),
        autoescape=lambda name: name is None or ".html" in name,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update({"_": gettext.gettext, "ngettext": gettext.ngettext})
    env.filters.update(
        runs=runs,
        worst=_worst,
        base=_base,
        host=host,
        sentence=sentence,
        count=grouped,
    )
    return env


def _base(name: str) -> str:
    """Return the last part of a path, as the title of a page."""
    return PurePath(name.replace("\\", "/")).name or name


def _worst(row: Row, numbers: Collection[int]) -> str:
    found = {n.severity for n in row.notes if n.number in numbers}
    return next(s.value for s in Severity if s in found)


_CONTROL = {
    **{code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A, 0x0D)},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}


def shown(text: str) -> str:
    r"""Return text as a page can hold it: control characters as their pictures.

    HTML has no place for them, and an editor wants to see them. Directional marks stay: each text
    stands isolated in its own cell.

    >>> shown("a\x00b\x0bc\td")
    'a␀b␋c\td'
    """
    return text.translate(_CONTROL)


def sentence(text: str) -> str:
    """Return a message with a capital; one that begins with a quoted form stays as it is.

    >>> sentence("the entry 'x' is new"), sentence("'x' must become 'y'")
    ("The entry 'x' is new", "'x' must become 'y'")
    """
    return text[:1].upper() + text[1:]


def host(address: str) -> str:
    """Return the host of a web address, empty for anything else.

    >>> host("https://unterm.un.org/unterm2/"), host("javascript:alert(1)"), host("UN, 2013")
    ('unterm.un.org', '', '')
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return (parts.hostname or "").removeprefix("www.") if parts.scheme in ("http", "https") else ""


def grouped(number: int) -> str:
    """Return a count with its thousands apart, in French by a narrow no-break space.

    >>> grouped(12345)
    '12,345'
    """
    comma = f"{number:,}"
    return comma.replace(",", "\N{NARROW NO-BREAK SPACE}") if language() == "fr" else comma


def tally(severity: str, number: int) -> Markup:
    """Return how many findings of a severity there are, the number marked."""
    from markupsafe import Markup, escape

    count = Markup("<b>{}</b>").format(grouped(number))
    return escape(counted(severity, number)).format(count=count)
