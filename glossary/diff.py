"""What changed between two versions of a glossary, by concept and by field."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .formats.entry import Entry
from .formats.entry_values import entries
from .model import Concept, Glossary


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one pairing: the values that went, and those that came."""

    pairing: str
    field: str
    removed: tuple[str, ...]
    added: tuple[str, ...]

    def __str__(self) -> str:
        name = self.field if self.pairing == "full" else f"{self.pairing}: {self.field}"
        if len(self.removed) == len(self.added) == 1:
            return f"{name}: {self.removed[0]} -> {self.added[0]}"
        gone = [f"{name}: - {value}" for value in self.removed]
        return "\n".join(gone + [f"{name}: + {value}" for value in self.added])


@dataclass(frozen=True, slots=True)
class Change:
    """One concept that was ``added``, ``removed`` or ``changed``."""

    kind: str
    concept: str
    domain: str
    en: str
    fr: str
    fields: tuple[FieldChange, ...] = ()

    def __str__(self) -> str:
        sign = {"added": "+", "removed": "-", "changed": "~"}[self.kind]
        lines = [f"{sign} {self.concept}: {self.en} = {self.fr}  ({self.domain})"]
        for change in self.fields:
            lines += [f"    {line}" for line in str(change).split("\n")]
        return "\n".join(lines)


def diff(
    old: Glossary, new: Glossary, *, renamed: tuple[str, str] | None = None
) -> tuple[Change, ...]:
    """Return the changes from ``old`` to ``new``, by concept id.

    ``renamed`` are a domain of ``old`` and what it is called in ``new``: that is no change. Two
    versions of one file may lie under two names, and the name is all that says the domain.

    >>> from .formats.entries import concepts
    >>> gao = Glossary(concepts([Entry("gao", "Gao", "Gao")], domain="places"))
    >>> print(*diff(Glossary(), gao))
    + gao: Gao = Gao  (places)
    """
    changes: list[Change] = []
    for identifier in sorted({*old.by_id, *new.by_id}):
        before, after = old.by_id.get(identifier), new.by_id.get(identifier)
        if before is None and after is not None:
            changes.append(_change("added", after))
        elif after is None and before is not None:
            changes.append(_change("removed", before))
        elif before is not None and after is not None:
            if (before.domain, after.domain) == renamed:
                before = replace(before, domain=after.domain)
            if before != after:
                changes.append(_change("changed", after, _fields(before, after)))
    return tuple(changes)


def _change(kind: str, concept: Concept, fields: tuple[FieldChange, ...] = ()) -> Change:
    english, french = (concept.head.preferred(x).form for x in ("en", "fr"))
    return Change(kind, concept.id, concept.domain, english, french, fields)


def _fields(before: Concept, after: Concept) -> tuple[FieldChange, ...]:
    found: list[FieldChange] = []
    if before.domain != after.domain:
        found.append(FieldChange("full", "domain", (before.domain,), (after.domain,)))
    old, new = _by_label(before), _by_label(after)
    for label in dict.fromkeys([*old, *new]):
        left, right = old.get(label, {}), new.get(label, {})
        for key in dict.fromkeys([*left, *right]):
            gone, come = left.get(key, ()), right.get(key, ())
            if gone != come:
                removed = tuple(v for v in gone if v not in come)
                added = tuple(v for v in come if v not in gone)
                if not removed and not added:  # the same values in another order
                    removed, added = gone, come
                found.append(FieldChange(label, key, removed, added))
    return tuple(found)


def _by_label(concept: Concept) -> dict[str, dict[str, tuple[str, ...]]]:
    return {p.label: _values(e) for p, e in zip(concept.pairings, entries([concept]), strict=True)}


def _values(entry: Entry) -> dict[str, tuple[str, ...]]:
    """Return every field as separate values, so that one variant more is one value more."""
    values: dict[str, tuple[str, ...]] = {"en": (entry.en,), "fr": (entry.fr,)}
    if entry.flags:
        values["flags"] = tuple(sorted(entry.flags))
    return values | {key: entry.many(key) for key in entry.fields}
