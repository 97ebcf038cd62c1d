"""Hugo: the configuration, with its directory and its environments, and what Hugo makes by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from seoaudit.site.generators.base import Around, Entry, Generator, Routes
from seoaudit.site.generators.config_files import (
    SiteFolder,
    address,
    base_path_of,
    folder_path,
    get,
    lowered,
)
from seoaudit.site.generators.hugo_paths import hugo_address
from seoaudit.site.generators.left_out import built_anyway
from seoaudit.site.model import Address, Folder, LeftOut, SiteConfig

_ENDINGS = ("toml", "yaml", "yml", "json")
_STEMS = ("hugo", "config")
#: Keys that only Hugo has; ``config.toml`` alone says nothing.
_OWN = frozenset(
    {
        "baseurl", "languagecode", "defaultcontentlanguage", "contentdir", "permalinks", "taxonomies", "markup",
        "buildfuture", "builddrafts", "enablerobotstxt", "paginate", "pagination", "theme", "outputformats",
    }
)  # fmt: skip
_FOLDERS = frozenset({"content", "layouts", "archetypes", "themes"})
#: Files of a configuration folder that hold the whole configuration; any other holds the table of its name.
_WHOLE = frozenset(_STEMS)


class Hugo:
    """``hugo.toml``, ``config.toml`` … or ``config/_default/``."""

    name = "Hugo"

    def recognise(self, folder: SiteFolder) -> SiteConfig | None:
        """Return the site; ``None`` where a shared file name holds nothing of Hugo's."""
        data, file = _configuration(folder)
        own = file.startswith("hugo.") or "hugo." in file or "_default" in file
        if not file or not (own or _OWN & data.keys()):
            return None
        if not own and "base_url" in data and "baseurl" not in data:
            return None  # Zola's spelling
        folder.tell("generator", file)
        url = address(data.get("baseurl"))
        if url:
            folder.tell("url", file, "baseurl")
        languages, default = _languages(data)
        content = tuple(_content(folder, data, languages, default))
        return SiteConfig(
            generator="Hugo", root=str(folder.root), file=file, url=url,
            base_path=base_path_of(url or str(data.get("baseurl") or "")),
            content=content, static=tuple(_static(folder, data, languages)),
            languages=tuple(languages) if len(languages) > 1 else (), default_language=default if languages else "",
            skipped=(folder_path(data.get("publishdir")) or "public", "resources", "docs/public"),
            details=_details(data, languages, content, built_anyway(folder)), told=folder.told,
        )  # fmt: skip

    def address(self, config: SiteConfig, entry: Entry, around: Around) -> Address | None:
        """Return where Hugo publishes a content file."""
        return hugo_address(config, entry, around)

    def routes(self, config: SiteConfig, files: Collection[str]) -> Routes:
        """Return taxonomies, pagination, feeds, section lists and the other output formats."""
        details, base = config.details, config.base_path
        languages = ["", *(f"{language}/" for language in config.languages)]
        made = [
            "sitemap.xml",
            "robots.txt",
            "404.html",
            "**/index.*",
            f"**/{details['paginate_path']}/#",
            "**/amp",
        ]
        made += details["formats"]
        sections: set[str] = {""}
        unknown: set[str] = set()
        for folder in config.content:
            for file in files:
                inner = (
                    file[len(folder.path) + 1 :] if folder.path and file.startswith(f"{folder.path}/") else ""
                )
                if "/" in inner:
                    sections.add(inner.split("/")[0].lower())
                    if inner.endswith("/_content.gotmpl"):
                        unknown.add(inner.rpartition("/")[0] + "/**")
                elif inner == "_content.gotmpl":
                    unknown.add("**")
        for language in languages:
            prefix = base + language
            made += [f"{prefix}{section}" for section in sorted(sections)]
            made += [f"{prefix}{taxonomy}/**" for taxonomy in details["taxonomies"]]
        return Routes(tuple(made), tuple(f"{base}{each}" for each in sorted(unknown)))


