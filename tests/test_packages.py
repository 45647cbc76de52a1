"""Model packages: found, chosen, checked, installed, removed, exported, fetched."""

import functools
import http.server
import json
import os
import stat
import struct
import subprocess
import sys
import threading
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from glossary.errors import ExitStatus, UserError
from translate import argos
from translate.engine import Annotation, Request
from translate.packages import check as package_check
from translate.packages import download, layout, places
from translate.packages import files as package_files
from translate.packages import find as packages
from translate.packages.metadata import MetadataError, OtherPackageError, parse_metadata
from translate.packages.native import write_native

FR_EN = {"package_version": "1.9", "from_code": "fr", "to_code": "en"}
VERSION = layout.embedded("fr", "en").version.replace(".", "_")
SOUND = f"translate-fr_en-{VERSION}"

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The exported packages: English to French, French to English."""
    return package_files.export(tmp_path_factory.mktemp("exported"))


def installed_folder(home):
    return home / "data" / "argos-translate" / "packages"


def put(folder, metadata=FR_EN, files=("model/model.bin", "sentencepiece.model")):
    """Lay out a package that is there but whose model means nothing."""
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    folder.mkdir(parents=True, exist_ok=True)
    if metadata is not None:
        text = metadata if isinstance(metadata, str) else json.dumps(metadata)
        (folder / "metadata.json").write_text(text, encoding="utf-8")
    return folder


def archive(path, members, *, kind=None, method=zipfile.ZIP_STORED):
    """Write a zip archive of names to bytes; ``kind`` is the file type of the last member."""
    with zipfile.ZipFile(path, "w", method) as file:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.filename = info.orig_filename = name
            info.compress_type = method
            if kind is not None and name == list(members)[-1]:
                info.external_attr = (kind | 0o777) << 16
            file.writestr(info, content)
    return path


def members(metadata=FR_EN, **more):
    raw = metadata if isinstance(metadata, bytes) else json.dumps(metadata).encode()
    return {
        "p/metadata.json": raw,
        "p/model/model.bin": b"x",
        "p/sentencepiece.model": b"x",
        **more,
    }


def without(name):
    return {key: value for key, value in members().items() if key != name}


# --- metadata -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b" " * 2**20 + b"{}",
        b"{}", b'{"from_code": 3, "to_code": "en"}', b'{"from_code": ["fr"], "to_code": "en"}',
        json.dumps({**FR_EN, "package_version": 1.9}).encode(),
        json.dumps({**FR_EN, "target_prefix": None}).encode(),
        json.dumps({**FR_EN, "annotations": []}).encode(),
        json.dumps({**FR_EN, "annotations": {"term": ["<a>"]}}).encode(),
        json.dumps({**FR_EN, "annotations": {"term": "abc"}}).encode(),
        json.dumps({**FR_EN, "annotations": {"markers": [1]}}).encode(),
        json.dumps({**FR_EN, "annotations": {"markers": ["<x>", "<x>"]}}).encode(),
        json.dumps({**FR_EN, "annotations": {"markers": [""]}}).encode(),
    ],
)  # fmt: skip
def test_wrong_metadata_is_refused(data):
    with pytest.raises(MetadataError):
        parse_metadata(data)


@pytest.mark.parametrize(
    "other", [{"from_code": "es"}, {"to_code": "fr"}, {"type": "sbd"}, {"to_code": "EN"}]
)
def test_other_packages_are_told_apart(other):
    with pytest.raises(OtherPackageError):
        parse_metadata(json.dumps({**FR_EN, **other}).encode())


# --- where packages are ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "more",
    [{}, {"ARGOS_PACKAGES_DIR": "elsewhere"}, {"XDG_DATA_HOME": "xdg"}, {"SNAP": "snap"},
     {"XDG_CONFIG_HOME": "with-settings"}],
)  # fmt: skip
def test_directories_are_those_of_argostranslate(tmp_path, more):
    """Ask argostranslate itself, in a process of its own, as it makes directories."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "ARGOS_"))
    }
    home = tmp_path / "u"
    home.mkdir()
    environment.update(HOME=str(home), USERPROFILE=str(home))
    environment.update({key: str(tmp_path / value) for key, value in more.items()})
    if "SNAP" in more:
        environment["SNAP_USER_DATA"] = str(tmp_path / "snap-data")
        (tmp_path / "snap" / "snap_custom" / "packages").mkdir(parents=True)
        (tmp_path / "snap" / "snap_custom" / "content_snap_packages" / "c").mkdir(parents=True)
    settings = tmp_path / "with-settings" / "argos-translate" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"ARGOS_PACKAGES_DIR": str(tmp_path / "set")}))
    code = (
        "import json\n"
        "from translate.packages.places import package_directories\n"
        "ours = [str(path) for path in package_directories()]\n"
        "from argostranslate import settings\n"
        "print(json.dumps([ours, [str(path) for path in settings.package_dirs]]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    ours, theirs = json.loads(run.stdout)
    assert ours == theirs


def test_broken_settings_say_nothing(tmp_path):
    settings = tmp_path / "argos-translate" / "settings.json"
    settings.parent.mkdir()
    for content in ("{", "[]", '{"ARGOS_PACKAGES_DIR": 3}'):
        settings.write_text(content)
        environment = {"XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": "d"}
        found = places.package_directories(environment)
        assert found == (Path("d") / "argos-translate" / "packages",)


def test_looking_creates_nothing(home):
    packages.installed()
    packages.find("fr", "en")
    packages.choices()
    assert not home.exists()


# --- listing and finding --------------------------------------------------------------------


def test_listing_survives_what_argostranslate_does_not(home):
    folder = installed_folder(home)
    put(folder / "fr_en")
    put(folder / "en_es", {**FR_EN, "from_code": "en", "to_code": "es"})
    put(folder / "stray", None)
    put(folder / "broken", "{")
    put(folder / "no-model", files=("sentencepiece.model",))
    put(folder / "no-tokenizer", files=("model/model.bin",))
    put(folder / "bpe", files=("model/model.bin", "bpe.model"))
    (folder / "a-file").write_text("")
    inventory = packages.installed()
    assert [package.name for package in inventory.packages] == ["bpe", "fr_en"]
    assert {problem.path.name: problem.what for problem in inventory.problems} == {
        "stray": "has no metadata.json",
        "broken": "metadata.json is not JSON in UTF-8",
        "no-model": "has no model/model.bin",
        "no-tokenizer": "has neither sentencepiece.model nor bpe.model",
    }
    assert inventory.packages[0].tokenizer.name == "bpe.model"


def test_the_embedded_model_goes_first_whatever_is_installed(home):
    put(installed_folder(home) / "fr_en")
    assert packages.find("fr", "en").embedded
    assert packages.find("fr", "en", "fr_en").name == "fr_en"
    assert packages.find("fr", "en", "embedded").embedded


def test_both_directions_share_their_weights():
    one, two = layout.embedded("fr", "en"), layout.embedded("en", "fr")
    assert one.weights == two.weights
    assert one.tokenizer == two.tokenizer
    assert one.metadata.target_prefix != two.metadata.target_prefix
    assert len(one.metadata.markers) == 8


def test_the_embedded_model_has_no_links_and_no_checkpoint():
    files = sorted(path.relative_to(layout.MODELS).as_posix() for path in
                   layout.MODELS.rglob("*") if path.is_file())  # fmt: skip
    assert files == [
        "README.md", "en_fr-native-terms.tsv", "fr_en-native-terms.tsv", "metadata-en_fr.json",
        "metadata-fr_en.json", "model/config.json", "model/model.bin",
        "model/shared_vocabulary.json", "sentencepiece.model",
    ]  # fmt: skip
    assert not any(path.is_symlink() for path in layout.MODELS.rglob("*"))


def test_an_unknown_name_lists_what_is_there(home):
    put(installed_folder(home) / "fr_en")
    with pytest.raises(UserError, match="there is: embedded, fr_en") as caught:
        packages.find("fr", "en", "other")
    assert caught.value.status is ExitStatus.NO_ENGINE
    with pytest.raises(UserError, match="there is: embedded;"):
        packages.find("en", "fr", "fr_en")


def test_a_choice_is_kept_for_its_direction(home):
    put(installed_folder(home) / "fr_en")
    packages.use("fr", "en", "fr_en")
    assert packages.find("fr", "en").name == "fr_en"
    assert packages.find("en", "fr").embedded
    packages.use("fr", "en", "embedded")
    assert packages.find("fr", "en").embedded
    assert packages.choices() == {}


def test_a_choice_that_is_gone_says_where_it_was_made(home):
    folder = put(installed_folder(home) / "fr_en")
    packages.use("fr", "en", "fr_en")
    (folder / "metadata.json").unlink()
    with pytest.raises(UserError, match=r"models\.json: no model 'fr_en'"):
        packages.find("fr", "en")


def test_a_broken_choice_is_named_and_can_be_overwritten(home):
    path = places.choice_file()
    path.parent.mkdir(parents=True)
    for content in ("{", "[]", '{"fr-en": 3}'):
        path.write_text(content)
        with pytest.raises(UserError, match="models use"):
            packages.find("fr", "en")
        assert packages.find("fr", "en", "embedded").embedded
        packages.use("fr", "en", "embedded")
        assert packages.find("fr", "en").embedded


def test_choosing_without_a_writable_home_is_one_clear_error(home, monkeypatch):
    home.write_text("a file")
    with pytest.raises(UserError, match="--model"):
        packages.use("fr", "en", "embedded")
    monkeypatch.setattr(places, "choice_file", lambda: None)
    with pytest.raises(UserError, match="--model"):
        packages.use("fr", "en", "embedded")
    assert packages.find("fr", "en").embedded


def test_a_damaged_installation_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(layout, "MODELS", tmp_path)
    with pytest.raises(UserError, match="install sahel-translate again") as caught:
        layout.embedded("fr", "en")
    assert caught.value.status is ExitStatus.NO_ENGINE


# --- refusing files -------------------------------------------------------------------------

HOSTILE = {
    "no metadata": (without("p/metadata.json"), "no metadata.json"),
    "no model": (without("p/model/model.bin"), "no model/model.bin"),
    "no tokenizer": (without("p/sentencepiece.model"), "neither sentencepiece.model"),
    "other languages": (members({**FR_EN, "from_code": "es"}), "not French and English"),
    "wrong types": (members({**FR_EN, "from_code": 1}), "not a short text"),
    "metadata no JSON": (members(b"{"), "not JSON"),
    "metadata too long": (members(b" " * (2**20 + 1)), "larger than"),
    "parent": (members(**{"p/../../evil": b""}), "unsafe name"),
    "parent first": (members(**{"../evil": b""}), "unsafe name"),
    "absolute": (members(**{"/etc/evil": b""}), "unsafe name"),
    "drive": (members(**{"C:/evil": b""}), "unsafe name"),
    "backslash": (members(**{"p\\..\\evil": b""}), "unsafe name"),
    "device": (members(**{"p/nul.txt": b""}), "unsafe name"),
    "dot": (members(**{"p/./evil": b""}), "unsafe name"),
    "line break": (members(**{"p/a\nb": b""}), "unsafe name"),
    "two folders": (members(**{"q/evil": b""}), "exactly one folder"),
    "loose file": (members(evil=b""), "exactly one folder"),
    "twice": (members(**{"p/Metadata.json": b"{}"}), "twice"),
    "file and folder": (members(**{"p/model": b""}), "cannot be unpacked"),
    "empty": ({}, "exactly one folder"),
    "our name": (
        {name.replace("p/", "Embedded/", 1): data for name, data in members().items()},
        "calls itself",
    ),
    "model of nonsense": (members(), "cannot be loaded"),
}


def assert_refused(path, match, home):
    with pytest.raises(UserError, match=match) as caught:
        package_check.validate(path)
    assert "\n" not in str(caught.value)
    with pytest.raises(UserError, match=match):
        package_files.install(path)
    left = [p.name for p in home.rglob("*")] if home.exists() else []
    assert set(left) <= {"data", "argos-translate", "packages", ".sahel-translate.lock"}
    assert not (home.parent / "evil").exists()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_before_anything_is_installed(tmp_path, home, name):
    content, match = HOSTILE[name]
    assert_refused(archive(tmp_path / "x.argosmodel", content), match, home)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFDIR])
