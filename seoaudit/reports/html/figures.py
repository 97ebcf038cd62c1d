"""Figures as the HTML report shows them."""

from __future__ import annotations

from typing import Literal

from seoaudit.reports.figures import counted, figure, opening, shown

__all__ = ["counted", "figure", "level_of", "opening", "points", "shown", "signed"]

Level = Literal["good", "fair", "poor", "none"]


def level_of(score: float | None) -> Level:
    """Return how good a score is: an A or B, a C or D, an F, or none at all."""
    if score is None:
        return "none"
    return "good" if shown(score) >= 80 else "fair" if shown(score) >= 60 else "poor"


def points(value: float) -> str:
    """Return points with a sign and one decimal; what is worth less than that, as such.

    >>> points(6.3568), points(0.01)
    ('+6.4', '< 0.1')
    """
    return f"+{value:.1f}" if value >= 0.05 else "< 0.1"


def signed(value: float) -> str:
    """Return points won or lost, with their sign.

    >>> signed(1.26), signed(-0.5), signed(0.01)
    ('+1.3', '−0.5', '0.0')
    """
    return "0.0" if abs(value) < 0.05 else f"{value:+.1f}".replace("-", "−")