def _configuration(folder: SiteFolder) -> tuple[Mapping[str, Any], str]:
    """Return the merged configuration, all keys in lower case, and the file that gave the address (or the first)."""
    merged: dict[str, Any] = {}
    files: list[str] = []
    for stem in _STEMS:
        name = next((f"{stem}.{e}" for e in _ENDINGS if f"{stem}.{e}" in folder.names), None)
        if name and (data := lowered(folder.data(name))):
            _merge(merged, data)
            files.append(name)
            break
    for environment in ("_default", "production"):
        for name in _folder_files(folder, f"config/{environment}"):
            stem = name.rpartition("/")[2].rpartition(".")[0].lower()
            data = lowered(folder.data(name))
            if not data:
                continue
            table, _, language = stem.partition(".")
            if table not in _WHOLE:
                data = {table: data}
            if language:
                data = {"languages": {language: data}}
            _merge(merged, data)
            files.append(name)
    told = next(
        (name for name in files if "baseurl" in lowered(folder.data(name))), files[0] if files else ""
    )
    return merged, told


def _folder_files(folder: SiteFolder, path: str) -> Iterator[str]:
    for name in folder.listing(path):
        if name.rpartition(".")[2] in _ENDINGS:
            yield f"{path}/{name}"


def _merge(into: dict[str, Any], data: Mapping[str, Any]) -> None:
    for key, value in data.items():
        if isinstance(value, Mapping) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = dict(value) if isinstance(value, Mapping) else value


def _languages(data: Mapping[str, Any]) -> tuple[dict[str, Mapping[str, Any]], str]:
    """Return the languages' own tables, by weight, and the name of the default one."""
    default = str(data.get("defaultcontentlanguage") or "en").lower()
    tables = data.get("languages")
    disabled = data.get("disablelanguages") or ()
    found = {
        name: table
        for name, table in (tables.items() if isinstance(tables, Mapping) else ())
        if isinstance(table, Mapping) and not table.get("disabled") and name not in disabled
    }
    weights = {name: table.get("weight") for name, table in found.items()}
    order = sorted(found, key=lambda name: _number(weights[name]))
    if found and default not in found:
        default = order[0]
    return {name: found[name] for name in order}, default


def _number(weight: object) -> int:
    return weight if isinstance(weight, int) and weight else 1_000_000  # no weight comes last


def _mounts(data: Mapping[str, Any], component: str) -> Iterator[tuple[str, str, str]]:
    """Yield (source folder, path below the component, language) of the mounts that are folders of this site."""
    mounts = get(data, "module.mounts")
    for mount in mounts if isinstance(mounts, list) else ():
        if not isinstance(mount, Mapping):
            continue
        target = folder_path(mount.get("target"))
        source = folder_path(mount.get("source"))
        if source.startswith(("..", "node_modules")) or (
            target != component and not target.startswith(f"{component}/")
        ):
            continue
        matrix = get(mount, "sites.matrix.languages")
        language = str(
            mount.get("lang") or (matrix[0] if isinstance(matrix, list) and len(matrix) == 1 else "")
        )
        yield source, target[len(component) + 1 :], language.lower() if "*" not in language else ""


def _content(
    folder: SiteFolder, data: Mapping[str, Any], languages: Mapping[str, Mapping[str, Any]], default: str
) -> Iterator[Folder]:
    """Yield content folders; the prefix is where they are mounted below the content, not yet an address."""
    mounts = list(_mounts(data, "content"))
    if mounts:
        folder.tell("content", folder.told["generator"], "[[module.mounts]]")
        for source, below, language in mounts:
            yield Folder(source, f"/{below}/" if below else "/", language)
        return
    whole = folder_path(data.get("contentdir")) or "content"
    own = {name: folder_path(table.get("contentdir")) for name, table in languages.items()}
    folder.tell("content", folder.told["generator"], "contentdir")
    for name, path in own.items():
        if path:
            yield Folder(path, "/", name)
    if whole not in own.values() and (not languages or not all(own.values())):
        yield Folder(whole, "/", "" if not any(own.values()) else default)


