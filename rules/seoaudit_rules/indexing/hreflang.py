from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import (
    Alternate,
    Finding,
    Page,
    alternates,
    canonical_address,
    language_code_fault,
    page_kind,
    quoted,
    rule,
    same_address,
)


@rule(
    severity="warning",
    weight=4,
    fault=True,
    evidence="official",
    of=alternates,
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    media=("html",),
)
def hreflang(page: Page) -> Iterator[Finding]:
    """Links to other languages have valid codes, full addresses and name the page itself.

    Why: Search engines use `hreflang` to send readers to the page in their language. A code that does not
    exist, a relative address or a set without the page itself is passed over.

    Fix: List every version with its full address, the page itself included, under a code such as `en`, `pt-BR`,
    `zh-Hant` or `x-default`.

    Notes: Languages are those of ISO 639-1, or three letters where there are only these; countries those of ISO
    3166-1, where the United Kingdom is GB. Links in the body are passed over, as search engines do. Whether the other
    pages link back is a question for the whole site.
    """
    found = alternates(page)
    named: dict[str, Alternate] = {}
    for alternate in found:
        if "{{" in alternate.address or "{%" in alternate.address or "{{" in alternate.code:
            continue
        if alternate.code != alternate.code.strip():
            yield Finding(
                alternate.span, f"the language code {quoted_code(alternate.code)} has blanks around it"
            )
            continue
        if fault := language_code_fault(alternate.code):
            yield Finding(alternate.span, *fault)
            continue
        if not alternate.address.startswith(("http://", "https://")):
            yield Finding(
                alternate.span,
                f"the address for {alternate.code} is not a full one: {quoted(alternate.address, 60)}",
            )
            continue
        other = named.setdefault(alternate.code.lower(), alternate)
        if other is not alternate and not same_address(other.address, alternate.address):
            yield Finding(
                alternate.span, f"a second address for {alternate.code}: {quoted(alternate.address, 60)}"
            )
    yield from _missing_self(page, found)


def quoted_code(code: str) -> str:
    """Return the code in quotes with its blanks, which are what is wrong."""
    return f"“{code[:20]}”"


def _missing_self(page: Page, found: tuple[Alternate, ...]) -> Iterator[Finding]:
    canonical = canonical_address(page)
    own = canonical[0] if canonical else page.context.url
    if not own or page_kind(page) == "part":
        return
    if canonical and page.context.url and not same_address(own, page.context.url, ignore_query=True):
        return  # another page is the one that counts
    if not any(same_address(alternate.address, own) for alternate in found):
        yield Finding(
            found[0].span, "none of the links to other languages leads to the page itself", f"Add {own}."
        )
