"""Every rule runs over a post in every language; what a language lacks is not applicable, never an error."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from seoaudit.api import (
    Page,
    block_words,
    language,
    sentences,
    word_count,
    words_are_countable,
    words_are_separated,
)  # fmt: skip
from seoaudit.audit import audit, prepare
from seoaudit.context import Context
from seoaudit.page import Source
from seoaudit.parsing import parse
from seoaudit.registry import rules
from tests.unit.language.posts import POSTS

ROOT = Path(__file__).parents[3]
TEMPLATE = """---
title: {title}
description: {title}
tags: [blog]
{declared}---

{text}

## {title}

![{title}](way.png)

1. {title}
2. [{title}](/other/)

{text} **{title}**

| {title} | 1 |
|---|---|
| {title} | 2 |

> {title}

### {title}

{text} [{title}](https://example.org/)
"""


def post(tag: str, *, declared: bool = True, times: int = 1, keyphrase: str = "") -> Page:
    text = " ".join([POSTS[tag]] * times)
    title = POSTS[tag][:40].strip()
    source = TEMPLATE.format(title=title, text=text, declared=f"lang: {tag}\n" if declared else "")
    return parse(Source("post.md", source, "markdown"), Context(today="2026-01-01", keyphrase=keyphrase))


@pytest.mark.parametrize("tag", POSTS)
@pytest.mark.parametrize("declared", [True, False])
def test_every_rule_runs(tag: str, *, declared: bool):
    for keyphrase in ("", " ".join(POSTS[tag][:40].split()[1:3]) or POSTS[tag][:3]):
        page = post(tag, declared=declared, times=4, keyphrase=keyphrase)
        assert language(page).root == tag
        results = audit(page, prepare(rules().values()))
        assert [(r.rule, r.reason) for r in results if r.outcome == "errored"] == []
        assert all(0 <= result.score <= 1 for result in results)


@pytest.mark.parametrize("tag", [*POSTS])
def test_what_is_not_known_is_not_judged(tag: str):
    page = post(tag, times=4)
    outcomes = {result.rule: result.outcome for result in audit(page, prepare(rules().values()))}
    whole = tag in ("de", "fr", "es", "it", "nl", "pt")
    for rule in ("cta/missing", "readability/flesch-reading-ease", "headings/generic", "promise/title-topic"):
        assert (outcomes[rule] != "not-applicable") == whole, rule
    for rule in ("readability/passive-voice", "readability/complex-words", "links/vague-reference"):
        assert outcomes[rule] == "not-applicable"
    assert (outcomes["readability/long-sentences"] == "not-applicable") == (tag in ("zh", "ja", "th"))
    assert (outcomes["content/thin"] == "not-applicable") == (tag == "th")


@pytest.mark.parametrize("tag", ["zh", "ja"])
def test_characters_are_reckoned_as_words(tag: str):
    page = post(tag, times=4)
    characters = sum(map(str.isalnum, page.text))
    per_word = {"zh": 1.65, "ja": 3.0}[tag]
    assert words_are_countable(page)
    assert not words_are_separated(page)
    assert abs(word_count(page) - characters / per_word) < 0.1 * word_count(page)
    assert len(block_words(page)) == len(page.blocks)


def test_thai_cannot_be_counted():
    assert not words_are_countable(post("th"))
    assert not words_are_separated(post("th"))


@pytest.mark.parametrize("tag", POSTS)
def test_words_of_sentences_are_in_the_text(tag: str):
    page = post(tag)
    for sentence in sentences(page):
        text = page.text[sentence.start : sentence.end].lower().replace("’", "'")
        assert all(word in text for word in sentence.words)


@pytest.mark.parametrize("value", ["Go", "{{ site.lang }}", "Deutsch und Englisch"])
def test_what_is_no_language_is_not_believed(value: str):
    source = f'---\ntitle: Der Weg\nlang: "{value}"\n---\n\n{POSTS["de"]}\n'
    page = parse(Source("post.md", source, "markdown"), Context())
    assert language(page).root in ("de", "go")


def test_the_page_about_languages_is_up_to_date():
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs/languages.py"), "--check"],
        capture_output=True, text=True, check=False, cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'rules'}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
