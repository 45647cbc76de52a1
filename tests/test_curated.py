"""The curated data: canonical, clean, large enough; its examples are run by the linter."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from glossary import compiled, curated, lint
from glossary.formats import po
from glossary.match import TARGET_STATUSES
from glossary.model import LANGUAGES, Concept, Glossary, Review
from glossary.text import fold_key

FILES = sorted(curated.TERMS.glob("*.po"))
DOMAINS = {
    "armed-groups", "calendar", "demonyms", "events-accords", "humanitarian", "media", "military",
    "operations", "organisations", "persons-titles", "places", "politics", "state-forces",
    "weapons",
}  # fmt: skip


@pytest.fixture(scope="module")
def problems() -> dict[str, list[str]]:
    """What lint says, by file; run once, over all catalogues together."""
    found: dict[str, list[str]] = {}
    for problem in lint.check(curated.curated()):
        found.setdefault(problem.where.file, []).append(str(problem))
    return found


def test_every_domain_has_its_catalogue() -> None:
    assert {path.stem for path in FILES} == DOMAINS


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_catalogue_is_canonical(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert po.write(po.read(text, name=path.name)) == text


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_lint_finds_nothing(path: Path, problems: dict[str, list[str]]) -> None:
    assert problems.get(path.name, []) == []


def test_there_are_enough_concepts_and_most_are_reviewed() -> None:
    concepts = curated.curated().concepts
    assert len(concepts) >= 650
    assert len({c.id for c in concepts}) == len(concepts)
    reviewed = [c for c in concepts if c.review is Review.REVIEWED]
    assert len(reviewed) >= 650


def test_names_that_changed_are_dated() -> None:
    by_id = curated.curated().by_id
    dated = [c for c in by_id.values() if c.valid_to and c.superseded_by]
    assert dated
    for concept in dated:
        assert concept.superseded_by in by_id


CHARGED = (
    "armed-group", "auxiliaries", "bandits", "fighter", "insurgents", "islamist", "jihadists",
    "mercenaries", "military-government", "military-junta", "militiaman", "rebels",
    "russian-instructors", "self-defence-groups", "separatists", "tag", "terrorists",
    "transitional-authorities", "transitional-president", "junta-leader",
)  # fmt: skip
"""Words that take sides: the source's own is kept, none may stand for another."""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_charged_words_are_never_swapped(language: str) -> None:
    by_id = curated.curated().by_id
    owner: dict[str, str] = {}
    for concept_id in CHARGED:
        for pairing in by_id[concept_id].pairings:
            for term in pairing.in_language(language, *TARGET_STATUSES):
                key = fold_key(term.form)
                assert owner.setdefault(key, concept_id) == concept_id, term.form


# -- the compiled cache -------------------------------------------------------------------------

TWO = [("a.po", b"one"), ("b.po", b"two")]


@pytest.fixture
def built(glossary_of) -> tuple[Concept, ...]:
    text = '#. note: n\n#, read-only\nmsgctxt "gao"\nmsgid "Gao"\nmsgstr "Gao"\n'
    return glossary_of(text, name="places.po").concepts


def same(one: tuple[Concept, ...], two: tuple[Concept, ...]) -> bool:
    """Compare also what equality leaves out: where an entry was read, and its layer."""
    return one == two and pickle.dumps(one) == pickle.dumps(two)


def test_the_compiled_glossary_is_the_same(tmp_path: Path) -> None:
    files = [(p.name, p.read_bytes()) for p in FILES]
    parsed = curated.read_catalogues(FILES).concepts
    (tmp_path / "home").mkdir()
    folder = tmp_path / "home" / "cache" / "sahel-translate"
    first = compiled.concepts(files, lambda: parsed, folder=folder)
    second = compiled.concepts(files, lambda: pytest.fail("built again"), folder=folder)
    assert first is parsed
    assert second == parsed
    for one, two in zip(second, parsed, strict=True):
        assert one.layer == two.layer
        assert [p.origin for p in one.pairings] == [p.origin for p in two.pairings]


