"""The programs in which sites keep their redirects: configurations of generators, middleware, workers.

They are searched for what they say in plain strings and never run. What code may decide is kept with
``certain=False``: such a path may be a redirect, and is never called missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.generators.config_files import SiteFolder
from seoaudit.site.model import Redirect
from seoaudit.site.redirect_sources import line_at, redirects_of, tables, text_of

ProgramReader = Callable[[SiteFolder], Iterator[Redirect]]

_SCRIPTS = ("js", "mjs", "cjs", "ts", "mts")
_LINE_COMMENT = lazy_regex(r"^[ \t]*//[^\n]*", re.MULTILINE)
_STRING = r"""(?:"([^"\n]*)"|'([^'\n]*)'|`([^`]*)`)"""
_SOURCE = lazy_regex(rf"""["']?\bsource["']?\s*:\s*{_STRING}""")
_DESTINATION = lazy_regex(rf"""["']?\bdestination["']?\s*:\s*{_STRING}""")
_REDIRECTS = lazy_regex(r"\b(?:permanent|statusCode)\b")
_FROM_TO = lazy_regex(
    rf"""\b(?:from|fromPath)["']?\s*:\s*(\[[^\]]{{0,4000}}\]|{_STRING})\s*,?(?:(?!\bfrom).){{0,300}}?\bto(?:Path)?["']?\s*:\s*{_STRING}""",
    re.DOTALL,
)
_TO_FROM = lazy_regex(
    rf"""\bto["']?\s*:\s*{_STRING}\s*,\s*["']?from["']?\s*:\s*(\[[^\]]{{0,4000}}\]|{_STRING})"""
)
_PAIR = lazy_regex(r"""\[\s*["'](/[^"'\n]*)["']\s*,\s*["'](/[^"'\n]*|https?:[^"'\n]*)["']""")
_KEYED = lazy_regex(
    rf"""["'](/[^"'\n]*)["']\s*:\s*(?:{_STRING}|\{{[^{{}}]*?\b(?:destination|to|redirect)["']?\s*:\s*{_STRING})"""
)
_IMPORT = lazy_regex(r"""["'](\.{1,2}/[\w./-]*redirect[\w./-]*)["']""", re.IGNORECASE)


def next_config(folder: SiteFolder) -> Iterator[Redirect]:
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
        for entry in tables(data):
            if source := text_of(entry, "source") or text_of(entry, "from"):
                target = text_of(entry, "destination") or text_of(entry, "to")
                yield from redirects_of(source, target, 301, origin, certain=False)
                rest = source.replace("/:locale/", "/").replace("/:lang/", "/")
                if rest != source:
                    yield from redirects_of(rest, target, 301, origin, certain=False)
    elif isinstance(data, Mapping) and depth:
        for value in data.values():
            yield from _listed(value, origin, depth - 1)


def _pairs(text: str, origin: str) -> Iterator[Redirect]:
    text = _without_comments(text)
    sources = list(_SOURCE.finditer(text))
    for number, source in enumerate(sources):
        end = sources[number + 1].start() if number + 1 < len(sources) else len(text)
        window = text[source.end() : min(end, source.end() + 800)]
        target = _DESTINATION.search(window)
        if target is None:
            continue
        status = 308 if _REDIRECTS.search(window) else 200
        condition = re.search(r"\b(?:has|missing)\s*:", window[: target.end() + 120]) is not None
        yield from redirects_of(
            _string(source),
            _string(target),
            status,
            f"{origin}:{line_at(text, source.start())}",
            certain=not condition,
        )


def docusaurus(folder: SiteFolder) -> Iterator[Redirect]:
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
                yield from redirects_of(prefix + source, own, 301, f"{origin}:{line}")


def gatsby_nuxt_and_others(folder: SiteFolder) -> Iterator[Redirect]:
    """Read ``createRedirect`` of Gatsby, and the ``from`` and ``to`` of middleware that sites write for it."""
    for stem in ("gatsby-node", "middleware", "src/middleware", "middleware/redirects.global", "redirects"):
        for name, text in _scripts(folder, stem):
            for source, target, line in _from_to(text):
                yield from redirects_of(source, target, 301, f"{name}:{line}", certain=stem == "gatsby-node")


def _from_to(text: str) -> Iterator[tuple[str, str, int]]:
    text = _without_comments(text)
    for found in _FROM_TO.finditer(text):
        target = found[5] or found[6] or found[7] or ""
        for source in _strings(found[1]):
            yield source, target, line_at(text, found.start())
    for found in _TO_FROM.finditer(text):
        target = found[1] or found[2] or found[3] or ""
        for source in _strings(found[4]):
            yield source, target, line_at(text, found.start())


def keyed(folder: SiteFolder) -> Iterator[Redirect]:
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
                yield from redirects_of(
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


def workers(folder: SiteFolder) -> Iterator[Redirect]:
    """Read pairs of paths in a Cloudflare worker: what it does with them is its own affair."""
    for stem in ("worker", "_worker", "src/worker"):
        for name, text in _scripts(folder, stem):
            for found in _PAIR.finditer(text):
                yield from redirects_of(
                    found[1], found[2], 301, f"{name}:{line_at(text, found.start())}", certain=False
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


def _without_comments(text: str) -> str:
    """Return a program without its comments, line for line; marks within strings of a line's middle stay."""
    parts, at = [], 0
    while (begin := text.find("/*", at)) >= 0 and (end := text.find("*/", begin + 2)) >= 0:
        parts += [text[at:begin], "\n" * text.count("\n", begin, end)]
        at = end + 2
    return _LINE_COMMENT.sub("", "".join([*parts, text[at:]]))


def _string(found: re.Match[str]) -> str:
    return next((part for part in found.groups() if part is not None), "")


def _strings(text: str) -> list[str]:
    return [_string(found) for found in re.finditer(_STRING, text)]


PROGRAMS: tuple[ProgramReader, ...] = (next_config, docusaurus, gatsby_nuxt_and_others, keyed, workers)
