"""What the endpoints share, and how each of them begins and ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from .access import check_key
from .bodies import Parameters, parameters
from .errors import RequestError
from .service import Service
from .settings import Access, Limits
from .shelf import Shelf


@dataclass(frozen=True, slots=True)
class Context:
    """The server's parts, made once."""

    service: Service
    limits: Limits
    access: Access
    shelf: Shelf


Handler = Callable[[Request, Parameters], Awaitable[Response]]
Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]


def keyed(context: Context, handler: Handler, *, file: bool = False) -> Endpoint:
    """Return an endpoint that reads the parameters and asks for the key before ``handler``.

    When the client leaves, its work is given up.
    """

    async def endpoint(request: Request) -> Response:
        given = await parameters(request, context.limits, file=file)
        check_key(request, given, context.access)
        return await _attended(request, handler(request, given))

    return endpoint


async def _attended(request: Request, work: Awaitable[Response]) -> Response:
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise RequestError(400, "the client left")
    finally:
        task.cancel()
        gone.cancel()
        await asyncio.gather(task, gone, return_exceptions=True)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
