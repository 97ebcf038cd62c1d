"""The files in which sites keep their redirects, and how each is read.

Programs are searched for what they say in plain strings and never run. What a pattern, a condition or code decides
is kept with ``certain=False``: such a path may be a redirect, and is never called missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from seoaudit.site.generators.config_files import SiteFolder, get
from seoaudit.site.model import Folder, Redirect
from seoaudit.site.redirect_sources import plain

Reader = Callable[[SiteFolder, Sequence[Folder]], Iterator[Redirect]]

_SCRIPTS = ("js", "mjs", "cjs", "ts", "mts")
_STATUS = re.compile(r"([1-5]\d\d)!?")
_COMMENT = re.compile(r"/\*.*?\*/|^[ \t]*//[^\n]*", re.DOTALL | re.MULTILINE)
_STRING = r"""(?:"([^"\n]*)"|'([^'\n]*)'|`([^`]*)`)"""
_SOURCE = re.compile(rf"""["']?\bsource["']?\s*:\s*{_STRING}""")
_DESTINATION = re.compile(rf"""["']?\bdestination["']?\s*:\s*{_STRING}""")
_REDIRECTS = re.compile(r"\b(?:permanent|statusCode)\b")
_FROM_TO = re.compile(
    rf"""\b(?:from|fromPath)["']?\s*:\s*(\[[^\]]*\]|{_STRING})\s*,?(?:(?!\bfrom).){{0,300}}?\bto(?:Path)?["']?\s*:\s*{_STRING}""",
    re.DOTALL,
)
_TO_FROM = re.compile(rf"""\bto["']?\s*:\s*{_STRING}\s*,\s*["']?from["']?\s*:\s*(\[[^\]]*\]|{_STRING})""")
_PAIR = re.compile(r"""\[\s*["'](/[^"'\n]*)["']\s*,\s*["'](/[^"'\n]*|https?:[^"'\n]*)["']""")
_KEYED = re.compile(
    rf"""["'](/[^"'\n]*)["']\s*:\s*(?:{_STRING}|\{{[^{{}}]*?\b(?:destination|to|redirect)["']?\s*:\s*{_STRING})"""
)
_IMPORT = re.compile(r"""["'](\.{1,2}/[\w./-]*redirect[\w./-]*)["']""", re.IGNORECASE)
_HTACCESS = re.compile(
    r"^[ \t]*Redirect(?:Permanent|Temp|Match)?[ \t]+(?:(permanent|temp|seeother|gone|\d{3})[ \t]+)?(\"[^\"]+\"|\S+)[ \t]+(\"[^\"]+\"|\S+)",
    re.MULTILINE | re.IGNORECASE,
)
_REWRITE = re.compile(
    r"^[ \t]*RewriteRule[ \t]+(\S+)[ \t]+(\S+)[ \t]+\[([^\]]*)\]", re.MULTILINE | re.IGNORECASE
)


def _made(source: str, target: str, status: int, origin: str, *, certain: bool = True) -> Iterator[Redirect]:
    for found in plain(source, target):
        yield Redirect(found.source, found.target, status, origin, certain and found.certain)


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


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
                yield from _made(
                    parts[0], rest[0], code, f"{name}:{number}", certain=not queries and not conditions
                )


def netlify_toml(folder: SiteFolder, static: Sequence[Folder]) -> Iterator[Redirect]:
    """Read the ``[[redirects]]`` of netlify.toml."""
    for entry in _tables(folder.data("netlify.toml").get("redirects")):
        status = entry.get("status", 301)
        if isinstance(status, int) and status < 400:
            conditions = entry.get("conditions") or entry.get("query")
            yield from _made(
                _text(entry, "from"), _text(entry, "to"), status, "netlify.toml", certain=not conditions
            )


def vercel(folder: SiteFolder, static: Sequence[Folder]) -> Iterator[Redirect]:
    """Read redirects, rewrites and (old) routes of vercel.json."""
    data = folder.data("vercel.json")
    for key, standard in (("redirects", 308), ("rewrites", 200)):
        for entry in _tables(data.get(key)):
            status = entry.get("statusCode") or (307 if entry.get("permanent") is False else standard)
            certain = not entry.get("has") and not entry.get("missing")
            yield from _made(
                _text(entry, "source"), _text(entry, "destination"), status, "vercel.json", certain=certain
            )
    for entry in _tables(data.get("routes")):
        target = _text(entry, "dest") or _text(entry.get("headers"), "Location")
        if target:
            status = entry.get("status")
            yield from _made(
                _text(entry, "src").strip("^$"),
                target,
                status if isinstance(status, int) else 200,
                "vercel.json",
            )


