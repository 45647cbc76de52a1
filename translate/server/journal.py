"""One line a request on standard error: never a text, a key, or the name of a file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic, strftime

from starlette.types import ASGIApp, Message, Receive, Scope, Send


def to_stderr(line: str) -> None:
    """Write a line of the journal."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


class Journal:
    """Tell time, method, path, status and duration of every request."""

    def __init__(self, app: ASGIApp, write: Callable[[str], None] = to_stderr) -> None:
        self._app = app
        self._write = write

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and tell of it afterwards."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin = monotonic()
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            # as sent, still percent-encoded: a line break in it stays one line here
            raw = scope.get("raw_path") or scope["path"].encode("ascii", "backslashreplace")
            path = raw.decode("latin-1")[:80]
            if path.startswith("/download_file/"):
                path = "/download_file/..."
            took = 1000 * (monotonic() - begin)
            self._write(f"{strftime('%H:%M:%S')} {scope['method']} {path} {status} {took:.0f} ms")
