"""Write the pictures of the server's page: ``docs/pictures/page-*.png``.

Run with ``uv run --with pillow python docs/make_page_pictures.py``; needs Chromium and the extra
``serve``. See ``docs/make_pictures.py`` for the browser.
"""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import make_pictures as pictures

HERE = Path(__file__).parent
FRENCH = """Kidal : les FAMa repoussent une attaque du JNIM

L'état-major général des armées annonce que les FAMa ont repoussé, dans la nuit du 3 au 4 juillet, \
une attaque du JNIM contre un poste près de Ménaka. Au moins 12 terroristes ont été neutralisés.

Selon OCHA, 4 500 personnes déplacées sont arrivées à Gao depuis le mois de mai. L'ONU évoque \
1,5 million de déplacés, soit 300 000 de plus qu'en 2024. L'AES a exprimé sa solidarité.
"""
ENGLISH = """The junta's spokesman said on Tuesday that troops from Mali, Burkina Faso and Niger \
had killed 30 jihadists near Tessit.

The Alliance of Sahel States left ECOWAS in January 2025. JNIM has blockaded fuel convoys on the \
road from Kayes to Bamako since September.
"""


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Run a server and give its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "translate.cli", "serve", "--port", "0"],
        cwd=HERE.parent,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        found = re.search(r"http://\S+", process.stderr.readline())
        assert found is not None
        yield found[0]
    finally:
        process.terminate()
        process.wait(60)


def visit(tab: Any, url: str, *, width: int, height: int, dark: bool = False) -> None:
    """Open the page in a window of this size and wait until it is ready."""
    tab.call(
        "Emulation.setDeviceMetricsOverride",
        width=width,
        height=height,
        deviceScaleFactor=1,
        mobile=width < 600,
    )
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    still = {"name": "prefers-reduced-motion", "value": "reduce"}
    tab.call("Emulation.setEmulatedMedia", media="", features=[scheme, still])
    tab.call("Page.navigate", url="about:blank")
    tab.call("Page.navigate", url=url)
    until(tab, "document.body?.dataset.ready === 'yes'")


def until(tab: Any, condition: str, seconds: float = 60) -> None:
    """Wait until an expression is true in the page."""
    end = time.monotonic() + seconds
    while not tab.run(f"Boolean({condition})"):
        if time.monotonic() > end:
            raise RuntimeError(f"never: {condition}")
        time.sleep(0.05)


def write(tab: Any, text: str) -> None:
    """Write a text into the left pane and wait for its translation."""
    tab.run(
        f"(() => {{ const s = document.getElementById('source'); s.value = {json.dumps(text)};"
        "s.dispatchEvent(new Event('input')); })()"
    )
    until(tab, "document.querySelector('#target').textContent && !document.querySelector('.stale')")


def main() -> None:
    """Make every picture."""
    program = pictures.chromium()
    if program is None:
        raise SystemExit("no Chromium; CHROMIUM names one")
    shots: dict[str, bytes] = {}
    with server() as url, pictures.browser(program) as tab:
        visit(tab, f"{url}/?lang=en", width=1360, height=860)
        write(tab, FRENCH)
        tab.hover("#target .term[data-term='1']")
        until(tab, "!document.getElementById('card').hidden")
        shots["page-wide"] = tab.picture()
        visit(tab, f"{url}/?lang=en", width=1360, height=860, dark=True)
        tab.run("document.getElementById('to').value = 'fr'")
        write(tab, ENGLISH)
        shots["page-dark"] = tab.picture()
        visit(tab, f"{url}/?lang=fr", width=1000, height=860)
        write(tab, FRENCH)
        shots["page-french"] = tab.picture()
        visit(tab, f"{url}/?lang=fr", width=390, height=844)
        write(tab, FRENCH.split("\n\n")[1])
        tab.run("document.activeElement.blur()")
        shots["page-narrow"] = tab.picture(whole=True, limit=2000)
        if complaints := tab.complaints():
            raise SystemExit("\n".join(complaints))
    for name, png in shots.items():
        small = pictures.shrunk(png)
        (HERE / "pictures" / f"{name}.png").write_bytes(small)
        print(f"{name}.png: {len(small) // 1000} kB")


if __name__ == "__main__":
    main()
