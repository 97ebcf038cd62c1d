"""The template engine as this format uses it: everything escaped, nothing invisible."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from seoaudit.lazy_regex import lazy_regex
from seoaudit.report.page import SENDS_ON
from seoaudit.reports.html.figures import counted, figure, level_of, points, shown, signed
from seoaudit.reports.html.glossary import WORDS, Glossary
from seoaudit.reports.safe_text import prose

_FOLDER = Path(__file__).with_name("templates")
_CODE = lazy_regex(r"`([^`]+)`")
#: Categories that are called otherwise than their rules: by what they measure.
_CATEGORIES = {"cta": "calls-to-action", "content": "length-and-completeness"}


@cache
def environment() -> Environment:
    """Return the templates' environment, compiled once."""
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        finalize=_printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(
        codes=codes, counted=counted, figure=figure, level=level_of, points=points, shown=shown
    )
    made.filters.update(category=category, signed=signed, plain=Markup, rule_name=rule_name, words=words)
    made.globals["sends_on"] = SENDS_ON
    made.globals["Glossary"], made.globals["words_of_the_field"] = Glossary, WORDS
    return made


def _printed(value: object) -> object:
    """Return what is printed of a value: control characters and marks of direction as visible escapes.

    Our own markup is left as it is; it was made of text that came through here.
    """
    return prose(value) if type(value) is str else value


def codes(text: str) -> Markup:
    """Return a text with what stands between backticks as code.

    >>> codes("add `a<b`")
    Markup('add <code>a&lt;b</code>')
    """
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(prose(text)))))  # noqa: S704 - escaped just before


def category(name: str) -> str:
    """Return a category's name as a heading says it.

    >>> category("cta"), category("structured-data"), category("content")
    ('Calls to action', 'Structured data', 'Length and completeness')
    """
    return words(_CATEGORIES.get(name, name)).capitalize()


def rule_name(rule: str) -> str:
    """Return a rule's name as people say it.

    >>> rule_name("links/too-few-internal"), rule_name("cta/missing")
    ('Links: too few internal', 'Calls to action: missing')
    """
    group, _, name = rule.partition("/")
    return f"{category(group)}: {words(name)}" if name else words(rule)


def words(name: str) -> str:
    """Return a rule's or category's name as words.

    >>> words("structured-data")
    'structured data'
    """
    return name.replace("-", " ")
