"""Gettext PO catalogues: the source of truth of the curated glossary.

One catalogue a domain. One entry a pairing: ``msgid`` is the preferred English form, ``msgstr``
the preferred French one, ``msgctxt`` the concept's id, followed by ``/label`` for every pairing
but the first (``jnim``, ``jnim/acronym``). Everything else stands in extracted comments
(``#.``), one ``key: value`` a line, so that Poedit and Weblate show it beside the term and keep
it. An entry marked fuzzy ("needs work" in both programs) is unverified; ``read-only`` (Weblate's
flag) means that the form crosses as written. ``glossary/terms/README.md`` is the reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import polib

from ..errors import UserError
from ..model import (
    HEAD,
    LANGUAGES,
    Case,
    Concept,
    Glossary,
    Grammar,
    Guard,
    Language,
    Origin,
    Pairing,
    Review,
    Status,
    Term,
    is_slug,
    other,
)
from ..text import is_acronym

REASON = " — "
"""Stands between a forbidden form and the reason."""

_ONCE_CONCEPT = ("confidence", "valid-from", "valid-to", "superseded-by")
_ONCE_PAIRING = ("pos", "case", "direction")
_ONCE_LANGUAGE = ("gender", "number", "article", "elision", "plural", "feminine", "pos")
_MANY_LANGUAGE = (
    "variant",
    "deprecated",
    "forbidden",
    "requires",
    "excludes",
    "unless-in",
    "example",
    "counterexample",
)
_SENTENCES = ("example", "counterexample")
_MANY = ("note", "source")

KEYS: tuple[str, ...] = (
    *_ONCE_PAIRING,
    *(f"{lang}-{key}" for lang in LANGUAGES for key in (*_ONCE_LANGUAGE, *_MANY_LANGUAGE)),
    *_ONCE_CONCEPT,
    *_MANY,
)
"""Every key an entry may have, in the order in which they are written."""

_KEY_LINE = re.compile(r"([a-z][a-z-]*):(?: (.*))?$")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def read(text: str, *, name: str, domain: str | None = None, layer: str = "curated") -> Glossary:
    """Return the glossary in the PO catalogue ``text``.

    ``name`` is the file's name for messages; the domain is its stem unless given.

    Raises:
        UserError: not a PO file, or an entry against the format (names file and line).
    """
    if domain is None:
        domain = re.split(r"[\\/]", name)[-1].rsplit(".", 1)[0]
    # polib takes a path or contents, and guesses: contents always have a line end
    contents = text if text.endswith("\n") else text + "\n"
    try:
        catalogue = polib.pofile(contents, check_for_duplicates=False, wrapwidth=0)
    except (OSError, ValueError, UnicodeDecodeError) as error:
        raise UserError(_polib_message(error), where=name, hint="check it with msgfmt -c") from None
    grouped: dict[str, list[tuple[str, polib.POEntry]]] = {}
    seen: dict[str, int] = {}
    for entry in catalogue:
        if entry.obsolete:
            continue
        where = f"{name}:{entry.linenum}"
        context = entry.msgctxt or ""
        identifier, _, label = context.partition("/")
        if not is_slug(identifier) or (label and not is_slug(label)):
            raise UserError(
                f"msgctxt {context!r} is no concept id",
                where=where,
                hint="use lower-case words joined by '-', and '/label' for further pairings",
            )
        if context in seen:
            raise UserError(
                f"{context!r} stands here and in line {seen[context]}",
                where=where,
                hint="merge the two entries",
            )
        seen[context] = entry.linenum
        grouped.setdefault(identifier, []).append((label or HEAD, entry))
    concepts = tuple(
        _concept(identifier, domain, entries, name, layer)
        for identifier, entries in grouped.items()
    )
    return Glossary(concepts, name=layer)


def _polib_message(error: Exception) -> str:
    message = str(error)
    found = re.search(r"\(line (\d+)\)", message)
    return f"not a PO catalogue (line {found.group(1)})" if found else "not a PO catalogue"


def _fields(comment: str, where: str) -> dict[str, list[str]]:
    """Return the values of each key; a line without a known key continues the one before it."""
    values: dict[str, list[str]] = {}
    current = ""
    for line in comment.splitlines():
        match = _KEY_LINE.match(line.strip())
        if match and match.group(1) in KEYS:
            current = match.group(1)
            values.setdefault(current, []).append((match.group(2) or "").strip())
        elif match and re.fullmatch(r"(en|fr)-.*", match.group(1)):
            raise UserError(
                f"unknown key {match.group(1)!r}",
                where=where,
                hint="the keys are in glossary/terms/README.md",
            )
        elif current:
            values[current][-1] = f"{values[current][-1]} {line.strip()}".strip()
        elif line.strip():
            raise UserError(
                f"comment {line.strip()[:40]!r} has no key", where=where, hint="use 'note: ...'"
            )
    return values


class _Entry:
    """One PO entry's fields with checked access; knows where it stands for messages."""

    def __init__(self, entry: polib.POEntry, name: str) -> None:
        self.where = f"{name}:{entry.linenum}"
        self.origin = Origin(name, entry.linenum or 0)
        self.flags = frozenset(entry.flags)
        self.forms: Mapping[Language, str] = {"en": entry.msgid, "fr": entry.msgstr}
        self.values = _fields(entry.comment, self.where)

    def once(self, key: str, allowed: Iterable[str] | None = None) -> str:
        values = self.values.get(key, [])
        if len(values) > 1:
            raise UserError(f"{key!r} is given twice", where=self.where, hint="keep one")
        value = values[0] if values else ""
        if value and allowed is not None and value not in allowed:
            raise UserError(
                f"{key} is {value!r}", where=self.where, hint="use " + ", ".join(sorted(allowed))
            )
        return value

    def many(self, key: str) -> tuple[str, ...]:
        values = self.values.get(key, [])
        if key.split("-", 1)[-1] in _SENTENCES or key in _MANY:
            return tuple(v for v in values if v)
        if key.endswith("-forbidden"):
            return tuple(v for v in values if v)
        return tuple(part.strip() for v in values for part in v.split(" | ") if part.strip())

    def date(self, key: str) -> str:
        value = self.once(key)
        if value and not _DATE.fullmatch(value):
            raise UserError(
                f"{key} is {value!r}", where=self.where, hint="write 2024, 2024-04 or 2024-04-25"
            )
        return value


