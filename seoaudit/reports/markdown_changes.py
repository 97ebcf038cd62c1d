"""What changed since an earlier report, as Markdown: in a comment's head, or as a document of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seoaudit.compare import Comparison
from seoaudit.model import SEVERITIES
from seoaudit.reports.changes import in_short, provisos
from seoaudit.reports.figures import counted, shown
from seoaudit.reports.listed import Listed
from seoaudit.reports.markdown_text import code, plain

#: GitHub refuses a comment of more than 65,536 characters.
LIMIT = 65_000
#: Characters kept of a path and of a text, and other pages that a finding names.
PATH, TEXT, RELATED = 160, 300, 3
#: New and fixed findings that a comment tells.
_IN_COMMENT = 12
#: And a document of its own: findings of either kind, and pages.
_FINDINGS, _PAGES = 200, 50


def changes(found: Comparison) -> Iterator[str]:
    """Yield the sentence, and folded away what is new and what is fixed."""
    yield from _sentences(found)
    yield from _folded("new", found.new)
    yield from _folded("fixed", found.fixed)


def document(found: Comparison) -> Iterator[str]:
    """Yield a document about the changes alone, which fits into a comment."""
    top = "".join(("## What changed\n\n", *_sentences(found), *_pages(found)))
    yield top
    room = LIMIT - len(top)
    for title, findings in (("New", found.new), ("Fixed", found.fixed)):
        if findings and room > 0:
            block = "".join((f"### {title}\n\n", *_list(findings, _FINDINGS, room // 2), "\n"))
            yield block
            room -= len(block)


def _pages(found: Comparison) -> Iterator[str]:
    if not found.pages:
        return
    yield "| page | before | after |\n|---|--:|--:|\n"
    for page in found.pages[:_PAGES]:
        yield f"| {code(page.path, PATH, in_table=True)} | {_score(page.before)} | {_score(page.after)} |\n"
    left = len(found.pages) - _PAGES
    yield f"\n… and {counted(left, 'more page')}.\n\n" if left > 0 else "\n"


def finding(each: Listed) -> str:
    """Return a finding as an item of a list."""
    place = f":{each.location.line}:{each.location.column}"
    also = ""
    if each.related:
        others = [code(path, PATH) for path in each.related[:RELATED]]
        more = len(each.related) - len(others)
        also = ", see " + ", ".join(others) + (f" and {more:,} more" if more else "")
    return f"- {code(each.path, PATH)}{place} {plain(each.message, TEXT)} ({code(each.rule, PATH)}){also}\n"


def _sentences(found: Comparison) -> Iterator[str]:
    yield f"**{plain(in_short(found), TEXT)}.**\n\n"
    yield from (f"{plain(sentence, TEXT)}\n\n" for sentence in provisos(found))


def _folded(what: str, findings: Sequence[Listed]) -> Iterator[str]:
    if findings:
        yield f"<details><summary>{len(findings):,} {what}</summary>\n\n"
        yield from _list(findings, _IN_COMMENT, LIMIT // 8)
        yield "\n</details>\n\n"


def _list(findings: Sequence[Listed], most: int, room: int) -> Iterator[str]:
    """Yield the worst findings as a list, in about ``room`` characters."""
    worst = sorted(findings, key=lambda each: SEVERITIES.index(each.severity))
    told = 0
    for each in worst[:most]:
        line = finding(each)
        room -= len(line)
        if room < 0:
            break
        yield line
        told += 1
    if told < len(worst):
        yield f"- … and {len(worst) - told:,} more\n"


def _score(score: float | None) -> str:
    return "–" if score is None else str(shown(score))
