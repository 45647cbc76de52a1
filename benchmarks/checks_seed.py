"""Put one error into a clean pair, by chance but repeatably: what a checker should find.

The same seed, fault and pair give the same error. Imports nothing of the product and shares no
list with it: the terms come from the frozen reference spans (``data/sahel-dev-terms.tsv``), the
wrong forms from a list written for this alone (``data/seed-terms.tsv``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from random import Random

from . import checks_seed_form as form
from . import checks_seed_words as words
from .checks_pairs import Clean, Seeded, Term
from .checks_seed_words import Fault, WrongForm


class Seeder:
    """Makes seeded pairs; holds the lists of terms, read once."""

    def __init__(
        self,
        terms: dict[str, tuple[Term, ...]],
        wrong: Sequence[WrongForm],
        vocabulary: dict[str, frozenset[str]],
        *,
        seed: int = 0,
    ) -> None:
        self._seed = seed
        self._faults: dict[str, Fault] = {
            "term-swapped": partial(words.swapped_term, terms=terms),
            "term-wrong": partial(words.wrong_term, forms=wrong, which="wrong"),
            "term-forbidden": partial(words.wrong_term, forms=wrong, which="forbidden"),
            **words.FIGURES,
            **words.SENSE,
            **form.LOSS,
            "source-word-left": partial(form.left_word, vocabulary=vocabulary),
            **form.MARKS,
        }
        for what in form.PLANTED:
            self._faults[f"{what}-damaged"] = partial(form.damage_planted, what=what)

    @property
    def faults(self) -> tuple[str, ...]:
        """The names of the faults, in the order of the tables."""
        return tuple(self._faults)

    def make(self, pair: Clean, fault: str) -> Seeded | None:
        """Return ``pair`` with one ``fault`` in it; None where it gives no occasion."""
        what = fault.removesuffix("-damaged")
        if what in form.PLANTED and fault.endswith("-damaged"):
            pair = form.plant(pair, what)
        chance = Random(f"{self._seed}|{fault}|{pair.source}|{pair.target}")
        made = self._faults[fault](pair, chance)
        if made is None or made[0] == pair.target:
            return None
        target, told, term = made
        return Seeded(fault, pair, pair.source, target, told, term)

    def all(self, pairs: Iterable[Clean], fault: str, *, upto: int) -> list[Seeded]:
        """Return at most ``upto`` seeded pairs of one fault, drawn from all that can be made."""
        made = [s for p in pairs if (s := self.make(p, fault)) is not None]
        if len(made) > upto:
            chosen = Random(f"{self._seed}|{fault}").sample(range(len(made)), upto)
            made = [made[i] for i in sorted(chosen)]
        return made
