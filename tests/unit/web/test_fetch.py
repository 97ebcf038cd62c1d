"""Fetching from a real server on loopback, which misbehaves in every way that we know of."""

import ssl
import zlib

import pytest
import trustme
from hypothesis import given, settings
from hypothesis import strategies as st

from seoaudit.web.addresses import SocketAddress
from seoaudit.web.fetch import Fetcher, Limits, user_agent
from seoaudit.web.pace import Pace
from tests.web_server import Answer, WebServer, chunked, gzipped, redirect

SHORT = Limits(bytes=100_000, seconds=0.3, connect=0.3)
#: For what ends by itself: a busy machine is no bad server.
PATIENT = Limits(bytes=100_000, seconds=30, connect=30)


def everything_here(host, port):
    """Look every name up as loopback."""
    return [SocketAddress(2, ("127.0.0.1", port))]


@pytest.fixture
def fetcher(web):
    with Fetcher("test", PATIENT, start=web.url()) as fetcher:
        yield fetcher


@pytest.fixture
def answer(web, fetcher):
    """Return what is made of one answer."""

    def ask(page, **options):
        web.pages["/"] = page
        return fetcher.get(web.url(), **options)

    return ask


# Answers as they should be


def test_a_page(web, fetcher):
    web.pages["/"] = Answer("<h1>Hi</h1>", headers={"X-One": ["1", "2"]})
    response = fetcher.get(web.url("/#top"))
    assert (response.url, response.status, response.reason) == (web.url(), 200, "OK")
    assert (response.body, response.raw) == (b"<h1>Hi</h1>", b"<h1>Hi</h1>")
    assert response.media_type == "text/html"
    assert [value for name, value in response.headers if name == "X-One"] == ["1", "2"]
    assert 0 < response.seconds < 5
    assert response.trouble == response.message == ""


def test_what_is_asked_is_what_is_written(web, fetcher):
    fetcher.get(web.url("/a//b%20c/./d?x=ä&y=%C3%A4"))
    assert web.paths == ["/a//b%20c/d?x=%C3%A4&y=%C3%A4"]


def test_the_request_says_who_asks_and_carries_nothing_else(web, fetcher):
    fetcher.get(web.url())
    assert {name.lower() for name in web.requests[0].headers} == {
        "host", "user-agent", "accept", "accept-encoding"
    }  # fmt: skip
    assert web.requests[0].headers["User-Agent"] == "test"


def test_headers_of_the_caller_and_a_page_that_has_not_changed(answer, web):
    response = answer(Answer(status=304, headers={"ETag": '"1"'}), headers={"If-None-Match": '"1"'})
    assert (response.status, response.body, response.trouble) == (304, b"", "")
    assert web.requests[0].headers["If-None-Match"] == '"1"'


def test_a_head_request_has_no_body(answer):
    response = answer("<h1>Hi</h1>", method="HEAD")
    assert (response.status, response.header("content-length"), response.body) == (200, "11", b"")


def test_connections_are_kept(web, fetcher):
    for _ in range(3):
        fetcher.get(web.url())
    assert len({request.client for request in web.requests}) == 1


def test_a_connection_that_was_closed_while_nobody_looked_is_replaced(answer):
    hasty = Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")  # and the connection is gone
    assert [answer(hasty).body for _ in range(5)] == [b"ok"] * 5


def test_cookies_are_not_kept(answer, web):
    for _ in range(2):
        answer(Answer("Hi", headers={"Set-Cookie": "a=b"}))
    assert "Cookie" not in web.requests[1].headers


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_compressed_bodies_are_kept_as_sent_and_as_meant(answer, coding):
    sent = gzipped("Hello " * 100).body if coding == "gzip" else zlib.compress(b"Hello " * 100)
    response = answer(Answer(sent, headers={"Content-Encoding": coding}))
    assert (response.raw, response.body) == (sent, b"Hello " * 100)


def test_chunks_are_joined(answer):
    assert answer(Answer(chunked(b"one", b"two"), transfer=True)).raw == b"onetwo"


def test_interim_responses_are_passed_over(answer):
    head = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
    response = answer(Answer(raw=head + b"HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 2\r\n\r\nok"))
    assert (response.status, response.headers[0], response.body) == (200, ("X", "y"), b"ok")


