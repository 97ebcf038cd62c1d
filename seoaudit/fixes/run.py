"""The fixes of a run: which documents of a report can be mended, what becomes of them, and what is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from seoaudit.config import Settings
from seoaudit.engines.cache_folder import CacheFolder
from seoaudit.engines.document import Document, Neighbourhood
from seoaudit.engines.page import AuditedPage, Plan, audit_document
from seoaudit.engines.surroundings import sites_around
from seoaudit.fixes.document import FixedDocument, Place, fix_document
from seoaudit.fixes.encoded import NotFixable
from seoaudit.fixes.writing import replace_content
from seoaudit.packed import heads
from seoaudit.parsing import media_of
from seoaudit.report import FixedFile, FixedRun, LeftAlone, Report
from seoaudit.report.page import PageReport
from seoaudit.sources.decode import Unreadable
from seoaudit.sources.files import read_bytes


class Mended(msgspec.Struct, frozen=True):
    """A document with its bytes before and after; ``refusal`` says why the file could not be written."""

    document: Document
    before: bytes
    result: FixedDocument
    refusal: str = ""

    @property
    def changed(self) -> bool:
        """Return whether there is something to write."""
        return self.result.data != self.before

    def written(self) -> Mended:
        """Write the file, where there is one and it was changed; what came by another way keeps its new bytes here."""
        path = self.document.path
        if not self.changed or self.document.data is not None or path is None:
            return self
        try:
            replace_content(path, self.before, self.result.data)
        except NotFixable as reason:
            return msgspec.structs.replace(self, result=FixedDocument(self.before), refusal=str(reason))
        return self


def mended(
    report: Report,
    documents: Sequence[Document],
    settings: Sequence[Settings],
    today: str,
    cache_folder: CacheFolder | None = None,
    *,
    unsafe: bool = False,
    narrowed: bool = False,
) -> Iterator[Mended]:
    """Yield the documents with findings in the report that can be mended, with what becomes of them; writes nothing.

    ``documents`` and ``settings`` are those of the run. ``narrowed``: the report has only some findings of a page
    (those that a change introduces), and the others stay.
    """
    wanted = {
        head.path: number
        for number, head in enumerate(heads(report))
        if head.fixable[0] or (unsafe and head.fixable[1])
    }
    if not wanted:
        return
    local = [
        (document, own)
        for document, own in zip(documents, settings, strict=True)
        if document.response is None and (document.path is not None or document.data is not None)
    ]
    around, numbers = sites_around([document for document, _ in local], today, cache_folder)
    if len(documents) > 1:  # as the audit does, so that a page is judged by what was said of it
        for site in around:
            site.prepare()
    plans: dict[int, Plan] = {}
    for (document, own), number in zip(local, numbers, strict=True):
        place = wanted.get(document.name)
        if place is None:
            continue
        if id(own) not in plans:
            plans[id(own)] = Plan(own)
        only = _places(report.pages[place]) if narrowed else None
        found = _mended(document, plans[id(own)], around[number], today, unsafe, only)
        if found is not None:
            yield found


def _mended(
    document: Document,
    plan: Plan,
    neighbourhood: Neighbourhood,
    today: str,
    unsafe: bool,
    only: frozenset[Place] | None,
) -> Mended | None:
    try:
        data = document.data
        if data is None:
            data = read_bytes(document.path or Path(document.name), plan.settings.max_file_size)
    except Unreadable:
        return None  # it was there when it was audited, and the next audit will say what has become of it

    def audit(data: bytes) -> AuditedPage:
        tried = msgspec.structs.replace(document, data=data)
        return audit_document(tried, plan, today, neighbourhood, rows=False)

    media = media_of(document.name) or "markdown"
    return Mended(document, data, fix_document(data, media, audit, unsafe=unsafe, only=only))


def _places(page: PageReport) -> frozenset[Place]:
    return frozenset(
        (result.rule, each.location.line, each.location.column)
        for result in page.results
        for each in result.findings
        if each.repair
    )


def fixed_run(found: Sequence[Mended], before: Report, after: Report) -> FixedRun:
    """Return what was done, for the report on what is left. ``before`` and ``after``: the reports around it."""
    done = [each for each in found if each.changed]
    rules: dict[str, int] = {}
    for rule, count in (entry for each in done for entry in each.result.fixed.items()):
        rules[rule] = rules.get(rule, 0) + count
    scores = [{head.path: head.score for head in heads(report)} for report in (before, after)]
    return FixedRun(
        findings=sum(rules.values()),
        files=tuple(each.document.name for each in done),
        rules=dict(sorted(rules.items(), key=lambda entry: (-entry[1], entry[0]))),
        pages=after.summary.pages,
        score_before=before.summary.score,
        score_after=after.summary.score,
        left=tuple(_left(found)),
        documents=tuple(
            FixedFile(
                each.document.name,
                dict(sorted(each.result.fixed.items())),
                *(by_path.get(each.document.name) for by_path in scores),
            )
            for each in done
        ),
    )


def _left(found: Sequence[Mended]) -> Iterator[LeftAlone]:
    for each in found:
        reasons: Mapping[str, str] = {"": each.refusal} if each.refusal else each.result.left
        for rule, reason in reasons.items():
            yield LeftAlone(each.document.name, rule, reason)
