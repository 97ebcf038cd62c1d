"""The options of every command that reads documents: which files, by which configuration, and with what kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from seoaudit.cli.known_names import pack_option
from seoaudit.cli.option_groups import option_group

if TYPE_CHECKING:
    from seoaudit.config import Overrides
    from seoaudit.engines.cache_folder import CacheFolder


class ReadingOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says of reading; empty and ``None`` where it says nothing. ``jobs`` 0: one per core."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    config_file: Path | None = None
    packs: tuple[str, ...] = ()
    jobs: int = 0
    cache_dir: Path | None = None
    no_cache: bool = False

    def overrides(self, **others: object) -> Overrides:
        """Return what takes precedence over the configuration: the globs, the packs, and other keys that are not ``None``."""
        from seoaudit.config import Overrides

        own = {"include": self.include, "exclude": self.exclude, "packs": self.packs}
        given = {**{name: value or None for name, value in own.items()}, **others}
        return Overrides(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]

    def cache_folder(self) -> CacheFolder | None:
        """Return what names the folder for what is kept between runs; ``None`` where nothing is to be."""
        if self.no_cache:
            return None
        from seoaudit.engines.cache_folder import CacheFolder

        named = self.cache_dir
        if named is not None:
            return CacheFolder(lambda: named)
        from seoaudit.cli.documents import cache_folder

        return CacheFolder(cache_folder)


def names(values: Sequence[str]) -> tuple[str, ...] | None:
    """Return what an option that can be repeated and takes commas names; ``None`` for nothing.

    >>> names(["headings, links", "cta"])
    ('headings', 'links', 'cta')
    """
    found = tuple(name.strip() for value in values for name in value.split(",") if name.strip())
    return found or None


_CHOOSING = (
    click.option(
        "--include", multiple=True, metavar="GLOB", help="In directories, read only files that match."
    ),
    click.option("--exclude", multiple=True, metavar="GLOB", help="In directories, leave out what matches."),
)
config_option = click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Use this configuration, whatever lies beside the files.",
)
_OTHERS = (
    config_option,
    pack_option("Use this installed pack too: its rules, profiles and languages."),
    click.option(
        "-j", "--jobs", type=click.IntRange(0), default=0, metavar="N", help="Processes to use; 0: one per core."
    ),
    click.option(
        "--cache-dir",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="SEOAUDIT_CACHE_DIR",
        metavar="FOLDER",
        help="Where to keep what was found, for the next run.  [default: the user's cache folder]",
    ),
    click.option("--no-cache", is_flag=True, help="Read every page again, and keep nothing."),
)  # fmt: skip

#: Adds the options to a command, which gets them as one value called ``reading``.
reading_options = option_group("reading", ReadingOptions, [*_CHOOSING, *_OTHERS])
#: The same for a command that does not read directories.
reading_options_of_pages = option_group("reading", ReadingOptions, _OTHERS)
