from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, drift_of, rule


@rule(
    severity="warning",
    weight=2,
    fault=True,
    evidence="heuristic",
    source="Our own judgement: a link that the reader does not get was written for nobody.",
)
def links(page: Page) -> Iterator[Finding]:
    """The published page has the draft's links.

    Why: A link that the template, a filter or an editor drops leads nobody anywhere, and a changed one leads to
    another place than the author checked.

    Fix: Look at the published page where the link should stand: escaped markup, a component that swallows its text, a
    rewritten address, or an older version of the text.

    Notes: Applies where a published page is given to compare with (`--against`). Links are compared by where they lead,
    as the site's generator resolves them; those of components and templates are left alone.
    """
    for each in drift_of(page, "links"):
        if each.change == "lost":
            yield Finding(each.span, f"the published page has no link to {each.draft[:90]}")
        else:
            yield Finding(
                each.span,
                f"the link to {each.draft[:90]} leads to {each.published[:90]} on the published page",
            )
