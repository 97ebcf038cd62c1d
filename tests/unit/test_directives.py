"""Comments that suppress findings: how they are read, and what they cover."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.directives import END, directives
from seoaudit.page import Source
from seoaudit.parsing import media_of, parse
from seoaudit.registry import rules


def read(text, name="post.md"):
    page = parse(Source(name, text, media_of(name)))
    return directives(page, rules())


def covered(text, name="post.md"):
    """Return the names with the part of the text that each suppression covers."""
    return [(each.names, text[each.begin : each.end]) for each in read(text, name).suppressions]


def mistakes(text):
    return [(found.message, found.fix) for found in read(text).mistakes]


def test_the_next_line():
    text = (
        "One.\n\n<!-- seoaudit-disable-next-line links/generic-text -- its own name -->\n\nTwo.\n\nThree.\n"
    )
    (found,) = read(text).suppressions
    assert text[found.begin : found.end] == "Two."
    assert (found.reason, found.scope) == ("its own name", "line")


def test_comments_above_each_other_mean_the_same_line():
    text = "One.\n<!-- seoaudit-disable-next-line links -->\n<!-- seoaudit-disable-next-line cta -->\nTwo.\nThree.\n"
    assert covered(text) == [(("links",), "Two."), (("cta",), "Two.")]


def test_a_block_ends_where_its_rules_are_enabled():
    text = "One.\n\n<!-- seoaudit-disable links, cta -->\n\nTwo.\n\n<!-- seoaudit-enable cta -->\n\nThree.\n"
    (links, whole), (cta, part) = sorted(covered(text), key=lambda entry: -len(entry[1]))
    assert (links, cta) == (("links",), ("cta",))
    assert "Two." in part
    assert "Three." not in part
    assert "Three." in whole


def test_before_all_content_a_comment_holds_for_the_page():
    text = "---\ntitle: Bikes\n---\n<!-- seoaudit-disable metadata -->\n\n# One\n"
    (found,) = read(text).suppressions
    assert (found.scope, found.begin, found.end) == ("page", 0, END)


def test_in_html_content_begins_with_the_main_content():
    nav = "<nav><a href='/'>Home</a></nav>"
    inside = f"<body>{nav}<main><!-- seoaudit-disable cta --><p>Text</p></main></body>"
    below = f"<body>{nav}<main><p>Text</p><!-- seoaudit-disable cta --><p>More</p></main></body>"
    assert [each.scope for each in read(inside, "a.html").suppressions] == ["page"]
    assert [each.scope for each in read(below, "a.html").suppressions] == ["block"]


def test_a_block_at_the_top_is_a_block_when_it_is_closed():
    text = "<!-- seoaudit-disable links -->\n\nOne.\n\n<!-- seoaudit-enable -->\n\nTwo.\n"
    ((_, part),) = covered(text)
    assert "One." in part
    assert "Two." not in part


def test_the_end_of_a_block_leaves_what_holds_for_the_page():
    text = (
        "<!-- seoaudit-disable links -->\n\nOne.\n\n<!-- seoaudit-disable cta -->\n\nTwo.\n\n"
        "<!-- seoaudit-enable -->\n\nThree.\n"
    )
    scopes = {each.names: each.scope for each in read(text).suppressions}
    assert scopes == {("links",): "page", ("cta",): "block"}


@pytest.mark.parametrize(
    ("name", "comment"),
    [
        ("a.mdx", "{/* seoaudit-disable-next-line cta -- why */}"),
        ("a.md", "{{/* seoaudit-disable-next-line cta -- why */}}"),
        ("a.md", "{# seoaudit-disable-next-line cta -- why #}"),
        ("a.md", "{% # seoaudit-disable-next-line cta -- why %}"),
        ("a.html", "<!--\n  seoaudit-disable-next-line cta\n  -- why\n-->"),
    ],
)
def test_comments_of_templates_do_too(name, comment):
    (found,) = read(f"One.\n\n{comment}\n\nTwo.\n", name).suppressions
    assert (found.names, found.reason) == (("cta",), "why")


@pytest.mark.parametrize(
    "text",
    [
        "```\n<!-- seoaudit-disable cta -->\n```\n",
        "Write `<!-- seoaudit-disable cta -->` above it.\n",
        "`{# seoaudit-disable cta #}`\n",
        "    <!-- seoaudit-disable cta -->\n",
        "<pre>&lt;!-- seoaudit-disable cta --&gt;</pre>\n",
        "<!-- see seoaudit-disable cta -->\n",
        "seoaudit-disable cta\n",
    ],
)
def test_examples_and_mentions_do_nothing(text):
    assert read(text) == read("")


def test_a_misspelt_rule_is_named_with_what_was_meant():
    ((message, fix),) = mistakes("<!-- seoaudit-disable links/generic-txt, cta -->\n")
    assert "links/generic-txt" in message
    assert "links/generic-text" in fix
    assert covered("<!-- seoaudit-disable links/generic-txt, cta -->\n")[0][0] == ("cta",)


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("seoaudit-disable", "names no rule"),
        ("seoaudit-disable -- because", "names no rule"),
        ("seoaudit-disabel cta", "seoaudit-disable"),
        ("seoaudit-enable", "nothing is suppressed"),
        ("seoaudit-enable cta", "is not suppressed"),
        ("seoaudit-disable all", "cannot suppress all"),
    ],
)
def test_what_makes_no_sense_is_said(comment, said):
    ((message, fix),) = mistakes(f"<!-- {comment} -->\n\nText.\n")
    assert said in f"{message} {fix}"


def test_everything_can_be_suppressed_in_a_part():
    text = "One.\n\n<!-- seoaudit-disable all -- an example -->\n\nTwo.\n\n<!-- seoaudit-enable -->\n"
    assert [each.names for each in read(text).suppressions] == [("all",)]


COMMENTS = st.lists(
    st.sampled_from(
        ["Text.", "", "# Heading", "<!-- seoaudit-disable links -->", "<!-- seoaudit-disable cta, links -- why -->",
         "<!-- seoaudit-enable -->", "<!-- seoaudit-enable links -->", "<!-- seoaudit-disable-next-line cta -->"]
    ),
    max_size=12,
)  # fmt: skip


@given(COMMENTS)
def test_ranges_begin_before_they_end_and_after_their_comment_but_for_the_page(lines):
    text = "\n\n".join(lines)
    for each in read(text).suppressions:
        assert each.begin <= each.end
        assert each.scope == "page" or each.begin >= each.span.start


@given(st.text(max_size=200))
def test_any_comment_is_read(text):
    read(f"<!-- seoaudit-disable {text} -->\n")
