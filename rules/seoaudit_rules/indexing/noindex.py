from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import PurePath

from seoaudit.api import (
    Directive,
    Finding,
    NotApplicable,
    Page,
    is_document,
    is_utility,
    lazy_regex,
    page_kind,
    parse_date,
    refreshes,
    robots_directives,
    rule,
)

#: The year of RFC 850 and RFC 822, which Google takes: 25-Jun-10.
_SHORT_YEAR = lazy_regex(r"(\d{1,2}[- ][A-Za-z]{3}[- ])(\d\d)(?!\d)")
_PLACES = {"meta": "", "header": " in the X-Robots-Tag header", "front matter": " in front matter"}


@rule(
    severity="error",
    weight=10,
    fault=True,
    blocker=True,
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag",
)
def noindex(page: Page, *, wanted: bool = False, bots: tuple[str, ...] = ("googlebot",)) -> Iterator[Finding]:
    """Search engines may index the page.

    Why: A page with `noindex` is in no search result, however good it is. The directive is often left over from
    a draft, a theme's setting or a staging site.

    Fix: Remove the noindex directive. If the page is meant to stay out, say so: `wanted = true` for its path, or
    turn the rule off there.

    Notes: Read are the robots meta elements, the X-Robots-Tag header and the switches of front matter (`noindex: true`,
    `robots: noindex`, `unlisted: true` …); `none` is noindex and nofollow; an `unavailable_after` that has passed
    counts. A directive for one crawler counts when it is among `bots`. Redirect pages, error pages and drafts are left
    alone, and so are privacy notices, logins and carts, which many sites keep out on purpose.
    """
    directives = [d for d in robots_directives(page) if not d.bot or d.bot in bots]
    if wanted:
        raise NotApplicable("the configuration wants the page out of the index")
    if any(refresh.address for refresh in refreshes(page)):
        raise NotApplicable("the page is a redirect")
    if PurePath(page.source.name).stem in ("404", "500", "410") or page.context.status >= 400:
        raise NotApplicable("the page is an error page")
    if is_utility(page):
        raise NotApplicable("the page is a notice or form that nobody searches for")
    if page_kind(page) == "part" or (page.source.media == "html" and not is_document(page)):
        raise NotApplicable("the file is not a page of its own")
    seen: set[tuple[int, str]] = set()
    for directive in directives:
        said = _said(directive, page.context.today)
        if said and (directive.span.start, directive.origin) not in seen:
            seen.add((directive.span.start, directive.origin))
            whom = f" for {directive.bot}" if directive.bot else ""
            yield Finding(
                directive.span,
                f"{said}{_PLACES[directive.origin]}{whom} keeps the page out of search results",
            )


def _said(directive: Directive, today: str) -> str:
    if directive.name in ("noindex", "none"):
        return f"“{directive.name}”"
    if directive.name == "unavailable_after":
        last = parse_date(_SHORT_YEAR.sub(r"\g<1>20\2", directive.value))
        if last is not None and today and last < dt.date.fromisoformat(today):
            return f"“unavailable_after”, {last},"
    return ""
