"""A report of a site: pages that compete, a duplicate, an orphan's link to write, faults that a template makes."""

from __future__ import annotations

import msgspec
from sample_reports import FACTS, RULES, failed, finding, good_page, page_of, report_of, weak_page

from seoaudit.report import Report, RuleInfo
from seoaudit.report.page import Location, ReportedResult
from seoaudit.report.site import (
    LinkedPage,
    LinkGraph,
    ReportedSiteFinding,
    SiteReport,
    SiteResult,
    TemplateFault,
)

SITE_RULES = {
    "content/duplicate": RuleInfo(
        "Every page has a text of its own.",
        "Of pages with the same text a search engine shows one, and not always the one that was meant.",
        "Keep one of the pages, and redirect the others to it.",
        "error",
        "official",
        "https://developers.google.com/search/docs/crawling-indexing/canonicalization",
    ),
    "keywords/cannibalisation": RuleInfo(
        "Each keyphrase has one page.",
        "Two pages for one phrase share the links and the readers that one of them needs.",
        "Merge the pages, or give one of them another keyphrase.",
        "warning",
        "convention",
        "https://example.org/cannibalisation",
    ),
    "links/orphan": RuleInfo(
        "Every page is linked from another.",
        "Readers and search engines find pages by their links.",
        "Link to the page from one with the same subject.",
        "warning",
        "convention",
        "none: our own",
    ),
    "metadata/viewport": RuleInfo(
        "A page says how wide it is.",
        "Without <meta name=viewport> a phone shows the page at the width of a desk.",
        'Write `<meta name="viewport" content="width=device-width, initial-scale=1">` into the head.',
        "warning",
        "standard",
        "https://html.spec.whatwg.org/multipage/semantics.html",
    ),
}

NO_VIEWPORT = "the head has no viewport"
TEMPLATE_PAGES = tuple(f"public/guide/{number}/index.html" for number in range(1, 6))


def site() -> Report:
    """Six built pages and two drafts that lie outside of the folder the audit was run in."""
    viewport = finding(3, 1, NO_VIEWPORT, excerpt="<head>", length=6)
    result = ReportedResult(
        "metadata/viewport", "failed", "warning", 0.0, 3.0,
        (msgspec.structs.replace(viewport, fix=SITE_RULES["metadata/viewport"].fix),),
    )  # fmt: skip
    built = [msgspec.structs.replace(page_of(path, result), media="html") for path in TEMPLATE_PAGES]
    copied = page_of(
        "../drafts/größe & maß.md",
        failed("images/missing-alt", 4.0, finding(7, 12, "the image has no alternative text",
               excerpt="Größe 🚲 und ![](maß.webp)", length=15)),
        facts=FACTS,
    )  # fmt: skip
    report = report_of(weak_page("../drafts/leads.md"), copied, good_page("public/index.html"), *built)
    findings = dict(report.summary.findings)
    findings["warning"] += 4
    findings["error"] += 1
    return msgspec.structs.replace(
        report,
        rules={**RULES, **SITE_RULES},
        summary=msgspec.structs.replace(report.summary, findings=findings),
        sites=(
            SiteReport(
                root="/work/site",
                generator="built",
                url="https://example.org",
                pages=len(report.pages),
                whole=True,
                built=True,
                results=_results(),
                distribution=(0, 0, 0, 0, 0, 0, 1, 0, 0, 7),
                graph=LinkGraph(8, 12, 1, 1, 2, (1, 5), 2, (LinkedPage("public/index.html", 5),)),
                templates=(_template_fault(),),
            ),
        ),
    )


def _results() -> tuple[SiteResult, ...]:
    here = Location(1, 1, 1, 1)
    guides = TEMPLATE_PAGES[:3]
    duplicate = ReportedSiteFinding(
        "../drafts/leads.md", here, "the text is that of 1 other page",
        SITE_RULES["content/duplicate"].fix, related=("../drafts/größe & maß.md",),
    )  # fmt: skip
    competing = ReportedSiteFinding(
        guides[0], Location(8, 5, 8, 20), "“true a wheel” is the keyphrase of 3 pages; they differ in “rims” and “tools”",
        SITE_RULES["keywords/cannibalisation"].fix, "<h1>True a wheel</h1>", related=guides[1:],
    )  # fmt: skip
    orphan = ReportedSiteFinding(guides[2], here, "no page links here", SITE_RULES["links/orphan"].fix)
    elsewhere = ReportedSiteFinding(
        "public/sitemap.xml", here, "the sitemap names a page that is not there", "Take the page out."
    )
    return (
        SiteResult("content/duplicate", "failed", "error", 1, (duplicate,)),
        SiteResult("keywords/cannibalisation", "failed", "warning", 1, (competing,)),
        SiteResult("links/orphan", "failed", "warning", 3, (orphan, elsewhere), left_out=2),
        SiteResult("links/footprint", "errored", "warning", reason="KeyError: 'host'"),
    )


def _template_fault() -> TemplateFault:
    return TemplateFault(
        "metadata/viewport", "warning", NO_VIEWPORT, SITE_RULES["metadata/viewport"].fix, 5,
        TEMPLATE_PAGES[0], Location(3, 1, 3, 7), "<head>", "head", 3.0,
    )  # fmt: skip