def _concept(
    identifier: str,
    domain: str,
    entries: list[tuple[str, polib.POEntry]],
    name: str,
    layer: str,
) -> Concept:
    label, first = entries[0]
    head = _Entry(first, name)
    if label != HEAD:
        raise UserError(
            f"{identifier}/{label} stands without, or before, {identifier!r}",
            where=head.where,
            hint="the pairing of full names comes first",
        )
    pairings = [_pairing(label, head, None)]
    for label, entry in entries[1:]:
        pairings.append(_pairing(label, _Entry(entry, name), pairings[0]))
    return Concept(
        id=identifier,
        domain=domain,
        pairings=tuple(pairings),
        review=Review.UNVERIFIED if "fuzzy" in head.flags else Review.REVIEWED,
        valid_from=head.date("valid-from"),
        valid_to=head.date("valid-to"),
        note="\n".join(head.many("note")),
        sources=head.many("source"),
        confidence=head.once("confidence", ("high", "medium", "low")) or "medium",
        superseded_by=head.once("superseded-by"),
        layer=layer,
    )


def _pairing(label: str, entry: _Entry, head: Pairing | None) -> Pairing:
    terms: list[Term] = []
    for language in LANGUAGES:
        form = entry.forms[language]
        if not form.strip():
            raise UserError(
                f"{'msgid' if language == 'en' else 'msgstr'} is empty",
                where=entry.where,
                hint="every pairing names one preferred form in each language",
            )
        grammar = _grammar(entry, language, head)
        terms.append(Term(form, language, Status.PREFERRED, grammar))
        for status in (Status.VARIANT, Status.DEPRECATED):
            terms += [
                _alternative(v, language, status, grammar, entry.where)
                for v in entry.many(f"{language}-{status.value}")
            ]
        for value in entry.many(f"{language}-forbidden"):
            wrong, _, reason = value.partition(REASON)
            terms.append(Term(wrong.strip(), language, Status.FORBIDDEN, grammar, reason.strip()))
    direction = entry.once("direction", ("en-fr", "fr-en"))
    source: Language | None = None if not direction else ("en" if direction == "en-fr" else "fr")
    case = entry.once("case", [c.value for c in Case])
    return Pairing(
        label=label,
        terms=tuple(terms),
        case=Case(case) if case else _default_case(label, entry.forms),
        keep="read-only" in entry.flags,
        direction=source,
        guards=tuple((lang, guard) for lang in LANGUAGES if (guard := _guard(entry, lang))),
        examples=_sentences(entry, "example"),
        counterexamples=_sentences(entry, "counterexample"),
        note="" if head is None else "\n".join(entry.many("note")),
        origin=entry.origin,
    )