def test_links_and_special_files_are_refused(tmp_path, home, kind):
    path = archive(tmp_path / "x", members(**{"p/link": b"/etc/passwd"}), kind=kind)
    assert_refused(path, "link or a special file", home)


def test_bombs_are_refused_unpacked_by_nobody(tmp_path, home):
    bomb = members(**{"p/zeros": bytes(32 * 2**20)})
    path = archive(tmp_path / "x", bomb, method=zipfile.ZIP_DEFLATED)
    assert_refused(path, "would unpack to 32 MiB", home)
    many = members(**{f"p/{n}": b"" for n in range(package_check.MAX_MEMBERS)})
    assert_refused(archive(tmp_path / "y", many), "more than", home)


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path, home):
    bomb = members(**{"p/zeros": bytes(32 * 2**20)})
    path = archive(tmp_path / "x", bomb, method=zipfile.ZIP_DEFLATED)
    data = path.read_bytes().replace(struct.pack("<L", 32 * 2**20), struct.pack("<L", 1000))
    path.write_bytes(data)
    assert_refused(path, "damaged", home)


def test_the_limit_on_size_holds_for_honest_archives(tmp_path, home, monkeypatch):
    monkeypatch.setattr(package_check, "MAX_UNPACKED", 2)
    assert_refused(archive(tmp_path / "x", members()), "would unpack", home)


