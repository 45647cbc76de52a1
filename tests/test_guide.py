"""The guide: what it shows is what the program says, and what it calls exists, in two languages."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import make_guide
import pytest

from translate.cli import main as sahel

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs" / "guide"
ENGLISH = sorted(GUIDE.glob("*.md"))
FRENCH = sorted((GUIDE / "fr").glob("*.md"))
PAGES = [*ENGLISH, *FRENCH]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
# before a command: a prompt, a step of a workflow, the five fields of cron, a pipe
BEFORE = r"(?:^\s*|[|;&] *)(?:\$ |- run: |entry: |(?:[*\d/]+ +){5})?\s*"
CALL = re.compile(BEFORE + r"(?:uv run )?sahel +(\S.*)$")
# an image of that name is run: what follows is a call as well
CONTAINER = re.compile(r"(?:podman|docker) run .*? sahel +(\S.*)$")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix().removeprefix("docs/guide/")


def code(page: Path) -> list[str]:
    """Return code blocks, and inline code that calls a command."""
    text = page.read_text("utf-8")
    inline = re.findall(r"`(sahel [^`]+)`", FENCE.sub("", text))
    return [block for _, block in FENCE.findall(text)] + inline


def calls(text: str) -> Iterator[list[str]]:
    """Yield the arguments of each call of ``sahel`` in a text.

    >>> list(calls("$ sahel check a.po -q > log  # why\\n*/9 * * * *  sahel doctor"))
    [['check', 'a.po', '-q'], ['doctor']]
    """
    for line in text.splitlines():
        found = CONTAINER.search(line) or CALL.search(line)
        if found is None:
            continue
        # GitHub's expressions are one word each
        lexer = shlex.shlex(
            re.sub(r"\$\{\{.*?\}\}", "X", found[1]), posix=True, punctuation_chars="<>|&;"
        )
        lexer.whitespace_split = True
        lexer.commenters = "#"
        words: list[str] = []
        for word in lexer:
            if set(word) <= set("<>|&;"):
                if words and words[-1] == "2":
                    words.pop()
                break
            words.append(word)
        yield words


def wrong(arguments: list[str]) -> str:
    """Return what is wrong with a call by the commands' own parsers, running nothing."""
    command: click.Command = sahel
    parent: click.Context | None = None
    rest = list(arguments)
    while True:
        context = click.Context(command, parent=parent, **command.context_settings)
        if isinstance(command, click.Group):
            # options of a group stand before the name of the command
            while rest and rest[0].startswith("-"):
                option = next((p for p in command.params if rest[0] in p.opts), None)
                if option is None:
                    return "" if rest[0] in ("-h", "--help") else f"no option {rest[0]}"
                assert isinstance(option, click.Option)
                rest = rest[1 if option.is_flag else 2 :]
            if not rest or rest[0] in ("...", "COMMAND"):
                return ""
            below = command.get_command(context, rest[0])
            if below is None:
                return f"no command {rest[0]}"
            command, parent, rest = below, context, rest[1:]
            continue
        try:
            command.make_parser(context).parse_args(list(rest))
        except click.UsageError as error:
            return error.format_message()
        return ""


@pytest.mark.parametrize(
    "call", ["sahel frobnicate", "sahel translate --no-such a.md", "sahel glossary no"]
)
def test_a_wrong_call_is_noticed(call: str) -> None:
    assert all(wrong(arguments) for arguments in calls(call))


@pytest.mark.parametrize("page", make_guide.PAGES, ids=name_of)
def test_every_call_exists(page: Path) -> None:
    told = [
        f"sahel {shlex.join(arguments)}: {wrong(arguments)}"
        for text in code(page)
        for arguments in calls(text)
        if wrong(arguments)
    ]
    assert not told


