"""The whole recipe on a corpus made here: a few seconds, a model of a few thousand weights."""

import json
import random
import shutil
import signal
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("tomllib", reason="the recipe needs Python 3.11 (tomllib)")
pytest.importorskip("numpy", reason="numpy comes with the dependency group 'training'")
pytest.importorskip("torch", reason="PyTorch comes with the dependency group 'training'")
pytest.importorskip("eflomal", reason="eflomal comes with the dependency group 'training'")
pytest.importorskip("sacrebleu", reason="sacrebleu comes with the dependency groups")
sys.path.insert(0, str(Path(__file__).parents[1]))  # training is no installed package

import torch

from training import batches, checkpoint, config, evaluate, loss, pack
from training.align import align
from training.convert import convert
from training.decode import Decoder
from training.model import Transformer
from training.package import package
from training.prepare import prepare
from training.terms import Inventory, read_inventory
from training.tokenizer import EOS, Tokenizer, train_tokenizer
from training.train import PAUSE, STATE, Session, decay, train, wait_while_paused

NOUNS = [("convoi", "convoy"), ("soldat", "soldier"), ("village", "village"), ("camp", "camp")]
VERBS = [("quitte", "leaves"), ("voit", "sees"), ("tient", "holds"), ("cherche", "seeks")]
TOWNS = [("Gao", "Gao"), ("Agadès", "Agadez"), ("Tombouctou", "Timbuktu"), ("Kidal", "Kidal")]
INVENTORY_HEAD = (
    "id,domain,en_preferred,en_acronym,en_variants,en_forbidden,fr_preferred,fr_acronym,"
    "fr_variants,fr_forbidden,fr_gender,fr_number,fr_article,keep_verbatim,note,source,confidence"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> config.Recipe:
    """Prepare, learn a tokenizer, align and pack; returns the recipe, everything beside it."""
    root = tmp_path_factory.mktemp("training")
    rng = random.Random(5)
    lines = []
    for i in range(400):
        noun, verb, town = rng.choice(NOUNS), rng.choice(VERBS), rng.choice(TOWNS)
        fr = f"Le {noun[0]} {i} {verb[0]} la ville de {town[0]} mardi."
        en = f"The {noun[1]} {i} {verb[1]} the town of {town[1]} on Tuesday."
        lines.append(f"{'news' if i % 2 else 'topic'}\t{fr}\t{en}\n")
    corpora = root / "corpora"
    corpora.mkdir()
    (corpora / "a.tsv").write_text("".join(lines[1::2]), encoding="utf-8")
    (corpora / "sahel.tsv").write_text("".join(lines[:40:2]), encoding="utf-8")
    dev = [f"t\tLe camp voit {fr} lundi.\tThe camp sees {en} on Monday.\n" for fr, en in TOWNS]
    (root / "sahel-dev.tsv").write_text("".join(dev), encoding="utf-8")
    (root / "flores-dev.fr").write_text("Le camp tient.\n", encoding="utf-8")
    (root / "flores-dev.en").write_text("The camp holds.\n", encoding="utf-8")
    rows = [f"P{i},place,{en},,,,{fr},,,,m,s,none,n,,,high" for i, (fr, en) in enumerate(TOWNS)]
    (root / "inventory.csv").write_text("\n".join([INVENTORY_HEAD, *rows]) + "\n", encoding="utf-8")
    (root / "recipe.toml").write_text(
        """
[paths]
corpora = "corpora"
inventory = "inventory.csv"
tokenizer = "tiny.model"
held_out = ["sahel-dev.tsv", "flores-dev.fr", "flores-dev.en"]
[[corpus]]
name = "news"
[[corpus]]
name = "sahel"
weight = 2.5
decay_weight = 1.0
in_domain = true
[model]
width = 16
heads = 2
hidden = 32
encoder_layers = 1
decoder_layers = 1
[train]
source_row = 64
target_row = 56
rows = 4
warmup_steps = 2
compile = false
""",
        encoding="utf-8",
    )
    recipe = config.load(root / "recipe.toml")
    prepare(recipe, root / "pairs.tsv")
    texts = [c for line in lines for c in line.rstrip("\n").split("\t")[1:]]
    train_tokenizer(texts, recipe.tokenizer, size=480)
    align(root / "pairs.tsv", root / "links.txt")
    assert pack.pack(recipe, root / "pairs.tsv", root / "links.txt", root / "shards") > 1000
    pack.pack_held_out(recipe, root)
    return recipe


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # the same sums in the same order
    yield tmp_path
    torch.set_num_threads(threads)


def root_of(recipe: config.Recipe) -> Path:
    return recipe.inventory.parent


def session_of(recipe: config.Recipe, **changes: object) -> tuple[Session, Tokenizer]:
    recipe = replace(recipe, train=replace(recipe.train, **changes))
    tokenizer = Tokenizer(recipe.tokenizer)
    return Session(recipe, root_of(recipe) / "shards", tokenizer.tag_ids), tokenizer


def test_packing_is_deterministic_and_resumable(built: config.Recipe, tmp_path: Path) -> None:
    root = root_of(built)
    first = root / "shards" / "shard-000.npz"
    pack.pack(built, root / "pairs.tsv", root / "links.txt", tmp_path / "again")
    again = tmp_path / "again" / "shard-000.npz"
    assert first.read_bytes() == again.read_bytes()
    decay = pack.pack(built, root / "pairs.tsv", root / "links.txt", tmp_path / "decay", decay=True)
    assert 0 < decay < 3000  # one copy of the in-domain pairs, nothing else
    stamp = again.stat().st_mtime_ns
    pack.pack(built, root / "pairs.tsv", root / "links.txt", tmp_path / "again")
    assert again.stat().st_mtime_ns == stamp


def test_rows_hold_whole_sentences_and_no_loss_on_tags(built: config.Recipe) -> None:
    packed = pack.read_shard(root_of(built) / "shards" / "shard-000.npz")
    tags = Tokenizer(built.tokenizer).tag_ids
    assert ((packed.source == EOS).sum(1) == (packed.target == EOS).sum(1)).all()
    batch = batches.to_batch(packed, tags)
    starts = batch.target_position == 0
    sentences = batch.target_segment >= 0
    assert (batch.label[starts & sentences] == -1).all()
    assert int((batch.label >= 0).sum()) == batches.target_tokens(packed)


def test_sentences_of_a_row_do_not_see_each_other(built: config.Recipe) -> None:
    torch.manual_seed(0)
    tokenizer = Tokenizer(built.tokenizer)
    model = Transformer(len(tokenizer), built.model)
    one = (tokenizer.source("Le camp tient."), tokenizer.target("The camp holds.", "en"))
    two = (tokenizer.source("Le convoi quitte Gao."), tokenizer.target("The convoy leaves.", "en"))
    lengths = (64, 56)
    alone = pack.to_packed([one], lengths)
    both = pack.to_packed([(one[0] + two[0], one[1] + two[1])], lengths)
    batch = batches.to_batch(both, tokenizer.tag_ids)
    label = batch.label.clone()
    label[0, len(one[1]) :] = -1
    single, _ = model(batches.to_batch(alone, tokenizer.tag_ids))
    packed, _ = model(batch._replace(label=label))
    assert torch.allclose(single, packed, rtol=1e-4)


def test_loss_is_pytorchs_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loss, "CHUNK", 4)
    torch.manual_seed(0)
    x, weight, bias = torch.randn(10, 8), torch.randn(20, 8), torch.randn(20)
    label = torch.tensor([1, 2, -1, 4, 5, 6, 19, 0, -1, 3])
    ours = [t.clone().requires_grad_() for t in (x, weight, bias)]
    theirs = [t.clone().requires_grad_() for t in (x, weight, bias)]
    total, nll = loss.smoothed_cross_entropy(*ours, label, 0.1)
    expected = torch.nn.functional.cross_entropy(
        theirs[0] @ theirs[1].t() + theirs[2],
        label,
        ignore_index=-1,
        label_smoothing=0.1,
        reduction="sum",
    )
    assert torch.allclose(total, expected, rtol=1e-5)
    assert float(nll) > 0
    total.backward()
    expected.backward()
    for a, b in zip(ours, theirs, strict=True):
        assert torch.allclose(a.grad, b.grad, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("optimizer", ["adamw", "muon"])
def test_a_killed_training_goes_on_as_if_nothing_had_happened(
    built: config.Recipe, folder: Path, optimizer: str
) -> None:
    whole, tokenizer = session_of(built, optimizer=optimizer)
    whole.start(len(tokenizer))
    train(whole, folder, steps=6)
    assert whole.progress.step == 6

    part, _ = session_of(built, optimizer=optimizer)
    part.start(len(tokenizer))
    train(part, folder, steps=4)
    resumed, _ = session_of(built, optimizer=optimizer)
    resumed.resume(folder / STATE)
    assert resumed.progress == part.progress
    train(resumed, folder, steps=2)
    for a, b in zip(whole.masters.weights, resumed.masters.weights, strict=True):
        assert torch.equal(a, b)
    assert resumed.progress.position == whole.progress.position
    assert resumed.progress.tokens == whole.progress.tokens


def test_a_failed_save_leaves_the_old_state(built: config.Recipe, folder: Path) -> None:
    session, tokenizer = session_of(built)
    session.start(len(tokenizer))
    session.save(folder / STATE)
    before = (folder / STATE).read_bytes()
    with pytest.raises(Exception, match="pickle"):
        checkpoint.save(folder / STATE, {"bad": lambda: None})
    assert (folder / STATE).read_bytes() == before
    assert [p.name for p in folder.iterdir()] == [STATE]


def test_the_other_optimizer_keeps_the_weights_and_warms_up(
    built: config.Recipe, folder: Path
) -> None:
    first, tokenizer = session_of(built)
    first.start(len(tokenizer))
    train(first, folder, steps=3)
    second, _ = session_of(built, optimizer="muon")
    second.resume(folder / STATE)
    assert second.rate() == pytest.approx(second.settings.learning_rate / 2)
    train(second, folder, steps=1)


def test_a_termination_request_saves_first(built: config.Recipe, folder: Path) -> None:
    session, tokenizer = session_of(built)
    session.start(len(tokenizer))
    update, former = session.update, signal.getsignal(signal.SIGTERM)

    def last(*arguments: object) -> tuple[float, int]:
        signal.raise_signal(signal.SIGTERM)
        return update(*arguments)

    session.update = last
    train(session, folder)
    signal.signal(signal.SIGTERM, former)
    assert checkpoint.load(folder / STATE)["progress"]["step"] == 1


def test_pause_file_pauses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / PAUSE).touch()
    slept = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        (tmp_path / PAUSE).unlink()

    monkeypatch.setattr("time.sleep", sleep)
    wait_while_paused(tmp_path)
    assert len(slept) == 1


