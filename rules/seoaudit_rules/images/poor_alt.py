from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from seoaudit.api import Finding, Image, Page, images, lazy_regex, metadata, rule

#: Words that say only that there is an image, in the languages of most drafts.
_GENERIC = frozenset(
    {
        *(
            "image",
            "images",
            "img",
            "picture",
            "pic",
            "photo",
            "photos",
            "photograph",
            "graphic",
            "illustration",
        ),
        *(
            "screenshot",
            "icon",
            "figure",
            "thumbnail",
            "banner",
            "hero",
            "placeholder",
            "untitled",
            "alt",
            "text",
        ),
        *("alt-text", "bild", "foto", "imagen", "imagem", "immagine", "afbeelding", "obraz"),
    }
)
_FILE = lazy_regex(r"^\S+\.(?:png|jpe?g|gif|webp|avif|svg|bmp|tiff?)$", re.IGNORECASE)
_CAMERA = lazy_regex(r"^(?:img|dsc|dscn|pxl|screen[ _-]?shot)[ _-]?\d[\d _.-]*$", re.IGNORECASE)
_WORD = lazy_regex(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@rule(
    severity="info",
    weight=3,
    evidence="standard",
    of=images,
    source="https://www.w3.org/WAI/WCAG22/Techniques/failures/F30",
)
def poor_alt(page: Page) -> Iterator[Finding]:
    """Alt texts describe what the image shows.

    Why: “Image”, a file name or the same words for every picture tell those who cannot see it that there is
    something, and not what.

    Fix: Say what is in the picture and matters here, as you would on the telephone.

    Notes: Looked for are words such as “image” or “photo” alone, file names, one text on several images, and
    the page's title on an image.
    """
    by_text: dict[str, list[Image]] = defaultdict(list)
    title = metadata(page).title.value.strip().casefold()
    for image in images(page):
        alt = " ".join((image.alt or "").split())
        if not alt or image.hidden:
            continue
        words = _WORD.findall(alt.lower())
        if _FILE.match(alt) or _CAMERA.match(alt):
            yield Finding(image.span, f"the alt text “{alt[:60]}” is a file name")
        elif words and _GENERIC.issuperset(words):
            yield Finding(image.span, f"the alt text “{alt}” says only that there is an image")
        elif title and alt.casefold() == title:
            yield Finding(
                image.span,
                f"the alt text repeats the page's title instead of describing the image: “{alt[:60]}”",
            )
        else:
            by_text[alt.casefold()].append(image)
    for same in by_text.values():
        if len({image.target for image in same}) > 1:
            alt = " ".join((same[0].alt or "").split())
            yield Finding(same[1].span, f"{len(same)} images have the same alt text, “{alt[:60]}”")
