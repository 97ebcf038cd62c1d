"""Every mistake in a configuration is refused, with its place and a remedy, and all of them at once."""

import pytest

from seoaudit.config import ConfigErrors, Overrides, discover


def mistakes(site, text, name="seoaudit.toml"):
    site({name: text})
    with pytest.raises(ConfigErrors) as caught:
        discover("post.md")
    return str(caught.value).splitlines()


def mistake(site, text):
    (only,) = mistakes(site, text)
    return only


def test_all_mistakes_are_reported_in_the_order_of_their_places(site):
    text = """\
fail-undr = 70
fail-on = "sometimes"
select = ["headings", "headins/too-long"]

[rules."headings/too-long"]
max-characters = 5
severity = "fatal"

[[overrides]]
paths = ["docs/**"]
fail-under = 101
"""
    assert mistakes(site, text) == [
        "seoaudit.toml:1:1: unknown key “fail-undr”. Did you mean “fail-under”?",
        "seoaudit.toml:2:1: “fail-on” must be “error”, “warning” or “never”, not “sometimes”",
        "seoaudit.toml:3:23: there is no rule or category “headins/too-long”. Did you mean “headings/too-long”?",
        "seoaudit.toml:6:1: “max-characters” of “headings/too-long” must be a whole number from 10 to 200, not 5",
        "seoaudit.toml:7:1: “severity” of “headings/too-long” must be “error”, “warning” or “info”, not “fatal”",
        "seoaudit.toml:11:1: “fail-under” must be a number from 0 to 100, not 101",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fail_under = 70", "1:1: unknown key “fail_under”. Did you mean “fail-under”?"),
        ("siteUrl = 'https://a.de'", "1:1: unknown key “siteUrl”. Did you mean “site-url”?"),
        ("zebra = 1", "1:1: unknown key “zebra”"),
        ("paths = ['docs/**']", "1:1: “paths” belongs to an override. Write [[overrides]] above it, or use “include”."),
        ("fail-under = 'high'", "1:1: “fail-under” must be a number from 0 to 100, not “high”"),
        ("fail-under = true", "1:1: “fail-under” must be a number from 0 to 100, not true"),
        ("max-warnings = -1", "1:1: “max-warnings” must be a whole number of at least 0, not -1"),
        ("max-warnings = 1.5", "1:1: “max-warnings” must be a whole number of at least 0, not 1.5"),
        ("title-is-h1 = 'yes'", "1:1: “title-is-h1” must be true or false, not “yes”"),
        ("ignore = 'headings'", "1:1: “ignore” must be a list of strings, not “headings”"),
        ("ignore = ['headings', 3]", "1:1: “ignore” must be a list of strings, not [“headings”, 3]"),
        ("keyphrase = ['a']", "1:1: “keyphrase” must be a string, not [“a”]"),
        ("profile = 'pots'", "1:1: “profile”: there is no profile “pots”. Did you mean “post”?"),
        ("profile = 'shop'", "1:1: “profile”: there is no profile “shop”. Known profiles: post, cornerstone, landing, documentation."),
        ("language = 'English text'", "1:1: “language”: “English text” is not a language tag. Write a tag such as en, de-AT or pt-BR."),
        ("site-url = 'example.com'", "1:1: “site-url”: “example.com” is not the address of a site. Write it whole, such as https://www.example.com/."),
        ("site-url = 'https://[x'", "1:1: “site-url”: “https://[x” is not the address of a site. Write it whole, such as https://www.example.com/."),
        ("select = ['too-long']", "1:11: there is no rule or category “too-long”. Did you mean “headings/too-long”?"),
        ("select = ['headings/too_long']", "1:11: there is no rule or category “headings/too_long”. Did you mean “headings/too-long”?"),
        ("ignore = ['zebra']", "1:11: there is no rule or category “zebra”. `seoaudit rules` lists them."),
        ("select = []", "1:1: “select” leaves no rule to apply. To leave files out, use “exclude”."),
        ("ignore = ['all']", "1:1: “ignore” leaves no rule to apply. To leave files out, use “exclude”."),
        ("exclude = ['./drafts/']", "1:12: “./drafts/” matches nothing: patterns begin at the configuration's folder. Write “drafts/”."),
        ("exclude = ['../drafts/']", "1:12: “../drafts/” leaves the configuration's folder. Move the configuration up, or give its folder's own paths."),
        ("exclude = ['docs\\\\drafts']", "1:12: “docs\\\\drafts” has a backslash between folders. Write “/”, on every system."),
        ("include = ['']", "1:12: an empty pattern matches nothing. Write “**” for everything."),
        ('"headings/too-long" = "error"', "1:1: “headings/too-long” is a rule. Write [rules.\"headings/too-long\"], or list it in “select” or “ignore”."),
        ("rules = 1", "1:1: “rules” must be tables, not 1. Write [rules.\"category/name\"]."),
        ("[rules.headings.too-long]\nmax-characters = 80", "1:8: “headings” is a category; only rules have tables. Write [rules.\"headings/too-long\"], in quotes."),
        ("[rules.headings]\nseverity = 'info'", "1:8: “headings” is a category; only rules have tables. Write [rules.\"headings/…\"] for each of its rules."),
        ("[rules.'headings/to-long']", "1:8: there is no rule “headings/to-long”. Did you mean “headings/too-long”?"),
        ("[rules]\n'headings/too-long' = 'off'", "2:1: “headings/too-long” must be a table, not “off”. To turn the rule off, add “headings/too-long” to “ignore”."),
        ("[rules.'headings/too-long']\nseverity = 'off'", "2:1: “severity” of “headings/too-long” must be “error”, “warning” or “info”, not “off”. To turn the rule off, add “headings/too-long” to “ignore”."),
        ("[rules.'headings/too-long']\nenabled = false", "2:1: “headings/too-long” has no option “enabled”. To turn the rule off, add “headings/too-long” to “ignore”."),
        ("[rules.'headings/too-long']\nmax_characters = 80", "2:1: “headings/too-long” has no option “max_characters”. Did you mean “max-characters”?"),
        ("[rules.'headings/too-long']\nwords = 80", "2:1: “headings/too-long” has no option “words”. It has: severity, weight, max-characters."),
        ("[rules.'headings/too-long']\nfail-under = 80", "2:1: “headings/too-long” has no option “fail-under”. “fail-under” is no matter of one rule: put it before the first [table] of the file."),
        ("[[rules]]\nid = 'x'", "1:3: “rules” has the settings of rules. A rule of your own begins with [[rule]], without an s."),
        ("[rule]\nid = 'x'\n[rule]\nid = 'y'", "3:6: this is not valid TOML: cannot declare ('rule',) twice. Write [[rule]], with two brackets, above each of your rules."),
        ('keyphrase = "\\d"', "1:16: this is not valid TOML: unescaped '\\' in a string. Write patterns in '…', where a backslash is nothing but itself."),
        ("[rules.'headings/too-long']\nweight = 11", "2:1: “weight” of “headings/too-long” must be a number from 0 to 10, not 11"),
        ("[rules.'readability/flesch']\ngood = 20", "2:1: good = 20 and bad = 30 of “readability/flesch” are the wrong way round. By default they are 60 and 30; set both."),
        ("[rules.'readability/flesch']\nbad = 60", "2:1: good = 60 and bad = 60 of “readability/flesch” are the wrong way round. By default they are 60 and 30; set both."),
        ("[rules.'readability/length']\ngood = [300]", "2:1: “good” of “readability/length” must be a list of 2 numbers, not [300]"),
        ("[rules.'readability/length']\ngood = [300, 5000]", "2:1: good = [300, 5000] and bad = [0, 4000] of “readability/length” are the wrong way round. By default they are [300, 2000] and [0, 4000]; set both."),
        ("[overrides]\npaths = ['x']", "1:2: “overrides” must be tables. Write [[overrides]], with two brackets."),
        ("[[overrides]]\nignore = ['headings']", "1:3: the override says no “paths”, so it would never apply. Add paths = [\"docs/**\"]."),
        ("[[overrides]]\npaths = 'docs/**'", "2:1: “paths” must be a list of strings, not “docs/**”"),
        ("[[overrides]]\npaths = []", "2:1: “paths” is empty, so the override would never apply. Write paths = [\"docs/**\"]."),
        ("[[overrides]]\npaths = ['x']\nmax-warnings = 3", "3:1: “max-warnings” holds for the whole run, so an override cannot set it. Set it at the top of the file."),
        ("[[overrides]]\npaths = ['x']\nfail-undr = 3", "3:1: unknown key “fail-undr”. Did you mean “fail-under”?"),
    ],
)  # fmt: skip
def test_a_mistake_is_placed_and_mended(site, text, expected):
    assert mistake(site, text) == f"seoaudit.toml:{expected}"


