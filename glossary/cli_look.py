"""``sahel glossary find``, ``show``, ``search``, ``list`` and ``stats``: looking, not touching."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from gettext import gettext as _
from pathlib import Path, PurePath
from typing import Any

import click

from .cards import card, record, stats, summary
from .cli_errors import Command
from .cli_options import LANGUAGE, chosen, format_option, glossary_options, print_json, read_input
from .errors import ExitStatus, UserError
from .match import Match, find
from .model import LANGUAGES, Concept, Glossary, Language, Review
from .require import require
from .search import by_form, search

_REVIEWS = click.Choice([r.value for r in Review])


@dataclass(frozen=True, slots=True)
class _Found:
    """A match, where it stands (1-based line and column) and in which languages it is read."""

    match: Match
    line: int
    column: int
    languages: tuple[Language, ...]


@click.command("find", cls=Command)
@click.argument("text", metavar="TEXT|FILE|-")
@click.option("--language", type=LANGUAGE, help="Language of the text.  [default: both tried]")
@glossary_options
@format_option
def find_command(
    text: str, language: Language | None, glossaries: tuple[Path, ...], no_project: bool, form: str
) -> None:
    """Show the terms of the glossary in a TEXT, a FILE or standard input ('-').

    One line a match: where it stands, what it is, what it becomes in the other language, and the
    entry that says so. An occurrence with several readings is marked ambiguous, an entry that
    nobody has reviewed unverified. Offsets in JSON are code points, from 0, the end excluded.

    \b
    Example:
      sahel glossary find --language fr "Le CSP-PSD affronte les FAMa."
    """
    content, name = _content(text)
    matches = _matches(content, chosen(glossaries, no_project), language)
    if form == "json":
        print_json({"source": name, "matches": [_match_record(m) for m in matches]})
        return
    for found in matches:
        match = found.match
        marks = []
        if match.rivals:
            rivals = ", ".join(r.concept.id for r in match.rivals)
            marks.append(_("ambiguous: {rivals}").format(rivals=rivals))
        if match.concept.review is Review.UNVERIFIED:
            marks.append(_("unverified"))
        if match.concept.layer != "curated":
            marks.append(match.concept.layer)
        place = f"{name}:{found.line}:{found.column}" if name else f"{found.line}:{found.column}"
        entry = f"{match.concept.id}/{match.pairing.label}"
        tail = f"  [{'; '.join(marks)}]" if marks else ""
        arrow = f"{match.surface} -> {require(match).form}"
        click.echo(f"{place}: {'+'.join(found.languages)}: {arrow}  ({entry}){tail}")


def _content(text: str) -> tuple[str, str]:
    """Return what to look into and its name: a file where there is one, else the text itself.

    Raises:
        UserError: what looks like a file name is none.
    """
    if text == "-" or os.path.isfile(text):  # noqa: PTH113 - any text, not only a valid path
        return read_input(text)
    if not any(c.isspace() for c in text) and PurePath(text).suffix.lower() in _TEXT_SUFFIXES:
        raise UserError(
            _("no such file"), where=text, hint=_("check the name; '-' reads standard input")
        )
    return text, ""


_TEXT_SUFFIXES = (".txt", ".md", ".html", ".htm", ".po", ".docx", ".odt", ".srt", ".csv")


def _matches(text: str, glossary: Glossary, language: Language | None) -> list[_Found]:
    """Return matches by position; one read alike in both languages stands once."""
    found: dict[tuple[int, int, str, str], tuple[Match, list[Language]]] = {}
    for tried in LANGUAGES if language is None else (language,):
        for match in find(text, glossary, tried):
            key = (match.start, match.end, match.concept.id, match.pairing.label)
            found.setdefault(key, (match, []))[1].append(tried)
    rows: list[_Found] = []
    line, begin, at = 1, 0, 0
    for match, languages in sorted(found.values(), key=lambda f: (f[0].start, f[0].end)):
        line += text.count("\n", at, match.start)
        begin = text.rfind("\n", 0, match.start) + 1
        at = match.start
        rows.append(_Found(match, line, match.start - begin + 1, tuple(languages)))
    return rows


def _match_record(found: _Found) -> dict[str, Any]:
    match = found.match
    return {
        "start": match.start,
        "end": match.end,
        "line": found.line,
        "column": found.column,
        "surface": match.surface,
        "languages": list(found.languages),
        "concept": match.concept.id,
        "pairing": match.pairing.label,
        "status": match.term.status.value,
        "target": require(match).form,
        "review": match.concept.review.value,
        "layer": match.concept.layer,
        "rivals": [r.concept.id for r in match.rivals],
    }


@click.command("show", cls=Command)
@click.argument("name", metavar="ID|FORM")
@glossary_options
@format_option
def show_command(name: str, glossaries: tuple[Path, ...], no_project: bool, form: str) -> None:
    """Show the whole of one concept, by its ID or by any of its forms.

    A form that several concepts share shows them all.

    \b
    Example:
      sahel glossary show JNIM
    """
    glossary = chosen(glossaries, no_project)
    found = by_form(glossary, name)
    if not found:
        raise _unknown(glossary, name)
    if form == "json":
        print_json({"concepts": [record(c) for c in found]})
        return
    click.echo("\n\n".join(card(c) for c in found))


def _unknown(glossary: Glossary, name: str) -> UserError:
    near = [h.concept.id for h in search(glossary, name, limit=3)]
    near = near or difflib.get_close_matches(name, list(glossary.by_id), n=3)
    hint = (
        _("did you mean {near}?").format(near=", ".join(near))
        if near
        else _("try 'sahel glossary search'")
    )
    return UserError(
        _("no concept has that id or form"), where=name, hint=hint, status=ExitStatus.USAGE
    )


@click.command("search", cls=Command)
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most.")
@glossary_options
@format_option
def search_command(
    words: tuple[str, ...], limit: int, glossaries: tuple[Path, ...], no_project: bool, form: str
) -> None:
    """Look for concepts by WORDS of a form, an id or a note, best first.

    Accents and capitals do not count, beginnings of words suffice, and a misspelt word finds its
    neighbours. The exit code is 1 when nothing is found.

    \b
    Example:
      sahel glossary search groupe soutien islam
    """
    hits = search(chosen(glossaries, no_project), " ".join(words), limit=limit)
    if form == "json":
        rows = [{**summary(h.concept), "score": h.score, "matched": h.why} for h in hits]
        print_json({"concepts": rows})
    else:
        for hit in hits:
            shown = summary(hit.concept)
            why = "" if hit.why in shown.values() else f"  [{hit.why}]"
            click.echo(_line(shown) + why)
    if not hits:
        raise SystemExit(int(ExitStatus.FINDINGS))


def _line(shown: dict[str, str]) -> str:
    mark = "" if shown["review"] == Review.REVIEWED.value else f"  ({_('unverified')})"
    return f"{shown['id']}: {shown['en']} = {shown['fr']}{mark}"


@click.command("list", cls=Command)
@click.option("--domain", help="Only this domain.")
@click.option("--status", type=_REVIEWS, help="Only concepts of this review status.")
@glossary_options
@format_option
def list_command(
    domain: str | None,
    status: str | None,
    glossaries: tuple[Path, ...],
    no_project: bool,
    form: str,
) -> None:
    """List the concepts: id, English and French name.

    \b
    Example:
      sahel glossary list --domain armed-groups --status unverified
    """
    glossary = chosen(glossaries, no_project)
    domains = sorted({c.domain for c in glossary})
    if domain is not None and domain not in domains:
        raise UserError(
            _("no such domain"),
            where=domain,
            hint=_("there are {domains}").format(domains=", ".join(domains)),
            status=ExitStatus.USAGE,
        )
    rows = [summary(c) for c in _selected(glossary, domain, status)]
    if form == "json":
        print_json({"concepts": rows})
        return
    for row in rows:
        click.echo(_line(row))


def _selected(
    glossary: Iterable[Concept], domain: str | None, status: str | None
) -> Iterable[Concept]:
    return (c for c in glossary if domain in (None, c.domain) and status in (None, c.review.value))


@click.command("stats", cls=Command)
@glossary_options
@format_option
def stats_command(glossaries: tuple[Path, ...], no_project: bool, form: str) -> None:
    """Count concepts by domain and review status, and forms by language and status.

    \b
    Example:
      sahel glossary stats
    """
    counts = stats(list(chosen(glossaries, no_project)))
    if form == "json":
        print_json(counts)
        return
    width = max([len(d) for d in counts["domains"]] + [8])
    heads = (_("domain"), _("reviewed"), _("unverified"))
    columns = [max(len(heads[1]), 8), max(len(heads[2]), 10)]
    click.echo(f"{heads[0]:{width}}  {heads[1]:>{columns[0]}}  {heads[2]:>{columns[1]}}")
    for name, row in counts["domains"].items():
        click.echo(
            f"{name:{width}}  {row['reviewed']:{columns[0]}}  {row['unverified']:{columns[1]}}"
        )
    totals = [sum(r[k] for r in counts["domains"].values()) for k in ("reviewed", "unverified")]
    click.echo(f"{_('total'):{width}}  {totals[0]:{columns[0]}}  {totals[1]:{columns[1]}}")
    told = _("{pairings} pairings, {guarded_pairings} with context guards")
    click.echo("\n" + told.format_map(counts))
    for language, row in counts["forms"].items():
        told = ", ".join(f"{n} {status}" for status, n in row.items())
        many = _("{language}: {count} forms: {told}")
        click.echo(many.format(language=language, count=sum(row.values()), told=told))
