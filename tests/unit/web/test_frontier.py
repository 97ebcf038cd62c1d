"""The frontier of a crawl: the order of what it gives, and what it knows after a crash."""

import subprocess
import sys
import tracemalloc

import pytest

from seoaudit.site.urls import split
from seoaudit.web.frontier import Asked, Frontier, InUse, Link, Unknown

HOST = "https://example.org"


@pytest.fixture
def frontier(tmp_path):
    opened = Frontier(tmp_path / "crawl.db")
    yield opened
    opened.close()


def _links(*paths, depth=1, **others):
    return [Link(HOST + path, depth, depth, **others) for path in paths]


def _all(frontier):
    """Take everything that waits, and say its paths in order."""
    found = []
    while (address := frontier.take()) is not None:
        found.append(address.url.removeprefix(HOST))
        frontier.done(address, Asked(0, 1))
    return found


def test_what_is_nearer_comes_first_then_what_was_found_first(frontier):
    frontier.add(_links("/c", depth=3))
    frontier.add(_links("/a2", "/a1"))
    frontier.add(_links("/b", depth=2))
    assert _all(frontier) == ["/a2", "/a1", "/b", "/c"]


def test_an_address_is_given_once_however_often_it_is_found(frontier):
    frontier.add(_links("/a", "/a", depth=4))
    frontier.add(_links("/b", depth=3))
    frontier.add(_links("/a", depth=2))  # a shorter way to it
    assert frontier.waiting.total() == 2
    assert _all(frontier) == ["/a", "/b"]
    frontier.add(_links("/a"))
    assert frontier.take() is None


def test_what_was_refused_for_the_way_to_it_is_asked_when_there_is_a_better_one(frontier):
    frontier.add(_links("/a", reason="depth") + _links("/b", reason="nofollow") + _links("/t", reason="trap"))
    assert frontier.take() is None
    frontier.add(_links("/a", "/b", "/t"))
    assert _all(frontier) == ["/a", "/b"]
    assert frontier.counts() == {("done", ""): 2, ("refused", "trap"): 1}


def test_busy_hosts_are_passed_over(frontier):
    frontier.add([Link("https://a.example/", 0, 0), Link("https://b.example/", 1, 1)])
    assert frontier.take({"https://a.example"}).url == "https://b.example/"
    assert frontier.take({"https://a.example"}) is None
    assert frontier.take().url == "https://a.example/"


def test_what_is_put_back_comes_at_its_rank_and_counts_as_a_try(frontier):
    frontier.add(_links("/a", "/b"))
    frontier.put_back(frontier.take(), rank=99)
    assert frontier.take().url == HOST + "/b"
    again = frontier.take()
    assert (again.url, again.tries) == (HOST + "/a", 1)
    frontier.put_back(again, tried=False)
    assert frontier.take().tries == 1


def test_what_was_asked_out_of_turn_is_not_asked_again_nor_counted(frontier):
    frontier.add(_links("/robots.txt", "/a"))
    frontier.note(HOST + "/robots.txt", Asked(0, 9))
    assert _all(frontier) == ["/a"]
    assert frontier.asked() == (1, 0)


def test_what_was_under_way_waits_again_after_a_crash(tmp_path):
    frontier = Frontier(tmp_path / "crawl.db")
    frontier.add(_links("/a", "/b"))
    frontier.done(frontier.take(), Asked(0, 10, page=True, etag='"1"'))
    frontier.take()
    frontier.close()
    again = Frontier(tmp_path / "crawl.db")
    assert again.take().url == HOST + "/b"
    assert again.validators(HOST + "/a").etag == '"1"'
    assert again.validators(HOST + "/b") is None
    again.close()


def test_a_transaction_is_noted_as_a_whole_or_not_at_all(frontier):
    frontier.add(_links("/a"))
    address = frontier.take()

    def note():
        with frontier.transaction():
            frontier.done(address, Asked(0, 10))
            frontier.add(_links("/b"))
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        note()
    assert not frontier.knows(HOST + "/b")
    assert frontier.asked() == (0, 0)


def test_records_that_the_disk_lost_are_asked_for_again(frontier):
    frontier.add(_links("/a", "/b", "/c"))
    for end in (100, 200, 300):
        frontier.done(frontier.take(), Asked(end - 100, end))
    assert frontier.forget_after(250) == 200
    assert _all(frontier) == ["/c"]


def test_a_frontier_is_open_once(tmp_path, frontier):
    with pytest.raises(InUse):
        Frontier(tmp_path / "crawl.db")
    code = "import sys; from pathlib import Path; from seoaudit.web.frontier import *\ntry: Frontier(Path(sys.argv[1]))\nexcept InUse: sys.exit(7)"
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "crawl.db")], timeout=30)
    assert done.returncode == 7


def test_other_files_are_no_frontiers(tmp_path):
    (tmp_path / "text").write_text(
        "This is no database, but long enough to be looked at as if it were one. " * 20
    )
    with pytest.raises(Unknown):
        Frontier(tmp_path / "text")


def test_memory_does_not_grow_with_the_addresses(tmp_path):
    def held(count):
        frontier = Frontier(tmp_path / f"{count}.db")
        tracemalloc.start()
        for number in range(count):
            frontier.add(_links(f"/page/{number}"), number)
            frontier.done(frontier.take(), Asked(number, number + 1))
        split.cache_clear()  # which has a limit of its own
        size = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        frontier.close()
        return size

    held(10)
    assert held(3_000) < held(300) + 50_000
