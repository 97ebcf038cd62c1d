"""Crawls of a site on loopback: what is asked, in what order, what is kept, and what happens in bad weather."""

import gzip
import sqlite3
from contextlib import contextmanager

import pytest

from seoaudit.sources.decode import Unreadable
from seoaudit.web.archive import ArchiveWriter, read_response, read_responses
from seoaudit.web.crawl import Crawl
from seoaudit.web.crawl_folder import CrawlFolder
from seoaudit.web.crawl_options import CrawlOptions
from seoaudit.web.pace import Pace
from tests.web_server import Answer, redirect, text, xml


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "site.crawl"


@pytest.fixture(autouse=True)
def no_long_waits(monkeypatch):
    """A host that is in trouble is left alone for a moment only."""
    monkeypatch.setattr(
        Pace.__init__, "__kwdefaults__", {**Pace.__init__.__kwdefaults__, "backoff": 0.01, "longest": 0.05}
    )


@contextmanager
def crawling(folder, web, path="/", *, fresh=False, **options):
    given = CrawlOptions(starts=(web.url(path),), agent="seoaudit/1", **options)
    with CrawlFolder(folder, given, fresh=fresh) as opened:
        yield Crawl(given, opened)


def crawl(folder, web, path="/", **options):
    """Crawl a site; return how it ended."""
    with crawling(folder, web, path, **options) as run:
        return run.run()


def fetched(folder, web):
    """Return what is in the archive: status or trouble by path, the last answer of each."""
    found = read_responses(folder / "archive.warc.gz")
    answers = {
        each.response.url.removeprefix(web.url("")): each.response.status or each.response.trouble
        for each in found
    }
    assert not found.problem
    return {
        path: answer for path, answer in answers.items() if "sitemap" not in path and path != "/robots.txt"
    }


def links(*targets):
    return "".join(f'<a href="{target}">x</a>' for target in targets)


def test_every_page_that_is_linked_is_fetched_once(web, folder):
    web.pages |= {
        "/": links("/a", "/b#top", "b"),
        "/a": links("/", "/c"),
        "/b": links("/b"),
        "/c": links("/gone"),
    }
    state = crawl(folder, web)
    assert fetched(folder, web) == {"/": 200, "/a": 200, "/b": 200, "/c": 200, "/gone": 404}
    assert sorted(web.paths) == sorted(set(web.paths))
    assert (state.complete, state.fetched, state.pages) == (True, 5, 4)


def test_robots_are_asked_first_and_obeyed(web, folder):
    web.pages |= {
        "/robots.txt": text("User-agent: *\nDisallow: /no\n"),
        "/": links("/no", "/yes"),
        "/yes": "",
        "/no": "",
    }
    state = crawl(folder, web)
    assert web.paths[0] == "/robots.txt"
    assert "/no" not in web.paths
    assert state.left_out == {"robots": 1}
    assert fetched(folder, web) == {"/": 200, "/yes": 200}


def test_robots_can_be_ignored_on_request(web, folder):
    web.pages |= {"/robots.txt": text("User-agent: *\nDisallow: /\n"), "/": links("/a"), "/a": ""}
    assert crawl(folder, web, robots=False).pages == 2


def test_a_start_that_robots_forbid_is_said(web, folder):
    web.pages |= {"/robots.txt": text("User-agent: *\nDisallow: /\n"), "/": ""}
    with crawling(folder, web) as run:
        assert run.run().pages == 0
    assert run.trouble == f"robots.txt does not allow {web.url('/')} to be fetched (line 2: Disallow: /)"
    assert "/" not in web.paths


def test_robots_that_cannot_be_read_forbid_all_and_are_asked_again_later(web, folder):
    web.pages |= {"/robots.txt": Answer(status=503), "/": links("/a"), "/a": ""}
    with crawling(folder, web) as run:
        assert run.run().ended == "unreachable"
    assert "robots.txt answers 503" in run.trouble
    web.pages["/robots.txt"] = text("")
    assert crawl(folder, web).complete
    assert fetched(folder, web) == {"/": 200, "/a": 200}


