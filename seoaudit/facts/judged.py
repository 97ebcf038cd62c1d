"""What of a page there is to judge: nothing but the answer where there is no page, no text where it has none."""

from __future__ import annotations

from collections.abc import Mapping

from seoaudit.facts.fact import fact
from seoaudit.facts.indexing import is_sent_on
from seoaudit.facts.javascript import javascript_shell
from seoaudit.facts.listing import is_listing, is_utility
from seoaudit.page import Page

#: The status of a page that is there. ``http.HTTPStatus`` takes as long to import as a rule takes to judge a site.
_FOUND = 200


@fact
def not_judged(page: Page) -> Mapping[str, str]:
    """Return why rules that judge *text* or *page* do not apply to this page; nothing for those that do."""
    status = page.context.status
    if status != _FOUND:
        reason = f"the server answered with status {status}: there is no page to judge"
        return {"text": reason, "page": reason}
    if page.source.media != "html":
        return {}
    if is_sent_on(page):
        reason = "the page only sends its readers on to another one"
        return {"text": reason, "page": reason}
    if javascript_shell(page):
        return {"text": "the page's text appears only with JavaScript"}
    if is_listing(page):
        return {"text": "the page is a list of other pages"}
    if is_utility(page):
        return {"text": "the page is a notice or form that every site has"}
    return {}
