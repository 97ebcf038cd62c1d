from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, rule


@rule(
    severity="warning",
    weight=2,
    fault=True,
    evidence="standard",
    source="https://html.spec.whatwg.org/multipage/semantics.html#charset",
)
def encoding(page: Page) -> Iterator[Finding]:
    """The file is valid UTF-8.

    Why: HTML documents are UTF-8; a generator that meets other bytes stops, or prints signs that nobody wrote.

    Fix: Save the file as UTF-8.

    Notes: The file was read as Windows-1252, as browsers read what is not UTF-8, so that the rest of the
    audit stands. The place is the first byte that does not fit.
    """
    for problem in page.problems:
        if problem.kind == "encoding":
            yield Finding(problem.span, problem.message, problem.fix)
