"""Which configuration holds for a path: the nearest one upwards, as a whole."""

import os

import pytest

from seoaudit.config import ConfigErrors, Overrides, discover


def test_the_nearest_file_wins_as_a_whole(site):
    site({"seoaudit.toml": "fail-under = 70\nlanguage = 'de'\n", "blog/seoaudit.toml": "fail-under = 50\n"})
    inner = discover("blog/posts/a.md")
    assert (inner.for_path("blog/posts/a.md").fail_under, inner.for_path("blog/posts/a.md").language) == (
        50,
        "",
    )
    assert discover("about.md").for_path("about.md").fail_under == 70


def test_a_folder_is_asked_itself_first(site):
    root = site({"seoaudit.toml": "fail-under = 70\n", "blog/seoaudit.toml": "fail-under = 50\n"})
    assert discover("blog").root == root / "blog"
    assert discover(".").root == root


def test_seoaudit_toml_goes_before_pyproject_toml(site):
    site({"seoaudit.toml": "fail-under = 70\n", "pyproject.toml": "[tool.seoaudit]\nfail-under = 50\n"})
    assert discover("a.md").for_path("a.md").fail_under == 70


def test_pyproject_toml_holds_a_table(site):
    site({"pyproject.toml": "[project]\nname = 'x'\n[tool.seoaudit]\nfail-under = 50\n"})
    config = discover("a.md")
    assert config.origin("fail-under", "a.md") == "pyproject.toml:4"


@pytest.mark.parametrize(
    "text",
    ["[project]\nname = 'x'\n", "this is [broken", "[project]\nname = 'seoaudit'\n", "tool = 'seoaudit'\n"],
)
def test_a_pyproject_without_the_table_is_passed_over(site, text):
    site({"seoaudit.toml": "fail-under = 70\n", "blog/pyproject.toml": text})
    assert discover("blog/a.md").for_path("blog/a.md").fail_under == 70


def test_the_search_ends_at_the_top_of_the_repository(site):
    root = site({"seoaudit.toml": "fail-under = 70\n", "inner/post.md": ""})
    (root / "inner" / ".git").write_text("gitdir: elsewhere\n")
    assert discover("inner/post.md").file is None


def test_an_explicit_file_is_used_whatever_lies_beside_the_path(site):
    root = site(
        {
            "seoaudit.toml": "fail-under = 70\n",
            "shared/strict.toml": "fail-under = 90\n[[overrides]]\npaths = ['blog/**']\nfail-under = 80\n",
        }
    )
    config = discover("blog/a.md", explicit=root / "shared" / "strict.toml")
    assert config.for_path("a.md").fail_under == 90
    assert config.for_path("blog/a.md").fail_under == 80, "patterns begin at the working directory"
    assert config.origin("fail-under", "a.md") == "shared/strict.toml:1"


def test_an_explicit_file_above_keeps_its_own_folder(site, monkeypatch):
    root = site({"seoaudit.toml": "[[overrides]]\npaths = ['blog/**']\nfail-under = 80\n", "blog/a.md": ""})
    monkeypatch.chdir(root / "blog")
    assert discover("a.md", explicit=root / "seoaudit.toml").for_path("a.md").fail_under == 80


def test_an_explicit_file_must_be_there_and_say_something(site):
    root = site({"pyproject.toml": "[project]\nname = 'x'\n"})
    with pytest.raises(ConfigErrors, match="there is no such file"):
        discover("a.md", explicit=root / "missing.toml")
    with pytest.raises(ConfigErrors, match=r"there is no \[tool.seoaudit\] table"):
        discover("a.md", explicit=root / "pyproject.toml")


def test_paths_with_one_configuration_share_it(site):
    site({"seoaudit.toml": "fail-under = 70\n"})
    given = Overrides(fail_under=1)
    assert discover("a.md") is discover("posts/deep/b.md")
    assert discover("a.md", command_line=given) is discover("b.md", command_line=Overrides(fail_under=1))
    assert discover("a.md", command_line=given) is not discover("a.md")


def test_without_a_file_paths_share_the_defaults(site):
    site({})
    assert discover("a.md") is discover("posts/b.md")


def test_a_file_that_changes_is_read_again(site):
    root = site({"seoaudit.toml": "fail-under = 70\n"})
    assert discover("a.md").for_path("a.md").fail_under == 70
    (root / "seoaudit.toml").write_text("fail-under = 7\n")
    assert discover("a.md").for_path("a.md").fail_under == 7


def test_files_outside_the_working_directory_have_their_own_root(site, tmp_path, monkeypatch):
    root = site({"elsewhere/a.md": "", "here/b.md": ""})
    monkeypatch.chdir(root / "here")
    assert discover("../elsewhere/a.md").root == root / "elsewhere"
    assert discover("b.md").root == root / "here"


def test_an_address_takes_the_working_directorys_configuration(site):
    root = site({"seoaudit.toml": "fail-under = 70\n"})
    assert discover("https://example.org/blog/").file == root / "seoaudit.toml"


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="the superuser may read everything",
)
def test_a_file_that_may_not_be_read_is_an_error(site):
    root = site({"seoaudit.toml": "fail-under = 70\n"})
    (root / "seoaudit.toml").chmod(0)
    with pytest.raises(ConfigErrors, match="cannot be read"):
        discover("a.md")


def test_a_folder_of_that_name_is_no_configuration(site):
    root = site({})
    (root / "seoaudit.toml").mkdir()
    assert discover("a.md").file is None


def test_a_byte_order_mark_is_no_mistake(site):
    root = site({})
    (root / "seoaudit.toml").write_bytes(b"\xef\xbb\xbffail-under = 70\r\n")
    assert discover("a.md").for_path("a.md").fail_under == 70
