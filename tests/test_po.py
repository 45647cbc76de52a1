"""The PO reader and writer: what comes back, what is refused, and where the fault stands."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.errors import ExitStatus, UserError
from glossary.formats import po
from glossary.formats.entries import concepts
from glossary.formats.entry import FUZZY, KEYS, READ_ONLY, Entry
from glossary.formats.entry_values import entries
from glossary.model import Case, Glossary, Review, Status

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
MATCHING = Path(__file__).parent / "data" / "match-glossary.po"

FULL = """#. keep: yes
#. case: any
#. direction: fr-en
#. en-number: pl
#. en-variant: Armed Forces of Mali | army {sg}
#. en-accepted: the army {no-article}
#. en-forbidden: Malian Army Forces — not a name: anybody uses
#. en-requires: Mali* | Bamako
#. en-example: One.
#. en-example: Two | three.
#. fr-gender: f
#. fr-number: pl
#. fr-deprecated: FAMA
#. fr-unless-in: M. {Name}
#. fr-counterexample: Non.
#. confidence: high
#. valid-from: 2024-04
#. superseded-by: other
#. note: First line.
#. note: Second line.
#. source: https://example.org/a
#. source: https://example.org/b
#, fuzzy
msgctxt "fama"
msgid "Malian Armed Forces"
msgstr "Forces armées maliennes"

msgctxt "fama/acronym"
msgid "FAMa"
msgstr "FAMa"
"""


def canonical(entries_text: str) -> str:
    return po.write(po.read(HEADER + entries_text, name="x.po"))


def test_every_field_is_read() -> None:
    (concept,) = po.read(HEADER + FULL, name="state-forces.po")
    assert (concept.id, concept.domain) == ("fama", "state-forces")
    assert concept.review is Review.UNVERIFIED
    assert (concept.confidence, concept.valid_from, concept.superseded_by) == (
        "high", "2024-04", "other",
    )  # fmt: skip
    assert concept.sources == ("https://example.org/a", "https://example.org/b")
    assert concept.note == "First line.\nSecond line."
    head, acronym = concept.pairings
    assert (head.case, head.direction, head.keep) == (Case.ANY, "fr", True)
    assert (acronym.case, acronym.label, acronym.keep) == (Case.EXACT, "acronym", False)
    army = head.in_language("en", Status.VARIANT)[1]
    assert (army.form, army.grammar.number) == ("army", "sg")
    (wrong,) = head.in_language("en", Status.FORBIDDEN)
    assert (wrong.form, wrong.reason) == ("Malian Army Forces", "not a name: anybody uses")
    assert head.guard("en").requires == ("Mali*", "Bamako")
    assert head.guard("fr").unless_in == ("M. {Name}",)
    assert head.examples == (("en", "One."), ("en", "Two | three."))
    # what the head says of grammar holds for the further pairings
    assert acronym.preferred("fr").grammar.gender == "f"


def test_what_is_written_is_what_was_read() -> None:
    text = canonical(FULL)
    assert FULL in text
    assert po.write(po.read(text, name="x.po")) == text


def test_the_fixture_of_the_matching_tests_comes_back() -> None:
    once = po.write(po.read(MATCHING.read_text(encoding="utf-8"), name="m.po"))
    assert po.write(po.read(once, name="m.po")) == once


def test_entries_are_sorted_by_id() -> None:
    text = canonical('msgctxt "b"\nmsgid "B"\nmsgstr "B"\n\nmsgctxt "a"\nmsgid "A"\nmsgstr "A"\n')
    assert re.findall(r'^msgctxt "(.*)"', text, re.MULTILINE) == ["a", "b"]


def test_comments_wrapped_by_poedit_and_msgcat() -> None:
    wrapped = """#. note: A long note that a program has
#. broken over two lines.
#. en-example: Ten soldiers were wounded in
#.   the attack.
msgctxt "a"
msgid ""
"Malian "
"Armed Forces"
msgstr "Forces armées maliennes"
"""
    (concept,) = po.read(HEADER + wrapped, name="x.po")
    assert concept.note == "A long note that a program has broken over two lines."
    assert concept.head.examples == (("en", "Ten soldiers were wounded in the attack."),)
    assert concept.head.preferred("en").form == "Malian Armed Forces"


def test_references_previous_and_translators_comments() -> None:
    entry = """# Checked with the desk.
#. note: One.
#: weblate:12
#| msgid "Old"
#, fuzzy, c-format
msgctxt "a"
msgid "A"
msgstr "A"