def test_calls_are_found_in_every_kind_of_block() -> None:
    found = [" ".join(words) for page in ENGLISH for text in code(page) for words in calls(text)]
    for start in (
        "check --changed-since origin/X --format github",  # a workflow
        "batch /srv/in --out /srv/out",  # cron
        "batch /in --out /out --to en",  # a container
        "glossary import examples/lexique.csv",  # a console
        "check --quiet",  # pre-commit
    ):
        assert any(call.startswith(start) for call in found), start


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text("utf-8"))
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    assert targets
    for target in targets:
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        if anchor:
            heads = re.findall(r"^#+ (.*)$", there.read_text("utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in heads}
            assert anchor in slugs, target


def test_every_page_has_a_twin() -> None:
    assert ENGLISH
    assert [p.name for p in ENGLISH] == [p.name for p in FRENCH]


@pytest.mark.parametrize("page", ENGLISH, ids=name_of)
def test_twins_call_the_same(page: Path) -> None:
    twin = page.parent / "fr" / page.name

    def blocks(of: Path) -> list[tuple[str, list[str]]]:
        return [
            (kind, make_guide.commands(body)) for kind, body in FENCE.findall(of.read_text("utf-8"))
        ]

    def options(of: Path) -> list[list[str]]:
        # an author's name or a note may be in the page's language: what is called is the same
        found = [calls(body) for _, body in FENCE.findall(of.read_text("utf-8"))]
        return [
            [word for n, word in enumerate(words) if n == 0 or word.startswith("-")]
            for block in found
            for words in block
        ]

    def tested(of: Path) -> list[list[str]]:
        return [make_guide.commands(b[1]) for b in make_guide.TESTED.findall(of.read_text("utf-8"))]

    assert blocks(page) == blocks(twin)
    assert options(page) == options(twin)
    assert tested(page) == tested(twin)

    def heads(of: Path) -> list[str]:
        text = FENCE.sub("", of.read_text("utf-8"))
        return [marks for marks, _ in re.findall(r"^(#+) (.*)$", text, re.MULTILINE)]

    assert heads(page) == heads(twin)


@pytest.mark.skipif(os.name == "nt", reason="the guide shows paths with slashes")
@pytest.mark.parametrize(
    "page",
    [p for p in make_guide.PAGES if make_guide.TESTED.search(p.read_text("utf-8"))],
    ids=name_of,
)
def test_shown_output_is_what_comes(page: Path) -> None:
    assert page.read_text("utf-8") == make_guide.renewed(page), "run docs/make_guide.py"


def test_the_site_has_every_page() -> None:
    site = (ROOT / "mkdocs.yml").read_text("utf-8")
    for page in (ROOT / "docs").rglob("*.md"):
        assert f" {page.relative_to(ROOT / 'docs').as_posix()}\n" in site, page


WXR = """<rss><channel><title>Journal</title>
<item><title><![CDATA[Eau & sel]]></title>
<content:encoded><![CDATA[<p>Un <b>mot</b>.</p>\r\n]]></content:encoded>
<wp:post_id>7</wp:post_id></item>
<item><title>Mil &amp; sorgho</title><content:encoded><![CDATA[<p>Deux.</p>]]></content:encoded>
<wp:post_id>8</wp:post_id></item>
<item><title>photo</title><content:encoded><![CDATA[]]></content:encoded>
<wp:post_id>9</wp:post_id></item></channel></rss>
"""


def test_a_wordpress_export_is_taken_apart_and_put_together(tmp_path: Path) -> None:
    source, posts, target = tmp_path / "in.xml", tmp_path / "posts", tmp_path / "out.xml"
    source.write_bytes(WXR.encode())
    call = [sys.executable, str(ROOT / "examples" / "wxr.py")]
    subprocess.run([*call, "split", source, posts], check=True)
    assert sorted(p.name for p in posts.iterdir()) == ["7.html", "8.html"]
    subprocess.run([*call, "join", source, posts, target], check=True)
    assert target.read_bytes() == source.read_bytes()
    page = (posts / "8.html").read_bytes()
    assert page == b"<h1>Mil &amp; sorgho</h1>\n<p>Deux.</p>"
    (posts / "8.html").write_bytes(b"<h1>Millet &amp; sorghum</h1>\n<p>Two.</p>")
    subprocess.run([*call, "join", source, posts, target], check=True)
    told = target.read_bytes().decode()
    assert told == WXR.replace("Mil &amp; sorgho", "Millet &amp; sorghum").replace("Deux", "Two")
