"""Reporters: one function per format, from a finished report to text.

A format is a module here with ``render(report, options)``; ``FORMATS`` names them all. A module is imported
when its format is first used, so that no run pays for the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module

from seoaudit.report import Report
from seoaudit.reports.options import RenderOptions, Verbosity

__all__ = ["FORMATS", "RenderOptions", "Reporter", "Verbosity", "encodable"]

#: Turns a report into text, in chunks that are written one after the other. Pure: no clock, no files.
Reporter = Callable[[Report, RenderOptions], Iterator[str]]


def _in_module(name: str, function: str = "render") -> Reporter:
    def render(report: Report, options: RenderOptions) -> Iterator[str]:
        reporter: Reporter = getattr(import_module(f"seoaudit.reports.{name}"), function)
        return reporter(report, options)

    return render


#: Every format by the name it has on the command line.
FORMATS: Mapping[str, Reporter] = {
    "terminal": _in_module("terminal"),
    "concise": _in_module("concise_report"),
    "json": _in_module("json_report"),
    "jsonl": _in_module("jsonl_report"),
    "html": _in_module("html"),
    "markdown": _in_module("markdown_report"),
    "csv": _in_module("csv_report"),
    "csv-pages": _in_module("csv_report", "render_pages"),
    "sarif": _in_module("sarif_report"),
    "sarif-all": _in_module("sarif_report", "render_all"),
    "junit": _in_module("junit_report"),
    "github": _in_module("github_report"),
    "gitlab": _in_module("gitlab_report"),
    "rdjson": _in_module("rdjson_report"),
}


def encodable(chunks: Iterable[str], encoding: str) -> Iterator[str]:
    r"""Replace what the encoding has no code for by an escape (``\u2026``), so that writing never fails."""
    for chunk in chunks:
        yield chunk if chunk.isascii() else chunk.encode(encoding, "backslashreplace").decode(encoding)
