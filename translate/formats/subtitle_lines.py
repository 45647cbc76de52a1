"""How a translated sentence is divided over its cues, and a cue over its lines.

The rules follow common practice for subtitles (at most two lines of 42 characters, as in the
Netflix Timed Text Style Guide and the TED guidelines): a line does not end in an article or
preposition when it can be helped, it rather ends at punctuation, and lines are of like length.
"""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 42
"""Characters a line may have; more only where the source has more."""

LEADING = frozenset(
    "le la les l' l’ un une des de du d' d’ à au aux en dans sur sous pour par avec sans chez vers "
    "et ou que qu' qu’ qui dont son sa ses leur leurs ce cette ces très plus "
    "the a an of in on at to for with by from into and or that which who whose his her its their "
    "this these very more".split()
)
"""Words that belong to what follows: no line ends well behind one, no sentence ends in one."""


def divide(text: str, weights: Sequence[int], room: Sequence[int]) -> list[tuple[int, int]]:
    """Return the half-open span of ``text`` for each cue, none empty, spaces between left out.

    Cuts stand near where the source has them: ``weights`` are the lengths of the source's cues,
    ``room`` what each can show. With fewer words than cues each cue shows the whole.

    >>> [("The army said it had left."[a:b]) for a, b in
    ...     divide("The army said it had left.", [10, 12], [84, 84])]
    ['The army said', 'it had left.']
    """
    spaces = [i for i, c in enumerate(text) if c == " " and 0 < i < len(text) - 1]
    if len(spaces) < len(weights) - 1:
        return [(0, len(text))] * len(weights)
    total = max(1, sum(weights))
    spans: list[tuple[int, int]] = []
    start, chosen = 0, -1
    for number in range(len(weights) - 1):
        target = len(text) * sum(weights[: number + 1]) / total
        last = len(spaces) - (len(weights) - 2 - number)  # leave one for each cut to come
        choices = range(chosen + 1, last)
        over = room[number]

        def cost(index: int, start: int = start, target: float = target, over: int = over) -> float:
            at = spaces[index]
            return abs(at - target) + _awkward(text, at) + 10 * max(0, at - start - over)

        chosen = min(choices, key=cost)
        spans.append((start, spaces[chosen]))
        start = spaces[chosen] + 1
    return [*spans, (start, len(text))]


def wrapped(text: str, width: int) -> str:
    """Return ``text`` with spaces turned into line feeds where lines end, as few as will do.

    Two lines are of like length; if two do not suffice, each is filled up to ``width``.

    >>> wrapped("The army has retaken the town of Kidal, says the ministry.", 42)
    'The army has retaken the town of Kidal,\\nsays the ministry.'
    """
    if len(text) <= width:
        return text
    spaces = [i for i, c in enumerate(text) if c == " " and 0 < i < len(text) - 1]
    fitting = [i for i in spaces if i <= width and len(text) - i - 1 <= width]
    if fitting:
        half = len(text) / 2
        at = min(fitting, key=lambda i: abs(i - half) + 2 * _awkward(text, i))
        return f"{text[:at]}\n{text[at + 1 :]}"
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "\n".join(lines)


def _awkward(text: str, at: int) -> float:
    """Return how badly a line ends before the space at ``at``, in characters of distance."""
    if text[at - 1] in ".!?…;:":
        return -8
    if text[at - 1] in ",»”)":
        return -6
    word = text[text.rfind(" ", 0, at) + 1 : at].lower()
    return 6 if word in LEADING else 0
