"""``sahel serve`` as it is run: the real model, real sockets, the published client, signals."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

pytest.importorskip("uvicorn", reason="the extra 'serve' is not installed")

from translate.cli import main

ROOT = Path(__file__).parent.parent
COMMUNIQUE = (
    "Les FAMa ont repoussé une attaque du JNIM près de Kidal.\r\n\r\nL'AES s'en félicite.\n"
)

SIGNALS = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to catch")


class Server:
    """A server in a process of its own."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "translate.cli", "serve", "--port", "0", *arguments],
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, **environment},
        )
        assert self.process.stderr is not None
        self.told: list[str] = []
        self.url = ""
        for line in self.process.stderr:
            self.told.append(line)
            found = re.search(r"Serving on (http://\S+)", line)
            if found:
                self.url = found[1]
                break
        assert self.url, self.told

    def post(self, path: str, body: Any, timeout: float = 60) -> Any:
        request = urllib.request.Request(
            self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return json.load(answer)

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        status = self.process.wait(60)
        assert self.process.stderr is not None
        self.told += self.process.stderr.readlines()
        self.process.stderr.close()
        return status


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    made = Server("--exact")
    yield made
    if made.process.poll() is None:
        made.process.terminate()
        made.process.wait(60)


def test_the_published_client_works_unchanged(server: Server) -> None:
    client = pytest.importorskip("libretranslatepy").LibreTranslateAPI(server.url)
    assert [language["code"] for language in client.languages()] == ["en", "fr"]
    assert client.detect("Les soldats sont dans la ville.")[0]["language"] == "fr"
    assert "FAMa" in client.translate("Les FAMa sont à Gao.", "fr", "en")
    with pytest.raises(urllib.error.HTTPError) as refused:
        client.translate("Hallo", "de", "en")
    assert refused.value.code == 400
    assert json.load(refused.value) == {"error": "de is not supported"}


def test_the_bytes_are_those_of_the_command_line(server: Server) -> None:
    run = CliRunner().invoke(
        main, ["translate", "-", "--from", "fr", "--to", "en", "-q"], input=COMMUNIQUE.encode()
    )
    assert run.exit_code in (0, 1)
    body = {"q": COMMUNIQUE, "source": "fr", "target": "en"}
    found = server.post("/translate", body)["translatedText"]
    assert found.encode() == run.stdout_bytes
    assert server.post("/v1/translate", body)["text"] == found
    several = server.post("/translate", {**body, "q": [COMMUNIQUE, "Gao"]})["translatedText"]
    assert several[0] == found


def test_files_cross_as_on_the_command_line(server: Server, tmp_path: Path) -> None:
    source = tmp_path / "note.md"
    source.write_bytes("# Les FAMa à Gao\n\n- Le **JNIM** recule.\n".encode())
    out = tmp_path / "out.md"
    run = CliRunner().invoke(main, ["translate", str(source), "--to", "en", "-q", "-o", str(out)])
    assert run.exit_code in (0, 1)
    parts = b"".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in (("source", "auto"), ("target", "en"))
    )
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="note.md"\r\n\r\n'
    request = urllib.request.Request(
        server.url + "/translate_file",
        parts + head + source.read_bytes() + b"\r\n--b--\r\n",
        {"Content-Type": "multipart/form-data; boundary=b"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        url = json.load(answer)["translatedFileUrl"]
    assert url.startswith(server.url)
    with urllib.request.urlopen(url, timeout=60) as answer:
        assert answer.read() == out.read_bytes()


def test_the_default_host_is_this_machine_alone(server: Server) -> None:
    assert server.url.startswith("http://127.0.0.1:")
    request = urllib.request.Request(server.url + "/health", headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    assert refused.value.code == 403


@SIGNALS
def test_what_was_accepted_is_answered_before_the_end(server: Server) -> None:
    """The last test that uses the shared server: it ends it."""
    answers: list[Any] = []
    text = "\n".join(f"Les FAMa ont pris le village numéro {n} près de Gao." for n in range(40))

    def ask() -> None:
        answers.append(server.post("/translate", {"q": text, "source": "fr", "target": "en"}, 120))

    thread = threading.Thread(target=ask)
    thread.start()
    health = urllib.request.urlopen(server.url + "/health", timeout=10)
    health.close()
    threading.Event().wait(0.5)
    assert server.end() == 0
    thread.join(120)
    assert answers[0]["translatedText"].count("\n") == 39
    assert "Traceback" not in "".join(server.told)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(server.url.rsplit(":", 1)[1])), 2)


@SIGNALS
def test_other_hosts_are_warned_about_and_need_keys(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.write_text("# the desk\na-key-of-the-desk\n", "utf-8")
    guarded = Server("--host", "0.0.0.0", "--keys", str(keys), "--log")
    assert not any("Warning" in line for line in guarded.told)
    with pytest.raises(urllib.error.HTTPError) as refused:
        guarded.post("/translate", {"q": "Gao", "source": "fr", "target": "en"})
    assert refused.value.code == 400
    with pytest.raises(urllib.error.HTTPError):
        guarded.post("/detect", {"q": "Gao", "api_key": "a-key-of-the-des"})
    assert guarded.post("/detect", {"q": "Gao", "api_key": "a-key-of-the-desk"})
    assert guarded.end(signal.SIGINT) == 0
    told = "".join(guarded.told)
    assert "POST /detect 200" in told
    assert "a-key" not in told

    opened = Server("--host", "0.0.0.0")
    assert any("anybody who reaches 0.0.0.0" in line for line in opened.told)
    assert opened.end() == 0


@pytest.mark.parametrize(
    ("arguments", "environment", "status", "message"),
    [
        (["--port", "70000"], {}, 2, "70000"),
        (["--host", "192.0.2.1"], {}, 2, "cannot listen"),
        (["--keys", "nowhere"], {}, 3, "no such file"),
        (["--cors", "desk.example"], {}, 2, "https://desk.example"),
        (["--public-url", "desk"], {}, 2, "is no address"),
        ([], {"SAHEL_API_KEYS": "short"}, 2, "fewer than 8"),
        (["--model", "nope"], {}, 4, "nope"),
    ],
)
def test_mistakes(
    arguments: list[str], environment: dict[str, str], status: int, message: str
) -> None:
    arguments = ["serve", "--port", "0", *arguments]
    result = CliRunner().invoke(main, arguments, env=environment)
    assert result.exit_code == status, result.stderr
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert "short" not in result.stderr or message != "fewer than 8"


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["serve", "--port", str(port)])
    assert result.exit_code == 2
    assert f"127.0.0.1:{port}: cannot listen there" in result.stderr


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in sys.modules if n.startswith(("translate.server", "starlette"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "starlette", None)
    result = CliRunner().invoke(main, ["serve"])
    assert result.exit_code == 2
    assert ".[serve]" in result.stderr


def test_serving_touches_no_network() -> None:
    code = (
        "import socket, threading\n"
        "def closed(*a, **k): raise AssertionError('the network was touched')\n"
        "real = socket.socket.connect\n"
        "socket.socket.connect = closed\n"
        "socket.getaddrinfo = closed\n"
        "import uvicorn\n"
        "from translate.server import run\n"
        "start = run._Server.startup\n"
        "async def once(self, sockets=None):\n"
        "    await start(self, sockets)\n"
        "    self.should_exit = True\n"
        "run._Server.startup = once\n"
        "from translate.cli import main\n"
        "main(['serve', '--port', '0'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "Serving on" in done.stderr
