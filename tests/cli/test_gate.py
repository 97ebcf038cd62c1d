"""`seoaudit check` with a baseline, `--since` and `--diff`, in real repositories; `seoaudit baseline`."""

import json

import pytest
from click.testing import CliRunner

from seoaudit.cli import main
from seoaudit.engines import pool
from tests.repositories import Tree

POST = "---\ntitle: {title}\n---\n\nAll about {title}, at length.\n\n{body}\n"
DEAD = "[Subscribe now](#)"


def post(title, *body):
    return POST.format(title=title, body="\n\n".join(body))


def run(*arguments):
    return CliRunner().invoke(main, list(map(str, arguments)))


def check(*arguments):
    return run("check", *arguments, "--fail-under", "0")


def report(*arguments):
    result = check(*arguments, "--format", "json")
    return json.loads(result.stdout), result.exit_code


def paths(found):
    return [page["path"] for page in found["pages"]]


def dead_links(found):
    """Return path and line of every call to action without a target."""
    return [
        (page["path"], each["location"]["line"])
        for page in found["pages"]
        for result in page["results"]
        if result["rule"] == "cta/dead-target"
        for each in result.get("findings", ())
    ]


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A repository with an old post that fails the gate and a branch to work on."""
    root = tmp_path / "tree"
    tree = Tree(root, old=post("old bikes", DEAD), good=post("good bikes"), other=post("other bikes", DEAD))
    tree.git("checkout", "-qb", "work")
    monkeypatch.chdir(root)
    return tree


def test_since_judges_what_the_branch_changed_committed_or_not(tree):
    tree.write(good=post("good bikes", "More."))
    tree.commit()
    tree.write(new=post("new bikes"))
    found, code = report("--since", "main")
    assert (paths(found), code) == (["good.md", "new.md"], 0)
    tree.write(new=post("new bikes", DEAD))
    found, code = report("--since", "main")
    assert (dead_links(found), code) == ([("new.md", 7)], 1)


def test_since_judges_a_changed_page_with_its_old_faults(tree):
    tree.write(old=post("old bikes", DEAD, "More."))
    found, code = report("--since", "main")
    assert (paths(found), code) == (["old.md"], 1)


def test_nothing_changed_passes(tree):
    found, code = report("--since", "main")
    assert (found["pages"], code) == ([], 0)
    assert check("--since", "main").exit_code == 0


def test_what_main_has_since_changed_is_not_the_branch_s(tree):
    tree.git("checkout", "-q", "main")
    tree.write(old=post("old bikes", DEAD, "More."))
    tree.commit()
    tree.git("checkout", "-q", "work")
    tree.write(good=post("good bikes", "More."))
    assert paths(report("--since", "main")[0]) == ["good.md"]


def test_a_renamed_page_is_judged_and_a_deleted_one_is_not_missed(tree):
    tree.git("mv", "old.md", "moved.md")
    (tree.root / "other.md").unlink()
    assert paths(report("--since", "main")[0]) == ["moved.md"]


def test_the_whole_site_is_read_but_only_changed_pages_are_told(tree):
    tree.write(new=post("good bikes"))
    found, _ = report("--since", "main")
    duplicates = [
        each["path"]
        for result in found["sites"][0]["results"]
        if result["rule"] == "metadata/duplicate-title"
        for each in result["findings"]
    ]
    assert duplicates == ["new.md"]
    assert found["sites"][0]["pages"] == 4


def test_since_from_a_folder_below_the_top(tree, monkeypatch):
    (tree.root / "sub").mkdir()
    (tree.root / "sub/new.md").write_text(post("new bikes"))
    monkeypatch.chdir(tree.root / "sub")
    assert paths(report("--since", "main")[0]) == ["new.md"]
    tree.write(good=post("good bikes", "More."))
    assert paths(report("..", "--since", "main")[0]) == ["../good.md", "new.md"]


def test_diff_judges_only_what_the_change_introduces(tree):
    tree.write(old=post("old bikes", "More.", DEAD))
    found, code = report("--diff", "main")
    assert (dead_links(found), code) == ([], 0)
    tree.write(old=post("old bikes", "More.", DEAD, DEAD))
    found, code = report("--diff", "main")
    assert (dead_links(found), code) == ([("old.md", 11)], 1)


def test_what_a_change_makes_less_is_not_new(tree):
    long = ["Wheels turn, and chains run over the sprockets of a bicycle. " * 30] * 6
    tree.write(old=post("old bikes", *long))
    tree.commit()
    tree.git("branch", "-f", "main")
    tree.write(old=post("old bikes", "See [good bikes](good.md).", *long))
    tree.commit()
    tree.write(old=post("old bikes", "See [good](good.md) and [other bikes](other.md).", *long))
    for ref in ("main", "HEAD"):
        found, _ = report("--diff", ref)
        assert not [
            r
            for r in found["pages"][0]["results"]
            if r["rule"] == "links/too-few-internal" and r.get("findings")
        ]


def test_diff_follows_a_rename(tree):
    tree.git("mv", "old.md", "moved.md")
    found, code = report("--diff", "main")
    assert (paths(found), dead_links(found), code) == (["moved.md"], [], 0)


def test_diff_sees_what_a_change_breaks_elsewhere(tree):
    tree.write(old=post("old bikes", "Read about [good bikes](good.md)."))
    tree.commit()
    tree.git("branch", "-f", "main")
    (tree.root / "good.md").unlink()
    assert report("--since", "main")[0]["pages"] == []
    found, code = report("--diff", "main")
    assert paths(found) == ["old.md"]
    assert code == 1
    assert "links/broken-internal" in [
        r["rule"] for r in found["pages"][0]["results"] if r["outcome"] == "failed"
    ]


def test_diff_knows_a_low_score_that_did_not_sink(tree):
    tree.write(old=post("old bikes", DEAD, "More."))
    assert run("check", "--diff", "main", "--fail-under", "100").exit_code == 0
    tree.write(new=post("new bikes"))
    result = run("check", "--diff", "main", "--fail-under", "100")
    assert result.exit_code == 1
    assert "new.md scored" in result.output
    assert "old.md scored" not in result.output


@pytest.mark.parametrize("options", [["--no-cache"], ["--cache-dir", "../kept"]])
def test_diff_audits_once_what_is_in_both_states(tree, monkeypatch, options):
    for number in range(9):
        tree.write(**{f"post{number}": post(f"post {number}", "See [good bikes](good.md).")})
    tree.commit()
    tree.git("branch", "-f", "main")
    tree.write(post3=post("post 3", "See [good bikes](good.md).", DEAD))
    audited = []

    def counting(document, *arguments, **options):
        audited.append(document.name)
        return audit(document, *arguments, **options)

    audit = pool.audit_document
    monkeypatch.setattr(pool, "audit_document", counting)
    found, code = report("--diff", "main", "-j", "1", *options)
    assert (dead_links(found), code) == ([("post3.md", 9)], 1)
    assert sorted(audited) == sorted([*{*audited}, "post3.md"])
    assert len(set(audited)) == 12
    audited.clear()
    again, _ = report("--diff", "main", "-j", "1", *options)
    assert again == found
    assert len(audited) == (0 if "--cache-dir" in options else 13)


def test_diff_leaves_nothing_behind(tree, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "temporary").mkdir()
    tree.write(old=post("old bikes", "More."))
    check("--diff", "main")
    assert not list((tmp_path / "temporary").iterdir())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--since", "nowhere"], "git does not know"),
        (["--diff", "--upload-pack=x"], "no name of a branch"),
        (["--since", "main", "--diff", "main"], "choose one"),
        (["--diff", "main", "--baseline", "x.json"], "choose one"),
        (["--baseline", "x.json"], "no such baseline"),
        (["--update-baseline"], "no baseline to update"),
        (["--update-baseline", "--since", "main"], "judges everything"),
        (["--update-baseline", "--select", "links"], "judges everything"),
        (["--config-from", "nowhere"], "git does not know"),
    ],
)
def test_what_cannot_be_done_is_exit_2(tree, arguments, said):
    result = check(*arguments)
    assert (result.exit_code, said in result.output) == (2, True), result.output
    assert "Traceback" not in result.output


def test_outside_of_a_repository(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(post("bikes"))
    result = check("--since", "main")
    assert result.exit_code == 2
    assert "not in a git repository" in result.output


def test_an_old_blog_passes_with_its_baseline_and_fails_when_it_gets_worse(tree):
    assert run("check").exit_code == 1
    written = run("baseline")
    assert "seoaudit-baseline.json" in written.output
    known = ["--baseline", "seoaudit-baseline.json"]
    assert run("check", *known).exit_code == 0
    tree.write(old=post("old bikes", DEAD, DEAD))
    result = run("check", *known)
    assert result.exit_code == 1
    assert "old.md fails cta/dead-target (error): 2 now, 1 in the baseline" in result.output


def test_the_baseline_of_the_configuration_is_used_wherever_it_is_run(tree, monkeypatch):
    (tree.root / "seoaudit.toml").write_text('baseline = "ci/known.json"\n')
    (tree.root / "ci").mkdir()
    run("baseline")
    assert (tree.root / "ci/known.json").exists()
    assert run("check").exit_code == 0
    (tree.root / "sub").mkdir()
    monkeypatch.chdir(tree.root / "sub")
    assert run("check", "..").exit_code == 0


def test_what_is_mended_goes_only_when_asked(tree):
    run("baseline")
    file = tree.root / "seoaudit-baseline.json"
    before = file.read_bytes()
    tree.write(old=post("old bikes", "[Subscribe now](good.md)"))
    (tree.root / "other.md").unlink()
    assert run("check", "--baseline", file).exit_code == 0
    assert file.read_bytes() == before
    assert run("check", "--baseline", file, "--update-baseline").exit_code == 0
    after = file.read_text()
    assert "cta/dead-target" not in after
    assert "other.md" not in after
    tree.write(old=post("old bikes", DEAD))
    assert run("check", "--baseline", file, "--update-baseline").exit_code == 1
    assert file.read_text() == after


def test_writing_it_again_changes_nothing_and_keeps_who_and_why(tree):
    run("baseline", "--owner", "ann", "--reason", "before the gate")
    file = tree.root / "seoaudit-baseline.json"
    before = file.read_bytes()
    run("baseline")
    assert file.read_bytes() == before
    assert b'"owner": "ann", "reason": "before the gate"' in before


def test_a_part_of_the_pages_can_be_brought_up_to_date(tree):
    run("baseline")
    file = tree.root / "seoaudit-baseline.json"
    tree.write(old=post("old bikes"), other=post("other bikes"))
    run("baseline", "old.md")
    entries = [(each.get("path"), each.get("rule")) for each in json.loads(file.read_text())["entries"]]
    assert ("old.md", "cta/dead-target") not in entries
    assert ("other.md", "cta/dead-target") in entries


def test_a_moved_file_is_a_new_file(tree):
    run("baseline")
    tree.git("mv", "old.md", "moved.md")
    result = run("check", "--baseline", "seoaudit-baseline.json")
    assert result.exit_code == 1
    assert "moved.md fails" in result.output


def test_since_and_a_baseline_hold_together(tree):
    run("baseline")
    tree.write(old=post("old bikes", DEAD, "More."))
    known = ["--since", "main", "--baseline", "seoaudit-baseline.json"]
    assert run("check", *known).exit_code == 0
    tree.write(old=post("old bikes", DEAD, DEAD), new=post("new bikes", DEAD))
    result = run("check", *known)
    assert result.exit_code == 1
    assert "old.md fails cta/dead-target (error): 2 now, 1 in the baseline" in result.output
    assert "new.md fails cta/dead-target (error)" in result.output


def test_every_condition_that_failed_is_printed(tree):
    (tree.root / "broken.md").write_bytes(b"\x00\x01")
    result = run("check", "--fail-under", "100", "--max-warnings", "0")
    assert result.exit_code == 2
    for said in (
        "old.md scored",
        "old.md fails cta/dead-target",
        "warnings, more than the 0",
        "broken.md could not be",
    ):
        assert said in result.output