def test_a_body_that_nobody_wants_is_not_read(web):
    web.pages["/film"] = Answer(endless=b"film", type="video/mp4")
    with Fetcher(
        "test", start=web.url(), wants=lambda response: response.media_type == "text/html"
    ) as fetcher:
        response = fetcher.get(web.url("/film"))
    assert (response.status, response.media_type, response.body, response.trouble) == (
        200,
        "video/mp4",
        b"",
        "",
    )


# Bad weather


@pytest.mark.parametrize(
    ("page", "trouble", "body"),
    [
        (Answer("late", delay=9), "timeout", b""),
        (Answer(b"abc" * 999, trickle=0.05), "timeout", None),
        (Answer(b"abc", length=10, end="close"), "truncated", b"abc"),
        (Answer(b"abc", length=10, end="reset"), "reset", None),
        (Answer(chunked(b"abc", last=False), transfer=True, end="close"), "truncated", b"abc"),
        (Answer(b"zz\r\nabc\r\n", transfer=True, end="close"), "truncated", b""),
        (Answer(gzipped("abc" * 999).body[:-12], headers={"Content-Encoding": "gzip"}), "truncated", None),
        (Answer(raw=b"", end="close"), "reset", b""),
        (Answer(raw=b"", end="reset"), "reset", b""),
        (Answer(raw=b"220 mail.example ESMTP\r\n"), "protocol", b""),
        (Answer(raw=b"HTTP/1.1 101 Switching Protocols\r\n\r\n"), "protocol", b""),
        (Answer(raw=b"HTTP/1.1 100 Continue\r\n\r\n" * 20_000), "protocol", b""),
        (Answer(headers={f"X-{number}": "x" for number in range(200)}), "protocol", b""),
        (Answer(headers={f"X-{number}": "x" * 9_000 for number in range(40)}), "protocol", b""),
        (Answer(headers={"X": "x" * 99_000}), "protocol", b""),
        (Answer(b"abc" * 99_999), "too-large", (b"abc" * 33_334)[:100_000]),
        (Answer(endless=b"spam"), "too-large", b"spam" * 25_000),
        (gzipped(b"\0" * 9_000_000), "too-large", b"\0" * 100_000),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_servers_do(web, page, trouble, body):
    web.pages["/"] = page
    with Fetcher("test", SHORT if trouble == "timeout" else PATIENT, start=web.url()) as fetcher:
        response = fetcher.get(web.url())
    assert response.trouble == trouble
    assert response.message
    assert "\n" not in response.message
    if body is not None:
        assert response.body == body


def test_head_that_trickles_ends_with_the_deadline(web):
    web.pages["/"] = Answer(raw=b"HTTP/1.1 200 OK\r\nX: " + b"x" * 9_000, trickle=0.02)
    with Fetcher("test", SHORT, start=web.url()) as fetcher:
        response = fetcher.get(web.url())
    assert (response.status, response.trouble) == (0, "timeout")
    assert response.seconds < 5


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=60),
    st.sampled_from(
        [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 301 x\r\nLocation: ", b"HTTP/1.1 200 OK\r\nX: "]
    ),
)
def test_nothing_that_a_server_sends_raises(garbage, head):
    with _SERVER as web:
        web.pages["/"] = Answer(raw=head + garbage)
        with Fetcher("test", SHORT, start=web.url()) as fetcher:
            fetched = fetcher.follow(web.url())
    assert fetched.response.status or fetched.response.trouble


class _Reused:
    """One server for all examples of a property."""

    def __enter__(self):
        if not hasattr(self, "server"):
            self.server = WebServer({}).__enter__()
        return self.server

    def __exit__(self, *_):
        """Stay."""


_SERVER = _Reused()


@pytest.fixture(autouse=True, scope="module")
def _end_of_the_reused_server():
    yield
    if hasattr(_SERVER, "server"):
        _SERVER.server.__exit__()


@pytest.mark.parametrize(
    ("address", "trouble"),
    [
        ("ftp://example.org/", "scheme"), ("file:///etc/passwd", "scheme"), ("javascript:alert(1)", "scheme"),
        ("http://exa mple.org/", "address"), ("", "address"), ("/page", "address"), ("http://", "address"),
        ("http://example.org/" + "a" * 3_000, "address"), ("http://example.org/" + "ä" * 900, "address"),
        ("http://nowhere.invalid/", "dns"),
    ],
)  # fmt: skip
def test_addresses_that_lead_nowhere(fetcher, address, trouble):
    response = fetcher.get(address)
    assert (response.status, response.trouble) == (0, trouble)
    assert len(response.url) < 2_100


def test_nobody_listens(web, fetcher):
    with WebServer() as closed:
        address = closed.url()
    assert fetcher.get(address).trouble == "refused"


# Redirects


def test_redirects_are_followed_and_kept(web, fetcher):
    web.pages |= {
        "/a": redirect("b?x#y"),
        "/b": redirect(f"//127.0.0.1:{web.port}/ä", 308),
        "/%C3%A4": "End",
    }
    fetched = fetcher.follow(web.url("/a#top"))
    assert fetched.response.body == b"End"
    assert [(hop.url, hop.status) for hop in fetched.hops] == [(web.url("/a"), 301), (web.url("/b?x"), 308)]


@pytest.mark.parametrize("target", ["/ä".encode(), "/ä", "/%C3%A4", b"\xc3\xa4"])
def test_a_target_that_is_not_ascii(web, fetcher, target):
    web.pages |= {"/": redirect(target), "/%C3%A4": "Here"}
    assert fetcher.follow(web.url()).response.body == b"Here"


def test_a_circle_is_told_from_a_long_way(web, fetcher):
    web.pages |= {"/a": redirect("/b"), "/b": redirect("/a#again"), "/self": redirect("/self")}
    web.pages |= {f"/{number}": redirect(f"/{number + 1}") for number in range(20)}
    for path, trouble, hops in (("/a", "loop", 1), ("/self", "loop", 0), ("/0", "redirects", 10)):
        fetched = fetcher.follow(web.url(path))
        assert (fetched.response.trouble, len(fetched.hops)) == (trouble, hops)
        assert fetched.response.status == 301


@pytest.mark.parametrize(
    ("page", "status", "trouble"),
    [
        (Answer(status=301), 301, ""), (redirect(""), 301, ""), (redirect("http://["), 301, ""),
        (redirect("mailto:a@example.org"), 0, "scheme"), (redirect("file:///etc/passwd"), 0, "scheme"),
        (redirect("/" + "a" * 5_000), 0, "address"),
    ],
)  # fmt: skip
def test_redirects_that_lead_nowhere(web, fetcher, page, status, trouble):
    web.pages["/"] = page
    response = fetcher.follow(web.url()).response
    assert (response.status, response.trouble) == (status, trouble)


# Who may be asked, and who is told what


def test_addresses_inside_of_networks_are_refused(web):
    with Fetcher("test") as fetcher:
        response = fetcher.get(web.url())
    assert (response.trouble, web.requests) == ("private", [])
    assert "network" in response.message


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "[::ffff:127.0.0.1]", "localhost"])
def test_however_they_are_written(web, host):
    with Fetcher("test") as fetcher:
        assert fetcher.get(web.url(host=host)).trouble == "private"
    assert web.requests == []


