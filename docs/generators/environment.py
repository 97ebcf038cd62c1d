"""docs/reference/exit-codes.md: what the exit codes of each command mean, and what is read from the environment."""

from __future__ import annotations

import re
from inspect import cleandoc

from . import commands

_INTRODUCTION = """# Exit codes and environment

Generated from the commands (`python docs/generate.py`).

## Exit codes

Everywhere 0 is good and 2 means that something could not be done, so that a build can tell a weak post from a broken
setup: bad configuration or options, an unreadable file, a rule that broke. What is wrong is said on standard error, with
what to do about it.

| command | exit codes |
|---|---|
"""
_VARIABLES = """
## Environment variables

No variable changes what is found or what passes, but for `SEOAUDIT_TODAY`.

| variable | |
|---|---|
"""
_USUAL = "0 done, 2 something could not be done."
_SENTENCE = re.compile(r"^Exit codes: (.*)$", re.MULTILINE | re.DOTALL)
#: Each variable that the program reads and what it does, in the order of the page.
VARIABLES = {
    "SEOAUDIT_CACHE_DIR": "The folder in which runs keep what they found, as `--cache-dir`. By default the user's cache folder.",
    "SEOAUDIT_TODAY": "The day (`2026-03-31`) by which dates are judged, in place of today's: so that a run can be repeated.",
    "SEOAUDIT_CHROMIUM": "The program that `check --render` starts. By default the first Chromium or Chrome on the path.",
    "SEOAUDIT_TRACEBACKS": "If it is not empty, the first traceback of a rule that breaks goes to standard error. `check --verbose` sets it.",
    "NO_COLOR": "If it is not empty, nothing is coloured. `--color` goes before it.",
    "FORCE_COLOR": "If it is not empty, colours are used also where the output is no terminal.",
    "COLUMNS": "How wide the report is drawn. By default as wide as the terminal, and 100 characters where there is none.",
    "TERM": "`dumb` means a terminal without colours.",
    "GITHUB_STEP_SUMMARY": "Set by GitHub Actions: with `--format github` the report is appended to that file, too.",
    "PYTHONSAFEPATH": "Python's own. `python -m seoaudit` with `--untrusted` asks for it; the command `seoaudit` does not need it.",
}
_LAST = """
The GitHub action and the GitLab template have variables of their own: see [CI](../ci.md). Git is asked without the
environment's `GIT_…` variables, but for those that say where the repository is. Fetching reads no proxies, no `.netrc` and no
passwords from the environment.
"""


def page() -> str:
    """Return the page."""
    rows = []
    for name, command, _ in list(commands.commands())[1:]:
        told = _SENTENCE.search(cleandoc(command.help or ""))
        text = " ".join((told[1] if told else _USUAL).split("\n\n")[0].split())
        rows.append(f"| [`{name}`](commands.md#{commands.anchor(name)}) | {text} |")
    variables = [f"| `{name}` | {text} |" for name, text in VARIABLES.items()]
    return _INTRODUCTION + "\n".join(rows) + "\n" + _VARIABLES + "\n".join(variables) + "\n" + _LAST
