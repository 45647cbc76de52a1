"""From files and settings to a check and back: what the command does, without its command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from gettext import gettext as _
from pathlib import Path, PurePath

from glossary.errors import ExitStatus, UserError
from glossary.files import decode, read_bytes
from glossary.model import Glossary, Language

from .. import formats
from ..config import Config
from ..detect import detect
from ..result import Severity
from .bitext import Bitext, is_bilingual, read
from .bitext.texts import Alignment, read_one, read_two
from .catalogue import CHECKS
from .changed import changed_lines, only_changed
from .check import Check
from .model import Checked, CheckedPair
from .optout import known_checks
from .run import Settings, check


@dataclass(frozen=True)
class Opened:
    """A file to check, as it was read.

    Attributes:
        path: the file that an editor mends: the translation, or the bilingual file.
        bitext: its pairs.
        bom: its byte order mark.
        text: it before any mending; empty for a package (DOCX, ODT).
        source: the other file, where there are two.
    """

    path: Path
    bitext: Bitext
    bom: bytes = b""
    text: str = ""
    source: Path | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are to be read; None and empty leave it to the files.

    Attributes:
        source, target: languages of a source and its translation.
        alone: the language of texts without a source.
        alignment: how two files are paired.
        columns: of source and translation in CSV.
        encoding: of all files.
    """

    source: Language | None = None
    target: Language | None = None
    alone: Language | None = None
    alignment: Alignment = "auto"
    columns: tuple[str, ...] = ()
    encoding: str | None = None


def open_files(files: Sequence[Path], how: Reading) -> Iterator[Opened]:
    """Yield the files to check: bilingual ones each, two others as a pair, or texts alone.

    Raises:
        UserError: a file cannot be read, or the files do not go together.
    """
    if how.alone is not None:
        for path in files:
            loaded = _loaded(path, how)
            bitext = read_one(loaded, str(path), how.alone)
            yield Opened(path, bitext, loaded.bom, loaded.text)
        return
    if all(is_bilingual(str(p)) for p in files):
        for path in files:
            text, bom = decode(
                read_bytes(path), where=str(path), encoding=how.encoding, choosable=True
            )
            if not text.strip():
                raise UserError(_("is empty"), where=str(path), hint=_("there is nothing to check"))
            found = read(
                text, name=str(path), source=how.source, target=how.target, columns=how.columns
            )
            yield Opened(path, found, bom, text)
        return
    if len(files) != 2:
        raise UserError(
            _("{count} files that are not bilingual").format(count=len(files))
            if len(files) != 1
            else _("holds one language"),
            where="" if len(files) != 1 else str(files[0]),
            hint=_("name a source and its translation, or say --language fr for texts alone"),
            status=ExitStatus.USAGE,
        )
    yield _open_two(files[0], files[1], how)


def _open_two(one: Path, two: Path, how: Reading) -> Opened:
    source, target = _loaded(one, how), _loaded(two, how)
    languages = (
        how.source or _language(source, one, how.target),
        how.target or _language(target, two, how.source),
    )
    if languages[0] == languages[1]:
        raise UserError(
            _("is {language}, as its source").format(
                language=_("French") if languages[0] == "fr" else _("English")
            ),
            where=str(two),
            hint=_("say what they are with --from and --to"),
            status=ExitStatus.USAGE,
        )
    bitext = read_two(source, target, (str(one), str(two)), languages, how.alignment)
    return Opened(two, bitext, target.bom, target.text, one)


def _loaded(path: Path, how: Reading) -> formats.Loaded:
    return formats.load(read_bytes(path), name=str(path), encoding=how.encoding)


def _language(loaded: formats.Loaded, path: Path, known: Language | None) -> Language:
    if known is not None:
        return "en" if known == "fr" else "fr"
    return detect("\n".join(u.text for u in loaded.document.units[:2000]), where=str(path))


def chosen_checks(only: Sequence[str], skip: Sequence[str], where: str = "") -> tuple[Check, ...]:
    """Return the checks that run, in the order of the catalogue.

    Raises:
        UserError: a name that is none, or nothing left to run.

    >>> [c.id for c in chosen_checks(["negation", "brackets"], ["brackets"])]
    ['negation']
    """
    wanted, left_out = known_checks(only, where=where), known_checks(skip, where=where)
    found = tuple(c for c in CHECKS if (not wanted or c.id in wanted) and c.id not in left_out)
    if not found:
        raise UserError(_("no check is left to run"), where=where, status=ExitStatus.USAGE)
    return found


def settings_of(config: Config, only: Sequence[str], skip: Sequence[str]) -> Settings:
    """Return the settings of a run: ``only`` and ``skip`` of the call before those of the project.

    Raises:
        UserError: the settings name a check that does not exist (with file and line).
    """

    def origin(key: str, told: Sequence[str]) -> str:
        return "" if told else config.values[key].origin

    known_checks(only or config["check.only"], where=origin("check.only", only))
    known_checks(skip or config["check.skip"], where=origin("check.skip", skip))
    severities = config["check.severity"]
    known_checks(list(severities), where=config.values["check.severity"].origin)
    patterns = {
        pattern: known_checks(checks, where=config.values["check.per-file-skip"].origin)
        for pattern, checks in config["check.per-file-skip"].items()
    }

    def skips(name: str) -> frozenset[str]:
        shown = PurePath(name)
        return frozenset().union(
            *(
                checks
                for pattern, checks in patterns.items()
                if fnmatch(shown.as_posix(), pattern) or fnmatch(shown.name, pattern)
            )
        )

    return Settings(
        chosen_checks(only or config["check.only"], skip or config["check.skip"]),
        {name: Severity(value) for name, value in severities.items()},
        skips,
    )


def check_one(
    opened: Opened, glossary: Glossary, settings: Settings, revision: str | None = None
) -> Checked:
    """Return what is found in one file; with ``revision`` only in what changed since.

    Raises:
        UserError: git cannot tell what changed.
    """
    found = check(opened.bitext.pairs, glossary, settings)
    if not opened.bitext.pairs:
        found = replace(found, files=(str(opened.path),))
    if revision is None:
        return found
    source = None if opened.source is None else changed_lines(opened.source, revision)
    extents = getattr(opened.bitext, "extents", ())
    return only_changed(found, changed_lines(opened.path, revision), source, extents)


def joined(found: Sequence[Checked]) -> Checked:
    """Return the checks of several files as one; findings know their pair's new number."""
    if len(found) == 1:
        return found[0]
    pairs: list[CheckedPair] = []
    for checked in found:
        shift = len(pairs)
        pairs += [
            replace(c, findings=tuple(replace(f, segment=f.segment + shift) for f in c.findings))
            for c in checked.pairs
        ]
    files = dict.fromkeys(f for c in found for f in c.files)
    return Checked(tuple(pairs), tuple(files), found[0].checks, found[0].glossary)
