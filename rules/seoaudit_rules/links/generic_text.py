from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from seoaudit.api import Finding, Link, Page, kind_of, language, links, rule

_LONGEST_TARGET = 60


@rule(
    severity="warning",
    weight=4,
    evidence="official",
    of=links,
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable#anchor-text",
)
def generic_text(page: Page) -> Iterator[Finding]:
    """Link texts say what they lead to.

    Why: Search engines learn from a link's text what the other page is about, and people who skim or listen
    to a list of links hear nothing but that text. “Click here” tells neither of them anything.

    Fix: Make the words that name the target the link: not “for our prices click here” but “our prices”.

    Notes: A target is accused only when every link to it has nothing but a generic text; an image's alt text,
    ``aria-label`` and ``title`` count as text. Links within the page, to mail addresses and with a name for
    their text (in code, with a capital inside a word, or one capitalised word within a sentence) are left alone. Google asks for
    descriptive link texts; the list of generic ones is ours, one for each language.
    """
    is_generic = language(page).is_generic_link_text
    by_target: dict[str, list[Link]] = defaultdict(list)
    own = page.context.url.partition("#")[0].rstrip("/")
    for link in links(page):
        if kind_of(page, link) in ("internal", "external", "other"):
            target = link.target.rstrip("/") or "/"
            if not own or target.partition("#")[0] != own:
                by_target[target].append(link)
    for target, group in by_target.items():
        names = [name for link in group for name in (link.name, link.title) if name]
        if names and all(map(is_generic, names)) and not any(_is_name(page, link) for link in group):
            for link in group:
                if text := link.name or link.title:
                    yield Finding(link.span, f"“{text}” does not say what it leads to: {_short(target)}")


def _is_name(page: Page, link: Link) -> bool:
    """Return whether the text names something: `` `Page` ``, or Go the language within a sentence."""
    source = page.source.text[link.span.start : link.span.end]
    if source.startswith(("[`", "[**`")) or "<code" in source:
        return True
    if any(
        not word.isupper() and word != word.lower() and word[1:] != word[1:].lower()
        for word in link.text.split()
    ):
        return True  # NexT, iPage
    before = page.text[max(link.start - 2, 0) : link.start]
    within = len(before) == 2 and before[1] == " " and (before[0].isalnum() or before[0] == ",")
    return within and link.text.istitle() and link.text.isalpha()


def _short(target: str) -> str:
    return target if len(target) <= _LONGEST_TARGET else target[: _LONGEST_TARGET - 1] + "…"
