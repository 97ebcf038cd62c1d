"""The HTML report as a file: self-contained, escaped, complete, and true to the report's arithmetic."""

import doctest
import re
import zlib
from base64 import b64decode, b64encode
from hashlib import sha256
from html.parser import HTMLParser
from importlib import import_module
from itertools import pairwise
from pkgutil import iter_modules

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_reports import SAMPLES, few, good_page, hostile_page, many, report_of, weak_page

import seoaudit.reports.html as package
from seoaudit.report import Report
from seoaudit.report.page import Location, PageFacts
from seoaudit.report.page_map import MappedCall, MappedHeading, MappedLink, MappedParagraph, PageMap
from seoaudit.reports import FORMATS, RenderOptions
from seoaudit.reports.html.environment import codes
from seoaudit.reports.html.excerpts import marked
from seoaudit.reports.html.glossary import WORDS, Glossary
from seoaudit.reports.html.overview import common_folder, overview
from seoaudit.reports.html.packets import SEPARATOR, packets
from seoaudit.reports.html.tracks import HEIGHT, WIDTH, tracks

VOID = {"meta", "input", "br"}
#: Elements that load something or run something, besides those that are ours to count.
ACTIVE = {"img", "iframe", "object", "embed", "link", "base", "audio", "video", "source", "use", "image"}


def rendered(report: Report) -> str:
    return "".join(FORMATS["html"](report, RenderOptions()))


