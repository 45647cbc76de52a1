"""Who may ask: the name they ask under, the page they ask from, and the key they bring."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .bodies import Parameters
from .errors import RequestError, respond
from .settings import Access

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""The page runs and shows what this server gave it, and talks to nobody else."""

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Guard:
    """Turn away foreign names and foreign pages; add the headers that protect ours."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on; see :func:`check_origin`."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
                if not self._access.origins:
                    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
            await send(message)

        try:
            check_host(Headers(scope=scope), self._access)
            check_origin(Headers(scope=scope), scope["path"], self._access)
        except RequestError as error:
            await respond(error)(scope, receive, protected)
            return
        await self._app(scope, receive, protected)


def check_host(headers: Headers, access: Access) -> None:
    """Refuse a request that asks for a host that is none of ours.

    A foreign page can make a name of its own point at 127.0.0.1 (DNS rebinding) and is then of
    the same origin as this server: the name is all that gives it away.

    Raises:
        RequestError: it does (403).
    """
    if access.hosts and host_name(headers.get("host", "")) not in access.hosts:
        raise RequestError(403, "This server is not known under that name")


def host_name(host: str) -> str:
    """Return the name in a ``Host`` header, without its port.

    >>> host_name("LocalHost:5000"), host_name("[::1]:5000")
    ('localhost', '[::1]')
    """
    host = host.strip().lower()
    if host.startswith("["):
        return host[: host.find("]") + 1]
    return host.partition(":")[0]


def check_origin(headers: Headers, path: str, access: Access) -> None:
    """Refuse what a foreign page asks: it could not read the answer, but it could keep us busy.

    Programs send no ``Origin``; a browser does, and ``Sec-Fetch-Site`` too. Following a link to
    the page is fine.

    Raises:
        RequestError: a page of an origin that was not allowed asks (403).
    """
    if "*" in access.origins:
        return
    refused = RequestError(403, "Pages of other origins may not ask this server")
    origin = headers.get("origin")
    if origin is not None:
        own = origin.partition("://")[2].lower() == headers.get("host", "").lower()
        public = bool(access.public_url) and origin == _origin_of(access.public_url)
        if not own and not public and origin not in access.origins:
            raise refused
    elif headers.get("sec-fetch-site") == "cross-site" and not (
        path == "/" and headers.get("sec-fetch-mode") == "navigate"
    ):
        raise refused


def _origin_of(url: str) -> str:
    """Return the origin of an address as browsers write it: scheme and host in small letters."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}".lower()


def check_key(request: Request, parameters: Parameters, access: Access) -> None:
    """Ask for an API key where keys are set, in ``api_key`` or as a bearer token.

    Raises:
        RequestError: there is none (400), or a wrong one (403); LibreTranslate's words.
    """
    key = parameters.text("api_key")
    if not access.keys:
        return
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if not key and scheme.lower() == "bearer":
        key = token.strip()
    if not key:
        raise RequestError(400, "Please contact the server operator to get an API key")
    if not access.keys.accept(key):
        raise RequestError(403, "Invalid API key")
