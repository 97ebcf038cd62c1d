from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, NotApplicable, Page, counterpart, rule


@rule(
    severity="error",
    weight=8,
    fault=True,
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors",
)
def unpublished(page: Page) -> Iterator[Finding]:
    """What is meant to be published is published.

    Why: A post that the build leaves out, or that lies at another address than its links say, is read by nobody.

    Fix: See what the generator says of the file: a date to come, a wrong folder, a permalink of its own.

    Notes: Applies where published pages are given to compare with (`--against`) and the site's generator tells the address
    of the draft. Drafts, and pages that the generator leaves out on purpose, are not asked about.
    """
    there = counterpart(page)
    if there.status == 200:
        return
    where = there.url or there.address
    if there.status in (404, 410):
        yield Finding(page.start, f"there is no page at {where}")
    elif there.status >= 400:
        yield Finding(page.start, f"{where} answers with status {there.status}")
    else:
        raise NotApplicable("the published page answers with neither success nor an error")
