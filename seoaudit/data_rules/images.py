"""Rules about images: captions, text alternatives, formats, sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from seoaudit.data_rules.kind import Compiled, Kind, Workshop, quoted_list
from seoaudit.data_rules.limits import Phrase
from seoaudit.data_rules.wildcards import matches
from seoaudit.facts.structure import images
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Finding
from seoaudit.page import Image, Page

_ENDING = lazy_regex(r"\.([A-Za-z0-9]{2,5})(?:[?#].*)?$")
#: A line of nothing but emphasis below an image is its caption.
_EMPHASISED = lazy_regex(
    r"\A[ \t]*(?:\r?\n[ \t]*){1,2}(?P<mark>[*_]{1,3})[^\s*_][^\n]*?(?P=mark)[ \t]*(?:\r?\n|\Z)"
)
_CAPTION_ATTRIBUTES = ("caption", "title", "figcaption", "legend")
_SAME = {"jpeg": "jpg"}


class ImageRule(Kind, frozen=True, kw_only=True, tag="image"):
    """What images have to have, and where they may come from."""

    about: ClassVar[str] = (
        "What images have: a caption, a text alternative, one of some formats; sources they must not have."
    )
    default_message: ClassVar[str] = "{problem}"
    default_fix: ClassVar[str] = "{remedy}"
    placeholders: ClassVar[tuple[str, ...]] = ("problem", "remedy", "target", "alt", "match")
    one_of: ClassVar[tuple[str, ...]] = ("caption", "alt", "formats", "forbidden")

    caption: Annotated[
        bool,
        Meta(
            description="Whether each image has a caption: a title, a figcaption, or a line in italics right below."
        ),
    ] = False
    alt: Annotated[
        bool, Meta(description="Whether each image has a text alternative, decorative ones too.")
    ] = False
    formats: Annotated[
        tuple[Phrase, ...], Meta(max_length=50, description="The file types there may be: “webp”, “svg” …")
    ] = ()
    forbidden: Annotated[
        tuple[Phrase, ...], Meta(max_length=1_000, description="Targets that no image has; “*” is anything.")
    ] = ()

    def summary(self) -> str:
        """Return what the rule asks for."""
        parts = []
        if self.caption:
            parts.append("have a caption")
        if self.alt:
            parts.append("have an alt text")
        if self.formats:
            parts.append(f"are {' or '.join(self.formats)}")
        if self.forbidden:
            parts.append(f"are not {quoted_list(self.forbidden)}")
        return f"Images {', '.join(parts)}."

    def compiled(self, tools: Workshop) -> Compiled:
        """Return the rule's working parts."""

        def judge(page: Page) -> Iterator[Finding]:
            for image in images(page):
                for problem, remedy in self._faults(page, image):
                    values = {
                        "problem": problem, "remedy": remedy, "target": image.target, "alt": image.alt or "",
                        "match": image.target,
                    }  # fmt: skip
                    yield Finding(image.span, tools.message(values), tools.fix(values))

        return Compiled(judge, images)

    def _faults(self, page: Page, image: Image) -> Iterator[tuple[str, str]]:
        if self.caption and not has_caption(page, image):
            yield (
                "the image has no caption",
                'Write a line in italics below it, or a title: ![alt](file "caption").',
            )
        if self.alt and not (image.alt or "").strip():
            yield "the image has no alt text", "Say what it shows."
        ending = _ENDING.search(image.target)
        if self.formats and ending:
            kind = _kind(ending[1])
            if kind not in {_kind(each.lstrip(".")) for each in self.formats}:
                wanted = " or ".join(self.formats)
                yield f"the image is {kind}, not {wanted}", f"Save it as {wanted}."
        if self.forbidden and matches(image.target, self.forbidden):
            yield f"no image should come from {image.target}", "Take another one."


def _kind(ending: str) -> str:
    return _SAME.get(ending.lower(), ending.lower())


def has_caption(page: Page, image: Image) -> bool:
    """Return whether an image has a caption that readers see."""
    if image.title.strip():
        return True
    for part in page.components:
        inside = part.span.start <= image.span.start and image.span.end <= part.span.end
        if inside and any(part.attributes.get(name, "").strip() for name in _CAPTION_ATTRIBUTES):
            return True
    source = page.source.text
    if _EMPHASISED.match(source[image.span.end : image.span.end + 1_000]):
        return True
    return _in_figure(page, image)


def _in_figure(page: Page, image: Image) -> bool:
    """Return whether the image and a caption stand in one figure."""
    source = page.source.text
    begin = source.rfind("<figure", 0, image.span.start)
    if begin < 0 or source.find("</figure", begin, image.span.start) >= 0:
        return False
    end = source.find("</figure", image.span.end)
    return any(
        block.kind == "caption" and begin < block.span.start < (end if end >= 0 else len(source))
        for block in page.blocks
    )
