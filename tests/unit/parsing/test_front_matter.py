"""Front matter: three formats, the place of every key, and what happens when it is broken."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seoaudit.parsing import frontmatter_places
from seoaudit.parsing.frontmatter_yaml import MAX_ALIASES
from tests.unit.parsing.promises import keep, read

FORMATS = {
    "yaml": '---\ntitle: Größe 🏕\nseo:\n  keyphrase: "winter tent"\n---\n\nText.',
    "toml": '+++\ntitle = "Größe 🏕"\n[seo]\nkeyphrase = "winter tent" # yes\n+++\n\nText.',
    "json": '{\n  "title": "Größe 🏕",\n  "seo": {"keyphrase": "winter tent"}\n}\n\nText.',
}


def value_at(page, key):
    return page.source.text[slice(*page.front_matter.spans[key])].strip("\"'")


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "bom"])
@pytest.mark.parametrize("line", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_gives_values_and_their_places(format_, line, mark):
    page = read(mark + FORMATS[format_].replace("\n", line))
    assert page.front_matter.format == format_
    assert page.front_matter.get("title") == "Größe 🏕"
    assert page.front_matter.get("seo.keyphrase") == "winter tent"
    assert value_at(page, "title") == "Größe 🏕"
    assert value_at(page, "seo.keyphrase") == "winter tent"
    assert page.text.strip() == "Text."
    assert not page.problems


@pytest.mark.parametrize(
    ("text", "line", "column", "part"),
    [
        (
            '---\ntitle: "How we\ndate: 2026-03-09\n---\nText.',
            2,
            8,
            "the quote that opens here is never closed",
        ),
        ("---\nname: é🏕\ntitle: a: b\n---\nText.", 3, 9, "without quotes holds a colon"),
        ("---\ntitle: x\n\tdate: y\n---\nText.", 3, 1, "a tab stands where only spaces may"),
        ("---\ntitle: x\nnonsense\n---\nText.", 3, 1, "a line is neither"),
        ("---\ntitle: @x\n---\nText.", 2, 8, "cannot start any token"),
        ("---\ntitle: [a, b\n---\nText.", 3, 1, "did not find expected"),
        ("---\ntitle: \x07\n---\nText.", 2, 8, "U+0007"),
        ("---\ntitle: !!python/object:os.system x\n---\nText.", 2, 8, "could not determine a constructor"),
        ("+++\na = 1\ntitle = x\n+++\nText.", 3, 9, "invalid value"),
        ('+++\ntitle = "x\n+++\nText.', 2, 11, ""),
        ("+++\na = 1\na = 2\n+++\nText.", 3, 6, "cannot overwrite"),
        ('{\n  "title": "x",\n}\nText.', 2, 15, "a comma stands before"),
        ('{\n  "title": "x"\n  "date": 1\n}\nText.', 3, 3, "delimiter"),
        ("---\n- a\n- b\n---\nText.", 2, 1, "a list, not a table"),
    ],
)
def test_a_mistake_is_pointed_at_and_the_text_is_kept(text, line, column, part):
    for mark in ("", "\ufeff"):
        page = read(mark + text)
        (problem,) = page.problems
        assert problem.kind == "front-matter"
        assert part in problem.message
        assert "\n" not in problem.message
        assert page.position(problem.span.start) == (line, column)
        assert page.text.strip() == "Text."
        assert page.front_matter is not None
        assert not page.front_matter.data
    crlf = read(text.replace("\n", "\r\n"))
    assert crlf.position(crlf.problems[0].span.start).line == line


def test_duplicate_keys_are_a_problem_of_their_own_and_the_last_one_counts():
    page = read("---\ntitle: One\nseo:\n  title: Other\ntitle: Two\n---\n")
    (problem,) = page.problems
    assert problem.kind == "duplicate-key"
    assert page.position(problem.span.start) == (5, 1)
    assert page.front_matter.data["title"] == "Two"
    assert value_at(page, "title") == "Two"


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: x\ndate: 2026-03-09\n\n# One\n\nText.",
        "---\ntitle: x\n\n# One\n\nText.\n\n---\n\nAfter a thematic break.",
        "+++\ntitle = 'x'\n\n# One\n\nText.",
    ],
)
def test_front_matter_that_is_never_closed(text):
    page = read(text)
    (problem,) = page.problems
    assert "never closed" in problem.message
    assert page.position(problem.span.start) == (1, 1)
    assert [h.text for h in page.headings] == ["One"]


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nText between two breaks.\n\n---\n\nMore.",
        "---\n\nOnly a break.",
        "---",
        "----\n",
        "Text\n---\nmore: text\n---\n",
        "\n---\ntitle: x\n---\n",
        "+++ three pluses\n\nText.",
        "{{< figure >}}\n\nText.",
        "{% comment %}\n\nText.",
        "{}\n\nText.",
        "{ not json }\n\nText.",
        '{"a": 1} is a set.',
        "",
        "\ufeff",
    ],
)
def test_what_is_no_front_matter(text):
    page = read(text)
    assert page.front_matter is None
    assert not page.problems


def test_empty_front_matter_is_front_matter():
    page = read("---\n# only a comment\n---\nText.")
    assert page.front_matter.data == {}
    assert page.text.strip() == "Text."


def test_blank_lines_after_it_belong_to_the_text():
    page = read("---\ntitle: x\n---\n\n\n\n# One")
    assert page.position(page.headings[0].span.start) == (7, 1)


def test_a_longer_line_of_dashes_in_the_body_is_not_cut_off():
    page = read("---\ntitle: x\n---\n\nOne\n\n-----\n\nTwo")
    assert page.text.split() == ["One", "Two"]


def test_dates_are_dates_and_one_that_does_not_exist_costs_nothing_else():
    page = read("---\ndate: 2026-03-09\nupdated: 2026-02-30\ntitle: x\n---\n")
    assert page.front_matter.data == {"date": dt.date(2026, 3, 9), "updated": "2026-02-30", "title": "x"}
    assert not page.problems


def test_html_may_have_front_matter():
    page = read("---\ntitle: x\n---\r\n<p>One <b>two</b></p>", "page.html")
    assert page.front_matter.get("title") == "x"
    assert page.position(page.span(page.text.index("two"), page.text.index("two") + 3).start) == (4, 11)


def bomb(levels, copies, form):
    lines = ["a0: &a0 {x: 1}"]
    for level in range(1, levels):
        aliases = ", ".join([f"*a{level - 1}"] * copies)
        lines.append(f"a{level}: &a{level} " + form.format(aliases))
    return "---\n" + "\n".join(lines) + "\n---\nText."


@pytest.mark.parametrize("form", ["[{}]", "{{<<: [{}]}}"])
def test_a_bomb_of_aliases_is_refused(form):
    page = read(bomb(9, 9, form))
    assert f"more than {MAX_ALIASES} YAML aliases" in page.problems[0].message
    assert page.text.strip() == "Text."


def test_the_largest_bomb_that_is_let_in_is_small():
    page = read(bomb(10, 2, "{{<<: [{}]}}"))
    assert not page.problems
    keep(page)


def test_a_few_aliases_and_emphasis_are_fine():
    page = read(
        "---\nbase: &base {a: 1}\nother: {<<: *base, b: 2}\nnote: |\n"
        + "  some *emphasised* words\n" * 50
        + "---\n"
    )
    assert page.front_matter.data["other"] == {"a": 1, "b": 2}
    assert not page.problems


def test_an_alias_to_itself_ends():
    page = read("---\ntitle: &a [*a]\nseo: &b {seo: *b}\n---\nText.")
    keep(page)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_yaml_is_no_crash(opening):
    page = read("---\na: 1\nb:\n  " + opening * 20_000 + "\n---\nText.")
    assert page.problems
    assert page.text.strip() == "Text."


@pytest.mark.parametrize("opening", ["[", '{"a": '])
def test_deep_json_is_no_crash(opening):
    keep(read('{\n"a": ' + opening * 20_000 + "\n}\nText."))


def test_deep_toml_is_no_crash():
    page = read("+++\na = " + "[" * 20_000 + "\n+++\nText.")
    assert page.problems


VALUES = st.recursive(
    st.one_of(st.text(max_size=8), st.integers(), st.booleans(), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(st.from_regex(r"[a-z]{1,6}", fullmatch=True), VALUES, min_size=1, max_size=4),
    st.sampled_from([None, 2]),
)
def test_json_places_hold_the_values(data, indent):
    import json

    text = json.dumps(data, ensure_ascii=False, indent=indent) + "\n\nText."
    page = read(text)
    assert page.front_matter.data == data
    for key, value in data.items():
        assert json.loads(text[slice(*page.front_matter.spans[key])]) == value


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"abé🏕:-'\"[]{}#&*!|>%@`,. \n\t", "\r\n", "key: ", "- ", "\n---\n", "a: &x ", "*x"]),
        max_size=40,
    )
)
def test_no_heap_of_marks_breaks_the_reader(parts):
    keep(read("---\n" + "".join(parts) + "\n---\nText."))
    keep(read("+++\n" + "".join(parts) + "\n+++\nText."))
    keep(read("{\n" + "".join(parts) + "\n}\nText."))


def test_json_that_is_a_data_file_is_not_read(monkeypatch):
    monkeypatch.setattr(frontmatter_places, "MAX_LENGTH", 40)
    page = read('{"title": "A page", "x": "' + "x" * 40 + '"}\n\n# Heading\n\nText.\n')
    assert [problem.message for problem in page.problems] == [
        "the front matter is longer than 40 characters, and was not read"
    ]
    assert page.front_matter.data == {}
    assert [heading.text for heading in page.headings] == ["Heading"]


@pytest.mark.parametrize("mark", ["---", "+++"])
def test_front_matter_that_is_a_data_file_is_not_read(monkeypatch, mark):
    monkeypatch.setattr(frontmatter_places, "MAX_LENGTH", 40)
    line = "title: A page\n" if mark == "---" else 'title = "A page"\n'
    page = read(f"{mark}\n{line}# {'x' * 40}\n{mark}\n# Heading\n\nText.\n")
    assert [problem.message for problem in page.problems] == [
        "the front matter is longer than 40 characters, and was not read"
    ]
    assert page.front_matter is not None
    assert not page.front_matter.data
    assert [heading.text for heading in page.headings] == ["Heading"]
