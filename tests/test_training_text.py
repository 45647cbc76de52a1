"""The parts of the recipe that need no PyTorch: cleaning, terms, annotation, probes."""

import random
import re
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("tomllib", reason="the recipe needs Python 3.11 (tomllib)")
sys.path.insert(0, str(Path(__file__).parents[1]))  # training is no installed package

from glossary.curated import curated
from training import compare, config, edits, elision, invent, probes
from training.align import coverage, parse_links, tokens
from training.annotate import annotate
from training.clean import HeldOut, fault
from training.edits import Edit
from training.native import native_terms, sentences_of
from training.normalize import normalize
from training.prepare import Pair, prepare, read_pairs
from training.substitute import glossary_edits, renumber
from training.terms import Concept, Inventory, is_acronym

MALI = Concept("P1", "place", ("Mali",), ("Mali",), "", "", "m", "s", "le")
GAO = Concept("P2", "place", ("Gao",), ("Gao",), "", "", "m", "s", "none")
AGADES = Concept("P3", "place", ("Agadès",), ("Agadez",), "", "", "m", "s", "none")
AES = Concept("O1", "organisation", ("AES",), ("AES",), "AES", "AES", "f", "s", "l'")
ECOWAS = Concept("O2", "organisation", ("CEDEAO",), ("ECOWAS",), "CEDEAO", "ECOWAS", "f", "s", "la")
GROUP = Concept("G1", "armed-group", ("groupe armé",), ("armed group",), "", "", "m", "s", "le")
INVENTORY = Inventory([MALI, GAO, AGADES, AES, ECOWAS, GROUP])

ALL = config.Annotate(term=1.0, marker=0.0, name=0.0, upper=0.0, no_stop=0.0)


def links_of(fr: str, en: str, *pairs: tuple[str, str]) -> tuple[tuple[int, int], ...]:
    left, right = tokens(fr), tokens(en)
    return tuple((left.index(a), right.index(b)) for a, b in pairs)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("l\u2019armée a dit\u00a0: «\u202fnon\u202f»", "fr", "l'armée a dit : « non »"),
        ("Qui ?", "fr", "Qui ?"),
        ("Qui?", "fr", "Qui ?"),
        ("10:30", "fr", "10:30"),
        ("Who \u2013 he?", "en", "Who - he?"),
        ("e\u0301te\u0301", "fr", "été"),
    ],
)
def test_normalize(text: str, language: str, expected: str) -> None:
    assert normalize(text, language) == expected
    assert normalize(expected, language) == expected


@pytest.mark.parametrize(
    ("fr", "en", "expected"),
    [
        ("", "x", "empty"),
        ("mot " * 90, "word " * 90, "long"),
        ("Oui.", "He said that he would come to the town after the market.", "ratio"),
        (
            "The men who came to the town left",
            "Les hommes qui sont venus dans la ville",
            "language",
        ),
        ("12 34 56 % ; 78", "12 34 56 %; 78", "symbols"),
        ("Gao, 12 34 56 78", "Gao, 90 91 92 93", "figures"),
        ("Le convoi a quitté Gao.", "The convoy left Gao.", None),
    ],
)
def test_fault(fr: str, en: str, expected: str | None) -> None:
    found = fault(fr, en)
    assert found == expected or (expected == "figures" and found == "symbols")


def test_held_out_finds_near_duplicates_and_spares_short_names() -> None:
    held = HeldOut(["Le convoi a quitté la ville de Gao mardi matin.", "Mali"])
    assert "le convoi a quitte la ville de gao, mardi matin !" in held
    assert "Selon l'armée, le convoi a quitté la ville de Gao mardi." in held
    assert "Un autre convoi est entré dans Tombouctou lundi soir." not in held
    assert "Mali" not in held


def test_acronyms_are_matched_in_case_and_words_inflected() -> None:
    assert is_acronym("FAMa")
    assert not is_acronym("Gao")
    found = INVENTORY.find("Les groupes armés quittent l'AES.", "The armed groups leave the AES.")
    assert [(o.fr.form, o.en.form) for o in found] == [
        ("groupe armé", "armed group"),
        ("AES", "AES"),
    ]
    assert not INVENTORY.find("aes", "aes")
    assert not INVENTORY.find("Gaoua", "Gaoua")


