"""How a site writes the links among its pages, so that a link worth adding can be given as it would be written."""

from __future__ import annotations

import posixpath
from urllib.parse import quote, urlsplit

from seoaudit.site.database import Site

#: Ways to write a link, told by how their href begins or ends; the first that holds counts.
_WAYS = """
    SELECT CASE
             WHEN href LIKE '{{%' AND href LIKE '%relref%' THEN 'relref'
             WHEN href LIKE '{{%' AND href LIKE '% ref %' THEN 'ref'
             WHEN href LIKE '{{%' OR href LIKE '{%' THEN 'template'
             WHEN href LIKE '@/%' THEN 'content'
             WHEN href LIKE 'http%' THEN 'absolute'
             WHEN href LIKE '/%' THEN 'path'
             ELSE 'file'
           END AS way, COUNT(*) AS links
    FROM links
    WHERE status = 'page' AND main = 1 AND source <> target
    GROUP BY 1
    ORDER BY 2 DESC, 1
"""


class LinkStyle:
    """The way most links among the pages of one site are written."""

    def __init__(self, site: Site) -> None:
        self._way = next((row["way"] for row in site.query(_WAYS)), "")
        self._origin, self._generator = site.url, site.generator

    def link(self, text: str, source: tuple[str, str], target: tuple[str, str]) -> str:
        """Return a Markdown link, or one in HTML for an HTML source; pages are given as (key, path)."""
        href = self.href(source, target)
        if source[1].endswith((".html", ".htm")):
            return f'<a href="{href}">{text}</a>'
        return f"[{text}]({href})"

    def href(self, source: tuple[str, str], target: tuple[str, str]) -> str:
        """Return what leads from one page to another."""
        key, path = target
        way = self._way
        if way in ("ref", "relref"):
            return f'{{{{< {way} "{_in_content(path)}" >}}}}'
        if way == "content":
            return f"@/{_in_content(path)}"
        published = key.startswith("/")
        if not published or (way == "file" and not self._stays_as_written(source[1])):
            return quote(
                posixpath.relpath(path, posixpath.dirname(source[1]) or "."), safe="/.@-_~()'!*+,;=:"
            )
        host = urlsplit(self._origin)
        return (
            f"{host.scheme}://{host.netloc}{quote(key)}" if way == "absolute" and host.netloc else quote(key)
        )

    def _stays_as_written(self, file: str) -> bool:
        """Return whether the generator leaves a link to a source as it is: Jekyll, in documents of collections."""
        return self._generator == "Jekyll" and any(part.startswith("_") for part in file.split("/")[:-1])


def _in_content(path: str) -> str:
    """Return a path below its folder ``content``, as Hugo and Zola name pages."""
    _, found, rest = f"/{path}".rpartition("/content/")
    return rest if found else path.lstrip("/")
