"""Connections that go where they were allowed to go, and end when their time is up.

``requests`` speaks HTTP here; this module decides what is underneath. A host's name is looked up once, every result is
judged, and the connection is made to just these results: a name that answers differently the second time (DNS rebinding)
gains nothing. And each read waits no longer than what is left of the whole response's time, so that a server which
sends a byte now and then cannot hold a thread.
"""

from __future__ import annotations

import io
import socket
import ssl
import threading
import time
from functools import cache
from http.client import HTTPException, HTTPResponse
from typing import Any, Protocol

import urllib3
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.connection import HTTPConnection, HTTPSConnection

from seoaudit.web.addresses import Network, Resolve, network_of

#: Bytes of a response's head: status line and headers, also of interim responses.
MAX_HEAD = 262_144


class AddressRefused(OSError):  # noqa: N818 - what it says
    """A host that lies in a network which must not be asked."""


class NotConnected(OSError):  # noqa: N818 - what it says
    """None of a host's addresses took the connection."""


class HeadTooLarge(HTTPException):
    """Headers without end."""


class Exchange:
    """One request on its way, and what its connection must keep to.

    ``deadline`` ends all of it, ``connect`` are the seconds for the connection (``time.monotonic``). ``reused`` tells that
    the connection had been used before, ``ready`` when it stood.
    """

    def __init__(
        self, networks: frozenset[Network], resolve: Resolve, seconds: float, connect: float
    ) -> None:
        self.networks, self.resolve, self.connect_seconds = networks, resolve, connect
        self.started = self.ready = time.monotonic()
        self.deadline = self.started + seconds
        self.reused = False

    def remaining(self) -> float:
        """Return the seconds left; raises ``TimeoutError`` when there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time for the whole response is up")
        return left

    def connect(self, host: str, port: int, options: Any) -> socket.socket:  # noqa: ANN401 - as urllib3 has them
        """Connect to the first of a host's addresses that answers; all of them must be allowed."""
        found = self.resolve(host, port)
        for each in found:
            network = network_of(str(each.target[0]))
            if network != "public" and network not in self.networks:
                raise AddressRefused(network)
        end = min(time.monotonic() + self.connect_seconds, self.deadline)
        fault: OSError = NotConnected("the name has no address")
        for position, each in enumerate(found):
            left = (end - time.monotonic()) / (len(found) - position)
            connection = socket.socket(each.family, socket.SOCK_STREAM)
            try:
                for option in options or ():
                    connection.setsockopt(*option)
                connection.settimeout(max(left, 0.001))
                connection.connect(each.target)
            except OSError as error:
                connection.close()
                fault = (
                    error if isinstance(error, TimeoutError) else NotConnected(error.strerror or str(error))
                )
                continue
            connection.settimeout(max(end - time.monotonic(), 0.001))  # for the handshake that may follow
            return connection
        raise fault


_UNDER_WAY = threading.local()


def _exchange() -> Exchange:
    exchange: Exchange = _UNDER_WAY.exchange
    return exchange


class _TimedReader(io.RawIOBase):
    """A socket's bytes, no later than the exchange allows and no more of them than the head may have."""

    def __init__(self, raw: io.RawIOBase, connection: socket.socket, exchange: Exchange) -> None:
        self._raw, self._connection, self._exchange = raw, connection, exchange
        self.budget: int | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401 - any writable buffer
        if self.budget is not None and self.budget <= 0:
            raise HeadTooLarge(f"headers of more than {MAX_HEAD:,} bytes")
        self._connection.settimeout(self._exchange.remaining())
        size: int | None = self._raw.readinto(buffer)
        if self.budget is not None:
            self.budget -= size or 0
        return size

    def close(self) -> None:
        self._raw.close()
        super().close()