@pytest.mark.parametrize(
    ("before", "word", "gender", "expected"),
    [
        ("de l'", "CEDEAO", "f", "de la "),
        ("de l'", "Mali", "m", "du "),
        ("à l'", "Mali", "m", "au "),
        ("du ", "Est", "m", "de l'"),
        ("près d'", "Gao", "m", "près de "),
        ("Le ", "Est", "m", "L'"),
        ("dans ", "Gao", "m", "dans "),
        ("modèle ", "Est", "m", "modèle "),
    ],
)
def test_refit(before: str, word: str, gender: str, expected: str) -> None:
    assert elision.refit(before, word, gender) == expected


def test_swapping_keeps_both_sides_and_french_grammar_in_step() -> None:
    fr, en = "Les chefs de l'AES sont à Gao.", "The AES leaders are in Gao."
    seen = set()
    for seed in range(60):
        rng = random.Random(seed)
        left, right, _ = glossary_edits(fr, en, "fr", INVENTORY, rng, swap=1.0, annotate=0.0)
        new_fr, new_en = edits.apply(fr, left), edits.apply(en, right)
        seen.add((new_fr, new_en))
        assert "l'C" not in new_fr
        assert "de la A" not in new_fr
    assert ("Les chefs de la CEDEAO sont à Agadès.", "The ECOWAS leaders are in Agadez.") in seen


def test_annotated_example_names_what_the_target_says() -> None:
    fr, en = "Les groupes armés ont quitté l'AES.", "The armed groups have left the AES."
    pair = Pair("sahel", fr, en)
    links = links_of(fr, en, ("groupes", "groups"), ("armés", "armed"), ("AES", "AES"))
    annotations = 0
    for seed in range(80):
        for example in annotate(pair, links, ALL, random.Random(seed), INVENTORY):
            for part in example.source.split("<as>")[1:]:
                assert part[0] == " "  # a word begins here
                given = part.split("</term>")[0].strip()
                annotations += 1
                exact = given in example.target
                lemma = given.split()[0].rstrip("s") in example.target
                assert exact or lemma, example
            assert example.source.count("<term>") == example.source.count("</term>") <= 4
            assert "<" not in example.target
    assert annotations > 80


def test_examples_depend_on_the_seed_alone() -> None:
    pair = Pair("x", "Le convoi a quitté Gao pour Bamako.", "The convoy left Gao for Bamako.")
    links = links_of(pair.fr, pair.en, ("convoi", "convoy"), ("Gao", "Gao"), ("Bamako", "Bamako"))
    first = annotate(pair, links, config.Annotate(), random.Random("1/2"), None)
    assert first == annotate(pair, links, config.Annotate(), random.Random("1/2"), None)


def test_markers_stand_on_both_sides_alike() -> None:
    shares = config.Annotate(term=0.0, name=0.0, marker=1.0, upper=0.0, no_stop=0.0)
    pair = Pair("x", "Le convoi a quitté Gao pour Bamako.", "The convoy left Gao for Bamako.")
    links = links_of(pair.fr, pair.en, ("convoi", "convoy"), ("Gao", "Gao"), ("Bamako", "Bamako"))
    for seed in range(20):
        for example in annotate(pair, links, shares, random.Random(seed), None):
            marks = [f"<x{i}>" for i in range(1, 9)]
            used = [m for m in marks if m in example.source]
            assert used
            assert used == [m for m in marks if m in example.target]


