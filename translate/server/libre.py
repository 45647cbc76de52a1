"""LibreTranslate's endpoints: the same paths, parameters, answers and errors.

Read off LibreTranslate 1.9 and its clients, of which ``docs/server.md`` has the list. Where we
differ, and why: HTML comes back as HTML (it is not unescaped), a text comes back with the line ends
it came with, and a code may name a region (``fr-ML``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from glossary.model import LANGUAGES, Language

from .. import formats, report
from ..batch.inputs import TABULAR
from ..result import Result
from .bodies import Parameters
from .context import Context, keyed
from .errors import RequestError, invalid, missing, of_status
from .languages import NAMES, Detected, candidates, detect, language_of
from .service import Order
from .shelf import translated_name

# What Weblate asks before it lets a service be configured, whatever languages the service names
# (weblate/machinery/base.py, validate_settings); refused, it would not take this server at all.
# Nobody reads the answer, so the word comes back as it is.
_PROBE = (["test"], ("en", "de"))


def routes(context: Context) -> list[Route]:
    """Return LibreTranslate's routes."""
    libre = _Libre(context)
    return [
        # the plug-in of OmegaT asks with GET, everybody else with POST
        Route("/translate", keyed(context, libre.translate), methods=["GET", "POST"]),
        Route("/detect", keyed(context, libre.detect), methods=["POST"]),
        Route("/translate_file", keyed(context, libre.translate_file, file=True), methods=["POST"]),
        Route("/download_file/{name}", libre.download, methods=["GET"]),
        Route("/languages", libre.languages, methods=["GET"]),
        Route("/frontend/settings", libre.settings, methods=["GET"]),
        Route("/health", libre.health, methods=["GET"]),
        Route("/suggest", libre.suggest, methods=["POST"]),
    ]


def file_suffixes() -> list[str]:
    """Return the suffixes of the files that are taken.

    Tables are not among them: which of their columns to translate cannot be told in this API.
    """
    return [s for f in formats.FORMATS if f not in TABULAR for s in formats.suffixes_of(f)]


def source_of(code: str, texts: Sequence[str], target: Language) -> Detected:
    """Return the language a client names, or the one that its texts show for ``auto``.

    Raises:
        RequestError: one that we do not translate.
    """
    if code == "auto":
        return detect(texts, target)
    return Detected(language_of(code), 100.0)


def check_length(texts: Sequence[str], most: int) -> None:
    """Refuse more than ``most`` characters.

    Raises:
        RequestError: there are more; LibreTranslate's words.
    """
    size = sum(len(text) for text in texts)
    if size > most:
        raise invalid(f"request ({size}) exceeds text limit ({most})")


class _Libre:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._suffixes = frozenset(file_suffixes())

    async def translate(self, request: Request, given: Parameters) -> Response:
        del request
        limits = self._context.limits
        texts, several = given.texts("q")
        if not texts or (not several and not texts[0]):
            raise missing("q")
        codes = _codes(given)
        if (texts, codes) == _PROBE:
            return JSONResponse({"translatedText": texts if several else texts[0]})
        alternatives = given.number("alternatives", 0, least=0, most=limits.alternatives)
        if len(texts) > limits.texts:
            raise invalid(f"request ({len(texts)}) exceeds text limit ({limits.texts})")
        check_length(texts, limits.characters)
        form = given.text("format") or "text"
        if form not in ("text", "html"):
            raise RequestError(400, f"{form} format is not supported")
        target = language_of(codes[1])
        # linear whatever is sent: a tag that never closes ends at the next one
        plain = [re.sub("<[^<>]*>", " ", t) for t in texts] if form == "html" else texts
        source = source_of(codes[0], plain, target)
        found = await self._translated(
            texts, form, language_of(source.language), target, alternatives
        )
        answer: dict[str, object] = {"translatedText": found[0] if several else found[0][0]}
        if codes[0] == "auto":
            detected = source.to_dict()
            answer["detectedLanguage"] = [detected] * len(texts) if several else detected
        if alternatives:
            others = _others(found)
            answer["alternatives"] = others if several else others[0]
        return JSONResponse(answer)

    async def _translated(
        self, texts: list[str], form: str, source: Language, target: Language, alternatives: int
    ) -> list[list[str]]:
        """Return the translations of the texts, then those of each alternative."""
        if source == target:
            return [texts]
        order = Order(source, form)
        found = await self._context.service.translate(texts, order, alternatives=alternatives)
        return [
            [_text(result, text) for result, text in zip(results, texts, strict=True)]
            for results in found
        ]

    async def detect(self, request: Request, given: Parameters) -> Response:
        del request
        texts, _ = given.texts("q")
        if not any(texts):
            raise missing("q")
        check_length(texts, self._context.limits.characters)
        return JSONResponse([d.to_dict() for d in candidates(texts)])

    async def translate_file(self, request: Request, given: Parameters) -> Response:
        file = given.files.get("file")
        if file is None:
            raise missing("file")
        source, target_code = _codes(given)
        if not file.name:
            raise invalid("empty file")
        suffix = re.search(r"\.\w+$", file.name)
        if suffix is None or suffix[0].lower() not in self._suffixes:
            raise invalid("file format not supported")
        limit = self._context.limits.file
        if len(file.data) > limit:
            raise RequestError(413, f"Content Too Large: at most {limit} bytes are accepted")
        target = language_of(target_code)
        if source != "auto":
            source = language_of(source)
        service = self._context.service
        data, result = await service.translate_file(file.data, file.name, source, target)
        key = self._context.shelf.put(translated_name(file.name, target), data)
        base = self._context.access.public_url or str(request.base_url)
        return JSONResponse(
            {
                "translatedFileUrl": f"{base.rstrip('/')}/download_file/{quote(key)}",
                "summary": report.summary(result),
            }
        )

    async def download(self, request: Request) -> Response:
        kept = self._context.shelf.get(request.path_params["name"])
        if kept is None:
            raise of_status(404)
        return Response(
            kept.data,
            media_type="application/octet-stream",
            headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(kept.name)}"},
        )

    async def languages(self, request: Request) -> Response:
        del request
        codes = list(LANGUAGES)
        return JSONResponse([{"code": c, "name": NAMES[c], "targets": codes} for c in codes])

    async def settings(self, request: Request) -> Response:
        del request
        context = self._context
        return JSONResponse(
            {
                "charLimit": context.limits.characters,
                "frontendTimeout": 500,
                "apiKeys": bool(context.access.keys),
                "keyRequired": bool(context.access.keys),
                "suggestions": False,
                "filesTranslation": True,
                "supportedFilesFormat": sorted(self._suffixes),
                "language": {
                    "source": {"code": "auto", "name": "Auto Detect"},
                    "target": {"code": "en", "name": NAMES["en"]},
                },
            }
        )

    async def health(self, request: Request) -> Response:
        del request
        return JSONResponse({"status": "ok"})

    async def suggest(self, request: Request) -> Response:
        del request
        raise RequestError(403, "Suggestions are disabled on this server.")


def _codes(given: Parameters) -> tuple[str, str]:
    source, target = given.text("source"), given.text("target")
    if not source:
        raise missing("source")
    if not target:
        raise missing("target")
    return source, target


def _text(result: Result | None, text: str) -> str:
    """Return a translation; a text without anything to translate comes back as it is."""
    return text if result is None else result.text


def _others(found: list[list[str]]) -> list[list[str]]:
    """Return for each text the alternatives that differ from its translation and each other."""
    others: list[list[str]] = []
    for first, *rest in zip(*found, strict=True):
        others.append([t for t in dict.fromkeys(rest) if t != first])
    return others
