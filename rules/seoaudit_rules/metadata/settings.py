from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, rule


@rule(
    severity="warning",
    weight=0.5,
    fault=True,
    evidence="heuristic",
    source="docs/configuration.md: a page's own settings",
)
def settings(page: Page) -> Iterator[Finding]:
    """The page's own `seo:` settings are ones that exist.

    Why: A setting that is misspelt changes nothing, and nobody notices.

    Fix: Use the name that is suggested, or see docs/configuration.md for what a page may set.

    Notes: Themes keep keys of their own under `seo:`; only what looks like one of ours is reported.
    """
    for problem in page.problems:
        if problem.kind == "settings":
            yield Finding(problem.span, problem.message, problem.fix)
