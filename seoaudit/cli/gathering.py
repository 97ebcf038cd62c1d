"""Everything a run is told to read, as documents: files, live pages, and the pages in web archives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import msgspec

from seoaudit.cli.documents import Configs, documents_of, today
from seoaudit.cli.targets import Address, Target, Wanted, archive_in, parted
from seoaudit.engines.outside import NOTHING_OUTSIDE, Outside

if TYPE_CHECKING:
    from seoaudit.config import Settings
    from seoaudit.engines.counterparts import Against
    from seoaudit.engines.document import Document
    from seoaudit.web.collection import Collection
    from seoaudit.web.response import Response


class Gathered(NamedTuple):
    """Documents with the settings of each, and what is known besides them."""

    documents: list[Document]
    settings: list[Settings]
    outside: Outside = NOTHING_OUTSIDE


@contextmanager
def gathered(wanted: Wanted, configs: Configs) -> Iterator[Gathered]:
    """Gather the documents that are wanted; give them, and forget what was kept of them in the end.

    Raises ``Unreadable`` where there are none, ``ConfigErrors`` for a configuration that does not hold.
    """
    with ExitStack() as kept:
        found = _documents(wanted, configs, kept)
        if wanted.against is not None:
            place = published_at(wanted.against, found.documents, kept)
            found = found._replace(outside=msgspec.structs.replace(found.outside, against=place))
        yield found


def _documents(wanted: Wanted, configs: Configs, kept: ExitStack) -> Gathered:
    paths, addresses, archives = parted(wanted.targets)
    if not addresses and not archives:
        return Gathered(*documents_of(paths, configs, wanted.stdin_filename))
    from seoaudit.cli.live import fetch_pages, rendered
    from seoaudit.engines.fetched import documents_in, live_document

    documents, settings = documents_of(paths, configs, wanted.stdin_filename) if paths else ([], [])
    live = fetch_pages(addresses)
    collection = _collected(kept, archives, live.responses)
    pages = rendered(map(live_document, live.pages), wanted.render)
    found = [*pages, *documents_in(collection)]
    if not documents and not found:
        _refuse_empty(archives)
    found = list({document.name: document for document in reversed(found)}.values())[::-1]
    settings += [configs.settings_of_address(document.name) for document in found]
    return Gathered([*documents, *found], settings, Outside(collection))


def published_at(against: Target, documents: Sequence[Document], kept: ExitStack) -> Against:
    """Return where published pages are looked for. What has to be kept until the end is put on ``kept``.

    A single draft is compared with an address itself, unless that is a site's root; several with the pages below it.
    """
    from seoaudit.engines.counterparts import InArchive, Live, built_folder, is_root

    if isinstance(against, Address):
        from seoaudit.web.fetch import Fetcher, user_agent

        fetcher = kept.enter_context(Fetcher(user_agent(), start=against))
        one = len(documents) == 1 and not is_root(against)
        return Live(fetcher, page=against) if one else Live(fetcher, base=against)
    if archive := archive_in(against):
        return InArchive(_collected(kept, [archive]))
    return built_folder(against, today())


def _collected(kept: ExitStack, archives: Sequence[Path], responses: Sequence[Response] = ()) -> Collection:
    from tempfile import TemporaryDirectory  # a draft is checked without

    from seoaudit.web.collection import collected

    folder = kept.enter_context(TemporaryDirectory(prefix="seoaudit-"))
    return kept.enter_context(collected(Path(folder) / "visited.db", archives, responses))


def _refuse_empty(archives: Sequence[Path]) -> NoReturn:
    from seoaudit.sources.decode import Unreadable

    raise Unreadable(
        f"there is nothing to audit in {', '.join(map(str, archives))}: no HTML page that was answered with 200",
        "Check that it is the archive of a site, and that the site could be fetched.",
    )
