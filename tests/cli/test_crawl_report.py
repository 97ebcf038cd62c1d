"""What a crawl's report says: dead links of templates, counts that agree, copies of a site, crawls cut short."""

import json

import pytest
from click.testing import CliRunner

from seoaudit.cli import main
from seoaudit.engines.copies import published_copy
from seoaudit.web.pace import Pace
from tests.web_server import Answer, redirect, text, xml


@pytest.fixture(autouse=True)
def working(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


@pytest.fixture
def hurried(monkeypatch):
    """Hosts in trouble are left alone for a moment only."""
    monkeypatch.setattr(
        Pace.__init__, "__kwdefaults__", {**Pace.__init__.__kwdefaults__, "backoff": 0.01, "longest": 0.02}
    )


def seoaudit(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments)])


def crawl(web, *arguments):
    return seoaudit("crawl", web.url(), "--to", "site.crawl", *arguments)


def report(result):
    return json.loads(result.stdout)


def found(result, rule):
    """Return the messages of a site rule by the page that they are on."""
    return {
        finding["path"].partition("://")[2].partition("/")[2]: finding["message"]
        for site in report(result)["sites"]
        for each in site["results"]
        if each["rule"] == rule
        for finding in each["findings"]
    }


def page(main="", nav="", canonical=""):
    head = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return (
        f"<!doctype html><html lang=en><head><title>A page of the site</title>{head}</head>"
        f"<body><nav>{nav}</nav><main><h1>A page</h1><p>{main}</p></main></body></html>"
    )


def test_dead_links_of_the_navigation_are_named_once_with_their_pages(web):
    nav = '<a href="/">Home</a> <a href="/shop">Our shop</a> <a href="/old">Old</a> <a href="/members">Members</a>'
    web.pages |= {
        "/": page('<a href="/a">about a</a>', nav),
        "/a": page("", nav),
        "/old": redirect("/gone", 302),
    }
    web.pages["/members"] = Answer(status=403)
    result = crawl(web, "--format", "json")
    said = [each["message"] for site in report(result)["sites"] for rule in site["results"]
            if rule["rule"] == "links/broken-template" for each in rule["findings"]]  # fmt: skip
    assert said == [
        "“Our shop” leads to /shop, which does not exist, here and on 1 more page",
        "“Old” leads to /gone, which does not exist, here and on 1 more page",
    ]
    assert found(result, "links/refused") == {
        "": "“/members” answers 403 (Forbidden), here and on 1 more page"
    }
    assert result.exit_code == 1


def test_one_page_is_enough_to_fail_for_its_template(web):
    web.pages["/"] = page("", '<a href="/shop">Our shop</a>')
    result = crawl(web, "--format", "json", "--fail-under", 0)
    assert result.exit_code == 1
    assert report(result)["gate"]["failures"] == [f"{web.url()} fails links/broken-template (error)"]


def test_robots_and_sitemaps_that_were_only_tried_are_not_counted(web):
    web.pages |= {"/": page('<a href="/a">a</a> <a href="/gone">b</a> <a href="/old">c</a>'), "/a": page()}
    web.pages |= {"/old": redirect("/a"), "/sitemap.txt": text(web.url("/a"))}
    result = crawl(web, "--format", "json")
    facts = report(result)["sites"][0]["crawl"]
    assert facts["answers"] == {"page": 2, "redirect": 1, "missing": 1}
    assert result.stderr.startswith("Fetched 2 pages, 2 other answers.")


def test_a_server_that_answers_everything_has_no_more_pages_than_are_linked(web):
    web.pages = lambda request: page('<a href="/a">a</a>')
    result = crawl(web, "--format", "json")
    assert report(result)["summary"]["pages"] == 2
    assert result.stderr.startswith("Fetched 2 pages.")