def test_other_sites_are_left_alone(web, folder):
    elsewhere = web.url("/elsewhere", host="localhost")
    web.pages |= {"/": links(elsewhere, "/r"), "/r": redirect(elsewhere), "/elsewhere": ""}
    crawl(folder, web)
    assert fetched(folder, web) == {"/": 200, "/r": 301}


def test_a_start_may_redirect_to_another_site(web, folder):
    there = web.url("/home", host="localhost")
    web.pages |= {"/": redirect(there), "/home": links("/a"), "/a": ""}
    assert crawl(folder, web).pages == 2
    assert web.asked("/a")[0].headers["Host"].startswith("localhost")


def test_patterns_say_what_belongs_to_the_crawl(web, folder):
    web.pages |= {
        "/": links("/blog/a", "/blog/draft", "/shop"),
        "/blog/a": links("/blog/b"),
        "/blog/b": "",
        "/shop": "",
    }
    crawl(folder, web, include=("/blog/*",), exclude=("*draft",))
    assert fetched(folder, web) == {"/": 200, "/blog/a": 200, "/blog/b": 200}


def test_redirects_are_addresses_of_their_own(web, folder):
    web.pages |= {
        "/": links("/r1", "/loop"),
        "/r1": redirect("/r2", 302),
        "/r2": redirect("/end"),
        "/end": "",
        "/loop": redirect("/loop"),
    }
    crawl(folder, web, max_depth=1)
    assert fetched(folder, web) == {"/": 200, "/r1": 302, "/r2": 301, "/end": 200, "/loop": 301}


def test_sitemaps_lead_to_pages_that_nothing_links_to(web, folder):
    site = web.url("")
    index = f"<sitemapindex><sitemap><loc>{site}/pages.xml.gz</loc></sitemap></sitemapindex>"
    pages = f"<urlset><url><loc>{site}/lonely</loc></url><url><loc>{site}/</loc></url></urlset>"
    web.pages |= {
        "/robots.txt": text(f"Sitemap: {site}/index.xml"), "/index.xml": xml(index), "/": links("/index.xml"),
        "/pages.xml.gz": Answer(gzip.compress(pages.encode()), type="application/gzip"), "/lonely": links("/more"), "/more": "",
    }  # fmt: skip
    crawl(folder, web)
    assert fetched(folder, web) == {
        "/": 200,
        "/index.xml": 200,
        "/pages.xml.gz": 200,
        "/lonely": 200,
        "/more": 200,
    }
    assert len(web.asked("/index.xml")) == 1
    kept = {each.response.url: each for each in read_responses(folder / "archive.warc.gz")}
    recorded = kept[f"{site}/index.xml"]
    assert read_response(folder / "archive.warc.gz", recorded.offset).body == index.encode()


def test_sitemaps_can_be_left_out(web, folder):
    web.pages |= {"/robots.txt": text(f"Sitemap: {web.url('/s.xml')}"), "/": ""}
    crawl(folder, web, sitemaps=False)
    assert web.paths == ["/robots.txt", "/"]


@pytest.mark.parametrize(("nofollow", "found"), [(True, {"/": 200}), (False, {"/": 200, "/a": 200})])
def test_nofollow_is_honoured_unless_it_is_not_to_be(web, folder, nofollow, found):
    web.pages |= {"/": '<a rel=nofollow href="/a">', "/a": ""}
    assert crawl(folder, web, nofollow=nofollow).left_out == ({"nofollow": 1} if nofollow else {})
    assert fetched(folder, web) == found


def test_depth_counts_links_from_the_start(web, folder):
    web.pages |= {"/": links("/1"), "/1": links("/2"), "/2": links("/3"), "/3": ""}
    assert crawl(folder, web, max_depth=2).left_out == {"depth": 1}
    assert fetched(folder, web) == {"/": 200, "/1": 200, "/2": 200}


