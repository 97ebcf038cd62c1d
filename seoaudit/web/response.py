"""What an address answered, or why it did not: the value that fetching makes, archives keep and audits read."""

from __future__ import annotations

from contextlib import suppress
from typing import Literal

import msgspec

#: Why there is no response, or no whole one. Empty: there is. ``dns``: the name does not exist (one that could not be
#: looked up is a ``timeout``); ``refused``: no connection; ``scheme``, ``private`` and ``address`` were never asked (not
#: http(s), an address of a private network, no valid address), nor was what is ``stopped``: the run was being ended.
Trouble = Literal[
    "", "dns", "refused", "reset", "timeout", "tls", "protocol", "too-large", "truncated", "encoding",
    "redirects", "loop", "scheme", "private", "address", "stopped",
]  # fmt: skip

REDIRECTS = frozenset({301, 302, 303, 307, 308})


def status_text(code: int) -> str:
    """Return a status as people read it, with what it means where the standard says so.

    >>> status_text(404), status_text(799)
    ('404 (Not Found)', '799')
    """
    from http import HTTPStatus  # most documents have no status to tell of

    try:
        return f"{code} ({HTTPStatus(code).phrase})"
    except ValueError:
        return str(code)


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """One answer to one request; redirects are not followed.

    ``url`` is the address that was asked, as browsers write it. ``status`` is 0 where nothing was answered, ``headers``
    are as received, in their order. ``raw`` is the body as transferred (chunks joined, content encoding kept), ``body``
    what it encodes. ``seconds`` passed from the request to the end of the headers, ``fetched`` is when (ISO 8601, UTC).
    ``trouble`` says why there is no answer, or no whole one, ``message`` says so to people.
    """

    url: str
    status: int = 0
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    raw: bytes = b""
    body: bytes = b""
    seconds: float = 0.0
    fetched: str = ""
    trouble: Trouble = ""
    message: str = ""

    def header(self, name: str) -> str:
        """Return the first header of a name, ``""`` without one. Names are compared without case."""
        name = name.lower()
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def media_type(self) -> str:
        """Return the media type, lower case, without parameters; ``""`` where the response names none."""
        return self.header("content-type").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """Return the encoding that the Content-Type header names, lower case; ``""`` where it names none."""
        for parameter in self.header("content-type").split(";")[1:]:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'").lower()
        return ""

    @property
    def location(self) -> str:
        """Return the absolute address that a redirect leads to; ``""`` for what is none, or leads nowhere valid."""
        from seoaudit.site.urls import join

        target = self.header("location").strip() if self.status in REDIRECTS else ""
        if not target.isascii():
            # Headers are read as Latin-1; what was written are the bytes of UTF-8.
            with suppress(UnicodeError):
                target = target.encode("latin-1").decode()
        return without_login(join(self.url, target)) if target else ""


def without_login(url: str) -> str:
    """Return an absolute address without the user and password in it: nobody's but their owner's business.

    >>> without_login("https://user:secret@example.org/a@b")
    'https://example.org/a@b'
    """
    scheme, slashes, rest = url.partition("://")
    if "@" not in rest:
        return url
    host, slash, path = rest.partition("/")
    return f"{scheme}{slashes}{host.rpartition('@')[2]}{slash}{path}"


class Fetched(msgspec.Struct, frozen=True):
    """A response and the redirects that led to it, in their order."""

    response: Response
    hops: tuple[Response, ...] = ()
