"""The description of the API at ``/openapi.json`` (OpenAPI 3.1), written by hand in the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .. import __version__
from .context import Context
from .settings import Limits

_FILE = Path(__file__).parent / "openapi.json"


def description(limits: Limits) -> dict[str, Any]:
    """Return the description with this version and these limits in it.

    >>> description(Limits())["openapi"]
    '3.1.0'
    """
    found: dict[str, Any] = json.loads(_FILE.read_bytes())
    found["info"]["version"] = __version__
    schemas = found["components"]["schemas"]
    several = schemas["Texts"]["oneOf"][1]
    several["maxItems"] = limits.texts
    for text in (schemas["Texts"]["oneOf"][0], schemas["OwnRequest"]["properties"]["q"]):
        text["maxLength"] = limits.characters
    for form in ("TranslateRequest", "TranslateForm"):
        asked = schemas[form]["properties"]["alternatives"]
        asked.get("anyOf", [asked])[0]["maximum"] = limits.alternatives
    return found


def routes(context: Context) -> list[Route]:
    """Return the route of the description."""
    found = description(context.limits)

    async def openapi(request: Request) -> Response:
        del request
        return JSONResponse(found)

    return [Route("/openapi.json", openapi, methods=["GET"])]
