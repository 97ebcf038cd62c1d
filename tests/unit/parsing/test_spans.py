"""Every element and every word of a page stands where its span says."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.unit.parsing.promises import in_order, keep, read, words

WORDS = st.sampled_from(
    [
        "tent",
        "Zelt",
        "naïve",
        "палатка",
        "σκηνή",
        "テント",
        "خيمة",
        "𝒯ent",
        "🏕",
        "can't",
        "e\u0301té",
        "x1",
        "don’t",
        "I",
    ]
)
REFERENCES = st.sampled_from(
    ["&amp;", "&eacute;", "&#127957;", "&#x26FA;", "&nbsp;", "&hellip;", "&NotEqualTilde;"]
)
TARGETS = st.sampled_from(
    ["/tent", "https://example.com/a?b=c&d=e", "#poles", "tent.md", "/zelt/größe", "/a(b)c", ""]
)
relaxed = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def phrase(most=5):
    return st.lists(st.one_of(WORDS, WORDS, REFERENCES), min_size=1, max_size=most).map(" ".join)


def wrapped(before, after):
    return lambda text: f"{before}{text}{after}"


def inline():
    """Return inline Markdown: text with nested emphasis, links, images, code, HTML and templates."""
    plain = st.one_of(
        phrase(),
        st.builds("[{}]({})".format, phrase(), TARGETS.filter(bool)),
        st.builds("![{}]({})".format, phrase(2), TARGETS.filter(bool)),
        st.builds('<a href="{}">{}</a>'.format, TARGETS, phrase(2)),
        st.builds("`{}`".format, WORDS),
        st.sampled_from(
            ["<https://example.com/x>", "https://example.com/bare", "www.example.com", "ada@example.com"]
        ),
        st.sampled_from(
            ['{{< badge "new" >}}', "{% include note.html %}", "<br>", "\\*", "a\\_b", "{{ site.title }}"]
        ),
    )

    def within(inner):
        return st.one_of(
            inner.map(wrapped("**", "**")),
            inner.map(wrapped("*", "*")),
            inner.map(wrapped("~~", "~~")),
            st.lists(inner, min_size=1, max_size=2).map(" ".join),
        )

    return st.recursive(
        st.lists(plain, min_size=1, max_size=3).map(" ".join),
        within,
        max_leaves=4,
    )  # fmt: skip


def indented(text, by="    "):
    return "\n".join(by + line if line else line for line in text.split("\n"))


def blocks():
    """Return Markdown blocks, some within others."""
    leaf = st.one_of(
        inline(),
        st.builds("{} {}".format, st.sampled_from(["#", "##", "######"]), inline()),
        st.builds("## {} {{#{}}}".format, phrase(), st.sampled_from(["poles", "größe"])),
        st.builds("{}\n===".format, phrase()),
        st.builds("{}\n---".format, phrase()),
        st.builds("```{}\n{}\n```".format, st.sampled_from(["", "py"]), phrase()),
        st.builds("| {} | {} |\n| --- | :-: |\n| {} | {} |".format, phrase(2), phrase(2), inline(), inline()),
        st.builds("<div class='note'>\n<p>{}</p>\n</div>".format, phrase()),
        st.builds("[{}][ref]\n\n[ref]: {}".format, phrase(2), TARGETS.filter(bool)),
        st.builds("{}[^1]\n\n[^1]: {}".format, phrase(), phrase()),
        st.sampled_from(
            [
                "---",
                '{{< figure src="a.png" alt="naïve" >}}',
                "{% raw %}\ntext\n{% endraw %}",
                "<!-- note -->",
            ]
        ),
        st.builds(":::tip {}\n{}\n:::".format, WORDS, inline()),
    )

    def within(inner):
        return st.one_of(
            inner.map(lambda text: "> " + text.replace("\n", "\n> ")),
            inner.map(lambda text: "- " + indented(text, "  ")[2:]),
            inner.map(lambda text: "1. " + indented(text, "   ")[3:]),
            st.lists(inner, min_size=1, max_size=2).map("\n\n".join),
        )

    return st.recursive(
        leaf,
        within,
        max_leaves=4,
    )


def documents():
    front = st.sampled_from(
        [
            "",
            "---\ntitle: naïve 🏕\n---\n",
            '+++\ntitle = "x"\n+++\n\n',
            "\ufeff---\ntitle: x\n---\n",
            "\ufeff",
        ]
    )
    return st.builds(
        lambda head, body, line: (head + "\n\n".join(body)).replace("\n", line),
        front,
        st.lists(blocks(), max_size=5),
        st.sampled_from(["\n", "\r\n"]),
    )


@relaxed
@given(documents(), st.sampled_from(["post.md", "post.mdx"]))
def test_every_place_in_markdown_is_true(text, name):
    keep(read(text, name))


@relaxed
@given(phrase(), st.integers(1, 6), documents(), st.sampled_from(["\n", "\r\n"]))
def test_a_headings_span_holds_its_text(text, level, before, line):
    source = f"{before}{line}{line}{'#' * level} {text}{line}{line}The end."
    heading = next((h for h in reversed(read(source).headings)), None)
    if heading is None:  # the document before it ends in something that takes the heading in
        return
    begin, end = heading.span
    assert in_order(words(heading.text), source[begin:end].replace(line, " "))


@relaxed
@given(documents())
def test_a_links_span_begins_with_the_link(text):
    page = read(text)
    for link in page.links:
        assert text[link.span.start :].startswith(("[", "<", "http", "www.", "ada@")), link
        if link.origin == "markdown":
            assert in_order(words(link.text), text[slice(*link.span)]), link
    for image in page.images:
        assert text[image.span.start :].startswith(("![", "<", "{{<")), image


@relaxed
@given(documents())
def test_line_ends_do_not_change_what_is_read(text):
    unix = text.replace("\r\n", "\n")
    one, other = read(unix), read(unix.replace("\n", "\r\n"))
    assert one.text.split() == other.text.split()
    assert [(h.level, h.text) for h in one.headings] == [(h.level, h.text) for h in other.headings]
    assert [(k.target, k.text) for k in one.links] == [(k.target, k.text) for k in other.links]
    for a, b in zip(one.links, other.links, strict=True):
        assert one.position(a.span.start) == other.position(b.span.start)


MARKS = st.sampled_from(
    [
        *"*_`[]()<>!#-+|~\\&;:{}%\"'=/ \n",
        "\r\n",
        "\t",
        "---",
        "```",
        "{{<",
        ">}}",
        "{%",
        "%}",
        "](",
        "<a href=",
        "</a>",
        "é",
        "🏕",
        "word",
    ]
)


@settings(relaxed, max_examples=300)
@given(
    st.lists(MARKS, max_size=40).map("".join),
    st.sampled_from(["post.md", "post.mdx", "page.html", "draft.txt"]),
)
@example("[[a](b)](c)", "post.md")
@example("***a** b*", "post.md")
@example("| a |\n|-|\n| `b\\|c` |", "post.md")
def test_no_heap_of_marks_makes_a_place_lie(text, name):
    keep(read(text, name))


@settings(relaxed, max_examples=300)
@given(st.text(max_size=200), st.sampled_from(["post.md", "post.mdx", "page.html", "draft.txt"]))
def test_any_text_can_be_read(text, name):
    keep(read(text, name))


TAGS = st.sampled_from(
    ["p", "div", "span", "li", "ul", "a", "strong", "td", "table", "h2", "pre", "nav", "main", "section", "q"]
)


def html_documents():
    attributes = st.sampled_from(
        ["", " class=x", ' id="größe"', " hidden", " href=/a", " href='/a?b=1&amp;c=2'", ' title="🏕 >"']
    )
    leaf = st.one_of(
        phrase(),
        st.sampled_from(
            ["<br>", "<img src=a.png>", '<img src="a.png" alt="x">', "<!-- n -->", "</p>", "<p>", "<hr/>"]
        ),
    )

    def within(inner):
        return st.one_of(
            st.builds("<{0}{1}>{2}</{0}>".format, TAGS, attributes, inner),
            st.builds("<{}{}>{}".format, TAGS, attributes, inner),  # never closed
            st.lists(inner, min_size=1, max_size=3).map("\n".join),
        )

    return st.recursive(
        leaf,
        within,
        max_leaves=12,
    )


@relaxed
@given(html_documents(), st.sampled_from(["\n", "\r\n"]))
def test_every_place_in_html_is_true(text, line):
    source = text.replace("\n", line)
    page = read(source, "page.html")
    keep(page)
    for link in page.links:
        assert source[link.span.start :].startswith(("<a", "http", "www.")), link
    for image in page.images:
        assert source[slice(*image.span)].startswith("<img")


@pytest.mark.parametrize(
    ("text", "word", "place"),
    [
        ("A naïve 🏕 *tent*", "tent", (1, 12)),
        ("> - **deep**", "deep", (1, 7)),
        ("| a | b |\n|---|---|\n| c | dé |", "dé", (3, 7)),
        ("x\r\ny *z*", "z", (2, 4)),
        ("\ufeff# One", "One", (1, 4)),
        ("---\r\ntitle: é\r\n---\r\n\r\n## Two", "Two", (5, 4)),
        ('{{< note "é" >}} after', "after", (1, 18)),
        ("<div>\n<b>in</b>\n</div>", "in", (2, 4)),
        ("a&amp;b tail", "tail", (1, 9)),
    ],
)
def test_where_a_word_stands(text, word, place):
    page = read(text)
    at = page.text.index(word)
    assert page.position(page.span(at, at + len(word)).start) == place
    assert text[slice(*page.span(at, at + len(word)))] == word
