from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    NotApplicable,
    Page,
    is_document,
    lazy_regex,
    metadata,
    outline,
    quoted,
    rule,
    word_count,
)

#: Longer titles say something else as well.
_LONGEST = 80
_NOT_FOUND = lazy_regex(
    r"(?:\W*(?:error\s*)?(?:404|410)\b\W*(?:error|page)?\W*|\W*(?:(?:oops|sorry|error|404)\W+)*"
    r"(?:(?:this|the|that|your)\s+)?(?:requested\s+)?(?:page|content|article|post|url|file)\s+"
    r"(?:(?:was|is|could|can|does|has|cannot|not|be|been|you|requested|were|looking|for|no|longer|n['’]t|isn['’]t|can['’]t)\s+)*"
    r"(?:not\s+found|be\s+found|not\s+exist|exists?|found|removed|deleted)\b\W*|\W*(?:404\W+)?not\s+found\W*)",
    re.IGNORECASE,
)


@rule(
    severity="warning",
    weight=6,
    fault=True,
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors#soft-404-errors",
    media=("html",),
)
def soft_404(page: Page, *, max_words: Annotated[int, Meta(ge=0)] = 150) -> Iterator[Finding]:
    """A page that is not there does not say 200.

    Why: Search engines take a “not found” page with status 200 for a page, crawl it again and again, and then drop it
    as a soft 404.

    Fix: Answer with status 404 or 410, or redirect to what took its place.

    Notes: Reported when the title or the H1 says nothing but “not found” and the text is short. A site's own 404.html
    is meant to say so.
    """
    if not is_document(page) or PurePath(page.source.name).stem in ("404", "500", "410"):
        raise NotApplicable("the file is the site's own error page, or a piece of one")
    if page.context.status != 200:
        raise NotApplicable("the page says that it is missing")
    if word_count(page) > max_words:
        return
    title = metadata(page).title
    said = [(title.value.partition(" | ")[0].partition(" - ")[0].partition(" – ")[0], title.span)]
    said += [(heading.text, heading.span) for heading in outline(page)[:1] if heading.level == 1]
    for text, span in said:
        if text and len(text) <= _LONGEST and _NOT_FOUND.fullmatch(text):
            yield Finding(span, f"the page says {quoted(text)} and answers with status 200")
            return
