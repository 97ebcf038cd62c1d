"""Reports to render in tests: realistic ones, hostile ones, empty and large ones. All deterministic.

``SAMPLES`` has one of each kind by name; every format must render all of them.
"""

from __future__ import annotations

from statistics import fmean, median

from seoaudit.model import SEVERITIES
from seoaudit.report import SCHEMA_VERSION, GateVerdict, Report, RuleInfo, Summary, Tool
from seoaudit.report.page import (
    Advice,
    Location,
    PageFacts,
    PageReport,
    ReportedCategory,
    ReportedFinding,
    ReportedResult,
)

RULES = {
    "cta/dead-target": RuleInfo(
        "A call to action leads somewhere.",
        "A reader who has decided to act and lands on the same spot does not try twice.",
        "Give the link the address of the page where the reader can do what it says.",
        "error",
        "standard",
        "https://html.spec.whatwg.org/multipage/links.html",
    ),
    "cta/missing": RuleInfo(
        "A post asks its reader for something.",
        "A post that ends without a next step is read and left. Those who liked it have nowhere to go.",
        "End the post with one sentence that names the next step, and link it.",
        "warning",
        "convention",
        "https://example.org/editorial-guide",
    ),
    "headings/skipped-level": RuleInfo(
        "Heading levels go down one step at a time.",
        "Readers who skim, screen readers and search engines take the levels for the outline of the page; "
        "an H3 under no H2 belongs to nothing.",
        "Give the heading the level that follows the one above it, and style its size with CSS.",
        "warning",
        "standard",
        "https://www.w3.org/WAI/tutorials/page-structure/headings/",
    ),
    "images/missing-alt": RuleInfo(
        "Every image says in words what it shows.",
        "Screen readers read the alternative text aloud, and image search has little else to go by.",
        "Describe the image in a few words in its alt text; leave it empty in HTML when it is decoration.",
        "warning",
        "standard",
        "https://www.w3.org/WAI/WCAG22/Understanding/non-text-content",
    ),
    "keywords/density": RuleInfo(
        "The keyphrase is used as often as reads naturally.",
        "A text that repeats its phrase reads as if written for machines. One that never uses it is about something else.",
        "Replace some uses by a pronoun or another word for the same thing.",
        "warning",
        "convention",
        "https://example.org/density",
    ),
    "links/opportunity": RuleInfo(
        "Pages that mention each other's subject are linked.",
        "A link where the subject comes up is the one that readers follow.",
        "Link the words to the page.",
        "info",
        "heuristic",
        "none: our own",
    ),
    "metadata/author-missing": RuleInfo(
        "A post names its author.",
        "Readers trust a text that somebody stands for.",
        "Add author: to the front matter.",
        "info",
        "official",
        "https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
    ),
    "metadata/title-missing": RuleInfo(
        "Every page has a title.",
        "The title is what a search result shows first.",
        "Add title: to the front matter, in the words the reader would search for.",
        "error",
        "official",
        "https://developers.google.com/search/docs/appearance/title-link",
    ),
    "readability/long-sentences": RuleInfo(
        "At most a quarter of the sentences is long.",
        "A long sentence has to be read twice.",
        "Split the sentence where it says a second thing.",
        "warning",
        "convention",
        "https://example.org/sentences",
    ),
    "readability/flesch-reading-ease": RuleInfo(
        "The text is as easy to read as its readers need.",
        "Readers leave texts that are harder than they have to be.",
        "Shorten sentences, and prefer the short word.",
        "warning",
        "measured",
        "https://example.org/flesch-1948",
    ),
}

ALT_TEXT = "the image has no alternative text"
CATEGORIES = (
    "links",
    "headings",
    "keywords",
    "cta",
    "readability",
    "metadata",
    "content",
    "images",
    "promise",
)


def finding(
    line: int, column: int, message: str, fix: str = "", excerpt: str = "", length: int = 10
) -> ReportedFinding:
    return ReportedFinding(Location(line, column, line, column + length), message, fix, excerpt)


def failed(
    rule: str, lost: float, *findings: ReportedFinding, score: float = 0.0, **more: object
) -> ReportedResult:
    info = RULES[rule]
    filled = tuple(
        f if f.fix else ReportedFinding(f.location, f.message, info.fix, f.excerpt) for f in findings
    )
    return ReportedResult(rule, "failed", info.severity, score, lost, filled, **more)  # type: ignore[arg-type]


