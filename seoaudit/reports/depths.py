"""Pages by clicks from the home page, as reports draw them."""

from __future__ import annotations

from seoaudit.report.site import LinkGraph

#: What is further away is one bar: who pages through an archive does not count the clicks.
_MOST = 9


def folded_depths(graph: LinkGraph) -> list[tuple[str, int]]:
    """Return a label and a number of pages for each distance from the home page.

    >>> folded_depths(LinkGraph(pages=14, links=13, depths=(1, 3, *[1] * 10)))[-2:]
    [('8 clicks', 1), ('9+ clicks', 3)]
    """
    near, far = graph.depths[:_MOST], graph.depths[_MOST:]
    bars = [(_label(clicks), pages) for clicks, pages in enumerate(near)]
    if len(far) == 1:
        return [*bars, (_label(_MOST), far[0])]
    return [*bars, (f"{_MOST}+ clicks", sum(far))] if far else bars


def _label(clicks: int) -> str:
    return f"{clicks} click{'s' if clicks > 1 else ''}" if clicks else "home"
