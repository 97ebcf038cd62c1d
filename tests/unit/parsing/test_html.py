"""HTML: the main content and what stands around it, broken markup, heads, controls."""

import pytest

from tests.unit.parsing.promises import keep, read


def html(text):
    page = read(text, "page.html")
    keep(page)
    return page


def main_text(page):
    return " ".join(page.text[b.start : b.end] for b in page.blocks if b.main).split()


PAGE = """<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Tents &amp; poles</title>
  <meta name="description" content="Four &quot;questions&quot;">
  <script type="application/ld+json">{"@type": "Article"}</script>
  <script>document.write("<p>no text</p>")</script>
  <style>p::before { content: "no text" }</style>
</head>
<body>
<header><a href="/">Home</a><nav><a href="/tents">Tents</a></nav></header>
<main>
  <article>
    <h1>Choosing a tent</h1>
    <p>Four <a href="/poles">questions</a>.</p>
    <aside><p>Advertisement</p></aside>
    <form action="/subscribe"><label>Mail</label><input type="email"><button>Subscribe</button></form>
  </article>
</main>
<footer><p>Imprint <a href="/imprint">here</a></p></footer>
</body>
</html>"""


@pytest.mark.parametrize("line", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_whole_page(line):
    page = html(PAGE.replace("\n", line))
    assert [h.text for h in page.headings if h.main] == ["Choosing a tent"]
    assert [k.target for k in page.links if k.main] == ["/poles"]
    assert [k.target for k in page.links if not k.main] == ["/", "/tents", "/imprint"]
    assert "Advertisement" not in main_text(page)
    assert "no text" not in page.text
    assert page.position(page.headings[0].span.start) == (15, 5)
    assert page.position(page.links[2].span.start) == (16, 13)
    assert [(c.kind, c.label, c.target) for c in page.controls] == [
        ("form", "", "/subscribe"),
        ("button", "Subscribe", ""),
    ]
    assert all(c.main for c in page.controls)


def test_the_head():
    page = html(PAGE)
    head = {element.tag: element for element in page.head}
    assert head["title"].text == "Tents & poles"
    assert head["script"].text == '{"@type": "Article"}'
    assert head["html"].attributes == {"lang": "en"}
    described = next(e for e in page.head if e.attributes.get("name") == "description")
    assert described.attributes["content"] == 'Four "questions"'
    assert page.position(described.span.start) == (6, 3)
    assert not any(e.body for e in page.head)


def test_what_stands_in_the_body_is_marked():
    page = html(
        '<head><link rel="canonical" href="/a"></head><p>Text.</p><link rel="canonical" href="/b"><meta itemprop="x" content="y">'
    )
    assert [e.body for e in page.head] == [False, True, True]


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav>x</nav>", "<aside>x</aside>", "<footer>x</footer>", "<div role=navigation>x</div>", "<div role='banner'>x</div>",
        "<div class='sidebar'>x</div>", "<div id=cookie-consent>x</div>", "<div hidden>x</div>", "<div style='display: none'>x</div>",
        "<div aria-hidden=true>x</div>", "<dialog>x</dialog>", "<header>x</header>",
    ],
)  # fmt: skip
def test_furniture_is_not_the_main_content(furniture):
    assert main_text(html(f"<body>{furniture}<p>Text.</p>{furniture}</body>")) == ["Text."]


def test_a_header_in_the_article_that_holds_the_title_is_content():
    page = html(
        "<body><header>Site</header><main><article><header><h1>Title</h1></header><p>Text.</p></article></main></body>"
    )
    assert main_text(page) == ["Title", "Text."]


