"""The sentencepiece tokenizer, shared by both languages, and its special pieces."""

from collections.abc import Iterable
from pathlib import Path

import sentencepiece

PAD, UNKNOWN, BOS, EOS = 0, 1, 2, 3
TAGS = {"fr": "<2fr>", "en": "<2en>"}
SYMBOLS = (
    *("<2fr>", "<2en>", "<term>", "<as>", "</term>"),
    *(f"<x{i}>" for i in range(1, 9)),
)


class Tokenizer:
    """Encode sources and tagged targets; raises OSError when the model file is missing."""

    def __init__(self, path: Path) -> None:
        self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(path))
        self._tags = {language: self._pieces.piece_to_id(tag) for language, tag in TAGS.items()}
        if UNKNOWN in self._tags.values():
            raise ValueError(f"{path}: no direction tags; not a tokenizer of this recipe")

    def __len__(self) -> int:
        return int(self._pieces.get_piece_size())

    @property
    def tag_ids(self) -> tuple[int, int]:
        """The ids of <2fr> and <2en>."""
        return self._tags["fr"], self._tags["en"]

    def vocabulary(self) -> list[str]:
        """Return all pieces in the order of their ids."""
        return [self._pieces.id_to_piece(i) for i in range(len(self))]

    def source(self, text: str) -> list[int]:
        """Return the ids of a source sentence, ending in </s>."""
        return [*self._pieces.encode(text), EOS]

    def target(self, text: str, language: str) -> list[int]:
        """Return the direction tag, the ids of the target sentence, and </s>."""
        return [self._tags[language], *self._pieces.encode(text), EOS]

    def pieces(self, text: str) -> list[str]:
        """Return the pieces of a text as strings, as CTranslate2 wants them."""
        return list(self._pieces.encode(text, out_type=str))

    def decode(self, pieces: list[str]) -> str:
        """Return the text of pieces."""
        return str(self._pieces.decode(pieces))


def train_tokenizer(sentences: Iterable[str], out: Path, size: int = 12000) -> None:
    """Learn a unigram model with byte fallback and split digits, and write it to `out`.

    Byte fallback lets any name through; split digits make figures something to copy, not to know.
    """
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_prefix=str(out.with_suffix("")),
        vocab_size=size,
        model_type="unigram",
        byte_fallback=True,
        split_digits=True,
        character_coverage=0.9998,
        hard_vocab_limit=False,
        user_defined_symbols=list(SYMBOLS),
        pad_id=PAD,
        unk_id=UNKNOWN,
        bos_id=BOS,
        eos_id=EOS,
        normalization_rule_name="identity",  # normalize.py has done it, and inference does the same
        minloglevel=2,
    )
