from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, NotApplicable, Page, rule


@rule(
    severity="error",
    weight=6,
    fault=True,
    evidence="standard",
    source="https://yaml.org/spec/1.2.2/",
    media=("markdown", "text", "html"),
    blocker=True,
)
def front_matter(page: Page) -> Iterator[Finding]:
    """The front matter can be read.

    Why: A single quote or tab out of place makes the generator refuse the page or publish it without title,
    description and date.

    Fix: Correct the place that the message names; quote every value that holds a colon or begins with a
    special character.

    Notes: Read as YAML between `---`, TOML between `+++`, or a JSON object at the very top. A thematic break
    that opens a text is not front matter. Rules that need a key of broken front matter do not apply.
    """
    problems = [problem for problem in page.problems if problem.kind == "front-matter"]
    if page.front_matter is None and not problems:
        raise NotApplicable("the page has no front matter")
    for problem in problems:
        yield Finding(problem.span, problem.message, problem.fix)
