"""The options by which links to other sites are tried, and what is seen of that."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Self

import click
import msgspec

from seoaudit.cli.option_groups import option_group
from seoaudit.cli.targets import Address, Target

if TYPE_CHECKING:
    from rich.progress import Progress

    from seoaudit.engines.cache_folder import CacheFolder
    from seoaudit.web.external import LinkChecker

#: What people call what was found of a link.
_VERDICTS = {"ok": "good", "moved": "moved", "broken": "dead", "unverified": "not verified"}
#: Fewer links than this are tried before anybody would have looked.
_LEAST_FOR_PROGRESS = 3


class ExternalOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says of links to other sites. ``told``: how many were tried is said in the end."""

    check_external: bool = False
    allow_private: bool = False
    told: bool = True

    def quietly(self, quiet: bool) -> ExternalOptions:
        """Return the same, which says nothing in the end if that is wanted."""
        return msgspec.structs.replace(self, told=not quiet)

    def check(self, *, untrusted: bool) -> None:
        """Refuse what cannot go together."""
        if self.check_external and untrusted:
            raise click.UsageError("--check-external needs the network, which an untrusted run does not have")
        if self.allow_private and not self.check_external:
            raise click.UsageError("--allow-private is of use with --check-external only")

    @contextmanager
    def checker(
        self, targets: Sequence[Target], cache_folder: CacheFolder | None
    ) -> Iterator[LinkChecker | None]:
        """Give what tries links; ``None`` where nobody has asked for it.

        Private networks are left alone, but for those that the addresses among the targets lie in.
        """
        if not self.check_external:
            yield None
            return
        from seoaudit.cli.documents import today
        from seoaudit.engines.cache import day_of
        from seoaudit.web.addresses import networks_of
        from seoaudit.web.external import LinkChecker, link_fetcher
        from seoaudit.web.fetch import user_agent
        from seoaudit.web.known_links import KnownLinks

        near = frozenset(
            network for each in targets if isinstance(each, Address) for network in networks_of(each)
        )
        with ExitStack() as kept:
            fetcher = kept.enter_context(link_fetcher(user_agent(), self.allow_private or near))
            known = kept.enter_context(KnownLinks(cache_folder(), day_of(today()))) if cache_folder else None
            checker = LinkChecker(fetcher, known, kept.enter_context(_Display()))
            yield checker
        if self.told:
            click.echo(_tried(checker.verdicts()), err=True)


def _tried(verdicts: Mapping[str, int]) -> str:
    """Return how many links were tried, with what result.

    >>> _tried({"ok": 3, "broken": 1})
    '4 links to other sites tried: 3 good, 1 dead.'
    """
    total = sum(verdicts.values())
    said = [f"{verdicts[verdict]:,} {word}" for verdict, word in _VERDICTS.items() if verdicts.get(verdict)]
    results = f": {', '.join(said)}" if said else ""
    return f"{total or 'No'} {'link' if total == 1 else 'links'} to other sites tried{results}."


class _Display:
    """Shows on standard error how many links are tried, on a terminal only."""

    def __init__(self) -> None:
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def __call__(self, done: int, total: int) -> None:
        if done == total:
            self._end()
        elif total >= _LEAST_FOR_PROGRESS and sys.stderr.isatty():
            if self._bar is None:
                self._bar = _started(total)
            self._bar.update(self._bar.task_ids[0], completed=done, total=total)

    def _end(self) -> None:
        bar, self._bar = self._bar, None
        if bar is not None:
            bar.stop()


def _started(total: int) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("Trying links to other sites"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.add_task("", total=total)
    bar.start()
    return bar


_OPTIONS = (
    click.option(
        "--check-external",
        is_flag=True,
        help="Try the links to other sites, each address once. Dead ones are findings; what could not be verified is listed.",
    ),
    click.option(
        "--allow-private",
        is_flag=True,
        help="With --check-external: try addresses inside of private networks, too.",
    ),
)

#: Adds the options to a command, which gets them as one value called ``external``.
external_options = option_group("external", ExternalOptions, _OPTIONS)
