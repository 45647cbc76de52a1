"""Read the recipe: one TOML file says which text, how much of it, and which shapes."""

import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import tomllib

DEFAULT = Path(__file__).with_name("recipe.toml")


@dataclass(frozen=True)
class Corpus:
    """One named corpus: what share of its pairs to keep and how often each is seen in an epoch.

    `decay_weight` counts in the shards that the decay branch reads.
    """

    name: str
    weight: float = 1.0
    decay_weight: float = 0.0
    sample: float = 1.0
    in_domain: bool = False
    min_words: int = 1
    max_words: int = 80


@dataclass(frozen=True)
class Annotate:
    """Shares of the training examples that carry each kind of annotation."""

    term: float = 0.46
    marker: float = 0.06
    name: float = 0.06
    lemma: float = 0.3
    invented: float = 0.45
    glossary: float = 0.6
    substitute: float = 0.5
    upper: float = 0.012
    no_stop: float = 0.03


@dataclass(frozen=True)
class Model:
    """Shape of the transformer. `heads` divides `width`."""

    width: int = 384
    heads: int = 6
    hidden: int = 1536
    encoder_layers: int = 6
    decoder_layers: int = 2


@dataclass(frozen=True)
class Train:
    """Shape of a batch and the optimiser's settings."""

    source_row: int = 160
    target_row: int = 128
    rows: int = 48
    optimizer: str = "adamw"
    learning_rate: float = 5e-4
    warmup_steps: int = 200
    weight_decay: float = 0.01
    label_smoothing: float = 0.1
    clip: float = 1.0
    save_seconds: float = 300.0
    seed: int = 1
    compile: bool = True
    adapt_threads: bool = False


@dataclass(frozen=True)
class Recipe:
    """The whole recipe, with every path made absolute."""

    corpora_dir: Path
    inventory: Path
    tokenizer: Path
    held_out: tuple[Path, ...]
    corpora: tuple[Corpus, ...]
    own: tuple[Path, ...] = ()  # pairs kept in this repository, each file a corpus by its name
    max_ratio: float = 2.6
    min_alignment: float = 0.0
    seed: int = 1
    annotate: Annotate = field(default_factory=Annotate)
    model: Model = field(default_factory=Model)
    train: Train = field(default_factory=Train)

    def corpus(self, name: str) -> Corpus:
        """Return the entry called `name`; KeyError when the recipe leaves that corpus out."""
        for corpus in self.corpora:
            if corpus.name == name:
                return corpus
        raise KeyError(name)


def _build(kind: type, table: dict[str, Any], where: str) -> Any:
    known = {f.name for f in fields(kind)}
    unknown = set(table) - known
    if unknown:
        raise ValueError(f"{where}: unknown key {sorted(unknown)[0]!r}; known: {sorted(known)}")
    return kind(**table)


def _corpora(tables: list[dict[str, Any]], where: str) -> tuple[Corpus, ...]:
    """Return the corpora; a table whose `name` is a list holds for each of them."""
    named = (
        {**table, "name": name}
        for table in tables
        for name in (table["name"] if isinstance(table["name"], list) else [table["name"]])
    )
    return tuple(_build(Corpus, table, where) for table in named)


def load(path: Path | None = None) -> Recipe:
    """Read a recipe; relative paths start at the file's own folder.

    Raises ValueError for a key nobody reads: a misspelt setting must not pass as a default.
    """
    path = Path(path or DEFAULT).resolve()
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    base = path.parent
    paths = raw.get("paths", {})
    data = raw.get("data", {})
    return Recipe(
        corpora_dir=base / paths["corpora"],
        inventory=base / paths["inventory"],
        tokenizer=base / paths["tokenizer"],
        held_out=tuple(base / p for p in paths.get("held_out", ())),
        own=tuple(sorted((base / paths["own"]).glob("*.tsv"))) if "own" in paths else (),
        corpora=_corpora(raw.get("corpus", []), f"{path}: corpus"),
        max_ratio=data.get("max_ratio", 2.6),
        min_alignment=data.get("min_alignment", 0.0),
        seed=data.get("seed", 1),
        annotate=_build(Annotate, raw.get("annotate", {}), f"{path}: annotate"),
        model=_build(Model, raw.get("model", {}), f"{path}: model"),
        train=_build(Train, raw.get("train", {}), f"{path}: train"),
    )


def state_dir(override: str | None = None) -> Path:
    """Return the folder for everything large: `override`, $SAHEL_TRAINING, or the cache."""
    chosen = override or os.environ.get("SAHEL_TRAINING")
    return Path(chosen).expanduser() if chosen else Path.home() / ".cache" / "sahel-training"
