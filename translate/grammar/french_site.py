"""The words on the left of a placed French term: conjunction, preposition, article, adjective.

The rules of `french.repair`, one method each; see there for the sources.
"""

from __future__ import annotations

import re

from glossary.inflect_fr import adjective_forms
from glossary.model import Gender, Number
from glossary.text import elides

from .changes import Change, Placed, is_headline, recase
from .french_agreement import gender_of, number_of
from .french_forms import (
    FREE,
    agree,
    contract,
    elision_of,
    last_group,
    may_multiply,
    plain,
)
from .french_patterns import (
    ALL,
    APOSTROPHE,
    ARTICLES,
    CONJUNCTION,
    DE,
    DETERMINER,
    INDEFINITE,
    LAST_WORD,
    NARROWED,
    PRENOMINAL,
    PREPOSITION,
    PRONOUN,
    SHARED,
    SPACE,
    TO,
)
from .french_place import de_or_du, is_region, within
from .french_words import (
    DETERMINERS,
    ELIDING,
    MASCULINE_COUNTRIES,
    NO_ARTICLE_AFTER,
    PRENOMINAL_FORMS,
)


class Site:
    """The words on the left of one term, parsed once: [que] [de|à] [article] [adjective]."""

    def __init__(self, text: str, span: Placed, limit: int) -> None:
        self.text, self.span, self.limit = text, span, limit
        self.form = text[span.start : span.end]
        self.number: Number = number_of(text, span)
        self.gender: Gender | None = gender_of(text, span)
        self.elision = elision_of(self.form, span.grammar.elides)
        self.anchor = span.start
        self.unit_start = span.start
        self.named = span.grammar.pos == "name"
        self.bare = self.named and not span.grammar.article

    def changes(self) -> list[Change]:
        """Return the changes on the left of the term and note where its phrase begins."""
        adjective = self._adjective()
        made = self._articles(adjective) or self._determiner(adjective)
        if made is None:
            made = self._bare_term(adjective)
        if made is None:
            return []
        start, after, rule = made
        self.unit_start = start
        first = after or self.form
        start, after, rule = self._conjunction(start, after, first, rule)
        start, after, rule = self._all(start, after, rule)
        return self._change(start, after, rule)

    def _change(self, start: int, after: str, rule: str) -> list[Change]:
        before = self.text[start : self.span.start]
        if plain(before) == after:
            return []
        new = recase(before, after, self.text).replace("'", self._apostrophe())
        gap = re.search(r"[\s\u00a0\u202f]+$", before)
        if gap and new.endswith(" "):
            new = new[:-1] + gap.group()  # a line break or a no-break space stays what it was
        return [Change(start, self.span.start, before, new, rule)] if new != before else []

    def _adjective(self) -> str:
        """Return the adjective between determiner and term as it must be, with its space."""
        match = self._search(PRENOMINAL)
        if match is None or self.bare:
            return ""
        before = self.text[self.limit : match.start()]
        if not (ARTICLES.search(before) or DETERMINER.search(before)):
            return ""
        self.anchor = match.start()
        if self.gender is None or (self.number == "sg" and self._shares()):
            return plain(match.group())
        base = PRENOMINAL_FORMS[match.group(1).lower()]
        form = adjective_forms(base)[self.number, self.gender]
        if form == "nouveau" and self.elision.yes:
            form = "nouvel"
        return form + " "

    def _articles(self, adjective: str) -> tuple[int, str, str] | None:
        """Parse de/à and the definite articles that touch the term (or its adjective)."""
        match = self._search(ARTICLES)
        if match is None:
            return None
        words = [(w.group().lower().rstrip(), match.start(1) + w.start())
                 for w in re.finditer(rf"\w+(?:{APOSTROPHE}|{SPACE})", match.group(1))]  # fmt: skip
        words = [(re.sub(r"['’ʼ]", "'", w).replace(" ", ""), at) for w, at in words]
        words = [("d'" if w == "d" else w, at) for w, at in words]
        kept = last_group(words)
        start = kept[0][1]
        names = [w for w, _ in kept]
        preposition = DE if names[0] in ("de", "d'", "du", "des") else ""
        if names[0] in ("à", "au", "aux"):
            preposition = TO
        article = any(w not in ("de", "d'", "à") for w in names)
        after_to = start > match.start(1) and words[len(words) - len(kept) - 1][0] == "à"
        if self.span.grammar.pos == "adjective" and (not article or self.gender is None):
            return None
        if article and self.bare:
            if {"les", "des", "aux"} & set(names):
                return None  # les Goïta: a family
            return self._without(start, preposition)
        if not article:
            return self._after_preposition(start, preposition, adjective)
        plural_words = {"les", "des", "aux"} & set(names)
        if (
            self.number == "sg"
            and plural_words
            and (self._shares() or may_multiply(self.form, self.span.grammar.pos))
        ):
            if not preposition or len(names) == 1:
                return None
            return start, contract(preposition, "les ") + adjective, "article"
        several = self.number == "sg" and names == ["des"] and self.span.grammar.pos == "noun"
        if several and (after_to or self._indefinite(start)):
            return self._un(start, adjective)  # "Des drone" was an indefinite plural
        if names[0] in ("le", "la", "les") and PRONOUN.search(self.text, max(0, start - 20), start):
            return None  # ne les escorte: a verb that looks like the noun
        definite = self._definite(adjective, names)
        if definite is None:
            return None
        return start, contract(preposition, definite) + adjective, "article"

    def _without(self, start: int, preposition: str) -> tuple[int, str, str] | None:
        """Take the article away from a name that has none, unless it is narrowed down."""
        if NARROWED.match(self.text, self.span.end) or re.search(
            r"\bdans\s$", self.text[:start], re.IGNORECASE
        ):
            return None  # le Gao d'avant la guerre; dans le Tillabéri, the region
        if preposition == DE:
            return start, self._elided("de"), "no-article"
        return start, "à " if preposition == TO else "", "no-article"

    def _after_preposition(
        self, start: int, preposition: str, adjective: str
    ) -> tuple[int, str, str] | None:
        """Treat de or à without an article: add one where it is certain, else elide."""
        if adjective:
            return None
        if preposition == TO and is_region(self.span, self.form):
            definite = self._definite("", [])
            into = definite and within(self.span, self.form, definite)
            if into:
                return start, into, "region"
        if self._wants_article() and (
            preposition == TO or (self.number == "sg" and self._de_takes_article(start))
        ):
            definite = self._definite("", [])
            if definite is not None:
                return start, contract(preposition, definite), "add-article"
        if preposition == TO:
            return start, "à ", "spacing"
        return start, self._elided("de"), "elision"

    def _bare_term(self, adjective: str) -> tuple[int, str, str] | None:
        """Treat a term with no determiner before it."""
        if adjective:
            return None
        match = self._search(PREPOSITION)
        if match and self._wants_article():
            definite = self._definite("", [])
            if definite is not None:
                word = match.group(1).lower()
                return match.start(), f"{word} {definite}", "add-article"
        if self._search(CONJUNCTION):
            return self.span.start, "", "elision"
        return None

    def _determiner(self, adjective: str) -> tuple[int, str, str] | None:
        """Make un, ce, son, leur, quel... agree."""
        match = self._search(DETERMINER)
        if match is None or self.bare or (self.gender is None and self.number == "sg"):
            return None
        word = match.group(1).lower()
        kind = DETERMINERS[word]
        if self.number == "pl" and self.named and word not in ("ces", "mes", "tes", "ses"):
            return None  # "un VDP": one of the group
        plural_word = word in ("ces", "mes", "tes", "ses", "leurs", "nos", "vos")
        before = self.text[self.limit : match.start()]
        if self.number == "sg" and plural_word and self._shares():
            return None
        if re.search(r"\bet[\s\u00a0]$", before) and kind == "un":
            return None  # vingt et un Touaregs
        if kind == "un":
            if self.number == "pl":
                elided = re.search(r"(?<![\w'’-])d['’]$", before, re.IGNORECASE)
                if elided:
                    start = self.limit + elided.start()
                    return start, self._elided("de", adjective) + adjective, "determiner"
                if re.search(r"['’]$", before):
                    return None
            return self._un(match.start(), adjective)
        if before.endswith(("'", "’")):
            return None
        vowel = elides(adjective) if adjective else self.elision.yes
        form = agree(kind, self.number, self.gender, vowel)
        if form is None or (self.elision.free and not adjective and form in FREE):
            return None
        return match.start(), f"{form} {adjective}", "determiner"

    def _un(self, start: int, adjective: str) -> tuple[int, str, str]:
        if self.number == "pl":
            return start, f"{'de' if adjective else 'des'} {adjective}", "determiner"
        return start, f"{'une' if self.gender == 'f' else 'un'} {adjective}", "determiner"

    def _conjunction(self, start: int, after: str, first: str, rule: str) -> tuple[int, str, str]:
        """Elide que, jusque, lorsque... before the phrase, or undo the elision."""
        match = CONJUNCTION.search(self.text[self.limit : start])
        if match is None:
            return start, after, rule
        full = ELIDING.get((match.group(1) or "").lower()) or match.group(2).lower()
        if after:
            vowel, free = elides(first) or first[0] == "à", False
        else:
            vowel, free = self.elision.yes, self.elision.free
        if free:
            return start, after, rule
        word = f"{full[:-1]}'" if vowel else f"{full} "
        if plain(match.group()) == word:
            return start, after, rule
        return self.limit + match.start(), word + after, "elision"

    def _all(self, start: int, after: str, rule: str) -> tuple[int, str, str]:
        """Make tout agree before an article."""
        if rule != "article" or self.gender is None or not re.match(r"l(?:es|e|a|')\b|l'", after):
            return start, after, rule
        match = ALL.search(self.text[self.limit : start])
        if match is None:
            return start, after, rule
        form = adjective_forms("tout")[self.number, self.gender]
        form = {"touts": "tous"}.get(form, form)
        return self.limit + match.start(), f"{form} {after}", rule

    def _search(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Search before the anchor, not past the term before; offsets are those of the text."""
        return pattern.search(self.text, self.limit, self.anchor)

    def _definite(self, adjective: str, written: list[str]) -> str | None:
        """Return the definite article that the term (or its adjective) needs."""
        if self.number == "pl":
            return "les "
        elision = elision_of(adjective, None) if adjective else self.elision
        singles = {"l'": "l'", "le": "le ", "la": "la ", "du": "le ", "au": "le "}
        if elision.free and self.gender is not None:
            full = "la " if self.gender == "f" else "le "
            current = [singles[w] for w in written if w in singles]
            return current[-1] if current and current[-1] in ("l'", full) else full
        if elision.yes:
            return "l'"
        if self.gender is None:
            current = [singles[w] for w in written if w in ("le", "la", "du", "au")]
            if current:
                return current[-1]
            return "la " if self.span.grammar.gender == "f" else "le "
        return "la " if self.gender == "f" else "le "

    def _elided(self, word: str, adjective: str = "") -> str:
        elision = elision_of(adjective, None) if adjective else self.elision
        if elision.free:
            written = self.text[self.limit : self.anchor]
            return f"{word[:-1]}'" if re.search(r"\bd['’]$", written, re.I) else f"{word} "
        return f"{word[:-1]}'" if elision.yes else f"{word} "

    def _apostrophe(self) -> str:
        """Return the apostrophe this text uses."""
        return "’" if self.text.count("’") > self.text.count("'") else "'"

    def _wants_article(self) -> bool:
        """Tell whether the term is an acronym that running text never leaves without article."""
        if not self.named or not self.span.grammar.article or is_headline(self.text):
            return False
        follows = self.text[self.span.end : self.span.end + 2]
        if follows[:1] in ("-", "/", "’", "'") or self._shares():
            return False
        if de_or_du(self.form) or self.form.lower() in MASCULINE_COUNTRIES:
            return True
        if self.gender == "m" and is_region(self.span, self.form):
            return within(self.span, self.form, self._definite("", []) or "") != "en "
        return re.match(r"\w*(?:[A-Z]{2}|[A-Z]\d)", self.form) is not None

    def _de_takes_article(self, start: int) -> bool:
        match = LAST_WORD.search(self.text[self.limit : start])
        return bool(match) and match.group(1).lower() not in NO_ARTICLE_AFTER  # type: ignore[union-attr]

    def _shares(self) -> bool:
        """Tell whether another name may share the determiner (les CMA et Plateforme)."""
        return SHARED.match(self.text, self.span.end) is not None

    def _indefinite(self, start: int) -> bool:
        """Tell whether "des" opens a sentence or stands after a sign: then it is no "de + les"."""
        return INDEFINITE.search(self.text, max(0, start - 20), start) is not None
