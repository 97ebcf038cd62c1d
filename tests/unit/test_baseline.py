"""Baselines: small, sorted, mergeable; known findings pass, growth does not, what is mended goes."""

import json
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seoaudit.baseline import Baseline, Entry, found_in, parse_baseline, read_baseline, renewed
from seoaudit.gate import NOTHING_KNOWN, Thresholds, judge
from seoaudit.packed import head_of
from seoaudit.report import GateVerdict, Report, Summary, Tool
from seoaudit.report.page import Location, PageReport, ReportedFinding, ReportedResult
from seoaudit.report.site import LinkGraph, ReportedSiteFinding, SiteReport, SiteResult, TemplateFault
from seoaudit.sources.decode import Unreadable

FINDING = ReportedFinding(Location(1, 1, 1, 2), "bad", "mend it")
RULE, SITE_RULE = "links/generic-text", "metadata/duplicate-title"


def page(path="a.md", score=70.0, error="", **counts):
    """Return a page on which rules find so often something: ``errors=2, warnings=1``."""
    results = [
        ReportedResult(rule, "failed", severity, 0.0, 5.0, (FINDING,) * counts[name])
        for name, rule, severity in (
            ("errors", "links/broken-internal", "error"),
            ("warnings", RULE, "warning"),
        )
        if counts.get(name)
    ]
    return PageReport(path, score=None if error else score, results=tuple(results), error=error)


def site(*paths, left_out=0, frames=0):
    findings = tuple(ReportedSiteFinding(path, Location(1, 1, 1, 1), "same title", "") for path in paths)
    result = SiteResult(
        SITE_RULE, "failed" if findings else "passed", "warning", len(set(paths)), findings, left_out
    )
    faults = (
        TemplateFault("images/missing-alt", "error", "no alt", "", 9, "a.md", Location(1, 1, 1, 1)),
    ) * frames
    return SiteReport(".", "", "", 2, True, False, (result,), (), LinkGraph(2, 0), faults)


def report(*pages, sites=()):
    summary = Summary(len(pages), 0, None, None, "", {}, {}, ())
    return Report(1, Tool("seoaudit", "1"), summary, GateVerdict(True, (), 0), pages, {}, tuple(sites))


def verdict(pages, known, sites=(), max_warnings=None, **thresholds):
    judged = [(head_of(each), Thresholds(**thresholds)) for each in pages]
    return judge(judged, max_warnings, sites, thresholds.get("fail_on", "error"), known)


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md"):
        (tmp_path / name).touch()
    return tmp_path


def test_what_is_known_passes_and_more_of_it_is_named_with_both_counts(root):
    known = found_in(report(page(score=40, errors=2)), root)
    assert verdict([page(score=40, errors=2)], known).passed
    assert verdict([page(score=40, errors=1)], known).passed
    (failure,) = verdict([page(score=40, errors=3)], known).failures
    assert failure == "a.md fails links/broken-internal (error): 3 now, 2 in the baseline"


def test_a_page_may_not_fall_below_its_own_score_and_what_grew_is_named(root):
    known = found_in(report(page(score=70.9, warnings=1)), root)
    assert verdict([page(score=70.1, warnings=1)], known).passed
    (failure,) = verdict([page(score=69, warnings=2)], known).failures
    assert failure == (
        "a.md scored 69, below the 70 it had in the baseline; more than then: "
        "links/generic-text 2 now, 1 in the baseline"
    )


def test_a_page_that_is_not_in_it_has_to_pass(root):
    known = found_in(report(page(score=40, errors=1)), root)
    new = verdict([page(score=40, errors=1), page("b.md", score=50, errors=1)], known)
    assert new.failing == ("b.md",)
    assert len(new.failures) == 2


def test_only_new_warnings_count_against_their_limit(root):
    known = found_in(report(page(warnings=3)), root)
    assert verdict([page(warnings=3)], known, max_warnings=0).passed
    (failure,) = verdict([page(warnings=5)], known, max_warnings=1).failures
    assert failure == "2 warnings that were not in the baseline, more than the 1 allowed"


def test_findings_of_the_site_are_known_by_page(root):
    known = found_in(report(page(), sites=[site("a.md")]), root)
    assert verdict([], known, [site("a.md")], fail_on="warning").passed
    assert verdict([], known, [site("a.md", "b.md")], fail_on="warning").failing == ("b.md",)


def test_of_more_findings_than_are_listed_the_number_is_known(root):
    known = found_in(report(page(), sites=[site("a.md", left_out=10)]), root)
    assert verdict([], known, [site("b.md", left_out=10)], fail_on="warning").passed
    assert not verdict([], known, [site("b.md", left_out=11)], fail_on="warning").passed


def test_faults_of_the_template_are_known_by_their_number(root):
    known = found_in(report(page(), sites=[site(frames=2)]), root)
    assert verdict([], known, [site(frames=2)]).passed
    assert not verdict([], known, [site(frames=3)]).passed


def test_the_file_has_a_line_for_each_entry_in_order(root):
    text = found_in(report(page("b.md", 40, errors=1), page("a.md", 60.5, warnings=2)), root).text()
    assert text.splitlines()[3:-3] == [
        '{"path": "a.md", "score": 60},',
        '{"path": "a.md", "rule": "links/generic-text", "count": 2},',
        '{"path": "b.md", "score": 40},',
        '{"path": "b.md", "rule": "links/broken-internal", "count": 1},',
    ]
    assert json.loads(text)["version"] == 1


