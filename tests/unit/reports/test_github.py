"""Workflow commands: read here as GitHub's runner reads them, within its limits."""

import re

import pytest
from any_text import any_text
from hypothesis import example, given, settings
from sample_reports import SAMPLES, failed, finding, good_page, page_of, report_of

from seoaudit.report.page import Location, ReportedFinding
from seoaudit.reports import FORMATS, RenderOptions
from seoaudit.reports.github_report import KEPT, MAX_MESSAGE

COMMAND = re.compile(r"\s*::([\w-]+)(?: ([^\n]*?))?::(.*)", re.DOTALL)


def unescaped(text, signs):
    """As the runner does: line breaks and separators first, the per cent sign last."""
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), *signs, ("%25", "%")):
        text = text.replace(code, sign)
    return text


def commands(text):
    """The commands in a log: name, properties, message."""
    found = []
    for line in text.split("\n"):
        match = COMMAND.match(line)
        if match:
            pairs = (pair.partition("=") for pair in (match[2] or "").split(",") if pair)
            properties = {name: unescaped(value, ((("%3A", ":"), ("%2C", ",")))) for name, _, value in pairs}
            found.append((match[1], properties, unescaped(match[3], ())))
    return found


def text_of(report, **options):
    return "".join(FORMATS["github"](report, RenderOptions(**options)))


def of_page(path, *findings, rule="cta/dead-target"):
    return report_of(page_of(path, failed(rule, 5, *findings)))


def test_a_finding_is_an_annotation_on_its_place():
    fault = finding(3, 5, "100 %0A of “a, b:: c”\nis %25", "Mend it.", length=4)
    ((name, properties, message),) = commands(text_of(of_page("a,b::c%2C%20.md", fault)))
    assert name == "error"
    assert properties == {
        "file": "a,b::c%2C%20.md", "line": "3", "col": "5", "endColumn": "9", "title": "cta/dead-target",
    }  # fmt: skip
    assert message == r"100 %0A of “a, b:: c”\nis %25. Mend it."


def test_files_are_named_from_the_top_of_the_repository():
    text = text_of(of_page("a.md", finding(1, 1, "x")), root="/r", folder="blog")
    assert commands(text)[0][1]["file"] == "blog/a.md"


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        (Location(3, 1, 5, 9), {"line": "3", "endLine": "5"}),  # columns over several lines are refused
        (Location(3, 1, 300, 9), {"line": "3"}),  # shown below line 300, it would be out of sight
        (Location(3, 4, 3, 4), {"line": "3", "col": "4"}),
    ],
)
def test_ranges_are_such_as_github_takes(location, expected):
    ((_, properties, _),) = commands(text_of(of_page("a.md", ReportedFinding(location, "x", ""))))
    assert {k: v for k, v in properties.items() if k not in ("file", "title")} == expected


def test_of_each_level_as_many_are_said_as_github_keeps_those_of_failing_pages_first():
    faults = [finding(line, 1, "the image has no alternative text") for line in range(1, 30)]
    fine = page_of("fine.md", failed("images/missing-alt", 5, *faults))
    weak = page_of("weak.md", failed("images/missing-alt", 60, faults[0]))
    found = commands(text_of(report_of(fine, weak)))
    assert [name for name, _, _ in found] == ["warning"] * KEPT
    assert [properties["file"] for _, properties, _ in found] == ["weak.md"] + ["fine.md"] * (KEPT - 1)
    assert text_of(report_of(fine, weak)).endswith("0 errors, 30 warnings, 0 notes.\n")


def test_advice_is_said_when_it_is_asked_for():
    quiet, told = text_of(SAMPLES["one"]()), text_of(SAMPLES["one"](), verbosity="verbose")
    assert "notice" not in {name for name, _, _ in commands(quiet)}
    assert "notice" in {name for name, _, _ in commands(told)}


def test_what_no_page_is_to_blame_for_is_an_annotation_too():
    report = report_of(good_page(), failures=("there are 12 warnings, more than the 10 allowed",))
    assert commands(text_of(report)) == [
        ("error", {"title": "seoaudit"}, "there are 12 warnings, more than the 10 allowed")
    ]


def test_messages_are_as_long_as_the_runner_keeps():
    ((_, _, message),) = commands(text_of(of_page("a.md", finding(1, 1, "%" * 9000))))
    assert len(message) == MAX_MESSAGE


ANYTHING = any_text("%0AaD253C2:,=\r\n\x1b#[] ", 40)


@settings(max_examples=150, deadline=None)
@given(ANYTHING, ANYTHING)
@example("a::b.md", "%0A::error::x")
def test_no_text_gives_a_command_of_its_own(path, message):
    text = text_of(of_page(path, finding(1, 1, message, "fix")))
    found = commands(text)
    assert [name for name, _, _ in found] == ["error"]
    assert set(found[0][1]) <= {"file", "line", "col", "endColumn", "title"}
    assert found[0][1]["title"] == "cta/dead-target"
    assert len(text.splitlines()) == 2
    assert "\x1b" not in text