_BRACES = re.compile(r"(.*\S)\s*\{([^{}]*)\}")


def _alternative(
    value: str, language: Language, status: Status, grammar: Grammar, where: str
) -> Term:
    """Return a variant; grammar that differs from the preferred form's stands behind it in braces.

    ``armée malienne {f sg}``, ``Aqmi {no-article}``.
    """
    grammar = replace(grammar, plural="", feminine="")
    match = _BRACES.fullmatch(value)
    if match is None:
        return Term(value, language, status, grammar)
    for word in match.group(2).split():
        change = _GRAMMAR_WORDS.get(word)
        if change is None:
            raise UserError(
                f"{word!r} in {value!r} is no grammar",
                where=where,
                hint="use " + ", ".join(_GRAMMAR_WORDS),
            )
        key, found = change
        grammar = replace(grammar, **{key: found})  # type: ignore[arg-type]
    return Term(match.group(1), language, status, grammar)


_GRAMMAR_WORDS: dict[str, tuple[str, object]] = {
    "m": ("gender", "m"),
    "f": ("gender", "f"),
    "sg": ("number", "sg"),
    "pl": ("number", "pl"),
    "article": ("article", True),
    "no-article": ("article", False),
    "elision": ("elides", True),
    "no-elision": ("elides", False),
}


def _braces(term: Term, base: Grammar) -> str:
    """Return a variant as written in a catalogue; the inverse of `_alternative`."""
    words = [
        word
        for word, (key, value) in _GRAMMAR_WORDS.items()
        if getattr(term.grammar, key) == value and getattr(base, key) != value
    ]
    return f"{term.form} {{{' '.join(words)}}}" if words else term.form


def _default_case(label: str, forms: Mapping[Language, str]) -> Case:
    if label.startswith("acronym") or all(
        is_acronym(form) and " " not in form for form in forms.values()
    ):
        return Case.EXACT
    return Case.TRANSFER


def _sentences(entry: _Entry, key: str) -> tuple[tuple[Language, str], ...]:
    return tuple((lang, s) for lang in LANGUAGES for s in entry.many(f"{lang}-{key}"))


def _guard(entry: _Entry, language: Language) -> Guard:
    return Guard(
        requires=entry.many(f"{language}-requires"),
        excludes=entry.many(f"{language}-excludes"),
        unless_in=entry.many(f"{language}-unless-in"),
    )


def _grammar(entry: _Entry, language: Language, head: Pairing | None) -> Grammar:
    """Return the grammar of an entry's forms; what it leaves out comes from the head pairing."""
    base = Grammar() if head is None else head.preferred(language).grammar
    own_pos = entry.once(f"{language}-pos", _POS) or entry.once("pos", _POS)
    gender = entry.once(f"{language}-gender", ("m", "f"))
    number = entry.once(f"{language}-number", ("sg", "pl"))
    article = entry.once(f"{language}-article", ("yes", "no"))
    elision = entry.once(f"{language}-elision", ("yes", "no"))
    return Grammar(
        pos=own_pos or base.pos,
        gender=base.gender if not gender else ("m" if gender == "m" else "f"),
        number=base.number if not number else ("sg" if number == "sg" else "pl"),
        article=base.article if not article else article == "yes",
        elides=None if not elision else elision == "yes",
        plural=entry.once(f"{language}-plural"),
        feminine=entry.once(f"{language}-feminine"),
    )


_POS = ("name", "noun", "adjective", "verb", "phrase")


