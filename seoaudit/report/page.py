"""What a report says of one page: its score, what each rule found, and what to do first.

Places are lines and columns from 1, columns in characters.
"""

from __future__ import annotations

import msgspec

from seoaudit.model import Applicability, Outcome, Severity
from seoaudit.report.fetched import FetchFacts
from seoaudit.report.page_map import PageMap


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
