"""Reading a saved JSON report back, to render it again."""

from __future__ import annotations

from pathlib import Path

import msgspec

from seoaudit.report import SCHEMA_VERSION, Report

#: No run that we can render is larger; a file that is was not written by us.
MAX_BYTES = 1 << 30


class ReportError(ValueError):
    """A file that is no report, or one that this version cannot read; the text says what to do."""


class _Version(msgspec.Struct):
    schema_version: int


def load(path: Path) -> Report:
    """Read the JSON report in a file. Raises ``ReportError``, and ``OSError`` when the file cannot be read."""
    if path.stat().st_size > MAX_BYTES:
        raise ReportError(f"{path}: larger than {MAX_BYTES >> 20} MiB, which no report is")
    try:
        return loads(path.read_bytes())
    except ReportError as error:
        raise ReportError(f"{path}: {error}") from None


def load_file(path: Path) -> Report:
    """Read the JSON report in a file; raises ``ReportError`` for whatever is wrong with it."""
    try:
        return load(path)
    except OSError as error:
        raise ReportError(f"{path}: cannot be read: {error.strerror or error}. Check the path.") from None


def loads(data: bytes) -> Report:
    """Read a JSON report; fields that this version does not know are skipped. Raises ``ReportError``."""
    try:
        version = msgspec.json.decode(data, type=_Version).schema_version
    except msgspec.ValidationError:
        raise ReportError(_unlike("this is no report of seoaudit: it has no schema_version", data)) from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        reason = "this is not JSON; save a report with --output json:report.json"
        raise ReportError(_unlike(reason, data)) from None
    if version != SCHEMA_VERSION:
        older = "an older" if version > SCHEMA_VERSION else "a newer"
        raise ReportError(
            f"the report has schema version {version}, and this is {older} seoaudit that reads version "
            f"{SCHEMA_VERSION}; render it with the version that wrote it, or run the audit again"
        )
    try:
        return msgspec.json.decode(data, type=Report)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReportError(f"the report is damaged: {error}") from None


def _unlike(reason: str, data: bytes) -> str:
    if data.startswith(b'{"kind":'):
        return "this is a report in JSON lines; only one in the json format can be rendered again"
    return reason
