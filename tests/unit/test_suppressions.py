"""A suppressed finding is left out as if its place were not there; what is suppressed is told."""

import json

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.cli import main
from seoaudit.model import Finding, RuleResult, Span
from seoaudit.suppressions import without

POST = (
    "---\ntitle: Bikes for the winter\n---\n\n{}\n\nText about winter bikes. [Winter tyres](/tyres/) help.\n"
)
BAD = "[click here](/x/)"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def audited(*arguments):
    result = CliRunner().invoke(main, ["check", *arguments, "--format", "json"])
    return json.loads(result.stdout)


def page(folder, body, *arguments):
    (folder / "post.md").write_text(POST.format(body))
    return audited("post.md", *arguments)["pages"][0]


def result(page, rule):
    return next(each for each in page["results"] if each["rule"] == rule)


def test_what_is_suppressed_costs_nothing_and_is_told(folder):
    comment = "<!-- seoaudit-disable-next-line links/generic-text -- the shop's own name -->"
    before, after = page(folder, BAD), page(folder, f"{comment}\n{BAD}")
    assert result(before, "links/generic-text")["lost"] > 0
    assert result(after, "links/generic-text")["outcome"] == "passed"
    assert after["earned"] > before["earned"]
    (told,) = after["suppressed"]
    assert (told["rule"], told["reason"]) == ("links/generic-text", "the shop's own name")
    assert (told["location"]["line"], told["comment"]["line"]) == (6, 5)


def test_the_losses_still_add_up(folder):
    found = page(folder, f"<!-- seoaudit-disable-next-line all -->\n{BAD}\n\n{BAD}")
    lost = sum(each.get("lost", 0) for each in found["results"])
    assert lost == pytest.approx(100 - found["earned"], abs=0.01)


def test_a_rule_that_looks_at_the_whole_page_is_suppressed_at_its_top(folder):
    found = page(folder, "<!-- seoaudit-disable content/thin -- a note -->")
    assert result(found, "content/thin")["outcome"] == "not-applicable"
    assert "a note" in result(found, "content/thin")["reason"]
    assert "content/thin" not in found["blockers"]


def test_a_block_does_not_suppress_what_belongs_to_the_page(folder):
    (folder / "post.html").write_text("<main><p>One</p><!-- seoaudit-disable all --><p>Two</p></main>")
    found = audited("post.html")["pages"][0]
    assert result(found, "content/thin")["outcome"] == "failed"


def test_nor_does_a_block_on_the_first_line(folder):
    (folder / "post.md").write_text(
        "<!-- seoaudit-disable all -->\n\nOne.\n\n<!-- seoaudit-enable -->\n\nTwo.\n"
    )
    assert result(audited("post.md")["pages"][0], "content/thin")["outcome"] == "failed"


def test_front_matter_is_told_too(folder):
    (folder / "post.md").write_text("---\ntitle: Bikes\nseo:\n  ignore: [content/thin]\n---\n\nText.\n")
    assert audited("post.md")["pages"][0]["ignored"] == ["content/thin"]
    assert audited("post.md", "--no-inline")["pages"][0]["ignored"] == []


def test_no_inline_makes_every_finding_count(folder):
    body = f"<!-- seoaudit-disable links, content -->\n\n{BAD}"
    plain, quiet = page(folder, BAD, "--no-inline"), page(folder, body, "--no-inline")
    assert quiet["suppressed"] == []
    assert plain["score"] == quiet["score"]


def test_what_suppresses_nothing_is_said_at_its_place(folder):
    found = page(folder, "<!-- seoaudit-disable-next-line links/bare-url -->\nText.")
    notice = result(found, "seoaudit/unused-suppression")
    assert notice["severity"] == "info"
    assert notice["findings"][0]["location"]["line"] == 5
    assert "links/bare-url" in notice["findings"][0]["message"]


def test_a_rule_that_does_not_run_is_not_called_unused(folder):
    body = "<!-- seoaudit-disable-next-line links/bare-url -->\nText."
    found = page(folder, body, "--ignore", "links/bare-url")
    assert not [each for each in found["results"] if each["rule"].startswith("seoaudit/")]


