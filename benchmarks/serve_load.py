"""Load on ``sahel serve``: many clients at once on loopback, for a bounded time.

    uv run python -m benchmarks.serve_load --clients 200 --seconds 300

Starts a server of its own, lets every client ask as fast as it is answered (after a 429 it waits
as long as it was told), and prints a table: answers, latencies, and the server's memory over time
(Linux). Ends with 1 when an answer was an error other than 429, or no answer came at all.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).parent.parent

SENTENCES = (
    "Les FAMa ont repoussé une attaque du JNIM près de {place}.",
    "Le gouverneur de la région de {place} a reçu une délégation de la CEDEAO.",
    "Au moins {n} personnes ont été tuées dans l'attaque du village de {place}.",
    "L'état-major général des armées annonce la neutralisation de {n} terroristes à {place}.",
    "Selon OCHA, {n} 000 personnes déplacées ont besoin d'une aide d'urgence à {place}.",
    "Le convoi parti de {place} a sauté sur un EEI, a indiqué une source sécuritaire.",
    "Les chefs d'État de l'AES se réuniront à {place} le {n} juillet.",
    "Le prix du carburant a doublé à {place} depuis le début du blocus.",
)
PLACES = ("Gao", "Kidal", "Ménaka", "Mopti", "Tombouctou", "Djibo", "Tillabéri", "Ségou")


@dataclass
class Tally:
    """What the clients saw: latencies of answers in seconds by kind, and statuses."""

    latencies: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[float, float]] = field(default_factory=list)


def text(chance: random.Random) -> str:
    """Return a sentence that no client has asked for before, most likely."""
    sentence = chance.choice(SENTENCES)
    return sentence.format(place=chance.choice(PLACES), n=chance.randint(2, 999))


def question(chance: random.Random) -> tuple[str, str, dict[str, object]]:
    """Return kind, path and body of a request: seven in ten are one sentence."""
    common: dict[str, object] = {"source": "fr", "target": "en"}
    kind = chance.random()
    if kind < 0.7:
        return "one sentence", "/translate", {"q": text(chance), **common}
    if kind < 0.9:
        return "array of five", "/translate", {"q": [text(chance) for _ in range(5)], **common}
    return "with ledger", "/v1/translate", {"q": f"{text(chance)} {text(chance)}", **common}


async def client(port: int, number: int, end: float, tally: Tally) -> None:
    """Ask until the time is over, over one connection as long as it stands."""
    chance = random.Random(number)
    reader = writer = None
    while monotonic() < end:
        kind, path, body = question(chance)
        begin = monotonic()
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            assert reader is not None
            status, retry, closed = await exchange(reader, writer, path, body)
        except (OSError, asyncio.IncompleteReadError, ValueError) as error:
            tally.statuses[type(error).__name__] += 1
            writer = None
            await asyncio.sleep(0.5)
            continue
        if closed:
            writer.close()
            writer = None
        tally.statuses[str(status)] += 1
        if status == 200:
            tally.latencies.setdefault(kind, []).append(monotonic() - begin)
        elif status == 429:
            tally.latencies.setdefault("429", []).append(monotonic() - begin)
            pause = retry * (1 + 0.5 * chance.random())  # so that they do not all come at once
            if writer is not None and pause > 10:  # a server closes what is idle
                writer.close()
                writer = None
            await asyncio.sleep(min(pause, max(0.0, end - monotonic())))
    if writer is not None:
        writer.close()


async def exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, body: object
) -> tuple[int, int, bool]:
    """Send a request and read its answer; return status, Retry-After, and whether to reconnect."""
    data = json.dumps(body).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(data)}\r\n\r\n"
    )
    writer.write(head.encode() + data)
    await writer.drain()
    answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = re.search(r"\r\ncontent-length: (\d+)", answer)
    if length is None:
        raise ValueError("no length")
    await reader.readexactly(int(length[1]))
    retry = re.search(r"\r\nretry-after: (\d+)", answer)
    return int(answer.split()[1]), int(retry[1]) if retry else 0, "connection: close" in answer


def resident(pid: int) -> float:
    """Return the memory of a process in MiB; 0 where it cannot be read."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


async def watch(pid: int, begin: float, end: float, tally: Tally) -> None:
    """Note the server's memory every second."""
    while monotonic() < end:
        tally.memory.append((monotonic() - begin, resident(pid)))
        await asyncio.sleep(1)


async def load(port: int, pid: int, clients: int, seconds: float) -> Tally:
    """Let all clients ask for some time; return what they saw."""
    tally = Tally()
    begin = monotonic()
    end = begin + seconds
    work = [client(port, number, end, tally) for number in range(clients)]
    await asyncio.gather(watch(pid, begin, end, tally), *work)
    return tally


def quantile(values: list[float], share: float) -> float:
    """Return the value below which ``share`` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(tally: Tally, clients: int, seconds: float) -> str:
    """Return what was seen as Markdown."""
    done = sum(len(v) for kind, v in tally.latencies.items() if kind != "429")
    statuses = ", ".join(f"{n} × {status}" for status, n in sorted(tally.statuses.items()))
    lines = [
        f"{clients} clients, {seconds:.0f} s: {done} answers ({done / seconds:.1f} a second); "
        f"statuses: {statuses}",
        "",
        "| request | answers | median | 90 % | 99 % | longest |",
        "|---|---|---|---|---|---|",
    ]
    for kind, values in sorted(tally.latencies.items()):
        cells = [f"{quantile(values, s):.2f} s" for s in (0.5, 0.9, 0.99)]
        longest = f"{max(values):.2f} s"
        lines.append(f"| {kind} | {len(values)} | {' | '.join([*cells, longest])} |")
    if tally.memory and tally.memory[-1][1]:
        lines += ["", "| after | server's memory |", "|---|---|"]
        for share in (0.0, 0.1, 0.25, 0.5, 0.75, 1.0):
            at, mib = tally.memory[min(len(tally.memory) - 1, int(share * len(tally.memory)))]
            lines.append(f"| {at:.0f} s | {mib:.0f} MiB |")
    return "\n".join(lines)


def main() -> int:
    """Run the load and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("options", nargs="*", help="options of 'sahel serve', after --")
    asked = parser.parse_args()
    server = subprocess.Popen(
        [sys.executable, "-m", "translate.cli", "serve", "--port", "0", *asked.options],
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert server.stderr is not None
    try:
        told = server.stderr.readline()
        found = re.search(r"127\.0\.0\.1:(\d+)", told)
        if found is None:
            raise SystemExit(told + server.stderr.read())
        port = int(found[1])
        tally = asyncio.run(load(port, server.pid, asked.clients, asked.seconds))
    finally:
        server.send_signal(signal.SIGTERM)
        rest = server.stderr.read()
        server.wait(60)
    print(table(tally, asked.clients, asked.seconds))
    if rest:
        print(rest, file=sys.stderr)
    return int(not tally.statuses["200"] or bool(set(tally.statuses) - {"200", "429"}))


if __name__ == "__main__":
    sys.exit(main())
