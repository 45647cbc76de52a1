"""A batch on a Dask cluster of two worker processes, one of which is killed."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from glossary import files
from glossary.curated import curated
from glossary.errors import ExitStatus, UserError
from translate.batch.inputs import expand
from translate.batch.outcome import Order, Status
from translate.batch.remote import DaskCrew, Luggage, Task, translate_task
from translate.batch.run import Batch
from translate.packages.layout import embedded
from translate.pipeline import Settings

distributed = pytest.importorskip("distributed", reason="the extra 'dask' is not installed")

SENTENCE = "Les FAMa ont repoussé une attaque du JNIM près de Gao le {} juillet.\n"


@pytest.fixture(scope="module")
def cluster() -> Any:
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=None,
        host="127.0.0.1",
    ) as made:
        yield made


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(1, 13):
        (folder / f"{n:02}.txt").write_text(SENTENCE.format(n) * (1 + n % 3), encoding="utf-8")
    (folder / "table.docx").write_bytes(b"PK\x03\x04 torn")
    return folder


def outputs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.txt")}


def run(sources: Path, out: Path, hire: Any = None) -> dict[str, Status]:
    from translate import argos

    order = Order(out=out, target="en", source="fr", chunk=60)
    items, _ = expand([str(sources)], out)
    files.make_folder(out)
    package = embedded("fr", "en")
    crew = None if hire is None else (lambda: hire(order))
    work = Batch(order, lambda: argos.load(package, threads=1), curated(), crew)
    found = {outcome.output: outcome.status for outcome in work.run(items)}
    work.close()
    return found


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is how a worker is lost here")
def test_a_killed_worker_costs_no_file(cluster: Any, sources: Path, tmp_path: Path) -> None:
    local = run(sources, tmp_path / "local")
    killed: list[int] = []

    class Killing(DaskCrew):
        def submit(self, chunk: Any) -> Any:
            future = super().submit(chunk)
            if not killed:
                victims = self._client.run(os.getpid)
                killed.append(next(iter(victims.values())))
                os.kill(killed[0], signal.SIGKILL)
            return future

    def hire(order: Order) -> DaskCrew:
        return Killing(cluster.scheduler_address, order, "embedded", curated())

    remote = run(sources, tmp_path / "remote", hire)
    assert killed
    assert remote == local
    assert list(remote.values()).count(Status.TRANSLATED) == 12
    assert outputs(tmp_path / "remote") == outputs(tmp_path / "local")
    assert all(b"FAMa" in text for text in outputs(tmp_path / "remote").values())
    # the manifest is the same whoever did the work: nothing is left to do
    again = run(sources, tmp_path / "remote", hire)
    assert set(again.values()) == {Status.UNCHANGED, Status.FAILED}


def test_a_file_that_fails_on_a_worker_fails_alone() -> None:
    items, _ = expand([__file__], Path("out"))
    good = (items[0], b"Les FAMa avancent.\n")
    bad = (items[0], b"\xff\xfe\xff")
    task = Task((good, bad), "fr", "en", "embedded", None, _options())
    first, second = translate_task(task, Luggage(curated(), Settings()))
    assert not isinstance(first, str)
    assert "FAMa" in str(first.content)
    assert isinstance(second, str)


def test_a_worker_of_another_release_is_refused() -> None:
    task = Task((), "fr", "en", "embedded", None, _options(), release="0.0.1")
    with pytest.raises(UserError, match="install the same release") as raised:
        translate_task(task, Luggage(None, Settings()))
    assert raised.value.status is ExitStatus.NO_ENGINE


def test_no_scheduler_is_an_error_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("translate.batch.remote._WAIT", 0.5)
    order = Order(out=tmp_path, target="en")
    begun = time.monotonic()
    with pytest.raises(UserError, match="dask scheduler") as raised:
        DaskCrew("tcp://127.0.0.1:9", order, "embedded", None)
    assert raised.value.status is ExitStatus.NO_ENGINE
    assert time.monotonic() - begun < 30


def _options() -> Any:
    from translate import formats

    return formats.DEFAULTS
