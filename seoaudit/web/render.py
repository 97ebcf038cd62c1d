"""What scripts make of a page: the document as it stands after a browser has run them.

The browser is a Chromium that is installed already; playwright, an optional library, drives it. It gets the page's own
bytes from us, as they were fetched, and what they load too: a page's scripts may ask for any address, so each is asked as
a crawl would ask it, within its limits and never inside of networks. The browser itself has no way out.
"""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

import msgspec

from seoaudit.sources.decode import Unreadable
from seoaudit.web.addresses import networks_of
from seoaudit.web.fetch import Fetcher, Limits
from seoaudit.web.response import Response

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright, Request, Route

#: Programs that are looked for on the path; SEOAUDIT_CHROMIUM names another.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
VARIABLE = "SEOAUDIT_CHROMIUM"
#: Milliseconds until the page is loaded, and until its scripts have stopped asking for more.
_LOADED, _QUIET = 20_000, 5_000
#: Characters of a document; one that grows beyond is no page to be read.
_MOST = 20_000_000
#: Requests of one page that are let through.
_MAX_REQUESTS = 500
#: What a page loads without which its text is the same.
_NOT_NEEDED = frozenset({"image", "media", "font"})
#: What is loaded for a page: bytes and seconds of each file, and seconds for all of them together.
_LIMITS, _SECONDS = Limits(seconds=8.0, connect=4.0), 15.0
#: A proxy that nobody runs, also for this machine: what does not come through us (sockets, guesses) goes nowhere.
_NOWHERE = ("http://127.0.0.1:9", "<-loopback>")
#: Of a browser's request: what belongs to the connection, or would tell who asks. Of an answer: what was undone.
_OURS = frozenset({"host", "connection", "content-length", "accept-encoding", "user-agent", "cookie", "te"})
_UNDONE = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie"})


class Renderer:
    """A browser; use it in a ``with`` statement. Raises ``Unreadable`` where there is none."""

    def __init__(self, agent: str) -> None:
        self._agent = agent
        self._driver: Playwright | None = None
        self._browser: Browser | None = None

    def __enter__(self) -> Self:
        """Start the browser."""
        try:
            from playwright.sync_api import Error, sync_playwright
        except ImportError as error:
            raise Unreadable(
                "--render needs the library playwright",
                "Install it beside seoaudit: pip install playwright. It uses a Chromium that is there already.",
            ) from error
        program = os.environ.get(VARIABLE) or next(filter(None, map(shutil.which, BROWSERS)), None)
        if program is None:
            raise Unreadable(
                "--render needs a Chromium, and none is on the path",
                f"Install Chromium or Chrome, or name its program in {VARIABLE}.",
            )
        self._driver = sync_playwright().start()
        try:
            # As root a Chromium starts only without its sandbox; everybody else has it.
            arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
            server, bypass = _NOWHERE
            arguments.append("--force-webrtc-ip-handling-policy=disable_non_proxied_udp")
            self._browser = self._driver.chromium.launch(
                executable_path=program, args=arguments, proxy={"server": server, "bypass": bypass}
            )
        except Error as error:
            self._driver.stop()
            raise Unreadable(f"{program} does not start: {_first_line(error)}", f"See {VARIABLE}.") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the browser."""
        if self._browser is not None:
            self._browser.close()
        if self._driver is not None:
            self._driver.stop()

    def render(self, response: Response) -> Response:
        """Return the response with the document as scripts have left it for a body.

        Raises ``Unreadable`` where the browser gives up on the page.
        """
        from playwright.sync_api import Error, TimeoutError  # noqa: A004 - the library's own

        assert self._browser is not None  # noqa: S101 - entered
        context = self._browser.new_context(
            user_agent=self._agent, service_workers="block", accept_downloads=False, java_script_enabled=True
        )
        fetcher = Fetcher(self._agent, _LIMITS, allow_private=networks_of(response.url))
        try:
            page = context.new_page()
            page.route("**/*", _Gate(response, fetcher))
            page.goto(response.url, wait_until="load", timeout=_LOADED)
            with suppress(TimeoutError):  # some pages never fall silent: what stands there by then counts
                page.wait_for_load_state("networkidle", timeout=_QUIET)
            text = page.content()
        except Error as error:
            raise Unreadable(
                f"{response.url}: the browser could not render the page: {_first_line(error)}",
                "Try again, or audit the page without --render.",
            ) from error
        finally:
            context.close()
            fetcher.close()
        if len(text) > _MOST:
            raise Unreadable(
                f"{response.url}: the rendered page has {len(text):,} characters",
                "Audit it without --render.",
            )
        headers = tuple(
            (name, value)
            for name, value in response.headers
            if name.lower() not in ("content-type", "content-encoding", "content-length")
        )
        return msgspec.structs.replace(
            response,
            headers=(("Content-Type", "text/html; charset=utf-8"), *headers),
            body=text.encode("utf-8", "replace"),
        )


class _Gate:
    """Answers for the page itself, and fetches what its text may depend on."""

    def __init__(self, response: Response, fetcher: Fetcher) -> None:
        self._response, self._fetcher, self._left = response, fetcher, _MAX_REQUESTS
        self._until = time.monotonic() + _SECONDS
        self._given = False

    def __call__(self, route: Route, request: Request) -> None:
        self._left -= 1
        if not self._given and request.is_navigation_request():
            self._given = True
            headers = {"content-type": self._response.header("content-type") or "text/html"}
            route.fulfill(status=self._response.status, headers=headers, body=self._response.body)
        elif urlsplit(request.url).scheme in ("data", "blob"):
            route.continue_()
        elif self._left < 0 or request.resource_type in _NOT_NEEDED or time.monotonic() > self._until:
            route.abort()
        else:
            self._load(route, request)

    def _load(self, route: Route, request: Request) -> None:
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _OURS}
        body = request.post_data_buffer or b""
        if body or request.method not in ("GET", "HEAD"):
            found = self._fetcher.get(request.url, method=request.method, headers=headers, body=body)
        else:
            found = self._fetcher.follow(request.url, method=request.method, headers=headers).response
        if found.trouble or not found.status:
            route.abort()
            return
        told = {name: " ".join(value.split()) for name, value in found.headers if name.lower() not in _UNDONE}
        route.fulfill(status=found.status, headers=told, body=found.body)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
