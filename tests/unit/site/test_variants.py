"""What tells pages apart that are alike on purpose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.site.database import Site
from seoaudit.site.rows import PageRow
from seoaudit.site.variants import (
    are_issues,
    is_news,
    is_paginated,
    subject_stems,
    variant_key,
    variant_names,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/docs/1.9/install/", "/docs/2.0/install/"),
        ("/docs/install/", "/docs/latest/install/"),
        ("/2-edge/tasks/upgrade/", "/2.14/tasks/upgrade/"),
        ("/fr/blog/tents/", "/blog/tents/"),
        ("content/docs/tents.md", "content/docs-zh/tents.md"),
        ("content/tents.md", "content/tents.pt-BR.md"),
        ("reference/7.4/About/about_Jobs.md", "reference/5.1/About/about_Jobs.md"),
        ("i18n/de/docusaurus-plugin-content-docs/current/tents.md", "tents.md"),
    ],
)
def test_translations_and_versions_have_one_key(one, other):
    assert variant_key(one) == variant_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/docs/hugo/install/", "/docs/jekyll/install/"),
        ("/blog/tents/", "/blog/stoves/"),
        ("/blog/2023/tents/", "/blog/2024/tents/"),
        ("/1.0/", "/about/"),
    ],
)
def test_other_pages_have_keys_of_their_own(one, other):
    assert variant_key(one) != variant_key(other)


@given(st.text(max_size=60))
def test_any_path_has_a_key(path):
    assert variant_key(path) == variant_key(path)
    assert isinstance(is_paginated(path), bool)


def _site(*paths):
    site = Site()
    site.add(PageRow(key=path, path=path, variant=variant_key(path)) for path in paths)
    return site, list(site.query("SELECT key, variant FROM pages ORDER BY key"))


def test_a_folder_beside_versions_stands_for_one_of_them():
    site, rows = _site("/1.0/tents/", "/1.1/tents/", "/docs/tents/")
    assert len(set(variant_names(site, rows))) == 1


def test_a_folder_beside_the_only_version_that_has_the_page_stands_for_it():
    site, rows = _site("/edge/tents/", "/docs/tents/")
    assert len(set(variant_names(site, rows))) == 1


def test_a_folder_without_versions_beside_it_does_not():
    site, rows = _site("/docs/tents/", "/tents/")
    assert len(set(variant_names(site, rows))) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Annual survey 2023", "Annual survey 2024"),
        ("Announcing Rust 1.2", "Announcing Rust 1.3.1"),
        ("Interviews, part 1: questions", "Interviews, part 2: answers"),
        ("Update, May", "Update, June"),
        ("Notes (1/3)", "Notes (2/3)"),
        ("This week #12", "This week #13"),
        ("2019-10-10 Compiler Meeting", "2019-10-17 Compiler Meeting"),
        ("New directors", "New directors 2025"),
        ("Folge 3: Zelte", "Folge 4: Kocher"),
    ],
)
def test_issues_of_a_series(one, other):
    assert are_issues(one, other)
    assert are_issues(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("7 ways to sell", "9 ways to sell"),
        ("Choosing a tent", "Choosing a stove"),
        ("Choosing a tent", "Choosing a tent"),
        ("Tents in 2024", "Stoves in 2024"),
        ("What you may need", "What you need"),
    ],
)
def test_other_titles_are_no_issues(one, other):
    assert not are_issues(one, other)


@given(st.text(max_size=40), st.text(max_size=40))
def test_being_issues_is_mutual(one, other):
    assert are_issues(one, other) == are_issues(other, one)
    assert not are_issues(one, one)


def test_news_and_praise():
    assert is_news("Announcing the autumn tour")
    assert not is_news("How to plan a tour")
    assert subject_stems("10 proven tips for winter tents", "10 proven tip winter tent") == {"winter", "tent"}
