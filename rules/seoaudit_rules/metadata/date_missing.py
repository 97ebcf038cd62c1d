from __future__ import annotations

import re
from collections.abc import Iterator

from seoaudit.api import Finding, NotApplicable, Page, known_metadata, lazy_regex, page_kind, rule

_TIME = lazy_regex(r"<time\b", re.IGNORECASE)


@rule(
    severity="info",
    weight=2,
    evidence="official",
    source="https://developers.google.com/search/docs/appearance/publication-dates",
)
def date_missing(page: Page) -> Iterator[Finding]:
    """A post says when it was published.

    Why: Readers judge by its date whether advice still holds, and search engines show one beside the result;
    if the page gives none they guess.

    Fix: Write `date:` into the front matter, or show the date and add `datePublished` in HTML.

    Notes: Only posts are judged: files that are dated, or filed or marked as posts. A date in the file name,
    the URL, a meta element, JSON-LD or a `<time>` counts.
    """
    data = known_metadata(page)
    if page_kind(page) != "post":
        raise NotApplicable("the page is not a post")
    if page.source.media != "html" and page.front_matter is None:
        raise NotApplicable("the draft has no front matter yet")
    if data.date or data.updated:
        return
    if page.source.media == "html" and _TIME.search(page.source.text):
        return
    if page.front_matter is not None:
        fix = "Write `date:` into the front matter."
        yield Finding(page.start, "the front matter has no date of publication", fix)
    else:
        fix = "Show the date in a <time> element, and add datePublished to the page's structured data."
        yield Finding(page.start, "the page has no date of publication", fix)