def _static(
    folder: SiteFolder, data: Mapping[str, Any], languages: Mapping[str, Mapping[str, Any]]
) -> Iterator[Folder]:
    base = base_path_of(address(data.get("baseurl")))
    seen: dict[str, Folder] = {}
    for source, below, _ in _mounts(data, "static"):
        seen.setdefault(source, Folder(source, f"{base}{below}/" if below else base))
    if not seen:
        for table in (data, *languages.values()):
            for key in ("staticdir", *(f"staticdir{number}" for number in range(11))):
                for path in _strings(table.get(key)):
                    seen.setdefault(folder_path(path), Folder(folder_path(path), base))
    if not seen:
        seen["static"] = Folder("static", base)
    themes = _strings(data.get("theme")) or [
        str(each.get("path")) for each in get(data, "module.imports") or () if isinstance(each, Mapping)
    ]
    for theme in themes:
        path = f"themes/{folder_path(theme)}/static"
        if folder.is_dir(path):
            seen.setdefault(path, Folder(path, base))
    for path, found in seen.items():
        if not path.startswith(".."):
            yield found


def _strings(value: object) -> list[str]:
    return (
        [value]
        if isinstance(value, str)
        else [str(each) for each in value]
        if isinstance(value, list)
        else []
    )


def _details(
    data: Mapping[str, Any],
    languages: Mapping[str, Mapping[str, Any]],
    content: tuple[Folder, ...],
    anyway: Collection[LeftOut],
) -> dict[str, Any]:
    taxonomies = data.get("taxonomies")
    if not isinstance(taxonomies, Mapping):
        taxonomies = {"tag": "tags", "category": "categories"}
    permalinks: dict[str, Any] = {"page": {}, "section": {}}
    _permalinks(permalinks, data.get("permalinks"))
    formats = data.get("outputformats")
    names = [
        str(each["basename"])
        for each in (formats.values() if isinstance(formats, Mapping) else ())
        if isinstance(each, Mapping) and each.get("basename")
    ]
    return {
        "permalinks": permalinks,
        "language_permalinks": {
            name: _permalinks({"page": {}, "section": {}}, table["permalinks"])
            for name, table in languages.items()
            if "permalinks" in table
        },
        "taxonomies": [str(each).lower() for each in taxonomies.values()],
        "ugly": data.get("uglyurls") if isinstance(data.get("uglyurls"), (bool, Mapping)) else False,
        "keep_case": bool(data.get("disablepathtolower")),
        "remove_accents": bool(data.get("removepathaccents")),
        "default_in_folder": bool(data.get("defaultcontentlanguageinsubdir")),
        "multilingual": len(languages) > 1,
        "names": sorted({*languages, *(folder.language for folder in content if folder.language)}),
        "future": bool(data.get("buildfuture")) or "scheduled" in anyway,
        "drafts": bool(data.get("builddrafts")) or "draft" in anyway,
        "expired": bool(data.get("buildexpired")) or "expired" in anyway,
        "aliases": True,
        "paginate_path": str(get(data, "pagination.path") or data.get("paginatepath") or "page"),
        "formats": [f"**/{name}" if "." in name else f"**/{name}.*" for name in names]
        + [f"**/{name}" for name in names],
    }


def _permalinks(into: dict[str, Any], value: object) -> dict[str, Any]:
    """Note patterns by kind and section; without a kind they are for pages."""
    for key, pattern in value.items() if isinstance(value, Mapping) else ():
        if isinstance(pattern, str):
            into["page"][key] = pattern
        elif isinstance(pattern, Mapping) and key in into:
            into[key] |= {name: each for name, each in pattern.items() if isinstance(each, str)}
    return into


GENERATOR: Generator = Hugo()