def test_a_crawl_that_was_cut_short_is_incomplete(web, hurried):
    posts = [f"/{number}" for number in range(12)]
    links = " ".join(f'<a href="{post}">{post}</a>' for post in posts)
    web.pages |= {"/": page(links), **dict.fromkeys(posts, Answer(status=429, headers={"Retry-After": "3"}))}
    result = crawl(web, "--connections", 1, "--format", "json", "--fail-under", 0)
    host = web.url().removeprefix("http://").rstrip("/")
    assert result.exit_code == 2
    assert (
        f"the crawl ended early: {host} was given up after 8 failures in a row: it answers 429"
        in result.stderr
    )
    assert report(result)["sites"][0]["crawl"]["ended"] == "unreachable"
    again = seoaudit("check", "site.crawl", "--fail-under", 0)
    assert again.exit_code == 2
    assert "Incomplete: the crawl ended early" in again.stdout
    assert crawl(web, "--connections", 1, "--no-audit").exit_code == 2


def test_a_limit_makes_no_crawl_incomplete(web):
    web.pages |= {"/": page('<a href="/a">a</a>'), "/a": page()}
    assert crawl(web, "--max-pages", 1, "--select", "links/broken-internal").exit_code == 0


def test_patterns_that_leave_nothing_are_said(web):
    web.pages |= {"/": page('<a href="/blog/1">a</a> <a href="/b">b</a>'), "/blog/1": page(), "/b": page()}
    result = crawl(web, "--include", "/blgo/*", "--format", "json")
    assert "Left out: 2 by --include or --exclude." in result.stderr
    assert "--include and --exclude left nothing of the site but where it began" in result.stderr
    assert report(result)["sites"][0]["crawl"]["left_out"] == {"scope": 2}
    fits = crawl(web, "--include", "/blog/*", "--format", "json")
    assert "Left out: 1 by --include or --exclude." in fits.stderr
    assert "left nothing" not in fits.stderr


def copy(web):
    public = "https://hills.example"
    nav = '<a href="/a/">A</a> <a href="/b/">B</a>'
    for path in ("/", "/a/", "/b/"):
        web.pages[path] = page(f'<a href="{public}/a/">the first</a>', nav, public + path)
    listed = "".join(f"<url><loc>{public}{path}</loc></url>" for path in ("/", "/a/", "/b/"))
    web.pages["/sitemap.xml"] = xml(
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'
    )
    return public


def failed_on_pages(result, rule):
    return sum(
        each["outcome"] == "failed"
        for one in report(result)["pages"]
        for each in one["results"]
        if each["rule"] == rule
    )


def test_a_copy_on_your_own_machine_is_judged_as_the_site_that_it_names(web):
    public = copy(web)
    plain = crawl(web, "--format", "json")
    (site,) = report(plain)["sites"]
    assert (site["url"], site["url_inferred"], site["crawl"]["copy_of"]) == (f"{public}/", True, "")
    assert failed_on_pages(plain, "indexing/canonicalised") == 0
    assert found(plain, "indexing/sitemap") == {}
    assert site["graph"]["links"] == 2  # to /a/ from the others, by its public address
    told = " ".join(seoaudit("check", "site.crawl").stdout.split())
    assert f"Judged as {public}/, which nearly all its canonical links name; --site-url sets another" in told

    meant = seoaudit("check", "site.crawl", "--site-url", public, "--format", "json")
    assert report(meant)["sites"][0]["url_inferred"] is False
    assert [each["score"] for each in report(meant)["pages"]] == [
        each["score"] for each in report(plain)["pages"]
    ]


def test_a_copy_whose_pages_name_other_pages_is_still_at_fault(web):
    public = copy(web)
    nav = "".join(f'<a href="/{number}/">{number}</a>' for number in range(9))
    for number in range(9):
        web.pages[f"/{number}/"] = page("text", nav, f"{public}/{number}/")
    web.pages["/b/"] = page("text", nav, f"{public}/3/")
    web.pages["/c/"] = page("text", nav, "https://elsewhere.example/c/")
    web.pages["/"] = page("text", f'{nav}<a href="/b/">b</a> <a href="/a/">a</a>', f"{public}/")
    result = crawl(web, "--format", "json")
    assert report(result)["sites"][0]["url"] == f"{public}/"
    accused = {
        each["path"]: one["findings"][0]["message"]
        for each in report(result)["pages"]
        for one in each["results"]
        if one["rule"] == "indexing/canonicalised" and one["outcome"] == "failed"
    }
    assert accused == {web.url("/b/"): f"the page asks to be judged as another one: “{public}/3/”"}