def test_encrypted_members_are_refused(tmp_path, home):
    path = archive(tmp_path / "x", members())
    data = bytearray(path.read_bytes())
    start = data.rindex(b"PK\x01\x02")
    data[start + 8] |= 1
    path.write_bytes(data)
    assert_refused(path, "encrypted", home)


def test_files_that_are_no_archive_are_refused(tmp_path, home, exported):
    path = tmp_path / "x.argosmodel"
    for content in (b"", b"hello", b"PK\x03\x04", os.urandom(5000)):
        path.write_bytes(content)
        assert_refused(path, "no zip archive", home)
    whole = exported[1].read_bytes()
    for length in (100, len(whole) // 2, len(whole) - 30):
        path.write_bytes(whole[:length])
        assert_refused(path, "no zip archive", home)
    with pytest.raises(UserError, match="no such file"):
        package_check.validate(tmp_path / "missing")
    with pytest.raises(UserError, match="is a directory"):
        package_check.validate(tmp_path)


def test_a_flipped_byte_is_noticed(tmp_path, home, exported):
    data = bytearray(exported[1].read_bytes())
    data[len(data) // 2] ^= 255
    path = tmp_path / "x.argosmodel"
    path.write_bytes(data)
    assert_refused(path, "damaged", home)


def test_a_model_that_does_not_fit_is_refused(tmp_path, home, exported):
    with zipfile.ZipFile(exported[1]) as source:
        content = {name: source.read(name) for name in source.namelist()}
    cut = {**content, f"{SOUND}/model/model.bin": content[f"{SOUND}/model/model.bin"][:1_000_000]}
    assert_refused(archive(tmp_path / "x", cut), "cannot be loaded", home)
    bad = {**content, f"{SOUND}/sentencepiece.model": b"nonsense"}
    assert_refused(archive(tmp_path / "y", bad), "cannot be loaded", home)


# --- installing, removing, exporting --------------------------------------------------------


def test_export_is_deterministic_complete_and_sound(tmp_path, exported):
    again = package_files.export(tmp_path / "new" / "folder")
    assert [path.name for path in again] == [
        f"translate-en_fr-{VERSION}.argosmodel", f"translate-fr_en-{VERSION}.argosmodel"
    ]  # fmt: skip
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in exported]
    sound = package_check.validate(exported[1])
    assert (sound.folder, sound.metadata.source, sound.metadata.target) == (SOUND, "fr", "en")


def test_an_exported_package_installs_and_translates_as_the_embedded_one(home, exported):
    package = package_files.install(exported[1])
    assert package == packages.find("fr", "en", SOUND)
    assert sorted(path.name for path in installed_folder(home).iterdir()) == [
        ".sahel-translate.lock", SOUND
    ]  # fmt: skip
    assert list(installed_folder(home).parent.iterdir()) == [installed_folder(home)]
    request = Request(("La ", Annotation("CSP", "CSP"), " recule."))
    results = [argos.load(p).translate([request]) for p in (package, packages.find("fr", "en"))]
    assert results[0] == results[1]


def test_an_installed_package_keeps_the_terms_it_writes_unasked(tmp_path, home, exported):
    with zipfile.ZipFile(exported[1]) as source:
        content = {name: source.read(name) for name in source.namelist()}
    content[f"{SOUND}/native-terms.tsv"] = write_native([("fama", "FAMa")], "measured")
    package = package_files.install(archive(tmp_path / "with-list", content))
    engine = argos.load(package)
    assert engine.abilities.native == {("fama", "FAMa")}
    plain = argos.load(replace(package, native=None))
    assert plain.abilities.native is None
    assert plain.signature()["native_terms"] == "none" != engine.signature()["native_terms"]


def test_a_damaged_list_of_terms_is_an_error_that_names_it(tmp_path, home, exported):
    package = package_files.install(exported[1])
    damaged = package.tokenizer.parent / "native-terms.tsv"
    damaged.write_text("no tab here\n")
    with pytest.raises(UserError, match="cannot be loaded") as raised:
        argos.load(replace(package, native=damaged))
    assert str(damaged) in str(raised.value)


def test_installing_again_replaces(home, exported):
    folder = package_files.install(exported[1]).tokenizer.parent
    (folder / "old").write_text("")
    package_files.install(exported[1])
    assert not (folder / "old").exists()
    assert list(installed_folder(home).parent.iterdir()) == [installed_folder(home)]


def test_a_failed_replacement_leaves_the_old_package(home, exported, monkeypatch):
    package_files.install(exported[1])
    rename = Path.rename

    def fail(self, target):
        if self.parent.name == "new":
            raise PermissionError(13, "in use")
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", fail)
        with pytest.raises(UserError, match="nothing was changed"):
            package_files.install(exported[1])
    assert [package.name for package in packages.installed().packages] == [SOUND]


def test_what_is_no_package_is_not_replaced(home, exported):
    mine = installed_folder(home) / SOUND
    mine.mkdir(parents=True)
    (mine / "notes.txt").write_text("mine")
    with pytest.raises(UserError, match="in the way"):
        package_files.install(exported[1])
    assert (mine / "notes.txt").read_text() == "mine"


def test_concurrent_installs_do_not_corrupt(home, exported):
    failures = []

    def install():
        try:
            package_files.install(exported[1])
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=install) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    argos.check(packages.find("fr", "en", SOUND))
    assert list(installed_folder(home).parent.iterdir()) == [installed_folder(home)]


