"""What an element says of itself by tag, role and names: that it is furniture around the text, or the text.

Names are the words of class names and ids (``site-footer``, ``relatedPosts``). They are theme authors' habits, so
they count as hints only: *likely* furniture that holds most of a page's prose is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from seoaudit.lazy_regex import lazy_regex

#: *certain*: furniture wherever the page has other text. *likely*: furniture unless it holds most of the text.
#: *content*: it says that it is the text.
Verdict = Literal["", "certain", "likely", "content"]

_TAGS = frozenset(["nav", "aside", "footer", "dialog", "search"])
_ROLES = frozenset(
    ["navigation", "banner", "contentinfo", "complementary", "search", "dialog", "menu", "alertdialog"]
)
_WORD = lazy_regex(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
#: What others than the page's author have written, or what asks for consent.
_CERTAIN = frozenset(
    [
        "commentlist", "comments", "consent", "cookie", "cookies", "disqus", "gdpr", "outbrain", "respond",
        "taboola", "zergnet",
    ]
)  # fmt: skip
_LIKELY = frozenset(
    [
        "ad", "ads", "advert", "advertisement", "advertising", "adverts", "adsense", "breadcrumb", "breadcrumbs",
        "byline", "comment", "copyright", "dropdown", "flyout", "footer", "interstitial", "lightbox", "login",
        "menu", "menus", "meta", "metadata", "modal", "nav", "navbar", "navigation", "offcanvas",
        "pager", "pagination", "paywall", "popup", "prevnext", "recirc", "recirculation", "recommendations",
        "related", "relatedposts", "share", "shares", "sharedaddy", "sharing", "sidebar", "skip", "social",
        "sponsored", "subnav", "submenu", "toc", "trending", "widgets",
    ]
)  # fmt: skip
#: Furniture only together: a plan may be popular or recommended, posts that are so are teasers.
_PAIRS = (
    (
        frozenset(
            [
                "featured",
                "latest",
                "more",
                "most",
                "next",
                "other",
                "popular",
                "recent",
                "recommended",
                "similar",
            ]
        ),
        frozenset(["articles", "news", "popular", "posts", "read", "reading", "stories", "story", "videos"]),
    ),
    (frozenset(["author"]), frozenset(["about", "bio", "box", "card", "info", "profile"])),
    (frozenset(["tag", "tags"]), frozenset(["article", "cloud", "entry", "links", "list", "post"])),
)
#: Beside one of these a name speaks of a layout that *has* furniture somewhere.
_LAYOUT = frozenset(["and", "has", "layout", "main", "no", "not", "with", "without"])
_CONTENT = lazy_regex(
    r"(?:^|\s)(?:\S*[_-])?(?:article|entry|post|story|page|blog|news|body|main|content)[_-]{0,2}(?:body|content|text|copy)"
    r"(?:[_-]{1,2}(?:inner|wrap|wrapper|text|main))?(?:\s|$)|articleBody|articleContent|postContent",
    re.IGNORECASE,
)


def verdict(tag: str, attributes: Mapping[str, str]) -> Verdict:
    """Return what an element says of itself."""
    role = attributes.get("role", "")
    if tag in _TAGS or (role and role.lower() in _ROLES) or "hidden" in attributes:
        return "certain"
    if tag in ("body", "main", "article"):
        return ""
    style = attributes.get("style")
    if style and "display:none" in style.replace(" ", "").lower():
        return "certain"
    if attributes.get("aria-hidden") == "true":
        return "certain"
    if attributes.get("itemprop") == "articleBody":
        return "content"
    classes, id_ = attributes.get("class", ""), attributes.get("id", "")
    if id_ and (tag == "section" or classes == "section"):
        id_ = ""  # made of its heading, which may well speak of comments or cookies
    said = of_names(classes[:300], id_[:100]) if classes or id_ else ""
    return "" if said == "likely" and tag == "form" else said


@lru_cache(maxsize=4096)
def of_names(classes: str, id_: str) -> Verdict:
    """Return what class names and an id say."""
    names = f"{classes} {id_}"
    for name in names.split():
        words = frozenset(map(str.lower, _WORD.findall(name)))
        if not _LAYOUT.isdisjoint(words):
            continue
        if not _CERTAIN.isdisjoint(words):
            return "certain"
        if not _LIKELY.isdisjoint(words):
            return "likely"
        if any(not (one.isdisjoint(words) or other.isdisjoint(words)) for one, other in _PAIRS):
            return "likely"
    return "content" if _CONTENT.search(names) else ""
