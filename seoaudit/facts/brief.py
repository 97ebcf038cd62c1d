"""Pages that are short on purpose: they point elsewhere, note something down, or show what has no words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Literal

from seoaudit.facts.fact import fact
from seoaudit.facts.text import word_count
from seoaudit.lazy_regex import lazy_regex
from seoaudit.page import Page

#: ``pointer``: its front matter names the address of the text, elsewhere. ``note``: filed as a note, a link, a quote.
#: ``record``: an entry of a collection that a template shows with its data, such as a talk, a project, a person.
#: ``player``: a film, a recording or a frame is what there is to see. ``""``: none of these, or long all the same.
Brevity = Literal["", "pointer", "note", "record", "player"]

#: From so many words on a page is a text, whatever it is filed as.
_ENOUGH = 300
_ELSEWHERE = frozenset(
    """
    bookmark-of bookmark_of external external-link external-url external_link external_url externallink externalurl
    in-reply-to in_reply_to like-of like_of link link-url link_url linkurl original_link original_url originalurl
    repost-of repost_of
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
_NOTES = frozenset(
    """
    aside asides bookmark bookmarks like likes link linkblog links micro microblog note notes quote quotes replies
    reply repost reposts status statuses til tils
    """.split()  # noqa: SIM905
)
_RECORDS = frozenset(
    """
    audio author authors episode episodes event events gallery image images job jobs member members people person
    photo photos podcast podcasts presentation presentations project projects publication
    publications recipe recipes slides snippet snippets speaker speakers talk talks team video videos
    """.split()  # noqa: SIM905
)
_ADDRESS = lazy_regex(r"https?://[^\s\"']")
_PLAYER = lazy_regex(r"<(?:video|audio|lite-[a-z]+|[a-z]+-(?:player|video|audio|youtube))\b", re.IGNORECASE)
_FRAME = lazy_regex(r"<(?:iframe|embed|object)\b", re.IGNORECASE)
#: In a built page a frame may be the template's, a counter for one; these show something.
_SHOWING_FRAME = lazy_regex(
    r"<iframe\b[^<>]{0,500}?\bsrc\s*=\s*[\"']?(?:https?:)?//[^\"'\s>]{0,60}?"
    r"(?:youtube|youtu\.be|vimeo|spotify|soundcloud|bandcamp|podcast|transistor|buzzsprout|simplecast|megaphone"
    r"|twitch|wistia|loom|codepen|slideshare|speakerdeck|peertube|ted\.com|mixcloud|dailymotion)",
    re.IGNORECASE,
)
#: Tags of Liquid and Nunjucks that steer what stands around them and show nothing themselves.
_STEERING = frozenset(
    """
    assign block break capture case comment cycle decrement elif else elseif elsif extends filter for from highlight
    if import increment link macro post_url raw set unless verbatim when with
    """.split()  # noqa: SIM905
)


@fact
def short_on_purpose(page: Page) -> Brevity:
    """Return why a page of fewer than 300 words need not be longer; ``""`` where nothing says so."""
    if word_count(page) >= _ENOUGH:
        return ""
    matter = page.front_matter
    if matter is not None and any(
        _is_address(value) for key, value in matter.data.items() if key.lower() in _ELSEWHERE
    ):
        return "pointer"
    named = [part.lower().lstrip("_") for part in PurePath(page.source.name).parts[:-1]]
    if matter is not None:
        named += [str(matter.get(key) or "").lower() for key in ("layout", "type")]
    if not _NOTES.isdisjoint(named):
        return "note"
    if not _RECORDS.isdisjoint(named):
        return "record"
    return "player" if _shows(page) else ""


def _is_address(value: object) -> bool:
    if isinstance(value, Mapping):
        value = value.get("url") or value.get("href")
    return isinstance(value, str) and _ADDRESS.match(value.strip()) is not None


def _shows(page: Page) -> bool:
    source = page.source.text
    if _PLAYER.search(source):
        return True
    if page.source.media == "html":
        return _SHOWING_FRAME.search(source) is not None
    return _FRAME.search(source) is not None or any(
        component.syntax in ("shortcode", "jsx")
        or (
            component.syntax == "liquid"
            and component.name not in _STEERING
            and not component.name.startswith(("end", "/"))
        )
        for component in page.components
    )