def test_a_page_of_teasers_has_no_single_article():
    teasers = "".join(f"<article><h2>Post {n}</h2><p>About tents.</p></article>" for n in range(4))
    assert len([h for h in html(f"<body>{teasers}</body>").headings if h.main]) == 4


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("<p>One<p>Two", ["One", "Two"]),
        ("<ul><li>One<li>Two</ul>Three", ["One", "Two", "Three"]),
        ("<div>One<p>Two</div>Three", ["One", "Two", "Three"]),
        ("<p>One <b>two <i>three</b> four</i></p>", ["One two three four"]),
        ("<h1>One</h2><p>Two", ["One", "Two"]),
        ("</div></p>One</body></html>Two", ["OneTwo"]),
        ("<table><tr><td>One<td>Two<tr><td>Three</table>", ["One", "Two", "Three"]),
        ("<p>One<br>two</p>", ["One two"]),
        ("<p>One<script>x < 1 && '<p>'</script>two</p>", ["Onetwo"]),
        ("<p>One<noscript>no</noscript> two</p>", ["One two"]),
        ("<p>a < b and c > d</p>", ["a < b and c > d"]),
        ("<p>One</p><!-- no <p>comment</p> --><p>Two</p>", ["One", "Two"]),
        ("<p>One</p><![CDATA[<p>no</p>]]><p>Two</p>", None),
        ("<svg><title>No</title><text>no</text></svg><p>One</p>", ["One"]),
        ("<template><p>no</p></template><p>One</p>", ["One"]),
        ("<textarea>no</textarea><p>One</p>", ["One"]),
        ("<p>One &notareference; &amp &copy2 two</p>", None),
        ("<p>A&nbsp;B&#x1F3D5;C</p>", ["A\u00a0B🏕C"]),
        ("<P>One</P><DIV>Two</DIV>", ["One", "Two"]),
        ("<p>One", ["One"]),
        ("<p", []),
        ("<p>One</p><script>never closed", ["One"]),
        ("<p>One</p><!-- never closed", ["One"]),
    ],
)
def test_broken_and_odd_markup(text, blocks):
    page = html(text)
    found = [" ".join(page.text[b.start : b.end].split(" ")).strip() for b in page.blocks]
    if blocks is not None:
        assert [block for block in found if block] == blocks


def test_unquoted_attributes_and_anchors():
    page = html(
        "<p><a name=top></a><a href=/tents?a=1&b=2 title='Tents'>All</a> <a id=x>not a link</a> <a href>Empty</a></p>"
    )
    assert [(k.target, k.text, k.title) for k in page.links] == [
        ("/tents?a=1&b=2", "All", "Tents"),
        ("", "Empty", ""),
    ]


def test_a_link_in_a_link_ends_the_first():
    page = html("<a href=/a>One <a href=/b>two</a> three")
    assert [(k.target, k.text) for k in page.links] == [("/a", "One"), ("/b", "two")]


def test_links_keep_their_names():
    page = html(
        '<a href=/a aria-label="Basket"><svg></svg></a><a href=/b><img src=b.png alt="Tents"></a><a href=/c></a>'
    )
    assert [k.name for k in page.links] == ["Basket", "Tents", ""]
    assert [i.alt for i in page.images] == ["Tents"]


def test_images():
    page = html(
        '<img src=a.png><img src=b.png alt><img src=c.png alt="">\n<img data-src=d.png alt=x width=10 height=20 role=presentation>'
    )
    assert [(i.target, i.alt) for i in page.images] == [
        ("a.png", None),
        ("b.png", ""),
        ("c.png", ""),
        ("d.png", "x"),
    ]
    assert (page.images[3].width, page.images[3].height, page.images[3].hidden) == ("10", "20", True)
    assert page.position(page.images[3].span.start) == (2, 1)


def test_buttons():
    page = html(
        "<button>Buy <b>now</b></button><button aria-label=Close>x</button><input type=submit value=Send>"
        "<input type=submit><input type=text value=no><form action=/a><button formaction=/b>Go</button></form>"
    )
    assert [(c.kind, c.label) for c in page.controls] == [
        ("button", "Buy now"), ("button", "Close"), ("button", "Send"), ("button", "Submit"), ("form", ""), ("button", "Go"),
    ]  # fmt: skip


def test_code_is_not_text():
    page = html("<p>Run <code>make</code>:</p><pre><code>make all\nmake test</code></pre><p>Done.</p>")
    assert page.text.split() == ["Run", "make:", "Done."]
    assert [page.source.text[slice(*c.span)][:5] for c in page.codes] == ["<pre>"]


def test_lists_quotes_and_captions():
    page = html(
        "<ul><li><p>One</p><p>Two</p></li></ul><blockquote><p>Three</p></blockquote><figure><img src=a.png alt=a><figcaption>Four</figcaption></figure>"
    )
    texts = {page.text[b.start : b.end]: b for b in page.blocks}
    assert texts["One"].kind == texts["Two"].kind == "item"
    assert texts["One"].list == texts["Two"].list >= 0
    assert texts["Three"].quote
    assert texts["Four"].kind == "caption"