def test_a_redirect_does_not_lead_inside(web):
    """The start lies on loopback, which is therefore allowed; other networks are not."""
    web.pages["/"] = redirect("http://169.254.169.254/latest/meta-data/")
    with Fetcher("test", PATIENT, start=web.url()) as fetcher:
        fetched = fetcher.follow(web.url())
    assert (fetched.response.trouble, len(fetched.hops)) == ("private", 1)


def test_the_address_that_was_judged_is_the_one_that_is_connected_to(web):
    looked_up = []

    def resolve(host, port):
        looked_up.append(host)
        if len(looked_up) > 1:
            raise OSError("asked twice")
        return everything_here(host, port)

    with Fetcher("test", PATIENT, allow_private=True, resolve=resolve) as fetcher:
        assert fetcher.get(web.url(host="rebinding.example")).status == 404
    assert looked_up == ["rebinding.example"]


def test_one_address_inside_is_one_too_many(web):
    def resolve(host, port):
        return [SocketAddress(2, ("93.184.216.34", port)), *everything_here(host, port)]

    with Fetcher("test", PATIENT, resolve=resolve) as fetcher:
        assert fetcher.get(web.url(host="both.example")).trouble == "private"


def test_addresses_are_tried_one_after_the_other(web):
    with WebServer(host="127.0.0.1") as closed:
        dead = SocketAddress(2, ("127.0.0.1", closed.port))

    def resolve(host, port):
        return [dead, *everything_here(host, port)]

    with Fetcher("test", allow_private=True, resolve=resolve) as fetcher:
        assert fetcher.get(web.url(host="two.example")).status == 404


