from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated
from urllib.parse import unquote

from seoaudit.api import (
    Finding,
    Keyphrase,
    Link,
    Meta,
    NotApplicable,
    Page,
    coverage_in,
    external_links,
    host_of,
    inferred_note,
    internal_links,
    is_name,
    keyphrase,
    language,
    metadata,
    quoted,
    rule,
)

#: Where projects live: a link to one names the thing itself, and no page that is in the way.
_PROJECTS = (
    "bitbucket.org", "codeberg.org", "codepen.io", "crates.io", "github.com", "github.io", "gitlab.com", "gitlab.io", "npmjs.com",
    "packagist.org", "pypi.org", "rubygems.org", "sr.ht", "wikipedia.org",
)  # fmt: skip


@rule(
    severity="warning",
    weight=2.5,
    fault=True,
    evidence="convention",
    source="https://yoast.com/features/competing-links/",
)
def competing_link(page: Page, *, least_share: Annotated[float, Meta(gt=0, le=1)] = 0.4) -> Iterator[Finding]:
    """No link hands the page's own keyphrase to another page.

    Why: The text of a link tells search engines what its target is about. A link that carries the keyphrase
    recommends the other page for the very search this one wants to answer, and sends the reader there.

    Fix: Name in the link what is different about the other page, or drop the link.

    Notes: Elsewhere on the same site only a link text that is the keyphrase and nothing else counts, since an
    invitation such as “book a bike fitting” is no rival. On another site the keyphrase must make up two
    fifths of the words. What a text reads as if it were about is often the very thing that it should link to: an
    inferred keyphrase is judged only where all links that leave the site lead to one other, and the address of their
    target consists of it. A name does not compete with the page it names, and so a link to a project's
    repository, package or demo is left alone, and so is an encyclopedia.
    """
    phrase = keyphrase(page)
    candidates = [*internal_links(page), *external_links(page)]
    if not candidates:
        raise NotApplicable("the page links to no other page")
    # What an author hyphenates throughout is rather the name of a project than a phrase.
    if is_name(page) or (phrase.inferred and (phrase.length == 1 or "-" in phrase.text)):
        raise NotApplicable(f"a link that names {quoted(phrase.text)} does not compete for it")
    if phrase.inferred and not _sends_all_to_one_site(page):
        raise NotApplicable(
            "the keyphrase is inferred, and what it reads as if it were about is worth a link"
        )
    inside = set(internal_links(page))
    slug = metadata(page).slug.value
    for link in candidates:
        if not coverage_in(page, link.text).complete or (slug and _last_part(link.target) == slug):
            continue
        share = phrase.length / _content_words(page, link.text)
        if share < (1 if link in inside else least_share):
            continue
        if link not in inside and _is_project(host_of(link.target)):
            continue
        if phrase.inferred and (link in inside or not _claims(page, phrase, link)):
            continue
        where = "another page" if link in inside else host_of(link.target) or "another site"
        yield Finding(link.span, f"{quoted(link.text)} hands the keyphrase to {where}{inferred_note(page)}")


def _is_project(host: str) -> bool:
    return any(host == each or host.endswith(f".{each}") for each in _PROJECTS)


def _sends_all_to_one_site(page: Page) -> bool:
    return len({host_of(link.target) for link in external_links(page)}) == 1


def _claims(page: Page, phrase: Keyphrase, link: Link) -> bool:
    """Return whether the target's address is the keyphrase: a page that wants to be found for the same."""
    words = " ".join(re.findall(r"[^\W\d_]+", _last_part(link.target)))
    return coverage_in(page, words).complete and _content_words(page, words) == phrase.length


def _last_part(target: str) -> str:
    path = re.sub(r"^(?:[a-z]+:)?//[^/]*", "", target.partition("#")[0].partition("?")[0])
    return re.sub(r"\.(?:html?|mdx?)$", "", unquote(path.rstrip("/").rpartition("/")[2]))


def _content_words(page: Page, text: str) -> int:
    pack = language(page)
    grammar = pack.function_words if pack.has("function_words") else frozenset()
    words = re.split(r"[\s-]+", " ".join(pack.words(text)))
    return max(sum(word not in grammar for word in words), 1)
