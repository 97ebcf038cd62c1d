from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, linked_targets, quoted, rule


@rule(
    severity="warning",
    weight=2,
    fault=True,
    evidence="convention",
    of=linked_targets,
    source="https://www.screamingfrog.co.uk/seo-spider/issues/response-codes/",
)
def redirected(page: Page) -> Iterator[Finding]:
    """Links within the site lead straight to their target.

    Why: Each redirect costs the reader a round trip and a crawler a request, and the link breaks on the day the
    redirect is cleaned away. Redirects are there for links that you cannot change; your own you can.

    Fix: Link to the address that the redirect leads to.

    Notes: Known are the redirects that the repository configures: `_redirects`, netlify.toml, vercel.json, the
    configurations of Next.js, Docusaurus, Astro and others, and the aliases in front matter. Short addresses of your own
    that lead to another site (`/chat`) are meant to be used and pass.
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
            f"Link to {found.path} instead.",
        )
