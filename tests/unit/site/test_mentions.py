"""Where a page names another one, and how a link to it would be written."""

from array import array

import pytest

from seoaudit.language import for_language
from seoaudit.model import Span
from seoaudit.site.database import Site
from seoaudit.site.link_style import LinkStyle
from seoaudit.site.mentions import mentions
from seoaudit.site.rows import LinkRow, NameRow, PageRow


def link(target, anchor="", start=0, href="", status="page"):
    return LinkRow(
        target, href or target, status, "", "", anchor, anchor, True, False, start, start + len(anchor)
    )


def page(key, text="", links=(), title="", topics=("camp",), **fields):
    """A page in English; a sentence stands on each line."""
    places, at = array("I"), 0
    for line in text.split("\n"):
        places.extend((at, at + len(line)))
        at += len(line) + 1
    stems = " ".join(for_language("en").stems(title.lower().split()))
    names = (NameRow(stems, len(title.split()), title, "title"),) if title else ()
    terms = tuple((topic, topic, 0.1) for topic in topics)
    fields = {"language": "en", **fields}
    return PageRow(
        key=key, path=f"content{key}.md", names=names, prose=text, sentences=places.tobytes() if text else b"",
        links=tuple(links), terms=terms, **fields,
    )  # fmt: skip


def named(*rows):
    site = Site()
    site.add(
        [*rows, *(page(f"/other/{number}", f"word{number} alone", topics=("x",)) for number in range(20))]
    )
    return [(each.source, each.target, each.name, each.linked) for each in mentions(site)]


GUIDE = page("/guide", title="winter tent")


def test_a_title_in_a_sentence_is_a_mention_with_its_sentence():
    site = Site()
    site.add([GUIDE, page("/post", "it is cold\nbuy a winter tent now")])
    (mention,) = mentions(site)
    assert (mention.source, mention.target, mention.name) == ("/post", "/guide", "winter tent")
    assert mention.span == Span(11, 32)


def test_links_in_other_words_count_as_linked():
    assert named(GUIDE, page("/post", "buy a winter tent", [link("/guide", "here")])) == [
        ("/post", "/guide", "winter tent", True)
    ]


@pytest.mark.parametrize(
    ("why", "rows"),
    [
        ("one word of the two", [GUIDE, page("/post", "buy a tent for winter")]),
        ("another language", [GUIDE, page("/post", "buy a winter tent", language="de")]),
        ("no other topic in common", [GUIDE, page("/post", "buy a winter tent", topics=("physics",))]),
        ("its own keyphrase", [GUIDE, page("/post", "buy a winter tent", keyphrase_stems="tent winter")]),
        ("it bears the same name", [GUIDE, page("/post", "buy a winter tent", title="winter tent")]),
        ("the words lead elsewhere", [GUIDE, page("/post", "winter tent", [link("/shop", "winter tent")])]),
        ("a link that cannot be resolved names it", [
            GUIDE, page("/post", "buy a winter tent", [link("", "here", 0, "{{ x }}/guide", "unknown")]),
        ]),
        ("the target is not to be found", [
            page("/guide", title="winter tent", noindex=True), page("/post", "buy a winter tent"),
        ]),
        ("a title of one word", [page("/guide", title="tents"), page("/post", "buy tents")]),
    ],
)  # fmt: skip
def test_no_mention(why, rows):
    assert named(*rows) == [], why


def test_a_name_on_many_pages_is_a_word_of_the_trade():
    posts = [page(f"/post/{number}", "buy a winter tent") for number in range(4)]
    assert len(named(GUIDE, *posts[:3])) == 3
    assert named(GUIDE, *posts) == []


def test_what_two_pages_call_a_page_is_its_name_for_a_third():
    callers = [
        page(f"/caller/{number}", links=[link("/guide", "cold evening", number)]) for number in range(2)
    ]
    third = page("/post", "some like cold evening")
    assert named(GUIDE, *callers, third) == [("/post", "/guide", "cold evening", False)]
    assert named(GUIDE, callers[0], third) == []


def test_of_a_manuals_versions_the_nearest_is_meant():
    versions = [page(f"/docs/{number}/guide", title="winter tent") for number in ("1.0", "2.0", "3.0")]
    assert named(*versions, page("/docs/2.0/start", "buy a winter tent")) == [
        ("/docs/2.0/start", "/docs/2.0/guide", "winter tent", False)
    ]


SOURCE, TARGET = ("/blog/post/", "content/blog/post.md"), ("/docs/tents/", "content/docs/tents.md")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/about/", "/docs/tents/"),
        ("https://example.org/about/", "https://example.org/docs/tents/"),
        ("../about.md", "../docs/tents.md"),
        ("@/about.md", "@/docs/tents.md"),
        ('{{< relref "about.md" >}}', '{{< relref "docs/tents.md" >}}'),
        ('{{< ref "about.md" >}}', '{{< ref "docs/tents.md" >}}'),
    ],
)
def test_a_link_is_written_as_the_site_writes_its_links(written, expected):
    site = Site()
    site.url = "https://example.org/"
    site.add([page("/a", links=[link("/b", href=written)]), page("/b")])
    assert LinkStyle(site).link("tents", SOURCE, TARGET) == f"[tents]({expected})"


@pytest.mark.parametrize(
    ("file", "expected"),
    [("_articles/post.md", "/docs/tents/"), ("guide/post.md", "../content/docs/tents.md")],
)
def test_documents_of_jekylls_collections_link_to_pages_and_never_to_files(file, expected):
    site = Site()
    site.generator = "Jekyll"
    site.add([page("/a", links=[link("/b", href="about.md")]), page("/b")])
    assert LinkStyle(site).href(("/post/", file), TARGET) == expected


def test_html_gets_html():
    target = ("/docs/tents/", "public/docs/tents/index.html")
    assert (
        LinkStyle(Site()).link("tents", ("/", "public/index.html"), target)
        == '<a href="/docs/tents/">tents</a>'
    )


def test_other_words_of_the_same_stems_are_no_name_and_a_plural_is():
    options = page("/options", title="hosting option")
    assert named(options, page("/post", "a hosted option is in the works")) == []
    assert named(options, page("/post", "we compare hosting options")) == [
        ("/post", "/options", "hosting option", False)
    ]


def test_the_words_are_kept_as_they_stand():
    site = Site()
    site.add([GUIDE, page("/post", "two winter tents are enough")])
    (mention,) = mentions(site)
    assert mention.words == "winter tents"
