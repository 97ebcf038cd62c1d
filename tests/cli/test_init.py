"""`seoaudit init` writes a configuration that changes nothing until it is edited, and never overwrites one."""

import re
import stat

import pytest
from click.testing import CliRunner

from seoaudit.cli.init import init
from seoaudit.config import KEYS, discover


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(init, arguments)


def test_the_file_changes_nothing(folder):
    before = discover("post.md").for_path("post.md")
    result = run()
    assert result.exit_code == 0
    assert result.stdout == "Wrote seoaudit.toml.\nNext: seoaudit check .\n"
    config = discover("post.md")
    assert config.file == folder / "seoaudit.toml"
    assert config.for_path("post.md") == before


def test_the_file_names_every_key(folder):
    run()
    text = (folder / "seoaudit.toml").read_text(encoding="utf-8")
    for name in KEYS:
        assert re.search(rf"^# {name} = ", text, re.MULTILINE)
    assert max(map(len, text.splitlines())) <= 80


def test_everything_in_the_file_holds_once_it_is_uncommented(folder):
    run()
    file = folder / "seoaudit.toml"
    text = re.sub(r"^# (?=[a-z0-9-]+ = |\[)", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")
    settings = discover("post.md").for_path("post.md")
    assert settings.severities == {"headings/skipped-level": "error"}
    assert discover("a.draft.md").for_path("a.draft.md").fail_under == 40


def test_the_sites_address_and_folder_are_taken_over(folder):
    (folder / "hugo.toml").write_text('baseURL = "https://bikes.example/"\n')
    (folder / "content").mkdir()
    result = run()
    assert result.stdout == (
        "Wrote seoaudit.toml.\n"
        "From hugo.toml (Hugo): site-url = https://bikes.example/; include = content/**\n"
        "Next: seoaudit check .\n"
    )
    config = discover("content/post.md")
    assert config.include == ("content/**",)
    assert config.for_path("content/post.md").site_url == "https://bikes.example/"


def test_an_address_that_is_computed_is_asked_for(folder):
    (folder / "astro.config.mjs").write_text("export default { site: process.env.URL };\n")
    result = run()
    assert (
        "astro.config.mjs (Astro) does not say plainly where the site is published: set site-url.\n"
        in result.stdout
    )
    assert discover("post.md").for_path("post.md").site_url == ""


@pytest.mark.parametrize(
    ("file", "text", "found"),
    [
        ("mkdocs.yml", "site_name: Manual\n", "documentation"),
        (
            "docusaurus.config.js",
            'module.exports = { presets: [["classic", { docs: {} }]] };\n',
            "documentation",
        ),
        (
            "docusaurus.config.js",
            'module.exports = { presets: [["classic", { docs: false, blog: {} }]] };\n',
            "post",
        ),
        (
            "astro.config.mjs",
            "import starlight from '@astrojs/starlight';\nexport default { integrations: [starlight({ title: 'Manual' })] };\n",
            "documentation",
        ),
        ("astro.config.mjs", "export default {};\n", "post"),
        ("hugo.toml", 'baseURL = "https://bikes.example/"\n', "post"),
    ],
)
def test_a_generator_of_manuals_sets_the_profile(folder, file, text, found):
    (folder / file).write_text(text)
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("# Manual\n")
    result = run()
    assert discover("post.md").for_path("post.md").profile == found
    assert ("profile = documentation" in result.stdout) == (found == "documentation")
    written = (folder / "seoaudit.toml").read_text()
    assert ("is made for documentation" in written.replace("\n# ", " ")) == (found == "documentation")
    assert max(map(len, written.splitlines())) <= 80


def test_quotes_in_a_folders_name_do_no_harm(folder):
    (folder / 'te"xt').mkdir()
    (folder / "mkdocs.yml").write_text("docs_dir: 'te\"xt'\n")
    assert run().exit_code == 0
    discover("post.md")


def test_a_file_that_is_there_stays(folder):
    (folder / "seoaudit.toml").write_text("jobs = 1\n")
    result = run()
    assert result.exit_code == 2
    assert result.stderr == "seoaudit: seoaudit.toml is there already; --force replaces it.\n"
    assert (folder / "seoaudit.toml").read_text() == "jobs = 1\n"
    assert run("--force").exit_code == 0
    assert (folder / "seoaudit.toml").read_text() != "jobs = 1\n"


def test_a_table_in_pyproject_is_not_put_out_of_use(folder):
    (folder / "pyproject.toml").write_text("[tool.seoaudit]\njobs = 1\n")
    result = run()
    assert result.exit_code == 2
    assert "pyproject.toml has a [tool.seoaudit] table" in result.stderr
    assert not (folder / "seoaudit.toml").exists()


def test_another_folder(folder):
    (folder / "blog").mkdir()
    result = run("blog")
    assert result.exit_code == 0
    assert (folder / "blog" / "seoaudit.toml").exists()
    assert "seoaudit check blog/" in result.stdout


def test_a_folder_that_is_not_there(folder):
    result = run("missing")
    assert result.exit_code == 2
    assert "missing is not a folder. Create it first: mkdir -p missing" in result.stderr


def test_nothing_is_left_beside_the_file(folder):
    run()
    assert sorted(path.name for path in folder.iterdir()) == [".git", "seoaudit.toml"]
    assert stat.S_IMODE((folder / "seoaudit.toml").stat().st_mode) & 0o600 == 0o600
