"""The terms that a model mostly writes unasked: a list that a package may carry.

Whoever releases a model measures them (``python -m training native``). The cascade then asks
plainly for these, and annotates the rest at once instead of after a draft that missed them.
"""

from __future__ import annotations

from collections.abc import Iterable

NAME = "native-terms.tsv"
"""Its name in a package's folder. One term a line: source form, tab, target form, UTF-8."""


def read_native(data: bytes) -> frozenset[tuple[str, str]]:
    """Return the terms of a list as (folded source form, target form).

    Raises:
        ValueError: not UTF-8, or a line without exactly one tab.

    >>> sorted(read_native("# measured on ...\\nle csp\\tthe CSP\\n".encode()))
    [('le csp', 'the CSP')]
    """
    terms = set()
    for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        source, tab, target = line.partition("\t")
        if not (source and tab and target) or "\t" in target:
            raise ValueError(f"line {number} is not a source form, a tab and a target form")
        terms.add((source, target))
    return frozenset(terms)


def write_native(terms: Iterable[tuple[str, str]], comment: str) -> bytes:
    """Return a list as bytes, sorted; ``comment`` says what it was measured on.

    >>> write_native([("csp", "CSP")], "measured").decode()
    '# measured\\ncsp\\tCSP\\n'
    """
    lines = [f"# {comment}", *(f"{source}\t{target}" for source, target in sorted(set(terms)))]
    return ("\n".join(lines) + "\n").encode()
