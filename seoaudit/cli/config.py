"""``seoaudit config``: which settings hold for a path, and where each comes from."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from seoaudit.cli.known_names import pack_option

if TYPE_CHECKING:
    from seoaudit.config import Config, Settings
    from seoaudit.page import FrontMatter

_WIDTH = 80
_GAP = "  "


class _Row(NamedTuple):
    setting: str
    value: Any
    origin: str


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=Path())
@click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Use this configuration, whatever lies beside the path.",
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@pack_option("Use this installed pack too.")
@click.option(
    "--schema",
    is_flag=True,
    help="Print the JSON schema of the configuration instead, with the rules of its packs.",
)
def config(
    path: Path, config_file: Path | None, format_: str, packs: tuple[str, ...], *, schema: bool
) -> None:
    """Show which settings hold for PATH (a post, or a folder), where each comes from, and the site around it.

    The nearest seoaudit.toml, or pyproject.toml with a [tool.seoaudit] table, decides; its [[overrides]] change
    it for some paths, and a post's own front matter (“seo:”) has the last word. Of the site, what was recognised
    is shown, and for a post the address under which it will be published.

    \b
    seoaudit config content/post.md
    seoaudit config content/post.md --format json
    seoaudit config --config strict.toml content/post.md
    seoaudit config --schema > seoaudit.schema.json   what editors complete and check by
    """
    from seoaudit.cli.site import site_facts, site_lines
    from seoaudit.config import ConfigErrors, Overrides, discover
    from seoaudit.registry import PackError

    if not path.exists():
        click.echo(
            _visible(f"seoaudit: {path}: there is no such file or directory. Check the path."), err=True
        )
        sys.exit(2)
    if schema:
        _print_schema(path, config_file, packs)
        return
    try:
        found = discover(path, explicit=config_file, command_line=Overrides(packs=packs or None))
        rows, settings, problems = _rows(found, path)
    except (ConfigErrors, PackError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    site = site_facts(path, found.site)
    if format_ == "json":
        click.echo(_json(path, found, rows, settings, site))
    else:
        click.echo(
            "\n".join([*_text(path, found, rows, settings, site), "", *map(_visible, site_lines(site))])
        )
    for problem in problems:
        click.echo(problem, err=True)


def _print_schema(path: Path, config_file: Path | None, packs: tuple[str, ...]) -> None:
    from seoaudit.cli.output import reported_errors
    from seoaudit.config.discovery import repertoire_at
    from seoaudit.config.schema import schema_text

    with reported_errors():
        click.echo(schema_text(repertoire_at(path, explicit=config_file, packs=packs)), nl=False)


def _rows(found: Config, path: Path) -> tuple[list[_Row], Settings, list[str]]:
    """Return the rows, the settings after the page's own, and what is wrong with the page's own."""
    from seoaudit.config import KEYS, page_settings
    from seoaudit.config.pages import PAGE_KEYS

    base = found.for_path(path)
    text, front_matter = _front_matter(path, base.max_file_size)
    settings, problems = page_settings(base, front_matter)
    rows = []
    for key in KEYS.values():
        value, origin = found.value(key.name, path), found.origin(key.name, path)
        if key.name == "ignore" and settings.rules != base.rules and front_matter:
            value = (*value, *_listed(front_matter.get("seo.ignore")))
            place = _place(path, text, front_matter, key.name)
            origin = place if origin == "default" else f"{origin}; {place}"
        elif (
            key.name in PAGE_KEYS
            and key.name != "ignore"
            and getattr(settings, key.field) != value
            and front_matter
        ):
            value, origin = getattr(settings, key.field), _place(path, text, front_matter, key.name)
        rows.append(_Row(key.name, value, origin))
    for name in found.rule_settings(path):
        rule, _, option = name.rpartition(".")
        rows.append(_Row(name, _rule_value(settings, rule, option), found.origin(name, path)))
    told = [
        f"{path}:{text.count(chr(10), 0, each.span.start) + 1}: {each.message}. {each.fix}".rstrip()
        for each in problems
    ]
    return rows, settings, [_visible(each) for each in told]


def _rule_value(settings: Settings, rule: str, option: str) -> Any:  # noqa: ANN401 - an option of any type
    if option == "severity":
        return settings.severities[rule]
    if option == "weight":
        return settings.weights[rule]
    return settings.options[rule][option.replace("-", "_")]


def _front_matter(path: Path, limit: int) -> tuple[str, FrontMatter | None]:
    """Return the page's text and front matter; both are empty for what cannot be read, which ``check`` reports."""
    from seoaudit.parsing import media_of
    from seoaudit.parsing.frontmatter import read
    from seoaudit.sources.decode import Unreadable, decode
    from seoaudit.sources.files import read_bytes

    media = media_of(path.name)
    if media is None or not path.is_file():
        return "", None
    try:
        text, _, _ = decode(read_bytes(path, limit), media)
    except Unreadable:
        return "", None
    return text, read(text)[0]


