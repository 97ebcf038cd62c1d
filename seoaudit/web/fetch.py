"""Asking for a page over HTTP, without surprises: one request, limits on everything, and never an exception."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, suppress
from typing import Any

import msgspec

from seoaudit import __version__
from seoaudit.web.addresses import INSIDE, Asked, Network, Resolve, asked, credentials, networks_of, resolve
from seoaudit.web.closing import Closing
from seoaudit.web.coding import decoded
from seoaudit.web.pace import Pace, Stopped
from seoaudit.web.response import Fetched, Response, Trouble

#: Bytes that are read at once.
_STEP = 65_536
#: Hosts whose connections are kept open, and how many of each.
_HOSTS_KEPT, _CONNECTIONS_KEPT = 32, 8
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
#: Headers that belong to one address: they are not sent to where it redirects to.
_VALIDATORS = frozenset({"if-none-match", "if-modified-since", "if-range", "range"})


class Limits(msgspec.Struct, frozen=True):
    """What a response may cost: ``bytes`` of its body, as sent and as decoded; ``seconds`` for all of it, ``connect`` of
    them for the connection; ``redirects`` to follow; characters of an address (``url_length``).
    """

    bytes: int = 10_000_000
    seconds: float = 30.0
    connect: float = 10.0
    redirects: int = 10
    url_length: int = 2000


def user_agent(contact: str = "") -> str:
    """Return the name under which pages are asked for, with a contact (an address of a page or of e-mail) if there is one.

    >>> user_agent("https://example.org/bot").partition(" ")[2]
    '(+https://example.org/bot)'
    """
    contact = "".join(c for c in contact if c.isascii() and c.isprintable() and c not in "()").strip()
    return f"seoaudit/{__version__}" + (f" (+{contact})" if contact else "")


class Fetcher(Closing):
    """Asks for addresses under a name (``agent``). Thread-safe; use it in a ``with`` statement, or ``close`` it.

    Addresses inside of networks (loopback, private, link-local …) are refused, at every redirect and by what a name really
    leads to. ``allow_private`` allows them, or those of the networks it names. ``start`` is an address that a person has
    asked for: the network that it lies in is allowed, and its user and password are sent to its own origin. Those of
    all other addresses are sent nowhere. Cookies are not kept, proxies and ``.netrc`` not looked at. ``wants`` is given
    a response without its body, which is not read when it returns false.
    """

    def __init__(
        self,
        agent: str,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        *,
        allow_private: bool | Collection[Network] = False,
        pace: Pace | None = None,
        start: str = "",
        wants: Callable[[Response], bool] | None = None,
        ca_file: str = "",
        resolve: Resolve = resolve,
    ) -> None:
        from seoaudit.web.connection import CheckedAdapter

        self.limits, self.pace = limits, pace
        self._agent, self._resolve, self._wants = agent, resolve, wants
        if isinstance(allow_private, bool):
            allow_private = INSIDE if allow_private else networks_of(start, resolve) if start else frozenset()
        self._networks = frozenset(allow_private)
        self._origin, self._authorization = credentials(start)
        self._adapter = CheckedAdapter(_HOSTS_KEPT, _CONNECTIONS_KEPT, ca_file)
        self._encodings = _encodings()

    def close(self) -> None:
        """Close the connections that were kept open."""
        self._adapter.close()

    def get(
        self, url: str, *, method: str = "GET", headers: Mapping[str, str] = {}, body: bytes = b""
    ) -> Response:
        """Return the answer to one request, which may have a body. Redirects are not followed, and nothing is raised."""
        address = asked(url, self.limits.url_length)
        if address.trouble:
            return _without_answer(address.url, address.trouble, address.message)
        with ExitStack() as stack:
            if self.pace is not None:
                try:
                    stack.enter_context(self.pace.turn(address.host))
                except Stopped:
                    return _without_answer(address.url, "stopped", "the run was being ended")
            response = self._asked(address, method, headers, body)
        if self.pace is not None:
            self.pace.after(address.host, response)
        return response

    def follow(self, url: str, *, method: str = "GET", headers: Mapping[str, str] = {}) -> Fetched:
        """Return where an address leads: the last answer, and the redirects before it.

        The last answer is a redirect with ``trouble`` where they go in a circle (``loop``) or on and on (``redirects``).
        """
        origin = asked(url, self.limits.url_length).origin
        response = self.get(url, method=method, headers=headers)
        hops: list[Response] = []
        seen = {response.url}
        while not response.trouble and (target := response.location):
            target = target.partition("#")[0]
            if target in seen:
                return Fetched(_spoilt(response, "loop", "the redirects go in a circle"), tuple(hops))
            if len(hops) == self.limits.redirects:
                message = f"there are more than {self.limits.redirects} redirects"
                return Fetched(_spoilt(response, "redirects", message), tuple(hops))
            seen.add(target)
            hops.append(response)
            same = asked(target, self.limits.url_length).origin == origin
            kept = {name: value for name, value in headers.items() if name.lower() not in _VALIDATORS}
            response = self.get(target, method=method, headers=kept if same else {})
        return Fetched(response, tuple(hops))

    def _asked(self, address: Asked, method: str, headers: Mapping[str, str], body: bytes) -> Response:
        """Ask; once more where a connection that had been kept open turns out to be closed."""
        from seoaudit.web.connection import Exchange
        from seoaudit.web.misfortunes import is_hang_up, misfortune

        fetched = _now()
        exchange = Exchange(self._networks, self._resolve, self.limits.seconds, self.limits.connect)
        request = self._request(address, method, headers, body)
        raw = fault = None
        while raw is None:
            try:
                raw = self._adapter.exchange(request, exchange)
            except Exception as error:  # noqa: BLE001 - whatever a server does, the run goes on
                fault = error
            if raw is None and fault is not None and not (exchange.reused and is_hang_up(fault)):
                return Response(
                    url=address.url,
                    seconds=time.monotonic() - exchange.started,
                    fetched=fetched,
                    **misfortune(fault, address.host, self.limits.seconds)._asdict(),
                )
        head = Response(
            url=address.url,
            status=raw.status,
            reason=raw.reason or "",
            headers=tuple(raw.headers.iteritems()),
            seconds=time.monotonic() - max(exchange.started, exchange.ready),
            fetched=fetched,
        )
        wanted = self._wants is None or self._wants(head)
        response = self._with_body(head, raw, address.host) if wanted else head
        with suppress(Exception):  # closing what the other side has closed already
            raw.close()
        return response

    def _with_body(self, head: Response, raw: Any, host: str) -> Response:  # noqa: ANN401 - urllib3's, untyped
        """Return a response with its body, as much of it as the limits allow and the server gives."""
        from seoaudit.web.misfortunes import misfortune

        pieces, size = [], 0
        trouble: Trouble = ""
        message = ""
        try:
            for piece in _pieces(raw):
                pieces.append(piece)
                size += len(piece)
                if size > self.limits.bytes:
                    break
        except Exception as error:  # noqa: BLE001 - as above
            trouble, message = misfortune(error, host, self.limits.seconds)
        sent = b"".join(pieces)[: self.limits.bytes]
        coding = ",".join(value for name, value in head.headers if name.lower() == "content-encoding")
        body, fault = decoded(sent, coding, self.limits.bytes)
        if size > self.limits.bytes:
            fault = "too-large"
        if fault and not trouble:
            trouble, message = fault, _FAULTS[fault].format(host=host, limit=self.limits.bytes)
        return msgspec.structs.replace(head, raw=sent, body=body, trouble=trouble, message=message)

    def _request(self, address: Asked, method: str, headers: Mapping[str, str], body: bytes) -> Any:  # noqa: ANN401 - imported late
        from requests import PreparedRequest
        from requests.structures import CaseInsensitiveDict

        request = PreparedRequest()
        request.method, request.url = method, address.url
        request.headers = CaseInsensitiveDict(
            {"User-Agent": self._agent, "Accept": _ACCEPT, "Accept-Encoding": self._encodings, **headers}
        )
        if body:
            request.body = body
            request.headers["Content-Length"] = str(len(body))
        if self._authorization and address.origin == self._origin:
            request.headers["Authorization"] = self._authorization
        return request


_FAULTS = {
    "too-large": "{host} sent a body of more than {limit:,} bytes",
    "truncated": "the compressed body from {host} is cut off",
    "encoding": "the body from {host} is not compressed as its Content-Encoding says",
}


def _pieces(raw: Any) -> Iterator[bytes]:  # noqa: ANN401 - urllib3's, untyped
    """Yield the body as it comes, so that what has come is not lost when the rest does not."""
    while piece := raw.read1(_STEP, decode_content=False):
        yield piece


def _encodings() -> str:
    """Return the content encodings to ask for: those that can be undone within a limit."""
    try:
        import brotli

        brotli.Decompressor().process(b"", output_buffer_limit=1)
    except (ImportError, TypeError, AttributeError):
        return "gzip, deflate"
    return "gzip, deflate, br"


def _without_answer(url: str, trouble: Trouble, message: str) -> Response:
    return Response(url=url, fetched=_now(), trouble=trouble, message=message)


def _now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _spoilt(response: Response, trouble: Trouble, message: str) -> Response:
    return msgspec.structs.replace(response, trouble=trouble, message=message)
