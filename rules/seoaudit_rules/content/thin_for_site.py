from __future__ import annotations

from collections.abc import Iterator
from math import exp, log
from typing import Annotated

from seoaudit.api import Meta, NotApplicable, Site, SiteFinding, is_news, rule

_LANGUAGES = """
    SELECT language FROM pages
    WHERE indexable = 1 AND kind = 'post' AND words > 0
    GROUP BY language HAVING COUNT(*) >= ? ORDER BY language
"""
_POSTS = """
    SELECT key, title, words FROM pages
    WHERE indexable = 1 AND kind = 'post' AND language = ? AND words > 0 ORDER BY key
"""


@rule(
    scope="site",
    severity="info",
    evidence="convention",
    source="https://docs.squirrelscan.com/rules/content/word-count",
    default=False,
)
def thin_for_site(
    site: Site,
    *,
    least_pages: Annotated[int, Meta(ge=3)] = 8,
    share: Annotated[float, Meta(gt=0, lt=1)] = 0.5,
    deviations: Annotated[float, Meta(ge=0)] = 3,
) -> Iterator[SiteFinding]:
    """A post is not far shorter than the site's others.

    Why: What a reader of the site has come to expect of a post is what its other posts give. One that says a fraction of
    it is often a draft, a stub or a note that belongs into another post.

    Fix: Finish the text, merge it into a post on the same subject, or publish it where short notes are expected.

    Notes: Posts of one language are compared, from `least-pages` of them on. One is far shorter when it has less than
    `share` of the median's words and lies more than `deviations` median absolute deviations below it, both taken on a
    logarithmic scale, because lengths are spread that way. News are left out: an announcement may be short. Off by
    default: on edited sites half of what it finds is short on purpose.
    """
    from statistics import median  # slow to import, and only sites ask this

    languages = [row["language"] for row in site.query(_LANGUAGES, least_pages)]
    if not languages:
        raise NotApplicable(f"there are fewer than {least_pages} posts of one language")
    for language in languages:
        posts = list(site.query(_POSTS, language))
        middle = median(post["words"] for post in posts)
        spread = median(abs(log(post["words"] / middle)) for post in posts)
        limit = middle * min(share, exp(-deviations * spread))
        for post in posts:
            if post["words"] < limit and not is_news(post["title"]):
                yield SiteFinding(
                    post["key"],
                    f"has {post['words']:,} words; half of the site's posts have {middle:,.0f} or more",
                )
