"""What mkdocs does with links that leave ``docs/``: their words stay, the site has no such page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(((?:\.\./)+[^)\s]*|[^)\s:]+\.py)\)")


def on_page_markdown(markdown: str, *, page: Any, config: Any, **_: Any) -> str:
    """Take the address from links to files of the repository outside the site."""
    site, folder = Path(config["docs_dir"]).resolve(), Path(page.file.abs_src_path).parent

    def plain(match: re.Match[str]) -> str:
        target = (folder / match[2].split("#")[0]).resolve()
        return match[0] if target.is_relative_to(site) else match[1]

    return LINK.sub(plain, markdown)
