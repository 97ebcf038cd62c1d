"""Pages that are no text to be read: lists of other pages, forms and notices every site has, home pages and cards."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, unquote, urlsplit

from seoaudit.facts.fact import fact
from seoaudit.facts.metadata import head_elements, metadata
from seoaudit.facts.structured_data import ARTICLE_TYPES, data_nodes
from seoaudit.lazy_regex import lazy_regex
from seoaudit.page import Heading, Page

_DOCUMENT = lazy_regex(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_LISTING_TYPES = frozenset({"CollectionPage", "SearchResultsPage"})
_BODY = lazy_regex(r"<body\b[^<>]*?\sclass\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s<>]+))", re.IGNORECASE)
#: Classes that WordPress and Ghost give to the body of a list, and to that of a post.
_LIST_CLASSES = frozenset(
    ["archive", "author-template", "paged", "search-no-results", "search-results", "tag-template"]
)
_POST_CLASSES = frozenset(["page-template", "post-template", "single", "single-post"])
#: What stands in an address right before the name of what a list is about.
_SECTIONS = frozenset(
    """
    author authors autor auteur categoria categorias categorie categories category etiqueta etiquetas kategorie
    label labels mot-cle schlagwort tag tags taxonomy topic topics
    """.split()  # noqa: SIM905 - a list of words reads best as text
)
_LISTS = frozenset(["archive", "archives", "categories", "tags"])
_PAGED = lazy_regex(r"/(?:page|seite|pagina)/?\d+/?(?:index\.html?)?$", re.IGNORECASE)
_PAGE_QUERY = frozenset(["page", "paged"])
_SEARCH_QUERY = frozenset(["q", "query", "s", "search"])
_DATED = lazy_regex(r"/(?:19|20)\d\d(?:/[01]?\d(?:/[0-3]?\d)?)?/?(?:index\.html?)?$")
#: The address of a year or month of a blog, which may hold a single post.
_PERIOD = lazy_regex(r"/(?:19|20)\d\d(?:/[01]?\d)?/?(?:index\.html?)?$")
_UTILITIES = frozenset(
    """
    agb aviso-legal basket cart checkout cookie-policy datenschutz datenschutzerklaerung forgot-password imprint
    impressum legal legal-notice log-in login lost-password mentions-legales my-account nutzungsbedingungen
    panier politica-de-privacidad politique-de-confidentialite privacy privacy-notice privacy-policy recherche
    register search sign-in sign-up signin signup suche terms terms-and-conditions terms-of-service terms-of-use
    warenkorb wp-login
    """.split()  # noqa: SIM905
)
#: Pages that say in a few lines who somebody is, how to reach them, or that something has arrived.
_CARDS = frozenset(
    """
    contact contact-me contact-us contacto contactos contacts contatti contato get-in-touch kontakt
    danke gracias merci thank-you thanks
    a-propos about about-me about-us acerca-de apropos chi-siamo over-ons qui-sommes-nous quem-somos sobre sobre-mi
    sobre-nosotros ueber-mich ueber-uns uber-mich uber-uns über-mich über-uns
    """.split()  # noqa: SIM905
)
#: They stand at the top of a site, or of one of its languages.
_CARD_DEPTH = 2
#: A list has so many headings (or entries) that are links, and at least this share of all.
_LEAST_TEASERS, _TEASER_SHARE = 4, 0.7
_LEAST_ENTRIES, _ENTRY_SHARE = 12, 0.65
#: Where the address says that it is a list, this share of words in links bears it out.
_SECTION_SHARE = 0.15
#: … and so do fewer words than any text has: it lists nothing yet.
_EMPTY_LIST = 40
_NO_PAGES = ("mailto:", "tel:", "javascript:", "sms:")


@fact
def is_listing(page: Page) -> bool:
    """Return whether an HTML document lists other pages: an archive, a category, page 2 of a blog, search results.

    Told by its structured data, the classes of its body, its address, links to further pages of the list, or
    headings that nearly all lead elsewhere. What says of itself that it is an article is none.
    """
    if page.source.media != "html" or _DOCUMENT.search(page.source.text) is None:
        return False
    own = {kind for node in data_nodes(page) if node.own for kind in node.types}
    classes = _body_classes(page)
    if own & _LISTING_TYPES or (classes & _LIST_CLASSES and not classes & _POST_CLASSES):
        return True
    path, query = _address(page)
    if _PAGED.search(path):
        return True
    if own & ARTICLE_TYPES or _says_article(page):
        return False
    if _is_paginated(page) or _has_teasers(page) or (_PERIOD.search(f"/{path}") and _has_linked_title(page)):
        return True
    links, share, words = _linked_share(page)
    named = _names_a_list(path) or any(
        value.isdigit() if name in _PAGE_QUERY else name in _SEARCH_QUERY for name, value in query
    )
    least = _SECTION_SHARE if named else _ENTRY_SHARE
    return (share >= least and (named or links >= _LEAST_ENTRIES)) or (
        words < _EMPTY_LIST and _is_of_section(path)
    )


@fact
def is_utility(page: Page) -> bool:
    """Return whether an HTML document is a notice or form that every site has: privacy, imprint, login, cart."""
    if page.source.media != "html" or _DOCUMENT.search(page.source.text) is None or _says_article(page):
        return False
    parts = _parts(_address(page)[0])
    return bool(parts) and len(parts) <= 2 and parts[-1] in _UTILITIES


@fact
def is_home(page: Page) -> bool:
    """Return whether an HTML document is the home page of its site, or of one of the site's languages."""
    if page.source.media != "html" or _DOCUMENT.search(page.source.text) is None:
        return False
    parts = _parts(_address(page)[0])
    if len(parts) > 1 or (parts and parts[0].replace("_", "-") not in _languages(page)):
        return False
    return not (_is_article(page) or metadata(page).date)


