from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated

from seoaudit.api import (
    Finding,
    KeyphraseMatch,
    Meta,
    NotApplicable,
    Page,
    PhraseUse,
    keyphrase,
    phrase_uses,
    quoted,
    rule,
    sentences,
)


@rule(
    severity="warning",
    weight=4,
    fault=True,
    evidence="official",
    source="https://developers.google.com/search/docs/essentials/spam-policies#keyword-stuffing",
)
def stuffing(
    page: Page,
    *,
    most_running: Annotated[int, Meta(ge=2)] = 3,
    most_in_sentence: Annotated[int, Meta(ge=1)] = 2,
    least_density: Annotated[float, Meta(ge=0)] = 2,
) -> Iterator[Finding]:
    """No run of sentences and no list repeats the keyphrase over and over.

    Why: Google's spam policies name it: words repeated so often that they sound unnatural, and lists of
    variants of one phrase. People leave before any algorithm does.

    Fix: Say it once and go on with “it”, “they” or the part you mean.

    Notes: Counted are sentences or list items running that all have the phrase word for word, and uses within
    one sentence, in texts that use the phrase rather often (density 2, see `keywords/density`, which judges
    the text as a whole); a paragraph that defines a term repeats it too. An inferred keyphrase takes one more
    repetition and density 3; it is judged too where another phrase is set. Names and inferred single words are not judged: a product cannot be called
    anything else.
    """
    judged = [use for use in phrase_uses(page) if not _is_unavoidable(use)]
    if not judged:
        raise NotApplicable(
            f"{quoted(keyphrase(page).text)} is a name or the subject itself, which has to be repeated"
        )
    told: set[str] = set()
    for use in judged:
        guessed = int(use.phrase.inferred)
        if use.density < least_density + guessed or not told.isdisjoint(use.phrase.stems):
            continue
        found = list(_repetitions(page, use, most_running + guessed, most_in_sentence + guessed))
        yield from found
        if found:
            told.update(use.phrase.stems)  # the other phrase may be a part of this one


def _is_unavoidable(use: PhraseUse) -> bool:
    return use.is_name or (use.phrase.inferred and use.phrase.length == 1)


def _repetitions(page: Page, use: PhraseUse, most_running: int, most_in_sentence: int) -> Iterator[Finding]:
    by_sentence: dict[int, list[KeyphraseMatch]] = defaultdict(list)
    for match in use.matches:
        if match.exact and match.sentence >= 0:
            by_sentence[match.sentence].append(match)
    name = quoted(use.phrase.text)
    for uses in by_sentence.values():
        if len(uses) > most_in_sentence:
            span = page.span(uses[0].start, uses[-1].end)
            yield Finding(span, f"one sentence has {name} {len(uses)} times{use.note}")
    for run in _runs(page, sorted(by_sentence)):
        if len(run) > most_running:
            first, last = by_sentence[run[0]][0], by_sentence[run[-1]][-1]
            span = page.span(first.start, last.end)
            yield Finding(span, f"{len(run)} sentences running have {name}{use.note}")


def _runs(page: Page, numbers: list[int]) -> Iterator[list[int]]:
    """Yield the runs of neighbouring sentences; a heading between them ends a run."""
    prose = sentences(page)
    run: list[int] = []
    for number in numbers:
        if run and (
            number != run[-1] + 1 or _heading_between(page, prose[run[-1]].block, prose[number].block)
        ):
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _heading_between(page: Page, above: int, below: int) -> bool:
    return any(page.blocks[index].kind == "heading" for index in range(above + 1, below))
