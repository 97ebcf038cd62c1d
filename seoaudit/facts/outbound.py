"""Links to other sites, each address once, and whether it can be reached."""

from __future__ import annotations

import msgspec

from seoaudit.context import Reach
from seoaudit.facts.fact import fact
from seoaudit.facts.links import external_links
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import NotApplicable
from seoaudit.page import Link, Page
from seoaudit.quotation import quoted
from seoaudit.site.urls import join, split

#: Characters of an address that messages show.
_LONGEST = 90
#: What is still to be filled in, by a template or a reader.
_UNFINISHED = lazy_regex(r"\{[{%#]|<[%?]|\$\{|%[{(]|[<>{}]|(?<!/)[=/]\[[A-Za-z]")
#: Names that are reserved for examples, tests and one's own machine (RFC 2606, 6761, 6762, 8375).
_RESERVED = lazy_regex(
    r"(?:^|\.)(?:example\.(?:com|net|org|edu)|example|test|invalid|localhost|local|internal|onion|home\.arpa)$"
)


class OutboundLink(msgspec.Struct, frozen=True):
    """An address of another site: the first link to it, how many there are, and whether it can be reached."""

    address: str
    link: Link
    reach: Reach
    times: int = 1

    @property
    def phrase(self) -> str:
        """Return the beginning of a message: “our guide” leads to https://example.org/guide."""
        text, address = self.link.text, self.address
        is_address = "." in text and text in self.link.target
        name = quoted(text) if text and not is_address else "this link"
        more = f" ({self.times} links)" if self.times > 1 else ""
        return (
            f"{name} leads to {address if len(address) <= _LONGEST else address[: _LONGEST - 1] + '…'}{more}"
        )

    @property
    def answer(self) -> str:
        """Return the end of a message: its site answers “404 Not Found”, or why there is no answer."""
        status, reason = self.reach.status, self.reach.reason
        return f"its site answers “{reason}”" if status and reason.startswith(str(status)) else reason


@fact
def outbound_addresses(page: Page) -> dict[str, tuple[Link, int]]:
    """Return what the main content links to on other sites, by address: the first link to it and how many there are.

    Addresses are as browsers write them, without fragments. Left out is what cannot be asked: addresses with a template
    in them, and names that are reserved for examples.
    """
    found: dict[str, tuple[Link, int]] = {}
    for link in external_links(page):
        target = link.target.strip()
        if _UNFINISHED.search(target):
            continue
        address = join("https://site.invalid/", target).partition("#")[0]
        host = split(address).host.partition(":")[0].rstrip(".")
        if not address.startswith("http") or "." not in host or _RESERVED.search(host):
            continue
        first, times = found.get(address, (link, 0))
        found[address] = first, times + 1
    return found


@fact
def outbound_links(page: Page) -> tuple[OutboundLink, ...]:
    """Return the addresses of other sites that were tried. Raises ``NotApplicable`` where none was asked for."""
    reached = page.context.reached
    if reached is None:
        raise NotApplicable("links to other sites are tried with --check-external only")
    return tuple(
        OutboundLink(address, link, reached[address], times)
        for address, (link, times) in outbound_addresses(page).items()
        if address in reached
    )
