from __future__ import annotations

from seoaudit.api import Finding, Measurement, NotApplicable, Page, rule


@rule(
    severity="info",
    weight=1,
    evidence="convention",
    good=1.0,
    bad=3.0,
    source="https://www.screamingfrog.co.uk/seo-spider/issues/response-times/",
    media=("html",),
)
def response_time(page: Page) -> Measurement:
    """The server answers within a second.

    Why: Nothing can be shown before the answer begins, and crawlers ask a slow server for fewer pages.

    Fix: Cache the page where it is made, or in front of the server. Look first at what the server does for this page
    alone: a slow query, a call to another service.

    Notes: Measured once, from the request to the end of the answer's headers, from where the audit ran: another hour or
    another place gives another figure. Files are not asked for, so the rule does not apply to them. A server that was
    asked for too many pages at once is slow as well; `seoaudit crawl` asks politely.
    """
    seconds = page.context.seconds
    if not seconds:
        raise NotApplicable("the page was not fetched, or nobody took the time")
    return Measurement(
        round(seconds, 2), "s", [Finding(page.start, f"the server took {seconds:.2g} s to answer")]
    )
