"""The HTML report as people use it: opened in Chromium, by mouse, keyboard and screen reader, on paper and phone."""

import re

import pytest


def scores(page):
    texts = page.locator("#table > tbody > tr:not(.detail) .score").all_inner_texts()
    return [int(re.match(r"\d+", text)[0]) for text in texts]


def column(page, number):
    return page.locator(f"#table > tbody > tr:not(.detail) > td:nth-child({number})").all_inner_texts()


def status(page):
    return page.locator("form [role=status]").inner_text()


def contrast_and_structure(page):
    """Return what axe has to say, as text."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    results = axe.Axe().run(page)
    assert len(results.response["passes"]) > 20  # it did run, with all its rules
    return results.generate_report() if results.violations_count else ""


# --- the first screen ----------------------------------------------------------------------------------


def test_the_first_screen_says_how_it_stands_and_what_to_do_first(blog, blog_file, opened):
    page = opened(blog_file)
    seen = {
        name: page.locator(selector).first.bounding_box()
        for name, selector in {
            "score": ".gauge strong",
            "verdict": ".gate strong",
            "first fix": ".first ol > li .do",
        }.items()
    }
    assert all(box["y"] >= 0 and box["y"] + box["height"] < 900 for box in seen.values()), seen
    assert page.locator(".gauge strong").inner_text() == str(int(blog.summary.score))
    points = [float(text.split()[0]) for text in page.locator(".first ol .points").all_inner_texts()]
    assert points == sorted(points, reverse=True)
    assert page.locator(".honest").inner_text() == blog.disclaimer


# --- the table -----------------------------------------------------------------------------------------


def test_pages_are_sorted_by_a_click_on_a_column(blog_file, opened):
    page = opened(blog_file)
    assert scores(page) == sorted(scores(page))
    head = page.locator("th[data-key=words]")
    head.get_by_role("button").click()
    words = [int(text.replace(",", "") or 0) for text in column(page, 6)]
    assert words == sorted(words, reverse=True)
    assert head.get_attribute("aria-sort") == "descending"
    assert page.locator("th[aria-sort]").count() == 1
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert [int(text.replace(",", "") or 0) for text in column(page, 6)] == words[::-1]
    page.locator("th[data-key=title] button").click()
    titles = [text.splitlines()[0].strip().lower() for text in column(page, 2)]
    assert titles == sorted(titles)


def test_pages_are_found_by_title_path_grade_and_finding(large_file, opened):
    page = opened(large_file)
    assert status(page) == "300 of 300 pages, the first 100 shown"
    search = page.get_by_role("searchbox")
    search.fill("17/ .md")
    assert all("17/" in text for text in column(page, 2))
    found = len(column(page, 2))
    assert 0 < found < 20
    assert status(page) == f"{found} of 300 pages"
    search.fill("no page is called this")
    assert column(page, 2) == []
    assert page.locator(".nothing").inner_text().startswith("No page matches “no page is called this”.")
    page.locator(".nothing button").click()
    page.locator("#table > tbody > tr").nth(
        99
    ).wait_for()  # a function to wait for would break the report's policy
    grade = column(page, 1)[0].strip()[-1]
    page.locator("select[name=grade]").select_option(grade)
    assert {text.strip()[-1] for text in column(page, 1)} == {grade}
    page.get_by_role("button", name="Show all").click()
    link = page.locator(".first a[data-rule]").first
    rule = page.locator(".first .because code:last-child").first.inner_text()
    link.click()
    chosen = page.locator("select[name=rule] option:checked")
    assert chosen.get_attribute("data-rule") == rule
    assert "/" not in chosen.inner_text()  # a name for people
    opener = page.locator("#table .open").first
    opener.click()
    assert rule in page.locator("tr.detail .group code").all_inner_texts()


def test_more_rows_are_shown_when_asked_for(large_file, opened):
    page = opened(large_file)
    assert len(scores(page)) == 100
    page.get_by_role("button", name="Show more").click()
    assert len(scores(page)) == 200
    page.get_by_role("button", name="Show more").click()
    assert len(scores(page)) == 300
    assert page.locator(".more").is_hidden()


# --- a page's details -----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["Enter", " "])
def test_details_open_and_close_by_keyboard(blog_file, opened, key):
    page = opened(blog_file)
    opener = page.locator("#p0 .open")
    assert opener.get_attribute("aria-expanded") == "false"
    opener.press(key)
    detail = page.locator("#detail0")
    detail.locator(".page").wait_for()
    assert (opener.get_attribute("aria-expanded"), opener.get_attribute("aria-controls")) == (
        "true",
        "detail0",
    )
    assert detail.locator("mark").first.inner_text().strip()
    for heading in ("What to fix", "In search results", "Outline", "The page at a glance"):
        assert detail.get_by_role("heading", name=heading).is_visible()
    opener.press(key)
    assert detail.count() == 0
    opener.press(key)
    assert detail.locator(".page").is_visible()  # nothing was lost on the way


@pytest.mark.parametrize("width", [1280, 390])
def test_an_opened_page_begins_with_what_to_fix(blog_file, opened, width):
    page = opened(blog_file, width=width, fragment="#p0", reduced_motion="reduce")
    first = page.locator("#detail0 .findings .group").first
    first.wait_for()
    assert first.bounding_box()["y"] - page.locator("#detail0").bounding_box()["y"] < 300
    assert page.locator("#detail0 .map").bounding_box()["y"] > first.bounding_box()["y"]


def test_a_word_of_the_field_leads_to_what_it_means_and_back(blog_file, opened):
    page = opened(blog_file, fragment="#p0", reduced_motion="reduce")
    page.locator("#detail0 .page").wait_for()
    for word in (page.locator(".first .term").first, page.locator("#detail0 .term").first):
        meaning = page.locator(word.get_attribute("href"))
        assert not meaning.evaluate("each => each.getBoundingClientRect().top < innerHeight")
        word.click()
        assert 0 <= meaning.bounding_box()["y"] < 900
        page.go_back()
        page.locator("#detail0 .page").wait_for()


@pytest.mark.parametrize("cell", [0, 2, 3])
def test_a_click_anywhere_in_its_row_opens_the_page_too(blog_file, opened, cell):
    page = opened(blog_file)
    page.locator("#p0 > td").nth(cell).click()
    page.locator("#detail0 .page").wait_for()
    page.locator("#p0 > td").nth(cell).click()
    assert page.locator("#detail0").count() == 0


def test_what_is_packed_looks_like_what_is_not(large_file, opened):
    page = opened(large_file)
    page.goto(page.url + "#p299")
    page.locator("#detail299 .page").wait_for()
    assert page.locator("#p299 .open").evaluate("each => each === document.activeElement")
    shape = "each => Array.from(each.querySelectorAll('h4')).map(h => h.textContent)"
    packed = page.locator("#detail299 .page").evaluate(shape)
    assert packed[0].startswith("What to fix")
    words = page.locator("#p299 td").last.inner_text()
    assert words in page.locator("#detail299 .facts").inner_text()
    unpacked = page.locator("#d0 .page").evaluate(shape)
    for heading in ("What to fix", "In search results"):
        for shown in (packed, unpacked):
            assert any(text.startswith(heading) for text in shown)


def test_links_lead_into_the_table(blog_file, opened):
    page = opened(blog_file, fragment="#p3")
    page.locator("#detail3 .page").wait_for()
    page.get_by_role("searchbox").fill("nothing has this name")
    assert scores(page) == []
    link = page.locator(".first .begin a")
    target = link.get_attribute("href")
    link.click()
    page.locator(f"#detail{target[2:]} .page").wait_for()
    assert page.get_by_role("searchbox").input_value() == ""


def test_a_fix_leads_to_its_place_on_the_page(blog_file, opened):
    page = opened(blog_file, reduced_motion="reduce")
    for link in page.locator(".first .where a[data-at]").all():
        place = link.get_attribute("data-at")
        link.click()
        group = page.locator(f"#{place}")
        group.wait_for()
        assert group.evaluate("each => each === document.activeElement")
        assert 0 <= group.bounding_box()["y"] < 900
        assert place.partition("-")[2] == group.locator(".meta code").first.inner_text().replace("/", "-")


def test_without_javascript_a_fix_leads_to_its_place_too(blog_file, opened):
    page = opened(blog_file, java_script_enabled=False)
    link = page.locator(".first .where a[data-at]").first
    link.click()
    assert page.locator(link.get_attribute("href")).is_visible()


# --- compared with an earlier report ---------------------------------------------------------------------


def test_the_first_screen_says_what_changed(compared_file, opened):
    page = opened(compared_file)
    said = page.locator(".since-band .do").inner_text()
    assert re.match(
        r"Since last-month\.json: the mean score of the \d+ pages in both .*; \d+ findings? (is|are) new",
        said,
    )
    box = page.locator(".winlose").bounding_box()
    assert 0 < box["y"] < box["y"] + box["height"] < 900
    page.get_by_role("link", name="What changed").first.click()
    assert page.get_by_role("heading", name="Pages that are gone").is_visible()


def test_pages_are_sorted_by_what_they_won(compared_file, opened):
    page = opened(compared_file)
    page.locator("th[data-key=change] button").click()
    changes = [text.replace("−", "-") for text in column(page, 7)]
    numbers = [int(text) if text.strip("+-").isdigit() else 0 for text in changes]
    assert numbers == sorted(numbers)
    assert numbers[0] == -3


def test_a_new_finding_is_marked_where_it_stands_packed_or_not(compared_file, opened):
    page = opened(compared_file, reduced_motion="reduce")
    links = page.locator("#changes .card").first.locator("a[data-at]")
    assert links.count() > 20
    packed = {link.get_attribute("href")[1] == "p": link for link in links.all()}
    assert set(packed) == {True, False}
    for link in packed.values():
        link.evaluate("each => { const folded = each.closest('details'); if (folded) folded.open = true; }")
        link.click()
        group = page.locator(f"#{link.get_attribute('data-at')}")
        group.wait_for()
        assert group.evaluate("each => each === document.activeElement")
        assert group.locator("li", has_text="this was not so").first.locator(".chip.new").is_visible()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_in_a_comparison(compared_file, opened, scheme, width):
    page = opened(compared_file, color_scheme=scheme, width=width)
    page.locator(".open", has_text="").first.click()
    page.locator("tr.detail .page").first.wait_for()
    page.evaluate(
        "for (const each of document.querySelectorAll('#changes details, tr.detail details')) each.open = true"
    )
    assert contrast_and_structure(page) == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# --- everybody ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing(blog_file, opened, scheme, width):
    page = opened(blog_file, color_scheme=scheme, width=width)
    page.locator("#p0 .open").click()
    page.locator("#detail0 .page").wait_for()
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert contrast_and_structure(page) == ""


def test_axe_can_tell_the_parts_of_several_open_pages_apart(blog_file, opened):
    page = opened(blog_file)
    openers = page.locator("#table .open")
    for number in range(min(openers.count(), 4)):
        openers.nth(number).click()
        page.locator(f"#detail{number} .page").wait_for()
    assert contrast_and_structure(page) == ""


def test_dark_is_dark_and_light_is_light(blog_file, opened):
    colors = {}
    for scheme in ("light", "dark"):
        page = opened(blog_file, color_scheme=scheme)
        colors[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
    lightness = {name: sum(map(int, re.findall(r"\d+", color)[:3])) / 3 for name, color in colors.items()}
    assert lightness["dark"] < 60
    assert lightness["light"] > 220


@pytest.mark.parametrize("width", [320, 390, 640])
def test_nothing_has_to_be_scrolled_sideways(blog_file, opened, width):
    """A width of 320 is what remains of 1280 at a zoom of 400 %."""
    page = opened(blog_file, width=width)
    page.locator("#p0 .open").click()
    page.locator("#detail0 .page").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_it_can_be_read(large_file, opened):
    page = opened(large_file, java_script_enabled=False)
    assert len(scores(page)) == 300
    assert page.locator(".filters").is_hidden()
    assert page.locator(".first ol > li").first.is_visible()
    finding = page.locator("#d0 .group").first
    assert not finding.is_visible()
    page.locator("#d0 > summary").click()
    assert finding.is_visible()
    assert page.locator("details[id^=d]").count() == 50


def test_on_paper_the_weakest_pages_are_open(blog_file, opened):
    page = opened(blog_file)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#d0 .group").first.is_visible()
    assert page.locator("#d0 .why p").first.is_visible()
    assert page.locator("#site details p, #d0 .advice p, #d0 .faults p").last.is_visible()
    assert page.locator(".filters").is_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator(".fallback").is_hidden()
    pdf = page.pdf()
    assert pdf.startswith(b"%PDF")
    assert 3 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) < 150


# --- strangers ------------------------------------------------------------------------------------------


def test_hostile_texts_stay_texts(hostile_file, opened):
    page = opened(hostile_file)
    for number in (0, 79):  # one in full, one packed
        page.evaluate(f"location.hash = '#p{number}'")
        page.locator(f"#detail{number} .page").wait_for()
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert page.evaluate("window.owned") is None
    assert page.locator("img, iframe, object, embed, link, base").count() == 0
    assert page.locator("[onerror], [onload], [onfocus], [autofocus], [style]").count() == 0
    links = page.locator("a").evaluate_all("each => each.map(a => a.getAttribute('href'))")
    assert [link for link in links if not link.startswith(("#", "https://", "http://"))] == []
    assert "<img src=x" in page.locator("#detail79").inner_text()


def test_the_policy_holds_even_if_markup_got_in(blog_file, browser):
    """The second line of defence: what the escaping might let through one day does not run."""
    page = browser.new_page()
    page.goto(blog_file.as_uri())
    refused = page.evaluate("""() => new Promise((resolve) => {
        document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
        document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.owned=1'>");
    })""")
    assert refused in ("img-src", "script-src-attr")
    assert page.evaluate("window.owned") is None
    page.close()
