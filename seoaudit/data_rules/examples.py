"""A rule's examples are run before any page is: a rule that misses its own is a mistake in the configuration."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from seoaudit.audit import run
from seoaudit.context import Context
from seoaudit.data_rules.catalogue import made
from seoaudit.data_rules.kind import Fault
from seoaudit.data_rules.kinds import DataRule
from seoaudit.data_rules.scopes import SCOPES
from seoaudit.page import Media, Page, Source
from seoaudit.parsing import parse

if TYPE_CHECKING:
    from seoaudit.rule import Rule

#: A text that begins so is a whole page.
_PAGE, _HTML = ("---\n", "+++\n"), ("<!doctype", "<html")
#: Scopes whose example is written into front matter, where it needs quoting.
_QUOTED = ("title", "description")
_LONGEST_SHOWN = 50


def example_faults(rule: DataRule) -> Iterator[Fault]:
    """Yield the examples that the rule judges otherwise than it says."""
    ready = made(rule)
    for number, text in enumerate(rule.common.bad):
        result = run(ready, example_page(rule, text))
        if result.outcome == "errored":
            yield Fault(("bad", number), f"“{rule.id}” cannot judge its example: {result.reason}")
        elif result.outcome != "failed":
            why = f" ({result.reason})" if result.reason else ""
            said = f"“{rule.id}” finds nothing in its bad example {_shown(text)}{why}"
            yield Fault(("bad", number), said, _read_as(rule))
    for number, text in enumerate(rule.common.good):
        result = run(ready, example_page(rule, text))
        if result.outcome == "errored":
            yield Fault(("good", number), f"“{rule.id}” cannot judge its example: {result.reason}")
        elif result.outcome == "failed":
            found = "; ".join(each.message for each in result.findings[:2])
            yield Fault(
                ("good", number), f"“{rule.id}” finds a fault in its good example {_shown(text)}: {found}"
            )


def example_page(rule: DataRule, text: str) -> Page:
    """Return the page that an example stands for."""
    name, media, language = "example.md", "markdown", (*rule.common.languages, "")[0]
    context = Context(language=language)
    scope = rule.kind.example_scope()
    if text.lower().startswith(_HTML):
        name, media = "example.html", "html"
    elif text.startswith(_PAGE):
        pass
    elif scope == "slug":
        name, text = f"{text.strip().replace('/', '-')}.md", "An example.\n"
    elif scope == "path":
        context, text = Context(language=language, path=text.strip()), "An example.\n"
    elif scope == "headings" and text.startswith("#"):
        pass
    elif scope:
        text = SCOPES[scope].example.replace(
            "{}", json.dumps(text, ensure_ascii=False) if scope in _QUOTED else text
        )
    return parse(Source(name, text, _MEDIA[media]), context)


_MEDIA: dict[str, Media] = {"markdown": "markdown", "html": "html"}


def _read_as(rule: DataRule) -> str:
    scope = rule.kind.example_scope()
    if not scope:
        return "The example is read as a page in Markdown."
    if scope == "front-matter":
        return "The example is read as the front matter of a page."
    return f"The example is read as {SCOPES[scope].one}."


def _shown(text: str) -> str:
    folded = " ".join(text.split())
    return f"“{folded if len(folded) <= _LONGEST_SHOWN else folded[:_LONGEST_SHOWN] + '…'}”"


def judged(rule: Rule, page: Page) -> list[str]:
    """Return what a rule says of a page: for tests and documentation."""
    return [finding.message for finding in run(rule, page).findings]
