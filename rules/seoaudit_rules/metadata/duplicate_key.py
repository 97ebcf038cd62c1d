from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, NotApplicable, Page, rule


@rule(
    severity="warning",
    weight=0.5,
    fault=True,
    evidence="standard",
    source="https://yaml.org/spec/1.2.2/#nodes",
)
def duplicate_key(page: Page) -> Iterator[Finding]:
    """Every key stands once in the front matter.

    Why: YAML requires keys to be unique. Some generators take the last one in silence, so a title or a date
    that was corrected at the top stays wrong; others refuse the file.

    Fix: Keep the line that is right and delete the other.
    """
    if page.front_matter is None:
        raise NotApplicable("the page has no front matter")
    for problem in page.problems:
        if problem.kind == "duplicate-key":
            yield Finding(problem.span, problem.message, problem.fix)