#~ msgctxt "gone"
#~ msgid "Gone"
#~ msgstr "Parti"
"""
    (concept,) = po.read(HEADER + entry, name="x.po")
    assert concept.note == "One.\nChecked with the desk."
    assert concept.review is Review.UNVERIFIED


def test_a_rewrite_keeps_header_and_obsolete_entries() -> None:
    old = (
        '# Our own words.\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"X-Generator: Poedit 3.4\\n"\n\nmsgctxt "a"\nmsgid "A"\nmsgstr "A"\n\n'
        '#~ msgctxt "gone"\n#~ msgid "Gone"\n#~ msgstr "Parti"\n'
    )
    new = po.write(po.read(old, name="x.po"), like=old)
    assert "# Our own words." in new
    assert "X-Generator: Poedit 3.4" in new
    assert '#~ msgctxt "gone"' in new


def test_other_programs_read_it() -> None:
    catalogue = polib.pofile(canonical(FULL))
    assert catalogue.metadata["Content-Type"].endswith("UTF-8")
    assert [e.msgctxt for e in catalogue] == ["fama", "fama/acronym"]
    assert catalogue[0].flags == ["fuzzy"]


def test_what_crosses_as_written_is_read_from_a_comment_and_from_the_flag() -> None:
    kept = GOOD.replace('"B"', '"A"')
    for text in ("#. keep: yes\n" + kept, "#, read-only\n" + kept):
        (concept,) = po.read(HEADER + text, name="x.po")
        assert concept.head.keep
        assert "#. keep: yes\n" in canonical(text)  # Poedit and msgcat drop read-only
        assert "read-only" not in canonical(text)
    assert "keep" not in canonical("#. keep: no\n" + kept)


GOOD = 'msgctxt "a"\nmsgid "A"\nmsgstr "B"\n'


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (GOOD.replace('"a"', '"Not A Slug"'), "no concept id"),
        ('msgid "A"\nmsgstr "B"\n', "no concept id"),
        (GOOD.replace('"B"', '""'), "msgstr is empty"),
        ("#. en-gendre: m\n" + GOOD, "unknown key 'en-gendre'"),
        ("#. just words\n" + GOOD, "has no key"),
        ("#. fr-gender: x\n" + GOOD, "use f, m"),
        ("#. fr-gender: m\n#. fr-gender: f\n" + GOOD, "given twice"),
        ("#. valid-from: 4/2024\n" + GOOD, "2024-04"),
        ("#. fr-variant: a {q}\n" + GOOD, "'q' in 'a {q}' is no grammar"),
        ("#. case: odd\n" + GOOD, "any, exact, transfer"),
        ("#. en-unless-in: [a | b] c\n" + GOOD, "close each bracket"),
        ("#. keep: maybe\n" + GOOD, "use no, yes"),
        (GOOD.replace('"a"', '"a/short"'), "full names comes first"),
    ],
)
def test_a_faulty_entry_is_named_with_file_and_line(entry: str, message: str) -> None:
    with pytest.raises(UserError, match=re.escape(message)) as caught:
        po.read(HEADER + entry, name="terms/x.po")
    assert caught.value.status is ExitStatus.UNREADABLE
    assert caught.value.where == "terms/x.po:5"
    assert caught.value.hint


def test_a_context_given_twice() -> None:
    with pytest.raises(UserError, match="'a' stands here and in line 5"):
        po.read(HEADER + GOOD + "\n" + GOOD, name="x.po")


@pytest.mark.parametrize(
    ("text", "line"),
    [('msgctxt "a"\nmsgid "Gao\nmsgstr "Gao"\n', 2), ('msgctxt "a"\nmsgid ""\n"Gao\n', 3)],
)
def test_a_form_that_nothing_closes_does_not_lose_its_last_letter(text: str, line: int) -> None:
    with pytest.raises(UserError, match=rf"x\.po:{line}: not a PO catalogue"):
        po.read(text, name="x.po")


@pytest.mark.parametrize("text", ["not a catalogue", "\0\0", 'msgstr "x"\nmsgid'])
def test_no_catalogue(text: str) -> None:
    with pytest.raises(UserError, match=r"x\.po.*not a PO catalogue"):
        po.read(text, name="x.po")


def test_faults_are_collected_where_asked() -> None:
    faults: list[UserError] = []
    text = HEADER + "#. fr-gender: x\n" + GOOD + "\n" + GOOD.replace('"a"', '"b"')
    found = po.read(text, name="x.po", on_error=faults.append)
    assert [c.id for c in found] == ["b"]
    assert [f.where for f in faults] == ["x.po:5"]


_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Z"), exclude_characters="|{}—"),
    min_size=1,
    max_size=8,
)
_FORMS = st.lists(_WORDS, min_size=1, max_size=3).map(" ".join)
_KEYED = st.sampled_from([k for k in KEYS if k.split("-", 1)[-1] in ("example", "counterexample")])


@st.composite
def _entries(draw: st.DrawFn) -> list[Entry]:
    found: list[Entry] = []
    for number in range(draw(st.integers(1, 3))):
        for label in ("", *draw(st.sets(st.sampled_from(["acronym", "short"])))):
            fields = {
                "fr-gender": (draw(st.sampled_from("mf")),) if not label else (),
                "fr-variant": (" | ".join(draw(st.lists(_FORMS, unique=True, max_size=3))),),
                "en-accepted": (" | ".join(draw(st.lists(_FORMS, unique=True, max_size=3))),),
                "note": tuple(f"x {n}" for n in draw(st.lists(_FORMS, max_size=2))),
                draw(_KEYED): tuple(f"x {n}" for n in draw(st.lists(_FORMS, max_size=2))),
            }
            flags = {READ_ONLY} if draw(st.booleans()) else set()
            if not label and draw(st.booleans()):
                flags.add(FUZZY)
            context = f"c-{number}/{label}" if label else f"c-{number}"
            kept = {k: fields[k] for k in KEYS if any(fields.get(k, ()))}
            found.append(Entry(context, draw(_FORMS), draw(_FORMS), kept, frozenset(flags), "d"))
    return found


@settings(max_examples=60, deadline=None)
@given(_entries())
def test_concepts_come_back_from_entries_and_from_text(made: list[Entry]) -> None:
    glossary = Glossary(concepts(made))
    assert concepts(entries(glossary)) == glossary.concepts
    again = po.read(po.write(glossary), name="d.po")
    assert again.concepts == tuple(sorted(glossary, key=lambda c: c.id))
