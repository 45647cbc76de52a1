"""ZIP packages (DOCX, ODT) from hands one does not know, read whole or refused, and written again.

Everything is checked against the archive's directory before a byte is unpacked, and unpacking
stops at what the directory promised: a small file cannot become a large one in memory. Nothing is
ever unpacked to disk. Members that are not replaced keep their bytes, name, order, date and kind of
compression.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _

from glossary.errors import UserError

from ..interface import N_
from .signatures import signature

MAX_MEMBERS = 20_000
"""Most members; a book with a picture on each page has a few thousand."""

MAX_TOTAL = 512 * 2**20
"""Most bytes of all members together, unpacked."""

MAX_XML = 64 * 2**20
"""Most bytes of a member whose text is translated: a novel has 5 MiB."""

MAX_RATIO = 200
"""Most times its packed size that a member above ``FREE`` may have: office XML packs 5 to 50 fold,
zeros 1,000 fold."""

FREE = 16 * 2**20
"""Size up to which packing may be as tight as it likes."""

_DRIVE = re.compile(r"[A-Za-z]:")
_KINDS = (
    ("application/vnd.oasis.opendocument.text", N_("is an OpenDocument text"), N_("name it .odt")),
    ("application/vnd.oasis.", N_("is an OpenDocument file, but no text"), N_("save it as .odt")),
    ("word/", N_("is a Word document"), N_("name it .docx")),
    ("xl/", N_("is an Excel workbook"), N_("save what is to be translated as .csv")),
    ("ppt/", N_("is a PowerPoint presentation"), N_("save its text as .docx or .txt")),
    ("META-INF/container.xml", N_("is an EPUB book"), N_("save it as .docx, .odt or .html")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """A member with its bytes unpacked."""

    info: zipfile.ZipInfo
    data: bytes

    @property
    def name(self) -> str:
        """Path inside the package, as written."""
        return self.info.filename


@dataclass(frozen=True, slots=True)
class Archive:
    """A package: its bytes and its members in the order of its directory."""

    source: bytes
    members: tuple[Member, ...]
    comment: bytes = b""

    def __contains__(self, name: str) -> bool:
        return any(m.name == name for m in self.members)

    def get(self, name: str) -> bytes | None:
        """Return the bytes of a member, None if there is none of that name."""
        return next((m.data for m in self.members if m.name == name), None)

    def replaced(self, new: Mapping[str, bytes]) -> bytes:
        """Return the package with the bytes of some members replaced.

        With nothing new it is the package as it was read, byte for byte.
        """
        changed = {m.name for m in self.members if new.get(m.name, m.data) != m.data}
        if not changed:
            return self.source
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.comment = self.comment
            for member in self.members:
                old = member.info
                info = zipfile.ZipInfo(old.filename, old.date_time)
                info.compress_type = old.compress_type
                info.external_attr = old.external_attr
                info.create_system = old.create_system
                info.comment = old.comment
                package.writestr(info, new.get(member.name, member.data))
        return out.getvalue()


def read(data: bytes, *, name: str, wanted: str) -> Archive:
    """Return the archive in ``data``; ``wanted`` says what it ought to be (``a Word document``).

    Raises:
        UserError: another kind of file, damaged, encrypted, or one that no writer of documents
            makes: names that leave the package or stand twice, members beyond the limits above.

    >>> read(b"%PDF-1.7", name="note.docx", wanted="a Word document")
    Traceback (most recent call last):
    glossary.errors.UserError: note.docx: is a PDF, not a Word document; save it as .docx, .odt or .txt in the program that made it
    """  # noqa: E501
    kind = signature(data)
    if kind is not None and not data.startswith(b"PK"):
        raise UserError(
            _("{what}, not {wanted}").format(what=kind.what, wanted=_(wanted)),
            where=name,
            hint=kind.hint,
        )
    if not data.startswith(b"PK"):
        raise UserError(
            _("is not {wanted}").format(wanted=_(wanted)),
            where=name,
            hint=_("its name says so, its content does not"),
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            _check(infos, len(data), name)
            members = tuple(Member(info, _unpacked(package, info, name)) for info in infos)
            return Archive(data, members, package.comment)
    except _DAMAGE as error:
        raise UserError(
            _("is damaged or cut short ({reason})").format(reason=error),
            where=name,
            hint=_("fetch it again, or open it in the program that made it and save it anew"),
        ) from None
    except (NotImplementedError, RuntimeError) as error:  # flags and versions beyond zipfile's
        raise _odd(str(error), name) from None


def mistaken(archive: Archive, *, name: str, wanted: str) -> UserError:
    """Return the error for an archive that is sound but not ``wanted``, by what it holds."""
    mimetype = (archive.get("mimetype") or b"").decode("ascii", "replace")
    for mark, what, hint in _KINDS:
        if mimetype.startswith(mark) or any(m.name.startswith(mark) for m in archive.members):
            return UserError(
                _("{what}, not {wanted}").format(what=_(what), wanted=_(wanted)),
                where=name,
                hint=_(hint),
            )
    return UserError(
        _("is a ZIP archive, but not {wanted}").format(wanted=_(wanted)),
        where=name,
        hint=_("unpack it and name what is in it"),
    )


def text_of(archive: Archive, member: str, *, name: str) -> tuple[str, bytes]:
    """Return the text of an XML member and its byte order mark.

    Raises:
        UserError: larger than ``MAX_XML``, or neither UTF-8 nor UTF-16.
    """
    data = archive.get(member) or b""
    where = f"{name}: {member}"
    if len(data) > MAX_XML:
        raise UserError(
            _("has more than {size} MiB of text").format(size=MAX_XML // 2**20),
            where=where,
            hint=_("split it first"),
        )
    mark, codec = next(((m, c) for m, c in _MARKS if data.startswith(m)), (b"", "utf-8"))
    declared = re.match(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)", data[len(mark) :])
    if not mark and declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise UserError(
            _("is written in {declared}, not in UTF-8").format(declared=declared[1].decode()),
            where=where,
            hint=_("open it in the program that made it and save it anew"),
        )
    try:
        return data[len(mark) :].decode(codec), mark
    except UnicodeDecodeError as error:
        raise UserError(
            _("not {codec} at byte {offset}").format(codec=codec, offset=error.start),
            where=where,
            hint=_("open it in the program that made it and save it anew"),
        ) from None


def bytes_of(text: str, mark: bytes) -> bytes:
    """Return the bytes of an XML member; the inverse of ``text_of``."""
    return mark + text.encode(dict(_MARKS).get(mark, "utf-8"))


_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
)  # what zipfile stumbles into, depending on its version


def _odd(how: str, name: str) -> UserError:
    return UserError(
        _("is packed in a way that no office program uses ({how})").format(how=how),
        where=name,
        hint=_("open it in the program that made it and save it anew"),
    )


_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def _check(infos: list[zipfile.ZipInfo], size: int, name: str) -> None:
    """Refuse by the directory alone what must not be unpacked."""

    def refuse(what: str, hint: str = _("do not open files of unknown origin")) -> None:
        raise UserError(what, where=name, hint=hint)

    if len(infos) > MAX_MEMBERS:
        refuse(
            _("has {count} members, more than {most}").format(count=len(infos), most=MAX_MEMBERS)
        )
    seen: set[str] = set()
    total = 0
    for info in infos:
        member = info.orig_filename
        parts = member.replace("\\", "/").split("/")
        if (
            member.startswith(("/", "\\"))
            or "\\" in member
            or "\0" in member
            or ".." in parts
            or _DRIVE.match(member)
        ):
            refuse(_("has a member that points out of it ({member!r})").format(member=member[:80]))
        folded = posixpath.normpath(member).casefold()
        if folded in seen:
            refuse(_("has two members of one name ({member!r})").format(member=member[:80]))
        seen.add(folded)
        if info.flag_bits & 0x1:
            refuse(_("is encrypted"), _("open it with its password and save it without one"))
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _odd(f"method {info.compress_type}", name)
        total += info.file_size
        if info.file_size > FREE and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            refuse(
                _("has a member that grows from {packed} to {size} bytes ({member!r})").format(
                    packed=info.compress_size, size=info.file_size, member=member[:80]
                )
            )
    if total > MAX_TOTAL:
        refuse(
            _("has {size} MiB of content, more than {most}").format(
                size=total // 2**20, most=MAX_TOTAL // 2**20
            )
        )
    if sum(i.compress_size for i in infos) > size:  # members laid over one another
        refuse(_("is damaged: its members are larger than it is"), _("fetch it again"))


def _unpacked(package: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    if info.is_dir():
        return b""
    with package.open(info) as member:
        data = member.read(info.file_size + 1)
    if len(data) != info.file_size:
        raise UserError(
            _("is damaged: {filename!r} has another size").format(filename=info.filename),
            where=name,
            hint=_("fetch it again, or open it in the program that made it and save it anew"),
        )
    return data