class TimedResponse(HTTPResponse):
    """A response read within the time and size of its exchange. Interim responses (1xx) are passed over."""

    def __init__(self, sock: socket.socket, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(sock, *arguments, **options)
        self._timed = _TimedReader(self.fp.detach(), sock, _exchange())
        self.fp = io.BufferedReader(self._timed)

    def begin(self) -> None:
        """Read the head."""
        self._timed.budget = MAX_HEAD
        super().begin()
        while 100 <= self.status < 200 and self.status != 101:
            self.headers = self.msg = None  # type: ignore[assignment]
            super().begin()
        if self.status == 101:
            raise HTTPException("the server wants to speak another protocol")
        self._timed.budget = None


class _Asking(Protocol):
    """What the mixin needs of urllib3's connections."""

    _dns_host: str
    port: int
    socket_options: Any


class _Checked:
    """Connects as the exchange under way allows, and notes when the connection stood."""

    _used = False

    def _new_conn(self: _Asking) -> socket.socket:
        return _exchange().connect(self._dns_host, self.port, self.socket_options)

    def connect(self) -> None:
        """Connect, with the handshake of TLS."""
        super().connect()  # type: ignore[misc]
        self._used = False
        _exchange().ready = time.monotonic()

    def request(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - passed on
        """Send a request."""
        _exchange().reused = self.sock is not None and self._used  # type: ignore[attr-defined]
        super().request(*arguments, **options)  # type: ignore[misc]
        self._used = True


class CheckedConnection(_Checked, HTTPConnection):
    """A connection to an address that was allowed."""

    response_class = TimedResponse


class CheckedTLSConnection(_Checked, HTTPSConnection):
    """The same, with TLS: the certificate is checked against the host's name, whatever address it had."""

    response_class = TimedResponse


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = CheckedConnection


class _TLSPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = CheckedTLSConnection


class CheckedAdapter(HTTPAdapter):
    """Sends requests over checked connections; keeps no cookies, knows no proxies, always verifies certificates.

    ``ca_file`` holds certificates to trust besides those of the system and of ``certifi``.
    """

    def __init__(self, hosts: int, connections: int, ca_file: str = "") -> None:
        self._ca_file, self._lock = ca_file, threading.Lock()
        self._context: ssl.SSLContext | None = None
        super().__init__(pool_connections=hosts, pool_maxsize=connections)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:  # noqa: ANN401 - passed on
        """Make the pools."""
        super().init_poolmanager(connections, maxsize, block, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _TLSPool}

    def exchange(self, request: PreparedRequest, exchange: Exchange) -> Any:  # noqa: ANN401 - urllib3's, untyped
        """Send a request and return urllib3's response, its head read; raises what requests and urllib3 raise."""
        _UNDER_WAY.exchange = exchange
        return self.send(request, stream=True, timeout=exchange.remaining()).raw

    def build_response(self, req: PreparedRequest, resp: Any) -> Response:  # noqa: ANN401
        """Return the response as it is: cookies are not read."""
        response = Response()
        response.raw, response.request, response.status_code = resp, req, resp.status
        return response

    def build_connection_pool_key_attributes(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - as it has it
        """Return what tells pools apart; all that speak TLS share one context, because reading certificates takes 30 ms."""
        host, _ = super().build_connection_pool_key_attributes(*arguments, **options)
        return host, {"ssl_context": self._tls()} if host["scheme"] == "https" else {}

    def cert_verify(self, *_: Any) -> None:  # noqa: ANN401 - as above
        """Leave the pool as it is: its context verifies."""

    def _tls(self) -> ssl.SSLContext:
        with self._lock:
            if self._context is None:
                self._context = tls_context(self._ca_file)
            return self._context


@cache
def tls_context(ca_file: str = "") -> ssl.SSLContext:
    """Return a context that verifies certificates by those of the system, of ``certifi`` and of ``ca_file``."""
    context = ssl.create_default_context()
    context.load_verify_locations(DEFAULT_CA_BUNDLE_PATH)
    if ca_file:
        context.load_verify_locations(ca_file)
    return context
