from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from seoaudit.api import MAX_RELATED, Meta, NotApplicable, Site, SiteFinding, is_paginated, quoted, rule

_FILES = "SELECT file, problem, urls FROM sitemap_files ORDER BY file"
_INDEXABLE = """
    SELECT pages.key AS key, pages.section AS section, COUNT(sitemap.key) AS listed
    FROM pages LEFT JOIN sitemap ON sitemap.key = pages.key
    WHERE pages.indexable = 1 AND pages.kind <> 'part'
    GROUP BY pages.key, pages.section
    ORDER BY pages.key
"""
_LISTED = """
    SELECT sitemap.file AS file, sitemap.line AS line, sitemap.address AS address, sitemap.key AS key,
           CASE WHEN sitemap.status = 'missing' THEN 'missing'
                WHEN sitemap.status = 'redirect' THEN 'redirect'
                WHEN sitemap.status = 'elsewhere' THEN 'elsewhere'
                WHEN pages.noindex = 1 THEN 'noindex'
                WHEN pages.canonical NOT IN ('', pages.key) THEN 'canonical'
                WHEN pages.status <> 200 THEN 'status'
                ELSE '' END AS fault
    FROM sitemap LEFT JOIN pages ON pages.key = sitemap.key
    ORDER BY sitemap.file, sitemap.line, sitemap.address
"""
#: What is wrong with addresses that should not be listed, for one and for several.
_FAULTS = {
    "missing": ("an address that does not exist", "addresses that do not exist"),
    "redirect": ("an address that redirects", "addresses that redirect"),
    "elsewhere": ("an address of another site", "addresses of other sites"),
    "noindex": ("a page that is marked noindex", "pages that are marked noindex"),
    "canonical": ("a page whose canonical is another", "pages whose canonical is another"),
    "status": ("a page that answers with an error", "pages that answer with errors"),
}
#: What a server shows where there is no page.
_NO_PAGES = ("404", "404.html")
_REMEDIES = {
    "missing": "Take it out, or publish the page.",
    "redirect": "List the address it leads to.",
    "elsewhere": "List only addresses of the host that the sitemap is on, as the canonical links write them.",
    "noindex": "Take it out of the sitemap, or let it be indexed.",
    "canonical": "List the canonical address instead.",
    "status": "Take it out, or mend the page.",
}


@rule(
    scope="site",
    severity="warning",
    evidence="standard",
    source="https://www.sitemaps.org/protocol.html",
)
def sitemap(site: Site, *, least_pages: Annotated[int, Meta(ge=1)] = 500) -> Iterator[SiteFinding]:
    """The sitemap is valid, and lists the pages that are to be found and no others.

    Why: Search engines discover pages by sitemaps, and trust one that is right. Addresses that are gone, redirected or
    not to be indexed waste visits and make the rest of the list doubtful.

    Fix: Let the generator write the sitemap at every build, from the pages that are published and indexed under their
    own address.

    Notes: Judged for built sites: `sitemap.xml` and its usual other names, what `robots.txt` names, and the parts of an
    index, also compressed. A site without one is at fault from `least-pages` pages on, for Google says that small,
    well-linked sites need none. Sections of which no page is listed are taken to be left out on purpose, and so are
    further pages of listings.
    """
    if not site.built:
        raise NotApplicable("a sitemap is made when the site is built")
    files = list(site.query(_FILES))
    pages = list(site.query(_INDEXABLE))
    if not files:
        if site.whole and len(pages) >= least_pages:
            yield SiteFinding(
                site.home or pages[0]["key"],
                f"the site has {len(pages):,} pages and no sitemap",
                "Let the generator write sitemap.xml, and name it in robots.txt.",
            )
        return
    for file in files:
        if file["problem"]:
            yield SiteFinding(file["file"], f"the sitemap {file['problem']}")
    yield from _wrongly_listed(site)
    if site.whole and not any(file["problem"] for file in files):
        yield from _left_out(pages, files[0]["file"])


def _wrongly_listed(site: Site) -> Iterator[SiteFinding]:
    found: dict[tuple[str, str], list[Any]] = {}
    for row in site.query(_LISTED):
        if row["fault"]:
            found.setdefault((row["file"], row["fault"]), []).append(row)
    for (file, fault), rows in sorted(found.items()):
        one, several = _FAULTS[fault]
        first = f"{quoted(rows[0]['address'], 60)} in line {rows[0]['line']}"
        message = (
            f"lists {one}, {first}" if len(rows) == 1 else f"lists {len(rows):,} {several}, {first} first"
        )
        related = dict.fromkeys(row["key"] for row in rows)
        yield SiteFinding(file, message, _REMEDIES[fault], related=tuple(related)[:MAX_RELATED])


def _left_out(pages: list[Any], file: str) -> Iterator[SiteFinding]:
    sections = {page["section"] for page in pages if page["listed"]}
    left_out = [
        page["key"]
        for page in pages
        if not page["listed"]
        and page["section"] in sections
        and not is_paginated(page["key"])
        and page["key"].rstrip("/").rpartition("/")[2] not in _NO_PAGES
    ]
    if left_out:
        what = "an indexable page" if len(left_out) == 1 else f"{len(left_out):,} indexable pages"
        yield SiteFinding(
            file,
            f"leaves out {what}, {quoted(left_out[0], 60)}{'' if len(left_out) == 1 else ' first'}",
            "List it, or mark it noindex if it is not to be found.",
            related=tuple(left_out[:MAX_RELATED]),
        )
