from __future__ import annotations

from seoaudit.api import Finding, Measurement, Page, chosen_keyphrase, quoted, rule


@rule(
    severity="info",
    weight=1,
    evidence="convention",
    source="https://yoast.com/features/keyphrase-length/",
    good=4,
    bad=9,
)
def keyphrase_length(page: Page) -> Measurement:
    """The keyphrase has one to four content words.

    Why: Few people search for longer phrases, and a long one can be kept up only in stilted prose.

    Fix: Cut the keyphrase down to the words somebody would type.

    Notes: “The”, “of”, “how to” and their like do not count. An inferred keyphrase is never judged.
    """
    phrase = chosen_keyphrase(page)
    message = f"the keyphrase {quoted(phrase.text)} has {phrase.length} content words"
    return Measurement(phrase.length, "words", [Finding(phrase.span, message)])
