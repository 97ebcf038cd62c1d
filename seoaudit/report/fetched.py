"""What a report says of fetching: how a live page answered, and what was asked of its site."""

from __future__ import annotations

import msgspec


class Redirection(msgspec.Struct, frozen=True, gc=False):
    """A redirect on the way to a page: the address that was asked, and the status of its answer."""

    url: str
    status: int


class FetchFacts(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """How a live page answered.

    ``seconds`` passed from the request to the end of the headers (0: not known), ``size`` are the bytes of the body,
    ``transferred`` those that came over the wire. ``redirects`` led there.
    """

    status: int
    seconds: float = 0.0
    size: int = 0
    transferred: int = 0
    media_type: str = ""
    redirects: tuple[Redirection, ...] = ()


class CrawlFacts(msgspec.Struct, frozen=True, gc=False):
    """What was asked of a live site.

    ``answers`` counts addresses by what they answered: *page*, *file*, *redirect*, *missing* (404, 410), *refused*
    (other 4xx), *error* (5xx) and *none* (no answer). ``ended`` says why the crawl ended early (``""``: it did not), ``waiting``
    how many known addresses it had not asked by then, and ``trouble`` in words what kept it from them;
    ``left_out`` counts those that were not to be asked, by reason. ``copy_of`` is the site that this looks like a copy of, by its
    canonical links or sitemaps (``https://example.org``). What was asked to find robots.txt and sitemaps is not counted.
    """

    answers: dict[str, int]
    ended: str = ""
    waiting: int = 0
    left_out: dict[str, int] = {}
    trouble: str = ""
    copy_of: str = ""
