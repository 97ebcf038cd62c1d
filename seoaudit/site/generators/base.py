"""What every generator is asked: its configuration, the address of a file, and which paths it makes by itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Protocol

import msgspec

from seoaudit.lazy_regex import lazy_regex
from seoaudit.site.generators.config_files import SiteFolder
from seoaudit.site.model import Address, SiteConfig

#: Files that generators make pages of, as far as we read them.
CONTENT_ENDINGS = (".md", ".mdx", ".markdown", ".mkd", ".mkdn", ".html", ".htm")
#: Pages all the same, of which only the front matter is read.
OTHER_ENDINGS = (".org", ".adoc", ".asciidoc", ".rst", ".mdoc", ".liquid", ".njk")


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is read of one content file: its front matter (trimmed to short values) and its first heading.

    ``digest`` is that of the file's bytes; ``stamp`` its size and times (see ``seoaudit.site.walk``), empty where it
    was changed so lately that a change after it could have the same; ``marked`` says that the file has front matter at all, even empty.
    """

    file: str
    digest: bytes = b""
    front: Mapping[str, Any] = {}
    heading: str = ""
    marked: bool = False
    stamp: tuple[int, ...] = ()


class Around(msgspec.Struct, frozen=True):
    """What lies around a content file, as far as its address depends on it.

    ``files`` are all known files of the site; ``entries`` what was read of its content files; ``today`` (ISO date)
    decides what is not published yet, and without it all dates count as past.
    """

    files: Collection[str] = ()
    entries: Mapping[str, Entry] = {}
    today: str = ""


class Routes(msgspec.Struct, frozen=True):
    """Paths without a content file: ``made`` exist, of ``unknown`` only a build could say.

    Both are patterns: ``*`` stands for one part of the path, ``**`` for any number of them, ``#`` for a number, and a closing slash
    does not matter.
    """

    made: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Generator(Protocol):
    """One kind of site; the modules of this package have one instance each, named ``GENERATOR``."""

    name: str

    def recognise(self, folder: SiteFolder) -> SiteConfig | None:
        """Return the site whose configuration is in the folder; ``None`` when it is none of this kind."""
        ...

    def address(self, config: SiteConfig, entry: Entry, around: Around) -> Address | None:
        """Return where a file is published; ``None`` for one that becomes no page.

        A page whose address cannot be told without running code has an empty path.
        """
        ...

    def routes(self, config: SiteConfig, files: Collection[str]) -> Routes:
        """Return the paths that no content file stands behind."""
        ...


def joined(*parts: str) -> str:
    """Return one path with a leading slash out of parts; empty parts vanish, and the last one's slash stays.

    >>> joined("/", "blog", "", "first/"), joined("/docs/", "/a"), joined("/")
    ('/blog/first/', '/docs/a', '/')
    """
    inner = "/".join(piece for part in parts for piece in part.split("/") if piece and piece != ".")
    last = next((part for part in reversed(parts) if part), "/")
    return unicodedata.normalize("NFC", f"/{inner}/" if inner and last.endswith("/") else f"/{inner}")


def without_ending(name: str) -> str:
    """Return a path without the ending of its file name.

    >>> without_ending("a.b/release-1.2.md"), without_ending("Makefile")
    ('a.b/release-1.2', 'Makefile')
    """
    folder, slash, base = name.rpartition("/")
    stem, dot, _ = base.rpartition(".")
    return f"{folder}{slash}{stem if dot and stem else base}"


def below(file: str, folder: str) -> str | None:
    """Return a file's path relative to a folder, or ``None`` when it is not in it.

    >>> below("docs/a/b.md", "docs"), below("docs2/a.md", "docs"), below("a.md", "")
    ('a/b.md', None, 'a.md')
    """
    if not folder:
        return file
    return file[len(folder) + 1 :] if file.startswith(f"{folder}/") else None


def text(value: object) -> str:
    """Return a front-matter value as the text it was meant as; empty for tables, lists and nothing."""
    if value is None or isinstance(value, (Mapping, list, tuple)):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return unicodedata.normalize("NFC", str(value)).strip()


def texts(value: object) -> tuple[str, ...]:
    """Return a front-matter list, or a single value, as texts."""
    values = value if isinstance(value, (list, tuple)) else [value]
    return tuple(found for each in values if (found := text(each)))


_ISO = lazy_regex(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2}))?)?")


def moment(value: object) -> datetime | None:
    """Return a front-matter date as written, without its time zone; ``None`` for what is no date.

    >>> moment("2024-02-30"), moment(date(2024, 2, 3)), moment("2024-2-3 10:30 +0200")
    (None, datetime.datetime(2024, 2, 3, 0, 0), datetime.datetime(2024, 2, 3, 10, 30))
    """
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a date as written has no zone
    found = _ISO.match(value) if isinstance(value, str) else None
    if not found:
        return None
    try:
        return datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type] # noqa: DTZ001
    except ValueError:
        return None


def later_than(value: object, today: str) -> bool:
    """Return whether a date is after today (ISO); false when either is not known."""
    found = moment(value)
    return bool(today and found and found.date().isoformat() > today)
