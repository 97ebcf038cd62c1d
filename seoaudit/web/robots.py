"""robots.txt as Google reads it: RFC 9309, and what Google forgives besides.

Groups that name a crawler are merged, and its longest matching pattern decides; of two as long, the one that allows.
The slips that Google forgives are forgiven here: a byte-order mark, a colon left out, “Disalow”, “User agent”. Content
behind the first 500 KiB is not read, nor are the bytes of a line behind the 16,663rd.

Sources: https://www.rfc-editor.org/rfc/rfc9309.html and
https://developers.google.com/crawling/docs/robots-txt/robots-txt-spec
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

from seoaudit.lazy_regex import lazy_regex
from seoaudit.web.robots_rules import Rule, Rules, upper_digits, written

if TYPE_CHECKING:
    from seoaudit.web.response import Fetched

#: Bytes that are read of a file and of a line; redirects that are followed to the file.
MAX_BYTES, MAX_LINE, MAX_HOPS = 512_000, 16_663, 5
#: Bytes of a line that are quoted.
MAX_QUOTED = 200
_MARK = b"\xef\xbb\xbf"
_BREAK = lazy_regex(rb"\r\n|\r|\n")
_BLANKS = lazy_regex(rb"[ \t]+")
_PATH = lazy_regex(r"[/?;]")
_TOKEN = lazy_regex(rb"[A-Za-z_-]*")
_SPACED_STAR = lazy_regex(rb"\*(?:\s|\Z)")
#: Directives by how their names may begin. What begins otherwise is ignored.
_DIRECTIVES = {
    "agent": (b"user-agent", b"useragent", b"user agent"),
    "allow": (b"allow",),
    "disallow": (b"disallow", b"dissallow", b"dissalow", b"disalow", b"diasllow", b"disallaw"),
    "sitemap": (b"sitemap", b"site-map"),
    "delay": (b"crawl-delay", b"crawldelay", b"crawl delay"),
}
_ANYONE = "*"
_T = TypeVar("_T")


class Verdict(NamedTuple):
    """Whether a crawler may fetch an address, and what decides it.

    ``line`` counts from 1 and is 0 where no line decides; ``rule`` is that line as written, or in its place why
    everything or nothing is allowed; empty where simply nothing matches.
    """

    allowed: bool
    line: int = 0
    rule: str = ""


class Robots:
    r"""A robots.txt. Crawlers are named by their product token (``Googlebot``), without version, in any case.

    >>> robots = Robots.parse("User-agent: *\nDisallow: /drafts/\nAllow: /drafts/*.png$")
    >>> robots.allows("https://example.org/drafts/cat.png", "Googlebot")
    True
    >>> robots.verdict("https://example.org/drafts/cat.html", "Googlebot")
    Verdict(allowed=False, line=2, rule='Disallow: /drafts/')
    """

    def __init__(self, *, allowed: bool = True, reason: str = "") -> None:
        """Without a file everything is allowed, or nothing; ``reason`` says why, ``""`` if a file was read."""
        self.reason = reason
        self.sitemaps: tuple[str, ...] = ()
        self._otherwise = Verdict(allowed, 0, reason)
        self._rules: dict[str, list[list[Rule]]] = {}
        self._delays: dict[str, list[list[float]]] = {}
        self._merged: dict[str, Rules] = {}

    @classmethod
    def parse(cls, data: bytes | str) -> Self:
        """Read a file; whatever it holds, there is an answer."""
        robots = cls()
        robots._read(data.encode("utf-8", "replace") if isinstance(data, str) else data)
        return robots

    def allows(self, address: str, agent: str) -> bool:
        """Return whether a crawler may fetch an address."""
        return self.verdict(address, agent).allowed

    def verdict(self, address: str, agent: str) -> Verdict:
        """Return whether a crawler may fetch an absolute, percent-encoded address, and the line that decides."""
        rule = self.rules(agent).decisive(path_and_query(address))
        return self._otherwise if rule is None else Verdict(rule.allow, rule.line, rule.text)

    def rules(self, agent: str) -> Rules:
        """Return the rules that a crawler has to obey: those that name it, otherwise those for all (``*``)."""
        name = self._group(agent)
        if name not in self._merged:
            self._merged[name] = Rules(rule for group in self._rules.get(name, ()) for rule in group)
        return self._merged[name]

    def names(self, agent: str) -> bool:
        """Return whether a group names the crawler itself."""
        return agent.lower() in self._rules

    def crawl_delay(self, agent: str) -> float | None:
        """Return the seconds that a crawler is asked to wait between requests; Google does not read this line."""
        asked = (delay for group in self._delays.get(self._group(agent), ()) for delay in group)
        return max(asked, default=None)

    def _group(self, agent: str) -> str:
        return agent.lower() if self.names(agent) else _ANYONE

    def _read(self, data: bytes) -> None:
        sitemaps: dict[str, None] = {}
        # The crawlers of a group share one list, however many they are. A line Crawl-delay is no rule, so it ends
        # no group; but what it asks for is not meant for the crawlers that are named behind it.
        rules: list[Rule] = []
        delays: list[float] = []
        ruled = delayed = True
        for number, line in enumerate(_lines(data), start=1):
            directive, value = _directive(line)
            if directive == "agent":
                if ruled:
                    rules, ruled = [], False
                if delayed:
                    delays, delayed = [], False
                agent = _agent(value)
                _join(self._rules, agent, rules)
                _join(self._delays, agent, delays)
            elif directive in ("allow", "disallow"):
                ruled = delayed = True
                rules.append(Rule(written(value), directive == "allow", number, _quoted(line)))
            elif directive == "delay":
                delayed = True
                delays += _seconds(value)
            elif directive == "sitemap" and value:
                sitemaps[value.decode("utf-8", "replace")] = None
        self.sitemaps = tuple(sitemaps)


def _join(groups: dict[str, list[list[_T]]], agent: str, group: list[_T]) -> None:
    """Let a crawler be one of a group, once."""
    joined = groups.setdefault(agent, [])
    if not joined or joined[-1] is not group:
        joined.append(group)


def robots_of(fetched: Fetched) -> Robots:
    """Return what a fetch of ``/robots.txt`` means, as Google reads it.

    There is none (4xx, or too many redirects): everything is allowed. The server has trouble (429, 5xx, no answer, a
    part of one): nothing is, for now.
    """
    response = fetched.response
    status = response.status
    lost = response.trouble in ("redirects", "loop") or len(fetched.hops) > MAX_HOPS
    if lost or 300 <= status < 400:
        return Robots(reason="robots.txt redirects to no file")
    if 400 <= status < 500 and status != 429:
        return Robots(reason=f"robots.txt answers {status}, so there is none")
    if 200 <= status < 300 and (not response.trouble or len(response.body) >= MAX_BYTES):
        return Robots.parse(response.body)
    if status and not 200 <= status < 300:
        return Robots(allowed=False, reason=f"robots.txt answers {status}")
    return Robots(allowed=False, reason=f"robots.txt cannot be read: {response.message or 'no answer'}")


def path_and_query(address: str) -> str:
    """Return what patterns are matched with: path and query, hexadecimal digits in upper case.

    >>> path_and_query("https://example.org/caf%c3%a9?page=2#top"), path_and_query("https://example.org")
    ('/caf%C3%A9?page=2', '/')
    """
    start = 2 if address.startswith("//") else 0
    early = _PATH.search(address, start)
    scheme = address.find("://", start)
    if scheme >= 0 and (early is None or scheme < early.start()):
        start = scheme + len("://")
        early = _PATH.search(address, start)
    fragment = address.find("#", start)
    end = len(address) if fragment < 0 else fragment
    if early is None or end < early.start():
        return "/"
    path = address[early.start() : end]
    return upper_digits(path if path[0] == "/" else f"/{path}")


def _lines(data: bytes) -> Iterator[bytes]:
    """Yield the lines, each cut to what is read of it."""
    if len(data) > MAX_BYTES:
        # Half of a pattern would match more than the whole.
        whole = max(data.rfind(mark, 0, MAX_BYTES) for mark in (b"\n", b"\r"))
        data = data[: max(whole, 0)]
    marks = next(count for count in (3, 2, 1, 0) if data.startswith(_MARK[:count]))
    for line in _BREAK.split(data[marks:]):
        yield line[:MAX_LINE].partition(b"\0")[0]


def _directive(line: bytes) -> tuple[str, bytes]:
    """Return the directive of a line, ``""`` for none that counts, and its value."""
    line = line.partition(b"#")[0].strip()
    key, colon, value = line.partition(b":")
    if not colon:
        parts = _BLANKS.split(line)
        if len(parts) != 2:
            return "", b""
        key, value = parts
    key = key.strip().lower()
    return next((name for name, spelt in _DIRECTIVES.items() if key.startswith(spelt)), ""), value.strip()


def _agent(value: bytes) -> str:
    """Return the product token that a value begins with, in lower case."""
    if _SPACED_STAR.match(value):
        return _ANYONE
    token = _TOKEN.match(value)
    return token[0].decode("ascii").lower() if token else ""


def _seconds(value: bytes) -> list[float]:
    try:
        seconds = float(value)
    except ValueError:
        return []
    return [seconds] if math.isfinite(seconds) and seconds >= 0 else []


def _quoted(line: bytes) -> str:
    return line.partition(b"#")[0].strip()[:MAX_QUOTED].decode("utf-8", "replace")
