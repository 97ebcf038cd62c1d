from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, Rendered, quoted, rendering, rule

_NAMES = {
    "title": "the title",
    "description": "the meta description",
    "heading": "the H1",
    "canonical": "the canonical address",
}


@rule(
    severity="warning",
    weight=4,
    fault=True,
    evidence="official",
    source="https://developers.google.com/search/docs/crawling-indexing/javascript/javascript-seo-basics",
    media=("html",),
)
def rendered_only(page: Page) -> Iterator[Finding]:
    """What matters on the page stands in its HTML before scripts run.

    Why: Google renders pages, but later than it fetches them, and not when something goes wrong; other search engines,
    AI services and the previews of social networks mostly do not. They see what the server sends.

    Fix: Render the page on the server or when the site is built, the title, the description, the canonical link and the
    text at least.

    Notes: Applies to live pages that are audited with `--render`. Small changes to the text pass: a counter, a date.
    A noindex that only scripts remove may keep the page from being rendered at all.
    """
    for each in rendering(page):
        yield Finding(page.start, _message(each))


def _message(each: Rendered) -> str:
    if each.part == "noindex":
        if each.before:
            return "the HTML says noindex until scripts remove it; search engines may not run them then"
        return "scripts add a noindex"
    if each.part in ("text", "links"):
        return f"the HTML has {each.before}, after scripts have run there are {each.after}"
    name = _NAMES[each.part]
    if not each.before:
        return f"{name} stands there only after scripts have run: {quoted(each.after, 80)}"
    if not each.after:
        return f"scripts remove {name}: {quoted(each.before, 80)}"
    return f"scripts change {name} from {quoted(each.before, 60)} to {quoted(each.after, 60)}"