def test_a_limit_ends_the_crawl_and_a_higher_one_lets_it_go_on(web, folder):
    web.pages |= {"/": links(*(f"/{n}" for n in range(9))), **{f"/{n}": "" for n in range(9)}}
    state = crawl(folder, web, max_pages=4)
    assert (state.ended, state.fetched, state.waiting, state.complete) == ("max-pages", 4, 6, False)
    state = crawl(folder, web, max_pages=20)
    assert (state.ended, state.fetched) == ("", 10)
    assert len(web.asked("/")) == len(web.asked("/8")) == len(web.asked("/robots.txt")) == 1


def test_the_limit_is_one_of_pages(web, folder):
    gone = [f"/gone{n}" for n in range(5)]
    web.pages |= {
        "/": links("/old", *gone, "/1", "/2", "/3"),
        "/old": redirect("/1"),
        "/1": "",
        "/2": "",
        "/3": "",
    }
    state = crawl(folder, web, max_pages=3, connections=1)
    assert (state.ended, state.pages, state.fetched) == ("max-pages", 3, 9)


def test_what_is_no_page_has_a_limit_too(web, folder):
    gone = [f"/gone{n}" for n in range(25)]
    web.pages |= {"/": links(*gone, "/1"), "/1": ""}
    state = crawl(folder, web, max_pages=2, connections=1)
    assert (state.ended, state.fetched) == ("max-pages", 20)


def test_what_patterns_leave_out_of_the_site_is_counted(web, folder):
    web.pages |= {
        "/": links("/a", "/b", "/blog/1", "https://elsewhere.example/"),
        "/blog/1": links("/a", "/blog/2"),
        "/blog/2": "",
        "/sitemap.txt": text(f"{web.url('/listed')}\n{web.url('/blog/2')}\n"),
    }
    assert crawl(folder, web, include=("/blog/*",)).left_out == {"scope": 3}
    assert fetched(folder, web) == {"/": 200, "/blog/1": 200, "/blog/2": 200}


def test_what_is_tried_and_answered_with_a_page_is_no_page(web, folder):
    web.pages = lambda request: links("/a")
    assert crawl(folder, web).pages == 2


def test_time_ends_the_crawl(web, folder):
    web.pages |= {"/": links("/a"), "/a": ""}
    state = crawl(folder, web, max_seconds=1e-9)
    assert (state.ended, state.fetched, state.waiting) == ("max-time", 0, 1)


def test_a_crawl_that_is_stopped_keeps_what_it_has_and_can_go_on(web, folder):
    web.pages |= {"/": links("/a", "/b"), "/b": ""}
    with crawling(folder, web, connections=1) as run:

        def stop(request):
            run.stop()
            return links("/c")

        web.pages |= {"/a": stop, "/c": ""}
        state = run.run()
    assert state.ended == "interrupted"
    assert fetched(folder, web) == {"/": 200, "/a": 200}
    assert crawl(folder, web, connections=1).complete
    assert fetched(folder, web) == {"/": 200, "/a": 200, "/b": 200, "/c": 200}
    assert len(web.asked("/a")) == 1


def test_addresses_without_end_are_left_alone(web, folder):
    web.pages = lambda request: text("") if request.path == "/robots.txt" else links("deeper/deeper/")
    state = crawl(folder, web)
    assert state.complete
    assert state.left_out["trap"] == 1
    assert state.fetched < 10


def test_files_are_asked_for_but_not_read(web, folder):
    web.pages |= {
        "/": links("/big.pdf"),
        "/big.pdf": Answer(b"%PDF", type="application/pdf", length=10**9, endless=b"x" * 9999),
    }
    crawl(folder, web)
    found = {each.response.url: each for each in read_responses(folder / "archive.warc.gz")}[
        web.url("/big.pdf")
    ]
    assert (found.response.status, found.length, found.response.trouble) == (200, 0, "")


def test_a_busy_host_is_asked_again_when_it_says(web, folder):
    web.pages |= {
        "/": [Answer(status=429, headers={"Retry-After": "0"}), Answer(status=503), links("/a")],
        "/a": "",
    }
    assert crawl(folder, web).complete
    assert fetched(folder, web) == {"/": 200, "/a": 200}


