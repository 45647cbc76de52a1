"""Translate with a converted model, with the product's decoding settings."""

from collections.abc import Sequence
from pathlib import Path

from .normalize import normalize
from .tokenizer import TAGS, Tokenizer

# Argos Translate's settings, which the product keeps.
BEAM = 4
LENGTH_PENALTY = 0.2


class Decoder:
    """A CTranslate2 model in memory, both directions."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        import ctranslate2

        self._tokenizer = Tokenizer(folder / "sentencepiece.model")
        self._model = ctranslate2.Translator(
            str(folder), device="cpu", compute_type="int8", intra_threads=threads
        )

    def translate(self, texts: Sequence[str], target: str) -> list[str]:
        """Translate sentences (annotated or not) into `target`, "fr" or "en"."""
        source = "en" if target == "fr" else "fr"
        tag = TAGS[target]
        results = self._model.translate_batch(
            [self._tokenizer.pieces(normalize(text, source)) for text in texts],
            target_prefix=[[tag]] * len(texts),
            beam_size=BEAM,
            length_penalty=LENGTH_PENALTY,
            replace_unknowns=True,
            max_batch_size=1024,
            batch_type="tokens",
        )
        return [self._tokenizer.decode(r.hypotheses[0][1:]).strip() for r in results]
