"""One page that answers at “/” and at “/index.html” is named as what it is, and once."""

from seoaudit.audit import run_on_site
from seoaudit.site.database import Site
from seoaudit.site.rows import PageRow
from seoaudit_rules.content.duplicate import duplicate
from seoaudit_rules.metadata.duplicate_title import duplicate_title

HOME = "http://tents.example/"


def _site(*keys, words=60):
    site = Site()
    site.built = True
    site.add(
        PageRow(
            key=key, path=key, kind="page", words=words, title="Tents", title_key="tents", text_key="same"
        )
        for key in keys
    )
    return site


def _said(rule, site):
    return [(found.page, found.message) for found in run_on_site(rule, site).findings]


def test_the_second_address_names_the_first():
    site = _site(HOME, HOME + "index.html")
    (found,) = run_on_site(duplicate, site).findings
    assert (found.page, found.related) == (HOME + "index.html", (HOME,))
    assert found.message == f"is the page “{HOME}” at a second address"
    assert found.fix.startswith(f"Redirect this address to “{HOME}”")


def test_that_their_titles_are_equal_is_not_said_again():
    assert _said(duplicate_title, _site(HOME, HOME + "index.html")) == []


def test_a_real_copy_is_told_from_the_second_address():
    copy = HOME + "old/"
    said = dict(_said(duplicate, _site(HOME, HOME + "index.html", copy, words=200)))
    assert said[HOME] == "has the same text as old"
    assert "second address" in said[HOME + "index.html"]
    assert copy in said


def test_two_pages_with_different_texts_keep_their_equal_titles():
    site = _site(HOME + "poles/")
    site.add(
        [PageRow(key=HOME + "pegs/", path=HOME + "pegs/", kind="page", title_key="tents", variant="pegs")]
    )
    assert len(_said(duplicate_title, site)) == 2
