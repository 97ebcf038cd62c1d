from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Measurement, Page, paragraph_ease, reading_ease, rule

#: A shorter paragraph is hard or easy by chance.
_LEAST_WORDS = 20


@rule(
    severity="warning",
    weight=5,
    evidence="measured",
    source="Flesch, R. (1948): A new readability yardstick. Journal of Applied Psychology 32(3)",
    good=50,
    bad=30,
)
def flesch_reading_ease(page: Page) -> Measurement:
    """The text is easy enough to read: a Flesch reading ease of 50 or more.

    Why: Readers who have to work leave. Long words in long sentences are what makes text hard, and the
    formula counts just these.

    Fix: Begin with the paragraph named here: split its sentences, and use the shorter word for the long one.

    Notes: 60 to 70 is plain English, 30 is an academic paper; half of the well-edited technical and civic
    blogs that were measured reach 54, one in twenty stays below 36. The formula and its constants are those of the
    page's language (Amstad for German, Fernández Huerta for Spanish and so on). Texts under 100 words are not
    judged. A specialist audience reads harder text; set `good` and `bad` for yours.
    """
    ease = reading_ease(page)

    def hardest() -> Iterator[Finding]:
        long = [entry for entry in paragraph_ease(page) if entry[1] >= _LEAST_WORDS]
        if not long:
            yield Finding(page.start, f"the text has a reading ease of {ease:.0f}")
            return
        block, words, own = min(long, key=lambda entry: entry[2])
        message = f"the text has a reading ease of {ease:.0f}; its hardest paragraph, this one of {words} words, has {own:.0f}"
        yield Finding(block.span, message)

    return Measurement(ease, "points", hardest())
