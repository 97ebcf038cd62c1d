"""``keywords/cannibalisation`` says which page to keep, for the reason that decided, and leaves copies to other rules."""

from random import Random

import pytest

from seoaudit.registry import rules
from seoaudit.testing import judge_site, load_cases

RULE = rules()["keywords/cannibalisation"]
CODE = "```"


def prose(words: int, seed: int) -> str:
    """Return text of so many words in sentences of eight, a different one for each seed."""
    random = Random(seed)
    made = ["".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=6)) for _ in range(words)]
    return " ".join(" ".join(made[at : at + 8]).capitalize() + "." for at in range(0, words, 8))


def post(title: str, text: str) -> str:
    return f"---\ntitle: {title}\nkeyphrase: winter tents\n---\n\n{text}\n"


def findings(folder, **posts: str):
    """Return what the rule says of a folder of posts: the fix by the post's name."""
    blocks = "\n\n".join(f"{CODE}content/{name}.md\n{text}{CODE}" for name, text in posts.items())
    file = folder / "case.md"
    file.write_text(f"# keywords/cannibalisation\n\n## Passes: a folder\n\n{blocks}\n", encoding="utf-8")
    pages, result = judge_site(load_cases(file)[0], RULE)
    assert result.outcome in ("passed", "failed"), result.reason
    return {pages[each.page].source.name.rpartition("/")[2][:-3]: each.fix for each in result.findings}


def test_the_best_linked_page_is_kept_for_its_links(tmp_path):
    told = findings(
        tmp_path,
        short=post("Shelter", prose(40, 1)),
        long=post("Winter tents", prose(90, 2)),
        other=f"---\ntitle: Stoves\n---\n\nSee [the shelter](short.md). {prose(40, 3)}\n",
    )
    assert "1 page links to it, more than to any of the others" in told["short"]
    assert told["long"].startswith("Merge it into short.md")


def test_a_page_that_names_it_goes_before_a_longer_one(tmp_path):
    told = findings(
        tmp_path, short=post("Winter tents", prose(40, 1)), long=post("Shelter in the snow", prose(90, 2))
    )
    assert "it is the only one that names it in the title" in told["short"]
    assert "longest" not in told["short"]


def test_the_longest_of_those_that_name_it_is_not_called_the_longest_of_all(tmp_path):
    told = findings(
        tmp_path,
        hikers=post("Winter tents for hikers", prose(60, 1)),
        tents=post("Winter tents at home", prose(40, 2)),
        shelter=post("Shelter in the snow", prose(90, 3)),
    )
    assert "of those that name it in the title, it is the longest, with 60 words" in told["hikers"]


def test_otherwise_the_longest_is_kept_for_its_length(tmp_path):
    told = findings(
        tmp_path, one=post("Winter tents", prose(40, 1)), two=post("Winter tents for hikers", prose(60, 2))
    )
    assert "Keep this page for the keyphrase: it is the longest, with 60 words." in told["two"]


@pytest.mark.parametrize(("words", "copies"), [(200, True), (60, False)])
def test_copies_are_left_to_the_rules_about_copies(tmp_path, words, copies):
    text = prose(words, 1)
    first, changed = text, text.rsplit(" ", 1)[0] + " Otherwise."
    told = findings(tmp_path, one=post("Winter tents", first), two=post("Tents for the winter", changed))
    assert (told == {}) is copies


def test_it_is_said_once_of_all_the_pages_on_the_one_to_keep(tmp_path):
    posts = {"short": post("Winter tents", prose(40, 1)), "long": post("Winter tents", prose(90, 2))}
    blocks = "\n\n".join(f"{CODE}content/{name}.md\n{text}{CODE}" for name, text in posts.items())
    file = tmp_path / "case.md"
    file.write_text(f"# keywords/cannibalisation\n\n## Passes: a folder\n\n{blocks}\n", encoding="utf-8")
    pages, result = judge_site(load_cases(file)[0], RULE)
    said = {pages[each.page].source.name.rpartition("/")[2]: each.headline for each in result.findings}
    assert said == {
        "short.md": "",
        "long.md": "All 2 pages are about “winter tents”. Keep “Winter tents”, and merge the other into it or make it "
        "about something else.",
    }
    into = {pages[each.page].source.name: each.merge_into for each in result.findings}
    assert [pages[key].source.name.rpartition("/")[2] for key in into.values() if key] == ["long.md"]
