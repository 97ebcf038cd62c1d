"""Links that are told to be followed in words no table knows, and how they compare with “click here”."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.context import Context
from seoaudit.facts.calls import calls_to_action
from seoaudit.language.followed_links import follow, leading_words
from seoaudit.language.invitations import Standing
from seoaudit.page import Source
from seoaudit.parsing import parse


def led(text: str, standing: Standing = "end", target: str = "/pots/") -> str | None:
    """Judge a sentence whose link's text is in brackets."""
    before, _, rest = text.partition("[")
    label, _, _ = rest.partition("]")
    found = follow(before + label, len(before), target=target, standing=standing)
    return found and found.kind + ("?" if found.strength == "weak" else "")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Take [the five glazes] with you.", "try?"),
        ("If yours is cracked, [get the mending set].", "download"),
        ("[Read the next letter]", "read-more?"),
        ("Start with [the red clay] today.", "try?"),
        ("[Compare the glazes]", "read-more?"),
        # No imperative, no such verb, or a pointer whose verb stands outside the link.
        ("We showed you how to [build a kiln].", None),
        ("Clay from [the red pit] is best.", None),
        ("See [the red pit].", None),
        ("You can find [the red pit] there.", None),
        ("Take a look at their [shop].", None),
        # Steps and documents.
        ("Use [the config file] to set it.", None),
        ("[View the documentation]", None),
        ("[View our documentation]", "read-more?"),
        ("To fire it, use [the small kiln].", None),
    ],
)
def test_at_the_end_of_a_text(text: str, kind: str | None) -> None:
    assert led(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[Get the mending set]", "download"),
        ("[See part two]", None),
        ("You can [use the small kiln].", None),
        ("Take [the five glazes] with you.", None),
    ],
)
def test_amid_a_text(text: str, kind: str | None) -> None:
    assert led(text, "amid") == kind


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("https://pots.example/", None),
        ("#glazes", None),
        ("/docs/glazes/", "read-more?"),
        ("/glazes/", "download"),
    ],
)
def test_amid_a_text_it_has_to_lead_to_a_page_of_the_site(target: str, kind: str | None) -> None:
    assert led("[Get the mending set]", "amid", target) == kind


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Glaze checklist", "download?"),
        ("Kiln consultation", "book?"),
        ("The history of the kiln", None),
        ("Checklist", None),
    ],
)
def test_a_link_alone_that_names_something_to_be_had(label: str, kind: str | None) -> None:
    assert led(f"[{label}]", "alone") == kind


def test_a_title_is_no_request() -> None:
    assert led("[Get Started With Clay Pots Today]") is None


def test_a_language_without_such_verbs() -> None:
    assert not leading_words("tlh")
    assert follow("Get the set", 0, target="/set/", language="tlh") is None


_GENERIC = st.sampled_from(
    ["here", "click here", "Click here", "read more", "Read more", "Learn more", "this page"]
)
_VERB = st.sampled_from(
    ["Get", "Grab", "Download", "Try", "Use", "Read", "Explore", "Watch", "Start", "Create"]
)
_OBJECT = st.sampled_from(
    ["the five glazes", "your first pot", "the mending set", "our checklist", "the templates"]
)
_TARGET = st.sampled_from(["/templates/", "https://pots.example/templates", "/pots", "#pots", "/docs/pots/"])
_BEFORE = st.sampled_from(
    ["", "Is yours cracked? ", "If yours is cracked, ", "Please ", "Tannin builds up. "]
)
_AFTER = st.sampled_from([".", "!", " today.", ""])
_FILLER = "Tannin builds up in every teapot. Soda and hot water take it off in an hour.\n\n"


def _calls(text: str) -> int:
    return len(calls_to_action(parse(Source("post.md", text, "markdown"), Context(language="en"))))


@given(_GENERIC, _VERB, _OBJECT, _TARGET, _BEFORE, _AFTER, st.integers(0, 8), st.integers(0, 8))
def test_a_label_that_says_what_one_gets_is_never_less_of_a_call_than_a_generic_one(
    generic: str, verb: str, thing: str, target: str, before: str, after: str, above: int, below: int
) -> None:
    if before.endswith((", ", "Please ")):
        verb = verb.lower()
    page = f"{_FILLER * above}{before}[{{}}]({target}){after}\n\n{_FILLER * below}"
    if _calls(page.format(generic)):
        assert _calls(page.format(f"{verb} {thing}"))
