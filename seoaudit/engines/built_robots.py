"""The robots.txt of a built folder, as rows for site rules: what it will keep search engines from once it is published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from seoaudit.site.database import Site
from seoaudit.site.rows import ResponseRow
from seoaudit.site.urls import encoded, join, path_of, split
from seoaudit.web.admission import BING, GOOGLE, blocked, crawler_rows
from seoaudit.web.robots import MAX_BYTES, Robots

_NAME = "robots.txt"
#: Stands for the host of a site whose address is not known.
_ANY_HOST = "https://site.invalid/"
_ADDRESSES = """
    SELECT key FROM pages WHERE key LIKE '/%' AND kind <> 'part'
    UNION SELECT key FROM sitemap WHERE key LIKE '/%' AND status = 'page'
    ORDER BY key
"""


def add_robots(site: Site, root: Path, folder: str) -> None:
    """Add to a site with the rows of its pages what the robots.txt in ``root`` says; without one nothing is known.

    ``folder`` is put before the file's name. A site that is published below the top of its host has no robots.txt of
    its own.
    """
    url = site.url or _ANY_HOST
    data = _read(root)
    if data is None or path_of(url) != "/":
        return
    robots = Robots.parse(data)
    parts = split(url)
    origin = f"{parts.scheme}://{parts.host}/"
    site.robots = folder + _NAME
    keys = [str(row["key"]) for row in site.query(_ADDRESSES)]
    addresses = {key: join(origin, encoded(key)) for key in keys}
    site.add_responses(_rows(robots, addresses))
    site.add_crawlers(crawler_rows(robots, origin, addresses.values()))


def _rows(robots: Robots, addresses: dict[str, str]) -> Iterator[ResponseRow]:
    for key, url in addresses.items():
        yield ResponseRow(
            key=key, address=url, asked=False,
            google=blocked(robots, url, GOOGLE), bing=blocked(robots, url, BING),
        )  # fmt: skip


def _read(root: Path) -> bytes | None:
    path = root / _NAME
    try:
        if not path.is_file() or not path.resolve().is_relative_to(root.resolve()):
            return None
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        return None
