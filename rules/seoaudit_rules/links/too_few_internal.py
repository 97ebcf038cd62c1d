from __future__ import annotations

from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    NotApplicable,
    Page,
    Verdict,
    external_links,
    links,
    rule,
    same_site,
    word_count,
)

#: Files that a link may show or hand over: they are not pages that need finding.
_FILES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".zip", ".ico")


@rule(
    severity="warning",
    weight=2,
    evidence="heuristic",
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    judges="text",
)
def too_few_internal(
    page: Page,
    *,
    short: Annotated[int, Meta(ge=0)] = 1,
    medium: Annotated[int, Meta(ge=0)] = 2,
    long: Annotated[int, Meta(ge=0)] = 3,
    min_words: Annotated[int, Meta(ge=0)] = 150,
) -> Verdict:
    """The text links to other pages of its own site.

    Why: Readers who finish a text without a link to another page of yours leave, and search engines find
    and weigh pages by the links that lead to them from within texts.

    Fix: Link the pages that answer the reader's next question, from the words that raise it.

    Notes: Below 800 words one link to another page is asked for (``short``), up to 1,500 words two
    (``medium``), above three (``long``); texts below ``min-words`` are left alone. Navigation, links within
    the page and links to images do not count, and several links to one page count once. Google recommends
    that every page you care about has a link from another page and gives no number: the numbers are ours.
    Set ``site-url``, so that full addresses of your own site are known for what they are.
    """
    words = word_count(page)
    if words < min_words:
        raise NotApplicable(f"the text has {words} words, too few to need links")
    wanted = short if words < 800 else medium if words <= 1500 else long
    targets = {
        link.target.partition("#")[0].rstrip("/").lower() for link in links(page) if same_site(page, link)
    }
    found = sum(not target.endswith(_FILES) for target in targets)
    if found >= wanted:
        return Verdict(1)
    noun = "page" if found == 1 else "pages"
    message = f"{words:,} words link to {found or 'no'} other {noun} of the site; at least {wanted} would help the reader on"
    fix = ""
    if not page.context.site_url and external_links(page):
        fix = "Link pages of yours that answer the reader's next question, or set site-url if a full address here is your own."
    return Verdict(found / wanted, [Finding(page.start, message, fix)])
