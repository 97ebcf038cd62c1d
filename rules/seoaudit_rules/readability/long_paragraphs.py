from __future__ import annotations

from seoaudit.api import Finding, Measurement, Page, block_words, paragraphs, rule


@rule(
    severity="warning",
    weight=3,
    evidence="convention",
    of=paragraphs,
    source="https://yoast.com/paragraph-length-check-in-yoast-seo/",
    good=150,
    bad=200,
)
def long_paragraphs(page: Page, *, good: float = 150) -> Measurement:
    """No paragraph has more than 150 words.

    Why: On a screen a long paragraph is a grey block; readers who skim pass over it, and with it over what it says.

    Fix: Begin a new paragraph where the thought changes, or make its members a list.
    """
    counts = block_words(page)
    own = set(map(id, paragraphs(page)))
    long = [(block, n) for block, n in zip(page.blocks, counts, strict=True) if id(block) in own]
    return Measurement(
        max(n for _, n in long),
        "words",
        [Finding(block.span, f"this paragraph has {n} words") for block, n in long if n > good],
    )
