"""The options that say what to crawl, how fast, and where to keep it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from seoaudit.cli.option_groups import option_group

if TYPE_CHECKING:
    from seoaudit.web.crawl_options import CrawlOptions


class CrawlingOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says of a crawl; empty and ``None`` where it says nothing. ``max_time`` is in minutes."""

    to: Path | None = None
    fresh: bool = False
    max_pages: int | None = None
    max_depth: int | None = None
    max_time: float | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    delay: float | None = None
    connections: int | None = None
    contact: str = ""
    user_agent: str = ""
    ignore_robots: bool = False
    follow_nofollow: bool = False
    no_sitemap: bool = False
    allow_private: bool = False

    def options(self, urls: tuple[str, ...]) -> CrawlOptions:
        """Return what a crawl from these addresses is told. A user and password in one of them are kept apart."""
        from seoaudit.web.addresses import asked, credentials
        from seoaudit.web.crawl_options import MAX_PAGES, CrawlOptions
        from seoaudit.web.fetch import user_agent
        from seoaudit.web.scope import MAX_LENGTH

        starts = tuple(dict.fromkeys(asked(url, MAX_LENGTH).url for url in urls))
        login = next((url for url in urls if credentials(url)[1]), "")
        return CrawlOptions(
            starts=starts, login=login, include=self.include, exclude=self.exclude, max_pages=self.max_pages or MAX_PAGES,
            max_depth=self.max_depth, max_seconds=self.max_time * 60 if self.max_time else None, delay=self.delay,
            connections=self.connections, agent=self.user_agent or user_agent(self.contact),
            robots=not self.ignore_robots, nofollow=not self.follow_nofollow, sitemaps=not self.no_sitemap,
            allow_private=self.allow_private,
        )  # fmt: skip


_OPTIONS = (
    click.option(
        "--to",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="FOLDER",
        help="Where to keep the crawl.  [default: ./HOST.crawl]",
    ),
    click.option("--fresh", is_flag=True, help="Throw away what the folder has, and begin anew."),
    click.option(
        "--max-pages",
        type=click.IntRange(1),
        metavar="N",
        help="Fetch at most N pages. Redirects, files and errors are no pages; of all together at most ten times as many "
        "are asked.  [default: 10000]",
    ),
    click.option(
        "--max-depth", type=click.IntRange(0), metavar="N", help="Go at most N links away from URL."
    ),
    click.option(
        "--max-time",
        type=click.FloatRange(0, min_open=True),
        metavar="MINUTES",
        help="End the crawl after so many minutes; the same command goes on later.",
    ),
    click.option(
        "--include",
        multiple=True,
        metavar="GLOB",
        help="Ask only for what matches: paths of the site such as “/blog/*”, or whole addresses such as "
        "“https://docs.example.org/*”, which may be elsewhere. Repeatable.",
    ),
    click.option(
        "--exclude", multiple=True, metavar="GLOB", help="Leave out what matches; written like --include. Repeatable."
    ),
    click.option(
        "--delay",
        type=click.FloatRange(0, 120),
        metavar="SECONDS",
        help="Between two requests to a host.  [default: 0.25; none on your own machine and network]",
    ),
    click.option(
        "--connections",
        type=click.IntRange(1, 32),
        metavar="N",
        help="Requests to a host at once.  [default: 2; 8 on your own machine and network]",
    ),
    click.option(
        "--contact",
        default="",
        metavar="WHO",
        help="An address of a page or of e-mail for the User-Agent, so that a site's owner can reach you.",
    ),
    click.option(
        "--user-agent",
        default="",
        metavar="NAME",
        help="Another User-Agent; robots.txt is obeyed under the name in front of its slash.",
    ),
    click.option(
        "--ignore-robots", is_flag=True, help="Ask also for what robots.txt forbids. Only for sites of your own."
    ),
    click.option("--follow-nofollow", is_flag=True, help="Follow links that say nofollow, too."),
    click.option("--no-sitemap", is_flag=True, help="Do not read sitemaps: follow links alone."),
    click.option(
        "--allow-private",
        is_flag=True,
        help="Allow links into private networks; without it only the network that URL lies in.",
    ),
)  # fmt: skip

#: Adds the options to a command, which gets them as one value called ``crawling``.
crawling_options = option_group("crawling", CrawlingOptions, _OPTIONS)
