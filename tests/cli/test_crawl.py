"""``seoaudit crawl`` as people and machines meet it: what it says, how it ends, and what a kill leaves behind."""

import json
import signal
import subprocess
import sys
import threading

import pytest
from click.testing import CliRunner

from seoaudit.cli import main
from seoaudit.cli.crawling import default_folder, starts_of
from seoaudit.web.archive import read_responses
from tests.web_server import Answer, text

ARCHIVE = "archive.warc.gz"


@pytest.fixture(autouse=True)
def working(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["crawl", *map(str, arguments)])


def page(*targets):
    links = "".join(f'<a href="{target}">about {target}</a>' for target in targets)
    return f"<!doctype html><html lang=en><title>A page of the site</title><h1>A page</h1><p>{links}"


def recorded(archive):
    """Return what an archive has: address and status of each answer, sorted."""
    found = read_responses(archive)
    answers = sorted((each.response.url, each.response.status) for each in found)
    assert not found.problem
    return answers


def start(web, *arguments):
    command = [
        sys.executable,
        "-m",
        "seoaudit",
        "crawl",
        web.url(),
        "--no-audit",
        "--to",
        "site.crawl",
        *arguments,
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_site_is_crawled_and_audited(web, working):
    web.pages |= {"/": page("/a", "/gone"), "/a": page("/")}
    result = run(web.url(), "--to", "site.crawl", "--format", "json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert sorted(each["path"] for each in report["pages"]) == [web.url("/"), web.url("/a")]
    home = next(each for each in report["pages"] if each["path"] == web.url("/"))
    broken = next(each for each in home["results"] if each["rule"] == "links/broken-internal")
    assert "/gone" in broken["findings"][0]["message"]
    assert result.stderr == "Fetched 2 pages, 1 other answer. Kept in site.crawl/archive.warc.gz.\n"


def test_auditing_the_folder_again_gives_the_same_report(web):
    web.pages |= {"/": page("/a", "/gone"), "/a": page("/")}
    crawled = run(web.url(), "--to", "site.crawl", "--format", "json")
    again = CliRunner().invoke(main, ["check", "site.crawl", "--format", "json"])
    assert (again.exit_code, again.stdout) == (crawled.exit_code, crawled.stdout)


def test_the_folder_is_named_after_the_host(web, working):
    web.pages |= {"/": page()}
    assert run(f"127.0.0.1:{web.port}", "--no-audit").exit_code == 0
    assert (working / f"127.0.0.1_{web.port}.crawl" / ARCHIVE).exists()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("example.org", "https://example.org/"), ("localhost:8000", "http://localhost:8000/"),
        ("192.168.0.1/a", "http://192.168.0.1/a"), ("example.org:8443/x#y", "http://example.org:8443/x"),
        ("HTTP://Example.ORG", "http://example.org/"), ("[::1]:80/", "http://[::1]/"), ("münchen.example", "https://xn--mnchen-3ya.example/"),
    ],
)  # fmt: skip
def test_addresses_may_be_written_as_people_do(written, meant):
    assert starts_of([written]) == (meant,)
    assert "/" not in str(default_folder(meant))


@pytest.mark.parametrize("written", ["ftp://example.org/", "http://", "https://exa mple.org", ""])
def test_what_is_no_address_is_a_mistake_of_use(written):
    result = run(written)
    assert result.exit_code == 2
    assert "is no address to crawl" in result.stderr


def test_the_same_command_says_whether_it_goes_on_or_begins_again(web):
    web.pages |= {"/": page("/a"), "/a": page()}
    command = (web.url(), "--to", "site.crawl", "--no-audit")
    first = run(*command, "--max-pages", 1)
    assert "--max-pages ended the crawl; one more address is left to ask for." in first.stderr
    assert "Going on with the crawl in site.crawl, after 1 answer." in run(*command).stderr
    assert "Crawling again" in run(*command).stderr


def test_a_site_that_cannot_be_reached_is_an_error_and_leaves_nothing_behind(working):
    result = run("http://127.0.0.1:1/")
    assert result.exit_code == 2
    assert result.stderr == (
        "seoaudit: 127.0.0.1:1 takes no connection: Connection refused. "
        "Check the address, and that the site can be reached from here.\n"
    )
    assert list(working.iterdir()) == []


def test_a_site_that_robots_forbid_is_an_error_with_a_remedy(web):
    web.pages |= {"/robots.txt": text("User-agent: *\nDisallow: /"), "/": page()}
    result = run(web.url(), "--to", "site.crawl")
    assert result.exit_code == 2
    assert "(line 2: Disallow: /). For a site of your own there is --ignore-robots." in result.stderr


def test_a_folder_that_cannot_be_made_is_an_error(web, working):
    (working / "file").write_text("")
    result = run(web.url(), "--to", "file/site.crawl")
    assert result.exit_code == 2
    assert "file/site.crawl: the crawl cannot be kept here: Not a directory." in result.stderr


def site_of(count, at, reached):
    """Return the pages of a site; ``reached`` is set when so many (``at``) have been asked for."""
    asked = []

    def answer(request):
        if request.path == "/robots.txt":
            return text("")
        if request.path == "/":
            return page(*(f"/{number}" for number in range(0, count, 7)))
        if not request.path[1:].isdecimal() or int(request.path[1:]) >= count:
            return None
        asked.append(request.path)
        if len(asked) == at:
            reached.set()
        return Answer(page(f"/{int(request.path[1:]) + 1}"), delay=0.002)

    return answer


def test_a_killed_crawl_goes_on_and_gives_what_an_uninterrupted_one_does(web, working):
    reached = threading.Event()
    web.pages = site_of(120, 40, reached)
    killed = start(web)
    assert reached.wait(30)
    killed.kill()
    killed.communicate()
    before = len(web.requests)
    resumed = start(web)
    _, said = resumed.communicate(timeout=30)
    assert resumed.returncode == 0, said
    assert "Going on with the crawl in site.crawl" in said
    assert len(web.requests) - before < 120 - 40 + 20  # what was under way, and what is left
    whole = start(web, "--to", "whole.crawl")
    whole.communicate(timeout=30)
    assert recorded(working / "site.crawl" / ARCHIVE) == recorded(working / "whole.crawl" / ARCHIVE)
    assert len(recorded(working / "site.crawl" / ARCHIVE)) > 120


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_the_crawl_cleanly(web, working):
    reached = threading.Event()
    web.pages = site_of(400, 20, reached)
    crawl = start(web, "--connections", "1")
    assert reached.wait(30)
    crawl.send_signal(signal.SIGINT)
    _, said = crawl.communicate(timeout=30)
    assert crawl.returncode == 0
    assert "Interrupted;" in said
    assert "The same command goes on." in said
    found = read_responses(working / "site.crawl" / ARCHIVE)
    assert 20 <= len(list(found)) < 400
    assert (found.state.ended, found.problem) == ("interrupted", "")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_twice_stops_at_once(web, working):
    stuck = threading.Event()

    def hang(request):
        stuck.set()
        return Answer("x", delay=60)

    web.pages |= {"/": page("/hang"), "/hang": hang}
    crawl = start(web)
    assert stuck.wait(30)
    crawl.send_signal(signal.SIGINT)
    assert "Ctrl-C again" in crawl.stderr.readline() + crawl.stderr.readline()
    crawl.send_signal(signal.SIGINT)
    assert crawl.wait(10) == 130
    crawl.communicate()
    web.pages["/hang"] = page()
    assert run(web.url(), "--to", "site.crawl", "--no-audit").exit_code == 0
    assert (web.url("/hang"), 200) in recorded(working / "site.crawl" / ARCHIVE)
