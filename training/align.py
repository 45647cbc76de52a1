"""Align words with eflomal, both ways, and keep the links that both agree on."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from .files import write_text
from .prepare import Pair, read_pairs

Links = tuple[tuple[int, int], ...]

# "l'" is a token of its own, "porte-parole" is one token, punctuation stands alone.
TOKEN = re.compile(r"\w+['’]|\w+(?:-\w+)*|[^\w\s]")


def tokens(text: str) -> list[str]:
    """Return the tokens that the links count.

    >>> tokens("L'armée a dit : « non ».")
    ["L'", 'armée', 'a', 'dit', ':', '«', 'non', '»', '.']
    """
    return TOKEN.findall(text)


def align(pairs: Path, out: Path) -> int:
    """Align every pair of `pairs` (TSV) and write one line of links `i-j` (French-English) a pair.

    Returns the number of pairs. The aligner is eflomal (Östling and Tiedemann 2016): as good as
    fast_align's successors, on one core in minutes. Raises ImportError without it.
    """
    from eflomal import Aligner

    rows = list(read_pairs(pairs))
    # Truncated lower-case tokens: half the inflection disappears, and so does half the sparsity.
    fr = [" ".join(t.lower() for t in tokens(row.fr)) for row in rows]
    en = [" ".join(t.lower() for t in tokens(row.en)) for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        forward, reverse = Path(folder) / "forward", Path(folder) / "reverse"
        Aligner(n_samplers=1).align(
            fr,
            en,
            links_filename_fwd=str(forward),
            links_filename_rev=str(reverse),
            quiet=True,
        )
        with forward.open() as a, reverse.open() as b:
            agreed = [_format(set(x.split()) & set(y.split())) for x, y in zip(a, b, strict=True)]
    if len(agreed) != len(rows):
        raise RuntimeError(f"eflomal answered {len(agreed)} lines for {len(rows)} pairs")
    write_text(out, "\n".join(agreed) + "\n")
    return len(rows)


def _format(links: set[str]) -> str:
    return " ".join(sorted(links, key=lambda link: tuple(map(int, link.split("-")))))


def parse_links(line: str) -> Links:
    """Parse `0-0 1-2`.

    >>> parse_links("0-0 1-2")
    ((0, 0), (1, 2))
    """
    return tuple((int(a), int(b)) for a, b in (link.split("-") for link in line.split()))


def read_aligned(pairs: Path, links: Path) -> Iterator[tuple[Pair, Links]]:
    """Yield each pair with its links; ValueError when the two files differ in length."""
    with links.open(encoding="utf-8") as lines:
        for pair, line in zip(read_pairs(pairs), lines, strict=True):
            yield pair, parse_links(line)


def coverage(pair: Pair, links: Sequence[tuple[int, int]]) -> float:
    """Return the share of the longer words that have a counterpart, 0 to 1, the poorer side's.

    Shifted pairs (each sentence beside its neighbour's translation) score low: their words find
    no partner in the other direction.
    """
    scores = []
    for side, text in enumerate((pair.fr, pair.en)):
        linked = {link[side] for link in links}
        content = [i for i, token in enumerate(tokens(text)) if len(token) > 3]
        scores.append(sum(i in linked for i in content) / len(content) if content else 1.0)
    return min(scores)