def test_markers_come_in_the_ways_the_product_uses_them() -> None:
    shares = config.Annotate(term=0.0, name=0.0, marker=1.0, upper=0.0, no_stop=0.0)
    pair = Pair("x", "Le convoi a quitté Gao pour Bamako.", "The convoy left Gao for Bamako.")
    links = links_of(pair.fr, pair.en, ("convoi", "convoy"), ("Gao", "Gao"), ("Bamako", "Bamako"))
    sources = [annotate(pair, links, shares, random.Random(seed), None)[0] for seed in range(60)]
    for shape in (
        r"<x1>(convoi|Gao|Bamako)<x2>",  # around a phrase: bold type, a link
        r"quitté <x\d> pour",  # in the place of a name: an address, a masked term
        r"convoi<x\d> a",  # beside a word: a note
    ):
        matching = [e for e in sources if re.search(shape, e.source)]
        assert matching, shape
    held = next(e for e in sources if re.search(r"quitté <x\d> pour", e.source))
    assert re.search(r"left <x\d> for", held.target)


def test_renumber_changes_a_figure_on_both_sides_alike() -> None:
    fr, en = (
        "Le 14 mars, 37 soldats et 1 200 civils.",
        "On 14 March, 37 soldiers and 1,200 civilians.",
    )
    for seed in range(20):
        left: list[Edit] = []
        right: list[Edit] = []
        renumber(fr, en, left, right, random.Random(seed))
        new_fr, new_en = edits.apply(fr, left), edits.apply(en, right)
        assert new_fr.split()[1] == new_en.split()[1]
        assert "1 200" in new_fr
        assert "1,200" in new_en


def test_capitals_spare_tags_and_exact_names() -> None:
    text = "Des <term>soldats<as>FAMa</term> près de <x1>Gao"
    assert edits.upper(text, ["FAMa"]) == "DES <term>SOLDATS<as>FAMa</term> PRÈS DE <x1>GAO"


def test_invented_names_elide_like_the_old_one() -> None:
    rng = random.Random(1)
    assert all(not elision.elides(invent.like("Gao", rng)) for _ in range(50))
    assert all(elision.elides(invent.like("Agadès", rng)) for _ in range(50))


def test_coverage_tells_shifted_pairs() -> None:
    pair = Pair("x", "Le convoi quitte Bamako", "The convoy leaves Bamako")
    assert coverage(pair, parse_links("1-1 2-2 3-3")) == 1.0
    assert coverage(pair, parse_links("1-1")) < 0.4


def test_probes_ask_for_the_reference_form() -> None:
    pairs = [("Le groupe armé est à Agadès, 12 morts.", "The armed group is in Agadez, 12 dead.")]
    (probe,) = probes.terms(pairs, "fr", INVENTORY)
    assert probe.source.startswith(
        "Le <term> groupe armé<as> armed group</term> est à <term> Agadès<as>"
    )
    assert probe.wanted == [["armed group"], ["Agadez"]]
    assert probes.without_annotations([probe])[0].source == pairs[0][0]
    assert probes.figures(pairs)[0].wanted == [["12"]]
    assert probes.success([probe], ["the armed group in Agadès"]) == 50.0


def test_prepare_reads_cleans_deduplicates_and_holds_out(tmp_path: Path) -> None:
    corpora = tmp_path / "corpora"
    corpora.mkdir()
    held = "Le gouverneur a reçu les chefs de la ville mardi."
    rows = [
        ("news", "Le convoi a quitté Gao.", "The convoy left Gao."),
        ("news", "Le convoi a quitté Gao.", "The convoy left Gao."),
        ("news", held, "The governor received the town's leaders on Tuesday."),
        ("unlisted", "Bonjour à tous.", "Hello everybody."),
    ]
    (corpora / "a.tsv").write_text("".join("\t".join(r) + "\n" for r in rows), encoding="utf-8")
    (corpora / "sahel.tsv").write_text("topic\tL\u2019AES dit non.\tThe AES says no.\n")
    (tmp_path / "dev.tsv").write_text(f"t\t{held}\tx\n", encoding="utf-8")
    own = tmp_path / "communiques.tsv"
    own.write_text("agent\tUne attaque du JNIM.\tA JNIM attack.\n", encoding="utf-8")
    recipe = config.Recipe(
        corpora_dir=corpora,
        inventory=tmp_path / "none.csv",
        tokenizer=tmp_path / "none.model",
        held_out=(tmp_path / "dev.tsv",),
        corpora=tuple(config.Corpus(name) for name in ("news", "sahel", "communiques")),
        own=(own,),
    )
    why = prepare(recipe, tmp_path / "pairs.tsv")
    assert (why["duplicate"], why["held out"], why["kept news"], why["kept sahel"]) == (1, 1, 1, 1)
    kept = list(read_pairs(tmp_path / "pairs.tsv"))
    assert [p.corpus for p in kept] == ["news", "sahel", "communiques"]
    assert kept[1].fr == "L'AES dit non."


