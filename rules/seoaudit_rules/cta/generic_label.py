from __future__ import annotations

from collections.abc import Iterator

from seoaudit.api import Finding, Page, labelled_calls, language, quoted, rule

#: English labels that name no outcome, besides those of the language pack's generic link texts.
_EMPTY = frozenset(
    {
        "get started",
        "get started now",
        "get going",
        "submit",
        "go",
        "send",
        "ok",
        "continue",
        "next",
        "start",
        "click here",
    }
)


@rule(
    severity="warning",
    weight=2,
    evidence="convention",
    of=labelled_calls,
    source="https://www.nngroup.com/articles/get-started/",
)
def generic_label(page: Page) -> Iterator[Finding]:
    """The label of a button or link says what the reader gets.

    Why: “Get started” and “Submit” could do anything. In the Nielsen Norman Group's tests people pressed
    “Get started” for information and found themselves in a sales form.

    Fix: Name the act and its object: “Book a fitting”, “Download the checklist”, “Create a free account”.

    Notes: Labels are compared as a whole, so “Get started with Hugo” is fine. Links whose text says nothing
    at all (“click here”, “read more”) are the matter of `links/generic-text` and are not accused twice.
    """
    pack = language(page)
    has_list = pack.has("generic_link_texts")
    for call in labelled_calls(page):
        label = " ".join(pack.words(call.label))
        is_link_text = has_list and pack.is_generic_link_text(label)
        if (label in _EMPTY and not (is_link_text and call.is_link)) or (is_link_text and not call.is_link):
            yield Finding(call.span, f"{quoted(call.label)} does not say what the reader gets")
