from __future__ import annotations

from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    NotApplicable,
    Page,
    Verdict,
    display_length,
    known_metadata,
    page_kind,
    quoted,
    rule,
    width_in_pixels,
)


@rule(
    severity="warning",
    weight=1.5,
    evidence="convention",
    source="https://www.screamingfrog.co.uk/learn-seo/page-title/",
)
def title_length(
    page: Page,
    *,
    min_characters: Annotated[int, Meta(ge=0)] = 30,
    site_name: Annotated[int, Meta(ge=0)] = 10,
    max_characters: Annotated[int, Meta(ge=20)] = 70,
    max_pixels: Annotated[int, Meta(ge=100)] = 600,
) -> Verdict:
    """The title is long enough to say what the page is about and short enough to be shown whole.

    Why: A result list has room for about 600 pixels of title. What is longer is cut off or rewritten by the
    search engine; two words do not tell a reader why to choose this page.

    Fix: A title that is too short: name what the page is about and for whom. One that is too long: put what the
    reader looks for first, and drop what the rest of the result shows anyway.

    Notes: Google gives no limit and says so; 600 pixels is what its pages show on a wide screen (Arial at
    20 px, measured letter by letter), 70 characters a bound for scripts that are narrower. Ideographs count
    as two characters. In a draft 10 characters are added for the site's name, which the theme appends
    (`site-name`): otherwise the 30 that most tools ask for would fault 4 of 10 titles of well-edited blogs
    (“Announcing Rust 1.94.1”). Standing pages such as “Contact” may be short in a draft, and lists of pages anywhere. The score falls to
    0 at one and a half times the limits.
    """
    title = known_metadata(page).title
    if not title or title.templated:
        raise NotApplicable("the page has no title to measure")
    characters, pixels = display_length(title.value), width_in_pixels(title.value)
    shown = quoted(title.value)
    longest = max(pixels / max_pixels, characters / max_characters)
    if longest > 1:
        message = f"the title {shown} is {len(title.value)} characters long and {pixels:.0f} px wide; results show about {max_pixels} px"
        fix = "Put what the reader looks for first, and drop what the rest of the result shows anyway."
        return Verdict(1 - (longest - 1) / 0.5, [Finding(title.span, message, fix)])
    draft = page.source.media != "html" or page.front_matter is not None
    complete = characters + (site_name if draft else 0)
    kind = page_kind(page) if complete < min_characters else "index"
    if kind == "post" or (kind != "index" and not draft):
        message = f"the title {shown} has only {len(title.value)} characters"
        room = max_pixels - pixels
        fix = f"Name what the page is about and for whom: there is room for {room:.0f} px more."
        return Verdict(complete / min_characters, [Finding(title.span, message, fix)])
    return Verdict(1)
