from __future__ import annotations

from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    NotApplicable,
    Page,
    Verdict,
    density_of,
    inferred_note,
    is_name,
    keyphrase,
    keyphrase_matches,
    natural_uses,
    quoted,
    rule,
    word_count,
)

_INFERRED_WORDS = 200
#: What an inferred phrase may be used more often than one the writer chose, and a name more than a phrase.
_FOR_INFERRED = 4 / 3
_FOR_NAMES = 2


@rule(
    severity="warning",
    weight=4,
    evidence="convention",
    source="https://yoast.com/what-is-keyphrase-density-and-why-is-it-important/",
)
def density(
    page: Page,
    *,
    least: Annotated[float, Meta(ge=0)] = 0.5,
    most: Annotated[float, Meta(gt=0)] = 3,
    far: Annotated[float, Meta(gt=0)] = 4,
    min_words: Annotated[int, Meta(ge=0)] = 100,
) -> Verdict:
    """The keyphrase is used as often as reads naturally, no more and no less.

    Why: A phrase that hardly comes up leaves the topic in doubt; one that comes up in every second sentence
    is noticed, reads as written for a machine and, taken far, is what search engines call keyword stuffing.

    Fix: Where there are too many, say “it”, name the part you mean, or use another word.

    Notes: Density is uses per hundred words × (0.7 + content words ÷ 3). Google denies that there is a
    density to aim at; 0.5 to 3 is what tools of the field agree on, and it is fully bad at 0 and 4. An
    inferred keyphrase may be used a third more and is never called rare; names, and single words that
    were inferred, may be used twice as often: a blog about a product has to say its name.
    """
    phrase = keyphrase(page)
    words = word_count(page)
    if words < (_INFERRED_WORDS if phrase.inferred else min_words):
        raise NotApplicable(f"{words} words are too few to measure how often a phrase is used")
    matches = keyphrase_matches(page)
    measured = density_of(page, len(matches))
    patience = _FOR_INFERRED if phrase.inferred else 1.0
    if is_name(page) or (phrase.inferred and phrase.length == 1):
        patience = _FOR_NAMES
    low, high = natural_uses(page)
    counted = (
        f"{quoted(phrase.text)}: {len(matches)} {'use' if len(matches) == 1 else 'uses'} in {words} words"
    )
    message = f"{counted}, {low} to {high} read naturally{inferred_note(page)}"
    if measured > most * patience:
        score = 1 - (measured / patience - most) / max(far - most, 0.01)
        # Where the natural number is used up is where the reader begins to notice.
        first = matches[min(high, len(matches) - 1)]
        fix = f"Take out or reword about {len(matches) - high} of them."
        return Verdict(max(score, 0), [Finding(page.span(first.start, first.end), message, fix)])
    if measured < least and len(matches) < low and not phrase.inferred:
        fix = "Name the topic where you now write “it” or “this”, or choose the phrase the text does use."
        return Verdict(measured / least, [Finding(phrase.span, message, fix)])
    return Verdict(1)
