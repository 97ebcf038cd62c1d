from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, outbound_links, rule


@rule(
    severity="error",
    weight=4,
    fault=True,
    evidence="convention",
    of=outbound_links,
    source="https://www.screamingfrog.co.uk/seo-spider/issues/response-codes/",
)
def broken_external(page: Page) -> Iterator[Finding]:
    """Links to other sites lead to something.

    Why: A reader who follows a dead link loses the source you promised, and some of the trust in the rest of the text.

    Fix: Link to where the page has moved, to another source, or to an archived copy. If nothing is left of it, take the
    link out.

    Notes: Judged only with `--check-external`, which asks for each address once. Broken is what is answered with 404 or
    410, first to a short request and then to a whole one, and what has a host that does not exist while others do.
    Whatever may be different for a reader, or tomorrow, is listed by `links/unverified-external` instead. Links of
    navigation are not tried. Several links to one address are one finding.
    """
    for each in outbound_links(page):
        if each.reach.verdict == "broken":
            yield Finding(each.link.span, f"{each.phrase}: {each.answer}")
