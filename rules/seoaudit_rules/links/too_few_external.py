from __future__ import annotations

from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    NotApplicable,
    Page,
    Verdict,
    external_links,
    host_of,
    rule,
    same_site,
    word_count,
)


@rule(
    severity="info",
    weight=1,
    evidence="convention",
    source="https://yoast.com/help/outbound-links-check/",
    judges="text",
)
def too_few_external(
    page: Page,
    *,
    short: Annotated[int, Meta(ge=0)] = 1,
    long: Annotated[int, Meta(ge=0)] = 2,
    min_words: Annotated[int, Meta(ge=0)] = 300,
) -> Verdict:
    """The text links to the sources it rests on.

    Why: A link to the study, the standard or the maker lets readers check what you say, and shows whom you
    build on.

    Fix: Link the source of a figure, a quotation or a claim that readers cannot take on trust.

    Notes: Below 800 words one site is asked for (``short``), above two (``long``); texts below ``min-words``
    are left alone. Tools of the field agree on asking for such links; no search engine says that they
    raise a page, so this is advice and costs nothing.
    """
    words = word_count(page)
    if words < min_words:
        raise NotApplicable(f"the text has {words} words, too few to need sources")
    wanted = short if words < 800 else long
    found = len({host_of(link.target) for link in external_links(page) if not same_site(page, link)})
    if found >= wanted:
        return Verdict(1)
    sites = "site" if found == 1 else "sites"
    message = f"{words:,} words link to {found or 'no'} other {sites}; at least {wanted} would show what they rest on"
    return Verdict(found / wanted, [Finding(page.start, message)])
