from __future__ import annotations

import re
from collections.abc import Iterator

from seoaudit.api import (
    Element,
    Finding,
    NotApplicable,
    Page,
    head_elements,
    is_document,
    lazy_regex,
    page_kind,
    quoted,
    rule,
)

_CHARSET = lazy_regex(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_LATEST = 1024


@rule(
    severity="warning",
    weight=1,
    fault=True,
    evidence="standard",
    source="https://html.spec.whatwg.org/multipage/semantics.html#charset",
    media=("html",),
)
def charset(page: Page) -> Iterator[Finding]:
    """The page declares UTF-8 within its first 1,024 bytes.

    Why: A browser that has to guess the encoding shows letters such as é or “ ” as garbage, in the title too.

    Fix: Make `<meta charset="utf-8">` the first element of the head.

    Notes: A page that came over HTTP may have its encoding from the server's header: there a missing
    declaration is not judged.
    """
    if not is_document(page) or page_kind(page) == "part":
        raise NotApplicable("the HTML is a piece of a page; its head is elsewhere")
    for element in head_elements(page, "meta"):
        declared = _declared(element)
        if not declared:
            continue
        if declared.lower() not in ("utf-8", "utf8") and "{" not in declared:
            yield Finding(
                element.span, f"the page declares the encoding {quoted(declared)}, where HTML requires UTF-8"
            )
        elif (end := len(page.source.text[: element.span.end].encode())) > _LATEST:
            yield Finding(
                element.span,
                f"the encoding is declared after {end:,} bytes, where browsers look at the first 1,024",
            )
        return
    if page.context.url or page.source.text.startswith("\ufeff"):
        raise NotApplicable("the server's header or a byte order mark can declare the encoding")
    yield Finding(page.start, "the page does not declare its encoding")


def _declared(element: Element) -> str:
    attributes = element.attributes
    if attributes.get("charset"):
        return attributes["charset"].strip()
    if (attributes.get("http-equiv") or "").lower() == "content-type":
        match = _CHARSET.search(attributes.get("content") or "")
        return match[1] if match else ""
    return ""
