"""How the sections of a site link to each other: its link graph in a table that fits a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from seoaudit.report.site import LinkedSection

#: Sections that are told apart; the smallest are counted together.
MOST = 9
OTHERS = "…"


def linked_sections(paths: Mapping[str, str], links: Iterable[tuple[str, str]]) -> tuple[LinkedSection, ...]:
    """Return the sections, the largest first, with their links; none where there is but one.

    ``paths`` are the pages' paths by key, ``links`` pairs of keys. A section is the first folder below the one that
    all pages are in; pages that stand in that folder itself are the section ``/``.
    """
    section_of = _sections(paths)
    sizes = Counter(section_of.values())
    if len(sizes) < 2:
        return ()
    names = sorted(sizes, key=lambda name: (-sizes[name], name))
    if len(names) > MOST:
        small = frozenset(names[MOST - 1 :])
        section_of = {key: OTHERS if name in small else name for key, name in section_of.items()}
        sizes, names = Counter(section_of.values()), [*names[: MOST - 1], OTHERS]
    between = Counter((section_of[source], section_of[target]) for source, target in links)
    return tuple(
        LinkedSection(name, sizes[name], tuple(between[name, other] for other in names)) for name in names
    )


def _sections(paths: Mapping[str, str]) -> dict[str, str]:
    folders = [path.split("/")[:-1] for path in paths.values()]
    depth = 0
    while folders and all(len(parts) > depth and parts[depth] == folders[0][depth] for parts in folders):
        depth += 1
    return {
        key: parts[depth] if len(parts) > depth else "/" for key, parts in zip(paths, folders, strict=True)
    }