@pytest.mark.parametrize(
    "tag",
    [
        "div",
        "b",
        "ul><li",
        "blockquote",
        "a href=x",
        "table><tr><td",
        "main",
        "section",
        "form",
        "svg",
        "pre",
        "h2",
    ],
)
@pytest.mark.parametrize("closed", [True, False])
def test_ten_thousand_nested_elements(tag, closed):
    name = [part.split()[0] for part in tag.split("><")]
    ends = "".join(f"</{part}>" for part in reversed(name)) * 10_000 if closed else ""
    page = read(f"<p>before</p>{f'<{tag}>' * 10_000}deep{ends}<p>after</p>", "page.html")
    assert "before" in page.text


def test_html_in_markdown():
    text = 'One\n\n<div class="note">\n\n**Two** <a href="/a">three</a>\n\n</div>\n\n<h2 id="x">Four</h2>\n\n<details><summary>Five</summary>\nSix\n</details>\n'
    page = read(text)
    keep(page)
    assert page.text.split() == ["One", "Two", "three", "Four", "Five", "Six"]
    assert [(h.text, h.id) for h in page.headings] == [("Four", "x")]
    assert [k.target for k in page.links] == ["/a"]


@pytest.mark.parametrize(
    ("markup", "headings"),
    [
        ('<div role="heading" aria-level="1">Tents</div><p>Text.</p>', [(1, "Tents")]),
        ('<p>Before <span role="heading" aria-level="3">Poles</span> after</p>', [(3, "Poles")]),
        ('<div role="heading">No level is the second</div>', [(2, "No level is the second")]),
        ('<div role="heading" aria-level="9000">Deep</div>', [(6, "Deep")]),
        ('<div role="heading" aria-level="two">Odd</div>', [(2, "Odd")]),
    ],
)
def test_a_heading_may_be_one_by_its_role(markup, headings):
    page = html(f"<main>{markup}</main>")

    assert [(heading.level, heading.text) for heading in page.headings] == headings


def test_text_after_a_heading_by_role_is_a_paragraph_again():
    page = html('<main><p>Before <span role="heading">Poles</span> after</p></main>')

    assert [block.kind for block in page.blocks] == ["paragraph", "heading", "paragraph"]


@pytest.mark.parametrize(
    "mark",
    [
        '<a hidden class="anchor" aria-hidden="true" href="#rain">#</a>',
        '<a class="headerlink" href="#rain" title="Permalink">¶</a>',
        '<a href="#rain">🔗</a>',
    ],
)
def test_the_mark_that_links_to_a_heading_is_none_of_its_text(mark):
    page = html(f'<main><h2 id="rain">{mark} In the rain {mark}</h2></main>')

    assert page.headings[0].text == "In the rain"


def test_a_link_to_a_note_stays_in_a_heading():
    page = html('<main><h2>In the rain <a href="#note">1</a></h2></main>')

    assert page.headings[0].text == "In the rain 1"


def test_a_box_to_tick_keeps_its_text_in_the_heading():
    page = html('<main><h3><label><input type="checkbox"> Dry the tent</label></h3><p>Text.</p></main>')

    assert [(block.kind, page.text[block.start : block.end].strip()) for block in page.blocks] == [
        ("heading", "Dry the tent"),
        ("paragraph", "Text."),
    ]


def test_code_that_a_template_shows_has_no_headings():
    page = html(
        '---\ntitle: First page\n---\n<p>Write this:</p>\n{% highlight "html" %}\n<h1>Tents</h1>\n{% endhighlight %}\n<h2>Next</h2>\n'
    )

    assert [heading.text for heading in page.headings] == ["Next"]
    assert [page.source.text[code.span.start : code.span.end].split()[0] for code in page.codes] == ["{%"]


@pytest.mark.parametrize(
    ("name", "text"), [("a.html", "<p>a <b>b <strong>c</strong> d</b> e"), ("a.md", "a **b __c__ d** e")]
)
def test_bold_in_bold_is_one_stretch(name, text):
    page = read(text, name)
    assert [page.text[start:end] for start, end in page.strong] == ["b c d"]
