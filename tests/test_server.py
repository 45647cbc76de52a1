"""The server in process, over an engine whose every answer is known."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import make_openapi
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("starlette", reason="the extra 'serve' is not installed")

from glossary.formats import po
from translate.commands.serve import _access
from translate.engine import Hypothesis, Request
from translate.server.app import application
from translate.server.description import description
from translate.server.service import Service
from translate.server.settings import Access, Keys, Limits
from translate.server.shelf import Shelf, translated_name

ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data" / "server"
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
FAMA = 'msgctxt "fama"\nmsgid "FAMa"\nmsgstr "FAMa"\n'
JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


async def asked(
    app: Any,
    method: str,
    path: str,
    *,
    body: bytes | Sequence[bytes] = b"",
    headers: Mapping[str, str] | None = None,
    leave: asyncio.Event | None = None,
) -> Answer:
    """Ask an ASGI application; ``leave`` is when the client goes away."""
    raw, _, query = path.partition("?")
    chunks = [body] if isinstance(body, bytes) else list(body)
    told = {"host": "localhost:5000", **(headers or {})}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": raw,
        "raw_path": raw.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in told.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 5000),
    }
    sent: list[Any] = []

    async def receive() -> Any:
        if chunks:
            return {"type": "http.request", "body": chunks.pop(0), "more_body": bool(chunks)}
        await (leave or asyncio.Event()).wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start = sent[0]
    names = {k.decode("latin-1"): v.decode("latin-1") for k, v in start["headers"]}
    return Answer(start["status"], names, b"".join(m.get("body", b"") for m in sent[1:]))


class Client:
    """What a test asks of an application, one request after another."""

    def __init__(self, app: Any, headers: Mapping[str, str] | None = None) -> None:
        self.app = app
        self.headers = dict(headers or {})

    def get(self, path: str, **headers: str) -> Answer:
        return asyncio.run(asked(self.app, "GET", path, headers={**self.headers, **headers}))

    def post(self, path: str, value: object, **headers: str) -> Answer:
        return self.raw(path, json.dumps(value).encode(), JSON, **headers)

    def form(self, path: str, value: Any, **headers: str) -> Answer:
        return self.raw(path, urlencode(value, doseq=True).encode(), FORM, **headers)

    def raw(self, path: str, body: Any, kind: Mapping[str, str], **headers: str) -> Answer:
        told = {**self.headers, **kind, **headers}
        return asyncio.run(asked(self.app, "POST", path, body=body, headers=told))

    def file(self, path: str, name: str, data: bytes, **fields: str) -> Answer:
        parts = [
            f'--b\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode()
            for k, v in fields.items()
        ]
        head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = b"".join([*parts, head.encode(), data, b"\r\n--b--\r\n"])
        return self.raw(path, body, {"content-type": "multipart/form-data; boundary=b"})


Make = Callable[..., Client]


@pytest.fixture
def make(stand_in: Any) -> Iterator[Make]:
    """A function that makes a client of a server; every word crosses as it is unless told."""
    services: list[Service] = []

    def made(
        *,
        access: Access | None = None,
        engine: Any = None,
        entries: str = FAMA,
        journal: Any = None,
        **limits: Any,
    ) -> Client:
        bounds = replace(Limits(), **limits)
        engines = {
            "fr": engine or stand_in(source="fr", target="en"),
            "en": stand_in(source="en", target="fr"),
        }
        service = Service(engines, po.read(HEADER + entries, name="test.po"), bounds)
        services.append(service)
        client = Client(application(service, access, journal=journal))
        client.service = service  # type: ignore[attr-defined]
        return client

    yield made
    for service in services:
        service.close()


@pytest.fixture
def client(make: Make) -> Client:
    return make()


# --- what clients send, and what they get ---------------------------------------------------


CLIENTS = json.loads((DATA / "clients.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CLIENTS, ids=lambda c: c["client"])
def test_what_published_clients_send_is_answered(case: Any, client: Client) -> None:
    request = case["request"]
    answer = asyncio.run(
        asked(
            client.app,
            request["method"],
            request["path"],
            body=request["body"].encode(),
            headers=request["headers"],
        )
    )
    assert answer.status == 200, answer.body
    assert answer.headers["content-type"] == "application/json"
    assert answer.json == case["answer"]


def test_what_weblate_puts_for_placeholders_never_reaches_the_engine(
    make: Make, stand_in: Any
) -> None:
    # nine in one sentence, more than the engine has markers; a real one made [X181] of [X18X]
    client = make(engine=stand_in(words={"X1": "1X"}))
    texts = [
        "[X0X]FAMa[X11X] : [X15X], [X22X], [X29X], [X36X] et [X45X], [X66X]Gao[X72X]. [X178X] !",
        "[X0X]",
        "[X12X] : [X18X]",
    ]
    answer = client.post("/translate", {"q": texts, "source": "fr", "target": "en"})
    assert [re.findall(r"\[X\d+X\]", t) for t in answer.json["translatedText"]] == [
        re.findall(r"\[X\d+X\]", t) for t in texts
    ]


def test_an_array_comes_back_as_an_array_of_one(client: Client) -> None:
    answer = client.post("/translate", {"q": ["Gao"], "source": "fr", "target": "en"})
    assert answer.json == {"translatedText": ["Gao"]}


def test_texts_without_content_come_back_as_they_are(client: Client) -> None:
    texts = ["", " \n", "12", "Gao"]
    answer = client.post("/translate", {"q": texts, "source": "fr", "target": "en"})
    assert answer.json == {"translatedText": texts}


def test_a_text_in_the_target_language_comes_back(client: Client) -> None:
    answer = client.post("/translate", {"q": "Gao is calm", "source": "en", "target": "en"})
    assert answer.json == {"translatedText": "Gao is calm"}


def test_repeated_fields_of_a_form_are_an_array(client: Client) -> None:
    form = [("q", "Gao"), ("q", "Kidal"), ("source", "fr"), ("target", "en")]
    assert client.form("/translate", form).json == {"translatedText": ["Gao", "Kidal"]}


def test_line_ends_survive(client: Client) -> None:
    text = "Gao\r\n\r\nKidal \n"
    body = {"q": text, "source": "fr", "target": "en"}
    assert client.post("/translate", body).json == {"translatedText": text}
    assert client.form("/translate", body).json == {"translatedText": text}


def test_html_keeps_its_markup_and_its_entities(make: Make, stand_in: Any) -> None:
    client = make(engine=stand_in(words={"vache": "cow"}))
    body = {"q": "<p>La vache &lt;3 &amp; Gao</p>", "source": "fr", "target": "en"}
    answer = client.post("/translate", {**body, "format": "html"})
    assert answer.json == {"translatedText": "<p>La cow &lt;3 &amp; Gao</p>"}


def test_alternatives_are_other_hypotheses_with_the_terms_in_them(
    make: Make, stand_in: Any
) -> None:
    answers = {"Les FAMa avancent": ["The army moves on", "FAMa move on", "The FAMa advance"]}
    client = make(engine=stand_in(answers=answers))
    body = {"q": "Les FAMa avancent", "source": "fr", "target": "en", "alternatives": 2}
    found = client.post("/translate", body).json
    assert len(found["alternatives"]) == 2
    assert all("FAMa" in text for text in (found["translatedText"], *found["alternatives"]))
    assert found["translatedText"] not in found["alternatives"]
    several = client.post("/translate", {**body, "q": ["Les FAMa avancent", "Gao"]}).json
    assert several["alternatives"] == [found["alternatives"], []]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "Invalid request: missing q parameter"),
        ({"q": ""}, "Invalid request: missing q parameter"),
        ({"q": []}, "Invalid request: missing q parameter"),
        ({"q": "Gao"}, "Invalid request: missing source parameter"),
        ({"q": "Gao", "source": "fr"}, "Invalid request: missing target parameter"),
        ({"q": "Gao", "source": "fr", "target": "de"}, "de is not supported"),
        # only what Weblate asks once passes (clients.json), nothing like it
        ({"q": ["test", "test"], "source": "en", "target": "de"}, "de is not supported"),
        ({"q": ["test"], "source": "fr", "target": "de"}, "de is not supported"),
        ({"q": "Gao", "source": "../fr", "target": "en"}, "../fr is not supported"),
        ({"q": "Gao", "source": "fr", "target": "en", "format": "docx"}, "docx format is not"),
        ({"q": "Gao", "source": "fr", "target": "en", "alternatives": 4}, "must be <= 3"),
        ({"q": "Gao", "source": "fr", "target": "en", "alternatives": "x"}, "is not a number"),
        ({"q": "Gao", "source": "fr", "target": "en", "alternatives": True}, "is not a number"),
        ({"q": "Gao", "source": "fr", "target": "en", "alternatives": 1.5}, "is not a number"),
        ({"q": "Gao", "source": "fr", "target": "en", "alternatives": 4.0}, "must be <= 3"),
        ({"q": 7, "source": "fr", "target": "en"}, "a string or an array"),
        ({"q": ["Gao", 7], "source": "fr", "target": "en"}, "a string or an array"),
        ({"q": "a\0b", "source": "fr", "target": "en"}, "NUL"),
        ({"q": "a\0b", "source": "en", "target": "en"}, "NUL"),
        ({"q": "a", "source": "fr", "target": "en", "api_key": 7}, "api_key must be a string"),
        ({"q": "a\ud800b", "source": "fr", "target": "en"}, "surrogate"),
        ({"q": "Gao", "source": ["fr"], "target": "en"}, "source must be a string"),
        (
            {
                "q": "El ejército dijo que los ataques en el norte son de los grupos",
                "source": "auto",
                "target": "en",
            },
            "es is not supported",
        ),
    ],
)
def test_errors_are_libretranslates(body: Any, message: str, client: Client) -> None:
    answer = client.post("/translate", body)
    assert answer.status == 400
    assert list(answer.json) == ["error"]
    assert message in answer.json["error"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"[1]", "application/json"),
        (b"\xff", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"q": ' + b"9" * 5000 + b"}", "application/json"),
        (b"q=%ff&source=fr&target=en", "application/x-www-form-urlencoded"),
        (b"\xff", "application/x-www-form-urlencoded"),
        (b"q=" + b"&q=".join([b"a"] * 3000), "application/x-www-form-urlencoded"),
        (b"--x\r\n", "multipart/form-data; boundary=b"),
        (b"--b", "multipart/form-data"),
    ],
)
def test_bodies_that_cannot_be_read(body: bytes, kind: str, client: Client) -> None:
    answer = client.raw("/translate", body, {"content-type": kind})
    assert answer.status == 400
    assert list(answer.json) == ["error"]


def test_detect_names_the_likelier_language_first(client: Client) -> None:
    found = client.post("/detect", {"q": "The army said it was in the town."}).json
    assert found[0]["language"] == "en"
    assert 0 < found[0]["confidence"] <= 100
    assert client.post("/detect", {"q": "1234"}).json == [{"confidence": 0.0, "language": "en"}]
    assert client.post("/detect", {}).status == 400


def test_what_the_words_do_not_tell_is_the_other_language(client: Client) -> None:
    for target, source in (("en", "fr"), ("fr", "en")):
        found = client.post("/translate", {"q": "Kidal", "source": "auto", "target": target}).json
        assert found["detectedLanguage"] == {"confidence": 0.0, "language": source}


def test_settings_health_and_suggestions(client: Client) -> None:
    settings = client.get("/frontend/settings").json
    assert settings["keyRequired"] is False
    assert settings["charLimit"] == Limits().characters
    assert ".md" in settings["supportedFilesFormat"]
    assert ".csv" not in settings["supportedFilesFormat"]
    assert client.get("/health").json == {"status": "ok"}
    refused = client.form("/suggest", {"q": "a", "s": "b", "source": "fr", "target": "en"})
    assert (refused.status, list(refused.json)) == (403, ["error"])


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("GET", "/detect", 405), ("POST", "/languages", 405)],
)
def test_other_paths_and_methods(method: str, path: str, status: int, client: Client) -> None:
    answer = asyncio.run(asked(client.app, method, path))
    assert (answer.status, list(answer.json)) == (status, ["error"])


# --- files ----------------------------------------------------------------------------------


def test_a_file_comes_back_under_an_address_nobody_guesses(make: Make, stand_in: Any) -> None:
    client = make(engine=stand_in(words={"ville": "town"}))
    answer = client.file("/translate_file", "note.md", b"# La ville\n", source="fr", target="en")
    assert answer.status == 200, answer.body
    url = answer.json["translatedFileUrl"]
    assert re.fullmatch(r"http://localhost:5000/download_file/[\w-]{32}\.note_en\.md", url)
    fetched = client.get(url.removeprefix("http://localhost:5000"))
    assert fetched.body == b"# La town\n"
    assert fetched.headers["content-type"] == "application/octet-stream"
    assert fetched.headers["content-disposition"] == "attachment; filename*=UTF-8''note_en.md"


def test_a_file_of_few_words_is_taken_for_the_other_language(client: Client) -> None:
    for target in ("en", "fr"):
        answer = client.file("/translate_file", "a.md", b"Gao", source="auto", target=target)
        assert answer.status == 200, answer.body


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "note_en.md",
        "C:\\Windows\\win.ini",
        "\0",
        "a" * 5000,
    ],
)
def test_no_path_leads_to_a_file(name: str, client: Client) -> None:
    assert client.get(f"/download_file/{name}").status == 404


@pytest.mark.parametrize(
    ("name", "data", "fields", "status", "message"),
    [
        ("note.exe", b"x", {"source": "fr", "target": "en"}, 400, "file format not supported"),
        ("note", b"x", {"source": "fr", "target": "en"}, 400, "file format not supported"),
        ("table.csv", b"a,b", {"source": "fr", "target": "en"}, 400, "format not supported"),
        ("note.md", b"x", {"target": "en"}, 400, "missing source"),
        ("note.md", b"x", {"source": "fr"}, 400, "missing target"),
        ("note.md", b"", {"source": "fr", "target": "en"}, 400, "is empty"),
        ("note.md", b"\xff\xfe\xfd", {"source": "fr", "target": "en"}, 400, "not utf-16"),
        ("note.md", b"The army was in the town.", {"source": "auto", "target": "en"}, 400,
         "note.md: is English already"),
        ("de.po", b'msgid ""\nmsgstr "Language: de\\n"\n\nmsgid "Gao"\nmsgstr ""\n',
         {"source": "fr", "target": "en"}, 400, "de.po: its translations are in 'de'"),
        ("note.md", b"x" * 3000, {"source": "fr", "target": "en"}, 413, "at most"),
    ],
)  # fmt: skip
def test_files_that_are_refused(
    name: str, data: bytes, fields: dict[str, str], status: int, message: str, make: Make
) -> None:
    answer = make(file=2000).file("/translate_file", name, data, **fields)
    assert answer.status == status
    assert message in answer.json["error"]


def test_a_form_without_its_file(client: Client) -> None:
    answer = client.form("/translate_file", {"source": "fr", "target": "en"})
    assert answer.json == {"error": "Invalid request: missing file parameter"}


def test_files_expire_and_make_room() -> None:
    now = [0.0]
    shelf = Shelf(keep=10, room=100, clock=lambda: now[0])
    first = shelf.put("a.md", b"x" * 60)
    now[0] = 5
    second = shelf.put("b.md", b"y" * 30)
    assert shelf.get(first) is not None
    third = shelf.put("c.md", b"z" * 30)
    assert shelf.get(first) is None, "the oldest makes room"
    now[0] = 15
    assert shelf.get(second) is None, "its time is over"
    assert shelf.get(third) is None


@given(st.text(max_size=200))
def test_names_of_files_are_harmless(name: str) -> None:
    made = translated_name(name, "en")
    assert re.fullmatch(r"[\w.-]+", made)
    assert not made.startswith(".")
    assert len(made) < 110


# --- our own endpoints ----------------------------------------------------------------------


def test_the_ledger_follows_its_schema(client: Client) -> None:
    answer = client.post("/v1/translate", {"q": "Les FAMa sont là.", "target": "en"}).json
    report = answer["report"]
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_text("utf-8"))
    assert set(report) == set(schema["required"])
    assert answer["text"] == "Les FAMa sont là."
    assert [t["concept"] for t in report["segments"][0]["terms"]] == ["fama"]
    assert answer["detectedLanguage"]["language"] == "fr"


def test_the_glossary_and_passes_can_be_left_out(client: Client) -> None:
    body = {"q": "Les FAMa : là.", "source": "fr", "target": "en"}
    told = client.post("/v1/translate", {**body, "glossary": False, "without": ["grammar"]}).json
    assert told["report"]["signature"]["glossary"] == "none"
    assert "grammar" not in told["report"]["signature"]["settings"]["passes"].split()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"target": "en"}, "missing q"),
        ({"q": " ", "target": "en"}, "missing q"),
        ({"q": "Gao"}, "missing target"),
        ({"q": "Gao", "target": "en", "format": "csv"}, "csv format is not supported"),
        ({"q": "Gao", "target": "en", "without": ["spelling"]}, "no pass called spelling"),
        ({"q": "Gao", "target": "en", "without": [1]}, "array of strings"),
        ({"q": "Gao", "target": "en", "glossary": "yes"}, "true or false"),
    ],
)
def test_mistakes_in_our_own(body: Any, message: str, client: Client) -> None:
    answer = client.post("/v1/translate", body)
    assert answer.status == 400
    assert message in answer.json["error"]


def test_a_translation_is_checked_as_on_the_command_line(client: Client) -> None:
    body = {
        "source": "Les FAMa : 12 morts.\n\nGao.",
        "target": "FAMA: 21 dead.\n\nGao.",
        "target_language": "en",
    }
    found = client.post("/v1/check", body).json
    assert found["schema"] == "sahel-check-1"
    assert [len(pair["findings"]) > 0 for pair in found["pairs"]] == [True, False]
    assert "number-changed" in found["summary"]["by_check"]
    skipped = client.post("/v1/check", {**body, "skip": ["number-changed"]}).json
    assert "number-changed" not in skipped["summary"]["by_check"]
    alone = client.post("/v1/check", {"target": "Les  FAMa .", "target_language": "fr"}).json
    assert alone["pairs"][0]["source"] is None


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"target_language": "en"}, "missing target"),
        ({"target": "x"}, "missing target_language"),
        ({"target": "x", "target_language": "en", "only": ["nope"]}, "nope"),
        ({"target": "x", "target_language": "en", "source_language": "en"}, "are one"),
        ({"target": "x", "target_language": "en", "format": "docx"}, "not supported"),
    ],
)
def test_mistakes_about_checks(body: Any, message: str, client: Client) -> None:
    answer = client.post("/v1/check", body)
    assert answer.status == 400
    assert message in answer.json["error"]


def test_a_text_in_the_target_language_is_no_work_of_ours(client: Client) -> None:
    for source in ("en", "auto", None):
        body = {"q": "The army was in the town.", "source": source, "target": "en"}
        answer = client.post("/v1/translate", body)
        assert (answer.status, answer.json) == (409, {"error": "the text is English already"})


def test_the_glossary_is_searched_and_shown(client: Client) -> None:
    found = client.get("/v1/glossary?q=fama").json["concepts"]
    assert [c["id"] for c in found] == ["fama"]
    shown = client.get("/v1/glossary/fama").json
    assert shown["pairings"][0]["fr"]["preferred"] == "FAMa"
    assert shown["file"] == "test.po"
    assert client.get("/v1/glossary/none").status == 404
    assert client.get("/v1/glossary").status == 400


# --- who may ask ----------------------------------------------------------------------------


KEY = "a-key-of-the-desk"
ASK = {"q": "Gao", "source": "fr", "target": "en"}


def test_a_key_is_asked_for_wherever_work_is_done(make: Make) -> None:
    client = make(access=Access(Keys((KEY, "another-key"))))
    for path, body in (
        ("/translate", ASK),
        ("/detect", {"q": "Gao"}),
        ("/v1/translate", {"q": "Gao", "target": "en"}),
    ):
        without = client.post(path, body)
        assert (without.status, list(without.json)) == (400, ["error"]), path
        wrong = client.post(path, {**body, "api_key": KEY + "x"})
        assert (wrong.status, wrong.json) == (403, {"error": "Invalid API key"}), path
        assert client.post(path, {**body, "api_key": KEY}).status == 200, path
        assert client.post(path, body, authorization=f"Bearer {KEY}").status == 200, path
    assert client.get("/v1/glossary?q=fama").status == 400
    assert client.get(f"/v1/glossary?q=fama&api_key={KEY}").status == 200
    assert client.file("/translate_file", "a.md", b"Gao", source="fr", target="en").status == 400
    for path in ("/languages", "/frontend/settings", "/health", "/openapi.json", "/"):
        assert client.get(path).status == 200, path
    assert client.get("/frontend/settings").json["keyRequired"] is True


def test_keys_are_told_to_nobody(make: Make, capfd: pytest.CaptureFixture[str]) -> None:
    lines: list[str] = []
    client = make(access=Access(Keys((KEY,))), journal=lines.append)
    client.get(f"/translate?q=Gao&source=fr&target=en&api_key={KEY}")
    client.post("/translate", {**ASK, "api_key": KEY + "x"})
    client.get("/a%0Ab?q=secret")
    told = "".join(lines) + "".join(capfd.readouterr()) + repr(Keys((KEY,)))
    assert KEY not in told
    assert "secret" not in told
    assert [line.split()[1:4] for line in lines] == [
        ["GET", "/translate", "200"],
        ["POST", "/translate", "403"],
        ["GET", "/a%0Ab", "404"],
    ]


def test_a_foreign_name_for_this_machine_is_refused(make: Make) -> None:
    client = make(access=Access(hosts=frozenset({"localhost", "127.0.0.1", "[::1]"})))
    for host in ("localhost", "LOCALHOST:5000", "127.0.0.1:5000", "[::1]:5000"):
        assert client.get("/health", host=host).status == 200, host
    for host in ("evil.example", "localhost.evil.example", "127.0.0.1.nip.example:5000", ""):
        assert client.get("/health", host=host).status == 403, host


def test_foreign_pages_are_refused_unless_named(make: Make) -> None:
    closed = make()
    page = "https://desk.example"
    assert closed.form("/translate", ASK, origin=page).status == 403
    assert closed.form("/translate", ASK, origin="null").status == 403
    assert closed.form("/translate", ASK, origin="http://localhost:5000").status == 200
    assert closed.get("/health", **{"sec-fetch-site": "cross-site"}).status == 403
    link = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert closed.get("/", **link).status == 200
    assert closed.get("/translate?q=a&source=fr&target=en", **link).status == 403
    assert "access-control-allow-origin" not in closed.post("/translate", ASK).headers

    opened = make(access=Access(origins=frozenset({page})))
    answer = opened.post("/translate", ASK, origin=page)
    assert answer.status == 200
    assert answer.headers["access-control-allow-origin"] == page
    assert opened.post("/translate", ASK, origin="https://other.example").status == 403
    preflight = asyncio.run(
        asked(
            opened.app,
            "OPTIONS",
            "/translate",
            headers={
                "origin": page,
                "access-control-request-method": "POST",
                "access-control-request-headers": "content-type",
            },
        )
    )
    assert preflight.status == 200


def test_pages_of_the_public_address_may_ask(make: Make) -> None:
    for url in ("https://desk.example", "https://Desk.Example/sahel/"):
        client = make(access=Access(public_url=url))
        assert client.form("/translate", ASK, origin="https://desk.example").status == 200
        assert client.form("/translate", ASK, origin="http://desk.example").status == 403
        assert client.form("/translate", ASK, origin="https://desk.example.org").status == 403


def test_origins_are_compared_as_browsers_write_them() -> None:
    found = _access("127.0.0.1", Keys(), ("https://Desk.Example/", "*"), "https://T.Example/a")
    assert found.origins == {"https://desk.example", "*"}
    assert {"t.example", "localhost"} <= found.hosts


def test_every_answer_is_protected(client: Client) -> None:
    for path in ("/", "/page/style.css", "/languages", "/nowhere"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
    assert client.get("/languages").headers["cache-control"] == "no-store"


# --- limits ---------------------------------------------------------------------------------


def test_sizes_are_limited(make: Make) -> None:
    client = make(characters=100, body=1000, texts=3)
    long = client.post("/translate", {**ASK, "q": "x" * 101})
    assert long.status == 400
    assert long.json == {"error": "Invalid request: request (101) exceeds text limit (100)"}
    assert client.post("/translate", {**ASK, "q": ["x" * 60, "y" * 60]}).status == 400
    assert client.post("/translate", {**ASK, "q": ["x"] * 4}).status == 400
    assert client.post("/detect", {"q": "x" * 101}).status == 400
    assert client.post("/translate", {**ASK, "q": "x" * 1000}).status == 413
    announced = client.raw("/translate", b"{}", {**JSON, "content-length": "99999999"})
    assert announced.status == 413, "refused before it is read"
    streamed = client.raw("/translate", [b"x" * 600, b"y" * 600], JSON)
    assert streamed.status == 413, "whatever was announced"


def test_a_body_that_never_comes(make: Make) -> None:
    client = make(reading=0.05)

    async def slow() -> Answer:
        async def app(scope: Any, receive: Any, send: Any) -> None:
            async def never() -> Any:
                await asyncio.Event().wait()

            await client.app(scope, never, send)

        return await asked(app, "POST", "/translate", headers=JSON)

    assert asyncio.run(slow()).status == 408


class Gate:
    """An engine that answers when it is let, and remembers what it was asked."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.open = threading.Event()
        self.begun = threading.Event()
        self.batches: list[list[str]] = []
        self.source, self.target = inner.source, inner.target
        self.abilities = inner.abilities

    def signature(self) -> dict[str, str]:
        return {"package": "gate"}

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def translate(self, requests: Sequence[Request]) -> list[tuple[Hypothesis, ...]]:
        self.begun.set()
        assert self.open.wait(10)
        self.batches.append(["".join(map(str, r.pieces)) for r in requests])
        found: list[tuple[Hypothesis, ...]] = self.inner.translate(requests)
        return found


