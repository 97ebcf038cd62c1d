"""``links/opportunity``: see the docstring of the rule."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice
from typing import Annotated

from seoaudit.api import (
    LinkStyle,
    Mention,
    Meta,
    NotApplicable,
    Site,
    SiteFinding,
    mentions,
    quoted,
    rule,
    short_name,
)

_PATHS = "SELECT key, path FROM pages"


@rule(
    scope="site",
    severity="info",
    evidence="heuristic",
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
)
def opportunity(
    site: Site, *, per_page: Annotated[int, Meta(ge=1)] = 3, per_target: Annotated[int, Meta(ge=1)] = 10
) -> Iterator[SiteFinding]:
    """Where a page names another page of the site, it links there.

    Why: A reader who meets the name of something that you have explained elsewhere would like to get there, and
    search engines find and understand pages by such links: Google asks for a link to every page you care about, from
    at least one other page, in words that say where it leads.

    Fix: Make the words a link, if the page they lead to helps the reader at this place.

    Notes: A page is named by its keyphrase, its title, or the words with which at least two other pages link
    to it; the name has at least two words that carry a topic, or is one word written like no other (`createContext`).
    Names that stand on more than every tenth page, that several pages could claim, or that are the page's own keyphrase
    are left out, and so are pages that have nothing else in common. Of each page the `per-page` rarest names are told,
    of each target the `per-target` best places.
    """
    if site.value("SELECT COUNT(*) FROM pages WHERE error = ''") < 2:
        raise NotApplicable("there is only one page")
    paths = {row["key"]: row["path"] for row in site.query(_PATHS)}
    style = LinkStyle(site)
    for target, places in _by_target(site, per_page):
        for mention in places[:per_target]:
            left = len(places) - per_target
            more = f", as {left} more pages do" if mention is places[0] and left > 0 else ""
            here, there = (mention.source, paths[mention.source]), (target, paths[target])
            yield SiteFinding(
                mention.source,
                f"names {quoted(mention.name)} without a link to {short_name(paths[target], [here[1]])}{more}",
                f"Make the words a link: {style.link(mention.name, here, there)}",
                mention.span,
                (target,),
                mention.words,
            )


def _by_target(site: Site, per_page: int) -> Iterator[tuple[str, list[Mention]]]:
    """Yield each page that others name without a link, with the places, the weightiest first."""
    chosen: list[Mention] = []
    for _, own in groupby(mentions(site), lambda mention: mention.source):
        chosen += islice((mention for mention in own if not mention.linked), per_page)
    chosen.sort(key=lambda mention: (mention.target, -mention.weight, mention.source))
    for target, places in groupby(chosen, lambda mention: mention.target):
        yield target, list(places)
