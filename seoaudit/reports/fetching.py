"""What is said of fetching, in every format: how a live page answered, what a crawl asked and how it ended."""

from __future__ import annotations

from seoaudit.report.fetched import CrawlFacts, FetchFacts
from seoaudit.report.site import SiteReport
from seoaudit.reports.figures import counted, kilobytes

#: What an address that answered so is called: one, several.
_ANSWERS = {
    "page": ("page", "pages"),
    "file": ("other file", "other files"),
    "redirect": ("redirect", "redirects"),
    "missing": ("not found", "not found"),
    "refused": ("refused", "refused"),
    "error": ("server error", "server errors"),
    "none": ("without an answer", "without an answer"),
}
_LEFT_OUT = {
    "robots": "kept out by robots.txt",
    "depth": "too deep",
    "trap": "in what looks like a trap",
    "nofollow": "behind nofollow",
    "unreachable": "on a port without an answer",
    "scope": "not what --include and --exclude want",
}
_ENDED = {
    "max-pages": "at its limit of pages",
    "max-time": "at its limit of time",
    "interrupted": "when it was interrupted",
    "unreachable": "because the site no longer answered",
}


def answered(fetch: FetchFacts) -> str:
    """Return how a live page answered.

    >>> answered(FetchFacts(200, 0.234, 45_300, 12_100))
    'status 200 · 0.23 s · 45 kB, 12 kB compressed'
    """
    said = [
        f"status {fetch.status}",
        f"{fetch.seconds:.2f} s" if fetch.seconds else "",
        kilobytes(fetch.size),
    ]
    if fetch.transferred and fetch.transferred < fetch.size:
        said[-1] += f", {kilobytes(fetch.transferred)} compressed"
    return " · ".join(filter(None, said))


def redirects(fetch: FetchFacts) -> list[str]:
    """Return a line for each redirect on the way to a page."""
    return [f"{hop.url} redirects ({hop.status})" for hop in fetch.redirects]


def asked(crawl: CrawlFacts) -> str:
    """Return how many addresses a crawl asked, and what they answered.

    >>> asked(CrawlFacts({"page": 321, "missing": 1}))
    '322 addresses asked: 321 pages, 1 not found.'
    """
    answers = [counted(number, *_ANSWERS.get(each, (each, each))) for each, number in crawl.answers.items()]
    return f"{counted(sum(crawl.answers.values()), 'address', 'addresses')} asked: {', '.join(answers)}."


def not_asked(crawl: CrawlFacts) -> str:
    """Return which addresses a crawl left out, ``""`` for none."""
    left = [f"{number:,} {_LEFT_OUT.get(why, why)}" for why, number in crawl.left_out.items() if number]
    return f"Not asked: {', '.join(left)}." if left else ""


def ended(crawl: CrawlFacts) -> str:
    """Return why a crawl ended early, ``""`` for one that asked everything."""
    if not crawl.ended and not crawl.waiting:
        return ""
    why = _ENDED.get(crawl.ended, crawl.ended) or "before everything was asked"
    waiting = counted(crawl.waiting, "known address", "known addresses")
    because = f" ({crawl.trouble})" if crawl.trouble and crawl.ended == "unreachable" else ""
    return f"The crawl ended {why}{because}; {waiting} had not been asked."


def copy(crawl: CrawlFacts) -> str:
    """Return that the site looks like a copy of another one, and what to do about it, ``""`` where it does not."""
    if not crawl.copy_of:
        return ""
    return (
        f"This looks like a copy of {crawl.copy_of}, which its canonical links or sitemaps name. "
        f"--site-url {crawl.copy_of} judges it as that site."
    )


def judged_as(site: SiteReport) -> str:
    """Return which site a copy is judged as, ``""`` where that had not to be inferred."""
    if not site.url_inferred:
        return ""
    return (
        f"Judged as {site.url}, which nearly all its canonical links name; --site-url sets another address."
    )
