"""What a crawl says when a host wants to be left alone."""

import os
import pty
import subprocess
import sys

import pytest

from tests.web_server import Answer

BUSY = Answer(status=429, headers={"Retry-After": "2"})


@pytest.fixture
def busy(web):
    web.pages |= {"/": [BUSY, "<h1>Home</h1>"]}
    return web


def command(web, *arguments):
    return [sys.executable, "-m", "seoaudit", "crawl", web.url(), "--no-audit", *arguments]


def test_it_says_once_which_host_asks_it_to_wait_how_long_and_how_to_stop(busy, tmp_path):
    said = subprocess.run(command(busy), cwd=tmp_path, capture_output=True, text=True, check=True).stderr
    host = busy.url().removeprefix("http://").rstrip("/")
    assert said.splitlines()[0] == (
        f"{host} asks us to wait 2 seconds before the next request, and so the crawl does. "
        "Ctrl-C ends the crawl; the same command goes on later."
    )
    assert said.count("asks us to wait") == 1


def test_quiet_is_quiet(busy, tmp_path):
    done = subprocess.run(command(busy, "--quiet"), cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "wait" not in done.stderr


def test_on_a_terminal_the_line_of_progress_counts_down(busy, tmp_path):
    ours, theirs = pty.openpty()
    columns = os.environ | {"COLUMNS": "80", "TERM": "xterm"}
    crawl = subprocess.Popen(
        command(busy), cwd=tmp_path, env=columns, stdout=subprocess.DEVNULL, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65_536):
            shown += piece
    except OSError:
        pass  # the other end is closed: it is over
    os.close(ours)
    assert crawl.wait(timeout=30) == 0
    assert shown.count(b"Ctrl-C ends the crawl") == 1
    assert b"asked to wait: 1 s to go" in shown
