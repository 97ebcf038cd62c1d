"""The examples in the docstrings hold."""

import doctest
from importlib import import_module

import pytest


@pytest.mark.parametrize("name", ["figures", "markdown_text", "options", "places", "safe_text"])
def test_the_examples_hold(name):
    result = doctest.testmod(import_module(f"seoaudit.reports.{name}"))
    assert result.failed == 0
    assert result.attempted > 0