def _listed(value: object) -> list[str]:
    return (
        [value]
        if isinstance(value, str)
        else [str(each) for each in value]
        if isinstance(value, list)
        else []
    )


def _place(path: Path, text: str, front_matter: FrontMatter, key: str) -> str:
    span = front_matter.spans.get(f"seo.{key}") or front_matter.span
    return f"{path.as_posix()}:{text.count(chr(10), 0, span.start) + 1}"


def _json(
    path: Path, found: Config, rows: Iterable[_Row], settings: Settings, site: Mapping[str, Any]
) -> str:
    from seoaudit.reports.json_report import safe

    value = {
        "path": path.as_posix(),
        "config": found.name or None,
        "settings": {row.setting: {"value": row.value, "from": row.origin} for row in rows},
        "rules": list(settings.rules),
        "site": site,
    }
    return safe(json.dumps(value, indent=2, ensure_ascii=False).encode("utf-8", "backslashreplace"))


def _text(
    path: Path, found: Config, rows: Sequence[_Row], settings: Settings, site: Mapping[str, Any]
) -> list[str]:
    from seoaudit.config import KEYS
    from seoaudit.config.catalogue import catalogue_of

    where = (
        f"Configuration: {found.name}" if found.file else "No configuration found: these are the defaults."
    )
    applied = f"{len(settings.rules)} of {len(catalogue_of(settings))} rules apply; `seoaudit config --format json` names them."
    cells = [_cell(row, site) for row in rows]
    plain = [cell for cell in cells if cell[0] in KEYS]
    lines = [
        _visible(f"Settings for {path.as_posix()}"),
        _visible(where),
        "",
        *_table(("setting", "value", "from"), plain),
    ]
    own = [cell for cell in cells if cell[0] not in KEYS]
    if own:
        lines += ["", *_table(("rule setting", "value", "from"), own)]
    return [*lines, "", *textwrap.wrap(applied, _WIDTH)]


def _cell(row: _Row, site: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return a row's texts; of a site's address that is not set, the one that was recognised."""
    if row.setting == "site-url" and not row.value and site["url"]:
        return row.setting, f"({site['url']})", site["from"].get("url") or "recognised"
    return row.setting, _written(row), row.origin


def _written(row: _Row) -> str:
    from seoaudit.config import KEYS
    from seoaudit.config.keys import toml

    if row.setting in KEYS and (row.value is None or row.value in ("", ())):
        return f"({KEYS[row.setting].unset or 'none'})"
    return toml(row.value)


def _table(head: tuple[str, str, str], cells: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return aligned lines of at most 80 columns; cells that do not fit go on below."""
    first = min(max(len(cell[0]) for cell in (head, *cells)), 34)
    last = min(max(len(cell[2]) for cell in (head, *cells)), 26)
    widths = (first, _WIDTH - first - last - 2 * len(_GAP), last)
    lines = []
    for cell in (head, *cells):
        columns = [
            textwrap.wrap(_visible(text), width) or [""] for text, width in zip(cell, widths, strict=True)
        ]
        for number in range(max(map(len, columns))):
            parts = [
                (column[number] if number < len(column) else "").ljust(width)
                for column, width in zip(columns, widths, strict=True)
            ]
            lines.append(_GAP.join(parts).rstrip())
    return lines


def _visible(text: str) -> str:
    from seoaudit.reports.safe_text import not_a_command, visible

    return not_a_command(visible(text))
