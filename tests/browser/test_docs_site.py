"""The documentation as a site: it is found, searched and read, on a phone too, without a network.

The site is built first (see CONTRIBUTING.md); without it these tests are skipped. ``.ci/run`` does both.
"""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SITE = ROOT / "build" / "docs"
PHONE = 390


def is_built():
    """Whether there is a site, and none of its pages was changed since."""
    written = SITE / "searchindex.js"
    pages = (page.stat().st_mtime for page in (ROOT / "docs").rglob("*.md"))
    return written.exists() and written.stat().st_mtime >= max(pages)


pytestmark = pytest.mark.skipif(not is_built(), reason="the site is not built, or older than its pages")


def pages():
    return sorted(SITE.rglob("*.html"))


def test_every_page_of_markdown_is_a_page_of_the_site():
    for page in (ROOT / "docs").rglob("*.md"):
        assert (SITE / page.relative_to(ROOT)).with_suffix(".html").is_file(), page


def test_every_page_has_a_description():
    for page in pages():
        if page.name not in ("index.html", "search.html"):
            assert '<meta name="description" content="' in page.read_text(encoding="utf-8"), page


def test_the_search_finds_a_rule(opened):
    page = opened(SITE / "index.html")
    page.wait_for_url("**/docs/README.html")
    page.fill("input[name=q]", "noindex")
    page.keyboard.press("Enter")
    results = page.locator("#search-results li a")
    results.first.wait_for()
    assert "indexing/noindex" in results.all_inner_texts()
    results.get_by_text("indexing/noindex", exact=True).click()
    assert page.locator("h1").inner_text().startswith("indexing/noindex")


def test_the_menu_names_the_parts_in_order(opened):
    page = opened(SITE / "docs/README.html")
    captions = page.locator(".sidebar-tree .caption").all_inner_texts()
    assert [each.lower() for each in captions][:3] == ["begin here", "everyday work", "rules of your own"]
    page.locator(".sidebar-tree").get_by_text("Getting started").click()
    assert page.locator("h1").inner_text().startswith("Getting started")


def test_the_menu_has_the_rules_by_category_and_opens_that_of_the_page(opened):
    page = opened(SITE / "docs/ci.html")
    menu = page.locator(".sidebar-tree")
    rule = menu.get_by_role("link", name="orphan", exact=True)
    assert not rule.is_visible()
    for folded in ("The rules", "links"):
        menu.locator("li.has-children", has=page.locator(f'> a:text-is("{folded}")')).locator(
            "> label"
        ).click()
    rule.click()
    assert page.locator("h1").inner_text().startswith("links/orphan")
    assert menu.locator(".current-page > a").inner_text() == "orphan"
    assert menu.get_by_role("link", name="unlinked", exact=True).is_visible()
    assert not menu.get_by_role("link", name="skipped-level", exact=True).is_visible()
    menu.get_by_role("link", name="headings", exact=True).click()
    assert page.url.endswith("docs/rules/README.html#headings")


def test_every_rule_is_in_the_menu():
    menu = (SITE / "docs" / "ci.html").read_text(encoding="utf-8")
    rules = [each for each in (ROOT / "docs" / "rules").rglob("*.md") if each.name != "README.md"]
    assert len(rules) > 100
    for rule in rules:
        assert f'href="rules/{rule.parent.name}/{rule.stem}.html"' in menu, rule


@pytest.mark.parametrize(
    "name",
    [
        "README",
        "getting-started",
        "configuration",
        "data-rules",
        "rules/README",
        "reference/commands",
        "reference/api",
    ],
)
def test_a_phone_shows_the_whole_width(opened, name):
    page = opened(SITE / f"docs/{name}.html", width=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    # What is wider than the screen can be scrolled by itself.
    cut = page.evaluate(
        """[...document.querySelectorAll('article pre, article table')].filter(each => {
            const box = each.closest('.table-wrapper') || each
            return box.scrollWidth > box.clientWidth && !/auto|scroll/.test(getComputedStyle(box).overflowX)
        }).map(each => each.textContent.slice(0, 60))"""
    )
    assert cut == []


def test_on_paper_nothing_is_cut_off(opened):
    page = opened(SITE / "docs/getting-started.html", width=700)  # A4 with its margins
    page.emulate_media(media="print")
    cut = page.evaluate(
        """[...document.querySelectorAll('article pre, article table')].filter(
            each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent.slice(0, 60))"""
    )
    assert cut == []
    assert not page.locator(".sidebar-drawer").is_visible()
    assert not page.locator(".skip-to-content").is_visible()