@fact
def is_card(page: Page) -> bool:
    """Return whether the page says who somebody is or how to reach them: about, contact, thank you.

    Told by its address near the top of the site; what is dated, or says that it is an article, is none.
    """
    parts = _parts(_address(page)[0])
    if not parts or len(parts) > _CARD_DEPTH or parts[-1] not in _CARDS:
        return False
    return not (_is_article(page) or metadata(page).date)


def _languages(page: Page) -> tuple[str, str]:
    """Return the language that the page declares, with its region and without."""
    declared = metadata(page).language.value.strip().lower().replace("_", "-")
    return declared, declared.partition("-")[0]


def _is_article(page: Page) -> bool:
    return _says_article(page) or any(
        node.own and not ARTICLE_TYPES.isdisjoint(node.types) for node in data_nodes(page)
    )


def _address(page: Page) -> tuple[str, list[tuple[str, str]]]:
    """Return the page's path and the names and values of its query; a built file's own path if nothing else is known."""
    context = page.context
    if context.url:
        try:
            address = urlsplit(context.url)
            return unquote(address.path), parse_qsl(address.query, max_num_fields=50)
        except ValueError:
            return "", []
    return context.path or page.source.name, []


def _parts(path: str) -> list[str]:
    parts = [part.lower() for part in PurePosixPath(path).parts if part not in ("/", ".", "..")]
    if parts and parts[-1].partition(".")[0] == "index":
        parts.pop()
    if parts:
        parts[-1] = parts[-1].partition(".")[0]
    return parts


def _names_a_list(path: str) -> bool:
    parts = _parts(path)
    if not parts:
        return False
    return parts[-1] in _LISTS or _is_of_section(path) or _DATED.search(path) is not None


def _is_of_section(path: str) -> bool:
    """Return whether the address is that of one tag, category or author: `/tags/tents/`."""
    parts = _parts(path)
    return len(parts) > 1 and parts[-2] in _SECTIONS


def _body_classes(page: Page) -> frozenset[str]:
    found = _BODY.search(page.source.text)
    return frozenset((found[1] or found[2] or found[3] or "").split()) if found else frozenset()


def _says_article(page: Page) -> bool:
    for element in head_elements(page, "meta"):
        name = (element.attributes.get("property") or "").lower()
        content = (element.attributes.get("content") or "").strip().lower()
        if (name == "og:type" and content == "article") or (name == "article:published_time" and content):
            return True
    return False


def _is_paginated(page: Page) -> bool:
    """Return whether the head names a next or previous page of the same list."""
    return any(
        {"next", "prev"} & set((element.attributes.get("rel") or "").lower().split())
        and _PAGED.search((element.attributes.get("href") or "").partition("?")[0])
        for element in head_elements(page, "link")
    )


def _has_teasers(page: Page) -> bool:
    headings = [heading for heading in page.headings if heading.main and heading.level > 1]
    if len(headings) < _LEAST_TEASERS:
        return False
    links = iter(_leading(page))
    begin = end = -1
    teasers = 0
    for heading in headings:
        while end < heading.end:
            begin, end = next(links, (len(page.text), len(page.text) + 1))
        teasers += begin <= _first_letter(page, heading)
    return teasers >= _LEAST_TEASERS and teasers >= _TEASER_SHARE * len(headings)


def _first_letter(page: Page, heading: Heading) -> int:
    """Return where a heading's text begins, behind the blanks that HTML may have before it."""
    return heading.end - len(page.text[heading.start : heading.end].lstrip())


def _has_linked_title(page: Page) -> bool:
    """Return whether a heading of the text is the title of another page, and leads there."""
    titles = {_first_letter(page, heading) for heading in page.headings if heading.main and heading.text}
    return any(start in titles for start, end in _leading(page) if end > start)


def _linked_share(page: Page) -> tuple[int, float, int]:
    """Return how many links lead from the main content to other pages, the share of its words in them, and these."""
    links, text = _leading(page), page.text
    words = sum(len(text[block.start : block.end].split()) for block in page.blocks if block.main)
    return len(links), sum(len(text[start:end].split()) for start, end in links) / max(words, 1), words


def _leading(page: Page) -> list[tuple[int, int]]:
    """Return where the main content's links to other pages begin and end in the running text, in order."""
    return [
        (link.start, link.end)
        for link in page.links
        if link.main and link.target and "#" not in link.target and not link.target.startswith(_NO_PAGES)
    ]
