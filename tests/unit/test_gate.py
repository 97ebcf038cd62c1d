"""The gate evaluates every condition and names each that failed."""

from seoaudit.gate import Thresholds, judge
from seoaudit.packed import head_of
from seoaudit.report.page import Location, PageReport, ReportedFinding, ReportedResult

FINDING = ReportedFinding(Location(1, 1, 1, 2), "bad", "mend it")


def page(score=80.0, *, severity="warning", outcome="failed", path="a.md"):
    return head_of(
        PageReport(
            path, score=score, results=(ReportedResult("x/y", outcome, severity, 0.0, 5.0, (FINDING,)),)
        )
    )


def test_a_good_page_passes():
    assert judge([(page(), Thresholds())]).exit_code == 0


def test_a_score_below_the_threshold_fails_and_is_rounded_down():
    verdict = judge([(page(59.99), Thresholds())])
    assert verdict.exit_code == 1
    assert verdict.failures == ("a.md scored 59, below your threshold of 60",)


def test_each_page_has_its_own_threshold():
    assert judge([(page(65), Thresholds(60)), (page(65, path="b.md"), Thresholds(70))]).failures == (
        "b.md scored 65, below your threshold of 70",
    )


def test_severities_fail_as_asked():
    error = page(severity="error")
    assert judge([(error, Thresholds())]).exit_code == 1
    assert judge([(error, Thresholds(fail_on="never"))]).exit_code == 0
    assert judge([(page(), Thresholds(fail_on="warning"))]).exit_code == 1


def test_never_is_about_findings_not_scores():
    assert judge([(page(10), Thresholds(60, "never"))]).exit_code == 1


def test_warnings_are_counted_over_all_pages():
    pages = [(page(), Thresholds()), (page(path="b.md"), Thresholds())]
    assert judge(pages, max_warnings=2).exit_code == 0
    assert judge(pages, max_warnings=1).failures == ("2 warnings, more than the 1 allowed",)


def test_every_failed_condition_is_named():
    verdict = judge([(page(10, severity="error"), Thresholds())], max_warnings=0)
    assert len(verdict.failures) == 2


def test_what_could_not_be_done_is_worse_than_a_failed_gate():
    assert judge([(head_of(PageReport("a.md", error="binary")), Thresholds())]).exit_code == 2
    assert judge([(page(outcome="errored"), Thresholds(0))]).exit_code == 2


def test_many_failures_are_counted_not_listed():
    verdict = judge([(page(10, path=f"{n}.md"), Thresholds()) for n in range(10)])
    assert len(verdict.failures) == 4
    assert "7 more" in verdict.failures[-1]


def test_what_is_not_named_is_counted_in_the_right_number():
    pages = [(page(10, severity="info", path=f"{number}.md"), Thresholds()) for number in range(5)]
    assert judge(pages[:3]).failures[-1] == "2.md scored 10, below your threshold of 60"
    assert judge(pages[:4]).failures[-1] == "3.md scored 10, below your threshold of 60"
    assert judge(pages).failures[-1] == "… and 2 more pages scored too low"
