"""A web server on loopback that answers as it is told to, also badly.

    with WebServer({"/": "<h1>Home</h1>", "/old": redirect("/")}) as server:
        requests.get(server.url("/"))
        assert server.paths == ["/"]

In tests the fixture ``web`` is one without pages: ``web.pages["/robots.txt"] = text("Disallow:")``. A page is a string
or bytes (HTML with status 200), an ``Answer``, a list of these (one after the other, the last one stays), or a function
that gets the ``Request`` and returns one of them. Pages are looked up with their query, then without; ``pages`` may be a
function of the request too, which returns ``None`` for what is not there (404).

Bad weather:

    Answer(delay=5)                                  nothing for five seconds (or until the server closes)
    Answer(b"abc", length=10, end="close")           a body that is cut off; "reset" resets the connection instead
    Answer(b"abc" * 99, trickle=0.01)                three bytes at a time, so many seconds apart
    Answer(chunked(b"one", b"two"), transfer=True)   chunks as they are given; leave out the last one to truncate
    Answer(endless=b"spam")                          the same bytes until the reader hangs up
    Answer(raw=b"HTTP/1.1 200 OK\r\n...")            the whole answer, head and all, as written
    Answer(end="reset", raw=b"")                     no answer at all
    [Answer(status=429, headers={"Retry-After": "1"}), "<p>Now.</p>"]
    https:// on a server without ``tls``             a handshake that fails
"""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What to answer. ``type`` is the media type (empty: none is named); ``headers`` come on top, or instead.

    ``length`` is claimed as Content-Length (default: the true one); without ``keep`` the connection is closed afterwards.
    A header's value may be bytes, or a list for one that comes several times.
    """

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, Any] = field(default_factory=dict)
    type: str = HTML
    reason: str = ""
    delay: float = 0.0
    trickle: float = 0.0
    length: int | None = None
    transfer: bool = False
    endless: bytes = b""
    raw: bytes | None = None
    end: Literal["keep", "close", "reset"] = "keep"


@dataclass(frozen=True)
class Request:
    """What was asked, and when (``time.monotonic()``). ``path`` has the query; ``headers`` ignore case."""

    method: str
    path: str
    headers: Message
    time: float
    client: tuple[str, int]


Page = str | bytes | Answer | list[Any] | Callable[[Request], Any]


def text(body: str, **options: Any) -> Answer:
    """Return plain text, as robots.txt is."""
    return Answer(body, type="text/plain; charset=utf-8", **options)


def xml(body: str, **options: Any) -> Answer:
    """Return XML, as sitemaps are."""
    return Answer(body, type="application/xml", **options)


def redirect(target: str | bytes, status: int = 301) -> Answer:
    """Return a redirect; the target is written as it is given."""
    return Answer(status=status, headers={"Location": target})


def gzipped(body: bytes | str, **options: Any) -> Answer:
    """Return a page with ``Content-Encoding: gzip``."""
    data = gzip.compress(_bytes(body), mtime=0)
    return Answer(data, headers={"Content-Encoding": "gzip", **options.pop("headers", {})}, **options)


def chunked(*chunks: bytes, last: bool = True) -> bytes:
    """Return a body in chunks, for ``Answer(…, transfer=True)``; without the last one it is cut off."""
    written = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    return written + (b"0\r\n\r\n" if last else b"")


class WebServer:
    """A server on a free port of 127.0.0.1 (or ``host``); use it in a ``with`` statement.

    ``requests`` are all that came, in their order. ``tls`` is an ``ssl.SSLContext`` for https.
    """

    def __init__(
        self, pages: dict[str, Page] | Callable[[Request], Any] | None = None, *, tls=None, host="127.0.0.1"
    ):
        self.pages = {} if pages is None else pages
        self.requests: list[Request] = []
        self.faults: list[BaseException] = []
        self.most_at_once = 0
        self.closing = threading.Event()
        self._lock, self._at_once, self._given = threading.Lock(), 0, {}
        self._server = _Server((host, 0), _Handler, self, tls)
        self.scheme, self.port, self.host = "https" if tls else "http", self._server.server_address[1], host
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.closing.set()
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
        self._thread.join()
        assert not self.faults, self.faults

    def url(self, path: str = "/", host: str = "") -> str:
        """Return a page's address; ``host="localhost"`` names the same server as another host."""
        return f"{self.scheme}://{host or self.host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [request.path for request in self.requests]

    def asked(self, path: str) -> list[Request]:
        """Return the requests for one path (with its query)."""
        return [request for request in self.requests if request.path == path]

    def answer(self, request: Request) -> Answer:
        """Record a request and return what it is answered."""
        with self._lock:
            self.requests.append(request)
        page = self._page(request)
        if isinstance(page, list):
            with self._lock:
                number = self._given[request.path] = self._given.get(request.path, -1) + 1
            page = page[min(number, len(page) - 1)]
        if callable(page):
            page = page(request)
        if page is None:
            page = Answer("<h1>Not found</h1>", status=404)
        return page if isinstance(page, Answer) else Answer(page)

    def _page(self, request: Request) -> Any:
        if callable(self.pages):
            return self.pages(request)
        return self.pages.get(request.path, self.pages.get(request.path.partition("?")[0]))

    def begin(self) -> None:
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)

    def finish(self) -> None:
        with self._lock:
            self._at_once -= 1


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 128

    def __init__(self, address, handler, web, tls):
        self.web, self.tls, self._open, self._lock = web, tls, set(), threading.Lock()
        super().__init__(address, handler)

    def get_request(self):
        connection, client = super().get_request()
        with self._lock:
            self._open.add(connection)
        return connection, client

    def finish_request(self, request, client_address):
        if not self.tls:
            super().finish_request(request, client_address)
            return
        request.settimeout(10)
        secured = self.tls.wrap_socket(request, server_side=True)  # in its own thread: a handshake may hang
        secured.settimeout(None)
        with self._lock:
            self._open.add(secured)
        try:
            super().finish_request(secured, client_address)
        finally:
            self.shutdown_request(secured)

    def shutdown_request(self, request):
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self):
        """End the connections that are still open, so that their threads end."""
        with self._lock:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue

    def handle_error(self, request, client_address):
        import sys

        error = sys.exception()
        if not isinstance(error, OSError):  # the reader hung up, or the handshake failed
            self.web.faults.append(error)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        web = self.server.web
        web.begin()
        try:
            request = Request(self.command, self.path, self.headers, time.monotonic(), self.client_address)
            self._send(web.answer(request))
        finally:
            web.finish()

    do_HEAD = do_POST = do_GET  # noqa: N815 - the base class calls them so

    def log_message(self, *_):
        """Say nothing."""

    def _send(self, answer: Answer) -> None:
        if answer.delay:
            self.server.web.closing.wait(answer.delay)
        body = _bytes(answer.body)
        head = self._head(answer, body) if answer.raw is None else answer.raw
        if answer.trickle:
            self._trickle(head + body, answer.trickle)
        elif self.command == "HEAD" and answer.raw is None:
            self.wfile.write(head)
        else:
            self.wfile.write(head + body)
            while answer.endless and not self.server.web.closing.is_set():
                self.wfile.write(answer.endless)
        if answer.raw is not None or answer.end != "keep":
            self.close_connection = True
        if answer.end == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

    def _head(self, answer: Answer, body: bytes) -> bytes:
        headers = {"Content-Type": answer.type} if answer.type else {}
        if answer.transfer:
            headers["Transfer-Encoding"] = "chunked"
        elif answer.endless and answer.length is None:
            headers["Connection"] = "close"
        elif answer.status >= 200 and answer.status not in (204, 304):
            headers["Content-Length"] = str(len(body) if answer.length is None else answer.length)
        given = {name.lower() for name in answer.headers}
        headers = {name: value for name, value in headers.items() if name.lower() not in given}
        headers |= answer.headers
        reason = answer.reason or (
            HTTPStatus(answer.status).phrase if answer.status in HTTPStatus._value2member_map_ else "Odd"
        )
        lines = [b"HTTP/1.1 %d %s" % (answer.status, reason.encode())]
        for name, values in headers.items():
            for value in values if isinstance(values, list) else [values]:
                lines.append(name.encode("latin-1") + b": " + _bytes(value))
        return b"\r\n".join(lines) + b"\r\n\r\n"

    def _trickle(self, data: bytes, seconds: float) -> None:
        for start in range(0, len(data), 3):
            self.wfile.write(data[start : start + 3])
            if self.server.web.closing.wait(seconds):
                break


def _bytes(value: bytes | str) -> bytes:
    return value if isinstance(value, bytes) else value.encode()
