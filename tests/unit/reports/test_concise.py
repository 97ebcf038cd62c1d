"""The concise format: one finding a line, whatever the content tries."""

import pytest
from sample_reports import SAMPLES

from seoaudit.packed import heads
from seoaudit.reports import FORMATS, RenderOptions


@pytest.mark.parametrize("sample", SAMPLES)
def test_one_line_a_finding(sample):
    report = SAMPLES[sample]()
    text = "".join(FORMATS["concise"](report, RenderOptions()))
    findings = sum(len(result.findings) for page in report.pages for result in page.results)
    broken = {rule for head in heads(report) for rule, _ in head.broke}
    broken |= {each.rule for site in report.sites for each in site.results if each.outcome == "errored"}
    assert len(text.splitlines()) == findings + sum(bool(page.error) for page in report.pages) + len(broken)
    assert text.count("[broken-rule]") == len(broken)
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())
    assert "\x1b" not in text


def test_quiet_leaves_advice_out():
    report = SAMPLES["one"]()
    text = "".join(FORMATS["concise"](report, RenderOptions(verbosity="quiet")))
    assert text
    assert ": info " not in text
