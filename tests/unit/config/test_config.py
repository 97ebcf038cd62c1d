"""Layers: defaults, the file, its overrides in order, the command line; and where each setting came from."""

import pickle

import pytest

from seoaudit.config import KEYS, Overrides, Settings, discover

DEFAULT_RULES = ("headings/skipped-level", "headings/too-long", "readability/flesch", "readability/length")

FILE = """\
fail-under = 70
ignore = ["headings/too-long"]
keyphrase = "bike fitting"
site-url = "https://bikes.example/"
language = "en-GB"

[rules."headings/too-long"]
severity = "error"
weight = 1
max-characters = 60

[[overrides]]
paths = ["docs/**"]
fail-under = 40
rules."headings/too-long".max-characters = 90

[[overrides]]
paths = ["docs/legal/", "*.draft.md"]
fail-under = 0
ignore = ["readability"]
language = "de"
"""


@pytest.fixture
def config(site):
    site({"seoaudit.toml": FILE})
    return discover("post.md")


def test_without_a_file_the_defaults_hold(site):
    site({})
    config = discover("post.md")
    assert config.file is None
    assert config.for_path("post.md") == Settings(
        rules=tuple(
            r
            for r in (
                "headings/skipped-level",
                "headings/too-long",
                "readability/flesch",
                "readability/length",
            )
        )
    )
    assert {config.origin(key, "post.md") for key in KEYS} == {"default"}


def test_the_defaults_are_the_ones_that_the_keys_document(site):
    site({})
    settings = discover("post.md").for_path("post.md")
    for key in KEYS.values():
        if hasattr(settings, key.field):
            assert getattr(settings, key.field) == key.default


def test_the_file_lies_over_the_defaults(config):
    settings = config.for_path("post.md")
    assert (settings.fail_under, settings.keyphrase, settings.language) == (70, "bike fitting", "en-GB")
    assert settings.rules == ("headings/skipped-level", "readability/flesch", "readability/length")
    assert settings.severities == {"headings/too-long": "error"}
    assert settings.weights == {"headings/too-long": 1}
    assert settings.options == {"headings/too-long": {"max_characters": 60}}


def test_overrides_apply_to_the_paths_they_match(config):
    docs = config.for_path("docs/guide.md")
    assert (docs.fail_under, docs.language) == (40, "en-GB")
    assert docs.options == {"headings/too-long": {"max_characters": 90}}
    assert docs.severities == {"headings/too-long": "error"}


def test_later_overrides_win_and_ignore_adds_up(config):
    legal = config.for_path("docs/legal/terms.md")
    assert (legal.fail_under, legal.language) == (0, "de")
    assert legal.rules == ("headings/skipped-level",)
    assert config.for_path("blog/idea.draft.md").fail_under == 0


def test_paths_may_be_absolute(config, tmp_path):
    assert config.for_path(tmp_path / "docs" / "guide.md").fail_under == 40


def test_an_address_is_matched_by_its_path(config):
    assert config.for_path("https://bikes.example/docs/guide/?x=1#y").fail_under == 40
    assert config.for_path("https://bikes.example").fail_under == 70


def test_settings_are_shared_by_all_that_the_same_overrides_match(config):
    assert config.for_path("docs/a.md") is config.for_path("docs/b.md")
    assert config.for_path("docs/a.md") is not config.for_path("a.md")


def test_settings_can_be_sent_to_another_process(config):
    settings = config.for_path("docs/legal/terms.md")
    assert pickle.loads(pickle.dumps(settings)) == settings


@pytest.mark.parametrize(
    ("setting", "path", "origin"),
    [
        ("jobs", "a.md", "default"),
        ("fail-under", "a.md", "seoaudit.toml:1"),
        ("fail-under", "docs/a.md", "override docs/** at seoaudit.toml:14"),
        ("fail-under", "docs/legal/a.md", "override docs/legal/, *.draft.md at seoaudit.toml:19"),
        ("ignore", "docs/a.md", "seoaudit.toml:2"),
        ("ignore", "x.draft.md", "seoaudit.toml:2; override docs/legal/, *.draft.md at seoaudit.toml:20"),
        ("headings/too-long.severity", "docs/a.md", "seoaudit.toml:8"),
        ("headings/too-long.max-characters", "docs/a.md", "override docs/** at seoaudit.toml:15"),
        ("headings/skipped-level.severity", "a.md", "default"),
    ],
)
def test_every_setting_has_an_origin(config, setting, path, origin):
    assert config.origin(setting, path) == origin


def test_the_command_line_wins_over_everything(site):
    site({"seoaudit.toml": FILE})
    given = Overrides(fail_under=99, language="fr", ignore=("readability/flesch",), exclude=("./drafts/",))
    config = discover("docs/legal/a.md", command_line=given)
    settings = config.for_path("docs/legal/a.md")
    assert (settings.fail_under, settings.language) == (99, "fr")
    assert settings.fixed == {"fail-under", "language", "ignore", "exclude"}
    assert config.origin("fail-under", "docs/legal/a.md") == "command line"
    assert config.exclude == ("drafts/",)
    assert "readability/flesch" not in config.for_path("a.md").rules
    assert "headings/too-long" not in config.for_path("a.md").rules


def test_select_on_the_command_line_starts_afresh(site):
    site({"seoaudit.toml": FILE})
    config = discover("a.md", command_line=Overrides(select=("headings",)))
    assert config.for_path("a.md").rules == ("headings/skipped-level", "headings/too-long")
    assert config.value("ignore", "a.md") == ()
    assert config.origin("ignore", "a.md") == "default"
    assert config.origin("select", "a.md") == "command line"


def test_globs_of_the_command_line_begin_at_the_working_directory(site, monkeypatch):
    root = site({"seoaudit.toml": "include = ['posts/**']\n", "blog/posts/a.md": ""})
    monkeypatch.chdir(root / "blog")
    given = Overrides(include=("posts/**", "*.md", "!posts/x/", "/a.md"))
    config = discover("posts/a.md", command_line=given)
    assert config.include == ("/blog/posts/**", "*.md", "!/blog/posts/x/", "/blog/a.md")
    assert discover("posts/a.md").include == ("posts/**",)
