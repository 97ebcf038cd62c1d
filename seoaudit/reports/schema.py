"""The JSON schema of the report, generated from its types: ``python -m seoaudit.reports.schema``."""

from __future__ import annotations

import json
from inspect import cleandoc
from pathlib import Path
from typing import Any

import msgspec

from seoaudit.report import SCHEMA_VERSION, Report

SCHEMA_FILE = Path(__file__).with_name("schema.json")


def schema() -> dict[str, Any]:
    """Return the JSON schema (2020-12) of a report; ``schema_version`` is fixed in it."""
    generated = msgspec.json.schema(Report)
    definitions = generated["$defs"]
    definitions["Report"]["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
    for definition in definitions.values():  # versions of Python keep a docstring's indent, or do not
        if "description" in definition:
            definition["description"] = cleandoc(definition["description"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"seoaudit report, version {SCHEMA_VERSION}",
        **generated,
    }


def schema_text() -> str:
    """Return the schema as it stands in ``schema.json``."""
    return json.dumps(schema(), indent=2, sort_keys=False, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
