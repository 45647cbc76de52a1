"""``sahel memory``: what people have translated, kept, looked up and exchanged."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossary.cli_options import chosen, format_option, glossary_options, print_json, read_input
from glossary.errors import ExitStatus, UserError
from glossary.model import Language, other

from ..cli_errors import Group
from .memory_exchange import export_command, import_command
from .memory_options import LANGUAGE, STATUSES, TOOL, dry_run_option, memory_option, now, opened
from .memory_upkeep import prune, stats

if TYPE_CHECKING:
    from ..memory.model import Direction


@click.group("memory", cls=Group)
def memory() -> None:
    """Keep translations that people approved, and find them again.

    A memory is one SQLite file. Nothing is ever added to it but by 'add', 'import', 'learn' and
    'translate --memory-write'; 'sahel translate --memory FILE' and 'sahel batch --memory FILE' use
    it.

    \b
    Example:
      sahel memory learn corrected.po
      sahel translate article.md --to en --memory sahel-memory.sqlite
    """


@memory.command("add")
@click.argument("source")
@click.argument("target")
@click.option("--to", "language", type=LANGUAGE, required=True, help="Language of TARGET.")
@memory_option
@click.option("--key", default="", help="Its name in its file (msgctxt, id).")
@click.option("--author", default="", help="Who translated it.")
@click.option("--status", type=STATUSES, default="approved", show_default=True)
@dry_run_option
@format_option
def add(
    source: str,
    target: str,
    language: Language,
    path: Path,
    key: str,
    author: str,
    status: str,
    dry_run: bool,
    form: str,
) -> None:
    """Add SOURCE with its translation TARGET.

    A later translation of the same source and context replaces an earlier one, unless that one is
    more trusted (approved before unreviewed before machine).

    \b
    Example:
      sahel memory add "Le couvre-feu est levé." "The curfew has been lifted." --to en
    """
    from ..memory import tell
    from ..memory.model import Context, Entry, Origin, Status

    if not source.strip() or not target.strip():
        raise UserError(_("source and translation must have text"), status=ExitStatus.USAGE)
    moment = now()
    entry = Entry(
        other(language),
        language,
        source,
        target,
        status=Status(status),
        context=Context(key),
        origin=Origin(author=author, tool=TOOL, created=moment, changed=moment),
    )
    with opened(path, dry_run) as store:
        counts = store.add([entry])
    if form == "json":
        print_json(tell.answer("add", path, dry_run=dry_run, **tell.added(counts)))
    else:
        click.echo(tell.added_text(counts, dry_run=dry_run))


@memory.command("lookup")
@click.argument("text")
@click.option("--to", "language", type=LANGUAGE, required=True, help="Language wanted.")
@memory_option
@click.option("--key", default="", help="Its name in its file (msgctxt, id).")
@click.option(
    "--threshold",
    type=click.IntRange(50, 100),
    default=75,
    show_default=True,
    help="Lowest score of a fuzzy match in per cent; 100 for none.",
)
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True)
@format_option
def lookup(
    text: str, language: Language, path: Path, key: str, threshold: int, limit: int, form: str
) -> None:
    """Look TEXT up: the same text first, then those like it. '-' is standard input.

    The score of a fuzzy match is the share of its words and marks that stay.

    \b
    Example:
      sahel memory lookup "Le couvre-feu est levé à Gao." --to en --threshold 60
    """
    from ..memory import tell
    from ..memory.model import Context, Status
    from ..memory.recall import memory_of
    from ..memory.store import reading

    if text == "-":
        text = read_input("-")[0]
    direction = (other(language), language)
    with reading(path) as store:
        asked = memory_of(store, direction, threshold=threshold, statuses=tuple(Status))
    hits = asked.look(text, Context(key), limit)
    if form == "json":
        print_json(tell.answer("lookup", path, text=text, hits=[tell.hit(h) for h in hits]))
        return
    for hit in hits:
        click.echo(tell.hit_text(hit))
    if not hits:
        told = ngettext(
            "Nothing like it among {count} unit.",
            "Nothing like it among {count} units.",
            len(asked),
        )
        click.echo(told.format(count=len(asked)), err=True)


@memory.command("learn")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--to", "language", type=LANGUAGE, help="Language of the translations, if FILE does not say."
)
@memory_option
@click.option("--author", default="", help="Who corrected it.")
@click.option("--unmarked", is_flag=True, help="XLIFF: take translations without a state, too.")
@glossary_options
@dry_run_option
@format_option
@click.option("--encoding", help="Encoding of the file.  [default: UTF-8]")
def learn(
    file: Path,
    language: Language | None,
    path: Path,
    author: str,
    unmarked: bool,
    glossaries: tuple[Path, ...],
    no_project: bool,
    dry_run: bool,
    form: str,
    encoding: str | None,
) -> None:
    """Learn the translations of a PO or XLIFF FILE that a translator has corrected.

    PO: entries that are translated, not fuzzy and not obsolete. XLIFF: targets that are approved,
    or whose state says that a person finished them. The rest is named with the reason. The exit
    code is 1 when a translation that was learned breaks the glossary; it says which and where.

    \b
    Example:
      sahel memory learn corrected.po --author "the Sahel desk"
    """
    from ..digest import glossary_digest
    from ..memory import learn as lessons
    from ..memory import tell
    from ..memory.check import breaches
    from ..memory.model import Origin

    text, name = _text(file, encoding)
    direction = _direction(text, name, language)
    terms = chosen(glossaries, no_project)
    moment = now()
    origin = Origin(file.name, author, TOOL, moment, moment, glossary_digest(terms))
    lesson = lessons.learn(text, name=name, direction=direction, origin=origin, unmarked=unmarked)
    with opened(path, dry_run) as store:
        counts = store.add(lesson.entries)
    broken = breaches(lesson.entries, terms, direction[0])
    if form == "json":
        print_json(
            tell.answer(
                "learn",
                path,
                dry_run=dry_run,
                **tell.added(counts),
                units=[tell.unit(e) for e in lesson.entries],
                skipped=tell.skipped(lesson.skipped),
                breaks=broken,
            )
        )
    else:
        click.echo(tell.added_text(counts, lesson.skipped, dry_run=dry_run))
        for item in broken:
            click.echo(
                _(
                    "against the glossary: {surface!r} must become {required!r}, "
                    "and does not in {target!r} ..."
                ).format(
                    surface=item["surface"],
                    required=item["required"],
                    target=item["target"][:60],
                ),
                err=True,
            )
    if broken:
        raise SystemExit(int(ExitStatus.FINDINGS))


def _text(file: Path, encoding: str | None) -> tuple[str, str]:
    if str(file) == "-":
        raise UserError(
            _("learning needs a file, whose name says its format"), status=ExitStatus.USAGE
        )
    from glossary.files import decode, read_bytes

    data = read_bytes(file)
    return decode(data, where=str(file), encoding=encoding, choosable=True)[0], str(file)


def _direction(text: str, name: str, language: Language | None) -> Direction:
    """Return from which language into which: as told, or as the file states."""
    if language is not None:
        return other(language), language
    from .. import formats

    source, target = formats.declared(formats.read(text, name=name))
    for stated, code in ((target, "to"), (source, "from")):
        if stated in ("fr", "en"):
            known: Language = "fr" if stated == "fr" else "en"
            return (other(known), known) if code == "to" else (known, other(known))
    raise UserError(
        _("does not say in which language its translations are"),
        where=name,
        hint=_("say it with --to"),
        status=ExitStatus.USAGE,
    )


for _command in (import_command, export_command, stats, prune):
    memory.add_command(_command)
