"""Reads link targets as they are written in sources: plain ones, and those that a template or a program fills in.

Only forms that say plainly where they lead are understood; all others are *unknown*.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from seoaudit.lazy_regex import lazy_regex

#: *href*: resolved as it stands. *root*: a path below the site's base path. *source*: a file, relative to the
#: content. *repository*: a file, relative to the site's root. *name*: a page by its file's name, as far as it is given.
How = Literal["href", "root", "source", "repository", "name", "unknown"]


class Written(msgspec.Struct, frozen=True, gc=False):
    """A target and how it is to be taken; ``strict``: the generator refuses to build when it is not there."""

    how: How
    href: str
    strict: bool = False


_UNKNOWN = Written("unknown", "")
_HUGO_REF = lazy_regex(
    r"""\{\{[<%]-?\s*(?:rel)?ref\s+(?:path\s*=\s*)?["`']?([^"`'\s<>%]+)["`']?\s*[^{}]*-?[%>]\}\}([^{}]*)"""
)
_JEKYLL_LINK = lazy_regex(r"\{%-?\s*link\s+[\"']?([^\s\"'{}%]+)[\"']?\s*-?%\}([^{}]*)")
_POST_URL = lazy_regex(r"\{%-?\s*(?:post_url|post_link|post_path)\s+[\"']?([^\s\"'{}%]+)[^{}%]*-?%\}([^{}]*)")
_SITE_PREFIX = lazy_regex(
    r"\{\{-?\s*(?:site\.(?:baseurl|base_url|url|github\.url|BaseURL|Params\.base\w*)|\.Site\.BaseURL|page\.baseurl|"
    r"base_?url|config\.(?:root|url|site_url)|BASE_URL|get_url\(path=[\"'][\"']\))\s*-?\}\}"
)
_FILTERED = lazy_regex(
    r"""\{\{-?\s*["']([^"'{}]*)["']\s*\|\s*(?:relative_url|absolute_url|url|absurl|relurl|absURL|relURL|htmlBaseUrl|absolute_url|"""
    r"""prepend:\s*site\.(?:base)?url)\b[^{}]*\}\}([^{}]*)"""
)
_INPUT_PATH = lazy_regex(r"""\{\{-?\s*["']([^"'{}]*)["']\s*\|\s*inputPathToUrl\b[^{}]*\}\}([^{}]*)""")
_HUGO_FUNCTION = lazy_regex(
    r"""\{\{[<%]?-?\s*(?:relurl|absurl|relURL|absURL|rel_url|url_for)\s*\(?\s*["']([^"'{}]*)["']\s*\)?[^{}]*\}\}([^{}]*)"""
)
_BASE_CALL = lazy_regex(
    r"""\{\s*(?:useBaseUrl|withBase|withPrefix|url)\(\s*["'`]([^"'`{}$]*)["'`]\s*\)\s*\}"""
)
_REQUIRE = lazy_regex(r"""\{\s*require\(\s*["'`]([^"'`{}$]*)["'`]\s*\)(?:\.default)?\s*\}""")
_STRING = lazy_regex(r"""\{\s*["'`]([^"'`{}$]*)["'`]\s*\}""")
_TEMPLATE = lazy_regex(r"[{}]|<%|%>|\$\(|\[\[|\]\]|^:[a-z]|^<[^>]*$")


def written(target: str, generator: str = "") -> Written:
    """Return how a target is to be taken.

    >>> written('{{ "/about/" | relative_url }}#us')
    Written(how='root', href='/about/#us', strict=False)
    >>> written("{% link _posts/2024-05-01-tents.md %}"), written("{{ page.next.url }}").how
    (Written(how='source', href='_posts/2024-05-01-tents.md', strict=True), 'unknown')
    """
    target = target.strip()
    if target.startswith("@"):
        return _aliased(target, generator)
    if "{" not in target and "<%" not in target:
        if target.startswith("pathname://"):
            return Written("href", target.removeprefix("pathname://"))
        return _UNKNOWN if _TEMPLATE.search(target) or target.startswith("~/") else Written("href", target)
    if "{{" in target and (prefix := _SITE_PREFIX.match(target)):
        while found := _SITE_PREFIX.match(target):
            target = target[found.end() :]
        if not target or "{" in target or "<%" in target:
            return written(target, generator) if target.startswith("{") and prefix else _UNKNOWN
        return Written("root", target if target.startswith("/") else f"/{target}")
    return _called(target)


def _called(target: str) -> Written:
    if found := _HUGO_REF.fullmatch(target):
        return Written("name", found[1] + found[2], strict=True)
    if found := _JEKYLL_LINK.fullmatch(target):
        return Written("source", found[1] + found[2], strict=True)
    if found := _POST_URL.fullmatch(target):
        return Written("name", found[1] + found[2], strict=True)
    if (
        found := _FILTERED.fullmatch(target)
        or _HUGO_FUNCTION.fullmatch(target)
        or _BASE_CALL.fullmatch(target)
    ):
        inner = found[1].strip()
        if inner.startswith(("http:", "https:", "//", "#")):
            return Written("href", inner)
        tail = found[2] if found.re.groups > 1 else ""
        return Written("root", "/" + (inner + tail).lstrip("/"))
    if found := _INPUT_PATH.fullmatch(target):
        return Written("source", found[1].removeprefix("/") + found[2], strict=True)
    if found := _REQUIRE.fullmatch(target):
        return written(found[1]) if found[1].startswith(("@", ".")) else _UNKNOWN
    if found := _STRING.fullmatch(target):
        return written(found[1])
    return _UNKNOWN


def _aliased(target: str, generator: str) -> Written:
    if target.startswith("@site/"):
        return Written("repository", target.removeprefix("@site/"))
    if target.startswith("@/") and generator == "Zola":
        return Written("source", target.removeprefix("@/"), strict=True)
    return _UNKNOWN


def is_elsewhere(target: str) -> bool:
    """Return whether a target is an address of another kind: mail, telephone, script, data, another program.

    >>> is_elsewhere("mailto:ann@example.org"), is_elsewhere("notes:2024.md")
    (True, True)
    """
    scheme, colon, _ = target.partition(":")
    return bool(colon) and _SCHEME.fullmatch(scheme) is not None and scheme.lower() not in ("http", "https")


_SCHEME = lazy_regex(r"[A-Za-z][A-Za-z0-9+.-]*")
