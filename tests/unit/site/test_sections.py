"""Which section of a site links to which."""

from hypothesis import given
from hypothesis import strategies as st

from seoaudit.report.site import LinkedSection
from seoaudit.site.sections import MOST, OTHERS, linked_sections

PATHS = {
    "/": "content/_index.md",
    "/b/1": "content/blog/1.md",
    "/b/2": "content/blog/2.md",
    "/d/1": "content/docs/a/1.md",
}


def test_links_are_counted_from_row_to_column():
    links = [("/b/1", "/b/2"), ("/b/1", "/d/1"), ("/d/1", "/b/1"), ("/", "/d/1"), ("/b/2", "/d/1")]
    assert linked_sections(PATHS, links) == (
        LinkedSection("blog", 2, (1, 0, 2)),
        LinkedSection("/", 1, (0, 0, 1)),
        LinkedSection("docs", 1, (1, 0, 0)),
    )


def test_one_section_is_no_table():
    assert linked_sections({"a": "blog/a.md", "b": "blog/b.md"}, [("a", "b")]) == ()
    assert linked_sections({}, []) == ()


def test_small_sections_are_counted_together():
    paths = {f"{name}{number}": f"s{name}/{number}.md" for name in range(20) for number in range(name + 1)}
    found = linked_sections(paths, [("00", "190"), ("190", "180")])
    assert [section.name for section in found] == [*(f"s{19 - at}" for at in range(MOST - 1)), OTHERS]
    assert found[-1].links[0] == 1


paths = st.dictionaries(
    st.text("abc", min_size=1, max_size=3),
    st.from_regex(r"(?:[ab]/){0,3}[xy]\.md", fullmatch=True),
    min_size=1,
)


@given(paths, st.data())
def test_no_page_and_no_link_is_lost(paths, data):
    keys = st.sampled_from(sorted(paths))
    links = data.draw(st.lists(st.tuples(keys, keys)))
    found = linked_sections(paths, links)
    if found:
        assert sum(section.pages for section in found) == len(paths)
        assert sum(sum(section.links) for section in found) == len(links)
