"""A report as one list: every finding of pages and sites, and every page that could not be audited."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from seoaudit.model import SEVERITIES, Severity
from seoaudit.report import Location, PageReport, Report

#: What a page that could not be audited is listed under; no rule has this id.
UNREADABLE = "seoaudit/unreadable"
_START = Location(1, 1, 1, 1)


class Listed(NamedTuple):
    """One finding. ``related`` are the paths of other pages concerned.

    ``fingerprint`` stays when lines move: it is made of the path, the rule, the line's text and, where these are
    alike, the number among its likes.
    """

    path: str
    location: Location
    severity: Severity
    rule: str
    message: str
    fix: str
    fingerprint: str
    related: tuple[str, ...] = ()


def listed(report: Report) -> Iterator[Listed]:
    """Yield the findings page by page in the report's order, in a page by place; errors come first."""
    of_site: dict[str, list[Listed]] = {}
    for result in (result for site in report.sites for result in site.results):
        for each in result.findings:
            found = Listed(
                each.path, each.location, result.severity, result.rule, each.message, each.fix, each.excerpt, each.related
            )  # fmt: skip
            of_site.setdefault(each.path, []).append(found)
    for page in report.pages:
        found_here = [*_of_page(page), *of_site.get(page.path, ())]
        yield from _fingerprinted(sorted(found_here, key=_place))


def worst_first(report: Report) -> list[Listed]:
    """Return the findings by severity, otherwise in the report's order."""
    return sorted(listed(report), key=lambda each: SEVERITIES.index(each.severity))


def _of_page(page: PageReport) -> Iterator[Listed]:
    if page.error:
        yield Listed(page.path, _START, "error", UNREADABLE, page.error, page.fix, "")
    for result in page.results:
        for each in result.findings:
            yield Listed(
                page.path, each.location, result.severity, result.rule, each.message, each.fix, each.excerpt
            )


def _place(each: Listed) -> tuple[int, int, str]:
    return each.location.line, each.location.column, each.rule


def _fingerprinted(found: list[Listed]) -> Iterator[Listed]:
    """Put a fingerprint in the place of the excerpt that it is made of."""
    seen: dict[tuple[str, str], int] = {}
    for each in found:
        like = each.rule, " ".join(each.fingerprint.split()) or each.message
        seen[like] = number = seen.get(like, 0) + 1
        text = "\0".join((each.path, *like, str(number)))
        yield each._replace(
            fingerprint=blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        )