def write(glossary: Glossary) -> str:
    """Return the concepts of one domain as a PO catalogue, sorted by id; the inverse of `read`.

    >>> write(Glossary()).startswith("# ")
    True
    """
    catalogue = polib.POFile(wrapwidth=0)
    domains = sorted({c.domain for c in glossary}) or [""]
    catalogue.header = f"sahel-translate glossary: {', '.join(domains)}"
    catalogue.metadata = {
        "Project-Id-Version": "sahel-translate",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "fr",
        "Plural-Forms": "nplurals=2; plural=(n > 1);",
        "X-Source-Language": "en",
    }
    for concept in sorted(glossary, key=lambda c: c.id):
        for pairing in concept.pairings:
            catalogue.append(_po_entry(concept, pairing))
    return str(catalogue).rstrip("\n") + "\n"


def _po_entry(concept: Concept, pairing: Pairing) -> polib.POEntry:
    is_head = pairing is concept.head
    lines: list[str] = []
    values = _values(concept, pairing)
    for key in KEYS:
        for value in values.get(key, ()):
            lines.append(f"{key}: {value}")
    flags = []
    if is_head and concept.review is Review.UNVERIFIED:
        flags.append("fuzzy")
    if pairing.keep:
        flags.append("read-only")
    return polib.POEntry(
        msgctxt=concept.id if is_head else f"{concept.id}/{pairing.label}",
        msgid=pairing.preferred("en").form,
        msgstr=pairing.preferred("fr").form,
        comment="\n".join(lines),
        flags=flags,
    )


def _values(concept: Concept, pairing: Pairing) -> dict[str, list[str]]:
    head = concept.head
    is_head = pairing is head
    forms: dict[Language, str] = {lang: pairing.preferred(lang).form for lang in LANGUAGES}
    values: dict[str, list[str]] = {}
    poses = [pairing.preferred(lang).grammar.pos for lang in LANGUAGES]
    base_poses = ["name", "name"] if is_head else [head.preferred(x).grammar.pos for x in LANGUAGES]
    if poses[0] == poses[1] and poses != base_poses:
        values["pos"] = [poses[0]]
    if pairing.case is not _default_case(pairing.label, forms):
        values["case"] = [pairing.case.value]
    if pairing.direction is not None:
        values["direction"] = [f"{pairing.direction}-{other(pairing.direction)}"]
    for language in LANGUAGES:
        term = pairing.preferred(language)
        grammar = term.grammar
        base = Grammar() if is_head else head.preferred(language).grammar
        put = values.setdefault
        if poses[0] != poses[1] and grammar.pos != base.pos:
            put(f"{language}-pos", [grammar.pos])
        if grammar.gender is not None and grammar.gender != base.gender:
            put(f"{language}-gender", [grammar.gender])
        if grammar.number != base.number:
            put(f"{language}-number", [grammar.number])
        if grammar.article != base.article:
            put(f"{language}-article", ["yes" if grammar.article else "no"])
        if grammar.elides is not None:
            put(f"{language}-elision", ["yes" if grammar.elides else "no"])
        if grammar.plural:
            put(f"{language}-plural", [grammar.plural])
        if grammar.feminine:
            put(f"{language}-feminine", [grammar.feminine])
        for status in (Status.VARIANT, Status.DEPRECATED):
            found = [_braces(t, grammar) for t in pairing.in_language(language, status)]
            if found:
                put(f"{language}-{status.value}", [" | ".join(found)])
        for wrong in pairing.in_language(language, Status.FORBIDDEN):
            text = wrong.form + (f"{REASON}{wrong.reason}" if wrong.reason else "")
            put(f"{language}-forbidden", []).append(text)
        guard = pairing.guard(language)
        for key, words in (
            ("requires", guard.requires),
            ("excludes", guard.excludes),
            ("unless-in", guard.unless_in),
        ):
            if words:
                put(f"{language}-{key}", [" | ".join(words)])
        for key, sentences in (
            ("example", pairing.examples),
            ("counterexample", pairing.counterexamples),
        ):
            own = [s for lang, s in sentences if lang == language]
            if own:
                put(f"{language}-{key}", own)
    if is_head:
        for key, value in (
            ("confidence", concept.confidence if concept.confidence != "medium" else ""),
            ("valid-from", concept.valid_from),
            ("valid-to", concept.valid_to),
            ("superseded-by", concept.superseded_by),
        ):
            if value:
                values[key] = [value]
        values["source"] = list(concept.sources)
    note = concept.note if is_head else pairing.note
    values["note"] = note.split("\n") if note else []
    return values
