"""The files of hosts in which sites keep their redirects, and how each is read.

What a pattern or a condition decides is kept with ``certain=False``: such a path may be a redirect, and is never called missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.generators.config_files import SiteFolder
from seoaudit.site.model import Folder, Redirect
from seoaudit.site.redirect_sources import line_at, redirects_of, tables, text_of

#: Gets the site's folder and those whose files are published as they are.
Reader = Callable[[SiteFolder, Sequence[Folder]], Iterator[Redirect]]

_STATUS = lazy_regex(r"([1-5]\d\d)!?")
_HTACCESS = lazy_regex(
    r"^[ \t]*Redirect(?:Permanent|Temp|Match)?[ \t]+(?:(permanent|temp|seeother|gone|\d{3})[ \t]+)?(\"[^\"]+\"|\S+)[ \t]+(\"[^\"]+\"|\S+)",
    re.MULTILINE,
    re.IGNORECASE,
)
_REWRITE = lazy_regex(
    r"^[ \t]*RewriteRule[ \t]+(\S+)[ \t]+(\S+)[ \t]+\[([^\]]*)\]", re.MULTILINE, re.IGNORECASE
)


def netlify_lines(folder: SiteFolder, static: Sequence[Folder]) -> Iterator[Redirect]:
    """Read ``_redirects`` of Netlify and Cloudflare: ``/from [query] /to [status] [conditions]`` a line."""
    names = dict.fromkeys(
        ["_redirects", *(f"{each.path}/_redirects".lstrip("/") for each in static), "public/_redirects"]
    )
    for name in names:
        text = folder.text(name)
        for number, line in enumerate((text or "").splitlines(), start=1):
            parts = line.partition(" #")[0].split()
            if len(parts) < 2 or not parts[0].startswith("/"):
                continue  # a comment, or another host's
            rest = parts[1:]
            queries = []
            while rest and "=" in rest[0] and not rest[0].startswith(("/", "http")):
                queries.append(rest.pop(0))
            if not rest:
                continue
            status = _STATUS.fullmatch(rest[1]) if len(rest) > 1 else None
            code = int(status[1]) if status else 301
            conditions = len(rest) > 1 + bool(status)
            if code < 400:
                yield from redirects_of(
                    parts[0], rest[0], code, f"{name}:{number}", certain=not queries and not conditions
                )


def netlify_toml(folder: SiteFolder) -> Iterator[Redirect]:
    """Read the ``[[redirects]]`` of netlify.toml."""
    for entry in tables(folder.data("netlify.toml").get("redirects")):
        status = entry.get("status", 301)
        if isinstance(status, int) and status < 400:
            conditions = entry.get("conditions") or entry.get("query")
            yield from redirects_of(
                text_of(entry, "from"), text_of(entry, "to"), status, "netlify.toml", certain=not conditions
            )


def vercel(folder: SiteFolder) -> Iterator[Redirect]:
    """Read redirects, rewrites and (old) routes of vercel.json."""
    data = folder.data("vercel.json")
    for key, standard in (("redirects", 308), ("rewrites", 200)):
        for entry in tables(data.get(key)):
            status = entry.get("statusCode") or (307 if entry.get("permanent") is False else standard)
            certain = not entry.get("has") and not entry.get("missing")
            yield from redirects_of(
                text_of(entry, "source"),
                text_of(entry, "destination"),
                status,
                "vercel.json",
                certain=certain,
            )
    for entry in tables(data.get("routes")):
        target = text_of(entry, "dest") or text_of(entry.get("headers"), "Location")
        if target:
            status = entry.get("status")
            yield from redirects_of(
                text_of(entry, "src").strip("^$"),
                target,
                status if isinstance(status, int) else 200,
                "vercel.json",
            )


def firebase(folder: SiteFolder) -> Iterator[Redirect]:
    """Read redirects and rewrites of firebase.json; ``**`` stands for any rest."""
    hosting = folder.data("firebase.json").get("hosting")
    for site in tables(hosting if isinstance(hosting, list) else [hosting]):
        for key, standard in (("redirects", 301), ("rewrites", 200)):
            for entry in tables(site.get(key)):
                source = text_of(entry, "source") or text_of(entry, "glob")
                target = text_of(entry, "destination")
                if not target and key == "rewrites":
                    target = "https://run.invalid/"  # a function answers
                source = source.replace("/**", "/*").replace("**", "*")
                if source and not source.startswith("/"):
                    source = f"/{source}"
                status = entry.get("type", standard)
                yield from redirects_of(
                    source, target, status if isinstance(status, int) else standard, "firebase.json"
                )


def azure(folder: SiteFolder, static: Sequence[Folder]) -> Iterator[Redirect]:
    """Read the routes of staticwebapp.config.json."""
    for each in ("", *(f"{folder.path}/" for folder in static if folder.path)):
        name = f"{each}staticwebapp.config.json"
        for entry in tables(folder.data(name).get("routes")):
            target, status = text_of(entry, "redirect"), entry.get("statusCode", 302)
            if not target:
                target, status = text_of(entry, "rewrite"), 200
            if isinstance(status, int) and status < 400:
                yield from redirects_of(text_of(entry, "route"), target, status, name)


def htaccess(folder: SiteFolder, static: Sequence[Folder]) -> Iterator[Redirect]:
    """Read ``Redirect`` (which takes along what lies below) and plain ``RewriteRule`` lines of ``.htaccess``."""
    for name in dict.fromkeys([".htaccess", *(f"{each.path}/.htaccess".lstrip("/") for each in static)]):
        text = folder.text(name) or ""
        for found in _HTACCESS.finditer(text):
            code = {"permanent": 301, "seeother": 303, "gone": 410}.get((found[1] or "").lower())
            status = code or (int(found[1]) if (found[1] or "").isdigit() else 302)
            source, target = found[2].strip('"'), found[3].strip('"')
            origin = f"{name}:{line_at(text, found.start())}"
            if status >= 400:
                continue
            if "match" in found[0].partition(" ")[0].lower() or re.search(r"[()\[\]^$*+\\|]", source):
                yield from redirects_of(
                    "/" + source.strip("^$").lstrip("/"), target, status, origin, certain=False
                )
            else:
                yield from redirects_of(source, target, status, origin)
                yield Redirect(f"{source.rstrip('/')}/*", f"{target.rstrip('/')}/:splat", status, origin)
        for found in _REWRITE.finditer(text):
            if re.search(r"\bR\b", found[3]):
                source = "/" + found[1].strip("^$").lstrip("/").replace("\\", "")
                conditions = "RewriteCond" in text
                yield from redirects_of(
                    source, found[2], 301, f"{name}:{line_at(text, found.start())}", certain=not conditions
                )


#: Of the first kind every folder may hold one whose files are published as they are.
IN_FOLDERS: tuple[Reader, ...] = (netlify_lines, azure, htaccess)
AT_TOP: tuple[Callable[[SiteFolder], Iterator[Redirect]], ...] = (netlify_toml, vercel, firebase)
