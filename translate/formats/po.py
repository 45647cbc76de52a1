"""PO and POT catalogues <-> ``Document``: untranslated entries filled, all else byte for byte.

polib reads the catalogue; writing it with polib would wrap every entry anew, so only the lines of
entries that changed are replaced. The machine's work is marked ``fuzzy`` (gettext does not use it
until a person has looked) and says in a translator comment where it comes from. The format is that
of the gettext manual, "The Format of PO Files".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from gettext import gettext as _

import polib

from glossary.errors import UserError
from glossary.formats.po import parse
from glossary.model import Language

from .. import __version__
from ..document import Crossed, Made, Unit
from . import DEFAULTS, Options, strings

_NPLURALS = re.compile(r"nplurals\s*=\s*(\d+)")
_MSGSTR = re.compile(r"msgstr(?:\[\d+\])?\s")
_WIDTH = 79  # columns, as msgcat and xgettext wrap
_MOST_PLURALS = 6  # Arabic; no language has more
_ORIGIN = f"sahel-translate {__version__}"
_MEMORY = f"{_ORIGIN}, translation memory"
_PLURALS: dict[Language, str] = {
    "fr": "nplurals=2; plural=(n > 1);",
    "en": "nplurals=2; plural=(n != 1);",
}
_NAMED = re.compile(r"\d\$|[({<]\w|%%")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry to fill.

    Attributes:
        start, end: its half-open range of lines.
        sources: msgid, and msgid_plural where there is one.
        plurals: how many plural forms it needs, 0 without plural.
    """

    start: int
    end: int
    sources: tuple[str, ...]
    plurals: int


@dataclass(frozen=True, slots=True)
class PoDocument:
    """A catalogue, the entries of it that are to be filled, and their strings.

    Attributes:
        lines: the source with its line ends.
        header: where the header entry ends, in lines.
        entries: what is to be filled; each has one string, or two with plural forms.
        strings: the texts of ``entries``.
        declared: languages of msgid and msgstr as far as the header tells, else empty.
        origin: what the translator comment says about the machine.
    """

    lines: tuple[str, ...]
    header: int
    entries: tuple[Entry, ...]
    strings: strings.Strings
    declared: tuple[str, str] = ("", "")
    origin: str = _ORIGIN

    @property
    def units(self) -> tuple[Unit, ...]:
        """The stretches to translate, in reading order."""
        return self.strings.units

    def join(self, crossed: Sequence[Crossed | None], language: Language) -> str:
        """Return the catalogue with changed entries filled, fuzzy, and with a note of origin.

        What people approved, from a translation memory, is not fuzzy: as ``msgmerge`` does with
        an exact match of a compendium.

        An entry whose translation equals its source stays empty: gettext then shows the source.
        A template's empty ``Language``, ``Plural-Forms`` and ``charset`` are filled as well, and a
        header without ``Language`` gets one.
        """
        wrap = all(len(line) <= _WIDTH + 4 for line in self.lines)  # else it is not in this file
        texts = iter(self.strings.join(crossed, language))
        makers = iter(self.strings.made(crossed))
        out: list[str] = []
        done = self.header
        plural = False
        for entry in self.entries:
            found = [next(texts) for _source in entry.sources]
            made = [next(makers) for _source in entry.sources]
            by = {who for who, text in zip(made, found, strict=True) if text is not None}
            if all(text is None for text in found):
                continue
            new = [t or s for t, s in zip(found, entry.sources, strict=True)]
            plural = plural or entry.plurals > 0
            out += [*self.lines[done : entry.start], *self._filled(entry, new, wrap, by)]
            done = entry.end
        header = self.lines[: self.header]
        if not out:
            return "".join(self.lines)
        return "".join([*_header(header, language, plural), *out, *self.lines[done:]])

    def _filled(self, entry: Entry, new: Sequence[str], wrap: bool, by: set[Made]) -> Iterator[str]:
        """Yield the lines of an entry with the translations of its sources, and who made them."""
        fuzzy = by != {"approved"}
        lines = self.lines[entry.start : entry.end]
        first = next(i for i, line in enumerate(lines) if line.strip())
        body = next(i for i, line in enumerate(lines) if line.lstrip().startswith(("msg", "#|")))
        flags = next((i for i in range(body) if lines[i].lstrip().startswith("#,")), None)
        msgstr = next(i for i, line in enumerate(lines) if _MSGSTR.match(line.lstrip() + " "))
        last = max(i for i, line in enumerate(lines) if line.lstrip().startswith(("msgstr", '"')))
        eol = _eol(lines[body])
        note = f"# {self.origin if 'machine' in by else _MEMORY}"
        if any(_used(n) != _used(s) for n, s in zip(new, entry.sources, strict=True)):
            note += "; check the placeholders"
        yield from lines[:first]
        if not any(line.strip() == note for line in lines[first:body]):
            yield note + eol
        for index in range(first, msgstr):
            line = lines[index]
            if index == flags and fuzzy:
                line = line if "fuzzy" in line else line.replace("#,", "#, fuzzy,", 1)
            elif index == flags:
                line = _unflagged(line)
            elif index == body and flags is None and fuzzy:
                yield f"#, fuzzy{eol}"
            yield line
        for number, form in enumerate(_forms(new, entry.plurals)):
            keyword = f"msgstr[{number}]" if entry.plurals else "msgstr"
            yield from (line + eol for line in _field(keyword, form, wrap))
        yield from lines[last + 1 :]


