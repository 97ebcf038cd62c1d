from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Edit, Finding, LinkedTarget, Page, linked_targets, links, quoted, rule, target_edit


@rule(
    severity="error",
    weight=8,
    fault=True,
    evidence="official",
    of=linked_targets,
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors",
    fixable="unsafe",
)
def broken_internal(page: Page) -> Iterator[Finding]:
    """Links within the site lead to pages and files that exist.

    Why: A reader who follows a dead link finds an error page, and a search engine finds nothing to index where
    your own page said there was something.

    Fix: Correct the address, bring the page back, or let the old address redirect to the new one.

    Notes: Links are resolved as the site's generator resolves them, from the files alone: relative and root
    addresses, the site's own absolute ones, source files, `ref`, `{% link %}`, `@/`, redirects and aliases, static files.
    Nothing is said of a path that a plugin, a dynamic route or another application could serve. In a folder without a
    recognised generator only relative links to files are judged. A page that the generator leaves out (a draft, an expired
    one, one with a date to come) does not exist for readers, but a draft may link to a draft. Links of navigation are not counted. Several links to one
    missing target are one finding.
    """
    for target in linked_targets(page):
        if target.found.status == "missing":
            yield Finding(target.link.span, _message(target), _fix(target), _edits(page, target), "unsafe")


def _edits(page: Page, target: LinkedTarget) -> tuple[Edit, ...]:
    """Return the edits of the links with the target's very address, where something like it is there."""
    if not target.found.meant:
        return ()
    same = (link for link in links(page) if link.target == target.link.target)
    edits = [target_edit(page, link, target.found.meant) for link in same]
    return tuple(edit for edit in edits if edit is not None)


_LEFT_OUT = {
    "draft": "is a draft that is not published",
    "expired": "has expired",
    "scheduled": "is not published before its date",
}


def _message(target: LinkedTarget) -> str:
    link, found = target.link, target.found
    name = quoted(link.text) if link.text and link.text not in link.target else "this link"
    wrong = _LEFT_OUT.get(found.left_out) or ("redirects in a circle" if found.hops else "does not exist")
    more = f" ({target.times} links)" if target.times > 1 else ""
    meant = f"; did you mean {_short(found.meant)}?" if found.meant else ""
    return f"{name} leads to {_short(link.target)}, which {wrong}{more}{meant}"


def _fix(target: LinkedTarget) -> str:
    return f"Link to {target.found.meant} if that is meant." if target.found.meant else ""


def _short(address: str) -> str:
    return address if len(address) <= 90 else address[:89] + "…"
