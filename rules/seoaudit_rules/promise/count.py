from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from seoaudit.api import (
    Finding,
    NotApplicable,
    Page,
    bold_headings,
    images,
    language,
    lazy_regex,
    lists,
    metadata,
    rule,
    sentences,
    subheadings,
    word_count,
)

#: Words between the number and what is counted: "7 little-known WordPress security settings".
_BETWEEN = 4
#: A text below this leaves the counting to something else: a video, a slide show.
_FEWEST_WORDS = 100
#: From so many numbers on, a numbering is the one of the things promised.
_A_RUN = 3
#: A number this far ahead follows one or two that are missing.
_GAP = 3
_WORD = lazy_regex(r"[^\W_]+(?:['’\-][^\W_]+)*|[^\w\s]")
_NUMBER = lazy_regex(
    r"\s*(?:[^\W\d_]+\s+)?#?(?:(\d{1,3})(?:[.):]|\s*[-–—]\s|\s|\Z)|((?:\d\ufe0f?\u20e3){1,2}|[🔟①-⑳➀-➉❶-❿]))"
)
#: Numbers that are one character each: keycap ten, and rings of white, of black and of bold digits.
_RINGS = {"🔟": 10} | {
    chr(first + number): number + 1
    for first, length in ((0x2460, 20), (0x2776, 10), (0x2780, 10))
    for number in range(length)
}
_KEYCAP = str.maketrans("", "", "\ufe0f\u20e3")
_MARK = lazy_regex(r"[ \t>]*(\d{1,3})[.)]\s")


@rule(
    severity="warning",
    weight=2,
    fault=True,
    evidence="heuristic",
    source="https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
)
def count(page: Page) -> Iterator[Finding]:
    """The text has as many tips as its title promises.

    Why: Readers count. Five tips under a title that promises seven look careless, and the title has
    overstated what the page offers.

    Fix: Write the points that are missing, or change the number in the title.

    Notes: Our own judgement, and only for nouns that such titles count (tips, ways, reasons, settings …), not
    for minutes, versions or years, and for numbers from three. A list of that length keeps the promise.
    Otherwise numbered headings decide, and where there are none, other numbers, headings of one level, bold
    lead-ins, table rows, pictures, code samples, and sentences that count (“Third, …”). Texts of fewer than
    100 words are not judged.
    """
    title = metadata(page).title
    promised, noun = _promise(page, title.value)
    if not promised:
        raise NotApplicable("the title promises no number of things")
    if word_count(page) < _FEWEST_WORDS:
        raise NotApplicable("the text is too short to count in")
    counted = [listed.items for listed in lists(page)]
    if promised in counted or sum(counted) == promised:
        return
    numbers = _numbering(page, promised, "heading")
    if len(numbers) < _A_RUN:
        numbers = _numbering(page, promised, "heading", "paragraph", "item")
        if _shown(page) >= promised or promised in _counted_aloud(page):
            return
    if len(numbers) >= promised:
        return
    yield Finding(title.span, f"the title promises {promised} {noun}, but {_told(numbers)}")


def _told(numbers: list[int]) -> str:
    """Return what the text has instead."""
    if len(numbers) < _A_RUN:
        return "no list, headings or steps in the text are as many"
    missing = [str(number) for number in range(1, numbers[-1]) if number not in numbers]
    if not missing:
        return f"the numbers in the text end at {numbers[-1]}"
    gap = f"{missing[0]} is" if len(missing) == 1 else f"{', '.join(missing[:-1])} and {missing[-1]} are"
    return f"only {len(numbers)} are numbered: {gap} missing"


def _promise(page: Page, title: str) -> tuple[int, str]:
    """Return the number and the noun of the title's promise, or 0."""
    pack = language(page)
    numbers, listed = pack.number_words, pack.title_words.get("listed", frozenset())
    grammar = pack.function_words
    tokens = [token.lower() for token in _WORD.findall(title)]
    for at, token in enumerate(tokens):
        if token.isdigit():
            number = int(token) if len(token) < 3 or token == "100" else 0  # noqa: S105
        else:
            number = 0 if token.endswith(("th", "rd", "nd", "st")) else numbers.get(token, 0)
        if number < 3 or (at and not tokens[at - 1][0].isalnum() and tokens[at - 1] not in ":(–—-"):
            continue
        for place in range(at + 1, min(at + 2 + _BETWEEN, len(tokens))):
            word = tokens[place]
            if word in listed:
                return number, word
            if word == "of" and tokens[place + 1 : place + 2] not in (["the"], ["our"], ["my"], ["your"]):
                break
            if not word[0].isalpha() or (word in grammar and word not in _LINKING):
                break
    return 0, ""


_LINKING = frozenset({"of", "the", "our", "my", "your", "most", "more", "very", "quite"})


def _numbering(page: Page, promised: int, *kinds: str) -> list[int]:
    """Return the numbers of the blocks of these kinds, rising from 1 to what was promised at most.

    A number that was left out is skipped; one that lies further ahead belongs to something else.
    """
    source = page.source.text
    numbers = [0]
    for block in page.blocks:
        if not block.main or block.kind not in kinds:
            continue
        match = _NUMBER.match(page.text, block.start, min(block.start + 24, block.end))
        mark = (
            _MARK.match(source, source.rfind("\n", 0, block.span.start) + 1) if block.kind == "item" else None
        )
        for found in (match, mark):
            number = _value(found) if found else 0
            ahead = number - numbers[-1]
            if number <= promised and (ahead == 1 or (len(numbers) > _A_RUN and 1 < ahead <= _GAP)):
                numbers.append(number)
    return numbers[1:]


def _value(found: re.Match[str]) -> int:
    """Return what a number says that is written in digits, on keycaps or in a ring."""
    written = found[1] or found[2]
    return _RINGS.get(written) or int(written.translate(_KEYCAP))


def _shown(page: Page) -> int:
    """Return the most that the page shows of anything that may be the things promised."""
    levels = Counter(heading.level for heading in subheadings(page))
    return max(
        *levels.values(), len(bold_headings(page)), len(images(page)), len(page.codes), len(page.components),
        _rows(page), _lead_ins(page),
    )  # fmt: skip


def _counted_aloud(page: Page) -> set[int]:
    """Return the numbers with which sentences begin: “Third, …”."""
    numbers = language(page).number_words
    return {numbers[sentence.words[0]] for sentence in sentences(page) if sentence.words[0] in numbers}


def _lead_ins(page: Page) -> int:
    """Return how many paragraphs and items begin with bold text or a link."""
    begins = {start for start, _ in page.strong}.union(link.start for link in page.links)
    return sum(block.start in begins for block in page.blocks if block.kind in ("paragraph", "item"))


def _rows(page: Page) -> int:
    """Return the number of table rows below the headers."""
    lines = {page.position(block.span.start).line for block in page.blocks if block.kind == "cell"}
    return max(len(lines) - 1, 0)
