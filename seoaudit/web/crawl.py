"""The polite crawl: from its start addresses along the links of a site, into an archive."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Literal

from seoaudit import __version__
from seoaudit.web.archive import ArchiveWriter
from seoaudit.web.asking import Asking, Followed, Page
from seoaudit.web.crawl_folder import CrawlFolder
from seoaudit.web.crawl_options import LONGEST_CRAWL_DELAY, MOST_PER_PAGE, CrawlOptions, Progress
from seoaudit.web.crawl_paths import AGAIN_RANK, Paths
from seoaudit.web.crawl_sites import Rules, SitemapWalks
from seoaudit.web.crawl_state import CrawlState, Ended
from seoaudit.web.frontier import Address, Asked, Link, Validators
from seoaudit.web.pace import BUSY
from seoaudit.web.response import Response, Trouble
from seoaudit.web.scope import origin_of
from seoaudit.web.visited import is_page

#: Answers that may be different in a while, and how often an address is asked in all; busy hosts say when to come back.
_PASSING = frozenset({500, 502, 504})
_PASSING_TROUBLES: frozenset[Trouble] = frozenset({"timeout", "reset", "refused", "truncated"})
_TRIES, _BUSY_TRIES = 3, 6
#: After so many misfortunes in a row a host is given up, and what waits there stays.
_GIVEN_UP = 8
#: Seconds: a host that may be asked in less is not passed over; how long to wait for a result before looking around.
_SOON, _TICK = 1.0, 0.2


class Crawl:
    """One run of a crawl in its folder; ``run`` it once. ``watch`` is called with how far it is, several times a second.

    First the starts are asked, and what they redirect to; then the sitemaps of the sites that were reached; then all else.
    ``trouble`` says after the run why a host could not be crawled, empty if all could; ``unchanged`` pages were the same as
    in the crawl before.
    """

    def __init__(
        self, options: CrawlOptions, folder: CrawlFolder, watch: Callable[[Progress], object] = lambda _: None
    ) -> None:
        self.options, self.folder, self.frontier = options, folder, folder.frontier
        self.trouble = ""
        self._watch = watch
        self._ended: Ended = ""
        self._stage: Literal["starts", "sitemaps", "pages"] = "starts"
        self._at_work: Counter[str] = Counter()
        self._held: set[str] = set()  # origins whose robots.txt is being fetched
        self._given_up: set[str] = set()
        self._dead: set[str] = set()  # given up for good
        self._tries: Counter[str] = Counter()
        self._turned_away: dict[str, list[Address]] = {}  # by origin, since it gave another answer
        self._asked, self._pages = self.frontier.asked()
        self._errors = self.unchanged = 0

    def stop(self) -> None:
        """End the crawl cleanly: what is under way may finish. Safe in signal handlers and other threads."""
        self._ended = self._ended or "interrupted"

    def run(self) -> CrawlState:
        """Crawl until nothing is left or a limit is reached; return how it ended, as the archive has it.

        Raises ``OSError`` or ``sqlite3.Error`` where the disk fails; the same crawl can then be resumed.
        """
        length = self.folder.length
        self._rules = Rules(self.frontier, self.folder.archive, length)
        self._walks = SitemapWalks(self.frontier, self.options.max_pages)
        self._paths = Paths(self.options, self.frontier)
        with ArchiveWriter(
            self.folder.archive, length, self._info() if length == 0 else None
        ) as self._archive:
            with self.frontier.transaction():
                self.folder.begin()
                self.frontier.add(Link(url, 0, 0) for url in self.options.starts)
                self._commit_length()
            archive_before = self.folder.before[1] if self.folder.before is not None else None
            with Asking(self.options, archive_before) as self._asking:
                self._work()
            return self._finish()

    def _info(self) -> dict[str, str]:
        robots = "obeyed" if self.options.robots else "ignored"
        software = f"seoaudit/{__version__}"
        return {"software": software, "http-header-user-agent": self.options.agent, "robots": robots}

    def _work(self) -> None:
        until = time.monotonic() + (self.options.max_seconds or float("inf"))
        while True:
            if time.monotonic() >= until:
                self._ended = self._ended or "max-time"
            if self._ended:
                self._asking.pace.stop()
            rests = not self._ended and self._dispatch()
            if not self._asking.under_way and not rests:
                return
            result = self._asking.result(_TICK)
            if isinstance(result, Page):
                self._take_page(result)
            elif result is not None:
                self._take_file(result)
            self._tell()

    # What to ask next

    def _dispatch(self) -> bool:
        """Hand out what may be asked now. Return whether something waits for a host that wants to be left alone."""
        asking = self._asking
        while asking.under_way < asking.threads:
            resting = {each for each in self.frontier.waiting if asking.pace.due(_host(each)) > _SOON}
            full = {origin for origin, count in self._at_work.items() if count >= asking.connections}
            address = self.frontier.take(self._held | self._given_up | resting | full)
            if self._stage != "pages" and (address is None or address.rank > 0):
                if address is not None:
                    self.frontier.put_back(address, tried=False)
                if asking.under_way or not self._enter_next_stage():
                    return False
                continue
            if address is None:
                return any(self.frontier.waiting[origin] > 0 for origin in resting - self._given_up)
            if self._is_enough():
                self.frontier.put_back(address, tried=False)
                self._ended = self._ended or ("" if self._at_work else "max-pages")
                return False
            self._hand_out(address)
        return False

    def _is_enough(self) -> bool:
        """Return whether no more may be asked: of pages, or of all that turned out to be none."""
        pages, asked = self.options.max_pages, self.options.max_pages * MOST_PER_PAGE
        under_way = self._at_work.total()
        return self._pages + under_way >= pages or self._asked + under_way >= asked

    def _enter_next_stage(self) -> bool:
        """Go on from the starts to the sitemaps, and from these to the pages. Return whether they are all read."""
        if self._stage == "starts":
            self._stage = "sitemaps"
            for origin in self._paths.origins() if self.options.sitemaps else ():
                if (robots := self._rules.of(origin)) is not None:
                    self._walks.begin(origin, robots)
        if url := self._walks.next():
            self._asking.file(url)
            return False
        self._stage = "pages"
        return True

    def _hand_out(self, address: Address) -> None:
        """Ask for an address, or first for the robots.txt that it is under."""
        origin = address.origin
        robots = self._rules.of(origin)
        if robots is None:
            self.frontier.put_back(address, tried=False)
            self._held.add(origin)
            self._asking.file(f"{origin}/robots.txt")
        elif self.options.robots and not robots.allows(address.url, self.options.token):
            self.frontier.refuse(address, "robots")
            if address.rank == 0:
                line = robots.verdict(address.url, self.options.token)
                self.trouble = (
                    f"robots.txt does not allow {address.url} to be fetched (line {line.line}: {line.rule})"
                )
        else:
            self._at_work[origin] += 1
            self._asking.page(address, self._validators(address.url))

    def _validators(self, url: str) -> Validators | None:
        return self.folder.before[0].validators(url) if self.folder.before is not None else None

    # What was answered

    def _take_page(self, page: Page) -> None:
        address, response = page.address, page.response
        self._at_work[address.origin] -= 1
        self._at_work += Counter()  # without those at zero
        if response.trouble == "stopped":
            self.frontier.put_back(address, tried=False)
            return
        if self._may_pass(response, address.tries + 1):
            rank = None if response.status in BUSY else max(address.rank, AGAIN_RANK)
            self.frontier.put_back(address, rank=rank)
            return
        own = is_page(response)
        if address.rank == 0 and not own and not response.location:
            self.trouble = f"{address.url} {_answer(response)}"
        place = self._archive.add(response)
        asked = Asked(
            place, self._archive.length, own, response.header("etag"), response.header("last-modified")
        )
        with self.frontier.transaction():
            self.frontier.done(address, asked)
            self.frontier.add(self._paths.onward(address, response, page.links), address.id)
            self._commit_length()
        if response.status in BUSY:
            self._turned_away.setdefault(address.origin, []).append(address)
        else:
            self._turned_away.pop(address.origin, None)
        self._asked += 1
        self._pages += own
        self.unchanged += page.unchanged
        self._errors += bool(response.trouble) or response.status >= 400

    def _may_pass(self, response: Response, tries: int) -> bool:
        """Return whether an answer may be another one when asked again.

        A host that has nothing but trouble for addresses that are new is given up: they wait for another run.
        """
        origin = origin_of(response.url)
        host = _host(origin)
        failing = self._asking.pace.failures(host) >= _GIVEN_UP
        if failing and tries == 1:
            self._given_up.add(origin)
            for each in self._turned_away.pop(origin, ()):  # it was the host, not these addresses
                self._asked -= self.frontier.ask_again(each)
                self._errors -= 1
            self.trouble = f"{host} was given up after {_GIVEN_UP} failures in a row: it {_answer(response)}"
        if origin in self._given_up and (response.status in BUSY or response.trouble in _PASSING_TROUBLES):
            return True
        if response.status in BUSY:
            return tries < _BUSY_TRIES and not failing
        passing = response.status in _PASSING or response.trouble in _PASSING_TROUBLES
        return passing and tries < _TRIES and not failing

    def _take_file(self, followed: Followed) -> None:
        """Take robots.txt or a sitemap."""
        url, (response, hops) = followed.url, (followed.fetched.response, followed.fetched.hops)
        origin = origin_of(url)
        # A robots.txt may name itself as a sitemap, and a start that was busy may come between the sitemaps.
        of_robots = origin in self._held and url == f"{origin}/robots.txt"
        if response.trouble == "stopped":
            self._held.discard(origin)
            return
        self._tries[url] += 1
        at_first = not self._asked and not response.status  # a site that is not there: say so soon
        if not at_first and self._tries[url] < _TRIES and self._may_pass(response, self._tries[url]):
            self._asking.file(url)
            return
        places = [self._archive.add(each) for each in (*hops, response)]
        with self.frontier.transaction():
            for each, place in zip((*hops, response), places, strict=True):
                if each.location or not is_page(each):  # a page that it leads to is asked in its turn
                    self.frontier.note(each.url, Asked(place, self._archive.length))
            if of_robots:
                self._learn_rules(followed, places)
            else:
                self.frontier.add(self._paths.listed(self._walks.feed(response)))
            self._commit_length()

    def _learn_rules(self, followed: Followed, places: list[int]) -> None:
        origin = origin_of(followed.url)
        self._held.discard(origin)
        robots = self._rules.learn(origin, followed.fetched, places, self._archive.length)
        verdict = robots.verdict(f"{origin}/", self.options.token)
        if not verdict.allowed and not verdict.line and self.options.robots:
            self._given_up.add(origin)
            self._rules.forget(origin)
            answer = followed.fetched.response
            if not answer.status and self._paths.is_other_scheme(origin):
                self._dead.add(origin)  # many sites answer on one port alone, and some links say the other
                return
            self.trouble = f"nothing may be fetched from {origin} for now: {verdict.rule}"
            if not answer.status and answer.message:
                self.trouble = answer.message
        elif delay := robots.crawl_delay(self.options.token) if self.options.robots else None:
            self._asking.pace.slow_down(_host(origin), min(delay, LONGEST_CRAWL_DELAY))

    def _commit_length(self) -> None:
        self.frontier.set_fact("length", str(self._archive.length))

    # How it ended

    def _finish(self) -> CrawlState:
        for origin in self._dead:
            self.frontier.refuse_all(origin, "unreachable")
        waiting = self.frontier.waiting.total()
        if not waiting:
            self._ended = ""
        elif not self._ended:
            self._ended = "unreachable"
        refused = {
            reason: count
            for (state, reason), count in sorted(self.frontier.counts().items())
            if state == "refused"
        }
        state = CrawlState(
            starts=self.options.starts, ended=self._ended, trouble=self.trouble if self._ended else "",
            fetched=self._asked, pages=self._pages, waiting=waiting, left_out=refused, agent=self.options.agent,
            robots=self.options.robots,
        )  # fmt: skip
        self._archive.finish(state)
        with self.frontier.transaction():
            self._commit_length()
            if self._ended in ("", "max-pages"):
                self.folder.end(self.options.max_pages if self._ended else 0)
        self.folder.forget_before()
        return state

    def _tell(self) -> None:
        self._watch(
            Progress(
                asked=self._asked, pages=self._pages, waiting=self.frontier.waiting.total(), errors=self._errors,
                unchanged=self.unchanged, stage=self._stage, rest=self._asking.pace.resting(),
            )
        )  # fmt: skip


def _host(origin: str) -> str:
    """Return the host of an origin, as its pace is kept: both schemes of it are one server."""
    return origin.partition("://")[2]


def _answer(response: Response) -> str:
    """Say what an address answered, as the end of a sentence."""
    if response.trouble:
        return f"cannot be read: {response.message}"
    return "is no HTML page" if response.status == 200 else f"answers {response.status}"
