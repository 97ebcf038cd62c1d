"""Comments that suppress findings: what they say, and which part of the page they hold for.

    <!-- seoaudit-disable-next-line links/generic-text -- the button's own name -->
    <!-- seoaudit-disable cta, readability/filler -- an example of what not to write -->
    <!-- seoaudit-enable -->

A ``disable`` before the page's own content holds for the whole page, one further down until the ``enable`` that
names the same rules, or the end. In MDX and in templates, their own comments do: ``{/* … */}``, ``{{/* … */}}``,
``{# … #}``, ``{% # … %}``. Comments in code are examples and do nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from seoaudit.config.errors import did_you_mean
from seoaudit.lazy_regex import lazy_regex
from seoaudit.model import Finding, Span
from seoaudit.page import Comment, Page

Scope = Literal["page", "block", "line"]

#: Stands for every rule.
ALL = "all"
_VERBS = ("seoaudit-disable", "seoaudit-disable-next-line", "seoaudit-enable")
_COMMAND = lazy_regex(
    r"\s*(?P<verb>seoaudit-[a-z-]+)(?=\s|$)(?P<names>.*?)(?:(?:^|\s)--+(?:\s(?P<reason>.*))?)?", re.DOTALL
)
_BETWEEN = lazy_regex(r"[\s,]+")
#: Beyond every place in a page.
END = 1 << 40
#: A page with more of them is an attack on patience; the rest do nothing.
_MAX = 500


class Suppression(msgspec.Struct, frozen=True):
    """What one comment suppresses: rules by ``names`` (ids, categories, ``all``) where a finding begins in the range.

    ``begin`` and ``end`` are offsets of the source, ``span`` is the comment's own place. A ``page`` scope also
    covers what belongs to the page as a whole.
    """

    names: tuple[str, ...]
    begin: int
    end: int
    span: Span
    reason: str = ""
    scope: Scope = "block"

    def name_for(self, rule: str) -> str:
        """Return the name that covers a rule, the most specific first; empty where none does."""
        return next((name for name in (rule, rule.partition("/")[0], ALL) if name in self.names), "")


class Directives(msgspec.Struct, frozen=True):
    """A page's suppressions in the order of their comments, and what is wrong with those that say nothing useful."""

    suppressions: tuple[Suppression, ...] = ()
    mistakes: tuple[Finding, ...] = ()


_NONE = Directives()


def directives(page: Page, rules: Iterable[str]) -> Directives:
    """Return what the comments of a page suppress. ``rules`` are the ids of all rules there are."""
    if not page.comments:
        return _NONE
    reader = _Reader(page, rules)
    for comment in page.comments[:_MAX]:
        reader.read(comment)
    return reader.finish()


class _Reader:
    def __init__(self, page: Page, rules: Iterable[str]) -> None:
        self._page = page
        self._text = page.source.text
        ids = list(rules)
        self._known = {ALL, *ids, *(rule.partition("/")[0] for rule in ids)}
        self._content = _content_begins(page)
        self._open: list[Suppression] = []
        self._found: list[Suppression] = []
        self._mistakes: list[Finding] = []

    def read(self, comment: Comment) -> None:
        said = _COMMAND.fullmatch(comment.text)
        if said is None:
            return  # it only mentions this program
        verb = said["verb"]
        if verb not in _VERBS:
            fix = did_you_mean(verb, _VERBS, f"There are {', '.join(_VERBS)}.")
            self._mistake(comment, f"“{verb}” does nothing", fix)
            return
        given = [name for name in _BETWEEN.split(said["names"]) if name]
        names = tuple(dict.fromkeys(name for name in given if self._is_known(comment, name)))
        reason = " ".join((said["reason"] or "").split())
        if verb == "seoaudit-enable":
            if names or not given:
                self._enable(comment, names)
        elif not given:
            self._mistake(
                comment, f"“{verb}” names no rule", f"Write {verb} links/generic-text -- the reason."
            )
        elif names and verb == "seoaudit-disable":
            self._disable(comment, names, reason)
        elif names:
            begin, end = self._next_line(comment)
            self._found.append(Suppression(names, begin, end, comment.span, reason, "line"))

    def finish(self) -> Directives:
        """Close what is open, and return all there is."""
        for each in self._open:
            if each.scope == "page" and ALL in each.names:
                fix = "Name the rules, or list the page under “exclude” in seoaudit.toml."
                self._mistakes.append(Finding(each.span, "a page cannot suppress all rules", fix))
            else:
                self._found.append(each)
        self._found.sort(key=lambda each: (each.span, each.begin, each.names))
        return Directives(tuple(self._found), tuple(self._mistakes))

    def _is_known(self, comment: Comment, name: str) -> bool:
        if name in self._known:
            return True
        fix = did_you_mean(name, self._known, "`seoaudit rules` lists them.")
        self._mistake(comment, f"there is no rule or category “{name}”, so nothing is suppressed by it", fix)
        return False

    def _disable(self, comment: Comment, names: tuple[str, ...], reason: str) -> None:
        of_page = comment.span.start < self._content
        begin = 0 if of_page else comment.span.start
        scope: Scope = "page" if of_page else "block"
        self._open.append(Suppression(names, begin, END, comment.span, reason, scope))

    def _enable(self, comment: Comment, names: tuple[str, ...]) -> None:
        """End what is suppressed of the names; without names, all blocks, or where there are none the page's own."""
        blocks = any(each.scope == "block" for each in self._open)
        left, ended = [], False
        for each in self._open:
            concerned = not (blocks and each.scope == "page")
            ends = tuple(name for name in each.names if (name in names if names else concerned))
            if not ends:
                left.append(each)
                continue
            ended = True
            self._found.append(
                Suppression(ends, each.span.start, comment.span.start, each.span, each.reason, "block")
            )
            rest = tuple(name for name in each.names if name not in ends)
            if rest:
                left.append(msgspec.structs.replace(each, names=rest))
        self._open = left
        if not ended:
            what = f"“{', '.join(names)}” is not" if names else "nothing is"
            fix = "Take the comment out, or name what the seoaudit-disable above it names."
            self._mistake(comment, f"{what} suppressed here, so there is nothing to enable", fix)

    def _next_line(self, comment: Comment) -> tuple[int, int]:
        """Return the range of the next line with text of its own."""
        comments = {each.span.start: each.span.end for each in self._page.comments}
        at = comment.span.end
        while (begin := self._text.find("\n", at) + 1) > 0:
            end = self._text.find("\n", begin)
            end = len(self._text) if end < 0 else end
            line = self._text[begin:end]
            start = begin + len(line) - len(line.lstrip())
            after = comments.get(start, -1)
            if line.strip() and not (after >= 0 and not self._text[after:end].strip()):
                return begin, max(end, begin + 1)
            at = max(after, end)
        return END, END

    def _mistake(self, comment: Comment, message: str, fix: str) -> None:
        self._mistakes.append(Finding(comment.span, message, fix))


def _content_begins(page: Page) -> int:
    """Return where the page's own content begins: what stands before it speaks of the page as a whole.

    Of HTML that is the main content, so that a comment at the top of a post does in the built page what it does
    in the post.
    """
    elements: list[Sequence[Span]] = [
        [each.span for each in page.blocks if each.main],
        [each.span for each in page.images if each.main],
        [each.span for each in page.controls if each.main],
        [each.span for each in page.codes],
    ]
    return min((spans[0].start for spans in elements if spans), default=len(page.source.text))
