from __future__ import annotations

from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    NotApplicable,
    Page,
    Verdict,
    chosen_keyphrase,
    coverage_in,
    images,
    quoted,
    rule,
)

_MANY = 5

Share = Annotated[float, Meta(ge=0, le=1)]


@rule(
    severity="info",
    weight=1,
    evidence="convention",
    source="https://yoast.com/features/keyphrase-in-image-alt-attributes/",
)
def in_image_alt(page: Page, *, most: Share = 0.75) -> Verdict:
    """An image shows the topic, and its alternative text says so.

    Why: Alternative text is how an image is found in image search, and how it is heard by those who do not
    see it.

    Fix: Describe the image that shows the topic in words that name it. Never add the phrase to an image that
    shows something else.

    Notes: One image is enough. From five images on, more than three quarters with the keyphrase are too many.
    Images without alternative text are judged elsewhere. An inferred keyphrase is not judged.
    """
    phrase = chosen_keyphrase(page)
    described = [image for image in images(page) if image.alt and image.alt.strip()]
    if not described:
        raise NotApplicable("the page has no image with alternative text")
    having = [image for image in described if coverage_in(page, image.alt or "").complete]
    name = quoted(phrase.text)
    if not having:
        of = (
            "the image's alternative text does not have"
            if len(described) == 1
            else (f"none of {len(described)} alternative texts has")
        )
        return Verdict(0, [Finding(described[0].span, f"{of} the keyphrase {name}")])
    if len(described) >= _MANY and len(having) > most * len(described):
        message = f"{len(having)} of {len(described)} alternative texts repeat the keyphrase {name}"
        return Verdict(0, [Finding(having[-1].span, message, "Say what each image shows.")])
    return Verdict(1)