def test_installing_where_nothing_can_be_written(home, exported):
    home.write_text("a file")
    with pytest.raises(UserError, match="cannot be written"):
        package_files.install(exported[1])


def test_removing_takes_the_choice_back(home, exported):
    package_files.install(exported[1])
    packages.use("fr", "en", SOUND)
    package, chosen = package_files.remove(SOUND)
    assert (package.name, chosen) == (SOUND, True)
    assert packages.find("fr", "en").embedded
    assert packages.installed() == packages.Inventory()
    assert list(installed_folder(home).parent.iterdir()) == [installed_folder(home)]


def test_removing_beside_a_broken_choice_removes_nothing(home, exported):
    """Once the package was gone before the choice was looked at, and the command failed."""
    package_files.install(exported[1])
    path = places.choice_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{")
    with pytest.raises(UserError, match="not a choice"):
        package_files.remove(SOUND)
    assert [p.name for p in packages.installed().packages] == [SOUND]


def test_removing_what_is_not_there():
    with pytest.raises(UserError, match="installed: none") as caught:
        package_files.remove("other")
    assert caught.value.status is ExitStatus.NO_ENGINE
    with pytest.raises(UserError, match="stays"):
        package_files.remove("embedded")
    with pytest.raises(UserError, match="no model"):
        package_files.remove("..")


def test_a_package_with_bpe_works_and_knows_no_annotations(home, exported, tmp_path):
    with zipfile.ZipFile(exported[1]) as source:
        content = {name: source.read(name) for name in source.namelist()}
    del content[f"{SOUND}/sentencepiece.model"]
    content[f"{SOUND}/bpe.model"] = b"#version: 0.2\nl e</w>\n"
    content[f"{SOUND}/metadata.json"] = json.dumps({**FR_EN, "target_prefix": "<2en>"}).encode()
    engine = argos.load(package_files.install(archive(tmp_path / "bpe", content)))
    plain, blank = engine.translate([Request.plain("le <x1> mali"), Request.plain(" ")])
    assert plain[0].text
    assert blank[0].text == ""
    assert "<x1>" not in engine._codec.encode(("le <x1> mali <2en>",))
    assert not engine.abilities.annotations
    with pytest.raises(ValueError, match="annotations"):
        engine.translate([Request((Annotation("a", "b"),))])
    prefixed = engine.translate([Request(("le mali",), prefix="The country")])[0][0]
    assert prefixed.text.startswith("The country")


# --- fetching -------------------------------------------------------------------------------


def entry(**more):
    return {**FR_EN, "links": ["https://example.org/x.argosmodel"], **more}


def test_the_newest_offer_is_taken():
    index = [
        entry(), entry(package_version="1.10"), entry(package_version="1.2"), "stray",
        entry(package_version="9", to_code="es"), entry(package_version="9", links=["file:///x"]),
        entry(package_version="9", type="sbd"), entry(package_version="9", links=None),
    ]  # fmt: skip
    assert download.newest(json.dumps(index).encode(), "fr", "en").version == "1.10"


@pytest.mark.parametrize("index", [b"", b"<html>", b"{}", b"[]", b"[1]", b"[" * 100_000])
def test_an_index_without_an_offer_is_one_clear_error(index):
    with pytest.raises(UserError) as caught:
        download.newest(index, "fr", "en")
    assert caught.value.status is ExitStatus.NO_ENGINE


@pytest.fixture
def server(tmp_path):
    """A web server on this machine for the files in a folder; gives its address and the folder."""
    folder = tmp_path / "www"
    folder.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}/", folder
        running.shutdown()


