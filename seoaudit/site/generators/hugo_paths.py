"""From a Hugo content file to its address: bundles, languages, permalinks, ``url`` and ``slug``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from seoaudit.site.generators.base import (
    Around,
    Entry,
    below,
    joined,
    later_than,
    moment,
    text,
    texts,
    without_ending,
)
from seoaudit.site.generators.config_files import get, lowered
from seoaudit.site.generators.hugo_permalinks import HugoPage, expanded, own_url
from seoaudit.site.model import Address, PageRole, SiteConfig

_ENDINGS = (".md", ".mdx", ".markdown", ".mkd", ".html", ".htm", ".org", ".adoc", ".asciidoc", ".rst")
#: What of a cascade decides about addresses.
_CASCADED = frozenset({"build", "_build", "draft", "headless", "publishdate", "expirydate", "date"})


def hugo_address(config: SiteConfig, entry: Entry, around: Around) -> Address | None:
    """Return where Hugo publishes a content file; ``None`` for a page's resource and for what is no content."""
    place = _place(config, entry.file)
    if place is None or not entry.file.lower().endswith(_ENDINGS):
        return None
    inner, language = place
    if _in_bundle(entry.file, around.files) or (entry.file.endswith((".html", ".htm")) and not entry.marked):
        return None
    front: Mapping[str, Any] = {**_cascaded(entry.file, around.entries), **lowered(entry.front)}
    folder, _, base = inner.rpartition("/")
    stem, language = _language(config, without_ending(base), language)
    details = config.details
    options = {"keep_case": details["keep_case"], "remove_accents": details["remove_accents"]}
    role: PageRole = "page"
    if stem == "_index":
        role = "section" if folder else "home"
    elif stem == "index":
        folder, _, stem = folder.rpartition("/")
        if not stem:
            role = "home"  # index.md at the top stands for the home page
    default_in_root = language in {"", config.default_language} and not details["default_in_folder"]
    prefix = "" if default_in_root or not details["multilingual"] else f"{language}/"
    page = HugoPage(front, folder, stem, role, options)
    page.sections = _sections(page.sections, entry.file, around.files)
    path = _path(config, page, language)
    if url := text(front.get("url")):
        path = own_url(url, page)
        if url.startswith("/") and prefix:
            prefix = ""
    aliases = tuple(_alias(config, alias, prefix, path) for alias in texts(front.get("aliases")))
    return Address(
        joined(config.base_path, prefix, path),
        role,
        aliases,
        language,
        _published(config, front, around.today),
    )


def _sections(folders: list[str], file: str, files: Collection[str]) -> list[str]:
    """Return the folders of a page that are sections: the first one, and deeper ones as far as an index lies."""
    above = file.rpartition("/")[0].split("/")
    inside = above[: len(above) - len(folders)] if len(above) > len(folders) else []
    if file.rpartition("/")[2].startswith("index.") and above[-1:] != folders[-1:]:
        inside = above[: len(above) - len(folders) - 1]
    for count in range(len(folders), 1, -1):
        path = "/".join([*inside, *folders[:count]])
        if f"{path}/_index.md" in files or f"{path}/_index.html" in files:
            return folders[:count]
    return folders[:1]


def _place(config: SiteConfig, file: str) -> tuple[str, str] | None:
    """Return a file's path below the content (through its mount) and the language of that folder."""
    best: tuple[str, str] | None = None
    longest = -1
    for folder in config.content:
        inner = below(file, folder.path)
        if inner is not None and len(folder.path) > longest:
            best, longest = (folder.prefix.lstrip("/") + inner, folder.language), len(folder.path)
    return best


def _cascaded(file: str, entries: Mapping[str, Entry]) -> dict[str, Any]:
    """Return what the indexes of the folders above hand down to a page, the nearest first."""
    found: dict[str, Any] = {}
    folder = file.rpartition("/")[0]
    while folder:
        entry = entries.get(f"{folder}/_index.md")
        if entry is not None and entry.front:
            cascade = lowered(entry.front).get("cascade")
            for each in cascade if isinstance(cascade, list) else [cascade]:
                if isinstance(each, Mapping) and _is_for_all(each):
                    found = {**{key: value for key, value in each.items() if key in _CASCADED}, **found}
        folder = folder.rpartition("/")[0]
    return found


def _is_for_all(cascade: Mapping[str, Any]) -> bool:
    """Return whether a cascade is for pages of any kind and path, as they are published."""
    target = cascade.get("target", cascade.get("_target"))
    return target is None or (
        isinstance(target, Mapping)
        and set(target) <= {"environment"}
        and target.get("environment") == "production"
    )


def _in_bundle(file: str, files: Collection[str]) -> bool:
    """Return whether a page lies in the folder of another one, whose resource it then is."""
    folder, _, base = file.rpartition("/")
    if base.split(".")[0] == "index" and folder:
        folder = folder.rpartition("/")[0]
    while folder:
        if any(f"{folder}/index.{ending}" in files for ending in ("md", "html", "markdown")):
            return True
        folder = folder.rpartition("/")[0]
    return False


def _language(config: SiteConfig, stem: str, language: str) -> tuple[str, str]:
    """Return the file name without the language in its end, and the language: ``post.fr`` is ``post``, ``fr``."""
    name, dot, last = stem.rpartition(".")
    if dot and name and last.lower() in config.details["names"]:
        return name, last.lower()
    return stem, language or config.default_language


def _path(config: SiteConfig, page: HugoPage, language: str) -> str:
    patterns = {**config.details["permalinks"], **config.details["language_permalinks"].get(language, {})}
    kind = "page" if page.role == "page" else "section"
    section = page.sections[0] if page.sections else "/"
    pattern = patterns[kind].get(section.lower())
    ugly = _ugly(config, section)
    if page.role == "home":
        return "/index.html" if ugly else "/"
    if pattern:
        return expanded(pattern, page) or ""
    folder = page.path_of(page.folder)
    if page.role == "section":
        if page.slug:
            folder = joined(folder.rpartition("/")[0], page.urlized(page.slug))
        return joined(folder, "index.html" if ugly else "/")
    name = page.urlized(page.slug) if page.slug else page.path_of(page.stem)
    if ugly:
        return joined(folder, f"{name}.html")
    return joined(folder, f"{name}/")


def _ugly(config: SiteConfig, section: str) -> bool:
    ugly = config.details["ugly"]
    return bool(ugly.get(section.lower())) if isinstance(ugly, Mapping) else bool(ugly)


def _alias(config: SiteConfig, alias: str, prefix: str, path: str) -> str:
    if alias.startswith("/"):
        return joined(config.base_path, prefix, alias)
    parts = [part for part in path.split("/") if part][:-1]
    for part in alias.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in {"", ".", ".."}:
            parts.append(part)
    return joined(config.base_path, prefix, *parts, "/" if alias.endswith("/") else "")


def _published(config: SiteConfig, front: Mapping[str, Any], today: str) -> bool:
    details = config.details
    if front.get("draft") is True and not details["drafts"]:
        return False
    if any(get(front, f"{table}.render") in {False, "never"} for table in ("build", "_build")):
        return False
    if front.get("headless") is True:
        return False
    publish = front.get("publishdate") or front.get("pubdate") or front.get("published") or front.get("date")
    if not details["future"] and later_than(publish, today):
        return False
    expiry = moment(front.get("expirydate") or front.get("unpublishdate"))
    return details["expired"] or not (expiry and today and expiry.date().isoformat() < today)
