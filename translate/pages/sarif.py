"""SARIF 2.1.0 (OASIS, 2020), the form in which code hosts take findings.

Columns are not told: a segment's offsets count its plain text, without markup, and a column of a
file that was guessed would lead astray. The words found stand in the result's properties.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from .. import __version__
from ..checks.catalogue import BY_ID
from ..checks.model import Checked, Place
from ..result import Severity
from .located import Located, located, uri

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def to_sarif(checked: Checked) -> str:
    """Return a check as a SARIF log: one run, a rule for each check, a result for each finding."""
    found = list(located(checked))
    rules = list(dict.fromkeys((*checked.checks, *(f.finding.check for f in found))))
    seen: Counter[str] = Counter()
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "sahel-translate",
                        "version": __version__,
                        "rules": [_rule(check) for check in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "artifacts": [{"location": {"uri": uri(file)}} for file in checked.files],
                "results": [_result(item, rules, seen) for item in found],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(check: str) -> dict[str, Any]:
    known = BY_ID.get(check)
    rule: dict[str, Any] = {"id": check}
    if known is not None:
        rule["shortDescription"] = {"text": known.summary}
        rule["defaultConfiguration"] = {"level": _LEVELS[known.severity]}
    return rule


def _result(item: Located, rules: list[str], seen: Counter[str]) -> dict[str, Any]:
    finding, pair = item.finding, item.pair
    properties: dict[str, Any] = {"side": finding.side, "target": pair.target}
    if pair.source is not None:
        properties["source"] = pair.source
    if finding.span is not None:
        properties["words"] = item.words
        properties["span"] = list(finding.span)
    if finding.suggestion:
        properties["suggestion"] = finding.suggestion
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": rules.index(finding.check),
        "level": _LEVELS[finding.severity],
        "message": {"text": item.message},
        "locations": [_location(item.place)],
        "partialFingerprints": {"sahelFinding/v1": _fingerprint(item, seen)},
        "properties": properties,
    }
    if pair.source_where is not None and pair.source_where != pair.where:
        result["relatedLocations"] = [
            {"id": 0, "message": {"text": "the source"}, **_location(pair.source_where)}
        ]
    return result


def _location(place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(place.file)}}
    if place.line:
        physical["region"] = {"startLine": place.line}
    location: dict[str, Any] = {"physicalLocation": physical}
    if place.unit:
        location["logicalLocations"] = [{"name": place.unit}]
    return location


def _fingerprint(item: Located, seen: Counter[str]) -> str:
    """Return what tells a finding from others and stays when lines move or others go."""
    parts = (item.finding.check, item.place.file, item.pair.source or "", item.words)
    key = "\0".join(parts)
    seen[key] += 1
    return hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "replace")).hexdigest()[:32]
