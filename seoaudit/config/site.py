"""The table ``[site]``: what of a site is set by hand, where its own configuration does not tell or tells wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from seoaudit.config.errors import did_you_mean, shown
from seoaudit.config.keys import Key, site_address

if TYPE_CHECKING:
    from pathlib import Path

    from seoaudit.site.model import Given

#: What ``generator`` may say: the names that ``seoaudit config`` shows.
GENERATORS = (
    "Hugo", "Jekyll", "Eleventy", "Astro", "Docusaurus", "MkDocs", "Next.js", "Zola", "Hexo", "Gatsby", "VitePress",
    "Nuxt", "built", "none",
)  # fmt: skip


def _generator(value: str) -> tuple[str, str]:
    if value in GENERATORS:
        return "", ""
    known = f"Known generators: {', '.join(GENERATORS)}."
    return f"there is no generator {shown(value)}", did_you_mean(value, GENERATORS, known)


def _folder(value: str) -> tuple[str, str]:
    outside = value.startswith(("/", "~")) or ".." in value.split("/") or "\\" in value
    if outside:
        return f"{shown(value)} is not a folder below this one", "Write it relative, with “/”: website/docs."
    return "", ""


def _folders(value: tuple[str, ...]) -> tuple[str, str]:
    return next((fault for each in value if (fault := _folder(each.partition(":")[0]))[0]), ("", ""))


_ALL = (
    Key(
        name="generator",
        type=str,
        default="",
        check=_generator,
        example='"Hugo"',
        summary=f"What the site is built with: {', '.join(GENERATORS)}.",
        unset="recognised by its configuration",
    ),
    Key(
        name="root",
        type=str,
        default="",
        check=_folder,
        example='"website"',
        summary="The site's folder, relative to this file.",
        unset="the nearest folder with a site's configuration",
    ),
    Key(
        name="url",
        type=str,
        default="",
        check=site_address,
        example='"https://www.example.com/blog/"',
        summary="The published site's address, with its path; “site-url” says the same.",
        unset="as the site's configuration says",
    ),
    Key(
        name="content",
        type=tuple[str, ...],
        default=(),
        check=_folders,
        example='["content", "posts:/blog/"]',
        summary="The folders of texts, relative to the root; after a colon, the path they are published under.",
        unset="those of the generator",
    ),
    Key(
        name="static",
        type=tuple[str, ...],
        default=(),
        check=_folders,
        example='["static", "images:/img/"]',
        summary="The folders whose files are copied as they are, with their paths after a colon.",
        unset="those of the generator",
    ),
)

#: The keys of ``[site]`` by name.
SITE_KEYS: Mapping[str, Key] = {key.name: key for key in _ALL}


def given_site(
    values: Mapping[str, object], origins: Mapping[str, str], url: str, url_origin: str, root: Path
) -> Given:
    """Return what is set by hand; ``url`` is that of ``site-url``, which counts where ``[site]`` has none."""
    from seoaudit.site.model import Given

    own = dict(values)
    told = {name: origins.get(f"site.{name}", "") for name in own}
    if url and "url" not in own:
        own["url"], told["url"] = url, url_origin
    if "root" in own:
        own["root"] = str(root / str(own["root"]))
    elif "generator" in own:
        own["root"] = str(root)
    if own.get("generator") == "none":
        own["generator"] = ""
    return Given(origins=told, **own)  # type: ignore[arg-type]
