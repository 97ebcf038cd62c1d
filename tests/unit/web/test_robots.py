from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seoaudit.web.response import Fetched, Response
from seoaudit.web.robots import MAX_BYTES, MAX_LINE, Robots, path_and_query, robots_of
from seoaudit.web.robots_rules import Rule, Rules, written

SITE = "https://example.org"


def allowed(text: str | bytes, path: str, agent: str = "Googlebot") -> bool:
    return Robots.parse(text).allows(SITE + path, agent)


@pytest.mark.parametrize("slip", [
    "User-agent: *\nDisallow: /private",
    "user agent: *\nDISALLOW: /private",
    "Useragent: *\r\nDisalow: /private\r\n",
    "User-agent: *\rDissallow: /private # not for you",
    "User-agent *\nDisallow /private",
    "\ufeffUser-agent: *\nDiasllow: /private",
    "User-agent: * everyone\n\n\nDisallow : /private",
])  # fmt: skip
def test_slips_that_google_forgives(slip: str) -> None:
    assert not allowed(slip, "/private/page")
    assert allowed(slip, "/public")


def test_lines_that_say_nothing() -> None:
    assert allowed("Disallow: /", "/"), "no crawler is named"
    assert allowed("User-agent: *\nDisallow:", "/"), "an empty pattern matches nothing"
    assert allowed("User-agent: *\nDisallow / /private", "/private"), "three words and no colon"
    assert allowed("User-agent: *\nNo-disallow: /", "/")
    assert allowed("", "/")
    assert allowed(b"\xff\xfe\x00", "/")


def test_groups_of_one_crawler_are_merged_and_hide_those_for_all() -> None:
    text = """
        User-agent: *
        Disallow: /
        User-agent: googlebot
        User-agent: Bingbot/2.0
        Disallow: /a
        Sitemap: https://example.org/sitemap.xml
        User-agent: Otherbot
        Disallow: /b
        User-agent: GoogleBot
        Disallow: /c
    """
    read = {agent: [allowed(text, path, agent) for path in ("/a", "/b", "/c", "/d")]
            for agent in ("Googlebot", "bingbot", "Otherbot", "Nobody")}  # fmt: skip
    assert read == {
        "Googlebot": [False, True, False, True],
        "bingbot": [False, True, True, True],
        "Otherbot": [True, False, True, True],
        "Nobody": [False, False, False, False],
    }


def test_the_longest_pattern_decides_and_allowing_wins_a_tie() -> None:
    text = "User-agent: *\nDisallow: /shop\nAllow: /shop/tents\nDisallow: /*.pdf$\nAllow: /shop/*.pdf"
    robots = Robots.parse(text)
    said = {path: robots.verdict(SITE + path, "Googlebot") for path in ("/shop/", "/shop/tents/1", "/a.pdf", "/shop/a.pdf", "/a.pdf?x", "/")}  # fmt: skip
    assert {path: (verdict.allowed, verdict.line) for path, verdict in said.items()} == {
        "/shop/": (False, 2),
        "/shop/tents/1": (True, 3),
        "/a.pdf": (False, 4),
        "/shop/a.pdf": (True, 5),
        "/a.pdf?x": (True, 0),
        "/": (True, 0),
    }
    assert said["/shop/"].rule == "Disallow: /shop"
    assert Robots.parse("User-agent: *\nDisallow: /a\nAllow: /a").allows(SITE + "/a", "x")
    assert Robots.parse("User-agent: *\nAllow: /a*\nDisallow: /ab").allows(SITE + "/ab", "x")


def test_allowing_an_index_file_allows_its_folder() -> None:
    text = "User-agent: *\nAllow: /docs/index.html\nDisallow: /"
    assert allowed(text, "/docs/")
    assert allowed(text, "/docs/index.html")
    assert not allowed(text, "/docs/page.html")
    assert not allowed("User-agent: *\nAllow: /\nDisallow: /docs/index.html", "/docs/index.html")


def test_bytes_outside_of_ascii_are_compared_percent_encoded() -> None:
    assert not allowed("User-agent: *\nDisallow: /café", "/caf%C3%A9/menu")
    assert not allowed("User-agent: *\nDisallow: /caf%c3%a9", "/caf%C3%A9")
    assert not allowed("User-agent: *\nDisallow: /caf%C3%A9", "/caf%c3%a9")


