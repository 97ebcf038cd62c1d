"""Rules of one's own from the command line: in reports, lists and caches, suppressed, counted, and not a stranger's."""

import json

import pytest
from click.testing import CliRunner

from seoaudit.cli import main
from tests.repositories import Tree

BRAND = """
[[rule]]
id = "brand"
kind = "substitution"
swap = { wordpress = "WordPress" }
message = "we write “{replacement}”"
why = "It is their name."
bad = "wordpress"
good = "WordPress"
"""
POST = "---\ntitle: A post about hosting\n---\n\nWe host wordpress and Wordpress.\n"


@pytest.fixture
def blog(tmp_path, monkeypatch):
    """A repository with a rule and a post that fails it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEOAUDIT_CACHE_DIR", str(tmp_path / ".cache"))
    monkeypatch.setenv("PYTHONSAFEPATH", "")
    (tmp_path / ".git").mkdir()
    (tmp_path / "seoaudit.toml").write_text(BRAND)
    (tmp_path / "post.md").write_text(POST)
    return tmp_path


def seoaudit(*arguments):
    return CliRunner().invoke(main, [str(each) for each in arguments])


def found(*arguments):
    """Return the findings of a run as the concise report has them."""
    output = seoaudit("check", *arguments, "--select", "local", "--format", "concise").output
    return [line for line in output.splitlines() if "[" in line]


def test_findings_have_their_lines_and_columns(blog):
    assert found("post.md") == [
        "post.md:5:9: warning we write “WordPress” [local/brand]",
        "post.md:5:23: warning we write “WordPress” [local/brand]",
    ]


def test_the_report_explains_the_rule(blog):
    report = json.loads(seoaudit("check", "post.md", "--format", "json").output)
    assert report["rules"]["local/brand"] == {
        "summary": "Write “WordPress” rather than “wordpress”.", "why": "It is their name.",
        "fix": "Write it as the finding says.", "severity": "warning", "evidence": "convention",
        "source": "a rule of this repository, in seoaudit.toml",
    }  # fmt: skip
    sarif = json.loads(seoaudit("check", "post.md", "--format", "sarif").output)
    (rule,) = [each for each in sarif["runs"][0]["tool"]["driver"]["rules"] if each["id"] == "local/brand"]
    assert "It is their name." in rule["help"]["markdown"]


def test_it_is_listed_and_explained_with_its_examples(blog):
    listed = seoaudit("rules", "local").output
    assert "local/brand  warning" in listed
    explained = seoaudit("rules", "local/brand").output
    assert "Finds a fault in:\n  \n  wordpress\n\nFinds none in:\n  \n  WordPress\n" in explained
    (as_json,) = json.loads(seoaudit("rules", "local/brand", "--format", "json").output)
    assert as_json["examples"] == {"bad": ["wordpress"], "good": ["WordPress"]}


def test_a_broken_rule_is_no_reason_to_keep_the_others_back(blog):
    (blog / "seoaudit.toml").write_text(BRAND + BRAND.replace('"brand"', '"other"') + "sevrity = 3\n")
    listed = seoaudit("rules", "local")
    assert (listed.exit_code, "local/brand" in listed.output) == (0, True)
    assert "Did you mean “severity”?" in listed.output
    broken = seoaudit("rules", "local/other")
    assert (broken.exit_code, broken.output.startswith("seoaudit.toml:19:1:")) == (2, True)
    assert seoaudit("rules", "headings/too-long").exit_code == 0
    assert seoaudit("check", "post.md").exit_code == 2


def test_what_a_rule_says_cannot_speak_to_a_terminal(blog):
    (blog / "seoaudit.toml").write_text(BRAND.replace("their name", r"\u001b]0;evil\u0007"))
    assert "\x1b" not in seoaudit("rules", "local/brand").output
    (blog / "seoaudit.toml").write_text(BRAND.replace("we write", r"\u001b[2Jwe write"))
    assert "\x1b" not in "".join(found("post.md"))


def test_findings_are_suppressed_in_a_page(blog):
    comment = "<!-- seoaudit-disable-next-line local/brand -- as they wrote it -->"
    (blog / "post.md").write_text(POST.replace("We host", f"{comment}\n\nWe host"))
    assert found("post.md") == []
    (blog / "post.md").write_text(POST.replace("title:", "seo:\n  ignore: [local/brand]\ntitle:"))
    assert found("post.md") == []


def test_findings_are_counted_in_a_baseline(blog):
    assert seoaudit("baseline", ".").exit_code == 0
    known = json.loads((blog / "seoaudit-baseline.json").read_text())["entries"]
    assert {"path": "post.md", "rule": "local/brand", "count": 2} in known


def test_a_changed_rule_is_never_answered_from_the_cache(blog):
    (blog / "more.md").write_text(POST.replace("A post", "More"))
    assert len(found(".")) == 4
    assert len(found(".")) == 4  # known by now
    (blog / "seoaudit.toml").write_text(BRAND.replace("we write", "they write"))
    assert all("they write" in each for each in found("."))
    (blog / "seoaudit.toml").write_text("")
    assert seoaudit("check", ".", "--select", "local").exit_code == 2


def test_workers_make_the_rules_anew(blog):
    for number in range(45):
        (blog / f"post{number}.md").write_text(POST)
    alone, together = found(".", "--no-cache", "-j", "1"), found(".", "--no-cache", "-j", "2")
    assert alone == together
    assert len(alone) == 2 * 46


def test_what_it_finds_is_fixed(blog):
    assert seoaudit("check", "post.md", "--select", "local", "--fix").exit_code == 0
    assert (blog / "post.md").read_text() == POST.replace("wordpress", "WordPress").replace(
        "Wordpress", "WordPress"
    )


@pytest.fixture
def stranger(tmp_path, monkeypatch):
    """The branch of a stranger, who took the rules away and planted another."""
    tree = Tree(tmp_path / "tree")
    rules = tree.root / ".seoaudit/rules"
    rules.mkdir(parents=True)
    (rules / "brand.toml").write_text(BRAND)
    tree.commit()
    tree.git("checkout", "-qb", "stranger")
    (rules / "brand.toml").write_text(BRAND.replace('"brand"', '"planted"').replace("wordpress", "host"))
    tree.write(post=POST)
    monkeypatch.chdir(tree.root)
    monkeypatch.setenv("PYTHONSAFEPATH", "")
    return tree


def test_rules_of_strangers_are_not_applied(stranger):
    assert {each.split("[")[1] for each in found("post.md", "--untrusted", "--config-from", "main")} == {
        "local/brand]"
    }
    assert {each.split("[")[1] for each in found("post.md")} == {"local/planted]"}
    ran = seoaudit("check", "post.md", "--untrusted", "--format", "json")
    assert not any(rule.startswith("local/") for rule in json.loads(ran.output)["rules"])
