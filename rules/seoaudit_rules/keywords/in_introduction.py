from __future__ import annotations

from seoaudit.api import (
    Finding,
    NotApplicable,
    Page,
    Verdict,
    chosen_keyphrase,
    coverage_in,
    introduction,
    keyphrase_matches,
    quoted,
    rule,
)

_PARTLY = 0.67


@rule(
    severity="warning",
    weight=3,
    evidence="convention",
    source="https://yoast.com/keyphrase-in-introduction/",
)
def in_introduction(page: Page) -> Verdict:
    """The first paragraph has the keyphrase in one of its sentences.

    Why: Readers decide in the opening lines whether they are in the right place.

    Fix: Say in the first paragraph what the page is about, with the words of the keyphrase in one sentence.

    Notes: A paragraph of nothing but links or an image is passed over. Words spread over several sentences
    of it score two thirds. An inferred keyphrase is never judged: one in five well-edited posts opens with
    a story and would be accused of a guess.
    """
    phrase = chosen_keyphrase(page)
    block = introduction(page)
    if block is None:
        raise NotApplicable("the page has no paragraph")
    if any(block.start <= match.start < block.end for match in keyphrase_matches(page)):
        return Verdict(1)
    covered = coverage_in(page, page.text[block.start : block.end])
    name = quoted(phrase.text)
    if covered.complete:
        message = f"the first paragraph has the words of {name}, but in different sentences"
        return Verdict(_PARTLY, [Finding(block.span, message, "Bring them together in one sentence.")])
    have = f"only {covered.found} of the {covered.of} words" if covered.found else "nothing"
    return Verdict(0, [Finding(block.span, f"the first paragraph has {have} of the keyphrase {name}")])
