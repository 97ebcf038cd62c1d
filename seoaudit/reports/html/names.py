"""Pages by their titles: what a reader knows them by, where a message has the end of a path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from seoaudit.reports.html.figures import opening

#: Characters of a title that stand in a sentence.
_LONGEST = 70
_INDEX = ("index.", "_index.", "README.")


def with_titles(text: str, paths: Sequence[str], titles: Mapping[str, str]) -> str:
    """Return a text in which titles take the place of the paths, or ends of paths, that it names.

    >>> with_titles("competes with tents.md and 2 more", ["blog/tents.md"], {"blog/tents.md": "Tents for two"})
    'competes with “Tents for two” and 2 more'
    """
    names: dict[str, str] = {}
    for path in paths:
        if titles.get(path):
            for name in _ends(path):
                # An end that several paths share names none of them.
                names[name] = "" if name in names else f"“{opening(titles[path], _LONGEST)}”"
    for name, title in sorted(names.items(), key=lambda entry: -len(entry[0])):
        if title and name in text:
            alone = rf"(?<![\w/.-]){re.escape(name)}(?![\w/-])"
            text = re.sub(alone, title.replace("\\", r"\\"), text)
    return text


def _ends(path: str) -> Iterator[str]:
    """Yield a path and its ends, from the whole to the file's name; a folder stands for its index."""
    parts = path.rstrip("/").split("/")
    if len(parts) > 1 and parts[-1].startswith(_INDEX):
        parts = [*parts[:-2], f"{parts[-2]}/"]
        yield path
    for start in range(len(parts)):
        yield "/".join(parts[start:])