def test_many_that_are_turned_away_at_once_are_one_failure(web, folder):
    pages = {f"/{n}": [Answer(status=429, headers={"Retry-After": "0"}), "there"] for n in range(24)}
    web.pages |= {"/": links(*pages), **pages}
    state = crawl(folder, web)
    assert (state.ended, state.pages) == ("", 25)


def test_passing_trouble_is_tried_again_and_the_last_answer_is_kept(web, folder):
    reset = Answer(raw=b"", end="reset")
    web.pages |= {
        "/": links("/once", "/always", "/500"),
        "/once": [reset, "there"],
        "/always": reset,
        "/500": Answer(status=500),
    }
    state = crawl(folder, web, connections=1)
    assert fetched(folder, web) == {"/": 200, "/once": 200, "/always": "reset", "/500": 500}
    assert len(web.asked("/500")) == 3
    assert state.complete


def test_a_host_that_stops_answering_is_given_up_and_tried_next_time(web, folder):
    gone = {f"/{n}": Answer(raw=b"", end="reset") for n in range(30)}
    web.pages |= {"/": links(*gone), **gone}
    with crawling(folder, web, connections=1) as run:
        state = run.run()
    assert (state.ended, state.waiting) == ("unreachable", 30)
    assert state.trouble == run.trouble
    assert "was given up after 8 failures in a row" in run.trouble
    web.pages |= dict.fromkeys(gone, "back")
    assert crawl(folder, web, connections=1).pages == 31


def test_what_a_host_turned_away_before_it_was_given_up_is_asked_again_next_time(web, folder):
    busy = {f"/{n}": Answer(status=429) for n in range(20)}
    web.pages |= {"/": links(*busy), **busy}
    state = crawl(folder, web, connections=1)
    assert (state.ended, state.fetched, state.waiting) == ("unreachable", 1, 20)
    web.pages |= dict.fromkeys(busy, "back")
    state = crawl(folder, web, connections=1)
    assert (state.ended, state.pages, state.fetched) == ("", 21, 21)
    assert set(fetched(folder, web).values()) == {200}


def test_a_few_addresses_that_are_always_busy_are_no_reason_to_give_up(web, folder):
    web.pages |= {"/": links("/a", "/b", "/c"), "/a": "", **dict.fromkeys(("/b", "/c"), Answer(status=503))}
    state = crawl(folder, web, connections=1)
    assert (state.ended, state.fetched) == ("", 4)


def test_a_site_that_is_not_there_is_said_at_once(folder, web):
    options = CrawlOptions(starts=("http://127.0.0.1:1/",), agent="seoaudit/1")
    with CrawlFolder(folder, options) as opened:
        run = Crawl(options, opened)
        assert run.run().ended == "unreachable"
    assert "takes no connection" in run.trouble


def test_a_second_crawl_asks_whether_pages_have_changed(web, folder):
    def page(tag, html):
        return lambda request: (
            Answer(status=304)
            if request.headers["If-None-Match"] == tag
            else Answer(html, headers={"ETag": tag})
        )

    web.pages |= {
        "/": page('"1"', links("/same", "/new")),
        "/same": page('"s"', links("/deep")),
        "/deep": "",
        "/new": page('"n"', "old"),
    }
    crawl(folder, web)
    web.pages["/new"] = page('"n2"', "new")
    with crawling(folder, web) as run:
        assert run.folder.mode == "again"
        assert run.run().complete
    assert run.unchanged == 2
    assert fetched(folder, web) == {"/": 200, "/same": 200, "/deep": 200, "/new": 200}
    bodies = {
        each.response.url: read_response(folder / "archive.warc.gz", each.offset).body
        for each in read_responses(folder / "archive.warc.gz")
    }
    assert bodies[web.url("/same")] == links("/deep").encode()
    assert bodies[web.url("/new")] == b"new"
    assert sorted(each.name for each in folder.iterdir()) == ["archive.warc.gz", "crawl.db"]


