"""The steps as commands: ``python -m training STEP``."""

from pathlib import Path

import click

from . import config


class Context:
    """The recipe and the folder of everything large."""

    def __init__(self, recipe: Path | None, state: str | None) -> None:
        self.recipe = config.load(recipe)
        self.state = config.state_dir(state)
        self.pairs = self.state / "data" / "pairs.tsv"
        self.links = self.state / "data" / "links.txt"
        self.shards = self.state / "data" / "shards"
        self.decay_shards = self.state / "data" / "decay"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--recipe", type=click.Path(exists=True, path_type=Path), help="Default: recipe.toml")
@click.option("--state", help="Folder for data and states; default $SAHEL_TRAINING or the cache.")
@click.pass_context
def main(context: click.Context, recipe: Path | None, state: str | None) -> None:
    """Train the embedded model, step by step."""
    context.obj = Context(recipe, state)


@main.command("prepare")
@click.pass_obj
def prepare_command(context: Context) -> None:
    """Read, clean, deduplicate and sample the corpora."""
    from .prepare import prepare

    for reason, count in sorted(prepare(context.recipe, context.pairs).items()):
        click.echo(f"{count:9} {reason}")


@main.command("align")
@click.pass_obj
def align_command(context: Context) -> None:
    """Align the words of the prepared pairs."""
    from .align import align

    click.echo(f"{align(context.pairs, context.links)} pairs aligned")


@main.command("pack")
@click.option("--decay", is_flag=True, help="The small shards that the decay branch reads.")
@click.pass_obj
def pack_command(context: Context, decay: bool) -> None:
    """Annotate, tokenise and pack into shards; also the development sets."""
    from .pack import pack, pack_held_out

    for path in pack_held_out(context.recipe, context.state):
        click.echo(path)
    where = context.decay_shards if decay else context.shards
    tokens = pack(context.recipe, context.pairs, context.links, where, decay=decay)
    click.echo(f"{tokens} target tokens an epoch")


@main.command("train")
@click.option(
    "--from",
    "weights",
    type=click.Path(exists=True, path_type=Path),
    help="Weights to begin with, when no state is there.",
)
@click.option("--shards", type=click.Path(exists=True, path_type=Path), help="Other shards.")
@click.option("--minutes", type=float)
@click.option("--steps", type=int)
@click.pass_obj
def train_command(
    context: Context,
    weights: Path | None,
    shards: Path | None,
    minutes: float | None,
    steps: int | None,
) -> None:
    """Train at a constant rate; goes on from STATE/state.pt when that exists."""
    from .tokenizer import Tokenizer
    from .train import STATE, Session, train

    tokenizer = Tokenizer(context.recipe.tokenizer)
    session = Session(context.recipe, shards or context.shards, tokenizer.tag_ids)
    state = context.state / STATE
    if state.exists():
        session.resume(state)
        click.echo(f"going on: {session.progress}")
    else:
        session.start(len(tokenizer), weights)
    train(session, context.state, minutes=minutes, steps=steps)


