"""What a command is told to read: paths of files and folders, addresses of live pages, web archives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

#: Endings of web archives (WARC), and the name of the one that a crawl writes.
_ARCHIVES = (".warc", ".warc.gz")
ARCHIVE_NAME = "archive.warc.gz"


class Address(str):
    """The address of a live page."""

    __slots__ = ()


#: A path, ``-`` for standard input, or an address.
Target = Path | Address


class Wanted(msgspec.Struct, frozen=True):
    """What to read: the targets, what to call standard input, where the published pages of drafts are (``None``: unasked).

    ``render``: a browser runs the scripts of live pages.
    """

    targets: Sequence[Target]
    stdin_filename: str = "stdin.md"
    against: Target | None = None
    render: bool = False

    @property
    def all(self) -> Sequence[Target]:
        """Return all that is named."""
        return self.targets if self.against is None else [*self.targets, self.against]


class TargetType(click.ParamType):  # type: ignore[type-arg] # generic from click 8.2 on
    """Tells addresses from paths, and completes paths."""

    name = "path or URL"

    def convert(
        self, value: str | Target, param: click.Parameter | None, ctx: click.Context | None
    ) -> Target:
        """Return an ``Address`` for what begins with ``http://`` or ``https://``, a path for all else."""
        del param, ctx
        if isinstance(value, (Address, Path)):
            return value
        scheme, slashes, _ = value.partition("://")
        return Address(value) if slashes and scheme.lower() in ("http", "https") else Path(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Complete the names of files and folders."""
        return click.Path().shell_complete(ctx, param, incomplete)


def archive_in(path: Path) -> Path | None:
    """Return the archive that a path names: the file itself, or that in the folder of a crawl; ``None`` for others."""
    if path.name.lower().endswith(_ARCHIVES):
        return path
    return path / ARCHIVE_NAME if (path / ARCHIVE_NAME).is_file() else None


def parted(targets: Sequence[Target]) -> tuple[list[Path], list[Address], list[Path]]:
    """Return the targets by kind: files and folders, addresses, archives."""
    paths: list[Path] = []
    addresses: list[Address] = []
    archives: list[Path] = []
    for target in targets:
        if isinstance(target, Address):
            addresses.append(target)
        elif archive := archive_in(target):
            archives.append(archive)
        else:
            paths.append(target)
    return paths, addresses, archives
