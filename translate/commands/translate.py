"""``sahel translate``: one document from one language into the other."""

from __future__ import annotations

import os
import sys
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossary.cli_options import chosen, glossary_options
from glossary.errors import ExitStatus, UserError
from glossary.files import MAX_BYTES, read_bytes, write_atomic
from glossary.model import Glossary, Language, other

from .. import __version__, formats
from ..cli_errors import Command
from ..consistency.options import Agreement, consistency_options
from ..document import Document
from ..passes import PASSES, language_name
from .memory_options import TOOL, now
from .memory_use import Asked, memory_use_options

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
@click.option(
    "--to", "target", type=click.Choice(["fr", "en"]), required=True, help="Language wanted."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="Write what was done for each term: a page for *.html, text for *.txt, else JSON.",
)
@click.option("--explain", is_flag=True, help="Print the same as text on standard error.")
@glossary_options
@click.option("--no-glossary", is_flag=True, help="The engine alone.")
@click.option("--lines", is_flag=True, help="Each line of input gives exactly one line of output.")
@click.option("--model", help="Use this model (see 'sahel models list').")
@click.option("--encoding", help="Encoding of the input, and of the output.  [default: UTF-8]")
@click.option(
    "--input-format", "form", type=click.Choice(formats.FORMATS), help="Instead of by file name."
)
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="NAME",
    help="Translate this field of JSON or column of CSV (repeatable; a.b for b inside a).",
)
@click.option("--fuzzy", is_flag=True, help="Translate PO entries marked fuzzy anew.")
@click.option(
    "--without",
    multiple=True,
    type=click.Choice(PASSES),
    help="Leave out a pass over the engine's text (repeatable).",
)
@memory_use_options
@click.option(
    "--memory-write", is_flag=True, help="Add what the machine translated to the memory, as such."
)
@consistency_options
@click.option("-q", "--quiet", is_flag=True, help="No summary on standard error.")
def translate_command(
    file: str,
    source: str,
    target: Language,
    output: Path | None,
    report: Path | None,
    explain: bool,
    glossaries: tuple[Path, ...],
    no_project: bool,
    no_glossary: bool,
    lines: bool,
    model: str | None,
    encoding: str | None,
    form: str | None,
    fields: tuple[str, ...],
    fuzzy: bool,
    without: tuple[str, ...],
    asked: Asked,
    memory_write: bool,
    agreement: Agreement,
    quiet: bool,
) -> None:
    """Translate FILE (or standard input, '-') and write the translation to standard output.

    Terms of the glossary come out as it says; --report and --explain tell how. The exit code is 1
    when there is something an editor should look at.

    \b
    Example:
      sahel translate communique.md --to en -o communique.en.md --report communique.html
    """
    if memory_write and asked.path is None:
        raise click.UsageError(_("--memory-write needs --memory"))
    _check_targets(file, output, report, asked.path)
    name = _("standard input") if file == "-" else file
    data = _standard_input() if file == "-" else read_bytes(Path(file))
    document, bom, text = formats.load(
        data,
        name=name,
        format="lines" if lines else form,
        encoding=encoding,
        options=formats.Options(fields, fuzzy),
        suffix=file != "-",
    )
    if not text and output is None and sys.stdout.isatty():
        raise UserError(
            _("its translation is no text for a terminal"),
            where=name,
            hint=_("name a file with --output"),
            status=ExitStatus.USAGE,
        )
    language = _language(source, target, document, text, name)
    memory = asked.load((language, target), create=memory_write)

    from .. import argos, pipeline
    from ..packages import find as packages

    package = packages.find(language, target, model)
    document = formats.signed(document, f"sahel-translate {__version__}, model {package.name}")
    engine = argos.load(package)
    settings = pipeline.Settings(
        passes=tuple(p for p in PASSES if p not in without),
        memory=memory,
        variant=agreement.variant,
        expand_first=agreement.expand_first,
    )
    terms = agreement.over(None if no_glossary else chosen(glossaries, no_project), language)
    result = pipeline.translate_document(document, engine, terms, settings)

    written = formats.dump(
        result.content, where=str(output or _("standard output")), encoding=encoding, bom=bom
    )
    if output is None or str(output) == "-":
        _print(written)
    else:
        write_atomic(output, written)
    if memory_write and asked.path is not None:
        _remember(result, asked.path, name, package.name)
    from .. import report as reports

    if report is not None:
        write_atomic(report, _report(report, result, name, terms))
    if explain:
        click.echo(reports.explain(result), err=True)
    if not quiet and not no_glossary:
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


