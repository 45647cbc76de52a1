"""Listen, serve, and stop when told to, after what was accepted."""

from __future__ import annotations

import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from gettext import gettext as _

import uvicorn
from starlette.types import ASGIApp

from glossary.errors import ExitStatus, UserError

from .settings import Limits

_HEAD = 64 * 1024  # bytes of a request's head: a text may stand in the address


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 is any that is free.

    Raises:
        UserError: the address is not ours, or taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except (OSError, OverflowError) as error:
        what = error.strerror if isinstance(error, OSError) else str(error)
        raise UserError(
            _("cannot listen there ({what})").format(what=what),
            where=f"{host}:{port}",
            hint=_("choose another --port or --host"),
            status=ExitStatus.USAGE,
        ) from None


def address(listening: socket.socket) -> str:
    """Return the address under which a browser on this machine reaches a socket."""
    host, port = listening.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1" if host == "0.0.0.0" else "::1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def server_of(app: ASGIApp, limits: Limits, started: Callable[[], None]) -> uvicorn.Server:
    """Return a server whose ``run(sockets=[...])`` serves until it is told to end.

    That is SIGTERM or Ctrl-C, or ``should_exit`` where it runs in a thread; what was accepted by
    then is answered first. ``started`` is called when it can be asked.
    """
    config = uvicorn.Config(
        app,
        lifespan="off",
        loop="asyncio",
        http="h11",
        ws="none",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=1_000,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=int(limits.file_timeout) + 5,
        h11_max_incomplete_event_size=_HEAD,
    )
    return _Server(config, started)


class _Server(uvicorn.Server):
    """Uvicorn, which ends well when it is told to end, and says when it has begun."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop gracefully on a signal; uvicorn would raise it again and end with its status."""
        if threading.current_thread() is not threading.main_thread():
            yield  # whoever runs us in a thread ends us by should_exit
            return
        numbers = [signal.SIGINT, signal.SIGTERM]
        if hasattr(signal, "SIGBREAK"):  # Ctrl-Break on Windows
            numbers.append(signal.SIGBREAK)
        before = {number: signal.signal(number, self.handle_exit) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
