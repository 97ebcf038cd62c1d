"""Drafts beside what is published of them: `check --against`."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from seoaudit.cli import main
from tests.web_server import Answer

DRAFT = """---
title: Packing a tent for a wet week
description: What to pack first, and how to keep the inner tent dry.
---
Pack the inner tent last, so that it comes out last. Read [how to dry it](/blog/dry/) before you go.
"""
GOOD = """<!doctype html><html lang="en"><head><title>Packing a tent for a wet week | Hills</title>
<meta name="description" content="What to pack first, and how to keep the inner tent dry.">
<link rel="canonical" href="https://hills.example/blog/tent/"></head><body>
<nav><a href="/">Hills</a></nav><main><h1>Packing a tent for a wet week</h1>
<p>Pack the inner tent last, so that it comes out last. Read <a href="/blog/dry/">how to dry it</a> before you go.</p>
</main></body></html>"""


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A Hugo site with one post, and the folder that it is built to."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hugo.toml").write_text('baseURL = "https://hills.example/"\n')
    for name in ("tent", "dry"):
        file = tmp_path / f"content/blog/{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(DRAFT if name == "tent" else "---\ntitle: Dry it\n---\nHang it up.\n")
    build(tmp_path, "blog/tent", GOOD)
    build(
        tmp_path,
        "blog/dry",
        "<!doctype html><html lang='en'><title>Dry it</title><h1>Dry it</h1><p>Hang it up.</p></html>",
    )
    build(tmp_path, "", "<!doctype html><html lang='en'><title>Hills</title><h1>Hills</h1></html>")
    return tmp_path


def build(site, path, html):
    file = site / "public" / path / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(html)


def drift(*arguments):
    """Return the drift that was found: rule and message."""
    result = CliRunner().invoke(
        main, ["check", *map(str, arguments), "--select", "drift", "--format", "json"]
    )
    assert result.stdout, result.output
    return [
        (each["rule"].removeprefix("drift/"), finding["message"])
        for page in json.loads(result.stdout)["pages"]
        for each in page["results"]
        if each["outcome"] == "failed"
        for finding in each["findings"]
    ]


def test_a_faithful_template_changes_nothing(site):
    assert drift("content", "--against", "public") == []


def test_what_the_template_changed(site):
    changed = GOOD.replace("<h1>Packing a tent for a wet week</h1>", "<h1>Hills</h1>").replace(
        "<link ", '<meta name="robots" content="noindex"><link '
    )
    build(site, "blog/tent", changed.replace("hills.example/blog/tent/", "staging.hills.example/"))
    assert dict(drift("content", "--against", "public")) == {
        "canonical": "the published page names https://staging.hills.example/ as canonical, not "
        "https://hills.example/blog/tent/",
        "heading": "the H1 of the published page is “Hills”, not “Packing a tent for a wet week”",
        "noindex": "the published page has noindex in a robots meta element; the draft does not ask for it",
    }


def test_a_draft_that_the_build_has_no_page_of(site):
    (site / "public/blog/tent/index.html").unlink()
    assert drift("content", "--against", "public") == [
        ("unpublished", "there is no page at https://hills.example/blog/tent/")
    ]


def test_a_live_page(site, web):
    web.pages["/any/where/"] = Answer(GOOD, headers={"X-Robots-Tag": "noindex"})
    found = dict(drift("content/blog/tent.md", "--against", web.url("/any/where/")))
    assert found["noindex"].startswith("the published page has noindex in the X-Robots-Tag header")
    assert "canonical" in found


def test_a_live_site(site, web):
    web.pages["/blog/tent/"] = GOOD.replace("https://hills.example", web.url().rstrip("/"))
    assert drift("content", "--against", web.url("/")) == [
        ("unpublished", f"there is no page at {web.url('/blog/dry/')}")
    ]


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        (None, 1, "the page is not published"),
        (Answer(b"%PDF", type="application/pdf"), 2, "this is no page but a PDF (application/pdf)"),
        (Answer(status=429), 2, "the server answers 429 (Too Many Requests). Try again later."),
    ],
)
def test_comparing_with_what_is_no_page(site, web, answer, code, said):
    web.pages["/tent"] = answer
    result = CliRunner().invoke(main, ["compare", "content/blog/tent.md", web.url("/tent")])
    assert (result.exit_code, said in result.output) == (code, True), result.output


def test_a_changed_page_is_seen_though_the_draft_is_in_the_cache(site):
    for number in range(9):
        (site / f"content/blog/more-{number}.md").write_text(DRAFT)
        build(site, f"blog/more-{number}", GOOD.replace("blog/tent", f"blog/more-{number}"))
    assert drift("content", "--against", "public") == []
    build(site, "blog/tent", GOOD.replace("<title>Packing", "<title>Losing"))
    assert [rule for rule, _ in drift("content", "--against", "public")] == ["title"]


def test_a_folder_without_pages_is_refused(site):
    (site / "empty").mkdir()
    result = CliRunner().invoke(main, ["check", "content", "--against", "empty"])
    assert result.exit_code == 2
    assert "no built pages" in result.output


def test_compare_shows_draft_and_page_side_by_side(site, web):
    web.pages["/post/"] = GOOD.replace("<h1>Packing a tent for a wet week</h1>", "").replace(
        '<a href="/blog/dry/">', '<a href="/wash/">'
    )
    result = CliRunner().invoke(main, ["compare", "content/blog/tent.md", web.url("/post/")])
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0] == f"content/blog/tent.md → {web.url('/post/')}"
    assert "             the template adds to it" in lines
    assert lines[lines.index("H1           Packing a tent for a wet week") + 1 :][:2] == [
        "             –",
        "             lost",
    ]
    assert "             5:59    /blog/dry/ → /wash" in lines
    assert all(len(line) <= 80 for line in lines)


def test_compare_of_a_folder_with_what_was_built_of_it(site):
    result = CliRunner().invoke(main, ["compare", "content", "public", "--format", "json"])
    pages = {each["draft"]: each for each in json.loads(result.output)}
    assert pages["content/blog/tent.md"]["published"] == "public/blog/tent/index.html"
    assert {line["change"] for line in pages["content/blog/tent.md"]["lines"]} == {"same", "extended"}
    assert result.exit_code == 0


def test_the_example_in_the_documentation(tmp_path, monkeypatch, web):
    page = Path(__file__).parents[2] / "docs/live.md"
    (example,) = re.findall(r"```text\n(content/post\.md.*?)```", page.read_text("utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    draft = DRAFT.replace("(/blog/dry/)", "(https://example.org/dry/)").replace("you go.", "[asking](/ask/).")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/post.md").write_text(draft)
    changed = re.sub(
        r"<a href=./blog/dry/.>(.*?)</a>", r"\1", GOOD.replace("you go.", "<a href='/ask/'>asking</a>.")
    )
    changed = changed.replace("<h1>Packing a tent for a wet week", "<h1>Hills").replace(
        "/blog/tent/", "/post/"
    )
    web.pages["/post/"] = Answer(
        changed.replace("https://hills.example", web.url().rstrip("/")).replace(
            "<link ", '<meta name="robots" content="noindex"><link '
        )
    )
    result = CliRunner().invoke(main, ["compare", "content/post.md", web.url("/post/")])
    assert result.output.replace(web.url().rstrip("/"), "https://hills.example") == example


PAGE = GOOD.replace("Pack the inner tent last, so that it comes out last.", "{text}")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Pack the inner tent last :tent: so that it comes out last.", "Pack the inner tent last ⛺ so that it comes out last."),
        ("Pack the inner {{ site.thing }} last of all.", "Pack the inner tent last of all."),
        (
            "Pack the inner tent last[^1], so that it comes out last.",
            'Pack the inner tent last<sup><a href="#fn1">1</a></sup>, so that it comes out last.',
        ),
    ],
    ids=["an emoji", "a template", "a footnote"],
)  # fmt: skip
def test_what_becomes_of_marks_is_no_drift(site, written, shown):
    draft = site / "content/blog/tent.md"
    draft.write_text(DRAFT.replace("Pack the inner tent last, so that it comes out last.", written))
    build(site, "blog/tent", PAGE.replace("{text}", shown))
    assert drift("content", "--against", "public") == []


def test_a_page_that_only_sends_its_readers_on_is_not_compared(site):
    build(
        site,
        "blog/tent",
        '<!doctype html><title>Redirecting</title><meta http-equiv="refresh" content="0; url=/blog/dry/">'
        '<meta name="robots" content="noindex"><link rel="canonical" href="https://hills.example/blog/dry/">',
    )
    assert drift("content", "--against", "public") == []


def test_two_long_texts_are_quoted_where_they_differ(site, web):
    web.pages["/post/"] = GOOD.replace("inner tent dry.", "inner tent dry; or not.").replace(
        "What to pack", "What " * 20 + "to pack"
    )
    draft = site / "content/blog/tent.md"
    draft.write_text(draft.read_text().replace("What to pack", "What " * 20 + "to pack"))
    result = CliRunner().invoke(main, ["compare", "content/blog/tent.md", web.url("/post/")])
    one, other = result.output.splitlines()[5:7]
    assert one != other
    assert other.strip() == "…p the inner tent dry; or not."