def firebase(folder: SiteFolder, static: Sequence[Folder]) -> Iterator[Redirect]:
    """Read redirects and rewrites of firebase.json; ``**`` stands for any rest."""
    hosting = folder.data("firebase.json").get("hosting")
    for site in _tables(hosting if isinstance(hosting, list) else [hosting]):
        for key, standard in (("redirects", 301), ("rewrites", 200)):
            for entry in _tables(site.get(key)):
                source = _text(entry, "source") or _text(entry, "glob")
                target = _text(entry, "destination")
                if not target and key == "rewrites":
                    target = "https://run.invalid/"  # a function answers
                source = source.replace("/**", "/*").replace("**", "*")
                if source and not source.startswith("/"):
                    source = f"/{source}"
                status = entry.get("type", standard)
                yield from _made(
                    source, target, status if isinstance(status, int) else standard, "firebase.json"
                )


def azure(folder: SiteFolder, static: Sequence[Folder]) -> Iterator[Redirect]:
    """Read the routes of staticwebapp.config.json."""
    for each in ("", *(f"{folder.path}/" for folder in static if folder.path)):
        name = f"{each}staticwebapp.config.json"
        for entry in _tables(folder.data(name).get("routes")):
            target, status = _text(entry, "redirect"), entry.get("statusCode", 302)
            if not target:
                target, status = _text(entry, "rewrite"), 200
            if isinstance(status, int) and status < 400:
                yield from _made(_text(entry, "route"), target, status, name)


def htaccess(folder: SiteFolder, static: Sequence[Folder]) -> Iterator[Redirect]:
    """Read ``Redirect`` (which takes along what lies below) and plain ``RewriteRule`` lines of ``.htaccess``."""
    for name in dict.fromkeys([".htaccess", *(f"{each.path}/.htaccess".lstrip("/") for each in static)]):
        text = folder.text(name) or ""
        for found in _HTACCESS.finditer(text):
            code = {"permanent": 301, "seeother": 303, "gone": 410}.get((found[1] or "").lower())
            status = code or (int(found[1]) if (found[1] or "").isdigit() else 302)
            source, target = found[2].strip('"'), found[3].strip('"')
            origin = f"{name}:{_line(text, found.start())}"
            if status >= 400:
                continue
            if "match" in found[0].partition(" ")[0].lower() or re.search(r"[()\[\]^$*+\\|]", source):
                yield from _made("/" + source.strip("^$").lstrip("/"), target, status, origin, certain=False)
            else:
                yield from _made(source, target, status, origin)
                yield Redirect(f"{source.rstrip('/')}/*", f"{target.rstrip('/')}/:splat", status, origin)
        for found in _REWRITE.finditer(text):
            if re.search(r"\bR\b", found[3]):
                source = "/" + found[1].strip("^$").lstrip("/").replace("\\", "")
                conditions = "RewriteCond" in text
                yield from _made(
                    source, found[2], 301, f"{name}:{_line(text, found.start())}", certain=not conditions
                )


def next_config(folder: SiteFolder, static: Sequence[Folder]) -> Iterator[Redirect]:
    """Read ``source`` and ``destination`` pairs of next.config and of the files that it imports for redirects."""
    for name, text in _scripts(folder, "next.config"):
        for origin, part in _with_imports(folder, name, text):
            if origin.endswith(".json"):
                yield from _listed(folder.data(origin) or _as_list(part), origin)
                continue
            yield from _pairs(part, origin)


def _as_list(text: str) -> Any:  # noqa: ANN401 - any JSON
    import json

    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _listed(data: Any, origin: str, depth: int = 3) -> Iterator[Redirect]:  # noqa: ANN401
    """Yield the redirects of a JSON file made for a program: lists of sources and destinations, one by one.

    The program may change them, so none is certain.
    """
    if isinstance(data, list):
        for entry in _tables(data):
            if source := _text(entry, "source") or _text(entry, "from"):
                target = _text(entry, "destination") or _text(entry, "to")
                yield from _made(source, target, 301, origin, certain=False)
                rest = source.replace("/:locale/", "/").replace("/:lang/", "/")
                if rest != source:
                    yield from _made(rest, target, 301, origin, certain=False)
    elif isinstance(data, Mapping) and depth:
        for value in data.values():
            yield from _listed(value, origin, depth - 1)


def _pairs(text: str, origin: str) -> Iterator[Redirect]:
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    sources = list(_SOURCE.finditer(text))
    for number, source in enumerate(sources):
        end = sources[number + 1].start() if number + 1 < len(sources) else len(text)
        window = text[source.end() : min(end, source.end() + 800)]
        target = _DESTINATION.search(window)
        if target is None:
            continue
        status = 308 if _REDIRECTS.search(window) else 200
        condition = re.search(r"\b(?:has|missing)\s*:", window[: target.end() + 120]) is not None
        yield from _made(
            _string(source),
            _string(target),
            status,
            f"{origin}:{_line(text, source.start())}",
            certain=not condition,
        )


