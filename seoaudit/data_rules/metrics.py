"""What rules can count and measure by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from seoaudit.facts.calls import calls_to_action
from seoaudit.facts.links import external_links, internal_links, links
from seoaudit.facts.metadata import metadata
from seoaudit.facts.pixels import DESCRIPTION_SIZE, TITLE_SIZE, width_in_pixels
from seoaudit.facts.readability import reading_ease
from seoaudit.facts.structure import headings, images, lists, sections, subheadings
from seoaudit.facts.text import paragraphs, sentences, word_count, words_are_countable
from seoaudit.model import NotApplicable, Span
from seoaudit.page import Page


class Metric(NamedTuple):
    """A figure of a page: how it is measured, its unit, and what it is."""

    measure: Callable[[Page], float]
    unit: str
    summary: str


def _spans(found: Callable[[Page], Sequence[object]]) -> Callable[[Page], list[Span]]:
    return lambda page: [each.span for each in found(page)]  # type: ignore[attr-defined]


#: What can be counted, by the name it is called: the places of all there are.
ELEMENTS: Mapping[str, Callable[[Page], list[Span]]] = {
    "headings": _spans(headings),
    "subheadings": _spans(subheadings),
    "paragraphs": _spans(paragraphs),
    "lists": _spans(lists),
    "links": _spans(links),
    "internal-links": _spans(internal_links),
    "external-links": _spans(external_links),
    "images": _spans(images),
    "code-blocks": _spans(lambda page: page.codes),
    "calls-to-action": _spans(calls_to_action),
    "tags": lambda page: [tag.span for tag in metadata(page).tags],
}


def _words(page: Page) -> float:
    if not words_are_countable(page):
        raise NotApplicable("words cannot be counted in this language")
    return word_count(page)


def _words_per_sentence(page: Page) -> float:
    every = sentences(page)
    if not every:
        raise NotApplicable("the page has no sentences")
    return sum(each.length for each in every) / len(every)


def _longest_sentence(page: Page) -> float:
    return max((each.length for each in sentences(page)), default=0)


def _longest_section(page: Page) -> float:
    return max((each.words for each in sections(page)), default=0)


def _words_per(found: Callable[[Page], Sequence[object]]) -> Callable[[Page], float]:
    return lambda page: _words(page) / max(len(found(page)), 1)


def _ease(page: Page) -> float:
    return reading_ease(page)


def _title_width(page: Page) -> float:
    title = metadata(page).title
    if not title or title.templated:
        raise NotApplicable("the page has no title to measure")
    return width_in_pixels(title.value, TITLE_SIZE)


def _description_width(page: Page) -> float:
    description = metadata(page).description
    if not description or description.templated:
        raise NotApplicable("the page has no description to measure")
    return width_in_pixels(description.value, DESCRIPTION_SIZE)


def _counted(name: str) -> Callable[[Page], float]:
    return lambda page: len(ELEMENTS[name](page))


#: What can be measured, by its name.
METRICS: Mapping[str, Metric] = {
    "words": Metric(_words, "words", "words on the page"),
    "words-per-sentence": Metric(_words_per_sentence, "words", "words in an average sentence"),
    "longest-sentence": Metric(_longest_sentence, "words", "words in the longest sentence"),
    "longest-section": Metric(_longest_section, "words", "words in the longest section"),
    "words-per-image": Metric(_words_per(images), "words", "words for each image"),
    "words-per-link": Metric(_words_per(links), "words", "words for each link"),
    "reading-ease": Metric(_ease, "", "Flesch reading ease"),
    "title-width": Metric(_title_width, "pixels", "the title's width in search results"),
    "description-width": Metric(_description_width, "pixels", "the description's width in search results"),
    **{
        name: Metric(_counted(name), name.replace("-", " "), f"the number of {name.replace('-', ' ')}")
        for name in ELEMENTS
    },
}
