"""Reading TBX: ours without loss, and what Weblate, IATE and term base programs write.

Both versions and any dialect are read by the names of their elements, whatever namespace they are
in. Languages other than French and English are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from gettext import gettext as _

from lxml import etree  # type: ignore[import-untyped]

from ..errors import UserError
from ..model import HEAD, LANGUAGES, Glossary, Language, Origin, Review, Status, is_slug
from .entries import OnError, concepts
from .entry import FUZZY, KEYS, READ_ONLY, REASON, Entry, domain_of
from .plain import new_id
from .xml import parse

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUS = {
    "preferred": Status.PREFERRED,
    "preferredterm": Status.PREFERRED,
    "admitted": Status.VARIANT,
    "admittedterm": Status.VARIANT,
    "superseded": Status.DEPRECATED,
    "supersededterm": Status.DEPRECATED,
    "obsolete": Status.DEPRECATED,
    "notrecommended": Status.DEPRECATED,
    "deprecated": Status.FORBIDDEN,
    "deprecatedterm": Status.FORBIDDEN,
    "forbidden": Status.FORBIDDEN,
}
_LABELS = {
    "acronym": "acronym",
    "abbreviation": "acronym",
    "initialism": "acronym",
    "abbreviatedform": "acronym",
    "shortform": "short",
}
_POS = {"adjective": "adjective", "verb": "verb", "noun": "noun"}
_GENDER = {"masculine": "m", "feminine": "f"}
_KEYED = re.compile(r"([a-z][a-z-]*): (.*)", re.DOTALL)
_OUR_KEYS = {
    *("pairing", "review", "keep", "grammar", "reason", *KEYS),
    *(key[3:] for key in KEYS if key[:3] in ("en-", "fr-")),
}
"""What stands before the colon in a note of ours; another note is an editor's."""


@dataclass
class _Term:
    form: str
    language: Language
    status: Status | None
    label: str
    line: int
    categories: Mapping[str, str]
    contexts: list[str]
    keyed: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    ours: bool = False


@dataclass
class _Concept:
    identifier: str
    line: int
    subject: str = ""
    keyed: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    keep: bool = False
    terms: list[_Term] = field(default_factory=list)


def read(
    data: bytes | str,
    *,
    name: str,
    domain: str | None = None,
    layer: str = "curated",
    on_error: OnError | None = None,
) -> Glossary:
    """Return the glossary in a TBX file.

    Without labels of ours, terms are paired by termType: acronyms with acronyms, short forms with
    short forms, the rest as full names; a kind that only one language has joins the full names.

    Raises:
        UserError: no TBX, XML with a document type or entities, or an entry without a French or
            an English term (reported and left out with ``on_error``).
    """
    root = parse(data.encode() if isinstance(data, str) else data, name=name)
    if _local(root) not in ("tbx", "martif"):
        raise UserError(
            _("is no TBX: it begins with <{element}>").format(element=_local(root)),
            where=f"{name}:1",
            hint=_("TBX begins with <tbx> (version 3) or <martif> (version 2)"),
        )
    domain = domain or domain_of(name)
    taken: set[str] = set()
    found: list[Entry] = []
    for element in root.iter():
        if _local(element) not in ("conceptEntry", "termEntry"):
            continue
        concept = _concept(element)
        try:
            found += _entries(concept, name, taken)
        except UserError as error:
            if on_error is None:
                raise
            on_error(error)
    return Glossary(concepts(found, domain=domain, layer=layer, on_error=on_error), name=layer)


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _own(element: etree._Element, *stops: str) -> Iterator[etree._Element]:
    """Yield what stands in an element, also within groups, but not below ``stops``."""
    for child in element:
        if _local(child) in stops:
            continue
        yield child
        if _local(child).endswith("Grp"):
            yield from _own(child, *stops)


