"""Names for rules and packs: which are right, and what was probably meant by those that are not."""

from __future__ import annotations

import keyword
import re
import sys
from collections.abc import Collection

_PART = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_ID = re.compile(rf"{_PART}/{_PART}")
_PACK = re.compile(_PART)
#: What ``seoaudit rules`` takes for commands, and ``select`` for all rules.
_TAKEN_CATEGORIES = frozenset({"new", "test", "all", "seoaudit"})


def slug(text: str) -> str:
    """Return a text as a name of small letters, digits and hyphens.

    >>> slug("My_Rule 2")
    'my-rule-2'
    """
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", text)
    return re.sub(r"[^a-z0-9]+", "-", spaced.lower()).strip("-").lstrip("0123456789-")


def rule_fault(name: str, known: Collection[str]) -> tuple[str, str]:
    """Return what is wrong with the id of a new rule, and the remedy; both empty when nothing is."""
    category, slash, own = name.partition("/")
    if not slash or "/" in own:
        parts = [slug(part) for part in re.split(r"[/:.\s]+", name, maxsplit=1)]
        meant = "/".join(parts) if len(parts) == 2 and all(parts) else f"headings/{slug(name) or 'my-rule'}"
        return f"“{name}” is no id of a rule, which is category/name", f"For instance {meant}."
    if not _ID.fullmatch(name):
        meant = f"{slug(category) or 'headings'}/{slug(own) or 'my-rule'}"
        return f"“{name}” is no id of a rule: small letters, digits and hyphens", f"Did you mean {meant}?"
    if category in _TAKEN_CATEGORIES:
        return f"“{category}” cannot be a category, because it means something else", "Choose another word."
    for part in (category, own):
        if keyword.iskeyword(module_of(part)):
            return (
                f"“{part}” is a word of Python, so no module can be called so",
                f"For instance {part}-text.",
            )
    if name in known:
        return f"there is a rule {name} already", f"`seoaudit rules {name}` explains it."
    return "", ""


def pack_fault(name: str) -> tuple[str, str]:
    """Return what is wrong with the name of a new pack, and the remedy; both empty when nothing is."""
    if not _PACK.fullmatch(name):
        return (
            f"“{name}” is no name for a pack: small letters, digits and hyphens",
            f"Did you mean {slug(name) or 'my-pack'}?",
        )
    module = module_of(name)
    if keyword.iskeyword(module) or module in sys.stdlib_module_names or module.startswith("seoaudit"):
        return f"Python has something called {module} already", f"For instance {name}-rules or acme-{name}."
    return "", ""


def module_of(name: str) -> str:
    """Return the name of the module for a name with hyphens."""
    return name.replace("-", "_")
