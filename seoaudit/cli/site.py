"""What ``seoaudit config`` shows of the site that a path belongs to."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seoaudit.site.model import Address, Folder, Given, SiteConfig

_WIDTH = 80
_NAMES = {"": "a plain folder, no generator", "built": "a built site"}


def site_facts(path: Path, given: Given) -> dict[str, Any]:
    """Return what was recognised of the site around a path, JSON-like; for a file with its public address."""
    from seoaudit.site.generators import recognise, with_redirects

    config = with_redirects(recognise(path, given))
    facts: dict[str, Any] = {
        "generator": config.generator,
        "root": config.root,
        "url": config.url,
        "content": list(map(_written, config.content)),
        "static": list(map(_written, config.static)),
        "languages": list(config.languages),
        "default-language": config.default_language,
        "redirects": len(config.redirects),
        "from": dict(config.told),
    }
    if path.is_file():
        facts["page"] = _page(path, config)
    return facts


def _written(folder: Folder) -> str:
    """Return a folder as ``[site]`` takes it: ``posts:/blog/``."""
    return (folder.path or ".") + (f":{folder.prefix}" if folder.prefix != "/" else "")


def _page(path: Path, config: SiteConfig) -> dict[str, Any] | None:
    """Return a file's address; ``None`` for one that becomes no page of the site."""
    from seoaudit.site.entries import read_entry
    from seoaudit.site.generators import address_of, content_files
    from seoaudit.site.generators.base import Around

    root = Path(config.root)
    if not path.absolute().is_relative_to(root):
        return None
    file = path.absolute().relative_to(root).as_posix()
    if file not in set(content_files(config, [file])):
        return None
    files = _around(path.absolute(), root)
    indexes = (each for each in files if each.rpartition("/")[2].startswith("_index."))
    entries = {each: read_entry(root, each, {}) for each in content_files(config, sorted(indexes))}
    address = address_of(config, read_entry(root, file, {}), Around(files, entries))
    if address is None:
        return None
    return {
        "path": address.path,
        "url": _public(config.url, address),
        "language": address.language,
        "published": address.published,
        "aliases": list(address.aliases),
    }


def _around(path: Path, root: Path) -> set[str]:
    """Return the files of the folders above a file, which decide whether it is a page of its own."""
    found: set[str] = set()
    for folder in path.parents:
        try:
            found |= {each.relative_to(root).as_posix() for each in folder.iterdir()}
        except OSError:
            continue
        if folder == root:
            break
    return found


def _public(url: str, address: Address) -> str:
    from urllib.parse import quote

    scheme, _, rest = url.partition("://")
    if not rest or not address.path:
        return ""
    return f"{scheme}://{rest.partition('/')[0]}{quote(address.path, safe='/:@!$&()*+,;=~')}"


def site_lines(facts: Mapping[str, Any]) -> list[str]:
    """Return the facts as lines of at most 80 columns."""
    told = facts["from"]
    rows = [
        ("generator", _NAMES.get(facts["generator"], facts["generator"]), told.get("generator", "")),
        ("root", facts["root"], told.get("root", "")),
        ("url", facts["url"] or "(not told: set site-url)", told.get("url", "")),
        ("content", ", ".join(facts["content"]) or "(none)", told.get("content", "")),
        ("static", ", ".join(facts["static"]) or "(none)", told.get("static", "")),
        ("languages", _languages(facts), told.get("languages", "")),
        ("redirects", f"{facts['redirects']:,} in configuration; aliases in pages come on top", ""),
    ]
    if "page" in facts:
        rows.append(("this page", _page_text(facts["page"]), ""))
    return ["Site", *_rows(rows)]


def _languages(facts: Mapping[str, Any]) -> str:
    names = ", ".join(facts["languages"]) or facts["default-language"] or "(one)"
    return f"{names} (default: {facts['default-language']})" if len(facts["languages"]) > 1 else names


def _page_text(page: Mapping[str, Any] | None) -> str:
    if page is None:
        return "(becomes no page of the site)"
    where = page["url"] or page["path"] or "(decided by the site's own code)"
    return where if page["published"] else f"{where} (not published yet)"


def _rows(rows: Iterable[tuple[str, str, str]]) -> Iterable[str]:
    for name, value, origin in rows:
        first, *rest = textwrap.wrap(value, _WIDTH - 13) or [""]
        yield f"  {name:<11}{first}"
        yield from (f"{'':13}{line}" for line in rest)
        if origin:
            yield f"{'':13}from {origin}"[:_WIDTH]
