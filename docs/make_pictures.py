"""Write the pictures of ``docs/pictures/``: reports of the examples, as a browser shows them.

Run with ``uv run --with pillow python docs/make_pictures.py``; needs Chromium (``CHROMIUM`` names
another one than the one found), the embedded model and, for the printed page, ``pdftoppm``. The
browser is driven over its own debugging pipe, so that no further package is needed; the tests of
the pages use the same class. Pillow makes the pictures a third of the size.
"""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--remote-debugging-pipe",
)


def chromium() -> str | None:
    """Return the browser to drive, None where there is none."""
    named = os.environ.get("CHROMIUM")
    return named or next((found for n in NAMES if (found := shutil.which(n))), None)


class Browser:
    """One tab of a headless Chromium, offline."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading = os.fdopen(reading, "rb", buffering=0)
        self._writing = os.fdopen(writing, "wb", buffering=0)
        self._number = 0
        self._rest = b""
        self._session = ""
        self.events: list[dict[str, Any]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command of the DevTools protocol and return its result."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._writing.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            data = self._reading.read(1 << 20)
            if not data:
                raise RuntimeError("the browser has gone")
            self._rest += data
        line, self._rest = self._rest.split(b"\0", 1)
        message: dict[str, Any] = json.loads(line)
        return message

    def show(
        self,
        path: Path,
        *,
        width: int = 1360,
        height: int = 900,
        dark: bool = False,
        anchor: str = "",
    ) -> None:
        """Open a file in a window of this size; wait until it stands."""
        self._size(width, height)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.call("Emulation.setEmulatedMedia", media="", features=[scheme, still])
        self.events.clear()
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=path.resolve().as_uri() + anchor)
        for _ in range(200):
            if self.run("document.readyState === 'complete' && location.protocol === 'file:'"):
                return
            time.sleep(0.02)
        raise RuntimeError(f"{path} does not load")

    def _size(self, width: int, height: int) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def run(self, script: str) -> Any:
        """Return the value of an expression of JavaScript in the page."""
        found = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"]["exception"]["description"])
        return found["result"].get("value")

    def press(self, key: str) -> None:
        """Press and release a key: a letter, a sign, or a name such as ``Escape``."""
        text = {"text": key} if len(key) == 1 else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def hover(self, selector: str) -> None:
        """Move the mouse over the first element that fits, scrolled into view."""
        where = self.run(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            "e.scrollIntoView({block: 'center'}); const b = e.getClientRects()[0];"
            "return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=where[0], y=where[1])

    def picture(self, *, whole: bool = False, limit: int = 20000) -> bytes:
        """Return what the window shows, or the ``whole`` page, as PNG."""
        params: dict[str, Any] = {"format": "png"}
        if whole:
            size = self.call("Page.getLayoutMetrics")["cssContentSize"]
            self._size(int(size["width"]), min(int(size["height"]), limit))
        return base64.b64decode(self.call("Page.captureScreenshot", **params)["data"])

    def paper(self) -> bytes:
        """Return the page as it is printed, as PDF."""
        printed = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        return base64.b64decode(printed["data"])

    def requested(self) -> list[str]:
        """Return the addresses asked for since the page was opened."""
        self.run("1")  # events before this answer have come
        return [
            e["params"]["request"]["url"]
            for e in self.events
            if e.get("method") == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """Return errors of the page's script and refusals of its policy."""
        self.run("1")
        told = [
            e["params"]["exceptionDetails"]["text"]
            for e in self.events
            if e.get("method") == "Runtime.exceptionThrown"
        ]
        entries = [e["params"]["entry"] for e in self.events if e.get("method") == "Log.entryAdded"]
        return told + [e["text"] for e in entries if e["level"] == "error"]


# The browser reads commands from descriptor 3 and answers on 4; ours may be in each other's way.
_ON_3_AND_4 = """
import fcntl, os, sys
high = [fcntl.fcntl(int(n), fcntl.F_DUPFD, 64) for n in sys.argv[1:3]]
for descriptor, at in zip(high, (3, 4)):
    os.dup2(descriptor, at)
    os.close(descriptor)
os.execvp(sys.argv[3], sys.argv[3:])
"""


@contextlib.contextmanager
def browser(program: str) -> Iterator[Browser]:
    """Run a browser with a profile of its own and end it."""
    there, writing = os.pipe()
    reading, back = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                _ON_3_AND_4,
                str(there),
                str(back),
                program,
                *FLAGS,
                f"--user-data-dir={profile}",
            ],
            pass_fds=(there, back),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(there)
        os.close(back)
        try:
            yield Browser(reading, writing)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def pages(folder: Path) -> dict[str, Path]:
    """Make the pages that are shown, from the examples."""
    made = {name: folder / f"{name}.html" for name in ("translated", "checked")}
    examples = HERE.parent / "examples"
    source = examples / "communique.fr.md"
    sahel("translate", source, "--to", "en", "-o", folder / "x.md", "--report", made["translated"])
    # a hurried translation: its slips are there to be found
    pair = (examples / "depeche.fr.txt", HERE / "pictures" / "depeche.en.txt")
    sahel("check", *pair, "--from", "fr", "--to", "en", "--report", made["checked"])
    reports = folder / "reports"
    batch = ("--out", folder / "english", "--to", "en", "--report-dir", reports, "--pages")
    sahel("batch", examples / "communique.fr.md", examples / "depeche.fr.txt", *batch)
    return {**made, "batch": reports / "index.html"}


def sahel(*arguments: str | Path) -> None:
    """Run a command; findings are what is to be shown."""
    root = HERE.parent
    named = [
        a.relative_to(root) if isinstance(a, Path) and root in a.parents else a for a in arguments
    ]
    command = [sys.executable, "-m", "translate.cli", *map(str, named), "-q"]
    done = subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL)
    if done.returncode not in (0, 1):
        raise SystemExit(done.returncode)


def shrunk(png: bytes) -> bytes:
    """Return a picture with few colours, which is all a page has; as it is without Pillow."""
    try:
        from PIL import Image
    except ImportError:
        return png
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").quantize(224, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def printed(pdf: bytes) -> bytes:
    """Return the first sheet of a printed page as a picture."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        path.write_bytes(pdf)
        options = ("-png", "-r", "90", "-f", "1", "-l", "1", "-singlefile")
        subprocess.run(["pdftoppm", *options, str(path), str(path.with_suffix(""))], check=True)
        return path.with_suffix(".png").read_bytes()


def main() -> None:
    """Make every picture."""
    program = chromium()
    if program is None:
        raise SystemExit("no Chromium; CHROMIUM names one")
    shots: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder, browser(program) as tab:
        made = pages(Path(folder))
        tab.show(made["translated"])
        tab.hover(".source .term[data-fate=annotated]")
        time.sleep(0.5)
        shots["card"] = tab.picture()
        tab.show(made["checked"], height=1190)
        tab.press("j")
        tab.run("scrollTo(0, 0)")
        shots["wide"] = tab.picture()
        tab.show(made["checked"], height=1190, dark=True)
        shots["dark"] = tab.picture()
        tab.show(made["checked"], width=390, height=844)
        shots["narrow"] = tab.picture(whole=True, limit=2100)
        tab.show(made["checked"])
        shots["print"] = printed(tab.paper())
        tab.show(made["batch"], height=1000)
        shots["batch"] = tab.picture()
    for name, png in shots.items():
        small = shrunk(png)
        (HERE / "pictures" / f"{name}.png").write_bytes(small)
        print(f"{name}.png: {len(small) // 1000} kB")


if __name__ == "__main__":
    main()
