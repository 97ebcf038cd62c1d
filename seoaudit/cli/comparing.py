"""The option that compares a report with an earlier one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from seoaudit.compare import Comparison
    from seoaudit.report import Report

compare_option = click.option(
    "--compare-with",
    type=click.Path(path_type=Path),
    metavar="REPORT",
    help="Say what changed since an earlier report (JSON), in the formats html, markdown and terminal.",
)


def earlier_report(file: Path | None) -> Report | None:
    """Return the report in a file, ``None`` where none is named; raises ``ReportError`` for what is no report."""
    if file is None:
        return None
    from seoaudit.reports.load import load_file

    return load_file(file)


def compared_with(earlier: Report | None, file: Path | None, report: Report) -> Comparison | None:
    """Return what changed since the report in the file; ``None`` where there is none."""
    if earlier is None or file is None:
        return None
    from seoaudit.compare import compare

    return compare(earlier, report, str(file))