@main.command("decay")
@click.option("--minutes", type=float, default=15.0, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Default: STATE/release.pt")
@click.option(
    "--shards",
    type=click.Path(exists=True, path_type=Path),
    help="Default: data/decay, else data/shards",
)
@click.pass_obj
def decay_command(context: Context, minutes: float, out: Path | None, shards: Path | None) -> None:
    """Make release weights from the saved state: decay and average, leaving the state alone."""
    from .tokenizer import Tokenizer
    from .train import STATE, Session, decay

    tokenizer = Tokenizer(context.recipe.tokenizer)
    shards = shards or (context.decay_shards if context.decay_shards.exists() else context.shards)
    session = Session(context.recipe, shards, tokenizer.tag_ids)
    session.resume(context.state / STATE)
    decay(session, context.state, out or context.state / "release.pt", minutes=minutes)


@main.command("tokenizer")
@click.option("--size", type=int, default=12000, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
@click.pass_obj
def tokenizer_command(context: Context, size: int, out: Path) -> None:
    """Learn a new tokenizer from the prepared pairs; the model then starts from nothing."""
    from .prepare import read_pairs
    from .tokenizer import train_tokenizer

    pairs = read_pairs(context.pairs)
    train_tokenizer((text for pair in pairs for text in (pair.fr, pair.en)), out, size)


@main.command("convert")
@click.option("--weights", type=click.Path(exists=True, path_type=Path), help="STATE/release.pt")
@click.option("--out", type=click.Path(path_type=Path), help="Default: STATE/release")
@click.pass_obj
def convert_command(context: Context, weights: Path | None, out: Path | None) -> None:
    """Convert release weights to CTranslate2 int8."""
    from .convert import convert

    out = out or context.state / "release"
    size = convert(weights or context.state / "release.pt", context.recipe.tokenizer, out)
    click.echo(f"{out}: {size} bytes of weights")


@main.command("mix")
@click.argument("shares", nargs=-1, required=True, metavar="WEIGHTS=SHARE...")
@click.option("--out", type=click.Path(path_type=Path), help="Default: STATE/release.pt")
@click.pass_obj
def mix_command(context: Context, shares: tuple[str, ...], out: Path | None) -> None:
    """Average the weights of several decay branches of one training."""
    from . import checkpoint

    parts = [(Path(path), float(share)) for path, _, share in (s.rpartition("=") for s in shares)]
    checkpoint.save(out or context.state / "release.pt", checkpoint.mix(parts))


@main.command("package")
@click.argument("version")
@click.option("--model", type=click.Path(exists=True, path_type=Path), help="STATE/release")
@click.option("--out", type=click.Path(path_type=Path), help="Default: STATE/packages")
@click.pass_obj
def package_command(context: Context, version: str, model: Path | None, out: Path | None) -> None:
    """Lay the converted model out as two Argos Translate packages."""
    from .package import package

    for path in package(
        model or context.state / "release", out or context.state / "packages", version
    ):
        click.echo(path)


@main.command("native")
@click.option("--model", type=click.Path(exists=True, path_type=Path), help="STATE/release")
@click.option("--out", type=click.Path(path_type=Path), help="Default: STATE/packages")
@click.pass_obj
def native_command(context: Context, model: Path | None, out: Path | None) -> None:
    """List the terms that the model writes unasked, from the in-domain pairs."""
    from .native import write_lists

    in_domain = context.recipe.corpora_dir / "sahel.tsv"
    for path in write_lists(
        model or context.state / "release", in_domain, out or context.state / "packages"
    ):
        click.echo(path)


@main.command("evaluate")
@click.argument("models", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--sets",
    type=click.Path(exists=True, path_type=Path),
    required=True,
    help="Folder of the development sets.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Scores and outputs as JSON.")
@click.option(
    "--beside",
    type=click.Path(exists=True, path_type=Path),
    help="An earlier --out: its models become the first columns.",
)
@click.pass_obj
def evaluate_command(
    context: Context, models: tuple[Path, ...], sets: Path, out: Path | None, beside: Path | None
) -> None:
    """Measure converted models and print one table, a column a model."""
    import json

    from .evaluate import evaluate, table
    from .files import write_text
    from .terms import read_inventory

    inventory = read_inventory(context.recipe.inventory)
    results = json.loads(beside.read_text(encoding="utf-8")) if beside else {}
    for model in models:
        results[str(model)] = evaluate(
            model, sets, inventory, lambda line: click.echo(line, err=True)
        )
    click.echo(table({name: scores for name, (scores, _) in results.items()}))
    if out:
        write_text(out, json.dumps(results, ensure_ascii=False, indent=1))


@main.command("compare")
@click.argument("models", nargs=-1, required=True, metavar="NAME=FOLDER...")
@click.option(
    "--lines",
    type=click.Path(exists=True, path_type=Path),
    help="Default: training/reading.txt",
)
def compare_command(models: tuple[str, ...], lines: Path | None) -> None:
    """Print what each model makes of the same sentences, as Markdown."""
    from .compare import READING, page, read_lines, translations

    read = read_lines(lines or READING)
    named = [model.partition("=")[::2] for model in models]
    click.echo(page(read, {name: translations(Path(folder), read) for name, folder in named}))
