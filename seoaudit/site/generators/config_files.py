"""Reading a site's configuration files as data: inside the site's folder only, up to a size, never raising."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from copy import copy
from pathlib import Path
from typing import Any

from seoaudit.lazy_regex import lazy_regex

#: Larger files are no hand-written configuration.
MAX_SIZE = 500_000
#: Levels of nested tables that are read; nothing we look for lies deeper.
MAX_DEPTH = 40

_JSON_NOISE = lazy_regex(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*.*?\*/|,(?=\s*[}\]])', re.DOTALL)


class SiteFolder:
    """A folder that may hold a site. What is read is kept; what does not exist or parse is empty."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.told: dict[str, str] = {}
        self._texts: dict[str, str | None] = {}
        self._real = os.path.realpath(root)
        try:
            self.names = frozenset(os.listdir(root))  # noqa: PTH208 - names, not paths
        except OSError:
            self.names = frozenset()

    def afresh(self) -> SiteFolder:
        """Return the same folder, with what has been read of it, for another generator to note things of."""
        other = copy(self)
        other.told = {}
        return other

    def first(self, names: Iterable[str]) -> str:
        """Return the first of the names that the folder has, empty where it has none."""
        return next((name for name in names if name in self.names), "")

    def text(self, name: str) -> str | None:
        """Return a file's text; ``None`` when it is not there, too large, or a link out of the folder."""
        if name not in self._texts:
            self._texts[name] = self._read(name)
        return self._texts[name]

    def _read(self, name: str) -> str | None:
        file = self.root / name
        try:
            if not file.is_file() or file.stat().st_size > MAX_SIZE or not self._inside(file):
                return None
            return file.read_text(encoding="utf-8-sig", errors="replace")
        except (OSError, ValueError):
            return None

    def _inside(self, path: Path) -> bool:
        return os.path.realpath(path).startswith(os.path.join(self._real, ""))  # noqa: PTH118

    def is_dir(self, name: str) -> bool:
        """Return whether a folder of the site exists (not one outside of it)."""
        if name in {"", "."}:
            return True
        if name.startswith(("/", "~")) or ".." in name.split("/"):
            return False
        try:
            return (self.root / name).is_dir() and self._inside(self.root / name)
        except (OSError, ValueError):
            return False

    def listing(self, name: str) -> list[str]:
        """Return the names in one folder of the site, sorted; none when it is not there."""
        if not self.is_dir(name):
            return []
        try:
            return sorted(os.listdir(self.root / name))  # noqa: PTH208
        except OSError:
            return []

    def data(self, name: str) -> Mapping[str, Any]:
        """Return the table that a TOML, YAML or JSON file holds; empty when it cannot be read."""
        text = self.text(name)
        return {} if text is None else parsed(text, name)

    def tell(self, field: str, name: str, key: str = "") -> None:
        """Note that a field of the site comes from a key of a file."""
        line = line_of(self.text(name) or "", key) if key else 0
        self.told.setdefault(field, f"{name}:{line}" if line else name)


def parsed(text: str, name: str) -> Mapping[str, Any]:
    """Return a configuration's table by the ending of its name; empty for what does not parse."""
    value: Any = None
    try:
        if name.endswith((".yml", ".yaml")):
            value = _yaml(text)
        elif name.endswith((".json", ".jsonc", ".json5")):
            value = _json(text)
        elif name.endswith(".toml"):
            import tomllib

            value = tomllib.loads(text)
    except (ValueError, RecursionError):
        value = None
    return value if isinstance(value, dict) else {}


def _json(text: str) -> Any:  # noqa: ANN401 - any value
    try:
        return json.loads(text)
    except ValueError:
        return json.loads(_JSON_NOISE.sub(lambda found: found[1] or "", text))  # with comments


def _yaml(text: str) -> Any:  # noqa: ANN401
    import yaml

    try:
        from yaml import CSafeLoader as SafeLoader
    except ImportError:  # a PyYAML built without libyaml
        from yaml import SafeLoader  # type: ignore[assignment]

    from seoaudit.parsing.frontmatter_yaml import excess

    class Loader(SafeLoader):
        """Takes what a generator would construct (``!ENV``, ``!!python/name:…``) for its plain text."""

    def plain(_: object, __: str, node: yaml.Node) -> object:
        return node.value if isinstance(node, yaml.ScalarNode) else None

    Loader.add_multi_constructor("!", plain)
    Loader.add_multi_constructor("tag:yaml.org,2002:python/", plain)
    try:
        return None if excess(text) else yaml.load(text, Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, TypeError, OverflowError):
        return None


def line_of(text: str, key: str) -> int:
    r"""Return the line (from 1) on which a key of TOML, YAML, JSON or JavaScript stands first; 0: nowhere.

    >>> line_of("title: A\nbaseURL: https://a.example/", "baseurl")
    2
    """
    found = re.search(
        rf"""^[ \t{{,\[-]*["']?{re.escape(key)}["']?[ \t]*(?:[:=(,\]]|\r?$)""",
        text,
        re.MULTILINE | re.IGNORECASE,
    )
    return text.count("\n", 0, found.end()) + 1 if found else 0


def get(data: object, path: str) -> Any:  # noqa: ANN401 - configuration holds any value
    """Return the value at a dotted path of nested tables, or ``None``."""
    for key in path.split("."):
        if not isinstance(data, Mapping):
            return None
        data = data.get(key)
    return data


def lowered(value: Any, depth: int = 0) -> Any:  # noqa: ANN401
    """Return nested tables with all keys in lower case, for configurations that do not tell cases apart."""
    if depth > MAX_DEPTH:
        return None
    if isinstance(value, Mapping):
        return {str(key).lower(): lowered(each, depth + 1) for key, each in value.items()}
    return [lowered(each, depth + 1) for each in value] if isinstance(value, list) else value


def folder_path(value: object) -> str:
    r"""Return a folder as a configuration writes it, relative and with plain slashes; ``""`` for the root.

    >>> folder_path("./docs/"), folder_path("."), folder_path(None)
    ('docs', '', '')
    """
    if not isinstance(value, str):
        return ""
    path = value.replace("\\", "/").strip()
    while path.startswith("./"):
        path = path[2:]
    return "" if path == "." else path.strip("/")


def base_path_of(url: str) -> str:
    """Return the path part of a site's address with slashes on both ends.

    >>> base_path_of("https://a.example/b"), base_path_of("")
    ('/b/', '/')
    """
    from urllib.parse import unquote, urlsplit

    try:
        inner = unquote(urlsplit(url).path).strip("/")
    except ValueError:
        inner = ""
    return f"/{inner}/" if inner else "/"


#: Addresses that generators and their starters put in until one is known.
_PLACEHOLDER = lazy_regex(
    r"(?:^|\.)example\.(?:com|org|net)$|^localhost$|^127\.|^0\.0\.0\.0$|your|placeholder|username"
)


def address(value: object, path: object = "") -> str:
    """Return a site's address, whole and with a closing slash; empty for none, a placeholder or a local one.

    >>> address("https://bikes.example", "/blog"), address("http://example.org/"), address("/")
    ('https://bikes.example/blog/', '', '')
    """
    from urllib.parse import urlsplit

    url = value.strip() if isinstance(value, str) else ""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host or "$" in url or _PLACEHOLDER.search(host):
        return ""
    inner = path.strip("/") if isinstance(path, str) else ""
    whole = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"
    return f"{whole}{inner}/" if inner else whole
