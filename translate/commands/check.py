"""``sahel check``: what an editor should look at in a translation, whoever made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossary.cli_options import chosen, glossary_options, write_output
from glossary.errors import ExitStatus, UserError
from glossary.files import write_atomic
from glossary.model import Language

from .. import config as project
from ..cli_errors import Command
from ..result import Severity
from .targets import check_inputs, check_report_suffix

if TYPE_CHECKING:
    from ..checks.bitext.texts import Alignment
    from ..checks.model import Checked
    from ..checks.session import Opened

FORMS = ("text", "json", "html", "sarif", "junit", "github")


_REPORT_SUFFIXES = (".html", ".htm", ".json", ".sarif", ".txt", ".xml")


@click.command("check", cls=Command)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--from", "source", type=click.Choice(["fr", "en"]), help="Language of the source.")
@click.option(
    "--to", "target", type=click.Choice(["fr", "en"]), help="Language of the translation."
)
@click.option(
    "--language",
    type=click.Choice(["fr", "en"]),
    help="Check texts in this language alone, without a source.",
)
@click.option(
    "--align",
    type=click.Choice(["auto", "structure", "line", "length"]),
    help="How two files are paired: by structure where it is the same, else by length.",
)
@click.option("--columns", metavar="A,B", help="Columns of source and translation in CSV.")
@click.option("--only", multiple=True, metavar="CHECK", help="Run only this check (repeatable).")
@click.option("--skip", multiple=True, metavar="CHECK", help="Leave a check out (repeatable).")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help="For people, programs, or pipelines.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="Write a report as well: .html, .json, .sarif, .xml (JUnit) or .txt.",
)
@click.option("--notes", is_flag=True, help="Show notes too: what is probably fine.")
@click.option("--fix", is_flag=True, help="Apply what has one safe repair, and check again.")
@click.option("--dry-run", is_flag=True, help="With --fix: show a diff, change nothing.")
@click.option(
    "--changed-since",
    "revision",
    metavar="REV",
    help="Only what changed since this revision of git; without FILES all bilingual files.",
)
@glossary_options
@click.option("--encoding", help="Encoding of the files.  [default: UTF-8]")
@click.option("-q", "--quiet", is_flag=True, help="No summary on standard error.")
def check_command(
    files: tuple[Path, ...],
    source: Language | None,
    target: Language | None,
    language: Language | None,
    align: Alignment | None,
    columns: str | None,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    form: str,
    report: Path | None,
    notes: bool,
    fix: bool,
    dry_run: bool,
    revision: str | None,
    glossaries: tuple[Path, ...],
    no_project: bool,
    encoding: str | None,
    quiet: bool,
) -> None:
    """Check a translation: SOURCE and TARGET, bilingual FILES, or with --language texts alone.

    Bilingual files are PO, XLIFF, TMX, CSV and TSV. The exit code is 1 when there is an error or a
    warning; notes are for the curious. Settings of a project stand in sahel.toml, or in
    [tool.sahel] of pyproject.toml. docs/checks.md describes every check.

    \b
    Examples:
      sahel check article.fr.md article.en.md --from fr --to en
      sahel check locale/fr.po --skip end-punctuation
      sahel check depeche.txt --language fr
    """
    from ..checks import session
    from ..checks.run import check

    check_report_suffix(report, _REPORT_SUFFIXES)
    if dry_run and not fix:
        raise _usage(_("--dry-run goes with --fix"))
    if language is not None and (source or target):
        raise _usage(_("--language is for texts without a source: leave out --from and --to"))
    settings = project.load(Path.cwd())
    chosen_settings = session.settings_of(settings, _names(only), _names(skip))
    how = session.Reading(
        source or settings["check.from"] or None,
        target or settings["check.to"] or None,
        language,
        align or settings["check.align"],
        tuple(columns.split(",")) if columns else tuple(settings["check.columns"]),
        encoding,
    )
    own = [settings.folder / name for name in settings["check.glossary"]]
    wanted = _wanted(files, revision)
    if not wanted:
        if not quiet:
            click.echo(
                _("no bilingual file changed since {revision}").format(revision=revision), err=True
            )
        if form == "text" and report is None:
            return  # else a program waits for a report, of nothing found as well
    check_inputs("--report", report, wanted)
    terms = chosen((*own, *glossaries), no_project)
    opened = list(session.open_files(wanted, how))
    found = [session.check_one(o, terms, chosen_settings, revision) for o in opened]
    if fix:
        named = frozenset(_names(only))
        mended = [_mend(o, c, named, encoding, dry_run) for o, c in zip(opened, found, strict=True)]
        if dry_run:
            click.echo("".join(mended), nl=False)
        elif any(mended):
            opened = list(session.open_files(wanted, how))
            found = [session.check_one(o, terms, chosen_settings, revision) for o in opened]
    checked = session.joined(found) if found else check((), terms, chosen_settings)
    if not (fix and dry_run):
        click.echo(_told(checked, form, notes=notes), nl=False)
    if report is not None:
        from ..pages.formats import form_of

        write_output(_told(checked, form_of(report.name), notes=True).encode("utf-8"), report)
    if not quiet and (form != "text" or dry_run):
        from ..pages.lines import summary

        click.echo(summary(checked), err=True)
    if not checked.clean:
        raise SystemExit(int(ExitStatus.FINDINGS))


def _usage(what: str) -> UserError:
    return UserError(what, hint=_("see sahel check -h"), status=ExitStatus.USAGE)


def _names(given: Sequence[str]) -> list[str]:
    """Return names that may be joined by commas."""
    return [name.strip() for item in given for name in item.split(",") if name.strip()]


def _wanted(files: tuple[Path, ...], revision: str | None) -> tuple[Path, ...]:
    """Return the files to check; those that changed where none is named."""
    if files or revision is None:
        if not files:
            raise _usage(_("nothing to check: name a file"))
        return files
    from ..checks.bitext import is_bilingual
    from ..checks.changed import changed_files

    found = (p for p in changed_files(Path.cwd(), revision) if is_bilingual(p.name))
    # tables and templates are named when they are meant: most hold no translation
    kept = [p for p in found if p.suffix.lower() in (".po", ".xlf", ".xliff", ".tmx")]
    return tuple(p.relative_to(Path.cwd()) for p in kept)


def _mend(
    opened: Opened, checked: Checked, named: frozenset[str], encoding: str | None, dry_run: bool
) -> str:
    """Write a file with its safe repairs, or return the diff; empty where there is nothing."""
    from ..checks.fix import diff, repairs
    from ..formats import dump

    edits = repairs(checked.findings, notes=named)
    if not edits:
        return ""
    new = opened.bitext.mended(edits)
    count = sum(map(len, edits.values()))
    if isinstance(new, bytes):
        text = ngettext(
            "{path}: {count} repair in a file without lines\n",
            "{path}: {count} repairs in a file without lines\n",
            count,
        ).format(path=opened.path, count=count)
    else:
        text = diff(opened.text, new, opened.path.as_posix())
    if not dry_run:
        write_atomic(
            opened.path, dump(new, where=str(opened.path), encoding=encoding, bom=opened.bom)
        )
        done = ngettext("{path}: {count} repair", "{path}: {count} repairs", count)
        click.echo(done.format(path=opened.path, count=count), err=True)
    return text


def _told(checked: Checked, form: str, *, notes: bool) -> str:
    """Return a check as a report, which can always be written.

    Half a surrogate pair, in a text or in the name of a file that is no UTF-8, becomes the escape
    that JSON has for it, as in the manifest of a batch.
    """
    if form == "json":
        from ..checks.told import to_json

        told = to_json(checked)
    else:
        from ..pages.formats import write_checked

        told = write_checked(
            _loud(checked) if form in ("text", "github") and not notes else checked, form
        )
    return told.encode("utf-8", "backslashreplace").decode("utf-8")


def _loud(checked: Checked) -> Checked:
    """Return a check without its notes."""
    return replace(
        checked,
        pairs=tuple(
            replace(c, findings=tuple(f for f in c.findings if f.severity is not Severity.INFO))
            for c in checked.pairs
        ),
    )
