from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from seoaudit.api import Finding, Image, Page, host_of, images, lazy_regex, own_host, rule

_EXTENSION = lazy_regex(r"\.(?:png|jpe?g|gif|webp|avif|bmp|tiff?)$", re.IGNORECASE)
_NAMELESS = lazy_regex(
    r"^(?:"
    r"(?:img|image|dsc[nf]?|pxl|pict?|picture|photo|foto|bild|untitled|unnamed|download|file|scan|grafik|capture)[ _.-]*(?:\(?\d[\d _.()x-]*)?"
    r"|(?:screen[ _-]?shot|screen[ _-]?capture|bildschirmfoto|captura(?:-de-pantalla)?)(?:[ _.-]*(?:\d[\d _.()x-]*|from|at|um|am|pm|[ap]m)?)*"
    r"|[\d _.()x-]+"
    r"|[0-9a-f]{16,}"
    r"|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
    r")$",
    re.IGNORECASE,
)


@rule(
    severity="info",
    weight=2,
    evidence="official",
    of=images,
    source="https://developers.google.com/search/docs/appearance/google-images#use-descriptive-filenames",
)
def file_name(page: Page) -> Iterator[Finding]:
    """Image files are named after what they show.

    Why: Google takes clues about an image from its file name; “IMG_1234.jpg” has none.

    Fix: Rename the file in a few words joined by hyphens, such as chain-wear-gauge.jpg, before you publish it.

    Notes: Only images of your own site are judged. Google calls this a light clue and asks for short,
    descriptive names. An image that search engines know already keeps its name unless you redirect it.
    """
    own = own_host(page)
    proposed: dict[str, str] = {}
    for image in images(page):
        host = host_of(image.target)
        if (host and host != own) or image.target.startswith("data:") or "{" in image.target:
            continue
        name = unquote(image.target.partition("?")[0].partition("#")[0].rpartition("/")[2])
        stem, found = _EXTENSION.subn("", name)
        if found and _NAMELESS.match(stem):
            yield Finding(
                image.span,
                f"the file name {name[:60]} does not tell what the image shows",
                _fix(image, name, proposed),
            )


def _fix(image: Image, name: str, proposed: dict[str, str]) -> str:
    """Return what to call the file, another name for each; ``proposed`` has the files to which names were given."""
    words = re.findall(r"[^\W\d_]+", (image.alt or "").lower())[:5]
    if len(words) < 2:
        return ""
    stem, ending = "-".join(words), name.rpartition(".")[2]
    file = image.target.partition("?")[0].partition("#")[0]
    better, number = f"{stem}.{ending}", 1
    while proposed.setdefault(better, file) != file:
        number += 1
        better = f"{stem}-{number}.{ending}"
    return f"Rename the file after its content: {better}."
