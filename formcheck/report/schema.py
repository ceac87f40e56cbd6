"""The JSON Schema of `report.json`. `python -m formcheck.report.schema` writes it anew."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

from formcheck.report.model import Report

FILE_NAME = "report.schema.json"


def build_schema() -> dict[str, Any]:
    """The schema as the model stands now: what is always there is required."""
    schema = Report.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "formcheck report",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def schema_text() -> str:
    """The schema as it is committed."""
    return json.dumps(build_schema(), indent=2, ensure_ascii=False) + "\n"


def published_schema() -> dict[str, Any]:
    """The schema that this package ships."""
    text = resources.files("formcheck.report").joinpath(FILE_NAME).read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


if __name__ == "__main__":
    Path(__file__).with_name(FILE_NAME).write_text(schema_text(), encoding="utf-8")
