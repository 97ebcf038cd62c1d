from __future__ import annotations

from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    NotApplicable,
    Page,
    Verdict,
    domain_of,
    external_links,
    host_of,
    links,
    metadata,
    own_host,
    rule,
    same_site,
    word_count,
)

#: Files that a link may show or hand over: they are not pages that need finding.
_FILES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".zip", ".ico")
#: Hosts that everybody speaks of and links to, and the fewest letters of a name that is no chance.
_EVERYBODYS = frozenset(
    """
    amazon.com apple.com facebook.com github.com gitlab.com google.com instagram.com linkedin.com medium.com
    microsoft.com mozilla.org npmjs.com pypi.org reddit.com stackoverflow.com twitter.com wikipedia.org x.com youtube.com
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
_LETTERS = 4


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
    Set ``site-url``, so that full addresses of your own site are known for what they are. Without it nothing is said
    of a page that links to enough pages of a host whose name it speaks of outside of links: that host may well be its own.
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
    doubtful = {} if own_host(page) else _may_be_own(page, wanted - found)
    if found + len(doubtful) >= wanted:
        host = host_of(next(iter(doubtful)))
        raise NotApplicable(f"nothing says which site this is, and {host} may be its own: set site-url")
    noun = "page" if found == 1 else "pages"
    message = f"{words:,} words link to {found or 'no'} other {noun} of the site; at least {wanted} would help the reader on"
    fix = ""
    if not page.context.site_url and external_links(page):
        fix = "Link pages of yours that answer the reader's next question, or set site-url if a full address here is your own."
    return Verdict(found / wanted, [Finding(page.start, message, fix)])


def _may_be_own(page: Page, missing: int) -> dict[str, None]:
    """Return the full addresses at hosts whose name the page speaks of, as a company's blog does of the company.

    A name that stands in the text of links alone says where they lead, and no more. Where there are fewer addresses than
    are ``missing``, nothing is looked for.
    """
    names: dict[str, str] = {}
    for link in external_links(page):
        domain = domain_of(host_of(link.target))
        name = domain.partition(".")[0].replace("-", "")
        if domain not in _EVERYBODYS and len(name) >= _LETTERS:
            names[link.target.partition("#")[0].rstrip("/").lower()] = name
    if len(names) < missing:
        return {}
    unlinked = _without_links(page)
    return dict.fromkeys(address for address, name in names.items() if name in unlinked)


def _without_links(page: Page) -> str:
    """Return the title and the text that is no link, in lower case and without what names of hosts lack."""
    text, at = [metadata(page).title.value], 0
    for link in sorted(page.links, key=lambda link: link.start):
        text.append(page.text[at : link.start])
        at = max(at, link.end)
    text.append(page.text[at:])
    return "".join(" ".join(text).lower().split()).replace("-", "").replace(".", "").replace("&", "")
