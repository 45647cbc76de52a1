"""User glossaries over ours: what a newsroom decides wins over what we curated.

A layer is a glossary with a name; `layered` puts layers over a base. Project glossaries are the
files of a folder ``sahel-glossary`` or ``.sahel`` found upward from the working directory.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from gettext import gettext as _
from pathlib import Path

from .errors import UserError
from .files import read_bytes
from .formats import SUFFIXES, read
from .formats.entries import OnError
from .lint import Problem
from .match import SOURCE_STATUSES, TARGET_STATUSES
from .model import LANGUAGES, Concept, Glossary, Pairing, other
from .text import fold_key

FOLDERS = ("sahel-glossary", ".sahel")
"""Names of a project's glossary folder; the first found wins."""


def read_layer(
    path: Path, *, layer: str | None = None, on_error: OnError | None = None
) -> Glossary:
    """Return the glossary in a file of any format; its layer is the file as named.

    Raises:
        UserError: unreadable, of no known format, or (without ``on_error``) an entry against it.
    """
    name = str(path)
    return read(
        read_bytes(path), name=name, domain=None, layer=layer or path.as_posix(), on_error=on_error
    )


def find_project_glossaries(start: Path) -> tuple[Path, ...]:
    """Return the glossary files of the project that ``start`` is in, sorted by name.

    Those of its folder (`find_project_folder`), not of folders inside it. A folder without a
    glossary in it ends the search too: so a project can opt out of the one above.
    """
    return _in_project(start)[1]


def find_project_folder(start: Path) -> Path | None:
    """Return the glossary folder of the project that ``start`` is in, None where there is none.

    The nearest folder named ``sahel-glossary`` or ``.sahel``, in ``start`` or above it, decides;
    folders above it are not looked at.
    """
    return _in_project(start)[0]


def _in_project(start: Path) -> tuple[Path | None, tuple[Path, ...]]:
    for folder in (start.absolute(), *start.absolute().parents):
        for name in FOLDERS:
            found = folder / name
            try:
                if found.is_dir():
                    files = [
                        p for p in found.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file()
                    ]
                    return found, tuple(sorted(files, key=lambda p: p.name))
            except PermissionError:
                continue
    return None, ()


def layered(base: Glossary, *overlays: Glossary) -> Glossary:
    """Return one glossary in which a later layer wins over an earlier one.

    An entry with the same id replaces the other as a whole. Where the same form has different
    ids, the matcher takes the first, and the winning layer comes first; matching never calls a
    form ambiguous between two layers.

    >>> from .formats import po
    >>> entry = 'msgctxt "gao"' + chr(10) + 'msgid "Gao"' + chr(10) + 'msgstr "{}"' + chr(10)
    >>> ours = po.read(entry.format("Gao"), name="ours.po")
    >>> theirs = po.read(entry.format("Gawgaw"), name="theirs.po", layer="theirs.po")
    >>> [c.layer for c in layered(ours, theirs)]
    ['theirs.po']
    """
    if not overlays:
        return base
    concepts: list[Concept] = []
    taken: set[str] = set()
    for layer in (*reversed(overlays), base):
        concepts += [c for c in layer if c.id not in taken]
        taken |= {c.id for c in layer}
    names = [layer.name for layer in (base, *overlays)]
    return Glossary(tuple(concepts), name=" + ".join(names))


def load(
    base: Glossary,
    files: Sequence[Path] = (),
    *,
    project: Path | None = None,
    on_error: OnError | None = None,
) -> Glossary:
    """Return ``base`` under the glossaries of the ``project`` folder, under ``files``.

    The last file named wins over all; ``project`` is where the search for the project's folder
    begins, None for no search.

    Raises:
        UserError: a file that cannot be read.
    """
    return layered(base, *overlays(files, project=project, on_error=on_error))


def overlays(
    files: Sequence[Path] = (),
    *,
    project: Path | None = None,
    on_error: OnError | None = None,
    besides: Collection[Path] = (),
) -> tuple[Glossary, ...]:
    """Return the layers over the curated one, the project's first.

    ``besides`` are files that are read already: no file lies over itself.

    Raises:
        UserError: a file that cannot be read.
    """
    known = {path.resolve() for path in besides}
    found = find_project_glossaries(project) if project is not None else ()
    # named from the project's folder: the same on every machine
    named = [(p, f"{p.parent.name}/{p.name}") for p in found]
    named += [(p, p.as_posix()) for p in files]
    return tuple(
        read_layer(path, layer=layer, on_error=on_error)
        for path, layer in named
        if path.resolve() not in known
    )


def conflicts(base: Glossary, *overlays: Glossary) -> tuple[Problem, ...]:
    """Return where a layer says otherwise than one below it, and wins.

    An editor may want each of them; none should come as a surprise.
    """
    problems: list[Problem] = []
    below = [base]
    for layer in overlays:
        for lower in reversed(below):
            problems += _between(layer, lower)
        below.append(layer)
    return tuple(problems)


def _between(upper: Glossary, lower: Glossary) -> list[Problem]:
    problems: list[Problem] = []
    owners = _owners(lower)
    for concept in upper:
        replaced = lower.by_id.get(concept.id)
        if replaced is not None:
            if replaced != replace(concept, domain=replaced.domain):
                problems.append(
                    _problem(
                        concept,
                        concept.head,
                        _("replaces {id!r} of {layer}").format(id=concept.id, layer=replaced.layer),
                    )
                )
            continue
        for pairing in concept.pairings:
            for language in LANGUAGES:
                if pairing.direction not in (None, language):
                    continue
                for term in pairing.in_language(language, *SOURCE_STATUSES):
                    for owner, rival in owners.get((language, fold_key(term.form)), ()):
                        if _targets(pairing, language) & _targets(rival, language):
                            continue
                        wanted = rival.preferred(other(language)).form
                        problems.append(
                            _problem(
                                concept,
                                pairing,
                                _(
                                    "{form!r} ({language}) is {theirs!r} in {layer} "
                                    "({id}); here it becomes {ours!r}"
                                ).format(
                                    form=term.form,
                                    language=language,
                                    theirs=wanted,
                                    layer=owner.layer,
                                    id=owner.id,
                                    ours=pairing.preferred(other(language)).form,
                                ),
                            )
                        )
    return problems


def _problem(concept: Concept, pairing: Pairing, message: str) -> Problem:
    return Problem("layer-conflict", concept.id, pairing.origin, message)


def _owners(glossary: Glossary) -> dict[tuple[str, str], list[tuple[Concept, Pairing]]]:
    owners: dict[tuple[str, str], list[tuple[Concept, Pairing]]] = {}
    for concept in glossary:
        for pairing in concept.pairings:
            for language in LANGUAGES:
                if pairing.direction not in (None, language):
                    continue
                for key in {
                    fold_key(t.form) for t in pairing.in_language(language, *SOURCE_STATUSES)
                }:
                    owners.setdefault((language, key), []).append((concept, pairing))
    return owners


def _targets(pairing: Pairing, language: str) -> set[str]:
    target = other("fr" if language == "fr" else "en")
    return {fold_key(t.form) for t in pairing.in_language(target, *TARGET_STATUSES)}


def warn_of(error: UserError) -> str:
    """Return the line that says an entry was left out."""
    return _("Warning: {error}; left out").format(error=error)
