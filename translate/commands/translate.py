"""``sahel translate``: one document from one language into the other."""

from __future__ import annotations

import os
import sys
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossary.cli_options import write_output
from glossary.errors import ExitStatus, UserError
from glossary.files import MAX_BYTES, read_bytes, write_atomic
from glossary.model import Glossary, Language, other

from .. import formats
from ..cli_errors import Command
from ..detect import is_brief, language_of
from ..document import Document
from ..passes import language_name
from .memory_options import TOOL, now
from .targets import check_report_suffix, check_targets
from .translation_options import Wanted, target_option, translation_options

if TYPE_CHECKING:
    from ..result import Result


@click.command("translate", cls=Command)
@click.argument("file", default="-")
@click.option(
    "--from",
    "source",
    type=click.Choice(["fr", "en", "auto"]),
    default="auto",
    show_default=True,
    help="Language of the source.",
)
@target_option
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="Write what was done for each term: a page for *.html, text for *.txt, JSON for *.json.",
)
@click.option("--explain", is_flag=True, help="Print the same as text on standard error.")
@click.option("--lines", is_flag=True, help="Each line of input gives exactly one line of output.")
@click.option(
    "--input-format", "form", type=click.Choice(formats.FORMATS), help="Instead of by file name."
)
@translation_options
@click.option(
    "--memory-write", is_flag=True, help="Add what the machine translated to the memory, as such."
)
@click.option("-q", "--quiet", is_flag=True, help="No summary on standard error.")
def translate_command(
    file: str,
    source: str,
    target: Language,
    output: Path | None,
    report: Path | None,
    explain: bool,
    lines: bool,
    form: str | None,
    wanted: Wanted,
    memory_write: bool,
    quiet: bool,
) -> None:
    """Translate FILE (or standard input, '-') and write the translation to standard output.

    Terms of the glossary come out as it says; --report and --explain tell how. The exit code is 1
    when there is something an editor should look at.

    \b
    Example:
      sahel translate communique.md --to en -o communique.en.md --report communique.html
    """
    memory = wanted.asked.path
    if memory_write and memory is None:
        raise click.UsageError(_("--memory-write needs --memory"))
    check_targets(file, output, report, memory)
    check_report_suffix(report, _REPORT_SUFFIXES)
    name = _shown(file)
    data = _standard_input() if file == "-" else read_bytes(Path(file))
    document, bom, text = formats.load(
        data,
        name=name,
        format="lines" if lines else form,
        encoding=wanted.encoding,
        options=wanted.options,
        suffix=file != "-",
    )
    if not text and output is None and sys.stdout.isatty():
        raise UserError(
            _("its translation is no text for a terminal"),
            where=name,
            hint=_("name a file with --output"),
            status=ExitStatus.USAGE,
        )
    _check_language(document, source, target, text, name)
    settings = wanted.settings(target, create=memory_write)
    package = wanted.package(target)
    terms = wanted.glossary(target)
    document = formats.signed(document, f"{TOOL}, model {package.name}")

    from .. import argos, pipeline
    from .. import report as reports

    result = pipeline.translate_document(document, argos.load(package), terms, settings)
    written = formats.dump(
        result.content, where=str(output or _("standard output")), encoding=wanted.encoding, bom=bom
    )
    if output is None or str(output) == "-":
        _print(written)
    else:
        write_atomic(output, written)
    if memory_write and memory is not None:
        _remember(result, memory, "" if file == "-" else Path(file).name, package.name)
    if report is not None:
        write_output(_report(report, result, file, terms), report)
    if explain:
        click.echo(reports.explain(result), err=True)
    if not quiet and not wanted.no_glossary:
        click.echo(reports.to_text(result), err=True)
    if not result.clean:
        raise SystemExit(int(ExitStatus.FINDINGS))


def _standard_input() -> bytes:
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UserError(
            _("is larger than {size} MiB").format(size=MAX_BYTES // 2**20),
            where=_("standard input"),
            hint=_("split it first"),
        )
    return data


_REPORT_SUFFIXES = (".html", ".htm", ".json", ".txt")


def _shown(file: str) -> str:
    return _("standard input") if file == "-" else file


def _report(path: Path, result: Result, file: str, terms: Glossary | None) -> bytes:
    """Return the report in the form that its file's suffix asks for."""
    from .. import report as reports

    suffix = path.suffix.lower()
    if suffix in (".html", ".htm"):
        from ..pages.render import render
        from ..pages.translated import page_of_result

        text = render(page_of_result(result, terms, name=_shown(file)))
    elif suffix == ".txt":
        parts = (reports.to_text(result, limit=len(result.findings)), reports.explain(result))
        text = "\n\n".join(part for part in parts if part) + "\n"
    else:
        # what a program reads is the schema's word, whatever language the interface speaks
        name = "standard input" if file == "-" else file
        text = reports.to_json(result, source_name=name)
    return text.encode("utf-8", "replace")


def _remember(result: Result, memory: Path, name: str, model: str) -> None:
    """Add what the machine translated to the memory, marked as a machine's.

    ``name`` is the file's, without folders; empty for standard input.
    """
    from ..memory.keep import machine_units
    from ..memory.model import Origin
    from ..memory.store import writing

    moment = now()
    origin = Origin(
        name,
        tool=f"{TOOL}, model {model}",
        created=moment,
        changed=moment,
        glossary=result.signature.glossary_digest,
    )
    with writing(memory) as store:
        store.add(machine_units(result, origin))


def _check_language(
    document: Document, source: str, target: Language, text: str, name: str
) -> None:
    """Refuse a document that states another target, or that is in the target language already."""
    wanted = formats.declared(document)[1]
    if wanted and wanted != target:
        raise UserError(
            _("its translations are in {wanted!r}, not in {language}").format(
                wanted=wanted, language=language_name(target)
            ),
            where=name,
            hint=_("change the language it states, or --to"),
            status=ExitStatus.USAGE,
        )
    likely = other(target) if wanted or is_brief(document) else None
    language = language_of(document, source, likely=likely, text=text, where=name)
    if language == target:
        raise UserError(
            _("the source is {language} already").format(language=language_name(language)),
            where=name,
            hint=_("--to {other}, or say what it is with --from {other}").format(
                other=other(target)
            ),
            status=ExitStatus.USAGE,
        )


def _print(data: bytes) -> None:
    """Write to standard output byte for byte; a closed pipe (``| head``) is no error."""
    if os.name == "nt" and sys.stdout.isatty():
        click.echo(data.decode("utf-8", "replace"), nl=False)
        return
    stream = sys.stdout.buffer
    try:
        stream.write(data)
        stream.flush()
    except BrokenPipeError:
        # Python would complain again when it closes the stream
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