def test_passwords_go_to_their_own_origin_only(web):
    web.pages |= {
        "/": redirect(web.url("/there", "user:secret@other.example")),
        "/there": redirect(web.url("/home", "own.example")),
    }
    start = web.url(host="me:pa%20ss@own.example")
    with Fetcher("test", PATIENT, start=start, resolve=everything_here) as fetcher:
        fetched = fetcher.follow(start)
    sent = [request.headers["Authorization"] for request in web.requests]
    assert sent == ["Basic bWU6cGEgc3M=", None, "Basic bWU6cGEgc3M="]
    assert "secret" not in str(fetched.response)
    assert "@" not in fetched.hops[0].url + fetched.response.url


def test_headers_of_the_caller_do_not_travel(web):
    web.pages |= {
        "/": redirect("/same"),
        "/same": redirect(web.url("/", "other.example")),
    }
    headers = {"Authorization": "Bearer x", "If-None-Match": '"1"'}
    with Fetcher("test", PATIENT, allow_private=True, resolve=everything_here) as fetcher:
        fetcher.follow(web.url(), headers=headers)
    sent = [(request.headers["Authorization"], request.headers["If-None-Match"]) for request in web.requests]
    assert sent[:3] == [("Bearer x", '"1"'), ("Bearer x", None), (None, None)]


def test_proxies_and_netrc_are_not_looked_at(web, monkeypatch, tmp_path):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with Fetcher("test", PATIENT, start=web.url()) as fetcher:
        assert fetcher.get(web.url()).status == 404
    assert web.requests[0].headers["Authorization"] is None


# TLS


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    authority = trustme.CA()
    file = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    return authority, str(file)


@pytest.fixture
def secure(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority[0].issue_cert("good.example").configure_cert(context)
    with WebServer({"/": "Secret"}, tls=context) as server:
        yield server


def test_certificates_are_verified(secure, authority):
    with Fetcher("test", allow_private=True, resolve=everything_here) as fetcher:
        unknown = fetcher.get(secure.url(host="good.example"))
    with Fetcher("test", allow_private=True, resolve=everything_here, ca_file=authority[1]) as fetcher:
        good = fetcher.get(secure.url(host="good.example"))
        wrong = fetcher.get(secure.url(host="bad.example"))
    assert (good.body, unknown.trouble, wrong.trouble) == (b"Secret", "tls", "tls")
    assert "certificate of bad.example" in wrong.message


def test_tls_with_a_server_that_has_none(web, fetcher):
    assert fetcher.get(web.url().replace("http:", "https:")).trouble == "tls"


def test_a_handshake_that_hangs(web):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent, Fetcher("test", SHORT, start=web.url()) as fetcher:
        response = fetcher.get(f"https://127.0.0.1:{silent.getsockname()[1]}/")
    assert response.trouble == "timeout"


def test_from_https_down_to_http_no_password_goes(secure, web, authority):
    secure.pages["/"] = redirect(web.url(host="good.example"))
    start = secure.url(host="me:secret@good.example")
    with Fetcher("test", start=start, resolve=everything_here, ca_file=authority[1]) as fetcher:
        fetcher.follow(start)
    assert secure.requests[0].headers["Authorization"]
    assert web.requests[0].headers["Authorization"] is None


# Pace


def test_a_busy_host_is_left_alone(web):
    waited = []
    pace = Pace(sleep=waited.append, clock=lambda: sum(waited))
    web.pages["/"] = [Answer(status=429, headers={"Retry-After": "7"}), "Now."]
    with Fetcher("test", start=web.url(), pace=pace) as fetcher:
        assert [fetcher.get(web.url()).status for _ in range(3)] == [429, 200, 200]
    assert waited == [7.0, 0.25]  # and asked more slowly for a while


def test_after_a_stop_nothing_is_asked(web):
    pace = Pace()
    pace.stop()
    with Fetcher("test", start=web.url(), pace=pace) as fetcher:
        assert fetcher.get(web.url()).trouble == "stopped"
    assert web.requests == []


# The name


@pytest.mark.parametrize(
    ("contact", "comment"),
    [("", ""), ("seo@example.org", " (+seo@example.org)"), ("x)\r\nCookie: a", " (+xCookie: a)"), ("ä", "")],
)
def test_user_agent(contact, comment):
    name, _, rest = user_agent(contact).partition(" ")
    assert name.startswith("seoaudit/")
    assert rest == comment.strip()
