from __future__ import annotations

import re
from collections.abc import Iterator

from seoaudit.api import Finding, Page, labelled_calls, lazy_regex, quoted, rule

_NOWHERE = frozenset({"", "#", "#!", "#0", "#top"})
#: Attributes by which a script takes the click over.
_SCRIPTED = lazy_regex(r"\s(?:on\w+|data-[\w-]+|x-[\w-]+|@click[\w.]*|v-on:\w+|id|role)\s*=", re.IGNORECASE)


@rule(
    severity="error",
    weight=6,
    fault=True,
    evidence="standard",
    of=labelled_calls,
    source="https://html.spec.whatwg.org/multipage/links.html#links-created-by-a-and-area-elements",
)
def dead_target(page: Page) -> Iterator[Finding]:
    """A call to action leads somewhere.

    Why: A reader who does what you ask and stays where they are has been let down at the best moment you
    had. It is mostly a placeholder that was never filled in.

    Fix: Give the link the address where the act is done.

    Notes: Dead are an empty address, `#`, `#top`, `javascript:` and the page's own address. A link in HTML
    that a script handles (`onclick`, `data-…`) is given the benefit of the doubt, and so are buttons.
    """
    own = _plain(page.context.url)
    for call in labelled_calls(page):
        if not call.is_link:
            continue
        target = call.target.strip()
        script = target.lower().startswith("javascript:")
        itself = bool(own) and "#" not in target and _plain(target) == own
        if not (target in _NOWHERE or script or itself):
            continue
        source = page.source.text
        if source.startswith("<", call.span.start):
            end = source.find(">", call.span.start)
            if _SCRIPTED.search(source, call.span.start, end):
                continue
        yield Finding(call.span, f"{quoted(call.label)} leads {_where(target, itself=itself)}")


def _plain(address: str) -> str:
    return address.strip().partition("?")[0].rstrip("/")


def _where(target: str, *, itself: bool) -> str:
    if itself:
        return "to the page it stands on"
    return f"nowhere: its address is {quoted(target)}" if target else "nowhere: it has no address"
