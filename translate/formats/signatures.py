"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from gettext import gettext as _
from typing import NamedTuple

from ..interface import N_


class Kind(NamedTuple):
    """What a file is, for a message, and what its owner can do about it."""

    what: str
    hint: str


_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # compound file, of old Office programs and others
_EXPORT = N_("save it as .docx, .odt or .txt in the program that made it")
_TEXT = N_("name a text file, or a .docx or .odt")
_SIGNATURES: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", Kind(N_("is a PDF"), _EXPORT)),
    (b"{\\rtf", Kind(N_("is an RTF file"), _EXPORT)),
    (
        _CFB,
        Kind(N_("is a file of an old Office program (.doc, .xls, .ppt)"), N_("save it as .docx")),
    ),
    (
        b"PK\x03\x04",
        Kind(
            N_("is a ZIP archive"), N_("name it .docx or .odt if it is one, or say --input-format")
        ),
    ),
    (b"PK\x05\x06", Kind(N_("is an empty ZIP archive"), _TEXT)),
    (b"\x1f\x8b", Kind(N_("is compressed (gzip)"), N_("unpack it first"))),
    (b"BZh", Kind(N_("is compressed (bzip2)"), N_("unpack it first"))),
    (b"\xfd7zXZ\0", Kind(N_("is compressed (xz)"), N_("unpack it first"))),
    (b"7z\xbc\xaf\x27\x1c", Kind(N_("is a 7-Zip archive"), N_("unpack it first"))),
    (b"Rar!\x1a\x07", Kind(N_("is a RAR archive"), N_("unpack it first"))),
    (b"\x89PNG\r\n", Kind(N_("is a picture (PNG)"), _TEXT)),
    (b"\xff\xd8\xff", Kind(N_("is a picture (JPEG)"), _TEXT)),
    (b"GIF8", Kind(N_("is a picture (GIF)"), _TEXT)),
    (b"SQLite format 3\0", Kind(N_("is a database (SQLite)"), _TEXT)),
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def signature(data: bytes) -> Kind | None:
    """Return what a file that is no plain text is by its first bytes; None if nothing tells.

    A DOCX with a password is no ZIP but an old container around one ([MS-OFFCRYPTO] 2.3.4).

    >>> signature(b"%PDF-1.7").what, signature(b"Les FAMa")
    ('is a PDF', None)
    """
    if data.startswith(_CFB) and _ENCRYPTED in data:
        return Kind(_("is encrypted"), _("open it with its password and save it without one"))
    found = next((kind for start, kind in _SIGNATURES if data.startswith(start)), None)
    return None if found is None else Kind(_(found.what), _(found.hint))
