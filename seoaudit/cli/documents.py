"""What a command reads: paths become documents with their settings, and a bar shows how far the reading is."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seoaudit.config import Config, Overrides, Settings
    from seoaudit.config.discovery import GivenFiles
    from seoaudit.engines.document import Document
    from seoaudit.engines.pool import PackedPage
    from seoaudit.site.model import Given
    from seoaudit.sources.files import Globs

#: Fewer documents than this are done before a progress bar would have been read.
_LEAST_FOR_PROGRESS = 50
#: Stands for standard input.
STDIN = Path("-")


def documents_of(
    paths: Sequence[Path], configs: Configs, stdin_filename: str = "stdin.md"
) -> tuple[list[Document], list[Settings]]:
    """Return the documents under the paths and the settings of each.

    Raises ``Unreadable`` where there are none, ``ConfigErrors`` for a configuration that does not hold.
    """
    import msgspec

    from seoaudit.engines.document import Document
    from seoaudit.sources.decode import Unreadable

    documents: list[Document] = []
    if STDIN in paths:
        documents.append(Document(stdin_filename, Path(stdin_filename), sys.stdin.buffer.read()))
    documents += _found([path for path in paths if path != STDIN], configs)
    if not documents:
        empty = next(
            (path for path in paths if path.suffix == ".crawl" or (path / "crawl.db").exists()), None
        )
        if empty is not None:
            raise Unreadable(
                f"there is no archive in {empty}: no crawl has fetched anything into it",
                f"Crawl first: seoaudit crawl URL --to {empty}",
            )
        raise Unreadable(
            f"there is nothing to audit in {', '.join(map(str, paths))}: no Markdown, HTML or text files",
            "Check the path, --include and --exclude, and what .gitignore leaves out.",
        )
    paths = [document.path or Path(document.name) for document in documents]
    return [
        msgspec.structs.replace(document, site=configs.site_of(path))
        for document, path in zip(documents, paths, strict=True)
    ], [configs.settings_of(path) for path in paths]


def today() -> str:
    """Return the writer's day as an ISO date; ``SEOAUDIT_TODAY`` sets another."""
    return os.environ.get("SEOAUDIT_TODAY") or dt.date.today().isoformat()  # noqa: DTZ011 - the writer's day


def cache_folder() -> Path:
    """Return where runs keep what they found unless another folder is named; ``SEOAUDIT_CACHE_DIR`` names one."""
    if named := os.environ.get("SEOAUDIT_CACHE_DIR"):
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("seoaudit", appauthor=False)


class Configs:
    """The configuration of each path; what lies beside a directory's files is looked up once.

    ``given`` are the only configuration files to be read, in place of those that lie beside the paths.
    """

    def __init__(self, overrides: Overrides, explicit: Path | None, given: GivenFiles | None = None) -> None:
        self.overrides, self.explicit, self.given = overrides, explicit, given
        self._by_folder: dict[Path, Config] = {}
        self._sites: dict[int, Given] = {}

    def of(self, path: Path) -> Config:
        """Return the configuration of a file or folder."""
        from seoaudit.config import discover

        return discover(path, explicit=self.explicit, command_line=self.overrides, given=self.given)

    def of_file(self, path: Path) -> Config:
        """Return the configuration of a file."""
        folder = path.parent
        config = self._by_folder.get(folder)
        if config is None:
            config = self._by_folder[folder] = self.of(path)
        return config

    def settings_of(self, path: Path) -> Settings:
        """Return the settings of a file; the same value for all that share them."""
        return self.of_file(path).for_path(path)

    def settings_of_address(self, address: str) -> Settings:
        """Return the settings of a live page: those of the working directory, with the overrides for its address."""
        from seoaudit.config import discover

        config = discover(address, explicit=self.explicit, command_line=self.overrides, given=self.given)
        return config.for_path(address)

    def site_of(self, path: Path) -> Given:
        """Return what is set by hand of a path's site; the same value for all of one configuration."""
        config = self.of_file(path)
        found = self._sites.get(id(config))
        if found is None:
            found = self._sites[id(config)] = config.site
        return found

    def globs_of(self, folder: Path) -> Globs:
        """Return the patterns by which a folder is searched."""
        from seoaudit.sources.files import Globs

        config = self.of(folder)
        return Globs(config.root, config.include, config.exclude)


def _found(paths: Sequence[Path], configs: Configs) -> list[Document]:
    from seoaudit.engines.document import Document
    from seoaudit.sources.files import find

    found = find(paths, configs.globs_of)
    return [Document(each.name, each.path, None, each.error, each.fix, named=each.named) for each in found]


def progress_bar(pages: Iterator[PackedPage], total: int) -> Iterator[PackedPage]:
    """Show a progress bar on standard error while many documents are audited, on a terminal only."""
    if total < _LEAST_FOR_PROGRESS or not sys.stderr.isatty():
        yield from pages
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Auditing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        for page in pages:
            yield page
            progress.advance(task)