def test_one_more_than_the_queue_holds_is_told_to_come_back(make: Make, stand_in: Any) -> None:
    gate = Gate(stand_in())
    client = make(engine=gate, queue=3)

    async def crowd() -> list[Answer]:
        def ask() -> Any:
            return asked(
                client.app, "POST", "/translate", body=json.dumps(ASK).encode(), headers=JSON
            )

        accepted = [asyncio.ensure_future(ask()) for _ in range(3)]
        await asyncio.sleep(0.05)
        refused = await ask()
        health = await asked(client.app, "GET", "/health")
        gate.open.set()
        done = await asyncio.gather(*accepted)
        again = await ask()
        return [refused, health, again, *done]

    refused, health, again, *done = asyncio.run(crowd())
    assert refused.status == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.json["error"].startswith("Slowdown:")
    assert health.status == 200, "a full queue is no illness"
    assert [a.status for a in done] == [200, 200, 200], "what was accepted is answered"
    assert again.status == 200


def test_who_would_wait_too_long_is_told_so_at_once(make: Make, stand_in: Any) -> None:
    gate = Gate(stand_in())
    client = make(engine=gate, workers=1, timeout=30.0)
    client.service._pace = 10.0  # type: ignore[attr-defined]  # seconds an answer, of late

    async def three() -> list[int]:
        def ask() -> Any:
            body = json.dumps(ASK).encode()
            return asked(client.app, "POST", "/translate", body=body, headers=JSON)

        accepted = [asyncio.ensure_future(ask()) for _ in range(2)]
        await asyncio.sleep(0.05)
        refused = await ask()
        gate.open.set()
        return [refused.status, *(a.status for a in await asyncio.gather(*accepted))]

    assert asyncio.run(three()) == [429, 200, 200]