def _concept(element: etree._Element) -> _Concept:
    concept = _Concept(element.get("id", "").removeprefix("_"), element.sourceline or 0)
    for child in _own(element, "langSec", "langSet"):
        kind, text = child.get("type", ""), _text(child)
        tag = _local(child)
        if not text:
            continue
        if kind == "subjectField":
            concept.subject = concept.subject or text
        elif tag == "xref":
            concept.sources.append(child.get("target") or text)
        elif tag == "admin" and kind == "source":
            concept.sources.append(text)
        elif kind.lower() == "translation needed":
            concept.keep = text.lower() == "no"
        elif tag == "note":
            _sort_note(text, concept.keyed, concept.notes)
        elif kind == "definition":
            concept.notes.append(text)
    for section in element:
        if _local(section) not in ("langSec", "langSet"):
            continue
        code = (section.get(_XML_LANG) or section.get("lang") or "").lower()
        language = next((x for x in LANGUAGES if re.split(r"[-_]", code)[0] == x), None)
        if language is not None:
            concept.terms += _terms(section, language)
    return concept


def _sort_note(text: str, keyed: dict[str, list[str]], notes: list[str]) -> None:
    match = _KEYED.fullmatch(text)
    if match and match.group(1) in _OUR_KEYS:
        keyed.setdefault(match.group(1), []).append(match.group(2))
    else:
        notes.append(text)


def _terms(section: etree._Element, language: Language) -> Iterator[_Term]:
    for part in section:
        if _local(part) not in ("termSec", "tig", "ntig"):
            continue
        children = list(_own(part))
        form = next((_text(c) for c in children if _local(c) == "term"), "")
        categories = {c.get("type", ""): _text(c) for c in children if _local(c) == "termNote"}
        told = categories.get("administrativeStatus") or categories.get("normativeAuthorization")
        key = (told or "").lower().removesuffix("-admn-sts")
        kind = categories.get("termType", "").replace(" ", "").lower()
        term = _Term(
            form=form,
            language=language,
            status=_STATUS.get(key),
            label=_LABELS.get(kind, HEAD),
            line=part.sourceline or 0,
            categories=categories,
            contexts=[
                _text(c) for c in children if _local(c) == "descrip" and c.get("type") == "context"
            ],
        )
        for child in children:
            if _local(child) == "note":
                _sort_note(_text(child), term.keyed, term.notes)
        term.ours = "pairing" in term.keyed
        term.label = (term.keyed.pop("pairing", None) or [term.label])[0]
        if form:
            yield term


def _entries(concept: _Concept, name: str, taken: set[str]) -> list[Entry]:
    groups = _paired(concept, name)
    identifier = concept.identifier
    if is_slug(identifier) and identifier not in taken:
        taken.add(identifier)
    else:
        first = _preferred(groups[HEAD], "en")
        identifier = new_id(identifier or (first.form if first else "entry"), taken)
    found: list[Entry] = []
    for label, terms in groups.items():
        entry = _entry(concept, label, terms, identifier, name)
        if label == HEAD:
            found.insert(0, entry)
        else:
            found.append(entry)
    return found


def _paired(concept: _Concept, name: str) -> dict[str, list[_Term]]:
    """Return terms by label, every label with a usable term in both languages."""
    groups: dict[str, list[_Term]] = {}
    for term in concept.terms:
        groups.setdefault(term.label, []).append(term)
    whole = {label: terms for label, terms in groups.items() if _is_whole(terms)}
    rest = [t for label, terms in groups.items() if label not in whole for t in terms]
    if HEAD not in whole:
        if _is_whole(rest):
            whole = {HEAD: rest, **whole}
            rest = []
        elif whole:
            label = next(iter(whole))
            whole = {HEAD: whole.pop(label), **whole}
        else:
            held = {t.language for t in concept.terms}
            told = _("{entry} has no usable English and no French term")
            if held == {"en"}:
                told = _("{entry} has no usable French term")
            elif held == {"fr"}:
                told = _("{entry} has no usable English term")
            raise UserError(
                told.format(entry=concept.identifier or _("an entry")),
                where=f"{name}:{concept.line}",
                hint=_("each entry needs one in each language"),
            )
    for term in rest:
        if term.status is Status.PREFERRED:
            term.status = Status.VARIANT
    whole[HEAD] = [*whole[HEAD], *rest]
    return whole


