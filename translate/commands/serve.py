"""``sahel serve``: the translator behind HTTP, for programs and for people with a browser."""

from __future__ import annotations

import os
from dataclasses import replace
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossary.cli_options import chosen, glossary_options
from glossary.errors import ExitStatus, UserError
from glossary.files import decode, read_bytes
from glossary.model import LANGUAGES, Language, other

from ..cli_errors import Command
from .translation_options import model_option

if TYPE_CHECKING:
    from ..engine import Engine
    from ..server.settings import Access, Keys

KEYS_VARIABLE = "SAHEL_API_KEYS"
_SHORTEST_KEY = 8


@click.command("serve", cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=5000,
    show_default=True,
    help="Port to listen on; 0 is any that is free.",
)
@click.option(
    "--keys",
    "key_file",
    type=click.Path(path_type=Path),
    help=f"File of API keys, one a line; ${KEYS_VARIABLE} has them as well.",
)
@click.option(
    "--cors",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="Let pages of this origin ask (repeatable; '*' is any).",
)
@click.option("--public-url", default="", help="Address of the proxy before this server.")
@glossary_options
@model_option
@click.option(
    "--queue",
    type=click.IntRange(min=1),
    default=64,
    show_default=True,
    help="Requests under way at once; the next one is told to come back (429).",
)
@click.option(
    "--max-characters",
    type=click.IntRange(min=1),
    default=50_000,
    show_default=True,
    help="Longest text of a request.",
)
@click.option(
    "--max-file",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="Largest file, in MiB.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=60.0,
    show_default=True,
    help="Seconds until a text is given up.",
)
@click.option(
    "--exact",
    is_flag=True,
    help="The bytes of 'sahel translate' whatever else is asked at the time; slower in company.",
)
@click.option("--log", is_flag=True, help="A line for each request: never a text or a key.")
@click.option("-q", "--quiet", is_flag=True, help="Do not say where it listens.")
def serve(
    host: str,
    port: int,
    key_file: Path | None,
    origins: tuple[str, ...],
    public_url: str,
    glossaries: tuple[Path, ...],
    no_project: bool,
    model: str | None,
    queue: int,
    max_characters: int,
    max_file: int,
    timeout: float,
    exact: bool,
    log: bool,
    quiet: bool,
) -> None:
    """Serve translations over HTTP, to programs that know LibreTranslate and to browsers.

    The page is at the address it prints, the description of the API at /openapi.json. Only this
    machine can reach it unless --host says otherwise; then ask for keys. Nothing is fetched from
    any network and nothing is written to disk. SIGTERM and Ctrl-C end it after what it accepted.
    Needs the extra 'serve': in the folder of the project, pip install '.[serve]'.

    \b
    Example:
      sahel serve --port 5000
    """
    from .. import argos
    from ..packages import find as packages

    try:
        from ..server import app, run
        from ..server.journal import to_stderr
        from ..server.service import Service
        from ..server.settings import Keys, Limits, is_loopback
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("starlette", "uvicorn", "python_multipart"):
            raise
        raise UserError(
            _("serving needs {name}, which is not installed").format(name=error.name),
            hint=_("in the folder of the project: pip install '.[serve]'"),
            status=ExitStatus.USAGE,
        ) from None

    keys = Keys(_keys(key_file))
    access = _access(host, keys, origins, public_url)
    limits = replace(
        Limits(),
        queue=queue,
        characters=max_characters,
        body=max(Limits().body, 16 * max_characters),
        file=max_file * 2**20,
        timeout=timeout,
        exact=exact,
    )
    listening = run.listen(host, port)
    with listening:
        glossary = chosen(glossaries, no_project)
        engines: dict[Language, Engine] = {
            source: argos.load(packages.find(source, other(source), model)) for source in LANGUAGES
        }
        service = Service(engines, glossary, limits)
        application = app.application(service, access, journal=to_stderr if log else None)

        def started() -> None:
            if not quiet:
                url = run.address(listening)
                click.echo(_("Serving on {url} (Ctrl-C ends it)").format(url=url), err=True)

        if not keys and not is_loopback(host):
            click.echo(
                _(
                    "Warning: anybody who reaches {host} can use this server: it asks for no key. "
                    "Set --keys FILE or ${variable}, or listen on 127.0.0.1."
                ).format(host=host, variable=KEYS_VARIABLE),
                err=True,
            )
        try:
            run.server_of(application, limits, started).run(sockets=[listening])
        finally:
            service.close()


def _access(host: str, keys: Keys, origins: tuple[str, ...], public_url: str) -> Access:
    from ..server.access import host_name
    from ..server.settings import LOOPBACK_HOSTS, Access, is_loopback

    for url in (*(o for o in origins if o != "*"), *([public_url] if public_url else [])):
        if "://" not in url or any(c.isspace() for c in url):
            raise UserError(
                _("is no address of a site"),
                where=url,
                hint=_("write it as https://desk.example"),
                status=ExitStatus.USAGE,
            )
    hosts: frozenset[str] = frozenset()
    if is_loopback(host) or public_url:
        named = {host_name(f"[{host}]" if ":" in host else host)}
        if public_url:
            named.add(host_name(public_url.partition("://")[2].partition("/")[0]))
        hosts = LOOPBACK_HOSTS | named
    clean = frozenset(o.rstrip("/").lower() for o in origins)  # as browsers write them
    return Access(keys, hosts, clean, public_url)


def _keys(file: Path | None) -> tuple[str, ...]:
    """Return the API keys of the file and of the environment.

    Raises:
        UserError: the file cannot be read or has none, or a key is too short.
    """
    found = os.environ.get(KEYS_VARIABLE, "").replace(",", " ").split()
    if file is not None:
        text = decode(read_bytes(file), where=str(file))[0]
        lines = [line.strip() for line in text.splitlines()]
        own = [line for line in lines if line and not line.startswith("#")]
        if not own:
            raise UserError(_("has no key"), where=str(file), hint=_("write one a line"))
        found += own
    if any(len(key) < _SHORTEST_KEY for key in found):
        raise UserError(
            _("an API key has fewer than {n} characters").format(n=_SHORTEST_KEY),
            hint=_("have one made by a password manager"),
            status=ExitStatus.USAGE,
        )
    return tuple(found)
