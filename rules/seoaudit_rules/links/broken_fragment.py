from __future__ import annotations

import re
from collections.abc import Iterator

from seoaudit.api import (
    Edit,
    Finding,
    LinkedTarget,
    Page,
    lazy_regex,
    linked_fragments,
    links,
    quoted,
    rule,
    target_edit,
)

#: What systems for comments call the place they put them at.
_COMMENTS = lazy_regex(
    r"(?:disqus(?:_thread)?|respond|(?:fast)?comments?(?:[-_]?\d+|[-_](?:form|section|widget|area))?)$",
    re.IGNORECASE,
)


@rule(
    severity="warning",
    weight=4,
    fault=True,
    evidence="standard",
    of=linked_fragments,
    source="https://html.spec.whatwg.org/multipage/browsing-the-web.html#scrolling-to-a-fragment",
    fixable="unsafe",
)
def broken_fragment(page: Page) -> Iterator[Finding]:
    """Links to a part of a page name a part that is there.

    Why: Where no heading or element has the id after the `#`, the browser shows the top of the page, and the
    reader has to find by hand what the link promised.

    Fix: Use the id of the heading as the site makes it, or give the heading an id of its own and keep it.

    Notes: The ids of headings are computed as the site's generator does (Hugo, Jekyll, MkDocs, Docusaurus, Astro,
    Zola and others), equal ones numbered; ids given by hand, in HTML, includes and components count as well. Of pages to
    which templates may add ids nothing is said, except where a fragment is a misspelling of an id that is there. Several
    links to one missing part are one finding. What leads to the comments below a page (`#comments`, `#comment-12`) is
    left alone, for a template or a script puts them there.
    """
    for target in linked_fragments(page):
        if target.found.fragment_found is False and not _COMMENTS.match(target.found.fragment):
            yield Finding(target.link.span, _message(target), _fix(target), _edits(page, target), "unsafe")


def _edits(page: Page, target: LinkedTarget) -> tuple[Edit, ...]:
    """Return the edits of the links with the target's very address, where something like it is there."""
    if not target.found.meant:
        return ()
    same = (link for link in links(page) if link.target == target.link.target)
    edits = [target_edit(page, link, target.found.meant) for link in same]
    return tuple(edit for edit in edits if edit is not None)


def _message(target: LinkedTarget) -> str:
    link, found = target.link, target.found
    name = quoted(link.text) if link.text and link.text not in link.target else "this link"
    where = "this page" if link.target.startswith("#") else found.path or "that page"
    more = f" ({target.times} links)" if target.times > 1 else ""
    meant = f"; did you mean “#{found.meant.rpartition('#')[2]}”?" if found.meant else ""
    return f"{name} leads to “#{_short(found.fragment)}”{more}, and nothing on {where} has that id{meant}"


def _fix(target: LinkedTarget) -> str:
    return f"Link to “{target.found.meant}” if that is meant." if target.found.meant else ""


def _short(fragment: str) -> str:
    return fragment if len(fragment) <= 70 else fragment[:69] + "…"
