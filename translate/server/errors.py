"""How a request ends that cannot be served: a status and one sentence, as LibreTranslate has it."""

from __future__ import annotations

import math
from http import HTTPStatus

from starlette.responses import JSONResponse, Response

from glossary.errors import ExitStatus, UserError


class RequestError(Exception):
    """What is wrong with a request, or why it must wait; never shown as a traceback.

    ``retry`` is the number of seconds after which asking again makes sense, 0 for never.
    """

    def __init__(self, status: int, message: str, *, retry: float = 0.0) -> None:
        super().__init__(message)
        self.status = int(status)
        self.message = message
        self.retry = retry


def missing(name: str) -> RequestError:
    """Return the error for a parameter that was left out; LibreTranslate's words.

    >>> missing("q").message
    'Invalid request: missing q parameter'
    """
    return RequestError(400, f"Invalid request: missing {name} parameter")


def invalid(message: str) -> RequestError:
    """Return the error for a parameter of the wrong kind."""
    return RequestError(400, f"Invalid request: {message}")


def of_user_error(error: UserError) -> RequestError:
    """Return what a client is told of an error that the command line would show.

    What the client sent is its own fault (400); a broken engine is ours (500). Hints speak of
    command-line options, so that they stay behind.
    """
    ours = error.status is ExitStatus.NO_ENGINE
    where = f"{error.where}: " if error.where else ""
    return RequestError(500 if ours else 400, f"{where}{error.what}")


def respond(error: RequestError) -> Response:
    """Return the response that tells a client of an error: ``{"error": "..."}``."""
    headers = {}
    if error.retry > 0:
        headers["Retry-After"] = str(max(1, math.ceil(error.retry)))
    return JSONResponse({"error": error.message}, error.status, headers)


def of_status(status: int) -> RequestError:
    """Return the error for a status that says all.

    >>> of_status(404).message
    'Not Found'
    """
    return RequestError(status, HTTPStatus(status).phrase)
