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
    judged. A specialist audience reads harder text; set `good` and `bad` for yours. Addresses, paths and identifiers in
    the text are not read word by word and do not count.
    """
    ease = _shown(reading_ease(page))

    def hardest() -> Iterator[Finding]:
        message = f"the text has a reading ease of {ease:.0f}"
        long = [entry for entry in paragraph_ease(page) if entry[1] >= _LEAST_WORDS]
        block, words, own = min(long, key=lambda entry: entry[2], default=(None, 0, 0.0))
        if block is None or own > ease:  # what makes the text hard are lines too short to name one
            yield Finding(page.start, message)
        elif len(long) == 1 and round(_shown(own)) == round(ease):
            yield Finding(block.span, message)
        else:
            message += f"; its hardest paragraph, this one of {words} words, has {_shown(own):.0f}"
            yield Finding(block.span, message)

    return Measurement(ease, "points", hardest())


def _shown(ease: float) -> float:
    """Return the reading ease within the bounds that people know, 0 (hard) to 100 (easy)."""
    return min(max(ease, 0.0), 100.0)
