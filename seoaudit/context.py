"""What a page is told besides its bytes: settings, the response it came in, the site and the web around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

import msgspec

if TYPE_CHECKING:
    from seoaudit.page import Page

LinkStatus = Literal["page", "asset", "generated", "redirect", "missing", "elsewhere", "unknown"]


class Resolution(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a link of a page leads, as the site's generator would resolve it.

    ``status``: a *page* made from a content file; an *asset*, a file copied or beside the page; a page that the
    generator makes (*generated*: feeds, taxonomies, pagination); a *redirect*; *missing* from the site;
    *elsewhere*, outside of it; *unknown* where that cannot be said without building the site. ``path`` is
    the published path (no query, no fragment; of a redirect where it ends), ``file`` the file behind it
    relative to the site's root. ``fragment`` is percent-decoded; ``fragment_found`` is ``None`` where the
    target's fragments cannot be known. ``hops`` counts redirects on the way. ``meant`` is what the author
    probably meant, written as a link that would work; empty when nothing comes close. ``lasting``: a redirect is permanent
    and of this one path, so that a link may lead to its end. ``published`` is false
    for a page that the build leaves out, and ``left_out`` says why: *draft*, *expired* or *scheduled*. Readers of
    a published page do not find it: it is *missing*.
    """

    status: LinkStatus
    path: str = ""
    file: str = ""
    fragment: str = ""
    fragment_found: bool | None = None
    hops: int = 0
    meant: str = ""
    published: bool = True
    left_out: str = ""
    lasting: bool = False


class Asset(msgspec.Struct, frozen=True, omit_defaults=True):
    """A local file that a page shows: its bytes, and for an image its format and size in pixels (0: not known).

    ``as_it_is`` is false where the build makes smaller versions of it, so that its size is not what readers load.
    """

    file: str
    size: int
    format: str = ""
    width: int = 0
    height: int = 0
    as_it_is: bool = True


ReachVerdict = Literal["ok", "moved", "broken", "unverified"]


class Reach(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whether an address of another site can be reached.

    ``moved``: it can, and has moved for good to ``target``. ``broken``: there is nothing. ``unverified``: it was refused, late
    or out of order, which may be different for readers, or tomorrow. ``status`` is that of the last answer (0: there
    was none), ``reason`` says it to people: “404 Not Found”, “there is no host example.org”.
    """

    verdict: ReachVerdict
    status: int = 0
    reason: str = ""
    target: str = ""


class Neighbours(Protocol):
    """What one page may ask of the site around it. The answers belong to what its audit depends on."""

    def see(self, page: Page) -> None:
        """Take note of the page itself, before the first question."""
        ...

    def resolve(self, target: str) -> Resolution:
        """Return where a link or image target, as written on this page, leads."""
        ...

    def asset(self, file: str) -> Asset | None:
        """Return what is known of a file of the site (relative to its root)."""
        ...


class PublishedLink(NamedTuple):
    """A link of a published page: its text, white space folded, and the key of its target (see ``Published``)."""

    text: str
    target: str


class Published(msgspec.Struct, frozen=True):
    """What is published of a draft: the page as readers and search engines get it.

    ``address`` is the file or URL that it was read from, ``url`` its own address where that is known. ``canonical`` is
    absolute, empty where the page names none; ``noindex`` says by what the page is kept out of the index. ``links`` are
    all links of the page; their targets are keys: the path for the page's own host, host and path for others. ``text``
    is all text of the page, lower-case words with one blank between them. ``sends_on``: the page does nothing but send
    its visitors to another address.
    """

    address: str
    url: str = ""
    status: int = 200
    title: str = ""
    description: str = ""
    headings: tuple[str, ...] = ()
    canonical: str = ""
    noindex: str = ""
    links: tuple[PublishedLink, ...] = ()
    text: str = ""
    sends_on: bool = False


class Context(msgspec.Struct, frozen=True):
    """What the configuration says of this page: everything a rule may depend on besides the bytes.

    ``keyphrase_is_final``: it comes from the command line and beats the page's own. ``site_url`` is the published site's address, ``generator`` decides whether the theme renders the
    front-matter title as the page's H1, ``today`` (ISO date) is given so that no rule reads a clock.
    ``status`` and ``headers`` (names and values as received) are those of the response, for a page that was
    fetched, ``seconds`` passed until it began (0: not fetched, or not measured). ``path`` is the published path where the site's generator tells it (see ``seoaudit.site.model``),
    ``published`` is false for a file that the site leaves out or does not show yet;
    ``neighbours`` is the site around the page, ``None`` when nothing is known of it. ``counterpart`` is what is
    published of the draft, where the two are to be compared, ``unrendered`` the page before scripts ran, where a browser
    has run them. ``reached`` tells of the page's links to other sites, by
    their addresses without fragments; ``None``: nobody has tried them.
    """

    keyphrase: str = ""
    keyphrase_is_final: bool = False
    language: str = ""
    site_url: str = ""
    url: str = ""
    path: str = ""
    published: bool = True
    profile: str = "post"
    title_is_h1: bool | None = None
    today: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 200
    seconds: float = 0.0
    neighbours: Neighbours | None = None
    counterpart: Published | None = None
    unrendered: Published | None = None
    reached: Mapping[str, Reach] | None = None