def test_the_sitemap_that_a_copy_names_is_looked_for_in_the_copy(web):
    public = copy(web)
    web.pages["/map.xml"] = web.pages.pop("/sitemap.xml")
    web.pages["/robots.txt"] = text(f"User-agent: *\nAllow: /\nSitemap: {public}/map.xml\n")
    result = crawl(web, "--format", "json")
    assert found(result, "indexing/sitemap") == {}
    assert "/map.xml" in web.paths


def test_in_public_a_copy_is_told_but_judged_by_its_own_address():
    pages = {f"/{name}/": f'<link rel="canonical" href="https://hills.example/{name}/">' for name in "abc"}
    for host, published in (
        ("http://localhost:8000", "https://hills.example"),
        ("http://192.168.0.7", "https://hills.example"),
        ("https://staging.hills.example", ""),
    ):
        addresses = [host + path for path in pages]
        assert (
            published_copy(host, addresses, lambda url, host=host: pages[url.removeprefix(host)]) == published
        )


def test_a_site_that_names_itself_is_no_copy(web):
    for path in ("/", "/a", "/b"):
        web.pages[path] = page('<a href="/a">a</a> <a href="/b">b</a>', "", web.url(path))
    assert report(crawl(web, "--format", "json"))["sites"][0]["crawl"]["copy_of"] == ""


def test_a_site_whose_pages_name_one_page_elsewhere_is_no_copy(web):
    for path in ("/", "/a", "/b"):
        web.pages[path] = page('<a href="/a">a</a> <a href="/b">b</a>', "", "https://hills.example/")
    assert report(crawl(web, "--format", "json"))["sites"][0]["crawl"]["copy_of"] == ""


def test_nothing_that_was_fetched_can_be_fixed(web, working):
    web.pages["/"] = page(
        'Read &nbsp; <a href="http://github.com/hills/tents">the tents</a> &amp; <a href="">x</a>'
    )
    html = web.pages["/"]
    (working / "page.html").write_text(html)
    files = seoaudit("check", "page.html", "--select", "links/insecure", "--format", "json")
    live = crawl(web, "--select", "links/insecure", "--format", "json")
    assert report(files)["summary"]["fixable"] == 1
    assert report(live)["summary"]["fixable"] == 0
    assert failed_on_pages(live, "links/insecure") == 1
    assert "fixable" not in seoaudit("check", "site.crawl", "--select", "links/insecure").stdout


def test_pages_of_one_site_are_named_below_its_address(web):
    posts = [
        f"/a-path-that-is-longer-than-the-line-has-room-for/because-people-write-such/{n}/" for n in range(12)
    ]
    web.pages |= {"/": page(" ".join(f'<a href="{post}">the post {post[-3]}</a>' for post in posts))}
    web.pages |= dict.fromkeys(posts, page())
    lines = crawl(web).stdout.splitlines()
    assert lines[0] == f"Pages of {web.url()[:-1]}"
    assert not [line for line in lines[: lines.index("")] if len(line) > 80]
    assert not [line for line in lines if line.strip().endswith(" F") and len(line) < 10]
    assert sum(web.url() in line for line in lines) == 1  # the head of the site's section


def test_what_is_far_from_the_home_page_is_one_bar(web):
    web.pages |= {f"/{n}": page(f'<a href="/{n + 1}">the next, {n + 1}</a>') for n in range(1, 15)}
    web.pages |= {"/": page('<a href="/1">the first</a>'), "/15": page()}
    lines = [
        line.split("  ")[-2:] for line in crawl(web).stdout.splitlines() if " clicks " in line and "█" in line
    ]
    assert len(lines) == 8
    assert "9+ clicks      7" in crawl(web, "--fresh").stdout


