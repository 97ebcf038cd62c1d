from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from seoaudit.api import (
    Applicability,
    Edit,
    Finding,
    LinkedTarget,
    Page,
    lazy_regex,
    linked_targets,
    links,
    quoted,
    rule,
    target_edit,
)

#: A target's scheme and host, its path, and what follows.
_PARTS = lazy_regex(r"((?:https?:)?//[^/?#]+)?(/[^?#]*)([?#].*)?", re.DOTALL)
#: Names of addresses that are meant to lead on to what is newest.
_MOVING = lazy_regex(r"latest|current|stable|newest|next|now|today|download|go|r|s", re.IGNORECASE)
_NUMBER = lazy_regex(r"\d+")


@rule(
    severity="warning",
    weight=2,
    fault=True,
    evidence="convention",
    of=linked_targets,
    source="https://www.screamingfrog.co.uk/seo-spider/issues/response-codes/",
    fixable="safe",
)
def redirected(page: Page) -> Iterator[Finding]:
    """Links within the site lead straight to their target.

    Why: Each redirect costs the reader a round trip and a crawler a request, and the link breaks on the day the
    redirect is cleaned away. Redirects are there for links that you cannot change; your own you can.

    Fix: Link to the address that the redirect leads to.

    Notes: Known are the redirects that the repository configures: `_redirects`, netlify.toml, vercel.json, the
    configurations of Next.js, Docusaurus, Astro and others, and the aliases in front matter. Short addresses of your own
    that lead to another site (`/chat`) are meant to be used and pass. The fix keeps what follows the path (`?…`, `#…`). It
    is safe for permanent redirects of one path to one other, and left to you where the address may be meant to lead to
    what is newest (`/docs/latest/`).
    """
    for target in linked_targets(page):
        found, link = target.found, target.link
        if found.status != "redirect" or "://" in found.path:
            continue
        name = quoted(link.text) if link.text and link.text not in link.target else "this link"
        way = f" in {found.hops} steps" if found.hops > 1 else ""
        yield Finding(
            link.span,
            f"{name} leads to {link.target[:90]}, which redirects to {found.path}{way}",
            f"Link to {found.path}{_fragment(target)} instead.",
            tuple(_edits(page, target)),
            _applicability(target),
        )


def _fragment(target: LinkedTarget) -> str:
    """Return the fragment of the link, where the redirect has none of its own: it leads on to the same place."""
    hash_, fragment = target.link.target.partition("#")[1:]
    return f"#{fragment}" if fragment and hash_ not in target.found.path else ""


def _edits(page: Page, target: LinkedTarget) -> Iterator[Edit]:
    """Yield the edit of each link with the target's very address, where that begins at the root of the site."""
    for link in links(page):
        parts = _PARTS.fullmatch(link.target)
        if link.target != target.link.target or parts is None:
            continue
        path = quote(target.found.path, safe="/:@!$&'()*+,;=-._~%")
        edit = target_edit(page, link, f"{parts[1] or ''}{path}{parts[3] or ''}")
        if edit is not None:
            yield edit


def _applicability(target: LinkedTarget) -> Applicability:
    parts = _PARTS.fullmatch(target.link.target)
    path = parts[2] if parts else "/"
    numbers = set(_NUMBER.findall(target.found.path)) - set(_NUMBER.findall(path))
    moving = path == "/" or bool(numbers) or any(map(_MOVING.fullmatch, path.strip("/").split("/")))
    return "safe" if target.found.lasting and not moving else "unsafe"
