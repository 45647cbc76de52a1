"""Batches: what is done again and what is left alone, and that nothing is ever half-written."""

from __future__ import annotations

import errno
import functools
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from glossary import files
from glossary.errors import ExitStatus, UserError
from glossary.model import Glossary
from translate import argos
from translate.batch import lock
from translate.batch import run as batch
from translate.batch.inputs import Item, expand, listed, takes
from translate.batch.manifest import NAME
from translate.batch.outcome import Order, Outcome, Status, exit_status
from translate.batch.progress import Progress
from translate.batch.run import Batch
from translate.batch.watch import Watcher, watch
from translate.cli import main
from translate.interface import speaking

ROOT = Path(__file__).parent.parent

GAO = 'msgctxt "gao"\nmsgid "{}"\nmsgstr "Gao"\n\n'
TEXTS = {
    "a.txt": "Les soldats ont repris la ville de Gao.\n",
    "nord/b.txt": "La ville est calme. Les habitants sont dans les rues.\n",
    "nord/c.md": "# Le point\n\nLes soldats sont à *Gao*.\n",
    "d.txt": "\ufeffLa route de Gao est coupée.\r\n\r\nLe pont est détruit.\r\n",
}


def write(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return write(tmp_path / "in", TEXTS)


class Desk:
    """Runs batches with a stand-in engine that says VILLE for ville, and counts its loads."""

    def __init__(self, make: Callable[..., Any], out: Path) -> None:
        self.order = Order(out=out, target="en", source="fr")
        self.make = make
        self.loads = 0
        self.glossary: Glossary | None = None
        self.engine: Any = None

    def load(self) -> Any:
        self.loads += 1
        self.engine = self.make(words={"ville": "VILLE"})
        return self.engine

    def run(self, *inputs: Path, **changes: Any) -> dict[str, Outcome]:
        order = replace(self.order, **changes)
        items, missing = expand([str(i) for i in inputs], order.out)
        assert not missing
        files.make_folder(order.out)
        work = Batch(order, self.load, self.glossary)
        try:
            return {o.output: o for o in work.run(items)}
        finally:
            self.close(work)

    def close(self, work: Batch) -> None:
        work.close()


@pytest.fixture
def desk(stand_in: Callable[..., Any], tmp_path: Path) -> Desk:
    return Desk(stand_in, tmp_path / "out")


def statuses(outcomes: dict[str, Outcome]) -> dict[str, str]:
    return {key: o.status.value for key, o in outcomes.items()}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


# --- what is done, and what is not ---------------------------------------------------------------


def test_the_structure_stays_and_a_second_run_does_nothing(desk: Desk, sources: Path) -> None:
    first = desk.run(sources)
    assert statuses(first) == dict.fromkeys(TEXTS, "translated")
    out = snapshot(desk.order.out)
    assert set(out) == {*TEXTS, NAME}
    assert out["a.txt"].decode() == "Les soldats ont repris la VILLE de Gao.\n"
    assert out["d.txt"].decode() == TEXTS["d.txt"], "byte order mark and line ends stay"
    assert len(desk.engine.requests) > 4
    second = desk.run(sources)
    assert statuses(second) == dict.fromkeys(TEXTS, "unchanged")
    assert snapshot(desk.order.out) == out
    assert not [r for r in desk.engine.requests if r.pieces], "nothing was asked of the engine"
    assert [o.counts for o in second.values()] == [o.counts for o in first.values()]


def test_one_load_and_common_batches(desk: Desk, sources: Path) -> None:
    calls = []
    plain = desk.load

    def load() -> Any:
        engine = plain()
        translate = engine.translate
        engine.translate = lambda requests: calls.append(len(requests)) or translate(requests)
        return engine

    desk.load = load  # type: ignore[method-assign]
    desk.run(sources)
    assert desk.loads == 1
    assert max(calls) >= 6, "sentences of all files together"


def test_a_changed_source_a_missing_output(desk: Desk, sources: Path) -> None:
    desk.run(sources)
    (sources / "a.txt").write_text("La ville de Gao.\n", "utf-8")
    (desk.order.out / "nord/b.txt").unlink()
    done = desk.run(sources)
    assert {k: o.reason for k, o in done.items() if o.status is Status.TRANSLATED} == {
        "a.txt": "the source has changed",
        "nord/b.txt": "output is missing",
    }
    assert (desk.order.out / "a.txt").read_text("utf-8") == "La VILLE de Gao.\n"


def test_a_changed_glossary_or_setting_does_all_again(
    desk: Desk, sources: Path, glossary_of: Callable[[str], Glossary]
) -> None:
    desk.glossary = glossary_of(GAO.format("Gao"))
    desk.run(sources)
    desk.glossary = glossary_of(GAO.format("Gawgaw"))
    done = desk.run(sources)
    assert {o.reason for o in done.values()} == {"changed: glossary"}
    assert "Gawgaw" in (desk.order.out / "a.txt").read_text("utf-8")
    done = desk.run(sources, settings=replace(desk.order.settings, passes=()))
    assert {o.reason for o in done.values()} == {"changed: settings"}
    assert statuses(desk.run(sources, settings=replace(desk.order.settings, passes=()))) == (
        dict.fromkeys(TEXTS, "unchanged")
    )


def test_an_edited_output_is_kept(desk: Desk, sources: Path) -> None:
    desk.run(sources)
    edited = desk.order.out / "a.txt"
    edited.write_text("Soldiers retook the town of Gao.\n", "utf-8")
    done = desk.run(sources)
    assert (done["a.txt"].status, done["a.txt"].stale) == (Status.EDITED, False)
    assert exit_status(list(done.values())) is ExitStatus.OK, "an editor's text is nothing amiss"
    (sources / "a.txt").write_text("La ville.\n", "utf-8")
    done = desk.run(sources)
    assert (done["a.txt"].status, done["a.txt"].stale) == (Status.EDITED, True)
    assert exit_status(list(done.values())) is ExitStatus.FINDINGS
    assert edited.read_text("utf-8") == "Soldiers retook the town of Gao.\n"
    assert desk.run(sources, force=True)["a.txt"].status is Status.TRANSLATED
    assert edited.read_text("utf-8") == "La VILLE.\n"


def test_a_file_that_was_there_before_is_kept(desk: Desk, sources: Path) -> None:
    write(desk.order.out, {"a.txt": "mine"})
    done = desk.run(sources)
    assert (done["a.txt"].status, done["a.txt"].stale) == (Status.EDITED, True)
    assert (desk.order.out / "a.txt").read_text("utf-8") == "mine"


def test_an_edit_while_the_engine_works_is_kept(desk: Desk, sources: Path) -> None:
    plain = desk.load

    def load() -> Any:
        engine = plain()
        write(desk.order.out, {"a.txt": "edited meanwhile"})
        return engine

    desk.load = load  # type: ignore[method-assign]
    done = desk.run(sources)
    # the first file was looked at before the engine was loaded
    assert done["a.txt"].status is Status.EDITED
    assert (desk.order.out / "a.txt").read_text("utf-8") == "edited meanwhile"


def test_one_broken_file_stops_no_other(desk: Desk, sources: Path) -> None:
    (sources / "broken.txt").write_bytes(b"la ville \xe9tait")
    (sources / "empty.txt").write_bytes(b"")
    (sources / "nul.txt").write_bytes(b"la\0ville")
    (sources / "photo.jpg").write_bytes(b"\xff\xd8")
    (sources / "data.json").write_bytes(b'{"a": "la ville"}')
    done = desk.run(sources)
    found = statuses(done)
    assert [found.pop(n) for n in ("broken.txt", "empty.txt", "nul.txt")] == ["failed"] * 3
    assert [found.pop(n) for n in ("photo.jpg", "data.json")] == ["skipped"] * 2
    assert found == dict.fromkeys(TEXTS, "translated")
    assert "byte 9" in done["broken.txt"].reason
    assert exit_status(list(done.values())) is ExitStatus.UNREADABLE
    with speaking("fr"):  # the status is the same in whatever language the reasons are
        assert exit_status([done["photo.jpg"]]) is ExitStatus.UNREADABLE
    assert exit_status([done["photo.jpg"], done["data.json"]]) is ExitStatus.OK


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file(desk: Desk, sources: Path) -> None:
    (sources / "a.txt").chmod(0)
    assert desk.run(sources)["a.txt"].status is Status.FAILED


@pytest.mark.skipif(os.name == "nt", reason="no pipes among its files")
def test_a_pipe_and_a_dead_link(desk: Desk, sources: Path) -> None:
    os.mkfifo(sources / "pipe.txt")
    (sources / "dead.txt").symlink_to("nowhere")
    done = desk.run(sources)
    assert done["pipe.txt"].reason == "is a pipe or a device"
    assert done["dead.txt"].reason.startswith("no such file")
    assert [s.value for s in (done["pipe.txt"].status, done["dead.txt"].status)] == ["failed"] * 2


def test_a_file_on_which_the_engine_fails_fails_alone(desk: Desk, sources: Path) -> None:
    plain = desk.load

    def load() -> Any:
        engine = plain()
        translate = engine.translate

        def fail(requests: Sequence[Any]) -> Any:
            if any("calme" in str(r.pieces) for r in requests):
                raise ZeroDivisionError("no reason")
            return translate(requests)

        engine.translate = fail
        return engine

    desk.load = load  # type: ignore[method-assign]
    done = desk.run(sources)
    assert statuses(done) == {**dict.fromkeys(TEXTS, "translated"), "nord/b.txt": "failed"}
    assert "ZeroDivisionError: no reason at test_batch.py:" in done["nord/b.txt"].reason


def test_the_other_language_is_passed_over(desk: Desk, sources: Path) -> None:
    (sources / "e.txt").write_text("The army retook the town, and it is calm.\n", "utf-8")
    done = desk.run(sources, source="auto")
    assert done["e.txt"].status is Status.SKIPPED
    assert done["e.txt"].reason == "is English already"


def test_reports_lie_beside(desk: Desk, sources: Path, tmp_path: Path) -> None:
    desk.run(sources)
    folder = tmp_path / "reports"
    done = desk.run(sources, report_dir=folder)
    assert {o.reason for o in done.values()} == {"its report is missing"}
    assert set(snapshot(folder)) == {f"{name}.json" for name in TEXTS}
    data = json.loads((folder / "nord/b.txt.json").read_text("utf-8"))
    assert (data["schema"], data["source_name"]) == ("sahel-report-1", "nord/b.txt")
    assert statuses(desk.run(sources, report_dir=folder)) == dict.fromkeys(TEXTS, "unchanged")


def test_a_dry_run_writes_nothing(desk: Desk, sources: Path) -> None:
    desk.run(sources)
    (desk.order.out / "a.txt").unlink()
    before = snapshot(desk.order.out)
    done = desk.run(sources, dry_run=True)
    assert statuses(done) == {**dict.fromkeys(TEXTS, "unchanged"), "a.txt": "planned"}
    assert snapshot(desk.order.out) == before


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize("chunk", [1, 60, 10_000])
def test_chunks_and_jobs_change_no_byte(
    desk: Desk, sources: Path, tmp_path: Path, chunk: int, jobs: int
) -> None:
    desk.run(sources)
    desk.run(sources, out=tmp_path / "other", chunk=chunk, jobs=jobs)
    assert snapshot(tmp_path / "other") == snapshot(desk.order.out)


# --- inputs --------------------------------------------------------------------------------------


def places(names: Sequence[str], out: Path, **options: Any) -> dict[str, str]:
    items, missing = expand(names, out, **options)
    assert not missing
    return {item.key: item.path.as_posix() for item in items}


def test_what_inputs_stand_for(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sources.parent)
    write(sources, {".hidden/x.txt": "", "~$word.txt": "", ".x.txt": ""})
    out = Path("out")
    assert set(places(["in"], out)) == set(TEXTS)
    assert places(["in/*.txt"], out) == {"a.txt": "in/a.txt", "d.txt": "in/d.txt"}
    assert set(places(["in/**/*.txt"], out)) == {"a.txt", "d.txt", "nord/b.txt"}
    assert places(["in/nord/b.txt"], out) == {"b.txt": "in/nord/b.txt"}
    assert places(["in/nord/b.txt"], out, base=Path("in")) == {"nord/b.txt": "in/nord/b.txt"}
    assert len(places(["in", "in", "in/a.txt"], out)) == 4, "each once"
    write(sources, {"[1].txt": "x"})
    assert places(["in/[1].txt"], out) == {"[1].txt": "in/[1].txt"}, "a name, not a pattern"
    _, missing = expand(["nowhere", "in/*.docx"], out)
    assert [m.reason for m in missing] == ["no such file or folder", "no file matches"]
    assert listed(b"a\nb c\r\n\n") == ["a", "b c"]
    assert listed(b"a\nb\0c\0") == ["a\nb", "c"]


@pytest.mark.parametrize(
    ("name", "out", "refused"),
    [
        ("in", "in", True),
        ("in", "in/en", True),
        ("in/nord", "in/en", False),
        ("in/**/*.txt", "in/en", True),
        ("in/*/b.txt", "in/en", True),
        ("in/no*/b.txt", "in/en", False),
        ("in/*.txt", "in/en", False),
        ("in/*.txt", "in", True),
        ("in/a.txt", "in", True),
        ("in/a.txt", ".", True),
        ("in/a.txt", "in/en", False),
    ],
)
def test_output_never_becomes_input(
    sources: Path, monkeypatch: pytest.MonkeyPatch, name: str, out: str, refused: bool
) -> None:
    monkeypatch.chdir(sources.parent)
    if refused:
        with pytest.raises(UserError) as caught:
            expand([name], Path(out))
        assert caught.value.status is ExitStatus.USAGE
    else:
        assert expand([name], Path(out))[0]


def test_two_inputs_for_one_output(desk: Desk, sources: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other", {"A.TXT": "La ville.\n", "a.md": "La ville.\n"})
    order = replace(desk.order)
    items, _ = expand([str(sources / "a.txt"), str(other)], order.out)
    files.make_folder(order.out)
    found = list(Batch(order, desk.load, None).run(items))
    by_output = {o.output: o for o in found}
    assert by_output["a.txt"].status is Status.TRANSLATED
    assert by_output["a.md"].status is Status.TRANSLATED, "suffixes keep names apart"
    assert "a.txt" in by_output["A.TXT"].reason, "one file on some systems"
    # in another run it is still the other's
    other = write(tmp_path / "third", {"a.txt": "La ville du nord.\n"})
    work = Batch(order, desk.load, None)
    assert next(work.run(expand([str(other)], order.out)[0])).status is Status.FAILED


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_an_output_that_is_a_link_to_its_input(desk: Desk, sources: Path) -> None:
    desk.order.out.mkdir()
    (desk.order.out / "a.txt").symlink_to(sources / "a.txt")
    done = desk.run(sources, force=True)
    assert done["a.txt"].status is Status.FAILED
    assert (sources / "a.txt").read_bytes() == TEXTS["a.txt"].encode()


# --- crashes -------------------------------------------------------------------------------------


class Crash(BaseException):
    """Stands for a kill: nothing of ours may catch it."""


def crashing(monkeypatch: pytest.MonkeyPatch, at: int) -> list[int]:
    """Make the process die at the ``at``-th of the steps that touch the disk."""
    steps = [0]

    def wrap(name: str) -> None:
        real = getattr(os, name)

        def step(*arguments: Any) -> Any:
            steps[0] += 1
            if steps[0] == at:
                raise Crash
            return real(*arguments)

        monkeypatch.setattr(os, name, step)

    wrap("fsync")
    wrap("replace")
    return steps


def test_a_crash_at_every_step_loses_nothing(
    desk: Desk, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {"report_dir": tmp_path / "r0", "chunk": 60}
    write(sources, {"a.txt": "Une ville.\n"})
    desk.run(sources, out=tmp_path / "o0", **options)
    write(sources, {"a.txt": TEXTS["a.txt"]})  # one output has an older version
    before = snapshot(tmp_path / "o0")
    desk.run(sources, out=tmp_path / "o0", **options)
    wanted = snapshot(tmp_path / "o0")
    assert wanted != before
    steps = 0
    for at in range(1, 200):
        out, reports = tmp_path / f"o{at}", tmp_path / f"r{at}"
        options["report_dir"] = reports
        write(sources, {"a.txt": "Une ville.\n"})
        desk.run(sources, out=out, **options)
        write(sources, {"a.txt": TEXTS["a.txt"]})
        (out / "nord/b.txt").unlink()
        with monkeypatch.context() as patch:
            crashing(patch, at)
            # a kill runs no 'finally': temporary files stay, the manifest is not written anew
            patch.setattr(Path, "unlink", lambda self, missing_ok=False: None)
            patch.setattr(Desk, "close", lambda self, work: None)
            try:
                desk.run(sources, out=out, **options)
            except Crash:
                steps += 1
            else:
                break
        desk.run(sources, out=out, **options)
        assert snapshot(out) == wanted, at
        assert snapshot(reports) == snapshot(tmp_path / "r0"), at
    assert steps > 8


def test_torn_ends_of_a_manifest(desk: Desk, sources: Path) -> None:
    desk.run(sources)
    whole = snapshot(desk.order.out)
    manifest = desk.order.out / NAME
    rng = random.Random(3)
    for length in [0, 1, 10, *(rng.randrange(len(whole[NAME])) for _ in range(12))]:
        for name in TEXTS:
            (desk.order.out / name).unlink()
        manifest.write_bytes(whole[NAME][:length])
        desk.run(sources)
        assert snapshot(desk.order.out) == whole, length


def test_a_manifest_of_a_later_version_is_refused(desk: Desk, sources: Path) -> None:
    write(desk.order.out, {NAME: '{"schema":"sahel-manifest-9"}\n'})
    with pytest.raises(UserError, match="sahel-manifest-9"):
        desk.run(sources)


@pytest.mark.parametrize("full_at", [1, 2, 4, 6])
def test_a_full_disk_in_the_middle(
    desk: Desk, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full_at: int
) -> None:
    desk.run(sources, out=tmp_path / "reference", chunk=60)
    calls = [0]
    sync = os.fsync

    def full(handle: int) -> None:
        calls[0] += 1
        if calls[0] >= full_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(UserError, match="No space left"):
            desk.run(sources, chunk=60)
    there = snapshot(desk.order.out)
    there.pop(NAME, None)
    wanted = snapshot(tmp_path / "reference")
    assert all(wanted[name] == data for name, data in there.items()), "whole, or not there"
    assert calls[0] <= full_at + 2, "it did not go on for nothing"
    desk.run(sources, chunk=60)
    assert snapshot(desk.order.out) == wanted


# --- real processes ------------------------------------------------------------------------------


def start(*arguments: str, sleep: str = "0", fsync: str = "0") -> subprocess.Popen[str]:
    """Start the command with the engine of ``benchmarks/batch_standin.py``."""
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.batch_standin", "batch", *arguments, "--no-glossary"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "BATCH_SLEEP": sleep, "BATCH_FSYNC": fsync},
    )


def test_kill_9_and_resume(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.kill9", "--times", "1", "--files", "12"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 of 1 equal" in done.stdout


def test_two_batches_on_one_directory(sources: Path, tmp_path: Path) -> None:
    arguments = (str(sources), "--out", str(tmp_path / "out"), "--to", "en", "--from", "fr")
    many = {f"x{n}.txt": f"La ville numéro {n} est calme.\n" for n in range(8)}
    write(sources, many)
    one = start(*arguments, "--chunk", "40", sleep="0.6")  # it must outlast the start of another
    lock_file = tmp_path / "out" / batch.LOCK
    while not lock_file.exists() and one.poll() is None:
        time.sleep(0.01)
    refused = start(*arguments)
    waiting = start(*arguments, "--wait", "--format", "json")
    _, said = refused.communicate()
    assert refused.returncode == 3
    assert f"another batch is writing here (process {one.pid}" in said
    assert one.wait() == 0, one.communicate()
    stdout, said = waiting.communicate()
    assert waiting.returncode == 0, said
    assert json.loads(stdout)["summary"]["files"]["unchanged"] == 12
    assert not lock_file.exists()
    assert set(snapshot(tmp_path / "out")) == {*TEXTS, *many, NAME}
    one.communicate()


def test_watching_a_drop_folder_until_told_to_stop(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = start(
        str(sources), "--out", str(out), "--to", "en", "--from", "fr", "--watch", "--interval",
        "0.1",
    )  # fmt: skip
    try:
        wait_for(lambda: (out / "nord/c.md").exists(), process)
        write(sources, {"late.txt": "La ville.\n"})
        wait_for(lambda: (out / "late.txt").exists(), process)
        time.sleep(0.2)
    finally:
        process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 0, said
    assert "translated  5" in said
    assert set(snapshot(out)) == {*TEXTS, "late.txt", NAME}
    assert len((out / NAME).read_text("utf-8").splitlines()) == 6, "in its final form"


@pytest.mark.skipif(os.name == "nt", reason="no such signal there")
def test_an_interrupted_batch_ends_with_130_and_goes_on_later(
    sources: Path, tmp_path: Path
) -> None:
    write(sources, {f"x{n}.txt": f"La ville numéro {n} est calme.\n" for n in range(30)})
    arguments = (str(sources), "--out", str(tmp_path / "out"), "--to", "en", "--from", "fr")
    process = start(*arguments, "--chunk", "20", "--format", "json", sleep="0.2")
    wait_for(lambda: (tmp_path / "out" / "a.txt").exists(), process)
    process.send_signal(signal.SIGTERM)
    stdout, said = process.communicate(timeout=20)
    assert process.returncode == 130, said
    assert "Error: interrupted" in said
    data = json.loads(stdout)
    assert (data["stopped"], data["exit_status"]) == ("interrupted", 130)
    done = data["summary"]["files"]["translated"]
    assert 0 < done < 34
    names = set(snapshot(tmp_path / "out"))
    assert len(names) == done + 1, "outputs and the manifest: no lock, nothing temporary"


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    for _ in range(600):
        if condition():
            return
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    raise AssertionError("it never came")


# --- the parts -----------------------------------------------------------------------------------


def test_a_growing_file_is_left_until_it_lies_still(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    item = Item(path, Path("a.txt"))
    watcher = Watcher()
    assert watcher.look([item]) == [], "not there yet"
    path.write_text("La")
    assert watcher.look([item]) == []
    path.write_text("La ville")
    assert watcher.look([item]) == [], "it grew"
    assert watcher.look([item]) == [item]
    assert watcher.look([item]) == [], "taken"
    os.utime(path, ns=(1, 1))
    assert watcher.look([item]) == []
    assert watcher.look([item]) == [item], "written again"


def test_files_of_one_name_from_two_folders_are_both_seen(tmp_path: Path) -> None:
    items = []
    for folder in ("bamako", "gao"):
        path = tmp_path / folder / "a.txt"
        path.parent.mkdir()
        path.write_text("La ville")
        items.append(Item(path, Path("a.txt")))
    watcher = Watcher()
    assert watcher.look(items) == []
    assert watcher.look(items) == items, "the batch says that they clash; nobody else would"


def test_watch_ends_on_ctrl_c(tmp_path: Path) -> None:
    item = Item(write(tmp_path, {"a.txt": "x"}) / "a.txt", Path("a.txt"))
    taken: list[list[Item]] = []
    looks = iter([None, None, KeyboardInterrupt])

    def sleep(seconds: float) -> None:
        if (stop := next(looks)) is not None:
            raise stop

    with pytest.raises(KeyboardInterrupt):
        watch(lambda: [item], taken.append, 1.0, sleep=sleep)
    assert taken == [[item]]


def test_the_lock_is_one_at_a_time_and_gone_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        for _ in range(5):
            with lock.locked(path, wait=True):
                inside.append(1)
                most.append(len(inside))
                time.sleep(0.002)
                inside.pop()

    old = lock._POLL
    lock._POLL = 0.001
    try:
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        lock._POLL = old
    assert len(most) == 20
    assert max(most) == 1
    assert not path.exists()


def test_a_lock_file_left_by_a_killed_batch_hinders_nobody(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.write_text(f"process {os.getpid()} on nowhere\n")
    with lock.locked(path):
        pass
    assert not path.exists()


def test_progress_says_files_words_and_time(tmp_path: Path) -> None:
    shown: list[str] = []
    now = [0.0]
    progress = Progress(2, 300, shown.append, lambda: now[0])
    now[0] = 10.0
    counts = batch.Counts(words=50)
    progress.add(Outcome("a", "a", Status.TRANSLATED, "", 100, counts))
    assert shown[-1].startswith("\r1/2 files  5 words/s  0:20 left")
    progress.add(Outcome("b", "b", Status.UNCHANGED, "", 200, counts))
    assert "2/2 files" in shown[-1]
    assert progress.words == 50, "what was done in this run"


# --- the command ---------------------------------------------------------------------------------


def sahel(*arguments: str, stdin: str | None = None) -> Any:
    result = CliRunner().invoke(main, ["batch", *arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def standing_in(stand_in: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argos, "load", lambda package: stand_in())


@pytest.mark.skipif(sys.platform != "linux", reason="there names are Unicode")
def test_a_name_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    source = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    Path(source).write_text("Les FAMa ont repris la ville.\n", "utf-8")
    arguments = (source, "--out", str(tmp_path / "out"), "--to", "en", "--dry-run")
    assert "caf\\udce9.txt" in sahel(*arguments).stdout
    (file,) = json.loads(sahel(*arguments, "--format", "json").stdout)["files"]
    assert (file["source"], file["status"]) == (source, "planned")


@pytest.mark.usefixtures("standing_in")
def test_json_fits_its_published_schema(sources: Path, tmp_path: Path) -> None:
    (sources / "photo.jpg").write_bytes(b"x")
    arguments = [str(sources), "nowhere", "--out", str(tmp_path / "out"), "--to", "en"]
    schema = json.loads((ROOT / "docs" / "batch.schema.json").read_text("utf-8"))
    for extra in (["--dry-run"], ["--no-glossary"]):
        result = sahel(*arguments, "--from", "fr", "--format", "json", *extra)
        assert result.exit_code == 3, result.stderr
        data = json.loads(result.stdout)
        assert data["exit_status"] == 3
        assert_fits(data, schema, schema, "batch")
    assert data["missing"] == [{"name": "nowhere", "reason": "no such file or folder"}]
    assert data["summary"]["files"]["translated"] == 4


def assert_fits(value: Any, schema: dict[str, Any], whole: dict[str, Any], where: str) -> None:
    """Check the part of JSON Schema that our schema uses."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].split("/")[-1]]
    kinds = {
        "object": dict, "array": list, "string": str, "integer": int, "boolean": bool,
        "number": (int, float),
    }  # fmt: skip
    assert isinstance(value, kinds[schema["type"]]), f"{where}: {value!r}"
    assert value in schema.get("enum", [value]), where
    if isinstance(value, dict):
        properties = schema["properties"]
        assert set(schema["required"]) == set(value) == set(properties), where
        for key, item in value.items():
            assert_fits(item, properties[key], whole, f"{where}.{key}")
    if isinstance(value, list):
        for i, item in enumerate(value):
            assert_fits(item, schema["items"], whole, f"{where}[{i}]")


@pytest.mark.usefixtures("standing_in")
def test_a_list_of_paths_on_standard_input(sources: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    paths = f"{sources / 'a.txt'}\n{sources / 'nord' / 'b.txt'}\n"
    result = sahel(
        "-", "--base", str(sources), "--out", out, "--to", "en", "--no-glossary", stdin=paths
    )
    assert result.exit_code == 0, result.stderr
    assert set(snapshot(tmp_path / "out")) == {"a.txt", "nord/b.txt", NAME}
    assert sahel("-", "--out", out, "--to", "en", stdin="").exit_code == 3


@pytest.mark.usefixtures("standing_in")
def test_exit_codes(sources: Path, tmp_path: Path) -> None:
    out = ("--out", str(tmp_path / "out"), "--to", "en", "--no-glossary", "--from", "fr")
    assert sahel(str(tmp_path / "nowhere"), *out).exit_code == 3
    assert sahel(str(sources), *out).exit_code == 0
    assert sahel(str(sources), *out, "--from", "en").exit_code == 2
    assert sahel(str(sources), "--out", str(sources / "en"), "--to", "en").exit_code == 2
    reports = ("--report-dir", str(sources / "reports"))
    assert sahel(str(sources), *out, *reports).exit_code == 2
    (tmp_path / "photo.jpg").write_bytes(b"x")
    assert sahel(str(tmp_path / "photo.jpg"), *out).exit_code == 3, "nothing was translated"
    (tmp_path / "empty").mkdir()
    assert sahel(str(tmp_path / "empty"), *out).exit_code == 0, "a drop folder may be empty"
    (sources / "e.txt").write_bytes(b"\xe9")
    assert sahel(str(sources), *out).exit_code == 3


@pytest.mark.parametrize(
    ("name", "folder", "taken"),
    [
        ("in", "in", True),
        ("in", "in/reports", True),
        ("in", "reports", False),
        ("in/**", "in/reports", True),
        ("in/**/*", "in/reports/deep", True),
        ("in/**/*.html", "in/reports", True),
        ("in/**/*.txt.html", "in/reports", True),
        ("in/**/*.txt", "in/reports", False),
        ("in/*/*", "in/reports", True),
        ("in/*/*", "in/reports/deep", False),
        ("in/*", "in", True),
        ("in/*", "in/reports", False),
        ("in/*.txt", "in", False),
        ("in/note-*", "in", True),
        ("in/a.txt", "in", False),
        ("[i]n/**", "in/reports", True),
        ("**", "in/reports", True),
    ],
)
def test_where_reports_would_be_translated_themselves(
    name: str, folder: str, taken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "in", {"a.txt": "Les FAMa ont repris la ville.\n"})
    assert takes(name, Path(folder), (".json", ".html")) is taken
    arguments = (name, "--out", "out", "--to", "en", "--dry-run", "--report-dir", folder)
    if name != "**":  # which takes --out as well
        assert sahel(*arguments).exit_code in ((2,) if taken else (0, 3))


def test_the_real_model_in_one_and_in_many_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(argos, "load", functools.cache(argos.load))
    write(
        tmp_path / "in",
        {
            "a.txt": "Les FAMa ont repris la ville de Gao. Le JNIM dément.\n",
            "b.md": "# Le CSP parle\n\nLa CEDEAO a condamné l'attaque.\n",
        },
    )
    outputs = []
    for name, chunk in (("one", "20000"), ("many", "1")):
        out = tmp_path / name
        result = sahel(str(tmp_path / "in"), "--out", str(out), "--to", "en", "--chunk", chunk)
        assert result.exit_code in (0, 1), result.stderr
        outputs.append(snapshot(out))
    assert outputs[0] == outputs[1]
    text = outputs[0]["a.txt"].decode()
    assert "FAMa" in text
    assert "JNIM" in text
    assert "ECOWAS" in outputs[0]["b.md"].decode()