def read(text: str, options: Options = DEFAULTS, name: str = "") -> PoDocument:
    """Take a catalogue apart: the strings of untranslated entries, one after the other.

    Entries with a translation are no units, nor are obsolete ones, nor fuzzy ones unless
    ``options.fuzzy``.

    Raises:
        UserError: not a PO catalogue, or an entry twice (names the line).

    >>> doc = read('msgid "Le CSP"\\nmsgstr ""\\n')
    >>> print(doc.join([Crossed("The CSP")], "en").split("\\n", 1)[1], end="")
    #, fuzzy
    msgid "Le CSP"
    msgstr "The CSP"
    """
    lines = tuple(text.splitlines(keepends=True))
    catalogue = parse(text, name=name)
    starts = [e.linenum for e in catalogue] + [len(lines) + 1]
    header = max(0, starts[0] - 1)
    count = _NPLURALS.search(catalogue.metadata.get("Plural-Forms", ""))
    plurals = min(int(count[1]), _MOST_PLURALS) if count else 2
    entries: list[Entry] = []
    values: list[tuple[str, str, str, str]] = []
    seen: dict[tuple[str | None, str], int] = {}
    for entry, start, end in zip(catalogue, starts, starts[1:], strict=False):
        if entry.obsolete or not entry.msgid:
            continue
        first = seen.setdefault((entry.msgctxt, entry.msgid), start)
        if first != start:
            where = f"{name}:{start}" if name else f"line {start}"
            hint = _("msguniq joins them")
            raise UserError(
                _("the entry of line {first} once more").format(first=first), where=where, hint=hint
            )
        place = f"line {max(1, start)}"
        if not _open(entry, options):
            continue
        if not any(_MSGSTR.match(x.lstrip()) for x in lines[max(0, start - 1) : end - 1]):
            where = f"{name}:{max(1, start)}" if name else place
            hint = _("check it with msgfmt -c")
            raise UserError(_("an entry without msgstr"), where=where, hint=hint)
        many = entry.msgid_plural
        sources = (entry.msgid, many) if many else (entry.msgid,)
        entries.append(Entry(max(0, start - 1), end - 1, sources, plurals if many else 0))
        values += [(s, "message", place, entry.msgctxt or "") for s in sources]
    declared = ("", catalogue.metadata.get("Language", ""))
    found = strings.read(values, strings.placeholders)
    return PoDocument(lines, header, tuple(entries), found, declared)


def _open(entry: polib.POEntry, options: Options) -> bool:
    """Tell whether the machine may write an entry's translation."""
    empty = not entry.msgstr and not any(entry.msgstr_plural.values())
    return empty or ("fuzzy" in entry.flags and options.fuzzy)


def _forms(found: Sequence[str], plurals: int) -> list[str]:
    """Return the forms for each class of numbers; a language with one has that of the plural.

    >>> _forms(["jour", "jours"], 3), _forms(["jour", "jours"], 1), _forms(["jour"], 0)
    (['jour', 'jours', 'jours'], ['jours'], ['jour'])
    """
    if plurals <= 1:
        return list(found[-1:])
    return [found[0], *[found[-1]] * (plurals - 1)]


def _used(text: str) -> list[str]:
    """Return the placeholders of a message; the order counts for those that have no name.

    >>> _used("%d of %(name)s on %2$s") == _used("%2$s: %(name)s, %d")
    True
    """
    found = [text[a:b] for a, b in strings.placeholders(text)]
    free = [p for p in found if _NAMED.search(p)]
    return [*sorted(free), *(p for p in found if p not in free)]


def _unflagged(line: str) -> str:
    """Return a line of flags without ``fuzzy``, empty if that was all.

    >>> _unflagged("#, fuzzy, c-format\\n"), _unflagged("#, fuzzy\\n")
    ('#, c-format\\n', '')
    """
    flags = [f.strip() for f in line.strip()[2:].split(",")]
    kept = [f for f in flags if f and f != "fuzzy"]
    return f"#, {', '.join(kept)}{_eol(line)}" if kept else ""


def _eol(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :] or "\n"


def _field(keyword: str, value: str, wrap: bool) -> Iterator[str]:
    """Yield the lines of a keyword and its string as gettext's own tools write them.

    >>> list(_field("msgstr", "a\\nb", True))
    ['msgstr ""', '"a\\\\n"', '"b"']
    """
    pieces = re.findall(r"[^\n]*\n|[^\n]+", value)
    escaped = [polib.escape(p) for p in pieces]
    whole = f'{keyword} "{"".join(escaped)}"'
    if len(pieces) <= 1 and (len(whole) <= _WIDTH or not wrap):
        yield whole
        return
    yield f'{keyword} ""'
    for piece in escaped:
        line = ""
        for word in re.findall(r"\S*\s*", piece) if wrap else [piece]:
            if line and len(line) + len(word.rstrip()) > _WIDTH - 2:
                yield f'"{line}"'
                line = ""
            line += word
        if line:
            yield f'"{line}"'


def _header(lines: Sequence[str], language: Language, plural: bool) -> Iterator[str]:
    """Yield the header, the blanks that ``xgettext`` leaves in a template filled in."""
    last = max((i for i, line in enumerate(lines) if line.startswith('"')), default=-1)
    has_plurals = any(line.startswith('"Plural-Forms:') for line in lines)
    has_language = any(line.startswith('"Language:') for line in lines)
    for index, line in enumerate(lines):
        if line.startswith('"Language: \\n"'):
            line = line.replace("Language: ", f"Language: {language}", 1)
        elif line.startswith('"Plural-Forms: nplurals=INTEGER'):
            line = f'"Plural-Forms: {_PLURALS[language]}\\n"{_eol(line)}'
        elif line.startswith('"Content-Type:'):
            line = line.replace("charset=CHARSET", "charset=UTF-8")
        yield line
        if index == last and not has_language:  # else nobody can learn from the file
            yield f'"Language: {language}\\n"{_eol(line)}'
        if index == last and plural and not has_plurals:
            yield f'"Plural-Forms: {_PLURALS[language]}\\n"{_eol(line)}'