def test_other_options_begin_anew_with_what_is_known(web, folder):
    web.pages |= {"/": links("/a"), "/a": ""}
    crawl(folder, web, max_depth=0)
    with crawling(folder, web) as run:
        assert (run.folder.mode, run.run().pages) == ("again", 2)


def test_a_crawl_can_be_begun_anew(web, folder):
    web.pages |= {"/": ""}
    crawl(folder, web)
    with crawling(folder, web, fresh=True) as run:
        assert run.folder.mode == "new"
        run.run()
    assert len(web.asked("/")) == 2
    assert "If-None-Match" not in web.asked("/")[1].headers


def test_two_crawls_cannot_share_a_folder(web, folder):
    with (
        crawling(folder, web),
        pytest.raises(Unreadable, match="another crawl is at work"),
        crawling(folder, web),
    ):
        pass


def test_a_folder_of_another_site_is_refused(web, folder):
    web.pages |= {"/": ""}
    crawl(folder, web)
    with pytest.raises(Unreadable, match="has a crawl of"), crawling(folder, web, "/other"):
        pass


def test_an_archive_of_somebody_else_is_not_touched(web, folder):
    folder.mkdir()
    (folder / "archive.warc.gz").write_bytes(b"theirs")
    with pytest.raises(Unreadable, match=r"not the crawl\.db") as caught, crawling(folder, web):
        pass
    assert "--fresh" in caught.value.fix
    assert (folder / "archive.warc.gz").read_bytes() == b"theirs"


def test_a_database_of_somebody_else_is_not_touched(web, folder):
    folder.mkdir()
    with sqlite3.connect(folder / "crawl.db") as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    with pytest.raises(Unreadable, match="no crawl that this version"), crawling(folder, web):
        pass


def test_a_run_killed_while_it_put_the_old_crawl_aside_goes_on(web, folder):
    web.pages |= {"/": Answer("x", headers={"ETag": '"1"'})}
    crawl(folder, web)
    (folder / "crawl.db").rename(folder / "previous.db")
    with crawling(folder, web) as run:
        assert run.folder.mode == "again"
        run.run()
    assert web.asked("/")[1].headers["If-None-Match"] == '"1"'


def test_a_full_disk_ends_the_crawl_and_it_can_go_on(web, folder, monkeypatch):
    web.pages |= {"/": links("/a", "/b"), "/a": "", "/b": ""}
    add = ArchiveWriter.add

    def full(self, response):
        if response.url.endswith("/a"):
            raise OSError(28, "No space left on device")
        return add(self, response)

    with crawling(folder, web, connections=1) as run, monkeypatch.context() as patch:
        patch.setattr(ArchiveWriter, "add", full)
        with pytest.raises(OSError, match="No space"):
            run.run()
    assert crawl(folder, web, connections=1).complete
    assert fetched(folder, web) == {"/": 200, "/a": 200, "/b": 200}
    assert len(web.asked("/")) == 1


def test_a_delay_that_robots_ask_for_is_kept_up_to_a_limit(web, folder, monkeypatch):
    asked = []
    monkeypatch.setattr(Pace, "slow_down", lambda self, host, delay: asked.append(delay))
    web.pages |= {"/robots.txt": text("User-agent: seoaudit\nCrawl-delay: 9999\n"), "/": ""}
    crawl(folder, web)
    assert asked == [30.0]


def test_hosts_of_ones_own_are_not_paced_others_are(web):
    from seoaudit.web.asking import Asking

    own = Asking(CrawlOptions(starts=(web.url(),)))
    assert (own.connections, own.pace._delay) == (8, 0.0)
    public = Asking(CrawlOptions(starts=("http://93.184.216.34/",)))
    assert (public.connections, public.pace._delay) == (2, 0.25)


def test_what_is_under_way_at_once_is_limited(web, folder):
    web.pages |= {
        "/": links(*(f"/{n}" for n in range(20))),
        **{f"/{n}": Answer("x", delay=0.01) for n in range(20)},
    }
    crawl(folder, web, connections=3)
    assert web.most_at_once == 3


