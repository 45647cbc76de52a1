"""Our own endpoints: a translation with its ledger, a check of one, and the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from glossary.cards import record, summary
from glossary.model import Concept, Language, other
from glossary.search import search

from .. import formats, report
from ..batch.inputs import TABULAR
from ..checks.bitext.texts import read_one, read_two
from ..checks.model import Pair
from ..checks.run import Settings as CheckSettings
from ..checks.run import check
from ..checks.session import chosen_checks
from ..checks.told import to_dict as check_to_dict
from ..passes import PASSES, language_name
from .batching import Ticket
from .bodies import Parameters
from .context import Context, keyed
from .errors import RequestError, invalid, missing
from .languages import language_of
from .libre import check_length, source_of
from .service import Order

FORMS = tuple(f for f in formats.FORMATS if f not in (*TABULAR, "docx", "odt"))
"""Formats a text may be in; packages come as files, tables have fields to choose."""

_HITS = 100


def routes(context: Context) -> list[Route]:
    """Return the routes under ``/v1``."""
    own = _Own(context)
    return [
        Route("/v1/translate", keyed(context, own.translate), methods=["POST"]),
        Route("/v1/check", keyed(context, own.check), methods=["POST"]),
        Route("/v1/glossary", keyed(context, own.search), methods=["GET"]),
        Route("/v1/glossary/{id}", keyed(context, own.show), methods=["GET"]),
    ]


class _Own:
    def __init__(self, context: Context) -> None:
        self._context = context

    async def translate(self, request: Request, given: Parameters) -> Response:
        del request
        text = given.text("q")
        if not text.strip():
            raise missing("q")
        source_code, target_code = given.text("source") or "auto", given.text("target")
        if not target_code:
            raise missing("target")
        check_length([text], self._context.limits.characters)
        form = given.text("format") or "text"
        if form not in FORMS:
            raise RequestError(400, f"{form} format is not supported")
        without = _names(given, "without")
        if unknown := [name for name in without if name not in PASSES]:
            raise invalid(f"without has no pass called {unknown[0]}")
        target = language_of(target_code)
        source = source_of(source_code, [text], target)
        language = language_of(source.language)
        if language == target:
            raise RequestError(409, f"the text is {language_name(target)} already")
        passes = tuple(p for p in PASSES if p not in without)
        order = Order(language, form, given.flag("glossary", True), passes)
        result = (await self._context.service.translate([text], order))[0][0]
        if result is None:
            raise missing("q")
        answer = {
            "text": result.text,
            "report": report.to_dict(result, source_name="request"),
        }
        if source_code == "auto":
            answer["detectedLanguage"] = source.to_dict()
        return JSONResponse(answer)

    async def check(self, request: Request, given: Parameters) -> Response:
        del request
        source, target = given.text("source"), given.text("target")
        if not target.strip():
            raise missing("target")
        check_length([source, target], self._context.limits.characters)
        code = given.text("target_language")
        if not code:
            raise missing("target_language")
        form = given.text("format") or "text"
        if form not in FORMS:
            raise RequestError(400, f"{form} format is not supported")
        language = language_of(code)
        told = given.text("source_language")
        if told and language_of(told) == language:
            raise invalid("source_language and target_language are one")
        only, skip = _names(given, "only"), _names(given, "skip")
        glossary = self._context.service.glossary

        def work(ticket: Ticket) -> dict[str, Any]:
            ticket.check()
            settings = CheckSettings(chosen_checks(only, skip))
            pairs = _pairs(source, target, language, form)
            return check_to_dict(check(pairs, glossary, settings))

        found = await self._context.service.think(work, len(source) + len(target))
        return JSONResponse(found)

    async def search(self, request: Request, given: Parameters) -> Response:
        del request
        words = given.text("q")
        if not words.strip():
            raise missing("q")
        limit = given.number("limit", 20, least=1, most=_HITS)
        glossary = self._context.service.glossary

        def work(ticket: Ticket) -> list[dict[str, Any]]:
            ticket.check()
            return [
                {**summary(hit.concept), "score": hit.score, "why": hit.why}
                for hit in search(glossary, words[:200], limit=limit)
            ]

        found = await self._context.service.think(work, len(words))
        return JSONResponse({"concepts": found})

    async def show(self, request: Request, given: Parameters) -> Response:
        del given
        concept = self._context.service.glossary.by_id.get(request.path_params["id"])
        if concept is None:
            raise RequestError(404, "The glossary has no concept of that id")
        return JSONResponse(_shown(concept))


def _pairs(source: str, target: str, language: Language, form: str) -> Sequence[Pair]:
    """Return the pairs of a text and its translation, or of a text alone without a source."""
    loaded = formats.load(target.encode(), name="target", format=form)
    if not source.strip():
        return read_one(loaded, "target", language).pairs
    original = formats.load(source.encode(), name="source", format=form)
    languages = (other(language), language)
    return read_two(original, loaded, ("source", "target"), languages).pairs


def _shown(concept: Concept) -> dict[str, Any]:
    """Return a concept's record; of its file the name alone, folders are nobody's business."""
    shown = record(concept)
    return {**shown, "file": PurePath(shown["file"]).name, "layer": PurePath(shown["layer"]).name}


def _names(given: Parameters, name: str) -> list[str]:
    value = given.values.get(name)
    if value is None:
        return []
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in items):
        raise invalid(f"{name} must be an array of strings")
    return [str(item) for item in items]
