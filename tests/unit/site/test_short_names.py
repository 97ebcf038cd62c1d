"""How messages name pages."""

from hypothesis import given
from hypothesis import strategies as st

from seoaudit.site.short_names import named, short_name

PARTS = st.text(st.characters(categories=["Ll", "Nd"]), min_size=1, max_size=12)
PATHS = st.lists(PARTS, min_size=1, max_size=4).map(lambda parts: "/".join(parts) + ".md")


def test_an_index_is_named_by_its_folder():
    assert short_name("content/blog/tents/index.md") == "tents/"
    assert short_name("index.md") == "index.md"


def test_names_that_would_be_the_same_grow():
    assert named(["docs/hugo/a.md"], ["docs/jekyll/a.md"]) == "hugo/a.md"
    assert named(["a/x/i.md", "b/x/i.md"], shown=2) == "a/x/i.md and b/x/i.md"


def test_only_a_few_are_named():
    paths = [f"post-{number}.md" for number in range(1, 6)]
    assert named(paths) == "post-1.md and 4 more"
    assert named(paths, shown=2) == "post-1.md, post-2.md and 3 more"
    assert named(paths[:1], count=1500) == "post-1.md and 1,499 more"


@given(PATHS, st.lists(PATHS, max_size=4))
def test_a_name_is_short_and_tells_the_page_from_those_beside_it(path, beside):
    name = short_name(path, beside, limit=200)
    assert name in path
    assert name == path or not any(  # nothing more can be said than the whole path
        other != path and other.endswith(f"/{name}")
        for other in beside
        if "/" in name or other.count("/") == 0
    )
    assert len(short_name(path, beside, limit=10)) <= 10