def test_an_interrupted_audit_keeps_the_crawl(web, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    web.pages["/"] = page()
    monkeypatch.setattr("seoaudit.cli.crawl._audited", interrupted)
    result = crawl(web)
    assert result.exit_code == 130
    assert "the crawl is kept. To audit it: seoaudit check site.crawl/" in result.stderr


@pytest.mark.parametrize("answer", [None, Answer(b"%PDF", type="application/pdf")])
def test_a_crawl_that_found_no_page_leaves_no_folder(web, working, answer):
    web.pages["/start"] = answer
    result = seoaudit("crawl", web.url("/start"))
    assert result.exit_code == 2
    assert list(working.iterdir()) == []


def test_a_folder_that_a_crawl_left_empty_says_what_is_missing(working):
    (working / "site.crawl").mkdir()
    result = seoaudit("check", "site.crawl")
    assert result.exit_code == 2
    assert "there is no archive in site.crawl" in result.stderr
    assert "seoaudit crawl URL --to site.crawl" in result.stderr


def test_a_copy_is_called_by_the_name_of_its_site(web, working):
    public = copy(web)
    crawl(web, "--site-url", public, "-o", "report.html", "-o", "report.json")
    shown = (working / "report.html").read_text(encoding="utf-8")
    name = public.partition("://")[2]
    assert f'<h1 dir="auto">{name}</h1>' in shown
    assert f"{name}</title>" in shown
    assert f"fetched pages of a copy at {web.url().partition('://')[2].strip('/')}" in shown
    site = json.loads((working / "report.json").read_text(encoding="utf-8"))["sites"][0]
    assert (site["url"], site["root"]) == (f"{public}/", web.url("/"))


def test_a_crawl_cut_short_does_not_say_what_nothing_links_to(web, working):
    """The last page is the only one that links to the second."""
    paths = ("/", "/a", "/b", "/c")
    links = {"/": "/a", "/a": "/c", "/b": "/", "/c": "/b"}
    web.pages |= {path: page(f'<a href="{target}">on</a>') for path, target in links.items()}
    listed = "".join(f"<url><loc>{web.url(path)}</loc></url>" for path in paths)
    web.pages["/sitemap.xml"] = xml(
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'
    )
    for limit, whole in ((3, False), (9, True)):
        found = crawl(
            web, "--fresh", "--max-pages", limit, "-o", "report.json", "-o", "report.html", "-o", "terminal:-"
        )
        site = json.loads((working / "report.json").read_text(encoding="utf-8"))["sites"][0]
        assert (site["whole"], site["pages"], site["graph"]["unlinked"]) == (whole, min(limit, 4), not whole)
        failed = {each["rule"] for each in site["results"] if each["outcome"] == "failed"}
        assert failed.isdisjoint({"links/orphan", "links/depth"})
        shown = (working / "report.html").read_text(encoding="utf-8")
        assert ("which pages no other one links to" in shown) is not whole
        assert ("<dt>that no page links to</dt>" in shown) is whole
        assert "The site as a whole" in found.stdout
        assert "that no other page links to" not in found.stdout


@pytest.mark.parametrize("limit", [("--max-depth", 1), ("--exclude", "/lists/*")])
def test_nor_does_one_that_was_to_leave_pages_out(web, limit):
    """Only a list that the crawl leaves out links to /old."""
    web.pages["/"] = page('<a href="/a">a</a>')
    web.pages["/a"] = page('<a href="/lists/all">all</a> <a href="/">home</a>')
    web.pages["/lists/all"] = page('<a href="/old">old</a> <a href="/a">a</a>')
    web.pages["/old"] = page('<a href="/a">a</a>')
    listed = "".join(f"<url><loc>{web.url(path)}</loc></url>" for path in ("/", "/a", "/old"))
    web.pages["/sitemap.xml"] = xml(
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'
    )
    partly = crawl(web, "--format", "json", *limit)
    assert report(partly)["sites"][0]["whole"] is False
    assert found(partly, "links/orphan") == {}
    assert report(crawl(web, "--fresh", "--format", "json"))["sites"][0]["whole"] is True
