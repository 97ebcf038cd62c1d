"""Documents made to break the reader: it finishes, and keeps what it can."""

import pytest

from seoaudit.audit import audit, prepare
from seoaudit.registry import rules
from tests.unit.parsing.promises import keep, read

MANY = 10_000
MARKDOWN = {
    "quotes": "> " * MANY + "deep",
    "bullets": "- " * MANY + "deep",
    "numbers": "1. " * MANY + "deep",
    "brackets": "[" * MANY + "deep" + "]" * MANY,
    "open brackets": "[a](" * MANY,
    "images": "![" * MANY + "deep" + "](x)" * MANY,
    "emphasis": "*" * MANY + "deep" + "*" * MANY,
    "mixed emphasis": "*_" * MANY + "deep" + "_*" * MANY,
    "open emphasis": "*a _b " * MANY,
    "strong": "**a " * MANY,
    "backticks": " ".join("`" * n for n in range(1, 400)),
    "fences": "```\n" * MANY,
    "html": "<div>" * MANY + "deep",
    "open tags": "<a " * MANY,
    "comments": "<!--" * MANY,
    "references": "&" * MANY + "&amp;" * MANY,
    "table": "|" * MANY + "\n" + "|-" * MANY,
    "many rows": "| a |\n|---|\n" + "| b |\n" * MANY,
    "headings": "# a\n" * MANY,
    "setext": "a\n===\n" * MANY,
    "definitions": "".join(f"[{n}]: /{n}\n" for n in range(MANY)) + "".join(f"[{n}] " for n in range(MANY)),
    "footnotes": "".join(f"[^{n}] " for n in range(1000))
    + "\n\n"
    + "".join(f"[^{n}]: x\n\n" for n in range(1000)),
    "shortcodes": "{{< a >}}" * MANY,
    "open shortcodes": "{{< a " * MANY,
    "open liquid": "{% a " * MANY,
    "open values": "{{ a " * MANY,
    "braces": "{" * MANY + "}" * MANY,
    "open comments": "{/* " * MANY,
    "components": "<A>" * MANY + "deep" + "</A>" * MANY,
    "open components": "<A b={" * MANY,
    "component attributes": "<A " + "b " * MANY + "",
    "containers": ":::a\n" * MANY,
    "imports": "import a\n" * MANY,
    "open imports": "import {\n" * MANY,
    "exports": "export const a = 1\n" * MANY,
    "addresses": "http://" * MANY,
    "mail": "a@" * MANY + "b.c",
    "dots": "a." * MANY,
    "parentheses": "https://example.com/" + "(" * MANY,
    "closing marks": "https://example.com/" + ").," * MANY,
    "one line": "word " * (20 * MANY),
    "one word": "a" * (50 * MANY),
    "line ends": "\r\n" * MANY + "\r" * MANY + "\n\r" * MANY,
    "blanks": " " * (50 * MANY),
    "tabs": "\t" * MANY + "deep",
    "nul": "a\x00b\n\n# c\x00d",
    "controls": "".join(map(chr, range(1, 32))) * 100,
    "format marks": "\u202e\u200b\ufeff\u2028\u2029" * MANY,
    "combining": "e" + "\u0301" * MANY,
    "dashes": "-" * MANY,
    "front matter": "---\n" * MANY,
    "titles": '[a](b "' * MANY,
    "heading attributes": "# a {" + "#b " * MANY + "}",
    "toc": "[TOC]\n" * MANY,
    "entities": "&#x110000; &#0; &#xD800; &#99999999999999;",
}
HTML = {
    "open tags": "<p" * MANY,
    "attributes": "<p " + "a=b " * MANY + ">x",
    "open quotes": "<p a='" * MANY,
    "comments": "<!-- " * MANY,
    "declarations": "<!doctype " * MANY,
    "entities": "&amp" * MANY,
    "open script": "<script>" * MANY,
    "closing": "</div>" * MANY,
    "misnested": "<b><i>" * MANY + "</b></i>" * MANY,
    "paragraphs": "<p>" * MANY,
    "links": "<a href=x>" * MANY + "x",
    "forms": "<form><button>" * MANY,
    "titles": "<title>" * MANY,
    "nul": "<p\x00 a=\x00>a\x00b</p>",
    "closed in reverse": "".join(f"<x{n}>" for n in range(MANY)) + "".join(f"</x{n}>" for n in range(MANY)),
}
TEXT = {
    name: MARKDOWN[name]
    for name in (
        "one line",
        "one word",
        "line ends",
        "nul",
        "controls",
        "mail",
        "dots",
        "addresses",
        "closing marks",
    )
}
ALL = [
    pytest.param(text, name, id=f"{name}:{title}")
    for name, texts in (
        ("post.md", MARKDOWN),
        ("post.mdx", MARKDOWN),
        ("page.html", HTML),
        ("draft.txt", TEXT),
    )
    for title, text in texts.items()
]


@pytest.mark.parametrize(("text", "name"), ALL)
def test_a_hostile_document_is_read(text, name):
    page = read(text, name)
    assert len(page.text) <= 3 * len(text) + 2
    for element in (*page.blocks, *page.links, *page.images, *page.components, *page.head):
        assert 0 <= element.span.start <= element.span.end <= len(text)


@pytest.mark.parametrize(
    "text", ["", "\n", " ", "\ufeff", "\r\n", "\x00", "\t\t", "#", "---", "<", "[", "`", "{{", "&", "🏕"]
)
@pytest.mark.parametrize("name", ["post.md", "post.mdx", "page.html", "draft.txt"])
def test_next_to_nothing(text, name):
    page = read(text, name)
    keep(page)
    errors = [r for r in audit(page, prepare(rules().values())) if r.outcome == "errored"]
    assert not errors
