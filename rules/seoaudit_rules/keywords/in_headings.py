from __future__ import annotations

from typing import Annotated

from seoaudit.api import (
    Finding,
    Meta,
    NotApplicable,
    Page,
    Verdict,
    chosen_keyphrase,
    coverage_in,
    quoted,
    rule,
    subheadings,
    word_count,
)

_LEAST_WORDS = 300
#: Of one to three headings all may have the keyphrase; in four it begins to look like a habit.
_FEW = 3
_LOWEST_LEVEL = 3

Share = Annotated[float, Meta(ge=0, le=1)]


@rule(
    severity="warning",
    weight=2,
    evidence="convention",
    source="https://yoast.com/features/keyphrase-in-subheadings/",
)
def in_headings(page: Page, *, least: Share = 0.3, most: Share = 0.75) -> Verdict:
    """Some of the H2 and H3 headings take up the keyphrase, though not nearly all.

    Why: Headings are what a skimming reader sees; those that take up the topic show that the page stays on
    it, while the same phrase in every one tells the sections no longer apart.

    Fix: Name the topic in about every second or third heading, in whatever form reads best.

    Notes: A heading counts when it has more than half of the keyphrase's words. A text of 300 words or more
    without any H2 or H3 fails. Up to three headings are never too many. An inferred keyphrase is not judged.
    """
    phrase = chosen_keyphrase(page)
    headings = [heading for heading in subheadings(page) if heading.level <= _LOWEST_LEVEL]
    name = quoted(phrase.text)
    if not headings:
        words = word_count(page)
        if words < _LEAST_WORDS:
            raise NotApplicable("the text is short and has no subheadings")
        message = f"no H2 or H3 in {words} words could take up the keyphrase {name}"
        return Verdict(
            0, [Finding(page.start, message, "Divide the text, and name the topic in a heading or two.")]
        )
    having = [h for h in headings if (covered := coverage_in(page, h.text)).found * 2 > covered.of]
    share = len(having) / len(headings)
    if share < least:
        count = "none" if not having else f"{len(having)}"
        verb = "take" if len(having) > 1 else "takes"
        message = f"{count} of {len(headings)} subheadings {verb} up the keyphrase {name}"
        return Verdict(share / least, [Finding(headings[0].span, message)])
    if share > most and len(headings) > _FEW:
        message = f"{len(having)} of {len(headings)} subheadings repeat the keyphrase {name}"
        fix = "Let some of them say what only their own section says."
        return Verdict((1 - share) / (1 - most), [Finding(having[-1].span, message, fix)])
    return Verdict(1)