def _is_whole(terms: list[_Term]) -> bool:
    return all(_preferred(terms, language) for language in LANGUAGES)


def _preferred(terms: list[_Term], language: Language) -> _Term | None:
    for wanted in ((Status.PREFERRED,), (None, Status.VARIANT)):
        for term in terms:
            if term.language == language and term.status in wanted:
                return term
    return None


def _entry(concept: _Concept, label: str, terms: list[_Term], identifier: str, name: str) -> Entry:
    fields: dict[str, list[str]] = {}
    chosen = {language: _preferred(terms, language) for language in LANGUAGES}
    for term in terms:
        if term is chosen[term.language]:
            _preferred_fields(term, fields)
        else:
            _further(term, fields)
        if label != HEAD or term.notes:
            fields.setdefault("note", []).extend(term.notes)
    flags = set()
    english, french = chosen["en"], chosen["fr"]
    assert english is not None
    assert french is not None
    if fields.pop("keep", ["yes" if concept.keep else ""])[0] == "yes":
        flags.add(READ_ONLY)
    if label == HEAD:
        for key, values in concept.keyed.items():
            if key in KEYS:
                fields.setdefault(key, []).extend(values)
        subject = [] if is_slug(concept.subject) or not concept.subject else [concept.subject]
        fields["note"] = [*fields.get("note", []), *concept.notes]
        fields["note"] += [f"Subject: {subject[0]}"] if subject else []
        fields["source"] = concept.sources
        if concept.keyed.get("review") != [Review.REVIEWED.value]:
            flags.add(FUZZY)
    return Entry(
        context=identifier if label == HEAD else f"{identifier}/{label}",
        en=english.form,
        fr=french.form,
        fields={key: tuple(values) for key, values in fields.items() if values},
        flags=frozenset(flags),
        domain=concept.subject if is_slug(concept.subject) else "",
        origin=Origin(name, english.line),
    )


_OF_PAIRING = ("case", "direction", "known", "note", "keep")


def _preferred_fields(term: _Term, fields: dict[str, list[str]]) -> None:
    for key, values in term.keyed.items():
        if key in _OF_PAIRING or (key == "pos" and term.language == "en"):
            fields.setdefault(key, []).extend(values)
        elif f"{term.language}-{key}" in KEYS:
            fields.setdefault(f"{term.language}-{key}", []).extend(values)
    gender = _GENDER.get(term.categories.get("grammaticalGender", ""))
    if term.language == "fr" and gender and not term.ours:
        fields.setdefault("fr-gender", [gender])
    pos = _POS.get(term.categories.get("partOfSpeech", "").lower())
    if pos and not term.ours and not term.form[:1].isupper():
        fields.setdefault(f"{term.language}-pos", [pos])
    if term.categories.get("grammaticalNumber") == "plural" and not term.ours:
        fields.setdefault(f"{term.language}-number", ["pl"])
    if term.contexts:
        fields.setdefault(f"{term.language}-example", []).extend(term.contexts)


def _further(term: _Term, fields: dict[str, list[str]]) -> None:
    status = term.status or Status.VARIANT
    if status is Status.PREFERRED:
        status = Status.VARIANT
    if status is Status.VARIANT and term.keyed.get("accepted") == ["yes"]:
        status = Status.ACCEPTED
    written = term.form
    if status is Status.FORBIDDEN:
        reason = (term.keyed.get("reason") or [""])[0] or " ".join(term.notes)
        written += f"{REASON}{reason}" if reason else ""
        term.notes = []
    elif term.keyed.get("grammar"):
        written += f" {{{term.keyed['grammar'][0]}}}"
    fields.setdefault(f"{term.language}-{status.value}", []).append(written)
