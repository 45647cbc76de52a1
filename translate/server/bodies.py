"""What a request carries, whatever the manner: query, form, multipart or JSON; bounded in size."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from .errors import RequestError, invalid
from .settings import Limits

_FIELDS = 2_000
"""Most fields of a form: an array of texts may come as as many."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a client sent it; its name is nothing but a text."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of a request by name; a file stands apart."""

    values: Mapping[str, object]
    json: bool = False
    files: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a text; empty when it is missing or null.

        Raises:
            RequestError: it is no text, or one that no file could hold.
        """
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, list) and not self.json and value:
            value = value[0]
        if not isinstance(value, str):
            raise invalid(f"{name} must be a string")
        return _unicode(value, name)

    def texts(self, name: str) -> tuple[list[str], bool]:
        """Return one text or several, and whether they came as an array.

        Raises:
            RequestError: something else.
        """
        value = self.values.get(name)
        if isinstance(value, list):
            if not all(isinstance(item, str) for item in value):
                raise invalid(f"{name} must be a string or an array of strings")
            return [_unicode(item, name) for item in value], True
        if value is not None and not isinstance(value, str):
            raise invalid(f"{name} must be a string or an array of strings")
        return [self.text(name)], False

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        """Return a whole number.

        Raises:
            RequestError: something else, or out of bounds.
        """
        value = self.values.get(name)
        if value is None or value == "":
            return default
        if isinstance(value, list) and not self.json:
            value = value[0]
        if isinstance(value, str) and re.fullmatch("[+-]?[0-9]{1,1000}", value, re.ASCII):
            value = int(value)
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # JSON has one kind of number
        if isinstance(value, bool) or not isinstance(value, int):
            raise invalid(f"{name} parameter is not a number")
        number = value
        if number > most:
            raise invalid(f"{name} parameter must be <= {most}")
        return max(least, number)

    def flag(self, name: str, default: bool) -> bool:
        """Return true or false.

        Raises:
            RequestError: something else.
        """
        value = self.values.get(name)
        if value is None:
            return default
        if isinstance(value, bool):
            return value
        if value in ("true", "1"):
            return True
        if value in ("false", "0"):
            return False
        raise invalid(f"{name} must be true or false")


def _unicode(text: str, name: str) -> str:
    if "\0" in text:
        raise invalid(f"{name} has a NUL character")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise invalid(f"{name} has half a surrogate pair") from None
    return text


async def parameters(request: Request, limits: Limits, *, file: bool = False) -> Parameters:
    """Return the parameters of a request, those of the body over those of the address.

    ``file`` allows a body as large as a file.

    Raises:
        RequestError: too large (413), too slow (408), or not what its type says (400).
    """
    query = _fields(str(request.url.query))
    if request.method in ("GET", "HEAD"):
        return Parameters(query)
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    multipart = kind == "multipart/form-data"
    room = 64 * 1024  # for the other fields and the boundaries
    body = await read_body(request, limits.file + room if file else limits.body, limits.reading)
    if kind == "application/json" or kind.endswith("+json"):
        return Parameters(_json(body), json=True)
    if multipart:
        values, files = await _multipart(request, body, limits)
        return Parameters({**query, **values}, files=files)
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise invalid("the form is not UTF-8") from None
    return Parameters({**query, **_fields(text)})


async def read_body(request: Request, limit: int, seconds: float) -> bytes:
    """Return the body of a request.

    Raises:
        RequestError: longer than ``limit`` bytes, or not here within ``seconds``.
    """
    too_large = RequestError(413, f"Content Too Large: at most {limit} bytes are accepted")
    announced = request.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and int(announced[:20]) > limit:
        raise too_large
    found = bytearray()

    async def collect() -> None:
        async for chunk in request.stream():
            found.extend(chunk)
            if len(found) > limit:
                raise too_large

    try:
        await asyncio.wait_for(collect(), seconds)
    except asyncio.TimeoutError:
        raise RequestError(408, "Request Timeout: the body did not arrive") from None
    except ClientDisconnect:
        raise RequestError(400, "the client left") from None
    return bytes(found)


def _json(body: bytes) -> Mapping[str, object]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise RequestError(400, "Invalid JSON format") from None
    if not isinstance(found, dict):
        raise RequestError(400, "Invalid JSON format")
    return found


def _fields(text: str) -> dict[str, object]:
    """Return the fields of a form or query; one that is there several times is a list."""
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except ValueError:  # too many, or not UTF-8
        raise invalid("the form cannot be read") from None
    return _gathered(pairs)


def _gathered(pairs: list[tuple[str, str]]) -> dict[str, object]:
    lists: dict[str, list[str]] = {}
    for name, value in pairs:
        lists.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in lists.items()}


async def _multipart(
    request: Request, body: bytes, limits: Limits
) -> tuple[dict[str, object], dict[str, Upload]]:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    try:
        parser = MultiPartParser(
            request.headers,
            stream(),
            max_files=1,
            max_fields=_FIELDS,
            max_part_size=limits.body,
        )
        parser.spool_max_size = len(body) + 1  # in memory, whatever its size
        form = await parser.parse()
    except (MultiPartException, KeyError, UnicodeDecodeError, ValueError):
        raise invalid("the form cannot be read") from None
    pairs: list[tuple[str, str]] = []
    files: dict[str, Upload] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            files[name] = Upload(value.filename or "", await value.read())
        else:
            pairs.append((name, value))
    await form.close()
    return _gathered(pairs), files
