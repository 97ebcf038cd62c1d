"""Where a new rule belongs: into seoaudit's own repository, into a pack's, or into a new one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Literal

import msgspec

from seoaudit.pack import API_VERSION
from seoaudit.pack_entry_points import GROUP
from seoaudit.scaffold.names import module_of

_TEMPLATES = Path(__file__).parent / "templates"
_OWN = Path("rules", "seoaudit_rules")


class Home(msgspec.Struct, frozen=True):
    """A project that holds rules. ``root`` is its folder, ``package`` the one with the rules, relative to it."""

    root: Path
    package: Path
    kind: Literal["seoaudit", "pack"]
    pack: str = ""


def home_around(folder: Path) -> Home | None:
    """Return the project that a folder belongs to, ``None`` when it is none with rules."""
    for root in (folder, *folder.parents):
        if (root / _OWN / "__init__.py").is_file() and (root / "docs" / "generate.py").is_file():
            return Home(root, _OWN, "seoaudit")
        if (root / "pyproject.toml").is_file():
            return _pack_at(root)
    return None


def _pack_at(root: Path) -> Home | None:
    import tomllib

    try:
        project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8")).get("project", {})
        entries = project.get("entry-points", {}).get(GROUP, {})
    except (OSError, ValueError, AttributeError):
        return None
    for name, value in entries.items() if isinstance(entries, Mapping) else ():
        package = Path(*str(value).partition(":")[0].split("."))
        for parent in (Path("src"), Path()):
            if (root / parent / package / "__init__.py").is_file():
                return Home(root, parent / package, "pack", name)
    return None


def rule_files(rule: str, home: Home, *, site: bool) -> dict[Path, str]:
    """Return the texts of a new rule's files by their paths: the rule, its cases, and a category's package."""
    category, name = map(module_of, rule.split("/"))
    kind = "site" if site else "page"
    folder = home.root / home.package / category
    files = {
        folder / f"{name}.py": _filled(f"{kind}_rule", function=name),
        home.root / "tests" / "rules" / f"{rule}.md": _filled(f"{kind}_cases", id=rule),
    }
    if not (folder / "__init__.py").is_file():
        files[folder / "__init__.py"] = f'"""Rules about {rule.partition("/")[0].replace("-", " ")}."""\n'
    return files


def pack_files(pack: str, root: Path, rule: str) -> tuple[Home, dict[Path, str]]:
    """Return a new pack's home, and the texts of its files but those of its rules."""
    package = module_of(pack)
    values = {"pack": pack, "package": package, "api": API_VERSION, "id": rule}
    inside = Path("src", package)
    files = {
        "pyproject.toml": _filled("pack_pyproject", **values),
        "README.md": _filled("pack_readme", **values),
        (inside / "__init__.py").as_posix(): _filled("pack_init", **values),
        (inside / "py.typed").as_posix(): "",
        "tests/test_rules.py": _filled("pack_test", **values),
    }
    return Home(root, inside, "pack", pack), {root / path: text for path, text in files.items()}


def _filled(template: str, **values: str) -> str:
    return Template((_TEMPLATES / f"{template}.txt").read_text(encoding="utf-8")).substitute(values)
