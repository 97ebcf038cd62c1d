"""The HTML format: one file to hand over. It opens offline, reads without JavaScript, and trusts no document.

The file is written front to back, page by page. What a page's details look like is decided in one place, the
template ``page.html``: for the weakest pages its result stands in the file as it is, for all others packed (see
``packets.py``), to be unpacked when somebody opens the page.

A strict policy inside the file (Content-Security-Policy) names the one script and the one style sheet by their
digests and allows nothing else: no network, no inline handlers, no style attributes. That is why every length
in the drawings is an attribute of SVG.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from seoaudit.report import Report
from seoaudit.reports.html.changes_view import Changes
from seoaudit.reports.html.documents import Documents
from seoaudit.reports.html.environment import environment
from seoaudit.reports.html.overview import overview
from seoaudit.reports.html.packets import packets
from seoaudit.reports.html.site_view import site_views
from seoaudit.reports.options import RenderOptions

_FOLDER = Path(__file__).parent
#: Pages whose details stand in the file as they are, the weakest first; of these, how many are printed.
IN_FULL, PRINTED = 50, 10
#: Pieces of less than this are joined before they are handed on.
_PIECE = 64 * 1024
#: Said before the body is drawn, so that nothing is drawn that the script would hide.
_FLAG = 'document.documentElement.className="js"'


def render(report: Report, options: RenderOptions) -> Iterator[str]:
    """Yield the file in pieces; of the pages' reports one at a time is unpacked."""
    templates = environment()
    seen = overview(report)
    changes = Changes(options.compared, seen) if options.compared is not None else None
    documents = Documents(report, seen, templates.get_template("page.html").module, changes)
    style, script = _text("report.css"), _text("report.js")
    pieces = templates.get_template("report.html").generate(
        report=report,
        overview=seen,
        changes=changes,
        compared=changes.view() if changes is not None else None,
        sites=site_views(report, seen),
        documents=documents,
        in_full=documents.in_full(IN_FULL),
        packets=packets(documents.html(number) for number in range(IN_FULL, len(seen.rows))),
        first_packed=IN_FULL,
        printed=PRINTED,
        style=style,
        script=script,
        flag=_FLAG,
        policy=_policy(style, script),
    )
    yield from _joined(pieces)


def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8").strip()


def _policy(style: str, script: str) -> str:
    """Return the file's Content-Security-Policy."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(_FLAG)}' '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


def _joined(pieces: Iterator[str]) -> Iterator[str]:
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length >= _PIECE:
            yield "".join(waiting)
            waiting, length = [], 0
    yield "".join(waiting)
