"""What a finding says to do fits the case: the medium, too much or too little, several files at once."""

import pytest

from seoaudit.audit import run
from seoaudit.context import Context
from seoaudit.page import Source
from seoaudit.parsing import parse
from seoaudit.registry import repertoire

WEAK_HTML = """<!doctype html>
<html><head><script type="application/ld+json">{"@type": "BlogPosting"}</script></head>
<body><main><h3>Poles</h3>
<p>Two that cross carry more. <a href="/shop">click here</a> <img src="/2.png"> <img src="/2.png" alt="x"></p>
</main></body></html>
"""


def _fixes(text, name="page.html", media="html", **context):
    page = parse(Source(name, text, media), Context(**context))
    for rule in repertoire(()).rules.values():
        if rule.scope == "page":
            for finding in run(rule, page).findings:
                yield rule.id, finding.fix or rule.documentation.fix


def _of(rule, text, **more):
    return [fix for id_, fix in _fixes(text, **more) if id_ == rule]


def test_html_is_not_told_to_write_front_matter():
    fixes = dict(_fixes(WEAK_HTML, name="123456789.html", url="https://camp.example/123456789.html"))
    assert {"metadata/title-missing", "headings/missing-h1", "metadata/author-missing"} <= set(fixes)
    told = {
        rule: fix for rule, fix in fixes.items() if "front matter" in fix or "draft" in fix or "`slug:" in fix
    }
    assert told == {}


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Tents", "Name what the page is about"),
        ("Tents for the winter and the wind " * 3, "drop what the rest"),
    ],
)
def test_a_title_that_is_too_short_is_not_told_to_drop_words(title, said):
    (fix,) = _of("metadata/title-length", f"<html><head><title>{title}</title></head><body></body></html>")
    assert said in fix
    assert ("drop" in fix) is (said.startswith("drop"))


def test_no_two_files_are_given_one_name():
    text = "".join(f"![Un résultat avec style]({name})\n\n" for name in ("2.png", "3.png", "2.png", "4.jpg"))
    fixes = _of("images/file-name", text, name="post.md", media="markdown")
    names = [fix.rpartition(" ")[2].rstrip(".") for fix in fixes]
    assert names == [
        "un-résultat-avec-style.png",
        "un-résultat-avec-style-2.png",
        "un-résultat-avec-style.png",
        "un-résultat-avec-style.jpg",
    ]
