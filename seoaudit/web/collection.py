"""What archives and single fetches hold, put into one index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from seoaudit.web.crawl_state import CrawlState
from seoaudit.web.response import Response
from seoaudit.web.visited import Visit, Visited, visit_of

#: Why a crawl leaves out addresses that others would ask.
_BY_CHOICE = ("depth", "scope")


class Problem(msgspec.Struct, frozen=True):
    """What of an archive could not be read, and what to do about it."""

    archive: Path
    message: str
    fix: str


class Collection(msgspec.Struct, frozen=True):
    """The index of what was fetched, what archives could not give, and how the crawls ended that wrote them.

    ``held`` are the responses that lie in no archive.
    """

    visited: Visited
    problems: tuple[Problem, ...]
    states: tuple[CrawlState, ...]
    archives: int
    held: tuple[Response, ...] = ()

    @property
    def whole(self) -> bool:
        """Return whether everything there is was fetched, as far as crawls can tell."""
        complete = len(self.states) == self.archives and all(_all_asked(state) for state in self.states)
        return complete and self.archives > 0 and not self.problems


def _all_asked(state: CrawlState) -> bool:
    """Return whether a crawl asked all that search engines would: pages that were left out by its limits may link to others."""
    return state.complete and not any(state.left_out.get(why) for why in _BY_CHOICE)


@contextmanager
def collected(
    file: Path, archives: Sequence[Path], responses: Sequence[Response] = ()
) -> Iterator[Collection]:
    """Read archives once, and put what they hold and the responses into an index at ``file``; close it in the end.

    Of two answers of one address the later one stands.
    """
    problems: list[Problem] = []
    states: list[CrawlState] = []

    def visits() -> Iterator[Visit]:
        for archive in archives:
            yield from _visits_in(archive, problems, states)
        yield from (visit_of(response, size=len(response.raw)) for response in responses)

    with Visited.create(file, visits()) as visited:
        yield Collection(visited, tuple(problems), tuple(states), len(archives), tuple(responses))


def _visits_in(archive: Path, problems: list[Problem], states: list[CrawlState]) -> Iterator[Visit]:
    from seoaudit.web.archive import read_responses

    found = read_responses(archive)
    for each in found:
        if each.body_offset >= 0:
            yield visit_of(
                each.response,
                size=each.length,
                digest=each.digest,
                archive=str(archive),
                place=each.offset,
                body=each.body_offset,
            )
    if found.problem:
        problems.append(Problem(archive, found.problem, found.fix))
    if found.state is not None:
        states.append(found.state)