def test_paths_are_those_below_the_baseline_wherever_it_is_run(root, monkeypatch):
    (root / "content").mkdir()
    monkeypatch.chdir(root / "content")
    known = found_in(report(page("../a.md", warnings=1), page("b.md", warnings=1)), root)
    assert sorted({path for path, _ in known.entries}) == ["a.md", "content/b.md"]
    assert known.count("b.md", RULE) == 1


def test_what_is_mended_goes_with_its_page_and_the_rest_keeps_owner_and_reason(root):
    old = Baseline(
        root,
        [
            Entry("a.md", RULE, 3, owner="ann", reason="old"),
            Entry("b.md", RULE, 1),
            Entry("gone.md", RULE, 1),
        ],
    )
    new = renewed(old, report(page("a.md", warnings=2), page("b.md")), shrink_only=True)
    assert list(new.entries.values()) == [Entry("a.md", RULE, 2, owner="ann", reason="old")]


def test_shrinking_never_lets_in_what_is_new(root):
    old = Baseline(root, [Entry("a.md", RULE, 1), Entry("a.md", score=80)])
    new = renewed(
        old, report(page("a.md", 50, warnings=2, errors=1), page("b.md", warnings=1)), shrink_only=True
    )
    assert new.entries == old.entries


def test_pages_that_were_not_audited_or_not_read_keep_their_entries(root):
    old = Baseline(root, [Entry("a.md", RULE, 1), Entry("b.md", RULE, 1)])
    new = renewed(old, report(page("a.md", error="binary")))
    assert new.entries == old.entries


def test_what_the_site_shows_is_taken_over_from_a_whole_run_only(root):
    old = Baseline(root, [Entry("a.md", SITE_RULE, 1), Entry("b.md", SITE_RULE, 1)])
    part = renewed(old, report(page("a.md")), shrink_only=True)
    whole = renewed(old, report(page("a.md"), page("b.md"), sites=[site("b.md")]), shrink_only=True)
    assert part.entries == old.entries
    assert list(whole.entries) == [("b.md", SITE_RULE)]


def test_of_two_entries_for_the_same_the_stricter_counts(root):
    known = Baseline(
        root,
        [Entry("a.md", RULE, 3), Entry("a.md", RULE, 2), Entry("a.md", score=40), Entry("a.md", score=50)],
    )
    assert (known.count("a.md", RULE), known.score("a.md")) == (2, 50)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "no baseline"),
        ("{", "no baseline"),
        ('{"version": 2, "entries": []}', "version 2"),
        ('{"version": 1, "entries": [{"path": "a.md", "count": -1}]}', "no baseline"),
        ('{"version": 1, "entries": [{"file": "a.md"}]}', "no baseline"),
        ('{"version": 1,\n<<<<<<< ours\n', "merge"),
    ],
)
def test_what_is_no_baseline_is_refused_with_a_remedy(root, text, said):
    with pytest.raises(Unreadable) as refused:
        parse_baseline(text.encode(), root, "known.json")
    assert said in str(refused.value)
    assert "seoaudit baseline" in refused.value.fix


def git(*arguments):
    command = ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run([*command, *arguments], check=True, capture_output=True, text=True)


def test_two_branches_that_pay_off_different_debts_merge(root):
    paths = [f"{letter}.md" for letter in "abcdefgh"]
    file = root / "known.json"

    def write(paths):
        file.write_text(Baseline(root, [Entry(path, RULE, 1) for path in paths]).text())

    write(paths)
    git("init", "-q")
    git("add", "."), git("commit", "-qm", "all")
    git("checkout", "-qb", "first")
    write(paths[1:])
    git("commit", "-qam", "first is mended")
    git("checkout", "-q", "main")
    write(paths[:-1])
    git("commit", "-qam", "last is mended")
    git("merge", "-q", "first")
    assert sorted(path for path, _ in read_baseline(file).entries) == paths[1:-1]


ENTRIES = st.lists(
    st.builds(
        Entry,
        path=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8),
        rule=st.sampled_from([RULE, SITE_RULE]),
        count=st.integers(1, 9),
        owner=st.sampled_from(["", "ann"]),
    ),
    unique_by=lambda entry: (entry.path, entry.rule),
)


@given(ENTRIES)
def test_what_is_written_is_read_again_and_the_order_does_not_matter(tmp_path_factory, entries):
    root = tmp_path_factory.getbasetemp()
    text = Baseline(root, entries).text()
    assert parse_baseline(text.encode(), root, "known.json").entries == Baseline(root, entries).entries
    assert Baseline(root, reversed(entries)).text() == text
    assert text.isascii()


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
def test_a_baseline_of_the_present_state_always_passes(tmp_path_factory, errors, warnings, more, score):
    root = tmp_path_factory.getbasetemp()
    pages = [page("a.md", score * 20.0, errors=errors, warnings=warnings), page("b.md", 95, warnings=more)]
    known = found_in(report(*pages), root)
    if errors or warnings or score >= 3:
        assert verdict(pages, known, fail_on="warning", max_warnings=0).passed
    assert NOTHING_KNOWN.count("a.md", RULE) == 0
