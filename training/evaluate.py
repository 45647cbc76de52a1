"""Measure a converted model: translation quality, abilities, speed and size."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from glossary.model import Language

from . import probes
from .decode import Decoder
from .normalize import normalize
from .probes import Pairs, Probe
from .terms import Inventory

Scores = dict[str, Any]


def read_pairs(folder: Path, name: str) -> list[tuple[str, str]]:
    """Read NAME.tsv, or NAME.fr and NAME.en, as normalised (French, English) pairs.

    Normalised references: the model writes straight quotes and plain spaces, and putting the
    typography of the house back is the product's work, not the model's.
    """
    table = folder / f"{name}.tsv"
    if table.exists():
        rows = [line.split("\t")[1:] for line in table.read_text(encoding="utf-8").splitlines()]
    else:
        sides = [(folder / f"{name}.{x}").read_text(encoding="utf-8") for x in ("fr", "en")]
        rows = [list(r) for r in zip(*(s.splitlines() for s in sides), strict=True)]
    return [(normalize(fr, "fr"), normalize(en, "en")) for fr, en in rows]


def quality(decoder: Decoder, pairs: Pairs, target: Language) -> tuple[Scores, list[str]]:
    """Return BLEU and chrF with sacrebleu's signatures, words a second, and the outputs."""
    from sacrebleu.metrics import BLEU, CHRF

    start = time.perf_counter()
    outputs = decoder.translate([source for source, _ in pairs], target)
    seconds = time.perf_counter() - start
    references = [[reference for _, reference in pairs]]
    bleu, chrf = BLEU(), CHRF()
    scores: Scores = {
        "bleu": round(bleu.corpus_score(outputs, references).score, 1),
        "chrf": round(chrf.corpus_score(outputs, references).score, 1),
        "words_per_second": round(sum(len(s.split()) for s, _ in pairs) / seconds),
        "signatures": [str(bleu.get_signature()), str(chrf.get_signature())],
    }
    return scores, outputs


def abilities(decoder: Decoder, pairs: Pairs, target: Language, inventory: Inventory) -> Scores:
    """Return percentages for obeying terms, copying, and carrying markers, on `pairs`."""
    source: Language = "en" if target == "fr" else "fr"
    annotated = probes.terms(pairs, source, inventory)
    sets: dict[str, list[Probe]] = {
        "terms_annotated": annotated,
        "terms_unasked": probes.without_annotations(annotated),
        "invented_obeyed": probes.unseen(pairs, source, inventory, annotated=True),
        "invented_copied": probes.unseen(pairs, source, inventory, annotated=False),
        "figures_copied": probes.figures(pairs),
        "markers_kept": probes.markers(pairs, source, inventory),
    }
    return {name: ask(decoder, asked, target) for name, asked in sets.items()}


def ask(decoder: Decoder, asked: list[Probe], target: Language) -> float:
    """Translate the probes and return the percentage of success."""
    return probes.success(asked, decoder.translate([p.source for p in asked], target))


def evaluate(
    model: Path, folder: Path, inventory: Inventory, say: Callable[[str], None] = lambda _: None
) -> tuple[Scores, dict[str, list[str]]]:
    """Return all scores of the model in `model` on the development sets in `folder`, and outputs.

    The outputs are keyed by set and direction, for reading.
    """
    decoder = Decoder(model)
    scores: Scores = {"model": str(model), "bytes": (model / "model.bin").stat().st_size}
    texts: dict[str, list[str]] = {}
    for name in ("sahel-dev", "flores-dev"):
        pairs = read_pairs(folder, name)
        targets: tuple[Language, ...] = ("en", "fr")
        for target in targets:
            key = f"{name} {'fr-en' if target == 'en' else 'en-fr'}"
            turned = pairs if target == "en" else [(en, fr) for fr, en in pairs]
            scores[key], texts[key] = quality(decoder, turned, target)
            if name == "sahel-dev":
                scores[key] |= abilities(decoder, turned, target, inventory)
            say(f"{key}: {scores[key]}")
    sgm = folder / "wmt21-terminology-dev.en.sgm"
    if sgm.exists():
        scores["wmt21 terms en-fr"] = ask(decoder, probes.read_sgm(sgm, "en"), "fr")
        say(f"wmt21 terms: {scores['wmt21 terms en-fr']}")
    return scores, texts


_ROWS = (
    ("BLEU", "bleu"),
    ("chrF", "chrf"),
    ("annotated terms obeyed, %", "terms_annotated"),
    ("the same terms unasked, %", "terms_unasked"),
    ("invented names and acronyms obeyed, %", "invented_obeyed"),
    ("invented names and acronyms copied unasked, %", "invented_copied"),
    ("figures copied, %", "figures_copied"),
    ("wrapped names still wrapped, %", "markers_kept"),
    ("source words a second", "words_per_second"),
)


def table(results: dict[str, Scores]) -> str:
    """Return one Markdown table with a column a model and a row a measure and set."""
    names = list(results)
    lines = ["| measure | set | " + " | ".join(names) + " |", "|---|---|" + "---:|" * len(names)]
    first = results[names[0]]
    for key in (k for k, v in first.items() if isinstance(v, dict)):
        for label, field in _ROWS:
            if field in first[key]:
                cells = " | ".join(str(results[n][key][field]) for n in names)
                lines.append(f"| {label} | {key} | {cells} |")
    if "wmt21 terms en-fr" in first:
        cells = " | ".join(str(results[n]["wmt21 terms en-fr"]) for n in names)
        lines.append(f"| annotated terms obeyed, % | WMT21 terminology dev en-fr | {cells} |")
    cells = " | ".join(f"{results[n]['bytes'] / 1e6:.1f}" for n in names)
    lines.append(f"| weights, MB | | {cells} |")
    return "\n".join(lines)