def test_own_pairs_are_clean_and_no_sentence_of_the_documentation() -> None:
    recipe = config.load()
    root = Path(__file__).parents[1]
    shown = [*(root / "examples").glob("*.*"), root / "README.md", root / "docs/before-after.txt"]
    text = normalize("\n".join(p.read_text(encoding="utf-8") for p in shown), "fr")
    for path in recipe.own:
        assert recipe.corpus(path.stem).weight > 0
        pairs = list(read_pairs(path))
        assert len({p.fr for p in pairs}) == len(pairs)
        for pair in pairs:
            assert not fault(pair.fr, pair.en, recipe.max_ratio, 60), pair
            # what is shown of the product must not have been learned by heart
            assert len(pair.fr.split()) < 4 or normalize(pair.fr, "fr") not in text, pair.fr


def test_recipe_is_readable_and_refuses_unknown_keys(tmp_path: Path) -> None:
    recipe = config.load()
    assert recipe.corpus("sahel").in_domain
    assert recipe.model.width % recipe.model.heads == 0
    bad = config.DEFAULT.read_text(encoding="utf-8").replace("width = ", "widht = ")
    (tmp_path / "bad.toml").write_text(bad, encoding="utf-8")
    with pytest.raises(ValueError, match="widht"):
        config.load(tmp_path / "bad.toml")


def test_terms_written_unasked_are_listed_and_no_others(stand_in: Any) -> None:
    glossary = curated()
    engine = stand_in(words={"La CEDEAO": "Cedeao", "et la CEDEAO": "Cedeao"})
    sentences = ["Les FAMa avancent.", "La CEDEAO se réunit.", "Les FAMa et la CEDEAO.", "Rien."]
    found = native_terms(engine, sentences, glossary)
    assert ("fama", "FAMa") in found
    assert not any(source == "cedeao" for source, _ in found)
    # in two of three occurrences is not enough
    engine = stand_in(answers={"Les FAMa reculent.": ["fama retreat"]})
    sentences = ["Les FAMa avancent.", "Les FAMa tirent.", "Les FAMa reculent."]
    assert ("fama", "FAMa") not in native_terms(engine, sentences, glossary)
    assert ("fama", "FAMa") in native_terms(engine, sentences, glossary, share=0.6)


def test_what_is_measured_includes_the_examples_of_the_glossary(tmp_path: Path) -> None:
    corpus = tmp_path / "sahel.tsv"
    corpus.write_text("comm\tLes FAMa avancent.\tFAMa advance.\n", encoding="utf-8")
    found = sentences_of(corpus, curated(), "fr")
    assert found[0] == "Les FAMa avancent."
    assert len(found) > len(curated().concepts)


def test_releases_are_read_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "reading.txt"
    path.write_text("fr Bonjour.\nen Hello there.\n", encoding="utf-8")
    lines = compare.read_lines(path)
    assert lines == [("fr", "Bonjour."), ("en", "Hello there.")]
    page = compare.page(lines, {"0.1": ["Good day.", "Salut."], "0.2": ["Hello.", "Bonjour."]})
    assert page.split("\n")[:4] == ["**Bonjour.**", "", "- 0.1: Good day.", "- 0.2: Hello."]
    path.write_text("fr Bonjour.\nHello there.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=":2: not"):
        compare.read_lines(path)


def test_sentences_to_read_were_never_trained_on() -> None:
    read = {normalize(text, code) for code, text in compare.read_lines(compare.READING)}
    for path in config.load().own:
        assert not read & {side for pair in read_pairs(path) for side in (pair.fr, pair.en)}
