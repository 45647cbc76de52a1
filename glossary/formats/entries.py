"""From entries to concepts: the one path that validates.

Every format that carries the whole of a concept (our PO, CSV, TBX) reads into entries, and so do
``add`` and ``edit``: what one refuses, all refuse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from gettext import gettext as _

from ..errors import UserError
from ..model import (
    HEAD,
    LANGUAGES,
    Case,
    Concept,
    Gender,
    Grammar,
    Guard,
    Language,
    Number,
    Pairing,
    Review,
    Status,
    Term,
    is_slug,
)
from ..surface import spelt_out
from ..text import is_acronym
from .entry import FUZZY, READ_ONLY, REASON, Entry

OnError = Callable[[UserError], None]
"""Receives what is wrong with an entry that is then left out; without one, it is raised."""


def concepts(
    entries: Iterable[Entry],
    *,
    domain: str = "",
    layer: str = "curated",
    on_error: OnError | None = None,
) -> tuple[Concept, ...]:
    """Return the concepts that ``entries`` describe, in the order of their first entry.

    ``domain`` is that of entries which name none. With ``on_error`` a concept with a fault is
    reported and left out.

    Raises:
        UserError: an entry against the format (names file and line); only without ``on_error``.

    >>> [c.id for c in concepts([Entry("gao", "Gao", "Gao")])]
    ['gao']
    """
    grouped: dict[str, list[tuple[str, Entry]]] = {}
    seen: dict[str, int] = {}
    broken: set[str] = set()
    for entry in entries:
        identifier, _slash, label = entry.context.partition("/")
        try:
            _check_context(entry, identifier, label, seen)
        except UserError as error:
            if on_error is None:
                raise
            on_error(error)
            broken.add(identifier)
            continue
        seen[entry.context] = entry.origin.line
        grouped.setdefault(identifier, []).append((label or HEAD, entry))
    found: list[Concept] = []
    for identifier, own in grouped.items():
        if identifier in broken:
            continue
        try:
            found.append(_concept(identifier, own[0][1].domain or domain, own, layer))
        except UserError as error:
            if on_error is None:
                raise
            on_error(error)
    return tuple(found)


def _check_context(entry: Entry, identifier: str, label: str, seen: Mapping[str, int]) -> None:
    if not is_slug(identifier) or (label and not is_slug(label)):
        raise UserError(
            _("msgctxt {context!r} is no concept id").format(context=entry.context),
            where=entry.where,
            hint=_("use lower-case words joined by '-', and '/label' for further pairings"),
        )
    if entry.context in seen:
        raise UserError(
            _("{context!r} stands here and in line {line}").format(
                context=entry.context, line=seen[entry.context]
            ),
            where=entry.where,
            hint=_("merge the two entries"),
        )


def _concept(identifier: str, domain: str, entries: list[tuple[str, Entry]], layer: str) -> Concept:
    label, head = entries[0]
    if label != HEAD:
        raise UserError(
            _("{identifier}/{label} stands without, or before, {identifier!r}").format(
                identifier=identifier, label=label
            ),
            where=head.where,
            hint=_("the pairing of full names comes first"),
        )
    pairings = [_pairing(label, head, None)]
    for label, entry in entries[1:]:
        pairings.append(_pairing(label, entry, pairings[0]))
    return Concept(
        id=identifier,
        domain=domain,
        pairings=tuple(pairings),
        review=Review.UNVERIFIED if FUZZY in head.flags else Review.REVIEWED,
        valid_from=head.date("valid-from"),
        valid_to=head.date("valid-to"),
        note="\n".join(head.many("note")),
        sources=head.many("source"),
        confidence=head.once("confidence", ("high", "medium", "low")) or "medium",
        superseded_by=head.once("superseded-by"),
        layer=layer,
    )


def _pairing(label: str, entry: Entry, head: Pairing | None) -> Pairing:
    terms: list[Term] = []
    for language in LANGUAGES:
        form = entry.forms[language]
        if not form.strip():
            raise UserError(
                _("{field} is empty").format(field="msgid" if language == "en" else "msgstr"),
                where=entry.where,
                hint=_("every pairing names one preferred form in each language"),
            )
        grammar = _grammar(entry, language, head)
        terms.append(Term(form, language, Status.PREFERRED, grammar))
        # irregular forms belong to the form as listed
        if grammar.plural or grammar.feminine:
            grammar = replace(grammar, plural="", feminine="")
        for status in (Status.VARIANT, Status.ACCEPTED, Status.DEPRECATED):
            terms += [
                _alternative(v, language, status, grammar, entry.where)
                for v in entry.many(f"{language}-{status.value}")
            ]
        for value in entry.many(f"{language}-forbidden"):
            wrong, _sign, reason = value.partition(REASON)
            terms.append(Term(wrong.strip(), language, Status.FORBIDDEN, grammar, reason.strip()))
    direction = entry.once("direction", ("en-fr", "fr-en"))
    source: Language | None = None if not direction else ("en" if direction == "en-fr" else "fr")
    case = entry.once("case", [c.value for c in Case])
    return Pairing(
        label=label,
        terms=tuple(terms),
        case=Case(case) if case else default_case(label, entry.forms),
        keep=READ_ONLY in entry.flags,
        known=entry.once("known", ("yes", "no")) == "yes",
        direction=source,
        guards=tuple((lang, guard) for lang in LANGUAGES if (guard := _guard(entry, lang))),
        examples=_sentences(entry, "example"),
        counterexamples=_sentences(entry, "counterexample"),
        note="" if head is None else "\n".join(entry.many("note")),
        origin=entry.origin,
    )


BRACES = re.compile(r"(.*\S)\s*\{([^{}]*)\}")
"""A variant, and in braces the grammar in which it differs from the preferred form."""


def _alternative(
    value: str, language: Language, status: Status, grammar: Grammar, where: str
) -> Term:
    """Return a variant; grammar that differs from the preferred form's stands behind it in braces.

    ``armée malienne {f sg}``, ``Aqmi {no-article}``.
    """
    match = BRACES.fullmatch(value) if value.endswith("}") else None
    if match is None:
        return Term(value, language, status, grammar)
    for word in match.group(2).split():
        change = GRAMMAR_WORDS.get(word)
        if change is None:
            raise UserError(
                _("{word!r} in {value!r} is no grammar").format(word=word, value=value),
                where=where,
                hint=_("use {words}").format(words=", ".join(GRAMMAR_WORDS)),
            )
        key, found = change
        grammar = replace(grammar, **{key: found})  # type: ignore[arg-type]
    return Term(match.group(1), language, status, grammar)


GRAMMAR_WORDS: dict[str, tuple[str, object]] = {
    "m": ("gender", "m"),
    "f": ("gender", "f"),
    "sg": ("number", "sg"),
    "pl": ("number", "pl"),
    "article": ("article", True),
    "no-article": ("article", False),
    "elision": ("elides", True),
    "no-elision": ("elides", False),
}


def default_case(label: str, forms: Mapping[Language, str]) -> Case:
    """Return the case mode of an entry that names none: acronyms are exact.

    >>> default_case("full", {"en": "FAMa", "fr": "FAMa"}).value
    'exact'
    """
    if label.startswith("acronym") or all(
        is_acronym(form) and " " not in form for form in forms.values()
    ):
        return Case.EXACT
    return Case.TRANSFER


def _sentences(entry: Entry, key: str) -> tuple[tuple[Language, str], ...]:
    return tuple((lang, s) for lang in LANGUAGES for s in entry.many(f"{lang}-{key}"))


def _guard(entry: Entry, language: Language) -> Guard:
    key = f"{language}-unless-in"
    phrases = entry.many(key)
    for phrase in phrases:
        if any(set("[]") & set(spelt) for spelt in spelt_out(phrase)):
            raise UserError(
                _("{key} is {value!r}").format(key=key, value=phrase),
                where=entry.where,
                hint=_("close each bracket, and write no spaces around its bars: [a|b] c"),
            )
    return Guard(
        requires=entry.many(f"{language}-requires"),
        excludes=entry.many(f"{language}-excludes"),
        unless_in=phrases,
    )


@lru_cache(maxsize=1024)
def _grammar_of(
    pos: str,
    gender: Gender | None,
    number: Number,
    article: bool,
    elides: bool | None,
    plural: str,
    feminine: str,
) -> Grammar:
    """Return one value for one grammar: a glossary has thousands of terms and few of these."""
    return Grammar(pos, gender, number, article, elides, plural, feminine)


def _grammar(entry: Entry, language: Language, head: Pairing | None) -> Grammar:
    """Return the grammar of an entry's forms; what it leaves out comes from the head pairing."""
    base = Grammar() if head is None else head.preferred(language).grammar
    own_pos = entry.once(f"{language}-pos", _POS) or entry.once("pos", _POS)
    gender = entry.once(f"{language}-gender", ("m", "f"))
    number = entry.once(f"{language}-number", ("sg", "pl"))
    article = entry.once(f"{language}-article", ("yes", "no"))
    elision = entry.once(f"{language}-elision", ("yes", "no"))
    return _grammar_of(
        pos=own_pos or base.pos,
        gender=base.gender if not gender else ("m" if gender == "m" else "f"),
        number=base.number if not number else ("sg" if number == "sg" else "pl"),
        article=base.article if not article else article == "yes",
        elides=None if not elision else elision == "yes",
        plural=entry.once(f"{language}-plural"),
        feminine=entry.once(f"{language}-feminine"),
    )


_POS = ("name", "noun", "adjective", "verb", "phrase")