def docusaurus(folder: SiteFolder, static: Sequence[Folder]) -> Iterator[Redirect]:
    """Read the client redirects of Docusaurus, which lie below its base path; a function of them stays unknown."""
    for name, text in _scripts(folder, "docusaurus.config"):
        if "redirects" not in text.lower():
            continue
        base = re.search(rf"\bbaseUrl\s*:\s*{_STRING}", text)
        prefix = _string(base).rstrip("/") if base else ""
        for origin, part in _with_imports(folder, name, text):
            if origin.endswith(".json"):
                yield from _listed(folder.data(origin) or _as_list(part), origin)
                continue
            for source, target, line in _from_to(part):
                own = target if "://" in target else prefix + target
                yield from _made(prefix + source, own, 301, f"{origin}:{line}")


def gatsby_nuxt_and_others(folder: SiteFolder, static: Sequence[Folder]) -> Iterator[Redirect]:
    """Read ``createRedirect`` of Gatsby, and the ``from`` and ``to`` of middleware that sites write for it."""
    for stem in ("gatsby-node", "middleware", "src/middleware", "middleware/redirects.global", "redirects"):
        for name, text in _scripts(folder, stem):
            for source, target, line in _from_to(text):
                yield from _made(source, target, 301, f"{name}:{line}", certain=stem == "gatsby-node")


def _from_to(text: str) -> Iterator[tuple[str, str, int]]:
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    for found in _FROM_TO.finditer(text):
        target = found[5] or found[6] or found[7] or ""
        for source in _strings(found[1]):
            yield source, target, _line(text, found.start())
    for found in _TO_FROM.finditer(text):
        target = found[1] or found[2] or found[3] or ""
        for source in _strings(found[4]):
            yield source, target, _line(text, found.start())


def keyed(folder: SiteFolder, static: Sequence[Folder]) -> Iterator[Redirect]:
    """Read ``"/old": "/new"`` tables of redirects in the configurations of Astro and Nuxt."""
    for stem, word in (
        ("astro.config", "redirects"),
        ("nuxt.config", "routeRules"),
        ("nuxt.config", "redirect"),
    ):
        for name, text in _scripts(folder, stem):
            block = re.search(rf"\b{word}\s*:\s*\{{", text)
            if block is None:
                continue
            inner = _braced(text, block.end())
            for found in _KEYED.finditer(inner):
                target = next((part for part in found.groups()[1:] if part), "")
                yield from _made(
                    found[1].replace("[...", ":").replace("[", ":").replace("]", ""),
                    target.replace("[...", ":").replace("[", ":").replace("]", ""),
                    301,
                    name,
                )


def _braced(text: str, at: int) -> str:
    """Return what stands up to the brace that closes the one before ``at``."""
    depth, end = 1, at
    for end in range(at, min(len(text), at + 100_000)):
        depth += (text[end] == "{") - (text[end] == "}")
        if not depth:
            break
    return text[at:end]


def workers(folder: SiteFolder, static: Sequence[Folder]) -> Iterator[Redirect]:
    """Read pairs of paths in a Cloudflare worker: what it does with them is its own affair."""
    for stem in ("worker", "_worker", "src/worker"):
        for name, text in _scripts(folder, stem):
            for found in _PAIR.finditer(text):
                yield from _made(
                    found[1], found[2], 301, f"{name}:{_line(text, found.start())}", certain=False
                )


def _scripts(folder: SiteFolder, stem: str) -> Iterator[tuple[str, str]]:
    for ending in _SCRIPTS:
        name = f"{stem}.{ending}"
        if "/" not in name and name not in folder.names:
            continue
        text = folder.text(name)
        if text:
            yield name, text


def _with_imports(folder: SiteFolder, name: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield a script and the files of redirects that it, or what it imports for them, names in the site's folder."""
    yield name, text
    seen = {name}
    queue = [*_imports(text)]
    if (folder.root / "redirects.json").is_file():
        queue.append("./redirects.json")
    if "next.rewrites" in text:
        queue.append("./next.rewrites.mjs")
    while queue and len(seen) < 20:
        path = queue.pop(0).removeprefix("./")
        if path in seen or path.startswith("../"):
            continue
        seen.add(path)
        for spelt in (path, *(f"{path}.{ending}" for ending in (*_SCRIPTS, "json"))):
            part = folder.text(spelt)
            if part:
                yield spelt, part
                queue += _imports(part)
                break


def _imports(text: str) -> list[str]:
    return [found[1] for found in _IMPORT.finditer(text)]


def _tables(value: object) -> Iterator[Mapping[str, Any]]:
    for entry in value if isinstance(value, list) else ():
        if isinstance(entry, Mapping):
            yield entry


def _text(table: object, key: str) -> str:
    value = get(table, key)
    return value.strip() if isinstance(value, str) else ""


def _string(found: re.Match[str]) -> str:
    return next((part for part in found.groups() if part is not None), "")


def _strings(text: str) -> list[str]:
    return [_string(found) for found in re.finditer(_STRING, text)]


#: In the order in which they are asked.
READERS: tuple[Reader, ...] = (
    netlify_lines, netlify_toml, vercel, firebase, azure, htaccess,
    next_config, docusaurus, gatsby_nuxt_and_others, keyed, workers,
)  # fmt: skip
