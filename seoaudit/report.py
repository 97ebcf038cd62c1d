"""The report: a whole run as one versioned value. Reporters are functions of it and of nothing else.

The JSON format writes this value as it is; ``SCHEMA_VERSION`` changes when a field changes its meaning or
goes away, not when one is added. Places are lines and columns from 1, columns in characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from seoaudit.model import Applicability, Evidence, Outcome, Severity

SCHEMA_VERSION = 1

#: Said wherever a score is shown to people.
DISCLAIMER = (
    "The score is this tool's own arithmetic over rules whose sources it cites. "
    "Search engines publish no such score; a high one promises no rank."
)


class Location(msgspec.Struct, frozen=True, gc=False):
    """A place in a page's source: lines and columns from 1, the end excluded."""

    line: int
    column: int
    end_line: int
    end_column: int


class ReportedEdit(msgspec.Struct, frozen=True, gc=False):
    r"""A change of the source: ``text`` takes the place of what stands at ``location``; an empty place inserts.

    Ends of lines in ``text`` are ``\n``, whatever the document has. ``byte_columns`` are the place's first and last
    columns counted in bytes of UTF-8.
    """

    location: Location
    text: str
    byte_columns: tuple[int, int]


class ReportedRepair(msgspec.Struct, frozen=True, gc=False):
    """What ``check --fix`` does about a finding (*unsafe*: with ``--unsafe-fixes``), all edits together or none."""

    applicability: Applicability
    edits: tuple[ReportedEdit, ...]


class ReportedFinding(msgspec.Struct, frozen=True, gc=False):
    """One fault: where, what is wrong, how to fix it, and the source line it stands on (cut to 160 characters).

    ``excerpt_column`` is the column at which the excerpt's first character stands: 1 unless the line was cut
    there, so that the fault begins ``location.column - excerpt_column`` characters into the excerpt. ``repair`` is
    there where a program can mend it.
    """

    location: Location
    message: str
    fix: str
    excerpt: str = ""
    excerpt_column: int = 1
    repair: ReportedRepair | msgspec.UnsetType = msgspec.UNSET


