"""TBX, the exchange format of ISO 30042: version 3 (``<tbx>``) and version 2 (``<martif>``).

Written in the dialect TBX-Basic, data categories as attributes. What TBX-Basic has no category
for (label of the pairing, case mode, guards, reasons, ...) stands in notes, ``key: value``, which
other programs show and we read back, so that nothing is lost but control characters, which XML
cannot hold. Reading a file of others is in ``tbx_read``; ``docs/glossary-formats.md`` has the
mapping.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]

from ..model import HEAD, LANGUAGES, Concept, Glossary, Language, Pairing, Status
from .entries import BRACES
from .entry import READ_ONLY, Entry
from .entry_values import entries
from .tbx_read import read
from .xml import NOT_XML

__all__ = ["read", "write", "write_v2"]

NAMESPACE = "urn:iso:std:iso:30042:ed:3.0"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
STATUS = {
    Status.PREFERRED: "preferredTerm-admn-sts",
    Status.VARIANT: "admittedTerm-admn-sts",
    Status.ACCEPTED: "admittedTerm-admn-sts",
    Status.DEPRECATED: "supersededTerm-admn-sts",
    Status.FORBIDDEN: "deprecatedTerm-admn-sts",
}
_POS = {"noun": "noun", "adjective": "adjective", "verb": "verb"}
_GENDER = {"m": "masculine", "f": "feminine"}
_PAIRING_KEYS = ("pos", "case", "direction", "known")
_CONCEPT_KEYS = ("confidence", "valid-from", "valid-to", "superseded-by")
_TERM_KEYS = (
    "pos", "gender", "number", "article", "elision", "plural", "feminine", "requires", "excludes",
    "unless-in", "counterexample",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Names:
    """What the elements are called in one version."""

    entry: str
    language: str
    term: str


_V3 = _Names("conceptEntry", "langSec", "termSec")
_V2 = _Names("termEntry", "langSet", "tig")


def write(glossary: Glossary) -> bytes:
    """Return the glossary as TBX-Basic, version 3 (2019), style DCA."""
    root = etree.Element(
        f"{{{NAMESPACE}}}tbx", {"type": "TBX-Basic", "style": "dca"}, nsmap={None: NAMESPACE}
    )
    root.set(_XML_LANG, "en")
    return _written(root, "tbxHeader", glossary, _V3, f"{{{NAMESPACE}}}")


def write_v2(glossary: Glossary) -> bytes:
    """Return the glossary as TBX-Basic, version 2 (2008), without a document type."""
    root = etree.Element("martif", {"type": "TBX-Basic"})
    root.set(_XML_LANG, "en")
    return _written(root, "martifHeader", glossary, _V2, "")


def _written(
    root: etree._Element, header: str, glossary: Glossary, names: _Names, prefix: str
) -> bytes:
    described = etree.SubElement(etree.SubElement(root, prefix + header), prefix + "fileDesc")
    source = etree.SubElement(described, prefix + "sourceDesc")
    etree.SubElement(source, prefix + "p").text = "Exported by sahel-translate"
    body = etree.SubElement(etree.SubElement(root, prefix + "text"), prefix + "body")
    for concept in glossary:
        body.append(_concept(concept, names, prefix))
    etree.indent(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"


def _concept(concept: Concept, names: _Names, prefix: str) -> etree._Element:
    # an XML ID begins with a letter or "_": 5e-regiment -> _5e-regiment
    name = concept.id if concept.id[0].isalpha() else f"_{concept.id}"
    element = etree.Element(prefix + names.entry, {"id": name})
    written = entries([concept])
    head = written[0]
    if concept.domain:
        _add(element, prefix + "descrip", concept.domain, "subjectField")
    for source in concept.sources:
        if re.fullmatch(r"https?://[^\s{}|\\^`<>\"]+", source):
            link = _add(element, prefix + "xref", source, "externalCrossReference")
            link.set("target", source)
        else:
            _add(element, prefix + "admin", source, "source")
    _note(element, prefix, "review", concept.review.value)
    for key in _CONCEPT_KEYS:
        for value in head.fields.get(key, ()):
            _note(element, prefix, key, value)
    for line in head.fields.get("note", ()):
        _note(element, prefix, "note", line)
    for language in LANGUAGES:
        section = etree.SubElement(element, prefix + names.language)
        section.set(_XML_LANG, language)
        for pairing, entry in zip(concept.pairings, written, strict=True):
            for term in _terms(pairing, entry, language):
                section.append(_term(term, names, prefix))
    return element


@dataclass(frozen=True, slots=True)
class _Term:
    form: str
    notes: tuple[tuple[str, str], ...]
    contexts: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...]


def _terms(pairing: Pairing, entry: Entry, language: Language) -> Iterable[_Term]:
    preferred = pairing.preferred(language)
    fields = entry.fields
    remarks = [("pairing", pairing.label)]
    if language == "en":
        remarks += [(k, v) for k in _PAIRING_KEYS for v in fields.get(k, ())]
        if READ_ONLY in entry.flags:
            remarks.append(("keep", "yes"))
        if pairing.label != HEAD:
            remarks += [("note", line) for line in fields.get("note", ())]
    remarks += [(k, v) for k in _TERM_KEYS for v in fields.get(f"{language}-{k}", ())]
    categories = [("partOfSpeech", _POS.get(preferred.grammar.pos, "noun"))]
    if preferred.grammar.pos == "phrase":
        categories = [("partOfSpeech", "other")]
    if preferred.grammar.gender:
        categories.append(("grammaticalGender", _GENDER[preferred.grammar.gender]))
    kind = _kind(pairing.label)
    if kind:
        categories.append(("termType", kind))
    yield _Term(
        preferred.form,
        (("administrativeStatus", STATUS[Status.PREFERRED]), *categories),
        fields.get(f"{language}-example", ()),
        tuple(remarks),
    )
    for status in (Status.VARIANT, Status.ACCEPTED, Status.DEPRECATED):
        for value in entry.many(f"{language}-{status.value}"):
            braces = BRACES.fullmatch(value)
            own = [("grammar", braces.group(2))] if braces else []
            if status is Status.ACCEPTED:  # admitted like a variant: the note tells them apart
                own.append(("accepted", "yes"))
            yield _Term(
                braces.group(1) if braces else value,
                (("administrativeStatus", STATUS[status]), ("partOfSpeech", categories[0][1])),
                (),
                (("pairing", pairing.label), *own),
            )
    for term in pairing.in_language(language, Status.FORBIDDEN):
        own = [("reason", term.reason)] if term.reason else []
        yield _Term(
            term.form,
            (("administrativeStatus", STATUS[Status.FORBIDDEN]),),
            (),
            (("pairing", pairing.label), *own),
        )


def _kind(label: str) -> str:
    for beginning, kind in (("full", "fullForm"), ("acronym", "acronym"), ("short", "shortForm")):
        if label == beginning or label.startswith(f"{beginning}-"):
            return kind
    return ""


def _term(term: _Term, names: _Names, prefix: str) -> etree._Element:
    element = etree.Element(prefix + names.term)
    etree.SubElement(element, prefix + "term").text = NOT_XML.sub("", term.form)
    for kind, value in term.notes:
        _add(element, prefix + "termNote", value, kind)
    for sentence in term.contexts:
        _add(element, prefix + "descrip", sentence, "context")
    for key, value in term.remarks:
        _note(element, prefix, key, value)
    return element


def _add(parent: etree._Element, tag: str, text: str, kind: str) -> etree._Element:
    child = etree.SubElement(parent, tag, {"type": kind})
    child.text = NOT_XML.sub("", text)
    return child


def _note(parent: etree._Element, prefix: str, key: str, value: str) -> None:
    etree.SubElement(parent, prefix + "note").text = NOT_XML.sub("", f"{key}: {value}")
