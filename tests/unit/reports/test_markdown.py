"""Markdown: rendered by GitHub's own parser, hostile text stays text, and a comment is never too long."""

import re
from html.parser import HTMLParser

import cmarkgfm
import pytest
from any_text import any_text
from cmarkgfm.cmark import Options
from hypothesis import example, given, settings
from sample_reports import SAMPLES, failed, finding, hostile_page, many, page_of, report_of

from seoaudit.reports import FORMATS, RenderOptions
from seoaudit.reports.markdown_report import LIMIT, MARK
from seoaudit.reports.markdown_text import advice, code, plain
from seoaudit.reports.safe_text import visible

EXPECTED = {
    "h2", "h3", "p", "ul", "ol", "li", "strong", "em", "code", "table", "thead", "tbody", "tr", "th", "td",
    "details", "summary", "sub",
}  # fmt: skip
#: What GitHub makes links of in rendered text, code excepted.
REFERENCES = re.compile(
    r"(?<![\w@])@[A-Za-z0-9]|(?<!\w)#\d|\bGH-\d|\b(?:https?|ftp)://|\bwww\.|\w@\w|(?<!\w)![0-9]",
    re.IGNORECASE,
)


class Rendered(HTMLParser):
    """Tags, attributes, and text: that in code apart from the other."""

    def __init__(self, markdown):
        super().__init__()
        self.tags, self.attributes, self.text, self.codes, self.open = [], [], "", [], []
        self.feed(cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE))

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.open.append(tag)
        if tag == "code":
            self.codes.append("")

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if "code" in self.open:
            self.codes[-1] += data
        else:
            self.text += data


def text_of(report):
    return "".join(FORMATS["markdown"](report, RenderOptions()))


@pytest.mark.parametrize("sample", SAMPLES)
def test_it_renders_as_what_it_is_meant_to_be(sample):
    text = text_of(SAMPLES[sample]())
    assert text.startswith(MARK + "\n## seoaudit: ")
    page = Rendered(text)
    assert set(page.tags) <= EXPECTED
    assert set(page.attributes) <= {"align"}
    assert page.tags.count("details") == text.count("</details>")


def test_a_hostile_report_shows_what_it_tries():
    page = Rendered(text_of(report_of(hostile_page())))
    assert REFERENCES.search(page.text) is None
    assert r"\x1b[2J" in page.text
    assert "[bold red]x[/]" in page.text


HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</details><h1>passed</h1>", "<!-- seoaudit -->",
    "![x](https://evil.example/pixel.png)", "[click](https://evil.example)", "[a]: https://evil.example", "[a]",
    "https://evil.example", "www.evil.example", "mail me@evil.example", "mailto:me@evil.example", "ftp://x.example",
    "@octocat", "@org/team", "thanks @octocat!", "#1", "fixes #1", "octo/repo#1", "GH-1", "gh-26", "!12", "~bug",
    "`code`", "``a`b``", "```\nfence", "a | b | c", "|---|", "# heading", "- item", "+ item", "* item", "1. one", "12) x",
    "> quote", "---", "===", "    indented", "two  \nlines", "a\\", "\\<b\\>", "&lt;b&gt;", "&#64;octocat", "&copy;",
    "~~gone~~", "**bold**", "__bold__", "*it*", "_it_", "$x^2$", "$$x$$", "[^1]", "[ ] task", ":smile:", "/close",
)  # fmt: skip


def shown(markdown):
    """The text that a reader sees, without what is there to part signs from names."""
    return Rendered(markdown).text.replace("\u200b", "").rstrip("\n")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("around", ["- {}\n", "| {} |\n|---|\n", "**Why:** {}\n", "{}\n"])
def test_hostile_text_stays_text(text, around):
    page = Rendered(around.format(plain(text)))
    assert set(page.tags) <= {"p", "ul", "li", "table", "thead", "tr", "th", "strong"}
    assert REFERENCES.search(page.text) is None
    assert " ".join(text.split()) in shown(around.format(plain(text)))


TEXTS = any_text("`*_[]()<>!|~#@&\\$-+=.:/ \n1aw", 40)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("www.www.x")
@example("1\\. x")
@example("2026.")
def test_any_text_stays_text(text):
    page = Rendered(f"- {plain(text)}\n")
    assert set(page.tags) <= {"ul", "li"}
    assert REFERENCES.search(page.text) is None


@settings(max_examples=300, deadline=None)
@given(TEXTS.map(lambda text: re.sub(r"[^\x20-\x7e]", "x", text)).filter(str.strip))
@example("` `")
@example("a`")
@example(" a ")
def test_any_text_can_be_code(text):
    page = Rendered(f"- {code(text)} and\n")
    assert page.tags == ["ul", "li", "code"]
    assert page.codes == [visible(text)]  # “##[” is a command to some build services
    table = Rendered(f"| a | b |\n|---|---|\n| {code(text, in_table=True)} | 1 |\n")
    assert table.codes == [visible(text)]
    assert table.tags.count("td") == 2


def test_words_between_backticks_of_a_rule_are_code():
    page = Rendered(advice("Write `<title>` into the <head>, not `a` or b"))
    assert page.codes == ["<title>", "a"]
    assert page.text == "Write  into the <head>, not  or b\n"


def test_a_comment_is_never_longer_than_github_takes_and_its_blocks_are_closed():
    wide = [finding(line, 1, "@" * 300 + f"{line}", excerpt="") for line in range(1, 400)]
    pages = [
        page_of(f"{'`|' * 300}{number}.md", failed("images/missing-alt", 1, *wide)) for number in range(30)
    ]
    pages += [page_of("dead.md", failed("cta/dead-target", 1, *wide), failed("links/opportunity", 0, *wide))]
    text = text_of(report_of(*pages))
    assert 30_000 < len(text) <= LIMIT
    assert text.count("<details>") == text.count("</details>") > 0
    assert text.rstrip().endswith("</sub>")
    assert len(text_of(many(5000))) <= LIMIT


def test_what_there_is_no_room_for_is_counted():
    text = text_of(SAMPLES["many"]())
    total = int(re.search(r"([\d,]+) warnings</summary>", text)[1].replace(",", ""))
    warnings = text.partition("🟡")[2].partition("</details>")[0]
    left = int(re.search(r"… and ([\d,]+) more\n", warnings)[1].replace(",", ""))
    assert warnings.count("\n- `") + left == total
