"""What of an HTML document is its text, and what stands around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.context import Context
from seoaudit.page import Page, Source
from seoaudit.parsing import parse

RAIN = "The rain came over the ridge at noon and stayed until we had all the tents down again."
HUT = "Nobody had told the warden of the hut that eleven people were on their way to supper."
SOUP = "She made soup from what there was, and there was less of it than she would have liked."
TEXT = f"<p>{RAIN}</p><p>{HUT}</p><p>{SOUP}</p>"


def read(body: str, attributes: str = "") -> Page:
    html = f"<!doctype html><html lang=en><head><title>Two days in the Dales</title></head><body{attributes}>{body}</body></html>"
    return parse(Source("page.html", html, "html"), Context())


def main_text(page: Page) -> list[str]:
    return [page.text[b.start : b.end].strip() for b in page.blocks if b.main and b.end > b.start]


@pytest.mark.parametrize(
    "furniture",
    [
        '<div class="site-nav"><a href="/">Home</a> <a href="/walks/">Walks</a></div>',
        '<div id="cookie-notice"><p>We use cookies to see which pages are read and which are not.</p></div>',
        '<section class="relatedPosts"><h2>More walks</h2><p>Malham on a Sunday, if you go there early enough.</p></section>',
        '<div class="most-popular-posts"><a href="/a/">Malham</a> <a href="/b/">Reeth</a></div>',
        '<div class="comments"><p>I was there too, and I remember the soup rather better than you do.</p></div>',
        '<div class="author-box"><p>Ann Brown walks, writes about walking, and mends boots in between.</p></div>',
        '<div style="display: none"><p>Something that only a script will ever put before a reader.</p></div>',
        '<div class="teasers"><div><a href="/c/"><h3>Hawes</h3><p>Cheese</p></a></div></div>',
        "<p>© 2026 Walks Ltd</p>",
    ],
)
def test_what_stands_beside_an_article_is_not_its_text(furniture: str) -> None:
    page = read(f"<div><h1>Two days in the Dales</h1><div class=post-content>{TEXT}</div>{furniture}</div>")
    assert main_text(page) == ["Two days in the Dales", RAIN, HUT, SOUP]


def test_more_comments_than_text_are_still_comments() -> None:
    comments = "".join(f"<li><p>{RAIN} {n}</p></li>" for n in range(30))
    page = read(f"<article><h1>Soup</h1>{TEXT * 3}</article><ol class=commentlist>{comments}</ol>")
    assert main_text(page) == ["Soup", *[RAIN, HUT, SOUP] * 3]


def test_names_of_layouts_do_not_hide_the_text_in_them() -> None:
    page = read(
        f"<div class='sidebar-layout has-sidebar'><div class='content-sidebar-wrap'>{TEXT}</div></div>"
    )
    assert main_text(page) == [RAIN, HUT, SOUP]


def test_a_section_about_comments_is_text() -> None:
    sections = f"<section id=comments><h2>Comments</h2>{TEXT}</section><section id=cookies><h2>Cookies</h2>{TEXT}</section>"
    page = read(f"<main><h1>Manual</h1><p>{RAIN}</p>{sections}</main>")
    assert main_text(page) == ["Manual", RAIN, "Comments", RAIN, HUT, SOUP, "Cookies", RAIN, HUT, SOUP]


def test_an_introduction_above_a_long_section_is_text() -> None:
    page = read(f"<main><h1>Manual</h1><p>{RAIN}</p><section><h2>Use</h2>{TEXT * 5}</section></main>")
    assert RAIN in main_text(page)[1]


def test_a_landing_page_keeps_its_sections_and_buttons() -> None:
    page = read(
        f"<header><h1>Huts in the Dales</h1><p>{RAIN}</p><a class=btn href=/book/>Book a bed</a></header>"
        "<section><h2>Open all year</h2><p>Even in the rain.</p></section>"
        "<section><h2>Soup</h2><p>There is some.</p></section>"
        "<form action=/join/><input type=email><button>Join us</button></form>"
        "<footer><a href=/imprint/>Imprint</a></footer>"
    )
    assert [link.text for link in page.links if link.main] == ["Book a bed"]
    assert all(control.main for control in page.controls)
    assert "There is some." in main_text(page)
    assert "Imprint" not in main_text(page)


def test_a_box_to_act_in_below_the_text_belongs_to_it() -> None:
    page = read(
        f"<main><h1>Soup</h1><div class=entry-content>{TEXT}</div>"
        "<div class=box><p>Did you like this? There is one letter a month, about huts.</p><form action=/join/>"
        "<button>Subscribe</button></form></div></main>"
    )
    assert [(control.kind, control.main) for control in page.controls] == [("form", True), ("button", True)]


def test_the_title_above_the_text_and_not_the_name_of_the_site() -> None:
    page = read(f"<div><h1><a href=/>Walks</a></h1></div><h1>Soup</h1><div class=entry-content>{TEXT}</div>")
    assert main_text(page) == ["Soup", RAIN, HUT, SOUP]


def test_many_posts_on_one_page_are_all_its_text() -> None:
    posts = "".join(
        f"<article><h2>Day {n}</h2>{TEXT if n == 1 else f'<p>{SOUP}</p>'}</article>" for n in range(5)
    )
    assert sum(text.startswith("Day") for text in main_text(read(f"<div>{posts}</div>"))) == 5


def test_footer_that_says_more_than_the_page_is_a_footer() -> None:
    page = read(
        f"<div><h1>Index</h1><p><a href=/a/>{'Alpha ' * 20}</a></p></div><footer><p>{RAIN} {HUT}</p></footer>"
    )
    assert RAIN not in " ".join(main_text(page))


def test_captions_are_told_by_their_class() -> None:
    caption = '<figure class="wp-caption"><p class="wp-caption-text">A hut.</p></figure><div class="image-credit">Ann Brown</div>'
    page = read(f"<main>{TEXT}{caption}<p>On we went.</p></main>")
    assert [block.kind for block in page.blocks] == [*["paragraph"] * 3, "caption", "caption", "paragraph"]


def test_a_standfirst_between_title_and_text_is_text() -> None:
    page = read(f"<header><h1>Soup</h1></header><div class=dek>{SOUP}</div><div class=body>{TEXT}</div>")
    assert main_text(page) == ["Soup", SOUP, RAIN, HUT, SOUP]


def test_a_piece_of_a_page_is_all_content() -> None:
    page = parse(
        Source("part.html", f"<div><h2>Day one</h2>{TEXT}</div><div><p>And so on.</p></div>", "html"),
        Context(),
    )
    assert all(block.main for block in page.blocks)


@pytest.mark.parametrize("tag", ["div", "main", "article", "header", "section"])
def test_ten_thousand_nested_elements_take_no_recursion(tag: str) -> None:
    page = read(f"<{tag}><p>{RAIN}</p>" * 5_000 + f"</{tag}>" * 5_000)
    assert any(block.main for block in page.blocks)


ELEMENTS = st.sampled_from(["div", "main", "article", "section", "header", "nav", "aside", "form", "td"])
NAMES = st.sampled_from(
    ["", ' class="comments"', ' class="entry-content"', ' class="sidebar"', ' id="footer"', " hidden"]
)


@st.composite
def bodies(draw: st.DrawFn, depth: int = 3) -> str:
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        if depth and draw(st.booleans()):
            tag = draw(ELEMENTS)
            parts.append(f"<{tag}{draw(NAMES)}>{draw(bodies(depth=depth - 1))}</{tag}>")
        else:
            parts.append(
                draw(
                    st.sampled_from(
                        [
                            f"<p>{RAIN}</p>",
                            "<h1>Title</h1>",
                            "<h2><a href=/a/>On</a></h2>",
                            "<a href=/>x</a>",
                            "",
                        ]
                    )
                )
            )
    return "".join(parts)


@given(bodies())
def test_marking_moves_nothing_and_links_go_with_their_blocks(body: str) -> None:
    page = read(body)
    for block in page.blocks:
        assert 0 <= block.span.start <= block.span.end <= len(page.source.text)
    for link in page.links:
        assert link.main == page.blocks[link.block].main