def test_much_text_fills_the_queue_too(make: Make, stand_in: Any) -> None:
    gate = Gate(stand_in())
    client = make(engine=gate, weight=100)

    async def two() -> list[int]:
        def ask(size: int) -> Any:
            body = json.dumps({**ASK, "q": "x" * size}).encode()
            return asked(client.app, "POST", "/translate", body=body, headers=JSON)

        first = asyncio.ensure_future(ask(5000))  # alone it may be as long as a text may be
        await asyncio.sleep(0.05)
        second = await ask(1)
        gate.open.set()
        return [(await first).status, second.status]

    assert asyncio.run(two()) == [200, 429]


def test_what_takes_too_long_is_given_up(make: Make, stand_in: Any) -> None:
    gate = Gate(stand_in())
    client = make(engine=gate, timeout=0.1)
    answer = client.post("/translate", ASK)
    assert answer.status == 503
    assert "not done within 0.1 seconds" in answer.json["error"]
    assert "retry-after" in answer.headers
    gate.open.set()


def test_a_client_that_leaves_stops_its_work(make: Make, stand_in: Any) -> None:
    gate = Gate(stand_in())
    client = make(engine=gate, window=0.0)

    async def leaving() -> None:
        leave = asyncio.Event()
        text = "\n".join(f"Phrase {i}" for i in range(500))
        body = json.dumps({**ASK, "q": text}).encode()
        task = asyncio.ensure_future(
            asked(client.app, "POST", "/translate", body=body, headers=JSON, leave=leave)
        )
        await asyncio.to_thread(gate.begun.wait, 5)
        leave.set()
        await task
        gate.open.set()

    asyncio.run(leaving())
    client.service.close()  # type: ignore[attr-defined]
    assert sum(map(len, gate.batches)) <= 32, "the rest of its 500 sentences was dropped"


