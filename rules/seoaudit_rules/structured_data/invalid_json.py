from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, Span, data_blocks, rule


@rule(
    severity="error",
    weight=6,
    fault=True,
    evidence="standard",
    of=data_blocks,
    source="https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents",
    media=("markdown", "html"),
)
def invalid_json(page: Page) -> Iterator[Finding]:
    """Structured data is valid JSON.

    Why: Search engines throw away a JSON-LD block with a single comma too many, without a word, and with it
    everything that it says of the page.

    Fix: Mend the JSON at the place named, and have it written by a JSON encoder rather than by a template.

    Notes: Only the first fault of a block is reported, for the ones after it often follow from it. Blocks
    that a template has yet to fill in are left alone. The other rules for structured data read a broken block as
    well as they can.
    """
    for block in data_blocks(page):
        if block.fault is not None:
            at = block.begin + block.fault.offset
            yield Finding(Span(at, min(at + 1, block.span.end)), block.fault.message, block.fault.fix)
