from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from seoaudit.api import MAX_RELATED, NotApplicable, Site, SiteFinding, lazy_regex, quoted, rule

#: Pages that answer without TLS, and what their address answers with it (NULL: it was not asked).
_PLAIN = """
    SELECT plain.key AS key, plain.address AS address, secure.status AS secure
    FROM responses AS plain
    LEFT JOIN responses AS secure ON secure.address = 'https://' || SUBSTR(plain.address, 8)
    WHERE plain.address LIKE 'http://%' AND plain.status = 200
    ORDER BY plain.address
"""
#: Hosts that no certificate is given for: this machine, names without a dot, numeric addresses, reserved names.
_LOCAL = lazy_regex(
    r"http://(?:[^/.]+|[\d.]+|\[[^\]]*\]|[^/]*\.(?:localhost|local|internal|test|invalid|onion))(?::\d+)?(?:/|$)"
)


@rule(
    scope="site",
    severity="warning",
    evidence="official",
    source="https://developers.google.com/search/docs/appearance/page-experience",
)
def https(site: Site) -> Iterator[SiteFinding]:
    """Pages answer on https only, and http redirects there.

    Why: Browsers call a page without https not secure, and anyone on the way can read and change it. Where both answer,
    the site has two addresses for each page, and links and rankings are divided between them until a search engine
    has found out.

    Fix: Have the server redirect every http address to the same one with https (status 301), and send the header
    Strict-Transport-Security once that works.

    Notes: Judged for fetched sites. Hosts of this machine and numeric addresses are left alone, for they get no
    certificate. One finding for each host.
    """
    if site.value("SELECT 1 FROM responses WHERE status = 200") is None:
        raise NotApplicable("the site was not fetched")
    hosts: dict[tuple[str, bool], list[Any]] = {}
    for row in site.query(_PLAIN):
        if not _LOCAL.match(row["address"]):
            host = row["address"].removeprefix("http://").partition("/")[0]
            hosts.setdefault((host, row["secure"] == 200), []).append(row)
    for (_, both), rows in hosts.items():
        others = len(rows) - 1
        how = "answers on http as well as on https" if both else "is served without https"
        verb = ("do" if others > 1 else "does") if both else ("are" if others > 1 else "is")
        more = f", as {verb} {others:,} more page{'s' if others > 1 else ''}" if others else ""
        message = f"{quoted(rows[0]['address'], 60)} {how}{more}"
        yield SiteFinding(
            rows[0]["key"], message, related=tuple(row["key"] for row in rows[1:])[:MAX_RELATED]
        )
