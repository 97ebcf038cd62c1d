"""Whether links to other sites lead somewhere, tried on a real server; other names are looked up as loopback, too."""

import socket
import threading

import pytest

from seoaudit.context import Reach
from seoaudit.web.addresses import SocketAddress
from seoaudit.web.external import LinkChecker, link_fetcher
from seoaudit.web.known_links import FILE_NAME, KnownLinks
from seoaudit.web.pace import Pace
from tests.web_server import Answer, redirect


class Names:
    """Looks names up: all are loopback, but those that nobody has."""

    def __init__(self, *missing):
        self.missing, self.asked = set(missing), []

    def __call__(self, host, port):
        self.asked.append(host)
        if host in self.missing:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [SocketAddress(socket.AF_INET, ("127.0.0.1", port))]


@pytest.fixture
def names():
    return Names("gone.example")


@pytest.fixture
def fetcher(names):
    with link_fetcher("test", allow_private=True, resolve=names, pace=Pace(0, 1, backoff=0)) as fetcher:
        yield fetcher


@pytest.fixture
def verdict(web, fetcher):
    """Return what is said of one answer, and which requests it took."""

    def ask(page, path="/page"):
        web.pages[path] = page
        (reach,) = LinkChecker(fetcher)([web.url(path)]).values()
        return reach.verdict, [request.method for request in web.requests]

    return ask


def test_a_page_that_is_there_costs_one_short_request(verdict):
    assert verdict("Hello") == ("ok", ["HEAD"])


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 429, 500, 501, 503, 999])
def test_where_a_short_request_is_turned_away_a_whole_one_decides(verdict, status):
    def page(request):
        return Answer(status=status if request.method == "HEAD" else 200)

    assert verdict(page) == ("ok", ["HEAD", "GET"])


@pytest.mark.parametrize("status", [404, 410])
def test_gone(verdict, status):
    assert verdict(Answer(status=status)) == ("broken", ["HEAD", "GET"])


@pytest.mark.parametrize("status", [400, 401, 402, 403, 405, 406, 418, 429, 451, 500, 502, 503, 530, 999])
def test_turned_away_or_out_of_order_is_unverified(verdict, status):
    assert verdict(Answer(status=status))[0] == "unverified"


@pytest.mark.parametrize(
    "page",
    [
        Answer(raw=b"", end="reset"), Answer(raw=b"220 ESMTP\r\n"), redirect("/page"), redirect("ftp://example.org/"),
        Answer(status=301), redirect("http://[", 302),
    ],
)  # fmt: skip
def test_whatever_else_goes_wrong_is_unverified(verdict, page):
    assert verdict(page)[0] == "unverified"


def test_no_body_is_read(web, verdict):
    endless = Answer(endless=b"film" * 1000)
    assert verdict(lambda request: Answer(status=405) if request.method == "HEAD" else endless)[0] == "ok"


@pytest.mark.parametrize(
    ("hops", "verdict", "target"),
    [
        ([301], "moved", "/1"), ([308, 301], "moved", "/2"), ([302], "ok", ""), ([307, 301], "ok", ""),
        ([301, 302], "moved", "/1"),
    ],
)  # fmt: skip
def test_moved_for_good(web, fetcher, hops, verdict, target):
    for number, status in enumerate(hops):
        web.pages[f"/{number}"] = redirect(f"/{number + 1}#part", status)
    web.pages[f"/{len(hops)}"] = "Here"
    (reach,) = LinkChecker(fetcher)([web.url("/0")]).values()
    assert (reach.verdict, reach.target) == (verdict, web.url(target) if target else "")


def test_moved_to_where_nothing_is(web, fetcher):
    web.pages["/old"] = redirect("/new")
    (reach,) = LinkChecker(fetcher)([web.url("/old")]).values()
    assert reach == Reach("broken", 404, "404 Not Found")


# Names


def test_a_name_that_does_not_exist_is_looked_up_twice(web, fetcher, names):
    gone = "http://gone.example/a"
    reached = LinkChecker(fetcher)([gone, web.url("/")])
    assert reached[gone] == Reach("broken", 0, "there is no host gone.example")
    assert names.asked.count("gone.example") == 2


def test_a_name_that_is_found_the_second_time_is_not_gone(web, fetcher, names):
    def once(host, port, look_up=names.__call__):
        try:
            return look_up(host, port)
        finally:
            names.missing.discard(host)

    fetcher._resolve = once
    gone = web.url("/", host="gone.example")
    assert LinkChecker(fetcher)([gone, web.url("/")])[gone].verdict == "unverified"


def test_without_a_network_nothing_is_broken(fetcher):
    (reach,) = LinkChecker(fetcher)(["http://gone.example/"]).values()
    assert reach == Reach("unverified", 0, "there is no host gone.example")