def test_our_mistake_is_no_confession(make: Make, stand_in: Any) -> None:
    class Broken(Gate):
        def translate(self, requests: Sequence[Request]) -> list[tuple[Hypothesis, ...]]:
            raise RuntimeError("secret detail")

    client = make(engine=Broken(stand_in()))
    with pytest.raises(RuntimeError):  # the server's log gets the traceback
        client.post("/translate", ASK)
    sent: list[Any] = []

    async def watched(scope: Any, receive: Any, send: Any) -> None:
        async def keep(message: Any) -> None:
            sent.append(message)

        await client.app(scope, receive, keep)

    with pytest.raises(RuntimeError):
        Client(watched).post("/translate", ASK)
    assert sent[0]["status"] == 500
    assert json.loads(sent[1]["body"]) == {"error": "Internal Server Error"}


# --- the description ------------------------------------------------------------------------


def test_the_description_has_the_report_as_documented() -> None:
    shipped = make_openapi.DESCRIPTION.read_text("utf-8")
    assert shipped == make_openapi.described(), "run docs/make_openapi.py"


def test_the_description_names_every_route(client: Client) -> None:
    described = set(client.get("/openapi.json").json["paths"])
    served = {
        re.sub(r":\w+}", "}", route.path)
        for route in client.app.routes
        if not route.path.startswith("/page/") and route.path != "/"
    }
    assert described == served


def test_the_description_tells_the_limits() -> None:
    schemas = description(Limits(texts=7, characters=9, alternatives=2))["components"]["schemas"]
    assert schemas["Texts"]["oneOf"][1]["maxItems"] == 7
    assert schemas["Texts"]["oneOf"][0]["maxLength"] == 9
    assert schemas["TranslateForm"]["properties"]["alternatives"]["maximum"] == 2
