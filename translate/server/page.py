"""The page and its files: a fixed table, so that no request's path ever opens a file."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_FOLDER = Path(__file__).parent / "page"
_FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/page/style.css": ("style.css", "text/css; charset=utf-8"),
    "/page/icon.svg": ("icon.svg", "image/svg+xml"),
    "/page/strings.json": ("strings.json", "application/json"),
}


def routes() -> list[Route]:
    """Return a route for each file of the page."""
    scripts = {
        f"/page/{path.name}": (path.name, "text/javascript; charset=utf-8")
        for path in sorted(_FOLDER.glob("*.js"))
    }
    return [_route(path, *file) for path, file in {**_FILES, **scripts}.items()]


def _route(path: str, name: str, kind: str) -> Route:
    data = (_FOLDER / name).read_bytes()

    async def serve(request: Request) -> Response:
        del request
        return Response(data, media_type=kind, headers={"Cache-Control": "no-cache"})

    return Route(path, serve, methods=["GET"])