def page_of(
    path: str, *results: ReportedResult, blockers: tuple[str, ...] = (), facts: PageFacts | None = None
) -> PageReport:
    earned = round(100 - sum(result.lost for result in results), 4)
    score = min(earned, 49.0) if blockers else earned
    costly = sorted((r for r in results if r.lost > 0 and r.findings), key=lambda r: (-r.lost, r.rule))
    lost = {name: sum(r.lost for r in results if r.rule.startswith(f"{name}/")) for name in CATEGORIES}
    return PageReport(
        path,
        "markdown",
        score,
        earned,
        grade_of(score),
        blockers,
        tuple(
            ReportedCategory(
                name,
                None if name == "promise" else round(max(100 - 5 * lost[name], 0), 4),
                round(lost[name], 4),
            )
            for name in CATEGORIES
        ),
        tuple(
            Advice(
                r.rule,
                round(earned + r.lost - score, 4) if r.rule in blockers else r.lost,
                r.findings[0].fix,
                r.findings[0].location,
                len(r.findings),
            )
            for r in sorted(costly, key=lambda r: r.rule not in blockers)
        ),
        results,
        facts or FACTS,
    )


FACTS = PageFacts(
    title="Why lead generation matters",
    words=1204,
    sentences=82,
    language="en",
    keyphrase="lead generation",
    keyphrase_origin="inferred",
    keyphrase_uses=12,
    keyphrase_natural=(4, 7),
    internal_links=3,
    external_links=1,
    calls_to_action=2,
)


def grade_of(score: float) -> str:
    return next(
        (letter for least, letter in ((90, "A"), (80, "B"), (70, "C"), (60, "D")) if score >= least), "F"
    )


def weak_page(path: str = "posts/why-lead-generation-matters.md") -> PageReport:
    dead = "**Ready to take your lead generation to the next level? [Start today](#)!**"
    images = [
        finding(line, 1, ALT_TEXT, excerpt=f"![](/media/step-{line}.webp)", length=24)
        for line in range(12, 124, 8)
    ]
    return page_of(
        path,
        failed("cta/dead-target", 6.25, finding(61, 61, "“Start today” links to “#”, the page itself", excerpt=dead)),
        failed(
            "headings/skipped-level",
            3.7,
            finding(20, 1, "h4 follows h2, without an h3 between them", "Make it an h3.", "#### Building a pipeline", 24),
            finding(44, 1, "h5 follows h3, without an h4 between them", "Make it an h4.", "##### Tools", 11),
            score=0.5,
        ),
        failed("images/missing-alt", 2.0, *images, score=0.1),
        failed(
            "readability/long-sentences",
            7.5,
            finding(
                14,
                1,
                "the sentence “Lead generation is a critical component of any successful business strategy, since …” has 34 words",
            ),
            finding(31, 118, "the sentence “This multi-channel approach opens doors to …” has 27 words"),
            value=31.7073,
            unit="%",
            target="at most 25",
        ),
        failed("readability/flesch-reading-ease", 4.1, score=0.4, value=48.2, target="at least 60"),
        failed(
            "keywords/density",
            8.45,
            finding(14, 1, "“lead generation” is used 12 times; 4–7 times read naturally in a text of this length"),
            value=3.8,
            unit="%",
            target="0.5 to 3",
        ),
        failed("metadata/author-missing", 0.0, ReportedFinding(Location(1, 1, 1, 1), "the post names no author", "")),
        failed(
            "links/opportunity",
            0.0,
            *(finding(line, 5, f"“{text}” is the subject of posts/{slug}.md, which is not linked") for line, text, slug in
              ((18, "sales pipeline", "sales-pipeline"), (37, "landing pages", "landing-pages"), (52, "email marketing", "email"))),
        ),
        ReportedResult("cta/missing", "passed", "warning", 1.0),
        ReportedResult("metadata/title-missing", "passed", "error", 1.0),
        ReportedResult("promise/count", "not-applicable", "warning", 1.0, reason="the title promises no number"),
    )  # fmt: skip


def blocked_page() -> PageReport:
    return page_of(
        "posts/untitled.md",
        failed(
            "metadata/title-missing", 5.0, ReportedFinding(Location(1, 1, 1, 1), "the page has no title", "")
        ),
        failed(
            "cta/missing",
            9.0,
            ReportedFinding(Location(1, 1, 1, 1), "the post asks its reader for nothing", ""),
        ),
        blockers=("metadata/title-missing",),
        facts=PageFacts(words=340, sentences=22, language="en"),
    )


def good_page(path: str = "posts/choosing-a-tent.md") -> PageReport:
    return page_of(path, ReportedResult("cta/missing", "passed", "warning", 1.0))


def unreadable_page(path: str = "posts/broken.md") -> PageReport:
    return PageReport(
        path,
        error="the front matter is not valid YAML: line 3 has a tab",
        fix="Replace the tab by two spaces.",
    )


def errored_page() -> PageReport:
    return page_of(
        "posts/odd.md",
        ReportedResult("headings/skipped-level", "errored", "warning", 1.0, reason="KeyError: 'level'"),
        facts=FACTS,
    )