@pytest.fixture
def index_at(monkeypatch):
    """Make an address the package index; argostranslate's own is asked for in another test."""

    def point(url):
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        monkeypatch.setattr(argos, "index_url", lambda: url + "index.json")

    return point


def test_a_package_is_fetched_checked_and_installed(server, index_at, home, exported):
    url, folder = server
    (folder / "good.argosmodel").write_bytes(exported[1].read_bytes())
    links = [url + "missing.argosmodel", url + "good.argosmodel"]
    (folder / "index.json").write_text(json.dumps([entry(links=links)]))
    index_at(url)
    seen = []
    package = download.download("fr", "en", progress=lambda done, total: seen.append((done, total)))
    assert package.name == SOUND
    assert seen[-1][0] == seen[-1][1] == exported[1].stat().st_size
    assert list(installed_folder(home).parent.iterdir()) == [installed_folder(home)]


def test_what_is_fetched_is_refused_like_any_file(server, index_at, home, monkeypatch):
    url, folder = server
    (folder / "bad.argosmodel").write_bytes(b"<html>log in first</html>")
    (folder / "index.json").write_text(json.dumps([entry(links=[url + "bad.argosmodel"])]))
    index_at(url)
    with pytest.raises(UserError, match=r"bad\.argosmodel: is not a package"):
        download.download("fr", "en")
    monkeypatch.setattr(download, "MAX_PACKAGE", 10)
    with pytest.raises(UserError, match="larger than"):
        download.download("fr", "en")
    assert list(installed_folder(home).iterdir()) == []


def test_offline_is_one_line_and_status_4(index_at, home):
    index_at("http://127.0.0.1:9/")
    with pytest.raises(UserError, match="check the network connection") as caught:
        download.download("fr", "en")
    assert caught.value.status is ExitStatus.NO_ENGINE
    assert "\n" not in str(caught.value)
