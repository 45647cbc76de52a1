"""Write over what stands in a draft: a required form, the spelling of a name."""

from __future__ import annotations

from dataclasses import replace

from glossary.match import locate
from glossary.model import Case, Status, Term
from glossary.require import standings

from ..grammar.changes import Change
from .drafts import Draft, How, Work, harm_of
from .forcing import similar
from .persons import names_in, respelt, torn
from .protect import Sentence


def replace_known(work: Work, *, same_word: bool) -> None:
    """Replace wrong renderings of the missing terms in the best draft.

    ``same_word`` limits this to what is the same word written otherwise (case, accents) or a
    spelling the entry itself calls outdated.
    """
    draft = work.best
    for index in draft.missing:
        span = _wrong_rendering(work, draft, index, same_word=same_word)
        if span is None:
            continue
        after = edited(work.sentence, draft, *span, work.sentence.requirements[index].form)
        if work.offer(after, How.REPAIRED):
            draft = work.best


def _wrong_rendering(
    work: Work, draft: Draft, index: int, *, same_word: bool
) -> tuple[int, int] | None:
    requirement = work.sentence.requirements[index]
    taken = [(s.start, s.end) for s in draft.standings if s is not None]
    taken += list(draft.restored.kept)
    wanted: list[tuple[str, Term, Case | None]] = [
        (form, term, None) for form, term, _ in requirement.accepted
    ]
    wanted += [(form, term, None) for form, term, _ in requirement.other_names]
    wanted += [
        (form, term, None)
        for form, term, _ in requirement.wrong
        if not same_word or term.status is Status.DEPRECATED
    ]
    for start, end, _ in locate(draft.text, wanted, requirement.language):
        if all(end <= a or b <= start for a, b in taken):
            return start, end
    if same_word:
        return None
    return similar(draft.text, requirement, taken)


def edited(
    sentence: Sentence, draft: Draft, start: int, end: int, form: str, rule: str = "required-form"
) -> Draft:
    """Return the draft with one span replaced; offsets after it move along."""
    text = draft.text[:start] + form + draft.text[end:]
    shift = len(form) - (end - start)

    def move(position: int) -> int:
        return position if position <= start else max(start, position + shift)

    restored = replace(
        draft.restored,
        text=text,
        kept=tuple((move(a), move(b)) for a, b in draft.restored.kept),
        codes=tuple(replace(c, at=move(c.at)) for c in draft.restored.codes),
    )
    return replace(
        draft,
        restored=restored,
        standings=standings(text, sentence.requirements),
        harm=harm_of(text, sentence),
        edits=(*draft.edits, Change(start, end, draft.text[start:end], form, rule)),
    )


def respell(sentence: Sentence, draft: Draft) -> Draft:
    """Return the draft with the names of persons in the spelling of the source, as far as told."""
    known = names_in(sentence.text, sentence.held)
    for name in torn(draft.text, known):
        for start, end, word in reversed(respelt(draft.text, name, sentence.text)):
            after = edited(sentence, draft, start, end, word, "name")
            if after.faults <= draft.faults:
                draft = after
    return draft
