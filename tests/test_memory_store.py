"""A memory on disk: whole after every mishap, safe among processes, told when it is not ours."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from glossary.errors import ExitStatus, UserError
from translate.cli import main
from translate.document import Code
from translate.memory import schema
from translate.memory.model import Context, Entry, Origin, Status
from translate.memory.recall import load
from translate.memory.store import Added, Rule, Store, reading, rehearsing, writing

ROOT = Path(__file__).parent.parent
MODULE = [sys.executable, "-m", "translate.cli", "memory"]


def entry(source: str, target: str = "x", **values: object) -> Entry:
    return Entry("fr", "en", source, target, **values)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "m.sqlite"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may enter, which those of ``tmp_path`` are not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def sahel(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["memory", *map(str, arguments)])


def all_of(path: Path) -> list[Entry]:
    with reading(path) as store:
        store.check()
        return list(store.entries())


def tmx(count: int, mark: str = "") -> bytes:
    units = "".join(
        f'<tu><tuv xml:lang="fr"><seg>{mark}Le poste {i} est tombé.</seg></tuv>'
        f'<tuv xml:lang="en"><seg>Post {i} has fallen.</seg></tuv></tu>'
        for i in range(count)
    )
    return f'<tmx version="1.4"><header srclang="fr"/><body>{units}</body></tmx>'.encode()


def test_a_kill_in_the_middle_of_an_import_leaves_the_store_whole(
    tmp_path: Path, path: Path
) -> None:
    with writing(path) as store:
        store.add([entry("Avant.")])
    file = tmp_path / "big.tmx"
    file.write_bytes(tmx(20_000))
    code = (
        "import sys, sqlite3\n"
        "from pathlib import Path\n"
        "from translate.memory import store\n"
        "add = store.Store._add\n"
        "count = 0\n"
        "def slow(self, entry, row):\n"
        "    global count\n"
        "    count += 1\n"
        "    if count == 2000: print('half', flush=True)\n"
        "    return add(self, entry, row)\n"
        "store.Store._add = slow\n"
        # a small cache: pages reach the file before the transaction ends
        "connect = store.schema.connect\n"
        "def small(*a, **k):\n"
        "    c = connect(*a, **k); c.execute('PRAGMA cache_size = 10'); return c\n"
        "store.schema.connect = small\n"
        "from translate.cli import main\n"
        "main(['memory', 'import', sys.argv[1], '--memory', sys.argv[2]], prog_name='sahel')\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(file), str(path)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"half"
    process.kill()
    process.wait()
    assert path.with_name("m.sqlite-journal").exists(), "killed with the transaction half written"
    # whoever comes next, a reader as well, rolls it back
    assert [e.source for e in all_of(path)] == ["Avant."]
    assert not path.with_name("m.sqlite-journal").exists()
    assert sahel("import", file, "--memory", path).exit_code == 0
    assert len(all_of(path)) == 20_001


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_kills_at_any_moment_leave_all_or_nothing(tmp_path: Path, path: Path) -> None:
    file = tmp_path / "some.tmx"
    chance = random.Random(5)
    for turn in range(8):
        file.write_bytes(tmx(3000, f"{turn} "))
        before = len(all_of(path)) if path.exists() else 0
        process = subprocess.Popen(
            [*MODULE, "import", str(file), "--memory", str(path)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.2, 1.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if path.exists() and path.stat().st_size:
            assert len(all_of(path)) - before in (0, 3000)


def test_eight_processes_at_once_lose_nothing(tmp_path: Path, path: Path) -> None:
    processes = []
    for number in range(8):
        file = tmp_path / f"{number}.tmx"
        file.write_bytes(tmx(200, f"{number} "))
        processes.append(
            subprocess.Popen(
                [*MODULE, "import", str(file), "--memory", str(path), "--format", "json"],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        )
    for process in processes:
        out, error = process.communicate()
        assert process.returncode == 0, error
        assert json.loads(out)["new"] == 200
    assert len(all_of(path)) == 1600


@pytest.mark.parametrize("name", ["à côté #1?.sqlite", "100%.sqlite", "a b&mode=ro.sqlite"])
def test_odd_names(tmp_path: Path, name: str) -> None:
    with writing(tmp_path / name) as store:
        store.add([entry("Un.")])
    assert len(all_of(tmp_path / name)) == 1
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_readers_and_a_writer_do_not_hinder_each_other(path: Path) -> None:
    with writing(path) as store:
        store.add([entry("Un.")])
        with reading(path) as reader:
            assert len(list(reader.entries())) == 1
        store.add([entry("Deux.")])
    assert len(all_of(path)) == 2


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is no translation memory"),
        (b"Bonjour\n" * 500, "is damaged, or no translation memory"),
        (b"SQLite format 3\0" + b"\0" * 4000, "is damaged, or no translation memory"),
    ],
)
def test_what_is_no_memory_is_told(path: Path, content: bytes, what: str) -> None:
    path.write_bytes(content)
    with pytest.raises(UserError, match=what), reading(path):
        pass
    result = sahel("lookup", "Bonjour", "--to", "en", "--memory", path)
    assert result.exit_code == ExitStatus.UNREADABLE
    assert "Traceback" not in result.output
    assert path.read_bytes() == content


def test_every_torn_page_is_found_by_stats(path: Path) -> None:
    with writing(path) as store:
        store.add(entry(f"Le poste numéro {i} est tombé.", f"Post {i}.") for i in range(300))
    whole = path.read_bytes()
    for start in range(0, len(whole), 4096):
        path.write_bytes(whole[:start] + b"\xa5" * 4096 + whole[start + 4096 :])
        result = sahel("stats", "--memory", path)
        assert result.exit_code == ExitStatus.UNREADABLE, start
        assert result.exception is None or isinstance(result.exception, SystemExit)
    path.write_bytes(whole[: len(whole) // 2])
    assert sahel("stats", "--memory", path).exit_code == ExitStatus.UNREADABLE


def test_a_unit_altered_by_hand_is_found(path: Path) -> None:
    with writing(path) as store:
        store.add([entry("Un.", "One.")])
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE unit SET target = 'Two.'")
    connection.close()
    assert "was altered" in sahel("stats", "--memory", path).output


@pytest.mark.parametrize(
    "damage",
    [
        "source = x'ff'",
        "target = x'ff'",
        "before = x'ff'",
        "author = x''",
        "source_codes = '[1'",
        "source_codes = '[[1, 2]]'",
        "target_codes = '7'",
        "fingerprint = 1",
        "target = CAST(x'ff41' AS TEXT)",
    ],
)
def test_a_damaged_unit_is_told_before_anything_is_looked_up(path: Path, damage: str) -> None:
    with writing(path) as store:
        store.add([entry("Un.", "One."), entry("Deux.", "Two.")])
    with sqlite3.connect(path) as connection:
        connection.execute(f"UPDATE unit SET {damage} WHERE target = 'One.'")
    connection.close()
    with pytest.raises(UserError, match="is damaged") as error:
        load(path, ("fr", "en"))
    assert error.value.hint
    result = sahel("lookup", "Deux.", "--to", "en", "--memory", path)
    assert result.exit_code == ExitStatus.UNREADABLE
    assert isinstance(result.exception, SystemExit)


def test_a_moment_that_the_database_ended_hides_no_error(path: Path) -> None:
    with writing(path) as store:
        store.add([entry("Un.")])

    def fails(store: Store) -> None:
        with store.moment():
            store._connection.execute("ROLLBACK")  # as SQLite does after a failing disk
            raise UserError("what went wrong", where=str(path))

    with reading(path) as store, pytest.raises(UserError, match="what went wrong"):
        fails(store)


def test_another_programs_database_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    before = path.read_bytes()
    result = sahel("add", "a", "b", "--to", "en", "--memory", path)
    assert result.exit_code == ExitStatus.UNREADABLE
    assert "is no translation memory" in result.output
    assert path.read_bytes() == before


def test_a_store_of_a_later_version_is_refused_with_advice(path: Path) -> None:
    with writing(path) as store:
        store.add([entry("Un.")])
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    for arguments in (["lookup", "Un.", "--to", "en"], ["add", "a", "b", "--to", "en"], ["stats"]):
        result = sahel(*arguments, "--memory", path)
        assert result.exit_code == ExitStatus.UNREADABLE
        assert "later version" in result.output
        assert "update sahel-translate" in result.output
    assert path.read_bytes() == before


def test_an_earlier_version_is_brought_up_to_date_by_a_writer_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(path) as store:
        store.add([entry("Un.", "One.")])
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    later = {**schema.MIGRATIONS, schema.VERSION: ("ALTER TABLE unit ADD COLUMN note TEXT",)}
    monkeypatch.setattr(schema, "MIGRATIONS", later)
    with pytest.raises(UserError, match="earlier version"), reading(path):
        pass
    with writing(path) as store:
        assert [e.target for e in store.entries()] == ["One."]
    with sqlite3.connect(path) as connection:
        assert "note" in [row[1] for row in connection.execute("PRAGMA table_info(unit)")]
    connection.close()


def test_reading_writes_nothing_not_even_beside_it(path: Path) -> None:
    with writing(path) as store:
        store.add([entry("Un.", "One.")])
    before = path.read_bytes()
    load(path, ("fr", "en"))
    assert sahel("stats", "--memory", path).exit_code == 0
    assert sorted(p.name for p in path.parent.iterdir()) == ["m.sqlite"]
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="permissions")
def test_a_memory_can_be_read_where_nothing_can_be_written(open_folder: Path) -> None:
    path = open_folder / "m.sqlite"
    with writing(path) as store:
        store.add([entry("Un.", "One.")])
    path.chmod(0o444)
    open_folder.chmod(0o555)
    try:
        if os.geteuid():
            assert len(load(path, ("fr", "en"))) == 1
            return
        child = os.fork()  # root may write anywhere: somebody else tries
        if not child:
            os.setuid(65534)
            refused = not os.access(open_folder, os.W_OK)
            os._exit(0 if refused and len(load(path, ("fr", "en"))) == 1 else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    finally:
        open_folder.chmod(0o755)


def test_a_busy_memory_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(path) as store:
        store.add([entry("Un.")])
    monkeypatch.setattr(schema, "PATIENCE", 0.1)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(UserError, match="another process"), writing(path):
        pass
    holder.execute("ROLLBACK")
    holder.close()


def test_missing_folders_and_memories_are_told(tmp_path: Path) -> None:
    gone = tmp_path / "no" / "m.sqlite"
    assert sahel("stats", "--memory", gone).exit_code == ExitStatus.USAGE
    assert sahel("add", "a", "b", "--to", "en", "--memory", gone).exit_code == ExitStatus.UNREADABLE
    assert sahel("add", "a", "b", "--to", "en", "--memory", tmp_path).exit_code != 0
    assert sahel("prune", "--status", "machine", "--memory", gone).exit_code == ExitStatus.USAGE
    assert not gone.parent.exists()


def test_trust_decides_what_replaces_what(path: Path) -> None:
    machine, doubtful, approved = (
        entry("Un.", target, status=status)
        for target, status in (
            ("m", Status.MACHINE), ("u", Status.UNREVIEWED), ("a", Status.APPROVED)
        )
    )  # fmt: skip
    with writing(path) as store:
        assert store.add([machine]) == Added(new=1)
        assert store.add([doubtful]) == Added(replaced=1)
        assert store.add([machine]) == Added(kept=1)
        assert store.add([approved, doubtful]) == Added(replaced=1, kept=1)
        assert store.add([approved]) == Added(unchanged=1)
        assert store.add([entry("Un.", "b")]) == Added(replaced=1)
        # another context is another unit, other spaces are not
        assert store.add([entry("Un.", "c", context=Context("key"))]) == Added(new=1)
        assert store.add([entry(" Un.\u00a0", "d")]) == Added(replaced=1)
    assert sorted(e.target for e in all_of(path)) == ["c", "d"]


def test_half_characters_are_refused(path: Path) -> None:
    with writing(path) as store, pytest.raises(UserError, match="half a character"):
        store.add([entry("Un \udce9.")])
    assert all_of(path) == []


def test_one_bad_unit_leaves_none(path: Path) -> None:
    with writing(path) as store:
        store.add([entry("Un.")])

        def units() -> object:
            yield entry("Deux.")
            raise UserError("broken")

        with pytest.raises(UserError):
            store.add(units())  # type: ignore[arg-type]
    assert len(all_of(path)) == 1


def test_a_dry_run_writes_nothing(path: Path) -> None:
    assert (
        "would be new"
        in sahel("add", "Un.", "One.", "--to", "en", "--memory", path, "--dry-run").output
    )
    assert not path.exists()
    sahel("add", "Un.", "One.", "--to", "en", "--memory", path)
    before = path.read_bytes()
    result = sahel(
        "prune", "--status", "approved", "--memory", path, "--dry-run", "--format", "json"
    )
    assert json.loads(result.output)["deleted"] == 1
    with rehearsing(path) as store:
        assert isinstance(store, Store)
        assert store.add([entry("Un.", "Two.", context=Context())]).replaced == 1
    assert path.read_bytes() == before


def test_what_is_pruned_is_told_though_the_file_cannot_shrink(path: Path) -> None:
    with writing(path) as store:
        store.add([entry("one"), entry("two")])
        reader = store.entries()
        assert next(reader).source == "one"
        assert store.prune(Rule(Status.APPROVED)) == 2  # SQLite does not rewrite it under a reader
        reader.close()
    with reading(path) as store:
        assert list(store.entries()) == []


def test_prune_takes_what_fits_everything_that_is_said(path: Path) -> None:
    def dated(source: str, day: str, **values: object) -> Entry:
        return entry(source, origin=Origin(file="a.po", changed=f"{day}T00:00:00Z"), **values)

    units = [
        dated("old", "2020-01-01"),
        dated("old machine", "2020-01-01", status=Status.MACHINE),
        dated("new machine", "2026-01-01", status=Status.MACHINE),
        entry("no date", status=Status.MACHINE),
        dated("twice", "2021-01-01"),
        dated("twice", "2022-01-01", context=Context("key")),
    ]
    with writing(path) as store:
        store.add(units)
        assert store.prune(Rule(duplicates=True)) == 1
        assert [e.origin.changed[:4] for e in store.entries() if e.source == "twice"] == ["2022"]
        assert store.prune(Rule(Status.MACHINE, before="2025-01-01")) == 1
        assert store.prune(Rule(Status.MACHINE)) == 2
        assert store.prune(Rule(file="b.po")) == 0
        assert store.prune(Rule(before="2021-01-01", file="a.po")) == 1
    assert sahel("prune", "--memory", path).exit_code == ExitStatus.USAGE
    for day in ("soon", "2026-13-45"):
        assert sahel("prune", "--before", day, "--memory", path).exit_code == ExitStatus.USAGE
    folder = sahel("stats", "--memory", path.parent)
    assert folder.exit_code == ExitStatus.UNREADABLE
    assert "is a directory" in folder.stderr


ENTRIES = st.builds(
    Entry,
    st.sampled_from(["fr", "en"]),
    st.sampled_from(["fr", "en"]),
    st.text(max_size=8),
    st.text(max_size=8),
    st.lists(
        st.builds(
            Code,
            st.integers(0, 3),
            st.text(max_size=3),
            st.sampled_from(["open", "close", "standalone"]),
            st.integers(1, 3),
        ),
        max_size=2,
    ).map(tuple),
    status=st.sampled_from(Status),
    context=st.builds(Context, st.text(max_size=2), st.none() | st.text(max_size=2)),
    origin=st.builds(Origin, st.text(max_size=3), st.text(max_size=3)),
)


@given(st.lists(ENTRIES, max_size=6))
def test_what_is_added_is_read_and_the_digest_knows_no_order(units: list[Entry]) -> None:
    units = [u for u in units if not any("\ud800" <= c <= "\udfff" for c in repr(u))]
    by_identity = {u.identity: u for u in units}
    with rehearsing(Path("none")) as one, rehearsing(Path("none")) as two:
        one.add(by_identity.values())
        two.add(reversed(by_identity.values()))
        assert sorted(map(repr, one.entries())) == sorted(map(repr, by_identity.values()))
        assert one.digest() == two.digest()
        one.check()
        one.add([Entry("fr", "en", "quite", "another")])
        assert one.digest() != two.digest()
