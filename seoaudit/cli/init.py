"""``seoaudit init``: a commented configuration to start from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from seoaudit.site.model import SiteConfig


@click.command()
@click.argument("path", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--force", is_flag=True, help="Replace a seoaudit.toml that is there already.")
def init(path: Path, *, force: bool) -> None:
    """Write a commented seoaudit.toml into the folder PATH (by default the working directory).

    The file names every setting with its default, so that nothing changes until you change it. If the folder
    holds a site whose generator is known (Hugo, Jekyll, Astro and others), the site's address and the folder of
    its texts are filled in where they are plainly written, and for manuals the profile “documentation”.

    \b
    seoaudit init                start with the site in this folder
    seoaudit init blog/          … in another one
    seoaudit init --force        begin again: the old file is lost
    """
    from seoaudit.cli.output import write_atomically
    from seoaudit.config import FILE_NAME
    from seoaudit.config.template import template
    from seoaudit.reports.safe_text import visible
    from seoaudit.sources.decode import Unreadable

    if not path.is_dir():
        _stop(f"{path} is not a folder. Create it first: mkdir -p {path}")
    file = path / FILE_NAME
    if not force:
        if file.exists() or file.is_symlink():
            _stop(f"{file} is there already; --force replaces it.")
        if _has_table(path / "pyproject.toml"):
            _stop(
                f"{path / 'pyproject.toml'} has a [tool.seoaudit] table, which {FILE_NAME} would put out of use; --force writes it all the same."
            )
    site = _site_in(path)
    try:
        write_atomically(file, [template(_given(site), _reasons(site))])
    except Unreadable as error:
        _stop(f"{error}. {error.fix}")
    click.echo(visible(f"Wrote {file}."))
    if site:
        _report(site)
    click.echo(visible("Next: seoaudit check " + (f"{path}/" if path != Path() else ".")))


def _stop(message: str) -> None:
    from seoaudit.reports.safe_text import visible

    click.echo(visible(f"seoaudit: {message}"), err=True)
    sys.exit(2)


def _has_table(pyproject: Path) -> bool:
    try:
        text = pyproject.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return "[tool.seoaudit" in text


def _site_in(path: Path) -> SiteConfig | None:
    """Return the site whose configuration is in the folder itself."""
    from seoaudit.site.generators import recognise

    site = recognise(path)
    return site if site.generator and Path(site.root) == path.absolute() else None


def _folders(site: SiteConfig) -> list[str]:
    """Return the folders of texts that are there, those inside of others left out."""
    names = sorted({folder.path for folder in site.content if (Path(site.root) / folder.path).is_dir()})
    if "" in names:
        return []
    return [name for name in names if not any(name.startswith(f"{other}/") for other in names)]


def _given(site: SiteConfig | None) -> dict[str, object]:
    found: dict[str, object] = {}
    if site and (folders := _folders(site)):
        found["include"] = tuple(f"{folder}/**" for folder in folders)
    if site and site.url:
        found["site-url"] = site.url
    if site and _is_documentation(site):
        found["profile"] = "documentation"
    return found


def _is_documentation(site: SiteConfig) -> bool:
    """Return whether the site's generator is one for manuals, or its theme is."""
    if site.generator == "Docusaurus":  # which can also be a blog and nothing else
        return any(part["kind"] == "docs" for part in site.details["parts"])
    return site.generator in ("MkDocs", "VitePress") or bool(site.details.get("starlight"))


def _reasons(site: SiteConfig | None) -> dict[str, str]:
    if site is None or not _is_documentation(site):
        return {}
    name = "Starlight" if site.details.get("starlight") else site.generator
    why = f"Set because {name} is made for documentation; a blog beside it can have “post” in [[overrides]]."
    return {"profile": why}


def _report(site: SiteConfig) -> None:
    from seoaudit.reports.safe_text import visible

    told = [f"site-url = {site.url}"] if site.url else []
    if folders := _folders(site):
        told.append(f"include = {', '.join(f'{folder}/**' for folder in folders)}")
    if _is_documentation(site):
        told.append("profile = documentation")
    if told:
        click.echo(visible(f"From {site.file} ({site.generator}): {'; '.join(told)}"))
    if not site.url:
        told_by = f"{site.file} ({site.generator})"
        click.echo(visible(f"{told_by} does not say plainly where the site is published: set site-url."))