class Reader(HTMLParser):
    """Notes every element and checks that each is closed where it was opened."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.open, self.text = [], [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    def handle_decl(self, decl):
        assert decl == "doctype html"


def mapped_page(text="Tents", path="posts/a.md"):
    """A page with a bit of everything that can be drawn."""
    page_map = PageMap(
        description=text,
        title_pixels=400,
        description_pixels=900,
        title_shown=(3, 2),
        description_shown=(2, 1),
        headings=(MappedHeading(1, text, 3, 0), MappedHeading(3, "", 9, 400)),
        paragraphs=(MappedParagraph(4, 0, 400, 60, 71), MappedParagraph(10, 400, 1000, 80, 5)),
        keyphrase=(10, 500),
        calls=(
            MappedCall(text, "buy", "link", "strong", True, text, 12, 990),
            MappedCall("", "try", "form", "weak", False, "", 13, 999),
        ),
        links=(MappedLink(text, text, "internal", 5, 40), MappedLink("", "", "empty", 6, 60)),
        links_left_out=3,
    )
    facts = PageFacts(title=text, words=140, language="en", keyphrase=text, keyphrase_origin="inferred")
    return msgspec.structs.replace(weak_page(path), facts=facts, map=page_map)


# --- the file as such --------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", SAMPLES)
def test_it_is_well_formed_and_loads_nothing(sample):
    page = Reader(rendered(SAMPLES[sample]()))
    assert not ACTIVE & set(page.tags)
    assert not [
        name for _, name, _ in page.attributes if name.startswith("on") or name in ("style", "src", "srcset")
    ]
    assert "url(" not in rendered(SAMPLES[sample]())


def test_the_policy_names_the_scripts_and_the_style_by_their_digests():
    text = rendered(few())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    for element, directive in (("style", "style-src"), ("script", "script-src")):
        allowed = re.search(rf"{directive} ([^;]+)", policy)[1].split()
        inline = re.findall(rf"<{element}>(.*?)</{element}>", text, re.DOTALL)
        digests = ["'sha256-" + b64encode(sha256(each.encode()).digest()).decode() + "'" for each in inline]
        assert digests == allowed
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_small_report_is_a_small_file():
    assert len(rendered(report_of(good_page()))) < 80_000


def test_every_page_has_a_row_and_no_page_is_lost():
    report = many(120)
    text = rendered(report)
    assert text.count('<tr id="p') == 120
    unpacked = [
        page
        for packet in re.findall(r'class="packet">([^<]+)<', text)
        for page in zlib.decompress(b64decode(packet)).decode().split(SEPARATOR)
    ]
    assert len(unpacked) == 120 - package.IN_FULL
    assert text.count('<details class="card') == package.IN_FULL
    for page in unpacked:
        Reader(page)


def test_the_weakest_come_first_and_what_could_not_be_read_before_them():
    rows = overview(few()).rows
    assert [row.number for row in rows] == list(range(len(rows)))
    assert rows[0].error
    scored = [row.score for row in rows if row.score is not None]
    assert scored == sorted(scored)


def test_it_is_written_in_pieces():
    pieces = list(FORMATS["html"](many(300), RenderOptions()))
    assert len(pieces) > 3
    assert max(map(len, pieces)) < 400_000


@given(st.lists(st.text(st.characters(exclude_characters=SEPARATOR, codec="utf-8")), max_size=40))
def test_packets_give_back_what_was_packed(details):
    texts = [zlib.decompress(b64decode(packet)).decode() for packet in packets(details)]
    assert [page for text in texts for page in text.split(SEPARATOR)] == details


# --- strangers' texts ---------------------------------------------------------------------------------


MARKUP = [
    "<script>",
    "</style></script>",
    "'\"><img src=x onerror=y>",
    "{{ 1 }}",
    "&lt;",
    "`<b>`",
    "]]>",
    "<!--",
]


@given(st.text(max_size=40) | st.sampled_from(MARKUP))
def test_no_text_of_a_document_becomes_markup(text):
    plain, attacked = (
        Reader(rendered(report_of(mapped_page(each), good_page()))) for each in ("Tents `a`", text)
    )
    # What is in the file for one text is all there may be for any other; an empty one may leave something out.
    assert set(attacked.tags) <= set(plain.tags)
    assert {entry[:2] for entry in attacked.attributes} <= {entry[:2] for entry in plain.attributes}


def test_targets_are_shown_and_never_linked():
    text = rendered(report_of(mapped_page("javascript:alert(1)")))
    assert "javascript:alert(1)" in text
    assert "javascript:alert" not in "".join(
        value for _, name, value in Reader(text).attributes if name == "href"
    )


def test_what_cannot_be_seen_is_written_out():
    text = rendered(report_of(hostile_page(), hostile_page()))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert r"\u202e" in text


def test_names_that_are_no_unicode_can_be_written():
    text = rendered(report_of(mapped_page("a\udc80b", "po\udcffst.md"), good_page("\ud800.md")))
    assert text.encode("utf-8").decode("utf-8").count(r"\udcff") >= 1


# --- what it says -------------------------------------------------------------------------------------


def test_the_first_fixes_are_those_that_win_most_over_all_pages():
    report = report_of(weak_page(), weak_page("posts/b.md"), good_page())
    seen = overview(report)
    sums = {}
    for page in report.pages:
        for advice in page.advice:
            sums[advice.rule] = sums.get(advice.rule, 0) + advice.points / 3
    best = sorted(sums.items(), key=lambda entry: -entry[1])[: len(seen.first)]
    assert [(fix.rule, pytest.approx(fix.points)) for fix in seen.first] == best
    assert seen.gain == pytest.approx(sum(points for _, points in best))
    assert {fix.pages for fix in seen.first} == {2}


def test_the_mean_of_categories_is_over_the_pages_that_have_them():
    seen = overview(few())
    assert "promise" in seen.unjudged
    assert all(bar.score is not None and 0 <= bar.score <= 100 for bar in seen.categories)
    assert [bar.lost for bar in seen.categories] == sorted(
        (bar.lost for bar in seen.categories), reverse=True
    )


def test_a_finding_is_shown_with_its_line_and_the_fault_marked_in_it():
    text = rendered(report_of(weak_page()))
    assert "<mark>#### Building a pipeline</mark>" in text
    assert "Make it an h3." in text
    assert re.search(r"<summary>\d+ more</summary>", text)  # fourteen images are not shown at once


def test_previews_strike_through_what_has_no_room():
    text = rendered(report_of(mapped_page("Tents for two")))
    assert re.search(r'class="title">Ten<span class="cut"> … <del>ts for two</del>', text)


def test_a_page_that_could_not_be_read_says_why_and_what_to_do():
    text = rendered(few())
    assert "the front matter is not valid YAML: line 3 has a tab" in text
    assert "Replace the tab by two spaces." in text


# --- parts ---------------------------------------------------------------------------------------------

location = st.builds(Location, st.integers(1, 9), st.integers(1, 200), st.integers(1, 9), st.integers(1, 200))


@given(location, st.text(max_size=80), st.integers(1, 60))
def test_marking_a_fault_loses_nothing_of_the_line(at, excerpt, first_column):
    shown = marked(at, excerpt, first_column)
    if shown is None:
        assert at.line == 1 or not any(map(str.isalnum, excerpt))
    else:
        assert "".join(shown) == excerpt


def test_the_fault_is_what_the_location_says():
    assert marked(Location(7, 54, 7, 57), "… see foo here", 48) == ("… see ", "foo", " here")


def test_a_finding_on_the_whole_page_quotes_nothing():
    assert marked(Location(1, 1, 1, 200), "The first paragraph " * 8, 1) is None


@given(st.lists(st.from_regex(r"(?:\.\./)?(?:[ab]/){0,3}[xy]\.md", fullmatch=True), min_size=1, max_size=6))
def test_the_common_folder_is_common_and_as_deep_as_can_be(paths):
    folder = common_folder(paths)
    assert all(path.startswith(folder) for path in paths)
    assert folder == "" or folder.endswith("/")
    rests = [path.removeprefix(folder) for path in paths]
    assert len({rest.partition("/")[0] for rest in rests}) > 1 or not all("/" in rest for rest in rests)


def test_marks_stay_within_the_drawing_and_words_say_what_it_shows():
    page = mapped_page()
    drawn = tracks(page.facts, page.map)
    assert [track.name for track in drawn] == [
        "Headings",
        "Reading ease",
        "Keyphrase",
        "Calls to action",
        "Links",
    ]
    for track in drawn:
        assert track.summary.endswith(".")
        for mark in track.marks:
            assert mark.x >= 0
            assert mark.x + mark.width <= WIDTH
            assert mark.y + mark.height == HEIGHT
    easy, hard = drawn[1].marks
    assert easy.height < hard.height
    assert "begin with line 10" in drawn[1].summary
    assert "1 of them has nothing to act by" in drawn[3].summary


@pytest.mark.parametrize("name", [module.name for module in iter_modules(package.__path__)])
def test_examples_in_docstrings_hold(name):
    module = import_module(f"{package.__name__}.{name}")
    assert doctest.testmod(module).failed == 0


def test_colours_of_text_have_contrast():
    """Text on its ground has a contrast of at least 4.5, in both schemes; axe sees only what a sample shows."""
    style = (package._FOLDER / "report.css").read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--(\w+): (#\w+)", block))
        for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    )
    for scheme in (light, dark):
        for ground in ("bg", "card"):
            for ink in ("ink", "soft", "accent", "good", "fair", "poor"):
                assert contrast(scheme[ink], scheme[ground]) >= 4.5, (ink, ground)
        assert contrast(scheme["ink"], scheme["mark"]) >= 4.5
        for color in ("e0", "e1", "e2", "e3", "e4"):
            assert contrast(scheme[color], scheme["card"]) >= 2.9


def contrast(one, other):
    high, low = sorted(map(luminance, (one, other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(color):
    digits = color[1:] if len(color) == 7 else "".join(digit * 2 for digit in color[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_headings_go_down_one_level_at_a_time():
    levels = [int(tag[1]) for tag in Reader(rendered(few())).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_links_of_menus_are_known_of_built_pages_only():
    report = SAMPLES["site"]()
    (site,) = report.sites
    assert "that no page links to</dt>" in rendered(report)
    sources = msgspec.structs.replace(site, built=False, generator="Hugo")
    assert "that no page’s text links to</dt>" in rendered(msgspec.structs.replace(report, sites=(sources,)))


# --- words of the field --------------------------------------------------------------------------------


def test_a_word_is_linked_where_it_is_used_first_and_not_again():
    glossary = Glossary()
    first, again = (
        glossary.linked(codes(text)) for text in ("Set a keyphrase. Keyphrases differ.", "The keyphrase")
    )
    assert str(first).startswith('Set a <a class="term" href="#w-keyphrase" title="The words that people')
    assert first.endswith(">keyphrase</a>. Keyphrases differ.")
    assert again == "The keyphrase"


@pytest.mark.parametrize(
    "text",
    ["“slug” in the title", "add `slug:` here", "slug-like", "posts/slug.md", "sluggish", "“noindex, slug”"],
)
def test_words_of_documents_code_and_parts_of_words_are_no_links(text):
    assert "<a" not in Glossary().linked(codes(text))


def test_every_word_that_is_linked_is_explained():
    text = rendered(few())
    for word in WORDS:
        assert text.count(f'<div id="w-{word.anchor}"><dt>') == 1
        assert f'href="#w-{word.anchor}"' in Glossary().linked(codes(f"a {word.name} b"))