def _report(path: Path, result: Result, name: str, terms: Glossary | None) -> bytes:
    """Return the report in the form that its file's suffix asks for."""
    from .. import report as reports

    suffix = path.suffix.lower()
    if suffix in (".html", ".htm"):
        from ..pages.render import render
        from ..pages.translated import page_of_result

        text = render(page_of_result(result, terms, name=name))
    elif suffix == ".txt":
        parts = (reports.to_text(result, limit=len(result.findings)), reports.explain(result))
        text = "\n\n".join(part for part in parts if part) + "\n"
    else:
        text = reports.to_json(result, source_name=name)
    return text.encode("utf-8", "replace")


def _remember(result: Result, memory: Path, name: str, model: str) -> None:
    """Add what the machine translated to the memory, marked as a machine's."""
    from ..memory.keep import machine_units
    from ..memory.model import Origin
    from ..memory.store import writing

    moment = now()
    origin = Origin(
        Path(name).name,
        tool=f"{TOOL}, model {model}",
        created=moment,
        changed=moment,
        glossary=result.signature.glossary_digest,
    )
    with writing(memory) as store:
        store.add(machine_units(result, origin))


def _check_targets(
    file: str, output: Path | None, report: Path | None, memory: Path | None
) -> None:
    """Refuse before any work what would be refused, or would destroy something, after it."""
    named = [(p, what) for p, what in ((output, "--output"), (report, "--report")) if p is not None]
    for path, what in named:
        if str(path) == "-":
            continue
        if file != "-" and _same(Path(file), path):
            raise UserError(
                _("{what} is the input itself").format(what=what),
                where=str(path),
                hint=_("name another file"),
                status=ExitStatus.USAGE,
            )
        if memory is not None and _same(memory, path):
            raise UserError(
                _("{what} is the translation memory").format(what=what),
                where=str(path),
                hint=_("name another file"),
                status=ExitStatus.USAGE,
            )
        if path.is_dir():
            raise UserError(
                _("{what} is a directory").format(what=what),
                where=str(path),
                hint=_("name a file to write"),
                status=ExitStatus.USAGE,
            )
        if not path.absolute().parent.is_dir():
            raise UserError(
                _("the folder for {what} does not exist").format(what=what),
                where=str(path),
                hint=_("create it first"),
                status=ExitStatus.USAGE,
            )
    if output is not None and report is not None and _same(output, report):
        raise UserError(
            _("--output and --report are one file"),
            where=str(output),
            hint=_("name two"),
            status=ExitStatus.USAGE,
        )


def _same(one: Path, two: Path) -> bool:
    try:
        return os.path.samefile(one, two)  # noqa: PTH121 - also true for hard links
    except OSError:
        return one.absolute() == two.absolute()


def _language(source: str, target: Language, document: Document, text: str, name: str) -> Language:
    """Return the language of the source: as told, as the file states, or as its words show."""
    stated, wanted = formats.declared(document)
    if wanted and wanted != target:
        raise UserError(
            _("its translations are in {wanted!r}, not in {language}").format(
                wanted=wanted, language=language_name(target)
            ),
            where=name,
            hint=_("change the language it states, or --to"),
            status=ExitStatus.USAGE,
        )
    language: Language = "fr" if source == "fr" else "en"
    if source == "auto" and stated in ("fr", "en"):
        language = "fr" if stated == "fr" else "en"
    elif source == "auto":
        language = _detected(document, text, name, other(target) if wanted else None)
    if language == target:
        raise UserError(
            _("the source is {language} already").format(language=language_name(language)),
            where=name,
            hint=_("--to {other}, or say what it is with --from {other}").format(
                other=other(target)
            ),
            status=ExitStatus.USAGE,
        )
    return language


def _detected(document: Document, text: str, name: str, likely: Language | None) -> Language:
    """Return the language of what is to be translated; ``likely`` where that cannot be told.

    The messages of a catalogue are short, and it may have none left.
    """
    from ..detect import detect

    sample = "\n".join(unit.text for unit in document.units[:2000])
    try:
        return detect(sample if sample.strip() else text, where=name)
    except UserError:
        if likely is None:
            raise
        return likely


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
