"""Fetch a model package from Argos Translate's index: the only code here that uses the network."""

from __future__ import annotations

import http.client
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from gettext import gettext as _
from typing import BinaryIO

from glossary.errors import ExitStatus, UserError
from glossary.model import Language

from . import files as package_files
from .layout import ModelPackage

TIMEOUT = 30.0  # seconds without an answer
MAX_INDEX = 16 * 1024**2  # bytes
MAX_PACKAGE = 1024**3  # bytes

Progress = Callable[[int, int], None]
"""Called with the bytes that came and the bytes to come (0: unknown)."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A package of the index: its version and where to get it."""

    version: str
    links: tuple[str, ...]


def download(
    source: Language, target: Language, *, progress: Progress | None = None
) -> ModelPackage:
    """Fetch the newest package for one direction, check it and install it.

    Memory stays bounded: the file goes to disk as it comes.

    Raises:
        UserError: no network, no such package, or a package that is refused (exit 4).
    """
    from .. import argos

    directory = package_files.install_directory()
    with package_files.staging(directory) as stage:
        index = stage / "index.json"
        with index.open("wb") as file:
            _fetch(argos.index_url(), file, MAX_INDEX, _("the package index"))
        offer = newest(index.read_bytes(), source, target)
        path = stage / "download.argosmodel"
        failure: UserError | None = None
        for link in offer.links:
            try:
                with path.open("wb") as file:
                    _fetch(link, file, MAX_PACKAGE, _("the package"), progress)
            except UserError as error:
                failure = error
                continue
            return package_files.install(path, where=link)
        raise failure or _no_package(source, target)


def newest(index: bytes, source: Language, target: Language) -> Offer:
    """Return the newest offer for one direction in the bytes of an index.

    Raises:
        UserError: not an index, or it has none.

    >>> newest(b'[{"from_code": "fr", "to_code": "en", "package_version": "1.9",'
    ...        b' "links": ["https://example.org/fr_en.argosmodel"]}]', "fr", "en").version
    '1.9'
    """
    try:
        entries = json.loads(index)
        if not isinstance(entries, list):
            raise ValueError
    except (ValueError, RecursionError):
        raise UserError(
            _("what came is not a package index"),
            hint=_("a proxy or login page may have answered; try again later"),
            status=ExitStatus.NO_ENGINE,
        ) from None
    offers = []
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        if (entry.get("from_code"), entry.get("to_code")) != (source, target):
            continue
        links = entry.get("links")
        found = tuple(link for link in links if _is_web(link)) if isinstance(links, list) else ()
        if found and entry.get("type", "translate") == "translate":
            offers.append(Offer(str(entry.get("package_version", "")), found))
    if not offers:
        raise _no_package(source, target)
    return max(offers, key=lambda offer: [int(n) for n in re.findall(r"\d+", offer.version)[:8]])


def _is_web(link: object) -> bool:
    return isinstance(link, str) and re.match(r"https?://", link) is not None


def _no_package(source: Language, target: Language) -> UserError:
    return UserError(
        _("the index has no package for {source} to {target}").format(source=source, target=target),
        hint=_("the embedded model needs none"),
        status=ExitStatus.NO_ENGINE,
    )


def _fetch(
    url: str, file: BinaryIO, limit: int, what: str, progress: Progress | None = None
) -> None:
    """Copy what ``url`` holds into ``file``, ``limit`` bytes at most."""
    hint = _("check the network connection; the embedded model works without one")
    reason = ""
    try:
        if not _is_web(url):
            raise ValueError(_("not a web address"))
        request = urllib.request.Request(url, headers={"User-Agent": "sahel-translate"})
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            expected = int(answer.headers.get("Content-Length") or 0)
            done = 0
            while block := answer.read(1 << 18):
                done += len(block)
                if done > limit:
                    raise ValueError(_("larger than {size} MiB").format(size=limit // 2**20))
                file.write(block)
                if progress:
                    progress(done, expected)
            if done < expected:
                raise ValueError(_("the connection broke off"))
    except urllib.error.HTTPError as error:
        reason = _("the server answers {code}").format(code=error.code)
    except urllib.error.URLError as error:
        cause = error.reason
        reason = (cause.strerror or str(cause)) if isinstance(cause, OSError) else str(cause)
    except TimeoutError:
        reason = _("no answer in {seconds:.0f} seconds").format(seconds=TIMEOUT)
    except (ValueError, http.client.HTTPException) as error:
        reason = str(error) or type(error).__name__
    except OSError as error:
        reason = error.strerror or str(error)
    if reason:
        raise UserError(
            _("cannot fetch {what} ({reason})").format(what=what, reason=reason),
            where=url,
            hint=hint,
            status=ExitStatus.NO_ENGINE,
        )