def test_a_misspelt_rule_is_a_warning_and_has_an_entry_among_the_rules(folder):
    (folder / "post.md").write_text(POST.format("<!-- seoaudit-disable links/bare-ulr -->"))
    report = audited("post.md")
    notice = result(report["pages"][0], "seoaudit/bad-suppression")
    assert notice["severity"] == "warning"
    assert "links/bare-url" in notice["findings"][0]["fix"]
    assert "seoaudit/bad-suppression" in report["rules"]


def test_the_terminal_counts_and_shows_them_when_asked(folder):
    (folder / "post.md").write_text(POST.format(f"<!-- seoaudit-disable-next-line links -- known -->\n{BAD}"))
    run = CliRunner().invoke
    assert "1 finding is suppressed; --verbose shows it" in run(main, ["check", "post.md"]).output
    assert "(known)" in run(main, ["check", "post.md", "-v"]).output


@pytest.fixture
def rivals(folder):
    """Two posts with the same title; site rules report it on both."""
    for name in ("a", "b"):
        (folder / f"{name}.md").write_text(POST.format(f"This is {name}."))
    return folder


def duplicates(report):
    found = [each for each in report["sites"][0]["results"] if each["rule"] == "metadata/duplicate-title"]
    return [each["path"] for each in found[0]["findings"]]


def test_findings_of_site_rules_are_suppressed_where_they_stand(rivals):
    assert duplicates(audited()) == ["a.md", "b.md"]
    quiet = "<!-- seoaudit-disable metadata/duplicate-title -- editions -->"
    (rivals / "a.md").write_text(POST.format(f"{quiet}\n\nThis is a."))
    report = audited()
    assert duplicates(report) == ["b.md"]
    (told,) = report["sites"][0]["suppressed"]
    assert (told["path"], told["reason"]) == ("a.md", "editions")
    assert report["summary"]["suppressed"] == 1
    assert duplicates(audited("--no-inline")) == ["a.md", "b.md"]


def test_front_matter_ignores_site_rules_too(rivals):
    text = POST.replace("---\n\n", "seo:\n  ignore: [metadata/duplicate-title]\n---\n\n", 1)
    (rivals / "a.md").write_text(text.format("This is a."))
    assert duplicates(audited()) == ["b.md"]


def test_a_folder_that_ignores_a_site_rule_has_none_of_its_findings(rivals):
    (rivals / "seoaudit.toml").write_text(
        '[[overrides]]\npaths = ["b.md"]\nignore = ["metadata/duplicate-title"]\n'
    )
    assert duplicates(audited()) == ["a.md"]


def bad(number):
    return Finding(Span(number, number + 1), "bad")


def test_of_things_judged_one_by_one_one_less_is_judged():
    failed = RuleResult("links/x", "failed", 0.5, (bad(0), bad(9)), members=4)
    assert without(failed, [bad(0)]).score == pytest.approx(2 / 3)
    assert (without(failed, []).outcome, without(failed, []).score) == ("passed", 1)


def test_where_nothing_is_left_to_judge_the_rule_does_not_apply():
    alone = RuleResult("links/x", "failed", 0.0, (bad(0),), members=1)
    assert without(alone, [], "why").outcome == "not-applicable"
    assert "why" in without(alone, [], "why").reason


def test_the_findings_of_a_measurement_share_what_is_missed():
    measured = RuleResult(
        "readability/x", "failed", 0.2, (bad(0), bad(1), bad(2), bad(3)), 40.0, "%", "at most 25"
    )
    assert without(measured, [bad(0)]).score == pytest.approx(0.8)


@given(st.integers(1, 20), st.integers(0, 20), st.data())
def test_suppressing_more_never_lowers_a_rules_score(count, good, data):
    findings = tuple(bad(number) for number in range(count))
    members = count + good
    whole = RuleResult("links/x", "failed", 1 - count / members, findings, members=members)
    fewer = data.draw(st.integers(0, count))
    fewest = data.draw(st.integers(0, fewer))
    scores = [without(whole, findings[:left]) for left in (fewer, fewest)]
    assert whole.score - 1e-9 <= scores[0].score
    assert scores[0].score - 1e-9 <= scores[1].score or scores[1].outcome == "not-applicable"