def test_a_name_that_cannot_be_looked_up_now_is_not_gone(web, fetcher):
    def resolve(host, port):
        if host == "later.example":
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return [SocketAddress(socket.AF_INET, ("127.0.0.1", port))]

    fetcher._resolve = resolve
    later = "http://later.example/"
    assert LinkChecker(fetcher)([later, web.url("/")])[later].verdict == "unverified"


def test_private_addresses_are_not_asked(web):
    with link_fetcher("test") as fetcher:
        (reach,) = LinkChecker(fetcher)([web.url("/")]).values()
    assert (reach.verdict, web.requests) == ("unverified", [])


# Many


def test_each_address_is_asked_for_once_and_progress_is_told(web, fetcher):
    told = []
    checker = LinkChecker(fetcher, progress=lambda done, total: told.append((done, total)))
    web.pages = lambda request: "Hello"
    addresses = [web.url(f"/{number}", host=f"{number % 3}.example") for number in range(30)]
    assert {reach.verdict for reach in checker(addresses * 2).values()} == {"ok"}
    checker(addresses[:5])
    assert sorted(web.paths, key=lambda path: int(path[1:])) == [f"/{number}" for number in range(30)]
    assert told == [(number, 30) for number in range(1, 31)]


def test_hosts_are_asked_together_but_each_for_one_thing_at_a_time(web, fetcher):
    inside, most, both = [], {}, threading.Barrier(2, timeout=10)

    def page(request):
        host = request.headers["Host"]
        inside.append(host)
        most[host] = max(most.get(host, 0), inside.count(host))
        if request.path == "/0":
            both.wait()  # the other host's first page is being asked for, too
        inside.remove(host)
        return "Hello"

    web.pages = page
    LinkChecker(fetcher)(
        [web.url(f"/{n}", host=host) for n in range(5) for host in ("a.example", "b.example")]
    )
    assert set(most.values()) == {1}
    assert len(most) == 2


def test_a_silent_host_is_given_up(web, fetcher):
    web.pages = lambda request: Answer(raw=b"", end="close")
    reached = LinkChecker(fetcher)([web.url(f"/{number}") for number in range(20)])
    assert {reach.verdict for reach in reached.values()} == {"unverified"}
    assert len(web.requests) <= 4


def test_an_interruption_ends_it_and_what_is_known_is_kept(web, fetcher, tmp_path):
    def interrupt(done, total):
        if done == 3:
            raise KeyboardInterrupt

    web.pages = lambda request: "Hello"
    with pytest.raises(KeyboardInterrupt), KnownLinks(tmp_path, 1) as known:
        LinkChecker(fetcher, known, interrupt)([web.url(f"/{number}") for number in range(500)])
    with KnownLinks(tmp_path, 1) as known:
        assert len(known.of([web.url(f"/{number}") for number in range(500)])) == 3
    assert len(web.requests) < 500


# What is kept

GOOD, MOVED = Reach("ok", 200, "200 OK"), Reach("moved", 200, "200 OK", "https://b.example/")
DEAD, SHY, LATE = Reach("broken", 404, "404"), Reach("unverified", 403, "403"), Reach("unverified", 0, "late")


def test_what_an_earlier_run_has_learnt_is_not_asked_again(web, fetcher, tmp_path):
    web.pages |= {"/good": "Hello", "/slow": Answer(status=503)}
    addresses = [web.url("/good"), web.url("/gone"), web.url("/slow")]
    for _ in range(2):
        with KnownLinks(tmp_path, 100) as known:
            reached = LinkChecker(fetcher, known)(addresses)
        assert [reached[each].verdict for each in addresses] == ["ok", "broken", "unverified"]
    assert len(web.asked("/good")) == 1
    assert len(web.asked("/gone")) == 2
    assert len(web.asked("/slow")) == 4


@pytest.mark.parametrize(
    ("reach", "days"),
    [(GOOD, 14), (MOVED, 14), (DEAD, 1), (SHY, 1), (LATE, -1)],
    ids=lambda value: str(value)[:20],
)
def test_good_news_holds_longer(tmp_path, reach, days):
    with KnownLinks(tmp_path, 100) as known:
        known.keep("https://a.example/", reach)
    for later in (0, 1, 2, 14, 15):
        with KnownLinks(tmp_path, 100 + later) as known:
            expected = {"https://a.example/": reach} if later <= days else {}
            assert known.of(["https://a.example/"]) == expected


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_a_damaged_file_is_begun_anew(tmp_path, content):
    if content is None:  # a folder in its place
        (tmp_path / FILE_NAME).mkdir()
    else:
        (tmp_path / FILE_NAME).write_bytes(content)
    with KnownLinks(tmp_path, 1) as known:
        known.keep("https://a.example/", GOOD)
        assert known.of(["https://a.example/"]) == {}
    with KnownLinks(tmp_path, 1) as known:
        assert known.of(["https://a.example/"]) == ({} if content is None else {"https://a.example/": GOOD})
