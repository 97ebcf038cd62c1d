"""The page: positions, and the tree that rule authors may query."""

from seoaudit.page import Source
from seoaudit.parsing import parse


def test_html_can_be_queried_with_places():
    page = parse(
        Source("page.html", "<html>\n<body>\n  <p class=lead>Coffee is free.</p>\n</body></html>", "html")
    )
    lead = page.soup.select_one("p.lead")
    assert lead.get_text() == "Coffee is free."
    assert (lead.sourceline, lead.sourcepos) == (3, 2)
    assert page.soup is page.soup


def test_markdown_is_rendered_without_its_front_matter():
    page = parse(Source("post.md", "---\ntitle: Bikes\n---\n\n## Oil\n\nA [chain](/chain/).\n", "markdown"))
    assert [h.get_text() for h in page.soup.find_all("h2")] == ["Oil"]
    assert page.soup.a["href"] == "/chain/"
    assert "title" not in page.soup.get_text()


def test_positions_count_lines_and_characters_from_1():
    page = parse(Source("post.md", "é\n\nbé **b**\n", "markdown"))
    assert page.position(0) == (1, 1)
    assert page.position(page.source.text.index("**")) == (3, 4)