def test_it_is_made_anew_when_a_catalogue_changes(tmp_path: Path, built) -> None:
    folder = tmp_path / "cache" / "x"
    compiled.concepts(TWO, lambda: (), folder=folder)
    changed = [("a.po", b"one"), ("b.po", b"changed")]
    assert compiled.concepts(changed, lambda: built, folder=folder) is built
    assert len(list(folder.iterdir())) == 1  # the old one is gone


@pytest.mark.parametrize("damage", [b"", b"x", b"sahel-glossary-2\n" + b"\0" * 99])
def test_a_damaged_file_is_made_anew(tmp_path: Path, built, damage: bytes) -> None:
    folder = tmp_path / "cache" / "x"
    compiled.concepts(TWO, lambda: built, folder=folder)
    (path,) = folder.iterdir()
    path.write_bytes(damage)
    assert compiled.concepts(TWO, lambda: built, folder=folder) is built
    assert compiled.concepts(TWO, lambda: (), folder=folder) == built


def test_nothing_but_our_values_is_loaded(tmp_path: Path, built) -> None:
    import hashlib

    folder = tmp_path / "cache" / "x"
    compiled.concepts(TWO, lambda: built, folder=folder)
    (path,) = folder.iterdir()
    body = pickle.dumps(os.getcwd)  # a function of another module
    path.write_bytes(b"sahel-glossary-2\n" + hashlib.sha256(body).digest() + body)
    assert compiled.concepts(TWO, lambda: built, folder=folder) is built


def test_without_a_writable_home_nothing_is_written(tmp_path: Path, built, monkeypatch) -> None:
    def no_home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    missing = tmp_path / "no-home" / "cache" / "sahel-translate"
    assert compiled.concepts(TWO, lambda: built, folder=missing) is built
    assert not (tmp_path / "no-home").exists()
    blocked = tmp_path / "file" / "x"
    (tmp_path / "file").write_text("a file where a folder should be")
    assert compiled.concepts(TWO, lambda: built, folder=blocked) is built
    with monkeypatch.context() as patched:
        patched.setattr(Path, "home", no_home)  # a user id without a name, and no HOME
        unknown = tmp_path / "a" / "b" / "c"
        assert compiled.concepts(TWO, lambda: built, folder=unknown) is built
        assert not (tmp_path / "a").exists()
    if hasattr(os, "geteuid") and os.geteuid() != 0:
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o500)
        assert compiled.concepts(TWO, lambda: built, folder=closed / "x") is built


def test_runs_side_by_side_do_not_disturb_each_other(tmp_path: Path, built) -> None:
    from concurrent.futures import ThreadPoolExecutor

    folder = tmp_path / "cache" / "x"
    with ThreadPoolExecutor(8) as pool:
        results = list(
            pool.map(lambda _: compiled.concepts(TWO, lambda: built, folder=folder), range(40))
        )
    assert all(r == built for r in results)
    assert [p.suffix for p in folder.iterdir()] == [".bin"]


def test_an_empty_glossary_has_no_concepts() -> None:
    assert curated.read_catalogues([]) == Glossary()


# Guards that tell two pairings of one concept apart: what one may not match the other does, and a
# counterexample is a sentence in which the concept as a whole does not stand.
BETWEEN_ITS_OWN = {
    ("civil-registry", "full", "fr"),
    ("counter-terrorism", "adjective", "en"),
    ("counter-terrorism", "antiterroriste", "fr"),
    ("counter-terrorism", "full", "en"),
}


def test_every_guard_is_shown_by_a_negative_case() -> None:
    bare = {
        (concept.id, pairing.label, language)
        for concept in curated.curated()
        for pairing in concept.pairings
        for language in LANGUAGES
        if pairing.guard(language)
        and not any(lang == language for lang, _ in pairing.counterexamples)
    }
    assert bare == BETWEEN_ITS_OWN