def hostile_page() -> PageReport:
    """A page whose every text tries something on whoever prints it."""
    attack = "\x1b[2J\x1b]0;owned\x07 [bold red]x[/] \u202egnp.exe\u202c \x9b31m ::error file=a::no ##vso[task] \r\n::warning::b"
    return PageReport(
        "::error file=x::/po\x1b[31mst\u202e\n::set-output/a b.md",
        "markdown",
        40.0,
        40.0,
        "F",
        categories=(ReportedCategory("links\x1b[1m", 40.0, 60.0),),
        advice=(Advice("cta/missing", 60.0, attack, Location(3, 1, 3, 2), 1),),
        results=(
            ReportedResult(
                "cta/missing",
                "failed",
                "warning",
                0.0,
                60.0,
                (
                    ReportedFinding(Location(3, 1, 3, 4), attack, attack, attack * 3),
                    ReportedFinding(
                        Location(4, 900, 4, 999), "x" * 500 + "::error::" * 40, "[/]", "y" * 300, 2
                    ),
                    ReportedFinding(
                        Location(5, 1, 9, 1), "標題太長" * 60 + " 🧗🏽‍♀️" * 30, attack, "標題" * 80
                    ),
                ),
                reason=attack,
                unit=attack,
                value=1.0,
                target=attack,
            ),
            ReportedResult("x/\x1bodd", "errored", "warning", 1.0, reason=attack),
        ),
        facts=PageFacts(
            title=attack * 9, words=3, language=attack, keyphrase=attack, keyphrase_origin=attack
        ),
    )


def why_it_fails(page: PageReport) -> str:
    """The default gate: no error, no page below 60."""
    if page.error:
        return f"{page.path} could not be audited: {page.error}"
    if (page.score or 0) < 60:
        return f"{page.path} scored {int(page.score or 0)}, below your threshold of 60"
    errors = [
        result.rule for result in page.results if (result.outcome, result.severity) == ("failed", "error")
    ]
    return f"{page.path} fails {errors[0]} (error)" if errors else ""


def report_of(*pages: PageReport, failures: tuple[str, ...] = ()) -> Report:
    scores = [page.score for page in pages if page.score is not None]
    affected: dict[str, int] = {}
    findings = dict.fromkeys(SEVERITIES, 0)
    for page in pages:
        for result in page.results:
            findings[result.severity] += len(result.findings)
            if result.findings:
                affected[result.rule] = affected.get(result.rule, 0) + 1
    reasons = {page.path: why for page in pages if (why := why_it_fails(page))}
    failures = failures or tuple(reasons.values())[:4]
    broken = any(page.error for page in pages)
    verdict = GateVerdict(not failures, failures, 2 if broken else 1 if failures else 0, tuple(reasons))
    ranked = sorted(
        (page for page in pages if page.score is not None), key=lambda page: (page.score, page.path)
    )
    mean = fmean(scores) if scores else None
    return Report(
        SCHEMA_VERSION,
        Tool("seoaudit", "0.1.0"),
        Summary(
            len(pages),
            sum(bool(page.error) for page in pages),
            None if mean is None else round(mean, 4),
            round(median(scores), 4) if scores else None,
            grade_of(mean) if mean is not None else "",
            findings,
            dict(sorted(affected.items(), key=lambda entry: (-entry[1], entry[0]))),
            tuple(page.path for page in ranked[:10]),
        ),
        verdict,
        list(pages),
        RULES,
    )


def few() -> Report:
    return report_of(weak_page(), good_page(), blocked_page(), unreadable_page(), errored_page())


def many(number: int = 1000) -> Report:
    """A blog with a few weak posts, many fair ones and some that cannot be read."""
    pages = []
    for index in range(number):
        path = f"content/posts/{2010 + index % 15}/{'a-rather-long-name-' * (index % 3)}post-{index:04}.md"
        if index % 97 == 0:
            pages.append(unreadable_page(path))
        elif index % 13 == 0:
            pages.append(weak_page(path))
        elif index % 2:
            pages.append(good_page(path))
        else:
            images = tuple(finding(line, 1, ALT_TEXT) for line in range(1, index % 7 + 2))
            nothing = ReportedFinding(Location(1, 1, 1, 1), "the post asks its reader for nothing", "")
            pages.append(
                page_of(
                    path,
                    failed("cta/missing", 9.0 + index % 5, nothing),
                    failed("images/missing-alt", index % 23, *images),
                )
            )
    return report_of(*pages)


def _site() -> Report:
    from sample_sites import site  # which is made of what is here

    return site()


SAMPLES = {
    "one": lambda: report_of(weak_page()),
    "good": lambda: report_of(good_page()),
    "few": few,
    "many": lambda: many(120),
    "none": report_of,
    "site": _site,
    "hostile": lambda: report_of(hostile_page(), good_page("\x1b[31m[red]b.md")),
}
