from __future__ import annotations

from typing import Annotated

from seoaudit.api import (
    DESCRIPTION_SIZE,
    Finding,
    Meta,
    NotApplicable,
    Page,
    Verdict,
    display_length,
    known_metadata,
    quoted,
    rule,
    width_in_pixels,
)


@rule(
    severity="info",
    weight=2,
    evidence="convention",
    source="https://www.screamingfrog.co.uk/learn-seo/meta-description/",
)
def description_length(
    page: Page,
    *,
    min_characters: Annotated[int, Meta(ge=0)] = 50,
    max_characters: Annotated[int, Meta(ge=50)] = 160,
    max_pixels: Annotated[int, Meta(ge=200)] = 985,
) -> Verdict:
    """The description fills the two lines that a result shows, and no more.

    Why: Results show about 985 pixels of it on a wide screen and less on a phone; what stands at the end of
    a longer one is not read. A very short one leaves room that the search engine fills from the text.

    Fix: A description that is too long: say the most important thing first, and end before the cut. One that is too
    short: add what the reader gets, and for whom it is.

    Notes: Google gives no length and cuts as the screen requires. A description is too long when it has more
    characters *and* more pixels (Arial at 14 px) than the limits. Ideographs count as two characters. An
    excerpt is not measured: it is made for lists of posts.
    """
    description = known_metadata(page).description
    if not description or description.templated:
        raise NotApplicable("the page has no description to measure")
    matter = page.front_matter
    if matter and any(matter.spans.get(key) == description.span for key in ("excerpt", "summary")):
        raise NotApplicable("an excerpt is not a meta description")
    characters = display_length(description.value)
    pixels = width_in_pixels(description.value, DESCRIPTION_SIZE)
    if characters > max_characters and pixels > max_pixels:
        message = (
            f"the description is {len(description.value)} characters long and {pixels:.0f} px wide; "
            f"results show about {max_pixels} px"
        )
        fix = "Say the most important thing first, and end before the cut."
        return Verdict(1 - (pixels / max_pixels - 1), [Finding(description.span, message, fix)])
    if characters < min_characters:
        message = f"the description {quoted(description.value)} has only {len(description.value)} characters"
        fix = "Add what the reader gets, and for whom it is."
        return Verdict(characters / min_characters, [Finding(description.span, message, fix)])
    return Verdict(1)
