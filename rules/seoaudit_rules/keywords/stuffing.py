from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated

import msgspec

from seoaudit.api import (
    Finding,
    KeyphraseMatch,
    Meta,
    Page,
    PhraseUse,
    other_forms,
    phrase_uses,
    quoted,
    rule,
    sentences,
)

#: Sentences, and uses in them, by which a passage is judged.
_PASSAGE, _LEAST_TIMES = 3, 5


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
    most_of_passage: Annotated[float, Meta(gt=0, le=1)] = 0.25,
) -> Iterator[Finding]:
    """No run of sentences and no list repeats the keyphrase over and over.

    Why: Google's spam policies name it: words repeated so often that they sound unnatural, and lists of
    variants of one phrase. People leave before any algorithm does.

    Fix: Say the keyphrase once, and go on with a pronoun or the part you mean.

    Notes: Counted are sentences or list items running that all have the phrase word for word, and uses within
    one sentence, in texts that use the phrase rather often (density 2, see `keywords/density`, which judges
    the text as a whole); a paragraph that defines a term repeats it too. An inferred keyphrase takes one more
    repetition and density 3; it is judged too where another phrase is set. A product cannot be called anything
    else, so names and inferred single words may be repeated, up to a point: three sentences running of which
    the phrase makes every fourth word (`most-of-passage`) are too many of any phrase. In 840 edited posts no
    three sentences came nearer to it than 19 %. Names in inline code are not counted.
    """
    told: set[str] = set()
    for use in phrase_uses(page):
        if not told.isdisjoint(use.phrase.stems):
            continue
        guessed = int(use.phrase.inferred)

        def judged(use: PhraseUse, guessed: int = guessed) -> list[Finding]:
            found: list[Finding] = []
            if use.density >= least_density + guessed and not _is_unavoidable(use):
                found += _repetitions(page, use, most_running + guessed, most_in_sentence + guessed)
            return found or list(_passages(page, use, most_of_passage))

        found = judged(use)
        if found and (said := _outside_code(page, use)) is not use:
            found = judged(said)  # names in code are not said
        yield from found
        if found:
            told.update(use.phrase.stems)  # the other phrase may be a part of this one


def _outside_code(page: Page, use: PhraseUse) -> PhraseUse:
    """Return the uses that do not stand in inline code; the very same where none does."""
    source = page.source.text
    if page.source.media != "markdown" or "`" not in source:
        return use
    kept = []
    for match in use.matches:
        place = page.span(match.start, match.end).start
        if not source.count("`", source.rfind("\n", 0, place) + 1, place) % 2:
            kept.append(match)
    if len(kept) == len(use.matches):
        return use
    return msgspec.structs.replace(
        use, matches=tuple(kept), density=use.density * len(kept) / len(use.matches)
    )


def _is_unavoidable(use: PhraseUse) -> bool:
    return use.is_name or (use.phrase.inferred and use.phrase.length == 1)


def _passages(page: Page, use: PhraseUse, most: float) -> Iterator[Finding]:
    """Yield the passages that hardly say anything but the phrase; those that overlap are one."""
    prose = sentences(page)
    uses: dict[int, list[KeyphraseMatch]] = defaultdict(list)
    for match in use.matches:
        if match.exact and match.sentence >= 0 and page.blocks[prose[match.sentence].block].list < 0:
            uses[match.sentence].append(match)
    last = -1
    for first in sorted(uses):
        passage = range(first, first + _PASSAGE)
        if first <= last or not all(number in uses for number in passage):
            continue
        times = sum(len(uses[number]) for number in passage)
        words = sum(len(prose[number].words) for number in passage)
        if times < _LEAST_TIMES or times * use.phrase.length < most * words:
            continue
        if _heading_between(page, prose[first].block, prose[passage[-1]].block):
            continue
        last = passage[-1]
        span = page.span(uses[first][0].start, uses[last][-1].end)
        name = quoted(use.phrase.text)
        counted = [match for number in passage for match in uses[number]]
        forms = other_forms(page, use.phrase, counted)
        yield Finding(span, f"three sentences of {words} words say {name} {times} times{forms}{use.note}")


def _repetitions(page: Page, use: PhraseUse, most_running: int, most_in_sentence: int) -> Iterator[Finding]:
    by_sentence: dict[int, list[KeyphraseMatch]] = defaultdict(list)
    for match in use.matches:
        if match.exact and match.sentence >= 0:
            by_sentence[match.sentence].append(match)
    name = quoted(use.phrase.text)
    for uses in by_sentence.values():
        if len(uses) > most_in_sentence:
            span = page.span(uses[0].start, uses[-1].end)
            forms = other_forms(page, use.phrase, uses)
            yield Finding(span, f"one sentence has {name} {len(uses)} times{forms}{use.note}")
    for run in _runs(page, sorted(by_sentence)):
        if len(run) > most_running:
            first, last = by_sentence[run[0]][0], by_sentence[run[-1]][-1]
            span = page.span(first.start, last.end)
            forms = other_forms(page, use.phrase, [match for number in run for match in by_sentence[number]])
            yield Finding(span, f"{len(run)} sentences running have {name}{forms}{use.note}")


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
