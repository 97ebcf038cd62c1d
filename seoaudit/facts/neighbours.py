"""Where the page's own-site links and images lead, as the site around it says.

All facts here raise ``NotApplicable`` where nothing is known of that site.
"""

from __future__ import annotations

import msgspec

from seoaudit.context import Asset, Neighbours, Resolution
from seoaudit.facts.fact import fact
from seoaudit.facts.links import links
from seoaudit.facts.structure import images
from seoaudit.model import NotApplicable
from seoaudit.page import Image, Link, Page

#: What a component or shortcode makes of a relative address is its own affair.
_MADE = ("component", "shortcode")


class LinkedTarget(msgspec.Struct, frozen=True):
    """Something that the page links to: the first link to it, where that leads, and how many links there are."""

    link: Link
    found: Resolution
    times: int = 1


class ShownImage(msgspec.Struct, frozen=True):
    """An image of the page, where its address leads, and its file where the site has it."""

    image: Image
    found: Resolution
    asset: Asset | None = None


def neighbours_of(page: Page) -> Neighbours:
    """Return the site around the page; raises ``NotApplicable`` where nothing is known of it."""
    neighbours = page.context.neighbours
    if neighbours is None:
        raise NotApplicable("nothing is known of the site around the page")
    return neighbours


def where(page: Page, address: str) -> Resolution:
    """Return where an address leads that the page names elsewhere than in a link, as if it were one."""
    return neighbours_of(page).resolve(address)


@fact
def linked_targets(page: Page) -> tuple[LinkedTarget, ...]:
    """Return what the main content links to on its own site, each once, fragments aside; the unknown is left out."""
    return _distinct(page, with_fragment=False)


@fact
def linked_fragments(page: Page) -> tuple[LinkedTarget, ...]:
    """Return the fragments that the main content links to, each once, where it can be told whether they are there."""
    return tuple(
        each for each in _distinct(page, with_fragment=True) if each.found.fragment_found is not None
    )


def _distinct(page: Page, *, with_fragment: bool) -> tuple[LinkedTarget, ...]:
    neighbours = neighbours_of(page)
    found: dict[tuple[str, str], LinkedTarget] = {}
    for link in links(page):
        target = link.target.strip()
        if not target or (target.startswith("#") and not with_fragment):
            continue
        resolution = neighbours.resolve(target)
        if not _tells(resolution, target, link.origin):
            continue
        fragment = resolution.fragment if with_fragment else ""
        place = resolution.path or resolution.file
        if resolution.status == "redirect":  # two old addresses of one page are two redirects
            place = target.partition("#")[0]
        known = found.get((place, fragment))
        if known is None:
            found[place, fragment] = LinkedTarget(link, resolution)
        else:
            found[place, fragment] = msgspec.structs.replace(known, times=known.times + 1)
    return tuple(found.values())


def _tells(found: Resolution, target: str, origin: str) -> bool:
    if found.status in ("elsewhere", "unknown"):
        return False
    return not (found.status == "missing" and origin in _MADE and not target.startswith(("/", "http")))


@fact
def shown_images(page: Page) -> tuple[ShownImage, ...]:
    """Return the main content's images of its own site; those of which nothing can be said are left out."""
    neighbours = neighbours_of(page)
    shown = []
    for image in images(page):
        target = image.target.strip()
        if not target:
            continue
        found = neighbours.resolve(target)
        if not _tells(found, target, image.origin):
            continue
        asset = neighbours.asset(found.file) if found.status == "asset" else None
        shown.append(ShownImage(image, found, asset))
    return tuple(shown)


@fact
def loaded_images(page: Page) -> tuple[ShownImage, ...]:
    """Return the images that readers load as the site's repository has them, each file once."""
    found: dict[str, ShownImage] = {}
    for each in shown_images(page):
        if each.asset is not None and each.asset.as_it_is:
            found.setdefault(each.asset.file, each)
    return tuple(found.values())
