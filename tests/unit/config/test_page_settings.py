"""A page's own settings: data only, and a mistake in them is a problem of the page, not of the run."""

import pytest

from seoaudit.config import Overrides, discover, page_settings
from seoaudit.parsing.frontmatter import read

TOML = '+++\ntitle = "x"\n[seo]\nkeyphrase = "bike fitting"\nignore = ["headings"]\n+++\n'


@pytest.fixture
def settings(site):
    site({})
    return discover("post.md").for_path("post.md")


def judged(settings, text):
    front_matter = read(text)[0]
    result, problems = page_settings(settings, front_matter)
    return result, [(text.count("\n", 0, p.span.start) + 1, f"{p.message}. {p.fix}") for p in problems]


def test_a_page_names_its_keyphrase_language_profile_and_what_to_ignore(settings):
    text = "---\nseo:\n  keyphrase: bike fitting\n  language: de-AT\n  profile: post\n  ignore: [headings, readability/flesch]\n---\n"
    result, problems = judged(settings, text)
    assert problems == []
    assert (result.keyphrase, result.language, result.rules) == (
        "bike fitting",
        "de-AT",
        ("readability/length",),
    )


def test_front_matter_in_toml_works_too(settings):
    result, problems = judged(settings, TOML)
    assert problems == []
    assert (result.keyphrase, result.rules) == ("bike fitting", ("readability/flesch", "readability/length"))


def test_one_rule_needs_no_list(settings):
    assert (
        "headings/too-long" not in judged(settings, "---\nseo:\n  ignore: headings/too-long\n---\n")[0].rules
    )


@pytest.mark.parametrize("text", ["", "---\ntitle: x\n---\n", "---\nseo: some text\n---\n", "---\nseo: [a]\n---\n", "---\nseo:\n---\n",
                                  "---\nseo:\n  keyphrase:\n  ignore: []\n  profile: post\n---\n"])  # fmt: skip
def test_the_same_settings_come_back_when_the_page_changes_nothing(settings, text):
    result, problems = judged(settings, text)
    assert result is settings
    assert problems == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ignore: [headings/to-long]", "there is no rule or category “headings/to-long”, so nothing is ignored by it. Did you mean “headings/too-long”?"),
        ("ignore: {a: b}", "“seo.ignore” must be a list of rules, not a table. Write ignore: [\"images\"]."),
        ("ignore: [3]", "“seo.ignore” must be a list of rules, not [3]. Write ignore: [\"images\"]."),
        ("ignore: all", "a page cannot ignore all rules. List it under “exclude” in seoaudit.toml."),
        ("keyphras: bikes", "“seo.keyphras” means nothing. Did you mean “keyphrase”?"),
        ("keyPhrase: bikes", "“seo.keyPhrase” means nothing. Did you mean “keyphrase”?"),
        ("ignores: [headings]", "“seo.ignores” means nothing. Did you mean “ignore”?"),
        ("keyphrase: 42", "“seo.keyphrase” must be text, not 42. Put it in quotes."),
        ("language: no idea", "“no idea” is not a language tag. Write a tag such as en, de-AT or pt-BR."),
        ("profile: shop", "there is no profile “shop”. Known profiles: post, cornerstone, landing, documentation."),
        ("fail-under: 0", "a page cannot set “fail-under”. Set it in seoaudit.toml, in [[overrides]] if for this page only."),
    ],
)  # fmt: skip
def test_mistakes_are_problems_of_the_page(settings, line, expected):
    result, problems = judged(settings, f"---\ntitle: x\nseo:\n  {line}\n---\n")
    assert problems == [(4, expected)]
    assert result is settings


def test_what_is_right_beside_a_mistake_holds(settings):
    result, problems = judged(settings, "---\nseo:\n  ignore: [headings/to-long, readability]\n---\n")
    assert len(problems) == 1
    assert result.rules == ("headings/skipped-level", "headings/too-long")


def test_keys_of_other_tools_are_none_of_our_business(settings):
    names = (
        "title", "description", "keywords", "image", "images", "robots", "canonical", "canonical_url", "type", "links", "name",
        "noindex", "no_index", "metaTitle", "meta_description", "og_image", "twitter_card", "lang", "author", "schema",
        "page_title", "date_modified", "social", "priority", "focus_keyword", "sitemap", "extra", "hreflang",
    )  # fmt: skip
    text = "---\nseo:\n" + "".join(f"  {name}: x\n" for name in names) + "---\n"
    assert judged(settings, text) == (settings, [])


def test_the_command_line_wins_over_the_page_but_ignore_adds_up(site):
    site({})
    given = Overrides(keyphrase="saddles", ignore=("readability",))
    settings = discover("a.md", command_line=given).for_path("a.md")
    result, _ = judged(settings, TOML.replace('"headings"', '"headings/too-long"'))
    assert result.keyphrase == "saddles"
    assert result.rules == ("headings/skipped-level",)
