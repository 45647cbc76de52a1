"""What the ``metadata.json`` of a model package says, read without trust."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from gettext import gettext as _

from glossary.model import LANGUAGES, Language

MAX_METADATA = 1024 * 1024
"""Largest metadata.json, in bytes; a real one has a few hundred."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a ``metadata.json`` says about a translation package of ours (French and English).

    Attributes:
        target_prefix: first token of every translation, naming the direction; may be empty.
        term: the three tokens around a term annotation, or none.
        markers: the tokens of position markers, number 1 first.
    """

    source: Language
    target: Language
    version: str
    target_prefix: str = ""
    term: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()


class MetadataError(ValueError):
    """A ``metadata.json`` that does not describe a package we can use."""


class OtherPackageError(MetadataError):
    """A sound package of other languages, or of another kind: not ours, not broken."""


def parse_metadata(data: bytes) -> Metadata:
    """Return what the bytes of a ``metadata.json`` say.

    Raises:
        OtherPackageError: it is about other languages or no translation model.
        MetadataError: not JSON, or a field of the wrong type.

    >>> parse_metadata(b'{"from_code": "fr", "to_code": "en", "package_version": "1.9"}').version
    '1.9'
    """
    if len(data) > MAX_METADATA:
        raise MetadataError(_("metadata.json is larger than 1 MiB"))
    try:
        raw = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise MetadataError(_("metadata.json is not JSON in UTF-8")) from None
    if not isinstance(raw, dict):
        raise MetadataError(_("metadata.json is not an object"))
    kind = _text(raw, "type", "translate")
    if kind != "translate":
        raise OtherPackageError(
            _("is a package of type {kind!r}, not a translation model").format(kind=kind)
        )
    source, target = _text(raw, "from_code", ""), _text(raw, "to_code", "")
    if not source or not target:
        raise MetadataError(_("metadata.json names no languages (from_code, to_code)"))
    pair = tuple(language for language in LANGUAGES if language in (source, target))
    if len(pair) != 2:
        raise OtherPackageError(
            _("translates {source} to {target}, not French and English").format(
                source=source, target=target
            )
        )
    annotations = raw.get("annotations", {})
    if not isinstance(annotations, dict):
        raise MetadataError(_("'annotations' in metadata.json is not an object"))
    term = _tokens(annotations, "term")
    if len(term) not in (0, 3):
        raise MetadataError(_("'annotations.term' in metadata.json is not three tokens"))
    return Metadata(
        source="fr" if source == "fr" else "en",
        target="fr" if target == "fr" else "en",
        version=_text(raw, "package_version", ""),
        target_prefix=_text(raw, "target_prefix", ""),
        term=term,
        markers=_tokens(annotations, "markers"),
    )


def _text(raw: Mapping[str, object], key: str, default: str) -> str:
    value = raw.get(key, default)
    if not isinstance(value, str) or len(value) > 200:
        raise MetadataError(_("{key!r} in metadata.json is not a short text").format(key=key))
    return value


def _tokens(raw: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = raw.get(key, [])
    if not isinstance(value, list) or len(value) > 64 or len(set(map(str, value))) != len(value):
        raise MetadataError(
            _("'annotations.{key}' in metadata.json is not a list of tokens").format(key=key)
        )
    if not all(isinstance(token, str) and 0 < len(token) <= 50 for token in value):
        raise MetadataError(
            _("'annotations.{key}' in metadata.json holds something else than tokens").format(
                key=key
            )
        )
    return tuple(value)