def test_what_is_not_read() -> None:
    filler = "# nothing\n" * (MAX_BYTES // 10)
    assert allowed(f"{filler}User-agent: *\nDisallow: /\n", "/")
    assert not allowed(f"User-agent: *\nDisallow: /private\n{filler}", "/private")
    begun = "User-agent: *\n"
    cut = begun + "#" * (MAX_BYTES - len(begun) - 12) + "\nDisallow: /private"
    assert allowed(cut, "/public"), "half of a pattern is no pattern"
    long = "a" * MAX_LINE
    assert not allowed(f"User-agent: *\nDisallow: /{long}", "/" + long[: MAX_LINE - len("Disallow: /")])


def test_delays_and_sitemaps() -> None:
    robots = Robots.parse(
        "Sitemap: https://example.org/a.xml\nUser-agent: *\nCrawl-delay: 2.5\nUser-agent: slowbot\n"
        "Crawl-delay: 30\nDisallow:\nSite-map: https://example.org/b.xml\nsitemap: https://example.org/a.xml\n"
        "User-agent: fastbot\nDisallow: /x\nUser-agent: oddbot\nCrawl-delay: soon\nCrawl-delay: -1\nCrawl-delay: inf"
    )
    delays = [robots.crawl_delay(agent) for agent in ("anybot", "SlowBot", "fastbot", "oddbot")]
    assert delays == [2.5, 30.0, None, None]
    assert robots.sitemaps == ("https://example.org/a.xml", "https://example.org/b.xml")
    assert robots.names("slowbot")
    assert not robots.names("anybot")


@pytest.mark.parametrize(("status", "trouble", "may"), [
    (200, "", "as written"),
    (200, "truncated", "nothing"),
    (200, "encoding", "nothing"),
    (204, "", "everything"),
    (301, "", "everything"),
    (302, "redirects", "everything"),
    (302, "loop", "everything"),
    (401, "", "everything"),
    (404, "", "everything"),
    (410, "", "everything"),
    (429, "", "nothing"),
    (500, "", "nothing"),
    (503, "", "nothing"),
    (0, "timeout", "nothing"),
    (0, "dns", "nothing"),
])  # fmt: skip
def test_what_the_answer_for_robots_txt_means(status: int, trouble: str, may: str) -> None:
    body = b"" if status != 200 else b"User-agent: *\nDisallow: /private"
    response = Response(
        url=SITE + "/robots.txt", status=status, body=body, trouble=trouble, message="it broke"
    )  # type: ignore[arg-type]
    robots = robots_of(Fetched(response))
    got = (robots.allows(SITE + "/private", "Googlebot"), robots.allows(SITE + "/", "Googlebot"))
    assert got == {"as written": (False, True), "everything": (True, True), "nothing": (False, False)}[may]
    if may == "nothing":
        assert robots.reason == robots.verdict(SITE + "/", "x").rule != ""


def test_robots_txt_is_followed_for_five_redirects() -> None:
    hop = Response(url=SITE + "/robots.txt", status=301)
    end = Response(url="https://www.example.org/robots.txt", status=200, body=b"User-agent: *\nDisallow: /")
    assert not robots_of(Fetched(end, (hop,) * 5)).allows(SITE + "/", "x")
    assert robots_of(Fetched(end, (hop,) * 6)).allows(SITE + "/", "x")


def test_a_long_file_that_is_cut_off_is_read_as_far_as_it_counts() -> None:
    body = b"User-agent: *\nDisallow: /private\n" + b"# more\n" * MAX_BYTES
    response = Response(url=SITE, status=200, body=body, trouble="too-large", message="too large")
    robots = robots_of(Fetched(response))
    assert (robots.allows(SITE + "/private", "x"), robots.allows(SITE + "/", "x")) == (False, True)


def test_many_crawlers_of_many_rules_share_them() -> None:
    """All pairs of the two would be ten million: the file is read in time that its length allows for."""
    agents = "".join(f"User-agent: bot-{'a' * (at % 50)}b{'c' * (at // 50)}\n" for at in range(3_000))
    rules = "".join(f"Disallow: /{at}*x\nCrawl-delay: {at}\n" for at in range(3_000))
    robots = Robots.parse(agents + rules)
    assert not robots.allows(SITE + "/2999/x", "bot-aab")
    assert robots.crawl_delay("bot-aab") == 2999.0


PATTERNS = st.text("/ab*$%?é", max_size=12)
PATHS = st.text("/ab$%?", max_size=12).map("/{}".format)


def matches(pattern: str, path: str) -> bool:
    """Match as RFC 9309 describes it, one character of the pattern at a time."""
    places = {0}
    for at, letter in enumerate(pattern):
        if letter == "$" and at == len(pattern) - 1:
            return len(path) in places
        if letter == "*":
            places = set(range(min(places), len(path) + 1))
        else:
            places = {place + 1 for place in places if path[place : place + 1] == letter}
        if not places:
            return False
    return True


@given(st.lists(st.tuples(PATTERNS, st.booleans()), max_size=8), PATHS)
@example([("/a*b$", False)], "/ab/b")
@example([("/*aba$", False)], "/aba")
@example([("/ab*ba$", False)], "/aba")
def test_rules_decide_as_trying_all_of_them_would(lines: list[tuple[str, bool]], path: str) -> None:
    rules = [Rule(written(pattern.encode()), allow, at, "") for at, (pattern, allow) in enumerate(lines, 1)]
    rules = [rule for rule in rules if not rule.pattern.endswith("/index.htm")]
    matching = [rule for rule in rules if rule.pattern and matches(rule.pattern, path)]
    best = min(matching, key=lambda rule: (-len(rule.pattern), not rule.allow, rule.line), default=None)
    assert Rules(rules).decisive(path) == best


@given(st.binary(max_size=300) | st.text(max_size=300), st.text(max_size=30), st.text(max_size=10))
def test_any_bytes_are_a_robots_txt(data: bytes | str, address: str, agent: str) -> None:
    robots = Robots.parse(data)
    verdict = robots.verdict(address, agent)
    assert verdict.allowed or verdict.line > 0
    assert path_and_query(address).startswith("/")


@given(
    st.lists(
        st.sampled_from(
            ["User-agent: a", "User-agent: b", "User-agent: *", "Disallow: /", "Allow: /x", "Foo: 1"]
        )
    )
)
def test_line_ends_comments_and_unknown_lines_do_not_matter(lines: list[str]) -> None:
    plain = Robots.parse("\n".join(lines))
    dressed = Robots.parse("\r\n".join(f"  {line} # why\r\nHost: x\r" for line in lines))
    for agent in ("a", "b", "c"):
        assert plain.allows("/x", agent) == dressed.allows("/x", agent)
