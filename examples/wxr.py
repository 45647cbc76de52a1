"""Take the articles out of a WordPress export (WXR), and put their translations back.

    python wxr.py split export.xml posts        # posts/123.html: title and text of post 123
    python wxr.py join export.xml posts-en export.en.xml

Everything else in the export stays as it is, byte for byte.
"""

from __future__ import annotations

import re
import sys
from html import escape, unescape
from pathlib import Path

ITEM = re.compile(r"<item>.*?</item>", re.DOTALL)
ID = re.compile(r"<wp:post_id>(\d+)</wp:post_id>")
TITLE = re.compile(r"(<title>)(<!\[CDATA\[)?(.*?)(\]\]>)?(</title>)", re.DOTALL)
TEXT = re.compile(r"(<content:encoded><!\[CDATA\[)(.*?)(\]\]></content:encoded>)", re.DOTALL)
PAGE = re.compile(r"<h1>(.*?)</h1>\n(.*)", re.DOTALL)


def pages(export: str) -> dict[str, str]:
    """Return what is to be translated of each post that has a text, by its number."""
    found = {}
    for item in ITEM.findall(export):
        number, title, text = ID.search(item), TITLE.search(item), TEXT.search(item)
        if number and title and text and text[2].strip():
            # CDATA is read as it stands, a plain title has its references
            name = title[3] if title[2] else unescape(title[3])
            found[number[1]] = f"<h1>{escape(name, quote=False)}</h1>\n{text[2]}"
    return found


def join(export: str, translated: dict[str, str]) -> str:
    """Return the export with the posts in ``translated`` in the place of theirs."""

    def put(match: re.Match[str]) -> str:
        item = match[0]
        number = ID.search(item)
        page = PAGE.fullmatch(translated.get(number[1], "")) if number else None
        if page is None:
            return item
        name, text = page[1], page[2]
        item = TITLE.sub(
            lambda m: f"{m[1]}{m[2]}{unescape(name)}{m[4]}{m[5]}" if m[2] else m[1] + name + m[5],
            item,
            count=1,
        )
        return TEXT.sub(lambda m: m[1] + text + m[3], item, count=1)

    return ITEM.sub(put, export)


def main(step: str, source: str, folder: str, target: str = "") -> None:
    export = Path(source).read_bytes().decode("utf-8")
    if step == "split":
        Path(folder).mkdir(parents=True, exist_ok=True)
        for number, page in pages(export).items():
            (Path(folder) / f"{number}.html").write_bytes(page.encode("utf-8"))
    else:
        translated = {p.stem: p.read_bytes().decode("utf-8") for p in Path(folder).glob("*.html")}
        Path(target).write_bytes(join(export, translated).encode("utf-8"))


if __name__ == "__main__":
    if len(sys.argv) != {"split": 4, "join": 5}.get("".join(sys.argv[1:2])):
        sys.exit(__doc__)
    main(*sys.argv[1:])
