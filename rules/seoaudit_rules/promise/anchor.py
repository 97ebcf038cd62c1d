from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from seoaudit.api import (
    Meta,
    NotApplicable,
    Site,
    SiteFinding,
    Span,
    is_collection,
    lazy_regex,
    quoted,
    rule,
    short_name,
    stems_said,
    variant_names,
)

#: Links of main texts to other pages of the same language, by target, with what announces it.
_LINKS = """
    SELECT links.source AS source, links.target AS target, links.anchor AS anchor, links.anchor_stems AS anchor_stems,
           links.href AS href, links.start_at AS start_at, links.end_at AS end_at, sources.path AS source_path,
           pages.key AS key, pages.path AS path, pages.variant AS variant, pages.announced AS announced,
           pages.keyphrase_stems AS keyphrase_stems
    FROM links JOIN pages ON pages.key = links.target JOIN pages AS sources ON sources.key = links.source
    WHERE links.main = 1 AND links.status = 'page' AND links.source <> links.target AND links.anchor_stems <> ''
      AND pages.language = sources.language AND pages.announced <> '' AND pages.words >= ?
    ORDER BY links.target, links.source, links.start_at
"""
_NAMES = """
    SELECT key, path, variant, language, title_stems FROM pages
    WHERE indexable = 1 AND title_stems <> '' AND kind <> 'part' ORDER BY key
"""
#: Words of a link that names a page.
_NAME = 3
_INDEX = lazy_regex(r"_?index\.\w+$")
_WORD = lazy_regex(r"[^\W_]+")


@rule(
    scope="site",
    severity="info",
    evidence="heuristic",
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable#anchor-text",
)
def anchor(site: Site, *, least_words: Annotated[int, Meta(ge=0)] = 50) -> Iterator[SiteFinding]:
    """A link that names a page leads to that page.

    Why: Readers and search engines take the words of a link for what is behind it. A link that says “Pricing” and ends
    on a page that says nothing of prices disappoints the one and misleads the other.

    Fix: Link to the page that the words name, or let the words say what the linked page is about.

    Notes: A link is reported when none of the content words of its text stands anywhere in the linked page, its title,
    headings and address included, and either the words are the title or the slug of another page, or the link leads to the home
    page. Targets of fewer than `least-words` words, which may be made by templates, and targets in another language are
    left alone. Whether a text such as “here” says anything is another rule's question.
    """
    silent = list(_silent(site, least_words))
    if not silent:
        if site.value("SELECT 1 FROM links WHERE main = 1 AND status = 'page' AND source <> target") is None:
            raise NotApplicable("no page links to another one of the site")
        return
    names = _names(site)
    for link in silent:
        words = _WORD.findall(link["anchor"].lower())
        meant = names.get(frozenset(link["anchor_stems"].split())) or names.get(frozenset(["-".join(words)]))
        if meant is not None and _is_name(link["anchor"]):
            if meant["key"] != link["source"] and not _belong_together(site, link, meant):
                yield _finding(link, f"not to {short_name(meant['path'], [link['path']])}", (meant["key"],))
        elif link["target"] == site.home and len(words) <= _NAME and _is_name(link["anchor"]):
            yield _finding(link, "the home page, which says nothing of it", ())


def _silent(site: Site, least_words: int) -> Iterator[Any]:
    """Yield the links whose words the target does not know."""
    target = ""
    said: frozenset[str] = frozenset()
    for link in site.query(_LINKS, least_words):
        if link["target"] != target:
            target = link["target"]
            said = frozenset(f"{link['announced']} {link['keyphrase_stems']}".split())
        stems = link["anchor_stems"].split()
        if not said.isdisjoint(stems):
            continue
        address = f"{link['href']} {site.url}".lower()
        if stems_said(site, target).isdisjoint(stems) and not any(stem in address for stem in stems):
            yield link


def _names(site: Site) -> dict[frozenset[str], Any]:
    """Return pages by the content words of their titles, and by their slugs; what several pages have names none."""
    found: dict[frozenset[str], Any] = {}
    for page in site.query(_NAMES):
        slug = short_name(page["path"], limit=200).rstrip("/").partition(".")[0].lower()
        for name in {frozenset(page["title_stems"].split()), frozenset([slug])}:
            found[name] = None if name in found else page
    return {stems: page for stems, page in found.items() if page is not None}


def _is_name(text: str) -> bool:
    """Return whether a text could be the name of a page: several words or a proper one, not “docs” or “homepage”."""
    words = _WORD.findall(text)
    return (len(words) > 1 or not text.islower()) and not any(is_collection(word) for word in words)


def _belong_together(site: Site, link: Any, meant: Any) -> bool:  # noqa: ANN401 - rows of a query
    """Return whether the target is another version of the page that the words name, or in its section."""
    folder = _INDEX.sub("", meant["key"])
    inside = folder.endswith("/") and link["key"].startswith(folder)
    return inside or len(set(variant_names(site, [link, meant]))) == 1


def _finding(link: Any, where: str, related: tuple[str, ...]) -> SiteFinding:  # noqa: ANN401 - a row of a query
    leads = (
        where
        if where.startswith("the home")
        else f"{short_name(link['path'], [link['source_path']])}, {where}"
    )
    return SiteFinding(
        link["source"],
        f"{quoted(link['anchor'], 30)} leads to {leads}",
        "",
        Span(link["start_at"], link["end_at"]),
        (link["target"], *related),
    )
