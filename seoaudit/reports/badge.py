"""A badge with the score and the grade: a drawing of its own, or what badge services draw one from."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from seoaudit.report import Report
from seoaudit.reports.figures import shown
from seoaudit.reports.json_report import json_text
from seoaudit.reports.safe_text import clipped, prose

#: By grade; white text on each has a contrast of at least 4.5 to 1 (WCAG 2, 1.4.3).
COLORS = {"A": "#176f2c", "B": "#3d6b12", "C": "#8a5a00", "D": "#a8460b", "F": "#b3202a", "": "#5c5c5c"}
LABEL_COLOR = "#444444"
_HEIGHT, _FONT, _MARGIN = 20, 11, 6
#: Verdana's widths in thousandths of its size: of narrow and wide characters, of capitals and digits, of the rest.
_NARROW, _WIDE, _CAPITAL, _OTHER = 400, 900, 690, 610
_NARROW_ONES, _WIDE_ONES = frozenset("ijlftrI.,:;|!'()[] -"), frozenset("mwMWGOQ%@")
_LONGEST = 60


def svg(report: Report, label: str) -> str:
    """Return the badge as an SVG image that names itself to screen readers and loads nothing."""
    left, right = prose(clipped(label, _LONGEST)), message(report)
    name = f"{left}: {right}" if left else right
    left_width, right_width = _width(left), _width(right)
    whole = left_width + right_width
    size = f'width="{whole}" height="{_HEIGHT}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label={quoteattr(name)}>',
        f"<title>{escape(name)}</title>",
        f'<clipPath id="round"><rect {size} rx="3"/></clipPath>',
        '<g clip-path="url(#round)">',
        f'<rect width="{left_width}" height="{_HEIGHT}" fill="{LABEL_COLOR}"/>' if left else "",
        f'<rect x="{left_width}" width="{right_width}" height="{_HEIGHT}" fill="{_color(report)}"/>',
        "</g>",
        f'<g fill="#ffffff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="{_FONT}">',
        _text(left, left_width / 2, left_width) if left else "",
        _text(right, left_width + right_width / 2, right_width),
        "</g>",
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def endpoint(report: Report, label: str) -> str:
    """Return the badge as the JSON that badge services read from an address.

    Schema: https://shields.io/badges/endpoint-badge
    """
    value: dict[str, Any] = {
        "schemaVersion": 1,
        "label": prose(clipped(label, _LONGEST)),
        "message": message(report),
        "color": _color(report),
        "labelColor": LABEL_COLOR,
    }
    if report.summary.score is None:
        value["isError"] = True
    return json_text(value) + "\n"


def message(report: Report) -> str:
    """Return what the badge says: the mean score and its grade, such as ``82 B``."""
    score = report.summary.score
    return "no score" if score is None else f"{shown(score)} {report.summary.grade}"


def _color(report: Report) -> str:
    return COLORS.get(report.summary.grade, COLORS[""])


def _text(text: str, middle: float, width: float) -> str:
    length = width - 2 * _MARGIN
    return f'<text x="{middle:g}" y="14" textLength="{length:g}" lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'


def _width(text: str) -> int:
    """Return the pixels of a part; the drawing fits its text into them, whatever font there is."""
    if not text:
        return 0
    return round(sum(map(_advance, text)) * _FONT / 1000) + 2 * _MARGIN


def _advance(char: str) -> int:
    if char in _NARROW_ONES:
        return _NARROW
    if char in _WIDE_ONES or not char.isascii():
        return _WIDE
    return _CAPITAL if char.isupper() or char.isdigit() else _OTHER
