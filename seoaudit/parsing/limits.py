"""How much one page may hold: far more than any real page has, and little enough to be judged in seconds."""

from __future__ import annotations

from seoaudit.sources.decode import Unreadable

#: Blocks, links, images and other parts of a page, together. The largest page that we know of, a list made by a program,
#: has 44,000; what has many more was made to be slow to read.
MOST_PARTS = 200_000
#: Runs of text between marks, for each of these parts; on real pages there are one to four.
RUNS_PER_PART = 5
#: Characters of running text: more than the Bible has (4,300,000).
MOST_TEXT = 5_000_000


def too_many(what: str = "") -> Unreadable:
    """Return what is said of a page that is refused for its size; ``what`` is more than any page has."""
    return Unreadable(
        f"the page has more than {what or f'{MOST_PARTS:,} paragraphs, links and other parts'}, which is as much as is read",
        "Divide it into several pages, or leave it out with --exclude.",
    )