def test_bounds_in_an_override_are_judged_with_those_it_is_laid_over(site):
    text = """\
[rules."readability/flesch"]
good = 80
bad = 50
[[overrides]]
paths = ["docs/**"]
rules."readability/flesch".bad = 85
"""
    assert mistake(site, text).startswith(
        "seoaudit.toml:6:28: good = 80 and bad = 85 of “readability/flesch”"
    )


def test_toml_that_does_not_parse_is_placed(site):
    assert mistake(site, 'select = ["a"\nfail-under = 3').startswith(
        "seoaudit.toml:2:1: this is not valid TOML: "
    )
    assert mistake(site, 'keyphrase = """\nopen').startswith("seoaudit.toml:2:5: this is not valid TOML: ")


def test_a_table_nested_too_deeply_is_refused(site):
    assert "too deeply" in mistake(site, "x = " + "[" * 5000 + "]" * 5000)


def test_mistakes_in_pyproject_have_its_lines(site):
    text = "[project]\nname = 'x'\n\n[tool.seoaudit]\nfail-under = 101\n"
    assert mistakes(site, text, "pyproject.toml") == [
        "pyproject.toml:5:1: “fail-under” must be a number from 0 to 100, not 101"
    ]
    assert mistakes(site, "[tool]\nseoaudit = 3\n", "pyproject.toml") == [
        "pyproject.toml:2:1: “seoaudit” must be a table, not 3"
    ]


