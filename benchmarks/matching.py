"""How the time to find terms grows with the text and with the glossary.

Glossaries of 1,000, 10,000 and 100,000 made-up concepts, texts of 1 to 10 MB in which one word in
fifty begins a term. Times are of the processor, so that other work on the machine does not count.
Prints a Markdown table for ``docs/matching-benchmark.md``.

    python benchmarks/matching.py            # all: some minutes
    python benchmarks/matching.py --small    # 1 MB and 10,000 concepts only
"""

from __future__ import annotations

import argparse
import platform
import random
import time

from glossary.curated import TERMS, curated, read_catalogues
from glossary.match import Matcher
from glossary.model import Case, Concept, Glossary, Pairing, Status, Term

_SYLLABLES = "ba be bi bo bu da de di do du ga go ka ke ki ko la le li lo ma me mi mo na ne ni no \
ra re ri ro sa se si so ta te ti to wa za".split()


def words(random_: random.Random, count: int) -> list[str]:
    """Return distinct made-up words of two to four syllables."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(random_.choices(_SYLLABLES, k=random_.randint(2, 4)))] = None
    return list(found)


def made_up(count: int, seed: int = 7) -> Glossary:
    """Return a glossary of ``count`` concepts of one to four words, a third of them acronyms."""
    random_ = random.Random(seed)
    stock = words(random_, 20_000)
    concepts: list[Concept] = []
    seen: set[str] = set()
    while len(concepts) < count:
        if len(concepts) % 3 == 0:
            form = "".join(random_.choices("ABCDEFGHIJKLMNOPRSTUVW", k=random_.randint(4, 6)))
        else:
            form = " ".join(random_.choices(stock, k=random_.randint(2, 4))).capitalize()
        if form in seen:
            continue
        seen.add(form)
        acronym = form.isupper()
        terms = (
            Term(form, "en", Status.PREFERRED),
            Term(form if acronym else f"{form} fr", "fr", Status.PREFERRED),
        )
        case = Case.EXACT if acronym else Case.TRANSFER
        number = len(concepts)
        concepts.append(Concept(f"c-{number}", "made-up", (Pairing("full", terms, case),)))
    return Glossary(tuple(concepts))


def text_of(glossary: Glossary, size: int, seed: int = 11) -> list[str]:
    """Return paragraphs of about 600 characters, ``size`` characters in all."""
    random_ = random.Random(seed)
    stock = words(random.Random(7), 20_000)
    forms = [c.head.terms[0].form for c in glossary.concepts[:1000]]
    paragraphs: list[str] = []
    total = 0
    while total < size:
        line: list[str] = []
        while sum(map(len, line)) + len(line) < 600:
            line.append(random_.choice(forms if random_.random() < 0.02 else stock))
        paragraphs.append(" ".join(line) + ".")
        total += len(paragraphs[-1]) + 1
    return paragraphs


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    small = parser.parse_args().small
    print(f"Python {platform.python_version()}, {platform.machine()}\n")
    began = time.process_time()
    read_catalogues(sorted(TERMS.glob("*.po")))
    read = time.process_time() - began
    curated()  # fills the cache
    curated.cache_clear()
    began = time.process_time()
    glossary = curated()
    cached = time.process_time() - began
    print(f"Curated glossary, {len(glossary)} concepts: PO files {read:.3f} s, ", end="")
    print(f"compiled {cached:.3f} s\n")
    print("| concepts | text (MB) | index (s) | find (s) | MB/s | matches |")
    print("|---:|---:|---:|---:|---:|---:|")
    sizes = [(10_000, 1)] if small else [
        (1_000, 10), (10_000, 1), (10_000, 5), (10_000, 10), (100_000, 10)
    ]  # fmt: skip
    for count, megabytes in sizes:
        glossary = made_up(count)
        paragraphs = text_of(glossary, megabytes * 1_000_000)
        began = time.process_time()
        matcher = Matcher(glossary, "en")
        built = time.process_time() - began
        began = time.process_time()
        matches = sum(len(matcher.find(p)) for p in paragraphs)
        took = time.process_time() - began
        speed = sum(map(len, paragraphs)) / 1e6 / took
        print(
            f"| {count:,} | {megabytes} | {built:.1f} | {took:.1f} | {speed:.2f} | {matches:,} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
