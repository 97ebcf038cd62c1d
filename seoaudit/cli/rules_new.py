"""``seoaudit rules new``: the files that a rule begins with."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from seoaudit.scaffold.places import Home

_WIDTH = 80
#: Writes whole posts with all that is found in them anew, which a rule of this repository may add to.
GOLDEN = "UPDATE_GOLDEN=1 python -m pytest -q tests/corpus/test_golden.py"


@click.command(short_help="Write the files that a new rule begins with.")
@click.argument("rule", metavar="CATEGORY/NAME")
@click.option(
    "--pack", metavar="NAME", default="", help="Begin a new pack of this name, in a folder of this name."
)
@click.option("--site", is_flag=True, help="A rule that looks at all pages of a site together.")
def new(rule: str, pack: str, *, site: bool) -> None:
    """Write the files that a new rule begins with: the rule, its cases, and what is around them.

    In the folder of a pack the rule is added to that pack, and in seoaudit's own repository to the rules that come
    with it. What is written works: its cases hold, so that you can change one thing at a time. Nothing that is there
    already is touched.

    \b
    seoaudit rules new brand/spelling --pack acme   a pack with one rule
    seoaudit rules new brand/tone                   one more, in its folder
    seoaudit rules new links/mutual --site          about the site as a whole
    """
    from seoaudit.cli.known_names import known_here
    from seoaudit.cli.output import reported_errors
    from seoaudit.config import ConfigErrors
    from seoaudit.registry import PackError, repertoire
    from seoaudit.scaffold.names import pack_fault, rule_fault
    from seoaudit.scaffold.places import home_around, pack_files, rule_files

    home = None if pack else home_around(Path.cwd())
    if home is None and not pack:
        _stop(
            "this folder belongs to no pack of rules",
            f"To begin one: seoaudit rules new {rule} --pack NAME. Otherwise go into its folder first.",
        )
    with reported_errors():
        known = repertoire()
        with suppress(ConfigErrors, PackError):  # a pack that is being written need not be installed yet
            known = known_here()
    for message, fix in (rule_fault(rule, known.rules), pack_fault(pack) if pack else ("", "")):
        if message:
            _stop(message, fix)
    files: dict[Path, str] = {}
    if home is None:
        if Path(pack).exists():
            _stop(
                f"there is something called {pack} here already",
                f"To add a rule to a pack: cd {pack}, then without --pack.",
            )
        home, files = pack_files(pack, Path(pack), rule)
    files |= rule_files(rule, home, site=site)
    _write(files)
    _tell(rule, home, files)
    _hint(rule, {each.category for each in known.rules.values()})


def _write(files: Mapping[Path, str]) -> None:
    from seoaudit.cli.output import write_atomically
    from seoaudit.sources.decode import Unreadable

    for file in files:
        if os.path.lexists(file):
            _stop(f"{_shown(file)} is there already", "Choose another name, or take the file away.")
    try:
        for file, text in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, [text])
    except Unreadable as error:
        _stop(str(error), error.fix)
    except OSError as error:
        _stop(f"{error.filename}: {error.strerror}", "Check the path and its permissions.")


def _tell(rule: str, home: Home, files: Mapping[Path, str]) -> None:
    own = home.kind == "seoaudit"
    page = home.root / "docs" / "rules" / f"{rule}.md"
    if own and _generated(home.root):
        files = {**files, page: ""}
    click.echo("Wrote")
    for file in files:
        click.echo(f"  {_shown(file)}")
    steps: list[tuple[str, str]] = []
    if Path.cwd() != home.root.absolute():
        steps.append((f"cd {_shown(home.root)}", ""))
    if not own and home.pack not in _installed():
        steps.append(("python -m pip install -e .", "once, where seoaudit is installed"))
    steps.append((f"seoaudit rules test tests/rules/{rule}.md", "it passes: now make it yours"))
    steps.append((f"seoaudit rules {rule}", "how it explains itself"))
    if own:
        steps += [
            ("python docs/generate.py", "writes its page again"),
            ("python docs/languages.py", "its row in the table of languages"),
            (GOLDEN, "where it fires in examples/blog: read the difference, commit it"),
        ]
    named = "" if own else f"--pack {home.pack} "
    steps.append((f"seoaudit check {named}--select {rule} PATH", "what it finds in real posts"))
    click.echo("\nNext")
    width = max(len(command) for command, _ in steps)
    beside = all(len(why) + width + 4 <= _WIDTH for _, why in steps)
    for command, why in steps:
        click.echo(f"  {command:{width}}  {why}".rstrip() if beside else f"  {command}")
        if why and not beside:
            click.echo(f"      {why}")


def _generated(root: Path) -> bool:
    """Write the rule's page, in the checkout that this program itself runs from; no other's scripts are run."""
    import subprocess

    if not Path(__file__).is_relative_to(root.absolute() / "seoaudit"):
        return False
    done = subprocess.run([sys.executable, "docs/generate.py"], cwd=root, check=False, capture_output=True)
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["nobody knows why"]
        click.echo(f"Its page could not be written: {reason[0]}", err=True)
    return done.returncode == 0


def _installed() -> set[str]:
    from seoaudit.pack_entry_points import installed

    return set(installed())


def _hint(rule: str, categories: set[str]) -> None:
    """Say so where a new category is nearly called like one that there is."""
    from seoaudit.config.errors import closest

    category = rule.partition("/")[0]
    if category not in categories and (meant := closest(category, categories, likeness=0.8)):
        click.echo(f"\n“{category}” is a new category; there is one called “{meant}” already.", err=True)


def _shown(path: Path) -> str:
    from seoaudit.sources.files import display_name

    return display_name(path.absolute(), Path.cwd())


def _stop(message: str, fix: str) -> NoReturn:
    from seoaudit.reports.safe_text import visible

    click.echo(visible(f"seoaudit: {message}. {fix}"), err=True)
    sys.exit(2)
