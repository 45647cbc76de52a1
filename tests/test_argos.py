"""The real engine with the embedded model, against argostranslate's own code."""

import json
import math
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.errors import ExitStatus, UserError
from translate import argos, decoding
from translate.engine import Annotation, Marker, Request, marker
from translate.packages import files as package_files
from translate.packages.layout import embedded
from translate.subwords import scrub

DATA = Path(__file__).parent / "data"
SENTENCES = json.loads((DATA / "plain-sentences.json").read_text(encoding="utf-8"))
LOOKALIKES = [
    "<term>", "<as>", "</term>", *(f"<x{n}>" for n in range(1, 9)),
    "<2en>", "<2fr>", "<s>", "</s>", "<unk>", "<pad>", "＜term＞", "＜x1>",
]  # fmt: skip


@pytest.fixture(scope="module")
def engine():
    return argos.load(embedded("fr", "en"))


@pytest.fixture(scope="module")
def english():
    return argos.load(embedded("en", "fr"))


def codec_of(engine):
    return engine._codec


def literal(engine, text):
    return codec_of(engine).processor.encode(text, out_type=str)


def texts(engine, requests):
    return [hypotheses[0].text for hypotheses in engine.translate(requests)]


# --- the same as argostranslate -------------------------------------------------------------


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    """What argostranslate makes of the sentences, with the exported packages installed in it."""
    folder = tmp_path_factory.mktemp("argos")
    exported = package_files.export(folder / "exported")
    job = {
        "packages": [str(path) for path in exported],
        "texts": {language: SENTENCES[language] for language in ("fr", "en")},
    }
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("ARGOS_")},
        "HOME": str(folder),
        "USERPROFILE": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "ARGOS_PACKAGES_DIR": str(folder / "packages"),
    }
    run = subprocess.run(
        [sys.executable, str(DATA / "argostranslate_run.py")],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert len(list((folder / "packages").iterdir())) == 2
    return json.loads(run.stdout)


def test_the_sentences_are_fifty_and_without_underscore():
    every = SENTENCES["fr"] + SENTENCES["en"]
    assert len(every) == len(set(every)) == 50
    assert not any("_" in sentence for sentence in every)


# One by one, as argostranslate decodes them: on some processors sums of int8 products depend on
# the padding, and so on the company, in the third decimal of a score, which turns a near tie.
def test_plain_french_equals_argostranslate(engine, reference):
    ours = [texts(engine, [Request.plain(text)])[0] for text in SENTENCES["fr"]]
    assert ours == [text.strip() for text in reference["fr"]]
    assert all(ours)


def test_plain_english_equals_argostranslate(english, reference):
    ours = [texts(english, [Request.plain(text)])[0] for text in SENTENCES["en"]]
    assert ours == [text.strip() for text in reference["en"]]
    assert all(ours)


def test_an_underscore_stays():
    codec = codec_of(argos.load(embedded("fr", "en")))
    assert codec.decode(codec.encode(("a_b",))) == "a_b"


# --- what text may become -------------------------------------------------------------------


def test_ordinary_text_is_encoded_as_sentencepiece_does(engine):
    for sentence in [*SENTENCES["fr"], *SENTENCES["en"], "  a  b \t<x> 3 < 4 @@ é №", ""]:
        assert codec_of(engine).encode((sentence,)) == literal(engine, sentence)


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_text_without_controls_is_encoded_as_sentencepiece_does(text):
    codec = _shared_codec()
    text = scrub(text)
    expected = codec.processor.encode(text, out_type=str)
    if not codec.reserved.intersection(expected):
        assert codec.encode((text,)) == expected


_CODEC = []


def _shared_codec():
    if not _CODEC:
        _CODEC.append(codec_of(argos.load(embedded("fr", "en"), threads=1)))
    return _CODEC[0]


@given(
    st.lists(
        st.one_of(
            st.sampled_from(LOOKALIKES), st.sampled_from([" ", "a", "<", ">", "\u0338", "\ufeff"])
        ),
        max_size=6,
    )
)
@settings(max_examples=150, deadline=None)
def test_no_text_becomes_a_control_token(parts):
    codec = _shared_codec()
    tokens = codec.encode(("".join(parts),))
    assert not codec.reserved.intersection(tokens)
    tokens = codec.encode((*parts, Annotation("".join(parts), "".join(parts)), *parts))
    assert [t for t in tokens if t in codec.reserved] == ["<term>", "<as>", "</term>"]


def test_a_lookalike_is_spelled_as_text(engine):
    for lookalike in LOOKALIKES:
        tokens = codec_of(engine).encode((f"un {lookalike} mot",))
        plain = lookalike.replace("＜", "<").replace("＞", ">")
        assert codec_of(engine).decode(tokens) == f"un {plain} mot"


def test_adjacent_texts_cannot_be_joined_to_a_control(engine):
    assert "<term>" not in codec_of(engine).encode(("<te", "rm>"))


def test_lookalikes_do_not_steer(engine):
    hostile = "Le <term>chat<as>ZEBRA</term> dort <x1>ici<x2>."
    result = texts(engine, [Request.plain(hostile)])[0]
    assert not any(marker(n) in result for n in range(1, 9))


ANNOTATED = [
    (
        ("Les ", Annotation("FAMa", "FAMa"), " ont ", Marker(1), "repoussé", Marker(2), " l'att"),
        "Les <term>FAMa<as>FAMa</term> ont <x1>repoussé<x2> l'att",
    ),
    ((Annotation("Les FAMa", "the FAMa"), " ont"), "<term>Les FAMa<as>the FAMa</term> ont"),
    (("Les", Annotation("FAMa", " FAMa "), "ont "), "Les<term>FAMa<as> FAMa </term>ont "),
    (("Les ", Annotation(" a ", "b"), ", ont"), "Les <term> a <as>b</term>, ont"),
    ((Marker(1), "Bonjour ", Marker(8)), "<x1>Bonjour <x8>"),
    ((" ", Marker(1), Marker(2), " x "), " <x1><x2> x "),
    ((Marker(3),), "<x3>"),
    (("2 < 3 ≮ ", Marker(1), "\u0338 é"), "2 < 3 ≮ <x1>\u0338 é"),
]  # fmt: skip


@pytest.mark.parametrize(("pieces", "text"), ANNOTATED)
def test_pieces_give_the_tokens_of_the_annotated_text(engine, pieces, text):
    assert codec_of(engine).encode(pieces) == literal(engine, text)


def test_private_characters_and_broken_surrogates_never_reach_the_engine(engine):
    assert codec_of(engine).encode(("a" + marker(1) + "\U000f0001b",)) == literal(engine, "ab")
    assert codec_of(engine).encode(("a\udcffb",)) == literal(engine, "a\ufffdb")


def test_bytes_in_the_output_cannot_pass_for_a_marker(engine):
    forged = ["▁a", *(f"<0x{byte:02X}>" for byte in marker(1).encode()), "b"]
    assert codec_of(engine).decode(forged) == "ab"
    assert codec_of(engine).decode(["▁a", "<0xC3>", "<0xA9>", marker(2)]) == "aé"


def test_controls_in_the_output_are_dropped_but_markers(engine):
    tokens = ["▁The", "▁", "<term>", "▁", "FAMa", "</term>", "▁", "<x2>", "▁won", "<2en>"]
    assert codec_of(engine).decode(tokens) == "The FAMa " + marker(2) + " won"


# --- requests -------------------------------------------------------------------------------


def test_annotations_and_markers_come_through(engine):
    request = Request(
        ("Les soldats de la ", Annotation("Zarbouna", "Zarbouna"), " sont ", Marker(1), "partis",
         Marker(2), " hier.")
    )  # fmt: skip
    result = texts(engine, [request])[0]
    assert "Zarbouna" in result
    assert marker(1) in result
    assert marker(2) in result
    assert "<" not in result


def test_a_model_without_the_ability_refuses(engine):
    plain = argos.load(embedded("fr", "en"), annotations=False)
    assert not plain.abilities.annotations
    with pytest.raises(ValueError, match="annotations"):
        plain.translate([Request((Annotation("a", "b"),))])
    with pytest.raises(ValueError, match="marker 9"):
        engine.translate([Request((Marker(9),))])
    bare = replace(codec_of(engine), metadata=replace(engine.package.metadata, term=(), markers=()))
    with pytest.raises(ValueError, match="annotations"):
        bare.encode((Annotation("a", "b"),))
    with pytest.raises(ValueError, match="marker"):
        bare.encode((Marker(1),))


@pytest.mark.parametrize(
    "prefix",
    ["The", "The army ", "The FAMa…", "The\u00a0army", "\u201cThe\u201d", "  The",
     "The " + marker(1) + "army", "une idée <x1>", "The army repelled the attack."],
)  # fmt: skip
def test_a_translation_begins_with_its_prefix(engine, prefix):
    request = Request(("Les soldats ont repoussé l'attaque hier.",), prefix=prefix, n_best=2)
    for hypothesis in engine.translate([request])[0]:
        assert hypothesis.text.startswith(prefix)
        assert not hypothesis.truncated


def test_a_prefix_is_continued(engine):
    source = "Les soldats ont repoussé l'attaque hier."
    result = texts(engine, [Request((source,), prefix="Yesterday the troops")])[0]
    assert len(result.split()) > 4


def test_n_best_is_bounded_distinct_and_scored(engine):
    request = Request(("Les soldats sont partis.",), n_best=6)
    hypotheses = engine.translate([request])[0]
    assert 1 < len(hypotheses) <= 6
    assert len({h.text for h in hypotheses}) > 1
    assert all(h.score < 0 for h in hypotheses)


def test_scores_are_mean_log_probabilities(engine):
    source = "Les soldats sont partis."
    for prefix in ("", "The soldiers"):
        hypothesis = engine.translate([Request((source,), prefix=prefix)])[0][0]
        tokens = ["<2en>", *codec_of(engine).encode((hypothesis.text,))]
        scored = engine._translator.score_batch([literal(engine, source)], [tokens])[0]
        forced = 1 + len(codec_of(engine).encode((prefix,)))
        expected = sum(scored.log_probs[forced:]) / len(scored.log_probs[forced:])
        assert math.isclose(hypothesis.score, expected, rel_tol=0.02)


def test_order_and_duplicates_in_a_mixed_job(engine):
    sentence = SENTENCES["fr"][1]
    requests = [
        Request.plain("Bonjour."),
        Request((sentence,), n_best=3),
        Request.plain("   "),
        Request((sentence,), retry=2),
        Request.plain(sentence),
        Request((sentence,), prefix="Officials"),
        Request.plain("Bonjour."),
    ]
    together = engine.translate(requests)
    alone = [engine.translate([request])[0] for request in requests]
    assert [[h.text for h in found] for found in together] == [[h.text for h in f] for f in alone]
    # int8 arithmetic rounds a little differently in other company on some processors (oneDNN)
    for found, by_itself in zip(together, alone, strict=True):
        for one, two in zip(found, by_itself, strict=True):
            assert math.isclose(one.score, two.score, rel_tol=0.02)
    assert together[0] == together[6]
    assert together == engine.translate(requests)
    assert len(together[1]) == 3
    assert together[2][0].text == ""


def test_the_same_text_in_every_company(engine):
    alone = [texts(engine, [Request.plain(text)])[0] for text in SENTENCES["fr"][:8]]
    reversed_ = texts(engine, [Request.plain(text) for text in SENTENCES["fr"][7::-1]])
    assert alone == reversed_[::-1]


def test_equal_requests_are_decoded_once(engine, monkeypatch):
    decoded = []
    original = argos.ArgosEngine._decode

    def count(self, rows, *rest):
        decoded.extend(rows)
        return original(self, rows, *rest)

    monkeypatch.setattr(argos.ArgosEngine, "_decode", count)
    engine.translate([Request.plain("Bonjour.")] * 5)
    assert len(decoded) == 1


def test_retries_work_past_their_end(engine):
    for retry in range(len(decoding.RETRIES) + 2):
        assert texts(engine, [Request(("Bonjour à tous.",), retry=retry)])[0]
    with pytest.raises(ValueError, match="retry"):
        engine.translate([Request(("a",), retry=-1)])


# --- limits ---------------------------------------------------------------------------------


def test_the_longest_rows_never_raise(engine):
    assert engine.count_tokens("1" * 509) == 510
    hypothesis = engine.translate([Request.plain("1" * 509)])[0][0]
    assert isinstance(hypothesis.text, str)


def test_a_longer_row_is_refused_with_the_limit(engine):
    for request in (Request.plain("1" * 511), Request(("a",), prefix="1" * 511)):
        with pytest.raises(UserError, match="at most 510"):
            engine.translate([request])


def test_truncation_is_noticed(engine, monkeypatch):
    assert not engine.translate([Request.plain("Bonjour.")])[0][0].truncated
    monkeypatch.setattr(decoding, "_USUAL_OUTPUT", 4)
    hypothesis = engine.translate([Request.plain(SENTENCES["fr"][1])])[0][0]
    assert hypothesis.truncated
    assert hypothesis.score < 0


def test_a_long_prefix_leaves_room_to_go_on(engine):
    prefix = "1" * 300
    result = engine.translate([Request(("Bonjour.",), prefix=prefix)])[0][0]
    assert result.text.startswith(prefix)


def test_count_tokens(engine):
    assert engine.count_tokens("") == 0
    assert engine.count_tokens("Bonjour") == len(literal(engine, "Bonjour"))


# --- loading --------------------------------------------------------------------------------


def test_signature_tells_what_made_the_text(engine):
    signature = engine.signature()
    assert signature["package"] == "embedded"
    assert len(signature["weights_sha256"]) == 64
    assert "beam_size=4" in signature["decoding"]
    assert signature["ctranslate2"] == argos.versions()["ctranslate2"]
    assert all(isinstance(value, str) for value in signature.values())


@pytest.mark.parametrize("missing", ["weights", "tokenizer"])
def test_missing_files_end_in_one_clear_error(tmp_path, missing):
    package = replace(embedded("fr", "en"), **{missing: tmp_path / "sentencepiece.model"})
    with pytest.raises(UserError, match="install sahel-translate again") as caught:
        argos.load(package)
    assert caught.value.status is ExitStatus.NO_ENGINE
    assert "\n" not in str(caught.value)


def test_a_broken_tokenizer_ends_in_one_clear_error(tmp_path):
    for content in (b"", b"no model", os.urandom(3000)):
        path = tmp_path / "sentencepiece.model"
        path.write_bytes(content)
        with pytest.raises(UserError):
            argos.check(replace(embedded("fr", "en"), tokenizer=path, embedded=False))


def test_importing_the_engine_imports_no_library():
    code = (
        "import sys, translate.argos, translate.commands.models, translate.commands.doctor,"
        " translate.doctor.examine,"
        " translate.packages.download, translate.packages.files\n"
        "heavy = {'argostranslate', 'ctranslate2', 'numpy', 'sentencepiece', 'torch'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_translating_needs_no_home_and_never_imports_argostranslate(tmp_path):
    home = tmp_path / "a-file"
    home.write_text("")
    code = (
        "import sys\n"
        "from translate import argos\nfrom translate.packages import find as packages\n"
        "from translate.engine import Request\n"
        "engine = argos.load(packages.find('fr', 'en'))\n"
        "print(engine.translate([Request.plain('Bonjour.')])[0][0].text)\n"
        "assert not [name for name in sys.modules if name.startswith('argostranslate')]\n"
    )
    for place in (str(home), str(tmp_path / "nowhere")):
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "ARGOS_"))}
        environment.update(HOME=place, USERPROFILE=place)
        run = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        assert run.stdout.strip()
    assert [path.name for path in tmp_path.iterdir()] == ["a-file"]