def test_a_file_that_is_not_utf_8_is_placed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seoaudit.toml").write_bytes(b"fail-under = 3\nkeyphrase = '\xe4'\n")
    with pytest.raises(ConfigErrors, match=r"seoaudit.toml:2:14: this is not UTF-8"):
        discover("post.md")


def test_a_huge_file_is_no_configuration(site):
    assert "too large" in mistake(site, "#" * 1_000_001)


def test_mistakes_on_the_command_line_join_those_of_the_file(site):
    site({"seoaudit.toml": "zebra = 1\n"})
    with pytest.raises(ConfigErrors) as caught:
        discover("post.md", command_line=Overrides(select=("headins",), site_url="x.de", fail_under=200))
    assert str(caught.value).splitlines() == [
        "command line: there is no rule or category “headins”. Did you mean “headings”?",
        "command line: “fail-under” must be a number from 0 to 100, not 200",
        "command line: “site-url”: “x.de” is not the address of a site. Write it whole, such as https://www.example.com/.",
        "seoaudit.toml:1:1: unknown key “zebra”",
    ]


def test_escapes_in_a_configuration_do_not_reach_the_terminal(site):
    text = mistake(site, '"a\\u001b[31m\\nb" = 1')
    assert "\x1b" not in text
    assert "\\x1b" in text


def test_mistakes_about_the_site_are_refused(site):
    text = """\
[site]
generatr = "Hugo"
generator = "Hugo2"
root = "../other"
content = ["posts", "/etc:/blog/"]
url = "example"
"""
    assert mistakes(site, text) == [
        "seoaudit.toml:2:1: unknown key “generatr”. Did you mean “generator”?",
        "seoaudit.toml:3:1: “generator”: there is no generator “Hugo2”. Did you mean “Hugo”?",
        "seoaudit.toml:4:1: “root”: “../other” is not a folder below this one. Write it relative, with “/”: website/docs.",
        "seoaudit.toml:5:1: “content”: “/etc” is not a folder below this one. Write it relative, with “/”: website/docs.",
        "seoaudit.toml:6:1: “url”: “example” is not the address of a site. Write it whole, such as https://www.example.com/.",
    ]


def test_the_site_is_not_set_in_overrides(site):
    text = '[[overrides]]\npaths = ["docs/**"]\n[overrides.site]\nroot = "docs"\n'
    assert mistake(site, text).startswith("seoaudit.toml:3:12: unknown key “site”")
