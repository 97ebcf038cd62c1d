"""Rules in a configuration: where they are looked for, for which paths they hold, how they are set."""

import pytest

from seoaudit.config import ConfigErrors, Overrides, discover
from seoaudit.config.catalogue import catalogue_of
from seoaudit.config.discovery import GivenFile, own_rules_at, repertoire_at
from seoaudit.data_rules.kinds import unpacked

RULE = '[[rule]]\nid = "{id}"\nkind = "count"\npattern = "!"\nmax = 1\nbad = "a! b!"\n'


@pytest.fixture
def site(tmp_path, monkeypatch):
    """Work in an empty repository; call it with file names and texts to fill it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()

    def write(files):
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def own(path="post.md", **given):
    settings = discover(path, **given).for_path(path)
    return [rule for rule in settings.rules if rule.startswith(("local/", "style/"))]


def test_rules_stand_in_the_configuration_and_in_files_beside_it(site):
    site({
        "pyproject.toml": f"[tool.seoaudit]\nfail-under = 1\n{RULE.format(id='one').replace('[[rule]]', '[[tool.seoaudit.rule]]')}",
        ".seoaudit/rules/b.toml": RULE.format(id="two") + RULE.format(id="style/three"),
        ".seoaudit/rules/a.toml": RULE.format(id="four"),
        ".seoaudit/rules/notes.md": "no rules",
    })  # fmt: skip
    assert own("content/post.md") == ["local/four", "local/one", "local/two", "style/three"]
    assert "headings/too-long" in catalogue_of(discover("post.md").for_path("post.md"))


def test_without_a_configuration_the_nearest_folder_of_rules_counts(site):
    site({".seoaudit/rules/a.toml": RULE.format(id="one"), "deep/er/post.md": ""})
    assert own("deep/er/post.md") == ["local/one"]
    assert "local/one" in repertoire_at("deep/er/post.md").rules


def test_rules_that_would_not_be_applied_are_refused(site):
    site(
        {"seoaudit.toml": "", "content/.seoaudit/rules/a.toml": RULE.format(id="one"), "content/post.md": ""}
    )
    with pytest.raises(ConfigErrors, match=r"content/.seoaudit/rules/a.toml: these rules are not applied"):
        own("content/post.md")
    assert own("post.md") == []


def test_a_rule_holds_for_its_paths(site):
    site({"seoaudit.toml": RULE.format(id="one") + 'paths = ["content/**", "!content/old/**"]\n'})
    assert own("content/post.md") == ["local/one"]
    assert own("content/old/post.md") == own("about.md") == []


def test_rules_are_selected_ignored_and_set_as_any_other(site):
    overrides = '[[overrides]]\npaths = ["a/**"]\nignore = ["style"]\n[overrides.rules."local/one"]\nmax = 9\nseverity = "error"\n'
    site(
        {
            "seoaudit.toml": 'select = ["local", "style/two"]\n'
            + RULE.format(id="one")
            + RULE.format(id="style/two")
            + overrides
        }
    )
    settings = discover("a/post.md").for_path("a/post.md")
    assert (settings.rules, settings.options, settings.severities) == (
        ("local/one",), {"local/one": {"max": 9}}, {"local/one": "error"},
    )  # fmt: skip
    assert own("post.md") == ["local/one", "style/two"]


def test_options_are_checked_as_those_of_any_rule(site):
    site({"seoaudit.toml": RULE.format(id="one") + '[rules."local/one"]\nmax = -1\nmin = 2\nweight = 5\n'})
    with pytest.raises(ConfigErrors) as caught:
        own()
    assert [str(each) for each in caught.value.errors] == [
        "seoaudit.toml:8:1: “max” of “local/one” must be a whole number of at least 0, not -1",
        "seoaudit.toml:9:1: “local/one” has no option “min”. It has: severity, weight, max.",
    ]


def test_a_broken_rule_is_told_of_once_with_all_other_mistakes(site):
    site({"seoaudit.toml": 'ignore = ["local/one"]\nfail-ander = 3\n' + RULE.format(id="one") + "sevrity = 'info'\n",
          ".seoaudit/rules/a.toml": "x = 1\n" + RULE.format(id="two")})  # fmt: skip
    with pytest.raises(ConfigErrors) as caught:
        own()
    assert [str(each) for each in caught.value.errors] == [
        ".seoaudit/rules/a.toml:1:1: a file of rules has no key “x”. It holds [[rule]] tables; settings belong into seoaudit.toml.",
        "seoaudit.toml:2:1: unknown key “fail-ander”. Did you mean “fail-under”?",
        "seoaudit.toml:9:1: rules of kind “count” have no key “sevrity”. Did you mean “severity”?",
    ]
    assert own_rules_at("post.md").broken == {"local/one"}


def test_a_rule_outside_of_its_table_and_a_file_that_is_no_toml(site):
    site(
        {
            ".seoaudit/rules/a.toml": RULE.format(id="one").removeprefix("[[rule]]\n"),
            ".seoaudit/rules/b.toml": "[[rule\n",
        }
    )
    with pytest.raises(ConfigErrors) as caught:
        own()
    assert [str(each)[:75] for each in caught.value.errors] == [
        ".seoaudit/rules/a.toml:1:1: “id” belongs into a table. Write [[rule]] above",
        ".seoaudit/rules/b.toml:1:7: this is not valid TOML: expected ']]' at the en",
    ]


def test_a_changed_file_of_rules_is_read_again(site):
    root = site({".seoaudit/rules/a.toml": RULE.format(id="one")})
    assert own() == ["local/one"]
    (root / ".seoaudit/rules/a.toml").write_text(RULE.format(id="other"))
    assert own() == ["local/other"]


def test_given_files_take_the_place_of_those_on_the_disk(site):
    root = site({".seoaudit/rules/a.toml": RULE.format(id="one"), "seoaudit.toml": RULE.format(id="two")})
    given = {
        str(root / "seoaudit.toml"): GivenFile("main:seoaudit.toml", ""),
        str(root / ".seoaudit/rules/z.toml"): GivenFile(
            "main:.seoaudit/rules/z.toml", RULE.format(id="three")
        ),
    }
    assert own(given=given) == ["local/three"]
    (rule,) = unpacked(discover("post.md", given=given).for_path("post.md").own_rules)
    assert rule.file == "main:.seoaudit/rules/z.toml"


def test_an_explicit_configuration_brings_the_rules_beside_it(site):
    root = site(
        {
            "shared/seoaudit.toml": "",
            "shared/.seoaudit/rules/a.toml": RULE.format(id="one"),
            "seoaudit.toml": RULE.format(id="two"),
        }
    )
    assert own(explicit=root / "shared/seoaudit.toml") == ["local/one"]


def test_a_rule_with_a_source_and_no_reason_refers_to_it(site):
    site(
        {
            "seoaudit.toml": RULE.format(id="one")
            + 'source = "https://example.org/guide"\n'
            + RULE.format(id="two")
        }
    )
    rules = catalogue_of(discover("post.md").for_path("post.md"))
    assert rules["local/one"].documentation.why == "See https://example.org/guide"
    assert rules["local/two"].documentation.why == "Those who write here have agreed on it."


@pytest.mark.parametrize(
    "toml",
    [RULE.format(id="one") + "sevrity = 'info'\n", RULE.format(id="A B"), "[[rules]]\nid = 'one'\n"],
)
def test_a_selection_of_own_rules_that_are_broken_is_no_second_mistake(site, toml):
    site({"seoaudit.toml": toml})
    with pytest.raises(ConfigErrors) as caught:
        discover("post.md", command_line=Overrides(select=("local",)))
    assert [each.file for each in caught.value.errors] == ["seoaudit.toml"]
