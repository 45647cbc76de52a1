"""Put the translations of several models side by side, for reading.

Figures tell that a release is better, sentences tell how it reads.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from glossary.model import LANGUAGES, Language

READING = Path(__file__).parent / "reading.txt"
Lines = Sequence[tuple[Language, str]]


def read_lines(path: Path) -> list[tuple[Language, str]]:
    """Read lines of a language code, a space and a sentence.

    Raises ValueError for a line that begins otherwise.
    """
    found: list[tuple[Language, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        code, _, text = line.partition(" ")
        language = next((name for name in LANGUAGES if name == code), None)
        if language is None or not text:
            raise ValueError(f"{path}:{number}: not 'fr SENTENCE' or 'en SENTENCE'")
        found.append((language, text))
    return found


def translations(model: Path, lines: Lines) -> list[str]:
    """Translate each line into the other language with the product's decoding, nothing else."""
    from .decode import Decoder

    decoder = Decoder(model)
    done = [""] * len(lines)
    for language in LANGUAGES:
        at = [i for i, (code, _) in enumerate(lines) if code == language]
        target: Language = "en" if language == "fr" else "fr"
        for i, text in zip(at, decoder.translate([lines[i][1] for i in at], target), strict=True):
            done[i] = text
    return done


def page(lines: Lines, columns: Mapping[str, Sequence[str]]) -> str:
    """Return Markdown: each sentence with what each model makes of it.

    >>> print(page([("fr", "Bonjour.")], {"0.1": ["Good day."], "0.2": ["Hello."]}))
    **Bonjour.**
    <BLANKLINE>
    - 0.1: Good day.
    - 0.2: Hello.
    <BLANKLINE>
    """
    blocks = []
    for i, (_, text) in enumerate(lines):
        rows = [f"- {name}: {column[i]}" for name, column in columns.items()]
        blocks.append("\n".join([f"**{text}**", "", *rows, ""]))
    return "\n".join(blocks)