def test_train_decay_convert_package_evaluate(
    built: config.Recipe, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = root_of(built)
    shutil.copy(root / "dev-sahel-dev.npz", folder)
    session, tokenizer = session_of(built, learning_rate=2e-2)
    session.start(len(tokenizer))
    before = session.evaluate(root / "dev-sahel-dev.npz")
    train(session, folder, steps=25)
    assert session.evaluate(root / "dev-sahel-dev.npz") < before - 1

    state = (folder / STATE).read_bytes()
    decay(session, folder, folder / "release.pt", minutes=0.01)
    assert (folder / STATE).read_bytes() == state
    assert "decayed" in (folder / "log.jsonl").read_text(encoding="utf-8")

    size = convert(folder / "release.pt", built.tokenizer, folder / "release")
    assert size == (folder / "release" / "model.bin").stat().st_size
    translation = Decoder(folder / "release", threads=1).translate(["Le convoi quitte Gao."], "en")
    assert len(translation) == 1

    archives = package(folder / "release", folder / "packages", "0.1")
    with zipfile.ZipFile(archives[0]) as archive:
        content = json.loads(archive.read("translate-fr_en-0_1/metadata.json"))
    assert (content["from_code"], content["target_prefix"]) == ("fr", "<2en>")

    inventory: Inventory = read_inventory(built.inventory)
    scores, outputs = evaluate.evaluate(folder / "release", root, inventory)
    assert set(outputs) == {f"{s}-dev {d}" for s in ("sahel", "flores") for d in ("fr-en", "en-fr")}
    table = evaluate.table({"tiny": scores})
    assert "| BLEU | flores-dev en-fr |" in table


def test_training_goes_on_from_a_release(built: config.Recipe, folder: Path) -> None:
    pytest.importorskip("ctranslate2")
    session, tokenizer = session_of(built)
    session.start(len(tokenizer))
    train(session, folder, steps=5)
    convert(folder / STATE, built.tokenizer, folder / "model")
    weights, shape, vocabulary = checkpoint.load_weights(folder / STATE)
    again, same_shape, same_vocabulary = checkpoint.load_weights(folder / "model" / "model.bin")
    assert (same_shape, same_vocabulary) == (shape, vocabulary)
    assert again.keys() == weights.keys()
    for name, weight in weights.items():
        # int8: half a step, of which 127 reach from nothing to the row's largest value
        step = weight.abs().amax(-1, keepdim=True) / 127
        assert ((again[name] - weight).abs() <= 0.51 * step + 1e-7).all(), name
    later, _ = session_of(built)
    later.start(len(tokenizer), folder / "model" / "model.bin")
    (folder / "later").mkdir()
    train(later, folder / "later", steps=2)
    assert later.progress.step == 2


def test_branches_of_one_training_can_be_mixed(built: config.Recipe, folder: Path) -> None:
    session, tokenizer = session_of(built)
    session.start(len(tokenizer))
    for steps, name in ((2, "one.pt"), (3, "two.pt")):
        train(session, folder, steps=steps)
        weights = dict(zip(session.masters.names, session.masters.weights, strict=True))
        checkpoint.save_weights(folder / name, session.model, weights)
    one, two = (checkpoint.load_weights(folder / name)[0] for name in ("one.pt", "two.pt"))
    checkpoint.save(
        folder / "mixed.pt", checkpoint.mix([(folder / "one.pt", 0.75), (folder / "two.pt", 0.25)])
    )
    mixed, shape, vocabulary = checkpoint.load_weights(folder / "mixed.pt")
    assert (shape, vocabulary) == checkpoint.load_weights(folder / "one.pt")[1:]
    assert any((one[name] != two[name]).any() for name in one)
    for name, weight in mixed.items():
        wanted = (0.75 * one[name].float() + 0.25 * two[name].float()).bfloat16()
        assert torch.equal(weight, wanted), name
    with pytest.raises(ValueError, match="add up to"):
        checkpoint.mix([(folder / "one.pt", 0.5), (folder / "two.pt", 0.4)])


def test_a_file_of_another_kind_is_no_release(tmp_path: Path) -> None:
    other = tmp_path / "model.bin"
    other.write_bytes(b"\x02\x00\x00\x00" + b"\x05\x00What\x00" * 9)
    with pytest.raises(ValueError, match="no CTranslate2 transformer"):
        checkpoint.load_weights(other)


def test_converted_model_agrees_with_the_trained_one(built: config.Recipe, folder: Path) -> None:
    ctranslate2 = pytest.importorskip("ctranslate2")
    session, tokenizer = session_of(built)
    session.start(len(tokenizer))
    train(session, folder, steps=10)
    convert(folder / STATE, built.tokenizer, folder / "model", quantization="float32")
    fr, en = "Le convoi quitte Gao.", "The convoy leaves Gao."
    row = (tokenizer.source(fr), tokenizer.target(en, "en"))
    batch = batches.to_batch(pack.to_packed([row], (64, 56)), tokenizer.tag_ids)
    session.model.float()
    session.masters.copy_to_model()
    _, nll = session.model(batch)
    scorer = ctranslate2.Translator(str(folder / "model"), device="cpu", compute_type="float32")
    (scored,) = scorer.score_batch([tokenizer.pieces(fr)], [["<2en>", *tokenizer.pieces(en)]])
    # The first score is the direction tag's, on which there is no loss.
    assert -sum(scored.log_probs[1:]) == pytest.approx(float(nll), rel=1e-3)
