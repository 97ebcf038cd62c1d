"""Whole posts with every finding they get. UPDATE_GOLDEN=1 writes the file anew; read the difference before committing."""

import os
from pathlib import Path

import pytest

from seoaudit.config import Overrides, discover
from seoaudit.engines.document import Document
from seoaudit.engines.page import Plan, audit_document
from seoaudit.scoring import rounded

BLOG = Path(__file__).parents[2] / "examples/blog/content"
GOLDEN = Path(__file__).parent / "golden"
POSTS = sorted(path for path in BLOG.rglob("*") if path.is_file())


def audited(path):
    overrides = Overrides(site_url="https://spokeandsaddle.example")
    plan = Plan(discover(path, command_line=overrides).for_path(path))
    return audit_document(Document(path.relative_to(BLOG).as_posix(), path), plan, "2026-11-22").report


def shown(page):
    lines = [
        f"{page.path}: {rounded(page.score)} {page.grade}"
        + (f", capped by {', '.join(page.blockers)}" if page.blockers else "")
    ]
    lines += [f"{c.category} {'-' if c.score is None else rounded(c.score)}" for c in page.categories]
    for result in page.results:
        for finding in result.findings:
            place = f"{finding.location.line}:{finding.location.column}"
            lines.append(f"{place} {result.severity} {result.rule} −{result.lost:.1f}: {finding.message}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", POSTS, ids=lambda path: path.name)
def test_every_finding_of_a_whole_post(path):
    golden = GOLDEN / f"{path.relative_to(BLOG).as_posix().replace('/', '--')}.txt"
    text = shown(audited(path))
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    ["bike-chain-wear.md", "bike-fitting-signs.md", "bike-puncture-repair.html", "bike-tyre-pressure.md"],
)
def test_a_good_post_has_nothing_to_mend(name):
    page = audited(BLOG / "blog" / name)
    assert rounded(page.score) == 100
    assert not [r.rule for r in page.results if r.severity != "info" and r.findings]


@pytest.mark.parametrize("name", ["bike-service.md", "commuting-draft.txt", "broken-front-matter.md"])
def test_a_weak_post_is_below_the_gate(name):
    assert rounded(audited(BLOG / "blog" / name).score) < 60
