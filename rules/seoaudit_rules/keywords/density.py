from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

from seoaudit.api import (
    Finding,
    KeyphraseMatch,
    Meta,
    NotApplicable,
    Page,
    PhraseUse,
    Verdict,
    other_forms,
    phrase_uses,
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

    Fix: Where there are too many uses, write a pronoun, name the part you mean, or take another word.

    Notes: Density is uses per hundred words × (0.7 + content words ÷ 3). Google denies that there is a
    density to aim at; 0.5 to 3 is what tools of the field agree on, and it is fully bad at 0 and 4. An
    inferred keyphrase may be used a third more and is never called rare, and a single word that was inferred is
    not judged: it is what the text is about. Names may be used twice as often: a blog about a product has to say
    its name. “Generating leads”
    is a use of “lead generation”. Where the text reads as if it were about another phrase than the one that is
    set, both are judged.
    """
    words = word_count(page)
    verdicts: list[Verdict] = []
    told: set[str] = set()
    for use in phrase_uses(page):
        if words < (_INFERRED_WORDS if use.phrase.inferred else min_words):
            continue
        if use.phrase.inferred and use.phrase.length == 1:
            continue
        verdict = _verdict(page, use, least, most, far)
        if told.isdisjoint(use.phrase.stems):
            verdicts.append(verdict)
        if verdict.findings and use.density > most:
            told.update(use.phrase.stems)  # of two phrases that share a word one is enough to be told of
    if not verdicts:
        raise NotApplicable(
            "the text is too short, or no phrase stands out, to measure how often one is used"
        )
    return Verdict(
        min(verdict.score for verdict in verdicts),
        [finding for verdict in verdicts for finding in verdict.findings],
    )


def _verdict(page: Page, use: PhraseUse, least: float, most: float, far: float) -> Verdict:
    phrase, matches = use.phrase, use.matches
    patience = _FOR_INFERRED if phrase.inferred else 1.0
    if use.is_name:
        patience = _FOR_NAMES
    low, high = use.natural
    times = "1 use" if len(matches) == 1 else f"{len(matches)} uses"
    counted = f"{quoted(phrase.text)}: {times} in {word_count(page)} words"
    message = (
        f"{counted}{other_forms(page, use.phrase, use.matches)}, {low} to {high} read naturally{use.note}"
    )
    if use.density > most * patience:
        score = 1 - (use.density / patience - most) / max(far - most, 0.01)
        place = _place(matches, high)
        fix = f"Take out or reword about {len(matches) - high} of them."
        return Verdict(max(score, 0), [Finding(page.span(place.start, place.end), message, fix)])
    if use.density < least and len(matches) < low and not phrase.inferred:
        fix = "Name the topic where you now write a pronoun, or choose the phrase the text does use."
        return Verdict(use.density / least, [Finding(phrase.span, message, fix)])
    return Verdict(1)


def _place(matches: Sequence[KeyphraseMatch], natural: int) -> KeyphraseMatch:
    """Return a use to point at: where the reader begins to notice, and in the words that the message quotes."""
    exact = [match for match in matches if match.exact]
    if not exact:
        return matches[min(natural, len(matches) - 1)]
    used_up = next((match for match in matches[natural:] if match.exact), None)
    if used_up is not None:
        return used_up
    ((densest, _),) = Counter(match.block for match in exact).most_common(1)
    return next(match for match in exact if match.block == densest)
