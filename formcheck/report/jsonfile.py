"""`report.json`: the report for programs, and the JSON Schema that it keeps to."""

from __future__ import annotations

import json
import math
from pathlib import Path

from pydantic import ValidationError

from formcheck.errors import InputError
from formcheck.report.atomic import write_atomic
from formcheck.report.model import SCHEMA_VERSION, Report

_MAX_BYTES = 256 * 1024 * 1024


def write_json(report: Report, path: Path) -> None:
    """Write a report as JSON.

    Raises:
        OutputError: when it cannot be written.
    """
    write_atomic(path, json_bytes(report))


def json_bytes(report: Report) -> bytes:
    """The report as JSON, UTF-8."""
    data = _plain(report.model_dump(mode="json"))
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False).encode() + b"\n"


def _plain(value: object) -> object:
    """What JSON cannot carry, taken out: NaN, and the lone surrogates of undecodable file names."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {_plain(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def read_json(path: Path) -> Report:
    """Read a report back.

    Raises:
        InputError: when the file is not there, or is no report of this version.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise InputError(f"{path} is too large to be a formcheck report.")
        text = path.read_bytes()
    except OSError as error:
        raise InputError(f"Cannot read {path}: {error.strerror or 'unknown error'}.") from error
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is not JSON, so it is no formcheck report.") from error
    version = data.get("schema_version") if isinstance(data, dict) else None
    if version != SCHEMA_VERSION:
        raise InputError(
            f"{path} is not a formcheck report of version {SCHEMA_VERSION}"
            + (f" but of version {version!r:.20}." if version is not None else ".")
        )
    try:
        return Report.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputError(f"{path} is not a whole report: {where}: {first['msg']}.") from error
