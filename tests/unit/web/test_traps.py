"""Addresses without end are seen for what they are, and what a good site has many of is followed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.web.traps import MAX_ARCHIVES, MAX_DATES, TrapWatch, trap_in, without_session

SITE = "https://tents.example"


def followed(addresses: Iterable[str]) -> int:
    watch = TrapWatch(2026)
    return sum(watch.judge(SITE + each) is None for each in addresses)


@pytest.mark.parametrize(("address", "kind"), [
    ("/a;jsessionid=26CCC422B4D65C9671F8FE1ED3D55423?x=1", "session"),
    ("/(S(4gbz5oucogtlqhvyt2ba3s45))/page.aspx", "session"),
    ("/a?PHPSESSID=q7m1", "session"),
    ("/a?page=2&sid=9f86d081884c7d659a2feaa0", "session"),
    ("/a?session_id=9f86d081884c7d659a2feaa0", "session"),
    ("/blog/blog/blog/", "growing"),
    ("/de/shop/de/shop/de/shop/tents/", "growing"),
    ("/x" * 25, "growing"),
    ("/" + "x" * 10_000, "growing"),
    ("/tents?sort=price_asc", "view"),
    ("/tents?orderby=price-desc", "view"),
    ("/tents/?add-to-cart=12", "view"),
    ("/a-post/?replytocom=4711", "view"),
    ("/a-post/?share=twitter", "view"),
    ("/index.php?title=Tent&action=edit", "view"),
    ("/a?print=1", "view"),
])  # fmt: skip
def test_traps_that_show_by_themselves(address: str, kind: str) -> None:
    trap = trap_in(SITE + address)
    assert trap is not None
    assert trap.kind == kind


@pytest.mark.parametrize("address", [
    "/",
    "/2024/05/12/a-walk/",
    "/2024/05/12/",
    "/blog/?page=1204",
    "/blog/page/1204/",
    "/product.php?id=4711",
    "/program?session_id=42",
    "/program?session=spring-keynote-2024",
    "/fastlane/blob/master/fastlane/lib/fastlane/actions.rb",
    "/1/1/1/1/",
    "/2024/2024-05-12/",
    "/find?order=4711",
    "/tents?sort=family",
    "/prints/print-shop/",
    "/caf%C3%A9/?q=%F0%9F%8F%95",
])  # fmt: skip
def test_no_traps(address: str) -> None:
    assert TrapWatch(2026).judge(SITE + address) is None


def days(pattern: str, count: int) -> list[str]:
    return [(date(1990, 1, 1) + timedelta(days=at)).strftime(pattern) for at in range(count)]


def test_a_calendar_ends() -> None:
    assert followed(days("/calendar/%Y/%m/%d/", 3_000)) == MAX_DATES
    assert followed(days("/events/%Y-%m-%d/week", 3_000)) == MAX_DATES
    assert followed(days("/events?date=%Y-%m-%d", 3_000)) == MAX_DATES
    assert (
        followed(f"/?month={month}&year={year}" for year in range(1990, 2027) for month in range(1, 13))
        == MAX_DATES
    )
    assert (
        followed(["/calendar/2026/12/", "/calendar/2028/12/", "/calendar/2029/01/", "/?date=2031-05-01"]) == 2
    )


def test_a_blog_with_dates_in_its_paths_does_not_end() -> None:
    posts = [f"{day}post-{at}/" for day in days("/%Y/%m/%d/", 3_000) for at in range(2)]
    assert followed(posts) == len(posts)
    archives = days("/%Y/%m/%d/", MAX_ARCHIVES - 10)
    assert followed(archives) == len(archives)
    events = [f"/events/{day}{name}" for day in days("%Y-%m-%d", 2_000) for name in ("-concert/", "/yoga/")]
    assert followed(events) == len(events)


def test_filters_that_combine_end() -> None:
    filters = {
        "color": "rgbw",
        "size": "sml",
        "brand": "abcde",
        "season": "1234",
        "price": "1234",
        "for": "123",
        "new": "1",
    }
    every = [
        "/tents?" + "&".join(f"{name}={value}" for name, value in zip(names, values, strict=True))
        for count in range(1, 5)
        for names in combinations(filters, count)
        for values in product(*(filters[name] for name in names))
    ]  # fmt: skip
    assert len(every) > 3_000
    assert followed(every) < 1_600
    assert followed(every[:200]) == 200


def test_parameters_that_name_a_page_do_not_end() -> None:
    products = [f"/index.php?route=product&lang=en&path={at % 40}&product_id={at}" for at in range(5_000)]
    assert followed(products) == len(products)
    articles = [
        f"/index.php?option=content&view=article&id={at}&catid={at % 9}&Itemid={at % 7}"
        for at in range(5_000)
    ]
    assert followed(articles) == len(articles)
    pages = [f"/tents?color=red&size=m&page={at}" for at in range(5_000)]
    assert followed(pages) == len(pages)


def test_session_ids_are_taken_out() -> None:
    assert without_session(f"{SITE}/a?b=1&PHPSESSID=x&c=2#d") == f"{SITE}/a?b=1&c=2#d"
    assert without_session(f"{SITE}/(S(4gbz5oucogtlqhvyt2ba3s45))/page.aspx") == f"{SITE}/page.aspx"
    assert without_session(f"{SITE}/a?sid=12&&x") == f"{SITE}/a?sid=12&&x"


@given(
    st.lists(
        st.sampled_from(
            ["/a", "/b", "/2024", "/05", "?", "&", "x=1", "sort=asc", "sid=", ";", "%", "\udc80"]
        ),
        max_size=30,
    )
)
def test_any_address_is_judged_alike_each_time(parts: list[str]) -> None:
    address = SITE + "".join(parts)
    assert TrapWatch(2026).judge(address) == TrapWatch(2026).judge(address)
    cleaned = without_session(address)
    assert without_session(cleaned) == cleaned
