"""The ASGI application: routes, errors, and what stands before them."""

from __future__ import annotations

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from . import description, libre, page, v1
from .access import Guard
from .context import Context
from .errors import RequestError, of_status, respond
from .journal import Journal
from .service import Service
from .settings import Access, Limits
from .shelf import Shelf


def application(
    service: Service,
    access: Access | None = None,
    limits: Limits | None = None,
    *,
    journal: Callable[[str], None] | None = None,
) -> ASGIApp:
    """Return the application over a service; ``journal`` gets a line a request."""
    access, limits = access or Access(), limits or service.limits
    context = Context(service, limits, access, Shelf(limits.keep, limits.shelf))
    middleware = [Middleware(Guard, access=access)]
    if journal is not None:
        middleware.insert(0, Middleware(Journal, write=journal))
    if access.origins:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=sorted(access.origins),
                allow_methods=["GET", "POST"],
                allow_headers=["Authorization", "Content-Type"],
                expose_headers=["Retry-After"],
                max_age=3600,
            )
        )
    return Starlette(
        routes=[
            *libre.routes(context),
            *v1.routes(context),
            *description.routes(context),
            *page.routes(),
        ],
        middleware=middleware,
        exception_handlers={
            RequestError: _request_error,
            HTTPException: _http_exception,
            Exception: _our_mistake,
        },
    )


async def _request_error(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, RequestError)
    return respond(error)


async def _http_exception(request: Request, error: Exception) -> Response:
    del request
    assert isinstance(error, HTTPException)
    response = respond(of_status(error.status_code))
    response.headers.update(error.headers or {})
    return response


async def _our_mistake(request: Request, error: Exception) -> Response:
    del request, error  # Starlette raises it again: the log has the traceback
    return respond(of_status(500))
