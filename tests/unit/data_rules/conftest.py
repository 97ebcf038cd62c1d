"""Rules from TOML, and what they say of a text."""

import textwrap

import pytest

from seoaudit.audit import run
from seoaudit.config.own_rules import with_own_rules
from seoaudit.config.reading import file_table
from seoaudit.context import Context
from seoaudit.page import Source
from seoaudit.parsing import parse
from seoaudit.profiles import PROFILES
from seoaudit.registry import Repertoire
from tests.unit.config.sample_rules import SAMPLE_RULES

#: What comes with the program, for these tests.
KNOWN = Repertoire(SAMPLE_RULES, PROFILES)


def read(toml):
    """Return the rules of a configuration by id, and the mistakes in it."""
    table = file_table(textwrap.dedent(toml), "seoaudit.toml", ())
    known, own = with_own_rules(KNOWN, table, ())
    return {name: rule for name, rule in known.rules.items() if name not in KNOWN.rules}, own.errors


@pytest.fixture
def rule():
    def only(toml):
        rules, errors = read(f'[[rule]]\nid = "x"\n{textwrap.dedent(toml)}')
        assert not errors, "\n".join(map(str, errors))
        return rules["local/x"]

    return only


@pytest.fixture
def mistakes():
    """Return the mistakes of a configuration as they are printed."""
    return lambda toml: [str(error) for error in sorted(read(toml)[1])]


def page_of(text, name="post.md", **context):
    media = "html" if name.endswith(".html") else "markdown"
    return parse(Source(name, text, media), Context(**context))


@pytest.fixture
def findings(rule):
    """Return what a rule says of a page: ``line:column message`` for each finding."""

    def said(toml, text, name="post.md", options=None, **context):
        page = page_of(text, name, **context)
        result = run(rule(toml), page, options or {})
        assert result.outcome != "errored", result.reason
        at = sorted((page.position(each.span.start), each.message) for each in result.findings)
        return [f"{place.line}:{place.column} {message}" for place, message in at]

    return said
