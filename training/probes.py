"""Test sentences for the abilities beyond plain translation, and what must stand in the output."""

import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from glossary.model import Language

from . import edits, invent
from .edits import Edit
from .elision import elides
from .normalize import normalize
from .terms import Inventory, is_acronym

Pairs = Sequence[tuple[str, str]]  # source, reference
_FIGURE = re.compile(r"(?<![\w.,])\d+(?![\w.,]*\d)(?!\w)")
_SEGMENT = re.compile(r"<seg[^>]*>(.*?)</seg>", re.DOTALL)
_TERM = re.compile(r'<term [^>]*?src="([^"]*)" tgt="([^"]*)">\s*(.*?)\s*</term>', re.DOTALL)


class Probe(NamedTuple):
    """A source and, for each thing asked for, the strings of which one must stand in the output."""

    source: str
    wanted: list[list[str]]


def terms(pairs: Pairs, source_language: Language, inventory: Inventory) -> list[Probe]:
    """Annotate each glossary concept with the form that the reference has."""
    probes = []
    for source, reference in pairs:
        fr, en = (source, reference) if source_language == "fr" else (reference, source)
        marked: list[Edit] = []
        wanted: list[list[str]] = []
        for found in inventory.find(fr, en)[:4]:
            here, there = (found.fr, found.en) if source_language == "fr" else (found.en, found.fr)
            if any(e.start < here.end and here.start < e.end for e in marked):
                continue
            form = reference[there.start : there.end]
            given = edits.term(source[here.start : here.end], form)
            marked.append(Edit(here.start, here.end, given))
            wanted.append([form])
        if wanted:
            probes.append(Probe(edits.apply(source, marked), wanted))
    return probes


def without_annotations(probes: Sequence[Probe]) -> list[Probe]:
    """Return the same probes in plain text: what the model does unasked."""
    plain = re.compile(r"<term> (.*?)<as>.*?</term>")
    return [Probe(plain.sub(r"\1", p.source), p.wanted) for p in probes]


def unseen(
    pairs: Pairs, source_language: Language, inventory: Inventory, *, annotated: bool
) -> list[Probe]:
    """Swap each name for an invented one: to obey (annotated, another form) or to copy."""
    rng = random.Random(7)
    probes = []
    for source, reference in pairs:
        fr, en = (source, reference) if source_language == "fr" else (reference, source)
        for found in inventory.find(fr, en):
            here = found.fr if source_language == "fr" else found.en
            old = source[here.start : here.end]
            if not (is_acronym(old) or (found.fr.concept.domain == "place" and old[0].isupper())):
                continue
            make = invent.acronym if is_acronym(old) else invent.name
            form = make(rng)
            while elides(form) != elides(old):
                form = make(rng)
            given = make(rng) if annotated else form
            text = edits.term(form, given) if annotated else form
            probes.append(Probe(edits.apply(source, [Edit(here.start, here.end, text)]), [[given]]))
            break
    return probes


def figures(pairs: Pairs) -> list[Probe]:
    """Ask for each figure that stands in the source and in the reference."""
    probes = []
    for source, reference in pairs:
        shared = set(_FIGURE.findall(source)) & set(_FIGURE.findall(reference))
        if shared:
            probes.append(Probe(source, [[figure] for figure in sorted(shared)]))
    return probes


def markers(pairs: Pairs, source_language: Language, inventory: Inventory) -> list[Probe]:
    """Wrap a name that is alike on both sides in <x1> and <x2>: it must come out wrapped."""
    probes = []
    for source, reference in pairs:
        fr, en = (source, reference) if source_language == "fr" else (reference, source)
        for found in inventory.find(fr, en):
            here = found.fr if source_language == "fr" else found.en
            name = source[here.start : here.end]
            if name in reference and name[0].isupper():
                around = [Edit(here.start, here.start, "<x1>"), Edit(here.end, here.end, "<x2>")]
                probes.append(Probe(edits.apply(source, around), [[f"<x1>{name}<x2>"]]))
                break
    return probes


def success(probes: Sequence[Probe], outputs: Sequence[str]) -> float:
    """Return the percentage of things asked for that stand in the outputs, word by word, in case.

    >>> success([Probe("", [["FLA"], ["Gao", "GAO"]])], ["FLA forces near Gaoua"])
    50.0
    """
    hits = total = 0
    for probe, output in zip(probes, outputs, strict=True):
        flat = re.sub(r"(<x1>)\s+|\s+(<x2>)", r"\1\2", output)
        for accepted in probe.wanted:
            total += 1
            hits += any(
                re.search(rf"(?<!\w){re.escape(form)}(?!\w)", flat) is not None for form in accepted
            )
    return round(100 * hits / total, 1) if total else float("nan")


def read_sgm(path: Path, language: Language) -> list[Probe]:
    """Read the annotated source of the WMT 2021 terminology task; each term may have variants.

    The first variant is annotated; any variant counts.
    """
    probes = []
    for segment in _SEGMENT.findall(path.read_text(encoding="utf-8")):
        wanted: list[list[str]] = []

        def annotate(match: re.Match[str], wanted: list[list[str]] = wanted) -> str:
            variants = [normalize(v, "fr") for v in match.group(2).split("|")]
            wanted.append(variants)
            return edits.term(match.group(3), variants[0])

        probes.append(Probe(normalize(_TERM.sub(annotate, segment), language), wanted))
    return [probe for probe in probes if probe.wanted]
