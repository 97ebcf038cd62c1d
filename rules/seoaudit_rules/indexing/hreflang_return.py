from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from seoaudit.api import MAX_RELATED, NotApplicable, Site, SiteFinding, Span, quoted, rule

#: Versions in other languages that are given by an indexable page, with what is known of them.
_ALTERNATES = """
    SELECT alternates.source AS source, alternates.code AS code, alternates.target AS target,
           alternates.start_at AS start_at, alternates.end_at AS end_at, alternates.status AS leads_to,
           pages.key AS page, pages.noindex AS noindex, pages.canonical AS canonical, pages.status AS status,
           (SELECT COUNT(*) FROM alternates AS back
            WHERE back.source = alternates.target AND back.target = alternates.source) AS returns
    FROM alternates JOIN pages AS sources ON sources.key = alternates.source
    LEFT JOIN pages ON pages.key = alternates.target
    WHERE sources.indexable = 1 AND alternates.target <> alternates.source
    ORDER BY alternates.source, alternates.start_at, alternates.code
"""


@rule(
    scope="site",
    severity="warning",
    evidence="official",
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
)
def hreflang_return(site: Site) -> Iterator[SiteFinding]:
    """Versions of a page in other languages exist, may be found, and link back to it.

    Why: Search engines believe `hreflang` only when both pages say it of each other, so that nobody can claim another
    site's page as a translation. A link that is not returned counts for nothing.

    Fix: Give every version the same list of all versions, itself included. Leave out versions that do not exist, are
    marked noindex or name another page as canonical.

    Notes: Looked up among the pages that were audited and in what is known of the site; versions on other sites are not
    followed. The `x-default` page need not link back. One finding for each page and kind of fault.
    """
    if site.value("SELECT 1 FROM alternates WHERE target <> source") is None:
        raise NotApplicable("no page gives versions in other languages")
    faulty = ((row, fault) for row in site.query(_ALTERNATES) if (fault := _fault(row)))
    by_page = groupby(faulty, lambda each: each[0]["source"])
    for key, each in by_page:
        found: dict[str, list[Any]] = {}
        for row, fault in each:
            found.setdefault(fault, []).append(row)
        for fault, rows in found.items():
            yield _finding(key, fault, rows)


def _fault(row: Any) -> str:  # noqa: ANN401 - a row of a query
    if row["leads_to"] == "missing":
        return "does not exist"
    if row["leads_to"] == "redirect":
        return "is reached by a redirect only"
    if row["page"] is None:
        return ""
    if row["noindex"]:
        return "is marked noindex"
    if row["canonical"] not in ("", row["page"]):
        return "has another page as canonical"
    if not row["returns"] and row["code"].lower() != "x-default":
        return "does not link back"
    return ""


def _finding(key: str, fault: str, rows: list[Any]) -> SiteFinding:
    first = rows[0]
    more = f", nor {len(rows) - 1} more" if fault == "does not link back" else f", and {len(rows) - 1} more"
    return SiteFinding(
        key,
        f"the {first['code']} version {quoted(first['target'])} {fault}{more if len(rows) > 1 else ''}",
        "",
        Span(first["start_at"], first["end_at"]),
        tuple(dict.fromkeys(row["target"] for row in rows))[:MAX_RELATED],
    )
