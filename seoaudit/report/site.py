"""What a report says of a whole site: faults that only all pages together show, and its links in figures."""

from __future__ import annotations

from typing import Literal

import msgspec

from seoaudit.model import Outcome, Severity
from seoaudit.report.fetched import CrawlFacts
from seoaudit.report.page import Location, SuppressedFinding


class ReportedSiteFinding(msgspec.Struct, frozen=True, gc=False):
    """One fault of the site: the page it is reported on, the place there, and the other pages concerned.

    ``headline`` says of all of them, in sentences that stand by themselves, what is wrong and what to do; it is set on
    the finding of the page to begin with, and empty on the others. ``merge_into`` is the path of the page that is to
    take this one in.
    """

    path: str
    location: Location
    message: str
    fix: str
    excerpt: str = ""
    excerpt_column: int = 1
    related: tuple[str, ...] = ()
    headline: str = ""
    merge_into: str = ""


class SiteResult(msgspec.Struct, frozen=True, gc=False):
    """What one site rule said. ``pages``: how many pages have a finding; ``left_out``: findings not listed."""

    rule: str
    outcome: Outcome
    severity: Severity
    pages: int = 0
    findings: tuple[ReportedSiteFinding, ...] = ()
    left_out: int = 0
    reason: str = ""


#: Where templates make faults: in the *head*, in the *page* as a whole (something is missing), or in the *frame*
#: around the main content (header, navigation, footer).
TemplatePart = Literal["head", "page", "frame"]


class TemplateFault(msgspec.Struct, frozen=True, gc=False):
    """The same fault at the same place of a template, on many pages: it is mended once.

    ``example`` is the first page that has it, ``location`` its place there. ``lost`` are the points that it costs
    each of the pages: what stands in the frame costs none.
    """

    rule: str
    severity: Severity
    message: str
    fix: str
    pages: int
    example: str
    location: Location
    excerpt: str = ""
    part: TemplatePart = "frame"
    lost: float = 0.0


class LinkedPage(msgspec.Struct, frozen=True, gc=False):
    """A page with the number of pages whose main content links to it."""

    path: str
    linked_from: int


class LinkedSection(msgspec.Struct, frozen=True, gc=False):
    """A section of a site with its pages, and its links to each section, in the order of ``LinkGraph.sections``."""

    name: str
    pages: int
    links: tuple[int, ...]


class LinkGraph(msgspec.Struct, frozen=True, gc=False):
    """The internal links in figures.

    ``links`` counts pairs of pages, ``broken`` links that lead nowhere. ``unlinked``: pages that no other
    page links to; ``dead_ends``: pages that link to none. ``depths``: pages by clicks from the home page (index
    0: the home page itself), ``unreachable`` those beyond its reach; both are empty or 0 without a home page.
    """

    pages: int
    links: int
    broken: int = 0
    unlinked: int = 0
    dead_ends: int = 0
    depths: tuple[int, ...] = ()
    unreachable: int = 0
    most_linked: tuple[LinkedPage, ...] = ()
    sections: tuple[LinkedSection, ...] = ()


class SiteReport(msgspec.Struct, frozen=True, gc=False):
    """What only all pages together show.

    ``generator`` is empty for a plain folder. ``whole``: every published page of the site was read, so that
    orphans can be told. ``built``: the pages are built HTML, with navigation. ``distribution`` counts pages by
    score: 0–9, 10–19, … 90–100. ``left_out`` counts files in its folders that the site makes no page of; they were not
    audited. ``crawl`` is set where the pages were fetched. ``url_inferred``: ``url`` is what nearly all canonical links
    agree on, and nothing else tells it.
    """

    root: str
    generator: str
    url: str
    pages: int
    whole: bool
    built: bool
    results: tuple[SiteResult, ...]
    distribution: tuple[int, ...]
    graph: LinkGraph
    templates: tuple[TemplateFault, ...] = ()
    suppressed: tuple[SuppressedFinding, ...] = ()
    left_out: int = 0
    crawl: CrawlFacts | None = None
    url_inferred: bool = False
