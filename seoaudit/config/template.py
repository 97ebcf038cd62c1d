"""The commented ``seoaudit.toml`` that ``seoaudit init`` writes."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from seoaudit.config.keys import KEYS, Key, toml

_WIDTH = 80

_HEAD = """\
# The settings of seoaudit, the linter for posts and pages.
#
# What stands behind a # is an example; take the # away to make it yours.
# All keys are explained in docs/configuration.md of seoaudit.
#
#   seoaudit config post.md    which settings hold for a file, and from where
#   seoaudit rules             all rules
#   seoaudit rules ID          one rule: why it matters, what it can be told
"""

_TABLES = """\
# One rule: how severe it is (error, warning, info), how much it weighs in its
# category (0 to 10), and options of its own.

# [rules."headings/skipped-level"]
# severity = "error"
# weight = 5
# max-step = 2

# A rule of your own, with an example in which it finds something; ten kinds
# and a cookbook are in docs/data-rules.md.

# [[rule]]
# id = "plain-words"
# kind = "phrase"
# phrases = ["utilize", "leverage"]
# bad = ["We utilize it."]

# Other settings for some paths; the last one that matches wins.

# [[overrides]]
# paths = ["content/legal/**", "*.draft.md"]
# ignore = ["readability"]
# fail-under = 40

# What of the site is not recognised by itself (`seoaudit config` shows it).

# [site]
# generator = "Hugo"
# root = "website"
# content = ["content", "posts:/blog/"]
# static = ["static"]

# A page can say in its front matter what it wants to be found for, and what
# does not suit it:
#
#   seo:
#     keyphrase: bike fitting
#     ignore: [headings/too-long]
"""


def template(given: Mapping[str, object], reasons: Mapping[str, str] | None = None) -> str:
    """Return the file's text; the keys in ``given`` are set, all others shown and commented out.

    ``reasons`` says of some keys why they are set.
    """
    keys = "\n".join(_entry(key, given, (reasons or {}).get(key.name, "")) for key in KEYS.values())
    return f"{_HEAD}\n{keys}\n{_TABLES}"


def _entry(key: Key, given: Mapping[str, object], reason: str) -> str:
    comment = f"{key.summary} Default: {key.default_text}. {reason}".rstrip()
    lines = textwrap.wrap(
        comment, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False
    )
    value = f"{key.name} = {toml(given[key.name])}" if key.name in given else f"# {key.name} = {key.example}"
    return "\n".join([*lines, value, ""])