class ReportedResult(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What one rule said of the page. ``lost``: points of 100 it cost. ``value``/``unit``/``target``: measure rules."""

    rule: str
    outcome: Outcome
    severity: Severity
    score: float
    lost: float = 0.0
    findings: tuple[ReportedFinding, ...] = ()
    value: float | None = None
    unit: str = ""
    target: str = ""
    reason: str = ""


class SuppressedFinding(msgspec.Struct, frozen=True, gc=False):
    """A finding that a comment in the page suppresses: it costs nothing and fails nothing.

    ``comment`` is the comment's place, ``reason`` what it gives as one. ``path`` is set where the finding is a site
    rule's.
    """

    rule: str
    severity: Severity
    location: Location
    message: str
    reason: str
    comment: Location
    path: str = ""


class ReportedCategory(msgspec.Struct, frozen=True, gc=False):
    """A category's own score (0 … 100, ``None``: no rule applied) and the points it cost the page."""

    category: str
    score: float | None
    lost: float


class Advice(msgspec.Struct, frozen=True, gc=False):
    """What to do: one rule's fix, and the points it wins once the advice before it has been followed.

    So the points of the first three add up to what fixing these three wins, and all of them to 100 − score.
    A blocker while another one still caps the score wins 0.
    """

    rule: str
    points: float
    summary: str
    location: Location
    findings: int


class PageFacts(msgspec.Struct, frozen=True, gc=False):
    """What the page is, in a few figures, for the report's head line."""

    title: str = ""
    words: int = 0
    sentences: int = 0
    language: str = ""
    keyphrase: str = ""
    keyphrase_origin: str = ""
    keyphrase_uses: int = 0
    keyphrase_natural: tuple[int, int] | None = None
    internal_links: int = 0
    external_links: int = 0
    calls_to_action: int = 0


class MappedHeading(msgspec.Struct, frozen=True, gc=False):
    """A heading on the map of its page: level 1 … 6, text, source line, place."""

    level: int
    text: str
    line: int
    place: int


class MappedParagraph(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A paragraph or list item on the map of its page, from ``start`` to ``end``, with its Flesch reading ease (0 … 100)."""

    line: int
    start: int
    end: int
    words: int
    ease: int


class MappedCall(msgspec.Struct, frozen=True, gc=False):
    """A call to action on the map of its page.

    ``kind``: subscribe, contact, buy …; ``form``: link, button, form, component or sentence; ``strength``: strong
    or weak. ``linked``: it comes with something to act by; ``target``: where that leads, empty when unknown.
    """

    label: str
    kind: str
    form: str
    strength: str
    linked: bool
    target: str
    line: int
    place: int


class MappedLink(msgspec.Struct, frozen=True, gc=False):
    """A link on the map of its page. ``kind``: internal, external, fragment, address, script, empty, other."""

    text: str
    target: str
    kind: str
    line: int
    place: int


class PageMap(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What a picture of the page is drawn from. Places are thousandths of the main text.

    ``title_shown`` and ``description_shown``: the characters that a search result has room for, on a wide screen
    and on a phone; ``title_pixels`` and ``description_pixels`` what the whole would take, in Arial at 20 and 14
    pixels. ``keyphrase`` has the places of its uses. Long texts end in ``…``, and of many links the first are
    given, with ``links_left_out`` the number of the others. ``keyphrase_lines`` has the source lines of the uses.
    """

    description: str = ""
    title_pixels: int = 0
    description_pixels: int = 0
    title_shown: tuple[int, int] = (0, 0)
    description_shown: tuple[int, int] = (0, 0)
    headings: tuple[MappedHeading, ...] = ()
    paragraphs: tuple[MappedParagraph, ...] = ()
    keyphrase: tuple[int, ...] = ()
    calls: tuple[MappedCall, ...] = ()
    links: tuple[MappedLink, ...] = ()
    links_left_out: int = 0
    keyphrase_lines: tuple[int, ...] = ()


class Redirection(msgspec.Struct, frozen=True, gc=False):
    """A redirect on the way to a page: the address that was asked, and the status of its answer."""

    url: str
    status: int


class FetchFacts(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """How a live page answered.

    ``seconds`` passed from the request to the end of the headers (0: not known), ``size`` are the bytes of the body,
    ``transferred`` those that came over the wire. ``redirects`` led there.
    """

    status: int
    seconds: float = 0.0
    size: int = 0
    transferred: int = 0
    media_type: str = ""
    redirects: tuple[Redirection, ...] = ()


#: Said of a page that was audited and has no score.
SENDS_ON = "it only sends its readers on to another address"


class PageReport(msgspec.Struct, frozen=True, gc=False):
    """One page's audit, or the error that prevented it (then ``error`` is set and there is no score).

    A page that only sends its readers on to another address, as a redirect would, has no score either.

    ``score`` is after the cap by ``blockers``, ``earned`` before it; ``score`` is a float, people are shown
    it rounded down. ``advice`` has every fix that wins points. ``suppressed`` has what comments in the page leave
    out, ``ignored`` the ids of the rules that its front matter leaves out (``seo: ignore``). ``map`` is ``None`` where the page was not read, ``fetch`` where it is a file.
    """

    path: str
    media: str = ""
    score: float | None = None
    earned: float | None = None
    grade: str = ""
    blockers: tuple[str, ...] = ()
    categories: tuple[ReportedCategory, ...] = ()
    advice: tuple[Advice, ...] = ()
    results: tuple[ReportedResult, ...] = ()
    facts: PageFacts = PageFacts()
    error: str = ""
    fix: str = ""
    map: PageMap | None = None
    suppressed: tuple[SuppressedFinding, ...] = ()
    ignored: tuple[str, ...] = ()
    fetch: FetchFacts | None = None


class ReportedSiteFinding(msgspec.Struct, frozen=True, gc=False):
    """One fault of the site: the page it is reported on, the place there, and the other pages concerned.

    ``headline`` says of all of them, in sentences that stand by themselves, what is wrong and what to do; it is set on
    the finding of the page to begin with, and empty on the others.
    """

    path: str
    location: Location
    message: str
    fix: str
    excerpt: str = ""
    excerpt_column: int = 1
    related: tuple[str, ...] = ()
    headline: str = ""


class SiteResult(msgspec.Struct, frozen=True, gc=False):
    """What one site rule said. ``pages``: how many pages have a finding; ``left_out``: findings not listed."""

    rule: str
    outcome: Outcome
    severity: Severity
    pages: int = 0
    findings: tuple[ReportedSiteFinding, ...] = ()
    left_out: int = 0
    reason: str = ""


#: Where templates make faults: in the *head*, in the *page* as a whole (something is missing), or in the *frame*
#: around the main content (header, navigation, footer).
TemplatePart = Literal["head", "page", "frame"]


class TemplateFault(msgspec.Struct, frozen=True, gc=False):
    """The same fault at the same place of a template, on many pages: it is mended once.

    ``example`` is the first page that has it, ``location`` its place there. ``lost`` are the points that it costs
    each of the pages: what stands in the frame costs none.
    """

    rule: str
    severity: Severity
    message: str
    fix: str
    pages: int
    example: str
    location: Location
    excerpt: str = ""
    part: TemplatePart = "frame"
    lost: float = 0.0


class LinkedPage(msgspec.Struct, frozen=True, gc=False):
    """A page with the number of pages whose main content links to it."""

    path: str
    linked_from: int


class LinkedSection(msgspec.Struct, frozen=True, gc=False):
    """A section of a site with its pages, and its links to each section, in the order of ``LinkGraph.sections``."""

    name: str
    pages: int
    links: tuple[int, ...]


class LinkGraph(msgspec.Struct, frozen=True, gc=False):
    """The internal links in figures.

    ``links`` counts pairs of pages, ``broken`` links that lead nowhere. ``unlinked``: pages that no other
    page links to; ``dead_ends``: pages that link to none. ``depths``: pages by clicks from the home page (index
    0: the home page itself), ``unreachable`` those beyond its reach; both are empty or 0 without a home page.
    """

    pages: int
    links: int
    broken: int = 0
    unlinked: int = 0
    dead_ends: int = 0
    depths: tuple[int, ...] = ()
    unreachable: int = 0
    most_linked: tuple[LinkedPage, ...] = ()
    sections: tuple[LinkedSection, ...] = ()


class CrawlFacts(msgspec.Struct, frozen=True, gc=False):
    """What was asked of a live site.

    ``answers`` counts addresses by what they answered: *page*, *file*, *redirect*, *missing* (404, 410), *refused*
    (other 4xx), *error* (5xx) and *none* (no answer). ``ended`` says why the crawl ended early (``""``: it did not), ``waiting``
    how many known addresses it had not asked by then, and ``trouble`` in words what kept it from them;
    ``left_out`` counts those that were not to be asked, by reason. ``copy_of`` is the site that this looks like a copy of, by its
    canonical links or sitemaps (``https://example.org``). What was asked to find robots.txt and sitemaps is not counted.
    """

    answers: dict[str, int]
    ended: str = ""
    waiting: int = 0
    left_out: dict[str, int] = {}
    trouble: str = ""
    copy_of: str = ""


class SiteReport(msgspec.Struct, frozen=True, gc=False):
    """What only all pages together show.

    ``generator`` is empty for a plain folder. ``whole``: every published page of the site was read, so that
    orphans can be told. ``built``: the pages are built HTML, with navigation. ``distribution`` counts pages by
    score: 0–9, 10–19, … 90–100. ``left_out`` counts files in its folders that the site makes no page of; they were not
    audited. ``crawl`` is set where the pages were fetched.
    """

    root: str
    generator: str
    url: str
    pages: int
    whole: bool
    built: bool
    results: tuple[SiteResult, ...]
    distribution: tuple[int, ...]
    graph: LinkGraph
    templates: tuple[TemplateFault, ...] = ()
    suppressed: tuple[SuppressedFinding, ...] = ()
    left_out: int = 0
    crawl: CrawlFacts | None = None


class RuleInfo(msgspec.Struct, frozen=True, omit_defaults=True):
    """A rule as reports quote it. ``pack`` is the pack it comes from, empty for those of the program."""

    summary: str
    why: str
    fix: str
    severity: Severity
    evidence: Evidence
    source: str
    pack: str = ""


#: What is said of the suppressions themselves, under names that no rule has.
BAD_SUPPRESSION = "seoaudit/bad-suppression"
UNUSED_SUPPRESSION = "seoaudit/unused-suppression"
OWN_RULES: dict[str, RuleInfo] = {
    BAD_SUPPRESSION: RuleInfo(
        "A comment that suppresses findings names rules that exist.",
        "A suppression with a misspelt name suppresses nothing, and nobody notices.",
        "Correct the name; `seoaudit rules` lists them.",
        "warning",
        "heuristic",
        "none: our own",
    ),
    UNUSED_SUPPRESSION: RuleInfo(
        "A comment that suppresses findings has findings to suppress.",
        "What suppresses nothing today hides the fault that is made tomorrow.",
        "Take the rule out of the comment.",
        "info",
        "heuristic",
        "none: our own",
    ),
}


class Summary(msgspec.Struct, frozen=True):
    """The run in figures. ``score`` is the mean of the pages' scores, ``None`` when no page was scored.

    ``affected``: for each rule that failed anywhere, on how many pages. ``worst``: paths, lowest first.
    ``suppressed``: how many findings comments in the pages leave out. ``fixable`` is how many ``--fix`` would mend,
    ``fixable_unsafely`` how many more ``--unsafe-fixes`` would.
    """

    pages: int
    errors: int
    score: float | None
    median: float | None
    grade: str
    findings: dict[Severity, int]
    affected: dict[str, int]
    worst: tuple[str, ...]
    suppressed: int = 0
    fixable: int = 0
    fixable_unsafely: int = 0


class LeftAlone(msgspec.Struct, frozen=True):
    """A document that ``--fix`` left as it was, or some fixes of one, and why. ``rule`` is empty for the document."""

    path: str
    rule: str
    reason: str


class FixedFile(msgspec.Struct, frozen=True):
    """What ``--fix`` has mended in one document: how many findings of each rule, and its score before and after."""

    path: str
    rules: dict[str, int]
    score_before: float | None
    score_after: float | None


class FixedRun(msgspec.Struct, frozen=True):
    """What ``--fix`` has mended before this report was made.

    ``findings`` and ``rules`` (by id) count findings, ``files`` names the documents that were changed, and ``documents``
    tells of each of them. The scores are the means of the scores of all ``pages`` before and after.
    """

    findings: int
    files: tuple[str, ...]
    rules: dict[str, int]
    pages: int
    score_before: float | None
    score_after: float | None
    left: tuple[LeftAlone, ...] = ()
    documents: tuple[FixedFile, ...] = ()


class GateVerdict(msgspec.Struct, frozen=True):
    """Whether the run passes; ``failures`` has one sentence for each condition that failed.

    ``failing``: the paths of the pages that made a condition fail. Empty when only the run as a whole failed.
    """

    passed: bool
    failures: tuple[str, ...]
    exit_code: Literal[0, 1, 2]
    failing: tuple[str, ...] = ()


class PackInfo(msgspec.Struct, frozen=True):
    """A pack that took part: its name, and the distribution that it is from with its version."""

    name: str
    distribution: str
    version: str


class Tool(msgspec.Struct, frozen=True, omit_defaults=True):
    """What made the report. ``packs`` took part with their rules."""

    name: str
    version: str
    packs: tuple[PackInfo, ...] = ()


class Report(msgspec.Struct, frozen=True):
    """A whole run. ``rules`` has an entry for every rule that some result names.

    ``sites`` is empty when a single page was audited. ``fixed`` is there after a run with ``--fix``.
    """

    schema_version: int
    tool: Tool
    summary: Summary
    gate: GateVerdict
    pages: Sequence[PageReport]
    rules: dict[str, RuleInfo]
    sites: tuple[SiteReport, ...] = ()
    disclaimer: str = DISCLAIMER
    fixed: FixedRun | None = None