def test_a_login_is_sent_to_its_site_and_kept_nowhere(web, folder):
    web.pages |= {"/": links("/a"), "/a": ""}
    options = CrawlOptions(starts=(web.url(),), agent="x", login=web.url().replace("://", "://me:secret@"))
    with CrawlFolder(folder, options) as opened:
        Crawl(options, opened).run()
    assert web.asked("/a")[0].headers["Authorization"].startswith("Basic ")
    for file in folder.iterdir():
        data = file.read_bytes()
        assert b"secret" not in (gzip.decompress(data) if file.suffix == ".gz" else data)


def test_an_origin_that_does_not_answer_leaves_the_others_of_its_host_alone(web, folder):
    """A link to https:// on a server that has none, and all else goes on."""
    secure = web.url("/secure").replace("http:", "https:")
    web.pages |= {"/": links(secure, "/a"), "/a": links("/b"), "/b": links("/c"), "/c": ""}
    state = crawl(folder, web)
    assert {"/a", "/b", "/c"} <= set(web.paths)
    assert (state.pages, state.complete, state.left_out) == (4, True, {"unreachable": 1})


def test_a_robots_txt_may_name_itself_as_a_sitemap(web, folder):
    web.pages |= {
        "/robots.txt": text(f"User-agent: *\nDisallow: /no\nSitemap: {web.url('/robots.txt')}"),
        "/": links("/a", "/no"),
        "/a": "",
    }
    assert crawl(folder, web).complete
    assert set(fetched(folder, web)) == {"/", "/a"}


@pytest.mark.parametrize("target", ["file:///etc/passwd", "javascript:alert(1)", "ftp://files.example/"])
def test_a_start_leads_to_no_other_scheme(web, folder, target):
    web.pages["/"] = redirect(target)
    assert crawl(folder, web).fetched == 1
    urls = [each.response.url for each in read_responses(folder / "archive.warc.gz")]
    assert all(url.startswith(web.url("")) for url in urls)


def test_a_length_beyond_all_numbers(web, folder):
    web.pages |= {
        "/": links("/a", "/b"),
        "/a": Answer(status=404, headers={"Content-Length": "9" * 5_000}, type="text/plain", end="close"),
        "/b": "",
    }
    assert crawl(folder, web).complete


def test_passwords_in_links_and_redirects_are_left_out(web, folder):
    named = web.url("").replace("//", "//user:secret@")
    web.pages |= {"/": links(f"{named}/a", f"{named}/b"), "/a": redirect(f"{named}/c"), "/b": "", "/c": ""}
    crawl(folder, web)
    assert set(fetched(folder, web)) == {"/", "/a", "/b", "/c"}
    assert not any("Authorization" in request.headers for request in web.requests)


def test_files_that_lie_elsewhere_are_not_written_to(web, folder, tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("my letters")
    web.pages["/"] = ""
    folder.mkdir()
    for name in ("archive.warc.gz", "crawl.db"):
        (folder / name).symlink_to(precious)
        with pytest.raises(Unreadable, match="this is a link"):
            crawl(folder, web)
        (folder / name).unlink()
    (folder / "archive.warc.gz").symlink_to(precious)
    assert crawl(folder, web, fresh=True) is not None
    assert precious.read_text() == "my letters"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE facts SET value = '[]' WHERE name = 'told'",
        "UPDATE facts SET value = 'no json' WHERE name = 'told'",
        "UPDATE facts SET value = '-5' WHERE name = 'length'",
        "UPDATE facts SET value = 'many' WHERE name = 'limit'",
        "UPDATE addresses SET url = x'ff' WHERE id = 1",
        "UPDATE addresses SET rank = 'first'",
    ],
)
def test_a_frontier_that_somebody_has_changed_is_refused(web, folder, statement):
    web.pages |= {"/": links("/a"), "/a": ""}
    crawl(folder, web, max_pages=1)
    with sqlite3.connect(folder / "crawl.db") as database:
        database.execute(statement)
    database.close()
    with pytest.raises(Unreadable, match="this version can go on with"):
        crawl(folder, web)
