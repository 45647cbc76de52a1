"""Write the schema of the report into the description of the server's API.

    uv run python docs/make_openapi.py

``docs/report.schema.json`` is where the report is described; the rest of
``translate/server/openapi.json`` is written by hand.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "docs" / "report.schema.json"
DESCRIPTION = ROOT / "translate" / "server" / "openapi.json"


def described() -> str:
    """Return the description with the schema of the report as it is now."""
    report = json.loads(REPORT.read_text("utf-8"))
    definitions = report.pop("$defs")
    report.pop("$schema")
    names = {f"#/$defs/{name}": f"Report{name.capitalize()}" for name in definitions}

    def moved(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: f"#/components/schemas/{names[item]}" if key == "$ref" else moved(item)
                for key, item in value.items()
            }
        return [moved(item) for item in value] if isinstance(value, list) else value

    found = json.loads(DESCRIPTION.read_text("utf-8"))
    schemas = found["components"]["schemas"]
    schemas["Report"] = moved(report)
    schemas["Summary"] = moved(report["properties"]["summary"])
    for name, definition in definitions.items():
        schemas[f"Report{name.capitalize()}"] = moved(definition)
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    DESCRIPTION.write_text(described(), "utf-8")
